"""Names of persons: their parts, ids, and whether two may be one person's."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.lexicon import languages, lexicon
from extraction.names.word_lists import given_names
from extraction.persons.bearers import sounds
from scripts.propose.romanized import romanized
from scripts.propose.slugs import slug

_INITIAL = re.compile(r"(?:[^\W\d_]{1,2}\.)(?:-?[^\W\d_]{1,2}\.)*")
_SHORTEST_PATRONYMIC = 6
_VOWELS = re.compile("[aeiou]")


@dataclass(frozen=True, slots=True)
class Personal:
    """A person's name: surname, given names in full, initials; all may be empty."""

    surname: str
    given: tuple[str, ...]
    initials: tuple[str, ...]
    patronymic: str

    @classmethod
    def of(cls, name: str) -> "Personal":
        """Tell the parts of a name in the nominative apart."""
        initials = tuple(letter for found in _INITIAL.findall(name) for letter in re.findall(r"[^\W\d_]+", found))
        words = [word for word in re.sub(_INITIAL, " ", name).split() if word.strip(".,")]
        patronymic = next((word for word in words[1:] if _is_patronymic(word, len(words))), "")
        if patronymic and len(words) > 1:
            at = words.index(patronymic)
            given, rest = words[at - 1], [word for word in words if word not in (words[at - 1], patronymic)]
            return cls(" ".join(rest), (given,), initials, patronymic)
        if len(words) <= 1 or initials:
            surname = words[-1] if words else ""
            return cls(
                " ".join(words[1:]) or surname if initials and len(words) > 1 else surname,
                tuple(words[:1]) if initials and len(words) > 1 else (),
                initials,
                "",
            )
        is_latin = words[0].isascii() or slug(words[0]) != ""
        if _is_family_first(words) or (not is_latin and _is_given(words[-1]) and not _is_given(words[0])):
            return cls(words[0], tuple(words[1:]), initials, "")
        last = len(words) - 1
        while last > 1 and words[last - 1].lower() in _particles():
            last -= 1
        return cls(" ".join(words[last:]), tuple(words[:last]), initials, "")

    @property
    def record_id(self) -> str:
        """Surname, then given names; initials where no given name is known."""
        rest = self.given or self.initials
        return "-".join(part for part in (slug(romanized(name)) for name in (self.surname, *rest)) if part)


def differ(one: Personal, other: Personal) -> bool:
    """Whether given names or initials tell two of one surname apart."""
    first, second = _first(one), _first(other)
    if not first or not second:
        return False
    if len(first) == 1 or len(second) == 1:
        return first[0] != second[0] and _hard(first[0]) != _hard(second[0])
    return _VOWELS.sub("", first) != _VOWELS.sub("", second)


def _first(name: Personal) -> str:
    """The sound of the given name or the first initial."""
    written = name.given[0] if name.given else name.initials[0] if name.initials else ""
    return sounds()[written] if written else ""


def _hard(sound: str) -> str:
    return {"y": "i", "j": "i"}.get(sound, sound)


@cache
def _particles() -> frozenset[str]:
    return frozenset(
        word for language in languages() for word in str(lexicon(language, "persons")["particles"]).split()
    )


@cache
def _family_first() -> frozenset[str]:
    return frozenset(
        word for language in languages() for word in str(lexicon(language, "persons")["family_first"]).split()
    )


def _is_family_first(words: list[str]) -> bool:
    return len(words) <= 3 and words[0].lower() in _family_first() and not _is_given(words[0])


def _is_given(word: str) -> bool:
    return word.lower().replace("ё", "е") in given_names()


def _is_patronymic(word: str, count: int) -> bool:
    """Whether one of some words of a name is a patronymic; of two a surname may end as a man's does: «Дашкевич»."""
    is_long = len(word) >= _SHORTEST_PATRONYMIC
    endings = _endings("patronymics" if count > 2 else "womens_patronymics")
    return is_long and word.lower().endswith(endings) and not _is_given(word)


@cache
def _endings(name: str) -> tuple[str, ...]:
    endings = (str(lexicon(language, "people")[name]) for language in languages())
    return tuple(ending for listed in endings for ending in listed.split(", "))
