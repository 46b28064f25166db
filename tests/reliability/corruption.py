"""Single bytes changed in the files of a released package, and whether `validate` sees it.

Of the folder's files each stands in SHA256SUMS; zip and database stand in the checksum file beside them; the two lists
are read strictly, so that no byte of them is without meaning. A file's hash after a change is computed from a copy of
the state before it, so that every byte of every file can be tried.
"""

import hashlib
import json
import random
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from scripts.versions.downloaded import _checked, descriptor_at
from scripts.versions.listed import read_sums
from tests.copies import problems_in
from validation.checksums import CHECKSUMS, checksum_problems, sha256
from validation.container import DESCRIPTOR
from validation.package import read_package
from validation.problems import Problem

_SPAN = 4096
"""Bytes that one task of the pool changes, one after the other."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How many bytes of a file were changed, and at which places nobody saw it."""

    file: str
    changed: int
    missed: tuple[int, ...]


def with_checksums(root: Path) -> Path:
    """Write SHA256SUMS of a folder as a release does."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    lines = [f"{sha256(path)}  {path.relative_to(root).as_posix()}\n" for path in files]
    (root / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="")
    return root


def other_byte(byte: int, name: str, place: int, seed: int) -> int:
    """The byte with one bit changed, which follows from its place and the seed."""
    return byte ^ 1 << hash((place, len(name), seed)) % 8


@contextmanager
def changed(path: Path, place: int, seed: int) -> Iterator[None]:
    """The file with one changed byte, as long as the block runs."""
    content = path.read_bytes()
    new = other_byte(content[place], path.name, place, seed)
    path.write_bytes(content[:place] + bytes([new]) + content[place + 1 :])
    try:
        yield
    finally:
        path.write_bytes(content)


# Every byte


def by_hash(path: Path, expected: str, places: range, seed: int) -> Tried:
    """Change a file that a list holds the hash of, at each of the places."""
    content, missed = path.read_bytes(), []
    behind = memoryview(content)
    state, at = hashlib.sha256(), 0
    for place in places:
        state.update(behind[at:place])
        at = place
        digest = state.copy()
        digest.update(bytes([other_byte(content[place], path.name, place, seed)]))
        digest.update(behind[place + 1 :])
        if digest.hexdigest() == expected:
            missed.append(place)
    return Tried(path.name, len(places), tuple(missed))


def in_sums(root: Path, places: range, seed: int) -> Tried:
    """Change SHA256SUMS itself, in a folder of its own beside which the files' hashes are known."""
    path = root / CHECKSUMS
    hash_of = cache(sha256)
    assert list(checksum_problems(root, hash_of)) == []
    missed = []
    for place in places:
        with changed(path, place, seed):
            if not any(checksum_problems(root, hash_of)):
                missed.append(place)
    return Tried(CHECKSUMS, len(places), tuple(missed))


def in_checksum_file(path: Path, places: range, seed: int) -> Tried:
    """Change the checksum file of zip and database."""
    missed = []
    for place in places:
        problems: list[Problem] = []
        with changed(path, place, seed):
            _checked(path, None, problems)
        if not problems:
            missed.append(place)
    return Tried(path.name, len(places), tuple(missed))


def every_byte(dist: Path, name: str, *, every: Mapping[str, int], seed: int, workers: int) -> Iterator[Tried]:
    """Change every byte of every file of a release, one at a time.

    Args:
        dist: the folder of the release's parts.
        name: of the release.
        every: by name or suffix, for files in which only each n-th byte is changed.
        seed: decides which bit of it.
        workers: processes.
    """
    folder, checksums = dist / name, dist / f"{name}.sha256"
    hashed = [(folder / path, digest) for path, digest in _listed(folder / CHECKSUMS).items()]
    hashed += [(dist / path, digest) for path, digest in _listed(checksums).items()]
    with ProcessPoolExecutor(workers) as pool:
        tasks = []
        for path, digest in sorted(hashed, key=lambda one: -one[0].stat().st_size):
            step, size = every.get(path.suffix, 1), path.stat().st_size
            for begin in range(0, size, _SPAN * step):
                places = range(begin, min(size, begin + _SPAN * step), step)
                tasks.append(pool.submit(by_hash, path, digest, places, seed))
        for task in tasks:
            yield task.result()
    yield in_sums(folder, range(0, (folder / CHECKSUMS).stat().st_size, every.get(CHECKSUMS, 1)), seed)
    yield in_checksum_file(checksums, range(checksums.stat().st_size), seed)


def _listed(path: Path) -> dict[str, str]:
    return read_sums(path.read_bytes(), path.name)


# Bytes at random


def corruptions(root: Path, flips: int, seed: int) -> Iterator[tuple[str, int, bool]]:
    """Change one byte of a released folder at a time: each file at least once, then at random; file, place, caught."""
    for name, place in drawn(root, flips, seed):
        with changed(root / name, place, seed):
            problems = list(checksum_problems(root))
        # A wrong hash in the list is told of the file that it belongs to.
        yield name, place, any(name in (problem.file, CHECKSUMS) for problem in problems)


def drawn(root: Path, flips: int, seed: int, only: Iterable[str] | None = None) -> Iterator[tuple[str, int]]:
    """Files and places: each file at least once, then by their sizes."""
    source = random.Random(seed)
    files = sorted(only or (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()))
    sizes = [(root / name).stat().st_size for name in files]
    for name in islice([*files, *source.choices(files, sizes, k=max(0, flips - len(files)))], flips):
        yield name, source.randrange((root / name).stat().st_size)


def without_sums(folder: Path, flips: int, seed: int) -> dict[str, tuple[int, int, int]]:
    """What `validate` catches in a folder that has lost SHA256SUMS: kind of file → bytes, changes, changes seen."""
    root = shutil.copytree(folder, folder.parent / "without-sums")
    (root / CHECKSUMS).unlink()
    assert problems_in(root) == ()
    described = {path.relative_to(root).as_posix() for path in (root / "data").rglob("*") if path.is_file()}
    described &= set(_resources(root))
    rest = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} - described
    found = {}
    for kind, files in (("described", described), (DESCRIPTOR, {DESCRIPTOR}), ("others", rest - {DESCRIPTOR})):
        size = sum((root / name).stat().st_size for name in files)
        seen = [_is_seen(root, name, place, seed) for name, place in drawn(root, flips, seed, files)]
        found[kind] = size, len(seen), sum(seen)
    shutil.rmtree(root)
    return found


def _resources(root: Path) -> list[str]:
    return [resource["path"] for resource in json.loads((root / DESCRIPTOR).read_bytes())["resources"]]


def _is_seen(root: Path, name: str, place: int, seed: int) -> bool:
    problems: list[Problem] = []
    with changed(root / name, place, seed):
        read_package(root / DESCRIPTOR, problems)  # the checks of content read nothing more
    return bool(problems)


def in_a_lone_zip(archive: Path, flips: int, seed: int) -> tuple[int, int]:
    """What `validate` catches in a zip without the checksum file beside it: changes, and changes seen."""
    alone = shutil.copy(archive, archive.parent / "alone.zip")
    source, seen = random.Random(seed), 0
    for _ in range(flips):
        problems: list[Problem] = []
        place = source.randrange(archive.stat().st_size)
        with changed(Path(alone), place, seed), descriptor_at(Path(alone), problems) as descriptor:
            if descriptor is not None:
                problems += checksum_problems(descriptor.parent)
        seen += bool(problems)
    Path(alone).unlink()
    return flips, seen
