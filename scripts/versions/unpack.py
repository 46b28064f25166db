"""Unpacks the zip of a released package: plain files below one folder, no larger than they say, and nothing else."""

import shutil
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from scripts.versions.listed import MOST_FILES, check_paths
from scripts.versions.web import RefusedError
from validation.container import DESCRIPTOR, is_special

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HARMLESS = 1 << 20
_MOST_PACKED = 500
"""Above a megabyte, nothing in a package shrinks to less than a five-hundredth; a zip bomb does."""

_ENCRYPTED = 1
_DISTRUST = "do not use this package"


def unpack(archive: Path, folder: Path, largest: int) -> None:
    """Unpack a package into a folder that does not exist yet; the one top folder of the zip is left out.

    Args:
        archive: the zip.
        folder: where its files are put.
        largest: bytes that they may have together.

    Raises:
        RefusedError: no zip of a package, or one that holds anything but plain files.
        OSError: a file cannot be written.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            for path, info in _members(opened, largest).items():
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(info) as packed, target.open("xb") as file:
                    shutil.copyfileobj(packed, file)  # zipfile gives no more than the declared size
                if target.stat().st_size != info.file_size:
                    raise RefusedError(f"{path} in the zip is shorter than it says; {_DISTRUST}")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError, zlib.error) as error:
        raise RefusedError(f"the file is no zip, or a damaged one: {error}; fetch it again") from error


def _members(opened: zipfile.ZipFile, largest: int) -> Mapping[str, zipfile.ZipInfo]:
    """Path → member, without folders and without the top folder."""
    infos = opened.infolist()
    if len(infos) > 2 * MOST_FILES:
        raise RefusedError(f"the zip holds {len(infos):,} entries; {_DISTRUST}")
    for info in infos:
        _check(info)
    files = [info for info in infos if not info.is_dir()]
    total = sum(info.file_size for info in files)
    if total > largest:
        raise RefusedError(f"the zip unpacks to {total:,} bytes, more than the {largest:,} allowed; see --max-size")
    names = [info.filename for info in files]
    check_paths(names)
    tops = {name.partition("/")[0] for name in names}
    top = f"{tops.pop()}/" if DESCRIPTOR not in names and len(tops) == 1 else ""
    if f"{top}{DESCRIPTOR}" not in names:
        raise RefusedError(f"the zip holds no {DESCRIPTOR} at its top; name the zip of a package")
    return {info.filename.removeprefix(top): info for info in files}


def _check(info: zipfile.ZipInfo) -> None:
    what = repr(info.orig_filename)
    if info.orig_filename != info.filename:
        raise RefusedError(f"the zip holds a name that is read in two ways, {what}; {_DISTRUST}")
    if is_special(info):
        raise RefusedError(f"{what} in the zip is a link or a device; {_DISTRUST}")
    if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
        raise RefusedError(f"{what} in the zip is encrypted or packed in an unusual way; {_DISTRUST}")
    if info.is_dir() and info.file_size:
        raise RefusedError(f"{what} in the zip is a folder with content; {_DISTRUST}")
    if info.file_size > _HARMLESS and info.file_size > _MOST_PACKED * info.compress_size:
        raise RefusedError(f"{what} in the zip unpacks to {info.file_size:,} bytes, a zip bomb; {_DISTRUST}")
