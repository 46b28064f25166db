"""The timeline: elections, missions and events by day, with the precision of their dates; without a date they wait."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from scripts.charts.dates import MONTHS, When, span, when
from scripts.charts.records import Records, Row, election_names, elections_in_order, label

BEFORE, AFTER = timedelta(days=100), timedelta(days=30)
"""What a panel shows of the time around election day; what lies outside is drawn at its edge, with an arrow."""


@dataclass(frozen=True, slots=True)
class Item:
    """An election, a mission or an event. `kind` is the label of its type; `when` is None where no date is known."""

    table: str
    record_id: str
    name: str
    kind: str
    when: When | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A scale of days, what stands on it, and what belongs to it without a date."""

    election_id: str | None
    name: str
    first: date
    last: date
    placed: tuple[Item, ...]
    waiting: tuple[Item, ...]

    def at(self, day: date) -> float:
        """Where a day begins, from 0 to 1; beyond them outside the panel."""
        return (day - self.first).days / ((self.last - self.first).days + 1)

    @property
    def election(self) -> Item | None:
        """The election itself, if its day is known."""
        return next((item for item in self.placed if item.table == "elections" and self.election_id), None)

    @property
    def ticks(self) -> tuple[tuple[date, str], ...]:
        """Beginnings of years, or of months in a short panel, with their names: at most about ten."""
        years = range(self.first.year, self.last.year + 2)
        if (self.last - self.first).days > 800:
            step = max(1, len(years) // 8)
            days = [date(year, 1, 1) for year in years if year % step == 0]
            named = [(day, str(day.year)) for day in days]
        else:
            months = [date(year, month, 1) for year in years for month in range(1, 13)]
            named = [(day, MONTHS[day.month - 1][:3] + (f" {day.year}" if day.month == 1 else "")) for day in months]
        return tuple((day, name) for day, name in named if self.first <= day <= self.last)


@dataclass(frozen=True, slots=True)
class Bar:
    """Where an item is drawn, from 0 to 1, and whether it goes on beyond the panel or has an open end.

    `is_outside`: nothing of it lies within the panel, so that an arrow at the edge is all there is to draw.
    """

    start: float
    end: float
    goes_back: bool
    goes_on: bool
    is_outside: bool


def bar(panel: Panel, item: Item) -> Bar:
    """The place of a dated item in its panel. An open end reaches to the edge."""
    assert item.when is not None
    first, last = item.when.first or date.min, item.when.last or date.max
    shown_first = min(max(first, panel.first), panel.last)
    shown_last = max(min(last, panel.last), panel.first)
    return Bar(
        panel.at(shown_first),
        panel.at(shown_last + timedelta(days=1)),
        first < panel.first,
        last > panel.last,
        last < panel.first or first > panel.last,
    )


def timeline(records: Records) -> tuple[Panel, ...]:
    """One panel for all years, with elections and the events of none; then one for each election."""
    names = election_names(records)
    items: dict[str | None, list[Item]] = defaultdict(list)
    for row in records.rows("missions"):
        items[row["election_id"]].append(
            Item(
                "missions",
                row["mission_id"],
                records.name("missions", row["mission_id"]),
                label("mission_type", row["mission_type"]),
                span(row["started_on"], row["ended_on"]),
            )
        )
    for row in records.rows("events"):
        items[row["election_id"]].append(_event(row, records))
    elections = {row["election_id"]: row for row in elections_in_order(records)}
    days = {election_id: _election(row, names[election_id]) for election_id, row in elections.items()}
    overview = _overview([*days.values(), *items[None]])
    panels = [_panel(elections[election_id], days[election_id], items[election_id]) for election_id in elections]
    return tuple(([overview] if days or items[None] else []) + panels)


def _event(row: Row, records: Records) -> Item:
    dated = None if row["date"] is None else when(row["date"])
    return Item(
        "events",
        row["event_id"],
        records.name("events", row["event_id"]),
        label("event_type", row["event_type"]),
        dated or span(row["started_on"], row["ended_on"]),
    )


def _election(row: Row, name: str) -> Item:
    dated = when(str(row["year"]) if row["date"] is None else row["date"].isoformat())
    return Item("elections", row["election_id"], name, "Election", dated)


def _overview(items: list[Item]) -> Panel:
    """Whole years: those of the elections, with one before and after them."""
    placed, waiting = _split(items)
    elections = [item for item in placed if item.table == "elections"]
    spans = [item.when for item in elections or placed if item.when is not None]
    years = [day.year for one in spans for day in (one.first, one.last) if day is not None] or [date.max.year]
    around = 1 if elections else 0
    window = date(min(years) - around, 1, 1), date(max(years) + around, 12, 31)
    return Panel(None, "All years: elections, and events that belong to none", *window, placed, waiting)


def _panel(row: Row, election: Item, items: list[Item]) -> Panel:
    placed, waiting = _split([election, *items])
    if row["date"] is None:
        return Panel(
            row["election_id"],
            election.name,
            date(row["year"], 1, 1),
            date(row["year"], 12, 31),
            placed,
            waiting,
        )
    window = row["date"] - BEFORE, row["date"] + AFTER
    return Panel(row["election_id"], election.name, *window, placed, waiting)


def _split(items: Iterable[Item]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Items with a place in time, by their days, and those without, in their order."""
    placed = [item for item in items if item.when is not None and item.when.is_placed]
    waiting = [item for item in items if item.when is None or not item.when.is_placed]

    def days(item: Item) -> tuple[date, date]:
        assert item.when is not None
        return item.when.first or date.min, item.when.last or date.max

    return tuple(sorted(placed, key=days)), tuple(waiting)
