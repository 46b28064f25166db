"""How many of a document's facts are proposed rightly, and how many proposals are right.

A proposal and a gold fact are compared where they are of one table and, for claims, share words. Three measures, each
stricter than the one before: *found*: such a pair; *core*: all fields of `CORE` agree, empty ones included; *whole*:
every field that gold gives agrees, and the proposal gives no other of the scored ones.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extraction.text import Span, fold
from scripts.propose.gold import Fact, FactDocument
from scripts.propose.known import Known
from scripts.propose.proposals import Proposals, Record, effective
from validation.tables import columns, is_claim

CORE: Mapping[str, tuple[str, ...]] = {
    "elections": ("country_code", "election_type", "year"),
    "candidates": ("person", "organization", "is_winner"),
    "observer_counts": ("value", "precision", "unit", "observer_group", "country_code", "mission"),
    "polling_station_counts": ("value", "precision", "unit", "mission"),
    "verdicts": ("about", "aspect", "stance", "asserter", "is_recommendation"),
    "missions": ("organization", "mission_type"),
    "mission_people": ("person", "role"),
    "mission_countries": ("country_code",),
    "mission_organizations": ("organization",),
    "mission_places": ("place",),
    "events": ("event_type", "date"),
    "event_participants": ("person", "organization", "role"),
    "figures": ("value", "precision", "topic", "unit", "organization"),
    "citations": ("document_name", "document_type"),
    "persons": ("name",),
    "positions": ("person", "title"),
    "organizations": ("name",),
    "places": ("name",),
}
"""Table → the fields that make a fact what it is."""

_ALSO: Mapping[str, tuple[str, ...]] = {
    "elections": ("chamber", "is_early", "date"),
    "candidates": ("candidate_type", "nominated_by", "gender"),
    "observer_counts": ("basis", "lower_bound", "upper_bound"),
    "polling_station_counts": ("category", "place"),
    "verdicts": ("target", "overall", "speaker", "attribution"),
    "events": (),
    "figures": ("place",),
    "citations": ("issuer",),
    "positions": ("organization",),
    "organizations": ("organization_type",),
    "places": ("place_type",),
}
"""Table → the other fields that are scored, beside the core."""

_ANYWHERE = frozenset(CORE) - {table for table in CORE if is_claim(table)}
"""Records merge over passages: any passage that states one will do."""

Measure = Literal["found", "core", "whole"]
MEASURES: tuple[Measure, ...] = ("found", "core", "whole")


@dataclass(slots=True)
class FactScore:
    """Facts and proposals of a table; `found`, `core` and `whole` pairs; fields: in gold, proposed, agreeing."""

    gold: int = 0
    proposed: int = 0
    found: int = 0
    core: int = 0
    whole: int = 0
    gold_fields: int = 0
    proposed_fields: int = 0
    agreeing_fields: int = 0

    def add(self, other: "FactScore") -> None:
        """Count another score in."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class Difference:
    """A gold fact or a proposal that is not wholly right: `wrong` says field by field gold ≠ proposed."""

    document: str
    table: str
    rule: str
    kind: Literal["missed", "false", "core", "fields"]
    quote: str
    wrong: str


@dataclass(slots=True)
class FactResult:
    """Scores by table and, for what is proposed, by rule; and every difference."""

    documents: int = 0
    tables: dict[str, FactScore] = field(default_factory=dict)
    rules: dict[str, FactScore] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def total(self) -> FactScore:
        """All tables together."""
        score = FactScore()
        for one in self.tables.values():
            score.add(one)
        return score


@dataclass(frozen=True, slots=True)
class _Proposed:
    span: Span
    rule: str
    fields: Mapping[str, tuple[str, ...]]


def compare(document: FactDocument, found: Proposals, known: Known, result: FactResult) -> None:
    """Add one document to a result."""
    result.documents += 1
    names = _Names(found, known)
    for table in CORE:
        facts = [fact for fact in document.facts if fact.table == table]
        proposed = list(_proposed(table, found, names))
        if facts or proposed:
            _compare(document, table, facts, proposed, result)


def _compare(
    document: FactDocument, table: str, facts: Sequence[Fact], proposed: Sequence[_Proposed], result: FactResult
) -> None:
    score = result.tables.setdefault(table, FactScore())
    score.gold += len(facts)
    score.proposed += len(proposed)
    score.gold_fields += sum(len(_scored(table, fact.fields)) for fact in facts)
    score.proposed_fields += sum(len(_scored(table, one.fields)) for one in proposed)
    for one in proposed:
        result.rules.setdefault(one.rule, FactScore()).proposed += 1
    pairs = dict(_pairs(table, facts, proposed))

    def differs(rule: str, kind: Literal["missed", "false", "core", "fields"], span: Span, wrong: str) -> None:
        words = fold(document.text[span.start : span.end])
        result.differences.append(Difference(document.name, table, rule, kind, words, wrong))

    for index, fact in enumerate(facts):
        if index not in pairs:
            differs("", "missed", fact.span, _shown(_scored(table, fact.fields)))
            continue
        one = proposed[pairs[index]]
        wrong = _disagreeing(table, fact.fields, one.fields)
        is_core, is_whole = not wrong.intersection(CORE[table]), not wrong
        for each in (score, result.rules[one.rule]):
            each.found += 1
            each.core += is_core
            each.whole += is_whole
        score.agreeing_fields += len(_scored(table, fact.fields).keys() & _scored(table, one.fields).keys() - wrong)
        if wrong:
            sides = (f"{name}: {_one(fact.fields, name)} ≠ {_one(one.fields, name)}" for name in _order(table, wrong))
            differs(one.rule, "fields" if is_core else "core", one.span, "; ".join(sides))
    taken = set(pairs.values())
    for index, one in enumerate(proposed):
        if index not in taken:
            differs(one.rule, "false", one.span, _shown(_scored(table, one.fields)))


def _pairs(table: str, facts: Sequence[Fact], proposed: Sequence[_Proposed]) -> Iterator[tuple[int, int]]:
    """Each fact with at most one proposal, the best pairs first."""
    ranked = []
    for left, fact in enumerate(facts):
        for right, one in enumerate(proposed):
            wrong = _disagreeing(table, fact.fields, one.fields)
            is_core = not wrong.intersection(CORE[table])
            shared = min(fact.span.end, one.span.end) - max(fact.span.start, one.span.start)
            if shared > 0 or (is_core and table in _ANYWHERE):
                ranked.append((not is_core, len(wrong), -shared, left, right))
    facts_taken: set[int] = set()
    taken: set[int] = set()
    for _, _, _, left, right in sorted(ranked):
        if left not in facts_taken and right not in taken:
            facts_taken.add(left)
            taken.add(right)
            yield left, right


def _scored(table: str, fields: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    if table == "elections" and fields.get("date") and not fields.get("year"):
        fields = {**fields, "year": tuple(date[:4] for date in fields["date"])}
    if table == "verdicts" and not fields.get("is_recommendation"):
        fields = {**fields, "is_recommendation": ("false",)}
    return {name: fields[name] for name in (*CORE[table], *_ALSO.get(table, ())) if fields.get(name)}


def _disagreeing(
    table: str, gold: Mapping[str, tuple[str, ...]], proposed: Mapping[str, tuple[str, ...]]
) -> frozenset[str]:
    left, right = _scored(table, gold), _scored(table, proposed)
    return frozenset(name for name in {*left, *right} if not _agree(name, left.get(name, ()), right.get(name, ())))


def _agree(name: str, gold: tuple[str, ...], proposed: tuple[str, ...]) -> bool:
    """Whether one of the names or values is the same; of documents and titles, whether one holds the other."""
    left, right = {_plain(text) for text in gold}, {_plain(text) for text in proposed}
    if left & right:
        return True
    return name in ("document_name", "title") and any(a in b or b in a for a in left for b in right)


def _plain(text: str) -> str:
    """Without what does not tell names apart: case, ё, marks of quotation, dashes, a leading article."""
    words = fold(text).casefold().replace("ё", "е")
    for mark in "«»“”„\"'’‘":
        words = words.replace(mark, "")
    return words.replace("—", "-").replace("–", "-").removeprefix("the ").strip()


def _proposed(table: str, found: Proposals, names: "_Names") -> Iterator[_Proposed]:
    if table in ("organizations", "persons", "places"):
        for entity in found.entities:
            if entity.table == table:
                kind = names.type_of(table, entity.record_id)
                fields = {"name": names.of(table, entity.record_id), f"{table[:-1]}_type": (kind,) if kind else ()}
                yield _Proposed(entity.span, entity.rule, fields)
        return
    events = {record.key: record.cells.get("event_type", "") for record in found.of("events")}
    for record in _merged(found.of(table)) if table in _ANYWHERE else found.of(table):
        yield _Proposed(record.span, record.rule, _fields(record, found, names, events))


def _merged(records: Iterable[Record]) -> Iterator[Record]:
    """Several passages may state one record: the first with what the others add."""
    seen: dict[tuple[str, str], Record] = {}
    for record in records:
        identity = (record.key, "" if record.key else repr(sorted(record.cells.items())))
        first = seen.setdefault(identity, record)
        seen[identity] = replace(first, cells={**record.cells, **first.cells})
    yield from seen.values()


def _fields(record: Record, found: Proposals, names: "_Names", events: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    cells = effective(record, found)
    fields: dict[str, tuple[str, ...]] = {}
    for column in columns(record.table):
        value = cells.get(column.name, "")
        if value:
            fields[column.short] = names.of(column.refers_to, value) if column.refers_to else (value,)
    if record.table == "event_participants":
        fields["event_type"] = (events.get(cells.get("event_id", ""), ""),)
    for name, of in (("document_name", "document_name_"), ("title", "title_")):
        written = tuple(value for column, value in cells.items() if column.startswith(of))
        if written:
            fields[name] = written
    return fields


class _Names:
    """Every name of a record that proposals refer to."""

    def __init__(self, found: Proposals, known: Known) -> None:
        self._names: dict[tuple[str, str], tuple[str, ...]] = {}
        self._types: dict[tuple[str, str], str] = {}
        for key, entity in known.entities.items():
            self._names[key] = (entity.record_id, *(name for names in entity.names.values() for name in names))
            self._types[key] = entity.type
        for proposed in found.entities:
            key = (proposed.table, proposed.record_id)
            cells = tuple(
                value for name, value in proposed.cells.items() if name.startswith(("name_", "abbreviation_"))
            )
            forms = tuple(form.text for form in proposed.forms)
            self._names[key] = (*self._names.get(key, (proposed.record_id,)), *cells, *forms)
            kind = proposed.cells.get(f"{proposed.table[:-1]}_type", "")
            self._types[key] = kind or self._types.get(key, "")
        self._missions = {row["mission_id"]: row.get("organization_id", "") for row in known.missions}
        self._missions |= {record.key: record.cells.get("organization_id", "") for record in found.of("missions")}
        for record in found.of("missions"):
            self._names[("missions", record.key)] = tuple(
                value for name, value in record.cells.items() if name.startswith("name_")
            )

    def of(self, table: str, record_id: str) -> tuple[str, ...]:
        """The names of a record; of a mission those of its organization; else the id."""
        if table == "missions":
            sender = self._missions.get(record_id, record_id)
            return self.of("organizations", sender) if sender else self._names.get((table, record_id), (record_id,))
        return self._names.get((table, record_id), (record_id,))

    def type_of(self, table: str, record_id: str) -> str:
        """What kind of organization or place it is, "" where nobody says."""
        return self._types.get((table, record_id), "")


def _order(table: str, names: Iterable[str]) -> list[str]:
    order = (*CORE[table], *_ALSO.get(table, ()))
    return sorted(names, key=order.index)


def _one(fields: Mapping[str, tuple[str, ...]], name: str) -> str:
    return next(iter(fields.get(name, ())), "") or "–"


def _shown(fields: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{name}: {values[0]}" for name, values in fields.items())
