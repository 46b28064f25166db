"""Parts of an annotation file as one line of YAML each, with their comments, and back into a file.

A comment has no place in a line. So it stands under a key of its own: `#` holds the comments above an item of a list,
`#:KEY` in a mapping those above KEY; an item that is text becomes `{'#': […], '=': text}`. Keys that begin with # or =
in the file get that character twice.
"""

from collections.abc import Iterator

from scripts.format import Comments, scalar
from scripts.yaml_reader import Node, read_yaml_text
from validation.problems import Problem

ABOVE = "#"
"""The comments above an item of a list."""

TEXT = "="
"""An item that is text and has comments above it."""

ABOVE_KEY = "#:"
"""Before a key of a mapping: the comments above that key."""


def encoded(node: Node, comments: Comments) -> Node:
    """The node with the comments inside it as fields; they are taken out of `comments`."""
    if isinstance(node.value, list):
        return Node([encoded_item(item, comments) for item in node.value], node.line)
    if isinstance(node.value, dict):
        return Node({escaped(key): encoded(value, comments) for key, value in node.value.items()}, node.line)
    return node


def encoded_item(item: Node, comments: Comments) -> Node:
    """An item of a list with the comments above and inside it as fields."""
    above = comments_above(item.line, comments)
    inner = encoded(item, comments)
    if above is None:
        return inner
    if isinstance(inner.value, dict):
        return Node({ABOVE: above, **inner.value}, item.line)
    return Node({ABOVE: above, TEXT: inner}, item.line)


def comments_above(line: int, comments: Comments) -> Node | None:
    """The comments above a line as a list, or None where there are none."""
    found = comments.above(line)
    return Node([Node(comment, line) for comment in found], line) if found else None


def escaped(key: str) -> str:
    """A key of the file, apart from those that hold comments."""
    return key[0] + key if key.startswith((ABOVE, TEXT)) else key


def unescaped(key: str) -> str:
    """The key of the file again."""
    return key[1:] if key.startswith((ABOVE, TEXT)) else key


def on_one_line(node: Node) -> str:
    """A node as YAML without line breaks; "" for an empty mapping."""
    return _flow(node) if node.value != {} else ""


def _flow(node: Node) -> str:
    if isinstance(node.value, str):
        return scalar(node.value)
    if isinstance(node.value, list):
        return "[" + ", ".join(map(_flow, node.value)) + "]"
    return "{" + ", ".join(f"{scalar(key)}: {_flow(value)}" for key, value in node.value.items()) + "}"


def read_line(text: str, name: str, line: int | None, where: str, problems: list[Problem]) -> dict[str, Node] | None:
    """The fields that `on_one_line` wrote or a person typed, in any style of YAML; None, and a problem, where unfit."""
    if text.strip() in ("", "{}"):
        return {}
    faults: list[Problem] = []
    node = read_yaml_text(text, name, faults)
    if node is not None and not isinstance(node.value, dict):
        faults = [Problem(name, line, where, node.kind, "fields and values", "write it like `reason: courtesy`")]
    problems += [Problem(name, line, where, fault.found, fault.expected, fault.remedy) for fault in faults]
    return node.value if node is not None and isinstance(node.value, dict) else None


def as_file(node: Node) -> str:
    """The encoded tree as the text of an annotation file, in no particular layout, with comments in their places."""
    return "\n".join(_block(node)) + "\n"


def _block(node: Node) -> Iterator[str]:
    """The lines of a value in block style."""
    if isinstance(node.value, str):
        yield scalar(node.value)
        return
    if isinstance(node.value, list):
        if not node.value:
            yield "[]"
        for item in node.value:
            fields = item.value if isinstance(item.value, dict) else {}
            yield from _comments(fields.get(ABOVE))
            plain = fields[TEXT] if ABOVE in fields and TEXT in fields else item
            first, *rest = _block(plain)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
        return
    entries = {key: value for key, value in node.value.items() if not is_comment(key)}
    if not entries:
        yield "{}"
    for key, value in entries.items():
        yield from _comments(node.value.get(ABOVE_KEY + key))
        head = f"{scalar(unescaped(key))}:"
        if isinstance(value.value, str) or not value.value:
            yield f"{head} {next(_block(value))}"
        else:
            yield head
            yield from (f"  {line}" for line in _block(value))


def is_comment(key: str) -> bool:
    """Whether a key of the encoded tree holds comments."""
    return key == ABOVE or key.startswith(ABOVE_KEY)


def _comments(node: Node | None) -> Iterator[str]:
    """Comment lines, each one line and marked as one, whatever a tool made of them."""
    for item in node.value if node is not None and isinstance(node.value, list) else ():
        if isinstance(item.value, str):
            for line in item.value.splitlines():
                yield line if line.startswith("#") else f"# {line}"
