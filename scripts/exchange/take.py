"""What an annotation tool made of an export, taken back into the annotation file of its source."""

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from extraction.text import Document
from scripts.exchange.changes import Changes, changes
from scripts.exchange.files import annotated, file_of, text_of
from scripts.exchange.marks import Head, Mark
from scripts.exchange.receive import Received, chosen, from_disk, received
from scripts.exchange.restore import Relocated, head_of, restore
from scripts.format import document_of
from scripts.outputs import only_build, replace_files
from scripts.yaml_reader import Node
from validation.problems import InvalidDataError, Problem

_NOTES = ".build/imports"
"""One file a source: the hash of the file that was exported, and of what an import made of it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import found.

    Attributes:
        name: the annotation file, from the package's root.
        document: the text of its source.
        changes: mark by mark.
        relocated: marks whose words stood at one other place than the tool said.
        orphans: terms and names that went with their passage.
        is_written: the file was written; False where nothing is new, or only a look was asked for.
    """

    name: str
    document: Document
    changes: Changes
    relocated: list[Relocated]
    orphans: list[Mark]
    is_written: bool


def take(root: Path, path: Path, *, check: bool, force: bool) -> Taken:
    """Read an export back into its annotation file.

    Args:
        root: the package.
        path: the file with the annotations, or a folder with one such file.
        check: write nothing.
        force: also where the annotation file is no longer the one that was exported.

    Raises:
        InvalidDataError: the export is damaged, does not fit the source, or is of another state of the file.
        OSError: a file cannot be read or written; the old one stands.
    """
    problems: list[Problem] = []
    file = chosen(path, problems)
    read = received(file, from_disk(file), problems) if file is not None else None
    head = head_of(read.marks, str(file), problems) if read is not None else None
    source = text_of(root, head.source_id, problems) if head is not None else None
    place = file_of(root, head.source_id, problems) if head is not None and source is not None else None
    if file is None or read is None or head is None or source is None or place is None or problems:
        raise InvalidDataError(problems)
    _same_text(read, head, source.document, source.path, str(file), problems)
    name, target = place
    content = target.read_bytes() if target.is_file() else None
    if not force and not _is_current(root, head, content):
        found = "no file" if content is None else "a file that was changed since the export"
        remedy = "export anew and carry your work over, or replace the file with --force"
        problems.append(Problem(name, None, "file", found, "the file as it was exported", remedy))
    if problems:
        raise InvalidDataError(problems)
    layout_document = document_of(root, Node({"source": Node(head.source_id, 1)}, 1))
    restored = restore(read.marks, head, source.document, layout_document, str(file), problems)
    if restored is None:
        raise InvalidDataError(problems)
    before = annotated(root, head.source_id, [])
    found_changes = changes(before.marks if before is not None else [], restored.marks)
    new = restored.text.encode("utf-8")
    is_new = new != content
    if is_new and not check:
        with only_build(root):
            replace_files(root, {name: new})
        _remember(root, head, new)
    return Taken(
        name, source.document, found_changes, restored.relocated, restored.orphans, is_written=is_new and not check
    )


def _is_current(root: Path, head: Head, content: bytes | None) -> bool:
    """Whether the annotation file is still what was exported, or what an earlier import of that export made of it."""
    if content is None:
        return False
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 == head.file_sha256:
        return True
    try:
        noted = _note(root, head).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return False
    return noted == [head.file_sha256, sha256]


def _remember(root: Path, head: Head, new: bytes) -> None:
    """Note what an import wrote, so that work can go on in the tool; without the note the next one asks for --force."""
    with contextlib.suppress(OSError):
        note = _note(root, head)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(f"{head.file_sha256} {hashlib.sha256(new).hexdigest()}\n", encoding="ascii")


def _note(root: Path, head: Head) -> Path:
    return root / _NOTES / hashlib.sha256(head.source_id.encode()).hexdigest()[:16]


def _same_text(read: Received, head: Head, document: Document, path: str, name: str, problems: list[Problem]) -> None:
    """See that the tool's text is that of the source, byte for byte."""
    expected = f"the text of {path}"
    if head.text_sha256 != document.sha256:
        problems.append(Problem(name, None, "text", "marks on another text", expected, "export the source anew"))
    elif read.text is not None and read.text != document.text:
        ours, theirs = document.text.splitlines(), read.text.splitlines()
        differing = (number for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1) if one != other)
        line = next(differing, None)
        same_words = "other line ends or white space" if ours == theirs else "other words"
        found = f"a text with {same_words}" + (f", first in line {line}" if line else "")
        problems.append(Problem(name, None, "text", found, expected, "restore the text from the export"))
