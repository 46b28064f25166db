import json
import re
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validation.problems import SHOWN_AT_MOST, Format, InvalidDataError, Problem, in_order, render

PROBLEM = Problem("data/a.yaml", 3, "verdicts.x.stance", "'good'", "positive | mixed", "use a code")

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("%\r\n:,"), max_size=30)
PROBLEMS = st.builds(Problem, TEXTS, st.none() | st.integers(1, 10**6), TEXTS, TEXTS, TEXTS, TEXTS)

WORKFLOW_COMMAND = re.compile(r"::error file=([^:,\r\n]*)(?:,line=(\d+))?::([^\r\n]*)\Z")


def unescaped(text: str) -> str:
    """What GitHub makes of an escaped text."""
    for escaped, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escaped, character)
    return text


def test_text_shows_place_found_expected_and_remedy() -> None:
    assert render([PROBLEM]) == (
        "data/a.yaml:3: verdicts.x.stance\n  found     'good'\n  expected  positive | mixed\n  to mend   use a code"
    )


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert render([replace(PROBLEM, line=None)]).startswith("data/a.yaml: verdicts")
    assert "line" not in render([replace(PROBLEM, line=None)], "github")


def test_text_keeps_each_part_on_one_line_and_short() -> None:
    shown = render([replace(PROBLEM, found="one\n\ntwo", expected="x" * 1000)]).splitlines()
    assert len(shown) == 4
    assert shown[1] == "  found     one two"
    assert len(shown[2]) == len("  expected  ") + 300
    assert shown[2].endswith("…")


def test_json_holds_everything_as_it_is() -> None:
    problem = replace(PROBLEM, line=None, found='«a»\n"b"%', expected="x" * 1000)
    assert json.loads(render([problem], "json")) == {"count": 1, "problems": [asdict(problem)]}
    assert "«a»" in render([problem], "json")


def test_json_of_no_problems_is_json_too() -> None:
    assert json.loads(render([], "json")) == {"count": 0, "problems": []}


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("file", "a:b,c%d\ne", "file=a%3Ab%2Cc%25d%0Ae,line=3::"),
        ("found", "50%\n::error ::x\r", "found 50%25%0A::error ::x%0D; expected"),
        ("expected", "a%0Ab", "expected a%250Ab. To mend"),
        ("remedy", "one, two: three", "To mend: one, two: three"),
    ],
)
def test_github_is_given_text_that_cannot_be_taken_for_a_command(field: str, value: str, expected: str) -> None:
    shown = render([replace(PROBLEM, **{field: value})], "github")
    assert expected in shown
    assert len(shown.splitlines()) == 1


@given(PROBLEMS)
@settings(max_examples=100, deadline=None)
def test_github_reads_back_what_was_written(problem: Problem) -> None:
    match = WORKFLOW_COMMAND.match(render([problem], "github"))
    assert match
    assert unescaped(match[1]) == problem.file
    assert match[2] == (None if problem.line is None else str(problem.line))
    message = f"{problem.field}: found {problem.found}; expected {problem.expected}. To mend: {problem.remedy}"
    assert unescaped(match[3]) == message


@given(st.lists(PROBLEMS, max_size=5))
@settings(max_examples=100, deadline=None)
def test_json_reads_back_what_was_written(problems: list[Problem]) -> None:
    assert [Problem(**problem) for problem in json.loads(render(problems, "json"))["problems"]] == problems


@pytest.mark.parametrize(
    ("style", "more"),
    [("text", "… and 7 more"), ("github", "::error::7 more problems are not shown")],
)
def test_many_problems_are_capped_and_the_rest_counted(style: Format, more: str) -> None:
    problems = [replace(PROBLEM, line=line) for line in range(1, SHOWN_AT_MOST + 8)]
    shown = render(problems, style)
    assert shown.splitlines()[-1] == more
    assert shown.count("verdicts.x.stance") == SHOWN_AT_MOST
    assert more not in render(problems[:SHOWN_AT_MOST], style)


def test_json_counts_also_what_it_does_not_show() -> None:
    problems = [replace(PROBLEM, line=line) for line in range(1, SHOWN_AT_MOST + 8)]
    shown = json.loads(render(problems, "json"))
    assert shown["count"] == SHOWN_AT_MOST + 7
    assert len(shown["problems"]) == SHOWN_AT_MOST


def test_problems_come_by_file_line_field_and_what_was_found() -> None:
    ordered = [
        replace(PROBLEM, line=None),
        replace(PROBLEM, line=2),
        replace(PROBLEM, line=10, field="a"),
        replace(PROBLEM, line=10, field="b", found="1"),
        replace(PROBLEM, line=10, field="b", found="2"),
        replace(PROBLEM, file="data/b.yaml", line=1),
    ]
    assert in_order(reversed(ordered)) == tuple(ordered)


def test_a_problem_found_twice_is_told_once() -> None:
    assert in_order([PROBLEM, replace(PROBLEM)]) == (PROBLEM,)


def test_an_error_holds_every_problem_in_order() -> None:
    other = replace(PROBLEM, file="CITATION.cff")
    assert InvalidDataError([PROBLEM, other]).problems == (other, PROBLEM)
