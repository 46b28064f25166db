"""Runs of capitalized words that a name could lie in, and their parts."""

import re
from functools import cache

from extraction.persons.forms import Pattern
from extraction.persons.nominative import Role
from extraction.persons.words import (
    CAPITALIZED,
    COMPOUND,
    FAMILY,
    GIVEN,
    INITIAL,
    LOWER,
    NAME,
    NUMERAL,
    PARTICLE,
    PATRONYMIC,
    SURNAME,
    Flags,
)
from extraction.tokens import BREAK, Tokens

JOINS = frozenset({" ", "-", "'"})
"""Gaps inside a name."""

_LONGEST = 10
"""Words in a name, initials and particles counted."""

_AFTER_INITIAL = frozenset({".", ". ", ".-", " ", ".- "})
_HYPHENATED = frozenset({".-", ".- "})
"""Between the initials of one given name (Ж.-П.)."""

OPENING = frozenset({' "', " «", " '"})
_CLOSING = frozenset({'" ', "» ", "' "})
"""Round a nickname inside a name (Francisco "Lú-Olo" Guterres)."""

_SYLLABLE = 5
"""Letters of a lower-case syllable after a hyphen (Ban Ki-moon)."""

_INNER = 3
"""Letters of what stands behind an apostrophe inside a name, at least: one or two are an ending ('s, 'll)."""

_ENDS = ".!?…:;"


class Unit:
    """A part of a run: a word, or words joined by hyphens; its kind is a letter.

    I initial, G given name, P patronymic, F family name that comes first, p particle, q nickname, N numeral, C other.
    """

    __slots__ = ("first", "flags", "kind", "last")

    def __init__(self, first: int, last: int, kind: str, flags: int) -> None:
        self.first = first
        self.last = last
        self.kind = kind
        self.flags = flags


class Stretch:
    """A stretch with what is looked up about its words."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.count = len(tokens.words)
        self._seen: frozenset[str] | None = None

    def begins_sentence(self, index: int) -> bool:
        if not index:
            return True
        gap = self.tokens.gaps[index - 1]
        return BREAK in gap or any(mark in _ENDS for mark in gap)

    def opens_block(self, index: int) -> bool:
        return not index or BREAK in self.tokens.gaps[index - 1]

    def is_ordinary(self, index: int) -> bool:
        """Whether the stretch has the word in lower case, too."""
        if self._seen is None:
            self._seen = frozenset(self.tokens.words)
        return self.tokens.words[index].lower() in self._seen

    def is_bare(self, index: int) -> bool:
        """Whether a lone capitalized word may be a name: where its sentence begins, unless it is an ordinary word."""
        return not self.begins_sentence(index) or not self.is_ordinary(index)


class Runs:
    """Finds runs by the flags of their words."""

    def __init__(self, flags: Flags) -> None:
        self._flags = flags

    def end(self, tokens: Tokens, first: int) -> int:
        """Where the run that begins at a word ends."""
        words, gaps, taken, flags = tokens.words, tokens.gaps, tokens.taken, self._flags
        at, last = first, len(words) - 1
        while at < last and at - first < _LONGEST and not taken[at + 1]:
            gap, flag, following = gaps[at], flags[words[at]], flags[words[at + 1]]
            if flag & INITIAL and gap in _AFTER_INITIAL and (at > first or gap != " "):
                goes_on = bool(following & NAME) or self._leads_on(tokens, at + 1)
            elif gap == " " and not (flag & INITIAL and at == first):
                if following & PARTICLE and not following & INITIAL:
                    goes_on = self._leads_on(tokens, at + 1) or bool(following & CAPITALIZED)
                elif following & INITIAL:
                    goes_on = gaps[at + 1][:1] in (".", "'") or bool(at + 2 <= last and flags[words[at + 2]] & NAME)
                else:
                    goes_on = bool(following & (NAME | NUMERAL)) and not following & LOWER
            elif gap == "-":
                is_syllable = following & LOWER and not following & COMPOUND and len(words[at + 1]) <= _SYLLABLE
                goes_on = bool(following & (CAPITALIZED | INITIAL) or (at > first and is_syllable))
            elif flag & GIVEN and gap in OPENING:
                nickname = self._nickname_end(tokens, at + 1)
                at, goes_on = (nickname, True) if nickname else (at, False)
            elif gap == "'":
                goes_on = bool(following & CAPITALIZED) and len(words[at]) <= 2
                goes_on = goes_on or bool(following & LOWER and len(words[at + 1]) >= _INNER)  # Mata'afa
            else:
                break
            if not goes_on:
                break
            at += 1
        return at + 1

    def _nickname_end(self, tokens: Tokens, first: int) -> int:
        """The last word of a name in quotation marks that another part of the name follows; 0 where there is none."""
        for at in range(first, min(first + 3, len(tokens.words) - 1)):
            if tokens.gaps[at] in _CLOSING:
                return at if self._flags[tokens.words[at + 1]] & CAPITALIZED and not tokens.taken[at + 1] else 0
            if tokens.gaps[at] not in JOINS:
                return 0
        return 0

    def _leads_on(self, tokens: Tokens, at: int) -> bool:
        """Whether particles that begin here lead to a name (de la Cruz, al-Sisi)."""
        flags, words, last = self._flags, tokens.words, len(tokens.words) - 1
        for index in range(at, min(at + 3, last)):
            flag = flags[words[index]]
            if not flag & PARTICLE or tokens.gaps[index] not in JOINS or tokens.taken[index + 1]:
                return False
            if flags[words[index + 1]] & CAPITALIZED:
                return True
        return False

    def units(self, tokens: Tokens, first: int, end: int) -> list[Unit]:
        """The parts of a run."""
        words, gaps, flags = tokens.words, tokens.gaps, self._flags
        units: list[Unit] = []
        at = first
        while at < end:
            flag = flags[words[at]]
            last = at
            if at > first and gaps[at - 1] in OPENING:
                kind = "q"
                while gaps[last] not in _CLOSING:
                    last += 1
            elif flag & INITIAL and gaps[at] not in ("'", "-"):
                kind = "I"
                while last + 1 < end and gaps[last] in _HYPHENATED and flags[words[last + 1]] & INITIAL:
                    last += 1
            elif flag & PARTICLE and not (flag & (GIVEN | FAMILY)) and at + 1 < end:
                kind = "p"
            elif flag & NUMERAL:
                kind = "N"
            else:
                while last + 1 < end and gaps[last] in ("-", "'"):
                    last += 1
                kind = "P" if flag & PATRONYMIC else "G" if flag & GIVEN else "F" if flag & FAMILY else "C"
            units.append(Unit(at, last, kind, flags[words[last]] if last > at else flag))
            at = last + 1
        return units


def pattern_of(units: list[Unit], is_inflected: bool) -> Pattern:
    """What the words of a name are."""
    shape = "".join([unit.kind + "-" * (unit.last - unit.first) for unit in units])
    return _pattern(shape, bool(units[0].flags & SURNAME) or is_inflected)


@cache
def _pattern(shape: str, may_be_surname_first: bool) -> Pattern:
    """The pattern of a shape: a letter for each part, a hyphen for each further word in it."""
    units = re.findall(r"\w-*", shape)
    roles: list[Role] = []
    is_given: list[bool] = []
    is_hyphenated: list[bool] = []
    for unit, role in zip(units, _roles("".join(unit[0] for unit in units), may_be_surname_first), strict=True):
        further = len(unit) - 1
        inner: Role = "compound" if role in ("given", "surname") else role
        roles += [*[inner] * further, role]
        is_given += [role in ("given", "initial")] * (further + 1)
        is_hyphenated += [False, *[True] * further]
    return Pattern(tuple(roles), tuple(is_given), tuple(is_hyphenated))


def _roles(kinds: str, may_be_surname_first: bool) -> list[Role]:
    """What each part of a name is."""
    roles: list[Role] = ["initial" if kind == "I" else "patronymic" if kind == "P" else "fixed" for kind in kinds]
    named = [index for index, kind in enumerate(kinds) if kind in "CGF"]
    named = named or [index for index, kind in enumerate(kinds) if kind == "P"]
    given = _given(kinds, named, may_be_surname_first)
    surnames = [index for index in named if index not in given]
    for index in given:
        roles[index] = "given"
    for index in surnames:
        # a family name that stands first keeps its form (с Хун Сеном)
        is_declined = index == surnames[-1] and (kinds[index] != "F" or not given)
        roles[index] = "surname" if is_declined else "compound"
    return roles


def _given(kinds: str, named: list[int], may_be_last: bool) -> list[int]:
    """Which of the named parts are given names."""
    patronymic = next((index for index, kind in enumerate(kinds) if kind == "P" and index not in named), -1)
    of_named = "".join(kinds[index] for index in named)
    if patronymic >= 0:
        return [index for index in named if index == patronymic - 1]
    if len(named) < 2 or (kinds[0] == "I" and of_named[0] != "G"):
        return []
    if of_named[0] == "F":
        return named[1:]
    if of_named[-1] == "G" and of_named[0] == "C" and may_be_last:
        return named[-1:]
    count = 1
    while count < len(named) - 1 and of_named[count] == "G":
        count += 1
    return named[:count]
