"""Names of bodies that no list holds, in capitals only ("CEC", "OSCE/ODIHR", «МИД РФ»), and by address ("Liter.kz")."""

from extraction.names.gazetteer import Gazetteer
from extraction.names.quotations import Quotations
from extraction.names.terms import (
    CAPITAL,
    CAPITALS,
    CONJUNCTION,
    CONNECTOR,
    GENERIC,
    HEAD,
    KNOWN,
    NO_NAME,
    SHORT,
    STOP,
    TITLE,
    Body,
    Terms,
)
from extraction.tokens import Tokens

_LINKED = 3
_LINKS = frozenset({" ", "/", "-"})
_OF_SYMBOLS = frozenset("./-@_№")
_HEADING = frozenset({" ", ", ", "-", ": "})
_SHORTEST_SURNAME = 4
_SHORTEST_INITIALS = 3
_SHORTEST_KICKER = 5


class Abbreviations:
    """Finds them."""

    def __init__(self, terms: Terms, known: Gazetteer, quotations: Quotations) -> None:
        self.terms = terms
        self.known = known
        self.quotations = quotations
        self.cased = terms.cased
        self.things = frozenset(terms.names["things"])

    def find(self, tokens: Tokens, index: int, bits: int, follows: bool) -> list[Body]:
        """The name that a word in capitals begins; `follows` where another name stands right before it."""
        gaps, terms = tokens.gaps, self.terms
        before = gaps[index - 1] if index else ""
        bracketed = before.endswith("(") and gaps[index].startswith(")")
        defined = follows and bracketed and before == " ("  # whatever it may mean elsewhere
        if (bits & NO_NAME and not defined) or before[-1:] in _OF_SYMBOLS or gaps[index] in {".", "@"}:
            return []
        last = self._linked(tokens, index)
        if last < 0 or (not bracketed and self._is_other(tokens, index, last)):
            return []
        if self.cased and last == index and gaps[last] == " «":
            return self.quotations.at(tokens, index, inflected=False)  # a legal form: «РОО «Эхо»»
        if self.cased and not bracketed:
            last = self._state(tokens, last)
        name = (index, last, terms.written(tokens, index, last), "")
        phrase = self._phrase(tokens, index) if bracketed and not follows else -1
        return [name] if phrase < 0 else [(phrase, index - 1, terms.written(tokens, phrase, index - 1), ""), name]

    def extended(self, tokens: Tokens, last: int) -> int:
        """The last word of a known abbreviation with one that is linked to it and means nothing alone: "EU EOM"."""
        bits = self.terms[tokens.words[last + 1]]
        if not bits & SHORT or bits & (NO_NAME | KNOWN | HEAD) or self.in_heading(tokens, last):
            return last
        return max(self._linked(tokens, last + 1), last)

    def _phrase(self, tokens: Tokens, index: int) -> int:
        """The first of the capitalized words whose initials stand in brackets: "Chama Cha Mapinduzi (CCM)"."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        place = index - 1
        if len(words[index]) < _SHORTEST_INITIALS or gaps[place] != " (" or terms.key_of[words[place]] in self.things:
            return -1
        first = -1
        for letter in reversed(words[index]):
            while place > 0 and first > 0 and terms[words[place]] & (CONNECTOR | CONJUNCTION) and gaps[place] == " ":
                place -= 1
            joined = first < 0 or gaps[place] in {" ", "-"}
            if place < 0 or not joined or words[place][:1] != letter or tokens.taken[place]:
                return -1
            if terms[words[place]] & (STOP | CAPITALS):
                return -1
            first = place
            place -= 1
        return first

    def _linked(self, tokens: Tokens, last: int) -> int:
        """The last of words in capitals that are one name, -1 where a number makes them a symbol."""
        words, gaps, first = tokens.words, tokens.gaps, last
        while last + 1 < len(words) and last - first < _LINKED and gaps[last] in _LINKS:
            bits = self.terms[words[last + 1]]
            if not bits & CAPITALS or bits & NO_NAME or not words[last + 1].isalpha() or tokens.taken[last + 1]:
                break
            last += 1
        symbol = gaps[last] in {"/", "-"} and last + 1 < len(words) and words[last + 1][:1].isdigit()
        return -1 if symbol else last

    def _state(self, tokens: Tokens, last: int) -> int:
        """The last word of the state or place that depends on an abbreviation: «ЦИК Республики Узбекистан»."""
        words = tokens.words
        if last + 1 < len(words) and tokens.gaps[last] == " " and self.terms[words[last + 1]] & KNOWN:
            known = self.known.longest(tokens, last + 1)
            if known is not None and known[1].kind != "organization" and self.terms.depends(words[last + 1], known[1]):
                return known[0]
        return last

    def _is_other(self, tokens: Tokens, index: int, last: int) -> bool:
        if self.terms.in_capitals(tokens, index) or self.in_heading(tokens, index):
            return True
        if len(tokens.words[index]) >= _SHORTEST_KICKER and self.terms.opens(tokens, index):
            following = tokens.starts[last + 1] if last + 1 < len(tokens.words) else tokens.end(last)
            if tokens.gaps[last].startswith(":") or "\n" in tokens.text[tokens.end(last) : following]:
                return True  # "FACTBOX: who was on the ballot", or a line of its own
        return bool(index == last and self._is_surname(tokens, index))

    def in_heading(self, tokens: Tokens, index: int) -> bool:
        """Whether words in capitals stand on both sides, or two on one."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        beside = (terms[words[index - 1]] if index else 0) | (terms[words[index + 1]] if index + 1 < len(words) else 0)
        if not beside & CAPITAL:
            return False
        near = 0
        for step in (-1, 1):
            place = index
            for _ in range(2):
                gap = gaps[place - 1] if step < 0 and place > 0 else gaps[place]
                place += step
                if not 0 <= place < len(words) or gap not in _HEADING:
                    break
                bits = terms[words[place]]
                if bits & CAPITALS and (not bits & (KNOWN | SHORT) or bits & (STOP | NO_NAME | HEAD)):
                    near += 1
                elif len(words[place]) > 1 or not bits & CAPITAL:
                    break
        return near > 1

    def _is_surname(self, tokens: Tokens, index: int) -> bool:
        """Whether a word in capitals stands beside a given name, a title or initials: "Ilyas UMAKHANOV"."""
        words, gaps = tokens.words, tokens.gaps
        if index == 0:
            return False
        before, gap = words[index - 1], gaps[index - 1]
        bits = self.terms[before]
        if gap in {".", ". "}:
            return bool(bits & CAPITAL) and (len(before) == 1 or bool(bits & TITLE))
        if gap != " " or len(words[index]) < _SHORTEST_SURNAME or not bits & CAPITAL:
            return False
        if bits & (CAPITALS | HEAD | STOP | KNOWN | GENERIC):
            return False
        return bool(bits & TITLE) or not self.terms.opens(tokens, index - 1)

    def address(self, tokens: Tokens, index: int, floor: int) -> list[Body]:
        """A medium that is named by its address in the web, from the address's last word."""
        words, gaps = tokens.words, tokens.gaps
        first = index - 1
        if (
            first < floor
            or gaps[first] != "."
            or (gaps[index] not in {".", ".\n"} and gaps[index][:1] in {"/", "@", "-"})
        ):
            return []
        while first > floor and gaps[first - 1] in {".", "-"} and words[first - 1].isascii():
            first -= 1
        word = words[first]
        joined = first > 0 and gaps[first - 1].endswith(("/", "@", ":"))
        if joined or tokens.taken[first] or not word.isascii() or not word[:1].isupper():
            return []
        return [(first, index, self.terms.written(tokens, first, index), "")]
