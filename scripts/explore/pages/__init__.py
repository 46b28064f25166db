"""The kinds of pages, one module each; a kind is added by an import and one line in `KINDS`."""

from scripts.explore.pages import front, table
from scripts.explore.pages.kinds import Pages

KINDS: tuple[Pages, ...] = (
    front.pages,
    table.pages,
)  # fmt: skip
"""What the site consists of, in the order in which it is written."""

SECTIONS: tuple[tuple[str, str], ...] = (
    ("index.html", "Overview"),
    ("tables/index.html", "Tables"),
)  # fmt: skip
"""What stands in the navigation: address and label."""
