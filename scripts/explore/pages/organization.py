"""Organizations, states, delegations and joint bodies: what they claim, and what is claimed of them."""

from collections.abc import Iterator

from scripts.explore.facts import Facts
from scripts.explore.pages.kinds import Page
from scripts.explore.pages.records import Part, record_pages
from validation.tables import column

PARTS = (
    Part("Its verdicts", "verdicts", "asserter_id", grouped_by="election_id"),
    Part("Verdicts on it", "verdicts", "target_id", grouped_by="asserter_id"),
    Part("Missions that it sent", "missions", "organization_id"),
    Part("Missions that it took part in", "mission_organizations", "organization_id"),
    Part("Observers, in its words", "observer_counts", "asserter_id"),
    Part("Polling stations, in its words", "polling_station_counts", "asserter_id"),
    Part("Candidacies", "candidates", "organization_id"),
    Part("Candidates whom it nominated", "candidates", "nominated_by_id"),
    Part("Offices in it", "positions", "organization_id"),
    Part("Offices, in its words", "positions", "asserter_id"),
    Part("Part in events", "event_participants", "organization_id"),
    Part("Events, in its words", "events", "asserter_id"),
    Part("Its figures", "figures", "organization_id"),
    Part("Figures, in its words", "figures", "asserter_id"),
    Part("Documents that it issued", "citations", "issuer_id"),
    Part("Documents that it cites", "citations", "asserter_id"),
    Part("Its parts", "organizations", "parent_id"),
    Part("Sources that it published", "sources", "publisher_id"),
)


def pages(facts: Facts) -> Iterator[Page]:
    """One page an organization, and the list."""
    kind = column("organizations", "organization_type")
    yield from record_pages(
        facts,
        "organizations",
        "Organizations",
        PARTS,
        beside=lambda facts, row: facts.shown(kind, row["organization_type"]),
    )
