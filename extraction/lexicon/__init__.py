"""Words that the reader of text needs: a folder a language, a file a subject. The code of the reader knows none.

A new language is a new folder with the same files. Every scalar is text; what a file holds stands in its first lines.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class UnknownLanguageError(ValueError):
    """There is no lexicon for a language; the message says for which there is."""


@cache
def languages() -> tuple[str, ...]:
    """The languages that can be read (ISO 639-1), in order."""
    folder = files("extraction").joinpath("lexicon")
    return tuple(sorted(item.name for item in folder.iterdir() if item.joinpath("sentences.yaml").is_file()))


@cache
def lexicon(language: str, subject: str) -> dict[str, Any]:
    """One file of a language's lexicon, read once; treat it as constant.

    Raises:
        UnknownLanguageError: there is no such language.
    """
    if language not in languages():
        raise UnknownLanguageError(f"no lexicon for the language {language!r}; there is {', '.join(languages())}")
    file = files("extraction").joinpath("lexicon", language, f"{subject}.yaml")
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    assert isinstance(content, dict)
    return content
