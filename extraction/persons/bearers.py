"""Who bears the names of persons in a document: mentions joined across cases, initials, scripts and spellings.

Mentions are grouped by the sound of the surname and told apart by given names and initials, so the work grows with
their number and not with its square.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from extraction.lexicon import languages, lexicon
from extraction.mentions import Name
from extraction.persons.forms import Pattern, Read, plain_surname

_FEW = 8
"""Bearers of one surname and initial that are compared; a list of a thousand Ivanovs stays quick."""

_REMEMBERED = 1 << 12
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
    given: tuple[str, ...]
    rest: tuple[str, ...]
    gender: str
    name: str
    fullness: int
    surnames: tuple[str, ...]


class _Sounding(NamedTuple):
    """The sounds of a name's words: `given` the given name or first initial, `rest` what follows that."""

    given: tuple[str, ...]
    rest: tuple[str, ...]
    surnames: tuple[str, ...]

    @property
    def fullness(self) -> int:
        """How much of the name is there: words before initials, both before none."""
        full = sum([len(sound) > 1 for sound in (*self.given, *self.rest)])
        return 4 * full + len(self.given) + len(self.rest) + len(self.surnames)

    @property
    def keys(self) -> tuple[str, ...]:
        """What a name is looked up by: its surnames, or given name and patronymic where it has none."""
        return self.surnames or (" ".join((*self.given, *self.rest)),)


def joined(read: Sequence[Read]) -> Iterator[Name]:
    """The mentions with their bearers, in order."""
    mentions = sorted(read, key=lambda one: one.found.start)
    heard = [_sounding(one.words, one.found.pattern) for one in mentions]
    fullness = [sounding.fullness for sounding in heard]
    people = _People()
    bearers: list[_Bearer | None] = [None] * len(mentions)
    # the fullest first: two bearers of one initial are told apart before a mention with that initial comes
    for index in sorted(range(len(mentions)), key=lambda index: -fullness[index]):
        if heard[index].given:
            bearers[index] = people.of(mentions[index], heard[index], fullness[index])
    for index, (one, sounding) in enumerate(zip(mentions, heard, strict=True)):
        bearer = bearers[index] or people.of_surname(one, sounding)
        people.remember(sounding, bearer)
        bearers[index] = bearer
    for one, known in zip(mentions, bearers, strict=True):
        found = one.found
        entity = known.name if known is not None else ""
        yield Name("person", found.start, found.end, one.value, entity=entity, title=found.title)


@lru_cache(_REMEMBERED)
def _sounding(words: tuple[str, ...], pattern: Pattern) -> _Sounding:
    given: list[str] = []
    rest: list[str] = []
    surnames: list[str] = []
    sound_of = sounds()
    for at, (word, role) in enumerate(zip(words, pattern.roles, strict=True)):
        if pattern.is_family(at):
            surnames.append(sound_of[plain_surname(word)])
        elif role == "patronymic":
            rest.append(sound_of[word])
        elif pattern.is_given[at]:
            is_first = not given or (not rest and pattern.is_hyphenated[at])
            (given if is_first else rest).append(sound_of[word])
    return _Sounding(tuple(given), tuple(rest), tuple(surnames))


class _People:
    """The bearers, by the sounds of their surnames."""

    def __init__(self) -> None:
        self._by_initial: dict[tuple[str, str], list[_Bearer]] = {}
        self._latest: dict[str, list[_Bearer]] = {}
        self._known: dict[str, list[_Bearer]] = {}

    def of(self, read: Read, one: _Sounding, fullness: int) -> _Bearer:
        """The bearer of a name with a given name or initials; made where there is none yet."""
        initial = one.given[0][:1]
        for key in one.keys:
            for bearer in self._by_initial.get((key, initial), ())[:_FEW]:
                if _are_like(bearer.given, one.given) and _are_like(bearer.rest[:1], one.rest[:1]):
                    bearer.rest = bearer.rest or one.rest
                    bearer.given += one.given[len(bearer.given) :]
                    if (fullness, len(read.value)) > (bearer.fullness, len(bearer.name)):
                        bearer.fullness, bearer.name = fullness, read.value
                    return bearer
            for bearer in self._known.get(key, ())[:_FEW]:
                if one.given[0] in bearer.surnames:  # two surnames, the first of which was taken for a given name
                    return bearer
        bearer = _Bearer(one.given, one.rest, read.gender, read.value, fullness, one.surnames)
        for key in (*one.surnames, " ".join((*one.given, *one.rest))):
            self._by_initial.setdefault((key, initial), []).append(bearer)
            self._known.setdefault(key, []).append(bearer)
        return bearer

    def of_surname(self, read: Read, one: _Sounding) -> _Bearer:
        """The bearer of a surname alone: whoever of that surname was named last, else is named first after it."""
        gender = read.found.evidence.gender
        for key in one.keys[::-1]:
            for bearer in (*self._latest.get(key, [])[: -_FEW - 1 : -1], *self._known.get(key, [])[:_FEW]):
                if not gender or bearer.gender in ("", gender):
                    return bearer
        return _Bearer((), (), gender or read.gender, read.value, 0, one.surnames)

    def remember(self, one: _Sounding, bearer: _Bearer) -> None:
        """Take the bearer as the last so far."""
        for key in one.keys:
            latest = self._latest.setdefault(key, [])
            if not latest or latest[-1] is not bearer:
                latest.append(bearer)
                del latest[: -2 * _FEW]


def _are_like(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return all(map(_is_like, some, others))


def _is_like(one: str, other: str) -> bool:
    """Whether two given names or initials, as sounds, may be the same: an initial of it, or the same but for vowels."""
    if len(one) <= 1 or len(other) <= 1:
        return one[:1] == other[:1]
    return one == other or (one[0] == other[0] and _VOWELS.sub("", one) == _VOWELS.sub("", other))
