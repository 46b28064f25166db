"""Words of the lexicon as patterns: `*` stands for any ending, alone for any words; case does not matter."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from extraction.lexicon import lexicon

_NOTHING = re.compile(r"(?!)")


def listed(text: str) -> tuple[str, ...]:
    """The phrases of a list that is one text, a comma between them."""
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())


@lru_cache(1 << 12)
def phrases(words: Sequence[str]) -> re.Pattern[str]:
    """Finds any of some phrases as whole words, the longest first; white space may be of any kind, е may be ё."""
    longest_first = sorted(filter(None, words), key=lambda one: (-len(one), one))
    if not longest_first:
        return _NOTHING
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_written, longest_first))})(?!\w)", re.IGNORECASE)


@cache
def words_of(language: str, subject: str, *path: str) -> re.Pattern[str]:
    """Finds the phrases that a lexicon lists under a name.

    Raises:
        KeyError: the lexicon has no such list.
    """
    return phrases(listed(text_of(language, subject, *path)))


@cache
def text_of(language: str, subject: str, *path: str) -> str:
    """A text of a lexicon, by the names that lead to it.

    Raises:
        KeyError: the lexicon has no such text.
    """
    found = lexicon(language, subject)
    for name in path:
        found = found[name]
    return str(found)


@cache
def patterns(language: str, subject: str, *path: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Code and pattern of each list under a name, in order."""
    found = lexicon(language, subject)
    for name in path:
        found = found[name]
    return tuple((code, phrases(listed(str(text)))) for code, text in found.items())


def first_of(text: str, among: Iterable[tuple[str, re.Pattern[str]]]) -> str:
    """The first code whose words stand in a text, "" where none does."""
    return next((code for code, pattern in among if pattern.search(text)), "")


def _written(phrase: str) -> str:
    parts = [r"\S.*" if part == "*" else re.escape(part).replace(r"\*", r"\w*") for part in phrase.split()]
    return r"\s+".join(parts).replace("е", "[её]")
