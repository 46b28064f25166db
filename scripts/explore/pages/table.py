"""The tables: what there is, and each table with its rows, its scripts and its files to download."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.explore.facts import Facts, Row
from scripts.explore.pages.kinds import File, Page
from scripts.explore.table_scripts import (
    cell,
    evidence_scripts,
    has_evidence,
    kind_of,
    language_of,
    row_languages,
    table_script,
    written_names,
)
from validation.columns import Column
from validation.schema import table_metadata
from validation.storage import csv_bytes, parquet_bytes, to_arrow
from validation.tables import CORE, columns

FIRST_ROWS = 50
"""Rows that stand in the page itself: at once, and for those who run no scripts."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A table as the list of tables shows it; sizes in bytes."""

    table: str
    title: str
    description: str
    columns: int
    rows: int
    csv_size: int
    parquet_size: int
    is_core: bool
    has_evidence: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell of a row that stands in the page; `code`: what the table holds, if people are shown something else."""

    text: str
    code: str
    kind: str
    language: str


def pages(facts: Facts, only: Sequence[str] = ()) -> Iterator[Page | File]:
    """The list of tables, and for each table, or those named alone, its page, scripts and downloads."""
    names = written_names(facts)
    tables = []
    for table in only or facts.tables:
        arrow = to_arrow(table, facts.rows(table))
        csv, parquet = csv_bytes(arrow), parquet_bytes(table, arrow, facts.about["version"])
        yield File(f"downloads/{table}.csv", csv)
        yield File(f"downloads/{table}.parquet", parquet)
        yield File(f"data/{table}.js", table_script(facts, table, names))
        for path, script in evidence_scripts(facts, table):
            yield File(path, script)
        about = table_metadata(table)
        tables.append(
            Listed(
                table,
                about["title"],
                about["description"],
                len(columns(table)),
                len(facts.rows(table)),
                len(csv),
                len(parquet),
                table in CORE,
                has_evidence(table),
            )
        )
        yield _page(facts, tables[-1])
    yield Page("tables/index.html", "tables.html", "Tables", {"tables": tables})


def _page(facts: Facts, listed: Listed) -> Page:
    languages = row_languages(facts, listed.table)[:FIRST_ROWS]
    rows = [
        [_shown(facts, listed.table, column, row, language) for column in columns(listed.table)]
        for row, language in zip(facts.rows(listed.table)[:FIRST_ROWS], languages, strict=True)
    ]
    context: dict[str, Any] = {"listed": listed, "columns": columns(listed.table), "rows": rows}
    return Page(f"tables/{listed.table}.html", "table.html", listed.title, context)


def _shown(facts: Facts, table: str, column: Column, row: Row, language: str) -> Shown:
    value = row[column.name]
    kind = kind_of(table, column)
    if value is None:
        return Shown("", "", kind, "en")
    text = facts.shown(column, value) if kind in ("reference", "code", "boolean", "integer", "number") else cell(value)
    own = language_of(column)
    return Shown(
        text,
        cell(value) if kind in ("reference", "code") and text != value else "",
        kind,
        (language or "en") if own == "source" else own,
    )
