"""Persons: their offices, roles and candidacies, and what they said."""

from collections.abc import Iterator

from scripts.explore.facts import Facts
from scripts.explore.pages.kinds import Page
from scripts.explore.pages.records import Part, record_pages

PARTS = (
    Part("Offices", "positions", "person_id"),
    Part("Candidacies", "candidates", "person_id"),
    Part("Roles in missions", "mission_people", "person_id"),
    Part("Part in events", "event_participants", "person_id"),
    Part("Verdicts that the person voiced", "verdicts", "speaker_id"),
    Part("Numbers of observers that the person voiced", "observer_counts", "speaker_id"),
    Part("Numbers of polling stations that the person voiced", "polling_station_counts", "speaker_id"),
    Part("Figures that the person voiced", "figures", "speaker_id"),
    Part("Events that the person told of", "events", "speaker_id"),
    Part("Offices that the person told of", "positions", "speaker_id"),
    Part("Documents that the person cited", "citations", "speaker_id"),
    Part("Sources that the person wrote", "sources", "author_id"),
)


def pages(facts: Facts) -> Iterator[Page]:
    """One page a person, and the list."""
    yield from record_pages(facts, "persons", "Persons", PARTS)
