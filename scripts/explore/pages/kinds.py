"""What a module of pages gives: pages, and files that are none."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.explore.facts import Facts


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path from the site's root, the template that shows it, its title, and what the template is given."""

    path: str
    template: str
    title: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A file that is no page: data of a table, a download, a chart."""

    path: str
    content: bytes


Pages = Callable[[Facts], Iterator[Page | File]]
