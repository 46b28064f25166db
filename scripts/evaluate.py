"""How well a reader finds what people marked: recall and precision of spans and values, and every error."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extraction.mentions import Attribution, Mention, Name, Quantity
from extraction.text import fold
from scripts.gold import KINDS, GoldDocument, GoldMention

GROUPS: Mapping[str, tuple[str, ...]] = {
    "counts-and-dates": ("count", "percent", "ordinal", "date", "time"),
    "names": ("person", "organization", "country", "place"),
    "cues": ("cue",),
    "all": KINDS,
}
"""Kinds that are scored together; the stance of a cue is its value."""

Measure = Literal["span", "value", "overlap"]
Fault = Literal["missed", "false", "span", "value", "counted", "inferred", "speaker"]

_CONTEXT = 40
"""Code points of text shown before and after the words of an error."""


@dataclass(slots=True)
class Score:
    """Of `gold` and `found` mentions, those whose spans overlap, whose spans are the same, whose values are too."""

    gold: int = 0
    found: int = 0
    overlap: int = 0
    span: int = 0
    value: int = 0

    def recall(self, measure: Measure) -> float | None:
        """The part of gold that was found; None where there is no gold."""
        return getattr(self, measure) / self.gold if self.gold else None

    def precision(self, measure: Measure) -> float | None:
        """The part of what was found that is gold; None where nothing was found."""
        return getattr(self, measure) / self.found if self.found else None

    def add(self, other: "Score") -> None:
        self.gold += other.gold
        self.found += other.found
        self.overlap += other.overlap
        self.span += other.span
        self.value += other.value


@dataclass(slots=True)
class Agreement:
    """How often something beside span and value agrees, of the mentions with the same span for which gold gives it."""

    agreed: int = 0
    of: int = 0


@dataclass(slots=True)
class Joining:
    """Pairs of mentions of one bearer in a document: in gold, as found, and in both; of those with the same span."""

    gold: int = 0
    found: int = 0
    both: int = 0


@dataclass(frozen=True, slots=True)
class Error:
    """A place where the reader is wrong; `gold` and `found` are what differs, "" on the side that has nothing there.

    `missed`: nothing of the kind was found there. `false`: nothing of the kind is gold there. `span`: the spans only
    overlap. Else the spans are the same, and what the fault names differs.
    """

    fault: Fault
    document: str
    start: int
    end: int
    kind: str
    gold: str
    found: str
    before: str
    words: str
    after: str


@dataclass(slots=True)
class Result:
    """Everything that comparing documents gives."""

    documents: int = 0
    kinds: dict[str, Score] = field(default_factory=dict)
    agreement: dict[str, Agreement] = field(default_factory=dict)
    joining: dict[str, Joining] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    def score(self, name: str) -> Score:
        """The score of a kind or of a group."""
        total = Score()
        for kind in GROUPS.get(name, (name,)):
            total.add(self.kinds.get(kind, Score()))
        return total


def evaluate(documents: Iterable[tuple[GoldDocument, Sequence[Mention]]], kinds: Iterable[str] = KINDS) -> Result:
    """Compare what was found in each document with its gold, for some kinds."""
    wanted = [kind for kind in KINDS if kind in set(kinds)]
    result = Result()
    for document, mentions in documents:
        result.documents += 1
        found = outermost(mentions)
        errors: list[Error] = []
        for kind in wanted:
            of_gold = [mention for mention in document.mentions if mention.kind == kind]
            of_found = [mention for mention in found if mention.kind == kind]
            errors += _compare(document, kind, of_gold, of_found, result)
        result.errors += sorted(errors, key=lambda error: (error.start, error.end))
    return result


def outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in order without those inside a longer one: the longest wins, as in gold."""
    kept: list[Mention] = []
    reach: Mention | None = None
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if reach is not None and mention.end <= reach.end and (mention.start, mention.end) != (reach.start, reach.end):
            continue
        kept.append(mention)
        reach = mention
    return kept


def _compare(
    document: GoldDocument, kind: str, gold: Sequence[GoldMention], found: Sequence[Mention], result: Result
) -> Iterator[Error]:
    pairs = _pairs(gold, found)
    same = [(gold[i], found[j]) for i, j in pairs if (gold[i].start, gold[i].end) == (found[j].start, found[j].end)]
    right = sum(fold(one.value) == fold(value_of(other)) for one, other in same)
    result.kinds.setdefault(kind, Score()).add(Score(len(gold), len(found), len(pairs), len(same), right))
    _join(kind, same, result)
    for i, one in enumerate(gold):
        if i not in {i for i, _ in pairs}:
            yield _error("missed", document, kind, one, one.value, "")
    for j, other in enumerate(found):
        if j not in {j for _, j in pairs}:
            yield _error("false", document, kind, other, "", value_of(other))
    for i, j in pairs:
        one, other = gold[i], found[j]
        if (one.start, one.end) != (other.start, other.end):
            yield _error("span", document, kind, one, one.value, fold(document.text[other.start : other.end]))
    for one, other in same:
        if fold(one.value) != fold(value_of(other)):
            yield _error("value", document, kind, one, one.value, value_of(other))
        for fault, expected, actual in _details(document.text, one, other):
            agreement = result.agreement.setdefault(fault, Agreement())
            agreement.of += 1
            agreement.agreed += expected == actual
            if expected != actual:
                yield _error(fault, document, kind, one, expected, actual)


def _pairs(gold: Sequence[GoldMention], found: Sequence[Mention]) -> list[tuple[int, int]]:
    """As many pairs of indexes as can be made one to one, the same span first, then any overlap.

    Gold mentions share no words, so one with the same span can pair with no other; and of those found that overlap a
    gold mention the one that ends first is worth the least to the next.
    """
    places: dict[tuple[int, int], list[int]] = {}
    for j in range(len(found) - 1, -1, -1):
        places.setdefault((found[j].start, found[j].end), []).append(j)
    pairs = {}
    for i, one in enumerate(gold):
        if places.get((one.start, one.end)):
            pairs[i] = places[one.start, one.end].pop()
    left = sorted((found[j].end, j) for j in set(range(len(found))) - set(pairs.values()))
    for i, one in enumerate(gold):
        if i not in pairs:
            left = [(end, j) for end, j in left if end > one.start]
            for end, j in left:
                if found[j].start < one.end:
                    pairs[i] = j
                    left.remove((end, j))
                    break
    return sorted(pairs.items())


def value_of(mention: Mention) -> str:
    """The value as gold writes it: of a quantity, with its precision."""
    return mention.written if isinstance(mention, Quantity) else mention.value


def _details(text: str, gold: GoldMention, found: Mention) -> Iterator[tuple[Fault, str, str]]:
    if gold.counted is not None and isinstance(found, Quantity):
        yield "counted", gold.counted, found.counted
    if gold.kind == "date":
        inferred, stated = "inferred", "stated"
        yield "inferred", inferred if gold.is_inferred else stated, inferred if found.is_inferred else stated
    if gold.entity is not None and isinstance(found, Attribution):
        yield "speaker", fold(gold.entity), fold(text[slice(*found.speaker)]) if found.speaker else ""


def _join(kind: str, same: Sequence[tuple[GoldMention, Mention]], result: Result) -> None:
    bearers = [
        (gold.entity, found.entity) for gold, found in same if gold.entity is not None and isinstance(found, Name)
    ]
    if bearers:
        joining = result.joining.setdefault(kind, Joining())
        joining.gold += _number_of_pairs(gold for gold, _ in bearers)
        joining.found += _number_of_pairs(found or number for number, (_, found) in enumerate(bearers))
        joining.both += _number_of_pairs((gold, found) for gold, found in bearers if found)


def _number_of_pairs(labels: Iterable[object]) -> int:
    return sum(number * (number - 1) // 2 for number in Counter(labels).values())


def _error(
    fault: Fault, document: GoldDocument, kind: str, place: GoldMention | Mention, gold: str, found: str
) -> Error:
    text, start, end = document.text, place.start, place.end
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return Error(
        fault,
        document.name,
        start,
        end,
        kind,
        gold,
        found,
        fold(f".{before}.")[1:-1],
        fold(text[start:end]),
        fold(f".{after}.")[1:-1],
    )


@dataclass(frozen=True, slots=True)
class Floor:
    """The least recall and precision that a kind or group must have."""

    name: str
    measure: Measure
    recall: float
    precision: float

    @classmethod
    def parse(cls, written: str) -> "Floor":
        """`names=.95/.97`, or with what is measured: `names:span=.95/.97`; value, unless it says span or overlap.

        Raises:
            ValueError: it is not written so; the message says what is wrong.
        """
        what, _, least = written.partition("=")
        name, _, measure = what.partition(":")
        recall, _, precision = least.partition("/")
        if name not in GROUPS and name not in KINDS:
            raise ValueError(f"{name!r} is neither of {', '.join(GROUPS)} nor a kind: {', '.join(KINDS)}")
        measures: dict[str, Measure] = {"": "value", "value": "value", "span": "span", "overlap": "overlap"}
        if measure not in measures:
            raise ValueError(f"{measure!r} is not span, value or overlap")
        try:
            numbers = float(recall), float(precision)
        except ValueError:
            numbers = (-1.0, -1.0)
        if not all(0 <= number <= 1 for number in numbers):
            raise ValueError(f"{least!r} is no recall/precision, each from 0 to 1, such as .95/.97")
        return cls(name, measures[measure], *numbers)

    def missed(self, result: Result) -> list[str]:
        """What lies under the floor, as words; where there is nothing to measure, that does."""
        score = result.score(self.name)
        sides = (
            ("recall", score.recall(self.measure), self.recall),
            ("precision", score.precision(self.measure), self.precision),
        )
        return [
            f"{self.name}: {side} by {self.measure} is {'not defined' if is_ is None else format(is_, '.4f')}, "
            f"under {least:g}"
            for side, is_, least in sides
            if is_ is None or is_ < least
        ]
