"""`election-facts fetch`: download a released package and verify it."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.common import OutputFormat, report

_SIZE = re.compile(r"(\d{1,15}) ?(|K|M|G|T)B?\Z", re.IGNORECASE | re.ASCII)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


def fetch(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="A folder with datapackage.json and SHA256SUMS, or a .zip.")
    ],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where it goes: a folder that is new or empty.")],
    max_size: Annotated[str, typer.Option(help="Refuse a package of more bytes, as in 500MB or 3GB.")] = "2GB",
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that the server may stay silent.")] = 30,
    validate: Annotated[
        bool, typer.Option("--validate/--no-validate", help="Validate the package once it is there.")
    ] = True,
    style: OutputFormat = "text",
) -> None:
    """Download a released package from a web server, verify every file, and put it in place: all of it or nothing.

    Every file must have the size and SHA-256 that the package gives. A download that broke off goes on with the same
    command. Redirects are followed on the same host alone; paths that lead out of the package, links, zip bombs and
    files that nothing names are refused.

    Exit code 0: fetched, and valid. 1: refused, not to be had, or not valid. 2: wrong usage.
    """
    from scripts.versions.fetch import fetch as download
    from scripts.versions.web import FetchError

    largest = _bytes(max_size)
    try:
        with _bar() as show:
            number = download(url, folder, largest=largest, timeout=timeout, show=show)
    except FetchError as error:
        print(f"Nothing was put in place: {error}.", file=sys.stderr)
        raise typer.Exit(1) from error
    except OSError as error:
        print(f"Nothing was put in place: cannot write: {error}.", file=sys.stderr)
        raise typer.Exit(1) from error
    if style == "text":
        print(f"Fetched {number} files into {folder}; every hash is right.")
    if validate:
        _validate(folder, style)


def _bytes(text: str) -> int:
    match = _SIZE.match(text.strip())
    if match is None:
        raise typer.BadParameter(f"{text!r} is no size; write it like 500MB or 3GB", param_hint="--max-size")
    return int(match[1]) * _UNITS[match[2].upper()]


def _validate(folder: Path, style: OutputFormat) -> None:
    from scripts.commands.common import succeed
    from validation.checks import check
    from validation.package import read_package
    from validation.problems import Problem, in_order

    problems: list[Problem] = []
    package = read_package(folder / "datapackage.json", problems)
    if package is not None:
        problems += check(package)
    if problems:
        outcome = "the package is as it was published, but not valid by the rules of this version of election-facts"
        report(in_order(problems), style, outcome)
    succeed("Valid: every check passed.", style)


@contextmanager
def _bar() -> "Iterator[Callable[[int, int | None], None]]":
    """A progress bar with the rate, on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    console = Console(stderr=True)
    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("fetch", total=None)

        def show(more: int, whole: int | None) -> None:
            progress.update(task, advance=more, total=whole)

        yield show
