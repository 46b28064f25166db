"""Claimed numbers of observers as a drawing."""

from collections.abc import Iterator, Sequence

from scripts.charts.drawings.canvas import BAND, FAINT, PAPER, Sheet, height_of, wrapped
from scripts.charts.drawings.notes import MARGIN, foot, head
from scripts.charts.observers import Count, Observed, Scale, scale

WIDTH, NAMES, NUMBERS = 8.6, 3.35, 1.3
"""Inches: the sheet, the column of names, the column of numbers."""

_LEFT, _RIGHT = MARGIN + NAMES + NUMBERS + 0.2, WIDTH - MARGIN - 0.35
_MARK = "#17487f"
_RANGE = "#5b93cb"


def draw(observed: Sequence[Observed], source: str) -> Sheet:
    """A row a claim: a dot for a number, a bar for what vague words allow, an arrow where they set no limit."""
    title = "How many observers, as claimed"
    shown = [election for election in observed if election.observers]
    sheet = Sheet(title, ". ".join(_told(shown)), WIDTH)
    under = "Observers of each election and group, in persons. Each row is one claim; claims stand side by side."
    y = _legend(sheet, head(sheet, title, under))
    drawn = scale(shown)
    top = y
    for election in shown:
        sheet.text(MARGIN, y + 0.2, election.name, size=9, style="bold")
        y += 0.36
        for number, count in enumerate(election.observers):
            y = _row(sheet, count, drawn, y, is_banded=number % 2 == 0)
        y += 0.08
    if shown:
        y = _axis(sheet, drawn, top, y)
    else:
        sheet.text(MARGIN, y + 0.2, "Nobody counts observers in this package.", style="italic", colour=FAINT)
        y += 0.4
    return foot(sheet, y, source)


def _legend(sheet: Sheet, y: float) -> float:
    middle, x = y + 0.08, MARGIN + 0.08
    _dot(sheet, x, middle)
    sheet.text(x + 0.14, middle, "an exact number", size=8)
    x += 1.4
    _bar(sheet, x, x + 0.4, middle)
    sheet.text(x + 0.48, middle, "what vague words allow", size=8)
    x += 2.25
    _bar(sheet, x, x + 0.4, middle, is_open_right=True)
    sheet.text(x + 0.55, middle, "no upper (or lower) limit", size=8)
    x += 2.35
    _ring(sheet, x + 0.05, middle)
    sheet.text(x + 0.2, middle, "about: no limits said", size=8)
    return y + 0.3


def _row(sheet: Sheet, count: Count, drawn: Scale, y: float, *, is_banded: bool) -> float:
    indent = 0.18 * min(count.depth, 4)
    words = wrapped(count.who, NAMES - indent - 0.1, size=8, lines=4)
    says = wrapped(f"says {count.says}" if count.says else "asserter not named", NAMES - indent - 0.1, size=7, lines=3)
    height = height_of(words, 8) + height_of(says, 7) + 0.12
    if is_banded:
        sheet.box(MARGIN, y, sheet.width - 2 * MARGIN, height, fill=BAND)
    sheet.text(MARGIN + 0.05 + indent, y + 0.07, words, size=8, down="top")
    sheet.text(MARGIN + 0.05 + indent, y + 0.07 + height_of(words, 8), says, size=7, colour=FAINT, down="top")
    number = wrapped(count.words, NUMBERS, size=8, style="bold", lines=2)
    sheet.text(_LEFT - 0.22, y + height / 2, number, size=8, style="bold", across="right")
    for tick in drawn.ticks:
        sheet.line((_at(drawn, tick), y), (_at(drawn, tick), y + height), thick=0.5)
    _mark(sheet, count, drawn, y + height / 2)
    return y + height


def _mark(sheet: Sheet, count: Count, drawn: Scale, middle: float) -> None:
    if count.lower is None and count.upper is None:
        if count.value is not None:
            _ring(sheet, _at(drawn, count.value), middle)
        return
    if count.is_exact:
        _dot(sheet, _at(drawn, count.lower or 0), middle)
        return
    start = _LEFT if count.lower is None else _at(drawn, count.lower)
    end = _RIGHT + 0.12 if count.upper is None else _at(drawn, count.upper)
    _bar(sheet, start, end, middle, is_open_left=count.lower is None, is_open_right=count.upper is None)


def _bar(
    sheet: Sheet, start: float, end: float, middle: float, *, is_open_left: bool = False, is_open_right: bool = False
) -> None:
    """A bar with a tick at an end that the words set, and an arrow at one that they leave open."""
    sheet.box(start, middle - 0.045, end - start, 0.09, fill=_RANGE)
    for x, is_open, way in ((start, is_open_left, -1), (end, is_open_right, 1)):
        if is_open:
            tip = (x + way * 0.1, middle)
            sheet.shape([(x, middle - 0.085), tip, (x, middle + 0.085)], fill=_RANGE)
        else:
            sheet.box(x - 0.014, middle - 0.08, 0.028, 0.16, fill=_MARK)


def _dot(sheet: Sheet, x: float, middle: float) -> None:
    sheet.box(x - 0.055, middle - 0.055, 0.11, 0.11, fill=_MARK, corner=0.055)


def _ring(sheet: Sheet, x: float, middle: float) -> None:
    sheet.box(x - 0.065, middle - 0.065, 0.13, 0.13, fill=PAPER, edge=_MARK, corner=0.065, is_dashed=True, thick=1.3)


def _axis(sheet: Sheet, drawn: Scale, top: float, y: float) -> float:
    for tick in drawn.ticks:
        for edge in (top, y):
            sheet.text(_at(drawn, tick), edge + 0.12, f"{tick:,}", size=7.5, colour=FAINT, across="center")
    sheet.line((_LEFT, y), (_RIGHT, y), thick=0.9)
    middle = (_LEFT + _RIGHT) / 2
    sheet.text(middle, y + 0.3, "observers (persons), logarithmic scale", size=8, across="center")
    return y + 0.42


def _at(drawn: Scale, number: float) -> float:
    return _LEFT + drawn.at(number) * (_RIGHT - _LEFT)


def _told(observed: Sequence[Observed]) -> Iterator[str]:
    """The chart in sentences."""
    for election in observed:
        counts = "; ".join(
            f"{count.who}: {count.words}{f', says {count.says}' if count.says else ''}" for count in election.observers
        )
        yield f"{election.name}. {counts}"
