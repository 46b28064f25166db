"""Retired ids: each names a table whose ids are kept, an id gone from it, and what stands for it, if anything."""

from collections.abc import Iterator

from validation.package import Package, cells
from validation.problems import Problem
from validation.tables import TABLES, identity_of, key_of

FILE = "data/retired.yaml"
KEPT = tuple(table for table in TABLES if identity_of(table))
"""Tables whose ids are kept from release to release."""


def check_retired(package: Package) -> Iterator[Problem]:
    """No retired id still names a record, and what stands for it now exists."""
    known: dict[str, set[str]] = {}
    for entry, table, old, new in cells(
        package.tables["retired_ids"].astype(object).where(package.tables["retired_ids"].notna(), None),
        "retired_id_id",
        "table_name",
        "old_id",
        "new_id",
    ):
        if table not in KEPT:
            yield package.problem(
                "retired_ids", entry, "table_name", repr(table), " | ".join(KEPT), f"correct it in {FILE}"
            )
            continue
        if table not in known:
            known[table] = set(package.tables[table][key_of(table)])
        if old in known[table] and new != old:
            yield package.problem(
                "retired_ids",
                entry,
                "old_id",
                f"{old!r}, which {table} still holds",
                "an id that is gone, or `new` with the same id where only its meaning was corrected",
                f"remove the entry from {FILE}, or give the record another id",
            )
        if new is not None and new not in known[table]:
            yield package.problem(
                "retired_ids",
                entry,
                "new_id",
                repr(new),
                f"an id of {table}, or nothing",
                f"name what stands for it now in {FILE}, or leave `new` out",
            )
