from collections import Counter

import pytest

from scripts.charts.matrix import NONE_HELD, SIGNS, matrix
from scripts.explore.facts import Facts
from scripts.release.flat import ASSESSMENTS, BETWEEN, flat_tables
from tests.scripts.charts.given import ELECTION, EMPTY, VERDICT, given, organization
from validation.codes import codes_of


def test_it_says_what_the_flat_view_of_assessments_says(facts: Facts) -> None:
    told: dict[tuple[str, str, bool], set[str]] = {}
    judgements: Counter[tuple[str, str]] = Counter()
    view = flat_tables(facts._package.tables)[ASSESSMENTS].astype(object)
    for row in view.where(view.notna(), None).to_dict("records"):
        asserter = row["asserter_name"] or row["asserter_words"]
        voice = told.setdefault((asserter, row["election_id"], row["is_retold"]), set())
        voice |= set((row["overall"] or "").split(BETWEEN)) - {""}
        judgements[asserter, row["election_id"]] += row["verdict_count"]
    shown = matrix(facts)
    marks: dict[tuple[str, str, bool], set[str]] = {}
    for asserter in (*shown.asserters, *shown.others):
        for election_id, cell in asserter.cells.items():
            assert cell.judgements == judgements[asserter.name, election_id]
            for mark in cell.marks:
                held = marks.setdefault((asserter.name, election_id, mark.is_retold), set())
                held |= {mark.overall} if mark.overall else set()
    assert marks == told


def test_marks_name_the_verdicts_that_say_so(facts: Facts) -> None:
    shown = matrix(facts)
    named: Counter[str] = Counter()
    for asserter in (*shown.asserters, *shown.others):
        for election_id, cell in asserter.cells.items():
            for mark in cell.marks:
                assert mark.verdict_ids
                for verdict_id in mark.verdict_ids:
                    row = facts.row("verdicts", verdict_id)
                    assert (row["election_id"], row["overall"]) == (election_id, mark.overall)
                    assert (row["attribution"] != "own") == mark.is_retold
                    assert row["reporter_id"] in mark.reporter_ids or not mark.is_retold
                named.update(mark.verdict_ids)
    assert max(named.values()) == 1
    voiced = {
        row["verdict_id"]
        for row in facts.rows("verdicts")
        if row["overall"] and row["about"] == "election" and not row["repeats_id"]
    }
    assert voiced <= set(named)


def test_every_code_has_a_sign_of_its_own_and_none_held_has_one_that_no_verdict_has() -> None:
    assert set(SIGNS) == {*codes_of("overall"), None}
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_no_overall_verdict_is_no_praise_though_every_part_is_praised() -> None:
    facts = given(
        elections=[ELECTION],
        verdicts=[VERDICT | {"verdict_id": "v.1", "aspect": "voting", "overall": None, "stance": "positive"}],
    )
    shown = matrix(facts)
    (row,) = shown.others
    assert shown.asserters == ()
    (mark,) = row.cells["kz-2019-president"].marks
    assert (mark.overall, mark.label) == (None, NONE_HELD)
    assert shown.tally("kz-2019-president") == {}


def test_contradicting_verdicts_stand_side_by_side_the_best_first_and_first_hand_before_retold() -> None:
    voices = [("criticised", "own"), ("endorsed", "own"), ("rejected", "reported"), ("criticised", "own")]
    verdicts = [
        VERDICT | {"verdict_id": f"v.{number}", "overall": overall, "attribution": attribution}
        for number, (overall, attribution) in enumerate(voices)
    ]
    (row,) = matrix(given(elections=[ELECTION], verdicts=verdicts)).asserters
    cell = row.cells["kz-2019-president"]
    assert [(mark.overall, mark.is_retold, mark.verdict_ids) for mark in cell.marks] == [
        ("endorsed", False, ("v.1",)),
        ("criticised", False, ("v.0", "v.3")),
        ("rejected", True, ("v.2",)),
    ]
    assert cell.is_divided


def test_the_same_verdict_first_hand_and_retold_is_no_contradiction() -> None:
    verdicts = [
        VERDICT | {"verdict_id": "v.1"},
        VERDICT | {"verdict_id": "v.2", "attribution": "quoted"},
        VERDICT | {"verdict_id": "v.3", "overall": None, "aspect": "media", "attribution": "quoted"},
    ]
    (row,) = matrix(given(elections=[ELECTION], verdicts=verdicts)).asserters
    cell = row.cells["kz-2019-president"]
    assert [(mark.overall, mark.is_retold) for mark in cell.marks] == [("endorsed", False), ("endorsed", True)]
    assert not cell.is_divided


def test_a_voice_without_an_overall_verdict_has_its_mark_beside_the_other_voice() -> None:
    verdicts = [
        VERDICT | {"verdict_id": "v.1", "overall": None, "aspect": "media"},
        VERDICT | {"verdict_id": "v.2", "attribution": "reported"},
    ]
    (row,) = matrix(given(elections=[ELECTION], verdicts=verdicts)).asserters
    cell = row.cells["kz-2019-president"]
    assert [(mark.overall, mark.is_retold) for mark in cell.marks] == [(None, False), ("endorsed", True)]
    assert not cell.is_divided


@pytest.mark.parametrize("left_out", [{"about": "observation"}, {"repeats_id": "v.2"}, {"election_id": None}])
def test_observation_repetitions_and_verdicts_on_no_election_are_left_out(left_out: dict[str, str | None]) -> None:
    verdicts = [
        VERDICT | {"verdict_id": "v.1", "overall": "rejected"} | left_out,
        VERDICT | {"verdict_id": "v.2", "overall": "mixed"},
    ]
    assert matrix(given(elections=[ELECTION], verdicts=verdicts)).tally("kz-2019-president") == {"mixed": 1}


def test_states_stand_among_missions_by_name_and_the_unnamed_come_last() -> None:
    names = {"b": "Zebra Mission", "a": "Âland", "c": "mission"}
    verdicts = [VERDICT | {"verdict_id": f"v.{key}", "asserter_id": key} for key in names]
    verdicts += [VERDICT | {"verdict_id": "v.d", "asserter_id": None, "asserter_words": "другие"}]
    shown = matrix(
        given(
            elections=[ELECTION],
            verdicts=verdicts,
            organizations=[organization(key, name) for key, name in names.items()],
        )
    )
    assert [row.name for row in shown.asserters] == ["mission", "Zebra Mission", "Âland", "другие"]
    assert [row.language for row in shown.asserters] == ["en", "en", "en", "ru"]


def test_elections_without_verdicts_are_columns_in_the_order_of_their_days() -> None:
    later = ELECTION | {"election_id": "kz-2022-president", "date": None, "year": 2022}
    assert list(matrix(given(elections=[later, ELECTION])).elections.items()) == [
        ("kz-2019-president", "President, 2019"),
        ("kz-2022-president", "President, 2022"),
    ]


def test_an_empty_package_has_an_empty_matrix() -> None:
    shown = matrix(EMPTY)
    assert (shown.elections, shown.asserters, shown.others) == ({}, (), ())
