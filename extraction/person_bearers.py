"""Who bears the names of persons in a document: mentions joined across cases, initials, scripts and spellings.

Mentions are grouped by the sound of the surname and told apart by given names and initials, so the work grows with
their number and not with its square.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from extraction.lexicon import languages, lexicon
from extraction.mentions import Name
from extraction.person_forms import Read, plain_surname

_FEW = 8
"""Bearers of one surname and initial that are compared; a list of a thousand Ivanovs stays quick."""

_REMEMBERED = 1 << 16
_VOWELS = re.compile("[aeiou]")
_REPEATED = re.compile(r"(.)\1+")
_JOINERS = re.compile(r"[\W_]+")


class _Sounds(dict[str, str]):
    """Name → its sound, the same for its spellings in every script (the tables of all languages together)."""

    def __init__(self) -> None:
        super().__init__()
        self._classes = {
            letters: sound
            for language in languages()
            for letters, sound in lexicon(language, "persons")["letters"].items()
        }
        longest_first = sorted(self._classes, key=lambda letters: (-len(letters), letters))
        self._letters = re.compile("|".join(map(re.escape, longest_first)))

    def __missing__(self, name: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        lower = _JOINERS.sub("", name.lower())
        sound = _REPEATED.sub(r"\1", self._letters.sub(lambda found: self._classes[found.group()], lower))
        self[name] = sound = sound or lower
        return sound


@cache
def sounds() -> dict[str, str]:
    """Name → its sound."""
    return _Sounds()


@dataclass(slots=True)
class _Bearer:
    given: list[str]
    rest: list[str]
    gender: str
    name: str
    fullness: tuple[int, int]


@dataclass(slots=True)
class _Sounding:
    """A mention with the sounds of its words: `given` the given name or first initial, `rest` what follows that."""

    read: Read
    given: list[str]
    rest: list[str]
    surnames: list[str] = field(default_factory=list)

    @property
    def fullness(self) -> tuple[int, int]:
        full = sum(len(sound) > 1 for sound in (*self.given, *self.rest))
        return 4 * full + len(self.given) + len(self.rest) + bool(self.surnames), len(self.read.value)

    @property
    def keys(self) -> list[str]:
        """What a name is looked up by: its surnames, or given name and patronymic where it has none."""
        return self.surnames or [" ".join((*self.given, *self.rest))]


def joined(read: Sequence[Read]) -> Iterator[Name]:
    """The mentions with their bearers, in order."""
    sounding = [_sounding(one) for one in sorted(read, key=lambda one: one.found.start)]
    people = _People()
    bearers: list[_Bearer | None] = [None] * len(sounding)
    # the fullest first: two bearers of one initial are told apart before a mention with that initial comes
    for index in sorted(range(len(sounding)), key=lambda index: (-sounding[index].fullness[0], index)):
        if sounding[index].given:
            bearers[index] = people.of(sounding[index])
    for index, one in enumerate(sounding):
        bearer = bearers[index] or people.of_surname(one)
        bearers[index] = bearer
        people.remember(one, bearer)
    for one, known in zip(sounding, bearers, strict=True):
        found = one.read.found
        entity = known.name if known is not None else ""
        yield Name("person", found.start, found.end, one.read.value, entity=entity, title=found.title)


def _sounding(read: Read) -> _Sounding:
    made = _Sounding(read, [], [])
    sound_of = sounds()
    for part, word in zip(read.found.parts, read.words, strict=True):
        if part.role in ("surname", "compound") and not part.is_given:
            made.surnames.append(sound_of[plain_surname(word)])
        elif part.role == "patronymic" or (made.given and not part.is_hyphenated and part.is_given):
            made.rest.append(sound_of[word])
        elif part.is_given:
            (made.rest if made.rest else made.given).append(sound_of[word])
    return made


class _People:
    """The bearers, by the sounds of their surnames."""

    def __init__(self) -> None:
        self._by_initial: dict[tuple[str, str], list[_Bearer]] = {}
        self._latest: dict[str, list[_Bearer]] = {}
        self._known: dict[str, list[_Bearer]] = {}

    def of(self, one: _Sounding) -> _Bearer:
        """The bearer of a name with a given name or initials; made where there is none yet."""
        for key in one.keys:
            for bearer in self._by_initial.get((key, one.given[0][:1]), ())[:_FEW]:
                if _are_like(bearer.given, one.given) and _are_like(bearer.rest[:1], one.rest[:1]):
                    self._enrich(bearer, one)
                    return bearer
        bearer = _Bearer(one.given, one.rest, one.read.gender, one.read.value, one.fullness)
        for key in (*one.surnames, " ".join((*one.given, *one.rest))):
            self._by_initial.setdefault((key, one.given[0][:1]), []).append(bearer)
            self._known.setdefault(key, []).append(bearer)
        return bearer

    def of_surname(self, one: _Sounding) -> _Bearer:
        """The bearer of a surname alone: whoever of that surname was named last, else is named first after it."""
        gender = one.read.found.evidence.gender
        for bearers, step in ((self._latest, -1), (self._known, 1)):
            for key in one.keys[::-1]:
                for bearer in bearers.get(key, [])[::step][:_FEW]:
                    if not gender or bearer.gender in ("", gender):
                        return bearer
        return _Bearer([], [], gender or one.read.gender, one.read.value, one.fullness)

    def remember(self, one: _Sounding, bearer: _Bearer) -> None:
        """Take the mention as the last so far."""
        for key in one.keys:
            latest = self._latest.setdefault(key, [])
            if not latest or latest[-1] is not bearer:
                latest.append(bearer)
                del latest[: -2 * _FEW]

    def _enrich(self, bearer: _Bearer, one: _Sounding) -> None:
        if not bearer.rest:
            bearer.rest = one.rest
        if len(bearer.given) < len(one.given):
            bearer.given = [*bearer.given, *one.given[len(bearer.given) :]]
        if one.fullness > bearer.fullness:
            bearer.fullness, bearer.name = one.fullness, one.read.value


def _are_like(some: list[str], others: list[str]) -> bool:
    return all(is_like(one, other) for one, other in zip(some, others, strict=False))


def is_like(one: str, other: str) -> bool:
    """Whether two given names or initials, as sounds, may be the same: an initial of it, or the same but for vowels."""
    if len(one) <= 1 or len(other) <= 1:
        return one[:1] == other[:1]
    return one == other or (one[0] == other[0] and _VOWELS.sub("", one) == _VOWELS.sub("", other))
