"""The verdict matrix: who holds which overall verdict on which election, first-hand or as others retell it.

It counts as the flat view `assessments` does: verdicts about an election, without repetitions; first-hand is what the
author of a document says. A mission, a state and an official are asserters alike.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.charts.records import Records, Row, election_names, elections_in_order, label
from validation.codes import codes_of

NONE_HELD = "no overall verdict held"

SIGNS: Mapping[str | None, str] = {
    "endorsed": "++",
    "endorsed_minor_faults": "+",
    "mixed": "±",
    "criticised": "−",
    "rejected": "−−",
    None: "∅",
}
"""Overall verdict → the sign that stands for it beside colour and word; None where none is held."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An overall verdict in one voice, with every verdict that says so.

    `overall` is None where the voice judges parts of the election and holds no overall verdict; `verdict_ids` are then
    those judgements. `reporter_ids`: who retells it; empty for first-hand.
    """

    overall: str | None
    is_retold: bool
    verdict_ids: tuple[str, ...]
    reporter_ids: tuple[str, ...]

    @property
    def label(self) -> str:
        """The verdict in words."""
        return NONE_HELD if self.overall is None else label("overall", self.overall)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one asserter says of one election: first-hand marks first, then the best verdict first."""

    marks: tuple[Mark, ...]
    judgements: int

    @property
    def is_divided(self) -> bool:
        """Whether different overall verdicts stand side by side."""
        return len({mark.overall for mark in self.marks} - {None}) > 1


@dataclass(frozen=True, slots=True)
class Asserter:
    """A row: an organization, or else the words that name the asserters, and what they say of each election."""

    organization_id: str | None
    name: str
    language: str
    roles: tuple[str, ...]
    cells: Mapping[str, Cell]

    @property
    def holds_overall(self) -> bool:
        """Whether any of its marks is an overall verdict."""
        return any(mark.overall is not None for cell in self.cells.values() for mark in cell.marks)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns. `asserters`: those who hold an overall verdict on some election; `others`: who hold none."""

    elections: Mapping[str, str]
    asserters: tuple[Asserter, ...]
    others: tuple[Asserter, ...]

    def tally(self, election_id: str) -> dict[str, int]:
        """Overall verdict → how many asserters hold it on an election, the best first."""
        held = Counter(
            overall
            for asserter in self.asserters
            if election_id in asserter.cells
            for overall in {mark.overall for mark in asserter.cells[election_id].marks}
        )
        return {code: held[code] for code in codes_of("overall") if held[code]}


_Key = tuple[str, str]
"""Asserter id and words, either of them empty."""


def matrix(records: Records) -> Matrix:
    """The verdict matrix of a package."""
    judged: dict[_Key, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in records.rows("verdicts"):
        if row["about"] == "election" and row["repeats_id"] is None and row["election_id"] is not None:
            key = (row["asserter_id"] or "", row["asserter_words"] or "")
            judged[key][row["election_id"]].append(row)
    languages = {row["source_id"]: row["language"] for row in records.rows("sources")}
    rows = sorted((_asserter(key, judged[key], languages, records) for key in judged), key=_place)
    names = election_names(records)
    return Matrix(
        {row["election_id"]: names[row["election_id"]] for row in elections_in_order(records)},
        tuple(row for row in rows if row.holds_overall),
        tuple(row for row in rows if not row.holds_overall),
    )


def _place(asserter: Asserter) -> tuple[bool, str, str]:
    """By name; those who are known by words alone come last."""
    return asserter.organization_id is None, asserter.name.casefold(), asserter.organization_id or ""


def _asserter(
    key: _Key, judged: Mapping[str, Sequence[Row]], languages: Mapping[str, str], records: Records
) -> Asserter:
    organization_id, words = key
    rows = [row for of_election in judged.values() for row in of_election]
    roles = dict.fromkeys(row["asserter_role"] for row in rows if row["asserter_role"])
    return Asserter(
        organization_id or None,
        records.name("organizations", organization_id) if organization_id else words or "asserter not named",
        languages[rows[0]["source_id"]] if words else "en",
        tuple(label("asserter_role", role) for role in roles),
        {election_id: _cell(of_election) for election_id, of_election in judged.items()},
    )


def _cell(judged: Sequence[Row]) -> Cell:
    marks: list[Mark] = []
    for is_retold in (False, True):
        voice = [row for row in judged if (row["attribution"] != "own") == is_retold]
        voiced = {code: [row for row in voice if row["overall"] == code] for code in codes_of("overall")}
        marks += [_mark(code, is_retold, rows) for code, rows in voiced.items() if rows]
        if voice and not any(voiced.values()):
            marks.append(_mark(None, is_retold, voice))
    return Cell(tuple(marks), len(judged))


def _mark(overall: str | None, is_retold: bool, rows: Sequence[Row]) -> Mark:
    reporters = dict.fromkeys(row["reporter_id"] for row in rows if row["reporter_id"]) if is_retold else {}
    return Mark(overall, is_retold, tuple(row["verdict_id"] for row in rows), tuple(reporters))
