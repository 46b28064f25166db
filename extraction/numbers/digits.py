"""Numbers in digits: thousands separators, decimal marks and endings («31 014», "1,013.5", «30-ю»).

Of a comma or point before exactly three digits: two such groups or more are thousands; so is one after the mark that is
not the language's decimal mark, unless the language often uses it for decimals, too, and a share or scale follows
(«51.203 %», «1.013 млн»). After the decimal mark one group is thousands only before something that is counted in whole
units («1,013 наблюдателей», "1.013 observers"). Every other digit after one mark is a decimal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from extraction.numbers.words import Form, Forms
from extraction.tokens import Tokens

_GROUP = 3
_MOST_GROUPS = 10
_REACH = 3
"""Words after digits in which a unit may stand that is counted in whole numbers."""


@dataclass(slots=True)
class Numeral:
    """A number from `words[first]` to `words[last]`, with its full stop where `is_dotted`.

    `mantissa` has `decimals` of its digits after the mark; `scale` is what a scale word multiplied it by. `several`:
    `mantissa` is what there are several of (1: nothing). `is_either`: a scale that may be plural or singular.
    `needs_unit`: the word is a number only where what is counted follows. `is_inverted`: its scale stands before
    it, which says "about" («тысяч пять»).
    """

    first: int
    last: int
    mantissa: int
    decimals: int = 0
    kind: Literal["cardinal", "ordinal", "several", "compound"] = "cardinal"
    denominator: int = 0
    scale: int = 1
    counted: str = ""
    has_article: bool = False
    is_dotted: bool = False
    is_either: bool = False
    in_words: bool = False
    needs_unit: bool = False
    is_inverted: bool = False

    @property
    def value(self) -> str:
        """The number as a decimal or fraction; "" for several of nothing."""
        if self.denominator:
            return f"{self.mantissa}/{self.denominator}"
        if self.kind == "several" and self.mantissa == 1:
            return ""
        if not self.decimals:
            return str(self.mantissa)
        digits = str(self.mantissa).rjust(self.decimals + 1, "0")
        return f"{digits[: -self.decimals]}.{digits[-self.decimals :]}"

    @property
    def left(self) -> int:
        """The first word with the article."""
        return self.first - self.has_article

    @property
    def agreeing(self) -> int:
        """The number that the noun after this one goes with; a part goes with two."""
        return 2 if self.decimals or self.denominator or self.kind == "compound" else self.mantissa

    def is_below(self, other: "Numeral", scale: int = 1) -> bool:
        """Whether this number, multiplied by `scale`, is smaller than another."""
        mine: int = self.mantissa * scale * 10**other.decimals * (other.denominator or 1)
        its: int = other.mantissa * 10**self.decimals * (self.denominator or 1)
        return mine < its

    def multiply(self, scale: int) -> None:
        """Take a scale in; decimals that become zeros are dropped."""
        self.mantissa *= scale
        self.scale *= scale
        while self.decimals and self.mantissa % 10 == 0:
            self.mantissa //= 10
            self.decimals -= 1


class Digits:
    """Reads numbers in digits of one language, without the words after them."""

    def __init__(self, forms: Forms, is_unit: Callable[[str], bool]) -> None:
        data = forms.data
        self.forms = forms
        self.keys = forms.key_of
        self.is_unit = is_unit
        self.decimal_mark = data["decimal"]
        self.has_foreign_decimals = data["foreign_decimals"] == "yes"
        self.percents = frozenset(phrase.split()[0] for phrase in data["percent"])

    def read(self, tokens: Tokens, index: int, form: Form) -> Numeral | None:
        """The number that begins with `words[index]`; None where digits go on as in no number (1.2.3)."""
        numeral = Numeral(index, index, form.value, form.decimals, needs_unit=form.needs_unit)
        gap = tokens.gaps[index]
        if form.suffix or form.decimals:
            return numeral
        if form.scale > 1:
            numeral.multiply(form.scale)
        elif gap == "-":
            self._inflected(tokens, numeral, form)
        elif gap in (" ", ",", ".", "'"):
            following = self.forms.after(tokens, index, (gap,))
            if following is not None and gap in (" ", "'") and len(following.digits) != _GROUP:
                return numeral
            if following is not None and following.digits and not self.extend(tokens, numeral, form):
                return None
        return numeral

    def _inflected(self, tokens: Tokens, numeral: Numeral, form: Form) -> None:
        """Take in an ending after a hyphen: «30-ю», «5-ти»."""
        if numeral.last + 1 < len(tokens.words) and not tokens.taken[numeral.last + 1]:
            suffix = self.keys[tokens.words[numeral.last + 1]]
            if self.forms.is_cardinal(form.digits, suffix):
                numeral.last += 1
            elif suffix in self.forms.ordinal_suffixes:
                numeral.kind = "ordinal"
                numeral.last += 1

    def extend(self, tokens: Tokens, numeral: Numeral, form: Form) -> bool:
        """Take in the digits after thousands separators and the decimal mark; False where it is no number."""
        first = numeral.last
        mark = tokens.gaps[first]
        groups = self._groups(tokens, first, mark)
        if not groups:
            return True
        can_group = len(form.digits) <= 3 and form.digits[0] != "0" and mark != " "
        is_thousands = all(len(group.digits) == 3 for group in groups)
        last = first + len(groups)
        if mark in (" ", "'"):
            is_group = True
        elif len(groups) == 1:
            is_group = can_group and is_thousands and self._is_group(tokens, mark, last, groups[0])
        elif can_group and (is_thousands or _is_indian(form.digits, groups, mark)):
            is_group = True
        else:
            return mark == ","
        self._extend(numeral, groups, is_decimal=not is_group)
        following = self.forms.after(tokens, last, (".", ","))
        if is_group and following and following.role == "digits" and tokens.gaps[last] != mark:
            self._extend(numeral, [following], is_decimal=True)
        return True

    def _groups(self, tokens: Tokens, first: int, mark: str) -> list[Form]:
        """The digits that follow with the same mark; with spaces or apostrophes only groups of three."""
        groups: list[Form] = []
        words, gaps, taken = tokens.words, tokens.gaps, tokens.taken
        leading = self.forms[words[first]]
        if mark in (" ", "'") and (leading is None or len(leading.digits) > 3 or leading.digits[0] == "0"):
            return groups
        index = first
        while gaps[index] == mark and index + 1 < len(words) and not taken[index + 1] and len(groups) < _MOST_GROUPS:
            form = self.forms[words[index + 1]]
            if form is None or not form.digits or form.role not in ("digits", "ordinal") or form.decimals:
                break
            if mark in (" ", "'") and (len(form.digits) != 3 or not _is_narrow(tokens, index)):
                break
            groups.append(form)
            index += 1
            if form.suffix or form.scale > 1:
                break
        return groups

    def _is_group(self, tokens: Tokens, mark: str, last: int, group: Form) -> bool:
        """Whether one group of three digits after a comma or point is thousands."""
        other = "." if mark == "," else ","
        following = self.forms.after(tokens, last, (other,))
        if following is not None and following.role == "digits":
            return True
        if group.suffix or mark != self.decimal_mark:
            return not (self.has_foreign_decimals and self._is_measured(tokens, last))
        has_unit = any(self.is_unit(word) for word in tokens.words[last + 1 : last + 1 + _REACH])
        return tokens.gaps[last] in (" ", "-") and has_unit and not self._is_measured(tokens, last)

    def _is_measured(self, tokens: Tokens, last: int) -> bool:
        if tokens.gaps[last].lstrip().startswith("%"):
            return True
        following = self.forms.after(tokens, last)
        if following is not None:
            return following.role == "scale"
        return last + 1 < len(tokens.words) and self.keys[tokens.words[last + 1]] in self.percents

    def _extend(self, numeral: Numeral, groups: list[Form], *, is_decimal: bool) -> None:
        for form in groups:
            numeral.mantissa = numeral.mantissa * 10 ** len(form.digits) + int(form.digits)
            numeral.decimals += len(form.digits) if is_decimal else 0
        numeral.last += len(groups)
        if groups[-1].role == "ordinal":
            numeral.kind = "ordinal"
        if groups[-1].scale > 1:
            numeral.multiply(groups[-1].scale)
            numeral.needs_unit = groups[-1].needs_unit


def _is_narrow(tokens: Tokens, index: int) -> bool:
    """Whether one character that ends no line stands after a word: a separator of thousands is no wider."""
    end = tokens.end(index)
    return tokens.starts[index + 1] - end == 1 and tokens.text[end] not in "\r\n\t"


def _is_indian(leading: str, groups: list[Form], mark: str) -> bool:
    """12,34,567: groups of two, and three at the end."""
    lengths = [len(group.digits) for group in groups]
    return mark == "," and len(leading) <= 2 and lengths[-1] == 3 and all(length == 2 for length in lengths[:-1])
