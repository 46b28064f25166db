"""Years in words: «две тысячи двадцать первого года», "two thousand and eleven", "nineteen ninety-one"."""

from extraction.dates import words as can
from extraction.dates.point import Point
from extraction.dates.words import YEARS, Words
from extraction.dates.years import Years
from extraction.lexicon import lexicon
from extraction.tokens import Tokens

_LONGEST = 7
"""Words of a year."""


class WordYears:
    """Reads a year in words."""

    def __init__(self, words: Words, years: Years) -> None:
        numbers = lexicon(words.language, "numbers")
        keys = words.key_of
        self._key_of = keys
        self._years = years
        self._joiners = frozenset(map(keys.__getitem__, numbers["joiners"]))
        self._cardinals = {
            keys[word]: int(value)
            for name in ("hundreds", "tens", "ones")
            for value, forms in numbers[name].items()
            for word in forms
        }
        self._ordinals = {
            keys[stem + ending]: int(value)
            for row in (*numbers["ordinals"], *numbers["ordinal_thousands"])
            for stem, value in row["stems"].items()
            for ending in row["endings"]
        }

    def read(self, tokens: Tokens, first: int) -> Point | None:
        """A year that its form or the word for year shows to be one."""
        found = self._year(tokens, first)
        if found is None:
            return None
        point, is_ordinal, is_pair = found
        if is_ordinal:
            self._years.end(tokens, point)
        elif tokens.roles[first - 1] & can.BEFORE_YEAR and tokens.gaps[first - 1] == " ":
            point.is_certain = True
        elif is_pair and tokens.gaps[point.last] != "-" and self._years.ahead(tokens, point.last) == can.FUNCTION:
            point.is_certain = bool(tokens.roles[first - 1] & (can.IN_YEAR | can.BEFORE_NUMBER))
        return point if point.is_certain else None

    def after_month(self, tokens: Tokens, first: int) -> Point | None:
        """The year in words right after a day or month."""
        found = self._year(tokens, first)
        if found is None:
            return None
        self._years.end(tokens, found[0])
        return found[0]

    def _year(self, tokens: Tokens, first: int) -> tuple[Point, bool, bool] | None:
        """A year, whether it is an ordinal, and whether it is two pairs of digits ("nineteen ninety-one")."""
        total = group = 0
        rest, at, last = 1000, first, first - 1
        is_ordinal = is_pair = False
        while at < min(first + _LONGEST, len(tokens.words)) and not is_ordinal:
            if last >= first and tokens.gaps[at - 1] not in (" ", "-"):
                break
            key = self._key_of[tokens.words[at]]
            if tokens.roles[at] & can.THOUSAND and not total and group < 3:
                total, group, rest = (group or 1) * 1000, 0, 1000
            elif key in self._joiners and total and not group:
                at += 1
                continue
            elif key in self._ordinals or key in self._cardinals:
                is_ordinal = key in self._ordinals
                value = self._ordinals[key] if is_ordinal else self._cardinals[key]
                if not total and group in can.CENTURIES and 10 <= value < 100:
                    total, group, is_pair, rest = group * 100, 0, True, 100
                if not 0 < value < rest and not (is_ordinal and at == first):
                    break
                group += value
                rest = 100 if value >= 100 else 10 if value >= 20 and value % 10 == 0 else 1
            else:
                break
            last = at
            at += 1
        year = total + group
        if last < first or year not in YEARS or not (total or is_ordinal):
            return None
        return Point(first, last, tokens.end(last), year, is_certain=False), is_ordinal, is_pair
