"""What is said of small tables without pandera is what pandera says of them."""

from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pan
import pytest

from tests.validation.test_checks import example_row
from validation import holds as module
from validation.columns import Column
from validation.holds import SMALL, holds
from validation.storage import to_arrow, to_frame
from validation.tables import TABLES, columns

WRONG: dict[str, tuple[Any, ...]] = {
    "text": (None, "", "No such", "a\n"),
    "edtf": (None, "", "June", "2019\n"),
    "integer": (None, -1, 0),
    "number": (None, -1.5),
    "boolean": (None, False),
    "day": (None,),
}
"""What a column of each kind might not hold."""


def examples(table: str) -> pd.DataFrame:
    return to_frame(to_arrow(table, [example_row(table)]))


def holds_for_pandera(table: str, column: str, frame: pd.DataFrame) -> bool:
    try:
        TABLES[table].to_schema().columns[column].validate(frame, lazy=True)
    except pan.errors.SchemaErrors:
        return False
    return True


@cache
def kinds_of_columns() -> dict[str, tuple[str, Column]]:
    """One column of each kind of which something else is asked, with its table."""
    asked = {}
    for table in TABLES:
        schema = TABLES[table].to_schema()
        for column in columns(table):
            rules = schema.columns[column.name]
            asked.setdefault(f"{column.kind} {rules.nullable} {rules.checks}", (table, column))
    return {f"{table}.{column.name}": (table, column) for table, column in asked.values()}


@pytest.mark.parametrize("name", kinds_of_columns())
def test_each_cell_is_judged_as_pandera_judges_it(name: str) -> None:
    table, column = kinds_of_columns()[name]
    for value in WRONG[column.kind]:
        frame = examples(table)
        frame.loc[0, column.name] = value
        assert holds(table, frame) == holds_for_pandera(table, column.name, frame), value


@pytest.mark.parametrize("table", TABLES)
def test_a_table_as_its_model_asks_holds_and_one_of_other_columns_or_types_does_not(table: str) -> None:
    frame = examples(table)
    assert holds(table, frame)
    assert not holds(table, frame.assign(surplus="x"))
    for name in frame:
        assert not holds(table, frame.drop(columns=name))
        assert not holds(table, frame.assign(**{name: pd.Series([pd.Timedelta(days=1)])}))


def test_large_tables_are_left_to_pandera() -> None:
    frame = pd.concat([examples("persons")] * (SMALL + 1), ignore_index=True)
    assert not holds("persons", frame)
    assert holds("persons", frame.head(SMALL))


def test_a_table_whose_model_asks_for_what_is_not_known_here_is_left_to_pandera(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_RULES", {name: rule for name, rule in module._RULES.items() if name != "isin"})
    monkeypatch.setattr(module, "_asked", module._asked.__wrapped__)
    assert not holds("elections", examples("elections"))
    assert holds("persons", examples("persons"))
