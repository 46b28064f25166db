"""What a word can be within a number, by the lexicon: digits, a number word, a scale, an ordinal."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

from extraction.lexicon import lexicon
from extraction.tokens import REMEMBERED, Keys, Tokens

Role = Literal["digits", "add", "scale", "half", "part", "several", "ordinal", "compound", "roman", "code"]
"""`add` adds up, `scale` multiplies, `part` is a third or quarter, `compound` a whole adjective, `code` no number."""

LONGEST = 30
"""Digits: what is longer is no quantity."""

_DIGITS = re.compile(r"(\d+)(.*)", re.DOTALL)
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_ALIKE = str.maketrans("ХІ", "XI")


@dataclass(frozen=True, slots=True)
class Form:
    """A word within a number.

    `value` has `decimals` of its digits after the mark. `room`: what follows an adding word is smaller. `plural`: of a
    scale, whether it is plural (`many`), singular (`one`), may be either, or an abbreviation (`short`). `suffix` and
    `scale` are glued to digits. `counted` is what a compound counts. `needs_unit`: a number only of money or
    of something counted ("12m"). `is_usual`: nothing but the words beside it could make it anything else than a count.
    """

    role: Role
    value: int = 0
    room: int = 1
    decimals: int = 0
    plural: str = ""
    digits: str = ""
    suffix: str = ""
    scale: int = 1
    counted: str = ""
    is_multiplied: bool = False
    needs_unit: bool = False
    is_usual: bool = False


_CODE = Form("code")


class Forms(dict[str, Form | None]):
    """Word → its form; None for a word that is no part of a number."""

    def __init__(self, language: str, keys: Keys) -> None:
        super().__init__()
        self.data = data = lexicon(language, "numbers")
        self.key_of = keys
        self.words = _number_words(data)
        self.ordinal_suffixes = frozenset(data["ordinal_suffixes"])
        self.cardinal_suffixes = {suffix: frozenset(last.split()) for suffix, last in data["cardinal_suffixes"].items()}
        self.singular = _denominators(data, "one")
        self.plural = _denominators(data, "many")
        self.glued = {word: self.words[word].value for word in data["glued"]}
        self.glued_to_money = {word: int(value) for word, value in data["glued_to_money"].items()}
        self.compounds = _Compounds(data["compounds"])
        self.homographs = frozenset((*data["homographs"], *data["ones"].get("1", ())))
        for word, form in self.words.items():
            is_usual = form.role == "add" and form.value > 1 and form.room < 100 and not form.decimals
            if is_usual and word not in self.homographs:
                self.words[word] = replace(form, is_usual=True)

    def __missing__(self, word: str) -> Form | None:
        if len(self) >= REMEMBERED:
            self.clear()
        form = self[word] = self._form(word) if word else None
        return form

    def after(self, tokens: Tokens, index: int, gaps: tuple[str, ...] = (" ", "-")) -> Form | None:
        """The form of the word after `words[index]`, where one of these gaps stands between and nobody took it."""
        if tokens.gaps[index] not in gaps or index + 1 >= len(tokens.words) or tokens.taken[index + 1]:
            return None
        return self[tokens.words[index + 1]]

    def _form(self, word: str) -> Form | None:
        key = self.key_of[word]
        form = self.words.get(key)
        if form is not None:
            return form
        if any(map(str.isnumeric, word)):
            return self._with_digits(word)
        if word.isupper() and len(word) <= 7 and (value := _roman(word)):
            return Form("roman", value)
        return self.compounds.form(key)

    def _with_digits(self, word: str) -> Form:
        found = _DIGITS.match(word)
        digits, rest = found.groups() if found else ("", word)
        if len(digits) > LONGEST:
            return _CODE
        if not digits.isascii():
            digits = "".join(str(unicodedata.decimal(digit)) for digit in digits)
        if digits and not rest:
            return Form("digits", int(digits), digits=digits, is_usual=digits[0] != "0" and digits != "1")
        return (self._with_suffix(digits, rest) if digits and rest.isalpha() else _vulgar(digits, rest)) or _CODE

    def _with_suffix(self, digits: str, rest: str) -> Form | None:
        suffix = self.key_of[rest]
        if suffix in self.glued:
            return Form("digits", int(digits), digits=digits, scale=self.glued[suffix])
        if suffix in self.glued_to_money:
            return Form("digits", int(digits), digits=digits, scale=self.glued_to_money[suffix], needs_unit=True)
        # A single letter after digits is rather a unit or a part ("5м", "12a") than an ending.
        if len(suffix) > 1 and suffix in self.ordinal_suffixes:
            return Form("ordinal", int(digits), digits=digits, suffix=suffix)
        if len(suffix) > 1 and self.is_cardinal(digits, suffix):
            return Form("digits", int(digits), digits=digits, suffix=suffix)
        return None

    def is_cardinal(self, digits: str, suffix: str) -> bool:
        """Whether digits with this ending are a cardinal number («5-ти», «3-х»)."""
        last = self.cardinal_suffixes.get(suffix)
        if last is None:
            return False
        return not last or (digits[-1] in last and (digits[-1] == "0" or digits[-2:-1] != "1"))


class _Compounds:
    """«двухдневный»: a number and a stem in one word."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.prefixes: dict[str, str] = data["prefixes"]
        self.stems: dict[str, str] = data["stems"]
        self.single = frozenset(data.get("single", ()))
        self.exceptions = tuple(data.get("except", ()))
        self.scales = {stem: int(value) for stem, value in data.get("scales", {}).items()}
        stems = (*self.stems, *self.scales)
        self.whole = _alternatives(self.prefixes, stems, data["endings"])
        self.half = _alternatives((), self.stems, data["endings"])
        self.prefix = re.compile("|".join(sorted(map(re.escape, self.prefixes), key=len, reverse=True)))

    def form(self, key: str) -> Form | None:
        found = self.whole.fullmatch(key) if self.whole else None
        if found is None or key.startswith(self.exceptions):
            return None
        prefix, stem = found.groups()
        mantissa, decimals = self._sum(prefix)
        if not mantissa or (mantissa == 1 and stem not in self.single):
            return None
        if stem in self.scales:
            return Form("compound", mantissa * self.scales[stem] // 10**decimals)
        return Form("compound", mantissa, decimals=decimals, counted=self.stems[stem])

    def _sum(self, prefix: str) -> tuple[int, int]:
        """«сорокасеми»: 47; 0 where the parts are no number."""
        parts = [decimal(self.prefixes[part]) for part in self.prefix.findall(prefix)]
        if len(parts) == 1:
            return parts[0]
        values = [value for value, decimals in parts if not decimals]
        is_sum = len(values) == len(parts) and all(
            after < (100 if before >= 100 else 10) and before >= 20 for before, after in pairwise(values)
        )
        return (sum(values), 0) if is_sum else (0, 0)

    def counted(self, key: str) -> str:
        """What the second half of «12-дневный» counts; "" where it is not known."""
        found = self.half.fullmatch(key) if self.half else None
        return self.stems[found.group(2)] if found else ""


def decimal(written: str) -> tuple[int, int]:
    """A decimal as its digits and how many of them stand after the point."""
    whole, _, fraction = written.partition(".")
    return int(whole + fraction), len(fraction)


def _alternatives(prefixes: Iterable[str], stems: Iterable[str], endings: Iterable[str]) -> re.Pattern[str] | None:
    if not stems:
        return None
    parts = (sorted(part, key=len, reverse=True) for part in (prefixes, stems, endings))
    first, second, third = ("|".join(map(re.escape, part)) for part in parts)
    return re.compile(f"((?:{first}){{1,3}})({second})(?:{third})")


def _denominators(data: Mapping[str, Any], number: str) -> dict[str, int]:
    return {word: int(value) for value, forms in data["denominators"].items() for word in forms[number]}


def _number_words(data: Mapping[str, Any]) -> dict[str, Form]:
    words: dict[str, Form] = {}
    for row in data["ordinal_scales"]:
        for stem, value in row["stems"].items():
            form = Form("ordinal", int(value), is_multiplied=True)
            words.update((stem + ending, form) for ending in row["endings"])
    for row in data["ordinals"]:
        for stem, value in row["stems"].items():
            form = Form("ordinal", int(value))
            words.update((stem + ending, form) for ending in row["endings"])
    for name, room in (("ones", 1), ("tens", 10), ("hundreds", 100)):
        for value, forms in data[name].items():
            words.update(dict.fromkeys(forms, Form("add", int(value), room)))
    for value, numbers in data["scales"].items():
        for number, forms in numbers.items():
            words.update(dict.fromkeys(forms, Form("scale", int(value), plural=number)))
    for value, forms in data["fixed"].items():
        mantissa, decimals = decimal(value)
        words.update(dict.fromkeys(forms, Form("add", mantissa, decimals=decimals)))
    words.update(dict.fromkeys(data["half"], Form("half", 5, decimals=1)))
    words.update(dict.fromkeys((*data["several"], *data["several_after_article"]), Form("several")))
    for value, forms in data["denominators"].items():
        for word in forms["one"]:
            words.setdefault(word, Form("part", int(value)))
    return words


def _vulgar(digits: str, sign: str) -> Form | None:
    """A number that ends with a character such as ½."""
    value = unicodedata.numeric(sign, 0) if len(sign) == 1 else 0
    if not 0 < value < 1:
        return None
    part = Fraction(value).limit_denominator(12)
    if not digits:
        return Form("part", part.denominator, room=part.numerator, digits="0")
    if 100 % part.denominator:
        return None
    mantissa, decimals = decimal(f"{digits}.{100 * part.numerator // part.denominator:02d}".rstrip("0"))
    return Form("digits", mantissa, decimals=decimals, digits=digits)


def _roman(word: str) -> int:
    word = word.translate(_ALIKE)
    found = _ROMAN.fullmatch(word)
    if not word or found is None:
        return 0
    values = [_ROMAN_VALUES[letter] for letter in word]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
