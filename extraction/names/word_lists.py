"""Lexicons of many words: a list is one scalar, a comma between its words, which is quick to read.

A list of names in which a comma stands has semicolons between them.
"""

from functools import cache
from typing import Any

from extraction.lexicon import languages, lexicon

_TABLES = frozenset({"known", "also", "names", "forms", "heads"})
"""What holds several lists."""


@cache
def lists(language: str, subject: str) -> dict[str, Any]:
    """One file of a language's lexicon with its lists divided; treat it as constant."""
    return {
        name: {key: _divided(value) for key, value in content.items()} if name in _TABLES else _divided(content)
        for name, content in lexicon(language, subject).items()
    }


@cache
def given_names() -> frozenset[str]:
    """The given names of every language, in lower case: a word of these is hardly a body's."""
    groups = [lexicon(language, "persons") for language in languages()]
    names = " ".join(data[group] for data in groups for group in ("given_male", "given_female"))
    return frozenset(names.lower().replace("ё", "е").split())


def _divided(content: Any) -> Any:
    if not isinstance(content, str):
        return content
    return content.split("; " if ";" in content else ", ") if content else []
