"""Words that the reader of text needs: a folder a language, a file a subject. The code of the reader knows none.

A new language is a new folder with the same files. Every scalar is text; what a file holds stands in its first lines.
"""

from functools import cache
from pathlib import Path
from typing import Any

from extraction.lexicon.prepared import content

_FOLDER = Path(__file__).parent


class UnknownLanguageError(ValueError):
    """There is no lexicon for a language; the message says for which there is."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that can be read (ISO 639-1), in order."""
    return tuple(sorted(file.parent.name for file in _FOLDER.glob("*/sentences.yaml")))


@cache
def lexicon(language: str, subject: str) -> dict[str, Any]:
    """One file of a language's lexicon, read once; treat it as constant.

    Raises:
        UnknownLanguageError: there is no such language.
    """
    if language not in languages():
        raise UnknownLanguageError(f"no lexicon for the language {language!r}; there is {', '.join(languages())}")
    return content(_FOLDER / language / f"{subject}.yaml")
