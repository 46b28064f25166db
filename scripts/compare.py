"""Rebuild equals committed: what differs between the files on disk and what a build writes, row by row."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from scripts.build import Built
from scripts.outputs import TABLES_FOLDER, stale_tables
from validation.storage import UnreadableTableError, read_csv, to_frame
from validation.tables import TABLES, key_of

_SHOWN = 40
_REMEDY = "To mend: make build, look at the difference with git diff, and commit it."


def differences(root: Path, built: Built) -> str:
    """A text for a person, "" where nothing differs: the files, then the rows of the tables among them."""
    changed = [path for path, content in built.outputs.items() if not _same(root / path, content)]
    extra = stale_tables(root, built.outputs)
    if not changed and not extra:
        return ""
    lines = [f"differs: {path}" for path in changed] + [f"not from a build: {path}" for path in extra]
    rows = [line for table in TABLES if f"{TABLES_FOLDER}/{table}.csv" in changed for line in _rows(root, table, built)]
    lines += rows[:_SHOWN]
    if len(rows) > _SHOWN:
        lines.append(f"… and {len(rows) - _SHOWN} more rows")
    return "\n".join([*lines, _REMEDY])


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
