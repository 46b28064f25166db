"""Places where a mistake can be made: the cells, quotes and records of annotations, and how to put another in place."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Any, TypeVar

from extraction.text import Document, Span, fold
from scripts.annotations import (
    Annotation,
    Cell,
    Ground,
    Passage,
    Quote,
    Record,
    Remarks,
    annotated_columns,
    full_key,
    voice_columns,
)
from tests.mutants.harness import Harness
from tests.mutants.project import Mutant, place_of
from validation.columns import Column
from validation.readings import Reading
from validation.tables import column

Made = TypeVar("Made")
Kept = TypeVar("Kept")
Owner = Passage | Ground
"""What has a quote."""


@dataclass(frozen=True)
class Site:
    """A written cell: in a record of a passage, or in a voice, where it has no record."""

    annotation: Annotation
    owner: Owner
    record: Record | None
    column: Column
    cell: Cell
    support: str
    place: Span
    reading: Reading

    @property
    def label(self) -> str:
        """Table, record and field."""
        name = f"{self.record.table}.{self.record.key}".rstrip(".") if self.record else "voice"
        return f"{name}.{self.column.short}"

    @property
    def value(self) -> str:
        """The value, an id in full."""
        target = self.column.refers_to
        return full_key(target, self.annotation.source_id, self.cell.text) if target else self.cell.text

    def mutant(self, text: str | None, change: str = "") -> Mutant:
        """The file with another text in this cell, or without the cell."""
        cells = dict(_holder(self.owner, self.record)[0])
        if text is None:
            del cells[self.column.name]
        else:
            cells[self.column.name] = Cell(text, self.cell.line)
        change = change or f"{self.label}: {self.cell.text} → {'nothing' if text is None else text}"
        return replace(self._with(change, cells=cells), line=self.cell.line)

    def without_reason(self) -> Mutant:
        """The file without what the annotation says of how this cell is supported."""
        remarks = _holder(self.owner, self.record)[1]
        kept = {
            kind: {name: text for name, text in getattr(remarks, kind).items() if name != self.column.name}
            for kind in ("inferred", "coded")
        }
        change = f"{self.label}: {self.cell.text}, no longer {self.support}"
        return replace(self._with(change, remarks=replace(remarks, **kept)), line=self.cell.line)

    def _with(self, change: str, **parts: Any) -> Mutant:
        if self.record is None:
            return with_owner(self.annotation, self.owner, replace(self.owner, **parts), change)
        return with_record(self.annotation, self.owner, self.record, replace(self.record, **parts), change)


class Sites:
    """The places of a package, found once."""

    def __init__(self, harness: Harness) -> None:
        self.harness = harness
        self.project = harness.project
        self.readings = harness.readings

    @cached_property
    def cells(self) -> tuple[Site, ...]:
        """Every written cell; one that a record takes over from another stands once for each."""
        return tuple(self._cells())

    def _cells(self) -> Iterator[Site]:
        for annotation, owner in self.owners:
            reading = self.readings[annotation.source_id]
            place = place_of(reading.document, owner.quote)
            if place is None:
                continue
            for record in owner.records if isinstance(owner, Passage) else (None,):
                cells, remarks = _holder(owner, record)
                for name, cell in cells.items():
                    target = column(record.table, name) if record else voice_columns()[name.removesuffix("_id")]
                    support = remarks.support_of(name) or _support(target, reading.language)
                    yield Site(annotation, owner, record, target, cell, support, place, reading)

    @cached_property
    def owners(self) -> tuple[tuple[Annotation, Owner], ...]:
        """Every passage, and every ground of a voice, with its file."""
        found: list[tuple[Annotation, Owner]] = []
        for annotation in self.project.annotations.values():
            found += [(annotation, passage) for passage in annotation.passages]
            found += [(annotation, ground) for grounds in annotation.voices.values() for ground in grounds]
        return tuple(found)

    @cached_property
    def passages(self) -> tuple[tuple[Annotation, Passage], ...]:
        """Every passage with its file."""
        return tuple((annotation, owner) for annotation, owner in self.owners if isinstance(owner, Passage))

    @cached_property
    def records(self) -> tuple[tuple[Annotation, Passage, Record], ...]:
        """Every record that a passage states, with its passage and file."""
        return tuple(
            (annotation, passage, record) for annotation, passage in self.passages for record in passage.records
        )

    def stated(self, wanted: Callable[[Site], object]) -> list[Site]:
        """The cells whose values stand in the words, of those that are wanted."""
        return [site for site in self.cells if site.support == "stated" and wanted(site)]

    def stated_by(self, owner: Owner) -> list[Site]:
        """The stated cells of a passage or voice whose values stand in words of their own.

        An event has no words but those that state it, wherever they are.
        """
        return self._stated_by.get(id(owner), [])

    @cached_property
    def _stated_by(self) -> Mapping[int, list[Site]]:
        found: dict[int, list[Site]] = {}
        for site in self.stated(lambda site: site.column.refers_to != "events"):
            found.setdefault(id(site.owner), []).append(site)
        return found

    @cached_property
    def _proofs(self) -> Mapping[tuple[str, str, int, int, str], Span]:
        return {
            (row["source_id"], row["column_name"], row["start_char"], row["end_char"], row["value"]): Span(
                row["value_start_char"], row["value_end_char"]
            )
            for row in self.harness.rows["evidence"]
            if row["value_start_char"] is not None
        }

    def proof(self, site: Site) -> Span | None:
        """Where the value of a cell stands in its quote, as the evidence of the package has it."""
        place = site.place
        return self._proofs.get((site.annotation.source_id, site.column.name, place.start, place.end, site.value))

    def is_stated_again(self, site: Site, *, by_other_records: bool = False) -> bool:
        """Whether another cell as well takes up the words that prove a cell, so that its loss leaves nothing open.

        Args:
            site: the cell; of a voice it stands in every record that has the voice.
            by_other_records: whether only cells of other records count.
        """
        proof = self.proof(site)
        if proof is None:
            return False
        for row in self._taking_up.get(site.annotation.source_id, ()):
            there = Span(*row[:2])
            if not there.overlaps(proof):
                continue
            name, record, passage = row[2:]
            is_same_cell = name in (site.column.name, "precision")
            if site.record is None or site.record.key is None:
                is_own = passage == site.place and (is_same_cell or by_other_records)
            else:
                own = (site.record.table, full_key(site.record.table, site.annotation.source_id, site.record.key))
                is_own = record == own and (is_same_cell or by_other_records)
            if not is_own:
                return True
        return False

    @cached_property
    def _taking_up(self) -> Mapping[str, list[tuple[int, int, str, tuple[str, str], Span]]]:
        """Source → the places of numbers and dates that a cell takes up, with its column, record and passage.

        As `validation.completeness` has it: a stated cell the words of its value, another all words of its passage.
        """
        found: dict[str, list[tuple[int, int, str, tuple[str, str], Span]]] = {}
        for row in self.harness.rows["evidence"]:
            passage = Span(row["start_char"], row["end_char"])
            target = column(row["table_name"], row["column_name"])
            record = (row["table_name"], row["record_id"])
            if row["value_start_char"] is not None:
                place = (row["value_start_char"], row["value_end_char"])
            elif target.kind in ("edtf", "day") or (target.kind in ("integer", "number") and not row["is_context"]):
                place = (passage.start, passage.end)
            else:
                continue
            found.setdefault(row["source_id"], []).append((*place, target.name, record, passage))
        return found

    def has_terms_of_its_own(self, annotation: Annotation, record: Record) -> bool:
        """Whether some term of a verdict has words that no other verdict has as its term."""
        verdict = full_key(record.table, annotation.source_id, record.key or "")
        own = [span for one, span in self._terms.get(annotation.source_id, ()) if one == verdict]
        others = [span for one, span in self._terms.get(annotation.source_id, ()) if one != verdict]
        return any(not any(span.overlaps(other) for other in others) for span in own)

    @cached_property
    def _terms(self) -> Mapping[str, list[tuple[str, Span]]]:
        """Source → the places of its terms, each with its verdict."""
        verdicts = {row["verdict_id"]: row["source_id"] for row in self.harness.rows["verdicts"]}
        found: dict[str, list[tuple[str, Span]]] = {}
        for row in self.harness.rows["verdict_terms"]:
            place = (row["verdict_id"], Span(row["start_char"], row["end_char"]))
            found.setdefault(verdicts[row["verdict_id"]], []).append(place)
        return found

    @cached_property
    def used(self) -> Mapping[tuple[str, str], list[str]]:
        """Source and table (or "country") → the ids (or codes) that the source names or its cells hold."""
        found: dict[tuple[str, str], set[str]] = {}
        for row in self.harness.rows["names"]:
            found.setdefault((row["source_id"], row["table_name"]), set()).add(row["record_id"])
        for row in self.harness.rows["evidence"]:
            kind = kind_of(column(row["table_name"], row["column_name"]))
            if kind:
                found.setdefault((row["source_id"], kind), set()).add(row["value"])
        return {key: sorted(ids) for key, ids in found.items()}

    @cached_property
    def used_anywhere(self) -> Mapping[str, list[str]]:
        """Table (or "country") → what any source names or holds."""
        found = _grouped((kind, one) for (_, kind), ids in self.used.items() for one in ids)
        return {kind: sorted(ids) for kind, ids in found.items()}

    @cached_property
    def forms(self) -> Mapping[tuple[str, str], set[str]]:
        """Table and record of the vocabulary → its written forms."""
        return _grouped(((row["table_name"], row["record_id"]), row["name"]) for row in self.harness.rows["names"])

    @cached_property
    def organizations(self) -> Mapping[str, set[str]]:
        """Mission → the organizations that sent it or take part in it."""
        rows = [*self.harness.rows["missions"], *self.harness.rows["mission_organizations"]]
        return _grouped((row["mission_id"], row["organization_id"]) for row in rows if row["organization_id"])

    @cached_property
    def days(self) -> Mapping[str, set[str]]:
        """Election → its day and year."""
        rows = self.harness.rows["elections"]
        return _grouped((row["election_id"], str(row[name])) for row in rows for name in ("date", "year") if row[name])

    @cached_property
    def words_of(self) -> Mapping[tuple[str, str, str], set[Span]]:
        """Table, record and source → the passages that state it."""
        return _grouped(
            ((row["table_name"], row["record_id"], row["source_id"]), Span(row["start_char"], row["end_char"]))
            for row in self.harness.rows["evidence"]
            if not row["is_context"]
        )

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """Place that is a country → its code."""
        rows = self.harness.rows["places"]
        return {row["place_id"]: row["country_code"] for row in rows if row["place_type"] == "country"}

    @cached_property
    def states(self) -> Mapping[str, str]:
        """Organization that is a state → its country's code."""
        rows = self.harness.rows["organizations"]
        return {row["organization_id"]: row["country_code"] for row in rows if row["organization_type"] == "state"}

    @cached_property
    def sentences(self) -> Mapping[str, list[Span]]:
        """Source → its sentences."""
        found: dict[str, list[Span]] = {}
        for row in self.harness.rows["sentences"]:
            found.setdefault(row["source_id"], []).append(Span(row["start_char"], row["end_char"]))
        return found

    def document(self, annotation: Annotation) -> Document:
        """The text that a file annotates."""
        return self.project.sources[annotation.source_id].document


def _grouped(pairs: Iterable[tuple[Made, Kept]]) -> dict[Made, set[Kept]]:
    found: dict[Made, set[Kept]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found


def kind_of(target: Column) -> str:
    """What the values of a column name: a table, "country", or "" for nothing."""
    return "country" if target.is_country else target.refers_to or ""


def _holder(owner: Owner, record: Record | None) -> tuple[Mapping[str, Cell], Remarks]:
    if record is not None:
        return record.cells, record.remarks
    return (owner.cells, owner.remarks) if isinstance(owner, Ground) else ({}, Remarks())


def _support(target: Column, language: str) -> str:
    """As `scripts.grounding` has it."""
    if target.support == "rendered":
        return "stated" if language == "en" else "coded"
    return target.support if target.owes_evidence else "coded"


def shuffled(rng: Random, items: Sequence[Made]) -> list[Made]:
    """The items in random order."""
    return rng.sample(items, len(items))


def put(items: Sequence[Made], old: Made, *new: Made) -> tuple[Made, ...]:
    """The items with others in the place of one, which is known by being the same object."""
    return tuple(made for item in items for made in (new if item is old else (item,)))


def with_parts(annotation: Annotation, line: int, change: str, **parts: Any) -> Mutant:
    """A file with other parts."""
    return Mutant(annotation.file, line, change, {annotation.source_id: replace(annotation, **parts)})


def with_owner(annotation: Annotation, old: Owner, new: Owner | None, change: str) -> Mutant:
    """A file with another passage, or another ground of a voice, in the place of one; or without it."""
    news = () if new is None else (new,)
    if isinstance(old, Passage):
        return with_parts(annotation, old.line, change, passages=put(annotation.passages, old, *news))
    voices = {name: put(grounds, old, *news) for name, grounds in annotation.voices.items()}
    return with_parts(annotation, old.line, change, voices=voices)


def with_quote(annotation: Annotation, owner: Owner, quote: Quote, change: str) -> Mutant:
    """A file with another quote of a passage or a voice."""
    return with_owner(annotation, owner, replace(owner, quote=quote), change)


def with_record(annotation: Annotation, owner: Owner, old: Record, new: Record | None, change: str) -> Mutant:
    """A file with another record in the place of one, or without it; a passage that then says nothing goes, too."""
    if not isinstance(owner, Passage):
        raise TypeError("only a passage has records")
    records = put(owner.records, old, *(() if new is None else (new,)))
    passage = replace(owner, records=records) if records or owner.names else None
    return replace(with_owner(annotation, owner, passage, change), line=old.line)


def misfits(record: Record) -> list[str]:
    """Fields that the reader of annotations does not know in the record's table."""
    return sorted(set(record.cells) - {target.name for target in annotated_columns(record.table).values()})


def short(quote: Quote) -> str:
    """The words of a quote, or their beginning and end."""
    words = fold(quote.words)
    return f"“{words if len(words) <= 70 else f'{words[:50]} … {words[-15:]}'}”"


def label(record: Record) -> str:
    """A record with its first cells."""
    cells = ", ".join(f"{name.removesuffix('_id')} {cell.text}" for name, cell in list(record.cells.items())[:4])
    return f"{record.table}.{record.key or ''} ({cells})"


def swapped(one: Site, other: Site) -> Mutant:
    """A file in which two cells of records have each other's text."""
    first = one.mutant(other.cell.text).annotations[one.annotation.source_id]
    index = next(index for index, passage in enumerate(one.annotation.passages) if passage is other.owner)
    # The second cell is changed in the file that holds the first change already.
    second = replace(other, annotation=first, owner=first.passages[index])
    change = f"{one.label} {one.cell.text} ↔ {other.label} {other.cell.text}"
    return second.mutant(one.cell.text, change)
