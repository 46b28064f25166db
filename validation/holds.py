"""Whether a small table holds to its model, seen cell by cell.

pandera takes some milliseconds for each column, however few its cells: nearly all the time that it takes to check a
package of a few documents. So it is asked where a table is large, and where something is wrong and must be named. What
is asked of a column is read from pandera's own schema; a rule that is not known here goes to pandera too.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pandas as pd
import pandera.pandas as pan

from validation.storage import pandas_dtypes
from validation.tables import TABLES

SMALL = 5_000
"""Rows up to which a look at every cell takes less time than pandera does."""

_Rule = Callable[[Any], object]

_RULES: Mapping[str, Callable[[Mapping[str, Any]], _Rule]] = {
    "isin": lambda asked: frozenset(asked["allowed_values"]).__contains__,
    "str_matches": lambda asked: re.compile(asked["pattern"]).match,
    "not_equal_to": lambda asked: partial(operator.ne, asked["value"]),
    "greater_than_or_equal_to": lambda asked: partial(operator.le, asked["min_value"]),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a model asks of one column."""

    dtype: object
    is_nullable: bool
    rules: tuple[_Rule, ...]

    def holds(self, column: "pd.Series[Any]") -> bool:
        if column.dtype != self.dtype:
            return False
        has_empty = column.hasnans
        if has_empty and not self.is_nullable:
            return False
        if not self.rules:
            return True
        values = set((column.dropna() if has_empty else column).tolist())
        return all(rule(value) for rule in self.rules for value in values)


def holds(table: str, frame: pd.DataFrame) -> bool:
    """Whether a small table is all that its model asks; False also where pandera must be asked."""
    asked = _asked(table)
    if asked is None or len(frame) > SMALL or list(frame) != list(asked):
        return False
    return all(column.holds(frame[name]) for name, column in asked.items())


@cache
def _asked(table: str) -> dict[str, _Asked] | None:
    """What the model asks of each column; None if it asks for something that is not known here."""
    schema = TABLES[table].to_schema()
    if schema.checks or schema.unique or schema.index or schema.parsers:
        return None
    asked: dict[str, _Asked] = {}
    for name, dtype in pandas_dtypes(table).items():
        column = schema.columns[name]
        is_known = all(check.name in _RULES and check.ignore_na for check in column.checks)
        if not is_known or column.unique or column.parsers:
            return None
        asked[name] = _Asked(dtype, column.nullable, tuple(map(_rule, column.checks)))
    return asked if asked.keys() == schema.columns.keys() else None


def _rule(check: pan.Check) -> _Rule:
    return _RULES[str(check.name)](check.statistics or {})
