"""Which files a released package consists of: its descriptor and SHA256SUMS, held against one another."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from scripts.versions.web import RefusedError
from validation.container import DESCRIPTOR
from validation.paths import plain
from validation.strict_json import parse

SUMS = "SHA256SUMS"
MOST_FILES = 10_000
_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S.*)\Z")
_HASH = re.compile(r"sha256:([0-9a-f]{64})\Z")
_LONGEST_PART = 255
_DISTRUST = "do not use this package"


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file of a package; `size` in bytes, None where only SHA256SUMS names it."""

    path: str
    size: int | None
    sha256: str


def read_sums(content: bytes, what: str) -> dict[str, str]:
    """Path → hash, as `sha256sum` writes them.

    Raises:
        RefusedError: a line that is none, or a path twice.
    """
    sums: dict[str, str] = {}
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise RefusedError(f"{what} is no list of hashes: not UTF-8; {_DISTRUST}") from error
    for number, line in enumerate(lines, 1):
        match = _LINE.match(line)
        if match is None:
            raise RefusedError(f"{what} is no list of hashes: line {number} is {line[:80]!r}; {_DISTRUST}")
        if match[2] in sums:
            raise RefusedError(f"{what} names {match[2]!r} twice; {_DISTRUST}")
        sums[match[2]] = match[1]
    return sums


def listed_files(descriptor: bytes, sums: bytes, largest: int) -> list[ListedFile]:
    """Every file but SHA256SUMS itself, in the order of that list.

    Args:
        descriptor: the bytes of datapackage.json.
        sums: the bytes of SHA256SUMS.
        largest: bytes that all of them may have together.

    Raises:
        RefusedError: the two disagree, a path leads out of the package or to another server, two paths are the same on
            some systems, or the sizes are absurd.
    """
    hashes = read_sums(sums, SUMS)
    check_paths([*hashes, SUMS])
    if hashes.get(DESCRIPTOR) != hashlib.sha256(descriptor).hexdigest():
        raise RefusedError(f"{DESCRIPTOR} is not the one that {SUMS} names; fetch again, later or from elsewhere")
    sizes: dict[str, int] = {}
    for resource in _resources(descriptor):
        path, size, digest = _resource(resource)
        if hashes.get(path) != digest:
            raise RefusedError(f"{DESCRIPTOR} and {SUMS} do not agree on {path}; {_DISTRUST}")
        if path in sizes:
            raise RefusedError(f"{DESCRIPTOR} names {path} twice; {_DISTRUST}")
        sizes[path] = size
    total = sum(sizes.values()) + len(descriptor) + len(sums)
    if total > largest:
        raise RefusedError(f"the package has {total:,} bytes, more than the {largest:,} allowed; see --max-size")
    return [ListedFile(path, sizes.get(path), digest) for path, digest in hashes.items()]


def _resources(descriptor: bytes) -> list[Any]:
    try:
        resources = parse(descriptor.decode("utf-8"))["resources"]
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError(f"{DESCRIPTOR} is not the descriptor of a package; check the address") from error
    if not isinstance(resources, list) or not resources:
        raise RefusedError(f"{DESCRIPTOR} names no files; check the address")
    return resources


def _resource(resource: Any) -> tuple[str, int, str]:
    """Path, size and hash of a resource."""
    path = resource.get("path") if isinstance(resource, Mapping) else None
    if not isinstance(path, str):
        raise RefusedError(f"{DESCRIPTOR}: a resource without a single path; {_DISTRUST}")
    check_path(path)
    for name in ("schema", "dialect"):
        if isinstance(resource.get(name), str):
            raise RefusedError(f"{DESCRIPTOR}: the {name} of {path} stands elsewhere, {resource[name]!r}; {_DISTRUST}")
    size, digest = resource.get("bytes"), _HASH.match(str(resource.get("hash")))
    if not isinstance(size, int) or isinstance(size, bool) or size < 0 or digest is None:
        raise RefusedError(f"{DESCRIPTOR}: {path} has no size or no SHA-256; {_DISTRUST}")
    return path, size, digest[1]


def check_path(path: str) -> PurePosixPath:
    """The path of one file, if it stays in the package and every file system takes it.

    Raises:
        RefusedError: it does not.
    """
    pure = plain(path)
    if pure is None or str(pure) != path or any(len(part.encode()) > _LONGEST_PART for part in pure.parts):
        raise RefusedError(f"the path {path!r} leads out of the package, or is no plain path; {_DISTRUST}")
    return pure


def check_paths(paths: Iterable[str]) -> None:
    """All paths of a package together.

    Raises:
        RefusedError: one is not plain, two differ in case alone, one is a folder of another, or there are too many.
    """
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for number, path in enumerate(paths, 1):
        if number > MOST_FILES:
            raise RefusedError(f"the package has more than {MOST_FILES:,} files; {_DISTRUST}")
        pure = PurePosixPath(_folded(str(check_path(path))))
        if str(pure) in seen:
            raise RefusedError(f"{path!r} and {seen[str(pure)]!r} are one file on some systems; {_DISTRUST}")
        seen[str(pure)] = path
        folders |= {str(folder): path for folder in pure.parents}
    for folder, path in folders.items():
        if folder in seen:
            raise RefusedError(f"{seen[folder]!r} is a file, and a folder in {path!r}; {_DISTRUST}")


def _folded(path: str) -> str:
    """What a file system that ignores case and ways to write accents takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
