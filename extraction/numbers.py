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

_IN_BRACKET = 6
"""Words in a bracket between a number and its noun."""

_WHOLE = 8
"""Words between "seven of" and the noun of the whole."""

_ZEROS = 2
"""Digits of a number that begins with 0; what is longer is a code or telephone number."""

_ROUGH = 1000
"""«человек 500» is a rough number; larger ones stand in tables."""

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
        self.dotted_percents = {tuple(phrase.split()) for phrase in data["percent_dotted"]}
        self.inverted = frozenset(data["inverted"])
        self.inverted_links = frozenset(data["inverted_links"])
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
        self.is_dated = False
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
            if form.digits[:1] == "0" and len(form.digits) > _ZEROS:
                self.free = numbers.references.telephone_end(tokens, index) + 1
                return
        elif gap == "-" and tokens.words[index - 1]:
            return
        elif form.value == 1 and numbers.forms.after(tokens, index) is None and self._is_no_one(index):
            return
        numeral = numbers.numerals.read(tokens, index)
        if numeral is None:
            if form.role == "part":
                self._is_fraction(index)
            if has_digits:
                self.free = numbers.references.run(tokens, index).last + 1
        elif has_digits and tokens.gaps[numeral.last] in GLUED and self._is_code(numeral):
            pass
        elif numeral.kind == "ordinal":
            if not self._is_fraction(index):
                self._ordinal(numeral)
        else:
            self._quantity(numeral)

    def _is_no_one(self, index: int) -> bool:
        """Whether "one" is a pronoun or begins "one in ten", which is passed over."""
        tokens, numbers = self.tokens, self.numbers
        at = numbers.homonyms.share_number(tokens, index)
        if at >= 0 and not tokens.taken[at] and numbers.forms[tokens.words[at]] is not None:
            numeral = numbers.numerals.read(tokens, at)
            self.free = at + 1 if numeral is None else numeral.last + 1
            return True
        return numbers.homonyms.is_pronoun(tokens, index)

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
        goes_on = ""
        if not trigger and 0 <= self.reference >= index - 2:
            goes_on = references.goes_on(tokens, self.reference, index)
            trigger = "always" if goes_on == "joined" else "alone" if goes_on else ""
        if trigger == "always" or (trigger and not self._counts(index)):
            self._refer(index, self._dated(index, references.end(tokens, index), goes_on=goes_on))
        elif form.role == "roman":
            if key_after(tokens, self.keys, index) in self.numbers.roman_ordinals and gap != "-":
                self._add(Quantity("ordinal", tokens.starts[index], tokens.end(index), str(form.value)), index, index)
        elif form.role == "code":
            self.free = references.run(tokens, index).last + 1
        else:
            return False
        return True

    def _dated(self, index: int, last: int, *, goes_on: str) -> int:
        """The last word of a reference with its year in brackets; those of a list have one where the first has."""
        references = self.numbers.references
        if references.is_dated(self.tokens, index) or (goes_on and self.is_dated):
            self.is_dated = True
            return references.year_end(self.tokens, last)
        self.is_dated = False
        return last

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
        is_grouped = numeral.last > index and numeral.mantissa >= 1000 and self.tokens.gaps[index] == ","
        if is_grouped or numeral.scale > 1 or self._share(numeral.last) is not None:
            return True
        unit = self._own_unit(numeral, numeral.last)
        return unit is not None and (not unit.is_open or unit.last == numeral.last + 1)

    def _ordinal(self, numeral: Numeral) -> None:
        if self.numbers.homonyms.is_ordinal(self.tokens, numeral):
            first, last = numeral.first, numeral.last
            start, end = self.tokens.starts[first], self.tokens.end(last)
            self._add(Quantity("ordinal", start, end, numeral.value), first, last)

    def _is_fraction(self, index: int) -> bool:
        """Read "almost a third", a share for what stands before its article; whether there is one."""
        tokens, numbers = self.tokens, self.numbers
        denominator = numbers.forms.singular.get(self.keys[tokens.words[index]], 0)
        if not denominator or not numbers.numerals.has_article(tokens, index):
            return False
        if numbers.qualifiers.before(tokens, index - 1)[0] is None or numbers.units.after(tokens, index, number=1):
            return False
        self._quantity(Numeral(index, index, 1, denominator=denominator, in_words=True, has_article=True))
        return True

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
            if own is None and qualifier is None and self._inverted_unit(numeral) is not None:
                own, qualifier = self._inverted_unit(numeral), "about"
            is_qualified = found is not None or qualifier is not None
            if not is_qualified and own is None and self._is_in_name(numeral):
                return
            if upper.needs_unit and not upper.in_words:
                if not (self._is_sum(own) or self.binding.is_money(numeral.first)):
                    return
            elif not numbers.homonyms.is_count(tokens, upper, own, is_qualified=is_qualified):
                return
            if own is not None and qualifier is None:
                qualifier = self._after(own.last)
        elif qualifier is None:
            qualifier = self._after(share.last)
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
        qualifier, left = self.numbers.qualifiers.before(self.tokens, numeral.left)
        if left == numeral.left - 1 and self.keys[self.tokens.words[left]] in self.numbers.ranges.change_targets:
            if self.numbers.ranges.is_change(self.tokens, left):
                qualifier = None
        return qualifier or ("about" if numeral.is_inverted else None), left

    def _after(self, last: int) -> Precision | None:
        """What qualifies a number from behind its noun or sign, where no other number follows to which it belongs."""
        tokens = self.tokens
        qualifier, end = self.numbers.qualifiers.after(tokens, last)
        if qualifier is None or end == last or end + 1 >= len(tokens.words) or tokens.gaps[end] != " ":
            return qualifier
        return qualifier if self.numbers.forms[tokens.words[end + 1]] is None else None

    def _inverted_unit(self, numeral: Numeral) -> Counted | None:
        """What «человек сорок», «лет 20» and «минут через десять» count: the noun before the number."""
        tokens, numbers = self.tokens, self.numbers
        at = numeral.first - 1
        if numeral.kind != "cardinal" or not numbers.inverted or at < 0 or tokens.gaps[at] != " ":
            return None
        if self.keys[tokens.words[at]] in numbers.inverted_links and at and tokens.gaps[at - 1] == " ":
            at -= 1
        if self.keys[tokens.words[at]] not in numbers.inverted or numeral.mantissa > _ROUGH:
            return None
        if at and tokens.gaps[at - 1] == " ":
            before = tokens.words[at - 1]
            if numbers.forms[before] is not None or self.keys[before] in numbers.numerals.of:
                return None
        return numbers.units.before(tokens, at)

    def _is_in_name(self, numeral: Numeral) -> bool:
        """Whether digits belong to a name, and no number of the sentence shows that they count."""
        is_one = numeral.first == numeral.last and numeral.kind == "cardinal" and not numeral.in_words
        return (
            is_one
            and self.numbers.homonyms.is_in_name(self.tokens, numeral.first)
            and not self.binding.has_topic(numeral.first)
        )

    def _is_sum(self, own: Counted | None) -> bool:
        """Whether what follows "12m" is counted in millions."""
        units = self.numbers.units
        return own is not None and own.name not in units.measures and (not own.is_open or own.name in units.nouns)

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
            if last + 2 < len(tokens.words) and tokens.gaps[last + 1] in (".", ". ") and tokens.gaps[last + 2][:1] == ".":
                pair = (self.keys[tokens.words[last + 1]], self.keys[tokens.words[last + 2]])
                if pair in numbers.dotted_percents:
                    return _Share(tokens.end(last + 2) + 1, last + 2)
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
        own = numbers.units.after(tokens, last, number=numeral.agreeing, is_dotted=numeral.is_dotted)
        return self._behind_bracket(last, numeral.agreeing) if own is None and gap == " (" else own

    def _behind_bracket(self, last: int, number: int) -> Counted | None:
        """The noun of "2,345 (51.2%) of the voters", «2 345 (51,2 %) избирателей»."""
        tokens, numbers = self.tokens, self.numbers
        for place in range(last + 1, min(last + _IN_BRACKET, len(tokens.words) - 1)):
            gap = tokens.gaps[place]
            if ")" in gap:
                if not gap.endswith(") "):
                    break
                if self.keys[tokens.words[place + 1]] in numbers.numerals.of:
                    return self._whole(place, is_open=True)
                return numbers.units.after(tokens, place, number=number, is_open=True)
        return None

    def _whole(self, last: int, *, is_open: bool = False) -> Counted | None:
        """The noun of "seven of the ten candidates"."""
        tokens, numbers = self.tokens, self.numbers
        index = last + is_open
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
