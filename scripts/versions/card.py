"""One record with the words behind each of its cells, in their context."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.versions.catalogue import Catalogue, Row
from validation.container import PackageError


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty, and what its id, code or country is called ("" for other values)."""

    column: str
    title: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Support:
    """How a passage supports one cell; `start` and `end`: where in the source the value itself stands, if it does."""

    column: str
    value: str
    support: str
    is_context: bool
    start: int | None
    end: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source and the cells that they support. Offsets count code points of the source.

    `context`: the sentences in which the quote stands, from `context_start`; the quote itself where the package holds
    no text of the source.
    """

    source_id: str
    source_title: str
    start: int
    end: int
    quote: str
    quote_en: str
    context: str
    context_start: int
    supports: tuple[Support, ...]

    @property
    def is_context(self) -> bool:
        """Whether it only says who speaks, of which election, or how a name is written."""
        return all(support.is_context for support in self.supports)


@dataclass(frozen=True, slots=True)
class Card:
    """A record: its cells, and the passages behind them, those that only set the context last."""

    table: str
    record_id: str
    summary: str
    cells: tuple[Cell, ...]
    passages: tuple[Passage, ...]


def cards(catalogue: Catalogue, wanted: Iterable[tuple[str, str]]) -> list[Card]:
    """The records of these tables and ids, which must exist.

    Raises:
        PackageError: the package's tables of evidence are no such tables.
    """
    records = {(table, record_id): catalogue.row(table, record_id) or {} for table, record_id in wanted}
    evidence: dict[tuple[str, str], list[Row]] = defaultdict(list)
    try:
        for row in catalogue.package.rows("evidence") if "evidence" in catalogue.package.tables else ():
            if (row["table_name"], row["record_id"]) in records:
                evidence[row["table_name"], row["record_id"]].append(row)
        sources = {row["source_id"] for rows in evidence.values() for row in rows}
        sentences = _sentences(catalogue, sources)
        return [
            Card(
                table,
                record_id,
                catalogue.summary(table, row),
                tuple(_cells(catalogue, table, row)),
                tuple(_passages(catalogue, evidence[table, record_id], sentences)),
            )
            for (table, record_id), row in records.items()
        ]
    except (KeyError, ValueError) as error:
        raise PackageError(f"{catalogue.package.name}: evidence or sentences are no such tables: {error}") from error


def _cells(catalogue: Catalogue, table: str, row: Row) -> Iterable[Cell]:
    for field in catalogue.package.fields[table]:
        value = row.get(field.name, "")
        if value:
            yield Cell(field.name, field.title, value, catalogue.label(field, value))


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    text: str


def _sentences(catalogue: Catalogue, sources: set[str]) -> dict[str, list[_Sentence]]:
    """The sentences of some sources in their order."""
    found: dict[str, list[_Sentence]] = defaultdict(list)
    for row in catalogue.package.rows("sentences") if "sentences" in catalogue.package.tables else ():
        if row["source_id"] in sources:
            found[row["source_id"]].append(_Sentence(int(row["start_char"]), int(row["end_char"]), row["text"]))
    return {source_id: sorted(of_source, key=lambda one: one.start) for source_id, of_source in found.items()}


def _passages(catalogue: Catalogue, rows: Iterable[Row], sentences: Mapping[str, list[_Sentence]]) -> Iterable[Passage]:
    by_place: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for row in rows:
        by_place[row["source_id"], int(row["start_char"]), int(row["end_char"])].append(row)
    passages = []
    for (source_id, start, end), of_passage in by_place.items():
        first = of_passage[0]
        source = catalogue.row("sources", source_id) if "sources" in catalogue.package.tables else None
        context, context_start = _context(sentences.get(source_id, []), start, end) or (first["quote"], start)
        passages.append(
            Passage(
                source_id,
                (source or {}).get("title", ""),
                start,
                end,
                first["quote"],
                first["quote_en"],
                context,
                context_start,
                tuple(map(_support, of_passage)),
            )
        )
    return sorted(passages, key=lambda passage: passage.is_context)


def _context(sentences: list[_Sentence], start: int, end: int) -> tuple[str, int] | None:
    """The sentences that a passage touches as one text, and where it begins; None without their text."""
    touched = [sentence for sentence in sentences if sentence.start < end and start < sentence.end]
    if not touched or any(len(one.text) != one.end - one.start for one in touched):
        return None
    text, first = "", touched[0].start
    if start < first:  # a passage may begin with the white space before a sentence
        text, first = " " * (first - start), start
    for sentence in touched:
        text += " " * (sentence.start - first - len(text)) + sentence.text
    return text, first


def _support(row: Row) -> Support:
    start, end = row.get("value_start_char", ""), row.get("value_end_char", "")
    return Support(
        row["column_name"],
        row["value"],
        row["support"],
        row.get("is_context") == "true",
        int(start) if start else None,
        int(end) if end else None,
        row.get("note", ""),
    )
