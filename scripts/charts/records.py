"""What the charts read: the records of a package, and what they are called."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from validation.codes import countries, labels_of

Row = Mapping[str, Any]


class Records(Protocol):
    """A package as charts read it."""

    def rows(self, table: str) -> Sequence[Row]:
        """The records of a table in its order, with None for an empty cell."""

    def name(self, table: str, record_id: str) -> str:
        """A record in a few English words."""


def label(code_list: str, code: str) -> str:
    """The English label of a code."""
    return labels_of(code_list)[code]


def elections_in_order(records: Records) -> list[Row]:
    """The elections by day; one of which only the year is known stands before those of that year."""
    return sorted(records.rows("elections"), key=lambda row: (row["year"], row["date"] or date.min, row["election_id"]))


def election_names(records: Records) -> dict[str, str]:
    """Election → its body and year; the country too, where the package holds elections of several."""
    rows = records.rows("elections")
    is_one = len({row["country_code"] for row in rows}) < 2
    return {
        row["election_id"]: ", ".join(
            [
                _title(row["body_en"] or label("election_type", row["election_type"])),
                *([] if is_one else [countries()[row["country_code"]]]),
                str(row["year"]),
            ]
        )
        for row in rows
    }


def _title(words: str) -> str:
    return words[:1].upper() + words[1:]
