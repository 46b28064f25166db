"""PDF → the lines of each page, as they stand on the paper: words, place and size."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.files.opened import Limits, MissingExtraError, UnreadableFileError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_PAGE = 500_000
"""Characters of a page; a newspaper's has about 40,000."""

_FEW_LETTERS = 20
"""On a page that is an image, these are a stamp or a number that the scanner added."""

_UNREADABLE = 0.1
"""More characters than this without a meaning: the fonts do not say which letters their shapes are."""

_LINE = re.compile("[^\r\n\ufffe]+")
_HYPHEN = "\ufffe"
"""PDFium writes this for a hyphen at the end of a line, and no line end."""

_ENDS_IN_HYPHEN = re.compile(r"[^\W_]-\Z")
_LETTER = re.compile(r"[^\W\d_]")
_MEANINGLESS = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\ufeff\uffff]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})

_FIGURE = re.compile(r"(?:(?<=\S)\d{1,3}|\d{3,})(?!\d)")
"""Digits at whose end the mark of a footnote may stand."""

_RAISED, _RAISED_SIZE = 0.05, 0.9
"""Such a mark stands higher than the line by more than that part of the letters' size, and is smaller."""

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_PASSWORD, _SECURITY = 4, 5
"""PDFium's codes of errors (fpdfview.h)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. Lengths are points (1/72 inch), `y` grows upwards.

    Attributes:
        text: its words, one space between; without the hyphen that it ends with where it `is_hyphenated`.
        page: from 0.
        left: where its first character begins.
        right: where its last one ends.
        y: the bottom of its first letter's box.
        size: height of that box.
        is_hyphenated: whether its last word goes on in the next line.
    """

    text: str
    page: int
    left: float
    right: float
    y: float
    size: float
    is_hyphenated: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """What a PDF holds: lines page by page, and what its information dictionary says, "" where it does not."""

    pages: tuple[tuple[Line, ...], ...]
    title: str
    author: str


def read_pdf(content: bytes, limits: Limits) -> Paper:
    """The lines of a PDF.

    Raises:
        UnreadableFileError: it is damaged or encrypted, too long, or holds no text.
        MissingExtraError: the library that reads PDF is not installed.
    """
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError as error:
        raise MissingExtraError(
            "a PDF, and no library to read it", "the extra `documents`", "pip install 'election-facts[documents]'"
        ) from error
    try:
        with PdfDocument(content) as pdf:
            return _paper(pdf, limits)
    except PdfiumError as error:
        raise _unopened(error) from error


def _unopened(error: Exception) -> UnreadableFileError:
    code = getattr(error, "err_code", None)
    if code == _PASSWORD:
        return UnreadableFileError(
            "a PDF that a password locks", "an open PDF", "open it with its password and save a copy without one"
        )
    if code == _SECURITY:
        return UnreadableFileError(
            "a PDF that a scheme of its own locks", "an open PDF", "print it into a new PDF, or save its text"
        )
    return UnreadableFileError(
        "a damaged PDF", "a whole PDF", "fetch it anew, or repair it (open it in a reader and save a copy)"
    )


def _paper(pdf: "PdfDocument", limits: Limits) -> Paper:
    number = len(pdf)
    if number > limits.pages:
        raise UnreadableFileError(
            f"a PDF of {number:,} pages", f"at most {limits.pages:,}", "split it, or raise the limit on pages"
        )
    pages: list[tuple[Line, ...]] = []
    scanned = characters = meaningless = 0
    for index in range(number):
        page = pdf[index]
        words = page.get_textpage()
        try:
            text = words.get_text_range()
            characters += len(text)
            if len(text) > _PAGE:
                raise UnreadableFileError(
                    f"a PDF with a page of {len(text):,} characters",
                    f"at most {_PAGE:,}",
                    "leave the file out: it was made to burden its readers",
                )
            if characters > limits.characters:
                raise UnreadableFileError(
                    f"a PDF of more than {limits.characters:,} characters",
                    f"at most {limits.characters:,}",
                    "split it, or raise the limit on characters",
                )
            meaningless += len(_MEANINGLESS.findall(text))
            if len(_LETTER.findall(text)) < _FEW_LETTERS and _is_image(page):
                scanned += 1
            pages.append(tuple(_lines(words, text, index)))
        finally:
            words.close()
            page.close()
    if scanned > number / 2 or not any(pages):
        found = f"a scanned PDF: {scanned} of {number} pages are images" if scanned else "a PDF without text"
        raise UnreadableFileError(
            found, "a PDF with text", "recognize its text (OCR, for example with ocrmypdf), and open the result"
        )
    if meaningless > _UNREADABLE * characters:
        raise UnreadableFileError(
            "a PDF whose fonts do not say which letters they show",
            "a PDF with text that can be copied",
            "recognize its text (OCR, for example with ocrmypdf --force-ocr), and open the result",
        )
    about = pdf.get_metadata_dict()
    return Paper(tuple(pages), about.get("Title", "").strip(), about.get("Author", "").strip())


def _is_image(page: "PdfPage") -> bool:
    """Whether one image covers at least half of a page."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    area = page.get_width() * page.get_height()
    for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= area / 2:
            return True
    return False


def _lines(page: "PdfTextPage", text: str, number: int) -> Iterator[Line]:
    count = page.count_chars()

    def box(at: int) -> tuple[float, float, float, float]:
        # Characters outside the basic plane are two to PDFium: then places are a little off.
        left, bottom, right, top = page.get_charbox(min(at, count - 1), loose=True)
        return left, bottom, right, top

    for match in _LINE.finditer(text):
        content = match.group()
        if content.isspace():
            continue
        first = match.start() + len(content) - len(content.lstrip())
        end = match.start() + len(content.rstrip())
        # A list's mark or a footnote's may be of another font and size than its words.
        letter = _LETTER.search(text, first, end)
        _, bottom, _, top = box(letter.start() if letter else first)
        size = top - bottom
        words = list(content)
        for figure in _FIGURE.finditer(content):
            for at in range(figure.end() - 1, max(figure.start(), 1) - 1, -1):
                _, foot, _, head = box(match.start() + at)
                if head - foot > _RAISED_SIZE * size or foot < bottom + _RAISED * size:
                    break
                words[at] = words[at].translate(SUPERSCRIPT)
        line = " ".join(_INVISIBLE.sub("", "".join(words).translate(_LIGATURES)).split())
        if line:
            # PDFium tells hyphens between letters alone.
            is_hyphenated = text.startswith(_HYPHEN, match.end()) or _ENDS_IN_HYPHEN.search(line) is not None
            line = line.removesuffix("-") if is_hyphenated else line
            yield Line(line, number, box(first)[0], box(end - 1)[2], bottom, size, is_hyphenated)
