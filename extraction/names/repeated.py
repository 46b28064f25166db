"""Names that a document shows once, wherever they stand in it: "the broadcaster Ukrinform … Ukrinform wrote"."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from extraction.mentions import Name
from extraction.morphology import morphology
from extraction.names.gazetteer import Inflection
from extraction.tokens import SMALL_LETTERS, Keys

_CAPITALIZED = re.compile(rf"[^\W\d_{SMALL_LETTERS}]\w*")
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_QUOTES = frozenset("«“„\"'‘")
_BEGINNING = 2
_SOUGHT = 4
"""Letters of a name that a text is searched for, at most; case endings change only letters behind them."""

_LONGEST_CUT = 2

_CONTINUES = frozenset("@#/.-")
_GOES_ON = frozenset("-./@_")
_TIES = " \u00a0\n-–'’"
_LONGEST_WORD = 40
_FEW = 16
"""Names with one first word that are looked for; a list of thousands stays quick."""

_NEAR = 1 << 16
"""Code points that are searched for a name as a common word."""

_LONGEST_ENDING = 4
_ENDS = frozenset(".!?…\n•")

_Form = tuple[str, tuple[tuple[str, frozenset[str]], ...], bool]
"""A name, the stem of each of its words with the endings that may follow, and whether it is no ordinary word."""


class _Forms(dict[str, tuple[_Form, ...]]):
    """Word → the names that it may begin."""

    def __init__(self, keys: Keys, by_stem: Mapping[str, list[_Form]]) -> None:
        super().__init__()
        self._key_of = keys
        self._by_stem = by_stem

    def __missing__(self, word: str) -> tuple[_Form, ...]:
        key = self._key_of[word]
        found: list[_Form] = []
        for cut in range(min(_LONGEST_ENDING, len(key) - 1) + 1):
            begun = self._by_stem.get(key[: len(key) - cut], ())
            found += [form for form in begun if key[len(key) - cut :] in form[1][0][1]]
        forms = self[word] = tuple(found)
        return forms


class Repeated:
    """Finds them."""

    def __init__(self, language: str, keys: Keys, inflection: Inflection) -> None:
        self._language = language
        self._keys = keys
        self._inflection = inflection

    def find(self, text: str, shown: Sequence[Name], names: Sequence[Name]) -> list[Name]:
        """Mentions of names that are shown elsewhere; where none of the given ones, which are in order, stands."""
        if not self._recur(text, shown, names):
            return []
        forms = _Forms(self._keys, self._forms(text, shown))
        beginnings = {name.value[:_BEGINNING] for name in shown}
        starts = [name.start for name in names]
        found: list[Name] = []
        for word in _CAPITALIZED.finditer(text):
            written = word.group()
            if written[:_BEGINNING] not in beginnings or not forms[written]:
                continue
            at = bisect_right(starts, word.start())
            if at and names[at - 1].end > word.start():
                continue
            for form in forms[written]:
                end = self._end(text, word, form)
                if end >= 0:
                    if at == len(starts) or starts[at] >= end:
                        found.append(Name("organization", word.start(), end, form[0]))
                    break
        return found

    def _recur(self, text: str, shown: Sequence[Name], names: Sequence[Name]) -> bool:
        """Whether the beginning of a shown name stands anywhere outside the given ones; of many it is not asked."""
        words = {name.value.split(" ", 1)[0] for name in shown}
        beginnings = {word[: min(_SOUGHT, max(len(word) - _LONGEST_CUT, _BEGINNING))] for word in words}
        if len(beginnings) > _FEW:
            return True
        held = "\n".join([text[name.start : name.end] for name in names])
        return any(text.count(beginning) > held.count(beginning) for beginning in beginnings)

    def _forms(self, text: str, shown: Sequence[Name]) -> dict[str, list[_Form]]:
        """The names by the stem of their first word."""
        forms: dict[str, list[_Form]] = {}
        for value in dict.fromkeys(name.value for name in shown):
            words = _WORD.findall(value)
            if words and len(words[0]) > 1:
                stems = tuple(self._inflection.of(self._keys[word]) for word in words)
                begun = forms.setdefault(stems[0][0], [])
                if len(begun) < _FEW:
                    begun.append((value, stems, len(words) == 1 and self._is_ordinary(text, words[0])))
        return forms

    def _is_ordinary(self, text: str, word: str) -> bool:
        """Whether a name is a common word, too, so that a capital alone does not show it."""
        lower = word.lower()
        if word[1:] != lower[1:]:
            return False
        if self._inflection.has_endings:
            return morphology(self._language).knows(lower)
        return text.find(f" {lower} ", 0, _NEAR) >= 0

    def _end(self, text: str, first: re.Match[str], form: _Form) -> int:
        """Where the name that begins at a word ends; -1 where it is none."""
        start, end = first.span()
        before = text[start - 1 : start]
        if before in _CONTINUES or before.isalnum():
            return -1
        if form[2] and not self._is_set_off(text, start):
            return -1
        if first.group().isupper() and not form[0].isupper() and len(form[0]) > 1:
            return -1
        for stem, endings in form[1][1:]:
            word = _WORD.search(text, end, end + _LONGEST_WORD)
            if word is None or word.start() == end or text[end : word.start()].strip(_TIES):
                return -1
            key = self._keys[word.group()]
            if not key.startswith(stem) or key[len(stem) :] not in endings:
                return -1
            end = word.end()
        return -1 if text[end : end + 1] in _GOES_ON and text[end + 1 : end + 2].isalnum() else end

    def _is_set_off(self, text: str, start: int) -> bool:
        """Whether a quotation mark stands before, or another word of the sentence in a language without cases."""
        before = text[start - 1 : start]
        if before in _QUOTES and before:
            return True
        return not self._inflection.has_endings and before == " " and text[start - 2 : start - 1] not in _ENDS
