"""A document as the rules see it: its sentences, its mentions, and whom each name means."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from extraction.mentions import Kind, Mention, Name
from extraction.reader import Reader
from extraction.sentences import Sentence, sentences
from extraction.text import Span
from scripts.propose.election_words import (
    ElectionPhrase,
    FoundElection,
    country_of,
    elections_of,
    phrases_of,
)
from scripts.propose.known import Known
from scripts.propose.offices import Office, offices_of
from scripts.propose.referents import Referent, Referents
from scripts.propose.result_lists import with_parties
from scripts.propose.slugs import slug

__all__ = ["Entity", "Reading", "slug"]

Entity = tuple[str, str]
"""A table of the vocabulary and an id in it."""


@dataclass(frozen=True)
class Reading:
    """One document, read once; rules ask it, and change nothing.

    Attributes:
        publisher: who published it, by name, where that is known from elsewhere; else "".
        published: when, as EDTF; else "".
    """

    text: str
    language: str
    known: Known
    mentions: tuple[Mention, ...]
    sentences: tuple[Sentence, ...]
    reader: Reader = field(repr=False, compare=False)
    publisher: str = ""
    published: str = ""

    @classmethod
    def of(
        cls, text: str, language: str, known: Known, reader: Reader, publisher: str = "", published: str = ""
    ) -> "Reading":
        """Read a text; `reader` is one of its language that knows the vocabulary of `known`."""
        mentions, parts = with_parties(text, language, reader.read(text)), tuple(sentences(text, language))
        return cls(text, language, known, mentions, parts, reader, publisher, published)

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
        return self.sentences[self.index_at(position)]

    def index_at(self, position: int) -> int:
        """The index of that sentence."""
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    def words(self, span: Span) -> str:
        """The words at a span, as they stand."""
        return self.text[span.start : span.end]

    def entity(self, name: Name) -> Entity:
        """Table and record id of the bearer of a name; of a mission's name, of the organization that sends it.

        The id is "" where the words stand for no body alone ("the Office" with no office named before).
        """
        one = self.referent(name)
        return one.table, one.record_id

    def referent(self, name: Name) -> Referent:
        """The bearer of a name, with the cells of a new entity."""
        return self.referents.of(name)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The mentions of persons, organizations, countries and places, in order."""
        return tuple(mention for mention in self.mentions if isinstance(mention, Name))

    @cached_property
    def referents(self) -> Referents:
        """The bearers of all names."""
        return Referents(self.text, self.language, self.known, self.names, self.country, self.reader)

    @cached_property
    def election_phrases(self) -> tuple[ElectionPhrase, ...]:
        """The words about elections, in order."""
        return tuple(phrases_of(self.text, self.language, self.mentions, self.sentences))

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """The offices beside the names of persons, in order."""
        return tuple(offices_of(self))

    @cached_property
    def country(self) -> str:
        """The state whose election the document is about (ISO 3166-1 alpha-2), "" where the words do not say."""
        return country_of(self.election_phrases, self.mentions, self.sentences, self.text, self.language)

    @cached_property
    def elections(self) -> tuple[FoundElection, ...]:
        """The elections that the document speaks of, the one that it is about first."""
        return tuple(elections_of(self.election_phrases, self.country, self.published, self.mentions, self.sentences))
