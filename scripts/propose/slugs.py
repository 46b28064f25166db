"""Names as ids."""

import re
import unicodedata

_NO_WORD = re.compile(r"[^a-z0-9]+")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "’": "", "'": ""})


def slug(text: str) -> str:
    """A name as an id: lower-case letters and digits with hyphens between."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN)).encode("ascii", "ignore").decode("ascii")
    return _NO_WORD.sub("-", plain).strip("-")
