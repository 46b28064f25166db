"""What a file gives: its text and what it says of itself, or why it gives none."""

from dataclasses import dataclass


class UnreadableFileError(ValueError):
    """A file that gives no text.

    Attributes:
        found: what stands there.
        expected: what should.
        remedy: what a person can do.
    """

    def __init__(self, found: str, expected: str, remedy: str) -> None:
        """Take the three parts of a problem."""
        super().__init__(f"found {found}; expected {expected}. To mend: {remedy}")
        self.found = found
        self.expected = expected
        self.remedy = remedy

    def __reduce__(self) -> "tuple[type[UnreadableFileError], tuple[str, str, str]]":
        """How it goes from a worker process to the one that asked."""
        return type(self), (self.found, self.expected, self.remedy)


class MissingExtraError(UnreadableFileError):
    """A file that a library of an extra reads, which is not installed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is worth reading; a file over a limit is refused before it is parsed.

    Attributes:
        size: bytes of a file.
        characters: code points of its text.
        pages: pages of a PDF.
        elements: elements of an HTML page.
        depth: elements of an HTML page inside one another.
    """

    size: int = 50_000_000
    characters: int = 50_000_000
    pages: int = 5_000
    elements: int = 100_000
    depth: int = 250


@dataclass(frozen=True, slots=True)
class OpenedFile:
    r"""A file's text and what the document says of itself; None where it does not say.

    Attributes:
        text: without a byte order mark, with `\n` at line ends; offsets count its code points.
        media_type: `text/plain`, `text/html` or `application/pdf`, by content.
        encoding: Python's name of the encoding that was decoded; None for a PDF.
        sha256: of the file's bytes, as 64 hexadecimal digits.
        size: of the file, in bytes.
        language: ISO 639-1 of a language that the lexicon has; None where the letters are of another one.
        title: the document's name for itself.
        published_on: EDTF.
        publisher: in the document's words.
        author: in the document's words.
        symbol: document number, such as `PC.DEL/663/19`.
    """

    text: str
    media_type: str
    encoding: str | None
    sha256: str
    size: int
    language: str | None = None
    title: str | None = None
    published_on: str | None = None
    publisher: str | None = None
    author: str | None = None
    symbol: str | None = None
