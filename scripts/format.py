"""The one canonical layout of annotation files: order of passages and fields, line width, quoting; comments are kept.

What a file says stays the same, and that is verified: the formatted text is read again and compared.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from extraction.text import Document, UnreadableTextError, fold
from scripts.annotations import RECORD_TABLES, REMARKS, annotated_columns, voice_columns
from scripts.yaml_reader import Node, parse_yaml, read_yaml
from validation.codes import codes_of
from validation.problems import InvalidDataError, Problem
from validation.tables import COMPOSED_KEYS

WIDTH = 120

_PLAIN_IN_FLOW = re.compile(r"[^\W_][^,\[\]{}#&*!|>'\"%@`\n]*\Z")
_PLAIN_IN_BLOCK = re.compile(r"[^\W_](?:(?! #)[^\n])*\Z")
_FILE = ("source", "sentences", "voices", "passages", "dismissed")
_PASSAGE = ("voice", "quote", "occurrence", "en", "names", *RECORD_TABLES)
_GROUND = ("quote", "occurrence", "en", "sets", *REMARKS)
_ALWAYS_BLOCK = frozenset(
    {
        "file",
        "voices",
        "grounds",
        "ground",
        "passages",
        "passage",
        "names",
        "records",
        "composed",
        "terms",
        "dismissals",
    }
)


def format_annotations(root: Path, *, write: bool) -> list[str]:
    """Format every annotation file below `root`; give the names of those that change. All are written or none.

    Raises:
        InvalidDataError: a file cannot be read, or holds a comment where the layout has no place for it.
    """
    problems: list[Problem] = []
    changed: dict[Path, str] = {}
    for path in sorted((root / "data" / "annotations").glob("*.yaml")):
        name = path.relative_to(root).as_posix()
        node = read_yaml(path, name, problems)
        if node is None:
            continue
        text = path.read_text(encoding="utf-8")
        formatted = _formatted(text, node, name, _document(root, node), problems)
        if formatted != text:
            changed[path] = formatted
    if problems:
        raise InvalidDataError(problems)
    if write:
        for path, formatted in changed.items():
            draft = path.with_suffix(".draft")
            draft.write_text(formatted, encoding="utf-8", newline="\n")
            draft.replace(path)
    return [path.relative_to(root).as_posix() for path in changed]


def _document(root: Path, node: Node) -> Document | None:
    """The source that a file annotates, to order its passages by; None where it cannot be read (build says why)."""
    source = node.value.get("source") if isinstance(node.value, dict) else None
    if source is None or not isinstance(source.value, str) or "/" in source.value:
        return None
    try:
        return Document.read(root / "data" / "sources" / f"{source.value.strip()}.txt")
    except (OSError, UnreadableTextError):
        return None


def _formatted(text: str, node: Node, name: str, document: Document | None, problems: list[Problem]) -> str:
    ordered = _ordered(node, document)
    comments = _comments(text)
    lines = list(_block(ordered, 0, "file", comments))
    for line, comment in sorted(comments.items()):
        problems.append(
            Problem(
                name,
                line,
                "comment",
                comment,
                "a comment on a line of its own above a passage, a voice or a dismissal",
                "move it there, or turn it into `notes`",
            )
        )
    formatted = "\n".join(lines) + "\n"
    if not problems and _content(parse_yaml(formatted)) != _content(ordered):
        problems.append(
            Problem(
                name,
                None,
                "layout",
                "a text that reads differently after formatting",
                "the same content",
                "report this file as a defect of `format`",
            )
        )
    return formatted


def _content(node: Node) -> object:
    """What a node says, apart from lines and white space."""
    if isinstance(node.value, dict):
        return {key: _content(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [_content(item) for item in node.value]
    return fold(node.value)


def _ordered(node: Node, document: Document | None) -> Node:
    """The file with its passages in the order of the document; those not found keep their place."""
    if not isinstance(node.value, dict) or document is None:
        return node
    entries = dict(node.value)
    for field in ("passages", "dismissed"):
        items = entries.get(field)
        if items is not None and isinstance(items.value, list):
            entries[field] = Node(_in_document_order(items.value, document), items.line)
    return Node(entries, node.line)


def _in_document_order(items: list[Node], document: Document) -> list[Node]:
    place = 0
    places = []
    for item in items:
        place = _place(item, document, place)
        places.append(place)
    return [item for _, item in sorted(zip(places, items, strict=True), key=lambda pair: pair[0])]


def _place(item: Node, document: Document, otherwise: int) -> int:
    if not isinstance(item.value, dict) or "quote" not in item.value:
        return otherwise
    quote, occurrence = item.value["quote"].value, item.value.get("occurrence")
    found = document.find(quote) if isinstance(quote, str) else []
    number = (
        int(occurrence.value) if occurrence and isinstance(occurrence.value, str) and occurrence.value.isdigit() else 1
    )
    return found[number - 1].start if 0 < number <= len(found) else otherwise


def _block(node: Node, indent: int, kind: str, comments: dict[int, str]) -> Iterator[str]:
    """The lines of a mapping or list in block style; comments above an item are taken out of `comments`."""
    pad = " " * indent
    if isinstance(node.value, list):
        for item in node.value:
            yield from _taken(comments, item.line, pad)
            lines = list(_value("", item, indent + 2, _item_kind(kind), comments))
            yield f"{pad}- {lines[0].strip()}"
            yield from lines[1:]
        return
    if isinstance(node.value, dict):
        for key in _sorted_keys(node.value, kind):
            value = node.value[key]
            if kind in ("file", "voices"):
                yield from _taken(comments, value.line, pad)
            yield from _value(f"{pad}{_scalar(key)}:", value, indent, _kind_of(kind, key), comments)


def _value(head: str, node: Node, indent: int, kind: str, comments: dict[int, str]) -> Iterator[str]:
    """The lines of `head` and a value: on one line where it fits, else as a block below."""
    pad = " " * indent
    lead = f"{head} " if head else pad
    if isinstance(node.value, str):
        words = fold(node.value)
        inline = f"{lead}{_scalar(words, in_flow=False)}"
        if len(inline) <= WIDTH:
            yield inline
            return
        yield f"{lead}>-"
        inner = indent + 2
        yield from textwrap.wrap(
            words,
            WIDTH,
            initial_indent=" " * inner,
            subsequent_indent=" " * inner,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return
    inline = f"{lead}{_flow(node, kind)}"
    if len(inline) <= WIDTH and kind.partition(" ")[0] not in _ALWAYS_BLOCK and not _holds_comment(node, comments):
        yield inline
        return
    if not head:
        yield from _block(node, indent, kind, comments)
        return
    yield head
    yield from _block(node, indent if isinstance(node.value, list) else indent + 2, kind, comments)


def _flow(node: Node, kind: str) -> str:
    if isinstance(node.value, str):
        return _scalar(fold(node.value))
    if isinstance(node.value, list):
        return "[" + ", ".join(_flow(item, _item_kind(kind)) for item in node.value) + "]"
    entries = (
        f"{_scalar(key)}: {_flow(node.value[key], _kind_of(kind, key))}" for key in _sorted_keys(node.value, kind)
    )
    return "{" + ", ".join(entries) + "}"


def _scalar(text: str, *, in_flow: bool = True) -> str:
    plain = _PLAIN_IN_FLOW if in_flow else _PLAIN_IN_BLOCK
    safe = plain.match(text) and ": " not in text and not text.endswith((":", " ")) and text.isprintable()
    return text if safe else "'" + text.replace("'", "''") + "'"


def _kind_of(kind: str, key: str) -> str:
    """What stands under a key; decides the order of its fields and whether it may stand on one line."""
    if kind == "file":
        return {"passages": "passages", "dismissed": "dismissals", "voices": "voices", "sentences": "file"}.get(
            key, "list"
        )
    if kind == "voices":
        return "grounds"
    if kind == "passage" and key in RECORD_TABLES:
        return f"composed {key}" if key in COMPOSED_KEYS else f"records {key}"
    if kind.startswith("records "):
        return kind.replace("records", "record")
    if key == "terms":
        return "terms"
    return "names" if key == "names" else "sets" if key == "sets" else "plain"


def _item_kind(kind: str) -> str:
    singular = {"passages": "passage", "grounds": "ground", "dismissals": "dismissal", "terms": "term", "names": "pin"}
    if kind.startswith("composed "):
        return kind.replace("composed", "record")
    return singular.get(kind, "plain")


def _sorted_keys(entries: Mapping[str, Node], kind: str) -> list[str]:
    """Known fields in their order, then the rest as it stands."""
    if kind.startswith("record "):
        table = kind.removeprefix("record ")
        order: tuple[str, ...] = ("like", *annotated_columns(table), "omit", *REMARKS, "terms")
    else:
        order = {
            "file": (*_FILE, "join", "split", "plain"),
            "passage": _PASSAGE,
            "ground": _GROUND,
            "dismissal": ("quote", "through", "occurrence", "reason"),
            "sets": tuple(voice_columns()),
            "term": (*codes_of("term_type"), "concept", "use", "occurrence"),
            "pin": ("organization", "person", "place", "form", "name_type"),
        }.get(kind, ())
    rank = {name: index for index, name in enumerate(order)}
    return sorted(entries, key=lambda name: rank.get(name, len(rank)))


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    column: int


def _comments(text: str) -> dict[int, str]:
    """Line (from 1) → the comment on it, found between YAML tokens and so never inside text."""
    lines = text.split("\n")
    found: dict[int, str] = {}
    before = _Mark(0, 0)
    for token in yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        start = _Mark(token.start_mark.line, token.start_mark.column)
        for number in range(before.line, min(start.line, len(lines) - 1) + 1):
            first = before.column if number == before.line else 0
            gap = lines[number][first : start.column if number == start.line else None]
            if "#" in gap:
                whole = lines[number].strip().startswith("#")
                found[number + 1] = lines[number].strip() if whole else gap[gap.index("#") :]
        before = _Mark(token.end_mark.line, token.end_mark.column)
    return found


def _taken(comments: dict[int, str], line: int, pad: str) -> Iterator[str]:
    """Comments on the lines directly above `line`, in order; they are removed from `comments`."""
    above: list[str] = []
    number = line - 1
    # The value of a key may begin on the line below the key.
    if number not in comments and number - 1 in comments and line > 2:
        number -= 1
    while number in comments and comments[number].startswith("#"):
        above.insert(0, f"{pad}{comments.pop(number)}")
        number -= 1
    yield from above


def _holds_comment(node: Node, comments: Mapping[int, str]) -> bool:
    if not comments or isinstance(node.value, str):
        return False
    items = node.value.values() if isinstance(node.value, dict) else node.value
    return any(item.line in comments or _holds_comment(item, comments) for item in items)
