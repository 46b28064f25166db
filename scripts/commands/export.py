"""`election-facts export`: a source and its annotations for an annotation tool."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from scripts.commands.common import OutputFormat, Root, report


def export(
    source: Annotated[str, typer.Argument(metavar="SOURCE_ID", help="The id in data/sources/sources.yaml.")],
    form: Annotated[
        Literal["brat", "cas", "webannotation"],
        typer.Option("--to", help="brat standoff; UIMA CAS as JSON, for INCEpTION; W3C Web Annotation as JSON-LD."),
    ],
    output: Annotated[
        Path, typer.Option(help="The folder, which is made where it is missing.", file_okay=False)
    ] = Path("exchange"),
    root: Root = Path(),
    force: Annotated[
        bool, typer.Option("--force", help="Replace files of the folder that hold something else, such as your work.")
    ] = False,
    style: OutputFormat = "text",
) -> None:
    """Write a source's text and everything in its annotation file for an annotation tool; `import` reads it back.

    A passage, each term and pinned name in it, the grounds of voices, dismissed sentences, mentions set aside, and what
    is proposed or open are annotations each; their other fields are one line of YAML. Comments go along. The annotation
    file may be in any layout; `import` writes the one of `format`. Prints the paths of the files.

    Exit code 0: written, and read back with nothing lost. 1: the annotation file has faults, or files stand there that
    hold something else; nothing was written. 2: wrong usage.
    """
    from scripts.exchange.send import send
    from validation.problems import InvalidDataError

    try:
        sent = send(root, source, form, output, force=force)
    except InvalidDataError as error:
        report(error.problems, style, "nothing was written", root)
    except OSError as error:
        print(f"Cannot write: {error}. Nothing was replaced.", file=sys.stderr)
        raise typer.Exit(1) from error
    for path in sent.kept:
        print(f"Kept as it is, though another export writes it otherwise: {path}", file=sys.stderr)
    print(f"{sent.marks:,} annotations of {source}.", file=sys.stderr)
    print(*sent.written, sep="\n")
