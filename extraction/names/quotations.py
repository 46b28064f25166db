"""Names that a generic noun in lower case brings: in quotation marks, «партии «Нур Отан»», or in other letters."""

from extraction.names.gazetteer import Gazetteer
from extraction.names.terms import CAPITAL, CAPITALS, CONJUNCTION, KNOWN, NAMING, NO_NAME, RULING, SHORT, Body, Terms
from extraction.tokens import Tokens

OPENING = {"«": "»", '"': '"', "'": "'"}
"""Quotation marks, in their plain form, and what closes them."""

_WORDS = 8
_MEMBERS = 12
_NAMING = 3
_INSIDE = frozenset({" ", "-", " – ", ".", "'", " & ", "!"})


class Quotations:
    """Finds them."""

    def __init__(self, terms: Terms, known: Gazetteer) -> None:
        self.terms = terms
        self.known = known
        self.not_quoted = frozenset(terms.names.get("not_quoted", ()))
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
        return self._foreign(tokens, start + 1) if gap == " " and self.terms.cased else []

    def _names(self, tokens: Tokens, index: int) -> bool:
        return index < len(tokens.words) and self.terms.key_of[tokens.words[index]] in self.naming

    def bracketed(self, tokens: Tokens, index: int) -> list[Body]:
        """A name in quotation marks and brackets behind a person's: «Кейко Фухимори («Народная сила»)»."""
        words, gaps = tokens.words, tokens.gaps
        if not words[index] or not self.terms[words[index]] & CAPITAL or index + 1 >= len(words):
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

    def _foreign(self, tokens: Tokens, first: int) -> list[Body]:
        """A name in other letters than the text's, or in capitals only: «партия Nur Otan», «агентство АЗЕРТАДЖ»."""
        words, terms = tokens.words, self.terms
        bits = terms[words[first]]
        if not bits & CAPITAL or bits & KNOWN:
            return []
        last = first
        if words[first].isascii():
            while last + 1 < len(words) and last - first < _WORDS and self._goes_on(tokens, last):
                last += 1
        elif not bits & CAPITALS or bits & (NO_NAME | SHORT):
            return []
        return [(first, last, terms.written(tokens, first, last), "")]

    def _goes_on(self, tokens: Tokens, last: int) -> bool:
        word, gap = tokens.words[last + 1], tokens.gaps[last]
        if not word.isascii() or not word.isalpha():
            return False
        return gap == "." or (gap in {" ", "-"} and bool(self.terms[word] & CAPITAL))

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
            entity = known[1].entity if known is not None and known[0] == last else ""
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
