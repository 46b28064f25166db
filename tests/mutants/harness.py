"""Builds a package with one mistake in memory, and says where the build or a check first stops at it.

The stages are those of `scripts.build.build`, in its order, and its own functions do the work. What a mistake cannot
have changed is taken over: the grounding and the ledger of other sources, the names of an unchanged vocabulary, frames
of equal rows, and the answers of checks that read no changed table. A problem at a place where the unchanged package
has one already proves nothing, so it does not count.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from scripts.annotations import Annotation
from scripts.build import _locator
from scripts.grounding import Grounded, PlacedPin, Statement, ground
from scripts.ledger import Entry, account
from scripts.naming import Mention, find_names, vocabulary_statements
from scripts.records import Rows, _derived, merge, rows_of
from scripts.sources import LIST, Source
from tests.mutants.project import Mutant, Project, read_project
from validation.checks import CONTENT, STRUCTURE, Check
from validation.package import Locate, Package
from validation.package import rows_of as rows_of_frame
from validation.problems import Problem
from validation.proof import Passage, Referents, prove
from validation.readings import Found, Reading, readings
from validation.storage import to_arrow, to_frame
from validation.structure import key_problems, schema_problems
from validation.tables import GENERATED, TABLES, VOCABULARY, column
from validation.values import read_value

ROOT = Path(__file__).parents[2]

FACTS = tuple(table for table in TABLES if table not in GENERATED or table == "verdict_terms")
"""Tables that say what the sources state; the rest say where, or account for it."""

_REPEATED = (
    *("check_values", "check_mentions", "check_references"),
    *("check_evidence", "check_quotes", "check_claims", "check_terms", "check_sentence_texts", "check_ledger"),
)
"""Checks that whatever the build writes passes, or that it has made on the same rows: it reports what is open,
unproved or refers to nothing, and takes cells, evidence, quotes and terms from the same statements. To leave a check
out can only hide that a mistake is caught.
"""

_BY_TABLE = ("check_schemas", "check_keys")
"""Checks that look at one table after another; of tables that people write."""

_MADE = ("evidence", "sentences", "mentions", "names", "codes")
"""Tables whose every row and code the build makes."""

_Key = tuple[str, str]
_Places = Mapping[_Key, tuple[str, int]]
_Stage = tuple[str, Iterable[Problem]]


@dataclass(frozen=True)
class Verdict:
    """How a trial ended: the stage and the problem that stopped it; whether any fact of the tables had changed.

    `has_changed` is None where the build stopped before it had tables.
    """

    stage: str
    problem: Problem | None
    has_changed: bool | None

    @property
    def is_caught(self) -> bool:
        return self.problem is not None

    @property
    def is_broken(self) -> bool:
        """Whether the program broke, with no problem that would tell a person what is wrong."""
        return self.problem is None and bool(self.stage)


class _Frames(dict[str, pd.DataFrame]):
    """Tables that are made as they are asked for; what is asked for is noted."""

    def __init__(self, rows: Rows, known: Mapping[str, pd.DataFrame]) -> None:
        super().__init__(known)
        self.rows = rows
        self.asked: set[str] = set()

    def __missing__(self, table: str) -> pd.DataFrame:
        self[table] = to_frame(to_arrow(table, self.rows[table]))
        return self[table]

    def __getitem__(self, table: str) -> pd.DataFrame:
        self.asked.add(table)
        return super().__getitem__(table)


class Harness:
    """A package, built once without a mistake; then any number of trials."""

    def __init__(self, root: Path) -> None:
        self.project = read_project(root)
        self.rows: Rows = {}
        self._found: Found = {}
        self._frames: dict[str, pd.DataFrame] = {}
        self._frame_rows: dict[str, list[dict[str, Any]]] = {}
        self._plain: set[str] = set()  # tables whose frames give back the very rows that they were made of
        self._reads: dict[str, set[str]] = {}
        self._names: tuple[list[Mention], list[Problem]] | None = None
        self._grounding = {
            source_id: _grounding(annotation, self.project.sources[source_id])
            for source_id, annotation in self.project.annotations.items()
        }
        self.grounded = {source_id: grounded for source_id, (grounded, _) in self._grounding.items()}
        self._pins = _pins(self.grounded)
        self._said = {source_id: _by_record(grounded) for source_id, grounded in self.grounded.items()}
        self._ledger = {
            source_id: _account(self.project, self.grounded, source_id) for source_id in self.project.sources
        }
        self.baseline = [problem for _, problems in self._stages(self.project) for problem in problems]
        self._known = {(problem.file, problem.line, problem.field) for problem in self.baseline}

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """What the reader of text finds in each source, with the names of the vocabulary."""
        texts = {source_id: source.document for source_id, source in self.project.sources.items()}
        languages = {source_id: source.language for source_id, source in self.project.sources.items()}
        return readings(texts, languages, self.rows["names"], self._found)

    @cached_property
    def _referents(self) -> Referents:
        return Referents.of(*(self.rows[table] for table in ("evidence", "places", "organizations", "names")))

    def try_out(self, mutant: Mutant) -> Verdict:
        """Build and check the package with a mistake, until something stops it."""
        if mutant.refused:
            problem = Problem(mutant.file, mutant.line, "", mutant.change, mutant.refused, "")
            return Verdict("annotations", problem, None)
        rows: Rows = {}
        stage = "quotes"
        try:
            for stage, problems in self._stages(mutant.of(self.project), rows):
                new = next((p for p in problems if (p.file, p.line, p.field) not in self._known), None)
                if new is not None:
                    return Verdict(stage, new, self._has_changed(rows))
        except Exception as error:
            return Verdict(f"{stage} breaks: {error!r}", None, None)
        return Verdict("", None, self._has_changed(rows))

    def _has_changed(self, rows: Rows) -> bool | None:
        return any(rows[table] != self.rows[table] for table in FACTS) if rows else None

    def _stages(self, project: Project, into: Rows | None = None) -> Iterator[_Stage]:
        """The problems of a project, stage by stage; `into` is filled with its rows. Without `into`: the baseline."""
        grounded: dict[str, Grounded] = {}
        for source_id, annotation in project.annotations.items():
            is_same = annotation is self.project.annotations[source_id]
            source = project.sources[source_id]
            grounded[source_id], problems = self._grounding[source_id] if is_same else _grounding(annotation, source)
            yield "quotes", problems
        places = _places(project, grounded)
        if into is not None and project.vocabulary == self.project.vocabulary and _pins(grounded) == self._pins:
            yield from self._of_changed_records(grounded, places)
        problems = []
        rows = self._rows(project, grounded, places, problems)
        if into is None:
            self.rows = rows
        else:
            into |= rows
        yield "records", problems
        yield "proofs", _without_proof(rows, places)
        yield from self._checks(project, rows, places, is_baseline=into is None)

    def _of_changed_records(self, grounded: Mapping[str, Grounded], places: _Places) -> Iterator[_Stage]:
        """What the records that changed tell by themselves: the whole build would merge and prove them alike.

        Names must mean what they meant. References to elections, missions and events are left to the whole build, since
        what other records say proves them.
        """
        changed: set[_Key] = set()
        for source_id, result in grounded.items():
            if result is not self.grounded[source_id]:
                before = self._said[source_id]
                changed |= {key for key, said in _by_record(result).items() if said != before.get(key)}
        changed = {(table, record_id) for table, record_id in changed if table not in VOCABULARY}
        said = [
            statement
            for result in grounded.values()
            for statement in result.statements
            if (statement.table, statement.record_id) in changed
        ]
        problems: list[Problem] = []
        merged = merge(said, problems)
        yield "records", problems
        yield "proofs", self._unproved(said, merged, places)

    def _unproved(
        self, said: Sequence[Statement], merged: Mapping[str, Mapping[str, Mapping[str, Statement]]], places: _Places
    ) -> Iterator[Problem]:
        for one in said:
            target = column(one.table, one.column)
            if one.support == "stated" and target.refers_to not in ("elections", "missions", "events"):
                cells = merged[one.table][one.record_id]
                row = {name: read_value(column(one.table, name), cell.value) for name, cell in cells.items()}
                passage = Passage(self.readings[one.source_id], one.span.start, one.span.end)
                if prove(one.table, target, one.value, _derived(one.table, row), passage, self._referents) is None:
                    yield _no_proof(places, one.table, one.record_id, one.column, one.value)

    def _checks(self, project: Project, rows: Rows, places: _Places, *, is_baseline: bool) -> Iterator[_Stage]:
        changed = {table for table in TABLES if is_baseline or rows[table] != self.rows[table]}
        frames = _Frames(rows, {table: frame for table, frame in self._frames.items() if table not in changed})
        texts = {source_id: source.document for source_id, source in project.sources.items()}
        package = Package(frames, texts, _locating(rows, places), self._found)
        package.known_rows.update((name, known) for name, known in self._frame_rows.items() if name not in changed)
        package.known_rows.update((name, rows[name]) for name in changed & self._plain)
        for check in _in_order():
            name = check.__name__
            if is_baseline:
                frames.asked.clear()
                # A package of its own, so that what several checks read through it is noted for each.
                yield name, check(Package(frames, texts, package.locate, self._found))
                self._reads[name] = set(frames.asked)
            elif changed & self._reads[name]:
                yield name, check(package)
        for table in sorted(changed.difference(() if is_baseline else _MADE)):
            yield "check_keys", key_problems(package, table)
            yield "check_schemas", schema_problems(package, table)
        if is_baseline:
            self._frames = dict(frames)
            self._frame_rows = {table: list(rows_of_frame(frame)) for table, frame in frames.items()}
            self._plain = {table for table, known in self._frame_rows.items() if _are_same(known, rows[table])}

    def _rows(
        self, project: Project, grounded: Mapping[str, Grounded], places: _Places, problems: list[Problem]
    ) -> Rows:
        """As in `scripts.build._rows`."""
        mentions = self._mentions(project, grounded, problems)
        statements = [statement for result in grounded.values() for statement in result.statements]
        statements += vocabulary_statements(project.vocabulary, mentions, problems)
        merged = merge(statements, problems)
        ledger = {}
        for source_id in project.sources:
            is_same = project.annotations[source_id] is self.project.annotations[source_id]
            ledger[source_id], more = self._ledger[source_id] if is_same else _account(project, grounded, source_id)
            problems += more
        return rows_of(merged, grounded, project.sources, mentions, ledger, statements, places, self._found, problems)

    def _mentions(self, project: Project, grounded: Mapping[str, Grounded], problems: list[Problem]) -> list[Mention]:
        pins = _pins(grounded)
        is_same = project.vocabulary == self.project.vocabulary and pins == self._pins
        if self._names is None or not is_same:
            mentions, more = _mentions(project, pins)
        else:
            mentions, more = self._names
        if self._names is None:
            self._names = mentions, more
        problems += more
        return mentions


def _are_same(one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> bool:
    """Whether rows are equal, and of the same types."""
    return one == other and all(
        type(value) is type(row[name]) for known, row in zip(one, other, strict=True) for name, value in known.items()
    )


def _in_order() -> list[Check]:
    """Every check that is run on whole packages."""
    return [check for check in (*STRUCTURE, *CONTENT) if check.__name__ not in (*_REPEATED, *_BY_TABLE)]


def _pins(grounded: Mapping[str, Grounded]) -> dict[str, list[PlacedPin]]:
    return {source_id: result.pins for source_id, result in grounded.items()}


def _by_record(grounded: Grounded) -> dict[_Key, list[Statement]]:
    found: dict[_Key, list[Statement]] = defaultdict(list)
    for statement in grounded.statements:
        found[statement.table, statement.record_id].append(statement)
    return found


def _grounding(annotation: Annotation, source: Source) -> tuple[Grounded, list[Problem]]:
    problems: list[Problem] = []
    return ground(annotation, source, problems), problems


def _account(project: Project, grounded: Mapping[str, Grounded], source_id: str) -> tuple[list[Entry], list[Problem]]:
    problems: list[Problem] = []
    file = project.annotations[source_id].file
    return account(project.sources[source_id], grounded[source_id], file, problems), problems


def _mentions(project: Project, pins: Mapping[str, list[PlacedPin]]) -> tuple[list[Mention], list[Problem]]:
    problems: list[Problem] = []
    return find_names(project.vocabulary, project.sources, pins, problems), problems


def _places(project: Project, grounded: Mapping[str, Grounded]) -> _Places:
    places = {key: place for result in grounded.values() for key, place in result.records.items()}
    places |= {("sources", source_id): (LIST, source.line) for source_id, source in project.sources.items()}
    return places | {key: (entry.file, entry.line) for key, entry in project.vocabulary.items()}


def _locating(rows: Rows, places: _Places) -> Locate:
    """As `_locator`, which is made only for a package that has a problem."""
    made: list[Locate] = []

    def locate(table: str, record_id: str) -> tuple[str, int | None]:
        if not made:
            made.append(_locator(rows, places))
        return made[0](table, record_id)

    return locate


def _without_proof(rows: Rows, places: _Places) -> Iterator[Problem]:
    """What `check_values` says of stated cells without a proof, from the rows that it would read."""
    for row in rows["evidence"]:
        if row["support"] == "stated" and row["value_start_char"] is None:
            yield _no_proof(places, row["table_name"], row["record_id"], row["column_name"], row["value"])


def _no_proof(places: _Places, table: str, record_id: str, name: str, value: str) -> Problem:
    file, line = places.get((table, record_id), (table, None))
    return Problem(file, line, f"{table}.{record_id}.{name}", value, "words that state it", "")


@cache
def harness(root: Path = ROOT) -> Harness:
    """The package of this project, read and built once in a process."""
    return Harness(root)
