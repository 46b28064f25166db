import os
import re
import struct
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from scripts.charts.drawings import canvas
from scripts.charts.drawings import observers as drawn_observers
from scripts.charts.drawings import timeline as drawn_timeline
from scripts.charts.drawings import verdicts as drawn_verdicts
from scripts.charts.files import CHARTS, sheet
from scripts.charts.matrix import SIGNS
from scripts.explore.facts import Facts
from tests.conftest import ROOT
from tests.scripts.charts.given import COUNT, ELECTION, EMPTY, EVENT, VERDICT, given, organization
from tests.scripts.explore.hostile import TEXTS, hostile
from validation.codes import codes_of

SVG = "{http://www.w3.org/2000/svg}"

MANY = given(
    elections=[ELECTION],
    organizations=[organization(f"o{number}", f"Observers of the {number}th kind") for number in range(60)],
    verdicts=[VERDICT | {"verdict_id": f"v.{number}", "asserter_id": f"o{number}"} for number in range(60)],
)


def drawing(name: str, facts: Facts) -> canvas.Sheet:
    chart = CHARTS[name]
    return sheet(chart, chart.shows(facts), f"Source: {facts.about['title']}")


def texts_of(content: bytes) -> list[str]:
    """The texts of a drawing: matplotlib writes each beside its outlines."""
    return re.findall(r"<!-- (.*?) -->", content.decode("utf-8"), re.DOTALL)


@pytest.mark.parametrize("name", CHARTS)
def test_an_svg_is_a_picture_with_a_title_and_all_its_facts_in_words(facts: Facts, name: str) -> None:
    drawn = drawing(name, facts)
    root = ET.fromstring(drawn.svg())
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == drawn.title
    assert root[1].text == drawn.about
    assert f"0 0 {drawn.width * 72:g}" in str(root.get("viewBox"))


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_names_its_title_and_its_source(facts: Facts, name: str) -> None:
    drawn = drawing(name, facts)
    shown = texts_of(drawn.svg())
    assert drawn.title in shown
    assert facts.about["title"] in " ".join(shown)


def test_drawings_say_in_words_what_the_tables_hold(facts: Facts) -> None:
    told = {name: drawing(name, facts).about for name in CHARTS}
    for row in facts.rows("observer_counts"):
        if row["unit"] == "observers" and row["value"] is not None:
            assert f"{row['value']:,}" in told["observers"]
    for table, chart in (("events", "timeline"), ("missions", "timeline"), ("elections", "verdicts")):
        for row in facts.rows(table):
            name = facts.name(table, next(iter(row.values())))
            assert canvas.printable(name.split(",")[0]).casefold() in told[chart].casefold()
    shown = CHARTS["verdicts"].shows(facts)
    for asserter in (*shown.asserters, *shown.others):
        assert asserter.name in told["verdicts"]


@pytest.mark.thorough
def test_the_same_bytes_whatever_the_hash_seed_the_settings_and_the_fonts_of_the_machine(tmp_path: Path) -> None:
    code = (
        "import hashlib\n"
        "from tests.scripts.charts.given import *\n"
        "from scripts.charts.files import drawn\n"
        "facts = given(elections=[ELECTION], verdicts=[VERDICT | {'verdict_id': 'v.1'}],\n"
        "    observer_counts=[COUNT | {'observer_count_id': 'c.1', 'value': 10, 'precision': 'about'}],\n"
        "    events=[EVENT | {'event_id': 'e.1', 'date': '2019-06'}])\n"
        "for name, content in drawn(facts, ABOUT): print(name, hashlib.sha256(content).hexdigest())\n"
    )
    settings = tmp_path / "matplotlibrc"
    settings.write_text("font.family: serif\nfont.size: 30\nsvg.fonttype: none\nlines.linewidth: 9\nsavefig.dpi: 40\n")
    shown = set()
    for seed, more in (("1", {}), ("2", {"MATPLOTLIBRC": str(settings), "MPLCONFIGDIR": str(tmp_path)})):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}"} | more
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        shown.add(done.stdout)
    (lines,) = shown
    assert len(lines.splitlines()) == 2 * len(CHARTS)


@pytest.mark.parametrize("name", CHARTS)
def test_hostile_words_are_words(facts: Facts, name: str) -> None:
    drawn = drawing(name, hostile(facts._package, facts.about))
    content = drawn.svg()
    root = ET.fromstring(content)
    tags = {element.tag.removeprefix(SVG) for element in root.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "a", "image", "foreignObject", "b", "img"}
    assert not re.search(rb"[\x00-\x08\x0b-\x1f]|\xe2\x80\xae", content)
    assert not any(key.startswith("on") for element in root.iter() for key in element.keys())  # noqa: SIM118
    harmless = canvas.printable(TEXTS[0])
    assert harmless in drawn.about
    assert drawn.png().startswith(b"\x89PNG")


def test_a_formula_is_no_formula() -> None:
    drawn = canvas.Sheet("A $title$", "about", 4)
    drawn.text(1, 0.5, r"$\frac{1}{0}$ and $\nonsense{ and _x^")
    assert r"$\frac{1}{0}$ and $\nonsense{ and _x^" in texts_of(drawn.svg())


@pytest.mark.parametrize("name", CHARTS)
def test_an_empty_package_and_one_of_one_election_are_drawn(name: str) -> None:
    small = given(
        elections=[ELECTION],
        verdicts=[VERDICT | {"verdict_id": "v.1"}],
        observer_counts=[COUNT | {"observer_count_id": "c.1", "value": 0, "lower_bound": 0, "upper_bound": 0}],
        events=[EVENT | {"event_id": "e.1", "date": "2019-06-09"}],
    )
    empty, one = drawing(name, EMPTY), drawing(name, small)
    assert any("in this package" in text for text in texts_of(empty.svg()))
    assert not any("in this package" in text for text in texts_of(one.svg()))
    assert "2019" in one.about


def places_of_lines(content: bytes) -> list[tuple[str, float, float]]:
    """Text, and where it stands: points from the left and from the top."""
    found = re.findall(
        r"<!-- (.*?) -->\s*<g[^>]*transform=\"translate\(([\d.]+) ([\d.]+)\)", content.decode(), re.DOTALL
    )
    return [(words, float(x), float(y)) for words, x, y in found]


def test_sixty_asserters_stand_apart_and_on_the_sheet() -> None:
    drawn = drawing("verdicts", MANY)
    named = [
        (words, y)
        for words, _, y in places_of_lines(drawn.svg())
        if re.fullmatch(r"Observers of the \d+th kind", words)
    ]
    assert len({words for words, _ in named}) == len(named) == 60
    heights = sorted(y for _, y in named)
    assert min(later - earlier for earlier, later in pairwise(heights)) >= 8 * 1.35
    assert heights[-1] < drawn.height * 72


def test_many_elections_make_a_wider_sheet_with_room_for_every_column() -> None:
    elections = [ELECTION | {"election_id": f"kz-{year}-president", "year": year} for year in range(2000, 2020)]
    verdicts = [
        VERDICT | {"verdict_id": f"v.{row['year']}", "election_id": row["election_id"]} for row in elections
    ]  # fmt: skip
    drawn = drawing("verdicts", given(elections=elections, verdicts=verdicts))
    assert drawn.width >= 20 * drawn_verdicts.FEWEST_WIDE
    signs = sorted(x for words, x, _ in places_of_lines(drawn.svg()) if words == SIGNS["endorsed"])[-20:]
    assert signs[-1] < drawn.width * 72


def test_the_tallies_of_columns_stand_apart() -> None:
    elections = [ELECTION | {"election_id": f"kz-{year}-president", "year": year} for year in range(2000, 2006)]
    verdicts = [
        VERDICT | {"verdict_id": f"v.{row['year']}-{number}", "election_id": row["election_id"], "overall": overall}
        for row in elections
        for number, overall in enumerate(codes_of("overall"))
    ]
    placed = places_of_lines(drawing("verdicts", given(elections=elections, verdicts=verdicts)).svg())
    tallies = [(x, y) for words, x, y in placed if re.fullmatch(r"1 [+±−]+", words)]
    assert len(tallies) == len(verdicts)
    for (x, y), (other_x, other_y) in combinations(tallies, 2):
        assert abs(x - other_x) > 40 or abs(y - other_y) > 8 * 1.2


def test_text_is_cut_to_its_width_even_where_it_has_no_space() -> None:
    for words in ("word " * 50, "w" * 300, "Генеральный секретарь " * 9, ""):
        lines = canvas.wrapped(words, 2.0, size=8).split("\n")
        assert all(canvas.width_of(line, 8) <= 2.0 for line in lines[:-1])
        assert len(lines) <= 9
    assert canvas.wrapped("one two", 9) == "one two"
    assert canvas.wrapped("a " * 900, 1, lines=2).endswith("…")


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_and_signs_are_read_against_what_is_behind_them() -> None:
    for paper in (canvas.PAPER, canvas.BAND):
        assert contrast(canvas.INK, paper) >= 7
        assert contrast(canvas.FAINT, paper) >= 4.5
    for fill, ink in drawn_verdicts._FULL.values():
        assert contrast(fill, ink) >= 4.5
    for edge in (
        *drawn_verdicts._EDGES.values(),
        drawn_observers._MARK,
        drawn_timeline._SURE,
        drawn_timeline._ELECTION,
    ):
        assert contrast(edge, canvas.PAPER) >= 3
    for pale in (drawn_observers._RANGE, drawn_timeline._VAGUE):
        assert contrast(pale, canvas.PAPER) >= 3


def as_seen(colour: str, kind: str) -> tuple[float, ...]:
    """A colour as people without red or green receptors see it (Viénot, Brettel and Mollon 1999), linear RGB."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    mixes = {
        "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
        "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    }
    return tuple(weights[0] * red + weights[1] * green + weights[2] * blue for weights in mixes[kind])


@pytest.mark.parametrize("kind", ["protan", "deutan"])
def test_verdicts_are_told_apart_by_who_sees_no_red_or_no_green(kind: str) -> None:
    for one, other in combinations((fill for fill, _ in drawn_verdicts._FULL.values()), 2):
        distance = sum((a - b) ** 2 for a, b in zip(as_seen(one, kind), as_seen(other, kind), strict=True)) ** 0.5
        assert distance > 0.1, (one, other)


def test_a_png_has_its_resolution_and_its_words(facts: Facts) -> None:
    drawn = drawing("observers", facts)
    content = drawn.png()
    width, height = struct.unpack(">II", content[16:24])
    assert (width, height) == (round(drawn.width * canvas.DOTS_PER_INCH), int(drawn.height * canvas.DOTS_PER_INCH))
    assert drawn.title.encode() in content
    assert b"Software" not in content
