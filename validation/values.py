"""Values as text: the one written form that annotations, `evidence.value` and CSV share, and the typed value."""

import re
from datetime import date

import numpy as np

from extraction.dates.edtf import DateError, parse
from extraction.text import fold
from validation.codes import codes_of, countries
from validation.columns import EDTF_PATTERN, Column

_INTEGER = re.compile(r"(?:0|[1-9]\d{0,17})\Z", re.ASCII)
_NUMBER = re.compile(r"-?(?=(?:\d\.?){1,15}\Z)(?:0|[1-9]\d*)(?:\.\d{1,9})?\Z", re.ASCII)
"""Fifteen digits at most, which a float holds without loss."""

Value = str | int | float | bool | date


class UnfitValueError(ValueError):
    """A written value that does not fit its column: what was expected, and how to mend it."""

    def __init__(self, expected: str, remedy: str) -> None:
        super().__init__(expected)
        self.expected = expected
        self.remedy = remedy


def read_value(column: Column, text: str) -> Value:
    """The typed value of a written one.

    Raises:
        UnfitValueError: it does not fit the column.
    """
    match column.kind:
        case "integer":
            if not _INTEGER.match(text):
                raise UnfitValueError("a whole number in digits", "write digits without separators or signs")
            return int(text)
        case "number":
            if not _NUMBER.match(text):
                raise UnfitValueError("a number of at most 15 digits", "write digits, with a point before a fraction")
            return float(text)
        case "boolean":
            if text not in ("true", "false"):
                raise UnfitValueError("true | false", "write true or false, or leave the field out")
            return text == "true"
        case "day" | "edtf":
            return _read_date(column, text)
        case _:
            return _read_text(column, text)


def _read_date(column: Column, text: str) -> Value:
    try:
        days = parse(text)
    except DateError as error:
        raise UnfitValueError(
            "a date as EDTF, such as 2019-06-09, 2019-06 or 2019-05-11/2019-06-08", str(error)
        ) from error
    if not re.match(EDTF_PATTERN, text):
        remedy = "write the year, or leave the date out"
        raise UnfitValueError("a date as EDTF with a year in digits, such as 2019-06", remedy)
    if column.kind == "edtf":
        return text
    if days.first is None or days.first != days.last or len(text) != len("2019-06-09"):
        raise UnfitValueError("a day, YYYY-MM-DD", "write the day, or leave the field out where the words give none")
    return days.first


def _read_text(column: Column, text: str) -> Value:
    if column.code_list and text not in codes_of(column.code_list):
        raise UnfitValueError(" | ".join(codes_of(column.code_list)), f"use a code of the list {column.code_list}")
    if column.is_country and text not in countries():
        raise UnfitValueError("an ISO 3166-1 alpha-2 code", "use two capital letters, such as KZ")
    folded = fold(text)
    if not folded:
        raise UnfitValueError("text", "leave the field out where nothing is stated")
    return folded


def write_value(value: Value) -> str:
    """The written form of a typed value: what CSV cells and `evidence.value` hold."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else np.format_float_positional(value, trim="-")
    return value.isoformat() if isinstance(value, date) else str(value)
