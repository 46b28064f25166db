"""A package as it was downloaded: a zip, or the checksum file beside zip and database; opened to be validated."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.versions.listed import read_sums
from scripts.versions.unpack import unpack
from scripts.versions.web import RefusedError
from validation.checksums import sha256
from validation.container import DESCRIPTOR
from validation.limits import LARGEST_DESCRIPTOR, LARGEST_FILE, size_of
from validation.problems import Problem

CHECKSUM_FILE = ".sha256"
_ZIP = ".zip"
_UNPACKED = 2 * LARGEST_FILE
_AGAIN = "download it again, with the checksum file beside it"


@contextlib.contextmanager
def descriptor_at(place: Path, problems: list[Problem]) -> Iterator[Path | None]:
    """The descriptor of the package at a place, or None where there is nothing to read.

    A zip is unpacked where nobody else reads, for as long as the block runs, and held against the checksum file beside
    it, if there is one. A checksum file (NAME.sha256) stands for every file that it lists, and for the zip among them.

    Args:
        place: a folder, a descriptor, a zip or a checksum file.
        problems: is added to.
    """
    if place.is_dir():
        yield place / DESCRIPTOR
        return
    archive = place if place.suffix == _ZIP else None
    sums = place if place.suffix == CHECKSUM_FILE else place.with_suffix(CHECKSUM_FILE)
    if sums is place or (archive is not None and sums.exists()):
        listed = _checked(sums, archive, problems)
        archive = archive or next((path for path in listed if path.suffix == _ZIP), None)
        if problems:
            yield None
            return
        if archive is None:
            problems.append(
                Problem(sums.name, None, "file", "no zip", "a list that names the zip of a package", _AGAIN)
            )
            yield None
            return
    if archive is None:
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="election-facts-") as name:
        folder = Path(name) / "package"
        try:
            size_of(archive)
            unpack(archive, folder, _UNPACKED)
        except (RefusedError, OSError) as error:
            found = str(error) if isinstance(error, RefusedError) else error.strerror or str(error)
            problems.append(Problem(archive.name, None, "zip", found, "the zip of a package", _AGAIN))
            yield None
            return
        yield folder / DESCRIPTOR


def _checked(sums: Path, archive: Path | None, problems: list[Problem]) -> list[Path]:
    """The files that a checksum file lists, each held against its hash; all of them, or the archive alone."""
    try:
        size_of(sums, LARGEST_DESCRIPTOR)
        content = sums.read_bytes()
        hashes = read_sums(content, sums.name)
        if content != "".join(f"{digest}  {name}\n" for name, digest in hashes.items()).encode():
            raise RefusedError("lines that no release writes")
    except (RefusedError, OSError) as error:
        problems.append(Problem(sums.name, None, "file", str(error), "hashes as sha256sum writes them", _AGAIN))
        return []
    for name, expected in hashes.items():
        if archive is not None and name != archive.name:
            continue
        path, found = sums.parent / name, "a name with a folder in it"
        try:
            if Path(name).name == name:
                size_of(path)
                found = f"sha256:{sha256(path)}"
        except OSError as error:
            found = error.strerror or str(error)
        if found != f"sha256:{expected}":
            problems.append(Problem(name, None, "hash", found, f"sha256:{expected}, as {sums.name} says", _AGAIN))
    if archive is not None and archive.name not in hashes:
        problems.append(Problem(sums.name, None, "file", "other names", f"the hash of {archive.name}", _AGAIN))
    return [sums.parent / name for name in hashes]
