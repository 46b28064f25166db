"""Numbers of other elections: "compared with 62 per cent in 2014" states nothing of this one."""

import re
from dataclasses import dataclass
from functools import cached_property

from extraction.mentions import Mention
from scripts.propose.passages import Passage
from scripts.propose.proposals import Proposals

_NEAR = 45
"""Code points between words of comparison and their number, or a number and its year."""

_WORDS = 6
"""Words between a number and its year."""

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Elections:
    """The elections that are proposed for a document; asked only when all are."""

    found: Proposals

    @cached_property
    def year(self) -> str:
        """The year of the document's main election, "" where none is proposed."""
        dates = [record.cells.get("date") or record.cells.get("year", "") for record in self.found.of("elections")]
        return next((date[:4] for date in dates if _YEAR.match(date)), "")

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The days of the elections."""
        return tuple(date for record in self.found.of("elections") if (date := record.cells.get("date", "")))

    def is_earlier(self, passage: Passage, mention: Mention) -> bool:
        """Whether words of comparison stand before a number, or an earlier year beside it."""
        text = passage.reading.text
        for told in passage.told("before_now", family="counted"):
            if told.code == "after":
                is_near = 0 <= told.span.start - mention.end <= _NEAR
                words = text[mention.end : told.span.start]
            else:
                is_near = 0 <= mention.start - told.span.end <= _NEAR
                words = text[told.span.end : mention.start]
            if is_near and not _parted(words):
                return True
        return any(self._is_year_of(passage, mention, date) for date in passage.of("date"))

    def _is_year_of(self, passage: Passage, mention: Mention, date: Mention) -> bool:
        """Whether a date right behind a number lies before the year of the election."""
        if not 0 <= date.start - mention.end <= _NEAR or not _YEAR.match(date.value):
            return False
        words = passage.between(mention.end, date.start)
        return date.value[:4] < self.year and not _parted(words) and len(words.split()) <= _WORDS


def _parted(words: str) -> bool:
    return any(mark in words for mark in ",;:")
