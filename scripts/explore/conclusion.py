"""Inside one document: which judgements of its body return in its conclusion, and which do not.

Documents seldom head their conclusion. It is taken to be the last stretch of text between blank lines in which the
author judges the election in his own voice; what he judges before it is the body.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extraction.sentences import blocks
from scripts.explore.cards import Card, card
from scripts.explore.facts import Facts, Row
from validation.codes import codes_of
from validation.tables import column

RETURNS = {
    "again": "said again",
    "aspect": "its aspect is judged again",
    "gone": "does not return",
}
"""What becomes of a judgement of the body."""


@dataclass(frozen=True, slots=True)
class OfBody:
    """A judgement of the body; `returns`: a key of `RETURNS`."""

    card: Card
    returns: str

    @property
    def words(self) -> str:
        """`returns` for people."""
        return RETURNS[self.returns]


@dataclass(frozen=True, slots=True)
class OfAspect:
    """The judgements of one aspect, in the body and in the conclusion."""

    title: str
    body: tuple[OfBody, ...]
    conclusion: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Returns:
    """One document; `start`: where its conclusion begins."""

    source_id: str
    title: str
    address: str
    aspects: tuple[OfAspect, ...]

    def count(self, returns: str) -> int:
        """How many judgements of the body return so."""
        return sum(one.returns == returns for aspect in self.aspects for one in aspect.body)


def returns(facts: Facts, election_id: str) -> Iterator[Returns]:
    """The documents whose authors judge an election in their body and again in their conclusion."""
    by_source: dict[str, list[Row]] = defaultdict(list)
    for row in facts.referring("verdicts", "election_id", election_id):
        of_source = by_source[row["source_id"]]
        if row["attribution"] == "own" and row["about"] == "election":
            of_source.append(row)
    for source_id, own in by_source.items():
        starts = {row["verdict_id"]: _start(facts, row) for row in own}
        begins = _conclusion_begins(facts.text_to_reckon_with(source_id), sorted(starts.values()))
        if begins is None:
            continue
        body = [row for row in own if starts[row["verdict_id"]] < begins]
        conclusion = [row for row in own if starts[row["verdict_id"]] >= begins]
        if body:
            yield _returns(facts, source_id, body, conclusion)


def _returns(facts: Facts, source_id: str, body: list[Row], conclusion: list[Row]) -> Returns:
    repeated = {row["repeats_id"] for row in conclusion} - {None}
    judged_again = {row["aspect"] for row in conclusion}
    aspects = []
    for aspect in codes_of("aspect"):
        before = tuple(
            OfBody(card(facts, "verdicts", row), _becomes(row, repeated, judged_again))
            for row in body
            if row["aspect"] == aspect
        )
        after = tuple(card(facts, "verdicts", row) for row in conclusion if row["aspect"] == aspect)
        if before or after:
            aspects.append(OfAspect(facts.shown(column("verdicts", "aspect"), aspect), before, after))
    return Returns(source_id, facts.name("sources", source_id), facts.address("sources", source_id), tuple(aspects))


def _becomes(row: Row, repeated: set[str], judged_again: set[str]) -> str:
    if row["verdict_id"] in repeated or row["repeats_id"] in repeated:
        return "again"
    return "aspect" if row["aspect"] in judged_again else "gone"


def _start(facts: Facts, row: Row) -> int:
    """Where a verdict stands in its document: where the first passage begins that is no mere context."""
    evidence = facts.evidence("verdicts", row["verdict_id"])
    return min((one.start for one in evidence if not one.is_context), default=0)


def _conclusion_begins(text: str | None, judged: list[int]) -> int | None:
    """The start of the stretch with the last of these places; None without a text, or places."""
    if text is None or not judged:
        return None
    stretches = [0]
    for before, after in pairwise(blocks(text)):
        if text.count("\n", before.end, after.start) > 1:
            stretches.append(after.start)
    return max(start for start in stretches if start <= judged[-1])
