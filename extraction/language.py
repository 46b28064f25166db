"""Which language a text is written in, by its letters and by words that every text has; both stand in its lexicon."""

import re
from collections import Counter
from functools import cache

from extraction.lexicon import languages, lexicon

_SAMPLE = 1 << 16
"""Code points that are looked at."""

_NEARLY_ALL = 0.99
"""A text holds letters of other alphabets in foreign names; more than this many of a hundred are its own."""

_FOREIGN = 0.012
"""More letters than this that no lexicon has are no foreign names: German has 0.015 of them, French and Kazakh 0.04."""

_MUCH_FOREIGN = 0.06
_SURELY = 0.08
"""So many are names where that many words are common ones of three letters and more, which no other language shares."""

_A_NAME = 3
"""So many foreign letters may stand in a single name."""

_LONG = 1000
"""Letters after which one that is needed has come."""

_ENOUGH_WORDS = 25
_USUAL = 0.03
"""Common words among all, in a text of that many: far below what a language has, above what others share with it."""

_WORD = re.compile(r"[^\W\d_]+")


@cache
def _letters(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "language")["letters"])


@cache
def _common_words(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "language")["words"])


@cache
def _known_letters() -> frozenset[str]:
    return frozenset().union(*map(_letters, languages()))


@cache
def _frequent_letters() -> frozenset[str]:
    return frozenset("".join(lexicon(language, "language")["frequent"] for language in languages()))


def is_known_letter(letter: str) -> bool:
    """Whether a letter in lower case is of an alphabet that a lexicon has."""
    return letter in _known_letters()


def is_frequent_letter(letter: str) -> bool:
    """Whether a letter in lower case is of those that make up more than half of a text in some language."""
    return letter in _frequent_letters()


def guess_language(text: str) -> str:
    """The language whose alphabet holds the most letters of a text (of its beginning, where it is long).

    Where several hold nearly as many, it is the one with the smallest alphabet, the first in order of those: a text in
    Russian does without the letters that Kazakh adds. So is a text without letters.
    """
    return _most_held(Counter(text[:_SAMPLE].lower()))


def language_of(text: str) -> str | None:
    """The language of a text; None where it is one that no lexicon is for, or where there are no letters to tell by."""
    sample = text[:_SAMPLE].lower()
    counts = Counter(sample)
    letters = {letter: count for letter, count in counts.items() if letter.isalpha()}
    number = sum(letters.values())
    if not number:
        return None
    language = _most_held(counts)
    words = _WORD.findall(sample)
    common = [word for word in words if word in _common_words(language)]
    is_sure = sum(len(word) > 2 for word in common) >= _SURELY * len(words)
    foreign = sum(count for letter, count in letters.items() if not is_known_letter(letter))
    if foreign > max(_A_NAME, (_MUCH_FOREIGN if is_sure else _FOREIGN) * number):
        return None
    own = sum(letters.get(letter, 0) for letter in _letters(language))
    if own > _LONG and any(letter not in letters for letter in lexicon(language, "language")["needed"]):
        return None
    return None if len(words) >= _ENOUGH_WORDS and len(common) < _USUAL * len(words) else language


def _most_held(counts: Counter[str]) -> str:
    held = {language: sum(counts[letter] for letter in _letters(language)) for language in languages()}
    enough = _NEARLY_ALL * max(held.values())
    return min((language for language in held if held[language] >= enough), key=lambda one: (len(_letters(one)), one))
