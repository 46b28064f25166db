"""Dates as EDTF (ISO 8601-2): days, months, years, decades, intervals, open ends, `~` `?` `%`; first and last day.

Why not the `edtf` package: it reads no open intervals.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_DECADE = re.compile(r"(?P<decade>\d{3})X\Z", re.ASCII)
_UNKNOWN = re.compile(r"XXXX-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|XX-(?P<only_day>\d\d))\Z", re.ASCII)
_LEAP_YEAR = 2000
_PART = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<qualifier>[~?%]?)\Z", re.ASCII)


class DateError(ValueError):
    """Not a date as EDTF; the message says why."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """First and last day that a date allows; None where it is open or unknown."""

    first: date | None
    last: date | None


def parse(edtf: str) -> DateRange:
    """Read an EDTF date.

    Args:
        edtf: `2019-06-09`, `2019-06`, `2019`, `2018~`, `2019-05-11/2019-06-08`, `2017/..`, `/2019`, `199X`,
            `XXXX-06-27`.

    Raises:
        DateError: no such form, no such day, or an interval that ends before it begins.
    """
    if edtf.count("/") > 1:
        raise DateError(f"{edtf!r} has more than one '/'")
    first, slash, last = edtf.partition("/")
    if not slash:
        return _part(edtf)
    start = DateRange(None, None) if first in ("", "..") else _part(first)
    end = DateRange(None, None) if last in ("", "..") else _part(last)
    if first in ("", "..") and last in ("", ".."):
        raise DateError(f"{edtf!r} is open at both ends")
    if start.first is not None and end.last is not None and start.first > end.last:
        raise DateError(f"{edtf!r} ends before it begins")
    return DateRange(start.first, end.last)


def _part(text: str) -> DateRange:
    match = _PART.match(text)
    if match is None and (_DECADE.match(text) or _UNKNOWN.match(text)):
        return _incomplete(text)
    if match is None:
        raise DateError(f"{text!r} is no day, month or year (YYYY-MM-DD, YYYY-MM or YYYY)")
    year = int(match["year"])
    try:
        if match["day"]:
            whole_day = date(year, int(match["month"]), int(match["day"]))
            return DateRange(whole_day, whole_day)
        if match["month"]:
            month = int(match["month"])
            return DateRange(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return DateRange(date(year, 1, 1), date(year, 12, 31))
    except (ValueError, IndexError) as error:
        raise DateError(f"{text!r} is no day of the calendar") from error


def _incomplete(text: str) -> DateRange:
    """A decade; or a month or day of an unknown year, which allows any of them."""
    if match := _DECADE.match(text):
        first, last = _part(match["decade"] + "0"), _part(match["decade"] + "9")
        return DateRange(first.first, last.last)
    match = _UNKNOWN.match(text)
    assert match is not None
    day = match["day"] or match["only_day"] or "01"
    _part(f"{_LEAP_YEAR}-{match['month'] or '01'}-{day}")
    return DateRange(None, None)
