"""Canonical text and quotes: bytes decoded once, offsets in code points, words found with white space folded."""

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_WORD = re.compile(r"\S+")


class UnreadableTextError(ValueError):
    """The bytes are no text that the package can hold; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open interval of code points, `start <= i < end`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Folded:
    """Text with each run of white space as one space and none at its ends, and the way back to the original."""

    text: str
    _folded_starts: tuple[int, ...]
    _starts: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> "Folded":
        """Fold `original`. No-break spaces count as white space."""
        words: list[str] = []
        folded_starts: list[int] = []
        starts: list[int] = []
        position = 0
        for match in _WORD.finditer(original):
            words.append(match.group())
            folded_starts.append(position)
            starts.append(match.start())
            position += len(match.group()) + 1
        return cls(" ".join(words), tuple(folded_starts), tuple(starts))

    def original(self, start: int, end: int) -> Span:
        """The span of the original behind `text[start:end]`, which begins and ends with a word's character."""
        return Span(self._position(start), self._position(end - 1) + 1)

    def folded(self, position: int) -> int:
        """Where in `text` a position of the original lies; a position in white space lies at its space."""
        word = bisect_right(self._starts, position) - 1
        if word < 0:
            return 0
        following = self._folded_starts[word + 1] if word + 1 < len(self._starts) else len(self.text)
        return min(self._folded_starts[word] + position - self._starts[word], following)

    def _position(self, folded: int) -> int:
        word = bisect_right(self._folded_starts, folded) - 1
        return self._starts[word] + folded - self._folded_starts[word]


def fold(text: str) -> str:
    """The text with each run of white space as one space and none at its ends."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Document:
    """A source text as it stands: `text` is never changed, and every offset counts its code points."""

    text: str
    sha256: str

    @classmethod
    def read(cls, path: Path) -> "Document":
        """Read a file.

        Raises:
            OSError: the file cannot be read.
            UnreadableTextError: it is empty, or not UTF-8.
        """
        return cls.of(path.read_bytes())

    @classmethod
    def of(cls, content: bytes) -> "Document":
        """Decode `content` as UTF-8, byte for byte: line ends and a byte order mark stay part of the text.

        Raises:
            UnreadableTextError: it is empty, or not UTF-8.
        """
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise UnreadableTextError(
                f"not UTF-8: byte 0x{content[error.start]:02x} at byte {error.start}, line {line}"
            ) from error
        if not text.strip().strip("\ufeff"):
            raise UnreadableTextError("the file is empty")
        return cls(text, hashlib.sha256(content).hexdigest())

    @cached_property
    def folded(self) -> Folded:
        """The text with white space folded, to search in."""
        return Folded.of(self.text)

    def find(self, quote: str, *, within: Span | None = None) -> list[Span]:
        """Every place where `quote` stands, white space folded; overlapping places count once each.

        A place may begin or end inside a word, since quotes may cut one.
        """
        needle = fold(quote)
        if not needle:
            return []
        low = 0 if within is None else self.folded.folded(within.start)
        high = len(self.folded.text) if within is None else self.folded.folded(within.end)
        spans: list[Span] = []
        start = self.folded.text.find(needle, low, high)
        while start >= 0:
            spans.append(self.folded.original(start, start + len(needle)))
            start = self.folded.text.find(needle, start + 1, high)
        return spans

    def nearest(self, quote: str) -> Span | None:
        """The whole words most like `quote`, for an error message; None where nothing is like it."""
        from rapidfuzz.fuzz import partial_ratio_alignment

        needle = fold(quote)
        found = partial_ratio_alignment(needle, self.folded.text, score_cutoff=50)
        if found is None or found.dest_end <= found.dest_start:
            return None
        text, start, end = self.folded.text, found.dest_start, found.dest_end
        start += text[start] == " "
        end -= text[end - 1] == " "
        first, last = text.rfind(" ", 0, start) + 1, text.find(" ", end)
        return self.folded.original(first, last if last >= 0 else len(text))

    def slice(self, span: Span) -> str:
        """The words at a span, as they stand."""
        return self.text[span.start : span.end]

    def line_of(self, position: int) -> int:
        """The line, from 1, that holds a code point."""
        return self.text.count("\n", 0, position) + 1
