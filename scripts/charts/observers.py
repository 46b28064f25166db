"""Claimed numbers of observers as points and ranges: what the words allow, and no more."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scripts.charts.records import Records, Row, election_names, elections_in_order, label
from validation.codes import countries


@dataclass(frozen=True, slots=True)
class Count:
    """A claimed number. `lower` and `upper` are the bounds that its words set; None where they set none.

    `depth`: how many wholes it is a part of. `group`: who is counted, with mission or country, in running text.
    """

    observer_count_id: str
    group: str
    basis: str
    unit: str
    value: int | None
    lower: int | None
    upper: int | None
    precision: str
    asserter: str
    reporter: str
    depth: int

    @property
    def who(self) -> str:
        """Who is counted, at what step."""
        words = f"{self.group}, {self.basis}" if self.basis else self.group
        return f"of which {words}" if self.depth else words[:1].upper() + words[1:]

    @property
    def is_exact(self) -> bool:
        """Whether the words allow one number only."""
        return self.lower is not None and self.lower == self.upper

    @property
    def is_placed(self) -> bool:
        """Whether the words give any number."""
        return (self.value, self.lower, self.upper) != (None, None, None)

    @property
    def words(self) -> str:
        """The number for people, with its precision."""
        if self.value is None:
            if self.lower is None and self.upper is None:
                return "no number given"
            if self.lower is None or self.upper is None:
                return f"{self.lower:,} or more" if self.upper is None else f"{self.upper:,} or fewer"
            span = f"{self.lower:,}–{self.upper:,}"
            return f"several: {span}" if self.precision == "several" else span
        if self.precision == "exact":
            return f"{self.value:,}"
        return f"{label('precision', self.precision).lower()} {self.value:,}"

    @property
    def says(self) -> str:
        """Whose claim it is, and who retells it."""
        return self.asserter if self.reporter in ("", self.asserter) else f"{self.asserter}, retold by {self.reporter}"


@dataclass(frozen=True, slots=True)
class Observed:
    """The counts of one election: of observers, and of the organizations and countries that sent them."""

    election_id: str
    name: str
    observers: tuple[Count, ...]
    senders: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A logarithmic scale from nought on: `at` gives places from 0 to 1."""

    end: int

    def at(self, number: float) -> float:
        """Where a number stands."""
        return math.log10(1 + number) / math.log10(1 + self.end)

    @property
    def ticks(self) -> tuple[int, ...]:
        """0 and the powers of ten."""
        return 0, *(10**power for power in range(len(str(self.end))))


def observers(records: Records) -> tuple[Observed, ...]:
    """The counts of each election that has any, in order; parts stand below their wholes."""
    counted: dict[str, list[Row]] = defaultdict(list)
    for row in records.rows("observer_counts"):
        counted[row["election_id"]].append(row)
    names, found = election_names(records), []
    for election_id in (row["election_id"] for row in elections_in_order(records)):
        counts = [_count(row, depth, records) for row, depth in _by_whole(counted[election_id])]
        people = tuple(count for count in counts if count.unit == "observers")
        senders = tuple(count for count in counts if count.unit != "observers")
        if counts:
            found.append(Observed(election_id, names[election_id], people, senders))
    return tuple(found)


def scale(observed: Iterable[Observed]) -> Scale:
    """The scale on which all numbers of observers fit: up to a power of ten."""
    numbers = [
        number
        for election in observed
        for count in election.observers
        for number in (count.value, count.lower, count.upper)
        if number is not None
    ]
    return Scale(10 ** max(1, math.ceil(math.log10(max(numbers, default=1) or 1))))


def _by_whole(rows: list[Row]) -> Iterator[tuple[Row, int]]:
    """Rows in their order, each followed by its parts, with how deep a part it is."""
    known = {row["observer_count_id"] for row in rows}
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["part_of_id"] in known:
            parts[row["part_of_id"]].append(row)
    waiting = [(row, 0) for row in reversed(rows) if row["part_of_id"] not in known]
    while waiting:
        row, depth = waiting.pop()
        yield row, depth
        waiting += [(part, depth + 1) for part in reversed(parts[row["observer_count_id"]])]


def _count(row: Row, depth: int, records: Records) -> Count:
    return Count(
        row["observer_count_id"],
        _group(row, records),
        "" if row["basis"] is None else label("basis", row["basis"]).lower(),
        row["unit"],
        row["value"],
        row["lower_bound"],
        row["upper_bound"],
        row["precision"],
        "" if row["asserter_id"] is None else records.name("organizations", row["asserter_id"]),
        _reporter(row, records),
        depth,
    )


def _group(row: Mapping[str, str | None], records: Records) -> str:
    group, mission_id, country_code = row["observer_group"], row["mission_id"], row["country_code"]
    words = label("observer_group", str(group)).lower()
    words = f"observers {words}" if words.startswith("of ") else words
    if mission_id is not None:
        name = records.name("missions", mission_id)
        words = name if group == "mission" else f"{words}, {name}"
    return words if country_code is None else f"{words}, from {countries()[country_code]}"


def _reporter(row: Row, records: Records) -> str:
    if row["attribution"] == "own" or row["reporter_id"] is None:
        return ""
    return records.name("organizations", row["reporter_id"])
