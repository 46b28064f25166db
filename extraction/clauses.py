"""What single words and gaps do in a sentence, one bit each, so that a clause is read by looking at few words.

The names of the bits that stand for words are those of the lists in a language's lexicon (`roles`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import or_

from extraction.phrases import ByWord
from extraction.tokens import BREAK, REMEMBERED, Keys, Tokens

STOP, HARD, COMMA, BLOCK = 1, 2, 4, 8
"""The gap before a word: a sentence may end, a clause ends, a comma, a block ends."""

_GAPS = STOP | HARD | COMMA | BLOCK
_STOPS = ".!?…"
_HARD = ";:–"
_FARTHEST = 24
"""Words of a role that a clause is followed for, on either side."""
_LISTED = 4
"""Words: how long a member of a list may be."""


def bits(names: Iterable[str]) -> dict[str, int]:
    """A bit for each role."""
    return {name: 16 << number for number, name in enumerate(names)}


class Roles(dict[str, int]):
    """Word → the bits of its roles."""

    def __init__(self, listed: Mapping[str, Sequence[str]], named: Mapping[str, int], keys: Keys) -> None:
        super().__init__()
        self._by_word = ByWord((word, named[name]) for name, words in listed.items() for word in words)
        self._key_of = keys

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        mask = 0
        if word:
            key = self._key_of[word]
            for bit in self._by_word.of(key):
                mask |= bit
            mask |= self.also(word, key)
        self[word] = mask
        return mask

    def also(self, word: str, key: str) -> int:
        """Bits of a word that no list gives."""
        return 0


class _GapBits(dict[str, int]):
    def __missing__(self, gap: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        found = 0
        if BREAK in gap:
            found = STOP | BLOCK
        elif any(mark in gap for mark in _STOPS) and (" " in gap):
            found = STOP
        elif any(mark in gap for mark in _HARD) and gap != "–":
            found = HARD
        if "," in gap:
            found |= COMMA
        self[gap] = found
        return found


_gap_bits = _GapBits()


@dataclass(frozen=True, slots=True)
class Signs:
    """The bits by which a clause is followed."""

    marked: int
    """Words with none of these are passed over."""
    abbreviation: int
    opener: int
    boundary: int
    relative: int
    coordinator: int
    finite: int
    listed: int
    """What the members of a list are known by."""
    aside: int


@dataclass(slots=True)
class Clause:
    """The words of a role on one side of a word, the nearest first, up to where its clause ends."""

    words: list[int]
    finite: int
    """How many of them stand between the word and the nearest finite verb."""
    phrase: int
    """How many of them stand in the same phrase: up to an "and" or comma before something new."""
    boundary: int = -1
    """The place in `Sentences.marks` of the word that the clause begins with, such as "that"."""


class Sentences:
    """A stretch of text as roles of words; `marks` are the words that have one, in order."""

    def __init__(self, tokens: Tokens, roles: Roles, signs: Signs) -> None:
        self.tokens = tokens
        self.signs = signs
        before = [STOP | BLOCK]
        before += map(_gap_bits.__getitem__, tokens.gaps)
        self.roles = list(map(or_, map(roles.__getitem__, tokens.words), before))
        marked = signs.marked | _GAPS
        self.marks = [index for index, role in enumerate(self.roles) if role & marked]

    def begins_sentence(self, index: int) -> bool:
        """Whether a sentence begins with a word."""
        role = self.roles[index]
        if not role & STOP:
            return False
        if role & BLOCK or not index:
            return True
        word = self.tokens.words[index - 1]
        is_abbreviated = (len(word) == 1 and not word.isdigit()) or self.roles[index - 1] & self.signs.abbreviation
        return not (is_abbreviated and self.tokens.gaps[index - 1].startswith("."))

    def left(self, number: int, first: int) -> Clause:
        """The words before `marks[number]`, in a sentence that begins at `marks[first]`."""
        roles, marks, signs = self.roles, self.marks, self.signs
        found: list[int] = []
        finite = phrase = -1
        for place in range(number - 1, max(first, number - _FARTHEST) - 1, -1):
            after = roles[marks[place + 1]]
            if after & HARD:
                break
            index = marks[place]
            if after & COMMA:
                if finite >= 0 or not self._is_listed(place):
                    break
                if after & signs.opener and phrase < 0:
                    phrase = len(found)
            role = roles[index]
            if role & signs.boundary and not self._joins(index):
                return Clause(found, _or_all(finite, found), _or_all(phrase, found), place)
            if role & signs.coordinator:
                if finite >= 0:
                    break
                if phrase < 0 and roles[index + 1] & signs.opener:
                    phrase = len(found)
            found.append(index)
            if finite < 0 and role & signs.finite:
                finite = len(found)
        return Clause(found, _or_all(finite, found), _or_all(phrase, found))

    def right(self, number: int) -> Clause:
        """The words after `marks[number]`; a relative clause is passed over, and what follows it looked at."""
        roles, marks, signs = self.roles, self.marks, self.signs
        found: list[int] = []
        finite = -1
        for place in range(number + 1, min(number + 1 + _FARTHEST, len(marks))):
            index = marks[place]
            role = roles[index]
            if role & HARD or (role & STOP and self.begins_sentence(index)):
                break
            if role & signs.boundary and not role & signs.relative and not self._joins(index):
                break
            found.append(index)
            if finite < 0 and role & signs.finite:
                finite = len(found)
        return Clause(found, _or_all(finite, found), len(found))

    def _joins(self, index: int) -> bool:
        """Whether a word that may begin a clause is but part of an "and": «а также»."""
        return index + 1 < len(self.roles) and bool(self.roles[index + 1] & self.signs.coordinator)

    def _is_listed(self, place: int) -> bool:
        """Whether a comma after `marks[place]`'s phrase parts members of a list, or an aside."""
        marks, roles, signs = self.marks, self.roles, self.signs
        after = marks[place + 1]
        sign = signs.listed | signs.aside
        for index in range(max(after - _LISTED, 0), after):
            if roles[index] & sign:
                return True
        return bool(roles[after] & signs.aside)


def _or_all(number: int, found: Sequence[int]) -> int:
    return len(found) if number < 0 else number
