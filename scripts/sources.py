"""The source documents: data/sources/sources.yaml says what each one is, and each text must be the bytes it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extraction.text import Document, UnreadableTextError
from scripts.annotations import Cell
from scripts.entries import read_cells
from scripts.yaml_reader import Node, read_yaml
from validation.codes import codes_of
from validation.paths import inside
from validation.problems import Problem
from validation.tables import columns

LIST = "data/sources/sources.yaml"
FOLDER = "data/sources"


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
    listed = {_path_of(source_id, entry) for source_id, entry in node.value.items()}
    for path in sorted((root / LIST).parent.glob("*.txt")):
        name = path.relative_to(root).as_posix()
        if name not in listed:
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


def _path_of(source_id: str, entry: Node) -> str:
    path = entry.value.get("path") if isinstance(entry.value, dict) else None
    return path.value.strip() if path is not None and isinstance(path.value, str) else f"{FOLDER}/{source_id}.txt"


def _source(root: Path, source_id: str, node: Node, problems: list[Problem]) -> Source | None:
    known = {column.short: column for column in columns("sources") if not column.is_key and column.name != "characters"}
    cells = read_cells(source_id, node, known, LIST, problems, also="proposed")
    if cells is None:
        return None
    if isinstance(node.value, dict) and "proposed" in node.value:
        remedy = f"run `election-facts review {source_id}`, or check each field and take `proposed` out"
        found, expected = "an entry that is only proposed", "an entry that a person has checked"
        problems.append(Problem(LIST, node.value["proposed"].line, source_id, found, expected, remedy))
    path = cells.get("path", Cell(_path_of(source_id, node), node.line))
    missing = [
        column.short
        for column in columns("sources")
        if column.is_required and not column.is_key and column.name not in (*cells, "path", "characters")
    ]
    if missing:
        problems.append(
            Problem(
                LIST, node.line, source_id, f"no {', '.join(missing)}", "every required field", "add what is missing"
            )
        )
        return None
    if cells["language"].text not in codes_of("language"):
        return None
    document = _document(root, path, source_id, problems)
    if document is None:
        return None
    if document.sha256 != cells["sha256"].text:
        remedy = f"restore {path.text} from git; a source is never edited. A new edition of a document is a new source"
        found = f"bytes with the hash {document.sha256}"
        problems.append(Problem(LIST, cells["sha256"].line, f"{source_id}.sha256", found, cells["sha256"].text, remedy))
        return None
    language, publisher = cells["language"].text, cells["publisher_id"].text
    return Source(source_id, document, language, publisher, path.text, {**cells, "path": path}, node.line)


def _document(root: Path, path: Cell, source_id: str, problems: list[Problem]) -> Document | None:
    target = inside(root, path.text)
    if target is None:
        remedy = "move the text under data/sources/"
        problems.append(
            Problem(LIST, path.line, f"{source_id}.path", path.text, "a relative path inside the package", remedy)
        )
        return None
    try:
        return Document.read(target)
    except OSError as error:
        found, expected = error.strerror or str(error), "a readable text"
    except UnreadableTextError as error:
        found, expected = str(error), "UTF-8 text"
    remedy = "restore the file from git; a source is never edited"
    problems.append(Problem(path.text, None, "source", found, expected, remedy))
    return None
