"""`election-facts format`: the annotation files in their one layout."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.common import OutputFormat, Root, report, succeed


def format_files(
    root: Root = Path(),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if a file is not in its layout.")] = False,
    style: OutputFormat = "text",
) -> None:
    """Bring the annotation files into their one canonical layout; what they say stays the same.

    Exit code 0: done, or nothing to do. 1: a file cannot be formatted, or with --check is not formatted.
    """
    from scripts.format import format_annotations
    from validation.problems import InvalidDataError

    try:
        changed = format_annotations(root, write=not check)
    except InvalidDataError as error:
        report(error.problems, style, "nothing was written", root)
    except OSError as error:
        print(f"Cannot write: {error}.", file=sys.stderr)
        raise typer.Exit(1) from error
    for name in changed:
        print(
            f"{'not formatted' if check else 'formatted'}: {name}",
            file=sys.stderr if check or style == "json" else sys.stdout,
        )
    if check and changed:
        print("To mend: election-facts format", file=sys.stderr)
        raise typer.Exit(1)
    succeed("" if changed else "Every annotation file is in its layout.", style)
