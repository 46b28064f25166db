"""A package in memory: its tables as DataFrames and its source texts; and how to read one from a descriptor."""

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from extraction.lexicon import languages
from extraction.text import Document, UnreadableTextError
from validation.checksums import checksum_problems, sha256
from validation.limits import LARGEST_DESCRIPTOR, MOST_RESOURCES, size_of
from validation.paths import inside
from validation.problems import Problem
from validation.readings import Found, Reading, readings
from validation.schema import table_schema
from validation.storage import UnreadableTableError, csv_rows, read_csv, read_parquet, to_frame
from validation.strict_json import parse
from validation.tables import TABLES, VOCABULARY, key_of

Locate = Callable[[str, str], tuple[str, int | None]]
"""Table and record id → the file and line where a person mends it."""

JOURNAL = ".build/journal.json"
"""Stands in a package while a build's outputs are being put in place."""

REBUILD = "correct the annotation and build again; a downloaded copy: download it again"

REDISTRIBUTABLE = "redistributable"
"""The rights of a source whose text every package holds; of another, a package may hold its hash and quotes alone."""

_OTHER = "build or download it again; a package of another version: validate it with that version of election-facts"
_UNTRUSTED = "do not use this package, or mend its descriptor"


@dataclass(frozen=True)
class Package:
    """Tables by name, texts by source id, where records stand, and what the reader has found in the texts so far."""

    tables: Mapping[str, pd.DataFrame]
    texts: Mapping[str, Document]
    locate: Locate
    found: Found = field(default_factory=dict)

    @property
    def without_text(self) -> tuple[str, ...]:
        """The sources whose texts are not at hand, so that what needs them goes unchecked."""
        return tuple(source for source in self.tables["sources"]["source_id"] if source not in self.texts)

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

    def vocabulary_names(self) -> Iterator[tuple[str, str, str, str]]:
        """Table, record, language and name of each record of the vocabulary in each language in which it has one."""
        for table in VOCABULARY:
            for row in self.rows(table):
                for language in languages():
                    name = row.get(f"name_{language}")
                    if name:
                        yield table, row[key_of(table)], language, name

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


def filled(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The cells of some columns, of the rows in which none of them is empty."""
    return (row for row in zip(*(_values(frame[name]) for name in names), strict=True) if None not in row)


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a table as mappings, with None for an empty cell."""
    names = list(frame.columns)
    columns = [_values(column) for _, column in frame.items()]
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def _values(column: "pd.Series[Any]") -> list[Any]:
    values = column.tolist()
    if not column.hasnans:
        return values
    return [None if is_empty else value for value, is_empty in zip(values, column.isna().tolist(), strict=True)]


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

    Every file is held against its hash and size, and against SHA256SUMS where a release has it; each Parquet file
    against its CSV. Nothing outside the package is read, and nothing is fetched.
    """
    root = descriptor.parent
    if (root / JOURNAL).exists():
        problems.append(interrupted())
        return None
    hashes = _Hashes()
    tables: dict[str, pd.DataFrame] = {}
    package = _read_described(descriptor, hashes, tables, problems)
    texts = tables["sources"]["path"].dropna().tolist() if "sources" in tables else []
    problems += checksum_problems(root, hashes, texts)
    return package


def _read_described(
    descriptor: Path, hashes: "_Hashes", tables: dict[str, pd.DataFrame], problems: list[Problem]
) -> Package | None:
    """The package that a descriptor describes; `tables` holds those that could be read, in any case."""
    root, name = descriptor.parent, descriptor.name
    content = _descriptor(descriptor, problems)
    if content is None:
        return None
    resources = _resources(root, name, content, hashes, problems)
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
        if not _has_its_schema(described[table], table):
            where, found = f"resources.{table}.schema", "another schema than that of the model"
            problems.append(Problem(name, None, where, found, f"the schema of {table}", _OTHER))
        rows = described[table].get("rows")
        if rows != len(arrow):
            where = f"resources.{table}.rows"
            problems.append(Problem(name, None, where, str(rows), str(len(arrow)), "build or download it again"))
        twin = resources.get(f"{table}-parquet")
        same = None if twin is None else _read(root, twin, table, partial(read_parquet, rows=len(arrow)), problems)
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
        if inside(path.parent, path.name) is None:
            raise OSError(errno.EPERM, "a link that leads out of the package", str(path))
        size_of(path, LARGEST_DESCRIPTOR)
        content = parse(path.read_bytes().decode("utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        problems.append(Problem(path.name, None, "file", reason, "a descriptor", "name the path of a datapackage.json"))
        return None
    except ValueError as error:
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


def _resources(
    root: Path, name: str, content: Mapping[str, Any], hash_of: Callable[[Path], str], problems: list[Problem]
) -> dict[str, Path]:
    found: dict[str, Path] = {}
    if len(content["resources"]) > MOST_RESOURCES:
        many = f"{len(content['resources']):,} resources"
        problems.append(Problem(name, None, "resources", many, f"at most {MOST_RESOURCES:,}", _UNTRUSTED))
        return {}
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
                    _UNTRUSTED,
                )
            )
            continue
        problems += [
            Problem(name, None, f"{where}.{key}", repr(resource[key]), "an object in place, no reference", _UNTRUSTED)
            for key in ("schema", "dialect")
            if isinstance(resource.get(key), str)
        ]
        if resource["name"] in found:
            problems.append(
                Problem(name, None, where, "a name given twice", "each name once", "build or download it again")
            )
        try:
            size, digest = size_of(path), hash_of(path)
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
    """The texts that are at hand; one that may not be redistributed need not be."""
    texts = {}
    listed = sources.dropna(subset=["source_id", "path"])
    for source_id, path, rights in cells(listed, "source_id", "path", "rights"):
        target = inside(root, path)
        if rights != REDISTRIBUTABLE and target is not None and not os.path.lexists(target):
            continue
        try:
            if target is None:
                raise UnreadableTextError("a path that leads out of the package")
            size_of(target)
            texts[source_id] = Document.read(target)
        except (OSError, UnreadableTextError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            problems.append(
                Problem(path, None, f"source {source_id}", reason, "the source's text", "download it again")
            )
    return texts


def _has_its_schema(resource: Mapping[str, Any], table: str) -> bool:
    schema = resource.get("schema")
    return isinstance(schema, dict) and {k: v for k, v in schema.items() if k != "$schema"} == table_schema(table)


class _Hashes:
    """The hashes of files, each read once however many entries name it."""

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}

    def __call__(self, path: Path) -> str:
        if path not in self._known:
            self._known[path] = sha256(path)
        return self._known[path]


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
