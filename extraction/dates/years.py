"""Years and decades, and whether a bare number of four digits is one: what stands before and behind it decides."""

from extraction.dates import words as can
from extraction.dates.point import Point
from extraction.dates.words import Words, number
from extraction.tokens import BREAK, Tokens

JOINING = frozenset({".", "/", ":", ",", "@", "\\"})
"""Marks that join what stands close on both sides into one number or symbol."""
SPACED = frozenset({" ", "-"})
_STICKING_BEFORE = frozenset("/.:#№$€£+=@\\_,-")
"""Marks that make a number behind them part of a symbol, number or sum: "663/2019", "№2019", "1,2019"."""
_STICKING_AFTER = frozenset({*JOINING, "-", "_", "'", "/ "})
_RESOLUTIONS = 8
"""Documents in one list."""
_SHARES = ("%", "°", "‰")
_OPENING, _CLOSING = frozenset("(["), frozenset(")],;")


class Years:
    """Reads years and judges numbers that can be years."""

    def __init__(self, words: Words) -> None:
        self._year_words = words.phrases("year_words")
        self._decade_words = words.phrases("decade_words")
        self._has_articles = bool(words.data["articles"])

    def read(self, tokens: Tokens, first: int) -> Point | None:
        gaps, words = tokens.gaps, tokens.words
        roles = tokens.roles[first]
        year = number(roles)
        if gaps[first] == "-":
            following = tokens.roles[first + 1]
            if year % 10 == 0 and following & can.DECADE_SUFFIX:
                point = self.decade(tokens, first, first + 1)
                if point.is_certain:
                    return point
            two = number(following)
            if following & can.NUMBER and len(words[first + 1]) == 2 and 1 <= two <= min(12, year % 100):
                # 2019-06; 2010-12 is a range of years
                if gaps[first + 1] in JOINING or gaps[first + 1] == "-":
                    return None
                return Point(first, first + 1, tokens.end(first + 1), year, two)
        point = Point(first, first, tokens.end(first), year, is_certain=bool(roles & can.WHOLE))
        self.end(tokens, point)
        return point

    def end(self, tokens: Tokens, point: Point) -> None:
        """Take in the ending of a year and its word: «-го», «года», «г.»."""
        gaps, last = tokens.gaps, point.last
        if tokens.roles[last] & can.WHOLE:
            point.end += tokens.text[point.end : point.end + 1] == "."
            return
        if gaps[last] == "-" and tokens.roles[last + 1] & can.YEAR_SUFFIX:
            point.last = last = last + 1
            point.end = tokens.end(last)
            ahead = self.ahead(tokens, last)
            if point.year % 100:
                before = tokens.roles[point.first - 1] if point.first and gaps[point.first - 1] == " " else 0
                is_told = ahead != can.COUNTED or before & can.BEFORE_NUMBER > 0
            else:
                is_told = ahead in (can.FUNCTION, can.DATED)
            point.is_certain = point.is_certain or is_told
        if gaps[last] == " ":
            found = self._year_words.at(tokens, last + 1)
            if found is not None and gaps[found[0]] != "-":
                point.last, point.end, _ = found
                point.is_certain = True

    def has_word(self, tokens: Tokens, last: int) -> bool:
        """Whether a word for year follows."""
        return tokens.gaps[last] == " " and self._year_words.at(tokens, last + 1) is not None

    def decade(self, tokens: Tokens, first: int, last: int) -> Point:
        """1990s, «1990-е годы»; an ending that years have too makes a decade only before a word for years."""
        point = Point(first, last, tokens.end(last), number(tokens.roles[first]), is_decade=True)
        if last > first and tokens.roles[last] & can.YEAR_SUFFIX:
            point.is_certain = False
        found = self._decade_words.at(tokens, last + 1) if tokens.gaps[last] == " " else None
        if found is not None:
            point.last, point.end, _ = found
            point.is_certain = True
        return point

    def short_decade(self, tokens: Tokens, first: int) -> Point | None:
        """«90-е годы», of the last century; only with a word for years."""
        decade = number(tokens.roles[first])
        if decade % 10 or decade < 20 or tokens.gaps[first] != "-" or not tokens.roles[first + 1] & can.DECADE_SUFFIX:
            return None
        point = self.decade(tokens, first, first + 1)
        point.year = 1900 + decade
        is_plural = not tokens.roles[first + 1] & can.YEAR_SUFFIX
        is_decade = point.last > first + 1 or (is_plural and self._is_decade_told(tokens, first, first + 1))
        return point if is_decade else None

    def shortened(self, tokens: Tokens, first: int) -> Point | None:
        """The 90s, '90s: of the last century."""
        is_apart = first > 0 and tokens.gaps[first - 1].endswith("'")
        if not is_apart and not self._is_decade_told(tokens, first, first):
            return None
        return Point(first, first, tokens.end(first), 1900 + number(tokens.roles[first]), is_decade=True)

    def _is_decade_told(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether "90s" is a decade by what stands around: an article or preposition before it, and nothing counted."""
        before = tokens.roles[first - 1] if first and tokens.gaps[first - 1] == " " else 0
        is_told = before & can.ARTICLE if self._has_articles else before & (can.BEFORE_NUMBER | can.IN_YEAR)
        return bool(is_told) and self.ahead(tokens, last) == can.FUNCTION

    def is_counted(self, tokens: Tokens, point: Point) -> bool:
        return not point.is_certain and self.ahead(tokens, point.last) == can.COUNTED

    def ahead(self, tokens: Tokens, last: int) -> int:
        """What follows a number, up to four words on: COUNTED, DATED, FUNCTION (it is complete) or 0 (other words)."""
        gaps = tokens.gaps
        if gaps[last] != " ":
            return can.FUNCTION
        for index in range(last + 1, min(last + 5, len(gaps))):
            roles = tokens.roles[index]
            if roles & (can.COUNTED | can.DATED):
                return can.COUNTED if roles & can.COUNTED else can.DATED
            if roles & can.FUNCTION or gaps[index] not in SPACED:
                return can.FUNCTION if roles & (can.FUNCTION | can.CAPITAL) and index == last + 1 else 0
        return can.FUNCTION if tokens.roles[last + 1] & can.CAPITAL else 0

    def is_year(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether the number from one word to another, or a list or range of such numbers, is a year."""
        gap = tokens.gaps[first - 1] if first else BREAK
        behind = tokens.gaps[last]
        before = tokens.roles[first - 1] if gap in (" ", ", ", "-", "–") else 0
        if behind == "'" and tokens.roles[last + 1] & can.POSSESSIVE:
            return gap == " " and not before & (can.REFERENCE | can.QUANTIFIER)
        if behind in _STICKING_AFTER or behind.startswith(_SHARES):
            return False
        if gap[-1:] in _STICKING_BEFORE:  # «выборы-2019», but no "PC-2019"
            return gap == "-" and behind not in (" ", "-") and bool(before & can.DATED)
        ahead = self.ahead(tokens, last)
        is_number = before & (can.REFERENCE | can.QUANTIFIER) or (gap == " " and not before & can.LETTERS)
        has_year = behind == " (" and tokens.roles[last + 1] & can.YEAR and self._is_of_reference(tokens, last + 1)
        if is_number or has_year or ahead == can.COUNTED:
            return False
        is_range = tokens.gaps[first] in ("-", "–") and tokens.roles[first + 1] & (can.YEAR | can.NUMBER) > 0
        is_range = is_range or (tokens.gaps[first] == "/" and tokens.roles[first + 1] & can.YEAR > 0)
        is_labelled = behind == ": " and number(tokens.roles[first]) % 100 > 0  # "(2016: 74.5)"
        is_enclosed = gap[-1:] in _OPENING and (behind[:1] in _CLOSING or is_labelled)
        if is_enclosed and (self._is_of_symbol(tokens, first, gap) or self._is_of_reference(tokens, first)):
            return False
        is_apart = is_enclosed or (BREAK in gap and BREAK in behind)
        return (
            is_apart
            or is_range
            or ahead == can.DATED
            or (gap == " " and self._is_told(tokens, first, before, ahead))
            or self._ends_a_name(tokens, first, before, behind)
        )

    @staticmethod
    def _is_of_symbol(tokens: Tokens, first: int, gap: str) -> bool:
        """Whether a year in brackets belongs to a symbol: CDL-AD(2002)023."""
        before = tokens.words[first - 1]
        return gap in ("(", "[") and (before.isupper() or before.isdecimal())

    def _is_of_reference(self, tokens: Tokens, first: int) -> bool:
        """Whether a year in brackets belongs to a document's number: "resolutions 1325 (2000) and 2242 (2015)"."""
        at = first - 1
        for _ in range(_RESOLUTIONS):
            if at < 1 or not tokens.words[at].isdecimal() or tokens.gaps[at] != " (":
                return False
            at -= 1
            roles = tokens.roles[at]
            if roles & (can.AND | can.OR | can.REFERENCE) and not roles & can.DATED_REFERENCE:
                at -= 1
                roles = tokens.roles[at]
            if roles & can.DATED_REFERENCE:
                return True
            if not roles & can.YEAR or tokens.gaps[at][:1] != ")":
                return False
            at -= 1
        return False

    def begin(self, tokens: Tokens, first: int) -> int:
        """The word at which a year begins: its word, where that stands before it ("the year 2019")."""
        if first and tokens.gaps[first - 1] == " " and not tokens.taken[first - 1]:
            return first - bool(tokens.roles[first - 1] & can.BEFORE_YEAR)
        return first

    def _is_told(self, tokens: Tokens, first: int, before: int, ahead: int) -> bool:
        """A preposition, article or the word for year stands before it; a round number may be a count nevertheless."""
        is_round = number(tokens.roles[first]) % 100 == 0
        is_complete = ahead == can.FUNCTION
        if before & can.BEFORE_YEAR and not tokens.taken[first - 1]:
            return True
        if before & can.IN_YEAR:
            return is_complete or not is_round
        if before & can.BEFORE_NUMBER:
            return is_complete and (not is_round or bool(tokens.roles[first - 2] & can.DATED))
        return bool(before & can.ARTICLE) and tokens.gaps[first] == " " and not is_round

    def _ends_a_name(self, tokens: Tokens, first: int, before: int, behind: str) -> bool:
        """Whether it is the last of a name, or stands behind something dated: "Vienna, 2019", «выборы 2019»."""
        if behind == " ":
            return False
        is_round = number(tokens.roles[first]) % 100 == 0
        return bool(before & can.DATED) or (bool(before & can.CAPITAL) and not is_round)
