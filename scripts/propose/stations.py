"""Numbers of polling stations and election commissions: `polling_station_counts`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extraction.mentions import Name, Quantity
from extraction.text import Span
from scripts.propose.amounts import amount
from scripts.propose.earlier import Elections
from scripts.propose.parts import part_of
from scripts.propose.passages import Ids, Passage, Seen, Told, supported
from scripts.propose.places import places_of
from scripts.propose.proposals import Proposals, Record
from scripts.propose.quantities import (
    clause_before,
    names,
    next_start,
    noun,
    own_words,
    quantities,
    span_of,
    starts,
    with_parts,
    word_before,
    word_behind,
    words_before,
)
from scripts.propose.voices import voice_at
from scripts.propose.which_mission import Missions

_BEHIND = 60
"""Code points behind a number of stations within which they are said to have been visited."""

_PARTICIPLE = 4
"""Words from a number to the participle behind its noun."""

_SHORTLY = 8
"""Words before a number of stations within which all are said to be counted."""

_OF_THE = 4
"""Words between a part and its whole: "212 of the more than 2,198"."""

_FOLLOWING = 3
"""Code points at most between two sentences that follow on one another."""

_STOP = re.compile(r":|\.(?=[^\W\d_])")
"""What ends the words on a number within a sentence: a colon, a full stop without a space behind it."""

_UNITS = frozenset(
    {
        "polling_stations",
        "precinct_election_commissions",
        "territorial_election_commissions",
        "diplomatic_missions",
        "countries",
    }
)


@dataclass
class Stations:
    """Reads the numbers of stations and commissions of a document, sentence by sentence."""

    found: Proposals
    missions: Missions = field(init=False)
    elections: Elections = field(init=False)
    ids: Ids = field(init=False)
    seen: Seen = field(default_factory=Seen)
    whole_of: dict[int, Quantity] = field(default_factory=dict)
    """By `id` of a number of the sentence: the whole that it is said to be a part of."""

    last: int = -1
    """Where the last count ends."""

    def __post_init__(self) -> None:
        self.missions = Missions(self.found)
        self.elections = Elections(self.found)
        self.ids = Ids(self.found, "polling_station_counts")

    def read(self, passage: Passage) -> None:
        """Propose what a sentence says of numbers of stations and commissions."""
        listed = [quantity for quantity in quantities(passage) if self._is_of_stations(passage, quantity)]
        part_by_whole = {id(whole): part for part, whole in pairwise(listed) if _is_of(passage, part, whole)}
        self.whole_of = {id(part): whole for part, whole in pairwise(listed) if _is_of(passage, part, whole)}
        made = [
            (quantity, record)
            for quantity in listed
            for record in self._records(passage, quantity, is_whole=id(quantity) in part_by_whole)
        ]
        kept = [(quantity, record) for quantity, record in made if not self.seen.has(record)]
        keys = {id(record): self._id(record) for _, record in kept}
        parts = dict(part_of(passage, kept))
        by_quantity = {id(quantity): record for quantity, record in kept}
        for whole, part in part_by_whole.items():
            if whole in by_quantity and id(part) in by_quantity:
                parts[id(by_quantity[id(part)])] = by_quantity[whole], "subset"
        self.found.records += with_parts([record for _, record in kept], keys, parts)
        self.last = kept[-1][1].span.end if kept else self.last

    def _id(self, record: Record) -> str:
        unit, category = record.cells["unit"], record.cells.get("category", "")
        is_visited = record.rule == "stations-visited"
        return self.ids.make(
            "visited" if is_visited else "",
            "" if is_visited and unit == "polling_stations" else unit,
            "" if category == "all" else category,
        )

    # Which numbers count stations

    def _is_of_stations(self, passage: Passage, quantity: Quantity) -> bool:
        is_unit = quantity.counted in _UNITS or self._is_listed(passage, quantity)
        if not is_unit or quantity.is_open or self.elections.is_earlier(passage, quantity):
            return False
        if quantity.counted == "countries":
            return _are_countries_of_stations(passage, quantity)
        return _has_noun(passage, quantity)

    def _is_listed(self, passage: Passage, quantity: Quantity) -> bool:
        """Whether a number without a noun stands beside its place, after stations of another place were counted."""
        if quantity.counted:
            return False
        if passage.tells("more", words_before(passage, quantity, 2)) and _countries_behind(passage, quantity):
            return any(one.counted == "polling_stations" for one in quantities(passage) if one.end <= quantity.start)
        if not places_of(passage, quantity):
            return False
        is_before = self.last >= 0 and 0 <= passage.span.start - self.last <= _FOLLOWING
        others = [one for one in quantities(passage) if one.end <= quantity.start]
        return any(one.counted == "polling_stations" for one in others) or (is_before and not others)

    # Records

    def _records(self, passage: Passage, quantity: Quantity, *, is_whole: bool) -> Iterator[Record]:
        """One record, or one for each of the places that share the number; none where no words say which stations."""
        record = self._record(passage, quantity, is_whole=is_whole)
        if record is None:
            return
        places = [(place, passage.reading.entity(place)[1]) for place in places_of(passage, quantity)]
        if not any(place_id for _, place_id in places):
            yield record
        for place, place_id in places:
            if place_id:
                cells = {**record.cells, "place_id": place_id}
                if place.kind == "country" and passage.reading.country not in ("", place.value):
                    cells["category"] = "abroad"
                span = Span(min(record.span.start, place.start), max(record.span.end, place.end))
                yield supported(passage, replace(record, cells=cells, span=span), ("unit", "category"))

    def _record(self, passage: Passage, quantity: Quantity, *, is_whole: bool) -> Record | None:
        numbers = amount(quantity)
        near = Span(quantity.start, _end(passage, quantity))
        visited = _right_behind(passage, quantity) if is_whole else self._visited(passage, quantity)
        category = _category(passage, quantity, near, is_whole=is_whole, is_visited=visited is not None)
        if numbers is None or not (category or visited or places_of(passage, quantity)):
            return None
        cells = {"unit": _unit(passage, quantity, near), **numbers}
        grounds = [span_of(quantity), Span(quantity.start, passage.ended(quantity.end))]
        if category:
            cells["category"] = category
        if visited is not None:
            mission = self.missions.near(passage, quantity.start)
            cells |= {"mission_id": mission} if mission else {}
            grounds.append(visited.span)
        place = _place_behind(passage, quantity, near) or _place_before(passage, quantity)
        if place is not None and (place_id := passage.reading.entity(place)[1]):
            cells["place_id"] = place_id
            grounds.append(span_of(place))
        rule = "stations-visited" if visited is not None else "stations"
        voices = voice_at(passage.reading, self.found, quantity.start)
        record = Record("polling_station_counts", "", cells, passage.quote(*grounds), rule, voices)
        made = supported(passage, record, ("unit",))
        mission = made.cells.get("mission_id", "")
        reason = self.missions.reason(passage, mission, made.span) if mission else ""
        return replace(made, inferred={"mission_id": reason} if reason else {})

    def _visited(self, passage: Passage, quantity: Quantity) -> Told | None:
        """The verb by which observers visited stations, before the number or right behind its noun."""
        clause = passage.clause(quantity.start)
        is_by_observers = passage.tells("observer_nouns", clause) or passage.tells("visitors", clause)
        if not is_by_observers and not self._is_by_mission(passage, clause):
            is_of_sentence = passage.tells("observer_nouns") or passage.tells("visitors")
            if not is_of_sentence and not self._is_by_mission(passage, passage.span):
                return _right_behind(passage, self.whole_of.get(id(quantity), quantity))
        told = passage.told("visited", clause)
        before = [one for one in told if one.span.start < quantity.start]
        behind = [one for one in told if 0 <= one.span.start - quantity.end < _BEHIND]
        return next(iter(before[-1:] or behind[:1]), None)

    def _is_by_mission(self, passage: Passage, clause: Span) -> bool:
        """Whether a clause names a body that sends a mission."""
        return any(
            self.missions.of(passage, name)
            for name in names(passage)
            if name.kind == "organization" and clause.start <= name.start < clause.end
        )


def _right_behind(passage: Passage, quantity: Quantity) -> Told | None:
    """A participle right behind the noun: "the 1,268 polling stations observed"."""
    end = passage.index(quantity.end - 1)
    told = (one for one in passage.told("visited") if end < one.first <= end + _PARTICIPLE)
    return next((one for one in told if passage.tells("visited_nouns", Span(quantity.end, one.span.start))), None)


def _has_noun(passage: Passage, quantity: Quantity) -> bool:
    """Whether the noun stands behind the number, or other words make it a number of stations."""
    if noun(passage, quantity, "station_nouns") is not None or places_of(passage, quantity):
        return True
    if quantity.counted in ("", "polling_stations") and _countries_behind(passage, quantity):
        return True
    if passage.tells("parts", words_before(passage, quantity, 4)):
        return True
    behind = own_words(passage, quantity)
    near = Span(behind.start, min(behind.end, behind.start + _BEHIND // 2))
    is_kind = any(told.code in ("abroad", "special") for told in passage.told("station_category", near))
    return is_kind or starts(passage, "of", word_behind(passage, quantity))


def _are_countries_of_stations(passage: Passage, quantity: Quantity) -> bool:
    """Whether stations abroad stand in so many countries."""
    clause = passage.clause(quantity.start)
    is_of_stations = passage.tells("stations_abroad", clause) and passage.tells("station_nouns")
    is_of_observers = passage.tells("observer_nouns", clause)
    return is_of_stations and not is_of_observers and starts(passage, "in", word_before(passage, quantity))


def _countries_behind(passage: Passage, quantity: Quantity) -> bool:
    """Whether the next number is that of the countries where the stations are: "another 55 in 39 foreign states"."""
    following = next((one for one in quantities(passage) if one.start >= quantity.end), None)
    if following is None or following.counted != "countries":
        return False
    words = len(passage.between(quantity.end, following.start).split())
    return words <= _OF_THE and _are_countries_of_stations(passage, following)


def _is_of(passage: Passage, part: Quantity, whole: Quantity) -> bool:
    """Whether only "of the" stands between two numbers."""
    first, last = word_behind(passage, part), passage.index(whole.start)
    return 0 < last - first <= _OF_THE and starts(passage, "of", first) and part.counted == whole.counted


def _end(passage: Passage, quantity: Quantity) -> int:
    """Where what is said of the stations ends: at the next number, or where parts are named."""
    clause = passage.clause(quantity.start)
    ends = [told.span.start for told in passage.told("parts", clause) if told.span.start >= quantity.end]
    stop = _STOP.search(passage.reading.text, quantity.end, clause.end)
    return min([next_start(passage, quantity, clause.end), *ends, *([stop.start()] if stop else [])])


def _unit(passage: Passage, quantity: Quantity, near: Span) -> str:
    """What is counted; of two numbers with one noun the first has only its own adjective ("68 district and …")."""
    if not quantity.counted.endswith("commissions"):
        return quantity.counted or "polling_stations"
    return next((told.code for told in passage.told("commissions", near)), quantity.counted)


def _category(passage: Passage, quantity: Quantity, near: Span, *, is_whole: bool, is_visited: bool) -> str:
    """Which stations are counted, "" where no words say it."""
    told = {one.code for one in passage.told("station_category", near)}
    if quantity.counted in ("countries", "diplomatic_missions") or "abroad" in told:
        return "abroad"
    if _are_said_abroad(passage, quantity) or _countries_behind(passage, quantity):
        return "abroad"
    if "special" in told:
        return "special"
    before, end = words_before(passage, quantity, _SHORTLY), passage.ended(quantity.end) + _BEHIND // 2
    clause = passage.clause(quantity.start)
    around = Span(max(before.start, clause.start), min(end, clause.end))
    return "all" if not is_visited and (is_whole or passage.tells("station_category", around)) else ""


def _are_said_abroad(passage: Passage, quantity: Quantity) -> bool:
    """Whether the clause begins with stations abroad: its first number is theirs."""
    before = clause_before(passage, quantity)
    others = [one for one in quantities(passage) if before.start <= one.start and one.end <= before.end]
    return not others and passage.tells("outside", before)


def _place_behind(passage: Passage, quantity: Quantity, near: Span) -> Name | None:
    """The one place named behind the stations, after "in"."""
    behind = [name for name in names(passage) if quantity.end <= name.start and name.end <= near.end]
    if len(behind) != 1 or behind[0].kind == "organization" or "," in passage.between(quantity.end, behind[0].start):
        return None
    return behind[0] if starts(passage, "in", passage.index(behind[0].start) - 1) else None


def _place_before(passage: Passage, quantity: Quantity) -> Name | None:
    """The one place that the clause names before a number, after "in"."""
    clause = clause_before(passage, quantity)
    before = [name for name in names(passage) if clause.start <= name.start and name.end <= clause.end]
    places = [name for name in before if name.kind != "organization"]
    if len(places) != 1 or quantity.start - places[0].end > _BEHIND:
        return None
    index = passage.index(places[0].start) - 1
    return places[0] if starts(passage, "in", index) or starts(passage, "within", index) else None
