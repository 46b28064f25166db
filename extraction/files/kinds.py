"""What a file is, by its first bytes: HTML, PDF, text, or something that gives no text and what to do with it."""

import re
from dataclasses import dataclass
from typing import Literal

from extraction.files.opened import UnreadableFileError

Kind = Literal["text", "html", "pdf"]

_HEAD = 1024
"""Bytes at the beginning in which a kind shows."""


@dataclass(frozen=True, slots=True)
class _Signature:
    """Bytes that a format begins with, at an offset."""

    name: str
    start: bytes
    remedy: str
    offset: int = 0


_EXPORT = "export the document as PDF, HTML or text, and open that"
_UNPACK = "unpack it, and open the documents in it"
_RECOGNIZE = "recognize its text (OCR), and open the result as text or PDF"
_LEAVE = "leave it out: it is no document"

_SIGNATURES = (
    _Signature("a PNG image", b"\x89PNG\r\n\x1a\n", _RECOGNIZE),
    _Signature("a JPEG image", b"\xff\xd8\xff", _RECOGNIZE),
    _Signature("a GIF image", b"GIF8", _RECOGNIZE),
    _Signature("a TIFF image", b"II*\x00", _RECOGNIZE),
    _Signature("a TIFF image", b"MM\x00*", _RECOGNIZE),
    _Signature("a WebP image", b"WEBP", _RECOGNIZE, 8),
    _Signature("a HEIF image", b"ftyphei", _RECOGNIZE, 4),
    _Signature("a DjVu document", b"AT&TFORM", _EXPORT),
    _Signature("a document in Rich Text Format", b"{\\rtf", _EXPORT),
    _Signature("a PostScript document", b"%!PS", _EXPORT),
    _Signature(
        "a document of Microsoft Office before 2007 (.doc, .xls, .ppt)", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _EXPORT
    ),
    _Signature("a gzip archive", b"\x1f\x8b", _UNPACK),
    _Signature("a bzip2 archive", b"BZh", _UNPACK),
    _Signature("an xz archive", b"\xfd7zXZ\x00", _UNPACK),
    _Signature("a Zstandard archive", b"\x28\xb5\x2f\xfd", _UNPACK),
    _Signature("a 7-Zip archive", b"7z\xbc\xaf\x27\x1c", _UNPACK),
    _Signature("a RAR archive", b"Rar!\x1a\x07", _UNPACK),
    _Signature("a tar archive", b"ustar", _UNPACK, 257),
    _Signature("an ELF program", b"\x7fELF", _LEAVE),
    _Signature("a Windows program", b"MZ\x90\x00", _LEAVE),
    _Signature("a macOS program", b"\xcf\xfa\xed\xfe", _LEAVE),
    _Signature("a WebAssembly module", b"\x00asm", _LEAVE),
    _Signature("a Java class or macOS program", b"\xca\xfe\xba\xbe", _LEAVE),
    _Signature("an SQLite database", b"SQLite format 3\x00", _LEAVE),
    _Signature("a Parquet file", b"PAR1", _LEAVE),
    _Signature("an Arrow file", b"ARROW1\x00", _LEAVE),
    _Signature("a recording (MP3)", b"ID3", _LEAVE),
    _Signature("a recording (Ogg)", b"OggS\x00", _LEAVE),
    _Signature("a recording (RIFF)", b"RIFF", _LEAVE),
    _Signature("a video (MP4)", b"ftyp", _LEAVE, 4),
    _Signature("a video (Matroska)", b"\x1aE\xdf\xa3", _LEAVE),
    _Signature("a font", b"wOFF", _LEAVE),
    _Signature("a font", b"wOF2", _LEAVE),
)
"""The first that fits is meant."""

_IN_ZIP = (
    ("a Word document (.docx)", b"word/"),
    ("an Excel workbook (.xlsx)", b"xl/"),
    ("a PowerPoint presentation (.pptx)", b"ppt/"),
    ("an OpenDocument file (.odt, .ods)", b"application/vnd.oasis.opendocument"),
    ("an e-book (.epub)", b"application/epub+zip"),
)
"""Names and media types that stand uncompressed in a ZIP archive."""

_BEFORE_MARKUP = rb"(?:\s++|<\?xml\b[^>]*+>|<!--(?:(?!-->).)*+-->)*+"
_HTML = re.compile(
    _BEFORE_MARKUP
    + rb"<(?:!doctype\s+html|(?:html|head|title|meta|link|base|script|style|body|main|article|section|header"
    rb"|nav|div|table|h[1-6]|p|br|ul|ol|font|center|iframe|a|b)(?=[\s/>]))",
    re.IGNORECASE | re.DOTALL,
)
"""As the WHATWG's standard on MIME sniffing tells HTML, with a few more elements that begin what people save."""

_XML = re.compile(
    rb"\s*+<\?xml\b[^>]*+>" + _BEFORE_MARKUP + rb"(?:<!doctype[^>]*+>\s*+)?<([\w.:-]++)", re.IGNORECASE | re.DOTALL
)
_MAIL = re.compile(rb"(?:^[!-9;-~]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)*?^MIME-Version:", re.IGNORECASE | re.MULTILINE)


def kind_of(content: bytes) -> Kind:
    """The kind of a file that holds more than white space, whatever its name says.

    Raises:
        UnreadableFileError: it is known to give no text.
    """
    for one in _SIGNATURES:
        if content.startswith(one.start, one.offset):
            raise _refused(one.name, one.remedy)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        names = (name for name, mark in _IN_ZIP if mark in content[:_HEAD] or mark in content[-64 * _HEAD :])
        name = next(names, None)
        raise _refused(name or "a ZIP archive", _EXPORT if name else _UNPACK)
    head = content[:_HEAD]
    at = head.find(b"%PDF-")
    if at >= 0 and (not head[:at].strip(b"\xef\xbb\xbf \t\r\n\x00") or b"endobj" in content):
        return "pdf"
    # In UTF-16 and UTF-32 markup has zeros between its letters.
    letters = (
        head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    )
    if _HTML.match(letters):
        return "html"
    if xml := _XML.match(letters):
        raise _refused(f"XML with the root <{xml[1].decode('latin-1')}>", _EXPORT)
    if _MAIL.match(letters):
        raise _refused("a mail or a web page saved as one (.eml, .mhtml)", "save the message or page as HTML or text")
    return "text"


def _refused(found: str, remedy: str) -> UnreadableFileError:
    return UnreadableFileError(found, "text, HTML or PDF", remedy)
