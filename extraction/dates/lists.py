"""Dates that stand together: what they share, which of them are one range, and what the rest of the document tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extraction.dates.point import Point, is_day
from extraction.mentions import Mention

TO, TO_NEXT, AND, OR = range(1, 5)
"""Links between two dates: a range, of two days that follow each other, a list, a choice."""

_REMEMBERED = 1 << 12
"""Dates of which it is remembered what they say."""

_YEAR, _MONTH = "XXXX", "-XX-"
"""What is left out (EDTF)."""


@dataclass(slots=True)
class Unfinished(Mention):
    """A date that lacks its year, or month and year.

    `shift` is how far it lies from the current year where words say so ("of this year"), None where they say nothing.
    """

    shift: int | None = None


def share(points: list[Point], links: list[int]) -> None:
    """Give linked dates each other's months and years: "27-29 June 2017", "30 December – 2 January 2020"."""
    pairs = [(before, link, after) for (before, after), link in zip(pairwise(points), links, strict=True)]
    for before, _, after in pairs:
        if after.needs and before.is_month_first and is_day(before.year, before.month, after.day):
            after.month, after.needs = before.month, False
    for before, link, after in reversed(pairs):
        _take_from_next(before, link, after)
    for before, link, after in pairs:
        lacks = after.grain > 1 and not after.year and after.shift is None
        if lacks and before.year and (link == TO or not after.own_month):
            is_later = (before.month, before.day) <= (after.month, after.day)
            after.year = before.year if is_later else before.year + 1


def _take_from_next(before: Point, link: int, after: Point) -> None:
    if before.needs:
        is_told = not after.needs and (after.is_carried or is_day(after.year, after.month, before.day))
        if is_told and (link > TO_NEXT or before.day < after.day):
            before.month, before.year, before.shift = after.month, after.year, after.shift
            before.is_carried, before.needs = after.is_carried, False
    elif before.grain > 1 and not before.year and before.shift is None:
        before.year, before.shift = after.year, after.shift
        if after.year and link != OR and (before.month, before.day) > (after.month, after.day):
            before.year -= 1


def groups(points: list[Point], links: list[int], *, is_between: bool) -> Iterator[list[Point]]:
    """Linked dates as mentions: those of a range together, others alone. `is_between`: "between" stands before them."""
    at = 0
    while at < len(points):
        is_pair = at + 1 < len(points) and (links[at] in (TO, TO_NEXT) or (is_between and at == 0 and links[0] == AND))
        if points[at].needs:
            last = at
        elif is_pair and _is_range(points[at], points[at + 1]):
            last = at + 1
            yield points[at : at + 2]
        else:
            last = _end_of_list(points, links, at)
            if last > at and all(_follows(*pair) for pair in pairwise(points[at : last + 1])):
                yield [points[at], points[last]]
            else:
                yield from ([point] for point in points[at : last + 1])
        at = last + 1


def _end_of_list(points: list[Point], links: list[int], first: int) -> int:
    """The last of the dates that share a month or year in words."""
    last = first
    while last + 1 < len(points) and links[last] == AND and _shares(points[last], points[last + 1]):
        if last + 1 < len(links) and links[last + 1] <= TO_NEXT:
            break
        last += 1
    return last


def _is_range(before: Point, after: Point) -> bool:
    if after.needs or bool(before.year) != bool(after.year):
        return False
    if before.year or before.is_carried:
        return _order(before) < _order(after)
    return before.grain == after.grain and _order(before) != _order(after)


def _order(point: Point) -> tuple[int, int, int]:
    return point.year, point.month, point.day


def _shares(before: Point, after: Point) -> bool:
    if before.grain != after.grain or before.needs or after.needs:
        return False
    if before.day:
        return before.month == after.month and not (before.own_month and after.own_month)
    return before.month > 0 and not before.own_year and (after.own_year or not after.year)


def _follows(before: Point, after: Point) -> bool:
    return before.day + 1 == after.day if before.day else before.month % 12 + 1 == after.month


def finished(mentions: list[Mention]) -> list[Mention]:
    """All mentions; what a date leaves out is taken from elsewhere in the document.

    The year of a day is that of the same day where the document writes it in full; else that of the nearest date before
    it; else that of the nearest after it which has a month, since a bare year may be that of an event long past.
    """
    dates = [mention.value for mention in mentions if mention.kind == "date"]
    whole = [value for value in dates if _month(value)]
    year = next(filter(None, map(_year, whole)), "")
    month = next(filter(None, map(_month, whole)), "")
    days = {part[4:]: part[:4] for value in reversed(dates) for part in value.split("/") if _is_whole_day(part)}
    found = []
    for written in mentions:
        mention = written
        if isinstance(written, Unfinished):
            same_day = days.get(written.value[4:10]) if written.shift is None else None
            mention = _finished(written, same_day or year, month)
        if mention.kind == "date":
            year, month = _year(mention.value) or year, _month(mention.value) or month
        found.append(mention)
    return found


@lru_cache(_REMEMBERED)
def _is_whole_day(part: str) -> bool:
    return len(part) == len("2019-06-09") and part[:4].isdecimal() and part[5:7].isdecimal()


def _finished(mention: Unfinished, year: str, month: str) -> Mention:
    value = mention.value
    needed = month[5:] if _MONTH in value else ""
    source = month[:4] if _MONTH in value else year
    if _MONTH in value and needed:
        value = value.replace(_MONTH, f"-{needed}-")
    if source.isdecimal():
        known = value.replace(_YEAR, f"{int(source) + (mention.shift or 0):04}")
        first, slash, last = known.partition("/")
        if slash and last[:1].isdigit() and first > last:  # December to January
            last = f"{int(last[:4]) + 1:04}{last[4:]}"
        known = first + slash + last
        if all(map(_is_known_day, known.split("/"))):
            value = known
    return Mention("date", mention.start, mention.end, value, is_inferred=value != mention.value)


def _is_known_day(part: str) -> bool:
    return len(part) < 10 or is_day(int(part[:4]), int(part[5:7]), int(part[8:]))


@lru_cache(_REMEMBERED)
def _year(value: str) -> str:
    """The last year in a date, "" where it has none."""
    return next((part[:4] for part in reversed(value.split("/")) if part[:4].isdecimal()), "")


@lru_cache(_REMEMBERED)
def _month(value: str) -> str:
    """The last month in a date, as `2019-06` or `XXXX-06`."""
    return next((part[:7] for part in reversed(value.split("/")) if part[5:7].isdecimal()), "")
