"""Names that a generic noun in lower case brings: in quotation marks, «партии «Нур Отан»», or in other letters."""

import re

from extraction.names.gazetteer import Gazetteer
from extraction.names.terms import (
    ADJECTIVE,
    AGREEING,
    BY_BODY,
    CAPITAL,
    CAPITALS,
    CONJUNCTION,
    DOCUMENT,
    FOREIGN,
    GENDERS,
    GENERIC,
    GIVEN,
    HEAD,
    KNOWN,
    LOCATIVE,
    MEMBERSHIP,
    NAMING,
    NO_NAME,
    RULING,
    SHORT,
    SHOWN,
    TITLE,
    Body,
    Terms,
)
from extraction.tokens import Tokens

OPENING = {"«": "»", '"': '"', "'": "'"}
"""Quotation marks, in their plain form, and what closes them."""

_WORDS = 8
_MEMBERS = 12
_NAMING = 3
_REMARK = 5
_LONGEST_ALONE = 4
_OF_SPEECH = re.compile(r"[^»]|»[,.].*–")
"""What closes a quotation that somebody says: its own stop, or a dash behind a comma."""

_LONGEST_NUMBER = 2
_SHORTEST_FOREIGN = 3
_OF_SYMBOLS = frozenset("./-@_№")
_SYMBOLS = frozenset({"/", "@", "_"})
_BEFORE_ALONE = frozenset({" «", "«", ", «", "; «", "(«", " («"})
_BEHIND_REMARK = ("), «", "); «")
_NO_NOUNS = frozenset({"VERB", "INFN", "PRTS", "GRND", "PREP", "CONJ", "NPRO", "PRCL", "ADVB"})
_OF_NAMES = frozenset({"NOUN", "ADJF", "PRTF", "CONJ", "PREP", "NUMR", "ADVB", ""})
_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_PRONOUN = "Apro"
_NAME_ALONE = frozenset({"NOUN", ""})
_INSIDE = frozenset({" ", "-", " – ", ".", "'", " & ", "!"})


class Quotations:
    """Finds them."""

    def __init__(self, terms: Terms, known: Gazetteer) -> None:
        self.terms = terms
        self.known = known
        self.not_quoted = frozenset(terms.names.get("not_quoted", ()))
        self.before_quoted = frozenset(terms.names.get("before_quoted", ()))
        self.naming = frozenset(terms.names["naming"])

    def after(self, tokens: Tokens, index: int, bits: int) -> list[Body]:
        """The names behind a generic noun."""
        words, gaps = tokens.words, tokens.gaps
        start = index
        if gaps[start] == " " and (start + 1 >= len(words) or not self.terms[words[start + 1]] & (CAPITAL | NAMING)):
            return []
        while gaps[start] == " " and start - index < _NAMING and self._names(tokens, start + 1):
            start += 1
        gap = gaps[start]
        if start + 1 >= len(words) or tokens.taken[start + 1]:
            return []
        if gap[-1:] in OPENING:
            return self.at(tokens, start, bool(bits & RULING))
        return self._in_capitals(tokens, start + 1) if gap == " " and self.terms.cased else []

    def _names(self, tokens: Tokens, index: int) -> bool:
        return index < len(tokens.words) and self.terms.key_of[tokens.words[index]] in self.naming

    def bracketed(self, tokens: Tokens, index: int) -> list[Body]:
        """A name in quotation marks and brackets behind a person's: «Кейко Фухимори («Народная сила»)»."""
        words, gaps = tokens.words, tokens.gaps
        if tokens.taken[index] or index + 1 >= len(words) or not self.terms[words[index]] & CAPITAL:
            return []
        found = self.at(tokens, index, inflected=False)
        return found if len(found) == 1 and gaps[found[0][1]].replace('"', "»").startswith("»)") else []

    def dateline(self, tokens: Tokens, index: int) -> list[Body]:
        """The agency in brackets between a place in capitals and a dash: "DILI, April 20 (Lusa) –"."""
        words, gaps = tokens.words, tokens.gaps
        for last in range(index, min(index + _WORDS, len(words) - 1)):
            if gaps[last].endswith("("):
                bits = self.terms[words[last + 1]]
                named = bits & CAPITAL and not bits & KNOWN and not tokens.taken[last + 1]
                dash = gaps[last + 1][:3] in {") –", ") -"}
                return [(last + 1, last + 1, words[last + 1], "")] if named and dash else []
        return []

    def _in_capitals(self, tokens: Tokens, first: int) -> list[Body]:
        """A name in other letters than the text's, or in capitals only: «партия Nur Otan», «агентство АЗЕРТАДЖ»."""
        bits = self.terms[tokens.words[first]]
        if not bits & CAPITAL or bits & KNOWN:
            return []
        if bits & FOREIGN:
            return self.foreign(tokens, first)
        if not bits & CAPITALS or bits & (NO_NAME | SHORT):
            return []
        return [(first, first, tokens.words[first], SHOWN)]

    def foreign(self, tokens: Tokens, first: int) -> list[Body]:
        """A name in other letters than the text's: bodies keep them, persons and places do not."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        before = gaps[first - 1][-1:] if first else ""
        last = first
        while last + 1 < len(words) and last - first < _WORDS and self._goes_on(tokens, last):
            last += 1
        number = last + 1 < len(words) and gaps[last] == " " and words[last + 1].isdigit()
        symbol = before in _OF_SYMBOLS or gaps[last] in _SYMBOLS or not words[first].isalnum() or number
        symbol = symbol or (len(words[first]) < _SHORTEST_FOREIGN and not words[first].isalpha())
        person = first < last and terms[words[first]] & (GIVEN | TITLE)
        person = person or (first > 0 and gaps[first - 1] in {" ", ". "} and terms[words[first - 1]] & GIVEN)
        if symbol or person or terms[words[first]] & NO_NAME or (len(words[first]) == 1 and last == first):
            return []
        return [(first, last, terms.written(tokens, first, last), SHOWN)]

    def _goes_on(self, tokens: Tokens, last: int) -> bool:
        word, gap = tokens.words[last + 1], tokens.gaps[last]
        if not word.isascii():
            return False
        if word.isdigit():
            return gap == " " and len(word) <= _LONGEST_NUMBER and not self._is_counted(tokens, last + 1)
        if not word.isalpha() or tokens.taken[last + 1]:
            return False
        return gap == "." or (gap in {" ", "-"} and bool(self.terms[word] & CAPITAL))

    def _is_counted(self, tokens: Tokens, index: int) -> bool:
        """Whether a number counts or measures something, be it only a share."""
        gap = tokens.gaps[index]
        if gap != " " or index + 1 >= len(tokens.words):
            return "%" in gap or gap in {".", ","}
        following = tokens.words[index + 1]
        analyzer = self.terms.morphology(self.terms.language)
        return following[:1].islower() and analyzer.parses(following)[0].part_of_speech not in _NO_NOUNS

    def alone(self, tokens: Tokens, index: int) -> list[Body]:
        """A name in quotation marks behind a word that brings none, but is no noun either: «опередил «Мусават»»."""
        first, gap = index + 1, tokens.gaps[index]
        if first >= len(tokens.words) or tokens.taken[first] or not self.terms[tokens.words[first]] & CAPITAL:
            return []
        joined = gap == "», «" and tokens.taken[index] == BY_BODY
        joined = joined or (gap.endswith(_BEHIND_REMARK) and self._is_remark(tokens, index))
        if not joined and (gap not in _BEFORE_ALONE or not self._admits(tokens, index)):
            return []
        last = self._closing(tokens, first, "»")
        if last < 0 or last - first >= _LONGEST_ALONE or _OF_SPEECH.match(tokens.gaps[last]):
            return []
        return self._quoted(tokens, first, last)

    def _is_remark(self, tokens: Tokens, index: int) -> bool:
        """Whether a bracket that closes here says something of a body in quotation marks: «Ынтымак» (11%), «Альянс»."""
        gaps = tokens.gaps
        for first in range(index, max(index - _REMARK, 0), -1):
            if gaps[first - 1].endswith("("):
                return tokens.taken[first - 1] == BY_BODY and gaps[first - 1].startswith("»")
        return False

    def _quoted(self, tokens: Tokens, first: int, last: int) -> list[Body]:
        """The body that words in quotation marks name, if they do."""
        terms = self.terms
        known = self.known.longest(tokens, first) if terms[tokens.words[first]] & KNOWN else None
        if known is not None and known[0] == last:
            value = terms.restored(tokens, first, known[1].words)
            return [(first, last, value, known[1].entity)] if known[1].kind == "organization" else []
        is_body = self._names_body(tokens, first, last)
        return [(first, last, self._nominative(tokens, first, last), SHOWN)] if is_body else []

    def _nominative(self, tokens: Tokens, first: int, last: int) -> str:
        """An adjective and its noun in the nominative, as no noun before them takes their case; else as written."""
        terms, words = self.terms, tokens.words
        written = terms.written(tokens, first, last)
        if last != first + 1 or tokens.gaps[first] != " " or not terms[words[first]] & ADJECTIVE:
            return written
        analyzer = terms.morphology(terms.language)
        adjectives = [
            parse.grammemes for parse in analyzer.parses(words[first].lower()) if parse.part_of_speech in _ADJECTIVES
        ]
        nouns = [parse.grammemes for parse in analyzer.parses(words[last].lower()) if parse.part_of_speech == "NOUN"]
        agreeing = [AGREEING & noun for noun in nouns if any(AGREEING & noun <= one for one in adjectives)]
        if not agreeing or any("nomn" in one for one in agreeing):
            return written
        number = "plur" if "plur" in agreeing[0] else "sing"
        gender = number if number == "plur" else next(iter(agreeing[0] & GENDERS), "")
        noun = terms.nominative(words[last], frozenset({number}))
        return f"{terms.nominative_adjective(words[first], gender)} {noun}"

    def _admits(self, tokens: Tokens, index: int) -> bool:
        """Whether the word before a quotation says of nothing else that this is its name."""
        gap, word = tokens.gaps[index], tokens.words[index]
        if gap != " «" or not word:
            return True
        bits = self.terms[word]
        if bits & CONJUNCTION and index and tokens.gaps[index - 1][:1] == "»":
            return tokens.taken[index - 1] == BY_BODY  # as what stands in the enumeration before it
        if bits & MEMBERSHIP or self.terms.key_of[word] in self.before_quoted:
            return True
        if bits & CAPITAL and not self.terms.opens(tokens, index):
            located = index and self.terms[tokens.words[index - 1]] & LOCATIVE and tokens.gaps[index - 1] == " "
            return bool(located and bits & KNOWN)  # «в Черногории «Европа сейчас»»
        if bits & (GENERIC | HEAD | SHORT) or not word.isalpha():
            return False
        parse = self.terms.morphology(self.terms.language).parses(word.lower())[0]
        return parse.part_of_speech in _NO_NOUNS or _PRONOUN in parse.grammemes

    def _names_body(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether words are nouns and adjectives, as of a name."""
        words, terms = tokens.words, self.terms
        analyzer = terms.morphology(terms.language)
        for index in range(first, last + 1):
            word = words[index]
            if word.isdigit() or word.isascii():
                continue
            if terms[word] & DOCUMENT:
                return False
            part = analyzer.parses(word.lower())[0].part_of_speech
            if part not in (_NAME_ALONE if first == last else _OF_NAMES) and analyzer.knows(word):
                return False
        return True

    def at(self, tokens: Tokens, index: int, inflected: bool) -> list[Body]:
        """The name in quotation marks behind a word, and those that are joined to it; all but the first `inflected`."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        found: list[Body] = []
        while len(found) < _MEMBERS and index + 1 < len(words):
            opening, first = gaps[index][-1:], index + 1
            last = self._closing(tokens, first, OPENING[opening]) if opening in OPENING else -1
            if last < 0 or tokens.taken[first]:
                break
            known = self.known.longest(tokens, first) if terms[words[first]] & KNOWN else None
            entity = known[1].entity if known is not None and known[0] == last else SHOWN
            value = terms.written(tokens, first, last)
            if inflected and found and first == last:
                value = terms.nominative(words[first], frozenset({"sing"}))
            found.append((first, last, value, entity))
            if "," in gaps[last] and gaps[last].endswith(("«", '"')):
                index = last
            elif last + 1 < len(words) and terms[words[last + 1]] & CONJUNCTION:
                index = last + 1
            else:
                break
        return found

    def _closing(self, tokens: Tokens, first: int, mark: str) -> int:
        """The last word before the mark that closes a name, -1 where what is quoted is none."""
        words, gaps = tokens.words, tokens.gaps
        if not self.terms[words[first]] & CAPITAL and not words[first].isdigit():
            return -1
        for index in range(first, min(first + _WORDS, len(words))):
            gap = gaps[index]
            if self.terms.key_of[words[index]] in self.not_quoted:
                return -1
            if mark in gap and gap != "'":
                return index
            if gap not in _INSIDE:
                return -1
        return -1
