"""`election-facts explore`: the package as a site to look at."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from scripts.commands.common import OutputFormat, report


def explore(
    package: Annotated[Path, typer.Argument(help="A datapackage.json, or the folder that holds it.")] = Path(
        "datapackage.json"
    ),
    output: Annotated[
        Path, typer.Option(help="The folder of the site: new, empty, or that of an earlier site, which is replaced.")
    ] = Path("site"),
    publish: Annotated[
        bool,
        typer.Option(
            "--publish",
            help="Hold back the texts of sources whose rights do not say redistributable, as a release does; "
            "their quotes are shown instead.",
        ),
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the site in the browser.")] = False,
    style: OutputFormat = "text",
) -> None:
    """Write the package as a site of plain files, on which every figure opens the sentence that it comes from.

    It works from disk, from any web server and offline. Without --publish it holds every text that the package holds:
    for your own eyes, unless you have the right to publish them. Prints the path of the front page.

    Exit code 0: written. 1: the package cannot be read, or the site not be written; an earlier one still stands.
    2: wrong usage.
    """
    from scripts.charts.files import GET_LIBRARY, can_draw
    from scripts.explore.facts import read_facts
    from scripts.explore.write import write_site
    from validation.problems import InvalidDataError

    descriptor = package / "datapackage.json" if package.is_dir() else package
    try:
        with _status("Reading the package"):
            facts = read_facts(descriptor, is_published=publish)
        with _status("Writing the site"):
            written = write_site(facts, output)
    except InvalidDataError as error:
        report(error.problems, style, "no site was written", descriptor.parent)
    except OSError as error:
        print(f"Cannot write the site: {error}. Nothing was written.", file=sys.stderr)
        raise typer.Exit(1) from error
    print(f"{written.pages:,} pages, {written.files:,} files, {written.size:,} bytes.", file=sys.stderr)
    if not can_draw():
        print(f"Without the charts as SVG and PNG files; to have them: {GET_LIBRARY}", file=sys.stderr)
    if facts.unpublishable:
        names = ", ".join(facts.unpublishable)
        print(f"It holds texts that may not be redistributed ({names}); to publish, use --publish.", file=sys.stderr)
    print(written.index)
    if open_it:
        typer.launch(written.index.absolute().as_uri())


@contextlib.contextmanager
def _status(what: str) -> Iterator[None]:
    """Shows on a terminal what is being done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(what):
        yield
