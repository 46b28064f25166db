"""The files of a corpus, in an order that is the same everywhere, each once, and none from outside.

A symbolic link to what stands in the same folder is left out, since that is found at its own place; so links cannot
lead round in circles. What cannot be read is reported as a value, and the walk goes on.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_Key = tuple[int, int]
"""Device and number of a file or folder: what it is under whatever name."""

_EXPECTED = "files and folders that can be read"


@dataclass(frozen=True, slots=True)
class FoundFile:
    r"""A file to open.

    Attributes:
        path: as the folder was given, and on from there.
        name: path from that folder, with forward slashes; the file's own name where it was given itself. Bytes that
            are not UTF-8 are written as `\xNN`.
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class RefusedPath:
    """What is not read; `found`, `expected` and `remedy` say why, as in an UnreadableFileError."""

    path: Path
    name: str
    found: str
    expected: str
    remedy: str


def walk(folders: Iterable[Path]) -> Iterator[FoundFile | RefusedPath]:
    """Every file in the folders and the folders in them: by folder as given, then by name, as bytes.

    A file may be given itself. What is given twice, or lies in two of the folders, is found once. Names that begin with
    a point are left out below the folders. Memory grows with the number of folders and with the largest one.
    """
    given = [(Path(folder), _key(Path(folder))) for folder in folders]
    alone = frozenset(key for path, key in given if key is not None and not path.is_dir())
    seen: set[_Key] = set()
    for path, key in given:
        if key is None:
            yield _refused(path, path.name, "no file or folder", "check the path")
        elif key in seen:
            continue
        elif key in alone:
            seen.add(key)
            yield FoundFile(path, _written(path.name))
        else:
            yield from _below(path, alone, seen)


def _below(root: Path, alone: frozenset[_Key], seen: set[_Key]) -> Iterator[FoundFile | RefusedPath]:
    """What stands in a folder and those in it, but for files that are given `alone` and folders that were `seen`."""
    inside = root.resolve()
    entered = [iter([root])]
    while entered:
        path = next(entered[-1], None)
        if path is None:
            entered.pop()
        elif path.is_symlink() and path != root:
            yield from _linked(root, path, inside)
        elif path.is_dir():
            try:
                entered.append(_entries(path, seen))
            except OSError as error:
                remedy = "let yourself read the folder (chmod u+rx), or leave it out"
                yield _refused(path, _name(root, path), (error.strerror or str(error)).lower(), remedy)
        elif not path.is_file():
            remedy = "let yourself read it, or leave it out of the folder"
            yield _refused(path, _name(root, path), "what is no regular file, or cannot be looked at", remedy)
        elif not alone or _key(path) not in alone:
            yield FoundFile(path, _name(root, path))


def _entries(folder: Path, seen: set[_Key]) -> Iterator[Path]:
    """What stands in a folder, in order; nothing where the folder was seen before."""
    key = _key(folder)
    if key in seen:
        return iter(())
    shown = (path for path in folder.iterdir() if not path.name.startswith("."))
    found = sorted(shown, key=lambda path: os.fsencode(path.name))
    if key is not None:
        seen.add(key)
    return iter(found)


def _linked(root: Path, link: Path, inside: Path) -> Iterator[FoundFile | RefusedPath]:
    """A link: nothing where its target is found at its own place, the file where that place is hidden."""
    try:
        target = link.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError):
        yield _refused(link, _name(root, link), "a symbolic link to nothing", "mend the link, or remove it")
        return
    if not target.is_relative_to(inside):
        remedy = "put the document itself into the folder, or name the other folder, too"
        yield _refused(link, _name(root, link), "a symbolic link that leaves the folder", remedy)
    elif any(part.startswith(".") for part in target.relative_to(inside).parts):
        if stat.S_ISREG(mode):
            yield FoundFile(link, _name(root, link))
        else:
            remedy = "name that folder itself to read it"
            yield _refused(link, _name(root, link), "a symbolic link to a hidden folder", remedy)


def _key(path: Path) -> _Key | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _name(root: Path, path: Path) -> str:
    return _written(path.relative_to(root).as_posix() if path != root else path.name)


def _written(name: str) -> str:
    """A name as text that can be stored, whatever its bytes are."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _refused(path: Path, name: str, found: str, remedy: str) -> RefusedPath:
    return RefusedPath(path, _written(name), found, _EXPECTED, remedy)
