"""What the words around one number of a text say that it counts: a share, the noun behind it, the noun before it."""

from typing import NamedTuple

from extraction.numbers.counted import Counted
from extraction.numbers.digits import Numeral
from extraction.numbers.phrasing import key_after, phrase_end
from extraction.numbers.tools import Tools
from extraction.tokens import Tokens

_IN_BRACKET = 6
"""Words in a bracket between a number and its noun."""

_WHOLE = 8
"""Words between "seven of" and the noun of the whole."""

_ROUGH = 1000
"""«человек 500» is a rough number; larger ones stand in tables."""


class Share(NamedTuple):
    """Where the sign or word for a share ends: the position, and the last word."""

    end: int
    last: int


class Nouns:
    """What numbers of one stretch of text count."""

    def __init__(self, tools: Tools, tokens: Tokens) -> None:
        self.tools = tools
        self.tokens = tokens
        self.keys = tools.keys

    def share(self, last: int) -> Share | None:
        """The sign or word for a share after `words[last]`."""
        tokens, tools = self.tokens, self.tools
        gap = tokens.gaps[last]
        if gap in (" ", "-"):
            if last + 2 < len(tokens.words) and tokens.gaps[last + 1] in (".", ". "):
                pair = (self.keys[tokens.words[last + 1]], self.keys[tokens.words[last + 2]])
                if pair in tools.dotted_percents and tokens.gaps[last + 2][:1] == ".":
                    return Share(tokens.end(last + 2) + 1, last + 2)
            if last + 1 >= len(tokens.words) or self.keys[tokens.words[last + 1]] not in tools.percents:
                return None
            end = phrase_end(tokens, last + 1, tools.percents, self.keys)
            return Share(tokens.end(end), end) if end >= 0 else None
        if gap.lstrip()[:1] == "%":
            return Share(tokens.text.index("%", tokens.end(last)) + 1, last)
        return None

    def after(self, numeral: Numeral, last: int) -> Counted | None:
        """What the words right after a number say that it counts."""
        tokens, tools = self.tokens, self.tools
        if numeral.counted:
            return Counted(numeral.counted, not tools.units.is_code(numeral.counted), numeral.last)
        gap = tokens.gaps[last]
        if gap == "-" and last + 1 < len(tokens.words):
            name = tools.forms.compounds.counted(self.keys[tokens.words[last + 1]])
            if name:
                return Counted(name, not tools.units.is_code(name), last + 1)
            return tools.units.compound(tokens, last + 1)
        if gap == " " and key_after(tokens, self.keys, last) in tools.numerals.of:
            return self._whole(last)
        own = tools.units.after(tokens, last, number=numeral.agreeing, is_dotted=numeral.is_dotted)
        return self._behind_bracket(last, numeral.agreeing) if own is None and gap == " (" else own

    def _behind_bracket(self, last: int, number: int) -> Counted | None:
        """The noun of "2,345 (51.2%) of the voters", «2 345 (51,2 %) избирателей»."""
        tokens, tools = self.tokens, self.tools
        for place in range(last + 1, min(last + _IN_BRACKET, len(tokens.words) - 1)):
            gap = tokens.gaps[place]
            if ")" in gap:
                if not gap.endswith(") "):
                    break
                if self.keys[tokens.words[place + 1]] in tools.numerals.of:
                    return self._whole(place, is_open=True)
                return tools.units.after(tokens, place, number=number, is_open=True)
        return None

    def _whole(self, last: int, *, is_open: bool = False) -> Counted | None:
        """The noun of "seven of the ten candidates"."""
        tokens, tools = self.tokens, self.tools
        index = last + is_open
        while index - last < _WHOLE:
            key = key_after(tokens, self.keys, index)
            if key in tools.numerals.of or key in tools.units.determiners:
                index += 1
            elif key and tools.forms[tokens.words[index + 1]] is not None:
                numeral = tools.numerals.read(tokens, index + 1)
                index = numeral.last if numeral is not None else index + 1
            else:
                break
        return tools.units.after(tokens, index, number=0)

    def inverted(self, numeral: Numeral) -> Counted | None:
        """What «человек сорок», «лет 20» and «минут через десять» count: the noun before the number."""
        tokens, tools = self.tokens, self.tools
        at = numeral.first - 1
        if numeral.kind != "cardinal" or at < 0 or tokens.gaps[at] != " ":
            return None
        if self.keys[tokens.words[at]] in tools.inverted_links and at and tokens.gaps[at - 1] == " ":
            at -= 1
        if self.keys[tokens.words[at]] not in tools.inverted or numeral.mantissa > _ROUGH:
            return None
        if at and tokens.gaps[at - 1] == " ":
            before = tokens.words[at - 1]
            if tools.forms[before] is not None or self.keys[before] in tools.numerals.of:
                return None
        return tools.units.before(tokens, at)

    def is_sum(self, own: Counted | None) -> bool:
        """Whether what follows "12m" is counted in millions."""
        units = self.tools.units
        return own is not None and own.name not in units.measures and (not own.is_open or own.name in units.nouns)
