from collections import Counter
from datetime import date

import pytest

from extraction.dates.edtf import parse
from scripts.charts.dates import span, when
from scripts.charts.timeline import bar, timeline
from scripts.explore.facts import Facts
from tests.scripts.charts.given import ELECTION, EMPTY, EVENT, given


@pytest.mark.parametrize(
    ("edtf", "words", "is_vague"),
    [
        ("2019-06-09", "9 June 2019", False),
        ("2019-06", "June 2019", True),
        ("2019", "2019", True),
        ("2018~", "about 2018", True),
        ("2018-05-01?", "perhaps 1 May 2018", True),
        ("2019-05-11/2019-06-08", "11 May – 8 June 2019", False),
        ("2019-06-07/2019-06-08", "7–8 June 2019", False),
        ("2019-12-30/2020-01-02", "30 December 2019 – 2 January 2020", False),
        ("2019-04/2019-06", "April–June 2019", True),
        ("2017/2018", "2017–2018", True),
        ("2019-04-10/..", "from 10 April 2019 on", False),
        ("/2019", "until 2019", True),
        ("199X", "the 1990s", True),
        ("XXXX-06-27", "27 June of an unknown year", True),
        ("XXXX-XX-27", "day 27 of an unknown month and year", True),
    ],
)
def test_dates_are_said_with_their_precision(edtf: str, words: str, is_vague: bool) -> None:
    dated = when(edtf)
    assert (dated.words, dated.is_vague) == (words, is_vague)


def test_a_span_of_two_days_is_a_date() -> None:
    first, last = date(2019, 6, 7), date(2019, 6, 8)
    assert span(None, None) is None
    assert [
        one.words for one in (span(first, last), span(first, first), span(None, last), span(first, None)) if one
    ] == [
        "7–8 June 2019",
        "7 June 2019",
        "until 8 June 2019",
        "from 7 June 2019 on",
    ]


def test_each_election_mission_and_event_stands_in_its_panel_placed_if_and_only_if_it_has_a_date(facts: Facts) -> None:
    panels = timeline(facts)
    seen: Counter[tuple[str, str]] = Counter()
    for panel in panels:
        for item in (*panel.placed, *panel.waiting):
            seen[item.table, item.record_id] += 1
            row = facts.row(item.table, item.record_id)
            if item.table != "elections":
                assert row["election_id"] == panel.election_id
            if item.table == "events":
                days = None if row["date"] is None else parse(row["date"])
                is_known = days is not None and (days.first, days.last) != (None, None)
                assert (item in panel.placed) == is_known
    for table, times in (("elections", 2), ("missions", 1), ("events", 1)):
        assert {key: number for key, number in seen.items() if key[0] == table} == {
            (table, row[f"{table[:-1]}_id"]): times for row in facts.rows(table)
        }


def test_bars_cover_the_days_that_the_words_allow(facts: Facts) -> None:
    for panel in timeline(facts):
        for item in panel.placed:
            assert item.when is not None
            shape = bar(panel, item)
            assert 0 <= shape.start < shape.end <= 1
            first, last = item.when.first or date.min, item.when.last or date.max
            assert shape.goes_back == (first < panel.first)
            assert shape.goes_on == (last > panel.last)
            if not shape.goes_back and not shape.is_outside:
                assert shape.start == panel.at(first)


def test_an_open_end_an_early_event_and_one_far_outside_have_arrows() -> None:
    dates = {"open": "2019-06-01/..", "early": "2017/2019-06-01", "outside": "1991-12-16", "later": "2021"}
    events = [EVENT | {"event_id": f"paper.{name}", "date": edtf} for name, edtf in dates.items()]
    _, panel = timeline(given(elections=[ELECTION], events=events))
    shapes = {
        item.record_id.removeprefix("paper."): bar(panel, item) for item in panel.placed if item.table == "events"
    }
    assert {name: (shape.goes_back, shape.goes_on, shape.is_outside) for name, shape in shapes.items()} == {
        "open": (False, True, False),
        "early": (True, False, False),
        "outside": (True, False, True),
        "later": (False, True, True),
    }


def test_an_election_of_which_only_the_year_is_known_covers_that_year() -> None:
    overview, panel = timeline(given(elections=[ELECTION | {"date": None}]))
    (item,) = panel.placed
    assert item.when is not None
    assert (item.when.words, item.when.is_vague) == ("2019", True)
    assert (panel.first, panel.last) == (date(2019, 1, 1), date(2019, 12, 31))
    assert (bar(panel, item).start, bar(panel, item).end) == (0, 1)
    assert overview.first.year < 2019 < overview.last.year


def test_ticks_lie_within_their_panels_and_are_few(facts: Facts) -> None:
    for panel in timeline(facts):
        assert 1 <= len(panel.ticks) <= 12
        assert all(panel.first <= day <= panel.last for day, _ in panel.ticks)


def test_events_without_any_election_have_a_panel_and_an_empty_package_none() -> None:
    event = EVENT | {"event_id": "paper.e", "election_id": None, "date": "1991-12-16"}
    (panel,) = timeline(given(events=[event]))
    assert panel.first.year == panel.last.year == 1991
    (undated,) = timeline(given(events=[event | {"date": None}]))
    assert (undated.placed, len(undated.waiting)) == ((), 1)
    assert timeline(EMPTY) == ()
