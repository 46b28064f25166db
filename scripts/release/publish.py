"""Puts a release into dist/: folder, zip, database and checksums, all of them or none.

Everything is first written beside its place (dist/.NAME.new) and the folder validated there; then each part is renamed
into its place, after them the list of published ids, which is committed, and last the checksum file. A release is one
that has its checksum file; what an interrupted one left is replaced.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import file_digest
from pathlib import Path

from scripts.build import Built, build
from scripts.compare import differing_files
from scripts.descriptor import read_about
from scripts.outputs import DESCRIPTOR, only_build, write_whole
from scripts.release.archive import zip_bytes
from scripts.release.contents import Release, contents, sums
from scripts.release.database import write_database
from scripts.release.readiness import DIST, NEXT, obstacles
from scripts.sources import read_sources
from scripts.versions.published import FILE as PUBLISHED
from scripts.versions.published import read_published
from validation.checks import check
from validation.package import read_package
from validation.problems import InvalidDataError, Problem

Step = Callable[[str], None]
"""Is told what is done next."""

_FILE, _FOLDER = 0o644, 0o755
_IDS = "ids.csv"
_RESTORE = f"{NEXT}; where a release of it broke off and was never published: restore {PUBLISHED} from git"


@dataclass(frozen=True, slots=True)
class Published:
    """A release and the places of its parts."""

    release: Release
    folder: Path
    archive: Path
    database: Path
    checksums: Path


def release(root: Path, step: Step = lambda _: None) -> Published:
    """Release the package at `root`.

    Raises:
        InvalidDataError: with every reason not to; nothing is written.
        OSError: dist/ cannot be written; no part of the release is left there.
    """
    with only_build(root):
        return _publish(root, prepare(root, step), step)


def prepare(root: Path, step: Step = lambda _: None) -> Release:
    """What `release` would release, in memory.

    Raises:
        InvalidDataError: with every reason not to release it.
    """
    problems: list[Problem] = []
    about = read_about(root, problems)
    if problems:
        raise InvalidDataError(problems)
    problems += obstacles(root, about)
    step("Building the package")
    built = _built(root, problems)
    if problems or built is None:
        raise InvalidDataError(problems)
    step("Making the release")
    ready = contents(root, about, read_sources(root, problems), built)
    if _is_another(root, ready, problems):
        found = f"version {about['version']}, released with other ids"
        problems.append(Problem(PUBLISHED, None, "version", found, "a version that is not released yet", _RESTORE))
    if problems:
        raise InvalidDataError(problems)
    return ready


def _is_another(root: Path, ready: Release, problems: list[Problem]) -> bool:
    """Whether this version was released before, from other tables; made again it must be the same."""
    last = read_published(root, problems)
    if last is None or last.version != ready.about["version"]:
        return False
    return (root / PUBLISHED).read_bytes() != ready.files[PUBLISHED]


def _built(root: Path, problems: list[Problem]) -> Built | None:
    """The package as it builds, which must be as it stands on disk."""
    try:
        built = build(root)
    except InvalidDataError as error:
        problems += error.problems
        return None
    problems += differing_files(root, built)
    return built


def _publish(root: Path, ready: Release, step: Step) -> Published:
    dist = root / DIST
    stage = dist / f".{ready.name}.new"
    places = Published(
        ready,
        dist / ready.name,
        dist / f"{ready.name}.zip",
        dist / ready.database,
        dist / f"{ready.name}.sha256",
    )
    dist.mkdir(exist_ok=True)
    for left in dist.glob(f".{ready.about['name']}-*.new"):  # of an interrupted release, of whatever version
        shutil.rmtree(left, ignore_errors=True)
    try:
        stage.mkdir()
        write_parts(stage, ready, step)
        _write(stage / _IDS, ready.files[PUBLISHED])
        step("Validating the release")
        _validate(stage / ready.name)
        _put_in_place(stage, places, root / PUBLISHED)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return places


def write_parts(stage: Path, ready: Release, step: Step = lambda _: None) -> None:
    """Write folder, zip, database and checksums of a release into a folder.

    Raises:
        OSError: they cannot be written.
    """
    day = date.fromisoformat(ready.about["created"])
    _write_folder(stage / ready.name, ready.files, day)
    archive, database = stage / f"{ready.name}.zip", stage / ready.database
    step("Writing the archive")
    _write(archive, zip_bytes(ready.name, ready.files, day))
    step("Writing the database")
    try:
        write_database(database, ready.tables, ready.about)
    except sqlite3.Error as error:
        raise OSError(f"{database.name}: {error}") from error
    database.chmod(_FILE)
    with archive.open("rb") as first, database.open("rb") as second:
        digests = {
            path.name: file_digest(file, "sha256").hexdigest() for path, file in ((archive, first), (database, second))
        }
        os.fsync(second.fileno())
    _write(stage / f"{ready.name}.sha256", sums(digests))


def _write_folder(folder: Path, files: Mapping[str, bytes], day: date) -> None:
    """The files with the same rights and times everywhere, as a web server shows them."""
    moment = datetime.combine(day, time(), UTC).timestamp()
    for path, content in files.items():
        _write(folder / path, content)
        os.utime(folder / path, (moment, moment))
    for inner in sorted((path for path in (folder, *folder.rglob("*")) if path.is_dir()), reverse=True):
        inner.chmod(_FOLDER)
        os.utime(inner, (moment, moment))


def _write(path: Path, content: bytes) -> None:
    write_whole(path, content)
    path.chmod(_FILE)


def _validate(folder: Path) -> None:
    problems: list[Problem] = []
    package = read_package(folder / DESCRIPTOR, problems)
    if package is not None:
        problems += check(package)
    if problems:
        raise InvalidDataError(problems)


def _put_in_place(stage: Path, places: Published, ids: Path) -> None:
    parts = (places.folder, places.archive, places.database, places.checksums)
    _remove(parts)  # without its checksum file it was never a release
    before = ids.read_bytes() if ids.exists() else None
    ids.parent.mkdir(parents=True, exist_ok=True)
    try:
        for part in parts[:-1]:
            (stage / part.name).rename(part)
        (stage / _IDS).replace(ids)
        (stage / places.checksums.name).rename(places.checksums)
    except OSError:
        _remove(parts)
        if before is None:
            ids.unlink(missing_ok=True)
        elif ids.read_bytes() != before:
            write_whole(ids, before)
        raise


def _remove(parts: tuple[Path, ...]) -> None:
    for part in reversed(parts):
        if part.is_dir() and not part.is_symlink():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)
