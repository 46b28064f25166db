"""Numbers of observers and of polling stations: `observer_counts`, `polling_station_counts`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extraction.mentions import Mention, Name, Quantity
from extraction.text import Span
from scripts.propose.amounts import amount
from scripts.propose.earlier import is_earlier
from scripts.propose.which_mission import Missions
from scripts.propose.parts import part_of
from scripts.propose.places import places_of
from scripts.propose.passages import Ids, Passage, Told, passages, repeated, supported, voices_at
from scripts.propose.proposals import Proposals, Record
from scripts.propose.reading import Reading

_NOUN_AFTER = 8
"""Words after a number in which its noun stands."""

_BEHIND = 60
"""Code points behind a number of stations within which they are said to have been visited."""

_SHORTLY = 8
"""Words before a number of stations within which all are said to be counted."""

_HEAD = 12
"""Code points in which a sentence begins with "Of these", and between it and the sentence before."""

_FOLLOWING = 3
"""Code points at most between two sentences that follow on one another."""

_STOP = re.compile(r":|\.(?=[^\W\d_])")
"""What ends the words on a number within a sentence: a colon, a full stop without a space behind it."""

_SENDERS = frozenset({"organizations", "countries"})
_STATIONS = frozenset(
    {
        "polling_stations",
        "precinct_election_commissions",
        "territorial_election_commissions",
        "diplomatic_missions",
        "countries",
    }
)


def propose_counts(reading: Reading, found: Proposals) -> None:
    """Every number of observers and of polling stations."""
    observers, stations = _Observers(found), _Stations(found)
    for passage in passages(reading, "counted"):
        if any(passage.of("count")):
            observers.read(passage)
            stations.read(passage)


@dataclass
class _Item:
    """A number of a sentence with what is counted: the noun's place, and the codes that words give."""

    quantity: Quantity
    unit: str
    noun: Span
    group: str = ""
    mission: str = ""
    country: str = ""
    basis: str = ""
    rule: str = "observers"
    grounds: list[Span] = field(default_factory=list)
    key: str = ""


@dataclass
class _Observers:
    found: Proposals

    def __post_init__(self) -> None:
        self.missions = Missions(self.found)
        self.ids = Ids(self.found, "observer_counts")

    def read(self, passage: Passage) -> None:
        """Propose what a sentence says of numbers of observers."""
        if not (passage.tells("observer_nouns") or passage.tells("missions")):
            return
        items: list[_Item] = []
        for quantity in _quantities(passage):
            item = self._item(passage, quantity, items)
            if item is not None:
                items.append(item)
        if not items:
            return
        whole = self._whole(passage)
        for item in items:
            self._group(passage, item, items)
            self._basis(passage, item, items)
            if whole is not None and not item.basis:
                item.basis = whole.cells.get("basis", "")
        self._record(passage, items, whole)

    def _whole(self, passage: Passage) -> Record | None:
        """The number in the sentence before that "Of these" at the head of this one means."""
        head = passage.told("parts", Span(passage.span.start, min(passage.span.start + _HEAD, passage.span.end)))
        before = [
            record
            for record in self.found.of("observer_counts")
            if record.cells["unit"] == "observers" and 0 < passage.span.start - record.span.end <= _HEAD
        ]
        return before[-1] if before and any(told.code == "of_them" for told in head) else None

    # What is counted

    def _item(self, passage: Passage, quantity: Quantity, items: Sequence[_Item]) -> _Item | None:
        clause = passage.clause(quantity.start)
        if passage.tells("no_observers", clause) or is_earlier(passage, quantity, self.found):
            return None
        if _in_brackets(passage, quantity):
            return self._bracketed(passage, quantity)
        span = Span(quantity.start, quantity.end)
        is_of_observers = any(item.unit == "observers" for item in items)
        if is_of_observers and not _noun(passage, quantity, "observer_nouns") and _has_senders(passage, quantity):
            return _Item(quantity, "observers", span, rule="observers-elliptic")
        if quantity.counted == "observers":
            noun = _noun(passage, quantity, "observer_nouns")
            if noun is None and not self._is_elliptic(passage, quantity, items):
                return None
            return _Item(quantity, "observers", noun or span, rule="observers" if noun else "observers-elliptic")
        if quantity.counted in _SENDERS and not quantity.is_open:
            noun = Span(quantity.start, passage.ended(quantity.end))
            if _is_sender(passage, quantity) or _follows_sender(passage, quantity, items):
                return _Item(quantity, quantity.counted, noun, rule="observers-senders")
            return None
        noun = _noun(passage, quantity, "people_nouns")
        if noun is None or _noun(passage, quantity, "people_nouns", "") is not None:
            return None
        if quantity.counted == "people" or quantity.is_open:
            clause = passage.clause(quantity.start)
            is_told = self._is_of_mission(passage, quantity) or _noun(passage, quantity, "observer_nouns") is not None
            if not is_told and quantity.counted == "people":
                is_told = passage.tells("observer_nouns", Span(clause.start, quantity.start))
            is_part = bool(items) and passage.tells("parts", _words_before(passage, quantity, 5))
            is_told = is_told or (is_part and items[-1].unit == "observers")
            return _Item(quantity, "observers", noun, rule="observers-members") if is_told else None
        return None

    def _is_elliptic(self, passage: Passage, quantity: Quantity, items: Sequence[_Item]) -> bool:
        """Whether a number without a noun counts observers: "of whom 48", "Observers: 48", "20 local and 30 foreign ones"."""
        own = Span(quantity.end, _next_start(passage, quantity, passage.clause(quantity.start).end))
        if passage.tells("parts", _words_before(passage, quantity, 4)) or passage.tells("domestic", own):
            return True
        index = passage.index(quantity.end - 1) + 1
        if items and _starts(passage, "by", index):
            return True
        return not items and passage.tells("observer_nouns", _words_before(passage, quantity, 5))

    def _bracketed(self, passage: Passage, quantity: Quantity) -> _Item | None:
        """A number in brackets behind the country or body that sent so many: "Armenia (3)"."""
        name = next((name for name in _names(passage) if 0 <= quantity.start - name.end <= 2), None)
        if name is None or quantity.counted not in ("", "observers", "people", "countries"):
            return None
        span = Span(name.start, quantity.end + 1)
        item = _Item(quantity, "observers", span, rule="observers-in-list", grounds=[span])
        if name.kind == "country":
            item.country = name.value
        elif name.kind == "organization":
            item.mission = self.missions.of(passage, name)
            item.group = "mission" if item.mission else "international_organizations"
        return item if name.kind in ("country", "organization") else None

    def _is_of_mission(self, passage: Passage, quantity: Quantity) -> bool:
        """Whether words say that a mission has so many: before the number, or in its own phrase."""
        clause = passage.clause(quantity.start)
        before = Span(clause.start, quantity.start)
        if passage.tells("of_missions", before) or passage.tells("owned", _words_before(passage, quantity, 3)):
            return True
        own = Span(quantity.end, _next_start(passage, quantity, clause.end))
        if passage.gap(passage.index(quantity.end - 1)) == "-" and passage.tells("bodies", own):
            return True
        verbs = passage.told("mission_verbs", before)
        if not verbs:
            return False
        senders = [
            name
            for name in _names(passage)
            if name.kind == "organization" and before.start <= name.start and name.end <= verbs[-1].span.start
        ]
        return passage.tells("mission_subjects", before) or any(self.missions.of(passage, name) for name in senders)

    # Which observers

    def _group(self, passage: Passage, item: _Item, items: Sequence[_Item]) -> None:
        if item.group:
            return
        region = _region(passage, item, items)
        own = self._own(passage, item)
        senders = {told.code for told in passage.told("senders", region)}
        sender = self._sender(passage, item, region)
        before = next((one for one in reversed(items[: items.index(item)]) if one.unit == "observers"), None)
        is_sender = item.unit in _SENDERS
        if is_sender and before is not None and before.group == "mission":
            item.group, item.mission = before.group, before.mission
        elif is_sender:
            is_citizen = "citizen" in own or (before is not None and before.group == "citizen")
            by_unit = {"organizations": "international_organizations", "countries": "foreign_states"}
            item.group = "citizen" if is_citizen else by_unit[item.unit]
            if self._is_of_mission(passage, item.quantity):
                item.mission = self.missions.near(passage, item.quantity.start)
                item.group = "mission" if item.mission else item.group
        elif "candidate_or_party" in own:
            item.group = "candidate_or_party"
        elif "citizen" in own or passage.tells("citizen_groups", _clause_before(passage, item.quantity)):
            item.group = "citizen"
        elif sender is not None and (mission := self.missions.of(passage, sender)):
            item.group, item.mission = "mission", mission
        elif self._is_of_mission(passage, item.quantity) and (
            mission := self.missions.near(passage, item.quantity.start)
        ):
            item.group, item.mission = "mission", mission
        elif len(senders) == 2 or ("international" in own and not senders):
            item.group = "international"
        elif senders:
            item.group = senders.pop()
        elif sender is not None and sender.kind == "organization":
            item.group = "international_organizations"
        elif sender is not None:
            item.group, item.country = "foreign_states", sender.value
        elif before is not None and item.rule == "observers-elliptic":
            item.group, item.mission = before.group, before.mission
        elif item.country:
            item.group = "foreign_states"
            if self._is_of_mission(passage, item.quantity):
                item.mission = self.missions.near(passage, item.quantity.start)
                item.group = "mission" if item.mission else item.group
        else:
            item.group = "all"
        if item.group == "all" and _is_term_of_mission(passage, item):
            item.mission = self.missions.near(passage, item.quantity.start)
            item.group = "mission" if item.mission else "international"

    def _own(self, passage: Passage, item: _Item) -> list[str]:
        """What the words between a number and its noun say of the observers, or those up to the next number."""
        end = item.noun.end
        clause = passage.clause(item.quantity.start)
        if end <= item.quantity.end:
            end = _next_start(passage, item.quantity, clause.end)
        own = [told.code for told in passage.told("domestic", Span(item.quantity.start, end))]
        nouns = passage.told("observer_nouns", Span(clause.start, item.quantity.start))
        if not own and item.rule == "observers-members" and nouns:  # "international observers, 1,013 people"
            own = [told.code for told in passage.told("domestic") if told.last == nouns[-1].first - 1]
        return own

    def _sender(self, passage: Passage, item: _Item, region: Span) -> Name | None:
        """The one body or country named after a number as the sender: "243 observers from ODIHR"."""
        after = [
            name
            for name in _names(passage)
            if name.kind != "place" and item.noun.end <= name.start and name.end <= region.end
        ]
        if not after:
            return None
        index = passage.index(after[0].start)
        for link in (index - 1, index - 2):
            if _starts(passage, "from", link):
                return after[0]
            if _starts(passage, "by", link) and any(
                told.code == "deployed" for told in passage.told("basis", Span(item.noun.end, after[0].start))
            ):
                return after[0]
        is_elliptic = item.rule == "observers-elliptic" and not passage.tells("parts", region)
        return after[0] if is_elliptic and _starts(passage, "by", index - 2) else None

    # At what step

    def _basis(self, passage: Passage, item: _Item, items: Sequence[_Item]) -> None:
        clause = passage.clause(item.quantity.start)
        told = _outermost(passage.told("basis", clause))
        chosen = next((one for code in ("planned", "accredited") for one in told if one.code == code), None)
        nearest = chosen or passage.nearest(tuple(told), item.quantity.start)
        if nearest is not None:
            item.basis = nearest.code
            item.grounds.append(nearest.span)
            return
        before = next((one for one in reversed(items[: items.index(item)]) if one.basis), None)
        is_detail = item.rule in ("observers-elliptic", "observers-senders")
        item.basis = before.basis if before and is_detail else ""

    # Records

    def _record(self, passage: Passage, items: Sequence[_Item], before: Record | None) -> None:
        kept: list[tuple[_Item, Record]] = []
        for item in items:
            cells = amount(item.quantity)
            if cells is None:
                continue
            record = self._made(passage, item, dict(cells))
            if not repeated(self.found, record):
                kept.append((item, record))
        observers = [one for one in kept if one[0].unit == "observers"]
        parts = part_of(passage, [(one[0].quantity, one[1]) for one in observers])
        for item, record in kept:
            suffix = "" if item.group in ("international", "all", "mission") else item.group
            key = self.ids.make(
                item.basis or "observers", suffix, item.unit if item.unit != "observers" else "", item.country.lower()
            )
            item.key = key
        keys = {id(record): item.key for item, record in kept}
        is_sum = before is not None and _sum(observers) == before.cells.get("value")
        for item, record in kept:
            cells = dict(record.cells)
            whole = parts.get(id(record))
            if whole is not None:
                cells |= {"part_of_id": keys[id(whole[0])], "part_type": whole[1]}
            elif before is not None and item.unit == "observers":
                cells |= {"part_of_id": before.key, "part_type": "share" if is_sum else "subset"}
            self.found.records.append(replace(record, key=item.key, cells=cells))

    def _made(self, passage: Passage, item: _Item, cells: dict[str, str]) -> Record:
        cells = {"observer_group": item.group, "unit": item.unit, **cells}
        if item.mission:
            cells["mission_id"] = item.mission
        if item.country:
            cells["country_code"] = item.country
        if item.basis:
            cells["basis"] = item.basis
        quantity = Span(item.quantity.start, item.quantity.end)
        span = passage.quote(quantity, item.noun, *item.grounds)
        voices = voices_at(passage.reading, self.found, item.quantity.start)
        record = Record("observer_counts", "", cells, span, item.rule, voices)
        return supported(passage, record, ("unit", "observer_group"))


@dataclass
class _Stations:
    found: Proposals

    def __post_init__(self) -> None:
        self.missions = Missions(self.found)
        self.ids = Ids(self.found, "polling_station_counts")

    def read(self, passage: Passage) -> None:
        """Propose what a sentence says of numbers of stations and commissions."""
        listed = [
            quantity
            for quantity in _quantities(passage)
            if (quantity.counted in _STATIONS or self._is_listed(passage, quantity))
            and not quantity.is_open
            and not is_earlier(passage, quantity, self.found)
            and self._is_told(passage, quantity)
        ]
        kept: list[tuple[Quantity, Record]] = []
        wholes = {id(whole): part for part, whole in pairwise(listed) if _is_of(passage, part, whole)}
        for quantity in listed:
            for record in self._records(passage, quantity, is_whole=id(quantity) in wholes):
                if not repeated(self.found, record):
                    kept.append((quantity, record))
        keys = {id(record): self._id(record) for _, record in kept}
        parts = dict(part_of(passage, kept))
        by_quantity = {id(quantity): record for quantity, record in kept}
        for whole, part in wholes.items():
            if whole in by_quantity and id(part) in by_quantity:
                parts[id(by_quantity[id(part)])] = by_quantity[whole], "subset"
        for _, record in kept:
            cells = dict(record.cells)
            found = parts.get(id(record))
            if found is not None:
                cells |= {"part_of_id": keys[id(found[0])], "part_type": found[1]}
            self.found.records.append(replace(record, key=keys[id(record)], cells=cells))

    def _id(self, record: Record) -> str:
        unit, category = record.cells["unit"], record.cells.get("category", "")
        is_visited = record.rule == "stations-visited"
        return self.ids.make(
            "visited" if is_visited else "", unit if unit != "polling_stations" or not is_visited else "",
            category if category != "all" else "",
        )  # fmt: skip

    def _is_told(self, passage: Passage, quantity: Quantity) -> bool:
        """Whether the noun stands behind the number, or words between make the number a part of one before it."""
        if _noun(passage, quantity, "station_nouns", "") is not None:
            return True
        if places_of(passage, quantity):
            return True
        before = _words_before(passage, quantity, 4)
        after = Span(quantity.end, min(_next_start(passage, quantity, passage.span.end), quantity.end + 30))
        is_of_other = _starts(passage, "of", passage.index(quantity.end - 1) + 1)
        return (
            passage.tells("parts", before)
            or is_of_other
            or any(told.code in ("abroad", "special") for told in passage.told("station_category", after))
        )

    def _is_listed(self, passage: Passage, quantity: Quantity) -> bool:
        """Whether a number without a noun stands beside its place, after stations of another place were counted."""
        if quantity.counted or not places_of(passage, quantity):
            return False
        earlier = self.found.of("polling_station_counts")
        is_before = bool(earlier) and 0 <= passage.span.start - earlier[-1].span.end <= _FOLLOWING
        others = [one for one in _quantities(passage) if one.end <= quantity.start]
        return any(one.counted == "polling_stations" for one in others) or (is_before and not others)

    def _records(self, passage: Passage, quantity: Quantity, *, is_whole: bool) -> Iterator[Record]:
        """One record, or one for each of the places that share the number."""
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
        clause = passage.clause(quantity.start)
        is_country = quantity.counted == "countries"
        if is_country and not (passage.tells("stations_abroad", clause) and passage.tells("station_nouns")):
            return None
        if is_country and (passage.tells("observer_nouns", clause) or not _stands_in(passage, quantity)):
            return None
        cells = amount(quantity)
        if cells is None:
            return None
        near = Span(quantity.start, self._end(passage, quantity, clause))
        unit = next((told.code for told in passage.told("commissions", near)), quantity.counted)
        is_commission = quantity.counted.endswith("commissions")
        found = {"unit": unit if is_commission else quantity.counted or "polling_stations", **cells}
        noun = Span(quantity.start, passage.ended(quantity.end))
        categories = {told.code for told in passage.told("station_category", near)}
        visited = None if is_whole else self._visited(passage, quantity, clause)
        is_abroad = is_country or "abroad" in categories or quantity.counted == "diplomatic_missions"
        if is_abroad or self._is_planned_abroad(passage, quantity):
            found["category"] = "abroad"
        elif "special" in categories:
            found["category"] = "special"
        elif is_whole or (
            visited is None and passage.tells("station_category", self._around(passage, quantity, noun, clause))
        ):
            found["category"] = "all"
        elif visited is None and not places_of(passage, quantity):
            return None
        grounds = [Span(quantity.start, quantity.end), noun]
        if visited is not None:
            mission = self.missions.near(passage, quantity.start)
            if mission:
                found["mission_id"] = mission
            grounds.append(visited.span)
        place = self._place(passage, quantity, near) or self._place_before(passage, quantity, clause)
        if place is not None and (place_id := passage.reading.entity(place)[1]):
            found["place_id"] = place_id
            grounds.append(Span(place.start, place.end))
        rule = "stations-visited" if visited is not None else "stations"
        voices = voices_at(passage.reading, self.found, quantity.start)
        record = Record("polling_station_counts", "", found, passage.quote(*grounds), rule, voices)
        return supported(passage, record, ("unit",))

    def _is_planned_abroad(self, passage: Passage, quantity: Quantity) -> bool:
        """Whether stations are said before the number to be opened abroad."""
        clause = passage.clause(quantity.start)
        before = Span(clause.start, quantity.start)
        others = [one for one in _quantities(passage) if one.end <= quantity.start and one.start >= clause.start]
        return not others and any(told.code == "abroad" for told in passage.told("outside", before))

    def _around(self, passage: Passage, quantity: Quantity, noun: Span, clause: Span) -> Span:
        """The words in which stations are said to be all: shortly before them or right behind."""
        before = _words_before(passage, quantity, _SHORTLY)
        return Span(max(before.start, clause.start), min(noun.end + _BEHIND // 2, clause.end))

    def _end(self, passage: Passage, quantity: Quantity, clause: Span) -> int:
        """Where what is said of the stations ends: at the next number, or where parts are named."""
        ends = [told.span.start for told in passage.told("parts", clause) if told.span.start >= quantity.end]
        stop = _STOP.search(passage.reading.text, quantity.end, clause.end)
        ends += [stop.start()] if stop else []
        return min([_next_start(passage, quantity, clause.end), *ends])

    def _visited(self, passage: Passage, quantity: Quantity, clause: Span) -> Told | None:
        """The verb by which observers visited stations, before the number or right behind its noun."""
        if not (
            passage.tells("observer_nouns", clause)
            or passage.tells("visitors", clause)
            or self._is_by_mission(passage, clause)
        ):
            return None
        told = [one for one in passage.told("visited", clause) if one.span.start < quantity.start]
        if told:
            return told[-1]
        later = [one for one in passage.told("visited", clause) if 0 <= one.span.start - quantity.end < _BEHIND]
        return later[0] if later else None

    def _place_before(self, passage: Passage, quantity: Quantity, clause: Span) -> Name | None:
        """The one place that the clause names before a number, after "in"."""
        names = [name for name in _names(passage) if clause.start <= name.start and name.end <= quantity.start]
        places = [name for name in names if name.kind in ("place", "country")]
        if len(places) != 1 or quantity.start - places[0].end > _BEHIND:
            return None
        index = passage.index(places[0].start)
        return places[0] if _starts(passage, "in", index - 1) or _starts(passage, "within", index - 1) else None

    def _is_by_mission(self, passage: Passage, clause: Span) -> bool:
        """Whether a clause names a body that sends a mission."""
        return any(
            self.missions.of(passage, name)
            for name in _names(passage)
            if name.kind == "organization" and clause.start <= name.start < clause.end
        )

    def _place(self, passage: Passage, quantity: Quantity, near: Span) -> Name | None:
        """The place named right after the stations, where it is one."""
        names = [name for name in _names(passage) if quantity.end <= name.start and name.end <= near.end]
        places = [name for name in names if name.kind in ("place", "country")]
        is_one = len(places) == 1 and len(names) == 1
        is_in = is_one and _starts(passage, "in", passage.index(places[0].start) - 1)
        return places[0] if is_in and "," not in passage.between(quantity.end, places[0].start) else None


def _is_of(passage: Passage, part: Quantity, whole: Quantity) -> bool:
    """Whether only "of the" stands between two numbers."""
    first, last = passage.index(part.end - 1) + 1, passage.index(whole.start)
    return 0 < last - first <= 4 and _starts(passage, "of", first) and part.counted == whole.counted


def _words_before(passage: Passage, quantity: Quantity, number: int) -> Span:
    """So many words before a number."""
    first = max(passage.index(quantity.start) - number, 0)
    return Span(passage.tokens.starts[first], quantity.start)


def _clause_before(passage: Passage, quantity: Quantity) -> Span:
    return Span(passage.clause(quantity.start).start, quantity.start)


def _sum(kept: Sequence[tuple[_Item, Record]]) -> str:
    """The sum of some numbers, "" where they are not all exact."""
    values = [record.cells.get("value", "") for _, record in kept]
    return str(sum(map(int, values))) if values and all(values) else ""


def _quantities(passage: Passage) -> Iterator[Quantity]:
    return (mention for mention in passage.of("count") if isinstance(mention, Quantity))


def _names(passage: Passage) -> list[Name]:
    return [name for name in passage.mentions if isinstance(name, Name) and name.kind != "person"]


def _in_brackets(passage: Passage, mention: Mention) -> bool:
    text = passage.reading.text
    return text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")"


def _noun(passage: Passage, quantity: Quantity, subject: str, code: str = "observers") -> Span | None:
    """The noun after a number, up to the next number."""
    first = passage.index(quantity.end - 1)
    low = passage.index(quantity.start)
    end = _next_start(passage, quantity, passage.span.end)
    return next(
        (
            told.span
            for told in passage.told(subject)
            if told.code == code and low < told.first <= first + _NOUN_AFTER and told.span.start < end
        ),
        None,
    )


def _next_start(passage: Passage, mention: Mention, end: int) -> int:
    """Where the next number begins, or the given end."""
    later = (one.start for one in passage.of("count", "percent") if mention.end <= one.start < end)
    return next(later, end)


def _starts(passage: Passage, subject: str, index: int) -> bool:
    """Whether a word begins what tells of a subject."""
    return any(told.first == index for told in passage.told(subject))


def _has_senders(passage: Passage, quantity: Quantity) -> bool:
    """Whether "from" follows a number at once, as in "147 from 41 states"."""
    index = passage.index(quantity.end - 1)
    return passage.gap(index) in (" ", " – ") and _starts(passage, "from", index + 1)


def _before(passage: Passage, quantity: Quantity) -> int:
    """The word before a number and what qualifies it."""
    index = passage.index(quantity.start)
    qualifiers = {told.last: told.first for told in passage.told("qualifiers") if told.code == ""}
    index -= 1
    while index in qualifiers and not _starts(passage, "from", index):
        index = qualifiers[index] - 1
    return index


def _is_sender(passage: Passage, quantity: Quantity) -> bool:
    """Whether observers come from what is counted: "from 41 states"."""
    index = _before(passage, quantity)
    if not _starts(passage, "from", index):
        return False
    low = passage.tokens.starts[max(index - 9, 0)]
    here = Span(max(low, passage.clause(quantity.start).start), quantity.start)
    return (
        passage.tells("observer_nouns", here)
        or any(told.code for told in passage.told("people_nouns", here))
        or any(passage.of("count"))
    )


def _follows_sender(passage: Passage, quantity: Quantity, items: Sequence[_Item]) -> bool:
    """Whether a number goes on after one of bodies or states: "nine organizations and 41 states"."""
    if not items or items[-1].unit not in _SENDERS:
        return False
    return len(passage.between(items[-1].noun.end, quantity.start).split()) <= 3


def _region(passage: Passage, item: _Item, items: Sequence[_Item]) -> Span:
    """The words after a number that may say who sent the observers: up to the next number of observers."""
    clause = passage.clause(item.quantity.start)
    index = items.index(item)
    following = next((one.quantity.start for one in items[index + 1 :] if one.unit == "observers"), clause.end)
    return Span(item.quantity.start, min(clause.end, following))


def _is_term_of_mission(passage: Passage, item: _Item) -> bool:
    """Whether only missions have such observers: long-term and short-term ones."""
    return passage.tells("of_missions", Span(item.quantity.start, item.noun.end))


def _stands_in(passage: Passage, quantity: Quantity) -> bool:
    """Whether the number stands after "in"."""
    return _starts(passage, "in", _before(passage, quantity))


def _outermost(told: Sequence[Told]) -> list[Told]:
    """Those that no longer one holds."""
    return [
        one
        for one in told
        if not any(
            other is not one
            and other.span.start <= one.span.start
            and one.span.end <= other.span.end
            and other.span != one.span
            for other in told
        )
    ]
