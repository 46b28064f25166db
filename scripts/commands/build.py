"""`election-facts build`: every table and the descriptor, from the sources and annotations."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.common import OutputFormat, Root, progress, report, succeed


def build(
    root: Root = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if the files on disk are not what a build writes.")
    ] = False,
    style: OutputFormat = "text",
) -> None:
    """Build every table and datapackage.json from the sources and annotations, and validate the result.

    Nothing is written unless everything is right; then all files are replaced at once.
    Exit code 0: done. 1: problems, printed on standard error. 2: wrong usage.
    """
    from scripts.build import build as build_in_memory
    from scripts.build import write
    from scripts.compare import differing_files, differing_rows
    from scripts.summary import summary
    from validation.package import JOURNAL, interrupted
    from validation.problems import InvalidDataError

    try:
        if check:
            if (root / JOURNAL).exists():
                report((interrupted(),), style, "the files on disk were not compared", root)
            built = build_in_memory(root, progress)
            files = differing_files(root, built)
            if files and style == "text":
                print(differing_rows(root, built, files), file=sys.stderr)
                raise typer.Exit(1)
            if files:
                report(tuple(files), style, "the files on disk are not what a build writes", root)
            succeed("The files on disk are what a build writes.", style)
            return
        built, changed = write(root, progress)
    except InvalidDataError as error:
        report(error.problems, style, "nothing was written", root)
    except OSError as error:
        begun = (root / JOURNAL).exists()
        outcome = "The next build completes what this one began." if begun else "The old files stand."
        print(f"Cannot {'read' if check else 'write'}: {error}. {outcome}", file=sys.stderr)
        raise typer.Exit(1) from error
    succeed(summary(built, changed), style)
