"""data/retired.yaml: the ids that a release held and that are gone, written by people."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.annotations import closest
from scripts.entries import read_cells
from scripts.yaml_reader import Node, read_yaml
from validation.columns import KEY_PATTERN
from validation.problems import Problem
from validation.retired import FILE, KEPT
from validation.tables import RELEASE_PATTERN, columns

_SHAPE = "write it like - {table: verdicts, old: a-2019.booths, new: a-2019.polling-booths, reason: …, version: 0.2.0}"


@dataclass(frozen=True, slots=True)
class RetiredId:
    """One entry; `new_id` is None where nothing stands for the record now."""

    table: str
    old_id: str
    new_id: str | None
    reason: str
    version: str
    line: int

    @property
    def key(self) -> str:
        """The key of its row in `retired_ids`."""
        return f"{self.table}/{self.old_id}@{self.version}"

    @property
    def row(self) -> dict[str, str | None]:
        """Its row in `retired_ids`."""
        return {
            "retired_id_id": self.key,
            "table_name": self.table,
            "old_id": self.old_id,
            "new_id": self.new_id,
            "reason": self.reason,
            "version": self.version,
        }


def read_retired(root: Path, problems: list[Problem]) -> tuple[RetiredId, ...]:
    """The entries in the order of their keys; none where there is no such file. Problems are added."""
    if not (root / FILE).exists():
        return ()
    node = read_yaml(root / FILE, FILE, problems)
    if node is None:
        return ()
    entries = node.value.get("retired") if isinstance(node.value, dict) else None
    if not isinstance(node.value, dict) or entries is None or len(node.value) > 1:
        found = node.kind if not isinstance(node.value, dict) else ", ".join(node.value)
        problems.append(Problem(FILE, node.line, "file", found, "the one field `retired`", _SHAPE))
        return ()
    if not isinstance(entries.value, list):
        if entries.value != "":
            problems.append(Problem(FILE, entries.line, "retired", entries.kind, "a list of entries", _SHAPE))
        return ()
    read = [_entry(number, entry, problems) for number, entry in enumerate(entries.value, 1)]
    found_entries = sorted((entry for entry in read if entry is not None), key=lambda entry: entry.key)
    _check_repeated(found_entries, problems)
    return tuple(found_entries)


def _entry(number: int, node: Node, problems: list[Problem]) -> RetiredId | None:
    where = f"retired.{number}"
    before = len(problems)
    known = {column.short.removesuffix("_name"): column for column in columns("retired_ids") if not column.is_key}
    cells = read_cells(where, node, known, FILE, problems)
    if cells is None:
        return None
    missing = [name for name, column in known.items() if column.is_required and column.name not in cells]
    if missing and len(problems) == before:
        problems.append(Problem(FILE, node.line, where, f"no {', '.join(missing)}", "every required field", _SHAPE))
    if len(problems) > before:
        return None
    texts = {name: cell.text for name, cell in cells.items()}
    table, version = texts["table_name"], texts["version"]
    if table not in KEPT:
        say: Callable[[str], str] = "did you mean {!r}?".format
        hint = closest(table, KEPT, say, "ids of other tables need no entry")
        problems.append(Problem(FILE, cells["table_name"].line, f"{where}.table", table, " | ".join(KEPT), hint))
    if not re.match(RELEASE_PATTERN, version):
        expected = "a version such as 0.2.0"
        remedy = "write the first release without the id"
        problems.append(Problem(FILE, cells["version"].line, f"{where}.version", version, expected, remedy))
    for name in ("old_id", "new_id"):
        if name in texts and not re.match(KEY_PATTERN, texts[name]):
            expected, field = "lower-case letters, digits and . _ : @ / -", name.removesuffix("_id")
            problems.append(
                Problem(FILE, cells[name].line, f"{where}.{field}", texts[name], expected, "write the id as published")
            )
    if len(problems) > before:
        return None
    return RetiredId(table, texts["old_id"], texts.get("new_id"), texts["reason"], version, node.line)


def _check_repeated(entries: list[RetiredId], problems: list[Problem]) -> None:
    seen: dict[str, RetiredId] = {}
    for entry in entries:
        if entry.key in seen:
            first, line = sorted((seen[entry.key].line, entry.line))
            found = f"a second entry for {entry.old_id!r} in version {entry.version}"
            problems.append(
                Problem(FILE, line, "retired", found, "one entry", f"merge it with the one in line {first}")
            )
        seen.setdefault(entry.key, entry)
