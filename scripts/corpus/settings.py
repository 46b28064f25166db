"""How a corpus is read: what the user chose, and which program reads it. Another one could find other things."""

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import extraction
import scripts
import validation
from scripts.corpus.errors import CorpusError

if TYPE_CHECKING:
    from scripts.propose.known import Known

_LIBRARIES = ("pyarrow", "pymorphy3", "pymorphy3-dicts-ru", "pyyaml", "rapidfuzz")
_OPTIONAL = ("charset-normalizer", "lxml", "pypdfium2", "trafilatura")
"""Libraries that what is found depends on; the second ones are in the extra `documents`."""


@dataclass(frozen=True, slots=True)
class Program:
    """The program that reads: its version, its code and lexicons, and the libraries that it stands on.

    `libraries`: name → version, "" where it is not installed.
    """

    version: str
    code: str
    libraries: Mapping[str, str]

    def goes_on(self, earlier: "Program") -> bool:
        """Whether it would find what an earlier one found, but for files that had needed a library not there then."""
        return self.code == earlier.code and all(
            self.libraries.get(name) == number for name, number in earlier.libraries.items() if number
        )

    def to_json(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Program":
        return cls(**json.loads(text))


@cache
def program() -> Program:
    """The program that runs. Its code counts, since between two releases the version stays the same."""
    digest = hashlib.sha256()
    rooms = [*_folders(extraction), *_folders(validation), *(Path(scripts.__path__[0]) / name for name in _READING)]
    for room in rooms:
        for path in sorted((*room.rglob("*.py"), *room.rglob("*.yaml"))):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(room).as_posix()} {len(content)}\n".encode() + content)
    libraries = {name: _version(name) for name in (*_LIBRARIES, *_OPTIONAL)}
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Program(_version("election-facts"), digest.hexdigest()[:16], {"python": python, **libraries})


_READING = ("corpus", "propose")


def _folders(package: object) -> list[Path]:
    return [Path(path) for path in getattr(package, "__path__", ())]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True)
class Settings:
    """How documents are read; every worker is given them.

    Attributes:
        language: ISO 639-1 of all documents; "" where each is read in the one that its letters tell.
        known: the vocabulary whose ids names are given; None without one.
        vocabulary: the hash of it, "" without one.
        time_limit: seconds for a document of up to a megabyte, and for each megabyte of a larger one; after them the
            process that reads it is ended. 0 for none.
        program: who reads.
    """

    language: str = ""
    known: "Known | None" = None
    vocabulary: str = ""
    time_limit: float = 0
    program: Program = field(default_factory=program)

    def seconds_for(self, size: int) -> float:
        """The longest that a document of so many bytes may take; 0 for ever."""
        return self.time_limit * max(1.0, size / 1e6)


_KNOWN = ("names", "organizations", "persons", "places", "elections", "missions")


def read_vocabulary(package: str) -> "tuple[Known, str]":
    """What a package holds already (a folder, a datapackage.json, a zip), and the hash of it.

    Raises:
        CorpusError: there is no package, or none that can be read.
    """
    from scripts.propose.known import known_of
    from scripts.versions.opened import open_package
    from validation.container import PackageError

    try:
        opened = open_package(package)
        rows = {table: list(opened.rows(table)) for table in _KNOWN}
        return known_of(rows), hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
    except PackageError as error:
        raise CorpusError(f"no vocabulary in {package}: {error}") from error
    except KeyError as error:
        raise CorpusError(f"no vocabulary in {package}: its tables lack the column {error}") from error
