"""Flat tables: the core tables for spreadsheets, each with names, labels and sources joined in, and the assessments.

They are UTF-8 with a byte order mark, without which Excel shows Cyrillic as noise. A cell of text that a spreadsheet
might take for a formula has an apostrophe before it; so has one that begins with an apostrophe, so that to remove one
from the front of each cell that has one gives the words back.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from scripts.descriptor import integrity
from scripts.versions.opened import FLAT_FOLDER
from validation.codes import labels_of
from validation.columns import Column, Kind
from validation.labels import Explained, labelled, with_labels
from validation.package import rows_of
from validation.schema import arrow_type, field_schema, table_metadata
from validation.storage import csv_bytes, to_frame
from validation.tables import CORE, has_column, key_of

ASSESSMENTS = "assessments_flat"
BETWEEN = " | "
"""Stands between several values of one cell."""

Tables = Mapping[str, pd.DataFrame]

_BOM = b"\xef\xbb\xbf"
_GUARDED = re.compile(r"['=+\-@\t\r\n＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Joined:
    """A column that comes from the sources, or counts and gathers verdicts."""

    name: str
    kind: Kind
    title: str
    description: str


FlatColumn = Column | Explained | Joined

OF_CLAIMS = (
    Joined("source_title", "text", "Source, title", "The document's title in its own language."),
    Joined("source_publisher_name", "text", "Source, publisher", "English name of who published the document."),
    Joined("source_published_on", "day", "Source, date", "Date of the document, if stated."),
)
"""Columns that follow `source_name` in a table of claims."""

OF_RECORDS = (
    Joined("source_ids", "text", "Sources", f"The documents that state cells of the row, with `{BETWEEN}` between."),
    Joined("source_names", "text", "Sources, names", "Their English titles, in the same order."),
    Joined("source_publisher_names", "text", "Sources, publishers", "Who published them, in the same order."),
    Joined("source_dates", "text", "Sources, dates", "Their dates, in the same order, empty where none is stated."),
)
"""Columns at the end of a table whose rows are no claims: several documents may state one."""

_WHICH = "that judge the election, without repetitions"

OF_ASSESSMENTS = (
    Joined("is_retold", "boolean", "Retold", "False where the document's author speaks, true where others do."),
    Joined("overall", "text", "Overall verdict", f"The overall verdict if voiced, several with `{BETWEEN}` between."),
    Joined("overall_label", "text", "Overall verdict, label", "English label of `overall`."),
    Joined("overall_verdict_ids", "text", "Overall, verdicts", "The verdicts that say so; their quotes are its words."),
    Joined("verdict_count", "integer", "Verdicts", f"Verdicts {_WHICH}."),
    Joined("positive_count", "integer", "Positive", f"Praise among the verdicts {_WHICH}."),
    Joined("negative_count", "integer", "Negative", f"Fault among the verdicts {_WHICH}."),
    Joined("mixed_count", "integer", "Mixed", f"Praise and fault in one, among the verdicts {_WHICH}."),
    Joined("recommendation_count", "integer", "Recommendations", f"Recommendations among the verdicts {_WHICH}."),
)

_GROUPED_BY = ("election_id", "source_id", "asserter_id", "asserter_words")
_ABOUT_ASSESSMENTS = (
    "Who assesses which election in which document, in its author's own voice or retold: one row each, with the "
    "overall verdict if voiced and the numbers of verdicts. Verdicts about the observation of an election are left out."
)


def flat_columns(name: str) -> tuple[FlatColumn, ...]:
    """The columns of a flat table, in order."""
    table = "verdicts" if name == ASSESSMENTS else name.removesuffix("_flat")
    known: list[FlatColumn] = []
    for column in with_labels(table):
        if name != ASSESSMENTS or _origin(column) in _GROUPED_BY:
            known.append(column)
        if column.name == "source_name":
            known += OF_CLAIMS
    if name == ASSESSMENTS:
        return (*known, *OF_ASSESSMENTS)
    return tuple(known) if has_column(table, "source_id") else (*known, *OF_RECORDS)


def _origin(column: Column | Explained) -> str:
    return column.name if isinstance(column, Column) else column.of.name


def flat_tables(tables: Tables) -> dict[str, pd.DataFrame]:
    """Every flat table by name, from the tables of a package."""
    flat = {f"{table}_flat": _flat(table, tables) for table in CORE}
    flat[ASSESSMENTS] = _assessments(flat["verdicts_flat"])
    return flat


def _flat(table: str, tables: Tables) -> pd.DataFrame:
    frame = labelled(tables[table], table, tables.__getitem__)
    add = _add_source if has_column(table, "source_id") else _add_sources
    added = add(frame, table, _sources(tables), tables)
    return added[[column.name for column in flat_columns(f"{table}_flat")]]


def _sources(tables: Tables) -> pd.DataFrame:
    """Title, publisher and date of each source, in their order."""
    organizations = tables["organizations"].set_index("organization_id")["name_en"].to_dict()
    sources = tables["sources"].set_index("source_id")
    return sources.assign(publisher=sources["publisher_id"].map(organizations))


def _add_source(frame: pd.DataFrame, _: str, sources: pd.DataFrame, __: Tables) -> pd.DataFrame:
    source = frame["source_id"]
    return frame.assign(
        source_title=source.map(sources["title"].to_dict()).astype("str"),
        source_publisher_name=source.map(sources["publisher"].to_dict()).astype("str"),
        source_published_on=sources["published_on"].reindex(source).array,
    )


def _add_sources(frame: pd.DataFrame, table: str, sources: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    evidence = tables["evidence"]
    own = evidence[evidence["table_name"] == table]
    stating: dict[str, set[str]] = {}
    for record, source_id in zip(own["record_id"], own["source_id"], strict=True):
        stating.setdefault(record, set()).add(source_id)
    dates = sources["published_on"].map(lambda day: "" if pd.isna(day) else day.isoformat())
    listed = {
        "source_ids": dict(zip(sources.index, sources.index, strict=True)),
        "source_names": sources["title_en"].to_dict(),
        "source_publisher_names": sources["publisher"].to_dict(),
        "source_dates": dates.to_dict(),
    }

    def joined(record: str, words: Mapping[str, str]) -> str | None:
        found = stating.get(record, set())
        return BETWEEN.join(words[source_id] for source_id in sources.index if source_id in found) or None

    keys = frame[key_of(table)]
    return frame.assign(
        **{name: keys.map(lambda key, words=words: joined(key, words)).astype("str") for name, words in listed.items()}
    )


def _assessments(verdicts: pd.DataFrame) -> pd.DataFrame:
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows_of(verdicts):
        if row["about"] == "election" and row["repeats_id"] is None:
            is_retold = row["attribution"] != "own"
            # Sorted as SQLite sorts: by code points, what is empty first.
            key = (*(row[name] or "" for name in ("election_id", "source_id")), str(int(is_retold)))
            groups.setdefault((*key, row["asserter_id"] or "", row["asserter_words"] or ""), []).append(row)
    rows = [{**groups[key][0], **_assessment(groups[key])} for key in sorted(groups)]
    columns = flat_columns(ASSESSMENTS)
    return to_frame(_arrow(columns, {column.name: [row[column.name] for row in rows] for column in columns}))


def _assessment(verdicts: list[dict[str, Any]]) -> dict[str, Any]:
    labels = labels_of("overall")
    voiced = [row["verdict_id"] for row in verdicts if row["overall"] is not None]
    overall = list(dict.fromkeys(row["overall"] for row in verdicts if row["overall"] is not None))

    stances = Counter(row["stance"] for row in verdicts)
    return {
        "is_retold": verdicts[0]["attribution"] != "own",
        "overall": BETWEEN.join(overall) or None,
        "overall_label": BETWEEN.join(labels[code] for code in overall) or None,
        "overall_verdict_ids": BETWEEN.join(voiced) or None,
        "verdict_count": len(verdicts),
        **{f"{stance}_count": stances[stance] for stance in ("positive", "negative", "mixed")},
        "recommendation_count": sum(1 for row in verdicts if row["is_recommendation"]),
    }


def _arrow(columns: Iterable[FlatColumn], cells: Mapping[str, list[Any]]) -> pa.Table:
    schema = pa.schema([(column.name, arrow_type(_kind(column))) for column in columns])
    return pa.Table.from_pydict(cells, schema=schema)


def _kind(column: FlatColumn) -> Kind:
    return "text" if isinstance(column, Explained) else column.kind


# Files


def guarded(text: str) -> str:
    """Text with an apostrophe before it where a spreadsheet might take it for a formula, or it begins with one."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """The words of a cell of a flat file."""
    return text.removeprefix("'")


def flat_csv(name: str, frame: pd.DataFrame) -> bytes:
    """The CSV file of a flat table."""
    columns = flat_columns(name)
    return _BOM + csv_bytes(_arrow(columns, {column.name: list(_cells(frame, column)) for column in columns}))


def _cells(frame: pd.DataFrame, column: FlatColumn) -> Iterator[Any]:
    cells, is_text = frame[column.name], _kind(column) in ("text", "edtf")
    for cell, is_empty in zip(cells.tolist(), cells.isna().tolist(), strict=True):
        yield None if is_empty else guarded(cell) if is_text else cell


def flat_resource(name: str, frame: pd.DataFrame, content: bytes) -> dict[str, Any]:
    """The resource of a flat table in a release's descriptor."""
    table = "verdicts" if name == ASSESSMENTS else name.removesuffix("_flat")
    about = table_metadata(table)
    title = "Assessments" if name == ASSESSMENTS else about["title"]
    description = _ABOUT_ASSESSMENTS if name == ASSESSMENTS else about["description"]
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in flat_columns(name)]}
    if name != ASSESSMENTS:
        schema["primaryKey"] = [key_of(table)]
    return {
        "name": name,
        "type": "table",
        "title": f"{title}, flat",
        "description": f"{description} For spreadsheets: names, labels and sources joined in; begins with a byte order "
        "mark; an apostrophe stands before text that a spreadsheet might take for a formula.",
        "path": f"{FLAT_FOLDER}/{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **integrity(content),
        "rows": len(frame),
        "schema": {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json", **schema, "missingValues": [""]},
    }


def _field(table: str, column: FlatColumn) -> dict[str, Any]:
    if isinstance(column, Column):
        return field_schema(table, column)
    kinds = {"integer": "integer", "boolean": "boolean", "day": "date"}
    field: dict[str, Any] = {"name": column.name, "type": kinds.get(_kind(column), "string")}
    field |= {"title": column.title, "description": column.description}
    if field["type"] == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return field
