"""Elections: each with its verdicts, counts, candidates, missions, events and what else is said of it."""

from collections.abc import Iterator, Sequence

from scripts.explore.cards import Cell
from scripts.explore.facts import Facts, Row, file_name
from scripts.explore.pages.kinds import Page
from scripts.explore.pages.records import Part, record_pages

PARTS = (
    Part("Verdicts", "verdicts", "election_id", grouped_by="asserter_id"),
    Part("Observers", "observer_counts", "election_id"),
    Part("Candidates", "candidates", "election_id"),
    Part("Missions", "missions", "election_id"),
    Part("Polling stations and commissions", "polling_station_counts", "election_id"),
    Part("Events", "events", "election_id"),
    Part("Other figures", "figures", "election_id"),
    Part("Documents cited", "citations", "election_id"),
)


def pages(facts: Facts) -> Iterator[Page]:
    """One page an election, and the list."""
    yield from record_pages(facts, "elections", "Elections", PARTS, _lead, lambda _, row: str(row["date"] or ""))


def _lead(_: Facts, row: Row) -> Sequence[Sequence[Cell]]:
    address = f"comparisons/{file_name(row['election_id'])}.html"
    return [[Cell("", "Compare the verdicts of two asserters, aspect by aspect", address)]]
