"""Files of any kind → text, and what the document says of itself. Knows no table and no election."""

from extraction.files.opened import Limits, MissingExtraError, OpenedFile, UnreadableFileError
from extraction.files.opening import open_file
from extraction.files.walking import FoundFile, RefusedPath, walk

__all__ = [
    "FoundFile",
    "Limits",
    "MissingExtraError",
    "OpenedFile",
    "RefusedPath",
    "UnreadableFileError",
    "open_file",
    "walk",
]
