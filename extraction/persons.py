"""Persons: full names, initials with a surname, surnames beside a title; surnames alone where the document gives more.

Evidence, the strongest first: initials; a title beside the name; a given name or patronymic; a surname's ending; a verb
of reporting; a form that the document establishes elsewhere (extraction/person_forms.py). Without any a capitalized word is
no person.
"""

from collections.abc import Iterator, Sequence

from extraction.lexicon import lexicon
from extraction.mentions import Mention
from extraction.nominative import Declension, Evidence, Role
from extraction.person_bearers import joined
from extraction.person_forms import Bare, Forms, Found, Part
from extraction.person_words import (
    CAPITALIZED,
    CAPITALS,
    COMPOUND,
    EPONYM,
    FAMILY,
    GIVEN,
    INITIAL,
    LABEL,
    MEMORIAL,
    LOWER,
    NAME,
    NUMERAL,
    PARTICLE,
    PATRONYMIC,
    SURNAME,
    TITLE,
    VERB,
    Flags,
)
from extraction.titles import Title, Titles
from extraction.tokens import BREAK, Keys, Tokens

_LONGEST = 10
"""Words in a name, initials and particles counted."""

_JOINS = frozenset({" ", "-", "'"})
_AFTER_INITIAL = frozenset({".", ". ", ".-", " ", ".- "})
_ENDS = ".!?…:;"


class Persons:
    """Finds persons."""

    def __init__(self, language: str, keys: Keys) -> None:
        data = lexicon(language, "persons")
        self._declension = Declension(data)
        self._flags = Flags(data, self._declension, keys)
        self._titles = Titles(data, self._declension, keys, self._flags)
        self._keys = keys
        self._prepositions = {word: frozenset(cases.split()) for word, cases in data["prepositions"].items()}
        self._verb_endings = tuple((gender, tuple(ends.split())) for gender, ends in data["verb_endings"].items())
        self._is_inflected = bool(self._declension.cases)
        self._forms = Forms(self._declension)

    def begins(self, word: str, key: str) -> bool:
        """Whether the word could be a part of a name."""
        return word[0].isupper() and bool(self._flags[word] & NAME)

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        """Names, sure and unsure, and the capitalized words that a name found elsewhere may make one of."""
        words, gaps, taken, flags = tokens.words, tokens.gaps, tokens.taken, self._flags
        stretch = _Stretch(tokens)
        found: list[Mention] = []
        places: dict[str, list[int]] = {}
        last = len(words) - 1
        done = 0
        for index in at:
            if index < done or taken[index]:
                continue
            flag = flags[words[index]]
            if not flag & INITIAL:
                gap = gaps[index]
                is_alone = gap not in _JOINS or index == last or taken[index + 1]
                following = 0 if is_alone else flags[words[index + 1]]
                if not following & (NAME | PARTICLE | NUMERAL):
                    if not index:
                        continue
                    before = gaps[index - 1]
                    previous = flags[words[index - 1]]
                    if not (previous & (TITLE | PARTICLE)) and not (
                        flag & SURNAME and before == " " and taken[index - 1]
                    ):
                        if not (following & EPONYM) and (before == " " or stretch.is_bare(index)):
                            places.setdefault(words[index], []).append(tokens.starts[index])
                        continue
            done = self._name(stretch, index, found, places)
        if places:
            start = min(starts[0] for starts in places.values())
            found.append(Bare("person", start, start + 1, "", places=places))
        return found

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """All mentions; each person in the nominative and with its bearer."""
        ours = [one for one in mentions if isinstance(one, Found | Bare)]
        if not ours:
            return mentions
        others = [one for one in mentions if not isinstance(one, Found | Bare)]
        return [*others, *joined(self._forms.read(text, ours, [(one.start, one.end) for one in others]))]

    def _name(self, stretch: "_Stretch", first: int, found: list[Mention], places: dict[str, list[int]]) -> int:
        """Add the name in the run of words that begins here, if there is one; where to go on."""
        tokens = stretch.tokens
        end = self._run_end(tokens, first)
        units = self._units(tokens, first, end)
        name = self._by_initials(stretch, units) if any(unit.kind == "I" for unit in units) else None
        if name is None and units[0].kind != "I":
            name = self._by_words(stretch, units)
        if name is None:
            for unit in units:
                if unit.kind in "CGF" and (unit.first > first or stretch.is_bare(first)):
                    places.setdefault(tokens.words[unit.first], []).append(tokens.starts[unit.first])
            return end
        if name.is_sure:
            tokens.take(name.units[0].first, name.units[-1].last)
        found.append(self._mention(tokens, name))
        return name.units[-1].last + 1

    def _run_end(self, tokens: Tokens, first: int) -> int:
        words, gaps, taken, flags = tokens.words, tokens.gaps, tokens.taken, self._flags
        at, last = first, len(words) - 1
        while at < last and at - first < _LONGEST and not taken[at + 1]:
            gap, flag, following = gaps[at], flags[words[at]], flags[words[at + 1]]
            if flag & INITIAL and gap in _AFTER_INITIAL:
                goes_on = bool(following & NAME) or self._leads_on(tokens, at + 1)
            elif gap == " ":
                if following & PARTICLE and not following & INITIAL:
                    goes_on = self._leads_on(tokens, at + 1) or bool(following & CAPITALIZED)
                elif following & INITIAL:
                    goes_on = gaps[at + 1][:1] in (".", "'") or (at + 2 <= last and flags[words[at + 2]] & NAME > 0)
                else:
                    goes_on = bool(following & (NAME | NUMERAL)) and not following & LOWER
            elif gap == "-":
                goes_on = bool(following & (CAPITALIZED | INITIAL)) or (
                    at > first and bool(following & LOWER) and not following & COMPOUND and len(words[at + 1]) <= 5
                )
                goes_on = goes_on or (bool(flag & PARTICLE) and bool(following & CAPITALIZED))
            elif gap == "'":
                goes_on = bool(following & CAPITALIZED) and len(words[at]) <= 2
            else:
                break
            if not goes_on:
                break
            at += 1
        return at + 1

    def _leads_on(self, tokens: Tokens, at: int) -> bool:
        """Whether particles that begin here lead to a name (de la Cruz, al-Sisi)."""
        flags, words, last = self._flags, tokens.words, len(tokens.words) - 1
        for index in range(at, min(at + 3, last)):
            flag = flags[words[index]]
            if not flag & PARTICLE or tokens.gaps[index] not in _JOINS or tokens.taken[index + 1]:
                return False
            if flags[words[index + 1]] & CAPITALIZED:
                return True
        return False

    def _units(self, tokens: Tokens, first: int, end: int) -> list["_Unit"]:
        units: list[_Unit] = []
        at = first
        while at < end:
            flag = self._flags[tokens.words[at]]
            last = at
            if flag & PARTICLE and not (flag & (GIVEN | FAMILY)) and at + 1 < end:
                kind = "p"
            elif flag & INITIAL and tokens.gaps[at] not in ("'", "-"):
                kind = "I"
            elif flag & NUMERAL:
                kind = "N"
            else:
                while last + 1 < end and tokens.gaps[last] in ("-", "'"):
                    last += 1
                kind = "P" if flag & PATRONYMIC else "G" if flag & GIVEN else "F" if flag & FAMILY else "C"
            units.append(_Unit(at, last, kind, self._flags[tokens.words[last]] if last > at else flag))
            at = last + 1
        return units

    def _by_initials(self, stretch: "_Stretch", units: list["_Unit"]) -> "_Name | None":
        tokens = stretch.tokens
        start = next(index for index, unit in enumerate(units) if unit.kind == "I")
        after = start
        while after < len(units) and units[after].kind == "I":
            after += 1
        surname = after
        while surname < len(units) and units[surname].kind == "p":
            surname += 1
        has_surname = surname < len(units) and units[surname].kind in "CGFP"
        if start and has_surname:
            if (after - start == 1 or units[0].kind == "G") and not self._is_inflected:
                return self._sure(stretch, units[: surname + 1])
            if units[start - 1].flags & SURNAME and not units[surname].flags & SURNAME and after - start > 1:
                return self._sure(stretch, units[start - 1 : after])
        elif start:
            is_sure = after - start > 1 or bool(units[start - 1].flags & SURNAME and self._is_inflected)
            if (
                is_sure
                and units[start - 1].kind in "CGFP"
                and not self._is_labelled(tokens, units[start - 1].first, MEMORIAL)
            ):
                return self._sure(stretch, units[start - 1 : after])
            return None
        labels = MEMORIAL if after - start > 1 else MEMORIAL | LABEL
        if not has_surname or self._is_labelled(tokens, units[start].first, labels):
            return None
        if surname + 1 < len(units) and units[surname].kind == "G" and units[surname + 1].kind == "C":
            surname += not self._is_inflected
        if after - start == 1 and stretch.opens_block(units[start].first):
            # "A. Background", a heading's letter
            follows = (
                self._flags[tokens.words[units[surname].last + 1]] if units[surname].last + 1 < stretch.count else 0
            )
            if not (follows & VERB or units[surname].flags & SURNAME):
                return None
        return self._sure(stretch, units[start : surname + 1])

    def _by_words(self, stretch: "_Stretch", units: list["_Unit"]) -> "_Name | None":
        tokens = stretch.tokens
        units = self._cut(stretch, units)
        if not units:
            return None
        while len(units) > 1 and units[-1].kind in "pI":
            units = units[:-1]
        first, last = units[0].first, units[-1].last
        title = self._titles.before(tokens, first)
        is_beside = title is not None and title.is_beside
        named = [unit for unit in units if unit.kind in "CGPF"]
        kinds = "".join(unit.kind for unit in named)
        if not kinds:
            return None
        is_strong = title is not None or "G" in kinds or "P" in kinds
        labels = MEMORIAL if is_strong else MEMORIAL | LABEL
        if not (title is not None and title.is_honorific) and self._is_of_a_thing(tokens, units, is_beside, labels):
            return None
        if len(named) == 1:
            return self._single(stretch, units, title)
        if is_beside or "G" in kinds or "P" in kinds or (kinds[0] == "F" and len(kinds) <= 3):
            return _Name(units, title, is_sure=True)
        if all(unit.flags & CAPITALS for unit in named):
            return None
        if title is not None or named[-1].flags & SURNAME or self._has_verb(tokens, first, last):
            return _Name(units, title, is_sure=True)
        following = self._titles.after(tokens, last)
        return _Name(units, following, is_sure=following is not None)

    def _single(self, stretch: "_Stretch", units: list["_Unit"], title: Title | None) -> "_Name | None":
        tokens, unit = stretch.tokens, next(unit for unit in units if unit.kind in "CGPF")
        if title is None or (unit.kind == "G" and not title.is_beside):
            return None
        if title.is_honorific or unit.flags & SURNAME or (title.is_beside and not unit.flags & CAPITALS):
            if not title.is_honorific and not unit.flags & SURNAME and stretch.is_ordinary(unit.first):
                return None
            if not title.is_beside and not (unit.flags & SURNAME and tokens.gaps[units[0].first - 1] == " "):
                return None
            return _Name(units, title, is_sure=True)
        return None

    def _cut(self, stretch: "_Stretch", units: list["_Unit"]) -> list["_Unit"]:
        """The run without words before and after the name."""
        kinds = [unit.kind for unit in units]
        first = 0
        given = next((index for index, kind in enumerate(kinds) if kind == "G"), -1)
        if kinds[0] == "C" and stretch.begins_sentence(units[0].first):
            if given == 1 and len(units) > 2 and kinds[2] in "CFpI":
                first = 1
            elif len(units) > 2 and given < 0 and stretch.is_ordinary(units[0].first):
                first = 1
        if kinds[0] == "C" and given == 1 and "P" in kinds[2:-1] and not units[0].flags & SURNAME:
            first = 1
        end = len(units)
        rest = 0
        is_all_capitals = all(unit.flags & CAPITALS for unit in units if unit.kind in "CGF")
        for index in range(first, len(units)):
            unit = units[index]
            if unit.kind != "C":
                continue
            is_acronym = unit.flags & CAPITALS and not is_all_capitals and len(stretch.tokens.words[unit.first]) <= 4
            rest += index > max(given, first)
            if is_acronym or (is_all_capitals and rest > 1) or rest > 3:
                end = index
                break
            if rest > 1 and not unit.flags & SURNAME and stretch.is_ordinary(unit.first):
                end = index
                break
        return units[first:end]

    def _is_of_a_thing(self, tokens: Tokens, units: list["_Unit"], is_beside: bool, labels: int) -> bool:
        first, last = units[0].first, units[-1].last
        if self._is_labelled(tokens, first, labels):
            return True
        gap = tokens.gaps[last]
        if gap == " " and last + 1 < len(tokens.words):
            flag = self._flags[tokens.words[last + 1]]
            if flag & EPONYM and not flag & LOWER:
                return True
        if is_beside or not first:
            return False
        before = tokens.gaps[first - 1]
        return (before.endswith("«") and gap.startswith("»")) or (before.endswith('"') and gap.startswith('"'))

    def _is_labelled(self, tokens: Tokens, first: int, labels: int) -> bool:
        if not first or tokens.gaps[first - 1] not in (" ", ". ", " «", ' "', "."):
            return False
        flag = self._flags[tokens.words[first - 1]]
        return bool(flag & labels) and not flag & TITLE

    def _has_verb(self, tokens: Tokens, first: int, last: int) -> bool:
        flags = self._flags
        after = tokens.gaps[last] in (" ", ", ") and last + 1 < len(tokens.words) and flags[tokens.words[last + 1]]
        before = first and tokens.gaps[first - 1] == " " and flags[tokens.words[first - 1]]
        return bool((after or 0) & VERB or (before or 0) & VERB)

    def _sure(self, stretch: "_Stretch", units: list["_Unit"]) -> "_Name":
        return _Name(units, self._titles.before(stretch.tokens, units[0].first), is_sure=True)

    def _mention(self, tokens: Tokens, name: "_Name") -> Found:
        units = name.units
        first, last = units[0].first, units[-1].last
        start, end = tokens.starts[first], tokens.end(last)
        if units[-1].kind == "I" and tokens.gaps[last].startswith("."):
            end += 1
        title = name.title
        if title is None:
            title = self._titles.after(tokens, last)
        elif title.is_honorific:
            following = self._titles.after(tokens, last)
            if following is not None:
                title = Title(following.text, title.cases, title.gender, title.is_beside, is_honorific=True)
        return Found(
            "person",
            start,
            end,
            "",
            title=title.text if title else "",
            parts=tuple(_parts(tokens, units, self._is_inflected)),
            evidence=self._evidence(tokens, first, last, title),
            is_sure=name.is_sure,
            begins_sentence=_Stretch(tokens).begins_sentence(first),
        )

    def _evidence(self, tokens: Tokens, first: int, last: int, title: Title | None) -> Evidence:
        gender = title.gender if title else ""
        if not self._is_inflected:
            return Evidence(gender=gender)
        cases, weight = (title.cases, 3.0) if title else (frozenset[str](), 0.0)
        words, gaps = tokens.words, tokens.gaps
        nominative = self._declension.cases[0]
        subject = ""
        if gaps[last] == " " and last + 1 < len(words):
            subject = self._verb_gender(words[last + 1])
        if first and not subject and gaps[first - 1] == " " and self._flags[words[first - 1]] & VERB:
            subject = self._verb_gender(words[first - 1])
        if subject and (not cases or nominative in cases):
            return Evidence(frozenset({nominative}), gender or subject, 3.0)
        if not cases and first and gaps[first - 1] == " ":
            key = self._keys[words[first - 1]]
            if key in self._prepositions:
                cases, weight = self._prepositions[key], 2.5
            elif self._flags[words[first - 1]] & LOWER and self._flags[words[first - 1]] & VERB == 0:
                # a noun before a name governs its genitive
                cases, weight = frozenset(self._declension.cases[1:2]), 1.0
        return Evidence(cases, gender, weight)

    def _verb_gender(self, word: str) -> str:
        flag = self._flags[word]
        if flag & LOWER and (flag & VERB or len(word) > 4):
            for gender, ends in self._verb_endings:
                if word.endswith(ends):
                    return gender
        return ""


class _Unit:
    """A part of a run: a word, or words joined by hyphens; its kind is a letter.

    I initial, G given name, P patronymic, F family name that comes first, p particle, N numeral, C any other.
    """

    __slots__ = ("first", "flags", "kind", "last")

    def __init__(self, first: int, last: int, kind: str, flags: int) -> None:
        self.first = first
        self.last = last
        self.kind = kind
        self.flags = flags


class _Name:
    __slots__ = ("is_sure", "title", "units")

    def __init__(self, units: list[_Unit], title: Title | None, is_sure: bool) -> None:
        self.units = units
        self.title = title
        self.is_sure = is_sure


class _Stretch:
    """A stretch with what is looked up about its words."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.count = len(tokens.words)
        self._seen: frozenset[str] | None = None

    def begins_sentence(self, index: int) -> bool:
        if not index:
            return True
        gap = self.tokens.gaps[index - 1]
        return BREAK in gap or any(mark in _ENDS for mark in gap)

    def opens_block(self, index: int) -> bool:
        return not index or BREAK in self.tokens.gaps[index - 1]

    def is_ordinary(self, index: int) -> bool:
        """Whether the stretch has the word in lower case, too."""
        if self._seen is None:
            self._seen = frozenset(self.tokens.words)
        return self.tokens.words[index].lower() in self._seen

    def is_bare(self, index: int) -> bool:
        """Whether a lone capitalized word may be a name: where its sentence begins, unless it is an ordinary word."""
        return not self.begins_sentence(index) or not self.is_ordinary(index)


def _parts(tokens: Tokens, units: list[_Unit], is_inflected: bool) -> Iterator[Part]:
    for unit, role in zip(units, _roles(units, is_inflected), strict=True):
        for index in range(unit.first, unit.last + 1):
            inner: Role = "compound" if index < unit.last and role in ("given", "surname") else role
            is_hyphenated = index > 0 and tokens.gaps[index - 1].endswith("-")
            is_given = role in ("given", "initial")
            yield Part(tokens.starts[index], tokens.end(index), inner, is_given, is_hyphenated)


def _roles(units: list[_Unit], is_inflected: bool) -> list[Role]:
    """What each part of a name is."""
    named = [index for index, unit in enumerate(units) if unit.kind in "CGF"]
    if not named:
        named = [index for index, unit in enumerate(units) if unit.kind == "P"]
    roles: list[Role] = [
        "initial" if unit.kind == "I" else "patronymic" if unit.kind == "P" else "fixed" for unit in units
    ]
    kinds = "".join(units[index].kind for index in named)
    has_initial = "initial" in roles and units[0].kind == "I"
    patronymic = next((index for index, unit in enumerate(units) if unit.kind == "P" and index not in named), -1)
    if patronymic >= 0:
        given = [index for index in named if index == patronymic - 1]
    elif has_initial and not (len(named) > 1 and kinds[0] == "G"):
        given = []
    elif len(named) > 1 and kinds[0] == "F":
        given = named[1:]
    elif len(named) > 1 and kinds[-1] == "G" and kinds[0] == "C" and (is_inflected or units[named[0]].flags & SURNAME):
        given = named[-1:]
    elif len(named) > 1:
        count = 1
        while count < len(named) - 1 and kinds[count] == "G":
            count += 1
        given = named[:count]
    else:
        given = []
    surnames = [index for index in named if index not in given]
    for index in given:
        roles[index] = "given"
    for index in surnames:
        roles[index] = "surname" if index == surnames[-1] else "compound"
    return roles
