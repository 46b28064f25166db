"""What stands beside a name: whether it is a person's, in which case it stands, of which gender its bearer is."""

from collections.abc import Mapping
from typing import Any

from extraction.morphology import morphology
from extraction.persons.nominative import Declension, Evidence
from extraction.persons.runs import Unit
from extraction.persons.titles import BY_OTHERS, Title
from extraction.persons.words import EPONYM, GIVEN, LABEL, LOWER, MEMORIAL, SURNAME, TITLE, VERB, Flags, words_of
from extraction.tokens import Keys, Tokens

_AFTER_NUMBER = frozenset({". ", ") ", "."})
_QUOTED = frozenset({"«»", '""'})
_TO_BODY = frozenset({" ", " – ", " - ", " (", ", ", " «", ' "'})


class Surroundings:
    """Reads them by the word lists of a language."""

    def __init__(
        self, language: str, data: Mapping[str, Any], declension: Declension, keys: Keys, flags: Flags
    ) -> None:
        self._language = language
        self._declension = declension
        self._keys = keys
        self._flags = flags
        self._prepositions = {word: frozenset(cases.split()) for word, cases in data["prepositions"].items()}
        self._animate = data["animate"]
        self._name_tags = frozenset(data["name_tags"].split())
        self._after_names = words_of(data, "after_names")
        self._before_names = frozenset(tuple(phrase.split()) for phrase in data["before_names"].split("|"))
        self._articles = words_of(data, "articles")
        self._affiliations = words_of(data, "affiliations")
        self._verb_endings = [(str(gender), tuple(ends.split())) for gender, ends in data["verb_endings"].items()]
        self._is_inflected = bool(declension.cases)

    def is_no_name(self, tokens: Tokens, unit: Unit) -> bool:
        """Whether a sentence's first word, which has a capital anyway, is no name (*Победила*, *Поздравления*)."""
        return bool(self._name_tags) and unit.first == unit.last and not self.is_tagged(tokens, unit)

    def disagree(self, word: str, given: str) -> bool:
        """Whether a word cannot have the case of the given name behind it («Гагаузии Евгения …»)."""
        cases = {(one.gender, one.case) for one in self._declension.given_readings(given)}
        readings = [one for one in self._declension.readings(word) if one.case]
        return bool(readings) and not any(one.fits(*case) for case in cases for one in readings)

    def is_of_a_thing(self, tokens: Tokens, units: list[Unit], title: Title | None, is_given: bool) -> bool:
        """Whether a street, foundation or party bears the name."""
        first, last = units[0].first, units[-1].last
        if title is not None and title.is_honorific:
            return False
        if self.is_labelled(tokens, first, MEMORIAL if is_given or title is not None else MEMORIAL | LABEL):
            return True
        if tokens.gaps[last] == " " and last + 1 < len(tokens.words):
            flag = self._flags[tokens.words[last + 1]]
            if flag & EPONYM and not flag & LOWER:
                return True
        if not first or (title is not None and title.is_beside):
            return False
        return (len(units) > 1 and bool(units[-1].flags & EPONYM)) or self._is_set_off(tokens, first, last)

    def _is_set_off(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether the words have an article or stand in quotation marks."""
        before, after = tokens.gaps[first - 1], tokens.gaps[last]
        if before == " ":
            return self._keys[tokens.words[first - 1]] in self._articles
        return before[-1:] + after[:1] in _QUOTED

    def is_labelled(self, tokens: Tokens, first: int, labels: int) -> bool:
        """Whether a word such as *street* or *party* stands before."""
        if not first or tokens.gaps[first - 1] not in (" ", ". ", " «", ' "', "."):
            return False
        flag = self._flags[tokens.words[first - 1]]
        return bool(flag & labels) and not flag & TITLE

    def is_spoken_of(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether the words beside a name are such as stand beside persons."""
        flags, words, gaps = self._flags, tokens.words, tokens.gaps
        if gaps[last] in (" ", ", ") and last + 1 < len(words) and flags[words[last + 1]] & VERB:
            return True
        if gaps[last] == ", " and last + 1 < len(words) and words[last + 1] in self._after_names:
            return True
        if self._is_member(tokens, last) or self._is_item(tokens, first, last):
            return True
        if not first or gaps[first - 1] != " ":
            return False
        if flags[words[first - 1]] & VERB:
            return True
        phrase = (self._keys[words[first - 2]], self._keys[words[first - 1]]) if first > 1 else ("", "")
        return phrase in self._before_names

    def _is_member(self, tokens: Tokens, last: int) -> bool:
        """Whether the name of a body follows ("X of the Party"), be it one that nobody knows."""
        words, at = tokens.words, last + 2
        if tokens.gaps[last] != " " or at + 1 >= len(words) or words[last + 1] not in self._affiliations:
            return False
        if tokens.taken[at] & BY_OTHERS:
            return True
        if not self._flags[words[at]] & LOWER or tokens.gaps[at] not in _TO_BODY:
            return False
        is_capital = not self._flags[words[at + 1]] & LOWER and self._keys[words[at]] in self._articles
        return is_capital or bool(tokens.taken[at + 1] & BY_OTHERS)

    def _is_item(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether it is the item of a numbered list that goes on with the name of a body ("1. X – Party")."""
        gaps, taken = tokens.gaps, tokens.taken
        if not first or gaps[first - 1] not in _AFTER_NUMBER or not tokens.words[first - 1].isdigit():
            return False
        return gaps[last] in _TO_BODY and last + 1 < len(taken) and bool(taken[last + 1] & BY_OTHERS)

    def is_tagged(self, tokens: Tokens, unit: Unit) -> bool:
        """Whether a dictionary has the word as a name."""
        if not self._name_tags or unit.flags & (GIVEN | SURNAME):
            return bool(unit.flags & (GIVEN | SURNAME))
        parses = morphology(self._language).parses(tokens.words[unit.last].lower())
        return any(not self._name_tags.isdisjoint(parse.grammemes) for parse in parses)

    def evidence(self, tokens: Tokens, first: int, last: int, title: Title | None) -> Evidence:
        gender = title.gender if title else ""
        if not self._is_inflected:
            return Evidence(gender=gender)
        cases, weight = (title.cases, 3.0) if title else (frozenset[str](), 0.0)
        words, gaps = tokens.words, tokens.gaps
        nominative = self._declension.cases[0]
        before = self._keys[words[first - 1]] if first and gaps[first - 1] == " " else ""
        if not cases and self._prepositions.get(before):
            return Evidence(self._prepositions[before], gender, 2.5)
        subject = ""
        if gaps[last] == " " and last + 1 < len(words):
            subject = self._verb_gender(words[last + 1])
        if before and not subject:
            subject = self._verb_gender(words[first - 1])
        if subject and (not cases or nominative in cases):
            return Evidence(frozenset({nominative}), gender or subject, 3.0)
        if not cases and before not in self._prepositions and self._flags[words[first - 1] if before else ""] & LOWER:
            cases, weight = self._cases_after(words[first - 1]), 1.0
        return Evidence(cases, gender, weight)

    def _cases_after(self, word: str) -> frozenset[str]:
        """The cases of a name after a noun: that of the noun, where it is a person's, else the genitive."""
        nouns = [parse for parse in morphology(self._language).parses(word) if self._animate in parse.grammemes]
        if self._animate and nouns:
            return frozenset(self._declension.cases) & frozenset().union(*(parse.grammemes for parse in nouns))
        return frozenset(self._declension.cases[1:2])

    def _verb_gender(self, word: str) -> str:
        flag = self._flags[word]
        if flag & LOWER and flag & VERB:
            for gender, ends in self._verb_endings:
                if word.endswith(ends):
                    return gender
        return ""
