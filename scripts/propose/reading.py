"""A document as the rules see it: its sentences, its mentions, and whom each name means."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extraction.mentions import Kind, Mention, Name
from extraction.reader import Reader
from extraction.sentences import Sentence, sentences
from extraction.text import Span
from scripts.propose.known import Known

Entity = tuple[str, str]
"""A table of the vocabulary and an id in it."""


@dataclass(frozen=True)
class Reading:
    """One document, read once; rules ask it, and change nothing."""

    text: str
    language: str
    known: Known
    mentions: tuple[Mention, ...]
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, text: str, language: str, known: Known, reader: Reader) -> "Reading":
        """Read a text; `reader` is one of its language that knows the vocabulary of `known`."""
        return cls(text, language, known, tuple(reader.read(text)), tuple(sentences(text, language)))

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def within(self, span: Span, *kinds: Kind) -> Iterator[Mention]:
        """The mentions that lie in a span, of some kinds or of all, in order."""
        for index in range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)):
            mention = self.mentions[index]
            if mention.end <= span.end and (not kinds or mention.kind in kinds):
                yield mention

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds a code point, or the last one before it."""
        return self.sentences[max(bisect_right(self._sentence_starts, position) - 1, 0)]

    def words(self, span: Span) -> str:
        """The words at a span, as they stand."""
        return self.text[span.start : span.end]

    def entity(self, name: Name) -> Entity:
        """Table and record id of the bearer of a name."""
        table = _TABLES[name.kind]
        if (table, name.entity) in self.known.entities:
            return table, name.entity
        return table, slug(name.entity)


_TABLES = {"organization": "organizations", "person": "persons", "country": "places", "place": "places"}
_NO_WORD = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """A name as an id: lower-case letters and digits with hyphens between."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode("ascii")
    return _NO_WORD.sub("-", plain).strip("-")
