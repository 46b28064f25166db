"""Who speaks: the name in the part of a clause where the subject of a reporting verb stands.

A person goes before a body named beside ("CEC chairman John Smith"), a full name before its abbreviation in brackets,
the beginning of a clause before what stands aside in it ("John Smith, who chairs the CEC, has said"). Bodies that are
joined speak together; of "EU observers" the people are part of the words that say who speaks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.mentions import NAMES, Mention
from extraction.phrases import Words
from extraction.tokens import Keys

_WORD = re.compile(r"[\w\u0300-\u036f]+")
_APART = re.compile(r"[.,;:!?…\n]")
_BETWEEN = re.compile(r"[\s«»\"“”„‘’]*")
_BESIDE = 60
"""Code points beside a body within which people are looked for."""
_PEOPLE = 3
"""Words before a body of which one may say that its people speak: "observers of the African Union"."""
_FEW = 8
"""Names before a pronoun among which the person is looked for."""
_OFFICE = re.compile(r"(?:['’]s?)?(?:\s\w[\w-]*){1,6},\s(?:\w+\.?\s){0,2}")
"""An office after its body, a comma, and perhaps a title before the name."""
_NAMED = re.compile(r"(?:['’]s?)?(?:\s\w[\w-]*){0,6},\s(?:\w+\.?\s){0,2}")
"""The same, or the name of a body to which an office named before belongs."""
_SPEAKING = frozenset({"person", "organization"})
_CLOSING = '»”"'
_OPENING = '«“"'


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a speaker may be named: between two places of the text, and up to a third beyond a comma."""

    start: int
    end: int
    beyond: int
    is_before: bool
    """Whether it stands before the verb; `beyond` is then where the clause begins, else where it ends."""
    is_of_phrase: bool = False
    """Whether it follows a phrase such as "according to", and a clause may go on behind its comma."""


class People:
    """The words of a language for people of a body, and those that join names."""

    def __init__(self, people: Iterable[str], joining: Iterable[str], keys: Keys, is_before: bool) -> None:
        """Take words as a lexicon writes them; `is_before` where they can but stand before their body."""
        self._is_before = is_before
        self._people = Words.of(people)
        self._joining = frozenset(joining)
        self._key_of = keys

    def before(self, text: str, position: int, start: int) -> int:
        """Where a word for people begins that governs the name at a position, else that position."""
        begin = max(start, position - _BESIDE, 0)
        begin = max((mark.end() for mark in _APART.finditer(text, begin, position)), default=begin)
        words = list(_WORD.finditer(text, begin, position))[-_PEOPLE:]
        for word in reversed(words):
            if self._key_of[word.group()] in self._people:
                return word.start()
            if not word.group().islower():
                break
        return position

    def after(self, text: str, position: int, end: int) -> int:
        """Where a word for people ends that follows a name up to a position, else that position."""
        if self._is_before:
            return position
        for word in list(_WORD.finditer(text, position, min(end, position + _BESIDE)))[:_PEOPLE]:
            if self._key_of[word.group()] in self._people:
                is_apart = text[position : word.start()].strip(" ").replace("-", "")
                return word.end() if not is_apart or is_apart.replace(" ", "").islower() else position
            if not word.group().islower():
                break
        return position

    def join(self, between: str) -> bool:
        """Whether names with this text between them are joined."""
        words = _WORD.findall(between)
        rest = _BETWEEN.sub("", _WORD.sub("", between))
        return len(words) == 1 and not rest and self._key_of[words[0]] in self._joining


class Speakers:
    """The names of a document, asked for the speakers in it."""

    def __init__(self, text: str, mentions: Iterable[Mention], people: People) -> None:
        """Take the mentions of a document, in any order."""
        self._text = text
        self._people = people
        self._names = sorted((one for one in mentions if one.kind in NAMES), key=lambda one: one.start)
        self._starts = [name.start for name in self._names]

    def of(self, zones: Sequence[Zone]) -> tuple[int, int] | None:
        """The words of the speaker; the first zone that names one says it."""
        for zone in zones:
            found = self._in(zone)
            if found is not None:
                return found
        return None

    def person_before(self, position: int) -> tuple[int, int] | None:
        """The last person named before a place, among the few names before it."""
        last = bisect_left(self._starts, position)
        for name in reversed(self._names[max(last - _FEW, 0) : last]):
            if name.kind == "person":
                return name.start, name.end
        return None

    def _in(self, zone: Zone) -> tuple[int, int] | None:
        near = self._within(zone.start, zone.end)
        if zone.is_before:
            if any(name.kind in _SPEAKING for name in near) or zone.beyond >= zone.start:
                return self._chosen(near, zone)
            clause = [name for name in self._within(zone.beyond, zone.end) if name.kind in _SPEAKING]
            return self._apposed(clause, zone.beyond, _NAMED) or self._chosen(self._first_part(clause), zone)
        beyond = [name for name in self._within(zone.start, zone.beyond) if name.kind in _SPEAKING]
        office = _OFFICE if zone.is_of_phrase else _NAMED
        return self._apposed(beyond, zone.start, office) or self._chosen(near, zone)

    def _apposed(self, names: Sequence[Mention], start: int, office: re.Pattern[str]) -> tuple[int, int] | None:
        """A person named after the office that she holds: "the CEC's president, Jane Smith"."""
        for name in names:
            if name.kind == "person":
                before = self._text[start : name.start]
                return (name.start, name.end) if office.fullmatch(before) else None
            if name is not names[0] and "," in self._text[start : name.start]:
                return None
            start = name.end
        return None

    def _within(self, start: int, end: int) -> list[Mention]:
        return self._names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _first_part(self, names: Sequence[Mention]) -> list[Mention]:
        """The names of persons and bodies before the first comma that follows one."""
        found: list[Mention] = []
        for name in names:
            if found and "," in self._text[found[-1].end : name.start]:
                break
            found.append(name)
        return found

    def _chosen(self, names: Sequence[Mention], zone: Zone) -> tuple[int, int] | None:
        """The speaker among names that no comma parts."""
        persons = [name for name in names if name.kind == "person"]
        if persons:
            return self._joined(persons[-1] if zone.is_before else persons[0])
        bodies = [name for name in names if name.kind == "organization"]
        if bodies:
            start, end = self._joined(bodies[0])
            limit = zone.end if zone.is_before else zone.beyond
            lowest = min(zone.start, zone.beyond)
            with_people = self._people.before(self._text, start, lowest if lowest < start else start - _BESIDE)
            if with_people < start:
                return with_people, self._closed(with_people, end)
            return start, self._people.after(self._text, end, max(limit, end))
        for name in names:
            between = self._text[name.end : zone.end] if zone.is_before else self._text[zone.start : name.start]
            if len(_WORD.findall(between)) <= 1:
                lowest = min(zone.start, zone.beyond)
                return self._people.before(self._text, name.start, min(lowest, name.start)), name.end
        return None

    def _joined(self, name: Mention) -> tuple[int, int]:
        """A name with those of its kind that are joined to it."""
        first = last = bisect_left(self._starts, name.start)
        while last + 1 < len(self._names) and self._are_joined(last):
            last += 1
        while first and self._are_joined(first - 1):
            first -= 1
        start, end = self._names[first].start, self._names[last].end
        return start, self._closed(start, end) if last > first else end

    def _are_joined(self, number: int) -> bool:
        one, other = self._names[number : number + 2]
        return one.kind == other.kind and self._people.join(self._text[one.end : other.start])

    def _closed(self, start: int, end: int) -> int:
        """The end with the quotation mark after it, where that closes one inside."""
        is_closing = self._text[end : end + 1] in _CLOSING and self._text[end : end + 1]
        return end + 1 if is_closing and any(mark in self._text[start:end] for mark in _OPENING) else end
