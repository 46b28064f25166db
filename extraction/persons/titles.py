"""The words of office and courtesy beside a person's name, and what they tell of its case and its bearer's gender."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from extraction.morphology import morphology
from extraction.persons.nominative import Declension
from extraction.persons.words import (
    GIVEN,
    HALF,
    HONORIFIC,
    INITIAL,
    LINK,
    LOWER,
    MODIFIER,
    OFFICE,
    VERB,
    Flags,
    words_of,
)
from extraction.text import fold
from extraction.tokens import Keys, Tokens

BY_OTHERS = 1
"""Other matchers mark words by odd numbers."""

BY_PERSON = b"\2"
"""How a person's name marks the words it takes: an office is not looked for beyond them."""

_FARTHEST = 24
"""Words between an office and its holder's name ("Speaker of the Senate of the Parliament of …")."""

_REMEMBERED = 1 << 10

_LOWER = 6
"""Lower-case words among these."""

_INNER = frozenset({" ", "-", " – ", "/", " «", "» ", "'", ' "', '" ', " (", ") "})
_BEFORE_NAME = _INNER - {"-", "/", "'", " (", " «", ' "'} | {", "}


_BEFORE_TITLE = _INNER | {", "}


class Title(NamedTuple):
    """The words, and what they tell; `is_beside` where nothing stands between them and the name."""

    text: str
    cases: frozenset[str]
    gender: str
    is_beside: bool
    is_honorific: bool


class Titles:
    """Finds them."""

    def __init__(
        self, language: str, data: Mapping[str, Any], declension: Declension, keys: Keys, flags: Flags
    ) -> None:
        self._language = language
        self._other_parts = frozenset(data["other_parts"].split())
        self._declension = declension
        self._keys = keys
        self._flags = flags
        self._prepositions = frozenset(data["prepositions"])
        self._offices = words_of(data, "offices")
        self._male = words_of(data, "honorifics_male")
        self._female = words_of(data, "honorifics_female")
        self._honorifics = words_of(data, "honorifics") | self._male | self._female
        self._office_cases = self._cases(self._offices)
        self._honorific_cases = self._cases(self._honorifics)
        self._halves: dict[str, dict[str, tuple[str, frozenset[str]]]] = {
            first: {second: (said.split()[0], frozenset(said.split()[1:])) for second, said in halves.items()}
            for first, halves in data.get("honorific_halves", {}).items()
        }

    def before(self, tokens: Tokens, first: int) -> Title | None:
        """The title before the name whose first word is at an index."""
        at = first - 1
        if at < 0:
            return None
        honorific = self._honorific(tokens, at)
        if honorific is not None:
            at = honorific[1] - 1
        office = self._office(tokens, at, is_next=honorific is None)
        if office is None or (at >= 0 and tokens.gaps[at] == ", " and self._is_of_another(tokens, office[0])):
            return honorific[0] if honorific else None
        start, head = office
        last = self._last_of_compound(tokens, head)
        cases = self._office_cases(tokens.words[last])
        if cases and start:
            # "with the candidate for President X": the farther office may be the name's
            farther = self._office(tokens, start - 1, is_next=False)
            cases |= self._office_cases(tokens.words[farther[1]]) if farther else frozenset()
        text = fold(tokens.text[tokens.starts[start] : tokens.starts[at + 1]]).rstrip(" ,(")
        gender = honorific[0].gender if honorific else ""
        return Title(text, cases, gender, is_beside=last == first - 1, is_honorific=honorific is not None)

    def after(self, tokens: Tokens, last: int) -> Title | None:
        """The office after the name whose last word is at an index: a phrase between commas."""
        if tokens.gaps[last] != ", ":
            return None
        flags, words, count = self._flags, tokens.words, len(tokens.words)
        at = last + 1
        for at in range(last + 1, min(last + 8, count)):
            flag = flags[words[at]]
            if flag & OFFICE:
                break
            if not (flag & (MODIFIER | LINK | LOWER) or tokens.taken[at]) or tokens.gaps[at] not in _INNER:
                return None
        else:
            return None
        end = at
        while end + 1 < count and end < last + _FARTHEST and tokens.gaps[end] in _INNER:
            flag = flags[words[end + 1]]
            if flag & VERB:
                break
            if flag & INITIAL or (flag & GIVEN and not tokens.taken[end + 1]):
                return None  # the office of the next name
            end += 1
        start = last + 1
        while start < at and flags[words[start]] & LINK:
            start += 1
        cases = self._office_cases(words[at])
        return Title(_words(tokens, start, end), cases, "", is_beside=False, is_honorific=False)

    def _honorific(self, tokens: Tokens, at: int) -> tuple[Title, int] | None:
        flag = self._flags[tokens.words[at]]
        if not flag & (HONORIFIC | HALF) or tokens.gaps[at] not in (" ", ". "):
            return None
        key = self._keys[tokens.words[at]]
        if flag & HALF and at and tokens.gaps[at - 1] == "-":
            halves = self._halves.get(self._keys[tokens.words[at - 1]], {})
            if key in halves:
                gender, cases = halves[key]
                return Title(_words(tokens, at - 1, at), cases, gender, is_beside=True, is_honorific=True), at - 1
        if not flag & HONORIFIC:
            return None
        nominatives = self._declension.nominatives(key)
        gender = "m" if nominatives & self._male else "f" if nominatives & self._female else ""
        cases = self._honorific_cases(key)
        text = _words(tokens, at, at) + tokens.gaps[at].strip()
        return Title(text, cases, gender, is_beside=True, is_honorific=True), at

    def _office(self, tokens: Tokens, at: int, is_next: bool) -> tuple[int, int] | None:
        """Where a title that ends at an index begins, and its head."""
        words, gaps, taken, flags = tokens.words, tokens.gaps, tokens.taken, self._flags
        if at < 0 or gaps[at] not in (_BEFORE_NAME if is_next else _BEFORE_TITLE):
            return None
        if is_next and not taken[at] and self._keys[words[at]] in self._prepositions:
            return None
        lower = 0
        for _ in range(_FARTHEST):
            flag = flags[words[at]]
            if flag & OFFICE and not taken[at]:
                return self._whole(tokens, at)
            if not (taken[at] or flag & (LINK | MODIFIER)) and (flag & LOWER or not words[at]):
                lower = lower + 1 if words[at] and not flag & VERB and self._is_of_title(words[at]) else _FARTHEST
            at -= 1
            if lower > _LOWER or at < 0 or gaps[at] not in _INNER or taken[at + 1] == BY_PERSON[0]:
                break
        return None

    def _is_of_title(self, word: str) -> bool:
        """Whether a lower-case word may stand in a title: in a language with cases any noun or adjective may."""
        if not self._declension.cases:
            return False
        parses = morphology(self._language).parses(word)
        return not parses or parses[0].part_of_speech not in self._other_parts

    def _is_of_another(self, tokens: Tokens, start: int) -> bool:
        """Whether an office between commas goes with the name before it."""
        if start == 0 or tokens.gaps[start - 1] != ", ":
            return False
        return tokens.taken[start - 1] == BY_PERSON[0]

    def _whole(self, tokens: Tokens, at: int) -> tuple[int, int]:
        start = head = at
        while start and tokens.gaps[start - 1] in (" ", "-") and at - start < 6:
            flag = self._flags[tokens.words[start - 1]]
            if not flag & (OFFICE | MODIFIER):
                break
            start -= 1
            if flag & OFFICE:
                head = start
        return start, head

    def _last_of_compound(self, tokens: Tokens, head: int) -> int:
        while tokens.gaps[head] == "-" and self._flags[tokens.words[head + 1]] & OFFICE:
            head += 1
        return head

    def _cases(self, listed: frozenset[str]) -> Callable[[str], frozenset[str]]:
        """What tells the cases that a form of a listed word may have; it remembers."""

        @lru_cache(_REMEMBERED)
        def cases(word: str) -> frozenset[str]:
            key = self._keys[word]
            readings = self._declension.readings(key)
            return frozenset(one.case for one in readings if one.case and one.nominative(key) in listed)

        return cases


def _words(tokens: Tokens, first: int, last: int) -> str:
    return fold(tokens.text[tokens.starts[first] : tokens.end(last)])
