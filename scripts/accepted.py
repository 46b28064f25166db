"""Accepted entries of the vocabulary: from the annotation that needs them to data/vocabulary, other lines untouched."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.format import entry_lines
from scripts.yaml_reader import Node, parse_yaml
from validation.problems import Problem
from validation.tables import VOCABULARY

VOCABULARY_FOLDER = "data/vocabulary"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry or more forms of one, and where it was accepted."""

    table: str
    record_id: str
    entry: Node
    file: str


def take_accepted(node: Node, file: str) -> tuple[Node, list[Accepted]]:
    """An annotation without the vocabulary that a person has accepted, and that vocabulary."""
    if not isinstance(node.value, dict) or "vocabulary" not in node.value:
        return node, []
    listed = node.value["vocabulary"]
    items = listed.value if isinstance(listed.value, list) else []
    kept, accepted = [], []
    for item in items:
        entries = item.value if isinstance(item.value, dict) else {}
        found = [
            Accepted(table, record_id, entry, file)
            for table in VOCABULARY
            if table in entries and isinstance(entries[table].value, dict)
            for record_id, entry in dict(entries[table].value).items()  # type: ignore[arg-type]
        ]
        if "proposed" in entries or len(found) != 1:
            kept.append(item)
        else:
            accepted += found
    if not accepted:
        return node, []
    rest = {key: value for key, value in node.value.items() if key != "vocabulary"}
    if kept:
        rest = {**node.value, "vocabulary": Node(kept, listed.line)}
    return Node(rest, node.line), accepted


def with_accepted(text: str, table: str, accepted: Sequence[Accepted], problems: list[Problem]) -> str:
    """A file of the vocabulary with entries put in their place and forms added; `problems` says what does not fit.

    Entries are put before the first one whose id is greater; comments stay above the entry they stand above.
    """
    file = f"{VOCABULARY_FOLDER}/{table}.yaml"
    lines = text.splitlines()
    top = parse_yaml(text).value if any(line.strip() and not line.startswith("#") for line in lines) else {}
    entries: dict[str, Node] = dict(top) if isinstance(top, dict) else {}
    starts = [entry.line - 1 for entry in entries.values()]
    wanted: dict[str, Node] = {}
    for one in accepted:
        before = wanted.get(one.record_id, entries.get(one.record_id))
        wanted[one.record_id] = one.entry if before is None else _merged(before, one, file, problems)
    edits: list[tuple[int, int, str]] = []
    for record_id in sorted(wanted):
        if record_id in entries:
            first = entries[record_id].line - 1
            end = next((start for start in starts if start > first), len(lines))
            while not lines[end - 1].strip() or lines[end - 1].startswith("#"):  # belongs to what follows
                end -= 1
            comment = next((line.strip() for line in lines[first:end] if line.strip().startswith("#")), None)
            if comment is not None:
                expected, remedy = "an entry without comments inside", "move the comment above the entry"
                problems.append(Problem(file, first + 1, record_id, comment, expected, remedy))
        else:
            first = next((entry.line - 1 for other, entry in entries.items() if other > record_id), len(lines))
            while first > 1 and lines[first - 1].startswith("#"):
                first -= 1
            end = first
        edits.append((first, end, record_id))
    for first, end, record_id in sorted(edits, reverse=True):
        lines[first:end] = entry_lines(record_id, wanted[record_id])
    return "\n".join(lines) + "\n"


def _merged(old: Node, one: Accepted, file: str, problems: list[Problem]) -> Node:
    """An entry with the cells and forms of another added."""
    before = old.value if isinstance(old.value, dict) else {}
    added = one.entry.value if isinstance(one.entry.value, dict) else {}
    merged = dict(before)
    for name, value in added.items():
        if name == "forms":
            merged["forms"] = _merged_forms(before.get("forms"), value)
        elif name not in before:
            merged[name] = value
        elif before[name].value != value.value:
            expected, remedy = f"{before[name].value}, as {file} has it", "leave it out, or change it there"
            where = f"vocabulary.{one.record_id}.{name}"
            problems.append(Problem(one.file, value.line, where, str(value.value), expected, remedy))
    return Node(merged, old.line)


def _merged_forms(old: Node | None, new: Node) -> Node:
    """Forms of both, each once: language → type → list."""
    if old is None or not isinstance(old.value, dict) or not isinstance(new.value, dict):
        return new if old is None else old
    merged = dict(old.value)
    for key, value in new.value.items():
        there = merged.get(key)
        if there is None:
            merged[key] = value
        elif isinstance(there.value, list) and isinstance(value.value, list):
            texts = {item.value if isinstance(item.value, str) else "": item for item in (*there.value, *value.value)}
            merged[key] = Node(list(texts.values()), there.line)
        else:
            merged[key] = _merged_forms(there, value)
    return Node(merged, old.line)


def vocabulary_with(root: Path, accepted: Sequence[Accepted], problems: list[Problem]) -> dict[str, bytes]:
    """The files of the vocabulary that accepted entries change: path below `root` → content."""
    files: dict[str, bytes] = {}
    for table in VOCABULARY:
        wanted = [one for one in accepted if one.table == table]
        if wanted:
            name = f"{VOCABULARY_FOLDER}/{table}.yaml"
            try:
                text = (root / name).read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                found = getattr(error, "strerror", None) or "not UTF-8"
                problems.append(Problem(name, None, "file", found, "the vocabulary", "restore the file"))
                continue
            files[name] = with_accepted(text, table, wanted, problems).encode("utf-8")
    return files
