"""Numbers of other elections: "compared with 62 per cent in 2014" states nothing of this one."""

import re

from extraction.mentions import Mention
from extraction.text import Span
from scripts.propose.passages import Passage
from scripts.propose.proposals import Proposals

_NEAR = 45
"""Code points between words of comparison and their number, or a number and its year."""

_YEAR = re.compile(r"\d{4}")


def year_of(found: Proposals) -> str:
    """The year of the document's main election, "" where none is proposed."""
    for record in found.of("elections"):
        date = record.cells.get("date") or record.cells.get("year", "")
        if _YEAR.match(date):
            return date[:4]
    return ""


def is_earlier(passage: Passage, mention: Mention, found: Proposals) -> bool:
    """Whether words of comparison stand before a number, or an earlier year beside it."""
    text = passage.reading.text
    for told in passage.told("before_now", family="counted"):
        before = 0 <= mention.start - told.span.end <= _NEAR and not _parted(text[told.span.end : mention.start])
        after = 0 <= told.span.start - mention.end <= _NEAR and not _parted(text[mention.end : told.span.start])
        if (before and told.code != "after") or (after and told.code == "after"):
            return True
    year = year_of(found)
    for date in passage.of("date"):
        near = 0 <= date.start - mention.end <= _NEAR and not _parted(text[mention.end : date.start])
        if near and year and date.value[:4].isdecimal() and date.value[:4] < year:
            between = Span(mention.end, date.start)
            return len(text[between.start : between.end].split()) <= 6
    return False


def _parted(words: str) -> bool:
    return any(mark in words for mark in ",;:")
