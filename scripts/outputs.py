"""Puts files of a package in place, as a build does: all of them or none, also when the machine dies half-way.

New files are first written in full beside the package (.build/new). Then a journal names them; from that moment the
build counts, and whoever comes next completes it. Each file is then renamed into place, the descriptor last.
"""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from filelock import FileLock

from validation.package import JOURNAL
from validation.paths import inside

DESCRIPTOR = "datapackage.json"
TABLES_FOLDER = "data/tables"
_STAGE = ".build/new"
_LOCK = ".build.lock"


@contextlib.contextmanager
def only_build(root: Path) -> Iterator[None]:
    """Hold the package's lock, so that two builds come one after the other, and finish what an earlier one left."""
    for path in (_LOCK, JOURNAL, _STAGE):
        _check_inside(root, path)
    with FileLock(root / _LOCK):
        recover(root)
        yield


def recover(root: Path) -> bool:
    """Complete an interrupted replacement, or discard one that had not begun; True if something was completed."""
    journal = root / JOURNAL
    if journal.exists():
        _put_in_place(root, _read_journal(journal))
        return True
    shutil.rmtree(root / _STAGE, ignore_errors=True)
    return False


def replace_outputs(root: Path, outputs: Mapping[str, bytes]) -> list[str]:
    """Write every output (path below `root` → bytes), and remove tables that are no longer among them.

    Returns the paths that changed; nothing is touched where nothing did. Call it inside `only_build`.

    Raises:
        OSError: something cannot be written; the old outputs are untouched.
    """
    return replace_files(root, outputs, stale_tables(root, outputs))


def replace_files(root: Path, outputs: Mapping[str, bytes], stale: Sequence[str] = ()) -> list[str]:
    """Write files (path below `root` → bytes) and remove those that are `stale`: all of it or nothing.

    Returns the paths that changed; nothing is touched where nothing did. Call it inside `only_build`.

    Raises:
        OSError: something cannot be written; the old files are untouched.
    """
    changed = [path for path, content in outputs.items() if not _holds(root / path, content)]
    if not changed and not stale:
        return []
    stage = root / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path in changed:
            _check_inside(root, path)
            _check_replaceable(root / path)
        for path in changed:
            write_whole(stage / path, outputs[path])
    except OSError:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    order = sorted(changed, key=lambda path: (path == DESCRIPTOR, path))
    journal = {"replace": order, "remove": list(stale)}
    draft = root / f"{JOURNAL}.draft"
    write_whole(draft, json.dumps(journal).encode())
    draft.replace(root / JOURNAL)
    _put_in_place(root, journal)
    return [*order, *stale]


def stale_tables(root: Path, outputs: Mapping[str, bytes]) -> list[str]:
    """The tables on disk that are not among a build's outputs."""
    found = (path for path in sorted((root / TABLES_FOLDER).glob("*")) if path.suffix in (".csv", ".parquet"))
    names = (path.relative_to(root).as_posix() for path in found if not path.is_dir())
    return [name for name in names if name not in outputs]


def _check_inside(root: Path, path: str) -> None:
    """Fail where a path leads out of the package, by its letters or by a link that somebody has put there."""
    if inside(root, path) is None:
        raise PermissionError(errno.EPERM, "a path that leads out of the package", str(root / path))


def _check_replaceable(path: Path) -> None:
    """Fail before anything is replaced where a file could not be put in place later."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder stands where a file belongs", str(path))
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path.parent))


def _read_journal(path: Path) -> dict[str, list[str]]:
    try:
        journal = json.loads(path.read_bytes().decode("utf-8"))
        return {kind: [str(name) for name in journal[kind]] for kind in ("replace", "remove")}
    except (ValueError, KeyError, TypeError) as error:
        raise OSError(errno.EINVAL, "no journal of a build; delete the folder and build again", str(path)) from error


def _put_in_place(root: Path, journal: Mapping[str, list[str]]) -> None:
    for path in journal["remove"]:
        _check_inside(root, path)
    for path in journal["replace"]:
        _check_inside(root, path)
        _check_inside(root, f"{_STAGE}/{path}")
    for path in journal["remove"]:
        (root / path).unlink(missing_ok=True)
    for path in journal["replace"]:
        staged = root / _STAGE / path
        if staged.exists():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            staged.replace(root / path)
    shutil.rmtree(root / _STAGE, ignore_errors=True)
    (root / JOURNAL).unlink()


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, its folders too, and see that the bytes are on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
