"""The timeline as a drawing: a panel for all years and one for each election, a lane for each kind of event."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.charts.drawings.canvas import BAND, FAINT, Sheet, height_of, wrapped
from scripts.charts.drawings.notes import MARGIN, foot, head
from scripts.charts.timeline import Bar, Item, Panel, bar

WIDTH, NAMES = 8.6, 1.9
"""Inches: the sheet and the column of names."""

_LEFT, _RIGHT = MARGIN + NAMES, WIDTH - MARGIN - 0.15
_ROW, _LEAST = 0.12, 0.075
"""Inches: from one mark to that below it; the width of a single day."""

_SURE, _VAGUE, _ELECTION = "#17487f", "#5b93cb", "#b0460a"


def draw(panels: Sequence[Panel], source: str) -> Sheet:
    """Every panel that has something to show, one below the other."""
    title = "Elections, missions and events over time"
    sheet = Sheet(title, ". ".join(_told(panels)), WIDTH)
    under = "As the sources date them, with the precision of their words. What has no date is listed and not placed."
    y = _legend(sheet, head(sheet, title, under))
    for panel in panels:
        y = _panel(sheet, panel, y)
    if not panels:
        sheet.text(MARGIN, y + 0.2, "No election, mission or event in this package.", style="italic", colour=FAINT)
        y += 0.4
    return foot(sheet, y, source)


def _legend(sheet: Sheet, y: float) -> float:
    middle, x = y + 0.08, MARGIN
    marks = (
        (_SURE, Bar(0, 0, False, False, False), "day or days"),
        (_VAGUE, Bar(0, 0, False, False, False), "within a month or years"),
        (_SURE, Bar(0, 0, False, True, False), "goes on, or end unknown"),
        (_ELECTION, Bar(0, 0, False, False, False), "election"),
    )
    for colour, shape, words in marks:
        _drawn(sheet, x + 0.1, x + 0.45, middle, shape, colour)
        sheet.text(x + 0.62, middle, words, size=8)
        x += 2.15
    return y + 0.24


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark in its lane: its item, its shape, its ends in inches, and its row in the lane."""

    item: Item
    shape: Bar
    start: float
    end: float
    row: int


def _panel(sheet: Sheet, panel: Panel, y: float) -> float:
    sheet.text(MARGIN, y + 0.2, panel.name, size=9, style="bold")
    y += 0.36
    if panel.placed:
        y = _scale_of_days(sheet, panel, y + 0.16)
    if panel.waiting:
        names = "; ".join(item.name for item in panel.waiting)
        words = wrapped(f"Without a date: {names}.", sheet.width - 2 * MARGIN, size=7.5, lines=99)
        sheet.text(MARGIN, y + 0.06, words, size=7.5, colour=FAINT, down="top")
        y += 0.06 + height_of(words, 7.5)
    return y + 0.1


def _scale_of_days(sheet: Sheet, panel: Panel, top: float) -> float:
    """Bands, then the lines of the scale, then the marks above them."""
    of_kind: dict[str, list[Item]] = defaultdict(list)
    for item in panel.placed:
        of_kind[item.kind].append(item)
    lanes = {kind: list(_lane(panel, items)) for kind, items in of_kind.items()}
    heights = [max(0.22, len({mark.row for mark in marks}) * _ROW + 0.1) for marks in lanes.values()]
    tops = [top + sum(heights[:number]) for number in range(len(heights))]
    for number, (kind, y, height) in enumerate(zip(lanes, tops, heights, strict=True)):
        if number % 2 == 0:
            sheet.box(MARGIN, y, sheet.width - 2 * MARGIN, height, fill=BAND)
        sheet.text(MARGIN + 0.05, y + 0.11, wrapped(kind, NAMES - 0.1, size=8, lines=1), size=8)
    bottom = top + sum(heights)
    for day, name in panel.ticks:
        x = _at(panel.at(day))
        sheet.line((x, top), (x, bottom), thick=0.5)
        sheet.text(x, top - 0.08, name, size=7.5, colour=FAINT)
    sheet.line((_LEFT, bottom), (_RIGHT, bottom))
    for marks, y in zip(lanes.values(), tops, strict=True):
        for mark in marks:
            _drawn(sheet, mark.start, mark.end, y + 0.11 + mark.row * _ROW, mark.shape, _colour(mark.item))
    return bottom


def _lane(panel: Panel, items: Sequence[Item]) -> Iterator[_Placed]:
    """The items of one kind, each in the first row that is free at its days."""
    taken: list[float] = []
    for item in items:
        shape = bar(panel, item)
        start = _at(shape.start)
        end = max(_at(shape.end), start + _LEAST)
        row = next((number for number, until in enumerate(taken) if until + 0.02 < start), len(taken))
        taken[row : row + 1] = [end]
        yield _Placed(item, shape, start, end, row)


def _colour(item: Item) -> str:
    if item.table == "elections":
        return _ELECTION
    return _VAGUE if item.when is not None and item.when.is_vague else _SURE


def _drawn(sheet: Sheet, start: float, end: float, middle: float, shape: Bar, colour: str) -> None:
    """A bar, and an arrow where it goes beyond the panel or its end is open."""
    if not shape.is_outside:
        sheet.box(start, middle - 0.04, end - start, 0.08, fill=colour, corner=0.02)
    for x, goes, way in ((start, shape.goes_back, -1), (end, shape.goes_on, 1)):
        if goes:
            sheet.shape([(x, middle - 0.065), (x + way * 0.1, middle), (x, middle + 0.065)], fill=colour)


def _at(place: float) -> float:
    return _LEFT + place * (_RIGHT - _LEFT)


def _told(panels: Sequence[Panel]) -> Iterator[str]:
    """The chart in sentences."""
    for panel in panels:
        dated = (f"{item.when.words}: {item.name}" for item in panel.placed if item.when is not None)
        yield f"{panel.name}. {'; '.join(dated)}"
        if panel.waiting:
            yield f"Without a date: {'; '.join(item.name for item in panel.waiting)}"
