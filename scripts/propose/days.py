"""The day on which a document was written, and what "on Thursday" or "yesterday" mean by it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from extraction.mentions import Mention, Quantity
from extraction.text import Span
from scripts.propose.passages import Passage
from scripts.propose.reading import Reading

_DAY = len("2019-06-09")
_HEAD = 8
"""Sentences among which a document bears its day."""

_BEFORE = 4
"""Words that stand before the day in its line: a city, the name of a medium."""

_BEHIND = re.compile(r"\s*(?:$|\n|[.,(/–—-]|г\.|года?\b)")
"""What follows the day of a document: no words that go on."""

_WEEK = 7
_APPOSED = 5
"""Code points between a weekday and its date."""

_FUTURE = 45
"""Code points before or behind a weekday within which words put it into the future."""


@dataclass(frozen=True)
class Days:
    """The days of a document."""

    reading: Reading

    @cached_property
    def written(self) -> str:
        """The day on which the document was written, "" where nothing says so."""
        if len(self.reading.published) == _DAY:
            return self.reading.published
        mention = self.of_document
        return mention.value if mention is not None else self._after_vote()

    def _after_vote(self) -> str:
        """The day that "five days after … on 31 July" in the first sentences means."""
        for number, sentence in enumerate(self.reading.sentences[:_HEAD]):
            passage = Passage(self.reading, sentence, number, "events")
            if day := next(_after(passage), ""):
                return day
        return ""

    @cached_property
    def of_document(self) -> Mention | None:
        """The date that stands alone or behind a place in one of the first lines."""
        if not self.reading.sentences:
            return None
        head = self.reading.sentences[: _HEAD + 1]
        span = Span(head[0].span.start, head[-1].span.end)
        dates = (mention for mention in self.reading.within(span, "date") if _is_day(mention))
        return next((mention for mention in dates if self._is_alone(mention)), None)

    def _is_alone(self, mention: Mention) -> bool:
        text = self.reading.text
        start = text.rfind("\n", 0, mention.start) + 1
        before = text[start : mention.start].strip(" *_\t")
        words = before.split()
        is_place = before.endswith((",", ":")) and not any(word[:1].islower() for word in words)
        return (not before or (is_place and len(words) <= _BEFORE)) and bool(_BEHIND.match(text, mention.end))

    def relative(self, passage: Passage, last: str) -> Iterator[Mention]:
        """Dates that a passage gives by weekdays, "yesterday", "the next day"; `last` is the day told before."""
        fixed = list(passage.of("date"))
        for told in passage.told("days"):
            if any(_apart(told.span, one) <= _APPOSED for one in fixed):
                continue  # "on Sunday, 9 June"
            day = self._day(passage, told.code, told.span, last)
            if day:
                yield Mention("date", told.span.start, told.span.end, day, is_inferred=True)

    def _day(self, passage: Passage, code: str, span: Span, last: str) -> str:
        if code == "next":
            return _shifted(last, 1)
        now = self.written
        if not now or code == "same":
            return ""
        if code.startswith("weekday"):
            return _weekday(passage, int(code[-1]), span, now)
        return _shifted(now, {"yesterday": -1, "today": 0, "tomorrow": 1, "before_yesterday": -2}[code])


def _apart(span: Span, mention: Mention) -> int:
    return max(mention.start - span.end, span.start - mention.end)


def _is_day(mention: Mention) -> bool:
    return len(mention.value) == _DAY and "X" not in mention.value


def _weekday(passage: Passage, number: int, span: Span, now: str) -> str:
    """The last such weekday, or the next one where words put it into the future; 0 is Monday."""
    today = date.fromisoformat(now)
    back = (today.weekday() - number) % _WEEK
    near = Span(max(span.start - _FUTURE, passage.span.start), min(span.end + _FUTURE, passage.span.end))
    return _shifted(now, _WEEK - back if passage.tells("future", near) else -back)


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat() if len(day) == _DAY and "X" not in day else ""


def _after(passage: Passage) -> Iterator[str]:
    for quantity in passage.of("count"):
        if isinstance(quantity, Quantity) and quantity.counted == "days" and quantity.value.isdecimal():
            dates = [one for one in passage.of("date") if one.start > quantity.end and _is_day(one)]
            if dates and passage.tells("days_after", Span(quantity.end, dates[0].start)):
                yield _shifted(dates[0].value, int(quantity.value))
