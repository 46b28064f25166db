"""Observer missions: who they are, where they went, what they claim."""

from collections.abc import Iterator

from scripts.explore.facts import Facts
from scripts.explore.pages.kinds import Page
from scripts.explore.pages.records import Part, record_pages

PARTS = (
    Part("Teams that are part of it", "missions", "parent_id"),
    Part("People", "mission_people", "mission_id"),
    Part("Countries", "mission_countries", "mission_id"),
    Part("Organizations", "mission_organizations", "mission_id"),
    Part("Places visited", "mission_places", "mission_id"),
    Part("Observers", "observer_counts", "mission_id"),
    Part("Polling stations visited", "polling_station_counts", "mission_id"),
    Part("Its verdicts", "verdicts", "mission_id"),
)


def pages(facts: Facts) -> Iterator[Page]:
    """One page a mission, and the list."""
    yield from record_pages(
        facts, "missions", "Missions", PARTS, beside=lambda facts, row: facts.name("elections", row["election_id"])
    )
