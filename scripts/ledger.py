"""The ledger: every sentence of every source is stated by a record's own passage, or dismissed with a reason."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.sentences import Sentence, sections, sentences
from extraction.spans import Overlaps
from extraction.text import Span, fold
from scripts.grounding import Grounded
from scripts.sources import Source
from validation.problems import Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence and what became of it; `reason` is None where it is stated."""

    span: Span
    section: str
    reason: str | None


def account(source: Source, grounded: Grounded, file: str, problems: list[Problem]) -> list[Entry]:
    """Every sentence of a source with its status; open and doubly treated ones are added to `problems`."""
    text = source.document.text
    parts = corrected(text, sentences(text, source.language), grounded, file, problems)
    stated = Overlaps([span for span, _, _ in grounded.own])
    dismissed = Overlaps([span for span, _, _ in grounded.dismissed])
    entries = []
    for part, section in zip(parts, sections(text, parts), strict=True):
        words = fold(source.document.slice(part.span))
        own, set_aside = stated.first(part.span), dismissed.first(part.span)
        if own is not None and set_aside is not None:
            _, what, _ = grounded.own[own]
            _, given, line = grounded.dismissed[set_aside]
            problems.append(
                Problem(
                    file,
                    line,
                    "dismissed",
                    f"dismissed as {given}, yet {what} is stated in it: {words}",
                    "stated or dismissed",
                    "shorten the dismissal, or remove the record",
                )
            )
        elif own is None and set_aside is None:
            problems.append(
                Problem(
                    source.path,
                    source.document.line_of(part.span.start),
                    "sentence",
                    words,
                    "a passage that states it, or a dismissal",
                    f"annotate it in {file}, or dismiss it with a reason",
                )
            )
        reason = grounded.dismissed[set_aside][1] if own is None and set_aside is not None else None
        entries.append(Entry(part.span, section, reason))
    return entries


def corrected(
    text: str, parts: Sequence[Sentence], grounded: Grounded, file: str, problems: list[Problem]
) -> list[Sentence]:
    """Sentences with the corrections of the annotation: cut, joined, no heading. An idle correction is a problem."""
    cut = _cut(text, parts, [span.end for span, _ in grounded.split])
    joins, plain = Overlaps([span for span, _ in grounded.join]), Overlaps([span for span, _ in grounded.plain])
    joined: list[Sentence] = []
    for part in cut:
        if joined and joins.reach(joined[-1].span.end, part.span.start):
            joined[-1] = Sentence(Span(joined[-1].span.start, part.span.end), joined[-1].is_heading and part.is_heading)
        else:
            joined.append(part)
    _report_idle(parts, cut, joined, grounded, file, problems)
    return [Sentence(part.span, part.is_heading and plain.first(part.span) is None) for part in joined]


def _cut(text: str, parts: Sequence[Sentence], ends: Sequence[int]) -> list[Sentence]:
    """Sentences cut at the given positions, without the white space that follows them."""
    ends = sorted(ends)
    cut: list[Sentence] = []
    for part in parts:
        start = part.span.start
        for end in ends[bisect_right(ends, start) : bisect_left(ends, part.span.end)]:
            cut.append(Sentence(Span(start, end), part.is_heading))
            start = part.span.end - len(text[end : part.span.end].lstrip())
        cut.append(Sentence(Span(start, part.span.end), part.is_heading))
    return cut


def _report_idle(
    parts: Sequence[Sentence],
    cut: Sequence[Sentence],
    joined: Sequence[Sentence],
    grounded: Grounded,
    file: str,
    problems: list[Problem],
) -> None:
    """Name the corrections that change nothing."""
    starts, ends = [part.span.start for part in cut], {part.span.end for part in parts}
    headings = Overlaps([part.span for part in joined if part.is_heading])
    idle = [
        *(
            ("join", line)
            for span, line in grounded.join
            if bisect_right(starts, span.start) == bisect_left(starts, span.end)
        ),
        *(("split", line) for span, line in grounded.split if span.end in ends),
        *(("plain", line) for span, line in grounded.plain if headings.first(span) is None),
    ]
    for kind, line in idle:
        expected = {
            "join": "words across a boundary between two sentences",
            "split": "words that end inside a sentence",
            "plain": "words of a heading",
        }[kind]
        problems.append(
            Problem(file, line, f"sentences.{kind}", "a correction that changes nothing", expected, "remove it")
        )
