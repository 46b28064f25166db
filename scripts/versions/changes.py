"""How a difference between packages is printed: for people, for the changelog, for scripts."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict

from scripts.versions.diff import Cell, PackageDiff, TableDiff
from scripts.versions.opened import printable

_WIDEST = 90
_LISTED = 50
"""Rows of one kind and table that the changelog names; the rest are counted."""

_AROUND = 24
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


def as_text(changes: PackageDiff) -> str:
    """A summary, then table by table each row: `+` added, `-` removed, `~` changed, with the cells that differ."""
    head = (
        f"{changes.old} ({changes.old_version or 'no version'}) → {changes.new} ({changes.new_version or 'no version'})"
    )
    different = [table for table in changes.tables if table.differs]
    if not different:
        return f"{head}\nThe same rows in {_number(len(changes.tables), 'table')}."
    lines = [head, "", *_aligned([_HEAD, *map(_figures, different)])]
    for table in different:
        rows = list(_rows_as_text(table, changes))
        if rows:
            lines += ["", table.table, *rows]
    if any(table.is_summarized for table in different):
        lines += ["", "* a generated table, of which --all or --table names the rows"]
    return "\n".join(lines)


_HEAD = ("table", "before", "after", "added", "removed", "changed")


def _figures(table: TableDiff) -> tuple[str, ...]:
    """One line of the summary."""
    before, after = ("–" if rows is None else f"{rows:,}" for rows in (table.old_rows, table.new_rows))
    counts = [f"{count:,}" if count else "" for count in (table.n_added, table.n_removed, table.n_changed)]
    return f"{table.table}{'*' if table.is_summarized else ''}", before, after, *counts


def _aligned(lines: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for first, *others in lines:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()


def _rows_as_text(table: TableDiff, changes: PackageDiff) -> Iterator[str]:
    yield from (f"  {line}" for line in _of_table(table))
    for record in table.added:
        yield f"  + {printable(record)}"
    for record in table.removed:
        retired = changes.retired.get((table.table, record))
        stands = f"  (now {printable(retired.new_id) or 'nothing'}: {printable(retired.reason)})" if retired else ""
        yield f"  - {printable(record)}{stands}"
    for row in table.changed:
        yield f"  ~ {printable(row.record_id)}"
        for cell in row.cells:
            old, new = _excerpts(cell)
            yield f"      {cell.column}: {old} → {new}"


def _of_table(table: TableDiff) -> Iterator[str]:
    """What is said of the table as a whole."""
    if table.old_rows is None:
        yield "a new table"
    if table.new_rows is None:
        yield "the table is gone"
    if table.added_columns:
        yield f"new columns: {', '.join(table.added_columns)}"
    if table.removed_columns:
        yield f"columns that are gone: {', '.join(table.removed_columns)}"
    if table.is_reordered:
        yield "rows in another order"


def as_markdown(changes: PackageDiff) -> str:
    """The same for a changelog, below a heading of the third level; long lists are cut and counted."""
    lines = [
        f"### Data, {_escaped(changes.old_version or changes.old)} → {_escaped(changes.new_version or changes.new)}"
    ]
    different = [table for table in changes.tables if table.differs]
    if not different:
        return "\n".join([*lines, "", f"The same rows in {_number(len(changes.tables), 'table')}."])
    lines += ["", f"| {' | '.join(_HEAD)} |", "|---|---:|---:|---:|---:|---:|"]
    for table in different:
        name, *figures = _figures(table)
        lines.append(f"| `{name.removesuffix('*')}` | {' | '.join(figures)} |")
    for table in different:
        rows = list(_rows_as_markdown(table, changes))
        if rows:
            lines += ["", f"#### {_escaped(table.table)}", "", *rows]
    return "\n".join(lines)


def _rows_as_markdown(table: TableDiff, changes: PackageDiff) -> Iterator[str]:
    yield from (f"- {line[0].upper()}{_escaped(line[1:])}." for line in _of_table(table))
    if table.added and table.old_rows is not None:
        yield f"- Added: {', '.join(f'`{record}`' for record in table.added[:_LISTED])}{_more(len(table.added))}."
    if table.removed and table.new_rows is not None:
        plain = [record for record in table.removed if (table.table, record) not in changes.retired]
        if plain:
            yield f"- Removed: {', '.join(f'`{record}`' for record in plain[:_LISTED])}{_more(len(plain))}."
        for record in table.removed:
            retired = changes.retired.get((table.table, record))
            if retired:
                stands = f"now `{retired.new_id}`" if retired.new_id else "nothing stands for it"
                yield f"- Removed: `{record}`; {stands}. {_escaped(retired.reason)}"
    for row in table.changed[:_LISTED]:
        cells = ((cell.column, *_excerpts(cell)) for cell in row.cells)
        changed = "; ".join(f"`{column}` {_escaped(old)} → {_escaped(new)}" for column, old, new in cells)
        yield f"- Changed: `{row.record_id}`: {changed}."
    if len(table.changed) > _LISTED:
        yield f"- … and {_number(len(table.changed) - _LISTED, 'more changed row')}."


def _more(count: int) -> str:
    return f" … and {count - _LISTED:,} more" if count > _LISTED else ""


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _excerpts(cell: Cell) -> tuple[str, str]:
    """Both values on one line; of long ones what lies around the difference."""
    old, new = printable(cell.old), printable(cell.new)
    if old == new:  # white space alone tells them apart
        return repr(cell.old), repr(cell.new)
    start = end = 0
    if max(len(old), len(new)) > _WIDEST:
        same = _common(old, new)
        start = max(0, same - _AROUND)
        rest = min(len(old), len(new)) - same
        end = min(_common(old[::-1], new[::-1]), rest)
        end = max(0, end - _AROUND)
    return _cut(old, start, end), _cut(new, start, end)


def _common(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, start: int, end: int) -> str:
    if not text:
        return "(empty)"
    shown = text[start : len(text) - end]
    if len(shown) > _WIDEST:
        shown, end = shown[: _WIDEST - 1], 1
    return f"“{'…' if start else ''}{shown}{'…' if end else ''}”"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", text)


def as_json(changes: PackageDiff) -> str:
    """One JSON document: both packages, and for each table that differs its numbers, columns, rows and cells.

    `{"old": {"name", "version"}, "new": …, "differs": bool, "tables": [{"table", "old_rows", "new_rows",
    "added_columns", "removed_columns", "n_added", "n_removed", "n_changed", "is_reordered", "is_summarized",
    "added": [id], "removed": [{"id", "new_id", "reason"}], "changed": [{"record_id", "cells": [{"column", "old",
    "new"}]}]}]}`; `new_id` and `reason` are null where no entry says what stands for the id.
    """
    tables = []
    for table in changes.tables:
        if table.differs:
            found = {record: changes.retired.get((table.table, record)) for record in table.removed}
            removed = [
                {"id": record, "new_id": retired and retired.new_id, "reason": retired and retired.reason}
                for record, retired in found.items()
            ]
            tables.append({**asdict(table), "removed": removed})
    content = {
        "old": {"name": changes.old, "version": changes.old_version},
        "new": {"name": changes.new, "version": changes.new_version},
        "differs": changes.differs,
        "tables": tables,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
