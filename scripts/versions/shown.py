"""How records and their words are printed: for people on a terminal or in a file, and for scripts."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from scripts.versions.card import Card, Cell, Passage
from scripts.versions.catalogue import Catalogue, Hit
from scripts.versions.opened import printable

_LISTED = 20
_WIDEST = 100
_WORDS = ("quote", "quote_en")  # shown with the passages


def show_card(card: Card, console: Console) -> None:
    """Print a record, its cells with what they are called, and each passage with the values set off."""
    _line(console, 0, Text.assemble((card.table, "dim"), " ", (printable(card.record_id), "bold")))
    shown = [cell for cell in card.cells[1:] if cell.column not in _WORDS or not card.passages]
    widths = [max((len(printable(text)) for text in texts), default=0) for texts in _columns(shown)]
    for cell in shown:
        value = printable(cell.value)
        label = f"  {_short(cell.label)}" if cell.label else ""
        padded = value.ljust(min(widths[1], 40)) if label else value
        _line(console, 2, Text.assemble((cell.column.ljust(widths[0]), "cyan"), "  ", padded, (label, "dim")))
    said = _who(card.cells)
    if said:
        _line(console, 2, Text.assemble(("says it".ljust(widths[0]), "cyan"), "  ", said))
    for passage in card.passages:
        console.print()
        _show_passage(passage, console)


def _columns(cells: Sequence[Cell]) -> tuple[list[str], list[str]]:
    return [cell.column for cell in cells], [cell.value for cell in cells if cell.label]


def _who(cells: Iterable[Cell]) -> str:
    """Whose claim it is, who voiced it, and how the document gives it; "" for what is no claim."""
    by_column = {cell.column: cell for cell in cells}
    if "attribution" not in by_column:
        return ""
    asserter = by_column.get("asserter_id") or by_column.get("asserter_words")
    parts = [printable(asserter.label or asserter.value) if asserter else "nobody named"]
    if "speaker_id" in by_column:
        parts.append(f"in the voice of {printable(by_column['speaker_id'].label)}")
    parts.append(f"attribution {printable(by_column['attribution'].value)}")
    if "reporter_id" in by_column:
        parts.append(f"published by {printable(by_column['reporter_id'].label)}")
    return ", ".join(parts)


def _show_passage(passage: Passage, console: Console) -> None:
    where = f"{printable(passage.source_id)}, characters {passage.start}–{passage.end}"
    context = ("  (context)", "dim") if passage.is_context else ("", "")
    _line(console, 2, Text.assemble((where, "bold"), f": {_short(passage.source_title)}", context))
    for support in passage.supports:
        words = ""
        if support.start is not None and support.end is not None:
            begin = passage.context_start
            words = f" “{printable(passage.context[support.start - begin : support.end - begin])}”"
        value = _short(support.value) if support.column not in _WORDS else "…"
        _line(
            console,
            4,
            Text.assemble((support.column, "cyan"), f" = {value}  ", (f"{printable(support.support)}{words}", "dim")),
        )
        if support.note:
            _line(console, 8, Text(f"note: {printable(support.note)}", "italic"))
    _line(console, 4, _set_off(passage, marks=not console.is_terminal))
    if passage.quote_en and passage.quote_en != passage.quote:
        _line(console, 4, Text.assemble(("in English: ", "dim"), printable(passage.quote_en)))


def _set_off(passage: Passage, *, marks: bool) -> Text:
    """The words in their sentences, with the values set off, or the whole quote where no value stands in it.

    On a terminal by style; elsewhere by square brackets.
    """
    spans = sorted({(one.start, one.end) for one in passage.supports if one.start is not None and one.end is not None})
    places = _merged(spans) or [(passage.start, passage.end)]
    if places == [(passage.context_start, passage.context_start + len(passage.context))]:
        places = []  # all of it is the quote: nothing to set off
    text, done = Text(), passage.context_start
    for start, end in places:
        text.append(_folded(passage.context[done - passage.context_start : start - passage.context_start]))
        words = _folded(passage.context[start - passage.context_start : end - passage.context_start]).strip()
        text.append(f"[{words}]" if marks else words, "" if marks else "bold reverse")
        done = end
    text.append(_folded(passage.context[done - passage.context_start :]))
    return text


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _folded(text: str) -> str:
    """Text on one line, with a space at each end where it had white space."""
    inner = printable(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def _short(text: str) -> str:
    line = printable(text)
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _line(console: Console, indent: int, text: Text) -> None:
    """One line; on a terminal it is wrapped below itself."""
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)))
    else:
        console.print(Text(" " * indent) + text, soft_wrap=True)


def show_hits(hits: Sequence[Hit], catalogue: Catalogue, console: Console) -> None:
    """Print what a search found, a line each: table, id, and what it is."""
    shown = [
        (
            hit.table,
            printable(hit.record_id),
            _short(catalogue.summary(hit.table, catalogue.row(hit.table, hit.record_id) or {})),
        )
        for hit in hits[:_LISTED]
    ]
    widths = [max(len(line[column]) for line in shown) for column in range(2)] if shown else [0, 0]
    for table, record_id, summary in shown:
        line = Text.assemble((table.ljust(widths[0]), "dim"), "  ", record_id.ljust(widths[1]), "  ", (summary, "dim"))
        if console.is_terminal:
            console.print(line, overflow="ellipsis", no_wrap=True)
        else:
            console.print(line, soft_wrap=True)
    if len(hits) > _LISTED:
        console.print(f"… and {len(hits) - _LISTED:,} more; more words make it fewer")


def as_json(found: Sequence[Card], hits: Sequence[Hit]) -> str:
    """One JSON document.

    `{"records": [{"table", "record_id", "summary", "cells": [{"column", "title", "value", "label"}], "passages":
    [{"source_id", "source_title", "start", "end", "quote", "quote_en", "context", "context_start", "supports":
    [{"column", "value", "support", "is_context", "start", "end", "note"}]}]}], "matches": [{"rank", "table",
    "record_id"}]}`: the records that are shown, and what else a search found.
    """
    content = {"records": [asdict(card) for card in found], "matches": [asdict(hit) for hit in hits]}
    return json.dumps(content, ensure_ascii=False, indent=2)
