"""Which language a text is written in, by its letters alone: each language's alphabet stands in its lexicon."""

from collections import Counter
from functools import cache

from extraction.lexicon import languages, lexicon

_SAMPLE = 1 << 16
"""Code points that are looked at."""

_NEARLY_ALL = 0.99
"""A text holds letters of other alphabets in foreign names; more than this many of a hundred are its own."""


@cache
def _letters(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "language")["letters"])


def guess_language(text: str) -> str:
    """The language whose alphabet holds the most letters of a text (of its beginning, where it is long).

    Where several hold nearly as many, it is the one with the smallest alphabet, the first in order of those: a text in
    Russian does without the letters that Kazakh adds. So is a text without letters.
    """
    counts = Counter(text[:_SAMPLE].lower())
    held = {language: sum(counts[letter] for letter in _letters(language)) for language in languages()}
    enough = _NEARLY_ALL * max(held.values())
    return min((language for language in held if held[language] >= enough), key=lambda one: (len(_letters(one)), one))
