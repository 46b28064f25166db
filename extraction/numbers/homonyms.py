"""Words that are numbers only in some places: "one", «несколько», «сорока», "first"."""

from collections.abc import Mapping
from typing import Any

from extraction.numbers.counted import Counted, Units
from extraction.numbers.digits import Numeral
from extraction.numbers.phrasing import key_after, key_before, phrase_end, phrases
from extraction.tokens import BREAK, Keys, Tokens

_NUMBER_OF_NAME = 4
"""Digits of a number in a name."""

_QUOTES = frozenset({"«", "»", '"'})


class Homonyms:
    """Tells by the words around whether a number word is one."""

    def __init__(self, data: Mapping[str, Any], keys: Keys, units: Units) -> None:
        self.keys = keys
        self.units = units
        self.of = frozenset(data["of"])
        self.ones = frozenset(data["ones"].get("1", ()))
        self.one_after = frozenset(data["one_after"])
        self.one_in = frozenset(data["one_in"])
        self.one_before = frozenset(data["one_before"])
        self.homographs = {word: frozenset(needed) for word, needed in data["homographs"].items()}
        self.homographs_after = {word: frozenset(before) for word, before in data["homographs_after"].items()}
        self.no_count_before = frozenset(data["no_count_before"])
        self.adverbs = frozenset(data["adverbs"])
        self.openers = frozenset(data["openers"])
        self.no_ordinal_before = phrases(data["no_ordinal_before"])
        self.no_ordinal_after = frozenset(data["no_ordinal_after"])

    def is_count(self, tokens: Tokens, numeral: Numeral, own: Counted | None, *, is_qualified: bool) -> bool:
        """Whether a number counts; `own` is the noun after it."""
        first, last = numeral.first, numeral.last
        following = key_after(tokens, self.keys, last)
        if following in self.no_count_before:
            return False
        if numeral.needs_unit:
            return own is not None or following in self.of or (is_qualified and numeral.denominator > 0)
        if not numeral.in_words or first != last:
            return True
        key = self.keys[tokens.words[first]]
        if key in self.ones:
            is_known = own is not None and (not own.is_open or own.name in self.units.nouns)
            return is_known and following not in self.one_before and not self.is_pronoun(tokens, first)
        is_told = is_qualified or key_before(tokens, self.keys, first) in self.homographs_after.get(key, ())
        if key in self.homographs and not is_told:
            needed = self.homographs[key]
            return self.units.after(tokens, last, number=numeral.agreeing, grammemes=needed) is not None
        return numeral.mantissa > 0 or own is not None

    def is_pronoun(self, tokens: Tokens, index: int) -> bool:
        """Whether "one" is a pronoun for certain: "no one", "one of the"."""
        if self.keys[tokens.words[index]] not in self.ones:
            return False
        if key_before(tokens, self.keys, index) in self.one_after:
            return True
        return key_after(tokens, self.keys, index) in self.of

    def share_number(self, tokens: Tokens, index: int, *, is_told: bool) -> int:
        """The word after "one in" or "three out of every", where "one in ten" says a share; else -1.

        `is_told`: also without "every".
        """
        at = index
        while at < index + 2 and key_after(tokens, self.keys, at) in self.of:
            at += 1
        is_told = is_told and at == index
        if at == index and key_after(tokens, self.keys, at) in self.one_in:
            at += 1
        if at > index and key_after(tokens, self.keys, at) in self.no_ordinal_after:
            is_told, at = True, at + 1
        following = at + 1
        return following if at > index and is_told and tokens.gaps[at] == " " and following < len(tokens.words) else -1

    def is_in_name(self, tokens: Tokens, index: int) -> bool:
        """Whether digits end a name: "a Boeing 737", «Радио 4»."""
        gap = tokens.gaps[index - 1] if index else ""
        if len(tokens.words[index]) > _NUMBER_OF_NAME or not tokens.words[index].isdecimal():
            return False
        if gap == " " and tokens.gaps[index][:1] in _QUOTES:
            return any(tokens.gaps[place][-1:] in _QUOTES for place in range(max(index - 4, 0), index - 1))
        if gap not in (" ", "» ", '" ') or index < 2:
            return False
        is_inside = tokens.gaps[index - 2] in (" ", "-") or tokens.gaps[index - 2][-1:] in _QUOTES
        return is_inside and tokens.words[index - 1][:1].isupper() and tokens.words[index - 2] != ""

    def is_ordinal(self, tokens: Tokens, numeral: Numeral) -> bool:
        """Whether an ordinal is one, and neither a century nor an adverb."""
        first, last = numeral.first, numeral.last
        has_more = tokens.gaps[last] in (" ", "-") and last + 1 < len(tokens.words)
        if has_more and phrase_end(tokens, last + 1, self.no_ordinal_before, self.keys) >= 0:
            return False
        if key_before(tokens, self.keys, first) in self.no_ordinal_after:
            return False
        return not (numeral.in_words and first == last and self._is_adverb(tokens, first))

    def _is_adverb(self, tokens: Tokens, index: int) -> bool:
        """Whether an ordinal word enumerates ("Second, …") or says when ("was first held")."""
        is_first = not index or BREAK in tokens.gaps[index - 1] or tokens.words[index][:1].isupper()
        if is_first and tokens.gaps[index].startswith(","):
            return True
        before = key_before(tokens, self.keys, index)
        if self.keys[tokens.words[index]] not in self.adverbs or before in self.openers:
            return False
        is_possessed = bool(before) and index > 1 and tokens.gaps[index - 2] == "'"
        return not is_possessed and not (is_first and key_after(tokens, self.keys, index) not in self.openers)
