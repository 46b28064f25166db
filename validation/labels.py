"""Names beside ids, labels beside codes: which columns explain a table's own, and a table with them joined in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import pandas as pd

from validation.codes import countries, labels_of
from validation.columns import Column
from validation.tables import columns, key_of

NAMED_BY = {
    "organizations": "name_en",
    "persons": "name_en",
    "places": "name_en",
    "missions": "name_en",
    "sources": "title_en",
    "events": "description_en",
}
"""Table → the column that names its records. Elections are named by body, country and year."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A column that says in words what another one holds.

    `kind`: the name of the record that an id refers to, the label of a code, or the name of a country.
    """

    name: str
    of: Column
    kind: Literal["name", "label", "country"]

    @property
    def title(self) -> str:
        """Its title."""
        return f"{self.of.title}, {'label' if self.kind == 'label' else 'name'}"

    @property
    def description(self) -> str:
        """What it holds."""
        what = {"name": "English name of", "label": "English label of", "country": "English name of"}[self.kind]
        return f"{what} `{self.of.name}`."


@cache
def with_labels(table: str) -> tuple[Column | Explained, ...]:
    """The columns of a table in order, each that is an id, a code or a country followed by one that explains it."""
    found: list[Column | Explained] = []
    for column in columns(table):
        found.append(column)
        if column.refers_to == "elections" or column.refers_to in NAMED_BY:
            found.append(Explained(f"{column.short}_name", column, "name"))
        elif column.code_list is not None:
            found.append(Explained(f"{column.name}_label", column, "label"))
        elif column.is_country:
            found.append(Explained("country_name", column, "country"))
    return tuple(found)


def labelled(frame: pd.DataFrame, table: str, read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """The table with what `with_labels` adds; `read` gives other tables by name."""
    known = cache(lambda referred: names_of(referred, read))  # many columns refer to organizations
    parts: dict[str, pd.Series[Any]] = {}
    for column in with_labels(table):
        if isinstance(column, Column):
            parts[column.name] = frame[column.name]
        else:
            words = known(column.of.refers_to) if column.kind == "name" else _words(column)
            parts[column.name] = frame[column.of.name].map(words).astype("str")
    return pd.DataFrame(parts)


def _words(column: Explained) -> dict[str, str]:
    """Code → label, or country code → name."""
    return countries() if column.of.code_list is None else labels_of(column.of.code_list)


def names_of(table: str, read: Callable[[str], pd.DataFrame]) -> dict[str, str]:
    """Id → English name of the records of a table that has names: elections, and those of `NAMED_BY`."""
    rows = read(table)
    if table == "elections":
        bodies = rows["body_en"].fillna(rows["election_type"])
        names = bodies + ", " + rows["country_code"].map(countries()) + ", " + rows["year"].astype("str")
    else:
        names = rows[NAMED_BY[table]]
    return dict(zip(rows[key_of(table)], names, strict=True))
