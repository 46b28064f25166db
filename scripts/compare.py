"""Rebuild equals committed: what differs between the files on disk and what a build writes, row by row."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from scripts.build import Built
from scripts.outputs import TABLES_FOLDER, stale_tables
from validation.problems import Problem
from validation.storage import UnreadableTableError, read_csv, to_frame
from validation.tables import TABLES, key_of

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
    key = key_of(table)
    try:
        committed = to_frame(read_csv(root / TABLES_FOLDER / f"{table}.csv", table))
    except (OSError, UnreadableTableError) as error:
        yield f"{table}: cannot be read: {error}"
        return
    old = {row[key]: row for row in committed.to_dict("records")}
    new = {row[key]: row for row in built.tables[table].to_dict("records")}
    if list(old) != list(new) and old.keys() == new.keys():
        yield f"{table}: the same rows in another order"
    for record in [*old, *(record for record in new if record not in old)]:
        if record not in new:
            yield f"- {table} {record}"
        elif record not in old:
            yield f"+ {table} {record}"
        else:
            for name, was in old[record].items():
                now = new[record][name]
                if not (pd.isna(was) and pd.isna(now)) and (pd.isna(was) or pd.isna(now) or was != now):
                    yield f"~ {table} {record} {name}: {was!r} on disk, {now!r} built"
