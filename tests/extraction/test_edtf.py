from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extraction.dates.edtf import DateError, DateRange, parse


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2019-06-09", date(2019, 6, 9), date(2019, 6, 9)),
        ("2019-06", date(2019, 6, 1), date(2019, 6, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2018~", date(2018, 1, 1), date(2018, 12, 31)),
        ("2019-06?", date(2019, 6, 1), date(2019, 6, 30)),
        ("2019-06-09%", date(2019, 6, 9), date(2019, 6, 9)),
        ("2019-05-11/2019-06-08", date(2019, 5, 11), date(2019, 6, 8)),
        ("2019-05/2019-06-08", date(2019, 5, 1), date(2019, 6, 8)),
        ("2019-06/2019-06", date(2019, 6, 1), date(2019, 6, 30)),
        ("2018~/2019", date(2018, 1, 1), date(2019, 12, 31)),
        ("2017/..", date(2017, 1, 1), None),
        ("2017-06-27/", date(2017, 6, 27), None),
        ("../2019", None, date(2019, 12, 31)),
        ("/2019-06", None, date(2019, 6, 30)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("198X/199X", date(1980, 1, 1), date(1999, 12, 31)),
        ("XXXX-06", None, None),
        ("XXXX-06-27", None, None),
        ("XXXX-02-29", None, None),
        ("XXXX-XX-11", None, None),
        ("XXXX-06-27/XXXX-06-29", None, None),
        ("XXXX-06-27/..", None, None),
    ],
)
def test_a_date_gives_the_first_and_last_day_it_allows(edtf: str, first: date | None, last: date | None) -> None:
    assert parse(edtf) == DateRange(first, last)


@pytest.mark.parametrize(
    ("edtf", "why"),
    [
        ("", "no day, month or year"),
        ("..", "no day, month or year"),
        ("9 June 2019", "no day, month or year"),
        ("2019-6-9", "no day, month or year"),
        ("19-06-09", "no day, month or year"),
        ("2019-06-09T12:00", "no day, month or year"),
        ("2019-06-09 ", "no day, month or year"),
        ("2019-06-09\n", "no day, month or year"),
        ("2019~~", "no day, month or year"),
        ("-2019", "no day, month or year"),
        ("٢٠١٩", "no day, month or year"),
        ("2019-02-29", "no day of the calendar"),
        ("2019-13", "no day of the calendar"),
        ("2019-00", "no day of the calendar"),
        ("2019-06-31", "no day of the calendar"),
        ("0000", "no day of the calendar"),
        ("XXXX-06-31", "no day of the calendar"),
        ("XXXX-13", "no day of the calendar"),
        ("000X", "no day of the calendar"),
        ("XXXX", "no day, month or year"),
        ("19XX", "no day, month or year"),
        ("XXXX-XX", "no day, month or year"),
        ("2019-XX-11", "no day, month or year"),
        ("2019/2018", "ends before it begins"),
        ("2019-06-09/2019-06-08", "ends before it begins"),
        ("/", "open at both ends"),
        ("../..", "open at both ends"),
        ("2018/2019/2020", "more than one '/'"),
        ("2019-06-09/x", "no day, month or year"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(edtf: str, why: str) -> None:
    with pytest.raises(DateError, match=why):
        parse(edtf)


@settings(deadline=None, max_examples=100)
@given(day=st.dates())
def test_a_day_is_itself_and_lies_in_its_month_and_year(day: date) -> None:
    text = day.isoformat()
    assert parse(text) == DateRange(day, day)
    for wider in (text[:7], text[:4]):
        days = parse(wider)
        assert days.first is not None
        assert days.last is not None
        assert days.first <= day <= days.last
        assert (days.first.day, days.last.isoformat()[:4]) == (1, text[:4])


@settings(deadline=None, max_examples=100)
@given(first=st.dates(), last=st.dates())
def test_an_interval_runs_from_its_first_to_its_last_day(first: date, last: date) -> None:
    assume(first <= last)
    assert parse(f"{first}/{last}") == DateRange(first, last)
    if first < last:
        with pytest.raises(DateError):
            parse(f"{last}/{first}")


@settings(deadline=None, max_examples=100)
@given(text=st.text(st.sampled_from("0129-/.~?% "), max_size=22) | st.text(max_size=12))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        days = parse(text)
    except DateError:
        return
    assert days.first is not None or days.last is not None
