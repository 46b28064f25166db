"""`election-facts show`: a record and the words behind each of its cells."""

import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.versions.catalogue import Catalogue, Hit


def _complete(ctx: typer.Context, incomplete: str) -> list[str]:
    """Table names, then ids of that table; ids of all tables that are looked into at the first place."""
    from scripts.versions.catalogue import NOT_SEARCHED
    from scripts.versions.opened import open_package
    from validation.container import PackageError

    typed = [str(word) for word in ctx.params.get("words") or ()]
    try:
        package = open_package(str(ctx.params.get("package") or "."))
        if typed and typed[0] in package.tables:
            return [record_id for record_id in package.ids(typed[0]) if record_id.startswith(incomplete)]
        tables = [] if typed else [table for table in package.tables if table.startswith(incomplete)]
        searched = [table for table in package.tables if table not in NOT_SEARCHED] if incomplete else []
        ids = [record_id for table in searched for record_id in package.ids(table) if record_id.startswith(incomplete)]
        return [*tables, *dict.fromkeys(ids)]
    except PackageError:
        return []


def show(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[TABLE] ID | WORDS",
            help="A table and an id, an id alone, or words to look for, in either script.",
            autocompletion=_complete,
        ),
    ],
    package: Annotated[
        str, typer.Option(help="The package: a folder, a datapackage.json, a zip, or a revision of this checkout.")
    ] = ".",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document, for scripts.")] = False,
) -> None:
    """Print a record with the names of what it refers to, and the words behind each cell in their sentences.

    Each passage says which cells it supports and how (stated, coded, inferred), with the value set off, the English
    rendering and the note. Words that fit several records list them. Without the text of a source the quotes are shown.

    Exit code 0: found. 1: nothing found, or the package cannot be read. 2: wrong usage.
    """
    from rich.console import Console

    from scripts.versions.card import cards
    from scripts.versions.catalogue import Catalogue
    from scripts.versions.opened import open_package
    from scripts.versions.shown import as_json as to_json
    from scripts.versions.shown import show_card, show_hits
    from validation.container import PackageError

    console = Console(highlight=False)
    try:
        catalogue = Catalogue(open_package(package))
        records, hits = _find(catalogue, words)
        if not records and not hits:
            _nothing(catalogue, words)
        found = cards(catalogue, records)
        if as_json:
            print(to_json(found, hits))
            return
        for number, card in enumerate(found):
            if number:
                console.print()
            show_card(card, console)
        if hits:
            if found:
                console.print("\nThe words also stand in:")
            show_hits(hits, catalogue, console)
            print("\nSee one: election-facts show TABLE ID", file=sys.stderr)
    except PackageError as error:
        print(f"Nothing was shown: {error}.", file=sys.stderr)
        raise typer.Exit(1) from error


def _find(catalogue: "Catalogue", words: "Sequence[str]") -> "tuple[list[tuple[str, str]], list[Hit]]":
    """The records to show, and what else the words fit. An id that does not exist fits nothing."""
    from scripts.versions.catalogue import is_like_an_id

    tables: tuple[str, ...] = ()
    wanted = words
    if words[0] in catalogue.package.tables:
        tables, wanted = (words[0],), words[1:]
        if len(wanted) == 1 and catalogue.row(words[0], wanted[0]) is not None:
            return [(words[0], wanted[0])], []
        if not wanted:
            return [], catalogue.all_of(words[0])
    elif len(words) == 1 and (named := catalogue.tables_with(words[0])):
        return [(table, words[0]) for table in named], []
    if len(wanted) == 1 and is_like_an_id(wanted[0]):
        return [], []
    hits = catalogue.search(wanted, tables)
    best = [hit for hit in hits if hit.rank == hits[0].rank]
    if len(best) == 1:
        return [(best[0].table, best[0].record_id)], hits[1:]
    return [], hits


def _nothing(catalogue: "Catalogue", words: "Sequence[str]") -> NoReturn:
    """Say that nothing was found, and what is nearest."""
    from scripts.versions.opened import printable

    is_table = words[0] in catalogue.package.tables and len(words) > 1
    tables, wanted = ((words[0],), words[1:]) if is_table else ((), words)
    where = f" in {words[0]}" if is_table else ""
    print(f"Nothing found{where} for {printable(' '.join(wanted))!r}.", file=sys.stderr)
    nearest = catalogue.nearest(" ".join(wanted), tables)
    if nearest:
        print("Did you mean:", file=sys.stderr)
        for table, record_id in nearest:
            print(f"  {table} {printable(record_id)}", file=sys.stderr)
    raise typer.Exit(1)
