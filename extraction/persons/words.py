"""What a word may be in a person's name or beside it: one set of flags for each distinct word, found once."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from extraction.persons.nominative import Declension
from extraction.tokens import REMEMBERED, Keys

CAPITALIZED = 1
"""Could be part of a name."""
INITIAL = 2
GIVEN = 4
PATRONYMIC = 8
OFFICE = 16
HONORIFIC = 32
PARTICLE = 64
SURNAME = 128
"""Ends as surnames do."""
CAPITALS = 256
LABEL = 512
"""Before a letter, or a name without better evidence, it says that a thing bears it."""
VERB = 1024
LINK = 2048
NUMERAL = 4096
FAMILY = 8192
"""A family name that stands before the given name."""
EPONYM = 1 << 14
"""After a name it says that a thing bears it."""
MODIFIER = 1 << 15
LOWER = 1 << 16
HALF = 1 << 17
"""The end of an honorific, after a hyphen («г-н»)."""
MEMORIAL = 1 << 19
"""Before a name, even of a known person, it says that a thing bears it."""
COMPOUND = 1 << 18
"""After a hyphen it is no part of a name."""

NAME = CAPITALIZED | INITIAL
TITLE = OFFICE | HONORIFIC | HALF


def words_of(data: Mapping[str, Any], name: str) -> frozenset[str]:
    """A list of the lexicon."""
    return frozenset(data[name].replace("ё", "е").split())


def plain(key: str) -> str:
    """A key without diacritics, as lexicons list names; Cyrillic letters stay (й is one)."""
    if key.isascii() or any("\u0400" <= letter <= "\u04ff" for letter in key):
        return key
    decomposed = unicodedata.normalize("NFD", key.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("đ", "d")


class Flags(dict[str, int]):
    """Word → what it may be. A cache that begins anew when it is full."""

    def __init__(self, data: Mapping[str, Any], declension: Declension, keys: Keys) -> None:
        super().__init__()
        self._keys = keys
        self._declension = declension
        self._plain_lists = [
            (flag, words_of(data, name))
            for flag, name in (
                (LABEL, "labels"),
                (MEMORIAL, "memorials"),
                (VERB, "verbs"),
                (LINK, "links"),
                (MODIFIER, "office_modifiers"),
                (PARTICLE, "particles"),
                (NUMERAL, "numerals"),
                (COMPOUND, "compounds"),
            )
        ]
        self._eponyms = words_of(data, "eponyms")
        self._declined_lists = [
            (OFFICE, words_of(data, "offices")),
            (
                HONORIFIC,
                words_of(data, "honorifics") | words_of(data, "honorifics_male") | words_of(data, "honorifics_female"),
            ),
        ]
        self._halves = frozenset(half for halves in data.get("honorific_halves", {}).values() for half in halves)
        self._family = words_of(data, "family_first")
        self._ordinary = words_of(data, "ordinary")
        self._stems = words_of(data, "ordinary_stems") if "ordinary_stems" in data else frozenset()
        self._endings = words_of(data, "ordinary_endings") | {""} if self._stems else frozenset()
        self._longest = max(map(len, self._endings), default=0)
        self._surname_endings = tuple(sorted(words_of(data, "surname_endings")))
        self._initials = words_of(data, "initials")

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        flags = self[word] = self._flags(word) if word else 0
        return flags

    def _flags(self, word: str) -> int:
        key = plain(self._keys[word])
        flags = 0
        for flag, listed in self._plain_lists:
            if key in listed:
                flags |= flag
        for flag, listed in self._declined_lists:
            if self._is_declined(key, listed):
                flags |= flag
        if key in self._halves:
            flags |= HALF
        if not word[0].isupper():
            return flags | LOWER
        if not word.isalpha() and not word.replace("\u0301", "").isalpha():
            return flags & ~PARTICLE
        if key in self._eponyms:
            flags |= EPONYM
        if len(word) == 1 or (key in self._initials and not flags & (PARTICLE | HONORIFIC)):
            return flags | INITIAL
        if word.isupper():
            flags |= CAPITALS
        if flags & (TITLE | NUMERAL | MODIFIER) or (flags & EPONYM and key not in self._family):
            return flags
        return flags | self._of_name(word, key)

    def _of_name(self, word: str, key: str) -> int:
        flags = 0
        if self._declension.given_readings(key):
            flags |= GIVEN
        if self._declension.patronymic_readings(key):
            flags |= PATRONYMIC
        if key in self._family:
            flags |= FAMILY
        if not flags & (GIVEN | PATRONYMIC | FAMILY) and self._is_ordinary(key):
            return 0
        if len(key) > 3 and key.endswith(self._surname_endings):
            flags |= SURNAME
        return flags | CAPITALIZED

    def _is_declined(self, key: str, listed: frozenset[str]) -> bool:
        if key in listed:
            return True
        if not self._declension.cases or len(key) < 3:
            return False
        return not listed.isdisjoint(self._declension.nominatives(key))

    def _is_ordinary(self, key: str) -> bool:
        if key in self._ordinary:
            return True
        return any(
            key[: len(key) - length] in self._stems and key[len(key) - length :] in self._endings
            for length in range(min(self._longest, len(key) - 1) + 1)
        )
