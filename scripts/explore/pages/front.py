"""The front page: what this is."""

from collections.abc import Iterator

from scripts.explore.facts import Facts
from scripts.explore.pages.kinds import Page


def pages(facts: Facts) -> Iterator[Page]:
    """The one page."""
    yield Page("index.html", "front.html", facts.about["title"], {})
