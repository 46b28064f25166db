"""A record for a page: what it says, who says it, and the passages behind each of its cells."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scripts.explore.facts import Evidence, Facts, Row, file_name
from scripts.explore.words import heading, kind
from validation.columns import Column
from validation.tables import column, columns, has_column, is_claim, key_of

_NOT_SHOWN = ("quote", "quote_en", "source_id", "reporter_id")
"""Cells that the passages and the line of who says it show."""

_SAID = ("asserter_id", "asserter_words", "speaker_id")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a quote; `mark`: "" | "value" | "formula" | "benchmark" | "qualifier"; `use`: of a formula."""

    text: str
    mark: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """How a passage supports one cell. `address`: of the record that the cell names."""

    title: str
    value: str
    address: str | None
    support: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source and what they support in one record. `anchor`: theirs among the contexts of a page."""

    anchor: str
    address: str
    source: str
    language: str
    words: tuple[Words, ...]
    quote_en: str | None
    supports: tuple[Support, ...]
    is_context: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty. `address`: of the record that it names."""

    title: str
    value: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """Whose claim it is; `asserter` is an organization, or else the words that name the asserters.

    `attribution`: the code; `reporter`: who published the document.
    """

    asserter: Cell | None
    speaker: Cell | None
    attribution: str
    reporter: Cell | None


@dataclass(frozen=True, slots=True)
class Card:
    """A record. `cells`: those that no passage supports, such as what is computed from others."""

    table: str
    record_id: str
    kind: str
    heading: str
    address: str
    cells: tuple[Cell, ...]
    said: Said | None
    passages: tuple[Passage, ...]
    context: tuple[Passage, ...]
    stance: str | None
    overall: str | None
    is_recommendation: bool

    def supported(self) -> str:
        """How many of its cells are supported in which way: "3 stated, 5 coded"."""
        found = Counter(one.support for passage in (*self.passages, *self.context) for one in passage.supports)
        return ", ".join(f"{number} {support}" for support, number in sorted(found.items(), key=lambda one: -one[1]))


def cards(facts: Facts, table: str, rows: Iterable[Row]) -> tuple[Card, ...]:
    """The cards of some records of a table."""
    return tuple(card(facts, table, row) for row in rows)


def card(facts: Facts, table: str, row: Row) -> Card:
    """One record."""
    record_id = row[key_of(table)]
    evidence = facts.evidence(table, record_id)
    passages = tuple(_passages(facts, table, record_id, evidence))
    supported = {one.column for one in evidence}
    # Words that only write a name are the words behind a person, and no mere context there.
    only_context = not is_claim(table) and all(passage.is_context for passage in passages)
    return Card(
        table,
        record_id,
        kind(table),
        heading(facts, table, row),
        facts.address(table, record_id),
        tuple(
            cell(facts, table, row, one.name)
            for one in columns(table)
            if not one.is_key and one.name not in (*_NOT_SHOWN, *supported) and row[one.name] is not None
        ),
        _said(facts, table, row) if is_claim(table) else None,
        tuple(passage for passage in passages if only_context or not passage.is_context),
        tuple(passage for passage in passages if passage.is_context and not only_context),
        row.get("stance"),
        row.get("overall"),
        bool(row.get("is_recommendation")),
    )


def contexts(shown: Iterable[Card]) -> tuple[Passage, ...]:
    """The passages that set the context of some cards, each once, in the order in which the cards need them."""
    return tuple({passage.anchor: passage for one in shown for passage in one.context}.values())


def source_name(facts: Facts, source_id: str) -> str:
    """Who published a document, and its id."""
    return f"{facts.name('organizations', facts.row('sources', source_id)['publisher_id'])}, {source_id}"


def _said(facts: Facts, table: str, row: Row) -> Said:
    shown = {name: cell(facts, table, row, name) for name in (*_SAID, "reporter_id") if _holds(table, row, name)}
    asserter = shown.get("asserter_id") or shown.get("asserter_words")
    return Said(asserter, shown.get("speaker_id"), row["attribution"], shown.get("reporter_id"))


def _holds(table: str, row: Row, name: str) -> bool:
    return has_column(table, name) and row[name] is not None


def cell(facts: Facts, table: str, row: Row, name: str) -> Cell:
    """One cell, which is not empty."""
    of = column(table, name)
    address = None if of.refers_to is None else facts.address(of.refers_to, row[name])
    return Cell(of.title, facts.shown(of, row[name]), address)


def _passages(facts: Facts, table: str, record_id: str, evidence: Sequence[Evidence]) -> Iterator[Passage]:
    by_place: dict[tuple[str, int, int], list[Evidence]] = defaultdict(list)
    for one in evidence:
        by_place[one.place].append(one)
    terms = term_spans(facts, record_id) if table == "verdicts" else ()
    for (source_id, start, end), supports in by_place.items():
        first = supports[0]
        values = [(one.value_start, one.value_end, "value", "") for one in supports]
        yield Passage(
            f"context-{file_name(source_id)}-{start}-{end}",
            facts.passage(source_id, start, end),
            source_name(facts, source_id),
            facts.row("sources", source_id)["language"],
            marked(first.quote, start, end, [*terms, *values]),
            first.quote_en if first.quote_en != first.quote else None,
            tuple(support(facts, one) for one in supports),
            all(one.is_context for one in supports),
        )


Span = tuple[int | None, int | None, str, str]
"""First code point of the source, the one after the last, mark, use."""


def term_spans(facts: Facts, verdict_id: str) -> list[Span]:
    """The evaluative words of a verdict."""
    return [
        (row["start_char"], row["end_char"], row["term_type"], row["use"] or "")
        for row in facts.referring("verdict_terms", "verdict_id", verdict_id)
    ]


def marked(quote: str, start: int, end: int, spans: Iterable[Span]) -> tuple[Words, ...]:
    """A quote cut where marks begin and end; of several marks on one stretch that of the shortest span stands."""
    if len(quote) != end - start:
        return (Words(quote, ""),)
    inside = [
        (first - start, last - start, mark, use)
        for first, last, mark, use in spans
        if first is not None and last is not None and start <= first < last <= end
    ]
    inside.sort(key=lambda span: span[1] - span[0])
    cuts = sorted({0, len(quote), *(place for span in inside for place in span[:2])})
    words: list[Words] = []
    for low, high in pairwise(cuts):
        mark, use = next((span[2:] for span in inside if span[0] <= low and high <= span[1]), ("", ""))
        if words and (words[-1].mark, words[-1].use) == (mark, use):
            words[-1] = Words(words[-1].text + quote[low:high], mark, use)
        else:
            words.append(Words(quote[low:high], mark, use))
    return tuple(words)


def support(facts: Facts, one: Evidence) -> Support:
    """How one row of evidence supports its cell."""
    of = column_of(one)
    if of is None:
        return Support(one.column, one.value, None, one.support, one.note)
    address = None
    if of.refers_to is not None and facts.has(of.refers_to, one.value):
        address = facts.address(of.refers_to, one.value)
    return Support(of.title, facts.shown_written(of, one.value), address, one.support, one.note)


def column_of(one: Evidence) -> Column | None:
    """The column that a row of evidence speaks of, if its table has it."""
    return column(one.table, one.column) if has_column(one.table, one.column) else None
