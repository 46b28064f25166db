"""YAML as the package's files use it: mappings, lists and strings with their lines, and nothing else.

Every scalar is a string (the YAML type rules would turn `NO` into false and 12:30:00 into 45000). Anchors, aliases,
tags, duplicate keys and a second document are errors, and so is what would exhaust memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from validation.problems import Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12
_LARGEST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Node:
    """A string, list or mapping, and the line (from 1) where it stands, or its key if it has one."""

    value: "str | list[Node] | dict[str, Node]"
    line: int

    @property
    def kind(self) -> str:
        """What it is, for messages."""
        return {str: "text", list: "a list", dict: "a mapping"}[type(self.value)]


class _YamlError(Exception):
    def __init__(self, line: int, found: str, expected: str, remedy: str) -> None:
        super().__init__(found)
        self.line, self.found, self.expected, self.remedy = line, found, expected, remedy


def read_yaml(path: Path, name: str, problems: list[Problem]) -> Node | None:
    """Read one file; on an error add a problem under `name` and return None."""
    try:
        if path.stat().st_size > _LARGEST:
            found = f"{path.stat().st_size} bytes"
            problems.append(Problem(name, 1, "YAML", found, f"at most {_LARGEST}", "divide the file"))
            return None
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        found = error.strerror or str(error)
        problems.append(Problem(name, None, "YAML", found, "a file that can be read", "restore the file"))
        return None
    except UnicodeDecodeError as error:
        found, line = f"not UTF-8 at byte {error.start}", error.object.count(b"\n", 0, error.start) + 1
        problems.append(Problem(name, line, "YAML", found, "UTF-8", "save the file as UTF-8"))
        return None
    return read_yaml_text(text, name, problems)


def read_yaml_text(text: str, name: str, problems: list[Problem]) -> Node | None:
    """Parse one document; on an error add a problem under `name`, with the line in `text`, and return None."""
    try:
        return parse_yaml(text)
    except _YamlError as error:
        found, line, expected, remedy = error.found, error.line, error.expected, error.remedy
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        found, expected = f"{error.problem or error}", "well-formed YAML"
        if error.context and error.context_mark:
            found += f" {error.context} that begins in line {error.context_mark.line + 1}"
        remedy = "check quotes, indentation and colons here and in the line above"
    except yaml.reader.ReaderError as error:
        found = f"the character U+{error.character:04X}"
        line = text.count("\n", 0, max(text.find(chr(error.character)), 0)) + 1
        expected, remedy = "characters that YAML allows", "remove it, or write it as an escape in double quotes"
    problems.append(Problem(name, line, "YAML", found, expected, remedy))
    return None


def parse_yaml(text: str) -> Node:
    """Parse one document.

    Raises:
        yaml.YAMLError: it is malformed.
        _YamlError: it is empty or uses what is not allowed here.
    """
    events = _allowed(yaml.parse(text, Loader=_LOADER))
    node = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if node is not None:
                raise _YamlError(_line(event), "a second document", "one document", "remove the line '---'")
            node = _node(next(events), events, 0)
    if node is None or node.value in ("", {}, []):
        raise _YamlError(1, "an empty file", "content", "restore the content, or delete the file and what names it")
    return node


def _allowed(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    for event in events:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            raise _YamlError(
                _line(event),
                f"an anchor or alias ({anchor})",
                "no anchors and no aliases",
                "write the value out, or use `like`, or quote text that begins with & or *",
            )
        if tag is not None:
            raise _YamlError(
                _line(event), f"the tag {tag}", "no tags", "remove the tag, or quote text that begins with !"
            )
        yield event


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    line = _line(event)
    if depth > _DEEPEST:
        raise _YamlError(line, f"more than {_DEEPEST} levels", "the shape that FORMAT.md shows", "remove the nesting")
    if isinstance(event, yaml.ScalarEvent):
        return Node(event.value, line)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, depth + 1))
        return Node(items, line)
    entries: dict[str, Node] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, depth + 1)
        if not isinstance(key.value, str):
            raise _YamlError(key.line, f"{key.kind} as a key", "text as a key", "quote the key")
        if key.value in entries:
            raise _YamlError(
                key.line,
                f"the key {key.value!r} again",
                "each key once in a mapping",
                f"merge it with the one in line {entries[key.value].line}, or give it another name",
            )
        entries[key.value] = Node(_node(next(events), events, depth + 1).value, key.line)
    return Node(entries, line)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
