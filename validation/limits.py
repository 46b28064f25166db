"""How much of a package is read at most, so that one from a stranger cannot exhaust the machine that checks it."""

import errno
import stat
from pathlib import Path

LARGEST_DESCRIPTOR = 64 << 20
LARGEST_FILE = 1 << 30
"""Bytes of one table or text; the largest of a package of a hundred thousand passages is a tenth of that."""

MOST_RESOURCES = 10_000

LONGEST_CELL = 16 << 20
"""Code points; a quote may be a whole document."""

LONGEST_LINE = 64 << 20
"""Code points of one line of a CSV file."""


def size_of(path: Path, largest: int = LARGEST_FILE) -> int:
    """The size of a plain file, in bytes; a pipe or device is not opened, since reading might never end.

    Raises:
        OSError: it is not there, no plain file, or larger than `largest`.
    """
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "a folder, not a file", str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "no plain file", str(path))
    if found.st_size > largest:
        raise OSError(errno.EFBIG, f"{found.st_size:,} bytes, and at most {largest:,} are read", str(path))
    return found.st_size
