"""Names that a document shows once, wherever they stand in it: "the broadcaster Ukrinform … Ukrinform wrote"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from extraction.mentions import Name
from extraction.morphology import morphology
from extraction.names.gazetteer import Inflection
from extraction.tokens import Keys

_CAPITALIZED = re.compile(r"(?<![\w@#/.])[^\W\d_a-zа-я][\w\u0300-\u036f]*")
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_QUOTES = frozenset("«“„\"'‘")
_GOES_ON = frozenset("-./@_")
_TIES = " \u00a0\n-–'’"
_LONGEST_WORD = 40
_LONGEST_ENDING = 4
_ENDS = frozenset(".!?…\n•")

_Form = tuple[str, tuple[tuple[str, frozenset[str]], ...], bool]
"""A name, the stem of each of its words with the endings that may follow, and whether it is no ordinary word."""


class Repeated:
    """Finds them."""

    def __init__(self, language: str, keys: Keys, inflection: Inflection) -> None:
        self._language = language
        self._keys = keys
        self._inflection = inflection

    def find(self, text: str, shown: Sequence[Name], names: Sequence[Name]) -> list[Name]:
        """Mentions of names that are shown elsewhere; where none of the given ones stands."""
        forms: dict[str, list[_Form]] = {}
        for value in dict.fromkeys(name.value for name in shown):
            words = _WORD.findall(value)
            if words and len(words[0]) > 1:
                forms.setdefault(self._inflection.of(self._keys[words[0]])[0], []).append(self._form(text, value, words))
        starts = [name.start for name in names]
        found: list[Name] = []
        for word in _CAPITALIZED.finditer(text):
            for form in self._begun(forms, self._keys[word.group()]):
                end = self._end(text, word, form)
                if end < 0:
                    continue
                at = bisect_left(starts, end)
                if not at or names[at - 1].end <= word.start():
                    found.append(Name("organization", word.start(), end, form[0]))
                break
        return found

    def _form(self, text: str, value: str, words: Sequence[str]) -> _Form:
        stems = tuple(self._inflection.of(self._keys[word]) for word in words)
        return value, stems, len(words) == 1 and self._is_ordinary(text, words[0])

    def _is_ordinary(self, text: str, word: str) -> bool:
        """Whether a name is a common word, too, so that a capital alone does not show it."""
        if word[1:].lower() != word[1:]:
            return False
        if self._inflection.has_endings:
            return morphology(self._language).knows(word.lower())
        return re.search(rf"\b{re.escape(word.lower())}\b", text) is not None

    def _begun(self, forms: Mapping[str, list[_Form]], key: str) -> Iterator[_Form]:
        """The names that a word may begin."""
        for cut in range(min(_LONGEST_ENDING, len(key) - 1) + 1):
            for form in forms.get(key[: len(key) - cut], ()):
                if key[len(key) - cut :] in form[1][0][1]:
                    yield form

    def _end(self, text: str, first: re.Match[str], form: _Form) -> int:
        """Where the name that begins at a word ends; -1 where it is none."""
        start, end = first.span()
        if form[2] and not self._is_set_off(text, start):
            return -1
        if first.group().isupper() and not form[0].isupper() and len(form[0]) > 1:
            return -1
        for stem, endings in form[1][1:]:
            word = _WORD.search(text, end, end + _LONGEST_WORD)
            if word is None or not text[end : word.start()].strip(_TIES) == "" or word.start() == end:
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
