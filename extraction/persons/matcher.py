"""Persons: full names, initials with a surname, surnames beside a title; surnames alone where the document gives more.

Evidence, the strongest first: initials; a title beside the name; a given name or patronymic; a surname's ending; a verb
of reporting; a form that the document establishes elsewhere (extraction/persons/forms.py). Without any a capitalized
word is no person.
"""

from collections.abc import Sequence

from extraction.lexicon import languages, lexicon
from extraction.mentions import Mention
from extraction.persons.bearers import joined
from extraction.persons.forms import Bare, Forms, Found
from extraction.persons.nominative import Declension
from extraction.persons.runs import JOINS, OPENING, Runs, Stretch, Unit, pattern_of
from extraction.persons.surroundings import Surroundings
from extraction.persons.titles import BY_PERSON, Title, Titles
from extraction.persons.words import (
    CAPITALS,
    EPONYM,
    GIVEN,
    INITIAL,
    LABEL,
    MEMORIAL,
    NAME,
    NUMERAL,
    PARTICLE,
    SURNAME,
    TITLE,
    Flags,
    words_of,
)
from extraction.tokens import BREAK, Keys, Tokens


class Persons:
    """Finds persons."""

    def __init__(self, language: str, keys: Keys) -> None:
        data = lexicon(language, "persons")
        others = [lexicon(other, "persons") for other in languages() if other != language]
        self._declension = Declension(data, others)
        self._flags = Flags(data, self._declension, keys)
        self._runs = Runs(self._flags)
        self._beside = Surroundings(language, data, self._declension, keys, self._flags)
        self._titles = Titles(language, data, self._declension, keys, self._flags)
        self._keys = keys
        self._abbreviations = words_of(data, "abbreviations")
        self._heading_letters = frozenset(data["heading_letters"])
        self._locatives = words_of(data, "locatives")
        self._is_inflected = bool(self._declension.cases)
        self._forms = Forms(self._declension, words_of(data, "connectors"))

    def begins(self, word: str, key: str) -> bool:
        """Whether the word could be a part of a name."""
        return word[0].isupper() and bool(self._flags[word] & NAME)

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        """Names, sure and unsure, and the capitalized words that a name found elsewhere may make one of."""
        words, gaps, taken, flags = tokens.words, tokens.gaps, tokens.taken, self._flags
        stretch = Stretch(tokens)
        found: list[Mention] = []
        places: dict[str, list[int]] = {}
        last = len(words) - 1
        done = 0
        for index in at:
            if index < done or taken[index]:
                continue
            flag = flags[words[index]]
            gap = gaps[index]
            if flag & INITIAL:
                if gap[:1] not in (".", "'"):
                    continue
            else:
                is_joined = gap in JOINS or (flag & GIVEN and gap in OPENING)
                is_alone = not is_joined or index == last or taken[index + 1]
                following = 0 if is_alone else flags[words[index + 1]]
                if not following & (NAME | PARTICLE | NUMERAL):
                    before = gaps[index - 1] if index else BREAK
                    previous = flags[words[index - 1]] if index else 0
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
        others: list[Mention] = []
        found: list[Found] = []
        bare: list[Bare] = []
        for one in mentions:
            if one.kind != "person":
                others.append(one)
            elif isinstance(one, Found):
                found.append(one)
            elif isinstance(one, Bare):
                bare.append(one)
            else:
                others.append(one)
        return [*others, *joined(self._forms.read(text, found, bare, others))] if found else others

    def _name(self, stretch: Stretch, first: int, found: list[Mention], places: dict[str, list[int]]) -> int:
        """Add the name in the run of words that begins here, if there is one; where to go on."""
        tokens = stretch.tokens
        end = self._runs.end(tokens, first)
        units = self._runs.units(tokens, first, end)
        name = self._by_initials(stretch, units) if any(unit.kind == "I" for unit in units) else None
        if name is None and units[0].kind != "I":
            name = self._by_words(stretch, units)
        if name is None:
            unit = units[-1]
            if unit.kind in "CGF" and (unit.first > first or stretch.is_bare(first)):
                for index in range(unit.first, unit.last + 1):
                    places.setdefault(tokens.words[index], []).append(tokens.starts[index])
            return end
        if name.is_sure:
            first, last = name.units[0].first, name.units[-1].last
            tokens.taken[first : last + 1] = BY_PERSON * (last + 1 - first)
        found.append(self._mention(stretch, name))
        return name.units[-1].last + 1

    def _by_initials(self, stretch: Stretch, units: list[Unit]) -> "_Name | None":
        """The name with the first initials of a run."""
        start = next(index for index, unit in enumerate(units) if unit.kind == "I")
        after = start
        while after < len(units) and units[after].kind == "I":
            after += 1
        surname = after
        while surname < len(units) and units[surname].kind == "p":
            surname += 1
        if surname == len(units) or units[surname].kind not in "CGFP":
            return self._surname_first(stretch, units, start, after) if start else None
        if start and (after - start == 1 or units[0].kind == "G") and not self._is_inflected:
            return self._sure(stretch, units[: surname + 1])
        if start and after - start > 1 and units[start - 1].flags & SURNAME and not units[surname].flags & SURNAME:
            return self._sure(stretch, units[start - 1 : after])
        return self._initials_first(stretch, units[start:], after - start, surname - start)

    def _surname_first(self, stretch: Stretch, units: list[Unit], start: int, after: int) -> "_Name | None":
        """A surname with the initials behind it (Токаев К. К.)."""
        surname = units[start - 1]
        is_sure = after - start > 1 or bool(surname.flags & SURNAME and self._is_inflected)
        if not is_sure or surname.kind not in "CGFP":
            return None
        if self._beside.is_labelled(stretch.tokens, surname.first, MEMORIAL):
            return None
        return self._sure(stretch, units[start - 1 : after])

    def _initials_first(self, stretch: Stretch, units: list[Unit], count: int, surname: int) -> "_Name | None":
        """Some initials and the surname behind them."""
        tokens, first = stretch.tokens, units[0].first
        if self._beside.is_labelled(tokens, first, MEMORIAL if count > 1 else MEMORIAL | LABEL):
            return None
        if self._are_abbreviation(tokens, units[:count]):
            return self._by_words(stretch, units[count:])
        if not self._is_inflected and "".join([unit.kind for unit in units[surname : surname + 2]]) in ("GC", "CC"):
            surname += not stretch.is_ordinary(units[surname + 1].first)  # K. P. Sharma Oli
        # "A. Background": a heading's letter, unless the document knows the surname
        is_letter = (
            count == 1
            and units[0].first == units[0].last
            and stretch.opens_block(first)
            and tokens.words[first] in self._heading_letters
        )
        if is_letter and not units[surname].flags & SURNAME:
            return _Name(units[: surname + 1], None, is_sure=False)
        return self._sure(stretch, units[: surname + 1])

    def _are_abbreviation(self, tokens: Tokens, initials: list[Unit]) -> bool:
        """Whether letters with stops are no initials (H.E., U.S.)."""
        return ".".join(tokens.words[unit.first] for unit in initials).lower() in self._abbreviations

    def _by_words(self, stretch: Stretch, units: list[Unit]) -> "_Name | None":
        """The name in a run without initials."""
        units = self._cut(stretch, units)
        while len(units) > 1 and units[-1].kind in "pI":
            units = units[:-1]
        named = [unit for unit in units if unit.kind in "CGPF"]
        if not named:
            return None
        kinds = "".join([unit.kind for unit in named])
        title = self._titles.before(stretch.tokens, units[0].first)
        if self._beside.is_of_a_thing(stretch.tokens, units, title, is_given="G" in kinds or "P" in kinds):
            return None
        return self._single(stretch, units, title) if len(named) == 1 else self._full(stretch, units, kinds, title)

    def _full(self, stretch: Stretch, units: list[Unit], kinds: str, title: Title | None) -> "_Name | None":
        """A name of two words or more; not sure where nothing but their capitals speaks for it."""
        is_beside = title is not None and title.is_beside
        if is_beside or "G" in kinds or "P" in kinds or (kinds[0] == "F" and len(kinds) <= 3):
            return _Name(units, title, is_sure=True)
        if all(unit.flags & CAPITALS for unit in units if unit.kind == "C"):
            return None
        first, last = units[0].first, units[-1].last
        tokens = stretch.tokens
        if title is not None or self._beside.is_spoken_of(tokens, first, last):
            return _Name(units, title, is_sure=True)
        if units[-1].flags & SURNAME or any(self._beside.is_tagged(tokens, unit) for unit in units):
            return _Name(units, title, is_sure=True)
        following = self._titles.after(stretch.tokens, last)
        return _Name(units, following, is_sure=following is not None)

    def _single(self, stretch: Stretch, units: list[Unit], title: Title | None) -> "_Name | None":
        """A surname beside a title; one of several words is enough where the surname ends as surnames do."""
        unit = next(unit for unit in units if unit.kind in "CGPF")
        if title is None:
            return None
        is_shaped = bool(unit.flags & SURNAME)
        if title.is_honorific:
            is_sure = True
        elif title.is_beside:
            is_sure = is_shaped or not (unit.flags & CAPITALS or stretch.is_ordinary(unit.first))
        else:
            is_sure = is_shaped and unit.kind != "G" and stretch.tokens.gaps[units[0].first - 1] == " "
        return _Name(units, title, is_sure=True) if is_sure else None

    def _cut(self, stretch: Stretch, units: list[Unit]) -> list[Unit]:
        """The run without words before and after the name."""
        tokens, first = stretch.tokens, units[0]
        if first.kind == "C" and stretch.begins_sentence(first.first) and self._beside.is_no_name(tokens, first):
            units = units[1:]
        kinds = "".join([unit.kind for unit in units])
        given = kinds.find("G")
        if kinds[:1] == "C" and len(kinds) > 2 and self._is_before_name(stretch, units[0], kinds, given):
            units = units[1:]
            given -= 1
        is_all_capitals = all(unit.flags & CAPITALS for unit in units if unit.kind in "CGF")
        surnames = 0
        for index, unit in enumerate(units):
            if unit.kind != "C":
                continue
            surnames += index > max(given, 0)
            is_acronym = unit.flags & CAPITALS and not is_all_capitals and len(tokens.words[unit.first]) <= 4
            is_ordinary = surnames > 1 and not unit.flags & SURNAME and stretch.is_ordinary(unit.first)
            if is_acronym or is_ordinary or surnames > (1 if is_all_capitals else 3):
                return units[:index]
        return units

    def _is_before_name(self, stretch: Stretch, unit: Unit, kinds: str, given: int) -> bool:
        """Whether the first word of a run is none of the name (В Астане Нурсултан …)."""
        if given == 1 and "P" in kinds[2:-1] and not unit.flags & SURNAME:
            return True
        if stretch.begins_sentence(unit.first):
            return kinds[2] in "CFpI" if given == 1 else given < 0 and stretch.is_ordinary(unit.first)
        if given != 1 or kinds[2] not in "CGFpI":
            return False
        words, first, following = stretch.tokens.words, unit.first, unit.last + 1
        return self._keys[words[first - 1]] in self._locatives or self._beside.disagree(words[first], words[following])

    def _sure(self, stretch: Stretch, units: list[Unit]) -> "_Name":
        return _Name(units, self._titles.before(stretch.tokens, units[0].first), is_sure=True)

    def _mention(self, stretch: Stretch, name: "_Name") -> Found:
        tokens, units = stretch.tokens, name.units
        first, last = units[0].first, units[-1].last
        start, end = tokens.starts[first], tokens.end(last)
        is_abbreviated = units[-1].kind == "I" or (units[-1].kind == "N" and not tokens.words[last].isupper())
        if is_abbreviated and tokens.gaps[last].startswith("."):
            end += 1
        title = name.title
        following = self._titles.after(tokens, last) if title is None or title.is_honorific else None
        if following is not None:
            title = title._replace(text=following.text) if title is not None else following
        return Found(
            "person",
            start,
            end,
            "",
            title=title.text if title else "",
            words=tuple(tokens.words[first : last + 1]),
            starts=tuple(tokens.starts[first : last + 1]),
            pattern=pattern_of(units, self._is_inflected),
            evidence=self._beside.evidence(tokens, first, last, title),
            is_sure=name.is_sure,
            begins_sentence=stretch.begins_sentence(first),
        )


class _Name:
    """The parts of a name with the title beside it; not sure where only the document can tell."""

    __slots__ = ("is_sure", "title", "units")

    def __init__(self, units: list[Unit], title: Title | None, is_sure: bool) -> None:
        self.units = units
        self.title = title
        self.is_sure = is_sure
