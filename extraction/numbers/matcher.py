"""Counts, shares, ordinals, references and list numbers of a text."""

from collections.abc import Sequence

from extraction.mentions import Mention, Precision, Quantity
from extraction.numbers.beside import DETAILS, GOES_ON, LIMITS, NAMES, NUMBER, QUALIFIES
from extraction.numbers.binding import Binding
from extraction.numbers.counted import Counted
from extraction.numbers.digits import Numeral
from extraction.numbers.named import Named
from extraction.numbers.ranges import Range
from extraction.numbers.references import GLUED
from extraction.numbers.tools import Tools
from extraction.numbers.words import Form
from extraction.tokens import BREAK, Keys, Tokens

_LARGEST_OF_SHARE = 10
"""The first number of "nine in ten" is smaller."""

_NEAR = 10
"""Words in which a list of names with numbers gives the next; a single digit farther off belongs to its name."""

_USUAL_GAPS = frozenset({" ", ", "})
"""Before digits that begin no item and are part of no code."""

_USUAL_GAPS_OF_WORDS = frozenset({BREAK, "." + BREAK, ". ", " («", " (", " «", "; ", ": ", " – "})
"""Before a number word that nothing qualifies."""

_PAUSES = frozenset({", ", ". ", "; ", ": ", ") ", "), ", ").", BREAK, "." + BREAK, ";" + BREAK, ":" + BREAK})
"""Behind a number that does not go on."""

_ZEROS = 2
"""Digits of a number that begins with 0; what is longer is a code or telephone number."""


class Numbers:
    """Finds numbers in texts of one language."""

    def __init__(self, language: str, keys: Keys) -> None:
        self.tools = Tools(language, keys)
        self.forms = self.tools.forms

    def begins(self, word: str, key: str) -> bool:
        return self.forms[word] is not None

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        reading = _Reading(self.tools, tokens)
        taken = tokens.taken
        for index in at:
            if index >= reading.free and not taken[index]:
                reading.read(index)
        return reading.found

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        return mentions


class _Reading(Named):
    """One stretch of text on its way: what was found and what the next number may refer to."""

    def __init__(self, tools: Tools, tokens: Tokens) -> None:
        super().__init__(tools, tokens)
        self.changed_to = -1
        self.binding = Binding(tools.sentences, tokens, tools.beside)

    def read(self, index: int) -> None:
        """Read what stands at a word, and set `free` behind it."""
        tokens, tools = self.tokens, self.tools
        form = tools.forms[tokens.words[index]]
        if form is None or (form.is_usual and self._is_usual(index, form)):
            return
        has_digits = bool(form.digits) or form.role == "code"
        if self._is_no_quantity(index, form, has_digits=has_digits):
            return
        numeral = tools.numerals.read(tokens, index)
        if numeral is None:
            if form.role == "part":
                self._is_fraction(index)
            if has_digits:
                self.free = tools.references.run(tokens, index).last + 1
        elif has_digits and tokens.gaps[numeral.last] in GLUED and self._is_code(numeral):
            pass
        elif numeral.kind == "ordinal":
            if not self._is_fraction(index):
                self._ordinal(numeral)
        else:
            self._quantity(numeral)

    def _is_usual(self, index: int, form: Form) -> bool:
        """Read a number of one word before its noun, where nothing makes it anything else; whether it is one."""
        tokens, beside = self.tokens, self.beside
        words, gaps = tokens.words, tokens.gaps
        gap = gaps[index - 1] if index else BREAK
        if gaps[index] != " " or index + 1 == len(words) or tokens.taken[index + 1]:
            return False
        before = beside[words[index - 1]] if gap == " " else 0
        if before & NAMES or beside[words[index + 1]] & (GOES_ON | NUMBER):
            return False
        if gap not in _USUAL_GAPS and (form.digits or gap not in _USUAL_GAPS_OF_WORDS):
            return False
        own = None if 0 <= self.reference >= index - 2 else self.tools.units.head(tokens, index, form.value)
        if own is None:
            return False
        qualifier, left = self._before(index, index) if before & LIMITS else (None, index)
        start = tokens.starts[index]
        precision = qualifier or self._after(own.last) or "exact"
        quantity = Quantity("count", start, start + len(words[index]), str(form.value), False, precision)
        is_detail = before & DETAILS > 0 or (left < index and self._is_detail(left))
        self.binding.bind(quantity, own, left, index, is_detail=is_detail)
        self.found.append(quantity)
        tokens.taken[index] = 1
        self.free = index + 1
        return True

    def _is_no_quantity(self, index: int, form: Form, *, has_digits: bool) -> bool:
        """Read a number that names, or pass over what is none; whether the word is done with."""
        tokens, tools = self.tokens, self.tools
        gap = tokens.gaps[index - 1] if index else BREAK
        if has_digits or form.role == "roman":
            if self._is_name(index, form, gap):
                return True
            if form.digits[:1] == "0" and len(form.digits) > _ZEROS:
                self.free = tools.references.telephone_end(tokens, index) + 1
                return True
            return form.digits == "1" and not self._is_quiet(index) and self._is_one_in(index)
        if gap == "-" and tokens.words[index - 1]:
            return True
        return form.value == 1 and tools.forms.after(tokens, index) is None and self._is_no_one(index)

    def _ordinal(self, numeral: Numeral) -> None:
        if self.tools.homonyms.is_ordinal(self.tokens, numeral):
            first, last = numeral.first, numeral.last
            start, end = self.tokens.starts[first], self.tokens.end(last)
            self._add(Quantity("ordinal", start, end, numeral.value), first, last)

    def _is_fraction(self, index: int) -> bool:
        """Read "almost a third", a share for what stands before its article; whether there is one."""
        tokens, tools = self.tokens, self.tools
        denominator = tools.forms.singular.get(self.keys[tokens.words[index]], 0)
        if not denominator or not tools.numerals.has_article(tokens, index):
            return False
        if tools.qualifiers.before(tokens, index - 1)[0] is None or tools.units.after(tokens, index, number=1):
            return False
        self._quantity(Numeral(index, index, 1, denominator=denominator, in_words=True, has_article=True))
        return True

    # Counts and shares

    def _quantity(self, numeral: Numeral) -> None:
        tokens, tools = self.tokens, self.tools
        if self._is_quiet(numeral.last):
            self._count(numeral, numeral, None, is_quiet=True)
            return
        found, changed_to = tools.ranges.read(tokens, numeral)
        if changed_to >= 0:
            self.changed_to = changed_to
        upper = numeral if found is None else found.upper
        share = self.nouns.share(upper.last)
        if share is None:
            self._count(numeral, upper, found, is_quiet=False)
            return
        qualifier, left = self._qualified(numeral)
        quantity = self._made(numeral, found, qualifier or self._after(share.last))
        quantity.kind, quantity.end = "percent", share.end
        self._bind(quantity, None, numeral, left, share.last)

    def _count(self, numeral: Numeral, upper: Numeral, found: Range | None, *, is_quiet: bool) -> None:
        """Read a number or range that no sign makes a share; `upper` is the last of its ends."""
        tokens, tools = self.tokens, self.tools
        qualifier, left = self._qualified(numeral)
        last = upper.last
        if not is_quiet:
            if found is None and self._is_share(numeral, is_qualified=qualifier is not None):
                return
            behind, last = self._behind(upper)
            qualifier = qualifier or behind
        own = self.nouns.after(upper, last)
        if own is None and qualifier is None and tools.inverted:
            own = self.nouns.inverted(numeral)
            qualifier = None if own is None else "about"
        is_qualified = found is not None or qualifier is not None
        if not self._is_count(numeral, upper, own, is_qualified=is_qualified, is_quiet=is_quiet):
            return
        if own is not None and qualifier is None:
            qualifier = self._after(own.last)
        quantity = self._made(numeral, found, qualifier)
        last = upper.last
        if own is not None and (own.last == last or tokens.gaps[last] == "-"):
            last, own = self._in_adjective(upper, quantity, own)
        self._bind(quantity, own, numeral, left, last)

    def _is_count(
        self, numeral: Numeral, upper: Numeral, own: Counted | None, *, is_qualified: bool, is_quiet: bool
    ) -> bool:
        """Whether a number counts, and does not stand in a name; `own` is the noun that it stands beside."""
        if own is None and not is_qualified and self._is_in_name(numeral):
            return False
        if upper.needs_unit and not upper.in_words:
            return self.nouns.is_sum(own) or self.binding.is_money(numeral.first)
        if is_quiet and not upper.in_words and not upper.needs_unit:
            return True
        return self.tools.homonyms.is_count(self.tokens, upper, own, is_qualified=is_qualified)

    def _bind(self, quantity: Quantity, own: Counted | None, numeral: Numeral, left: int, last: int) -> None:
        is_detail = self._is_detail(left) or (left < numeral.left and self._is_detail(numeral.left))
        self.binding.bind(quantity, own, left, last, is_detail=is_detail)
        self._add(quantity, numeral.first, last)

    def _is_quiet(self, last: int) -> bool:
        """Whether nothing right behind a number changes it or makes it a share or range; a noun may follow."""
        gap, words = self.tokens.gaps[last], self.tokens.words
        if gap != " ":
            return gap in _PAUSES
        return last + 1 < len(words) and not self.beside[words[last + 1]] & GOES_ON

    def _is_detail(self, left: int) -> bool:
        """Whether the word before a number makes it a detail of one before."""
        tokens = self.tokens
        return left > 0 and tokens.gaps[left - 1] == " " and self.beside[tokens.words[left - 1]] & DETAILS > 0

    def _is_share(self, numeral: Numeral, *, is_qualified: bool) -> bool:
        """Pass over "nearly two in three" and "seven out of every ten"; whether it stands there."""
        is_small = numeral.mantissa < _LARGEST_OF_SHARE and not (numeral.decimals or numeral.denominator)
        return is_small and numeral.kind == "cardinal" and self._is_one_in(numeral.last, is_told=is_qualified)

    def _made(self, numeral: Numeral, found: Range | None, qualifier: Precision | None) -> Quantity:
        tokens = self.tokens
        upper = numeral if found is None else found.upper
        start, end = tokens.starts[numeral.first], tokens.end(upper.last) + upper.is_dotted
        if found is not None:
            return Quantity("count", start, end, "", False, "between", found.low, found.high)
        is_several = numeral.kind == "several" and not (numeral.is_either and qualifier is not None)
        return Quantity("count", start, end, numeral.value, False, "several" if is_several else qualifier or "exact")

    def _qualified(self, numeral: Numeral) -> tuple[Precision | None, int]:
        """What is said of a number before it or by its inverted order, and the first word of that."""
        qualifier, left = self._before(numeral.first, numeral.left)
        return "about" if qualifier is None and numeral.is_inverted else qualifier, left

    def _before(self, first: int, left: int) -> tuple[Precision | None, int]:
        """What qualifies a number from before, and the first word of that; `left` is its first word or its article."""
        tokens, tools = self.tokens, self.tools
        is_plain = left and tokens.gaps[left - 1] == " " and not self.beside[tokens.words[left - 1]] & LIMITS
        if is_plain or first == self.changed_to:
            return None, left
        qualifier, begin = tools.qualifiers.before(tokens, left)
        is_target = begin == left - 1 and self.keys[tokens.words[begin]] in tools.ranges.change_targets
        return (None if is_target and tools.ranges.is_change(tokens, begin) else qualifier), begin

    def _after(self, last: int) -> Precision | None:
        """What qualifies a number from behind its noun or sign, where no other number follows to which it belongs."""
        tokens, tools = self.tokens, self.tools
        words, gaps = tokens.words, tokens.gaps
        if gaps[last] == " " and last + 1 < len(words) and not self.beside[words[last + 1]] & QUALIFIES:
            return None
        qualifier, end = tools.qualifiers.after(tokens, last)
        if qualifier is None or end == last or end + 1 >= len(words) or gaps[end] != " ":
            return qualifier
        return qualifier if tools.forms[words[end + 1]] is None else None

    def _is_in_name(self, numeral: Numeral) -> bool:
        """Whether digits belong to a name, and no number of the sentence shows that they count."""
        is_one = numeral.first == numeral.last and numeral.kind == "cardinal" and not numeral.in_words
        return (
            is_one
            and not self.binding.has_topic(numeral.first, _NEAR if len(self.tokens.words[numeral.first]) == 1 else 0)
            and self.tools.homonyms.is_in_name(self.tokens, numeral.first)
        )

    def _behind(self, numeral: Numeral) -> tuple[Precision | None, int]:
        """What qualifies a number from behind, and its last word; a scale is taken in («20 с лишним тысяч»)."""
        tokens, tools = self.tokens, self.tools
        qualifier, last = tools.qualifiers.after(tokens, numeral.last)
        if qualifier is not None and last > numeral.last:
            form = tools.forms.after(tokens, last, (" ",))
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
