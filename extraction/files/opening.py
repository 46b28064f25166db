"""Open a file: read its bytes, find out what they are, and give its text and what the document says of itself."""

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from extraction.files.decoding import Decoded, decode
from extraction.files.head import Head, read_head
from extraction.files.kinds import kind_of
from extraction.files.opened import Limits, OpenedFile, UnreadableFileError
from extraction.language import language_of
from extraction.text import fold

_DEFAULT = Limits()
_NOTHING = Head()

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}

_REMEDIES = {
    errno.ENOENT: "check the path; the file may have been moved",
    errno.EACCES: "let yourself read the file (chmod u+r)",
    errno.EPERM: "let yourself read the file (chmod u+r)",
    errno.ELOOP: "point the symbolic link at a file",
}

_HEAD = 4000
"""Code points at the beginning of a PDF in which its own title stands, if it is its title."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What a file of one kind gives; `told` is what its own data say."""

    text: str
    media_type: str
    encoding: str | None
    told: Head = _NOTHING


def open_file(path: Path, limits: Limits = _DEFAULT) -> OpenedFile:
    """The text of a file and what the document says of itself.

    The kind is told by the content, the name of the file says nothing. PDFium is not safe to use from several threads
    of one process.

    Raises:
        UnreadableFileError: it gives no text; `found`, `expected` and `remedy` are for a person.
        MissingExtraError: of these, the one where the extra `documents` is needed: for HTML, PDF and old encodings.
    """
    content = _read(path, limits)
    if not content.strip():
        raise _empty("an empty file" if not content else "a file of white space alone")
    kind = kind_of(content)
    if kind == "pdf":
        found = _from_pdf(content, limits)
    elif kind == "html":
        found = _from_html(content, limits)
    else:
        decoded = decode(content)
        found = _Content(decoded.text, "text/plain", decoded.encoding)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\u200b \t\n\f\v\xa0") or text.isspace():
        raise _empty("a file of white space alone")
    if len(text) > limits.characters:
        raise UnreadableFileError(
            f"{len(text):,} characters", f"at most {limits.characters:,}", "split the document, or raise the limit"
        )
    language = language_of(text)
    head = read_head(text, language)
    told = found.told
    return OpenedFile(
        text=text,
        media_type=found.media_type,
        encoding=found.encoding,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        language=language,
        # A page marks its title; its first paragraph is none.
        title=told.title or (head.title if found.media_type != "text/html" else None),
        published_on=told.published_on or head.published_on,
        publisher=told.publisher or head.publisher,
        author=told.author or head.author,
        symbol=head.symbol,
    )


def _from_pdf(content: bytes, limits: Limits) -> _Content:
    from extraction.files.paragraphs import text_of
    from extraction.files.pdf import read_pdf

    paper = read_pdf(content, limits)
    text = text_of(paper.pages)
    # Programs write file names and users' logins here: believed is what the document itself says, too.
    beginning = fold(text[:_HEAD]).casefold()
    title, author = (
        fold(told) if len(told) > 3 and fold(told).casefold() in beginning else None
        for told in (paper.title, paper.author)
    )
    return _Content(text, "application/pdf", None, Head(title=title, author=author))


def _from_html(content: bytes, limits: Limits) -> _Content:
    from extraction.files.page_data import page_data
    from extraction.files.webpage import declared_encoding, main_text, parse

    decoded: Decoded = decode(content, declared_encoding(content))
    tree = parse(decoded.text, limits)
    data = page_data(tree)
    told = Head(data.title, data.published_on, data.publisher, data.author)
    return _Content(main_text(tree, data.heading), "text/html", decoded.encoding, told)


def _read(path: Path, limits: Limits) -> bytes:
    """A regular file's bytes. Whatever else stands there is refused before it can block."""
    if "\x00" in str(path):
        found = "a path with a zero character"
        raise UnreadableFileError(found, "the path of a file", "name a file that holds a document")
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        _require_regular(path.stat().st_mode)
        # What stands there may have been replaced since: a pipe must not make the opening wait.
        with os.fdopen(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            _require_regular(status.st_mode)
            content = b"" if status.st_size > limits.size else file.read(limits.size + 1)
    except OSError as error:
        raise UnreadableFileError(
            (error.strerror or str(error)).lower(),
            "a file that can be read",
            _REMEDIES.get(error.errno or 0, "check that the file can be read"),
        ) from error
    size = max(status.st_size, len(content))
    if size > limits.size:
        raise UnreadableFileError(
            f"{size:,} bytes", f"at most {limits.size:,}", "split the document, or raise the limit on size"
        )
    return content


def _require_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        found = _KINDS.get(stat.S_IFMT(mode), "no regular file")
        raise UnreadableFileError(found, "a regular file", "name a file that holds a document")


def _empty(found: str) -> UnreadableFileError:
    return UnreadableFileError(found, "a document with text", "leave the file out, or save it anew")
