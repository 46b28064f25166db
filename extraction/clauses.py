"""What single words and gaps do in a sentence, one bit each, so that a clause is read by looking at few words.

The names of the bits that stand for words are those of the lists in a language's lexicon (`roles`).
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import or_

from extraction.phrases import ByWord
from extraction.tokens import BREAK, REMEMBERED, Keys, Tokens

STOP, HARD, COMMA, BLOCK = 1, 2, 4, 8
"""The gap before a word: a sentence may end, a clause ends, a comma, a block ends."""

_STOPS = ".!?…"
_HARD = ";:()[]–"
_FIRST = 16


class Bits:
    """Names of roles and the bit of each: `bits["negation"]`."""

    def __init__(self, names: Iterable[str]) -> None:
        self._bits = {name: _FIRST << number for number, name in enumerate(names)}

    def __getitem__(self, name: str) -> int:
        return self._bits[name]

    def any(self, *names: str) -> int:
        """The bits of several roles."""
        found = 0
        for name in names:
            found |= self._bits[name]
        return found


class Roles(dict[str, int]):
    """Word → the bits of its roles."""

    def __init__(self, listed: Mapping[str, Sequence[str]], bits: Bits, keys: Keys) -> None:
        super().__init__()
        self._by_word = ByWord((word, bits[name]) for name, words in listed.items() for word in words)
        self._key_of = keys

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        mask = 0
        for bit in self._by_word.of(self._key_of[word]):
            mask |= bit
        mask = self[word] = self.also(word, mask)
        return mask

    def also(self, word: str, mask: int) -> int:
        """The bits of a word with those that no list gives."""
        return mask


class _GapBits(dict[str, int]):
    def __missing__(self, gap: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        bits = 0
        if BREAK in gap:
            bits = STOP | BLOCK
        elif any(mark in gap for mark in _STOPS) and gap.endswith((" ", "«")):
            bits = STOP
        elif any(mark in gap for mark in _HARD) and gap != "–":
            bits = HARD
        if "," in gap:
            bits |= COMMA
        self[gap] = bits
        return bits


_gap_bits = _GapBits()


def roles_of(tokens: Tokens, roles: Roles) -> list[int]:
    """For each word its roles, and the bits of the gap before it."""
    before = [STOP | BLOCK]
    before += map(_gap_bits.__getitem__, tokens.gaps)
    return list(map(or_, map(roles.__getitem__, tokens.words), before))
