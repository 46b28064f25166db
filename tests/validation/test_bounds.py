from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validation.bounds import MEASURED, bounds
from validation.codes import codes_of

WITH_VALUE = {
    "exact": (1000, 1000),
    "about": (None, None),
    "almost": (None, 999),
    "more_than": (1001, None),
    "at_least": (1000, None),
    "fewer_than": (None, 999),
    "at_most": (None, 1000),
}
WITHOUT_VALUE = ("between", "several", "unspecified")


@pytest.mark.parametrize(("precision", "expected"), WITH_VALUE.items())
def test_bounds_follow_from_value_and_precision(precision: str, expected: tuple[int | None, int | None]) -> None:
    assert bounds(1000, precision, "observers") == expected


@pytest.mark.parametrize("precision", WITHOUT_VALUE)
def test_no_bounds_follow_where_the_words_give_no_one_number(precision: str) -> None:
    assert bounds(1000, precision, "observers") == (None, None)


def test_every_precision_is_spoken_of() -> None:
    assert {*WITH_VALUE, *WITHOUT_VALUE} == set(codes_of("precision"))


@pytest.mark.parametrize("precision", WITH_VALUE)
@given(value=st.integers(1, 10**15))
@settings(max_examples=50, deadline=None)
def test_the_value_lies_within_its_bounds_unless_the_words_exclude_it(precision: str, value: int) -> None:
    low, high = bounds(value, precision, "people")
    least, greatest = -inf if low is None else low, inf if high is None else high
    assert least <= greatest
    assert (least <= value <= greatest) == (precision not in ("more_than", "fewer_than", "almost"))


def test_a_number_with_a_fraction_keeps_it() -> None:
    assert bounds(0.5, "exact", "percent") == (0.5, 0.5)
    assert bounds(0.5, "at_least", "percent") == (0.5, None)


@pytest.mark.parametrize("unit", sorted(MEASURED))
def test_a_measure_has_its_limit_as_bound(unit: str) -> None:
    assert unit in codes_of("figure_unit")
    assert bounds(70, "more_than", unit) == (70, None)
    assert bounds(70, "fewer_than", unit) == (None, 70)
