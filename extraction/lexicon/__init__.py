"""Words that the reader of text needs: a folder a language, a file a subject. The code of the reader knows none.

A new language is a new folder with the same files. Every scalar is text; what a file holds stands in its first lines.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml import BaseLoader as _Loader
else:
    _Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

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
    text = (_FOLDER / language / f"{subject}.yaml").read_text(encoding="utf-8")
    content = _content(yaml.compose(text, Loader=_TextLoader))
    assert isinstance(content, dict)
    return content


class _TextLoader(_Loader):
    """Asks of no scalar what else than text it could be: half of the time that PyYAML takes to read a lexicon."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return ""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def _content(node: yaml.Node | None) -> Any:
    """Text, lists and dictionaries of text."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.MappingNode):
        return {key.value: _content(value) for key, value in node.value}
    assert isinstance(node, yaml.SequenceNode)
    return [_content(item) for item in node.value]
