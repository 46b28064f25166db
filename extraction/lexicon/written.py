"""Files of a lexicon as they are written: YAML in which every scalar is text."""

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml import BaseLoader as _Loader
else:
    _Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def parsed(text: str) -> dict[str, Any]:
    """What a file holds.

    Raises:
        yaml.YAMLError: it is no YAML.
    """
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
