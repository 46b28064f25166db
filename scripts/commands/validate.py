"""`election-facts validate`: whether a package, here or elsewhere, is what it should be."""

from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.common import OutputFormat, report, succeed


def validate(
    descriptor: Annotated[Path, typer.Argument(help="A datapackage.json, or the folder that holds it.")] = Path(
        "datapackage.json"
    ),
    style: OutputFormat = "text",
) -> None:
    """Check a package, here or a copy elsewhere: hashes, schemas, keys, quotes, evidence, sentences, counts, dates.

    Exit code 0: valid. 1: problems (text and github on standard error, json on standard output). 2: wrong usage.
    """
    from scripts.summary import ledger
    from validation.checks import check
    from validation.package import read_package
    from validation.problems import Problem, in_order

    path = descriptor / "datapackage.json" if descriptor.is_dir() else descriptor
    problems: list[Problem] = []
    package = read_package(path, problems)
    if package is not None:
        problems += check(package)
    if problems:
        report(in_order(problems), style, "the package is not valid", path.parent)
    tables = package.tables if package else {}
    rows = sum(len(frame) for frame in tables.values())
    unread = package.without_text if package else ()
    succeed(f"{ledger(tables, unread)}\n\nValid: {len(tables)} tables, {rows:,} rows, every check passed.", style)
