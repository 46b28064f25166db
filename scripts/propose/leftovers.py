"""What is left over: sentences and mentions that no record takes up, set aside where the words show why.

A sentence is dismissed only where it is plainly of a kind that states nothing; all others are left open, for a person.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extraction.mentions import Cue, Kind, Mention, Name
from extraction.sentences import Sentence
from extraction.spans import Overlaps
from extraction.text import Span
from scripts.propose.proposals import Aside, Dismissal, Proposals
from scripts.propose.reading import Reading
from scripts.propose.wordings import finder
from validation.readings import ACCOUNTED

_SHORT = 160
"""Code points: a salutation, a note or thanks that is longer may state something beside."""
_LINE = 60
"""Code points of a line that may be a label: a symbol, a date, a byline."""
_ITEM = 4
"""Words of a line that begins with a digit beyond which it is an item of a list, not a date."""
_NEAR = 40
_NUMERIC = frozenset({"count", "percent", "ordinal", "time", "reference"})
_ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w|\+\d[\d ()-]{7,}|©")
_ENDED = re.compile(r"[.!?…»”\"]\s*\Z")
_WORD = re.compile(r"\w+")
_LONG_REASONS = frozenset({"general_rule", "background", "other_subject"})
"""Reasons that hold of sentences of any length."""
_BARE: tuple[Kind, ...] = ("count", "percent", "date", "cue")
"""Kinds of mention with which a sentence may state something that nothing has taken up."""
_MAY_STATE: Mapping[str, tuple[Kind, ...]] = {
    "courtesy": ("cue",),
    "announcement": _BARE,
    "rhetoric": _BARE,
    "general_rule": ("count", "percent", "date", "person"),
    "other_subject": (*_BARE, "organization"),
}
"""Reason → kinds of mention with which a sentence of its words may state something beside."""


def propose_leftovers(reading: Reading, found: Proposals) -> None:
    """Append dismissals and asides, and set `found.open` to the sentences that nothing states or dismisses."""
    _Leftovers(reading, found).propose()


@dataclass(frozen=True, slots=True)
class _Taken:
    """What records take up of a document."""

    records: Overlaps
    terms: Overlaps
    spans: list[Span]
    values: frozenset[str]
    """Numbers and dates that some record holds, as written."""

    @classmethod
    def of(cls, found: Proposals) -> "_Taken":
        spans = [record.span for record in found.records]
        terms = [term.span for record in found.records for term in record.terms]
        values = {value for record in found.records for value in record.cells.values() if value[:1].isdigit()}
        return cls(Overlaps(spans), Overlaps(terms), spans, frozenset(values))


class _Leftovers:
    """A document while its leftovers are read."""

    def __init__(self, reading: Reading, found: Proposals) -> None:
        self.reading = reading
        self.found = found
        self.taken = _Taken.of(found)
        self.words = finder(reading.language, "leftovers").find(reading.text)
        self.judging = finder(reading.language, "verdicts").find(reading.text)
        self.entities = {(entity.table, entity.record_id) for entity in found.entities} | set(reading.known.entities)
        self.seen: set[tuple[str, str]] = set()
        """Numbers and dates that a record has taken up so far."""

    def propose(self) -> None:
        self.found.open = []
        following = [*self.reading.sentences[1:], None]
        for sentence, after in zip(self.reading.sentences, following, strict=True):
            if self.taken.records.first(sentence.span) is not None:
                self.found.asides += self._asides(sentence)
                continue
            reason = self._reason(sentence, after)
            if reason:
                rule = f"{reason.replace('_', '-')}-sentence"
                self.found.dismissals.append(Dismissal(sentence.span, reason, rule))
            else:
                self.found.open.append(sentence.span)

    # -- sentences

    def _reason(self, sentence: Sentence, after: Sentence | None) -> str:
        """Why a sentence states nothing; "" where the words do not show it."""
        span, text = sentence.span, self.reading.words(sentence.span)
        is_short = len(text) <= _SHORT
        for reason in (one.code for one in self.words.within(span, "sentences")):
            if (is_short or reason in _LONG_REASONS) and not self._may_state(span, reason):
                return reason
        is_line = after is None or "\n" in self.reading.text[span.end : after.span.start]
        shown = {
            "salutation": is_line and text.endswith(",") and len(text) <= _LINE,
            "heading": sentence.is_heading or (is_line and _is_label(text)),
            "publisher_note": is_short and _ADDRESS.search(text) is not None,
            "rhetoric": text.endswith("?") and not self._may_state(span, "rhetoric"),
            "announcement": text.endswith(":") and not self._may_state(span, "announcement"),
        }
        return next((reason for reason, is_shown in shown.items() if is_shown), "")

    def _may_state(self, span: Span, reason: str) -> bool:
        """Whether a sentence holds what a record could: thanks may judge, a rule may be dated."""
        kinds = _MAY_STATE.get(reason, ())
        return bool(kinds) and next(self.reading.within(span, *kinds), None) is not None

    # -- mentions

    def _asides(self, sentence: Sentence) -> Iterator[Aside]:
        """The mentions of a stated sentence that no record takes up, where the words show why."""
        for mention in self.reading.within(sentence.span):
            if mention.kind not in ACCOUNTED or self._is_taken(mention):
                continue
            reason, rule = self._why(mention, sentence)
            if reason:
                yield Aside(Span(mention.start, mention.end), mention.kind, reason, rule)

    def _is_taken(self, mention: Mention) -> bool:
        span = Span(mention.start, mention.end)
        if isinstance(mention, Cue):
            return self.taken.terms.first(span) is not None
        if isinstance(mention, Name):
            table, record_id = self.reading.entity(mention)
            return (table, record_id) in self.entities
        is_held = self.taken.records.hold(span) and mention.value in self.taken.values
        if is_held:
            self.seen.add((mention.kind, mention.value))
        return is_held

    def _why(self, mention: Mention, sentence: Sentence) -> tuple[str, str]:
        """Why no record takes up a mention, and the rule that knows it; "" where the words do not show it."""
        if isinstance(mention, Name):
            return "", ""
        if isinstance(mention, Cue):
            return self._why_cue(Span(mention.start, mention.end), sentence)
        near = Span(max(mention.start - _NEAR, sentence.span.start), min(mention.end + _NEAR, sentence.span.end))
        is_rule = self.words.has(sentence.span, "sentences") and self.words.has(near, "norm")
        shown = {
            ("document", "number-of-paragraph"): mention.kind == "list_number",
            ("repeated", "value-again"): (mention.kind, mention.value) in self.seen,
            ("part_of_name", "value-in-name"): self._is_in_name(mention, sentence) or self._is_of_name(mention, near),
            ("norm", "value-of-norm"): mention.kind in _NUMERIC and is_rule,
        }
        return next((found for found, is_shown in shown.items() if is_shown), ("", ""))

    def _is_in_name(self, mention: Mention, sentence: Sentence) -> bool:
        return any(one.start <= mention.start and mention.end <= one.end for one in self._names(sentence))

    def _names(self, sentence: Sentence) -> Iterator[Mention]:
        return self.reading.within(sentence.span, "organization", "person", "place")

    def _is_of_name(self, mention: Mention, near: Span) -> bool:
        """Whether the next word, or the one before, is the kind of a document or meeting: "the 1232nd meeting"."""
        if mention.kind not in ("ordinal", "reference", "date"):
            return False
        after = Span(mention.end, min(near.end, mention.end + 16))
        before = Span(max(near.start, mention.start - 16), mention.start)
        return self.words.has(after, "of_name") or (mention.kind != "date" and self.words.has(before, "of_name"))

    def _why_cue(self, span: Span, sentence: Sentence) -> tuple[str, str]:
        """Why an evaluative word judges nothing: it names a norm or a wish, or tells of size or interest alone."""
        before = Span(max(sentence.span.start, span.start - 120), span.end)
        is_in_name = any(one.start <= span.start and span.end <= one.end for one in self._names(sentence))
        shown = {
            ("part_of_name", "word-in-name"): is_in_name,
            ("topic", "word-of-size"): self.judging.at(span.start, "slight") is not None,
            ("topic", "word-of-victory"): self.judging.at(span.start, "victory") is not None,
            ("norm", "word-of-aim"): self.judging.has(before, "no_verdict"),
        }
        return next((found for found, is_shown in shown.items() if is_shown), ("", ""))


def _is_label(text: str) -> bool:
    """Whether a line is no sentence and no item of a list: a symbol, a date, a place, a byline."""
    is_item = text[:1] in "-–—•*" or text[:1].islower() or (text[:1].isdigit() and len(_WORD.findall(text)) > _ITEM)
    return len(text) <= _LINE and not _ENDED.search(text) and not is_item
