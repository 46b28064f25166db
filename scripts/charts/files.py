"""The charts as files: those that a build keeps in docs/charts, and those of a site.

To draw takes longer than to build, and needs a library that nobody else needs. So a build draws anew only where the
figures or the code that draws them changed. The last line of each SVG tells both: what it was drawn from, and the hash
of all lines before it, by which an edited file is found out. That a drawing with another release of the library looks
the same byte for byte is for a test to say, under the lock.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.charts.matrix import matrix
from scripts.charts.observers import observers
from scripts.charts.records import Records
from scripts.charts.timeline import timeline
from validation.problems import Problem

if TYPE_CHECKING:
    from scripts.charts.drawings.canvas import Sheet

FOLDER = "docs/charts"
LIBRARY = "matplotlib"
GET_LIBRARY = "pip install 'election-facts[charts]'"

_DRAWN: dict[str, tuple[bytes, bytes]] = {}
"""What this program has drawn: fingerprint → SVG and PNG; to draw is half of the work of a site."""

_LAST_LINE = re.compile(rb"<!-- drawn from (\w{64}); the lines above have the hash (\w{64}) -->\n\Z")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name, what it shows of a package, and the tables that its figures stand in."""

    name: str
    shows: Callable[[Records], Any]
    tables: str


CHARTS: Mapping[str, Chart] = {
    chart.name: chart
    for chart in (
        Chart("verdicts", matrix, "table verdicts"),
        Chart("observers", observers, "table observer_counts"),
        Chart("timeline", timeline, "tables elections, missions, events"),
    )
}


def can_draw() -> bool:
    """Whether the library that draws is installed."""
    return find_spec(LIBRARY) is not None


def kept(
    root: Path, names: Sequence[str], records: Records, about: Mapping[str, Any], problems: list[Problem]
) -> dict[str, bytes]:
    """The SVG files that a package asks for: as they stand in `root` where they are current, else drawn anew."""
    found: dict[str, bytes] = {}
    for chart in (CHARTS[name] for name in names):
        path = f"{FOLDER}/{chart.name}.svg"
        shown, source = chart.shows(records), _source(chart, about)
        print_of = _fingerprint(shown, source)
        standing = _read(root / path)
        if drawn_from(standing) == print_of:
            found[path] = standing
        elif can_draw():
            found[path] = signed(sheet(chart, shown, source).svg(), print_of)
        else:
            remedy = f"install the library that draws: {GET_LIBRARY}; or take the chart out of data/package.yaml"
            state = "nothing" if not standing else "a drawing of other figures, by other code, or edited"
            problems.append(Problem(path, None, "file", state, "a drawing of these tables", remedy))
    return found


def drawn(records: Records, about: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Every chart as SVG and PNG: file name and content.

    Raises:
        ImportError: the library that draws is not installed.
    """
    for chart in CHARTS.values():
        shown, source = chart.shows(records), _source(chart, about)
        print_of = _fingerprint(shown, source)
        if print_of not in _DRAWN:
            drawing = sheet(chart, shown, source)
            _DRAWN[print_of] = signed(drawing.svg(), print_of), drawing.png()
        svg, png = _DRAWN[print_of]
        yield f"{chart.name}.svg", svg
        yield f"{chart.name}.png", png


def sheet(chart: Chart, shown: Any, source: str) -> "Sheet":
    """A chart, drawn."""
    from scripts.charts.drawings import observers, timeline, verdicts

    draw: dict[str, Callable[[Any, str], Sheet]] = {
        "verdicts": verdicts.draw,
        "observers": observers.draw,
        "timeline": timeline.draw,
    }
    return draw[chart.name](shown, source)


def signed(svg: bytes, print_of: str) -> bytes:
    """A drawing with its last line."""
    return svg + f"<!-- drawn from {print_of}; the lines above have the hash {_hash(svg)} -->\n".encode()


def drawn_from(svg: bytes) -> str | None:
    """What a drawing says that it was drawn from; None where it says nothing, or was changed since."""
    match = _LAST_LINE.search(svg)
    if match is None or match[2].decode() != _hash(svg[: match.start()]):
        return None
    return match[1].decode()


def _source(chart: Chart, about: Mapping[str, Any]) -> str:
    """What stands at the foot of a chart."""
    return (
        f"Source: {about['title']}, version {about['version']}, {chart.tables}. Every mark stands on words that the "
        "package quotes."
    )


def _fingerprint(shown: Any, source: str) -> str:
    """The hash of all that decides what a drawing looks like, but for the library."""
    return _hash(f"{shown!r}\n{source}\n{_code()}".encode())


@cache
def _code() -> str:
    """The hash of the code that draws."""
    folder = files("scripts.charts.drawings")
    modules = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".py")), key=lambda entry: entry.name)
    return _hash(b"".join(module.read_bytes() for module in modules))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
