"""Whom the names of a document mean: entities of the vocabulary, or new ones with an id by the id rules.

Persons: surname, then given name or initials. Organizations: what most states have one of and the state, the
abbreviation, else the English name. Places: the English name.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from extraction.lexicon import lexicon
from extraction.mentions import Name
from extraction.morphology import base_forms
from extraction.names.word_lists import lists
from extraction.reader import Reader
from extraction.text import fold
from extraction.tokens import SMALL_LETTERS
from scripts.propose.known import Known
from scripts.propose.personal import Personal
from scripts.propose.romanized import english_place, is_adjective, romanized
from scripts.propose.slugs import slug
from scripts.propose.states import english_state, state_name, state_of_adjective, states_in, written_state
from scripts.propose.wording import first_of, listed, patterns, phrases, text_of, words_of

_LANGUAGES = ("en", "ru")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_QUOTED = re.compile(r"[«“\"„]([^«»“”\"„]{2,60})[»”\"“]")
_LONGEST_ABBREVIATION = 10
_STATE_TYPES = frozenset(
    {"election_authority", "government", "legislature", "local_government", "head_of_state", "campaign_staff", ""}
)
"""Of these a short name of the vocabulary means the body of its own state alone: "CEC"."""

_MISSION_LIKE = ("commonwealth-observer-group",)
"""Bodies of the lexicon whose own names have words of a mission."""

_LISTED = {"media": "media", "parties": "party"}
"""List of the reader's lexicon → what its names are."""

_CITY_LISTS = ("capitals", "cities")
_NUMBER = re.compile(r"[»”\"][\s(:–—-]{1,4}\d+(?:[.,]\d+)?(?:\s?%|\s+)")
_NOUN_BEFORE = re.compile(r"([^\W\d_]+)\.?(?:\s+of(?:\s+the)?)?\s+\Z")  # a second preposition would be another's
_NOUN_BEHIND = re.compile(rf"(?:,?(?:\s+[{SMALL_LETTERS}]{{1,3}})?\s+[^\W\d_{SMALL_LETTERS}][\w-]+)*\s+([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a name means. `cells` are those of a new entity, as tables write them.

    Attributes:
        table: `organizations`, `persons` or `places`.
        record_id: the id; "" where the words stand for no body alone.
        is_mission: the name is a mission's; the record is then the organization that sends it.
    """

    table: str
    record_id: str
    is_known: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)
    is_mission: bool = False


NOBODY = Referent("organizations", "")


class Referents:
    """The bearers of a document's names, settled once for all of them."""

    def __init__(
        self, text: str, language: str, known: Known, names: Sequence[Name], country: str, reader: Reader
    ) -> None:
        """Settle them; `country` is the state whose election the document is about, "" where it is not known."""
        self._text, self._language, self._known, self._country, self._reader = text, language, known, country, reader
        self._names, self._starts = names, [one.start for one in names]
        self._same = dict(_defined(text, names, words_of(language, "bodies", "for_short")))
        groups: dict[tuple[str, str], list[Name]] = {}
        for name in names:
            groups.setdefault(self._key(name), []).append(name)
        self._found: dict[tuple[str, str], Referent] = {}
        self._ids: dict[frozenset[str], str] = {}
        late = []
        for key, group in groups.items():
            if key[0] == "mission" or (key[0] == "organization" and self._is_generic(group)):
                late.append((key, group))
            else:
                self._found[key] = self._settled(key[0], key[1], group)
        for key, group in late:
            self._found[key] = self._sender(group[0]) if key[0] == "mission" else self._by_head(group[0], names)

    def of(self, name: Name) -> Referent:
        """Whom a name means."""
        return self._found.get(self._key(name), NOBODY)

    def _key(self, name: Name) -> tuple[str, str]:
        entity = name.entity or name.value
        if name.kind != "organization":
            return name.kind, entity
        if entity != name.value and self._is_mission(name.value):
            return "mission", name.value  # whatever else bears its abbreviation
        return name.kind, self._same.get(entity, entity)

    def state(self, code: str) -> Referent:
        """A state as an actor."""
        known = self._known.states.get(("organizations", code))
        if known:
            return Referent("organizations", known, is_known=True)
        names = {"name_en": english_state(code), "name_ru": state_name(code, "ru") if self._language == "ru" else ""}
        cells = {**_filled(names), "organization_type": "state", "country_code": code}
        return Referent("organizations", f"{slug(english_state(code))}-state", cells=cells)

    def body_of_state(self, stem: str, code: str, name: str) -> Referent:
        """A body of a kind that most states have one of."""
        record_id = f"{stem}-{code.lower()}" if code else stem
        if ("organizations", record_id) in self._known.entities:
            return Referent("organizations", record_id, is_known=True)
        kind, english = _national()[stem]
        of_state = f"{english} of {_with_article(english_state(code))}" if code else english
        names = {"name_en": name, "name_ru": ""} if self._language == "en" else {"name_en": of_state, "name_ru": name}
        cells = {**_filled(names), "organization_type": kind, "country_code": code}
        return Referent("organizations", record_id, cells=_filled(cells))

    def _settled(self, kind: str, entity: str, group: Sequence[Name]) -> Referent:
        if kind == "person":
            return self._person(group)
        if kind == "country":
            return self._state_as_place(group[0].value, entity, group)
        return self._place(entity, group) if kind == "place" else self._organization(entity, group)

    # Persons

    def _person(self, group: Sequence[Name]) -> Referent:
        """By the fullest name in the document."""
        values = sorted({one.value for one in group} | {one.entity for one in group if one.entity}, key=_fullness)
        full = _uncapitalized(values[-1])
        read = Personal.of(full)
        known = self._known.person(read)
        if known:
            return Referent("persons", known, is_known=True)
        english = romanized(full)
        names = {"name_en": _spaced(english), "name_ru": _spaced(full) if english != full else ""}
        return Referent("persons", read.record_id, cells=_filled(names))

    # Places

    def _state_as_place(self, code: str, entity: str, group: Sequence[Name]) -> Referent:
        known = entity if ("places", entity) in self._known.entities else self._known.states.get(("places", code))
        if known:
            return Referent("places", known, is_known=True)
        written = dict.fromkeys(self._text[one.start : one.end] for one in group)
        forms = {written_state(code, words, self._language) for words in written} - {""}
        own = min(forms, key=lambda name: (len(name), name)) if forms else state_name(code, self._language)
        named = {"name_en": english_state(code), f"name_{self._language}": own}
        return Referent(
            "places", slug(english_state(code)), cells={**_filled(named), "place_type": "country", "country_code": code}
        )

    def _place(self, entity: str, group: Sequence[Name]) -> Referent:
        if ("places", entity) in self._known.entities:
            return Referent("places", entity, is_known=True)
        full = max({entity, *(one.value for one in group)}, key=len)
        full = _uncapitalized(full)
        english = english_place(full)
        by_name = (self._known.named.get(("places", name.casefold())) for name in (full, english, slug(english)))
        known = next(filter(None, by_name), None)
        if known:
            return Referent("places", known, is_known=True)
        kind = self._place_type(full, group)
        names = {"name_en": english, "name_ru": self._with_class(full, group) if self._language == "ru" else ""}
        record_id = slug(english)
        if kind in ("region", "district") and not first_of(english.lower(), patterns("en", "bodies", "places")):
            record_id = f"{record_id}-{kind}"
        return Referent("places", record_id, cells={**_filled(names), "place_type": kind})

    def _place_type(self, full: str, group: Sequence[Name]) -> str:
        here = lists(self._language, "places")
        kinds = patterns(self._language, "bodies", "places")
        classes = (first_of(word, kinds) for one in group for word in self._beside(one))
        found = next(filter(None, classes), "") or first_of(full.lower().replace("ё", "е"), kinds)
        if found and found != "city":
            return found
        if any(full in here.get(group_of, ()) for group_of in _CITY_LISTS):
            return "city"
        is_region = full in here.get("subdivisions", ()) or full in here.get("regions", ())
        return "region" if is_region else "city"

    def _with_class(self, full: str, group: Sequence[Name]) -> str:
        """An adjective with the noun behind the places that it is listed with: «Согдийская область»."""
        if " " in full or not is_adjective(full):
            return full
        classes = lexicon(self._language, "romanization").get("classes", {})
        words = (word for one in group for word in self._beside(one))
        noun = next((base for word in words for base in base_forms(word, self._language) if base in classes), "")
        return f"{full} {noun}" if noun else full

    def _beside(self, name: Name) -> Iterator[str]:
        """The nouns before a place and behind it, or behind the places that it is listed with."""
        before = _NOUN_BEFORE.search(self._text[max(name.start - 40, 0) : name.start])
        if before and not words_of(self._language, "bodies", "classes_behind").fullmatch(before.group(1)):
            yield before.group(1).lower()
        behind = _NOUN_BEHIND.match(self._text, name.end)
        if behind and (self._language == "en" or is_adjective(name.value)):
            yield behind.group(1).lower()

    # Organizations

    def _organization(self, entity: str, group: Sequence[Name]) -> Referent:
        full = max((one.value for one in group), key=len)
        known = self._known.entities.get(("organizations", entity))
        if known is not None and self._may_mean(known.type, known.country_code, group):
            return Referent("organizations", entity, is_known=True)
        if known is not None:
            entity = full
        if entity not in lists(self._language, "organizations")["known"] and self._is_mission(full):
            named = self._mission(full)
            return named if named.record_id else self._sender_before(group[0]) or named
        stem, code = self._of_state(full)
        if stem:
            return self.body_of_state(stem, code or _data()["alone"].get(stem, self._country), full)
        return self._new(entity, full, group)

    def _may_mean(self, kind: str, code: str, group: Sequence[Name]) -> bool:
        """Whether a name of the vocabulary means the body that it has there, and not another state's of its kind."""
        if kind not in _STATE_TYPES or not code or not self._country or code == self._country:
            return True
        return any(code in {found for _, _, found in states_in(one.value, self._language)} for one in group)

    def _new(self, entity: str, full: str, group: Sequence[Name]) -> Referent:
        is_listed = entity in lists(self._language, "organizations")["known"]
        names = {language: _listed_names(entity, language) for language in _LANGUAGES} if is_listed else {}
        cells: dict[str, str] = {}
        if not is_listed:
            full = max((entity, full), key=len)
        short = next((one.value for one in group if _is_abbreviation(one.value)), "")
        for language in _LANGUAGES:
            listed_here = names.get(language, ())
            if language == self._language or listed_here:
                own = full if language == self._language and not _in_capitals(full) else ""
                cells[f"name_{language}"] = own or next(iter(listed_here), full if language == self._language else "")
                brief = next((name for name in listed_here if _is_abbreviation(name) and "/" not in name), "")
                cells[f"abbreviation_{language}"] = brief or (short if language == self._language else "")
        cells["name_en"] = cells.get("name_en") or romanized(_english_order(full))
        code = _data()["states"].get(entity, "") or next((c for _, _, c in states_in(full, self._language)), "")
        cells["organization_type"] = self._type(entity, full, group)
        cells["parent_id"] = _data()["parents"].get(entity, "") if is_listed else ""
        cells["country_code"] = code
        record_id = entity if is_listed else self._id(full, short, cells)
        record_id = self._ids.setdefault(frozenset(record_id.split("-")), record_id)
        if ("organizations", record_id) in self._known.entities:
            return Referent("organizations", record_id, is_known=True)
        if cells.get(f"abbreviation_{self._language}") == cells.get(f"name_{self._language}"):
            cells[f"abbreviation_{self._language}"] = ""
        return Referent("organizations", record_id, cells=_filled(cells))

    def _id(self, full: str, short: str, cells: Mapping[str, str]) -> str:
        if short and short != full:
            return slug(romanized(short))
        quoted = _QUOTED.search(full)
        if quoted:
            return slug(romanized(quoted.group(1)))
        english = cells["name_en"]
        if cells["organization_type"] == "delegation" and cells["country_code"]:
            return f"{slug(english_state(cells['country_code']))}-delegation"
        return slug(english)

    def _type(self, entity: str, full: str, group: Sequence[Name]) -> str:
        names = lists(self._language, "organizations")
        listed_as = next((str(kind) for kind, ids in _data()["types"].items() if entity in ids), "")
        listed_as = listed_as or next(
            (kind for group_of, kind in _LISTED.items() if full in names.get(group_of, ())), ""
        )
        if not listed_as and words_of(self._language, "bodies", "citizens").search(full):
            return "association"
        found = listed_as or self._nouns(group)
        found = found or first_of(full.lower().replace("ё", "е"), patterns(self._language, "bodies", "types"))
        if words_of(self._language, "bodies", "courts").search(full):
            return ""  # none of the types is a court's
        if found:
            return found
        if any(map(self._has_share, group)):
            return "party"
        if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", full) or any(map(self._is_quoted, group)):
            return "media"
        return "association"

    def _has_share(self, name: Name) -> bool:
        """Whether a share of the vote stands right behind a name in quotation marks: «Ишеним» — 13,6%."""
        number = _NUMBER.match(self._text, name.end)
        share = words_of(self._language, "bodies", "share")
        return number is not None and (
            number.group().endswith("%") or share.match(self._text, number.end()) is not None
        )

    def _is_quoted(self, name: Name) -> bool:
        """Whether a medium's words stand beside a name: "IPN reports", «передает IPN»."""
        before, behind = self._text[max(name.start - 40, 0) : name.start], self._text[name.end : name.end + 30]
        media = lexicon(self._language, "bodies")["reporting"]
        if before.endswith(("/«", "(«", '/"')) and behind[1:2] in ("/", ")"):
            return True  # a dateline
        left = any(not before[found.end() :].strip() for found in phrases(listed(media["before"])).finditer(before))
        return left or phrases(listed(media["behind"])).match(behind.lstrip(' ,»"”')) is not None

    def _nouns(self, group: Sequence[Name]) -> str:
        """What nouns beside a name say that it is."""
        nouns = patterns(self._language, "bodies", "nouns")
        for name in group:
            before = re.search(r"([^\W\d_]+)[\s«\"“„]*\Z", self._text[max(name.start - 40, 0) : name.start])
            behind = re.match(r"[»\"”]?\s+([^\W\d_]+)", self._text[name.end : name.end + 40])
            for word in (before, behind if self._language == "en" else None):
                found = next((kind for kind, pattern in nouns if word and pattern.fullmatch(word.group(1))), "")
                if found:
                    return found
        return ""

    def _is_mission(self, name: str) -> bool:
        names = lists(self._language, "organizations")["known"]
        is_of_body = any(name in names[known] for known in _MISSION_LIKE if known in names)
        observing = words_of(self._language, "missions", "of_observers").search(name)
        lasting = words_of(self._language, "missions", "lasting").search(name) and not observing
        if is_of_body or lasting:
            return False
        return words_of(self._language, "missions", "in_names").search(name) is not None

    def _sender(self, name: Name) -> Referent:
        """Whose mission a name of the document is that stands for more: "ODIHR EOM", and "EOM" alone."""
        named = self._mission(name.value)
        meant = self._found.get(("organization", self._same.get(name.entity, name.entity)))
        if named.record_id or meant is None:
            return named
        return Referent(meant.table, meant.record_id, meant.is_known, meant.cells, is_mission=True)

    def _sender_before(self, name: Name) -> Referent | None:
        """The organization whose name stands right before that of its mission: "the Commonwealth (X) Mission"."""
        at = bisect_left(self._starts, name.start)
        before = [one for one in self._names[max(at - 2, 0) : at] if one.kind == "organization"]
        for one in reversed(before):
            gap = self._text[one.end : name.start]
            if re.fullmatch(r"(?:['’]s?)?[)\s(]*", gap) is None and one is before[-1]:
                return None
            found = self._found.get(self._key(one))
            if found is not None and found.record_id and not found.is_mission:
                return Referent(found.table, found.record_id, found.is_known, found.cells, is_mission=True)
        return None

    def _mission(self, full: str) -> Referent:
        """The organization that sends a mission, by the name of the mission."""
        for name in organizations_in(full, self._language, self._reader):
            if self._is_mission(name.value):
                continue
            found = self._found.get(self._key(name)) or self._organization(name.entity or name.value, [name])
            if found.record_id:
                return Referent(found.table, found.record_id, found.is_known, found.cells, is_mission=True)
        return Referent("organizations", "", is_mission=True)

    def _of_state(self, full: str) -> tuple[str, str]:
        """The kind of body, of those that most states have one of, and the state that the name has, "" for none."""
        found = list(states_in(full, self._language))
        code = found[0][2] if found else ""
        rest = full[: found[0][0]] if found and found[0][0] else full[found[0][1] :] if found else full
        adjective = state_of_adjective(full, self._language) if not found else ""
        plain = " ".join(_WORD.findall(rest)).lower().replace("ё", "е")
        for words in listed(text_of(self._language, "bodies", "state_words")):
            plain = plain.removesuffix(f" {words}")
        stem = _stems(self._language).get(plain, "")
        if not stem and adjective:
            stem = _stems(self._language).get(plain.split(" ", 1)[-1], "")
        return stem, code or adjective if stem else ""

    def _is_generic(self, group: Sequence[Name]) -> bool:
        if ("organizations", group[0].entity) in self._known.entities:
            return False
        generic = listed(text_of(self._language, "bodies", "generic"))
        return all(one.value.lower().replace("ё", "е") in generic for one in group) and group[0].entity in {
            "",
            *(one.value for one in group),
        }

    def _by_head(self, name: Name, names: Sequence[Name]) -> Referent:
        """Whom a word such as "the Assembly" means: the last body before it with the word in its name."""
        head = name.value.split()[-1].lower()
        bodies = [one for one in names if one.kind == "organization"]
        before = [one for one in bodies if one.start < name.start]
        for other in (*reversed(before), *bodies[len(before) + 1 :]):
            referent = self._found.get(self._key(other))
            if referent is None or not referent.record_id:
                continue
            words = {word.lower() for word in _WORD.findall(other.value)}
            words |= {word.lower() for value in referent.cells.values() for word in _WORD.findall(value)}
            entity = self._known.entities.get((referent.table, referent.record_id))
            words |= {
                word.lower()
                for each in (entity.names.values() if entity else ())
                for one in each
                for word in _WORD.findall(one)
            }
            if head in words or (
                self._language != "en" and any(head in base_forms(word, self._language) for word in words)
            ):
                return referent
        return NOBODY


def _defined(text: str, names: Sequence[Name], for_short: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Abbreviations in brackets behind the name whose initials they are, and that name, where the reader took two."""
    bodies = [name for name in names if name.kind == "organization"]
    for full, short in pairwise(bodies):
        gap = text[full.end : short.start].strip(' \u00a0\n"»”')
        is_bracketed = gap == "(" and text[short.end : short.end + 1] == ")"
        is_said = gap in (",", ", or") and for_short.match(text, short.end + 1) is not None
        if not is_bracketed and not is_said:
            continue
        if full.entity != short.entity and _is_abbreviation(short.value):
            initials = "".join(word[0] for word in _WORD.findall(full.value) if word[0].isupper())
            if initials == short.value.upper() or (is_said and len(initials) > 1 and short.value.endswith(initials)):
                yield short.entity or short.value, full.entity or full.value


def organizations_in(words: str, language: str, reader: Reader) -> list[Name]:
    """The organizations that words name, once those of a mission are cut off at their ends."""
    cut = words_of(language, "missions", "cut")
    parts = list(_WORD.finditer(words))
    while parts and cut.fullmatch(parts[0].group()):
        parts.pop(0)
    while parts and cut.fullmatch(parts[-1].group()):
        parts.pop()
    if not parts:
        return []
    rest = words[parts[0].start() : parts[-1].end()]
    election = words_of(language, "elections", "heads").search(rest)
    if election and election.start():  # "the CIS at the elections to …": what is observed is no part of the name
        rest = " ".join(rest[: election.start()].split()[:-1])
    return [one for one in reader.read(rest) if isinstance(one, Name) and one.kind == "organization"]


@cache
def _data() -> Any:
    text = files("scripts.propose").joinpath("bodies.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


@cache
def _national() -> Mapping[str, tuple[str, str]]:
    return {stem: (kind, name) for stem, (kind, name) in _data()["national"].items()}


@cache
def _stems(language: str) -> Mapping[str, str]:
    national = lexicon(language, "bodies")["national"]
    return {phrase: stem for stem, words in national.items() for phrase in listed(words)}


def _listed_names(entity: str, language: str) -> Sequence[str]:
    names: Sequence[str] = lists(language, "organizations")["known"].get(entity, ())
    return names


def _is_abbreviation(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return (
        1 < len(letters) <= _LONGEST_ABBREVIATION
        and " " not in name
        and sum(map(str.isupper, letters)) * 2 > len(letters)
    )


def _in_capitals(name: str) -> bool:
    """Whether a name is made of abbreviations alone."""
    return all(_is_abbreviation(word) for word in re.split(r"[\s/]+", name))


def _fullness(name: str) -> tuple[int, int]:
    words = [word for word in re.split(r"[\s.]+", name) if word]
    return sum(len(word) > 2 for word in words), len(name)


def _uncapitalized(name: str) -> str:
    """A name as text in small letters has it, where it stands in capitals only."""
    if not name.isupper() or sum(map(str.isalpha, name)) < 5:
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize() if len(word.group()) > 1 else word.group(), name)


def _spaced(name: str) -> str:
    """Initials with a space between them: «К.К.Токаев» is «К. К. Токаев»."""
    return fold(re.sub(r"\.(?=[^\W\d_])", ". ", name))


def _with_article(state: str) -> str:
    return f"the {state}" if state.startswith(("United", "Republic", "Netherlands", "Philippines")) else state


def _english_order(name: str) -> str:
    return _QUOTED.sub(lambda found: found.group(1), name)


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in cells.items() if value}
