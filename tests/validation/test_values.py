import math
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.text import fold
from validation.columns import EDTF_PATTERN, Column
from validation.tables import TABLES, column, columns
from validation.values import UnfitValueError, Value, read_value, write_value

INTEGER = column("observer_counts", "value")
NUMBER = column("figures", "value")
FLAG = column("elections", "is_early")
DAY = column("elections", "date")
EDTF = column("events", "date")
CODE = column("verdicts", "stance")
COUNTRY = column("elections", "country_code")
TEXT = column("elections", "body_ru")

NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,9})?", fullmatch=True)
INTERVALS = st.tuples(st.dates(), st.timedeltas(timedelta(0), timedelta(10_000))).filter(
    lambda pair: pair[1] <= date.max - pair[0]
)

read_back = settings(max_examples=100, deadline=None)


def written_and_read(target: Column, value: Value) -> Value:
    return read_value(target, write_value(value))


@given(st.integers(0, 10**18 - 1))
@read_back
def test_a_whole_number_is_read_as_it_is_written(value: int) -> None:
    assert written_and_read(INTEGER, value) == value


@given(NUMBERS)
@read_back
def test_a_number_is_written_in_digits_however_small(text: str) -> None:
    value = read_value(NUMBER, text)
    written = write_value(value)
    assert read_value(NUMBER, written) == value
    assert Decimal(written) == Decimal(text)
    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", written)


@given(st.booleans())
@read_back
def test_a_flag_is_read_as_it_is_written(value: bool) -> None:
    assert written_and_read(FLAG, value) is value


@given(st.dates())
@read_back
def test_a_day_is_read_as_it_is_written(value: date) -> None:
    assert written_and_read(DAY, value) == value


@given(INTERVALS)
@read_back
def test_an_interval_of_days_is_read_as_it_stands(interval: tuple[date, timedelta]) -> None:
    first, length = interval
    text = f"{first}/{first + length}"
    assert read_value(EDTF, text) == text
    assert write_value(text) == text


@given(st.text(min_size=1).filter(lambda text: text.strip()))
@read_back
def test_text_is_kept_apart_from_its_white_space(text: str) -> None:
    value = read_value(TEXT, text)
    assert value == fold(text)
    assert written_and_read(TEXT, value) == value


@given(st.text(alphabet="0129-/.~?%", max_size=22))
@settings(max_examples=300, deadline=None)
def test_every_date_that_is_read_fits_the_pattern_of_the_schemas(text: str) -> None:
    try:
        read_value(EDTF, text)
    except UnfitValueError:
        return
    assert re.search(EDTF_PATTERN, text)


@pytest.mark.parametrize(
    "text", ["2019", "2019-06", "2018~", "2019-06-09?", "2019-04-10/..", "../2019", "/2019", "2017/"]
)
def test_every_documented_form_of_a_date_is_read(text: str) -> None:
    assert read_value(EDTF, text) == text
    assert re.search(EDTF_PATTERN, text)


@pytest.mark.parametrize("table", TABLES)
def test_the_example_of_every_column_is_a_value_of_it(table: str) -> None:
    for target in columns(table):
        value = read_value(target, target.example)
        assert written_and_read(target, value) == value


@pytest.mark.parametrize("value", [math.pi, 1 / 3, 1e-9])
def test_no_number_is_written_with_an_exponent_or_loses_digits(value: float) -> None:
    assert float(write_value(value)) == value
    assert "e" not in write_value(value)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        *((INTEGER, text) for text in ("", "-1", "+1", "1 013", "1,013", "1.0", "007", "1e3", "one", "１", "9" * 19)),
        *((NUMBER, text) for text in ("", ".5", "5.", "1,5", "1e3", "nan", "inf", "0x10", "01.5", "9" * 16, "½")),
        *((FLAG, text) for text in ("", "True", "FALSE", "yes", "1", "0", "null")),
        *((DAY, text) for text in ("", "2019", "2019-06", "2019-6-9", "9.6.2019", "2019-02-29", "2019-06-09~")),
        *((DAY, text) for text in ("2019-06-09/2019-06-09", "2019-06-09T00:00", "0000-01-01", "２０１９-06-09")),
        *((EDTF, text) for text in ("", "June 2019", "2019-13", "2019-06-31", "..", "../..", "/", "2019/2020/2021")),
        *((EDTF, text) for text in ("2019-06-09/2019-06-08", "201X", "２０１９", "2019-06-09\n", " 2019")),
        *((CODE, text) for text in ("", "Positive", "good", "positive ", "unknown")),
        *((COUNTRY, text) for text in ("", "ZZ", "kz", "KAZ", "Kazakhstan", "UK", "EU")),
        *((TEXT, text) for text in ("", " ", "\n\t", "\u00a0")),
    ],
)
def test_what_does_not_fit_is_refused_with_what_is_expected_and_how_to_mend_it(target: Column, text: str) -> None:
    with pytest.raises(UnfitValueError) as caught:
        read_value(target, text)
    assert caught.value.expected
    assert caught.value.remedy


def test_a_refused_code_is_answered_with_the_list() -> None:
    with pytest.raises(UnfitValueError) as caught:
        read_value(CODE, "good")
    assert caught.value.expected == "positive | mixed | negative"
    assert "stance" in caught.value.remedy


@pytest.mark.parametrize("code", ["KZ", "NA", "NO"])
def test_a_country_code_is_read_also_where_other_readers_see_nothing_or_false(code: str) -> None:
    assert read_value(COUNTRY, code) == code
