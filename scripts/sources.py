"""The source documents: data/sources/sources.yaml says what each one is, and each text must be the bytes it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extraction.text import Document, UnreadableTextError
from scripts.annotations import Cell, closest
from scripts.yaml_reader import Node, read_yaml
from validation.package import inside
from validation.problems import Problem
from validation.tables import columns

LIST = "data/sources/sources.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """One document: its text and what is said about it."""

    source_id: str
    document: Document
    language: str
    publisher_id: str
    path: str
    cells: Mapping[str, Cell]
    line: int


def read_sources(root: Path, problems: list[Problem]) -> dict[str, Source]:
    """All sources by id; problems are added."""
    node = read_yaml(root / LIST, LIST, problems)
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        problems.append(Problem(LIST, node.line, "file", node.kind, "a mapping of source ids", "name each source"))
        return {}
    found = {}
    for source_id, entry in node.value.items():
        source = _source(root, source_id, entry, problems)
        if source is not None:
            found[source_id] = source
    listed = {source.path for source in found.values()}
    for path in sorted((root / LIST).parent.glob("*.txt")):
        name = path.relative_to(root).as_posix()
        if name not in listed and not any(p.file == name for p in problems):
            problems.append(
                Problem(
                    name,
                    None,
                    "source",
                    "a text that no source names",
                    f"an entry in {LIST}",
                    "add it, or remove the file",
                )
            )
    return found


def _source(root: Path, source_id: str, node: Node, problems: list[Problem]) -> Source | None:
    def wrong(line: int, field: str, found: str, expected: str, remedy: str) -> None:
        problems.append(Problem(LIST, line, f"{source_id}.{field}" if field else source_id, found, expected, remedy))

    if not isinstance(node.value, dict):
        wrong(node.line, "", node.kind, "a mapping", "compare with its neighbours")
        return None
    known = {column.short: column for column in columns("sources") if not column.is_key and column.name != "characters"}
    cells: dict[str, Cell] = {}
    for field, value in node.value.items():
        if field not in known:
            hint = closest(field, tuple(known), lambda match: f"did you mean {match!r}?", "correct or remove it")
            wrong(value.line, field, f"the field {field!r}", f"one of {', '.join(known)}", hint)
        elif isinstance(value.value, str) and value.value.strip():
            cells[known[field].name] = Cell(value.value.strip(), value.line)
        else:
            wrong(
                value.line, field, "nothing" if value.value == "" else value.kind, "text", "write it, or leave it out"
            )
    missing = [c.short for c in known.values() if c.is_required and c.name not in cells and c.short != "path"]
    if missing:
        wrong(node.line, "", f"no {', '.join(missing)}", "every required field", "add what is missing")
        return None
    path = cells.get("path", Cell(f"data/sources/{source_id}.txt", node.line))
    target = inside(root, path.text)
    if target is None:
        wrong(path.line, "path", path.text, "a relative path inside the package", "move the text under data/sources/")
        return None
    try:
        document = Document.read(target)
    except OSError as error:
        reason = error.strerror or str(error)
        problems.append(Problem(path.text, None, "source", reason, "a readable text", "restore the file from git"))
        return None
    except UnreadableTextError as error:
        problems.append(
            Problem(
                path.text, None, "source", str(error), "UTF-8 text", "restore the file from git; never edit a source"
            )
        )
        return None
    if document.sha256 != cells["sha256"].text:
        wrong(
            cells["sha256"].line,
            "sha256",
            f"bytes with the hash {document.sha256}",
            cells["sha256"].text,
            f"restore {path.text} from git; a source is never edited. A new edition of a document is a new source",
        )
        return None
    return Source(
        source_id,
        document,
        cells["language"].text,
        cells["publisher_id"].text,
        path.text,
        {**cells, "path": path},
        node.line,
    )
