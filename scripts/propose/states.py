"""States that words name: inside longer names, as adjectives, and what English calls them."""

import re
from collections.abc import Iterator
from functools import cache

from extraction.lexicon import lexicon
from extraction.morphology import morphology
from extraction.names.word_lists import lists
from scripts.propose.wording import listed, phrases

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LONGEST = 6
"""Words of a state's name."""


@cache
def english_state(code: str) -> str:
    """A state's short English name, its code where the lexicon has none."""
    names: list[str] = lists("en", "countries")["names"].get(code, [])
    return names[0] if names else code


@cache
def state_name(code: str, language: str) -> str:
    """A state's short name in a language, "" where its lexicon has none."""
    names: list[str] = lists(language, "countries")["names"].get(code, [])
    return names[0] if names else ""


def written_state(code: str, written: str, language: str) -> str:
    """The nominative of a state's name as written, "" where the lexicon has none like it."""
    states = lists(language, "countries")
    wanted = [_base(word, language) for word in _WORD.findall(written)]
    names = [*states["names"].get(code, ()), *states["also"].get(code, ())]
    return next((name for name in names if [_base(word, language) for word in _WORD.findall(name)] == wanted), "")


def states_in(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Where states are named in a text, in any case, and their ISO 3166-1 alpha-2 codes."""
    words = list(_WORD.finditer(text))
    bases = [_base(word.group(), language) for word in words]
    names = _names(language)
    letters = lexicon(language, "demonyms")["abbreviated"]
    index = 0
    while index < len(words):
        for last in range(min(index + _LONGEST, len(words)), index, -1):
            code = names.get(" ".join(bases[index:last]))
            if last == index + 1 and words[index].group() in letters:
                code = letters[words[index].group()]
            if code and words[index].group()[0].isupper():
                yield words[index].start(), words[last - 1].end(), code
                index = last - 1
                break
        index += 1


def state_of_adjective(text: str, language: str) -> str:
    """The code of the first state of which an adjective or its people's name stands in a text, "" where none does."""
    first = any_adjective(language).search(text)
    if first is None:
        return ""
    return next(code for code, pattern in _adjectives(language) if pattern.fullmatch(first.group()))


@cache
def _adjectives(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lexicon(language, "demonyms")["adjectives"]
    return tuple((code, phrases(listed(words))) for code, words in table.items())


@cache
def any_adjective(language: str) -> re.Pattern[str]:
    """Finds an adjective of any state."""
    table = lexicon(language, "demonyms")["adjectives"]
    return phrases(tuple(word for words in table.values() for word in listed(words)))


@cache
def _names(language: str) -> dict[str, str]:
    states = lists(language, "countries")
    return {
        " ".join(_base(word, language) for word in _WORD.findall(name)): code
        for table in (states["also"], states["names"])
        for code, names in table.items()
        for name in names
    }


def _base(word: str, language: str) -> str:
    return morphology(language).lemma(word.replace("ё", "е")) if language != "en" else word.lower()
