"""A package in memory: its tables as DataFrames and its source texts; and how to read one from a descriptor."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
import pyarrow as pa

from extraction.text import Document, UnreadableTextError
from validation.problems import Problem
from validation.readings import Found, Reading, readings
from validation.storage import UnreadableTableError, csv_rows, read_csv, read_parquet, to_frame
from validation.tables import TABLES

Locate = Callable[[str, str], tuple[str, int | None]]
"""Table and record id → the file and line where a person mends it."""

JOURNAL = ".build/journal.json"
"""Stands in a package while a build's outputs are being put in place."""

REBUILD = "correct the annotation and build again; a downloaded copy: download it again"

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Package:
    """Tables by name, texts by source id, where records stand, and what the reader has found in the texts so far."""

    tables: Mapping[str, pd.DataFrame]
    texts: Mapping[str, Document]
    locate: Locate
    found: Found = field(default_factory=dict)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """What the reader of text finds in each source whose text is at hand."""
        languages = dict(cells(self.tables["sources"], "source_id", "language"))
        return readings(self.texts, languages, self.rows("names"), self.found)

    @cached_property
    def known_rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of the tables that were asked for as rows so far, since many checks read the same ones."""
        return {}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as mappings, with None for an empty cell; do not change them."""
        if table not in self.known_rows:
            self.known_rows[table] = list(rows_of(self.tables[table]))
        return self.known_rows[table]

    def problem(
        self, table: str, record_id: str, name: str, found: str, expected: str, remedy: str = REBUILD
    ) -> Problem:
        """A problem in the cell `name` of a record (of the whole column: ""), at the place where a person mends it."""
        file, line = self.locate(table, record_id)
        field = f"{table}.{record_id}.{name}" if record_id else f"{table}.{name}"
        return Problem(file, line, field, found, expected, remedy)


def cells(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The cells of some columns, row by row: much faster than to iterate over columns that hold Arrow strings."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a table as mappings, with None for an empty cell."""
    names = list(frame.columns)
    columns = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in names]
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def inside(root: Path, path: str) -> Path | None:
    """The file at a relative path below `root`, or None where the path leads out of it, also by a link."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        return None
    if any(character in path for character in "\\:"):
        return None
    target = root / pure
    try:
        return target if target.resolve().is_relative_to(root.resolve()) else None
    except (OSError, RuntimeError, ValueError):  # a loop of links, or no text that the file system takes
        return None


def interrupted() -> Problem:
    """The problem of a package in which a build's outputs are only partly in place."""
    return Problem(
        JOURNAL,
        None,
        "build",
        "an interrupted build: files of two builds may stand side by side",
        "the outputs of one build",
        "run `election-facts build`, which completes or undoes it",
    )


def read_package(descriptor: Path, problems: list[Problem]) -> Package | None:
    """Read the package that a datapackage.json describes; None where it cannot be checked further.

    Every file is held against its hash and size, each Parquet file against its CSV.
    """
    root, name = descriptor.parent, descriptor.name
    if (root / JOURNAL).exists():
        problems.append(interrupted())
        return None
    content = _descriptor(descriptor, problems)
    if content is None:
        return None
    resources = _resources(root, name, content, problems)
    tables: dict[str, pd.DataFrame] = {}
    described = {resource.get("name"): resource for resource in content["resources"] if isinstance(resource, dict)}
    problems += [
        Problem(name, None, "resources", f"no resource {needed!r}", "every table in both formats", "build it again")
        for table in TABLES
        for needed in (table, f"{table}-parquet")
        if needed not in described
    ]
    for table in TABLES:
        path = resources.get(table)
        if path is None:
            continue
        arrow = _read(root, path, table, read_csv, problems)
        if arrow is None:
            continue
        tables[table] = to_frame(arrow)
        rows = described[table].get("rows")
        if rows != len(arrow):
            where = f"resources.{table}.rows"
            problems.append(Problem(name, None, where, str(rows), str(len(arrow)), "build or download it again"))
        twin = resources.get(f"{table}-parquet")
        same = None if twin is None else _read(root, twin, table, read_parquet, problems)
        if twin is not None and same is not None and not same.equals(arrow):
            file, found = twin.relative_to(root).as_posix(), "rows that differ from the CSV file"
            problems.append(Problem(file, None, table, found, "the same rows", "build the package again"))
    if set(tables) != set(TABLES):
        return None
    texts = _texts(root, tables["sources"], problems)
    return Package(tables, texts, _Locator(root, {table: resources[table] for table in TABLES}))


def _read(
    root: Path, path: Path, table: str, read: Callable[[Path, str], pa.Table], problems: list[Problem]
) -> pa.Table | None:
    try:
        return read(path, table)
    except (UnreadableTableError, OSError) as error:
        line, column = getattr(error, "line", None), getattr(error, "column", None)
        field = f"{table}.{column}" if column else table
        remedy = "download or build the package again"
        file = path.relative_to(root).as_posix()
        problems.append(Problem(file, line, field, str(error), "a table of its model", remedy))
        return None


def _descriptor(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        problems.append(Problem(path.name, None, "file", reason, "a descriptor", "name the path of a datapackage.json"))
        return None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        problems.append(
            Problem(path.name, line, "JSON", str(error), "well-formed JSON in UTF-8", "build or download it again")
        )
        return None
    if not isinstance(content, dict) or not isinstance(content.get("resources"), list):
        problems.append(
            Problem(path.name, None, "resources", "no list", "a list of resources", "build or download it again")
        )
        return None
    return content


def _resources(root: Path, name: str, content: Mapping[str, Any], problems: list[Problem]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for index, resource in enumerate(content["resources"]):
        where = f"resources[{index}]"
        if not isinstance(resource, dict) or not all(isinstance(resource.get(key), str) for key in ("name", "path")):
            problems.append(
                Problem(
                    name, None, where, "no name or no single path", "a resource with both", "build or download it again"
                )
            )
            continue
        where = f"resources.{resource['name']}"
        path = inside(root, resource["path"])
        if path is None:
            problems.append(
                Problem(
                    name,
                    None,
                    f"{where}.path",
                    resource["path"],
                    "a relative path inside the package",
                    "do not use this package, or mend its descriptor",
                )
            )
            continue
        if resource["name"] in found:
            problems.append(
                Problem(name, None, where, "a name given twice", "each name once", "build or download it again")
            )
        try:
            size, digest = path.stat().st_size, _sha256(path)
        except OSError as error:
            reason = error.strerror or str(error)
            problems.append(Problem(resource["path"], None, "file", reason, "the file", "build or download it again"))
            continue
        found[resource["name"]] = path
        if resource.get("bytes") != size or resource.get("hash") != f"sha256:{digest}":
            problems.append(
                Problem(
                    resource["path"],
                    None,
                    "hash",
                    f"{size} bytes, sha256:{digest}",
                    f"{resource.get('bytes')} bytes, {resource.get('hash')}, as {name} says",
                    "build or download the package again; a mix of two versions is no package",
                )
            )
    return found


def _texts(root: Path, sources: pd.DataFrame, problems: list[Problem]) -> dict[str, Document]:
    texts = {}
    for source_id, path in cells(sources.dropna(subset=["source_id", "path"]), "source_id", "path"):
        target = inside(root, path)
        try:
            if target is None:
                raise UnreadableTextError("a path that leads out of the package")
            texts[source_id] = Document.read(target)
        except (OSError, UnreadableTextError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            problems.append(
                Problem(path, None, f"source {source_id}", reason, "the source's text", "download it again")
            )
    return texts


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


class _Locator:
    """Finds the line of a record in its CSV file, reading the file once and only when a problem asks."""

    def __init__(self, root: Path, paths: Mapping[str, Path]) -> None:
        self._root = root
        self._paths = paths
        self._lines: dict[str, dict[str, int]] = {}

    def __call__(self, table: str, record_id: str) -> tuple[str, int | None]:
        path = self._paths[table]
        if table not in self._lines:
            lines: dict[str, int] = {}
            for line, row in csv_rows(path):
                if row:  # an empty line holds no row; the key is the first column
                    lines.setdefault(row[0], line)
            self._lines[table] = lines
        return path.relative_to(self._root).as_posix(), self._lines[table].get(record_id)
