"""What there is to read: every file below the folders, named, and cut into chunks.

Where a chunk ends follows from the names of its documents, and only for large ones from their sizes. So a document that
is added, changed or taken away changes its own chunk and leaves the others as they were.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from extraction.files import RefusedPath, walk
from scripts.corpus.errors import CorpusError

DOCUMENTS = 96
"""Documents in a chunk, at least; twice as many on the average: a second or two of reading short ones."""

LARGEST = 4_000_000
"""Bytes of a chunk, unless a single file has more."""


@dataclass(frozen=True, slots=True)
class Item:
    """A document to read, as it was found.

    Attributes:
        document_id: `folder/name`.
        folder: the name of the folder that was given; of the file, where a file was.
        name: path in that folder, with forward slashes.
        path: where it is.
        root: the folder that was given, where it is; "" for a file.
        size: in bytes.
        modified: when it was, in nanoseconds.
        refused: why it is not read (found, expected, remedy); empty for all others.
    """

    document_id: str
    folder: str
    name: str
    path: str
    root: str
    size: int = 0
    modified: int = 0
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chunk:
    """Documents that are read together."""

    items: tuple[Item, ...]

    @cached_property
    def key(self) -> str:
        """The name of its parts: it follows from the first document, since no other chunk begins with it."""
        return _digest(self.items[0].document_id)[:16]

    @cached_property
    def fingerprint(self) -> str:
        """The same as long as the same files have the same sizes and times of change."""
        return _digest(json.dumps([(one.document_id, one.size, one.modified, one.refused) for one in self.items]))

    @cached_property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(item.size for item in self.items)

    def packed(self) -> bytes:
        """The chunk in some thirty bytes a document."""
        return zlib.compress(json.dumps([asdict(item) for item in self.items]).encode(), level=1)

    @classmethod
    def unpacked(cls, content: bytes) -> "Chunk":
        """The chunk that was packed."""
        listed = json.loads(zlib.decompress(content))
        return cls(tuple(Item(**{**cells, "refused": tuple(cells["refused"])}) for cells in listed))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Root:
    """A folder to read, or a file; its label is the first part of its documents' ids."""

    path: Path
    label: str


def roots(folders: Sequence[Path]) -> list[Root]:
    """The folders with a label each: their own names, with `~2`, `~3` … where several have the same, as given.

    Raises:
        CorpusError: one does not exist, or lies in another.
    """
    found: list[Root] = []
    real: dict[Path, Path] = {}
    labels: set[str] = set()
    for folder in folders:
        if not folder.exists():
            raise CorpusError(f"{folder} does not exist")
        place = folder.resolve()
        real[place] = folder
        label, number = _printable(place.name or "root"), 2
        while label in labels:
            label, number = f"{_printable(place.name or 'root')}~{number}", number + 1
        labels.add(label)
        found.append(Root(folder.absolute(), label))
    if len(real) < len(folders):
        raise CorpusError("a folder is named twice; name each once")
    for place, folder in real.items():
        outer = next((one for one in place.parents if one in real), None)
        if outer is not None:
            raise CorpusError(f"{folder} lies in {real[outer]}, with which it is read; name only one of them")
    return found


def items(given: Iterable[Root], out: Path) -> Iterator[Item]:
    """Every document below the folders, in the order of the walk; what a run has written to `out` is none.

    Raises:
        CorpusError: a folder without files.
    """
    written = out.resolve()
    for root in given:
        is_folder = root.path.is_dir()
        inner = written.relative_to(root.path.resolve()).as_posix() if _lies_in(written, root.path) else None
        is_empty = True
        for found in walk([root.path]):
            name = _printable(found.name)
            if inner is not None and (inner in (".", found.name) or found.name.startswith(f"{inner}/")):
                continue
            is_empty = False
            document_id = f"{root.label}/{name}" if is_folder else root.label
            place = (document_id, root.label, name, str(found.path), str(root.path) if is_folder else "")
            if isinstance(found, RefusedPath):
                yield Item(*place, refused=(found.found, found.expected, found.remedy))
                continue
            try:
                status = found.path.stat()
            except OSError:  # whoever reads it will say why it cannot be read
                yield Item(*place)
            else:
                yield Item(*place, status.st_size, status.st_mtime_ns)
        if is_empty:
            raise CorpusError(f"no file in {root.path}; nothing was changed")


def _lies_in(path: Path, folder: Path) -> bool:
    return folder.is_dir() and path.is_relative_to(folder.resolve())


def _printable(name: str) -> str:
    r"""A name as text; bytes that are no UTF-8 as `\xe9`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def chunks(found: Iterable[Item], documents: int = DOCUMENTS, largest: int = LARGEST) -> Iterator[Chunk]:
    """The documents in their order, in chunks of at most `largest` bytes and so many `documents` or more.

    A chunk that is large enough ends where a document's name says so, one in so many.
    """
    held: list[Item] = []
    size = 0
    for item in found:
        if held and size + item.size > largest:
            yield Chunk(tuple(held))
            held, size = [], 0
        held.append(item)
        size += item.size
        if len(held) >= documents and int(_digest(item.document_id)[:8], 16) % documents == 0:
            yield Chunk(tuple(held))
            held, size = [], 0
    if held:
        yield Chunk(tuple(held))
