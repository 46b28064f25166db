"""What the reader of text finds in each source, read once and shared by every check."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from extraction.mentions import Mention
from extraction.reader import Reader, reader
from extraction.text import Document

ACCOUNTED = frozenset(
    {
        *("count", "percent", "ordinal", "time", "reference", "list_number"),
        "date",
        *("person", "organization", "country", "place"),
        "cue",
    }
)
"""The kinds of mention that the ledger accounts for."""


_NEAR = 200
"""Code points: no name is longer."""


class NameRow(NamedTuple):
    """A row of `names`, as far as proofs need it."""

    start: int
    end: int
    table: str
    record_id: str


@cache
def _reader(language: str) -> Reader:
    return reader(language)


def read(document: Document, language: str) -> tuple[Mention, ...]:
    """Every mention of the kinds that are accounted for, in order; one only of a kind at a place."""
    found: dict[tuple[int, int, str], Mention] = {}
    for mention in _reader(language).read(document.text):
        if mention.kind in ACCOUNTED:
            found.setdefault((mention.start, mention.end, mention.kind), mention)
    return tuple(found.values())


Found = dict[str, tuple[Mention, ...]]
"""Source → its mentions, filled as sources are read."""


@dataclass(frozen=True)
class Reading:
    """A source with its mentions and the names written in it, both in the order of the text."""

    source_id: str
    document: Document
    language: str
    mentions: Sequence[Mention]
    names: Sequence[NameRow]

    def __post_init__(self) -> None:
        """Index both by where they start."""
        object.__setattr__(self, "_mention_starts", [mention.start for mention in self.mentions])
        object.__setattr__(self, "_name_starts", [row.start for row in self.names])

    def within(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions that lie in a passage."""
        starts: list[int] = self.__dict__["_mention_starts"]
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            if self.mentions[index].end <= end:
                yield self.mentions[index]

    def overlapping(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions that share at least one code point with a passage and begin at most `_NEAR` before it."""
        starts: list[int] = self.__dict__["_mention_starts"]
        for index in range(bisect_left(starts, start - _NEAR), bisect_left(starts, end)):
            if self.mentions[index].end > start:
                yield self.mentions[index]

    def names_within(self, start: int, end: int) -> Iterator[NameRow]:
        """The written names that lie in a passage."""
        starts: list[int] = self.__dict__["_name_starts"]
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            if self.names[index].end <= end:
                yield self.names[index]


def readings(
    texts: Mapping[str, Document], languages: Mapping[str, str], names: Iterable[Mapping[str, Any]], found: Found
) -> dict[str, Reading]:
    """Read each source that `found` does not hold yet, and put the names written in it beside.

    `names` are rows of the table.
    """
    written: dict[str, list[NameRow]] = defaultdict(list)
    for row in names:
        place = NameRow(row["start_char"], row["end_char"], row["table_name"], row["record_id"])
        written[row["source_id"]].append(place)
    for source_id, document in texts.items():
        if source_id not in found:
            found[source_id] = read(document, languages[source_id])
    return {
        source_id: Reading(source_id, document, languages[source_id], found[source_id], sorted(written[source_id]))
        for source_id, document in texts.items()
    }
