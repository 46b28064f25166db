"""One date as written: its day, month and year, in any order, in digits or words; a part that is left out stays 0.

Ranges and lists of such dates are read in dates.py.
"""

from extraction.dates import words as can
from extraction.dates.phrases import Phrases
from extraction.dates.point import Point, is_day
from extraction.dates.word_years import WordYears
from extraction.dates.words import Words, number
from extraction.dates.years import JOINING, SPACED, Years
from extraction.tokens import BREAK, Tokens

_NUMERIC = frozenset({".", "/", "-", "–"})
_ROMAN = frozenset({".", "/", "-", " "})
_RANGE = frozenset({"-", "–", " – ", " - "})
_QUOTED = {"» ": "«", '" ': '"'}
_APOSTROPHE = " '"


class Parts:
    """Reads one date from its first word on."""

    def __init__(self, words: Words, years: Years) -> None:
        self._years = years
        data = words.data
        self._month_first = words.is_set("month_before_day")
        self._comma_before_year = words.is_set("comma_before_year")
        self._month_in_slashes = data["slashes"] == "month"
        self._vague = words.phrases("vague")
        self._word_years = WordYears(words, years)
        self._carried = Phrases(words.key_of, {int(years): phrases for years, phrases in data["carried_years"].items()})

    def read(self, tokens: Tokens, first: int, *, after_month: bool = False) -> Point | None:
        """The date that begins at a word; a day alone `needs` a month, be it one before (`after_month`)."""
        roles = tokens.roles[first]
        point = self._of_vague(tokens, first) if roles & can.VAGUE else None
        point = point or self._plain(tokens, first, roles, after_month=after_month)
        if point is not None:
            point.own_month, point.own_year = point.month > 0, point.year > 0
        return point

    def _plain(self, tokens: Tokens, first: int, roles: int, *, after_month: bool = False) -> Point | None:
        if roles & can.YEAR:
            return self.numeric(tokens, first) or self._years.read(tokens, first)
        if roles & can.DECADE:
            return self._years.decade(tokens, first, first)
        if roles & can.SHORT_DECADE:
            return self._years.shortened(tokens, first)
        if roles & can.MONTH:
            return self._of_month(tokens, first)
        point = None
        if roles & can.NUMBER and tokens.gaps[first] != " ":
            point = self.numeric(tokens, first) or self._years.short_decade(tokens, first)
        elif roles & can.NUMBER and tokens.roles[first + 1] & can.ROMAN:
            point = self._full(tokens, first)
        elif roles & can.WORD_YEAR:
            point = self._word_years.read(tokens, first)
        if point is None and roles & (can.DAY | can.TENS):
            point = self._of_day(tokens, first, after_month=after_month)
        return point

    def numeric(self, tokens: Tokens, first: int) -> Point | None:
        """A date in digits alone; without year only where the other end of a range has one."""
        return self._full(tokens, first) or self._without_year(tokens, first)

    def _full(self, tokens: Tokens, first: int) -> Point | None:
        """09.06.2019, 9.6.19, 09/06/2019, 2019-06-09; in Europe the day first, wherever it can be."""
        gaps = tokens.gaps
        mark = gaps[first]
        last = first + 2
        if last < len(gaps) and tokens.roles[first + 1] & can.ROMAN:
            return self._with_roman(tokens, first)
        if mark not in _NUMERIC or last >= len(gaps) or gaps[first + 1] != mark:
            return None
        roles = [tokens.roles[index] for index in (first, first + 1, last)]
        one, two, three = (number(role) for role in roles)
        if not roles[1] & can.NUMBER or gaps[last] in JOINING or (first and gaps[first - 1] in JOINING):
            return None
        if roles[0] & can.YEAR:
            year, month, day = one, two, three
            is_two_digits = len(tokens.words[first + 1]) == len(tokens.words[last]) == 2
            is_right = roles[2] & can.NUMBER > 0 and is_two_digits
        else:
            month, day = (one, two) if self._month_in_slashes and mark == "/" else (two, one)
            if mark == "/" and month > 12:
                month, day = day, month
            year = three
            is_right = roles[0] & can.NUMBER > 0 and roles[2] & (can.YEAR | can.NUMBER) > 0
            if roles[2] & can.NUMBER:
                is_right = is_right and mark != "–" and self._can_be_short(tokens, first)
                year = _full_year(year)
        if not is_right or not is_day(year, month, day):
            return None
        point = Point(first, last, tokens.end(last), year, month, day)
        if roles[2] & can.YEAR or tokens.gaps[last] == " ":
            self._years.end(tokens, point)
        return point

    def _with_roman(self, tokens: Tokens, first: int) -> Point | None:
        """27.III.2023, 5/VI-2020, 5 VI 2020."""
        gaps, last = tokens.gaps, first + 2
        day, month, year = (tokens.roles[index] for index in range(first, last + 1))
        if gaps[first] not in _ROMAN or gaps[first + 1] not in _ROMAN or not day & can.NUMBER:
            return None
        is_short = year & can.NUMBER and len(tokens.words[last]) == 2 and gaps[first] == gaps[first + 1] == "."
        if not (year & can.YEAR or is_short) or gaps[last] in JOINING:
            return None
        point = Point(first, last, tokens.end(last), number(year), number(month), number(day))
        if is_short:
            point.year = _full_year(point.year)
        self._years.end(tokens, point)
        return point if is_day(point.year, point.month, point.day) else None

    def _without_year(self, tokens: Tokens, first: int) -> Point | None:
        """The first end of 01.06–09.06.2019 and «01.06 по 09.06.2019»."""
        gaps, last = tokens.gaps, first + 1
        if gaps[first] != "." or last + 2 >= len(gaps):
            return None
        at = last + 2 if gaps[last] == gaps[last + 1] == " " and tokens.roles[last + 1] & can.TO else last + 1
        if at == last + 1 and gaps[last] not in _RANGE:
            return None
        month, day = (number(tokens.roles[index]) for index in (last, first))
        following = self._full(tokens, at) if tokens.roles[last] & can.NUMBER and at + 2 < len(gaps) else None
        if following is None or gaps[at] != "." or not is_day(0, month, day):
            return None
        return Point(first, last, tokens.end(last), 0, month, day)

    def _can_be_short(self, tokens: Tokens, first: int) -> bool:
        """Whether 9.6.19 can be a date: two digits each, or after a preposition; never at the start of a block."""
        if first == 0 or BREAK in tokens.gaps[first - 1] or len(tokens.words[first + 2]) != 2:
            return False
        if tokens.roles[first - 1] & (can.BEFORE_NUMBER | can.IN_YEAR) or self._years.has_word(tokens, first + 2):
            return True
        return all(len(tokens.words[index]) == 2 for index in range(first, first + 3))

    def _of_vague(self, tokens: Tokens, first: int) -> Point | None:
        found = self._vague.at(tokens, first)
        if found is None or tokens.gaps[found[0]] not in SPACED:
            return None
        at = found[0] + 1
        if tokens.roles[at] & can.BEFORE_DAY and tokens.gaps[at] == " ":
            at += 1
        point = self._plain(tokens, at, tokens.roles[at])
        if point is None or point.day or (point.year and not point.month and self._years.is_counted(tokens, point)):
            return None
        point.first, point.is_vague, point.is_certain = first, True, True
        return point

    def _of_day(self, tokens: Tokens, first: int, *, after_month: bool) -> Point | None:
        """9 June 2019, the 9th of June, «девятое июня», «11 числа»; or the day alone, which `needs` a month."""
        gaps = tokens.gaps
        day, last, is_ordinal = self._day(tokens, first)
        if not day:
            return None
        after = last + 1
        roles = tokens.roles[after] if gaps[last] in (" ", "-", "/") else 0
        if after_month and gaps[last] in (", ", " ") and tokens.roles[after] & can.YEAR:
            point = Point(first, last, tokens.end(last), day=day, needs=True)
            return self._with_year(tokens, point)
        is_carried = False
        if roles & can.DAY_WORD and gaps[last] == " ":
            is_carried, last, after = True, after, after + 1
            roles = tokens.roles[after] if gaps[last] == " " else 0
        for _ in range(2):
            if roles & can.OF and gaps[after] == " " and gaps[last] == " ":
                after += 1
                roles = tokens.roles[after]
        has_quote = gaps[last] in _QUOTED and first > 0 and gaps[first - 1][-1:] == _QUOTED[gaps[last]]
        if has_quote:
            roles = tokens.roles[after]
        if roles & can.MONTH:
            month = number(roles)
            point = Point(first, after, tokens.end(after), 0, month, day, has_quote=has_quote)
            point = self._with_year(tokens, point, self._stop(tokens, after, roles))
            point.is_impossible = not is_day(point.year, month, day)
            return point
        return Point(
            first,
            last,
            tokens.end(last),
            day=day,
            is_carried=is_carried,
            needs=not is_carried,
            is_certain=is_carried or is_ordinal,
        )

    def _day(self, tokens: Tokens, first: int) -> tuple[int, int, bool]:
        """The day that begins at a word, the word at which it ends, and whether it is an ordinal."""
        roles = tokens.roles[first]
        day = number(roles)
        if roles & can.TENS:
            if tokens.gaps[first] not in SPACED:
                return 0, first, False
            roles = tokens.roles[first + 1]
            day += number(roles)
            return (
                (day, first + 1, True)
                if roles & can.ORDINAL and roles & can.LETTERS and number(roles) < 10 and day <= 31
                else (0, first, False)
            )
        if tokens.gaps[first] == "-" and tokens.roles[first + 1] & can.DAY_SUFFIX:
            return day, first + 1, True
        return day, first, bool(roles & can.ORDINAL)

    def _of_month(self, tokens: Tokens, first: int) -> Point | None:
        """June 9, 2019; June 2019; or the month alone."""
        roles = tokens.roles[first]
        month = number(roles)
        stop = self._stop(tokens, first, roles)
        point = Point(first, first, tokens.end(first), 0, month, is_certain=not roles & (can.WEAK | can.SHORT))
        if self._month_first:
            found = self._day_after(tokens, first, stop)
            if found is not None:
                return found
        return self._with_year(tokens, point, stop)

    def _day_after(self, tokens: Tokens, first: int, stop: str) -> Point | None:
        gaps = tokens.gaps
        gap = gaps[first]
        if gap not in (" ", ", ", stop) or not gap:
            return None
        at = first + 1
        if tokens.roles[at] & can.BEFORE_DAY and gap == " " and gaps[at] == " ":
            at += 1
        if not tokens.roles[at] & (can.DAY | can.TENS):
            return None
        day, last, _ = self._day(tokens, at)
        month = number(tokens.roles[first])
        if not is_day(0, month, day) or gaps[last] in (".", ":", ",", "/") or gaps[last].startswith("%"):
            return None
        if gaps[last] == " " and tokens.roles[last + 1] & (can.UNIT | can.MONTH):
            return None
        point = Point(first, last, tokens.end(last), 0, month, day, is_month_first=True)
        point = self._with_year(tokens, point)
        is_count = tokens.roles[first - 1] & can.MONTH_ONLY and not point.year  # "in May 15 observers"
        return None if is_count or not is_day(point.year, month, day) else point

    def _stop(self, tokens: Tokens, index: int, roles: int) -> str:
        """The gap that a month's short form may have behind it: with a stop."""
        return ". " if roles & can.SHORT and tokens.gaps[index] == ". " else " "

    def _with_year(self, tokens: Tokens, point: Point, stop: str = " ") -> Point:
        """Take in the year behind a day or month: "9 June 2019", "June of 2019", "October of this year"."""
        gap, after = tokens.gaps[point.last], point.last + 1
        if self._take_year(tokens, point, gap, after, stop):
            return point
        if gap == " " and tokens.roles[after] & can.AFTER_MONTH:
            self._take_year(tokens, point, tokens.gaps[after], after + 1, stop)
        return point

    def _take_year(self, tokens: Tokens, point: Point, gap: str, at: int, stop: str) -> bool:
        roles = tokens.roles[at]
        if gap in (" ", ", "):
            found = self._carried.at(tokens, at)
            if found is not None:
                point.last, point.end, point.shift = found
                point.is_certain = True
                return True
        if roles & can.YEAR and gap in (" ", ", ", "-", stop):
            year = Point(at, at, tokens.end(at), number(roles), is_certain=bool(roles & can.WHOLE))
            self._years.end(tokens, year)
            if (
                gap == ", "
                and not year.is_certain
                and (not self._comma_before_year or self._years.is_counted(tokens, year))
            ):
                return False
            point.year = year.year
        elif roles & can.WORD_YEAR and gap in (" ", ", "):
            in_words = self._word_years.after_month(tokens, at)
            if in_words is None:
                return False
            year, point.year = in_words, in_words.year
        elif (
            roles & can.NUMBER
            and len(tokens.words[at]) == 2
            and (gap == _APOSTROPHE or (gap == "-" and point.day and tokens.gaps[point.first] == "-"))
        ):
            year = Point(at, at, tokens.end(at))
            point.year = _full_year(number(roles))
        else:
            return False
        point.last, point.end, point.is_certain = year.last, year.end, True
        return True


def _full_year(two_digits: int) -> int:
    """19 → 2019, 91 → 1991, as POSIX strptime reads %y."""
    return two_digits + (1900 if two_digits >= 69 else 2000)
