"""Who a name of a body or place stands for in a whole document: what abbreviations mean, short forms of full names."""

from collections.abc import Iterable, Iterator

from extraction.mentions import Mention, Name
from extraction.names.repeated import Repeated
from extraction.names.terms import SHOWN
from extraction.tokens import Keys

DOUBTFUL = "?"
"""The entity of a mention for which only a sentence's capital speaks, until the document is read."""

_BODIES = frozenset({"organization", "country", "place"})
_LONGEST_ABBREVIATION = 8
_LONGEST_DEFINITION = 60
_WORDS = 24


class Bearers:
    """Settles entities."""

    def __init__(self, keys: Keys, defining: Iterable[str], things: Iterable[str], repeated: Repeated) -> None:
        self._keys = keys
        self._repeated = repeated
        self._things = frozenset(things)
        self._defining = frozenset(defining)

    def settle(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """The mentions without those that the document disproves; every name of a body or place has its entity."""
        names = [mention for mention in mentions if isinstance(mention, Name) and mention.kind in _BODIES]
        if not names:
            return mentions
        shown = [name for name in names if name.entity == SHOWN]
        if shown:
            more = self._repeated.find(text, shown, names)
            names = sorted([*names, *more], key=lambda name: name.start) if more else names
            mentions = [*mentions, *more] if more else mentions
            for name in names:
                if name.entity == SHOWN:
                    name.entity = ""
        sure = {name.value for name in names if name.entity != DOUBTFUL}
        dropped = {id(name) for name in names if name.entity == DOUBTFUL and name.value not in sure}
        defined, refused = self._definitions(text, [name for name in names if id(name) not in dropped])
        for name in names:
            if name.entity in {"", DOUBTFUL}:
                name.entity = ""
                if name.value in refused and name.value not in defined:
                    dropped.add(id(name))
        kept = [name for name in names if id(name) not in dropped] if dropped else names
        self._join(kept, defined)
        return [mention for mention in mentions if id(mention) not in dropped] if dropped else mentions

    def _definitions(self, text: str, names: list[Name]) -> tuple[dict[str, Name], set[str]]:
        """What abbreviations the text defines, and which are of no body: what stands before them has no name."""
        defined: dict[str, Name] = {}
        refused: set[str] = set()
        before: Name | None = None
        for name in names:
            is_near = before is not None and 0 < name.start - before.end <= _LONGEST_DEFINITION
            if before is not None and is_near and self._defines(text, before.end, name.start):
                short, full = (name, before) if len(name.value) <= len(before.value) else (before, name)
                if full.kind == "organization" or short.value[:1] == full.value[:1]:
                    defined.setdefault(short.value, full)
            elif name.entity == "" and name.value.isupper() and text[name.end : name.end + 1] == ")":
                refused.update({name.value} if self._is_thing(text, name.start, len(name.value)) else ())
            before = name
        return defined, refused

    def _is_thing(self, text: str, start: int, length: int) -> bool:
        """Whether what stands before a bracket is no body: as many words in lower case as the letters, or a thing."""
        before = text[max(start - _LONGEST_DEFINITION, 0) : start]
        words = before[:-1].split()[-length:]
        if not before.endswith("(") or not words:
            return False
        if words[-1].isascii() != text[start : start + length].isascii():
            return False  # letters of another alphabet stand for other words
        return self._keys[words[-1]] in self._things or all(word[:1].islower() for word in words)

    def _defines(self, text: str, start: int, end: int) -> bool:
        between = text[start:end]
        opening, bracket, words = between.partition("(")
        if not bracket or opening.strip(" \u00a0\n\"»”'’") or ")" in words:
            return False
        return all(self._keys[word] in self._defining for word in words.translate(_MARKS).split())

    def _join(self, names: list[Name], defined: dict[str, Name]) -> None:
        full, initials, phrases = self._full_forms(names)
        entities: dict[str, str] = {}
        for name in names:
            if name.entity:
                entities.setdefault(name.value, name.entity)
        for name in names:
            meant = defined.get(name.value)
            if meant is not None and meant is not name:
                if meant.kind == "place" and name.kind == "organization" and not name.entity:
                    name.kind = "place"
                if not name.entity:
                    name.entity = meant.entity or self._entity(meant.value, full, initials, phrases, entities)
            elif not name.entity:
                name.entity = self._entity(name.value, full, initials, phrases, entities, defined)

    def _full_forms(self, names: list[Name]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        full: dict[str, str] = {}
        initials: dict[str, str] = {}
        phrases: dict[str, str] = {}
        values = dict.fromkeys(name.value for name in names if name.kind == "organization" and not name.entity)
        is_shortened = any(name.value[:2].isupper() for name in names)
        for value in sorted(values, key=len, reverse=True):
            words = value.split()[:_WORDS]
            end = -1
            for word in words:
                end += 1 + len(word)
                full.setdefault(value[:end], value)
            if is_shortened and not words[0].isupper():
                for short in _initials(words):
                    initials.setdefault(short, value)
            last = next((number for number, word in enumerate(words) if not word[:1].isupper()), len(words))
            if last > 0:
                phrases.setdefault(words[last - 1], value)
        return full, initials, phrases

    def _entity(
        self,
        value: str,
        full: dict[str, str],
        initials: dict[str, str],
        phrases: dict[str, str],
        entities: dict[str, str],
        defined: dict[str, Name] | None = None,
    ) -> str:
        """The known bearer of a value, else the fullest form in the document that it is short for."""
        first = value.split(" ", 1)[0]
        if defined and first in defined:
            meant = defined[first]
            value = meant.value
            if meant.entity and meant.entity != DOUBTFUL:
                return meant.entity
        found = entities.get(value)
        if found is None and first.isupper() and len(first) > 1:
            found = initials.get(first)
        found = found or full.get(value) or phrases.get(value)
        found = found or value
        return entities.get(found, found)


_MARKS = str.maketrans(dict.fromkeys("—–-,«»“”\"'’:;.", " "))


def _initials(words: list[str]) -> Iterator[str]:
    """The abbreviations that the beginnings of a name may have: first letters, without short words in lower case."""
    short = ""
    for word in words:
        if word[:1].isupper() or len(word) > 3:
            short += word[:1].upper()
            if 2 <= len(short) <= _LONGEST_ABBREVIATION:
                yield short
