"""A package as its own descriptor describes it, so that one of an older or newer model can be read beside another.

Tables are read from CSV, where what a file takes in memory follows from its size.
"""

import csv
import io
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from validation.container import Container, PackageError

FLAT_FOLDER = "data/flat"
"""Holds views of the other tables in a release, which say nothing of their own and may have no key."""

_LONGEST_CELL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Field:
    """One column as a descriptor describes it; `labels`: code → label, where it is coded."""

    name: str
    title: str
    refers_to: str | None
    labels: Mapping[str, str]


class OpenedPackage:
    """The tables of one package.

    Args:
        files: where they stand.
        name: what the user called it.

    Raises:
        PackageError: the descriptor cannot be read.
    """

    def __init__(self, files: Container, name: str) -> None:
        self.name = name
        self._files = files
        self._tables: dict[str, dict[str, Any]] = {
            resource["name"]: resource
            for resource in files.resources
            if resource.get("type") == "table" and resource.get("format", "csv") == "csv"
            if not resource["path"].startswith(f"{FLAT_FOLDER}/")
        }

    @property
    def version(self) -> str:
        """The package's version, or "" where it has none."""
        return str(self._files.descriptor.get("version", ""))

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables, in the descriptor's order."""
        return tuple(self._tables)

    def csv(self, table: str) -> bytes:
        """The CSV file of a table.

        Raises:
            PackageError: no such table, or its file cannot be read.
        """
        if table not in self._tables:
            raise PackageError(f"{self.name} has no table {table!r}; there are {', '.join(self._tables)}")
        return self._files.read(self._tables[table]["path"])

    def rows(self, table: str) -> Iterator[dict[str, str]]:
        """The rows of a table, cells as CSV writes them.

        Raises:
            PackageError: a row that has not one cell a column.
        """
        lines = csv_lines(self.csv(table), f"{self.name}: {table}")
        names = next(lines)
        for number, line in enumerate(lines, 2):
            if len(line) != len(names):
                raise PackageError(f"{self.name}: row {number} of {table} has {len(line)} cells, not {len(names)}")
            yield dict(zip(names, line, strict=True))

    def ids(self, table: str) -> list[str]:
        """The keys of a table.

        Raises:
            PackageError: as for `csv`.
        """
        lines = csv_lines(self.csv(table), f"{self.name}: {table}")
        next(lines)
        return [line[0] for line in lines]

    @cached_property
    def fields(self) -> Mapping[str, tuple[Field, ...]]:
        """The columns of each table.

        Raises:
            PackageError: the descriptor describes them in no way that the Table Schema knows.
        """
        try:
            return {table: tuple(_fields(table, resource["schema"])) for table, resource in self._tables.items()}
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise PackageError(f"{self.name}: datapackage.json does not describe its tables") from error


def printable(text: str) -> str:
    """Text on one line for a terminal: a package may come from anybody, and control characters would steer it."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(one if one.isprintable() else "\ufffd" for one in line)


def csv_lines(content: bytes, what: str) -> Iterator[list[str]]:
    """The lines of a CSV file, header first.

    Raises:
        PackageError: it is none; the message begins with `what`.
    """
    csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = csv.reader(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""), strict=True)
        header = next(lines, None)
        if not header:
            raise PackageError(f"{what} has no header; run `election-facts validate`")
        yield header
        yield from (line for line in lines if line)
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackageError(f"{what} is no table in CSV: {error}; run `election-facts validate`") from error


def _fields(table: str, schema: Mapping[str, Any]) -> Iterator[Field]:
    references = {
        key["fields"][0]: key["reference"]["resource"]
        for key in schema.get("foreignKeys", ())
        if isinstance(key["fields"], list)
    }
    for field in schema["fields"]:
        labels = {str(one["value"]): str(one["label"]) for one in field.get("categories", ()) if isinstance(one, dict)}
        target = references.get(field["name"])
        yield Field(
            str(field["name"]), str(field.get("title", field["name"])), table if target == "" else target, labels
        )


def open_package(place: str) -> OpenedPackage:
    """The package in a folder, at a datapackage.json, in a zip, or in a revision of the git checkout in this folder.

    Raises:
        PackageError: there is none, or none that can be read.
    """
    path = Path(place)
    commit = None if path.exists() else _commit(place)
    if commit is None:
        return OpenedPackage(Container(path), place)
    done = subprocess.run(
        ["git", "archive", "--format=zip", commit, "--", "datapackage.json", "data/tables"],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip()
        raise PackageError(f"the revision {place} holds no package in this folder: {reason}")
    return OpenedPackage(Container(path, io.BytesIO(done.stdout)), place)


def _commit(place: str) -> str | None:
    """The commit that a name means in the git checkout in this folder, if there is one."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{place}^{{commit}}"],
            capture_output=True,
            text=True,
            check=False,
        )
    except (OSError, ValueError):  # no git; a name that no program takes
        return None
    return done.stdout.strip() or None
