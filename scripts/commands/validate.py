"""`election-facts validate`: whether a package, here or elsewhere, is what it should be."""

from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.common import OutputFormat, report, succeed


def validate(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="PACKAGE",
            help="Its folder, the datapackage.json in it, its zip, or the .sha256 file of zip and database.",
        ),
    ] = Path("datapackage.json"),
    style: OutputFormat = "text",
) -> None:
    """Check a package, here or a copy elsewhere: hashes, schemas, keys, quotes, evidence, sentences, counts, dates.

    Exit code 0: valid. 1: problems (text and github on standard error, json on standard output). 2: wrong usage.
    """
    from scripts.summary import ledger
    from scripts.versions.downloaded import descriptor_at
    from validation.checks import check
    from validation.package import read_package
    from validation.problems import Problem, in_order

    problems: list[Problem] = []
    with descriptor_at(place, problems) as descriptor:
        package = None if descriptor is None else read_package(descriptor, problems)
        if package is not None:
            problems += check(package)
    if problems:
        report(in_order(problems), style, "the package is not valid", place if place.is_dir() else place.parent)
    tables = package.tables if package else {}
    rows = sum(len(frame) for frame in tables.values())
    unread = package.without_text if package else ()
    succeed(f"{ledger(tables, unread)}\n\nValid: {len(tables)} tables, {rows:,} rows, every check passed.", style)
