"""How complete a package is: sentences and mentions accounted for, cells with evidence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.charts.records import Records, Row
from validation.tables import TABLES, columns, key_of


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the sentences or mentions of one source, or of all."""

    found: int
    stated: int
    dismissed: int

    @property
    def open(self) -> int:
        """Those neither stated nor dismissed with a reason."""
        return self.found - self.stated - self.dismissed


@dataclass(frozen=True, slots=True)
class OfSource:
    """One source."""

    source_id: str
    sentences: Account
    mentions: Account


@dataclass(frozen=True, slots=True)
class Completeness:
    """The whole package. `cells` owe evidence, `supported` of them have it; `by_support`: stated, coded, inferred.

    A cell with several kinds of support counts once, as the firmest: stated before coded before inferred.
    """

    sentences: Account
    mentions: Account
    sources: tuple[OfSource, ...]
    cells: int
    supported: int
    by_support: dict[str, int]


_FIRMEST = ("stated", "coded", "inferred")


def completeness(records: Records) -> Completeness:
    """The figures of a package, counted."""
    sentences, mentions = records.rows("sentences"), records.rows("mentions")
    supports: dict[tuple[str, str, str], set[str]] = {}
    for row in records.rows("evidence"):
        key = (row["table_name"], row["record_id"], row["column_name"])
        supports.setdefault(key, set()).add(row["support"])
    owed = [
        (table, row[key_of(table)], column.name)
        for table in TABLES
        for column in columns(table)
        if column.owes_evidence
        for row in records.rows(table)
        if row[column.name] is not None
    ]
    supported = [cell for cell in owed if cell in supports]
    firmest = Counter(next(kind for kind in _FIRMEST if kind in supports[cell]) for cell in supported)
    return Completeness(
        _account(sentences),
        _account(mentions),
        tuple(
            OfSource(source_id, _account(of_sentences), _account(of_mentions))
            for source_id, of_sentences, of_mentions in _by_source(records, sentences, mentions)
        ),
        len(owed),
        len(supported),
        {kind: firmest[kind] for kind in _FIRMEST},
    )


def _by_source(
    records: Records, sentences: Sequence[Row], mentions: Sequence[Row]
) -> list[tuple[str, list[Row], list[Row]]]:
    found: dict[str, tuple[str, list[Row], list[Row]]] = {
        row["source_id"]: (row["source_id"], [], []) for row in records.rows("sources")
    }
    for number, rows in ((1, sentences), (2, mentions)):
        for row in rows:
            found[row["source_id"]][number].append(row)  # type: ignore[union-attr]
    return list(found.values())


def _account(rows: Sequence[Row]) -> Account:
    stated = sum(row["status"] == "stated" for row in rows)
    return Account(len(rows), stated, sum(row["reason"] is not None for row in rows))
