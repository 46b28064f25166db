"""Phrases of a lexicon: words, stems and contexts, found from the first word of what they mark.

A phrase is written as words between spaces: `fair`, `transparen*` (a stem: any ending), `well|properly` (either),
`<be>` (a set of the lexicon), `..` (up to six words of any kind). Where `[` and `]` mark a part, the rest is the
context that must stand beside it: `<be> .. [in line with]`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from extraction.tokens import REMEMBERED, Keys

T = TypeVar("T")

_FARTHEST = 6
_HEAD = 3
"""Letters by which stems are found: most words begin like none."""
_JOINED = frozenset({" ", "-", "–", "'", "' ", " «", "» ", "«", "»", ""})
"""What may stand between two words of a phrase."""
_LOOSE = _JOINED | {", ", " – ", "» – "}
"""The same where words of any kind may stand between."""


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words and stems."""

    exact: frozenset[str]
    stems: tuple[str, ...]

    @classmethod
    def of(cls, items: Iterable[str]) -> "Words":
        """Words as a lexicon writes them, `*` after a stem."""
        listed = list(items)
        stems = tuple(item[:-1] for item in listed if item.endswith("*"))
        return cls(frozenset(item for item in listed if not item.endswith("*")), stems)

    def __contains__(self, key: str) -> bool:
        return key in self.exact or key.startswith(self.stems)


class ByWord(Generic[T]):
    """Values that words and stems of a lexicon lead to; the most specific first."""

    def __init__(self, items: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, list[T]] = {}
        self._stems: dict[str, list[T]] = {}
        for word, value in items:
            if word.endswith("*"):
                self._stems.setdefault(word[:-1], []).append(value)
            else:
                self._exact.setdefault(word, []).append(value)
        heads: dict[str, set[int]] = {}
        for stem in self._stems:
            heads.setdefault(stem[:_HEAD], set()).add(len(stem))
        self._lengths = {head: tuple(sorted(lengths, reverse=True)) for head, lengths in heads.items()}

    def of(self, key: str) -> list[T]:
        """The values of a word: its own, then those of its stems, from the longest."""
        found = list(self._exact.get(key, ()))
        for size in range(_HEAD, -1, -1):
            for length in self._lengths.get(key[:size], ()) if size <= len(key) else ():
                found += self._stems.get(key[:length], ()) if length <= len(key) else ()
        return found


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase ready to be matched; `left` is written from the marked part outward."""

    left: tuple[Words | None, ...]
    marked: tuple[Words, ...]
    right: tuple[Words | None, ...]
    is_plain: bool
    """Whether it is a single word that needs nothing beside it."""

    @classmethod
    def of(cls, written: str, sets: Mapping[str, Sequence[str]]) -> "Phrase":
        """Read a phrase; raises KeyError where it names a set that there is not."""
        parts: tuple[list[Words | None], list[Words | None], list[Words | None]] = ([], [], [])
        place = 0 if "[" in written else 1
        for token in _spaced(written).split():
            if token.startswith("["):
                place = 1
            word = token.strip("[]")
            parts[place].append(None if word == ".." else Words.of(_alternatives(word, sets)))
            if token.endswith("]"):
                place = 2
        marked = tuple(words for words in parts[1] if words is not None)
        is_plain = len(marked) == 1 and not parts[0] and not parts[2]
        return cls(tuple(reversed(parts[0])), marked, tuple(parts[2]), is_plain)

    @property
    def weight(self) -> int:
        """How much a word must fit: the heavier phrase is asked first."""
        context = sum(words is not None for words in (*self.left, *self.right))
        return 4 * len(self.marked) + 2 * context + (context > 0)

    @property
    def second(self) -> Words | None:
        """The words of which one must follow the first; None where any may."""
        if len(self.marked) > 1:
            return self.marked[1]
        return self.right[0] if self.right else None

    def last(self, words: Sequence[str], gaps: Sequence[str], keys: Keys, index: int) -> int:
        """The last word of the marked part that begins at `index`, with a word that may begin it, or -1."""
        end = index
        for one in self.marked[1:]:
            if gaps[end] not in _JOINED or end + 1 >= len(words):
                return -1
            end += 1
            if keys[words[end]] not in one:
                return -1
        if self.left and not _fits(self.left, words, gaps, keys, index, -1):
            return -1
        if self.right and not _fits(self.right, words, gaps, keys, end, 1):
            return -1
        return end


_PAIRS = 1 << 12
"""Pairs of words that are remembered for a set of phrases: they come back less often than words do."""


class Phrases(dict[tuple[str, str], tuple[tuple[Phrase, T], ...]], Generic[T]):
    """Two words in a row → the phrases that could begin with them and what they mean, the heaviest first.

    A phrase is read when a text has a word that it could begin with: few texts have those of a whole lexicon.
    """

    def __init__(
        self, listed: Iterable[tuple[str, T]], keys: Keys, sets: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """Take phrases as written, and the sets that they name; of equally heavy ones the first is asked first."""
        super().__init__()
        self._written = list(listed)
        self._sets = sets or {}
        self._made: dict[int, tuple[Phrase, T]] = {}
        self._by_word = ByWord(
            (first, number)
            for number, (written, _) in enumerate(self._written)
            for first in first_words(written, self._sets)
        )
        self._key_of = keys
        self._seconds = _Seconds(self.of)

    def __missing__(self, pair: tuple[str, str]) -> tuple[tuple[Phrase, T], ...]:
        if len(self) >= _PAIRS:
            self.clear()
        found: tuple[tuple[Phrase, T], ...] = ()
        key = self._key_of[pair[1]]
        needed = self._seconds[pair[0]]
        if needed is None or key in needed:
            goes_on = ((item, item[0].second) for item in self.of(pair[0]))
            found = tuple(item for item, second in goes_on if second is None or key in second)
        self[pair] = found
        return found

    def listed(self, key: str) -> list[tuple[Phrase, T]]:
        """The phrases that the lexicon lists under a word or its stems."""
        return [self._made.get(number) or self.made(number) for number in self._by_word.of(key)]

    def made(self, number: int) -> tuple[Phrase, T]:
        """The phrase that is listed in a place, and what it means; read once."""
        written, meaning = self._written[number]
        self._made[number] = item = Phrase.of(written, self._sets), meaning
        return item

    def of(self, word: str) -> list[tuple[Phrase, T]]:
        """The phrases that could begin with a word."""
        listed = self.listed(self._key_of[word]) if word else []
        return sorted(listed, key=lambda item: -item[0].weight) if len(listed) > 1 else listed

    def at(self, words: Sequence[str], index: int) -> tuple[tuple[Phrase, T], ...]:
        """The phrases that could begin at a word of a text."""
        return self[words[index], words[index + 1] if index + 1 < len(words) else ""]


class _Seconds(dict[str, Words | None]):
    """Word → the words of which one must follow it in any phrase that it begins; None where any may."""

    def __init__(self, phrases_of: Callable[[str], Iterable[tuple[Phrase, object]]]) -> None:
        super().__init__()
        self._phrases_of = phrases_of

    def __missing__(self, word: str) -> Words | None:
        if len(self) >= REMEMBERED:
            self.clear()
        seconds = [phrase.second for phrase, _ in self._phrases_of(word)]
        needed = [second for second in seconds if second is not None]
        exact = frozenset(key for second in needed for key in second.exact)
        stems = tuple(stem for second in needed for stem in second.stems)
        found = self[word] = Words(exact, stems) if len(needed) == len(seconds) else None
        return found


def first_words(written: str, sets: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The words and stems with which the marked part of a phrase may begin."""
    if written.rstrip("*").isalpha():
        return (written,)
    marked = written[written.find("[") + 1 :]
    return _alternatives(_spaced(marked).split(maxsplit=1)[0].strip("]"), sets)


def _alternatives(word: str, sets: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return sets[word[1:-1]] if word.startswith("<") else word.split("|")


def _spaced(written: str) -> str:
    """A phrase with its words apart: what a hyphen joins is two words of the text."""
    return written.replace("-", " ")


def _fits(
    context: Sequence[Words | None], words: Sequence[str], gaps: Sequence[str], keys: Keys, at: int, step: int
) -> bool:
    farthest = 0
    for one in context:
        if one is None:
            farthest = _FARTHEST
            continue
        for _ in range(farthest + 1):
            gap = at if step > 0 else at - 1
            at += step
            if not 0 <= at < len(words) or gaps[gap] not in (_LOOSE if farthest else _JOINED):
                return False
            if keys[words[at]] in one:
                break
        else:
            return False
        farthest = 0
    return True
