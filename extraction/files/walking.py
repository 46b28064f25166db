"""The files of a corpus, in an order that is the same everywhere."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to open.

    Attributes:
        path: as the folder was given, and on from there.
        name: path from the folder, with forward slashes; the file's own name where it was given itself.
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class RefusedPath:
    """What stands in a folder and is not read; `found`, `expected` and `remedy` say why as in an UnreadableFileError."""

    path: Path
    name: str
    found: str
    expected: str
    remedy: str


def walk(folders: Iterable[Path]) -> Iterator[FoundFile | RefusedPath]:
    """Every file below the folders (or named itself), each once: by folder as given, then by name, deepest first met.

    Hidden files and folders are left out. Symbolic links are followed to nowhere outside their folder.
    """
    for folder in folders:
        if folder.is_file():
            yield FoundFile(folder, folder.name)
        else:
            yield from _below(folder, folder)


def _below(root: Path, folder: Path) -> Iterator[FoundFile | RefusedPath]:
    with os.scandir(folder) as entries:
        found = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    for entry in found:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _below(root, path)
        elif entry.is_file(follow_symlinks=False):
            yield FoundFile(path, path.relative_to(root).as_posix())
