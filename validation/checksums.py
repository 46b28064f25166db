"""SHA256SUMS: the hash of every file of a released package, as `sha256sum` writes it; and whether they still hold."""

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from validation.limits import LARGEST_DESCRIPTOR, size_of
from validation.paths import inside
from validation.problems import Problem

CHECKSUMS = "SHA256SUMS"

# Only what a release writes: two spaces, no capitals, no escaped names. So whatever a byte is changed to is an error.
_LINE = re.compile(r"([0-9a-f]{64})  ([^\\\x00-\x1f\x7f]+)\Z")

_AGAIN = "download the package again; a released package is never edited"
_CHUNK = 1 << 20


def sha256(path: Path) -> str:
    """The hash of a file's bytes, as lower-case hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def checksum_problems(
    root: Path, hash_of: Callable[[Path], str] = sha256, besides: Collection[str] = ()
) -> Iterator[Problem]:
    """Where a package has SHA256SUMS: files that differ, are missing, or that it does not list; itself included.

    `besides`: paths that need not be listed, since others say what must stand there: source texts put back.
    """
    path = root / CHECKSUMS
    if not os.path.lexists(path):
        return
    listed: dict[str, tuple[str, int]] = {}
    try:
        size_of(path, LARGEST_DESCRIPTOR)
        if inside(root, CHECKSUMS) is None:
            raise OSError("a link that leads out of the package")
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Problem(CHECKSUMS, None, "file", reason, "the hashes of the package's files, in UTF-8", _AGAIN)
        return
    *lines, rest = text.split("\n")
    if rest or not lines:
        yield Problem(CHECKSUMS, len(lines) + 1, "line", repr(rest[:100]), "lines that end with a line feed", _AGAIN)
    for number, line in enumerate(lines, 1):
        match = _LINE.match(line)
        if match is None or match[2] == CHECKSUMS or inside(root, match[2]) is None:
            expected = "64 hexadecimal digits, two spaces, a path inside the package"
            yield Problem(CHECKSUMS, number, "line", repr(line[:200]), expected, _AGAIN)
        elif match[2] in listed:
            yield Problem(CHECKSUMS, number, "line", f"{match[2]} again", "each file once", _AGAIN)
        else:
            listed[match[2]] = match[1], number
    for name, (expected, number) in listed.items():
        try:
            size_of(root / name)
            found = hash_of(root / name)
        except OSError as error:
            reason = error.strerror or str(error)
            yield Problem(name, None, "file", reason, f"the file that {CHECKSUMS}:{number} lists", _AGAIN)
            continue
        if found != expected:
            yield Problem(name, None, "hash", f"sha256:{found}", f"sha256:{expected}, as {CHECKSUMS} says", _AGAIN)
    yield from (
        Problem(name, None, "file", "a file that is not listed", f"the files that {CHECKSUMS} lists alone", _AGAIN)
        for name in _files(root)
        if name not in listed and name not in besides and name != CHECKSUMS
    )


def _files(root: Path) -> Iterator[str]:
    """Everything below a folder that is no folder, links to folders included; they are not followed."""
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted([*files, *links]):
            yield (here / name).relative_to(root).as_posix()
