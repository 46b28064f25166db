"""A source's text cut into segments, so that passages that nest and overlap are shown without breaking the text.

A text is cut wherever a passage, a sentence, a name or another place begins or ends; each segment knows which units lie
over it. Put together again the segments are the text.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import TypeVar

from scripts.explore.cards import Support, column_of, support
from scripts.explore.facts import Evidence, Facts, Row
from scripts.explore.words import heading, kind
from validation.codes import code_lists
from validation.tables import column

KINDS = {
    "number": ("observer_counts", "polling_station_counts", "figures"),
    "event": ("events", "event_participants"),
    "citation": ("citations",),
}
"""What a passage states beside verdicts → the tables that hold it, the first that applies; of others: "record"."""

KIND_TITLES = {
    "positive": "Praise",
    "negative": "Fault",
    "mixed": "Praise and fault",
    "asks": "Recommendation",
    "number": "Number",
    "event": "Event",
    "citation": "Document cited",
    "record": "Election, candidate, mission, office, name",
    "context": "Context: who speaks, of what",
    "dismissed": "Set aside, with a reason",
}
"""How a unit looks → what that means."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stated:
    """A record that a passage states, with the cells that it supports."""

    kind: str
    heading: str
    address: str
    stance: str | None
    is_recommendation: bool
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """An evaluative word of a passage, and how it is coded."""

    words: str
    codes: str
    address: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A cell that a passage sets for many records, since it says who speaks or of which election."""

    support: Support
    records: tuple[tuple[str, str], ...]
    """Heading and address of each."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage of a source or a dismissed sentence, and what it states. `look`: a key of `KIND_TITLES`."""

    start: int
    end: int
    look: str
    quote: str | None
    quote_en: str | None
    states: tuple[Stated, ...]
    terms: tuple[Term, ...]
    shares: tuple[Shared, ...]
    dismissed: str | None

    @property
    def anchor(self) -> str:
        """Its place, as addresses name it."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which the same units lie, the shortest of them first.

    `anchors`: of the places that begin here, the longest first. `is_stop`: whether one of its units begins here,
    so that the keyboard stops at it. `begins`: whether one does that is no mere context.
    `term`: the type of the evaluative word that it belongs to.
    """

    start: int
    text: str
    units: tuple[Unit, ...]
    anchors: tuple[str, ...]
    is_stop: bool
    begins: bool
    term: str

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to press."""
        return self.text.isspace()

    @property
    def look(self) -> str:
        """How it is shown: as the shortest unit that is no mere context, else as context, else plain."""
        looks = [unit.look for unit in self.units]
        return next((look for look in looks if look != "context"), looks[0] if looks else "")

    @property
    def depth(self) -> int:
        """How many units that are no mere context lie over it."""
        return sum(unit.look != "context" for unit in self.units)


class Marked:
    """One source with its units.

    Args:
        facts: the package.
        source_id: the source.
    """

    def __init__(self, facts: Facts, source_id: str) -> None:
        self._facts = facts
        self._source_id = source_id

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Passages and dismissed sentences in the order of the text, the longer of those that begin together first."""
        facts, source_id = self._facts, self._source_id
        by_place: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
        for one in facts.evidence_in(source_id):
            by_place[one.start, one.end].append(one)
        dismissed = {
            (row["start_char"], row["end_char"]): row
            for row in facts.referring("sentences", "source_id", source_id)
            if row["status"] == "dismissed"
        }
        places = sorted({*by_place, *dismissed}, key=lambda place: (place[0], -place[1]))
        return tuple(_unit(facts, place, by_place.get(place, []), dismissed.get(place)) for place in places)

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Every place of the text that some record names, each of which has an anchor, in order."""
        facts, source_id = self._facts, self._source_id
        found = {(unit.start, unit.end) for unit in self.units}
        for table in ("sentences", "mentions", "names"):
            rows = facts.referring(table, "source_id", source_id)
            found.update((row["start_char"], row["end_char"]) for row in rows)
        found.update((start, end) for start, end, _ in self._terms)
        return tuple(sorted(found, key=lambda place: (place[0], -place[1])))

    @cached_property
    def _terms(self) -> list[tuple[int, int, str]]:
        rows = self._facts.referring("verdicts", "source_id", self._source_id)
        return sorted(
            {
                (term["start_char"], term["end_char"], term["term_type"])
                for row in rows
                for term in self._facts.referring("verdict_terms", "verdict_id", row["verdict_id"])
            }
        )

    def segments(self, text: str) -> Iterator[Segment]:
        """The text, cut."""
        length = len(text)
        cuts = sorted({0, length, *(at for place in self.places for at in place if 0 < at < length)})
        units = _over(cuts, [(unit.start, unit.end, unit) for unit in self.units])
        terms = _over(cuts, [(start, end, term) for start, end, term in self._terms])
        anchors = {
            start: tuple(f"{first}-{last}" for first, last in group)
            for start, group in groupby(self.places, key=lambda place: place[0])
        }
        waits = False  # a unit has begun in white space, at which nothing can be pressed
        for number, (start, end) in enumerate(pairwise(cuts)):
            over = sorted(units[number], key=lambda unit: unit.end - unit.start)
            waits = waits or any(unit.start == start for unit in over)
            is_blank = text[start:end].isspace()
            yield Segment(
                start,
                text[start:end],
                tuple(over),
                anchors.get(start, ()),
                waits and not is_blank,
                any(unit.start == start and unit.look != "context" for unit in over),
                "formula" if "formula" in terms[number] else next(iter(terms[number]), ""),
            )
            waits = waits and is_blank


def _over(cuts: list[int], spans: Iterable[tuple[int, int, T]]) -> Mapping[int, list[T]]:
    """Number of a segment → what lies over it."""
    found: dict[int, list[T]] = defaultdict(list)
    for start, end, what in spans:
        for number in range(bisect_left(cuts, start), bisect_left(cuts, end)):
            found[number].append(what)
    return found


def _unit(facts: Facts, place: tuple[int, int], evidence: list[Evidence], sentence: Row | None) -> Unit:
    own: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    shared: dict[Support, list[tuple[str, str]]] = defaultdict(list)
    for one in evidence:
        if one.is_context:
            shared[support(facts, one)].append((one.table, one.record_id))
        else:
            own[one.table, one.record_id].append(one)
    return Unit(
        *place,
        _look(facts, own) if own else "dismissed" if sentence is not None else "context",
        evidence[0].quote if evidence else sentence["text"] if sentence is not None else None,
        evidence[0].quote_en if evidence and evidence[0].quote_en != evidence[0].quote else None,
        tuple(_stated(facts, record, rows) for record, rows in own.items() if record[0] != "verdict_terms"),
        tuple(_term(facts, record_id) for table, record_id in own if table == "verdict_terms"),
        tuple(
            Shared(cell, tuple((_named(facts, *record), facts.address(*record)) for record in records))
            for cell, records in shared.items()
        ),
        _reason(sentence) if sentence is not None else None,
    )


def _look(facts: Facts, records: Iterable[tuple[str, str]]) -> str:
    listed = list(records)
    verdicts = [facts.row(table, record_id) for table, record_id in listed if table == "verdicts"]
    stances = {row["stance"] for row in verdicts if row["stance"]}
    if stances:
        return str(stances.pop()) if len(stances) == 1 else "mixed"
    if verdicts:
        return "asks"
    tables = {table for table, _ in listed}
    return next((look for look, of in KINDS.items() if tables.intersection(of)), "record")


def _stated(facts: Facts, record: tuple[str, str], rows: list[Evidence]) -> Stated:
    row = facts.row(*record)
    return Stated(
        kind(record[0]),
        heading(facts, record[0], row),
        facts.address(*record),
        row.get("stance"),
        bool(row.get("is_recommendation")),
        tuple(support(facts, one) for one in rows if column_of(one) is not None),
    )


def _term(facts: Facts, record_id: str) -> Term:
    row = facts.row("verdict_terms", record_id)
    names = [name for name in ("term_type", "concept", "use") if row[name] is not None]
    codes = ", ".join(facts.shown(column("verdict_terms", name), row[name]).lower() for name in names)
    return Term(row["term"], codes, facts.address("verdict_terms", record_id))


def _named(facts: Facts, table: str, record_id: str) -> str:
    return f"{kind(table)} {record_id}"


def _reason(sentence: Row) -> str:
    """Why a sentence was set aside: label and definition of the code."""
    if sentence["reason"] is None:
        return "no reason given"
    code = next((one for one in code_lists()["dismissal_reason"] if one.code == sentence["reason"]), None)
    return f"{code.label}. {code.description}" if code else str(sentence["reason"])
