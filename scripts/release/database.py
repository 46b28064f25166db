"""The SQLite database of a release: every table with its keys, the flat tables as views, and full-text search.

The same tables give the same bytes under one version of SQLite: pages of one size, rows in the order of the tables,
no times. The version of the library stands in the file, so that databases written by two versions differ in bytes.
"""

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from scripts.release.flat import ASSESSMENTS, BETWEEN, OF_CLAIMS, FlatColumn, flat_columns
from validation.codes import codes_of, countries
from validation.columns import Column
from validation.labels import NAMED_BY, Explained
from validation.package import cells, rows_of
from validation.tables import CORE, TABLES, VOCABULARY, columns, description_of, has_column, is_claim, key_of

Tables = Mapping[str, pd.DataFrame]

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
_NAMED = ("names", "evidence")
"""Tables that name a row of any table by table_name and record_id."""

VIEWS = {**{f"{table}_flat": f"{table}_flat" for table in CORE}, ASSESSMENTS: "assessments"}
"""Flat table → the view that gives the same rows."""


def write_database(path: Path, tables: Tables, about: Mapping[str, Any]) -> None:
    """Write the database to a new file.

    Raises:
        sqlite3.Error: it cannot be written, or the SQLite library has no FTS5.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("page_size=4096", "auto_vacuum=NONE", "encoding='UTF-8'", "journal_mode=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("BEGIN")
        _write_countries(connection)
        for table in TABLES:
            connection.execute(_definition(table))
            _insert(connection, table, [column.name for column in columns(table)], _rows(tables[table]))
        for statement in (*_indexes(), *(_view(name) for name in VIEWS)):
            connection.execute(statement)
        _write_search(connection, tables)
        _write_about(connection, about)
        connection.execute("COMMIT")
        connection.execute("VACUUM")


def _insert(connection: sqlite3.Connection, table: str, names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    places = ", ".join("?" * len(names))
    connection.executemany(f'INSERT INTO "{table}" ({_quoted(names)}) VALUES ({places})', rows)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    for row in rows_of(frame):
        yield tuple(_cell(cell) for cell in row.values())


def _cell(cell: Any) -> Any:
    if isinstance(cell, bool):
        return int(cell)
    return cell.isoformat() if hasattr(cell, "isoformat") else cell


def _write_countries(connection: sqlite3.Connection) -> None:
    connection.execute('CREATE TABLE "countries" ("country_code" TEXT NOT NULL PRIMARY KEY, "name_en" TEXT NOT NULL)')
    _insert(connection, "countries", ["country_code", "name_en"], countries().items())


# Tables


def _definition(table: str) -> str:
    """The CREATE statement of a table; SQLite keeps its comments."""
    known = columns(table)
    lines = [
        f"  {_column(column)}{',' if number < len(known) else ''} -- {column.title}: {column.description}"
        for number, column in enumerate(known, 1)
    ]
    return "\n".join([f'CREATE TABLE "{table}" ( -- {description_of(table)}', *lines, ")"])


def _column(column: Column) -> str:
    parts = [f'"{column.name}"', _TYPES.get(column.kind, "TEXT")]
    if column.is_required:
        parts.append("NOT NULL")
    if column.is_key:
        parts.append("PRIMARY KEY")
    if column.refers_to:
        parts.append(f'REFERENCES "{column.refers_to}" ("{key_of(column.refers_to)}")')
    if column.is_country:
        parts.append('REFERENCES "countries" ("country_code")')
    if column.code_list:
        parts.append(f'CHECK ("{column.name}" IN ({", ".join(map(_text, codes_of(column.code_list)))}))')
    if column.kind == "boolean":
        parts.append(f'CHECK ("{column.name}" IN (0, 1))')
    return " ".join(parts)


def _indexes() -> Iterator[str]:
    for table in TABLES:
        for column in columns(table):
            if column.refers_to or column.is_country:
                yield f'CREATE INDEX "{table}_by_{column.name}" ON "{table}" ("{column.name}")'
    for table in _NAMED:
        names = [name for name in ("table_name", "record_id", "column_name") if has_column(table, name)]
        yield f'CREATE INDEX "{table}_by_record" ON "{table}" ({_quoted(names)})'


# Views


def _view(name: str) -> str:
    select = _assessments() if name == ASSESSMENTS else _flat(name)
    return f'CREATE VIEW "{VIEWS[name]}" AS {select}'


def _flat(name: str) -> str:
    table = name.removesuffix("_flat")
    chosen = ",\n  ".join(f'{_expression(column, table)} AS "{column.name}"' for column in flat_columns(name))
    return f'SELECT\n  {chosen}\nFROM "{table}" AS t ORDER BY t.rowid'


def _expression(column: FlatColumn, table: str) -> str:
    """What a column of a flat view selects, from the row `t`."""
    if isinstance(column, Column):
        return f't."{column.name}"'
    if isinstance(column, Explained):
        return _explanation(column, table)
    if column in OF_CLAIMS:
        return f"(SELECT {_OF_SOURCE[column.name]} FROM sources AS s WHERE s.source_id = t.source_id)"
    words = _OF_SOURCES[column.name]
    return (
        f"(SELECT nullif(group_concat({words}, {_text(BETWEEN)}), '') FROM (SELECT s.* FROM sources AS s WHERE EXISTS "
        f'(SELECT 1 FROM evidence AS e WHERE e.table_name = {_text(table)} AND e.record_id = t."{key_of(table)}" '
        "AND e.source_id = s.source_id) ORDER BY s.rowid) AS s)"
    )


_PUBLISHER = "(SELECT o.name_en FROM organizations AS o WHERE o.organization_id = s.publisher_id)"
_OF_SOURCE = {
    "source_title": "s.title",
    "source_publisher_name": _PUBLISHER,
    "source_published_on": "s.published_on",
}
_OF_SOURCES = {
    "source_ids": "s.source_id",
    "source_names": "s.title_en",
    "source_publisher_names": _PUBLISHER,
    "source_dates": "coalesce(s.published_on, '')",
}


def _explanation(column: Explained, table: str) -> str:
    name, referred = column.of.name, column.of.refers_to
    if column.kind == "label":
        return (
            f"(SELECT c.label_en FROM codes AS c WHERE c.code_id = {_text(f'{table}.{name}.')} || t.\"{name}\")"
        )  # fmt: skip
    if column.kind == "country":
        return f'(SELECT c.name_en FROM countries AS c WHERE c.country_code = t."{name}")'
    if referred == "elections":
        country = "(SELECT c.name_en FROM countries AS c WHERE c.country_code = r.country_code)"
        words = f"coalesce(r.body_en, r.election_type) || ', ' || {country} || ', ' || r.year"
    else:
        words = f'r."{NAMED_BY[str(referred)]}"'
    return f'(SELECT {words} FROM "{referred}" AS r WHERE r."{key_of(str(referred))}" = t."{name}")'


def _assessments() -> str:
    columns_of_verdicts = [column.name for column in flat_columns(ASSESSMENTS) if column.name not in _COUNTED]
    chosen = [*(f'"{name}"' for name in columns_of_verdicts), *(f'{_COUNTED[name]} AS "{name}"' for name in _COUNTED)]
    key = "election_id, source_id, is_retold, coalesce(asserter_id, ''), coalesce(asserter_words, '')"
    return (
        "WITH judged AS (SELECT *, attribution <> 'own' AS is_retold FROM verdicts_flat "
        "WHERE about = 'election' AND repeats_id IS NULL)\n"
        f"SELECT\n  {', '.join(chosen)}\nFROM judged AS g\nGROUP BY {key}\nORDER BY {key}"
    )


_SAME = (
    "j.election_id = g.election_id AND j.source_id = g.source_id AND j.is_retold = g.is_retold "
    "AND j.asserter_id IS g.asserter_id AND j.asserter_words IS g.asserter_words AND j.overall IS NOT NULL"
)


def _voiced(words: str, group: str) -> str:
    return (
        f"(SELECT group_concat(words, {_text(BETWEEN)}) FROM (SELECT {words} AS words, min(v.rowid) AS first "
        f"FROM judged AS j JOIN verdicts AS v USING (verdict_id) WHERE {_SAME} GROUP BY {group} ORDER BY first))"
    )


_COUNTED = {
    "is_retold": "is_retold",
    "overall": _voiced("j.overall", "j.overall"),
    "overall_label": _voiced("j.overall_label", "j.overall"),
    "overall_verdict_ids": _voiced("j.verdict_id", "j.verdict_id"),
    "verdict_count": "count(*)",
    "positive_count": "count(*) FILTER (WHERE stance = 'positive')",
    "negative_count": "count(*) FILTER (WHERE stance = 'negative')",
    "mixed_count": "count(*) FILTER (WHERE stance = 'mixed')",
    "recommendation_count": "count(*) FILTER (WHERE is_recommendation = 1)",
}


# Search


def _write_search(connection: sqlite3.Connection, tables: Tables) -> None:
    """Words of quotes and names of records; a quote is found by the names of those it names, in either script."""
    connection.execute(
        'CREATE VIRTUAL TABLE "search" USING fts5("table_name" UNINDEXED, "record_id" UNINDEXED, "words", "words_en", '
        "\"names\", tokenize = 'unicode61 remove_diacritics 2')"
    )
    _insert(connection, "search", ["table_name", "record_id", "words", "words_en", "names"], _search_rows(tables))
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")


_SearchRow = tuple[str, str, str | None, str | None, str | None]


def _search_rows(tables: Tables) -> Iterator[_SearchRow]:
    forms: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for table, record, name in cells(tables["names"], "table_name", "record_id", "name"):
        forms[table, record][name] = None
    named: dict[tuple[str, str], str] = {}
    for table in VOCABULARY:
        for row in rows_of(tables[table]):
            own = (str(row[name]) for name in row if name.startswith(("name_", "abbreviation_")) and row[name])
            words = dict.fromkeys([*own, *forms[table, row[key_of(table)]]])
            named[table, row[key_of(table)]] = "; ".join(words)
            yield table, row[key_of(table)], row["name_ru"], row["name_en"], named[table, row[key_of(table)]]
    for row in rows_of(tables["sources"]):
        yield "sources", row["source_id"], row["title"], row["title_en"], None
    passages = _passages(tables)
    written = _written(tables)
    for table in filter(is_claim, TABLES):
        for row in rows_of(tables[table]):
            record = row[key_of(table)]
            found = [
                named[referent]
                for source_id, start, end in passages.get((table, record), ())
                for referent in _within(written[source_id], start, end)
            ]
            yield table, record, row["quote"], row["quote_en"], "; ".join(dict.fromkeys(found)) or None


def _passages(tables: Tables) -> dict[tuple[str, str], list[tuple[str, int, int]]]:
    """Claim → the passages that state it."""
    found: dict[tuple[str, str], dict[tuple[str, int, int], None]] = defaultdict(dict)
    for table, record, is_context, source_id, start, end in cells(
        tables["evidence"], "table_name", "record_id", "is_context", "source_id", "start_char", "end_char"
    ):
        if not is_context:
            found[table, record][source_id, start, end] = None
    return {claim: list(passages) for claim, passages in found.items()}


_Written = list[tuple[int, int, tuple[str, str]]]
"""Names in the order of the text: start, end, table and record."""


def _written(tables: Tables) -> dict[str, _Written]:
    """Source → the names written in it."""
    found: dict[str, _Written] = defaultdict(list)
    for source_id, start, end, table, record in cells(
        tables["names"], "source_id", "start_char", "end_char", "table_name", "record_id"
    ):
        found[source_id].append((start, end, (table, record)))
    for names in found.values():
        names.sort()
    return found


def _within(names: _Written, start: int, end: int) -> Iterator[tuple[str, str]]:
    for first, last, referent in islice(names, bisect_left(names, (start,)), None):
        if first >= end:
            return
        if last <= end:
            yield referent


# About


def _write_about(connection: sqlite3.Connection, about: Mapping[str, Any]) -> None:
    connection.execute('CREATE TABLE "_about" ("name" TEXT NOT NULL PRIMARY KEY, "value" TEXT NOT NULL)')
    told = {name: about[name] for name in ("name", "title", "version", "created", "description") if name in about}
    told["codebook"] = "CODEBOOK.md of the same release says what every table, column and code means."
    told["search"] = (
        "SELECT table_name, record_id, snippet(search, 2, '[', ']', '…', 20) FROM search WHERE search MATCH 'Токаев*' "
        "ORDER BY rank: a name in either script finds every quote that names its bearer."
    )
    _insert(connection, "_about", ["name", "value"], [(name, str(value)) for name, value in told.items()])
    connection.execute(
        'CREATE TABLE "_columns" ("table_name" TEXT NOT NULL, "column_name" TEXT NOT NULL, "title" TEXT NOT NULL, '
        '"description" TEXT NOT NULL, PRIMARY KEY ("table_name", "column_name"))'
    )
    rows = [
        *((table, column.name, column.title, column.description) for table in TABLES for column in columns(table)),
        *(
            (VIEWS[name], column.name, column.title, column.description)
            for name in VIEWS
            for column in flat_columns(name)
        ),
    ]
    _insert(connection, "_columns", ["table_name", "column_name", "title", "description"], rows)
