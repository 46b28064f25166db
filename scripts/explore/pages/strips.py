"""Strips: the marks of one row of a chart, placed across its width in hundredths."""

from dataclasses import dataclass

from scripts.charts.observers import Count, Scale
from scripts.charts.timeline import Bar, Item, Panel

_START, _WIDTH = 2.0, 92.0
"""Where the scale begins and how wide it is; what is left of the strip is for arrows and labels."""

_LEAST = 0.6
"""The width of a single day, so that it is seen."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Lines of a scale with their labels, and on it a mark.

    `kind`: what the mark looks like (a class of the style sheet), "" for none. `goes_back`, `goes_on`: an arrow at
    that end; `is_set_back`, `is_set_on`: a limit there that the words set.
    """

    ticks: tuple[tuple[float, str], ...]
    kind: str = ""
    start: float = 0
    width: float = 0
    goes_back: bool = False
    goes_on: bool = False
    is_set_back: bool = False
    is_set_on: bool = False

    @property
    def end(self) -> float:
        """Where the mark ends."""
        return self.start + self.width


def numbers(scale: Scale) -> Strip:
    """The scale of a chart of counts."""
    return Strip(tuple((_across(scale.at(tick)), f"{tick:,}") for tick in scale.ticks))


def mark_of_count(scale: Scale, count: Count) -> Strip:
    """A count on its scale: a dot for an exact number, a ring for "about", a bar for what vague words allow."""
    ticks = numbers(scale).ticks
    if not count.is_placed:
        return Strip(ticks)
    if count.lower is None and count.upper is None:
        return Strip(ticks, "ring", _across(scale.at(count.value or 0)))
    if count.is_exact:
        return Strip(ticks, "dot", _across(scale.at(count.lower or 0)))
    start = _START if count.lower is None else _across(scale.at(count.lower))
    end = _START + _WIDTH + 2 if count.upper is None else _across(scale.at(count.upper))
    is_set = count.lower is not None, count.upper is not None
    return Strip(ticks, "range", start, end - start, not is_set[0], not is_set[1], *is_set)


def days(panel: Panel) -> Strip:
    """The scale of a panel of the timeline."""
    return Strip(tuple((_across(panel.at(day)), name) for day, name in panel.ticks))


def mark_of_days(panel: Panel, item: Item, bar: Bar) -> Strip:
    """An item of the timeline on its scale: a bar over its days, paler where their ends are vague."""
    when = item.when
    is_vague = when is not None and when.is_vague
    kind = "election" if item.table == "elections" else "vague" if is_vague else "sure"
    start = _across(bar.start)
    width = 0 if bar.is_outside else max(_across(bar.end) - start, _LEAST)
    return Strip(days(panel).ticks, kind, start, width, bar.goes_back, bar.goes_on)


def _across(place: float) -> float:
    return round(_START + place * _WIDTH, 2)
