"""Whether a known name is a name where it stands: many are common words, parts of other names, or names of persons."""

from extraction.names.abbreviated import Abbreviations
from extraction.names.gazetteer import Known
from extraction.names.terms import (
    ADJECTIVE,
    CAPITAL,
    CAPITALS,
    CLASS,
    CLASSES,
    DOCUMENT,
    GIVEN,
    HEAD,
    KNOWN,
    STOP,
    TITLE,
    Terms,
)
from extraction.tokens import Tokens

_NEAR = 3
_SHORT = 3
_LONGEST_SHORT = 5
_QUOTES = frozenset({"«", "»", '"'})
_WITHIN = frozenset({" ", "-"})


class Homographs:
    """Tells them apart, by the words beside them."""

    def __init__(self, terms: Terms, abbreviations: Abbreviations, cased: bool) -> None:
        self.terms = terms
        self.abbreviations = abbreviations
        self.cased = cased
        self.personal = frozenset(terms.places["personal"])
        self.common = frozenset(terms.places["words"])
        self.either = self.personal | self.common
        self.not_first = tuple(terms.names.get("not_first", ()))

    def is_name(self, tokens: Tokens, first: int, last: int, known: Known) -> bool:
        """Whether it is a name."""
        kind = known.kind
        if kind == "place" and tokens.gaps[last] == " " and self._belongs_to_next(tokens, last):
            return False
        if not self.cased and kind != "organization" and self._is_part_of_name(tokens, first, last):
            return False
        return first < last or not self._is_other(tokens, first, known)

    def _is_other(self, tokens: Tokens, index: int, known: Known) -> bool:
        """Whether one word is something else than the name it looks like."""
        if known.kind != "organization" and self._in_short_quotation(tokens, index):
            return True
        if known.kind == "place" and (
            self._precedes_surname(tokens, index)
            if self.cased
            else not known.is_abbreviation and self._is_abbreviation(tokens, index)
        ):
            return True
        key = self.terms.key_of[tokens.words[index]]
        if known.is_abbreviation and len(key) <= _SHORT and self.abbreviations.in_heading(tokens, index):
            return True
        is_given = known.kind == "place" and not self.cased and bool(self.terms[tokens.words[index]] & GIVEN)
        if key not in self.either:
            return is_given and self._is_person(tokens, index)
        if key in self.common and self.terms.opens(tokens, index):
            return True
        return key in self.personal and self._is_person(tokens, index)

    def _is_abbreviation(self, tokens: Tokens, index: int) -> bool:
        """Whether a word is short and in capitals within running text, as no place is: "LEON, the network", no León."""
        word = tokens.words[index]
        if not self.terms[word] & CAPITALS or len(word) > _LONGEST_SHORT:
            return False
        return not self.terms.opens(tokens, index) and not self.terms.in_capitals(tokens, index)

    def _belongs_to_next(self, tokens: Tokens, last: int) -> bool:
        """Whether a document is named for a place, or a region: «Ханты-Мансийском автономном округе» is no city."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        if last + 1 >= len(words):
            return False
        bits = terms[words[last + 1]]
        if bits & DOCUMENT and bits & CAPITAL:
            return True
        if not self.cased or not terms[words[last]] & ADJECTIVE:
            return False
        for index in range(last + 1, min(last + _NEAR, len(words))):
            bits = terms[words[index]]
            if gaps[index - 1] != " " or bits & CLASS or not bits & ADJECTIVE:
                return gaps[index - 1] == " " and bool(bits & CLASS)
        return False

    def _is_part_of_name(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether it ends another name, or a hyphen leads on to what no list holds: "Dubrovnik-Neretva County"."""
        if tokens.gaps[last] == "-" and last + 1 < len(tokens.words):
            bits = self.terms[tokens.words[last + 1]]
            if bits & CAPITAL and not bits & (KNOWN | DOCUMENT):
                return True
        return self._ends_a_name(tokens, first)

    def _ends_a_name(self, tokens: Tokens, first: int) -> bool:
        """Whether another capitalized word leads to it within a sentence: "Front Page Africa", "Butun Kyrgyzstan"."""
        if first == 0 or tokens.gaps[first - 1] != " ":
            return False
        bits = self.terms[tokens.words[first - 1]]
        if not bits & CAPITAL or bits & (STOP | TITLE | HEAD | DOCUMENT | KNOWN | CAPITALS | CLASS | CLASSES):
            return False
        return bool(bits & GIVEN) or not self.terms.opens(tokens, first - 1)

    def _in_short_quotation(self, tokens: Tokens, index: int) -> bool:
        """Whether a state's name is only a part of a name in quotation marks: «Единая Россия»."""
        gaps = tokens.gaps
        if index == 0 or (gaps[index - 1] in _WITHIN and not self.terms[tokens.words[index - 1]] & CAPITAL):
            return False
        first = last = index
        while first > 0 and index - first < _NEAR and gaps[first - 1] in _WITHIN:
            first -= 1
        if first == 0 or gaps[first - 1][-1:] not in _QUOTES:
            return False
        while last + 1 < len(gaps) and last - index < _NEAR and gaps[last] in _WITHIN:
            last += 1
        if gaps[last][:1] not in _QUOTES or first == last:
            return False
        bits = self.terms[tokens.words[first]]
        return bool(bits & CAPITAL) and not bits & STOP

    def _precedes_surname(self, tokens: Tokens, index: int) -> bool:
        """Whether a word follows that the dictionary has as a surname: «Сантьяго Пенья»."""
        if index + 1 >= len(tokens.words) or tokens.gaps[index] != " ":
            return False
        word = tokens.words[index + 1]
        bits = self.terms[word]
        if not bits & CAPITAL or bits & (HEAD | TITLE | KNOWN | CLASS | CAPITALS):
            return False
        parses = self.terms.morphology(self.terms.language).parses(word.lower())
        return any("Surn" in parse.grammemes for parse in parses)

    def _is_person(self, tokens: Tokens, index: int) -> bool:
        """Whether a surname or given name stands beside it: "Michael Jordan", "Jordan Smith"."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        following = terms[words[index + 1]] if index + 1 < len(words) and gaps[index] == " " else 0
        if following & CAPITAL and not following & (HEAD | TITLE | STOP | CLASS | KNOWN | CLASSES):
            return True
        if index == 0:
            return False
        before = terms[words[index - 1]]
        if gaps[index - 1] in {".", ". "}:
            return bool(before & CAPITAL) and len(words[index - 1]) == 1
        if gaps[index - 1] != " " or not before & CAPITAL or before & (STOP | TITLE | HEAD | KNOWN):
            return False
        return not terms.opens(tokens, index - 1) or not terms.key_of[words[index - 1]].endswith(self.not_first)
