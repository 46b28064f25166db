"""Dates and times: days, months, years, decades and ranges; what a date leaves out is taken from the nearest other.

A range is one mention. So are days or months in a list where the words share a month or year and each follows the one
before ("7 and 8 June", "April and May 2019"); "7 and 9 June" are two, the first with its month inferred.
"""

from collections.abc import Sequence

from extraction.dates import words as can
from extraction.dates.lists import AND, OR, TO, TO_NEXT, Unfinished, finished, groups, share
from extraction.dates.parts import Parts
from extraction.dates.phrases import Phrases
from extraction.dates.point import Point
from extraction.dates.times import Times
from extraction.dates.words import Words, number
from extraction.dates.years import Years
from extraction.mentions import Mention
from extraction.tokens import Keys, Tokens

_YEARS = can.YEAR | can.DECADE | can.SHORT_DECADE
_BEGINS = can.NUMBER | can.DAY | can.TENS | can.MONTH | can.HOUR | can.HOUR_WORD | can.VAGUE | can.WORD_YEAR | _YEARS
_TELLING = can.ORDINAL | can.VAGUE | can.AM | can.PM
"""Numbers with these need nothing behind them."""
_LINKS = can.TO | can.TO_NEXT | can.AND | can.OR
_AFTER_A_SPACE = _LINKS | can.MONTH | can.ROMAN | can.DAY_WORD | can.OF | can.TIME_WORD | can.ORDINAL | can.VAGUE
"""What follows a number and a space where a date or time begins with the number."""
_AFTER_A_GAP = {" ": _AFTER_A_SPACE, ", ": _BEGINS | _LINKS | can.WEEKDAY | can.BEFORE_DAY}
_COUNTING = can.NUMBER | can.DAY
_AFTER_A_WORD = _LINKS | can.TIME_WORD | can.HOUR_WORD | can.THOUSAND | can.MONTH | can.ORDINAL
"""What follows a number word and a space where a date or time begins with the word."""

_AFTER_AN_HOUR = can.TIME_WORD | can.HOUR_WORD | can.ZONE | can.TO | can.AND
_NO_TIME = frozenset({", ", "% ", "%", "/", "%) ", "%, ", "; "})
_TIMES = can.NUMBER | can.HOUR | can.HOUR_WORD
_CLOSE = frozenset({"-", "–", "/"})
_JOINED = frozenset({"-", "/", ".", ":", ","})
_DASHES = frozenset({"-", "–", " – ", " - ", "– ", " –", ".–", ".-"})
_LISTING = frozenset({" ", ", ", " & ", "/", " / "})
_JOINING = frozenset({*_CLOSE, *_JOINED, *_DASHES, *_LISTING, "» ", '" '})
"""Behind a number that may begin a date or time with what follows; most gaps end one."""
_MOST = 8
"""Dates that are read as one list."""
_LONGEST_SHORT = 60
"""Years that 2017–18 can span."""


class Dates:
    """Finds dates and times in one language."""

    def __init__(self, language: str, keys: Keys) -> None:
        self._words = words = Words(language, keys)
        self._years = Years(words)
        self._parts = Parts(words, self._years)
        self._times = Times(words)
        self._open_before = Phrases(keys, {0: words.data["open_before"]}, backward=True)
        self._open_after = words.phrases("open_after")
        self._open_after_from = words.phrases("open_after_from")

    def begins(self, word: str, key: str) -> bool:
        return bool(self._words[word] & _BEGINS)

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        found: list[Mention] = []
        gaps, taken, roles_of = tokens.gaps, tokens.taken, self._words.note(tokens)
        resume = 0
        for first in at:
            if first < resume or taken[first]:
                continue
            roles, gap = roles_of[first], gaps[first]
            if roles & can.HOUR_WORD and not self._is_promising(tokens, first, roles):
                continue
            is_bare = roles & _COUNTING and not roles & _TELLING and not roles_of[first - 1] & can.PAST
            if is_bare and not (roles_of[first + 1] & _AFTER_A_GAP[gap] if gap in _AFTER_A_GAP else gap in _JOINING):
                continue
            if roles & _TIMES and self._may_be_time(tokens, first, roles):
                times = self._times.read(tokens, first)
                if times:
                    found += times
                    continue
            points, links = self._list(tokens, first)
            if points:
                mentions = self._mentions(tokens, points, links)
                # numbers in a row without a month are not read again from each of them
                resume = first if mentions else points[-1].first
                found += mentions
        return found

    def _is_promising(self, tokens: Tokens, first: int, roles: int) -> bool:
        """Whether a number word may begin a date or time."""
        if tokens.gaps[first] not in (" ", "-") or first + 1 == len(tokens.words):
            return bool(first and tokens.roles[first - 1] & can.PAST)
        return bool(tokens.roles[first + 1] & _AFTER_A_WORD or tokens.roles[first - 1] & can.PAST)

    def _may_be_time(self, tokens: Tokens, first: int, roles: int) -> bool:
        """Whether a time may begin with a number, by what stands right behind it."""
        gap = tokens.gaps[first]
        if roles & (can.LETTERS | can.AM | can.PM):
            return True
        after = tokens.roles[first + 1]
        if gap == " ":
            if roles & can.HOUR and tokens.words[first][0] == "0":
                return True
            return bool(after & _AFTER_AN_HOUR or tokens.roles[first - 1] & can.PAST)
        if roles & can.YEAR:
            return gap in _DASHES and after & can.HOUR > 0
        return gap not in _NO_TIME and self._parts.numeric(tokens, first) is None

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        if not any(isinstance(mention, Unfinished) for mention in mentions):
            return mentions
        return finished(mentions)

    def _mentions(self, tokens: Tokens, points: list[Point], links: list[int]) -> list[Mention]:
        if points[0].is_impossible:
            tokens.take(points[0].first, points[0].last)
            return []
        if not links:
            points = self._certain(tokens, points)
            return [self._mention(tokens, points)] if points and not points[0].needs else []
        share(points, links)
        points = self._certain(tokens, points)
        is_between = bool(points) and tokens.roles[points[0].first - 1] & can.BETWEEN
        return [self._mention(tokens, group) for group in groups(points, links, is_between=bool(is_between))]

    def _list(self, tokens: Tokens, first: int) -> tuple[list[Point], list[int]]:
        """Dates that are linked to each other, from the one that begins at a word, and the links between them."""
        point = self._parts.read(tokens, first)
        if point is None or (point.needs and tokens.roles[first - 1] & can.REFERENCE):
            return [], []
        points, links = [point], list[int]()
        while len(points) < _MOST and not point.is_impossible:
            link = self._link(tokens, point)
            if link is None:
                break
            kind, at = link
            following = self._short_year(tokens, point, at) or self._parts.read(
                tokens, at, after_month=point.is_month_first
            )
            if following is None or following.is_impossible or not self._fits(tokens, point, kind, following):
                break
            following.is_month_first = following.is_month_first or (following.needs and point.is_month_first)
            points.append(following)
            links.append(kind)
            point = following
        return points, links

    def _link(self, tokens: Tokens, point: Point) -> tuple[int, int] | None:
        """What joins a date to the next: its kind, and the word at which that one begins."""
        gaps, at = tokens.gaps, point.last + 1
        gap = gaps[point.last][point.end - tokens.end(point.last) :]
        if gap in _DASHES or (gap == "/" and point.grain == 1):
            return TO, self._skipped(tokens, at)
        if gap not in _LISTING:
            return None
        kind = AND if gap != " " else 0
        for _ in range(2):
            roles = tokens.roles[at]
            if not roles & _LINKS or gaps[at] != " ":
                break
            kind = TO if roles & can.TO else AND if roles & can.AND else OR if roles & can.OR else TO_NEXT
            at += 1
        return (kind, self._skipped(tokens, at)) if kind else None

    def _skipped(self, tokens: Tokens, at: int) -> int:
        """The word behind a weekday and article: "7 June to [Friday] [the] 11th"."""
        if tokens.roles[at] & can.WEEKDAY and tokens.gaps[at] in (" ", ", "):
            at += 1
        return at + 1 if tokens.roles[at] & can.BEFORE_DAY and tokens.gaps[at] == " " else at

    def _short_year(self, tokens: Tokens, point: Point, at: int) -> Point | None:
        """The second year of 2017–18 and 2018/19."""
        if point.grain > 1 or at != point.last + 1 or tokens.gaps[at - 1] not in _CLOSE:
            return None
        if not tokens.roles[at] & can.NUMBER or len(tokens.words[at]) != 2 or tokens.gaps[at] in _JOINED:
            return None
        year = point.year - point.year % 100 + number(tokens.roles[at])
        year += 100 * (year < point.year)
        following = Point(at, at, tokens.end(at), year, is_certain=False)
        self._years.end(tokens, following)
        return following if year - point.year < _LONGEST_SHORT else None

    def _fits(self, tokens: Tokens, point: Point, kind: int, following: Point) -> bool:
        """Whether two linked dates are one list: a range, or dates of which one lacks what the other says."""
        if point.is_decade or following.is_decade:
            return False
        if following.needs and not point.needs:
            return point.is_month_first and self._is_day(tokens, point, kind, following)
        if point.needs or kind == TO_NEXT:
            return following.day == point.day + 1 if kind == TO_NEXT else following.day > 0
        if kind == TO:
            has_year = following.year or following.shift is not None
            return point.grain == following.grain or bool(point.year and has_year)
        is_complete = point.is_certain if point.grain == 1 else bool(point.year) or point.shift is not None
        return point.grain == following.grain and not is_complete

    def _is_day(self, tokens: Tokens, point: Point, kind: int, following: Point) -> bool:
        """Whether a number linked to "June 27" is a day, and not a count that follows."""
        if following.year or following.day == point.day + 1:
            return True
        gap, before = tokens.gaps[following.last], tokens.gaps[point.last]
        after = tokens.roles[following.last + 1]
        if before == ", ":
            return gap == " " and bool(after & can.AND)
        is_free = kind == TO or before in _CLOSE or gap != " " or bool(after & can.FUNCTION)
        return following.day > point.day and is_free

    def _certain(self, tokens: Tokens, points: list[Point]) -> list[Point]:
        """Those of linked dates, from the first on, which are dates by themselves or by what stands around."""
        first = points[0]
        if first.is_certain and not first.needs:
            return points
        if first.needs and len(points) == 1 and self._is_day_alone(tokens, first):
            first.needs, first.is_carried = False, True
        are_months = len(points) > 1 and all(point.grain == 2 for point in points)
        if are_months or any(point.is_certain and not point.needs for point in points):
            return points
        for count in range(len(points), 0, -1):
            last = points[count - 1]
            if last.needs:
                break
            if self._is_month(tokens, first) if last.month else self._years.is_year(tokens, first.first, last.last):
                return points[:count]
        return []

    def _is_day_alone(self, tokens: Tokens, point: Point) -> bool:
        """Whether an ordinal is a day of the month with none named: "on the 11th,", "Friday, the 11th,"."""
        at = point.first - 1
        before = tokens.roles[at]
        if not point.is_certain or at < 0 or tokens.gaps[point.last] == " ":
            return False
        if before & can.BEFORE_DAY and tokens.gaps[at] == " ":
            at -= 1
            before = tokens.roles[at]
            if before & can.BEFORE_ALONE:
                return True
        return bool(before & can.WEEKDAY) and tokens.gaps[at] in (" ", ", ")

    def _is_month(self, tokens: Tokens, point: Point) -> bool:
        """Whether "May" is a month: after a preposition or article."""
        if point.first == 0 or tokens.gaps[point.first - 1] != " ":
            return False
        is_short = tokens.roles[point.first] & can.SHORT
        return not is_short and bool(tokens.roles[point.first - 1] & can.BEFORE_MONTH)

    def _mention(self, tokens: Tokens, group: list[Point]) -> Mention:
        first, last = group[0], group[-1]
        begin = first.first
        if first.grain == 1 and not first.is_vague:
            begin = self._years.begin(tokens, begin)
        tokens.take(begin, last.last)
        value = first.written if first is last else f"{first.written}/{last.written}"
        if first is last and self._is_open(tokens, first):
            value += "/.."
        start, end = tokens.starts[begin] - first.has_quote, last.end
        if not (first.year and last.year):
            return Unfinished("date", start, end, value, shift=last.shift)
        has_month = first.grain == 1 or any(point.own_month for point in group)
        return Mention("date", start, end, value, not (has_month and any(point.own_year for point in group)))

    def _is_open(self, tokens: Tokens, point: Point) -> bool:
        """Whether the words say that it has no end: "starting from", «начиная с», "onwards"."""
        first, last = point.first, point.last
        if self._open_before.before(tokens, first):
            return True
        if tokens.gaps[last] not in (" ", ", "):
            return False
        if self._open_after.at(tokens, last + 1) is not None:
            return True
        found = self._open_after_from.at(tokens, last + 1) if tokens.roles[first - 1] & can.FROM else None
        return found is not None and tokens.gaps[found[0]] != " "
