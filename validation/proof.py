"""Proofs: where in a passage the value of a stated cell itself stands, as the reader of text reads it.

A number is proved by a number of that value and precision, a date by a date, a person, organization or place by a form
of its name, a country by its name, an election, mission or event by its own words, a yes or no by a word that says it,
and text by the same words, in any case form.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from extraction.dates.edtf import DateError, parse
from extraction.facts import find_fact
from extraction.mentions import Mention, Quantity
from extraction.morphology import base_forms, morphology
from extraction.text import Span, fold
from validation.codes import codes_of
from validation.columns import Column
from validation.readings import Reading
from validation.tables import VOCABULARY, column

FACTS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("elections", "is_early"): {"true": "early", "false": "regular"},
    ("elections", "is_direct"): {"true": "direct", "false": "indirect"},
    ("candidates", "is_winner"): {"true": "won", "false": "lost"},
    ("candidates", "gender"): {"female": "female", "male": "male"},
}
"""Column → value → the fact of the lexicon whose words say it."""

_COUNTED_BY = {"time": "time_of_day", "percent": "percent"}
_PERSONS = frozenset({"observers", "people", "candidates", "nominees", "correspondents"})
_WORD = re.compile(r"[^\W_]+")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that support a cell: a stretch of a source."""

    reading: Reading
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The stretch."""
        return Span(self.start, self.end)


@dataclass
class Referents:
    """What proofs need of records that have no name of their own: elections, missions and events."""

    organizations: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    dates: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    bodies: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    own: Mapping[tuple[str, str, str], list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    countries: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls, evidence: Iterable[Row], places: Iterable[Row], organizations: Iterable[Row], names: Iterable[Row]
    ) -> "Referents":
        """Gather them from the rows of tables."""
        found = cls()
        for row in evidence:
            table, record, name = row["table_name"], row["record_id"], row["column_name"]
            if table == "missions" and name == "organization_id":
                found.organizations[record].add(row["value"])
            if table == "elections" and name.startswith("body_"):
                found.bodies[record].add(row["value"])
            if table == "elections" and name in ("date", "year"):
                found.dates[record].add(row["value"])
            if table in ("elections", "missions", "events") and not row["is_context"]:
                found.own[table, record, row["source_id"]].append((row["start_char"], row["end_char"]))
        found.countries = {row["place_id"]: row["country_code"] for row in places if row["place_type"] == "country"}
        found.states = {
            row["organization_id"]: row["country_code"]
            for row in organizations
            if row["organization_type"] == "state" and row["country_code"]
        }
        for row in names:
            found.forms[row["table_name"], row["record_id"]].append(row["name"])
        return found


def prove(table: str, target: Column, value: str, record: Row, passage: Passage, referents: Referents) -> Span | None:
    """Where the value of a cell stands in a passage; None where the reader does not find it there.

    Args:
        table: the cell's table.
        target: its column.
        value: its written form, as in `evidence.value`.
        record: the cell's row; a number's unit and precision are looked up in it.
        passage: the words that are cited.
        referents: of the package.
    """
    if target.name == "precision":
        found = _quantity(record, passage)
    elif target.kind in ("integer", "number"):
        found = _number(value, record, passage)
    elif target.kind in ("edtf", "day"):
        found = _date(target, value, passage)
    elif (table, target.name) in FACTS:
        fact, reading = FACTS[table, target.name].get(value), passage.reading
        return find_fact(reading.document.text, reading.language, fact, passage.span) if fact else None
    elif target.refers_to in VOCABULARY:
        return _named(target.refers_to, value, passage, referents)
    elif target.refers_to:
        return _referent(target.refers_to, value, passage, referents)
    elif target.is_country:
        return _country(value, passage, referents)
    else:
        return _words(target, value, passage)
    return found


@dataclass(frozen=True)
class Proofs:
    """Proves the evidence of a package."""

    readings: Mapping[str, Reading]
    records: Mapping[tuple[str, str], Row]
    referents: Referents

    def of(self, row: Row) -> Span | None:
        """Where the value of a row of `evidence` stands; None where it is not stated, or not found there."""
        if row["support"] != "stated" or row["source_id"] not in self.readings:
            return None
        passage = Passage(self.readings[row["source_id"]], row["start_char"], row["end_char"])
        table, record = row["table_name"], self.records.get((row["table_name"], row["record_id"]), {})
        return prove(table, column(table, row["column_name"]), row["value"], record, passage, self.referents)


def _span(mention: Mention | None) -> Span | None:
    return Span(mention.start, mention.end) if mention else None


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def number_of(mention: Quantity) -> Decimal | None:
    """The number that a mention gives, of a time the minutes after midnight; None where it gives none."""
    if mention.kind == "time":
        hours, _, minutes = mention.value.partition(":")
        return Decimal(int(hours) * 60 + int(minutes)) if hours.isdigit() and minutes.isdigit() else None
    return _decimal(mention.value)


def counts_another(mention: Quantity, unit: Any) -> bool:
    """Whether the words say plainly that a number counts something else than the record's unit."""
    counted = _COUNTED_BY.get(mention.kind, "" if mention.is_open else mention.counted)
    if counted == "people" and unit in _PERSONS:
        return False
    units = {*codes_of("observer_unit"), *codes_of("station_unit"), *codes_of("figure_unit")}
    return bool(unit) and counted in units and counted != unit


def _numbers(passage: Passage, unit: Any) -> list[Quantity]:
    return [
        mention
        for mention in passage.reading.within(passage.start, passage.end)
        if isinstance(mention, Quantity) and mention.kind != "reference" and not counts_another(mention, unit)
    ]


def _number(value: str, record: Row, passage: Passage) -> Span | None:
    wanted = _decimal(value)
    if wanted is None:
        return None
    same = [mention for mention in _numbers(passage, record.get("unit")) if wanted in _given(mention)]
    precision = record.get("precision")
    return _span(next((mention for mention in same if mention.precision == precision), same[0] if same else None))


def _given(mention: Quantity) -> tuple[Decimal | None, ...]:
    if mention.precision == "between":
        return _decimal(mention.low), _decimal(mention.high)
    return (number_of(mention),)


def _quantity(record: Row, passage: Passage) -> Span | None:
    """A number of the record's precision and of its value, or of its bounds where it has none."""
    precision, value = record.get("precision"), record.get("value")
    for mention in _numbers(passage, record.get("unit")):
        if mention.precision != precision:
            continue
        if precision == "between":
            bounds = (record.get("lower_bound"), record.get("upper_bound"))
            if _given(mention) == tuple(None if bound is None else Decimal(str(bound)) for bound in bounds):
                return _span(mention)
        elif precision == "several":
            scale = number_of(mention) or Decimal(1)
            bounds = (record.get("lower_bound"), record.get("upper_bound"))
            if _several(scale) == tuple(None if bound is None else Decimal(str(bound)) for bound in bounds):
                return _span(mention)
        elif value is not None and number_of(mention) == Decimal(str(value)):
            return _span(mention)
    return None


def _several(scale: Decimal) -> tuple[Decimal, Decimal]:
    """The bounds of several of a unit of count: three to nine, as the coding rules say."""
    return 3 * scale, 10 * scale - 1


def _date(target: Column, value: str, passage: Passage) -> Span | None:
    dates = [
        mention
        for mention in passage.reading.within(passage.start, passage.end)
        if mention.kind == "date" and not mention.is_inferred
    ]
    for mention in dates:
        if mention.value == value or (target.kind == "day" and value in _ends(mention.value)):
            return _span(mention)
    first, _, last = value.partition("/")
    ends = [next((mention for mention in dates if mention.value == end), None) for end in (first, last) if len(end) > 2]
    if len(ends) == 2 and ends[0] and ends[1]:  # the words give the ends of an interval one by one
        return Span(min(end.start for end in ends if end), max(end.end for end in ends if end))
    return None


def _ends(edtf: str) -> tuple[str, ...]:
    """The first and the last day of a date that has both as days."""
    try:
        days = parse(edtf)
    except DateError:
        return ()
    is_interval = "/" in edtf
    return tuple(str(day) for day in (days.first, days.last) if day is not None) if is_interval else ()


def _named(table: str, value: str, passage: Passage, referents: Referents) -> Span | None:
    """A written name of the record; else one of its forms inside a longer name; of a state, its country's name."""
    rows = [
        row
        for row in passage.reading.names_within(passage.start, passage.end)
        if row.record_id == value and row.table == table
    ]
    best = max(rows, key=lambda row: (row.end - row.start, -row.start), default=None)
    if best:
        return Span(best.start, best.end)
    for form in sorted(set(referents.forms.get((table, value), ())), key=lambda form: (-len(form), form)):
        for inside in passage.reading.document.find(form, within=passage.span):
            if _is_whole(passage.reading.document.text, inside):
                return inside
    return _country(referents.states[value], passage, referents) if value in referents.states else None


def _is_whole(text: str, span: Span) -> bool:
    """Whether words are not cut out of longer ones."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return not before.isalnum() and not after.isalnum()


def _referent(table: str, value: str, passage: Passage, referents: Referents) -> Span | None:
    """An election by its date, a mission by its organization, an event by the words that state it."""
    source_id = passage.reading.source_id
    for mention in passage.reading.within(passage.start, passage.end) if table == "elections" else ():
        if mention.kind == "date" and mention.value in referents.dates.get(value, ()):
            others = [one for one, dates in referents.dates.items() if one != value and mention.value in dates]
            if not others or any(_stands(body, passage) for body in referents.bodies.get(value, ())):
                return _span(mention)
    if table == "missions":
        for organization in sorted(referents.organizations.get(value, ())):
            found = _named("organizations", organization, passage, referents)
            if found:
                return found
    for start, end in referents.own.get((table, value, source_id), ()):
        if start < passage.end and passage.start < end:
            return Span(max(start, passage.start), min(end, passage.end))
    return None


def _stands(words: str, passage: Passage) -> bool:
    """Whether words stand in a passage, in any case form."""
    return bool(passage.reading.document.find(words, within=passage.span)) or _same_lemmas(words, passage) is not None


def _country(value: str, passage: Passage, referents: Referents) -> Span | None:
    for mention in passage.reading.within(passage.start, passage.end):
        if mention.kind == "country" and mention.value == value:
            return _span(mention)
    for row in passage.reading.names_within(passage.start, passage.end):
        if row.table == "places" and referents.countries.get(row.record_id) == value:
            return Span(row.start, row.end)
    return None


def _words(target: Column, value: str, passage: Passage) -> Span | None:
    """The value's own words; else the same words in other case forms; else a name whose nominative it is."""
    reading = passage.reading
    places = reading.document.find(value, within=passage.span)
    if places:
        return places[0]
    for mention in reading.within(passage.start, passage.end):
        if fold(mention.value).casefold() == value.casefold():
            return _span(mention)
    return _same_lemmas(value, passage)


def _same_lemmas(value: str, passage: Passage) -> Span | None:
    language = passage.reading.language
    wanted = [_lemmas(language, match.group()) for match in _WORD.finditer(value)]
    there = list(_WORD.finditer(passage.reading.document.text, passage.start, passage.end))
    if not wanted:
        return None
    for first in range(len(there) - len(wanted) + 1):
        if all(word & _lemmas(language, there[first + offset].group()) for offset, word in enumerate(wanted)):
            return Span(there[first].start(), there[first + len(wanted) - 1].end())
    return None


@lru_cache(maxsize=1 << 16)
def _lemmas(language: str, word: str) -> frozenset[str]:
    """A word and the dictionary forms that it may be of."""
    known = morphology(language).knows(word)
    return base_forms(word, language) if known else frozenset((word.casefold(),))
