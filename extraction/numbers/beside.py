"""What a word can be right before or behind a number, found once for each distinct word: most can be nothing."""

from collections.abc import Iterable, Mapping

from extraction.numbers.words import Forms
from extraction.tokens import REMEMBERED, Keys

GOES_ON = 1
"""Behind a number: it may be qualified, a share or the end of a range, have a half, or count nothing."""
QUALIFIES = 2
"""Behind a number or its noun: it may qualify it."""
NAMES = 4
"""Before a number: it may be a reference's or telephone's."""
LIMITS = 8
"""Before a number: it may qualify it."""
DETAILS = 16
"""Before a number: what it counts is a detail of what one before counts."""
NUMBER = 32
"""A number word or digits, which may go on a number before."""
SUMS = 64
"""Somewhere before a number: it may begin "number of", and what it counts. No role is a greater number."""


class Beside(dict[str, int]):
    """Word → its roles beside a number."""

    def __init__(self, listed: Mapping[int, Iterable[str]], forms: Forms, keys: Keys) -> None:
        """Take the words that have each role."""
        super().__init__()
        self._roles: dict[str, int] = {}
        for role, words in listed.items():
            for word in words:
                self._roles[word] = self._roles.get(word, 0) | role
        self._forms = forms
        self._key_of = keys

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        roles = self[word] = self._roles.get(self._key_of[word], 0) | (NUMBER if self._forms[word] is not None else 0)
        return roles
