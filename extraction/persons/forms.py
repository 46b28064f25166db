"""From the names that were found to their nominatives, in the light of the whole document.

A surname alone, or a run of capitalized words without any other evidence, is a name where the document gives a surer
form of it elsewhere.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

from extraction.mentions import Mention, Name
from extraction.persons.nominative import NO_EVIDENCE, Declension, Evidence, Role, Solution
from extraction.text import fold

_MARGIN = 2.0
"""How much likelier than the next a reading must be to decide for the document's other mentions."""

_SUPPORT = 4.0
"""What such a decision weighs, for the surname and again for its bearer's initial."""

_FARTHEST = 100
"""Code points between two names of an enumeration, what stands in brackets behind the first among them."""

_MOST_WORDS = 4

_Borne = tuple[str, str]
"""A surname, and the first letter of its bearer's given name or ""."""


class Pattern(NamedTuple):
    """What each word of a name is; initials count as given, a hyphen may stand before a word."""

    roles: tuple[Role, ...]
    is_given: tuple[bool, ...]
    is_hyphenated: tuple[bool, ...]

    def is_family(self, at: int) -> bool:
        """Whether a word is a surname or a part of one."""
        return self.roles[at] in ("surname", "compound") and not self.is_given[at]


_ALONE = Pattern(("surname",), (False,), (False,))


@dataclass(slots=True)
class Found(Name):
    """A name as it was found, before the whole document is known: its words as written and where they begin."""

    words: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    pattern: Pattern = _ALONE
    evidence: Evidence = NO_EVIDENCE
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

    def __init__(self, declension: Declension, connectors: frozenset[str]) -> None:
        self._declension = declension
        words = "|".join(map(re.escape, sorted(connectors)))
        self._between = re.compile(rf"(?:\s*\([^()\n]{{1,80}}\))?[ \u00a0]?[,;&/]?\s?(?:(?:{words})\s)?", re.IGNORECASE)

    def read(self, text: str, found: Sequence[Found], bare: Iterable[Bare], others: Sequence[Mention]) -> list[Read]:
        """Each sure name in the nominative, and each that those make sure; these keep clear of the other mentions."""
        self._enumerate(text, found)
        self._enumerate(text, found[::-1])
        sure = [one for one in found if one.is_sure]
        if not sure:
            return []
        read = self._in_nominative(text, sure, frozenset())
        known = _Known(text, read, self._declension)
        more = [part for one in found if not one.is_sure for part in known.part_of(one)]
        more += known.alone(bare)
        more = _outside(more, [(one.start, one.end) for some in (sure, others) for one in some]) if more else []
        return read + self._in_nominative(text, more, frozenset((surname, "") for surname in known.surnames))

    def _enumerate(self, text: str, found: Sequence[Found]) -> None:
        """Make names sure that stand beside a sure one in an enumeration; in the order of the text or against it."""
        for before, one in pairwise(found):
            if before.is_sure and not one.is_sure and "initial" not in one.pattern.roles:
                start, end = min(before.end, one.end), max(before.start, one.start)
                if start < end <= start + _FARTHEST and self._between.fullmatch(text, start, end):
                    one.is_sure = end - start > 1

    def _in_nominative(self, text: str, found: Sequence[Found], support: frozenset[_Borne]) -> list[Read]:
        """First those that are certain, then the others in their light."""
        solutions = self._declension.solutions
        solved = [solutions(one.words, one.pattern.roles, one.evidence) for one in found]
        certain = set(support)
        if self._declension.cases:
            for one, ways in zip(found, solved, strict=True):
                if len(ways) == 1 or ways[0].score - ways[1].score >= _MARGIN:
                    certain.update(_borne(one.pattern, ways[0].words))
        return [_reading(text, one, _chosen(one, ways, certain)) for one, ways in zip(found, solved, strict=True)]


class _Known:
    """The surnames that a document's sure names establish."""

    def __init__(self, text: str, read: Sequence[Read], declension: Declension) -> None:
        self._text = text
        self._declension = declension
        self._given: dict[str, set[str]] = {}
        self._particles: dict[str, str] = {}
        self._held: dict[str, str] = {}
        for words, pattern in {(one.words, one.found.pattern): None for one in read}:
            given = next((word for word, is_given in zip(words, pattern.is_given, strict=True) if is_given), "")
            for at, word in enumerate(words):
                if pattern.is_family(at) and len(word) > 1:
                    self._given.setdefault(plain_surname(word), set()).add(plain_surname(given))
        for one in read:
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
        surname = self._surname(unsure.words[-1])
        if not surname:
            return []
        first = plain_surname(unsure.words[0])
        is_known = any(given[:1] == first[:1] for given in self._given[surname])
        if is_known or not unsure.begins_sentence or "initial" in unsure.pattern.roles:
            return [unsure]
        return [_alone(unsure.words[-1], unsure.starts[-1])]

    def alone(self, bare: Iterable[Bare]) -> list[Found]:
        """The known surnames among words that stand alone."""
        found = []
        for one in bare:
            for word, starts in one.places.items():
                surname = self._surname(word)
                if surname:
                    found += [self._with_particles(surname, word, start) for start in starts]
        found.sort(key=lambda one: one.start)
        return _merged(self._text, found)

    def _with_particles(self, surname: str, word: str, start: int) -> Found:
        """A surname with the particles that belong to it (von der Leyen)."""
        found = _alone(word, start)
        particles = self._particles.get(surname, "")
        begin = start - len(particles)
        if particles and begin >= 0 and self._text[begin:start].lower() == particles:
            found.start = begin
        return found


def _alone(word: str, start: int) -> Found:
    return Found("person", start, start + len(word), "", words=(word,), starts=(start,))


def _particles(text: str, found: Found) -> str:
    """What stands before the surname and belongs to it."""
    roles = found.pattern.roles
    start = at = len(roles) - 1
    if not at or roles[at] != "surname":
        return ""
    while start and roles[start - 1] == "fixed":
        start -= 1
    return text[found.starts[start] : found.starts[at]].lower()


def _merged(text: str, found: list[Found]) -> list[Found]:
    """Neighbours as one: the two surnames of one bearer."""
    merged: list[Found] = []
    for one in found:
        before = merged[-1] if merged else None
        if before is None or one.start - before.end != 1 or len(before.words) >= _MOST_WORDS:
            merged.append(one)
        elif text[before.end].isspace() or text[before.end] == "-":
            words, starts = (*before.words, *one.words), (*before.starts, *one.starts)
            no = (False,) * len(words)
            compound: tuple[Role, ...] = ("compound",)
            pattern = Pattern((*compound * len(before.words), *one.pattern.roles), no, no)
            merged[-1] = Found("person", before.start, one.end, "", words=words, starts=starts, pattern=pattern)
        else:
            merged.append(one)
    return merged


def _outside(found: list[Found], taken: Sequence[tuple[int, int]]) -> list[Found]:
    """Those that overlap nothing that is taken, in order."""
    spans = sorted(taken)
    starts = [start for start, _ in spans]
    reached = [0, *accumulate([end for _, end in spans], max)]
    in_order = sorted(found, key=lambda one: one.start)
    return [one for one in in_order if reached[bisect_left(starts, one.end)] <= one.start]


def _borne(pattern: Pattern, words: tuple[str, ...]) -> tuple[_Borne, ...]:
    """The surname alone, and with the first letter of its bearer's given name."""
    surname = initial = ""
    for word, role, is_given in zip(words, pattern.roles, pattern.is_given, strict=True):
        if role == "surname":
            surname = plain_surname(word)
        elif is_given:
            initial = initial or word[:1].lower()
    return ((surname, ""), (surname, initial)) if initial else ((surname, ""),)


def _chosen(found: Found, solutions: Sequence[Solution], certain: set[_Borne]) -> Solution:
    best = solutions[0]
    if len(solutions) > 1:
        most = 0.0
        for at, one in enumerate(solutions):
            score = one.score + _SUPPORT * sum([borne in certain for borne in _borne(found.pattern, one.words)])
            if at == 0 or score > most:
                best, most = one, score
    return best


def _reading(text: str, found: Found, solution: Solution) -> Read:
    value = text[found.start : found.end]
    if solution.words != found.words:
        pieces = []
        at = found.start
        for start, written, word in zip(found.starts, found.words, solution.words, strict=True):
            pieces += [text[at:start], word]
            at = start + len(written)
        value = "".join([*pieces, text[at : found.end]])
    return Read(found, solution.words, solution.gender, fold(value))
