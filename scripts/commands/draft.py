"""`election-facts draft`: a new source with proposed annotations, from a document."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scripts.commands.common import Root, report

if TYPE_CHECKING:
    from scripts.draft.drafting import Drafted


def draft(
    file: Annotated[Path, typer.Argument(help="The document: text, HTML or PDF, in any encoding.", metavar="FILE")],
    root: Root = Path(),
    source_id: Annotated[
        str | None,
        typer.Option("--id", help="The source's id.", show_default="publisher and year, else the file's name"),
    ] = None,
    language: Annotated[str | None, typer.Option(help="en or ru.", show_default="told by its letters")] = None,
    cells: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="A field of the sources entry: publisher=osce; repeatable."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Propose anew where nobody has decided, though the text is the same.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would be proposed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as one JSON document.")] = False,
) -> None:
    """Draft a document: its text, its sources entry, and proposals for every table, for a person to decide on.

    A proposal is no fact: the build refuses the source until `election-facts review` (or an editor) has left none. A
    document that was drafted before keeps every decision whose words still stand; what moved is listed.
    Exit code 0: done. 1: the document or the package cannot be read; nothing was written. 2: wrong usage.
    """
    import re

    from extraction.files import MissingExtraError
    from extraction.lexicon import languages
    from scripts.draft.drafting import draft as make
    from validation.columns import KEY_PATTERN
    from validation.problems import InvalidDataError

    if language is not None and language not in languages():
        raise typer.BadParameter(f"{language!r} is not one of {', '.join(languages())}", param_hint="--language")
    if source_id is not None and not re.match(KEY_PATTERN, source_id):
        raise typer.BadParameter(f"{source_id!r} has not only lower-case letters, digits and -", param_hint="--id")
    try:
        made = make(
            root,
            file,
            source_id=source_id,
            language=language,
            given=_given(cells or []),
            again=again,
            write=not dry_run,
        )
    except InvalidDataError as error:
        report(error.problems, "json" if as_json else "text", "nothing was written", root)
    except (OSError, MissingExtraError) as error:
        print(f"Cannot draft {file}: {error}. Nothing was written.", file=sys.stderr)
        raise typer.Exit(1) from error
    _show(made, as_json, dry_run)


def _given(written: list[str]) -> dict[str, str]:
    """`field=value` as cells by full column name."""
    from validation.columns import Column
    from validation.tables import columns
    from validation.values import UnfitValueError, read_value

    known: dict[str, Column] = {column.short: column for column in columns("sources") if not column.is_key}
    given = {}
    for one in written:
        name, _, value = one.partition("=")
        if name not in known or not value.strip():
            raise typer.BadParameter(f"{one!r} is not FIELD=VALUE with one of {', '.join(known)}", param_hint="--set")
        try:
            read_value(known[name], value.strip())
        except UnfitValueError as error:
            raise typer.BadParameter(f"{one!r}: expected {error.expected}", param_hint="--set") from error
        given[known[name].name] = value.strip()
    return given


def _show(made: "Drafted", as_json: bool, dry_run: bool) -> None:
    import json
    from dataclasses import asdict

    if as_json:
        print(json.dumps(asdict(made), ensure_ascii=False, indent=2))
        return
    for one in made.moved:
        now = f"now perhaps “{one.now}”" if one.now else "which stand nowhere now"
        print(f"moved: {one.kind}: “{one.words}”, {now}", file=sys.stderr)
    if made.is_new:
        counts = "  ".join(f"{table} {count}" for table, count in made.proposed.items() if count)
        print(f"{made.source_id}: proposed {counts or 'nothing'}; {made.open} sentences open.")
    else:
        print(f"{made.source_id}: {made.added} new proposals, {len(made.moved)} decisions to look at again; "
              f"{made.open} sentences open.")  # fmt: skip
    for path in made.changed:
        print(f"  {'would write' if dry_run else 'wrote'} {path}")
    if made.missing:
        print(f"The document does not give: {', '.join(made.missing)} (required in data/sources/sources.yaml).")
    if not dry_run and (made.is_new or made.added or made.moved or made.open):
        print(f"Next: election-facts review {made.source_id}")
