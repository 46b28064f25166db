"""Names of bodies that no list holds, in capitals only ("CEC", "OSCE/ODIHR", «МИД РФ»), and by address ("Liter.kz")."""

from extraction.names.gazetteer import Gazetteer
from extraction.names.quotations import Quotations
from extraction.names.terms import (
    BY_BODY,
    CAPITAL,
    CAPITALS,
    CONJUNCTION,
    CONNECTOR,
    DEMONYM,
    GENERIC,
    HEAD,
    KNOWN,
    NO_NAME,
    SHORT,
    SHOWN,
    STOP,
    TITLE,
    Body,
    Terms,
)
from extraction.sentences import abbreviations
from extraction.tokens import Tokens

_LINKED = 3
_LINKS = frozenset({" ", "/", "-"})
_OF_SYMBOLS = frozenset("./-@_№")
_HEADING = frozenset({" ", ", ", "-", ": "})
_SHORTEST_SURNAME = 4
_SHORTEST_INITIALS = 3
_SHORTEST_KICKER = 5
_LONGEST_SHORT = 6


class Abbreviations:
    """Finds them."""

    def __init__(self, terms: Terms, known: Gazetteer, quotations: Quotations) -> None:
        self.terms = terms
        self.known = known
        self.quotations = quotations
        self.cased = terms.cased
        self.things = frozenset(terms.names["things"])
        self.titles = abbreviations(terms.language)

    def find(self, tokens: Tokens, index: int, bits: int, follows: bool) -> list[Body]:
        """The name that a word in capitals begins; `follows` where another name stands right before it."""
        gaps, terms = tokens.gaps, self.terms
        before = gaps[index - 1] if index else ""
        bracketed = before.endswith("(") and gaps[index].startswith(")")
        defined = follows and bracketed and before == " ("  # whatever it may mean elsewhere
        first = self._hyphenated(tokens, index) if before == "-" and not self.cased else index
        hyphenated = first < index or (gaps[index] == "-" and self._may_join(tokens, index + 1, CAPITALS))
        hyphenated = hyphenated and not self.cased
        if (bits & NO_NAME and not defined and not hyphenated) or gaps[index] in {".", "@"}:
            return []
        if before[-1:] in _OF_SYMBOLS and first == index:
            return []
        last = self._linked(tokens, index)
        if first < index <= last:
            return [(first, last, terms.written(tokens, first, last), SHOWN)]
        if last < 0 or (not bracketed and self._is_other(tokens, index, last)):
            return []
        if self.cased and last == index and gaps[last] == " «":
            return self.quotations.at(tokens, index, inflected=False)  # a legal form: «РОО «Эхо»»
        if not bracketed:
            last = self._state(tokens, last)
        shown = SHOWN if defined or not bits & CAPITALS or index < last else ""
        name = (index, last, terms.written(tokens, index, last), shown)
        phrase = self._phrase(tokens, index) if bracketed and not follows else -1
        return [name] if phrase < 0 else [(phrase, index - 1, terms.written(tokens, phrase, index - 1), ""), name]

    def bracketed(self, tokens: Tokens, index: int) -> list[Body]:
        """What a body's name is shortened to in brackets, in small letters too: "Botswana Television (Btv)"."""
        words, gaps, taken = tokens.words, tokens.gaps, tokens.taken
        first = index + 1
        if taken[index] != BY_BODY or first >= len(words) or taken[first] or not gaps[first].startswith(")"):
            return []
        word = words[first]
        if not self.terms[word] & CAPITAL or not 1 < len(word) <= _LONGEST_SHORT:
            return []
        start = index
        while start and taken[start - 1] == BY_BODY and gaps[start - 1] in _LINKS:
            start -= 1
        letters = iter("".join(words[start : index + 1]).lower())
        return [(first, first, word, SHOWN)] if all(letter in letters for letter in word.lower()) else []

    def extended(self, tokens: Tokens, last: int) -> int:
        """The last word of a known abbreviation with one that is linked to it and means nothing alone: "EU EOM"."""
        bits = self.terms[tokens.words[last + 1]]
        if not bits & SHORT or bits & (NO_NAME | HEAD) or self.in_heading(tokens, last):
            return last
        if bits & KNOWN and self.known.longest(tokens, last + 1) is not None:
            return last
        return max(self._linked(tokens, last + 1), last)

    def national(self, tokens: Tokens, last: int) -> int:
        """The last word of a known abbreviation with the state that it works in, where no other noun follows that."""
        end = self._state(tokens, last)
        gap = tokens.gaps[end]
        follows = end + 1 < len(tokens.words) and gap in _LINKS and self.terms[tokens.words[end + 1]] & CAPITAL
        return last if follows or gap == "-" else end

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
            if gaps[last] == "-":
                joined = self._may_join(tokens, last + 1, CAPITAL)
            else:
                joined = bool(bits & CAPITALS and not bits & NO_NAME and words[last + 1].isalpha())
            if not joined or tokens.taken[last + 1]:
                break
            last += 1
        symbol = gaps[last] in {"/", "-"} and last + 1 < len(words) and words[last + 1][:1].isdigit()
        return -1 if symbol else last

    def _hyphenated(self, tokens: Tokens, index: int) -> int:
        """Where a name begins that an abbreviation is the last part of: "Promo-LEX"."""
        first = index
        while first and tokens.gaps[first - 1] == "-" and self._may_join(tokens, first - 1, CAPITAL):
            first -= 1
        return first

    def _may_join(self, tokens: Tokens, index: int, wanted: int) -> bool:
        """Whether a word may be a part of an abbreviation that a hyphen joins: no state, title or people."""
        bits = self.terms[tokens.words[index]]
        if not bits & wanted or bits & (KNOWN | STOP | TITLE | DEMONYM) or tokens.taken[index]:
            return False
        return len(tokens.words[index]) > 1 and tokens.words[index].isalpha()

    def _state(self, tokens: Tokens, last: int) -> int:
        """The last word of the state or place that depends on an abbreviation: «ЦИК Республики Узбекистан»."""
        words = tokens.words
        if last + 1 >= len(words) or tokens.gaps[last] != " " or not self.terms[words[last + 1]] & KNOWN:
            return last
        known = self.known.longest(tokens, last + 1)
        if known is None or known[1].kind == "organization" or not self.terms.depends(words[last + 1], known[1]):
            return last
        if not self.cased and (known[1].kind != "country" or tokens.gaps[known[0]] == "'" or words[last + 1].isupper()):
            return last  # "IRA Mauritania", but "the EU Brussels office"
        return known[0]

    def _is_other(self, tokens: Tokens, index: int, last: int) -> bool:
        if self.terms.in_capitals(tokens, index) or self.in_heading(tokens, index):
            return True
        if len(tokens.words[index]) >= _SHORTEST_KICKER and self.terms.opens(tokens, index):
            following = tokens.starts[last + 1] if last + 1 < len(tokens.words) else tokens.end(last)
            if tokens.gaps[last].startswith(":") or "\n" in tokens.text[tokens.end(last) : following]:
                return True  # "FACTBOX: who was on the ballot", or a line of its own
        return index == last and (self._is_surname(tokens, index) or self._leads_given_name(tokens, index))

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

    def _leads_given_name(self, tokens: Tokens, index: int) -> bool:
        """Whether a long word in capitals begins a line or item with a name in small letters behind it."""
        words, gaps = tokens.words, tokens.gaps
        if len(words[index]) < _LONGEST_SHORT or index + 1 >= len(words) or gaps[index] != " ":
            return False
        following = self.terms[words[index + 1]]
        other = CAPITALS | HEAD | STOP | KNOWN | GENERIC
        return bool(following & CAPITAL) and not following & other and self.terms.opens(tokens, index)

    def _is_surname(self, tokens: Tokens, index: int) -> bool:
        """Whether a word in capitals stands beside a given name, a title or initials: "Ilyas UMAKHANOV"."""
        words, gaps = tokens.words, tokens.gaps
        if index == 0:
            return False
        before, gap = words[index - 1], gaps[index - 1]
        bits = self.terms[before]
        if gap in {".", ". "}:
            is_title = bits & TITLE and self.terms.key_of[before] in self.titles
            return bool(bits & CAPITAL) and (len(before) == 1 or bool(is_title))
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
