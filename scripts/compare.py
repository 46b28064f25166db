"""Rebuild equals committed: what differs between the files on disk and what a build writes, row by row."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.build import Built
from scripts.outputs import TABLES_FOLDER, stale_tables
from scripts.versions.diff import table_diff
from validation.container import PackageError
from validation.problems import Problem
from validation.tables import TABLES

_SHOWN = 40
_REMEDY = "run `election-facts build`, look at the difference with git diff, and commit it"


def differing_files(root: Path, built: Built) -> list[Problem]:
    """One problem for each file on disk that is not what a build writes."""
    changed = [path for path, content in built.outputs.items() if not _same(root / path, content)]
    return [
        *(Problem(path, None, "file", "other content", "what a build writes", _REMEDY) for path in changed),
        *(Problem(path, None, "file", "a file", "none", _REMEDY) for path in stale_tables(root, built.outputs)),
    ]


def differing_rows(root: Path, built: Built, files: Sequence[Problem]) -> str:
    """The same for a person: the files, the rows that differ in their tables, and the command that mends it."""
    named = {problem.file for problem in files}
    lines = [f"{'not from a build' if problem.expected == 'none' else 'differs'}: {problem.file}" for problem in files]
    rows = [line for table in TABLES if f"{TABLES_FOLDER}/{table}.csv" in named for line in _rows(root, table, built)]
    more = [f"… and {len(rows) - _SHOWN} more rows"] if len(rows) > _SHOWN else []
    return "\n".join([*lines, *rows[:_SHOWN], *more, f"To mend: {_REMEDY}."])


def _same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _rows(root: Path, table: str, built: Built) -> Iterator[str]:
    path = f"{TABLES_FOLDER}/{table}.csv"
    try:
        was = (root / path).read_bytes()
        found = table_diff(table, was, built.outputs[path], ("on disk", "built"))
    except (OSError, PackageError) as error:
        yield f"{table}: cannot be read: {error}"
        return
    if found.is_reordered:
        yield f"{table}: the same rows in another order"
    yield from (f"{table}: no column {name} on disk" for name in found.added_columns)
    yield from (f"{table}: the column {name} that no build writes" for name in found.removed_columns)
    yield from (f"- {table} {record}" for record in found.removed)
    yield from (
        f"~ {table} {row.record_id} {cell.column}: {cell.old!r} on disk, {cell.new!r} built"
        for row in found.changed
        for cell in row.cells
    )
    yield from (f"+ {table} {record}" for record in found.added)
