"""Codes that go together: pairs that cannot be, pairs that can, and what a note excuses."""

from typing import Any

import pandas as pd
import pytest

from validation.codes import codes_of
from validation.package import Package
from validation.pairs import check_pairs
from validation.problems import Problem
from validation.tables import TABLES, column, columns, key_of

SOURCE = {"source_id": "source", "document_type": "mission_conclusion", "publisher_id": "mission"}
ORGANIZATIONS = [
    {"organization_id": "mission", "organization_type": "parliamentary_assembly", "parent_id": "union"},
    {"organization_id": "union", "organization_type": "intergovernmental_organization"},
    {"organization_id": "cec", "organization_type": "election_authority", "country_code": "AM"},
    {"organization_id": "host", "organization_type": "state", "country_code": "AM"},
    {"organization_id": "guest", "organization_type": "state", "country_code": "GE"},
]
ELECTION = {"election_id": "am-2021-parliament", "country_code": "AM", "election_type": "parliamentary"}
TELEGRAM = {"event_id": "source.telegram", "event_type": "telegram", "date": "2021-06-21"}
VERDICT = {
    "source_id": "source",
    "asserter_id": "mission",
    "attribution": "own",
    "asserter_role": "observer_mission",
    "election_id": "am-2021-parliament",
    "aspect": "overall",
    "overall": "endorsed",
    "stance": "positive",
    "period": "whole",
    "statement_type": "conclusion",
    "is_recommendation": False,
}


def said(table: str, *, noted: str = "", document: str = "mission_conclusion", **cells: Any) -> list[Problem]:
    """What the check says of one record beside a source, an election, an event and some organizations."""
    key = key_of(table)
    base = VERDICT if table == "verdicts" else {}
    rows: dict[str, list[dict[str, Any]]] = {
        "sources": [SOURCE | {"document_type": document}],
        "organizations": ORGANIZATIONS,
        "elections": [ELECTION],
        "events": [TELEGRAM],
        "evidence": [{"table_name": table, "record_id": "one", "column_name": noted, "note": "why" if noted else None}],
    }
    rows[table] = [*(rows[table] if table in ("events", "elections") else ()), base | {key: "one"} | cells]
    frames = {
        name: pd.DataFrame(
            [{one.name: row.get(one.name) for one in columns(name)} for row in rows.get(name, ())],
            columns=[one.name for one in columns(name)],
            dtype=object,
        )
        for name in TABLES
    }
    return list(check_pairs(Package(frames, {}, lambda table, record: (f"{table}.yaml", 5))))


@pytest.mark.parametrize(
    ("table", "right", "wrong", "field"),
    [
        ("verdicts", {}, {"overall": "rejected"}, "overall, stance"),
        (
            "verdicts",
            {"overall": "criticised", "stance": "negative"},
            {"stance": "mixed", "overall": "criticised"},
            None,
        ),
        ("verdicts", {"aspect": "voting", "period": "election_day"}, {"aspect": "voting"}, "aspect, period"),
        ("verdicts", {"aspect": "campaign", "period": "pre_election"}, {"aspect": "results"}, "aspect, period"),
        ("verdicts", {"statement_type": "joint_statement"}, {"statement_type": "telegram"}, "statement_type"),
        (
            "verdicts",
            {"event_id": "source.telegram", "statement_type": "telegram", "attribution": "reported"}
            | {"stated_on": "2021-06-21"},
            {"event_id": "source.telegram", "statement_type": "meeting", "attribution": "reported"}
            | {"stated_on": "2021-06-21"},
            "statement_type, event_id",
        ),
        (
            "verdicts",
            {"event_id": "source.telegram", "statement_type": None, "stated_on": "2021-06"},
            {"event_id": "source.telegram", "statement_type": None, "stated_on": "2021-06-22"},
            "stated_on, event_id",
        ),
        (
            "verdicts",
            {"event_id": "source.telegram", "statement_type": None, "stated_on": "2021-06-21"},
            {"event_id": "source.telegram", "statement_type": None},
            "stated_on, event_id",
        ),
        ("verdicts", {}, {"asserter_role": "media"}, "asserter_role, asserter_id"),
        (
            "verdicts",
            {"asserter_id": "host", "asserter_role": "host_state", "attribution": "reported"},
            {"asserter_id": "guest", "asserter_role": "host_state", "attribution": "reported"},
            "asserter_role, asserter_id",
        ),
        (
            "verdicts",
            {"asserter_id": "cec", "asserter_role": "election_authority", "attribution": "reported"},
            {"asserter_id": "cec", "asserter_role": "contestant", "attribution": "reported"},
            "asserter_role, asserter_id",
        ),
        ("events", {"asserter_id": "union", "attribution": "own", "source_id": "source"}, None, None),
        (
            "events",
            {"asserter_id": "cec", "attribution": "reported", "source_id": "source"},
            {"asserter_id": "cec", "attribution": "own", "source_id": "source"},
            "attribution, asserter_id",
        ),
        (
            "figures",
            {"asserter_id": "mission", "attribution": "own", "source_id": "source"},
            {"asserter_id": "mission", "attribution": "quoted", "source_id": "source"},
            "attribution, asserter_id",
        ),
        (
            "verdict_terms",
            {"concept": "national_law", "term_type": "benchmark"},
            {"concept": "national_law", "term_type": "formula"},
            "concept, term_type",
        ),
        (
            "verdict_terms",
            {"concept": "high", "term_type": "qualifier"},
            {"concept": "fair", "term_type": "qualifier"},
            "concept, term_type",
        ),
        (
            "observer_counts",
            {"observer_group": "mission", "mission_id": "m"},
            {"observer_group": "all", "mission_id": "m"},
            "observer_group, mission_id",
        ),
        (
            "event_participants",
            {"event_id": "source.telegram", "role": "sender"},
            {"event_id": "source.telegram", "role": "visitor"},
            "role, event_id",
        ),
        ("figures", {"topic": "airtime", "unit": "minutes"}, {"topic": "airtime", "unit": "nominees"}, "topic, unit"),
        (
            "elections",
            {"chamber": "upper", "election_type": "parliamentary"},
            {"chamber": "upper", "election_type": "presidential"},
            "chamber, election_type",
        ),
    ],
)
def test_codes_that_cannot_go_together_are_named(
    table: str, right: dict[str, Any], wrong: dict[str, Any] | None, field: str | None
) -> None:
    assert said(table, **right) == []
    if wrong is None:
        return
    problems = said(table, **wrong)
    assert problems
    problem = problems[0]
    assert (problem.file, problem.line) == (f"{table}.yaml", 5)
    if field is not None:
        assert problem.field == f"{table}.one.{field}"
    assert problem.found
    assert problem.expected
    name = problem.field.split(".one.")[1].split(", ")[0]
    assert f"notes: {{{name.removesuffix('_id')}: …}}" in problem.remedy
    assert len(said(table, noted=name, **wrong)) < len(problems)


def test_an_article_is_in_a_news_item() -> None:
    reported = {"attribution": "reported", "asserter_id": "cec", "asserter_role": "election_authority"}
    assert said("verdicts", document="news_article", statement_type="article", **reported) == []
    (problem,) = said("verdicts", statement_type="article", **reported)
    assert problem.field == "verdicts.one.statement_type"


def test_a_recommendation_needs_no_period_of_its_aspect() -> None:
    assert said("verdicts", aspect="campaign", overall=None, stance=None, period=None, is_recommendation=True) == []


def test_the_pairs_are_of_codes_that_exist() -> None:
    from validation import pairs

    def known(table: str, name: str) -> set[str | None]:
        return {*codes_of(column(table, name).code_list or ""), None}

    for fits, one, other in (
        (pairs._STANCES, ("verdicts", "overall"), ("verdicts", "stance")),
        (pairs._PERIODS, ("verdicts", "aspect"), ("verdicts", "period")),
        (pairs._FIGURE_UNITS, ("figures", "topic"), ("figures", "unit")),
        (pairs._ROLES, ("events", "event_type"), ("event_participants", "role")),
        (pairs._STATEMENTS, ("sources", "document_type"), ("verdicts", "statement_type")),
        (pairs._VOICED_AT, ("events", "event_type"), ("verdicts", "statement_type")),
        (pairs._ASSERTERS, ("organizations", "organization_type"), ("verdicts", "asserter_role")),
    ):
        assert set(fits) <= known(*one)
        assert {code for codes in fits.values() for code in codes} <= known(*other)
    assert known("verdict_terms", "concept") >= pairs._BENCHMARKS | pairs._QUALIFIERS
