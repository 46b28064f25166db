"""What a passage lists against what it counts, and candidates against their number."""

from typing import Any

import pandas as pd
import pytest

from extraction.text import Document
from tests.validation.faults import (
    ELECTION,
    Fault,
    Plant,
    Tables,
    Unchanged,
    assert_seen,
    fault,
    figure,
    state,
)
from validation.arithmetic import check_candidates, check_lists
from validation.package import Package
from validation.problems import Problem
from validation.storage import to_arrow, to_frame
from validation.tables import TABLES, columns

VISITED = "polling_station_counts/ipa-cis-2019.visited/value@ipa-cis-2019:618-693"


def listed(*organizations: str) -> Plant:
    """State, in the words of the count of visited stations, organizations of a mission: by judgement."""

    def plant(tables: Tables) -> None:
        for organization in organizations:
            key = f"ipa-cis-2019.{organization}"
            cells = {"mission_id": "ipa-cis-2019", "organization_id": organization}
            row = to_frame(to_arrow("mission_organizations", [{"mission_organization_id": key, **cells}]))
            tables["mission_organizations"] = pd.concat([tables["mission_organizations"], row], ignore_index=True)
            evidence = tables["evidence"]
            model = evidence[evidence["evidence_id"] == VISITED].assign(
                table_name="mission_organizations", record_id=key, support="coded", value_start_char=None
            )
            added = [
                model.assign(evidence_id=f"{key}/{name}", column_name=name, value=value, value_end_char=None)
                for name, value in cells.items()
            ]
            tables["evidence"] = pd.concat([evidence, *added], ignore_index=True).astype(evidence.dtypes)

    return plant


ALL = state("elections", ELECTION, candidate_coverage="all")
COUNTED = {"unit": "candidates", "election_id": ELECTION, "topic": "candidates"}

FAULTS = [
    fault(
        check_lists,
        "fewer listed than counted",
        "figures.ipa-cis-2019.members.value",
        figure("members", 84, unit="organizations"),
        listed("osce", "cis"),
    ),
    fault(check_candidates, "numbers with a gap", f"candidates.{ELECTION}.list_order", ALL),
    fault(
        check_candidates,
        "other number than counted",
        (f"elections.{ELECTION}.candidate_coverage", f"candidates.{ELECTION}.list_order"),
        ALL,
        figure("candidates", 84, **COUNTED),
    ),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_exactly_the_expected_checks_fire_and_name_the_place(
    fault: Fault, package: Package, unchanged: Unchanged
) -> None:
    assert_seen(fault, package, unchanged)


# By hand


def package_of(text: str, **rows: list[dict[str, Any]]) -> Package:
    """A package with some rows; where a cell is not said, it is empty."""
    known = {table: [column.name for column in columns(table)] for table in TABLES}
    sources = [{"source_id": "one", "language": "en"}]
    tables = {
        table: to_frame(
            to_arrow(
                table,
                [
                    {name: row.get(name) for name in known[table]}
                    for row in ({"sources": sources} | rows).get(table, [])
                ],
            )
        )
        for table in TABLES
    }
    return Package(tables, {"one": Document.of(text.encode())}, lambda table, record: (f"{table}.csv", None))


def evidence(cell: str, value: str, passage: tuple[int, int] = (0, 20), **said: Any) -> dict[str, Any]:
    table, record, name = cell.split("/")
    place = {"source_id": "one", "start_char": passage[0], "end_char": passage[1], "is_context": False}
    return {"table_name": table, "record_id": record, "column_name": name, "value": value, **place, **said}


COUNTRIES = "Observers from three countries: {}."
OF = {
    "mission_countries": "country_code",
    "mission_organizations": "organization_id",
    "mission_places": "place_id",
    "candidates": "person_id",
}


def lists(
    count: str,
    members: list[str],
    *,
    text: str = "Three of them came here.",
    unit: str = "countries",
    precision: str = "exact",
    table: str = "observer_counts",
    of: str = "mission_countries",
    **said: Any,
) -> list[Problem]:
    """What the check says of a passage that counts some and lists others."""
    key = columns(table)[0].name
    row = {key: "one.count", "value": float(count) if table == "figures" else int(count)}
    rows = [evidence(f"{table}/one.count/value", count)]
    rows += [evidence(f"{of}/one.{number}/{OF[of]}", name, **said) for number, name in enumerate(members)]
    return list(
        check_lists(package_of(text, evidence=rows, **{table: [{**row, "unit": unit, "precision": precision}]}))
    )


@pytest.mark.parametrize("count", ["2", "4"])
def test_three_countries_listed_are_neither_two_nor_four(count: str) -> None:
    (problem,) = lists(count, ["KZ", "RU", "TR"])
    assert problem.field == "observer_counts.one.count.value"
    assert problem.found == f"{count} countries, but its passage lists 3 in mission_countries"
    assert "list what is missing" in problem.remedy


@pytest.mark.parametrize(
    ("table", "unit", "of"),
    [
        ("observer_counts", "countries", "mission_countries"),
        ("observer_counts", "organizations", "mission_organizations"),
        ("polling_station_counts", "countries", "mission_countries"),
        ("figures", "regions", "mission_places"),
        ("figures", "candidates", "candidates"),
    ],
)
def test_every_list_is_held_against_its_count(table: str, unit: str, of: str) -> None:
    assert len(lists("2", ["a", "b", "c"], table=table, unit=unit, of=of)) == 1
    assert lists("3", ["a", "b", "c"], table=table, unit=unit, of=of) == []


@pytest.mark.parametrize(
    ("count", "members", "said"),
    [
        ("3", ["KZ", "RU", "TR"], {}),
        ("2", ["KZ", "RU", "RU"], {}),
        ("41", ["KZ"], {}),
        ("41", [], {}),
        ("41", ["KZ", "RU"], {"text": "41, including Russia"}),
        ("41", ["KZ", "RU"], {"precision": "about"}),
        ("41", ["KZ", "RU"], {"unit": "observers"}),
        ("41", ["KZ", "RU"], {"unit": "organizations"}),
        ("41", ["KZ", "RU"], {"passage": (0, 19)}),
        ("41", ["KZ", "RU"], {"is_context": True}),
    ],
    ids=[
        *("as many", "one of them twice", "one is no list", "none", "examples", "no exact number", "another unit"),
        *("another list", "another passage", "a voice"),
    ],
)
def test_what_need_not_agree_is_not_compared(count: str, members: list[str], said: dict[str, Any]) -> None:
    assert lists(count, members, **said) == []


def test_a_passage_that_gives_examples_gives_no_more_than_it_counts() -> None:
    assert len(lists("2", ["KZ", "RU", "TR"], text="Two of them, including three")) == 1


def test_words_after_the_passage_make_no_examples_of_its_list() -> None:
    assert len(lists("41", ["KZ", "RU"], text="41 of them came here, including Russia")) == 1


def candidates(
    *orders: int | None, counts: tuple[tuple[float, str], ...] = (), coverage: str = "all", **figures: Any
) -> list[tuple[str, str]]:
    """The fields that the check names for candidates in these places, beside exact counts of candidates."""
    rows = [{"candidate_id": f"e.{n}", "election_id": "e", "list_order": order} for n, order in enumerate(orders)]
    counted = [
        {"figure_id": f"one.{n}", "election_id": "e", "unit": "candidates", "value": value, "precision": precision}
        for n, (value, precision) in enumerate(counts)
    ]
    package = package_of(
        "Text.",
        elections=[{"election_id": "e", "candidate_coverage": coverage}],
        candidates=rows,
        figures=[{**row, **figures} for row in counted],
    )
    return [(problem.field, problem.found) for problem in check_candidates(package)]


def test_candidates_are_numbered_without_a_gap() -> None:
    assert candidates(1, 2, 3) == []
    assert candidates(3, 4, 2) == []
    assert candidates(None, None) == []
    assert candidates(1, None, 2) == []
    assert candidates() == []
    assert candidates(1, 2, 4) == [("candidates.e.list_order", "1, 2, 4")]


@pytest.mark.parametrize("count", [2, 4])
def test_all_candidates_are_as_many_as_are_counted(count: float) -> None:
    problem = ("elections.e.candidate_coverage", f"3 candidates, but one.0 counts {count}")
    assert candidates(1, 2, 3, counts=((count, "exact"),)) == [problem]


def test_the_largest_number_counts() -> None:
    assert candidates(1, 2, 3, counts=((2, "exact"), (3, "exact"))) == []
    assert len(candidates(1, 2, 3, counts=((4, "exact"), (3, "exact")))) == 1


@pytest.mark.parametrize(
    "said",
    [{"coverage": "some"}, {"coverage": "none"}, {"unit": "percent"}, {"election_id": "other"}, {"election_id": None}],
)
def test_other_counts_and_partial_lists_are_not_compared(said: dict[str, Any]) -> None:
    assert candidates(1, 2, counts=((7, "exact"),), **said) == []


def test_a_number_that_is_not_exact_is_not_compared() -> None:
    assert candidates(1, 2, counts=((7, "about"),)) == []
