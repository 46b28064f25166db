"""Two numbers that are the ends of one range: "20–30", "from 20 to 30", «две-три тысячи», "five or six"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from extraction.numbers.digits import Numeral
from extraction.numbers.numerals import Numerals
from extraction.tokens import BREAK, Tokens

_BEFORE = 10
"""Words in which a verb of change may stand before "from 20 to 30"."""


class Range(NamedTuple):
    """The ends of a range, written, and the number that ends it."""

    low: str
    high: str
    upper: Numeral


class Ranges:
    """Finds the upper end of a range by the lexicon."""

    def __init__(self, data: Mapping[str, Any], numerals: Numerals) -> None:
        self.numerals = numerals
        self.keys = numerals.keys
        self.openers = {word: frozenset(links) for word, links in data["ranges"]["openers"].items()}
        self.links = frozenset(data["ranges"]["links"])
        self.alternatives = frozenset(data["ranges"]["alternatives"])
        self.connecting = (
            self.links
            | self.alternatives
            | frozenset(link for links in (*self.openers.values(), *data["change_openers"].values()) for link in links)
        )
        self.change_openers = {word: frozenset(links) for word, links in data["change_openers"].items()}
        self.change_targets = frozenset(data["change_targets"])
        self.change_words = tuple(data["change_words"])
        self.percents = {phrase.split()[0]: len(phrase.split()) for phrase in reversed(data["percent"])}

    def read(self, tokens: Tokens, low: Numeral) -> tuple[Range | None, int]:
        """The range that begins with a number; else the index of what something changed to from it, or -1."""
        index, link = self._upper(tokens, low)
        if index < 0:
            return None, -1
        found = self._range(tokens, low, index, link)
        if found is not None or not link:
            return found, -1
        opener = self._opener(tokens, low)
        is_change = link in self.change_openers.get(opener, ()) or link in self.openers.get(opener, ())
        return None, index if is_change else -1

    def after(self, tokens: Tokens, low: Numeral) -> Range | None:
        """The range that begins with a number."""
        index, link = self._upper(tokens, low)
        return self._range(tokens, low, index, link) if index >= 0 else None

    def _range(self, tokens: Tokens, low: Numeral, index: int, link: str) -> Range | None:
        if low.kind != "cardinal" or low.denominator or tokens.taken[index]:
            return None
        high = self.numerals.read(tokens, index)
        if high is None or high.kind != "cardinal" or high.denominator:
            return None
        if not link:
            following = self.numerals.forms.after(tokens, high.last, ("-", "–"))
            if following is not None and following.role == "digits":
                return None
        scaled = replace(low)
        if low.scale == 1 and high.scale > 1 and low.is_below(high) and self._is_small(low, high):
            scaled.multiply(high.scale)
        if not scaled.is_below(high) or not self._is_range(tokens, low, scaled, high, link):
            return None
        return Range(scaled.value, high.value, high)

    def _upper(self, tokens: Tokens, low: Numeral) -> tuple[int, str]:
        """The index of what may be the upper end, and the word before it ("" for a dash); -1 where there is none."""
        last, count = low.last, len(tokens.words)
        gap = tokens.gaps[last]
        if gap == " " and last + 2 < count:
            key = self.keys[tokens.words[last + 1]]
            if key in self.percents:
                last += self.percents[key]
                if last + 2 >= count or tokens.gaps[last] != " ":
                    return -1, ""
                key = self.keys[tokens.words[last + 1]]
            if key in self.connecting and tokens.gaps[last + 1] == " ":
                return last + 2, key
            return -1, ""
        plain = gap.strip(" %")
        if plain in ("-", "–") and last + 1 < count:
            return last + 1, ""
        if gap in ("% ", " % ") and last + 2 < count and tokens.gaps[last + 1] == " ":
            key = self.keys[tokens.words[last + 1]]
            return (last + 2, key) if key in self.connecting else (-1, "")
        return -1, ""

    def _opener(self, tokens: Tokens, low: Numeral) -> str:
        index = low.left - 1
        return self.keys[tokens.words[index]] if index >= 0 and tokens.gaps[index] == " " else ""

    @staticmethod
    def _is_small(low: Numeral, high: Numeral) -> bool:
        """Whether the upper end's scale is meant for the lower one, too: "2 to 3 million", not "500 to 1 million"."""
        return low.is_below(high, high.scale)

    def _is_range(self, tokens: Tokens, low: Numeral, scaled: Numeral, high: Numeral, link: str) -> bool:
        if not link:
            return True
        opener = self._opener(tokens, low)
        if link in self.openers.get(opener, ()):
            return not self.is_change(tokens, low.left - 1)
        if link in self.change_openers.get(opener, ()):
            return False
        if link in self.links:  # "fell by 5 points to 61 per cent"
            is_share = high.first > low.last + 2 or "%" in tokens.gaps[low.last]
            return not is_share or not self.is_change(tokens, low.left)
        if link not in self.alternatives:
            return False
        return high.mantissa - scaled.mantissa == scaled.scale if not (low.decimals or high.decimals) else False

    def is_change(self, tokens: Tokens, before: int) -> bool:
        """Whether a word of change stands shortly before a word, in its sentence."""
        for index in range(before - 1, max(before - 1 - _BEFORE, -1), -1):
            if ". " in tokens.gaps[index] or BREAK in tokens.gaps[index]:
                return False
            if self.keys[tokens.words[index]].startswith(self.change_words):
                return True
        return False
