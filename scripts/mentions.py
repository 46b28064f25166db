"""The ledger of mentions: what the reader finds in each source is stated, or set aside with a reason."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extraction.mentions import Mention
from extraction.spans import Overlaps
from extraction.text import Span, fold
from scripts.annotations import SetAside
from scripts.grounding import Grounded
from scripts.sources import Source
from validation.completeness import NOTHING, coverage, value_of
from validation.problems import Problem
from validation.readings import Found

Row = Mapping[str, Any]

_LISTED = 40
"""So many open mentions of a source are named one by one."""


def account_mentions(
    rows: Mapping[str, Sequence[Row]],
    found: Found,
    grounded: Mapping[str, Grounded],
    sources: Mapping[str, Source],
    problems: list[Problem],
) -> Iterator[dict[str, Any]]:
    """The rows of `mentions`; open mentions, and set-asides that set nothing aside, are added to `problems`."""
    covered = coverage(rows["evidence"], rows["names"], rows["verdict_terms"])
    dismissed = {
        source_id: Overlaps(
            [
                Span(row["start_char"], row["end_char"])
                for row in rows["sentences"]
                if row["source_id"] == source_id and row["status"] == "dismissed"
            ]
        )
        for source_id in sources
    }
    for source_id, source in sources.items():
        asides = _Asides(grounded[source_id].aside)
        states = covered.get(source_id, NOTHING).states
        for mention in found[source_id]:
            span = Span(mention.start, mention.end)
            reason = None
            if not states(mention):
                is_in_dismissed = dismissed[source_id].first(span) is not None
                reason = "dismissed_sentence" if is_in_dismissed else asides.reason(mention, span)
                if reason is None:
                    asides.open.append(mention)
            yield {
                "mention_id": f"{source_id}:{mention.start}-{mention.end}:{mention.kind}",
                "source_id": source_id,
                "kind": mention.kind,
                "words": fold(source.document.slice(span)),
                "value": value_of(mention),
                "is_inferred": mention.is_inferred,
                "start_char": mention.start,
                "end_char": mention.end,
                "status": "dismissed" if reason else "stated",
                "reason": reason,
            }
        problems += asides.problems(source)


class _Asides:
    """The set-asides of one annotation, and which mentions none of them holds."""

    def __init__(self, asides: Sequence[tuple[Sequence[Span], SetAside]]) -> None:
        self.asides = [aside for _, aside in asides]
        self.spans = [(span, index) for index, (places, _) in enumerate(asides) for span in places]
        self.spans.sort(key=lambda item: (item[0].start, item[0].end))
        self.used: set[int] = set()
        self.open: list[Mention] = []
        self._first = 0

    def reason(self, mention: Mention, span: Span) -> str | None:
        """The reason of the shortest set-aside that holds a mention; mentions come in the order of the text."""
        while self._first < len(self.spans) and self.spans[self._first][0].end < span.start:
            self._first += 1
        holding = []
        for place, index in self.spans[self._first :]:
            if place.start > span.start:
                break
            kinds = self.asides[index].kinds
            if place.end >= span.end and (not kinds or mention.kind in kinds):
                holding.append((place.end - place.start, index))
        if not holding:
            return None
        _, index = min(holding)
        self.used.add(index)
        return self.asides[index].reason

    def problems(self, source: Source) -> Iterator[Problem]:
        """What is open, and what sets nothing aside."""
        file = f"data/annotations/{source.source_id}.yaml"
        for mention in self.open[:_LISTED]:
            words = fold(source.document.text[max(mention.start - 40, 0) : mention.end + 40])
            yield Problem(
                source.path,
                source.document.line_of(mention.start),
                mention.kind,
                f"{source.document.text[mention.start : mention.end]!r} in “{words}”",
                "a passage that states it, or a reason to set it aside",
                f"state it in {file}, or set it aside under `mentions`",
            )
        if len(self.open) > _LISTED:
            more = len(self.open) - _LISTED
            yield Problem(source.path, None, "mentions", f"{more} more that nothing states", "0", "see above")
        for index, aside in enumerate(self.asides):
            if index not in self.used:
                yield Problem(
                    file,
                    aside.line,
                    "mentions",
                    f"{fold(aside.quote.words)!r}, which sets nothing aside",
                    "words that hold a mention of that kind which nothing states",
                    "remove it",
                )
