"""Structure: types and codes (the pandera models), primary and unique keys, foreign keys, the table of codes."""

from collections.abc import Iterator, Mapping

import pandas as pd
import pandera.pandas as pan

from validation.codes import codes_of
from validation.columns import Column
from validation.holds import holds
from validation.package import Package, cells
from validation.problems import Problem
from validation.schema import code_rows, pandas_type
from validation.tables import TABLES, UNIQUE_TOGETHER, column, columns, key_of

ENOUGH = 200
"""Rows for which one check reports one kind of problem; more would help nobody."""

_FROM_BUILD = "use a table that the build wrote"

_IN_WORDS = {
    "not_nullable": "a value: the column is required",
    "str_matches": "lower-case letters, digits and . _ : @ / -",
    "not_equal_to": "text, or a missing cell",
    "greater_than_or_equal_to": "zero or more",
}


def check_schemas(package: Package) -> Iterator[Problem]:
    """Types, required cells, patterns and closed code lists: what the models say."""
    for table in TABLES:
        yield from schema_problems(package, table)


def schema_problems(package: Package, table: str) -> Iterator[Problem]:
    """What the model of one table says of it."""
    if holds(table, package.tables[table]):
        return
    try:
        TABLES[table].validate(package.tables[table], lazy=True)
    except pan.errors.SchemaErrors as errors:
        cases = errors.failure_cases.head(ENOUGH)
        for name, kind, value, index in zip(
            cases["column"], cases["check"], cases["failure_case"], cases["index"], strict=True
        ):
            yield _schema_problem(package, table, str(name), str(kind), value, index)


def _schema_problem(package: Package, table: str, name: str, kind: str, value: object, index: object) -> Problem:
    frame, key = package.tables[table], key_of(table)
    if kind == "column_in_schema":
        return package.problem(table, "", str(value), "a column that the table does not have", "no more", _FROM_BUILD)
    if kind == "column_in_dataframe":
        return package.problem(table, "", str(value), "no such column", "every column of the table", _FROM_BUILD)
    is_row = isinstance(index, int | float) and not pd.isna(index) and key in frame
    key_there = frame[key].iloc[int(index)] if isinstance(index, int | float) and is_row else None
    record = "" if pd.isna(key_there) else str(key_there)
    known = {target.name: target for target in columns(table)}
    expected, remedy = kind, _FROM_BUILD
    if name in known:
        target = known[name]
        expected = _expected(target, kind)
        remedy = f"{target.title}: {target.description} Example: {target.example}"
    missing = value is None or (isinstance(value, float) and pd.isna(value))
    found = "nothing" if missing else repr(value) if isinstance(value, str) else str(value)
    return package.problem(table, record, name, found, expected, remedy)


def _expected(target: Column, kind: str) -> str:
    """What a check of pandera asks for, in words."""
    rule = kind.partition("(")[0]
    if rule == "isin" and target.code_list:
        return " | ".join(codes_of(target.code_list))
    if rule == "isin" and target.is_country:
        return "an ISO 3166-1 alpha-2 code"
    if rule == "str_matches" and target.kind == "edtf":
        return "a date as EDTF, such as 2019-06-09, 2019-06 or 2019-05-11/2019-06-08"
    if rule == "dtype":
        return f"the type {pandas_type(target)}"
    return _IN_WORDS.get(rule, kind)


def check_keys(package: Package) -> Iterator[Problem]:
    """Primary keys and the other unique keys."""
    for table in TABLES:
        yield from key_problems(package, table)


def key_problems(package: Package, table: str) -> Iterator[Problem]:
    """Keys of one table, of one column or several, that stand in a second row."""
    yield from primary_key_problems(package, table)
    for names in UNIQUE_TOGETHER.get(table, ()):
        frame = package.tables[table]
        if not frame.duplicated(list(names)).any():
            continue
        yield from _repeated(package, table, names, frame[_is_whole_key(frame, table, names)])


def primary_key_problems(package: Package, table: str) -> Iterator[Problem]:
    """Keys that stand in a second row of one table."""
    frame, key = package.tables[table], key_of(table)
    if not frame[key].is_unique:
        yield from _repeated(package, table, (key,), frame)


def _repeated(package: Package, table: str, names: tuple[str, ...], rows: pd.DataFrame) -> Iterator[Problem]:
    twice = rows[rows.duplicated(list(names), keep="first")]
    for record in twice[key_of(table)].head(ENOUGH):
        yield package.problem(
            table,
            record,
            ", ".join(names),
            "a second row with the same values",
            "unique rows",
            "remove one of the two, or give it another key",
        )


def _is_whole_key(frame: pd.DataFrame, table: str, names: tuple[str, ...]) -> "pd.Series[bool]":
    """Rows to which a unique key applies: its numbers are there, and so is one of its other parts after the first."""
    numbers = [name for name in names[1:] if column(table, name).kind == "integer"]
    others = [name for name in names[1:] if name not in numbers]
    applies = frame[names[0]].notna()
    if numbers:
        applies &= frame[numbers].notna().all(axis=1)
    if others:
        applies &= frame[others].notna().any(axis=1)
    return applies


def check_references(package: Package) -> Iterator[Problem]:
    """Foreign keys, and the pairs of columns (table_name, record_id) that name a row of any table."""
    keys = _Keys(package)
    for table in TABLES:
        for reference in columns(table):
            yield from foreign_key_problems(package, table, reference, keys)
    for table in ("names", "evidence"):
        yield from _lost_records(package, table, keys)


class _Keys(dict[str, frozenset[str]]):
    """The keys of each table that was asked for so far, since many columns refer to the same tables."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._tables = package.tables

    def __missing__(self, table: str) -> frozenset[str]:
        self[table] = frozenset(self._tables[table][key_of(table)].tolist())
        return self[table]


def foreign_key_problems(
    package: Package, table: str, reference: Column, keys: Mapping[str, frozenset[str]] | None = None
) -> Iterator[Problem]:
    """Cells of one column that name no row of the table it refers to; `keys` of the tables, where they are known."""
    target = reference.refers_to
    if target is None:
        return
    known = (_Keys(package) if keys is None else keys)[target]
    for record, value in _lost(package.tables[table], key_of(table), reference.name, known):
        yield package.problem(
            table,
            record,
            reference.name,
            repr(value),
            f"an id of {target}",
            f"correct it, or add it to {target}",
        )


def _lost_records(package: Package, table: str, keys: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    key = key_of(table)
    frame = package.tables[table][[key, "table_name", "record_id"]]
    for named in frame["table_name"].unique():
        rows = frame[frame["table_name"] == named]
        for record, value in _lost(rows, key, "record_id", keys[named] if named in TABLES else frozenset()):
            yield package.problem(table, record, "record_id", repr(value), f"a row of {named}", _FROM_BUILD)


def _lost(rows: pd.DataFrame, key: str, name: str, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The keys of the first rows whose cell `name` is not among those that are known, each with that cell."""
    # `Series.isin` takes microseconds for each value to look among, so it gets only the few that are lost.
    lost = {value for value in set(rows[name].unique().tolist()).difference(known) if not pd.isna(value)}
    if lost:
        yield from cells(rows[rows[name].isin(lost)].head(ENOUGH), key, name)


def check_codes(package: Package) -> Iterator[Problem]:
    """The table of codes is the one that the models give."""
    expected = {row["code_id"]: row for row in code_rows()}
    found = {row["code_id"]: dict(row) for row in package.tables["codes"].to_dict("records")}
    for code_id in sorted(expected.keys() | found.keys()):
        if found.get(code_id) != expected.get(code_id):
            yield package.problem(
                "codes",
                code_id,
                "code",
                str(found.get(code_id, "nothing")),
                str(expected.get(code_id, "nothing")),
                "build the package again, with the version of election-facts that validates it",
            )
