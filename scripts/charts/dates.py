"""Dates with their precision: EDTF in words, and the days that it allows."""

import re
from dataclasses import dataclass
from datetime import date

from extraction.dates.edtf import parse

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""In English, whatever the machine speaks."""

_QUALIFIED = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "": ""}
_OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class When:
    """A date. `first`, `last`: the days that the words allow; None where they leave that end open.

    `is_day`: one day, known as such. `is_vague`: its ends are known no better than to a month, a year, or "about".
    """

    edtf: str
    first: date | None
    last: date | None

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first is not None and self.first == self.last

    @property
    def is_vague(self) -> bool:
        """Whether an end that is not open is known less well than to the day."""
        return any(not re.fullmatch(r"\d{4}-\d\d-\d\d", end) for end in self.edtf.split("/") if end not in _OPEN)

    @property
    def is_placed(self) -> bool:
        """Whether it has a place on a scale of days."""
        return self.first is not None or self.last is not None

    @property
    def words(self) -> str:
        """The date in English."""
        first, slash, last = self.edtf.partition("/")
        if not slash:
            return _spoken(first)
        if last in _OPEN:
            return f"from {_spoken(first)} on"
        if first in _OPEN:
            return f"until {_spoken(last)}"
        return _joined(_spoken(first).split(" "), _spoken(last).split(" "))


def when(edtf: str) -> When:
    """Read a date.

    Raises:
        DateError: it is no EDTF date.
    """
    days = parse(edtf)
    return When(edtf, days.first, days.last)


def span(first: date | None, last: date | None) -> When | None:
    """The time from one day to another, either of which may be unknown; None where both are."""
    if first is None and last is None:
        return None
    ends = ("" if first is None else first.isoformat(), "" if last is None else last.isoformat())
    return When(ends[0] if first == last else "/".join(ends), first, last)


def _joined(first: list[str], last: list[str]) -> str:
    """Two ends, the month or year that they share said once."""
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    start = first[: len(first) - shared]
    dash = "–" if len(start) == 1 and len(last) - shared == 1 else " – "
    return " ".join(start) + dash + " ".join(last)


def _spoken(part: str) -> str:
    """One end of a date."""
    qualifier = part[-1] if part[-1] in "~?%" else ""
    year, _, rest = part.removesuffix(qualifier).partition("-")
    month, _, day = rest.partition("-")
    named = [str(int(day))] if day.isdigit() else []
    named += [MONTHS[int(month) - 1]] if month.isdigit() else []
    if month == "XX" and named:
        named = ["day", *named, "of an unknown month and year"]
        return " ".join(named)
    if year.isdigit():
        named.append(year)
    elif year.endswith("X") and year[:3].isdigit():
        named.append(f"the {year[:3]}0s")
    else:
        named.append("of an unknown year" if named else "unknown")
    return _QUALIFIED[qualifier] + " ".join(named)
