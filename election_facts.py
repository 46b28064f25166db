"""Load the tables of an election-facts package in pandas, with their types and, on request, with names joined in.

>>> from election_facts import load
>>> verdicts = load("verdicts", labels=True)
>>> verdicts.loc[0, ["asserter_name", "aspect_label", "quote_en"]]

A package is a checkout, a folder or a zip file; the default is the one that this module stands in, else the working
directory.
"""

import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Literal, get_args

import pandas as pd
import pyarrow as pa

from validation.codes import code_lists, countries
from validation.paths import inside
from validation.storage import read_parquet_bytes, to_frame
from validation.tables import columns, key_of

TableName = Literal[
    "elections",
    "candidates",
    "observer_counts",
    "polling_station_counts",
    "verdicts",
    "missions",
    "mission_people",
    "mission_countries",
    "mission_organizations",
    "mission_places",
    "verdict_terms",
    "events",
    "event_participants",
    "figures",
    "citations",
    "persons",
    "positions",
    "organizations",
    "places",
    "names",
    "sources",
    "sentences",
    "mentions",
    "evidence",
    "codes",
]

_NAMED_BY = {
    "organizations": "name_en",
    "persons": "name_en",
    "places": "name_en",
    "missions": "name_en",
    "sources": "title_en",
    "events": "description_en",
}


class PackageError(Exception):
    """No package at that place, or none that can be read; the message says what was found and what to do."""


def load(table: TableName, path: str | Path | None = None, *, labels: bool = False) -> pd.DataFrame:
    """One table as a DataFrame with nullable types (str, Int64, Float64, boolean, date32).

    Args:
        table: name of the table.
        path: a folder with datapackage.json, that file, or a zip of the package.
        labels: add, beside each id, code and country, a column with its English name: `asserter_name` beside
            `asserter_id`, `aspect_label` beside `aspect`, `country_name` beside `country_code`.

    Raises:
        PackageError: no such table, or no readable package at `path`.
    """
    package = _Package(path)
    frame = package.read(table)
    return _labelled(frame, table, package.read) if labels else frame


def evidence_for(
    table: TableName, record_id: str, column: str | None = None, path: str | Path | None = None
) -> pd.DataFrame:
    """The words behind one record, or one cell of it: the matching rows of `evidence`, in the order of columns.

    Keys and derived cells (bounds, the year of a date) have none: they follow from other cells.

    Raises:
        PackageError: no readable package at `path`, or no such record or column.
    """
    package = _Package(path)
    frame = package.read(table)
    if record_id not in set(frame[key_of(table)]):
        raise PackageError(f"{table} has no record {record_id!r}")
    names = [known.name for known in columns(table)]
    if column is not None and column not in names:
        raise PackageError(f"{table} has no column {column!r}; there are {', '.join(names)}")
    evidence = package.read("evidence")
    rows = (evidence["table_name"] == table) & (evidence["record_id"] == record_id)
    if column is not None:
        rows &= evidence["column_name"] == column
    return evidence[rows].reset_index(drop=True)


def _labelled(frame: pd.DataFrame, table: str, read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """The table with a column of names directly after each column of ids, codes or countries."""
    names_of = cache(lambda referred: _names_of(referred, read))  # many columns refer to organizations
    parts: dict[str, pd.Series[Any]] = {}
    for column in columns(table):
        cells = frame[column.name]
        parts[column.name] = cells
        if column.refers_to is not None:
            names = names_of(column.refers_to)
            if names is not None:
                parts[f"{column.short}_name"] = cells.map(names).astype("str")
        elif column.code_list is not None:
            labels = {code.code: code.label for code in code_lists()[column.code_list]}
            parts[f"{column.name}_label"] = cells.map(labels).astype("str")
        elif column.is_country:
            parts["country_name"] = cells.map(countries()).astype("str")
    return pd.DataFrame(parts)


def _names_of(table: str, read: Callable[[str], pd.DataFrame]) -> "dict[str, str] | None":
    if table == "elections":
        rows = read(table)
        bodies = rows["body_en"].fillna(rows["election_type"])
        names = bodies + ", " + rows["country_code"].map(countries()) + ", " + rows["year"].astype("str")
        return dict(zip(rows["election_id"], names, strict=True))
    if table not in _NAMED_BY:
        return None
    rows = read(table)
    return dict(zip(rows[key_of(table)], rows[_NAMED_BY[table]], strict=True))


class _Package:
    """Reads the Parquet files that a descriptor names, from a folder or a zip."""

    def __init__(self, path: str | Path | None) -> None:
        self._place = _default() if path is None else Path(path)
        if self._place.name == "datapackage.json":
            self._place = self._place.parent
        self._zip = zipfile.ZipFile(self._place) if zipfile.is_zipfile(self._place) else None
        self._base = PurePosixPath()
        if self._zip is not None:
            found = [PurePosixPath(n) for n in self._zip.namelist() if PurePosixPath(n).name == "datapackage.json"]
            if not found:
                raise PackageError(f"{self._place} holds no datapackage.json; name the zip of a package")
            self._base = min(found, key=lambda name: len(name.parts)).parent
        try:
            resources = json.loads(self._bytes(PurePosixPath("datapackage.json")))["resources"]
            self._paths = {resource["name"]: PurePosixPath(resource["path"]) for resource in resources}
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise PackageError(f"{self._place}: datapackage.json is not the descriptor of a package") from error

    def read(self, table: str) -> pd.DataFrame:
        if table not in get_args(TableName):
            raise PackageError(f"no table {table!r}; there are {', '.join(get_args(TableName))}")
        path = self._paths.get(f"{table}-parquet")
        if path is None:
            raise PackageError(f"{self._place}: the descriptor names no Parquet file of {table!r}")
        if inside(self._place, str(path)) is None:
            raise PackageError(f"{self._place}: the path {str(path)!r} leads out of the package")
        try:
            return to_frame(read_parquet_bytes(self._bytes(path)))
        except pa.ArrowInvalid as error:
            raise PackageError(
                f"{self._place / path} is no Parquet file; download or build the package again"
            ) from error

    def _bytes(self, path: PurePosixPath) -> bytes:
        try:
            if self._zip is not None:
                return self._zip.read(str(self._base / path))
            return (self._place / path).read_bytes()
        except (OSError, KeyError, zipfile.BadZipFile, RuntimeError) as error:  # RuntimeError: it needs a password
            raise PackageError(
                f"{self._place / path} cannot be read; name a folder or zip with datapackage.json, or run `make build`"
            ) from error


def _default() -> Path:
    here = Path(__file__).resolve().parent
    return here if (here / "datapackage.json").exists() else Path()
