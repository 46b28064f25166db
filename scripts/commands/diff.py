"""`election-facts diff`: what changed between two packages."""

import sys
from typing import Annotated, Literal

import typer

_PLACE = "a folder, a datapackage.json, a zip, or a revision of the git checkout in this folder"


def _complete_table(incomplete: str) -> list[str]:
    """Tables of the package in this folder."""
    from scripts.versions.opened import open_package
    from validation.container import PackageError

    try:
        return [table for table in open_package(".").tables if table.startswith(incomplete)]
    except PackageError:
        return []


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=f"The earlier package: {_PLACE}.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later package, in any of these ways.")],
    style: Annotated[
        Literal["text", "json", "markdown"],
        typer.Option("--format", help="For people, for scripts, or for the changelog."),
    ] = "text",
    table: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Compare this table alone; may be repeated.", autocompletion=_complete_table),
    ] = None,
    in_full: Annotated[
        bool, typer.Option("--all", help="Name each row of the generated tables, too, not only their number.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Leave with exit code 1 where the packages differ, as git diff does.")
    ] = False,
) -> None:
    """Say row by row and cell by cell what changed between two packages, of the same model or not.

    A summary comes first, then the core tables, then the others; generated tables (evidence, sentences, names,
    mentions, codes) are only counted, apart from codes whose label or definition changed. No source text is needed.

    Exit code 0: compared. 1: a package cannot be read, or with --exit-code: they differ. 2: wrong usage.
    """
    from scripts.versions.changes import as_json, as_markdown, as_text
    from scripts.versions.diff import diff as compare
    from scripts.versions.opened import open_package
    from validation.container import PackageError

    try:
        changes = compare(open_package(old), open_package(new), table or (), in_full=in_full)
    except PackageError as error:
        print(f"Nothing was compared: {error}.", file=sys.stderr)
        raise typer.Exit(1) from error
    print({"text": as_text, "json": as_json, "markdown": as_markdown}[style](changes))
    if exit_code and changes.differs:
        raise typer.Exit(1)
