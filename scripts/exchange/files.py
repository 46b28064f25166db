"""The files of an exchange: the annotation file of a source as marks, and files replaced all at once."""

import contextlib
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extraction.text import Document, UnreadableTextError
from scripts.exchange.marks import Mark, marks_of
from scripts.format import Comments, document_of, layout
from scripts.sources import FOLDER, LIST
from scripts.yaml_reader import parse_yaml, read_yaml
from validation.paths import inside
from validation.problems import Problem


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source, the file of its text below the package's root, and its language ("" where none is given)."""

    source_id: str
    path: str
    document: Document
    language: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """The annotation file of a source.

    Attributes:
        text: the file in its layout.
        sha256: of the file's bytes.
        layout_document: the text that the layout orders passages by.
    """

    source: SourceText
    name: str
    path: Path
    text: str
    sha256: str
    marks: list[Mark]
    layout_document: Document | None


def text_of(root: Path, source_id: str, problems: list[Problem]) -> SourceText | None:
    """The text of one source; its entry may lack what a person has still to say of it."""
    node = read_yaml(root / LIST, LIST, problems)
    if node is None:
        return None
    entries = node.value if isinstance(node.value, dict) else {}
    entry = entries.get(source_id)
    if entry is None or not isinstance(entry.value, dict):
        expected = f"one of {', '.join(entries) or 'the sources that it lists'}"
        problems.append(Problem(LIST, None, "source", source_id, expected, "name a source of the package"))
        return None
    fields = {key: value.value.strip() for key, value in entry.value.items() if isinstance(value.value, str)}
    name = fields.get("path", f"{FOLDER}/{source_id}.txt")
    path = inside(root, name)
    remedy = "restore the file from git; a source is never edited"
    try:
        if path is None:
            raise OSError("a path that leads out of the package")
        document = Document.read(path)
    except (OSError, UnreadableTextError) as error:
        found = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        problems.append(Problem(name, None, "source", found, "a readable text", remedy))
        return None
    if fields.get("sha256", document.sha256) != document.sha256:
        found, expected = f"bytes with the hash {document.sha256}", fields["sha256"]
        problems.append(Problem(LIST, entry.value["sha256"].line, f"{source_id}.sha256", found, expected, remedy))
        return None
    return SourceText(source_id, name, document, fields.get("language", ""))


def file_of(root: Path, source_id: str, problems: list[Problem]) -> tuple[str, Path] | None:
    """Name and path of a source's annotation file, which need not exist."""
    name = f"data/annotations/{source_id}.yaml"
    path = inside(root, name)
    if path is None:
        problems.append(Problem(name, None, "file", "a path that leads out of the package", "a file in it", "mend it"))
        return None
    return name, path


def annotated(root: Path, source_id: str, problems: list[Problem]) -> Annotated | None:
    """The annotation file of a source as marks; None, and problems, where it cannot be read or has no such form."""
    before = len(problems)
    source = text_of(root, source_id, problems)
    place = file_of(root, source_id, problems) if source is not None else None
    if source is None or place is None:
        return None
    name, path = place
    node = read_yaml(path, name, problems)
    if node is None or not isinstance(node.value, dict):
        if node is not None:
            problems.append(Problem(name, node.line, "file", node.kind, "a mapping", "compare with FORMAT.md"))
        return None
    content = path.read_bytes()
    written = content.decode("utf-8")
    layout_document = document_of(root, node)
    text = layout(written.removeprefix("\ufeff").replace("\r\n", "\n"), node, name, layout_document, problems)
    if len(problems) > before:
        return None
    sha256 = hashlib.sha256(content).hexdigest()
    faults: list[Problem] = []
    marks = marks_of(parse_yaml(text), Comments(text), source.document, sha256, name, faults)
    for fault in faults:  # lines are those of the layout
        line = fault.line if text == written else None
        problems.append(Problem(name, line, fault.field, fault.found, fault.expected, fault.remedy))
    return None if faults else Annotated(source, name, path, text, sha256, marks, layout_document)


def replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder: all of them beside their places first, then each in place of the old.

    Raises:
        OSError: a file cannot be written; no draft is left.
    """
    drafts = {folder / f".{name}.{os.getpid()}.draft": (folder / name, content) for name, content in files.items()}
    try:
        for draft, (_, content) in drafts.items():
            draft.write_bytes(content)
        for draft, (path, _) in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
