"""Files of an annotation tool: which format they are in, the text that they hold, and their marks."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extraction.text import Document, UnreadableTextError
from scripts.exchange.brat import read_brat
from scripts.exchange.cas import Cas, read_json_cas, read_xmi
from scripts.exchange.restore import Told
from scripts.exchange.webannotation import read_web_annotation
from validation.problems import Problem

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read, also where it lies in an archive."""

SUFFIXES = (".ann", ".json", ".jsonld", ".xmi", ".zip")

_SURROGATE = re.compile("[\ud800-\udfff]")

Reader = Callable[[str], bytes | None]
"""Name → the content of the file of that name in the export's folder, or None where there is none."""


@dataclass(frozen=True, slots=True)
class Received:
    """Marks and the text that they stand on; None where the format leaves the text to others and it is not there."""

    marks: list[Told]
    text: str | None


def chosen(path: Path, problems: list[Problem]) -> Path | None:
    """The file with the annotations: the path, or the only one in the folder."""
    if not path.is_dir():
        return path
    found = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES and not file.name.startswith("."))
    if len(found) == 1:
        return found[0]
    names = ", ".join(file.name for file in found[:10]) or f"no file {', '.join(SUFFIXES)}"
    problems.append(Problem(str(path), None, "folder", names, "one file with annotations", "name the file itself"))
    return None


def from_disk(path: Path) -> Reader:
    """Reads files beside `path`, of at most `LARGEST` bytes.

    The reader raises OSError where a file cannot be read.
    """

    def read(name: str) -> bytes | None:
        file = path.parent / name
        if not file.is_file():
            return None
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise OSError(f"{file} has more than {LARGEST} bytes")
        return content

    return read


def received(path: Path, read: Reader, problems: list[Problem]) -> Received | None:
    """What a file holds, whatever of the formats it is in; None, and problems under its path, where it is damaged."""
    name, content = str(path), read(path.name)
    if content is None:
        problems.append(Problem(name, None, "file", "nothing", "a file of an annotation tool", "check the path"))
        return None
    if path.suffix == ".zip":
        member = _member(content, name, problems)
        if member is None:
            return None
        name, content = f"{name}/{member[0]}", member[1]
    suffix, text = Path(name).suffix, read(f"{path.stem}.txt")
    if suffix == ".ann":
        return _brat(content, name, text, problems)
    if suffix == ".xmi":
        return _of_cas(read_xmi(content, name, problems))
    if suffix in (".json", ".jsonld"):
        return _of_json(content, name, text, problems)
    expected = f"a name that ends in {', '.join(SUFFIXES)}"
    problems.append(Problem(name, None, "file", suffix or "no ending", expected, "name the file with annotations"))
    return None


def _of_json(content: bytes, name: str, text: bytes | None, problems: list[Problem]) -> Received | None:
    """JSON is a CAS or a Web Annotation."""
    documents = _json(content, name, problems)
    if not documents:
        return None
    (data,) = documents
    if isinstance(data, dict) and "%FEATURE_STRUCTURES" in data:
        return _of_cas(read_json_cas(data, name, problems))
    beside = str(Path(name).with_suffix(".txt"))
    return Received(read_web_annotation(data, name, problems), None if text is None else _text(text, beside, problems))


def _brat(content: bytes, name: str, text: bytes | None, problems: list[Problem]) -> Received | None:
    beside = str(Path(name).with_suffix(".txt"))
    if text is None:
        problems.append(Problem(beside, None, "file", "nothing", "the text beside the annotations", "restore it"))
        return None
    decoded = _text(text, beside, problems)
    annotations = _text(content, name, problems)
    if decoded is None or annotations is None:
        return None
    return Received(read_brat(annotations.removeprefix("\ufeff"), Document.of(text), name, problems), decoded)


def _of_cas(cas: Cas | None) -> Received | None:
    return None if cas is None else Received(cas.marks, cas.text)


def _text(content: bytes, name: str, problems: list[Problem]) -> str | None:
    try:
        return Document.of(content).text
    except UnreadableTextError as error:
        problems.append(Problem(name, None, "file", str(error), "UTF-8 text", "restore it, or export anew"))
        return None


def _json(content: bytes, name: str, problems: list[Problem]) -> list[object]:
    """The JSON document; none, and a problem, where it is damaged or holds halves of characters."""
    line = None
    try:
        text = content.decode("utf-8-sig")
        data: object = json.loads(text)
        if "\\ud" not in text.lower() or not _SURROGATE.search(json.dumps(data, ensure_ascii=False)):
            return [data]
        found = "half of a surrogate pair"
    except UnicodeDecodeError as error:
        found = f"not UTF-8 at byte {error.start}"
    except json.JSONDecodeError as error:
        found, line = error.msg, error.lineno
    except (RecursionError, ValueError) as error:
        found = str(error)
    problems.append(Problem(name, line, "JSON", found, "a JSON document in UTF-8", "export it anew from the tool"))
    return []


def _member(content: bytes, name: str, problems: list[Problem]) -> tuple[str, bytes] | None:
    """The one file with annotations in an archive, as INCEpTION wraps a CAS, and its content."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [
                info for info in archive.infolist() if Path(info.filename).suffix in (".xmi", ".json", ".jsonld")
            ]
            if len(members) == 1:
                with archive.open(members[0]) as stream:
                    data = stream.read(LARGEST + 1)
                if len(data) <= LARGEST:
                    return members[0].filename, data
                found, expected = f"more than {LARGEST} bytes", "a file of fewer"
            else:
                found, expected = f"{len(members)} files .xmi or .json", "one"
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError, EOFError) as error:
        found, expected = str(error) or type(error).__name__, "a zip archive"
    problems.append(Problem(name, None, "archive", found, expected, "export it anew from the tool"))
    return None
