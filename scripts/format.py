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
from scripts.annotations import FILE_FIELDS, RECORD_TABLES, REMARKS, annotated_columns, voice_columns
from scripts.outputs import only_build, replace_files
from scripts.yaml_reader import Node, parse_yaml, read_yaml
from validation.codes import codes_of
from validation.paths import inside
from validation.problems import InvalidDataError, Problem
from validation.tables import COMPOSED_KEYS, VOCABULARY

WIDTH = 120

_PLAIN_IN_FLOW = re.compile(r"[^\W_][^,\[\]{}#&*!|>'\"%@`\n]*\Z")
_PLAIN_IN_BLOCK = re.compile(r"[^\W_](?:(?! #)[^\n])*\Z")
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")  # what YAML allows only as escapes
_PASSAGE = ("proposed", "voice", "quote", "occurrence", "en", "names", *RECORD_TABLES)
_GROUND = ("proposed", "quote", "occurrence", "en", "sets", *REMARKS)
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
        "mentions",
        "vocabulary",
        "name",
        "entries",
        "entry",
        "forms",
        "open",
    }
)


_COMMENTED = frozenset({"vocabulary", "voices", "grounds", "passages", "dismissals", "mentions", "open"})
"""Kinds whose first item keeps the comment above it; elsewhere it moves above the key."""


def format_annotations(root: Path, *, write: bool) -> list[str]:
    """Format every annotation file below `root`; give the names of the files that change.

    Vocabulary that a person has accepted in an annotation file is moved to data/vocabulary. All files are replaced, or
    none.

    Raises:
        InvalidDataError: a file cannot be read, or holds a comment where the layout has no place for it.
        OSError: the files cannot be written; the old ones stand.
    """
    from scripts.accepted import Accepted, take_accepted, vocabulary_with

    problems: list[Problem] = []
    changed: dict[str, bytes] = {}
    accepted: list[Accepted] = []
    for path in sorted((root / "data" / "annotations").glob("*.yaml")):
        name = path.relative_to(root).as_posix()
        node = read_yaml(path, name, problems)
        if node is None:
            continue
        if not isinstance(node.value, dict):
            problems.append(Problem(name, node.line, "file", node.kind, "a mapping", "compare with FORMAT.md"))
            continue
        text = path.read_bytes().decode("utf-8")
        node, taken = take_accepted(node, name)
        accepted += taken
        plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
        formatted = layout(plain, node, name, document_of(root, node), problems)
        if formatted != text:
            changed[name] = formatted.encode("utf-8")
    changed |= vocabulary_with(root, accepted, problems)
    if problems:
        raise InvalidDataError(problems)
    if write and changed:
        with only_build(root):
            replace_files(root, changed)
    return list(changed)


def document_of(root: Path, node: Node) -> Document | None:
    """The source that a file annotates, to order its passages by; None where it cannot be read (build says why)."""
    source = node.value.get("source") if isinstance(node.value, dict) else None
    if source is None or not isinstance(source.value, str):
        return None
    path = inside(root, f"data/sources/{source.value.strip()}.txt")
    try:
        return Document.read(path) if path else None
    except (OSError, UnreadableTextError):
        return None


def layout(text: str, node: Node, name: str, document: Document | None, problems: list[Problem]) -> str:
    """An annotation in its layout: what `node` says, with the comments of `text`, from which it was read.

    Comments that the layout has no place for are added to `problems`.
    """
    ordered = _ordered(node, document)
    comments = Comments(text)
    lines = list(_block(ordered, 0, "file", comments))
    for line, comment in sorted(comments.left.items()):
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


def entry_lines(record_id: str, entry: Node) -> list[str]:
    """The lines of an entry of the vocabulary in its layout, without comments."""
    return list(_value(f"{scalar(record_id)}:", entry, 0, "entry", Comments("")))


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
    for field in ("vocabulary", "passages", "dismissed", "mentions", "open"):
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
        int(occurrence.value)
        if occurrence and isinstance(occurrence.value, str) and re.fullmatch(r"[0-9]{1,4}", occurrence.value)
        else 1
    )
    return found[number - 1].start if 0 < number <= len(found) else otherwise


def _block(node: Node, indent: int, kind: str, comments: "Comments") -> Iterator[str]:
    """The lines of a mapping or list in block style; comments above an item find their place."""
    pad = " " * indent
    if isinstance(node.value, list):
        for item in node.value:
            yield from (f"{pad}{comment}" for comment in comments.above(item.line))
            lines = list(_value("", item, indent + 2, _item_kind(kind), comments))
            yield f"{pad}- {lines[0].strip()}"
            yield from lines[1:]
        return
    if isinstance(node.value, dict):
        for key in _sorted_keys(node.value, kind):
            value = node.value[key]
            if kind in ("file", "voices"):
                above = comments.above(value.line)
                if _kind_of(kind, key) not in _COMMENTED:
                    above += comments.above(_first_line(value))
                yield from (f"{pad}{comment}" for comment in above)
            yield from _value(f"{pad}{scalar(key)}:", value, indent, _kind_of(kind, key), comments)


def _value(head: str, node: Node, indent: int, kind: str, comments: "Comments") -> Iterator[str]:
    """The lines of `head` and a value: on one line where it fits, else as a block below."""
    pad = " " * indent
    lead = f"{head} " if head else pad
    if isinstance(node.value, str):
        words = fold(node.value)
        inline = f"{lead}{scalar(words, in_flow=False)}"
        if len(inline) <= WIDTH or _UNPRINTABLE.search(words):
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
    may_be_flow = kind.partition(" ")[0] not in _ALWAYS_BLOCK and len(inline) <= WIDTH and not comments.stand_in(node)
    if may_be_flow or not node.value:
        yield inline
        return
    if not head:
        yield from _block(node, indent, kind, comments)
        return
    yield head
    yield from _block(node, indent if isinstance(node.value, list) else indent + 2, kind, comments)


def _flow(node: Node, kind: str) -> str:
    if isinstance(node.value, str):
        return scalar(fold(node.value))
    if isinstance(node.value, list):
        return "[" + ", ".join(_flow(item, _item_kind(kind)) for item in node.value) + "]"
    entries = (
        f"{scalar(key)}: {_flow(node.value[key], _kind_of(kind, key))}" for key in _sorted_keys(node.value, kind)
    )
    return "{" + ", ".join(entries) + "}"


def scalar(text: str, *, in_flow: bool = True) -> str:
    """Text as YAML writes it on one line: plain where that is safe, else in quotes."""
    if _UNPRINTABLE.search(text):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", escaped) + '"'
    plain = _PLAIN_IN_FLOW if in_flow else _PLAIN_IN_BLOCK
    safe = plain.match(text) and ": " not in text and not text.endswith((":", " ")) and text.isprintable()
    return text if safe else "'" + text.replace("'", "''") + "'"


_UNDER = {"voices": "grounds", "entries": "entry", "forms": "forms of a language", "forms of a language": "plain"}
_NAMED = {"terms": "terms", "proposed": "mark", "names": "names", "sets": "sets"}


def _kind_of(kind: str, key: str) -> str:
    """What stands under a key; decides the order of its fields and whether it may stand on one line."""
    if kind == "file":
        kinds = {"dismissed": "dismissals", "sentences": "file"}
        return kinds.get(key, key if key in _COMMENTED else "list")
    if kind in _UNDER:
        return _UNDER[kind]
    if kind == "passage" and key in RECORD_TABLES:
        return f"composed {key}" if key in COMPOSED_KEYS else f"records {key}"
    if kind.startswith("records "):
        return kind.replace("records", "record")
    if kind == "name" and key in VOCABULARY:
        return "entries"
    return "forms" if kind == "entry" and key == "forms" else _NAMED.get(key, "plain")


def _item_kind(kind: str) -> str:
    singular = {
        "passages": "passage",
        "grounds": "ground",
        "dismissals": "dismissal",
        "mentions": "aside",
        "vocabulary": "name",
        "open": "aside",
        "terms": "term",
        "names": "pin",
    }
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
            "file": (*FILE_FIELDS, "join", "split", "plain"),
            "passage": _PASSAGE,
            "ground": _GROUND,
            "dismissal": ("proposed", "quote", "through", "occurrence", "reason"),
            "aside": ("proposed", "quote", "occurrence", "kind", "reason"),
            "name": ("proposed", "quote", "occurrence", *VOCABULARY),
            "mark": ("rule", "confidence"),
            "forms": codes_of("language"),
            "forms of a language": codes_of("name_type"),
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


class Comments:
    """The comments of a file by line (from 1); those that find a place in the layout are taken out of `left`."""

    def __init__(self, text: str) -> None:
        self._lines = _LINE_BREAK.split(text)
        self.left = _comments(text, self._lines)
        self._whole = {line for line in self.left if self._lines[line - 1].strip().startswith("#")}

    def above(self, line: int) -> list[str]:
        """Take the comments that stand above a line on lines of their own."""
        found: list[str] = []
        if not self.left:
            return found
        for number in range(line - 1, 0, -1):
            if number in self._whole:
                found += [self.left.pop(number)] if number in self.left else []
            elif self._lines[number - 1].strip():
                break
        return found[::-1]

    def stand_in(self, node: Node) -> bool:
        """Whether a comment stands above or beside something inside a node."""
        if not self.left or isinstance(node.value, str):
            return False
        items = node.value.values() if isinstance(node.value, dict) else node.value
        return any(item.line in self.left or item.line - 1 in self.left or self.stand_in(item) for item in items)


def _first_line(node: Node) -> int:
    """The line of the first item of a list or mapping."""
    if not node.value or isinstance(node.value, str):
        return node.line
    return next(iter(node.value.values() if isinstance(node.value, dict) else node.value)).line


def _comments(text: str, lines: list[str]) -> dict[int, str]:
    """Line (from 1) → the comment on it, found between YAML tokens and so never inside text."""
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
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            _, mark, comment = lines[start.line][start.column :].partition("#")
            if mark:
                found[start.line + 1] = mark + comment
        before = _Mark(token.end_mark.line, token.end_mark.column)
    return found
