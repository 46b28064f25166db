"""Questions and answers: the paragraphs of an interview, told by the marks and words that they begin with."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.sentences import blocks
from extraction.text import Span

_DASH = re.compile(r"[–—-]\s")
_LABELLED = re.compile(r"(?:(вопрос|question|q)|(ответ|answer|a))\s*[:.]\s", re.IGNORECASE)
_LEAST = 2
"""Questions that make a document an interview."""


@dataclass(frozen=True, slots=True)
class Interview:
    """The paragraphs of an interview; both empty where a document is none."""

    questions: tuple[Span, ...] = ()
    answers: tuple[Span, ...] = ()

    def asks(self, position: int) -> bool:
        """Whether a question holds a code point."""
        return _holds(self.questions, position)

    def answers_at(self, position: int) -> bool:
        """Whether an answer holds a code point."""
        return _holds(self.answers, position)


def _holds(spans: Sequence[Span], position: int) -> bool:
    index = bisect_right(spans, position, key=lambda one: one.start) - 1
    return index >= 0 and position < spans[index].end


def interview_of(text: str) -> Interview:
    """The interview that a text is: paragraphs labelled so, or such as begin with a dash and take turns."""
    paragraphs = list(blocks(text))
    labels = [(one, _LABELLED.match(text, one.start, one.end)) for one in paragraphs]
    if sum(label is not None and bool(label.group(1)) for _, label in labels):
        questions = tuple(one for one, label in labels if label is not None and label.group(1))
        return Interview(questions, tuple(one for one, label in labels if label is not None and label.group(2)))
    said = [one for one in paragraphs if _DASH.match(text, one.start, one.end)]
    if sum(text[one.start : one.end].rstrip().endswith("?") for one in said) < _LEAST:
        return Interview()
    asked: list[Span] = []
    answered: list[Span] = []
    is_answer_due = False
    for one in said:
        is_question = text[one.start : one.end].rstrip().endswith("?") or not is_answer_due
        (asked if is_question else answered).append(one)
        is_answer_due = is_question
    return Interview(tuple(asked), tuple(answered))
