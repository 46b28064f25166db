"""The zip of a release: the same files give the same bytes on any machine with the same zlib."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

_UNIX = 3
_LEVEL = 9
_MODE = 0o100644
"""A regular file that its owner may write and everybody read, whatever it is on disk."""


def zip_bytes(top: str, files: Mapping[str, bytes], day: date) -> bytes:
    """The files by path below one folder `top`: in order of their names, all of one day, without extra fields."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{path}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
            archive.writestr(entry, files[path], compresslevel=_LEVEL)
    return out.getvalue()
