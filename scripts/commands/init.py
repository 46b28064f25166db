"""`election-facts init`: an empty package of this shape, with worked examples."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet, or is empty.")],
    name: Annotated[
        str | None,
        typer.Option(help="Lower-case name of the package, for machines.", show_default="the folder's name"),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="Title of the package, for people.", show_default="made of the name")
    ] = None,
) -> None:
    """Start a package of this shape in an empty folder; it builds and validates at once.

    It holds two worked examples (invented texts, in English and Russian), vocabulary, coding rules, a workflow and a
    pre-commit configuration; its README says the next three steps.
    Exit code 0: done. 1: the folder holds something or cannot be written; nothing was. 2: wrong usage.
    """
    from scripts.start.origin import origin
    from scripts.start.start import NAME, start

    target = folder.absolute()
    chosen = target.name.lower().replace(" ", "-") if name is None else name
    if not NAME.match(chosen):
        raise typer.BadParameter(
            f"{chosen!r} has not only lower-case letters and digits, with . _ - between them", param_hint="--name"
        )
    heading = chosen.replace("-", " ").replace("_", " ").capitalize() if title is None else title.strip()
    if not heading or not heading.isprintable():
        raise typer.BadParameter(f"{heading!r} is not one line of text", param_hint="--title")
    try:
        written = start(target, chosen, heading, origin())
    except OSError as error:
        print(f"Cannot start a package: {error}. Nothing was written.", file=sys.stderr)
        raise typer.Exit(1) from error
    place = shlex.quote(str(folder))
    print(f"{len(written)} files written to {'this folder' if folder == Path() else folder}. Next:")
    print(f"  election-facts build --root {place}")
    print(f"  election-facts validate {place}")
    print(f"Then read {folder / 'README.md'}.")
