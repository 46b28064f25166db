"""Numbers that name and do not count, in one stretch of text: references, codes, list numbers, telephones."""

from extraction.mentions import Mention, Quantity
from extraction.numbers.digits import Numeral
from extraction.numbers.nouns import Nouns
from extraction.numbers.phrasing import key_after
from extraction.numbers.references import Trigger, is_glued, is_page_number, item_end
from extraction.numbers.tools import Tools
from extraction.numbers.words import Form
from extraction.tokens import Tokens

_LARGEST_PART = 10
"""1/2 to 9/10 are fractions; other numbers with a stroke between are codes."""


class Named:
    """One stretch of text on its way: what was found, and behind which word to go on (`free`)."""

    def __init__(self, tools: Tools, tokens: Tokens) -> None:
        self.tools = tools
        self.tokens = tokens
        self.keys = tools.keys
        self.beside = tools.beside
        self.nouns = Nouns(tools, tokens)
        self.found: list[Mention] = []
        self.free = 0
        self.reference = -1
        self.is_dated = False

    def _is_no_one(self, index: int) -> bool:
        """Whether "one" is a pronoun or begins "one in ten"."""
        return self._is_one_in(index) or self.tools.homonyms.is_pronoun(self.tokens, index)

    def _is_one_in(self, last: int, *, is_told: bool = True) -> bool:
        """Pass over "one in ten", whose first number ends with `words[last]` and which counts nothing.

        `is_told`: the words before say that it is one; otherwise only "three in every ten" does.
        """
        tokens, tools = self.tokens, self.tools
        at = tools.homonyms.share_number(tokens, last, is_told=is_told)
        if at >= 0 and not tokens.taken[at] and tools.forms[tokens.words[at]] is not None:
            numeral = tools.numerals.read(tokens, at)
            self.free = at + 1 if numeral is None else numeral.last + 1
            return True
        return False

    def _is_name(self, index: int, form: Form, gap: str) -> bool:
        """Read a list number, a reference or a code; whether the word is done with."""
        tokens, references = self.tokens, self.tools.references
        first = index
        if gap == " ":
            trigger = references.triggers.get(self.keys[tokens.words[index - 1]], "")
        elif self._is_item(index, form, gap) or self._is_glued(index, gap):
            return True
        else:
            trigger = references.before(tokens, index)
            first = references.initials(tokens, index) if gap == ". " and not trigger else index
            trigger = "alone" if first < index else trigger
        if trigger == "telephone":
            self.free = references.telephone_end(tokens, index) + 1
            return True
        goes_on = ""
        if not trigger and 0 <= self.reference >= index - 2:
            goes_on = references.goes_on(tokens, self.reference, index)
            trigger = "always" if goes_on == "joined" else "alone" if goes_on else ""
        if trigger == "always" or (trigger and self._is_alone(index, trigger)):
            self._refer(first, self._dated(index, references.end(tokens, index), goes_on=goes_on))
        elif form.role == "roman":
            if key_after(tokens, self.keys, index) in self.tools.roman_ordinals and gap != "-":
                self._add(Quantity("ordinal", tokens.starts[index], tokens.end(index), str(form.value)), index, index)
        elif form.role == "code":
            self.free = references.run(tokens, index).last + 1
        else:
            return False
        return True

    def _is_alone(self, index: int, trigger: Trigger) -> bool:
        """Whether a number after a word of documents or stations counts nothing, so that it names one of them."""
        references = self.tools.references
        if trigger == "listed" and not references.begins_list(self.tokens, references.end(self.tokens, index)):
            return False
        return not self._counts(index)

    def _dated(self, index: int, last: int, *, goes_on: str) -> int:
        """The last word of a reference with its year in brackets; those of a list have one where the first has."""
        references = self.tools.references
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
        tokens, references = self.tokens, self.tools.references
        if not is_glued(gap) or references.before(tokens, index):
            return False
        run = references.run(tokens, index)
        if run.first == index:
            return False
        if not run.is_address and (run.is_symbol or references.before(tokens, run.first) == "always"):
            self._refer(run.first, references.year_end(tokens, run.last))
        self.free = max(self.free, run.last + 1)
        return True

    def _is_code(self, numeral: Numeral) -> bool:
        """Whether digits go on without a space, as no number does; fractions are taken in."""
        tokens, tools = self.tokens, self.tools
        last = numeral.last
        gap = tokens.gaps[last]
        if last + 1 >= len(tokens.words) or gap == ":":
            return False
        following = tokens.words[last + 1]
        form = tools.forms[following]
        is_number = form is not None and form.role == "digits"
        if gap == "-":
            if following.isalpha() and following.islower() and len(following) > 2:
                return False
            if is_number and tools.ranges.after(tokens, numeral) is not None:
                return False
        is_part = gap == "/" and form is not None and is_number and tokens.gaps[last + 1] not in ("/", "-", ".")
        if is_part and form is not None and not numeral.decimals and numeral.mantissa < form.value <= _LARGEST_PART:
            numeral.denominator = form.value
            numeral.last += 1
            return False
        run = tools.references.run(tokens, numeral.first)
        is_law = gap == "-" and len(following) > 1 and following in tools.references.suffixes
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
        """Whether a number counts the noun right after it, or is an ordinal."""
        numeral = self.tools.numerals.read(self.tokens, index)
        if numeral is None or numeral.kind == "ordinal":
            return numeral is not None
        following = key_after(self.tokens, self.keys, numeral.last)
        if self.tools.references.triggers.get(following) == "always":  # «части 1 статьи 35»
            return False
        is_grouped = numeral.last > index and numeral.mantissa >= 1000 and self.tokens.gaps[index] == ","
        if is_grouped or numeral.scale > 1 or self.nouns.share(numeral.last) is not None:
            return True
        unit = self.nouns.after(numeral, numeral.last)
        is_next = unit is not None and unit.last == numeral.last + 1 and self.tokens.gaps[numeral.last] in (" ", "-")
        return unit is not None and (not unit.is_open or is_next)

    def _add(self, quantity: Quantity, first: int, last: int) -> None:
        self.found.append(quantity)
        self.tokens.take(first, last)
        self.free = last + 1
