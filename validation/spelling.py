"""Names of the vocabulary against misspelling: words that no source writes, a letter away from words that one does."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from rapidfuzz import process
from rapidfuzz.distance import OSA

from extraction.lexicon import languages
from extraction.morphology import morphology
from validation.package import Package
from validation.problems import Problem
from validation.tables import VOCABULARY, key_of

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
    for language in languages():
        words = _Words.read(package, language)
        for table in VOCABULARY:
            for row in package.rows(table):
                name = row.get(f"name_{language}")
                record = row[key_of(table)]
                for word in _WORD.findall(_INITIAL.sub(" ", name or "")):
                    near = words.near(word.casefold(), table, record)
                    if near:
                        found = f"{word!r} in {name!r}"
                        yield package.problem(
                            table, record, f"name_{language}", found, f"{near!r}, as written", _MENDING
                        )
                if table == "persons" and _STRAY.search(name or ""):
                    expected = "an initial before each full stop"
                    yield package.problem(table, record, f"name_{language}", repr(name), expected)


class _Words:
    """The words of one language: of each record's forms, of the sources, of the names of the vocabulary."""

    def __init__(self, language: str) -> None:
        self.analyzer = morphology(language)
        self.own: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.written: set[str] = set()
        self.named: dict[str, set[tuple[str, str]]] = defaultdict(set)

    @classmethod
    def read(cls, package: Package, language: str) -> "_Words":
        found = cls(language)
        for reading in package.readings.values():
            if reading.language == language:
                found.written.update(_WORD.findall(reading.document.text.casefold()))
        for row in package.rows("names"):
            if row["language"] == language:
                own = found.own[row["table_name"], row["record_id"]]
                for word in _WORD.findall(row["name"].casefold()):
                    own.update({word, found.analyzer.inflected(word, _NOMINATIVE) or word})
        for table in VOCABULARY:
            for row in package.rows(table) if table != "persons" else ():
                for word in _WORD.findall((row.get(f"name_{language}") or "").casefold()):
                    found.named[word].add((table, row[key_of(table)]))
        return found

    def near(self, word: str, table: str, record: str) -> str | None:
        """A written word that this one misspells; None where it is right, or nothing shows that it is wrong."""
        if word in self.written:
            return None
        own = self.own.get((table, record), set())
        if self.named.get(word, set()) - {(table, record)} or table == "persons":
            return self._one_edit(word, own)
        others = {*self.written, *(other for other, records in self.named.items() if records != {(table, record)})}
        return self._one_edit(word, own) or self._one_edit(word, filter(partial(_is_telling, word), others))

    def _one_edit(self, word: str, written: Iterable[str]) -> str | None:
        """A word at one edit from another; None where some such word is another form of it."""
        near = [other for other, _, _ in process.extract_iter(word, written, scorer=OSA.distance, score_cutoff=1)]
        lemmas = self._lemmas(word)
        is_form = any(lemmas & self._lemmas(other) for other in near)
        return None if is_form else min((other for other in near if other != word), default=None)

    def _lemmas(self, word: str) -> set[str]:
        return {word, *(reading.lemma for reading in self.analyzer.parses(word))}


def _is_telling(word: str, other: str) -> bool:
    """Whether that a word is nearly another says that one of them is misspelt: they are long, and end alike."""
    return max(len(word), len(other)) >= _LONG and word[-1] == other[-1]
