"""The files of a package, in a folder or a zip: only what its descriptor names, and never too much of it."""

import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Any

from validation.limits import LARGEST_DESCRIPTOR, LARGEST_FILE
from validation.paths import inside, plain
from validation.strict_json import parse

DESCRIPTOR = "datapackage.json"

_HARMLESS = 64 << 20
_MOST_PACKED = 200
"""Above 64 MiB, no file of tables or text shrinks to less than a two-hundredth; a zip bomb does."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without bounds


class PackageError(Exception):
    """No package at that place, or none that can be read; the message says what was found and what to do."""


class Container:
    """The files of one package, in a folder or a zip.

    Args:
        place: a folder, the datapackage.json in it, or a zip.
        archive: the zip, if it stands in no file of that name.

    Raises:
        PackageError: a damaged zip, or one without a descriptor.
    """

    def __init__(self, place: Path, archive: IO[bytes] | None = None) -> None:
        self.place = place.parent if place.name == DESCRIPTOR else place
        self._zip = None
        self._base = PurePosixPath()
        if archive is not None or zipfile.is_zipfile(self.place):
            try:
                self._zip = zipfile.ZipFile(archive or self.place)
            except zipfile.BadZipFile as error:
                raise PackageError(f"{self.place} cannot be read: {error}; download it again") from error
            found = [PurePosixPath(n) for n in self._zip.namelist() if PurePosixPath(n).name == DESCRIPTOR]
            if not found:
                raise PackageError(f"{self.place} holds no datapackage.json; name the zip of a package")
            self._base = min(found, key=lambda name: len(name.parts)).parent

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """The descriptor, as far as it is one: a mapping whose resources each have a name and one path.

        Raises:
            PackageError: it is none, or cannot be read.
        """
        try:
            content = parse(self.read(DESCRIPTOR, LARGEST_DESCRIPTOR).decode("utf-8"))
            for resource in content["resources"]:
                if not isinstance(resource["name"], str) or not isinstance(resource["path"], str):
                    raise TypeError("no name or no single path")
        except (ValueError, KeyError, TypeError) as error:
            raise PackageError(f"{self.place}: datapackage.json is not the descriptor of a package") from error
        assert isinstance(content, dict)  # only a mapping has "resources"
        return content

    @property
    def resources(self) -> Iterator[dict[str, Any]]:
        """What the descriptor says of each file."""
        return iter(self.descriptor["resources"])

    def read(self, path: str, largest: int = LARGEST_FILE) -> bytes:
        """The bytes of one file.

        Raises:
            PackageError: no such file, a path that leads out of the package, or more than `largest` bytes.
        """
        if (plain(path) if self._zip else inside(self.place, path)) is None:
            raise PackageError(f"{self.place}: the path {path!r} leads out of the package")
        try:
            return self._unpacked(path, largest) if self._zip else self._from_folder(path, largest)
        # An encrypted zip gives a RuntimeError, a method that nobody knows a NotImplementedError.
        except (OSError, KeyError, zipfile.BadZipFile, EOFError, RuntimeError, ValueError) as error:
            raise PackageError(
                f"{self.place / path} cannot be read; name a folder or zip with datapackage.json, or run `make build`"
            ) from error

    @cached_property
    def _names(self) -> "Counter[str]":
        return Counter(self._zip.namelist() if self._zip else ())

    def _from_folder(self, path: str, largest: int) -> bytes:
        with (self.place / path).open("rb") as file:
            content = file.read(largest + 1)
        if len(content) > largest:
            raise PackageError(f"{self.place / path} has more than {largest:,} bytes; do not use this package")
        return content

    def _unpacked(self, path: str, largest: int) -> bytes:
        assert self._zip is not None
        name = str(self._base / path)
        if self._names[name] > 1:
            raise PackageError(f"{self.place} holds {path} {self._names[name]} times; do not use this package")
        info = self._zip.getinfo(name)
        bomb = info.file_size > _HARMLESS and info.file_size > _MOST_PACKED * info.compress_size
        if info.file_size > largest or bomb or info.compress_type not in _METHODS or is_special(info):
            raise PackageError(
                f"{self.place}: {path} is no plain file of at most {largest:,} bytes, packed as files are; "
                "do not use this package"
            )
        return self._zip.read(info)


def is_special(info: zipfile.ZipInfo) -> bool:
    """Whether a member of a zip is neither a file nor a folder: a link, a device."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    return kind not in (0, stat.S_IFREG, stat.S_IFDIR)
