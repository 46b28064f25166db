"""Names of the vocabulary against misspelling: words that no source writes, a letter away from words that one does."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from rapidfuzz.distance import OSA

from extraction.lexicon import languages
from extraction.morphology import base_forms, morphology
from validation.package import Package
from validation.problems import Problem

_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]{1,2}\.")
_STRAY = re.compile(r"(?<!\w)\.")
"""A full stop that ends no word: its initial is lost."""

_NOMINATIVE = frozenset({"nomn"})
_LONG = 7
"""A shorter word has too many neighbours: it is held against the forms of its own record alone."""

_MENDING = "write it as the sources do; if they misspell it, list their form, and the name as it is spelt elsewhere"


def check_spelling(package: Package) -> Iterator[Problem]:
    """No word of a name is one letter away from a written word or its nominative, whose form it is not.

    A letter is left out, added, changed, or swapped with the next. A word that a source of the language writes is
    right; one of several names is held against the forms of its own record alone, and so are short words and the names
    of persons. Of other words those that differ in the last letter are passed over: Syria and Syrian are both right. No
    person's name has lost an initial.
    """
    words = {language: _Words.read(package, language) for language in languages()}
    for table, record, language, name in package.vocabulary_names():
        for word in _WORD.findall(_INITIAL.sub(" ", name)):
            near = words[language].near(word.casefold(), table, record)
            if near:
                found, expected = f"{word!r} in {name!r}", f"{near!r}, as written"
                yield package.problem(table, record, f"name_{language}", found, expected, _MENDING)
        if table == "persons" and _STRAY.search(name):
            expected = "an initial before each full stop"
            yield package.problem(table, record, f"name_{language}", repr(name), expected)


class _Words:
    """The words of one language: of each record's forms, of the sources, of the names of the vocabulary."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.own: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.written: set[str] = set()
        self.named: dict[str, set[tuple[str, str]]] = defaultdict(set)

    @classmethod
    def read(cls, package: Package, language: str) -> "_Words":
        found, inflected = cls(language), morphology(language).inflected
        for reading in package.readings.values():
            if reading.language == language:
                found.written.update(_WORD.findall(reading.document.text.casefold()))
        for row in package.rows("names"):
            if row["language"] == language:
                own = found.own[row["table_name"], row["record_id"]]
                for word in _WORD.findall(row["name"].casefold()):
                    own.update({word, inflected(word, _NOMINATIVE) or word})
        for table, record, of, name in package.vocabulary_names():
            if of == language and table != "persons":
                for word in _WORD.findall(name.casefold()):
                    found.named[word].add((table, record))
        return found

    @cached_property
    def alike(self) -> dict[str, list[str]]:
        """Written and named words by themselves and by what is left without any one letter.

        Words that are one edit apart (a letter left out, added, changed, or swapped with the next) have one in common.
        """
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.written | self.named.keys():
            for shape in _shapes(word):
                found[shape].append(word)
        return found

    def near(self, word: str, table: str, record: str) -> str | None:
        """A written word that this one misspells; None where it is right, or nothing shows that it is wrong."""
        if word in self.written:
            return None
        near = self._one_edit(word, self.own.get((table, record), ()))
        if near or self.named.get(word, set()) - {(table, record)} or table == "persons":
            return near
        others = {other for shape in _shapes(word) for other in self.alike.get(shape, ()) if _is_telling(word, other)}
        return self._one_edit(word, (other for other in others if self._is_of_others(other, table, record)))

    def _is_of_others(self, word: str, table: str, record: str) -> bool:
        return word in self.written or self.named[word] != {(table, record)}

    def _one_edit(self, word: str, written: Iterable[str]) -> str | None:
        """A word at one edit from another; None where some such word is another form of it."""
        near = [other for other in written if OSA.distance(word, other, score_cutoff=1) <= 1]
        forms = base_forms(word, self.language)
        is_form = any(forms & base_forms(other, self.language) for other in near)
        return None if is_form else min((other for other in near if other != word), default=None)


def _shapes(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _is_telling(word: str, other: str) -> bool:
    """Whether that a word is nearly another says that one of them is misspelt: they are long, and end alike."""
    return max(len(word), len(other)) >= _LONG and word[-1] == other[-1]
