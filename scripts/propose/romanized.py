"""Names in Latin letters, by the tables of letters that the lexicons hold."""

import re
from functools import cache, lru_cache
from typing import Any

from extraction.lexicon import languages, lexicon

_WORD = re.compile(r"[^\W\d_]+")


@cache
def _tables() -> tuple[dict[str, Any], ...]:
    return tuple(lexicon(language, "romanization") for language in languages())


@cache
def _letters() -> dict[str, str]:
    return {letter: latin for table in _tables() for letter, latin in table["letters"].items()}


def romanized(name: str) -> str:
    """A name in Latin letters; what is written in them stays as it is."""
    return _WORD.sub(lambda word: _romanized(word.group()), name)


@lru_cache(1 << 14)
def _romanized(word: str) -> str:
    lower, letters = word.lower(), _letters()
    if not any(letter in letters for letter in lower):
        return word
    ending = ""
    for table in _tables():
        for written, latin in table.get("endings", {}).items():
            if lower.endswith(written) and len(lower) > len(written) + 1:
                lower, ending = lower[: -len(written)], latin
                break
    vowels = "".join(str(table.get("vowels", "")) for table in _tables())
    after_vowel = {letter: latin for table in _tables() for letter, latin in table.get("after_vowel", {}).items()}
    latin = ""
    for index, letter in enumerate(lower):
        opens = index == 0 or lower[index - 1] in vowels
        latin += after_vowel[letter] if opens and letter in after_vowel else letters.get(letter, letter)
    latin += ending
    if word.isupper() and len(word) > 1:
        return latin.upper()
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin


def english_place(name: str) -> str:
    """What English calls a place: by the tables, else in Latin letters, with the word for its class in English."""
    for table in _tables():
        plain = name.replace("ё", "е")
        if plain in table.get("exonyms", {}):
            return str(table["exonyms"][plain])
        classes = table.get("classes", {})
        words = plain.split()
        kind = next((classes[word.lower()] for word in words if word.lower() in classes), "")
        if kind or (table.get("regions") and is_adjective(plain)):
            rest = " ".join(_region(word, table) for word in words if word.lower() not in classes)
            return f"{rest} {kind or 'Region'}"
    return romanized(name)


def is_adjective(name: str) -> bool:
    """Whether a name is an adjective that goes with the class of a place: «Брестская» with «область»."""
    endings = (ending for table in _tables() for ending in table.get("adjectives", ()))
    return name.lower().endswith(tuple(endings))


def _region(word: str, table: dict[str, Any]) -> str:
    lower = word.lower()
    for stem, english in table.get("regions", {}).items():
        if lower.startswith(stem):
            return str(english)
    for ending in table.get("adjectives", ()):
        if lower.endswith(ending):
            return romanized(word[: -len(ending)])
    return romanized(word)
