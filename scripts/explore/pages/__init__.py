"""The kinds of pages, one module each; a kind is added by an import and one line in `KINDS`."""

from scripts.explore.pages import comparison, election, front, mission, organization, person, source, table
from scripts.explore.pages.kinds import Pages

KINDS: tuple[Pages, ...] = (
    front.pages,
    election.pages,
    comparison.pages,
    mission.pages,
    organization.pages,
    person.pages,
    source.pages,
    table.pages,
)
"""What the site consists of, in the order in which it is written."""

SECTIONS: tuple[tuple[str, str], ...] = (
    ("index.html", "Overview"),
    ("sources/index.html", "Sources"),
    ("elections/index.html", "Elections"),
    ("missions/index.html", "Missions"),
    ("organizations/index.html", "Organizations"),
    ("persons/index.html", "Persons"),
    ("tables/index.html", "Tables"),
)
"""What stands in the navigation: address and label."""
