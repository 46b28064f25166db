"""Downloads a released package, a folder on a web server or a zip, and puts it in place once all of it is verified.

What has come stands beside the target (`.NAME.fetch`), so that the same command goes on where it broke off. Only when
every file has the hash that SHA256SUMS gives is it renamed into place.
"""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote, urlunsplit

from filelock import FileLock, Timeout

from scripts.versions.listed import SUMS, ListedFile, listed_files, read_sums
from scripts.versions.unpack import unpack
from scripts.versions.web import FetchError, NotThereError, RefusedError, Web, split_address
from validation.checksums import sha256
from validation.container import DESCRIPTOR
from validation.limits import LARGEST_DESCRIPTOR

Show = Callable[[int, int | None], object]
"""Told how many more bytes have come, and how many there are in all, if that is known."""

_LARGEST_SUMS = 16 << 20
_WORTH_KEEPING = ("files", "parts", "package.zip")
"""What has come, from which the same command goes on."""


def fetch(url: str, folder: Path, *, largest: int, timeout: float, show: Show = lambda _more, _all: None) -> int:
    """Download a package into a folder that does not exist or is empty; give the number of its files.

    Args:
        url: the address of the folder, of the datapackage.json in it, or of a zip.
        folder: where it goes.
        largest: bytes that the package may have.
        timeout: seconds that the server may stay silent.
        show: told how far it has come.

    Raises:
        FetchError: it cannot be had or is not to be trusted; the message says what to do. Nothing is put in place.
        OSError: it cannot be written.
    """
    address = split_address(url)
    stage = folder.absolute().parent / f".{folder.absolute().name}.fetch"
    if stage.is_symlink():
        raise FetchError(f"{stage} is a link; remove it")
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        _forget_finished(stage)
        raise FetchError(f"{folder} exists and is not an empty folder; name a new one")
    stage.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(stage / "lock", timeout=0):
            _forget_others(stage, url)
            web, files = Web(timeout), stage / "files"
            if address.path.lower().endswith(".zip"):
                number = _from_zip(web, url, stage, files, largest, show)
            elif address.query:
                raise FetchError(f"{url} has a query; name the address of a folder or of a zip")
            else:
                base = address.path.removesuffix(DESCRIPTOR).rstrip("/")
                number = _from_folder(web, urlunsplit(address._replace(path=f"{base}/")), stage, files, largest, show)
            if folder.exists():
                folder.rmdir()
            files.rename(folder)
    except FetchError as error:
        if isinstance(error, RefusedError) or not any((stage / name).exists() for name in _WORTH_KEEPING):
            shutil.rmtree(stage)
        raise
    except Timeout as error:
        raise FetchError(f"another fetch into {folder} is at work; wait for it, or name another folder") from error
    shutil.rmtree(stage)
    return number


def _forget_finished(stage: Path) -> None:
    """Remove what a fetch left that was killed when its files were in place already; they were all in `files`."""
    if stage.is_dir() and not (stage / "files").exists():
        with contextlib.suppress(Timeout), FileLock(stage / "lock", timeout=0):
            shutil.rmtree(stage)


def _forget_others(stage: Path, url: str) -> None:
    """Remove what was fetched from another address."""
    origin = stage / "origin"
    if origin.exists() and origin.read_text(encoding="utf-8") == url:
        return
    for path in stage.iterdir():
        if path.name != "lock":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    origin.write_text(url, encoding="utf-8")


# A folder on a web server


def _from_folder(web: Web, base: str, stage: Path, files: Path, largest: int, show: Show) -> int:
    """Put every file of a folder below `files`, each verified; give their number."""
    descriptor = _read_anew(web, base + DESCRIPTOR, stage / DESCRIPTOR, min(LARGEST_DESCRIPTOR, largest))
    sums = _read_anew(web, base + SUMS, stage / f"{SUMS}.new", min(_LARGEST_SUMS, largest))
    listed = listed_files(descriptor, sums, largest)
    if not (stage / SUMS).exists() or (stage / SUMS).read_bytes() != sums:
        shutil.rmtree(files, ignore_errors=True)  # what is complete belongs to an earlier state of the address
    (stage / f"{SUMS}.new").replace(stage / SUMS)
    parts = stage / "parts"
    parts.mkdir(exist_ok=True)
    known = sum(file.size or 0 for file in listed)
    left = largest - known
    show(0, known)
    for file in listed:
        size = _one_file(web, base, file, parts, files, left, lambda more: show(more, known))
        left -= size if file.size is None else 0
    shutil.copyfile(stage / SUMS, files / SUMS)
    return len(listed) + 1


def _read_anew(web: Web, url: str, part: Path, largest: int) -> bytes:
    """A small file whose hash nobody knows yet: never resumed."""
    part.unlink(missing_ok=True)
    web.download(url, part, None, largest)
    return part.read_bytes()


def _one_file(
    web: Web, base: str, file: ListedFile, parts: Path, files: Path, left: int, advance: Callable[[int], object]
) -> int:
    """Put one file in its place below `files`; give its size."""
    target, part = files / file.path, parts / file.sha256
    if target.is_file() and sha256(target) == file.sha256:
        advance(target.stat().st_size)
        return target.stat().st_size
    begun = part.stat().st_size if part.exists() else 0
    advance(begun)
    url = base + quote(file.path)
    web.download(url, part, file.size, left, advance)
    if begun and sha256(part) != file.sha256:  # the earlier part was of something else
        advance(-part.stat().st_size)
        part.unlink()
        web.download(url, part, file.size, left, advance)
    if sha256(part) != file.sha256:
        part.unlink()
        raise FetchError(f"{url} has another hash than {SUMS} gives; fetch again, later or from elsewhere")
    target.parent.mkdir(parents=True, exist_ok=True)
    part.rename(target)
    return target.stat().st_size


# A zip


def _from_zip(web: Web, url: str, stage: Path, files: Path, largest: int, show: Show) -> int:
    """Unpack a zip below `files` and verify every file; give their number."""
    archive = stage / "package.zip"
    expected = _published_hash(web, url, stage)
    begun = archive.stat().st_size if archive.exists() else 0
    if expected is None and begun:  # nothing would tell whether the rest belongs to it
        archive.unlink()
        begun = 0
    show(begun, None)
    web.download(url, archive, None, largest, lambda more: show(more, None))
    if expected is not None and sha256(archive) != expected:
        if begun:
            archive.unlink()
            web.download(url, archive, None, largest, lambda more: show(more, None))
        if sha256(archive) != expected:
            archive.unlink()
            raise FetchError(f"{url} has another hash than the checksum file beside it; fetch again, or from elsewhere")
    shutil.rmtree(files, ignore_errors=True)
    unpack(archive, files, largest)
    if not (files / SUMS).is_file():
        raise RefusedError(f"the zip holds no {SUMS}; name the zip of a release")
    listed = listed_files((files / DESCRIPTOR).read_bytes(), (files / SUMS).read_bytes(), largest)
    for file in listed:
        path = files / file.path
        if not path.is_file() or sha256(path) != file.sha256 or file.size not in (None, path.stat().st_size):
            raise RefusedError(f"{file.path} in the zip is not what {SUMS} names; fetch again, or from elsewhere")
    known = {files / SUMS, *(files / file.path for file in listed)}
    for path in sorted(files.rglob("*")):
        if path not in known and not path.is_dir():
            raise RefusedError(f"{path.relative_to(files)} in the zip is not named in {SUMS}; do not use this package")
    return len(listed) + 1


def _published_hash(web: Web, url: str, stage: Path) -> str | None:
    """The hash of a zip in the checksum file beside it (NAME.sha256), if there is one."""
    address = split_address(url)
    beside = address._replace(path=f"{address.path[: -len('.zip')]}.sha256", query="")
    try:
        content = _read_anew(web, urlunsplit(beside), stage / "sha256", _LARGEST_SUMS)
    except NotThereError:
        return None
    name = unquote(address.path.rpartition("/")[2])
    sums = read_sums(content, unquote(beside.path.rpartition("/")[2]))
    if name not in sums:
        raise FetchError(f"the checksum file beside {url} does not name it; check the address")
    return sums[name]
