"""data/published/ids.csv: the ids of the last release and what they stood for, and whether the tables keep them."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from scripts.versions.retired import RetiredId
from validation.package import Locate, rows_of
from validation.problems import Problem
from validation.retired import FILE as RETIRED
from validation.retired import KEPT
from validation.storage import csv_rows
from validation.tables import identity_of, key_of
from validation.values import write_value

FILE = "data/published/ids.csv"
_HEADER = ("table_name", "record_id", "version", "identity")

Identity = Mapping[str, str | None]
"""The cells that fix what a record is, as CSV writes them; None for an empty one."""


@dataclass(frozen=True, slots=True)
class Published:
    """The ids of a release: table → id → identity."""

    version: str
    identities: Mapping[str, Mapping[str, Identity]]


def published_bytes(tables: Mapping[str, pd.DataFrame], version: str) -> bytes:
    """The file for a release of these tables: one row an id, in the order of tables and rows.

    A release writes it to `FILE` and it is committed; from then on `check_published` holds the tables against it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    for table in KEPT:
        for record_id, identity in _identities(table, tables[table]).items():
            cells = json.dumps(identity, ensure_ascii=False, separators=(",", ":"))
            writer.writerow((table, record_id, version, cells))
    return out.getvalue().encode("utf-8")


def _identities(table: str, frame: pd.DataFrame) -> dict[str, Identity]:
    key, names = key_of(table), identity_of(table)
    return {
        str(row[key]): {name: None if row[name] is None else write_value(row[name]) for name in names}
        for row in rows_of(frame[[key, *names]])
    }


def read_published(root: Path, problems: list[Problem]) -> Published | None:
    """What the last release held; None where nothing was released, or where problems were added."""
    if not (root / FILE).exists():
        return None
    identities: dict[str, dict[str, Identity]] = {}
    versions: set[str] = set()
    remedy = f"restore {FILE} from git; only a release writes it"
    line = 1
    try:
        for line, row in csv_rows(root / FILE):
            if line == 1 and tuple(row) != _HEADER:
                raise ValueError(f"the header {','.join(row)}")
            if line > 1:
                table, record_id, version, cells = row
                identity = json.loads(cells)
                if not isinstance(identity, dict) or record_id in identities.setdefault(table, {}):
                    raise ValueError(f"{table} {record_id} twice, or without its cells")
                identities[table][record_id] = identity
                versions.add(version)
        if len(versions) != 1:
            raise ValueError(f"the versions {', '.join(sorted(versions)) or '(none)'}")
    except (OSError, ValueError, csv.Error) as error:
        found = getattr(error, "strerror", None) or str(error)
        problems.append(Problem(FILE, line, "file", found, f"{','.join(_HEADER)}, of one version", remedy))
        return None
    return Published(versions.pop(), identities)


def check_published(
    published: Published, tables: Mapping[str, pd.DataFrame], retired: Sequence[RetiredId], locate: Locate
) -> Iterator[Problem]:
    """Ids of the last release that are gone or mean something else without an entry, and entries for no such id.

    `locate`: where people write a record.
    """
    entries = {(entry.table, entry.old_id): entry for entry in retired if _is_later(entry.version, published.version)}
    needed: set[tuple[str, str]] = set()
    for table, before in published.identities.items():
        now = _identities(table, tables[table]) if table in KEPT else {}
        for record_id, identity in before.items():
            changed = _changed(identity, now[record_id]) if record_id in now else None
            if changed == {}:
                continue
            needed.add((table, record_id))
            entry = entries.get((table, record_id))
            if changed is None and entry is None:
                yield _vanished(published, table, record_id, retired)
            elif changed and (entry is None or entry.new_id != record_id):
                yield _redefined(published, table, record_id, changed, locate)
    for place, entry in entries.items():
        if place not in needed:
            yield _idle(published, entry)


def _changed(before: Identity, now: Identity) -> dict[str, tuple[str | None, str | None]]:
    """Column → what it held and what it holds, where that differs; a column that only one version has says nothing."""
    return {name: (before[name], now[name]) for name in now if name in before and before[name] != now[name]}


def _vanished(published: Published, table: str, record_id: str, retired: Sequence[RetiredId]) -> Problem:
    older = [entry for entry in retired if (entry.table, entry.old_id) == (table, record_id)]
    found = f"an id of version {published.version} that is gone"
    if older:
        found += f"; its entry says version {older[0].version}, though {published.version} still held it"
    remedy = (
        f"restore the record, or add to {RETIRED}: - {{table: {table}, old: {record_id}, new: what stands for it now "
        "(leave it out if nothing does), reason: why, version: the coming release}"
    )
    line = older[0].line if older else None
    return Problem(RETIRED, line, f"{table}.{record_id}", found, "every published id, or an entry for it", remedy)


def _redefined(
    published: Published,
    table: str,
    record_id: str,
    changed: Mapping[str, tuple[str | None, str | None]],
    locate: Locate,
) -> Problem:
    file, line = locate(table, record_id)
    found = "; ".join(f"{name} {_shown(now)}" for name, (_, now) in changed.items())
    was = "; ".join(f"{name} {_shown(before)}" for name, (before, _) in changed.items())
    remedy = (
        f"another record: give it an id of its own, and enter the old one in {RETIRED}; the same record put right: add "
        f"there - {{table: {table}, old: {record_id}, new: {record_id}, reason: why, version: the coming release}}"
    )
    expected = f"what the id meant in version {published.version}: {was}"
    return Problem(file, line, f"{table}.{record_id}", found, expected, remedy)


def _idle(published: Published, entry: RetiredId) -> Problem:
    same = entry.new_id == entry.old_id
    found = f"{entry.old_id!r}, which " + (
        f"means what it meant in version {published.version}" if same else f"version {published.version} did not hold"
    )
    expected = "an id of the last release that is gone or means something else"
    return Problem(
        RETIRED, entry.line, f"retired.{entry.table}", found, expected, "correct the id, or remove the entry"
    )


def _shown(cell: str | None) -> str:
    """A cell for a message: its words, shortened, or that there are none."""
    if cell is None:
        return "empty"
    return repr(cell if len(cell) <= 60 else f"{cell[:59]}…")


def _is_later(version: str, other: str) -> bool:
    """Whether a release comes after another; what follows the three numbers of `other` is a step towards them."""
    numbers = other.partition("+")[0].partition("-")
    mine, theirs = _numbers(version), _numbers(numbers[0])
    return mine > theirs or (mine == theirs and bool(numbers[1]))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
