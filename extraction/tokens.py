"""Text as words and the gaps between them, with the places of each: what every matcher works on.

Splitting is one call into C; all else is looked up once per distinct word or gap, so that reading costs as much as the
text has matches and hardly more for its length.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice

from extraction.text import Span

_GAP = re.compile(r"([^\w\u0300-\u036f]+)")
_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_MARKS = re.compile(r"[\u0300-\u036f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
_LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_GAP_FORMS = str.maketrans("—−‒―‐‑’ʼ‘„“”", "––––--'''««»")

SMALL_LETTERS = "".join(filter(str.islower, map(chr, range(0x0590))))
"""Of the Latin, Greek, Cyrillic and Armenian alphabets, for classes of regular expressions: re knows no case."""

BREAK = "\n"
"""Stands in a gap where a block (paragraph, heading, list item) ends."""

STRETCH = 1 << 16
"""Code points that are split at once: the memory of a long text does not grow with it."""

REMEMBERED = 1 << 13
"""Distinct words or gaps that are remembered; a text of endless new words begins anew."""


class Keys(dict[str, str]):
    """Word → the form that lexicons list: lower case, е for ё, no stress marks, look-alikes of the word's script."""

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        if word.isascii():
            key = self[word] = word.lower()
            return key
        key = unicodedata.normalize("NFKC", word)
        if _CYRILLIC.search(key):
            if _LATIN.search(key):
                key = key.translate(_LOOKALIKES)
            key = key.replace("ё", "е").replace("Ё", "Е")
        key = self[word] = _MARKS.sub("", key).lower()
        return key


class _Gaps(dict[str, str]):
    """Gap → its plain form: one space for white space, one kind of dash, apostrophe and quotation mark."""

    def __missing__(self, gap: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        plain = self[gap] = _SPACE.sub(" ", _INVISIBLE.sub("", gap).translate(_GAP_FORMS))
        return plain


_gaps = _Gaps({" ": " ", ", ": ", ", ". ": ". "})


@dataclass(slots=True)
class Tokens:
    """A stretch of text as words and gaps.

    `gaps[i]` stands after `words[i]`, in its plain form (see `_Gaps`); it holds `BREAK` where a block ends. `starts[i]`
    is where `words[i]` begins in the document. `taken[i]` is set by a matcher whose mention holds the word, and
    respected by those that come after it. A stretch that begins with a gap has an empty first word. `roles[i]` is what
    the matcher of dates knows of `words[i]`; around the words stand zeros, so that neighbours need no test.
    """

    text: str
    words: list[str]
    gaps: list[str]
    starts: list[int]
    taken: bytearray = field(default_factory=bytearray)
    roles: list[int] = field(default_factory=list)

    def end(self, index: int) -> int:
        """Where `words[index]` ends in the document."""
        return self.starts[index] + len(self.words[index])

    def take(self, first: int, last: int) -> None:
        """Mark the words from `first` to `last`, both included, as taken."""
        if first == last:
            self.taken[first] = 1
        else:
            self.taken[first : last + 1] = b"\1" * (last + 1 - first)

    def index_at(self, position: int) -> int:
        """The index of the word that begins at or before a position of the document."""
        return max(bisect_right(self.starts, position) - 1, 0)


def stretches(text: str, blocks: list[Span]) -> Iterator[Tokens]:
    """The text as stretches of whole blocks; only a block longer than a stretch is cut, and then between sentences."""
    first = 0
    while first < len(blocks):
        start = blocks[first].start
        last = first
        while last + 1 < len(blocks) and blocks[last + 1].end - start <= STRETCH:
            last += 1
        if blocks[last].end - start <= STRETCH:
            yield _split(text, start, blocks[last].end, blocks[first : last + 1])
        else:
            for part in _parts(text, blocks[first]):
                yield _split(text, part.start, part.end, [part])
        first = last + 1


def _parts(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    while block.end - start > STRETCH:
        low, high = start + STRETCH // 2, start + STRETCH
        end = max(text.rfind(mark, low, high) + 1 for mark in (". ", "! ", "? ", "; "))
        end = end or text.rfind(" ", low, high) or 0
        end = end if end > start else high
        yield Span(start, end)
        start = end
    yield Span(start, block.end)


def _split(text: str, start: int, end: int, blocks: list[Span]) -> Tokens:
    parts = _GAP.split(text[start:end])
    starts = list(islice(accumulate(map(len, parts), initial=start), 0, len(parts), 2))
    words = parts[0::2]
    gaps = list(map(_gaps.__getitem__, parts[1::2]))
    gaps.append("")
    tokens = Tokens(text, words, gaps, starts, bytearray(len(words)))
    for block in blocks:
        index = tokens.index_at(block.end - 1)
        gaps[index] = gaps[index].strip() + BREAK
    return tokens
