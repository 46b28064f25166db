"""Names as ids, and ids that nothing else bears."""

import re
import unicodedata
from collections.abc import Container

_NO_WORD = re.compile(r"[^a-z0-9]+")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "’": "", "'": ""})


def slug(text: str) -> str:
    """A name as an id: lower-case letters and digits with hyphens between."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN)).encode("ascii", "ignore").decode("ascii")
    return _NO_WORD.sub("-", plain).strip("-")


def free(wanted: str, taken: Container[str]) -> str:
    """An id or name as wanted, with a number from 2 on where it is taken."""
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found
