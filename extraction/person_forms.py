"""From the names that were found to their nominatives, in the light of the whole document.

A surname alone, or a run of capitalized words without any other evidence, is a name where the document gives a surer
form of it elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extraction.mentions import Mention, Name
from extraction.nominative import Declension, Evidence, Role, Solution
from extraction.text import fold

_MARGIN = 2.0
"""How much likelier than the next a reading must be to decide for the document's other mentions."""

_SUPPORT = 4.0
"""What such a decision weighs."""

_MOST_PARTS = 4

_Borne = tuple[str, str]
"""A surname, and the first letter of its bearer's given name or ""."""


class Piece(NamedTuple):
    """What a word is in a name; `is_hyphenated` where a hyphen stands before it."""

    role: Role
    is_given: bool = False
    is_hyphenated: bool = False


_SURNAME = (Piece("surname"),)


@dataclass(slots=True)
class Found(Name):
    """A name as it was found, before the whole document is known."""

    parts: tuple[Part, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    is_sure: bool = True
    begins_sentence: bool = False


@dataclass(slots=True)
class Bare(Mention):
    """Capitalized words of a stretch and where they stand: names, if the document gives a fuller form of them."""

    places: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Read:
    """A mention with its words in the nominative."""

    found: Found
    words: tuple[str, ...]
    gender: str
    value: str


def plain_surname(word: str) -> str:
    """A surname as it is compared within a script."""
    return word.lower().replace("ё", "е")


class Forms:
    """Reads the forms of one language."""

    def __init__(self, declension: Declension) -> None:
        self._declension = declension

    def read(self, text: str, ours: Sequence[Found | Bare], taken: Sequence[tuple[int, int]]) -> list[Read]:
        """Each sure name in the nominative, and each that those make sure; these keep clear of what is `taken`."""
        sure = [one for one in ours if isinstance(one, Found) and one.is_sure]
        if not sure:
            return []
        read = self._in_nominative(text, sure, frozenset())
        known = _Known(text, read, self._declension)
        more = [one for found in ours if isinstance(found, Found) and not found.is_sure for one in known.part_of(found)]
        more += known.alone(one for one in ours if isinstance(one, Bare))
        more = _outside(more, [*((one.start, one.end) for one in sure), *taken])
        return read + self._in_nominative(text, more, frozenset((surname, "") for surname in known.surnames))

    def _in_nominative(self, text: str, found: Sequence[Found], support: frozenset[_Borne]) -> list[Read]:
        """First those that are certain, then the others in their light."""
        solved = [
            self._declension.solutions(
                tuple(text[part.start : part.end] for part in one.parts),
                tuple(part.role for part in one.parts),
                one.evidence,
            )
            for one in found
        ]
        if self._declension.cases:
            support |= {
                borne
                for one, solutions in zip(found, solved, strict=True)
                if len(solutions) == 1 or solutions[0].score - solutions[1].score >= _MARGIN
                for borne in _borne(one, solutions[0])
            }
        return [
            _reading(text, one, _chosen(one, solutions, support)) for one, solutions in zip(found, solved, strict=True)
        ]


class _Known:
    """The surnames that a document's sure names establish."""

    def __init__(self, text: str, read: Sequence[Read], declension: Declension) -> None:
        self._text = text
        self._declension = declension
        self._given: dict[str, set[str]] = {}
        self._particles: dict[str, str] = {}
        self._held: dict[str, str] = {}
        for one in read:
            given = [
                plain_surname(word) for word, part in zip(one.words, one.found.parts, strict=True) if part.is_given
            ]
            for word, part in zip(one.words, one.found.parts, strict=True):
                if part.role in ("surname", "compound") and not part.is_given and len(word) > 1:
                    self._given.setdefault(plain_surname(word), set()).update(given[:1])
            particles = _particles(text, one.found)
            if particles:
                self._particles[plain_surname(one.words[-1])] = particles
        self.surnames = frozenset(self._given)
        self._beginnings = frozenset(surname[:2] for surname in self.surnames)

    def _surname(self, word: str) -> str:
        """The known surname that a word is a form of, "" where there is none."""
        found = self._held.get(word)
        if found is None:
            plain = plain_surname(word)
            found = ""
            if plain[:2] in self._beginnings:
                if plain in self.surnames:
                    found = plain
                elif self._declension.cases:
                    found = min(self._declension.nominatives(plain) & self.surnames, default="")
            self._held[word] = found
        return found

    def part_of(self, unsure: Found) -> list[Found]:
        """The name in a run of capitalized words that ends with a known surname.

        All of it where the words before may be given names: where a sentence begins, only the known ones.
        """
        last = unsure.parts[-1]
        surname = self._surname(self._text[last.start : last.end])
        if not surname:
            return []
        if any(part.role == "initial" for part in unsure.parts):
            return [unsure]
        first = plain_surname(self._text[unsure.parts[0].start : unsure.parts[0].end])
        if not unsure.begins_sentence or any(one[:1] == first[:1] for one in self._given[surname]):
            return [unsure]
        return [_alone(last.start, last.end)]

    def alone(self, bare: Iterable[Bare]) -> list[Found]:
        """The known surnames among words that stand alone."""
        found = []
        for one in bare:
            for word, starts in one.places.items():
                surname = self._surname(word)
                if surname:
                    found += [self._with_particles(surname, start, start + len(word)) for start in starts]
        found.sort(key=lambda one: one.start)
        return _merged(self._text, found)

    def _with_particles(self, surname: str, start: int, end: int) -> Found:
        """A surname with the particles that belong to it (von der Leyen)."""
        particles = self._particles.get(surname, "")
        begin = max(start - len(particles), 0)
        if particles and self._text[begin:start].lower() == particles:
            return Found("person", begin, end, "", parts=(Part(start, end, "surname"),))
        return _alone(start, end)


def _alone(start: int, end: int) -> Found:
    return Found("person", start, end, "", parts=(Part(start, end, "surname"),))


def _particles(text: str, found: Found) -> str:
    """What stands before the surname and belongs to it."""
    at = len(found.parts) - 1
    if found.parts[at].role != "surname":
        return ""
    start = at
    while start and found.parts[start - 1].role == "fixed":
        start -= 1
    return text[found.parts[start].start : found.parts[at].start].lower()


def _merged(text: str, found: list[Found]) -> list[Found]:
    """Neighbours as one: the two surnames of one bearer."""
    merged: list[Found] = []
    for one in found:
        before = merged[-1] if merged else None
        if before is None or one.start - before.end != 1 or len(before.parts) >= _MOST_PARTS:
            merged.append(one)
        elif text[before.end].isspace() or text[before.end] == "-":
            parts = (*(Part(part.start, part.end, "compound") for part in before.parts), *one.parts)
            merged[-1] = Found("person", before.start, one.end, "", parts=parts)
        else:
            merged.append(one)
    return merged


def _outside(found: list[Found], taken: Sequence[tuple[int, int]]) -> list[Found]:
    """Those that overlap nothing that is taken; all are looked at once, in order."""
    kept = []
    spans = sorted(taken)
    reached = at = 0
    for one in sorted(found, key=lambda one: one.start):
        while at < len(spans) and spans[at][0] < one.end:
            reached = max(reached, spans[at][1])
            at += 1
        if reached <= one.start:
            kept.append(one)
    return kept


def _borne(found: Found, solution: Solution) -> tuple[_Borne, ...]:
    """The surname alone, and with the first letter of its bearer's given name."""
    surname = initial = ""
    for word, part in zip(solution.words, found.parts, strict=True):
        if part.role == "surname":
            surname = plain_surname(word)
        elif part.is_given:
            initial = initial or word[:1].lower()
    return ((surname, ""), (surname, initial)) if initial else ((surname, ""),)


def _chosen(found: Found, solutions: Sequence[Solution], support: frozenset[_Borne]) -> Solution:
    if len(solutions) == 1:
        return solutions[0]
    return max(solutions, key=lambda one: one.score + _SUPPORT * sum(borne in support for borne in _borne(found, one)))


def _reading(text: str, found: Found, solution: Solution) -> Read:
    pieces = []
    at = found.start
    for part, word in zip(found.parts, solution.words, strict=True):
        pieces += [text[at : part.start], word]
        at = part.end
    pieces.append(text[at : found.end])
    return Read(found, solution.words, solution.gender, fold("".join(pieces)))
