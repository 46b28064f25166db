"""Open a file: read its bytes, find out what they are, and give its text."""

import errno
import hashlib
import os
import stat
from pathlib import Path

from extraction.files.opened import Limits, OpenedFile, UnreadableFileError


def open_file(path: Path, limits: Limits = Limits()) -> OpenedFile:
    """The text of a file and what the document says of itself.

    Raises:
        UnreadableFileError: it gives no text.
        MissingExtraError: its kind or encoding needs the extra `documents`.
    """
    content = _read(path, limits)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"byte 0x{content[error.start]:02x} at byte {error.start}", "text", "save it as UTF-8"
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableFileError("an empty file", "a document with text", "leave the file out, or save it anew")
    return OpenedFile(text, "text/plain", "utf-8", hashlib.sha256(content).hexdigest(), len(content))


def _read(path: Path, limits: Limits) -> bytes:
    """A regular file's bytes. Whatever else stands there is refused before it can block."""
    try:
        _require_regular(path.stat().st_mode)
        # What stands there may have been replaced since: a pipe must not make the opening wait.
        with os.fdopen(
            os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
        ) as file:
            status = os.fstat(file.fileno())
            _require_regular(status.st_mode)
            content = b"" if status.st_size > limits.size else file.read(limits.size + 1)
    except OSError as error:
        raise _unreadable(error) from error
    size = max(status.st_size, len(content))
    if size > limits.size:
        raise UnreadableFileError(
            f"{size:,} bytes", f"at most {limits.size:,}", "split the document, or raise the limit on size"
        )
    return content


_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def _require_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        found = _KINDS.get(stat.S_IFMT(mode), "no regular file")
        raise UnreadableFileError(found, "a regular file", "name a file that holds a document")


def _unreadable(error: OSError) -> UnreadableFileError:
    remedy = {
        errno.ENOENT: "check the path; the file may have been moved",
        errno.EACCES: "let yourself read the file (chmod u+r)",
        errno.ELOOP: "point the symbolic link at a file",
    }.get(error.errno or 0, "check that the file can be read")
    return UnreadableFileError((error.strerror or str(error)).lower(), "a file that can be read", remedy)
