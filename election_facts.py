"""Load the tables of an election-facts package in pandas, with their types and, on request, with names joined in.

>>> from election_facts import load
>>> verdicts = load("verdicts", labels=True)
>>> verdicts.loc[0, ["asserter_name", "aspect_label", "quote_en"]]

A package is a checkout, a folder or a zip file; the default is the one that this module stands in, else the working
directory.
"""

from pathlib import Path
from typing import Literal, get_args

import pandas as pd
import pyarrow as pa

from validation.container import Container, PackageError
from validation.labels import labelled
from validation.storage import read_parquet_bytes, to_frame
from validation.tables import columns, key_of

__all__ = ["PackageError", "TableName", "evidence_for", "load"]

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
    "retired_ids",
    "codes",
]


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
    return labelled(frame, table, package.read) if labels else frame


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


class _Package:
    """Reads the Parquet files that a descriptor names, from a folder or a zip."""

    def __init__(self, path: str | Path | None) -> None:
        self._files = Container(_default() if path is None else Path(path))
        self._paths = {resource["name"]: resource["path"] for resource in self._files.resources}

    def read(self, table: str) -> pd.DataFrame:
        if table not in get_args(TableName):
            raise PackageError(f"no table {table!r}; there are {', '.join(get_args(TableName))}")
        path = self._paths.get(f"{table}-parquet")
        if path is None:
            raise PackageError(f"{self._files.place}: the descriptor names no Parquet file of {table!r}")
        try:
            return to_frame(read_parquet_bytes(self._files.read(path)))
        except pa.ArrowInvalid as error:
            raise PackageError(
                f"{self._files.place / path} is no Parquet file; download or build the package again"
            ) from error


def _default() -> Path:
    here = Path(__file__).resolve().parent
    return here if (here / "datapackage.json").exists() else Path()
