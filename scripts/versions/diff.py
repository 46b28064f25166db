"""What changed between two packages, row by row and cell by cell. The cost is linear in their rows.

Cells are compared as CSV writes them, so the models of the two packages need not be the same: a table or column that
only one of them has is named as such, and the columns that both have are compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from scripts.versions.opened import OpenedPackage, csv_lines
from validation.container import PackageError
from validation.tables import CORE

SUMMARIZED = ("names", "sentences", "mentions", "evidence", "codes")
"""Generated tables whose changes follow from those of others; of them only numbers are given unless asked for."""

_BLOCK = 16 << 20
"""Bytes that pyarrow reads at a time; a row must fit."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that differs: its column, and what it held and holds ("" for empty)."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of both packages with the cells that differ, in the order of the columns."""

    record_id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Retired:
    """What stands for a removed row now ("" for nothing), and why, as the new package's `retired_ids` says."""

    new_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class TableDiff:
    """What changed in one table.

    `old_rows`, `new_rows`: how many rows each has; None where that package has no such table. The numbers count all
    rows; `added`, `removed` and `changed` name them, or are empty where the table is only summarized.
    """

    table: str
    old_rows: int | None
    new_rows: int | None
    added_columns: tuple[str, ...] = ()
    removed_columns: tuple[str, ...] = ()
    n_added: int = 0
    n_removed: int = 0
    n_changed: int = 0
    is_reordered: bool = False
    is_summarized: bool = False
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[ChangedRow, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the two packages differ in this table."""
        counts = self.n_added + self.n_removed + self.n_changed
        columns = self.added_columns or self.removed_columns
        return bool(counts or columns or self.is_reordered or self.old_rows is None or self.new_rows is None)


@dataclass(frozen=True, slots=True)
class PackageDiff:
    """What changed between two packages: core tables first, then the others in their order."""

    old: str
    new: str
    old_version: str
    new_version: str
    tables: tuple[TableDiff, ...]
    retired: Mapping[tuple[str, str], Retired]

    @property
    def differs(self) -> bool:
        """Whether any table or the version differs."""
        return self.old_version != self.new_version or any(table.differs for table in self.tables)


def diff(old: OpenedPackage, new: OpenedPackage, tables: Sequence[str] = (), *, in_full: bool = False) -> PackageDiff:
    """Compare two packages.

    Args:
        old: the earlier one.
        new: the later one.
        tables: compare these tables alone, each in full; all where none is named.
        in_full: name each row of the generated tables, too.

    Raises:
        PackageError: a table cannot be read, or has one key twice, or is in neither package.
    """
    known = [*CORE, *(table for table in (*new.tables, *old.tables) if table not in CORE)]
    names = tuple(dict.fromkeys(table for table in known if table in new.tables or table in old.tables))
    for table in tables:
        if table not in names:
            raise PackageError(f"neither package has a table {table!r}; there are {', '.join(names)}")
    found = [
        _table(old, new, table, summarized=not (in_full or tables) and table in SUMMARIZED)
        for table in names
        if not tables or table in tables
    ]
    return PackageDiff(old.name, new.name, old.version, new.version, tuple(found), _retired(new))


def _retired(new: OpenedPackage) -> dict[tuple[str, str], Retired]:
    rows = new.rows("retired_ids") if "retired_ids" in new.tables else ()
    return {
        (row.get("table_name", ""), row.get("old_id", "")): Retired(row.get("new_id", ""), row.get("reason", ""))
        for row in rows
    }


def _table(old: OpenedPackage, new: OpenedPackage, table: str, *, summarized: bool) -> TableDiff:
    was = old.csv(table) if table in old.tables else None
    now = new.csv(table) if table in new.tables else None
    return table_diff(table, was, now, (old.name, new.name), summarized=summarized)


def table_diff(
    table: str, was: bytes | None, now: bytes | None, names: tuple[str, str], *, summarized: bool = False
) -> TableDiff:
    """Compare the CSV files of one table; None stands for a package without it, but one of the two has it.

    Args:
        table: its name.
        was: the earlier file.
        now: the later file.
        names: what the two packages are called.
        summarized: give numbers of rows alone.

    Raises:
        PackageError: a file is no table in CSV, or has one key twice.
    """
    is_same = was == now
    before = None if was is None else _read(was, f"{names[0]}: {table}")
    was = None  # what a large table takes in memory is needed for the next one
    if before is not None and is_same:
        return TableDiff(table, len(before), len(before), is_summarized=summarized)
    after = None if now is None else _read(now, f"{names[1]}: {table}")
    now = None
    if before is not None and after is not None:
        return _compared(table, before, after, summarized=summarized)
    if before is not None:
        ids = () if summarized else tuple(before[0].to_pylist())
        return TableDiff(table, len(before), None, n_removed=len(before), is_summarized=summarized, removed=ids)
    assert after is not None  # a table is in one package at least
    ids = () if summarized else tuple(after[0].to_pylist())
    return TableDiff(table, None, len(after), n_added=len(after), is_summarized=summarized, added=ids)


def _compared(table: str, before: pa.Table, after: pa.Table, *, summarized: bool) -> TableDiff:
    old_keys, new_keys = before[0].combine_chunks(), after[0].combine_chunks()
    place = pc.index_in(new_keys, value_set=old_keys)  # of each new row among the old ones
    is_old = pc.is_valid(place)
    old_place, new_place = place.filter(is_old), pc.indices_nonzero(is_old)  # of the rows that both have
    shared = [name for name in after.column_names[1:] if name in before.column_names[1:]]
    differ = {name: _unequal(before[name], old_place, after[name], new_place) for name in shared}
    any_differs = pa.nulls(len(old_place), pa.bool_()).fill_null(False)
    for mask in differ.values():
        any_differs = pc.or_(any_differs, mask)
    removed = pc.invert(pc.is_in(old_keys, value_set=new_keys))
    steps = pc.greater(old_place.slice(1), old_place.slice(0, max(0, len(old_place) - 1)))
    return TableDiff(
        table,
        len(before),
        len(after),
        tuple(name for name in after.column_names if name not in before.column_names),
        tuple(name for name in before.column_names if name not in after.column_names),
        n_added=len(after) - len(old_place),
        n_removed=pc.sum(removed).as_py() or 0,
        n_changed=pc.sum(any_differs).as_py() or 0,
        is_reordered=not pc.all(steps, min_count=0).as_py(),
        is_summarized=summarized,
        added=() if summarized else tuple(new_keys.filter(pc.invert(is_old)).to_pylist()),
        removed=() if summarized else tuple(old_keys.filter(removed).to_pylist()),
        changed=()
        if summarized and table != "codes"
        else _changed(
            before.take(old_place.filter(any_differs)),
            after.take(new_place.filter(any_differs)),
            {name: mask.filter(any_differs) for name, mask in differ.items()},
        ),
    )


def _unequal(before: pa.ChunkedArray, old_place: pa.Array, after: pa.ChunkedArray, new_place: pa.Array) -> pa.Array:
    """For each row that both packages have, whether its cell in one column differs."""
    unequal = pc.not_equal(before.take(old_place), after.take(new_place))
    return unequal.combine_chunks() if isinstance(unequal, pa.ChunkedArray) else unequal


def _changed(was: pa.Table, now: pa.Table, differ: Mapping[str, pa.Array]) -> tuple[ChangedRow, ...]:
    """The rows that differ; `differ` says of each column in which of them."""
    cells: list[list[Cell]] = [[] for _ in range(len(now))]
    for name, mask in differ.items():
        places = pc.indices_nonzero(mask)
        old_cells, new_cells = was[name].take(places).to_pylist(), now[name].take(places).to_pylist()
        for row, old, new in zip(places.to_pylist(), old_cells, new_cells, strict=True):
            cells[row].append(Cell(name, old, new))
    return tuple(ChangedRow(key, tuple(row)) for key, row in zip(now[0].to_pylist(), cells, strict=True))


def _read(content: bytes, what: str) -> pa.Table:
    """A table with every cell as text; empty cells are empty text."""
    names = next(csv_lines(content, what))
    if len(set(names)) < len(names):
        raise PackageError(f"{what} has a column twice; run `election-facts validate`")
    try:
        # Without threads: pyarrow's may outlive a short program and abort it.
        arrow = pa_csv.read_csv(
            pa.BufferReader(content),
            read_options=pa_csv.ReadOptions(use_threads=False, block_size=_BLOCK),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise PackageError(f"{what} is no table in CSV: {error}; run `election-facts validate`") from error
    if pc.count_distinct(arrow[0]).as_py() < len(arrow):
        raise PackageError(f"{what} has one key twice; run `election-facts validate`")
    return arrow.combine_chunks()
