"""Items as text for an editor, or field by field, and back."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from extraction.text import fold
from scripts.draft.nodes import node_of, plain
from scripts.format import entry_lines, layout
from scripts.review.items import NAMES, SECTIONS, Item, cell_columns
from scripts.review.session import New, Session
from scripts.review.undo import FOLDER
from scripts.yaml_reader import Node, read_yaml
from validation.columns import Column
from validation.problems import Problem
from validation.tables import COMPOSED_KEYS

Field = tuple[tuple[str, ...], str]
"""Where a text stands in an item, and the text."""


def text_of_item(session: Session, item: Item) -> str:
    """An item as a text to edit: a file of the annotation format with it alone, under a few lines of help."""
    help_lines = [
        f"{session.source_id}, {NAMES[item.kind]}. Saved, it is accepted as it stands; not saved, nothing is decided.",
        "More items may be added, also under vocabulary and voices. These lines are not kept.",
    ]
    numbers = session.places.numbers(item.place)
    if numbers:
        help_lines.append(f"Sentence: {session.words(numbers)}")
    if item.kind in ("passages", "open"):
        help_lines.append(f"Voices of this source: {', '.join(session.voices) or 'none'}")
    head = "".join(f"# {fold(line)}\n" for line in help_lines)
    if item.kind == "entry":
        fields = {name: value for name, value in item.fields.items() if name != "proposed"}
        return head + "\n".join(entry_lines(session.source_id, Node(fields, 1))) + "\n"
    kind, node = (item.kind, item.node) if item.kind != "open" else ("passages", _empty_passage(session, item))
    fields = (
        {name: value for name, value in node.value.items() if name != "proposed"}
        if isinstance(node.value, dict)
        else {}
    )
    content: Node = Node([_unplaced(Node(fields, 1))], 1)
    if kind == "voices":
        content = Node({item.name: content}, 1)
    whole = Node({"source": Node(session.source_id, 1), kind: content}, 1)
    text = layout("", whole, "", None, [])
    if item.kind == "open":
        text += "".join(f"  {line}\n" for line in _OPEN_HELP)
    return head + text


_OPEN_HELP = (
    "# Narrow the quote, and add what it states, such as:",
    "# observer_counts:",
    "#   accredited: {observer_group: international, unit: observers, value: 1013, precision: exact}",
)


def _empty_passage(session: Session, item: Item) -> Node:
    """A passage with the words of an open sentence, in the voices of the passage before it."""
    before = [one for one in session.items if one.kind == "passages" and one.voices and one.order < item.order]
    voices: tuple[str, ...] = before[-1].voices if before else session.voices[:2]
    content: dict[str, object] = {}
    if voices:
        content["voice"] = voices[0] if len(voices) == 1 else list(voices)
    content |= {name: plain(item.fields[name]) for name in ("quote", "occurrence") if name in item.fields}
    return node_of(content)


def draft_of(root: Path, session: Session, item: Item) -> Path:
    """Where the text of an item under edit stands, so that it outlives the program and the terminal."""
    said = json.dumps([item.kind, item.name, plain(item.node)], sort_keys=True).encode("utf-8")
    return root / FOLDER / session.source_id / f"{hashlib.sha256(said).hexdigest()[:16]}.yaml"


def read_items(path: Path, session: Session, item: Item, problems: list[Problem]) -> list[New]:
    """The items that an edited text holds; `problems` says what cannot be read, with the lines of that text."""
    node = read_yaml(path, path.name, problems)
    if node is None:
        return []
    if item.kind == "entry":
        entry = node.value.get(session.source_id) if isinstance(node.value, dict) else None
        if entry is None or not isinstance(entry.value, dict):
            expected = f"the entry {session.source_id}, a mapping"
            problems.append(Problem(path.name, node.line, "entry", node.kind, expected, "restore its first line"))
            return []
        return [("entry", "", entry)]
    if not isinstance(node.value, dict):
        problems.append(Problem(path.name, node.line, "file", node.kind, "a mapping", "compare with FORMAT.md"))
        return []
    for name, content in node.value.items():
        if name != "source" and (name not in SECTIONS or name == "open"):
            expected = ", ".join(section for section in SECTIONS if section != "open")
            problems.append(
                Problem(path.name, content.line, name, "a section that an edit cannot add", expected, "remove it")
            )
    found = list(_items_in(node.value, path.name, problems))
    if not found and not problems:
        problems.append(Problem(path.name, 1, "file", "no item", "at least one", "reject it, to take it out"))
    return found


def _items_in(top: dict[str, Node], file: str, problems: list[Problem]) -> Iterator[New]:
    for section in SECTIONS:
        content = top.get(section)
        if content is None or section == "open":
            continue
        listed = [("", content)]
        if section == "voices":
            listed = list(content.value.items()) if isinstance(content.value, dict) else [("", content)]
        for name, items in listed:
            if not isinstance(items.value, list) or (section == "voices" and not name):
                problems.append(Problem(file, items.line, section, items.kind, "a list", "start each item with '- '"))
                continue
            for node in items.value:
                yield section, name, node


def placed(new: Sequence[New], line: int) -> list[New]:
    """Items as they are written into the file: the first one at a line, so that a comment above it stays."""
    found = []
    for number, (kind, name, node) in enumerate(new):
        fields = _unplaced(_unmarked(node))
        found.append((kind, name, Node(fields.value, line if number == 0 else 1)))
    return found


def _unmarked(node: Node) -> Node:
    if not isinstance(node.value, dict):
        return node
    return Node({name: value for name, value in node.value.items() if name != "proposed"}, node.line)


def _unplaced(node: Node) -> Node:
    """The same content without lines of another text."""
    if isinstance(node.value, dict):
        return Node({name: _unplaced(value) for name, value in node.value.items()}, 1)
    if isinstance(node.value, list):
        return Node([_unplaced(item) for item in node.value], 1)
    return Node(node.value, 1)


def fields_of(node: Node, above: tuple[str, ...] = ()) -> Iterator[Field]:
    """Every text of an item and where it stands: mappings by key, lists by number from 1."""
    if isinstance(node.value, str):
        yield above, fold(node.value)
        return
    below = node.value.items() if isinstance(node.value, dict) else enumerate(node.value, 1)
    for key, one in below:
        if above or key != "proposed":
            yield from fields_of(one, (*above, str(key)))


def column_at(path: tuple[str, ...]) -> Column | None:
    """The column of a cell of a record under an item; None where the field is none."""
    depth = 3
    if len(path) != depth or path[0] in ("proposed", "sets"):
        return None
    try:
        return cell_columns(path[0]).get(path[-1])
    except KeyError:
        return None


def record_of(table: str, key: str, cells: dict[str, str]) -> dict[str, object]:
    """A record as a passage holds it."""
    return {table: [cells]} if table in COMPOSED_KEYS else {table: {key: cells}}
