"""Ways to plant faults in the tables of a package, and to see which checks find them."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

import pandas as pd
import pytest

from extraction.text import Document
from validation.checks import CONTENT, STRUCTURE, Check
from validation.package import Package
from validation.problems import Problem
from validation.storage import to_arrow, to_frame
from validation.structure import check_keys, check_references, schema_problems
from validation.tables import TABLES, columns, key_of
from validation.values import write_value

Tables = dict[str, pd.DataFrame]
Plant = Callable[[Tables], None]

ELECTION = "kz-2019-president"
KOSANOV = "kz-2019-president.kosanov-a-s"
ACCREDITED = "ipa-cis-2019.accredited"
OF_ORGANIZATIONS = "ipa-cis-2019.accredited-io"
OF_STATES = "ipa-cis-2019.accredited-states"
THOUSAND = "russia-osce-2019.international"
VISITED = "ipa-cis-2019.visited"
BOOTHS = "ipa-cis-2019.booths"
OVERALL = "russia-osce-2019.lebedev-overall"
VIOLATIONS = "russia-osce-2019.lebedev-violations"
MEETING = "ipa-cis-2019.cec-meeting"
FAIR = "russia-osce-2019.lebedev-overall.435-439"
BODY = "elections/kz-2019-president/body_en@ipa-cis-2019:11-114"
TYPE = "elections/kz-2019-president/election_type@russia-osce-2019:14-62"
INFERRED = "verdicts/russia-osce-2019.congratulation/overall@russia-osce-2019:64-175"


def put(table: str, record: str, **cells: Any) -> Plant:
    """Set cells of a record, and nothing else."""

    def plant(tables: Tables) -> None:
        frame = tables[table]
        row = frame[key_of(table)] == record
        assert row.sum() == 1, f"{table} has {row.sum()} rows {record}"
        for name, value in cells.items():
            frame.loc[row, name] = value

    return plant


def state(table: str, record: str, **cells: Any) -> Plant:
    """Set cells of a record together with their evidence, so that the words seem to say so."""

    def plant(tables: Tables) -> None:
        put(table, record, **cells)(tables)
        for name, value in cells.items():
            rows = tables["evidence"]
            of_record = (rows["table_name"] == table) & (rows["record_id"] == record)
            of_cell = of_record & (rows["column_name"] == name)
            if value is None:
                tables["evidence"] = rows[~of_cell].reset_index(drop=True)
            elif of_cell.any():
                rows.loc[of_cell, "value"] = write_value(value)
            else:
                row = rows[of_record & ~rows["is_context"].astype(bool)].head(1)
                row = row.assign(evidence_id=f"{table}/{record}/{name}", column_name=name, value=write_value(value))
                tables["evidence"] = pd.concat([rows, row], ignore_index=True)

    return plant


def small(texts: Mapping[str, str], languages: Mapping[str, str], **tables: Sequence[Mapping[str, Any]]) -> Package:
    """A package of a few rows, with just the columns that they have; texts are read by the reader itself."""
    sources = [{"source_id": name, "language": language} for name, language in languages.items()]
    columns = ["source_id", "start_char", "end_char", "table_name", "record_id", "language", "name"]
    rows: dict[str, Sequence[Mapping[str, Any]]] = {"sources": sources, **tables}
    frames = {table: pd.DataFrame(rows[table], dtype=object) for table in rows}
    frames.setdefault("names", pd.DataFrame(columns=columns, dtype=object))
    documents = {name: Document.of(text.encode()) for name, text in texts.items()}
    return Package(frames, documents, lambda table, record_id: (f"{table}.csv", None))


def remove(table: str, record: str) -> Plant:
    def plant(tables: Tables) -> None:
        frame = tables[table]
        assert record in set(frame[key_of(table)])
        tables[table] = frame[frame[key_of(table)] != record].reset_index(drop=True)

    return plant


def repeat(table: str, record: str, **changes: Any) -> Plant:
    """Add a copy of a record with some cells changed."""

    def plant(tables: Tables) -> None:
        frame = tables[table]
        row = frame[frame[key_of(table)] == record]
        assert len(row) == 1
        tables[table] = pd.concat([frame, row.assign(**changes)], ignore_index=True)

    return plant


def figure(name: str, value: float, **cells: Any) -> Plant:
    """Add an exact figure in the words of the count of visited stations, with its evidence."""

    def plant(tables: Tables) -> None:
        counts, rows = tables["polling_station_counts"], tables["evidence"]
        claim = counts.iloc[0][["asserter_id", "attribution", "reporter_id", "source_id", "quote", "quote_en"]]
        coded = {"topic": "votes", "unit": "percent", "description_en": "Share of votes", "precision": "exact"}
        bounds = {"lower_bound": value, "upper_bound": value}
        key = f"ipa-cis-2019.{name}"
        row = {"figure_id": key, **coded, "value": value, **bounds, **claim.to_dict(), **cells}
        added = to_frame(to_arrow("figures", [{column.name: row.get(column.name) for column in columns("figures")}]))
        tables["figures"] = pd.concat([tables["figures"], added], ignore_index=True)
        passage = rows[(rows["record_id"] == VISITED) & ~rows["is_context"].astype(bool)].head(1)
        evidence = [
            passage.assign(
                evidence_id=f"figures/{key}/{column.name}",
                table_name="figures",
                record_id=key,
                column_name=column.name,
                value=write_value(row[column.name]),
                note="Planted: the words of the passage speak of something else.",
            )
            for column in columns("figures")
            if column.owes_evidence and row.get(column.name) is not None
        ]
        tables["evidence"] = pd.concat([rows, *evidence], ignore_index=True)

    return plant


def percent(whole: float, *parts: float) -> tuple[Plant, ...]:
    of_whole = {"part_of_id": "ipa-cis-2019.whole", "part_type": "share"}
    return (
        figure("whole", whole),
        *(figure(f"part-{number}", value, **of_whole) for number, value in enumerate(parts)),
    )


def retype(table: str, name: str, dtype: str) -> Plant:
    def plant(tables: Tables) -> None:
        tables[table][name] = tables[table][name].astype(dtype)

    return plant


def extra_column(table: str, name: str) -> Plant:
    def plant(tables: Tables) -> None:
        tables[table][name] = "surplus"

    return plant


def lost_column(table: str, name: str) -> Plant:
    def plant(tables: Tables) -> None:
        del tables[table][name]

    return plant


def lost_sentences(source_id: str) -> Plant:
    def plant(tables: Tables) -> None:
        rows = tables["sentences"]
        tables["sentences"] = rows[rows["source_id"] != source_id].reset_index(drop=True)

    return plant


def only_context(record: str) -> Plant:
    """Say of all evidence of a record that it only sets the context."""

    def plant(tables: Tables) -> None:
        rows = tables["evidence"]
        rows.loc[rows["record_id"] == record, "is_context"] = True

    return plant


def between(low: int | None, high: int | None, value: int | None = None) -> tuple[Plant, ...]:
    return (
        state("observer_counts", THOUSAND, value=value, precision="between"),
        put("observer_counts", THOUSAND, lower_bound=low, upper_bound=high),
    )


def count(precision: str, value: int | None, low: int | None, high: int | None) -> tuple[Plant, ...]:
    return (
        state("observer_counts", THOUSAND, value=value, precision=precision),
        put("observer_counts", THOUSAND, lower_bound=low, upper_bound=high),
    )


def subset(record: str, value: int) -> tuple[Plant, ...]:
    return (
        state("observer_counts", record, value=value, part_type="subset"),
        put("observer_counts", record, lower_bound=value, upper_bound=value),
    )


@dataclasses.dataclass(frozen=True)
class Fault:
    """Changes to a correct package, the check that must see them with the fields that it must name, and others.

    `also`: checks that rightly see the same change, since the words of the package say what they said.
    """

    check: Check
    name: str
    plants: tuple[Plant, ...]
    fields: tuple[str, ...]
    also: frozenset[Check]


def fault(
    expected: Check, name: str, field: str | tuple[str, ...], *plants: Plant, also: tuple[Check, ...] = ()
) -> Any:
    fields = (field,) if isinstance(field, str) else field
    planted = Fault(expected, name, plants, fields, frozenset(also))
    return pytest.param(planted, id=f"{expected.__name__}-{name.replace(' ', '_')}")


def planted(package: Package, *plants: Plant) -> Package:
    tables = dict(package.tables)
    for plant in plants:
        plant(tables)
    return dataclasses.replace(package, tables=tables)


class _Noting(dict[str, pd.DataFrame]):
    """Tables that note which of them are asked for."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        super().__init__(tables)
        self.asked: set[str] = set()

    def __getitem__(self, table: str) -> pd.DataFrame:
        self.asked.add(table)
        return super().__getitem__(table)


@dataclasses.dataclass(frozen=True)
class Unchanged:
    """A correct package, and which tables each check reads of it.

    What a check does depends on nothing but what it has read; so if no table that it read has changed, it reads the
    same again, and finds nothing again.
    """

    package: Package
    reads: Mapping[Check, frozenset[str]]

    @classmethod
    def of(cls, package: Package) -> "Unchanged":
        """Run every check, which finds nothing, and note what it reads."""
        reads = {}
        for check in (*STRUCTURE, *CONTENT):
            tables = _Noting(package.tables)
            assert list(check(dataclasses.replace(package, tables=tables))) == []
            reads[check] = frozenset(tables.asked)
        for table in TABLES:
            package.rows(table)
        return cls(package, reads)

    def changed(self, package: Package) -> set[str]:
        """The tables that are not as they were; of the others the rows are taken over."""
        changed = {table for table in TABLES if not package.tables[table].equals(self.package.tables[table])}
        package.known_rows.update((name, rows) for name, rows in self.package.known_rows.items() if name not in changed)
        return changed

    def firing(
        self, package: Package, checks: tuple[Check, ...], changed: Set[str] | None = None
    ) -> dict[Check, list[Problem]]:
        """The checks that find problems, with these; `changed`: the tables that are not as they were, if known."""
        if changed is None:
            changed = self.changed(package)
        return {part: problems for part in checks if changed & self.reads[part] and (problems := list(part(package)))}

    def assert_well_formed(self, package: Package, changed: Set[str]) -> None:
        """Types and codes hold, as check_schemas asks; it would take its time over the tables that did not change."""
        for table in sorted(changed):
            assert list(schema_problems(package, table)) == []
        assert self.firing(package, (check_keys, check_references), changed) == {}

    def firing_on_content(self, package: Package) -> dict[Check, list[Problem]]:
        """The checks of the content that find problems in a package whose structure holds, with these."""
        changed = self.changed(package)
        self.assert_well_formed(package, changed)
        return self.firing(package, CONTENT, changed)


def assert_seen(fault: Fault, package: Package, unchanged: Unchanged) -> list[Problem]:
    """The fault is seen by its check, which names its fields, and by no check beside those expected."""
    broken = planted(package, *fault.plants)
    found = unchanged.firing(broken, STRUCTURE) if fault.check in STRUCTURE else unchanged.firing_on_content(broken)
    assert set(found) == {fault.check, *fault.also}, sorted(check.__name__ for check in found)
    problems = found[fault.check]
    assert sorted(problem.field for problem in problems) == sorted(fault.fields)
    assert all(problem.file and problem.found and problem.expected and problem.remedy for problem in problems)
    return problems
