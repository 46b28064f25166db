"""Sources: each document as it stands, its passages highlighted by what they state."""

from collections.abc import Iterator

from scripts.explore.cards import Cell, cell
from scripts.explore.document import KIND_TITLES, Marked
from scripts.explore.facts import Facts, Row
from scripts.explore.pages.kinds import Page
from scripts.explore.pages.records import list_page

_SHOWN_ELSEWHERE = ("source_id", "title", "url", "path")


def pages(facts: Facts) -> Iterator[Page]:
    """One page a source, and the list."""
    yield list_page(facts, "sources", "Sources", lambda facts, row: facts.name("organizations", row["publisher_id"]))
    for row in facts.rows("sources"):
        yield _page(facts, row)


def _page(facts: Facts, row: Row) -> Page:
    source_id = row["source_id"]
    marked, document = Marked(facts, source_id), facts.texts.get(source_id)
    looks = {unit.look for unit in marked.units}
    units = {(unit.start, unit.end): unit for unit in marked.units}
    context = {
        "source": row,
        "about": [cell(facts, "sources", row, name) for name in row if name not in _SHOWN_ELSEWHERE and row[name]],
        "link": row["url"] if row["url"] and row["url"].startswith(("https://", "http://")) else None,
        "legend": [(look, title) for look, title in KIND_TITLES.items() if look in looks],
        "segments": None if document is None else list(marked.segments(document.text)),
        "units": marked.units,
        "places": [(f"{start}-{end}", units.get((start, end))) for start, end in marked.places],
        "comparisons": [
            Cell("", facts.name("elections", election_id), facts.comparison(election_id))
            for election_id in facts.judged_in(source_id)
        ],
    }
    return Page(facts.address("sources", source_id), "source.html", row["title_en"], context)
