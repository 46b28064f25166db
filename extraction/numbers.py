"""Counts, shares, ordinals, references and list numbers of a text."""

from collections.abc import Sequence
from typing import NamedTuple

from extraction.binding import Binding, Sentences
from extraction.counted import Counted, Units
from extraction.digits import Numeral
from extraction.homonyms import Homonyms
from extraction.mentions import Mention, Precision, Quantity
from extraction.numberwords import Form, Forms
from extraction.numerals import Numerals
from extraction.phrasing import key_after, key_before, phrase_end, phrases
from extraction.precision import Qualifiers
from extraction.ranges import Range, Ranges
from extraction.references import GLUED, References, is_glued, is_page_number, item_end
from extraction.tokens import BREAK, Keys, Tokens

_WHOLE = 8
"""Words between "seven of" and the noun of the whole."""

_LARGEST_PART = 10
"""1/2 to 9/10 are fractions; other numbers with a stroke between are codes."""


class Numbers:
    """Finds numbers in texts of one language."""

    def __init__(self, language: str, keys: Keys) -> None:
        self.keys = keys
        self.forms = Forms(language, keys)
        data = self.forms.data
        self.units = Units(language, self.forms)
        self.numerals = Numerals(self.forms, self.units.is_unit)
        self.qualifiers = Qualifiers(data, keys)
        self.ranges = Ranges(data, self.numerals)
        self.references = References(data, keys)
        self.sentences = Sentences(language, data, keys, self.units)
        self.percents = phrases(data["percent"])
        self.homonyms = Homonyms(data, keys, self.units)
        self.roman_ordinals = frozenset(data["roman_ordinals"])

    def begins(self, word: str, key: str) -> bool:
        return self.forms[word] is not None

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        reading = _Reading(self, tokens)
        taken = tokens.taken
        for index in at:
            if index >= reading.free and not taken[index]:
                reading.read(index)
        return reading.found

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        return mentions


class _Share(NamedTuple):
    """Where the sign or word for a share ends: the position, and the last word."""

    end: int
    last: int


class _Reading:
    """One stretch of text on its way: what was found and what the next number may refer to."""

    def __init__(self, numbers: Numbers, tokens: Tokens) -> None:
        self.numbers = numbers
        self.tokens = tokens
        self.keys = numbers.keys
        self.found: list[Mention] = []
        self.free = 0
        self.reference = -1
        self.changed_to = -1
        self.binding = Binding(numbers.sentences, tokens)

    def read(self, index: int) -> None:
        """Read what stands at a word, and set `free` behind it."""
        tokens, numbers = self.tokens, self.numbers
        form = numbers.forms[tokens.words[index]]
        if form is None:
            return
        gap = tokens.gaps[index - 1] if index else BREAK
        has_digits = bool(form.digits) or form.role == "code"
        if has_digits or form.role == "roman":
            if self._is_name(index, form, gap):
                return
        elif (gap == "-" and tokens.words[index - 1]) or (
            form.value == 1 and numbers.homonyms.is_pronoun(tokens, index)
        ):
            return
        numeral = numbers.numerals.read(tokens, index)
        if numeral is None:
            if has_digits:
                self.free = numbers.references.run(tokens, index).last + 1
        elif has_digits and tokens.gaps[numeral.last] in GLUED and self._is_code(numeral):
            pass
        elif numeral.kind == "ordinal":
            self._ordinal(numeral)
        else:
            self._quantity(numeral)

    # Numbers that name

    def _is_name(self, index: int, form: Form, gap: str) -> bool:
        """Read a list number, a reference or a code; whether the word is done with."""
        tokens, references = self.tokens, self.numbers.references
        if gap == " ":
            trigger = references.triggers.get(self.keys[tokens.words[index - 1]], "")
        elif self._is_item(index, form, gap) or self._is_glued(index, gap):
            return True
        else:
            trigger = references.before(tokens, index)
        if trigger == "telephone":
            self.free = references.telephone_end(tokens, index) + 1
            return True
        if not trigger and 0 <= self.reference >= index - 2:
            goes_on = references.goes_on(tokens, self.reference, index)
            trigger = "always" if goes_on == "joined" else "alone" if goes_on else ""
        if trigger == "always" or (trigger and not self._counts(index)):
            self._refer(index, references.end(tokens, index))
        elif form.role == "roman":
            if key_after(tokens, self.keys, index) in self.numbers.roman_ordinals and gap != "-":
                self._add(Quantity("ordinal", tokens.starts[index], tokens.end(index), str(form.value)), index, index)
        elif form.role == "code":
            self.free = references.run(tokens, index).last + 1
        else:
            return False
        return True

    def _is_item(self, index: int, form: Form, gap: str) -> bool:
        """Read the number of a list item, a page or a footnote."""
        tokens = self.tokens
        after = tokens.gaps[index]
        if gap.endswith("[") and after.startswith("]"):
            return True
        if is_page_number(gap, after):
            return True
        last = item_end(tokens, index, form, gap)
        if last < 0:
            return False
        start, end = tokens.starts[index], tokens.end(last)
        value = str(form.value) if last == index else tokens.text[start:end]
        self._add(Quantity("list_number", start, end, value), index, last)
        return True

    def _is_glued(self, index: int, gap: str) -> bool:
        """Read a code that does not begin with this word: PC.DEL/663/19."""
        tokens, references = self.tokens, self.numbers.references
        if not is_glued(gap) or references.before(tokens, index):
            return False
        run = references.run(tokens, index)
        if run.first == index:
            return False
        if not run.is_address and (run.is_symbol or references.before(tokens, run.first) == "always"):
            self._refer(run.first, run.last)
        self.free = run.last + 1
        return True

    def _is_code(self, numeral: Numeral) -> bool:
        """Whether digits go on without a space, as no number does; fractions are taken in."""
        tokens, numbers = self.tokens, self.numbers
        last = numeral.last
        gap = tokens.gaps[last]
        if last + 1 >= len(tokens.words) or gap == ":":
            return False
        following = tokens.words[last + 1]
        form = numbers.forms[following]
        is_number = form is not None and form.role == "digits"
        if gap == "-":
            if following.isalpha() and following.islower() and len(following) > 2:
                return False
            if is_number and numbers.ranges.after(tokens, numeral) is not None:
                return False
        is_part = gap == "/" and form is not None and is_number and tokens.gaps[last + 1] not in ("/", "-", ".")
        if is_part and form is not None and not numeral.decimals and numeral.mantissa < form.value <= _LARGEST_PART:
            numeral.denominator = form.value
            numeral.last += 1
            return False
        run = numbers.references.run(tokens, numeral.first)
        is_law = gap == "-" and len(following) > 1 and following in numbers.references.suffixes
        if not run.is_address and (run.is_symbol or is_law):
            self._refer(run.first, run.last)
        self.free = run.last + 1
        return True

    def _refer(self, first: int, last: int) -> None:
        text, start, end = self.tokens.text, self.tokens.starts[first], self.tokens.end(last)
        if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
            end += 1
        self._add(Quantity("reference", start, end, text[start:end]), first, last)
        self.reference = last

    def _counts(self, index: int) -> bool:
        """Whether a number counts the noun right after it."""
        numeral = self.numbers.numerals.read(self.tokens, index)
        if numeral is None or numeral.kind == "ordinal":
            return False
        following = key_after(self.tokens, self.keys, numeral.last)
        if self.numbers.references.triggers.get(following) == "always":  # «части 1 статьи 35»
            return False
        if numeral.scale > 1 or self._share(numeral.last) is not None:
            return True
        unit = self._own_unit(numeral, numeral.last)
        return unit is not None and (not unit.is_open or unit.last == numeral.last + 1)

    def _ordinal(self, numeral: Numeral) -> None:
        if self.numbers.homonyms.is_ordinal(self.tokens, numeral):
            first, last = numeral.first, numeral.last
            start, end = self.tokens.starts[first], self.tokens.end(last)
            self._add(Quantity("ordinal", start, end, numeral.value), first, last)

    # Counts and shares

    def _quantity(self, numeral: Numeral) -> None:
        tokens, numbers = self.tokens, self.numbers
        found, changed_to = numbers.ranges.read(tokens, numeral)
        if changed_to >= 0:
            self.changed_to = changed_to
        upper = numeral if found is None else found.upper
        share = self._share(upper.last)
        qualifier, left = self._before(numeral)
        own = None
        if share is None:
            behind, last = self._behind(upper)
            qualifier = qualifier or behind
            own = self._own_unit(upper, last)
            is_qualified = found is not None or qualifier is not None
            if not numbers.homonyms.is_count(tokens, upper, own, is_qualified=is_qualified):
                return
            if own is not None and qualifier is None:
                qualifier, _ = numbers.qualifiers.after(tokens, own.last)
        quantity = self._made(numeral, found, qualifier)
        last = upper.last
        if share is not None:
            quantity.kind, quantity.end, last = "percent", share.end, share.last
        elif own is not None and (own.last == last or tokens.gaps[last] == "-"):
            last, own = self._in_adjective(upper, quantity, own)
        is_detail = key_before(tokens, self.keys, left) in numbers.sentences.subordinate or (
            left < numeral.left and key_before(tokens, self.keys, numeral.left) in numbers.sentences.subordinate
        )
        self.binding.bind(quantity, own, left, last, is_detail=is_detail)
        self._add(quantity, numeral.first, last)

    def _made(self, numeral: Numeral, found: Range | None, qualifier: Precision | None) -> Quantity:
        tokens = self.tokens
        upper = numeral if found is None else found.upper
        start, end = tokens.starts[numeral.first], tokens.end(upper.last) + upper.is_dotted
        if found is not None:
            return Quantity("count", start, end, "", False, "between", found.low, found.high)
        is_several = numeral.kind == "several" and not (numeral.is_either and qualifier is not None)
        return Quantity("count", start, end, numeral.value, False, "several" if is_several else qualifier or "exact")

    def _before(self, numeral: Numeral) -> tuple[Precision | None, int]:
        if numeral.first == self.changed_to:
            return None, numeral.left
        return self.numbers.qualifiers.before(self.tokens, numeral.left)

    def _behind(self, numeral: Numeral) -> tuple[Precision | None, int]:
        """What qualifies a number from behind, and its last word; a scale is taken in («20 с лишним тысяч»)."""
        tokens, numbers = self.tokens, self.numbers
        qualifier, last = numbers.qualifiers.after(tokens, numeral.last)
        if qualifier is not None and last > numeral.last:
            form = numbers.forms.after(tokens, last, (" ",))
            if form is not None and form.role == "scale":
                numeral.multiply(form.value)
                numeral.last = last + 1
                return qualifier, numeral.last
            if form is not None:
                return None, numeral.last
        return qualifier, last

    def _in_adjective(self, numeral: Numeral, quantity: Quantity, own: Counted) -> tuple[int, Counted | None]:
        """The last word of «5-процентный» or «пятипроцентный», which the mention holds whole, and what is counted."""
        if own.name != "percent":
            return numeral.last, own
        quantity.kind, quantity.end = "percent", self.tokens.end(own.last)
        return own.last, None

    def _share(self, last: int) -> _Share | None:
        """The sign or word for a share after `words[last]`."""
        tokens, numbers = self.tokens, self.numbers
        gap = tokens.gaps[last]
        if gap in (" ", "-"):
            if last + 1 >= len(tokens.words) or self.keys[tokens.words[last + 1]] not in numbers.percents:
                return None
            end = phrase_end(tokens, last + 1, numbers.percents, self.keys)
            return _Share(tokens.end(end), end) if end >= 0 else None
        if gap.lstrip()[:1] == "%":
            return _Share(tokens.text.index("%", tokens.end(last)) + 1, last)
        return None

    def _own_unit(self, numeral: Numeral, last: int) -> Counted | None:
        """What the words right after a number say that it counts."""
        tokens, numbers = self.tokens, self.numbers
        if numeral.counted:
            return Counted(numeral.counted, not numbers.units.is_code(numeral.counted), numeral.last)
        gap = tokens.gaps[last]
        if gap == "-" and last + 1 < len(tokens.words):
            name = numbers.forms.compounds.counted(self.keys[tokens.words[last + 1]])
            if name:
                return Counted(name, not numbers.units.is_code(name), last + 1)
            return numbers.units.compound(tokens, last + 1)
        if gap == " " and key_after(tokens, self.keys, last) in numbers.numerals.of:
            return self._whole(last)
        return numbers.units.after(tokens, last, number=numeral.agreeing, is_dotted=numeral.is_dotted)

    def _whole(self, last: int) -> Counted | None:
        """The noun of "seven of the ten candidates"."""
        tokens, numbers = self.tokens, self.numbers
        index = last
        while index - last < _WHOLE:
            key = key_after(tokens, self.keys, index)
            if key in numbers.numerals.of or key in numbers.units.determiners:
                index += 1
            elif key and numbers.forms[tokens.words[index + 1]] is not None:
                numeral = numbers.numerals.read(tokens, index + 1)
                index = numeral.last if numeral is not None else index + 1
            else:
                break
        return numbers.units.after(tokens, index, number=0)

    def _add(self, quantity: Quantity, first: int, last: int) -> None:
        self.found.append(quantity)
        self.tokens.take(first, last)
        self.free = last + 1
