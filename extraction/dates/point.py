"""One date as its words say it, and which days there are."""

from calendar import monthrange
from dataclasses import dataclass

_LEAP_YEAR = 2000
_SHORTEST = 28
"""Days that every month has."""


@dataclass(slots=True)
class Point:
    """A date as written, from the word `first` to the word `last`; `end` is where it ends in the text."""

    first: int
    last: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    shift: int | None = None
    """How many years it lies from the year of another date, where the words say so ("of the same year": 0)."""
    is_certain: bool = True
    """It is a date wherever it stands; otherwise what stands around decides."""
    is_vague: bool = False
    is_decade: bool = False
    is_month_first: bool = False
    is_carried: bool = False
    """A day with the word for it and no month («11 числа»)."""
    needs: bool = False
    """A day that is nothing without the month of a neighbour."""
    is_impossible: bool = False
    """No day of the calendar: 31 June."""
    has_quote: bool = False
    """A quotation mark before it belongs to it: «9» июня."""
    own_month: bool = False
    own_year: bool = False

    @property
    def written(self) -> str:
        """As EDTF, with X for what is not known."""
        if self.is_decade:
            return f"{self.year // 10:03}X"
        year = f"{self.year:04}" if self.year else "XXXX"
        if not self.day:
            return f"{year}-{self.month:02}" if self.month else year
        return f"{year}-{self.month:02}-{self.day:02}" if self.month else f"{year}-XX-{self.day:02}"

    @property
    def grain(self) -> int:
        """1 for a year, 2 for a month, 3 for a day."""
        return 3 if self.day else 2 if self.month else 1


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day; an unknown year (0) may be a leap year."""
    return 1 <= month <= 12 and (1 <= day <= _SHORTEST or 1 <= day <= monthrange(year or _LEAP_YEAR, month)[1])
