"""One number, in digits or words, with its scales: «2 тыс. 494», "one and a half million", «двадцать первого»."""

from collections.abc import Callable

from extraction.numbers.digits import Digits, Numeral
from extraction.numbers.phrasing import key_before
from extraction.numbers.words import Form, Forms, Role
from extraction.tokens import Tokens

_NO_LIMIT = 10**18


class Numerals:
    """Reads numbers of one language."""

    def __init__(self, forms: Forms, is_unit: Callable[[str], bool]) -> None:
        data = forms.data
        self.forms = forms
        self.keys = forms.key_of
        self.digits = Digits(forms, is_unit)
        self.has_bare_scales = data["bare_scales"] == "yes"
        self.articles = frozenset(data["articles"])
        self.before_scale = frozenset(data["before_scale"])
        self.joiners = frozenset(data["joiners"])
        self.of = frozenset(data["of"])
        self.alone = frozenset(data["alone"])
        self.halves = [phrase.split() for phrase in data["and_a_half"]]
        self.half_begins = frozenset(phrase[0] for phrase in self.halves)
        self.after_article = frozenset(data["several_after_article"])
        self.has_several_singular = data["several_before_singular"] == "yes"
        self.dotted = frozenset(data["dotted"])
        self.only_of = frozenset(data["only_of"])
        self.inverted_scales = {word: int(value) for word, value in data["inverted_scales"].items()}
        self.inverted_numbers = frozenset(data["inverted_numbers"])
        self.readers: dict[Role, Callable[[Tokens, int, Form], Numeral | None]] = {
            "digits": self._digits,
            "add": self._in_words,
            "scale": self._bare_scale,
            "ordinal": self._ordinal,
            "several": self._several,
            "half": self._half,
            "part": self._part,
            "compound": self._compound,
        }

    def read(self, tokens: Tokens, index: int) -> Numeral | None:
        """The number that is found from `words[index]`; an article before it may belong to it."""
        form = self.forms[tokens.words[index]]
        if form is None or form.role not in self.readers:
            return None
        return self.readers[form.role](tokens, index, form)

    def has_article(self, tokens: Tokens, index: int) -> bool:
        """Whether an article stands right before a word."""
        return index > 0 and tokens.gaps[index - 1] == " " and self.keys[tokens.words[index - 1]] in self.articles

    def _digits(self, tokens: Tokens, index: int, form: Form) -> Numeral | None:
        numeral = self.digits.read(tokens, index, form)
        if numeral is None or numeral.kind == "ordinal":
            return numeral
        last = numeral.last
        if tokens.gaps[last] not in (" ", "-") or last + 1 >= len(tokens.words):
            return numeral
        following = tokens.words[last + 1]
        scale = self.forms[following]
        if scale is None and self.keys[following] not in self.half_begins:
            return numeral
        if scale is not None and scale.is_multiplied and tokens.gaps[last] == "-":  # «20-тысячный»
            numeral.multiply(scale.value)
            numeral.last += 1
            return numeral
        return self._scaled(tokens, self._with_half(tokens, numeral))

    @staticmethod
    def _compound(tokens: Tokens, index: int, form: Form) -> Numeral:
        return Numeral(index, index, form.value, form.decimals, "compound", counted=form.counted, in_words=True)

    def _with_half(self, tokens: Tokens, numeral: Numeral) -> Numeral:
        """«два с половиной», "one and a half"."""
        index = numeral.last
        if tokens.gaps[index] not in (" ", "-") or index + 1 >= len(tokens.words) or numeral.decimals:
            return numeral
        if self.keys[tokens.words[index + 1]] in self.half_begins:
            for phrase in self.halves:
                words = tokens.words[index + 1 : index + 1 + len(phrase)]
                if [self.keys[word] for word in words] == phrase and not any(
                    tokens.gaps[index + number] not in (" ", "-") for number in range(len(phrase))
                ):
                    numeral.mantissa = numeral.mantissa * 10 + 5
                    numeral.decimals = 1
                    numeral.last += len(phrase)
                    break
        return numeral

    def _scaled(self, tokens: Tokens, numeral: Numeral) -> Numeral:
        """Take in scales and what follows them: «2 тыс. 494», «1 млн 200 тыс.», "3 hundred thousand"."""
        form = self.forms.after(tokens, numeral.last)
        if form is None or form.role != "scale":
            return numeral
        numeral.multiply(form.value)
        numeral.last += 1
        bigger = self.forms.after(tokens, numeral.last, (" ",))
        if bigger is not None and bigger.role == "scale" and bigger.value > form.value:
            numeral.multiply(bigger.value)
            numeral.last += 1
            form = bigger
        if not numeral.decimals:
            self._remainder(tokens, numeral, form, is_dotted=self._is_dotted(tokens, numeral.last))
        numeral.is_dotted = self._is_dotted(tokens, numeral.last)
        return numeral

    def _is_dotted(self, tokens: Tokens, index: int) -> bool:
        """Whether a word is an abbreviation with its full stop."""
        return tokens.gaps[index][:1] == "." and self.keys[tokens.words[index]] in self.dotted

    def _remainder(self, tokens: Tokens, numeral: Numeral, scale: Form, *, is_dotted: bool) -> None:
        """Take in a smaller number after a scale: three digits for each power of a thousand, or with its own scale."""
        following = self.forms.after(tokens, numeral.last, (". ",) if is_dotted else (" ",))
        if following is None or following.role != "digits":
            return
        if following.digits[0] == "0" and len(following.digits) != 3:
            return
        rest = Numeral(numeral.last + 1, numeral.last + 1, following.value)
        if tokens.gaps[rest.last] == " ":
            self.digits.extend(tokens, rest, following)
        count = len(str(rest.mantissa))
        smaller = self.forms.after(tokens, rest.last, (" ",))
        if smaller is not None and smaller.role == "scale" and rest.mantissa * smaller.value < scale.value:
            rest = self._scaled(tokens, rest)
        elif scale.value < 1000 or (count > 3 if scale.value == 1000 else 10**count != scale.value):
            return
        if rest.decimals == 0 and rest.mantissa < scale.value:
            numeral.mantissa += rest.mantissa
            numeral.last = rest.last

    # Words

    def _in_words(self, tokens: Tokens, first: int, form: Form) -> Numeral | None:
        if form.decimals:
            return self._scaled(tokens, Numeral(first, first, form.value, form.decimals, in_words=True))
        return self._summed(tokens, first, _Sum())

    def _summed(self, tokens: Tokens, first: int, summed: "_Sum") -> Numeral | None:
        """The number in words that begins with `words[first]`."""
        index, last = first, first - 1
        while index >= 0:
            form = self.forms[tokens.words[index]]
            if form is None or not summed.takes(form, is_first=index == first):
                break
            last = index
            index = -1 if summed.is_ordinal else self._next(tokens, last, summed.rest)
        if last < first:
            return None
        numeral = Numeral(first, last, summed.total + summed.group, scale=summed.scale or 1, in_words=True)
        if summed.is_ordinal:
            numeral.kind = "ordinal"
        elif summed.scale:
            numeral.is_dotted = self._is_dotted(tokens, last)
        elif not self._fraction(tokens, numeral):
            return self._scaled(tokens, self._with_half(tokens, numeral))
        return numeral

    def _next(self, tokens: Tokens, last: int, rest: int) -> int:
        """The index of the next word of a number in words, after "and" where the number goes on; -1 where none is."""
        following = self.forms.after(tokens, last)
        if following is not None:
            return last + 1
        if rest < 100 or tokens.gaps[last] != " " or last + 2 >= len(tokens.words):
            return -1
        if self.keys[tokens.words[last + 1]] not in self.joiners:
            return -1
        form = self.forms.after(tokens, last + 1, (" ",))
        if form is None or form.decimals or form.digits or form.role not in ("add", "ordinal"):
            return -1
        return last + 2 if 0 < form.value < min(rest, 100) else -1

    def _fraction(self, tokens: Tokens, numeral: Numeral) -> bool:
        """Take in a denominator: "two thirds", «три четверти»."""
        last = numeral.last
        if tokens.gaps[last] not in (" ", "-") or last + 1 >= len(tokens.words) or tokens.taken[last + 1]:
            return False
        names = self.forms.singular if numeral.mantissa == 1 else self.forms.plural
        value = names.get(self.keys[tokens.words[last + 1]], 0)
        if not 0 < numeral.mantissa < value:
            return False
        numeral.denominator = value
        numeral.last += 1
        return True

    def _bare_scale(self, tokens: Tokens, index: int, form: Form) -> Numeral | None:
        """«тысяча», "a million", "hundreds of thousands"."""
        if form.plural == "short":
            return None
        key = self.keys[tokens.words[index]]
        inverted = self._inverted(tokens, index) if key in self.inverted_scales else None
        if inverted is not None or (key in self.only_of and not self._is_of_next(tokens, index)):
            return inverted
        has_article = self.has_article(tokens, index)
        if form.plural == "many" and not has_article:
            return self._times(tokens, Numeral(index, index, form.value, kind="several", in_words=True))
        following = self.forms.after(tokens, index)
        is_number = self.has_bare_scales or has_article or key_before(tokens, self.keys, index) in self.before_scale
        if is_number and form.plural == "either" and (following is None or following.role not in ("add", "ordinal")):
            numeral = self._times(tokens, Numeral(index, index, form.value, kind="several", in_words=True))
            numeral.is_either = True
            return numeral
        found = self._summed(tokens, index, _Sum(group=1)) if is_number else None
        if found is not None:
            found.has_article = has_article
        return found

    def _inverted(self, tokens: Tokens, index: int) -> Numeral | None:
        """«тысяч пять», «десятка полтора»."""
        following = self.forms.after(tokens, index, (" ",))
        is_number = following is not None and self.keys[tokens.words[index + 1]] in self.inverted_numbers
        if following is None or not is_number:
            return None
        numeral = Numeral(index, index + 1, following.value, following.decimals, in_words=True, is_inverted=True)
        numeral.multiply(self.inverted_scales[self.keys[tokens.words[index]]])
        return numeral

    def _times(self, tokens: Tokens, numeral: Numeral) -> Numeral:
        """Take in the scales after "hundreds of", «десятки», «несколько»."""
        for _ in range(3):
            index = numeral.last
            if tokens.gaps[index] == " " and index + 2 < len(tokens.words):
                is_of = self.keys[tokens.words[index + 1]] in self.of and numeral.mantissa > 1
                form = self.forms.after(tokens, index + is_of, (" ",))
                if form is not None and form.role == "scale" and (form.plural != "one" or self.has_several_singular):
                    numeral.multiply(form.value)
                    numeral.last += 1 + is_of
                    continue
            break
        numeral.is_dotted = self._is_dotted(tokens, numeral.last)
        return numeral

    def _several(self, tokens: Tokens, index: int, form: Form) -> Numeral | None:
        has_article = self.has_article(tokens, index)
        if self.keys[tokens.words[index]] in self.after_article and not has_article:
            return None
        numeral = self._times(tokens, Numeral(index, index, 1, kind="several", in_words=True))
        numeral.has_article = has_article
        numeral.needs_unit = numeral.mantissa == 1
        return numeral

    def _half(self, tokens: Tokens, index: int, form: Form) -> Numeral | None:
        """A half before a scale: "half a million", "half-a-dozen"."""
        last = index
        words = tokens.words
        if tokens.gaps[last] in (" ", "-") and last + 2 < len(words) and self.keys[words[last + 1]] in self.articles:
            last += 1
        scale = self.forms.after(tokens, last)
        if scale is None or scale.role != "scale" or scale.plural == "many":
            return None
        numeral = Numeral(index, last + 1, form.value, form.decimals, in_words=True)
        numeral.multiply(scale.value)
        return numeral

    def _part(self, tokens: Tokens, index: int, form: Form) -> Numeral | None:
        """½, "a quarter of", «треть избирателей»."""
        if form.digits:
            return Numeral(index, index, form.room, denominator=form.value)
        has_article = self.has_article(tokens, index)
        if self.keys[tokens.words[index]] in self.alone:
            return Numeral(index, index, 1, denominator=form.value, in_words=True, needs_unit=True)
        if not has_article or not self._is_of_next(tokens, index):
            return None
        return Numeral(index, index, 1, denominator=form.value, in_words=True, has_article=True)

    def _ordinal(self, tokens: Tokens, index: int, form: Form) -> Numeral | None:
        if form.digits:
            return Numeral(index, index, form.value, kind="ordinal")
        key = self.keys[tokens.words[index]]
        if key in self.forms.singular and self.has_article(tokens, index) and self._is_of_next(tokens, index):
            return Numeral(index, index, 1, denominator=self.forms.singular[key], in_words=True, has_article=True)
        return Numeral(index, index, form.value, kind="ordinal", in_words=True)

    def _is_of_next(self, tokens: Tokens, index: int) -> bool:
        return (
            tokens.gaps[index] == " "
            and index + 1 < len(tokens.words)
            and self.keys[tokens.words[index + 1]] in self.of
        )


class _Sum:
    """Number words so far: `group` has no scale of a thousand or more yet; what follows is smaller than `rest`."""

    def __init__(self, group: int = 0) -> None:
        self.total = 0
        self.group = group
        self.scale = 0
        self.limit = self.rest = self.multiplier = _NO_LIMIT
        self.is_ordinal = False

    def takes(self, form: Form, *, is_first: bool) -> bool:
        """Take a word in where it can go on; whether it could."""
        match form.role:
            case "add":
                return not form.decimals and self._add(form, is_first=is_first)
            case "scale":
                return self._multiply(form.value) if form.value < 1000 else self._close(form.value)
            case "ordinal" if not form.digits:
                return self._end(form)
        return False

    def _add(self, form: Form, *, is_first: bool) -> bool:
        if form.value >= min(self.rest, self.limit) or not (form.value or is_first):
            return False
        self.group += form.value
        self.rest = form.room if form.value else 0
        return True

    def _multiply(self, value: int) -> bool:
        """A hundred, a dozen: of what stands right before it."""
        if not 0 < self.group < 100 or value >= self.multiplier:
            return False
        self.group *= value
        self.rest, self.multiplier, self.scale = (value if value == 100 else 1), value, value
        return True

    def _close(self, value: int) -> bool:
        """A thousand, a million: of all since the last one."""
        if value >= self.limit or not self.rest or not (self.group or not self.total):
            return False
        self.total += (self.group or 1) * value
        self.group, self.rest, self.limit, self.multiplier, self.scale = 0, 1000, value, _NO_LIMIT, value
        return True

    def _end(self, form: Form) -> bool:
        """An ordinal ends a number."""
        if form.is_multiplied:
            if not 0 < self.group < 1000:
                return False
            self.group *= form.value
        elif form.value < self.rest:
            self.group += form.value
        else:
            return False
        self.is_ordinal = True
        return True
