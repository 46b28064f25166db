"""Base forms and cases of words, by the analyzer that a language's lexicon names (morphology.yaml).

`rules`: endings in data, for languages with little inflection. `pymorphy`: the dictionaries of pymorphy3 (OpenCorpora),
for Russian and Ukrainian; they are loaded when the first word is asked for. Every answer is remembered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, Protocol

from extraction.lexicon import lexicon
from extraction.memory import uncollected

_REMEMBERED = 1 << 14


@dataclass(frozen=True, slots=True)
class Parse:
    """One reading of a word form; grammemes as in OpenCorpora (`nomn`, `gent`, `plur`, `femn`, `Surn`, `Name` …)."""

    lemma: str
    part_of_speech: str
    grammemes: frozenset[str]
    score: float


class Morphology(Protocol):
    """What a language's analyzer can say of a word."""

    def parses(self, word: str) -> tuple[Parse, ...]:
        """Every reading, the likeliest first; one at least, for an empty word none."""

    def lemma(self, word: str) -> str:
        """The base form of the likeliest reading, in lower case."""

    def knows(self, word: str) -> bool:
        """Whether the word stands in the analyzer's dictionary; of others it guesses from their endings."""

    def inflected(self, word: str, grammemes: frozenset[str], given: frozenset[str] = frozenset()) -> str | None:
        """The form with these grammemes, of the likeliest reading that has the `given` ones; in lower case."""


class _Rules:
    """Endings in data: `endings: [[ies, y], [s, ""]]`, the first that fits; `irregular: {people: person}`; `keep`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.endings = [(ending, base) for ending, base in data.get("endings", ())]
        self.irregular = dict(data.get("irregular", {}))
        self.keep = frozenset(data.get("keep", ()))
        self.shortest = int(data.get("shortest", 4))

    def parses(self, word: str) -> tuple[Parse, ...]:
        return (Parse(self.lemma(word), "", frozenset(), 1.0),) if word else ()

    def lemma(self, word: str) -> str:
        word = word.lower()
        if word in self.irregular:
            return str(self.irregular[word])
        if word not in self.keep and len(word) >= self.shortest:
            for ending, base in self.endings:
                if word.endswith(ending):
                    return f"{word[: len(word) - len(ending)]}{base}"
        return word

    def knows(self, word: str) -> bool:
        return True  # endings in data hold for every word

    def inflected(self, word: str, grammemes: frozenset[str], given: frozenset[str] = frozenset()) -> str | None:
        return self.lemma(word) if "nomn" in grammemes else None


class _Pymorphy:
    """The dictionaries of pymorphy3."""

    def __init__(self, language: str) -> None:
        from pymorphy3 import MorphAnalyzer

        with uncollected():
            # pymorphy3 would look for the path through every package that is installed.
            self.analyzer = MorphAnalyzer(path=import_module(f"pymorphy3_dicts_{language}").get_path(), lang=language)
        self.read = lru_cache(_REMEMBERED)(self.analyzer.parse)

    @lru_cache(_REMEMBERED)  # noqa: B019 -- one analyzer a language, for as long as the program runs
    def parses(self, word: str) -> tuple[Parse, ...]:
        return tuple(
            Parse(item.normal_form, str(item.tag.POS or ""), frozenset(item.tag.grammemes), item.score)
            for item in (self.read(word) if word else ())
        )

    def lemma(self, word: str) -> str:
        return str(self.read(word)[0].normal_form) if word else ""

    def knows(self, word: str) -> bool:
        return bool(self.analyzer.word_is_known(word.lower()))

    @lru_cache(_REMEMBERED)  # noqa: B019
    def inflected(self, word: str, grammemes: frozenset[str], given: frozenset[str] = frozenset()) -> str | None:
        for item in self.read(word):
            if given <= item.tag.grammemes:
                form = item.inflect(set(grammemes))
                if form is not None:
                    return str(form.word)
        return None


@cache
def morphology(language: str) -> Morphology:
    """The analyzer of a language."""
    data = lexicon(language, "morphology")
    return _Pymorphy(data["dictionary"]) if data["analyzer"] == "pymorphy" else _Rules(data)


@lru_cache(_REMEMBERED)
def base_forms(word: str, language: str) -> frozenset[str]:
    """A word and the base form of each of its readings, case-folded."""
    word = word.casefold()
    return frozenset((word, *(reading.lemma for reading in morphology(language).parses(word))))
