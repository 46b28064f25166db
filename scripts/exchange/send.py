"""A source and its annotations as files for an annotation tool. What is written has been read back first."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scripts.annotations import read_annotation
from scripts.exchange.brat import configuration, write_brat
from scripts.exchange.cas import type_system, write_cas
from scripts.exchange.files import Annotated, annotated, replace_all
from scripts.exchange.receive import Reader, from_disk, received
from scripts.exchange.restore import head_of, restore
from scripts.exchange.webannotation import write_web_annotation
from validation.problems import InvalidDataError, Problem

Form = Literal["brat", "cas", "webannotation"]


@dataclass(frozen=True, slots=True)
class Sent:
    """What an export wrote.

    Attributes:
        written: the files, that of the annotations first.
        kept: files that tell the tool its labels, stood there already, and say something else.
        marks: how many annotations it holds.
    """

    written: list[Path]
    kept: list[Path]
    marks: int


def send(root: Path, source_id: str, form: Form, output: Path, *, force: bool) -> Sent:
    """Write a source and its annotations for a tool.

    Raises:
        InvalidDataError: the annotation file has faults, or files stand there that may hold a person's work.
        OSError: a file cannot be written; none was replaced.
    """
    problems: list[Problem] = []
    file = annotated(root, source_id, problems)
    if file is None:
        raise InvalidDataError(problems)
    own, shared = files_of(file, source_id, form)
    _proved(file, own)
    kept = [name for name, content in shared.items() if not force and _differs(output / name, content)]
    if not force:
        holds_work = _differs(output / next(iter(own)), next(iter(own.values()))) and not _is_imported(
            file, output, own
        )
        taken = [
            name for number, name in enumerate(own) if _differs(output / name, own[name]) and (number or holds_work)
        ]
        remedy = "import it first; or export to another folder, or with --force"
        expected = "a new file, or the one that this export writes"
        problems += [Problem(str(output / name), None, "file", "something else", expected, remedy) for name in taken]
        if problems:
            raise InvalidDataError(problems)
    files = {**own, **{name: content for name, content in shared.items() if name not in kept}}
    output.mkdir(parents=True, exist_ok=True)
    replace_all(output, files)
    return Sent([output / name for name in files], [output / name for name in kept], len(file.marks))


def files_of(file: Annotated, source_id: str, form: Form) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of the source, that of the annotations first, and those that all sources share."""
    document, language = file.source.document, file.source.language
    text = {f"{source_id}.txt": document.text.encode("utf-8")}
    if form == "brat":
        shared = {name: content.encode("utf-8") for name, content in configuration().items()}
        return {f"{source_id}.ann": write_brat(file.marks, document).encode("utf-8"), **text}, shared
    if form == "cas":
        content = write_cas(file.marks, document, language)
        return {f"{source_id}.json": content.encode("utf-8")}, {"TypeSystem.xml": type_system().encode("utf-8")}
    annotation = read_annotation(file.path, file.name, [])
    content = write_web_annotation(file.marks, document, source_id, language, annotation)
    return {f"{source_id}.jsonld": content.encode("utf-8"), **text}, {}


def _proved(file: Annotated, files: Mapping[str, bytes]) -> None:
    """See that the files read back give the same annotation file."""
    problems: list[Problem] = []
    text = read_back(file, Path(next(iter(files))), files.get, problems)
    if text is not None and text != file.text:
        expected, remedy = "the same annotation file", "report this file as a defect of `export`"
        problems.append(Problem(file.name, None, "export", "a text that reads back differently", expected, remedy))
    if problems:
        raise InvalidDataError(problems)


def _is_imported(file: Annotated, output: Path, files: Mapping[str, bytes]) -> bool:
    """Whether what stands in the folder says what the annotation file says, so that nobody's work is lost with it."""
    path = output / next(iter(files))
    return not path.is_symlink() and read_back(file, path, from_disk(path), []) == file.text


def read_back(file: Annotated, path: Path, read: Reader, problems: list[Problem]) -> str | None:
    """The annotation file that an export of its source amounts to."""
    found = received(path, read, problems)
    head = head_of(found.marks, path.name, problems) if found is not None else None
    if found is None or head is None or head.source_id != file.source.source_id:
        return None
    back = restore(found.marks, head, file.source.document, file.layout_document, path.name, problems)
    return None if back is None else back.text


def _differs(path: Path, content: bytes) -> bool:
    return path.is_symlink() or (path.exists() and not (path.is_file() and path.read_bytes() == content))
