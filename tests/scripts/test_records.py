"""How passages that state one record become its row."""

from typing import Any

import pytest

from extraction.text import Span
from scripts.grounding import Statement
from scripts.records import merge
from validation.problems import Problem


def said(value: str, line: int, *, start: int = 0, table: str = "elections", **more: Any) -> Statement:
    """A passage that gives the country of an election, or another cell."""
    cell = {"record_id": "kz-2019", "column": "country_code", "support": "stated", "source_id": "one", **more}
    place = {"span": Span(start, start + 9), "quote_en": "", "note": None, "file": "one.yaml", "line": line}
    flags = {"is_context": False, "is_preferred": False}
    return Statement(**{"table": table, "value": value, **place, **flags, **cell})


def merged(*statements: Statement) -> tuple[str, list[Problem]]:
    """The value that counts for the cell of all statements, and the problems."""
    problems: list[Problem] = []
    (one, *_) = statements
    return merge(statements, problems)[one.table][one.record_id][one.column].value, problems


@pytest.mark.parametrize("second", ["KZ", "RU"])
def test_a_field_that_one_passage_sets_twice_is_a_problem_whatever_it_says(second: str) -> None:
    value, problems = merged(said("KZ", 4), said(second, 7))
    assert value == "KZ"
    assert (problems[0].file, problems[0].line, problems[0].field) == ("one.yaml", 7, "elections.kz-2019.country_code")
    assert problems[0].found == f"{second!r}, set twice by one passage"
    assert problems[0].expected == "each field of a record once"
    assert "correct its id" in problems[0].remedy


def test_a_field_of_a_claim_that_one_passage_sets_twice_is_a_problem_too() -> None:
    claim = {"table": "verdicts", "record_id": "one.fair", "column": "stance"}
    _, problems = merged(said("positive", 4, **claim), said("positive", 7, **claim))
    assert "'positive', set twice by one passage" in [problem.found for problem in problems]
    assert {problem.line for problem in problems} == {7}


def test_the_passage_that_sets_a_field_twice_need_not_be_the_first() -> None:
    _, (problem,) = merged(said("KZ", 4), said("KZ", 7, start=20), said("KZ", 9, start=20))
    assert (problem.line, problem.found) == (9, "'KZ', set twice by one passage")


@pytest.mark.parametrize(
    "other",
    [
        {"start": 20},
        {"source_id": "two"},
        {"is_context": True},
        {"record_id": "kz-2016"},
        {"column": "election_type"},
        {"is_preferred": True},
    ],
    ids=str,
)
def test_other_passages_records_and_fields_and_context_may_say_the_same(other: dict[str, Any]) -> None:
    assert merged(said("KZ", 4), said("KZ", 7, **other)) == ("KZ", [])


def test_passages_that_disagree_are_a_problem_unless_one_is_preferred() -> None:
    value, (problem,) = merged(said("KZ", 4), said("RU", 7, start=20))
    assert (value, problem.line) == ("KZ", 7)
    assert problem.found == "'RU' here, 'KZ' in one.yaml:4"
    assert merged(said("KZ", 4), said("RU", 7, start=20, is_preferred=True)) == ("RU", [])


def test_a_field_of_a_claim_comes_from_one_passage() -> None:
    claim = {"table": "verdicts", "record_id": "one.fair", "column": "stance"}
    _, (problem,) = merged(said("positive", 4, **claim), said("positive", 7, start=20, **claim))
    assert (problem.line, problem.expected) == (7, "each field of a claim from one passage")
    assert merged(said("positive", 4, **claim), said("positive", 7, start=20, is_context=True, **claim))[1] == []
