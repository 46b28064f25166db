"""`election-facts import`: what an annotation tool made of an export, back into the annotation file."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scripts.commands.common import OutputFormat, Root, report

if TYPE_CHECKING:
    from scripts.exchange.take import Taken

_SHOWN = 20
_LONGEST = 60


def import_(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="The file with the annotations (.ann, .json, .xmi, .jsonld, a .zip with one), or a folder with one.",
        ),
    ],
    root: Root = Path(),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; say what would change.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the annotation file though it was changed since the export.")
    ] = False,
    style: OutputFormat = "text",
) -> None:
    """Read what `export` wrote and a tool changed back into data/annotations/SOURCE_ID.yaml.

    Each span is verified: the words that the tool names must stand at their position; else they are looked for, and
    where they stand at one other place the annotation moves there and is listed. The text must be the source's. An
    annotation with a label alone becomes an entry with its quote. Whoever removes the mark `proposed`, or the field,
    accepts. The number of annotations added, changed, removed and moved goes to standard error, the name of the file
    to standard output if it was written. The result is for `build` to check.

    Exit code 0: done, or nothing to do. 1: the export is damaged or does not fit, or the annotation file was changed
    since; nothing was written. 2: wrong usage.
    """
    from scripts.exchange.take import take
    from validation.problems import InvalidDataError

    try:
        taken = take(root, path, check=check, force=force)
    except InvalidDataError as error:
        report(error.problems, style, "nothing was written", root)
    except OSError as error:
        print(f"Cannot import: {error}. Nothing was written.", file=sys.stderr)
        raise typer.Exit(1) from error
    print(*_lines(taken), sep="\n", file=sys.stderr)
    if taken.is_written:
        print(taken.name)


def _lines(taken: "Taken") -> Iterator[str]:
    """What changed: each annotation that is new, other or gone, those that were found elsewhere, and the numbers."""
    from scripts.exchange.changes import has_comment

    found = taken.changes
    parts = {"added": found.added, "changed": found.changed, "removed": found.removed, "moved": found.moved}
    listed = [(what, mark) for what, marks in parts.items() for mark in marks]
    for what, mark in listed[:_SHOWN]:
        line = taken.document.line_of(mark.span.start)
        comment = ", with the comment above it" if what == "removed" and has_comment(mark) else ""
        yield f"{what:8} {mark.kind:10} line {line}: {_short(taken.document.slice(mark.span))}{comment}"
    if len(listed) > _SHOWN:
        yield f"… and {len(listed) - _SHOWN} more"
    for one in taken.relocated:
        yield f"found at {one.new_position} and not at {one.position}: {one.kind} {_short(one.words)}"
    if taken.orphans:
        yield f"{len(taken.orphans)} of those removed are terms and names of passages that were removed."
    numbers = ", ".join(f"{len(marks)} {what}" for what, marks in parts.items())
    yield f"{numbers}, {found.same} as before."


def _short(words: str) -> str:
    words = " ".join(words.split())
    return f"“{words}”" if len(words) <= _LONGEST else f"“{words[: _LONGEST - 1]}…”"
