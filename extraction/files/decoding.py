"""Bytes → text: by the byte order mark, as UTF-8, by what the bytes can be, or by what a library makes of them.

Text in UTF-8, UTF-16 and UTF-32 needs no library. Nothing is replaced: bytes that are no text are an error that says
where they stand.
"""

import codecs
import re
from dataclasses import dataclass

from extraction.files.letters import CAPITAL, SMALL, SMALL_CYRILLIC, SMALL_LATIN
from extraction.files.opened import MissingExtraError, UnreadableFileError
from extraction.language import is_frequent_letter, is_known_letter, language_of

_SAMPLE = 1 << 16
"""Bytes by which an encoding is told."""

_ENOUGH = 1 << 13
"""Bytes by which the library tells encodings of one byte a character."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; that of UTF-32 begins with that of UTF-16."""

_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")

_WRITTEN = re.compile(r"[\t\n\r\f -~\xa0-ɏЀ-ӿḀ-ỿ‐-⁞₠-₿℀-⅏]")
"""Characters of texts in Latin and Cyrillic letters."""

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x1a"))
_HIGH = bytes(range(128, 256))
_UTF8_PAIR = re.compile(rb"[\xc2-\xd4][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x84\x96")
_RUSSIAN_IN_UTF8 = re.compile(rb"(?:[\xd0\xd1][\x80-\xbf]){4}")
"""Four letters; in every older encoding of Cyrillic these bytes are no word."""

_WRONG = re.compile(
    rf"(?<=[{SMALL}])[{CAPITAL}]|(?<=[{SMALL_LATIN}])[{SMALL_CYRILLIC}]|(?<=[{SMALL_CYRILLIC}])[{SMALL_LATIN}]"
    r"|(?<=[^\W\d_])[–—•“„«»†‡°¬](?=[^\W\d_])"
)
"""Inside a word: a capital, a letter of the other alphabet, a mark that stands between words."""


_HALF_A_PAIR = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
"""A lone surrogate, as some programs write it into what should be UTF-8."""

_BEFORE_UNICODE = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "cp1252", "mac_roman")
"""Encodings of the languages that the lexicon has."""

_CALLED_LATIN = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
"""What HTML means by these names (WHATWG's Encoding standard)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without a byte order mark, its line ends as they stand, and Python's name of the encoding."""

    text: str
    encoding: str


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """The text that bytes hold.

    Args:
        content: a whole file.
        declared: what the document says of its encoding; believed where the bytes are neither UTF-8 nor marked.

    Raises:
        UnreadableFileError: it holds none, or not in one encoding throughout.
        MissingExtraError: the encoding has to be told by a library that is not installed.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding, len(mark))
    if b"\x00" in content or _share(content, _CONTROLS) > 0.01:
        return _wide(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        bad = error.start
    if _is_partly_utf8(content, bad):
        return _decoded(content, "utf-8", 0)
    told = _named(declared)
    if told is not None:
        return _decoded(content, told, 0)
    return _decoded(content, _guessed(content, bad), 0)


def _decoded(content: bytes, encoding: str, skipped: int) -> Decoded:
    try:
        text = codecs.decode(memoryview(content)[skipped:], encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(content, skipped + error.start, encoding) from error
    _require_no_zero(text)
    return Decoded(text, codecs.lookup(encoding).name)


def _require_no_zero(text: str) -> None:
    at = text.find("\x00")
    if at >= 0:
        raise UnreadableFileError(
            f"a zero character (U+0000) in line {text.count(chr(10), 0, at) + 1}",
            "text",
            "remove it, or export the document anew: something that is no text was written into it",
        )


def _undecodable(content: bytes, at: int, encoding: str) -> UnreadableFileError:
    bad = content[at]
    line = content.count(b"\n", 0, at) + 1
    where = f"byte 0x{bad:02x} at byte {at} (from 0), line {line}"
    if encoding == "utf-8" and _HALF_A_PAIR.match(content, at):
        return UnreadableFileError(
            f"half of a surrogate pair: {where}",
            "UTF-8",
            "save the document anew as UTF-8; a program wrote half a character",
        )
    if at >= len(content) - 4:
        return UnreadableFileError(
            f"a file that ends inside a character: {where}",
            f"whole {encoding.upper()}",
            "fetch or save the document anew: it was cut off",
        )
    return UnreadableFileError(
        f"bytes of two encodings: {where}, is not {encoding.upper()}, others are",
        "one encoding throughout",
        "save that part in the encoding of the rest; parts of several files may have been put together",
    )


def _wide(content: bytes) -> Decoded:
    """Text of two or four bytes a character without a mark; with zeros among its bytes, it is that or no text."""
    for encoding in _WIDE:
        width = 4 if "32" in encoding else 2
        sample = content[: _SAMPLE // width * width]
        if len(content) % width == 0 and _is_written(sample.decode(encoding, "replace")):
            return _decoded(content, encoding, 0)
    at = content.find(b"\x00")
    if at >= 0 and content.count(b"\x00") <= len(content) // 1000 and _share(content, _CONTROLS) <= 0.01:
        _require_no_zero(content.decode("latin-1"))
    raise UnreadableFileError(
        "binary data", "text, HTML or PDF", "export the document as PDF, HTML or text, and open that"
    )


def _is_written(text: str) -> bool:
    return len(text) > 0 and len(_WRITTEN.findall(text)) >= 0.97 * len(text)


def _share(content: bytes, wanted: bytes) -> float:
    """How much of the beginning of a file is bytes of `wanted`."""
    sample = content[:_SAMPLE]
    return (len(sample) - len(sample.translate(None, wanted))) / len(sample) if sample else 0


def _is_partly_utf8(content: bytes, bad: int) -> bool:
    """Whether bytes that are not UTF-8 from `bad` on have parts that can be nothing else."""
    near = content[max(0, bad - _SAMPLE) : bad + _SAMPLE]
    high = len(near) - len(near.translate(None, _HIGH))
    in_pairs = sum(len(pair) for pair in _UTF8_PAIR.findall(near))
    in_pairs += sum(len(half) for half in _HALF_A_PAIR.findall(near))
    return in_pairs > high / 2 or _RUSSIAN_IN_UTF8.search(content) is not None


def _named(declared: str | None) -> str | None:
    """Python's name of an encoding that a document declares; None where it declares none that can be."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    # Declared and not so, as was tried: the bytes tell better.
    return None if name.startswith("utf-") else _CALLED_LATIN.get(name, name)


def _guessed(content: bytes, bad: int) -> str:
    try:
        from charset_normalizer import from_bytes
    except ImportError as error:
        raise MissingExtraError(
            f"text that is not UTF-8 (byte 0x{content[bad]:02x} at byte {bad})",
            "UTF-8, or a library that tells other encodings",
            "pip install 'election-facts[documents]', or save the file as UTF-8",
        ) from error
    start = max(0, bad - 1000)
    sample = content[start : start + _ENOUGH]
    known = from_bytes(sample, cp_isolation=list(_BEFORE_UNICODE))
    if known and language_of(str(best := min(known, key=_oddities))) is not None:
        return best.encoding
    found = from_bytes(sample).best()
    if found is None:
        raise UnreadableFileError(
            f"text in an unknown encoding (byte 0x{content[bad]:02x} at byte {bad} is not UTF-8)",
            "text in a known encoding",
            "save the document as UTF-8",
        )
    return found.encoding


def _oddities(match: object) -> int:
    """How unlike a text of a known language one reading of the bytes is.

    Encodings that share most letters differ in those that are frequent or foreign, and in what stands inside words.
    """
    text = str(match)
    frequent = sum(map(is_frequent_letter, text.lower()))
    foreign = sum(1 for letter in text.lower() if letter.isalpha() and not is_known_letter(letter))
    return foreign + 3 * len(_WRONG.findall(text)) - frequent
