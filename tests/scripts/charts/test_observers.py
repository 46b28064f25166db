import math

import pytest

from scripts.charts.observers import Count, observers, scale
from scripts.explore.facts import Facts
from scripts.explore.pages.strips import mark_of_count, numbers
from tests.scripts.charts.given import COUNT, ELECTION, EMPTY, given


def only(**cells: object) -> Count:
    facts = given(elections=[ELECTION], observer_counts=[COUNT | {"observer_count_id": "paper.n"} | cells])
    ((count,),) = (election.observers for election in observers(facts))
    return count


def test_it_shows_each_count_of_the_table_once_with_its_bounds(facts: Facts) -> None:
    shown = {
        count.observer_count_id: (election.election_id, count.value, count.lower, count.upper, count.unit)
        for election in observers(facts)
        for count in (*election.observers, *election.senders)
    }
    assert shown == {
        row["observer_count_id"]: (
            row["election_id"], row["value"], row["lower_bound"], row["upper_bound"], row["unit"]
        )
        for row in facts.rows("observer_counts")
    }  # fmt: skip


def test_persons_stand_on_the_scale_and_organizations_and_countries_apart(facts: Facts) -> None:
    for election in observers(facts):
        assert {count.unit for count in election.observers} <= {"observers"}
        assert {count.unit for count in election.senders} <= {"organizations", "countries"}


@pytest.mark.parametrize(
    ("cells", "words", "kind", "opens"),
    [
        ({"value": 1013, "lower_bound": 1013, "upper_bound": 1013}, "1,013", "dot", (False, False)),
        (
            {"value": 1000, "lower_bound": 1001, "precision": "more_than"},
            "more than 1,000",
            "range",
            (False, True),
        ),
        ({"value": 90, "upper_bound": 89, "precision": "almost"}, "almost 90", "range", (True, False)),
        ({"value": 650, "precision": "about"}, "about 650", "ring", (False, False)),
        (
            {"lower_bound": 3000, "upper_bound": 9999, "precision": "several"},
            "several: 3,000–9,999",
            "range",
            (False, False),
        ),
        ({"lower_bound": 40, "upper_bound": 50, "precision": "between"}, "40–50", "range", (False, False)),
        ({"precision": "unspecified"}, "no number given", "", (False, False)),
        ({"value": 0, "lower_bound": 0, "upper_bound": 0}, "0", "dot", (False, False)),
    ],
)
def test_vague_numbers_are_ranges_and_open_ends_are_open(
    cells: dict[str, object], words: str, kind: str, opens: tuple[bool, bool]
) -> None:
    count = only(**cells)
    assert count.words == words
    strip = mark_of_count(scale([]), count)
    assert (strip.kind, (strip.goes_back, strip.goes_on)) == (kind, opens)
    assert (strip.is_set_back, strip.is_set_on) == (
        kind == "range" and count.lower is not None,
        kind == "range" and count.upper is not None,
    )


def test_marks_stand_where_their_numbers_do(facts: Facts) -> None:
    observed = observers(facts)
    drawn = scale(observed)
    assert [name for _, name in numbers(drawn).ticks] == [f"{tick:,}" for tick in drawn.ticks]
    for election in observed:
        for count in election.observers:
            strip = mark_of_count(drawn, count)
            if count.lower is not None:
                assert strip.start == pytest.approx(2 + 92 * drawn.at(count.lower), abs=0.01)
            if count.lower is not None and count.upper is not None:
                assert strip.end == pytest.approx(2 + 92 * drawn.at(count.upper), abs=0.02)


def test_the_scale_begins_at_nought_ends_at_a_power_of_ten_and_holds_every_number(facts: Facts) -> None:
    drawn = scale(observers(facts))
    assert drawn.at(0) == 0
    assert drawn.at(drawn.end) == 1
    assert math.log10(drawn.end).is_integer()
    assert drawn.ticks[0] == 0
    assert drawn.ticks[-1] == drawn.end
    greatest = max(
        number
        for row in facts.rows("observer_counts")
        if row["unit"] == "observers"
        for number in (row["value"], row["upper_bound"])
        if number is not None
    )
    assert drawn.end / 10 < greatest <= drawn.end


def test_parts_stand_below_their_wholes() -> None:
    rows = [
        COUNT | {"observer_count_id": "paper.c", "part_of_id": "paper.b"},
        COUNT | {"observer_count_id": "paper.b", "part_of_id": "paper.a"},
        COUNT | {"observer_count_id": "paper.z"},
        COUNT | {"observer_count_id": "paper.a"},
    ]
    (election,) = observers(given(elections=[ELECTION], observer_counts=rows))
    shown = [(count.observer_count_id, count.depth) for count in election.observers]
    assert shown == [("paper.z", 0), ("paper.a", 0), ("paper.b", 1), ("paper.c", 2)]
    assert election.observers[2].who.startswith("of which ")


def test_a_retold_count_names_both_whose_claim_it_is_and_who_retells_it(facts: Facts) -> None:
    for election in observers(facts):
        for count in (*election.observers, *election.senders):
            row = facts.row("observer_counts", count.observer_count_id)
            named = [row["asserter_id"]] + ([row["reporter_id"]] if row["attribution"] != "own" else [])
            for organization_id in filter(None, named):
                assert facts.name("organizations", organization_id) in count.says


def test_an_empty_package_has_no_counts() -> None:
    assert observers(EMPTY) == ()
    assert scale([]).end == 10
