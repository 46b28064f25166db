import re
from collections import Counter
from itertools import pairwise

import pytest

from scripts.charts.matrix import SIGNS, matrix
from scripts.explore.facts import Facts
from scripts.explore.pages import front
from scripts.explore.pages.kinds import File, Page
from scripts.explore.write import environment_of, rendered
from tests.conftest import ROOT
from tests.scripts.charts.given import COUNT, ELECTION, EMPTY, EVENT, VERDICT, given, organization
from tests.scripts.charts.test_drawings import contrast
from tests.scripts.explore.hostile import TEXTS, hostile
from tests.scripts.explore.markup import Element, parsed
from validation.codes import codes_of


def read(element: Element) -> str:
    """What a person hears to whom a page is read: hidden drawings and signs left out."""
    if element.attributes.get("aria-hidden") == "true":
        return ""
    words = "".join(one if isinstance(one, str) else f"{read(one)} " for one in element.content)
    return re.sub(r" (?=[,.;:])", "", " ".join(words.split()))


def classes(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()


def front_page(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> Element:
    """The front page, parsed; without drawn charts."""
    monkeypatch.setattr(front, "can_draw", lambda: False)
    (page,) = front.pages(facts)
    assert isinstance(page, Page)
    return parsed(rendered(environment_of(facts), page).content)


@pytest.fixture
def page(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> Element:
    return front_page(facts, monkeypatch)


def table_of(page: Element) -> Element:
    return page.one("table", class_="matrix")


def test_it_says_first_that_these_are_claims(page: Element, facts: Facts) -> None:
    lead = page.one("p", class_="lead")
    assert "claims, not findings of fact" in read(lead)
    assert f"{len(facts.rows('elections'))} elections" in read(lead)
    assert len(re.findall(r"\.(?: |$)", read(lead))) == 2


def test_the_matrix_has_a_row_an_asserter_and_a_column_an_election(page: Element, facts: Facts) -> None:
    shown, table = matrix(facts), table_of(page)
    head = table.one("thead")
    assert len(list(head.all("th"))) == len(shown.elections) + 1
    rows = [row for body in table.all("tbody") for row in body.all("tr") if "group" not in classes(row)]
    assert len(rows) == len(shown.asserters) + len(shown.others)
    for row, asserter in zip(rows, (*shown.asserters, *shown.others), strict=True):
        name = row.one("th")
        assert name.attributes["scope"] == "row"
        assert asserter.name in read(name)
        cells = list(row.all("td"))
        assert len(cells) == len(shown.elections)
        for election_id, cell in zip(shown.elections, cells, strict=True):
            marks = asserter.cells[election_id].marks if election_id in asserter.cells else ()
            assert len(list(cell.all("a", class_="verdict"))) == len(marks)
            if not marks:
                assert read(cell) == "nothing said"


def test_each_mark_has_colour_sign_and_words_and_says_who_speaks(page: Element, facts: Facts) -> None:
    shown = matrix(facts)
    expected = Counter(
        (mark.overall or "none", mark.is_retold)
        for asserter in (*shown.asserters, *shown.others)
        for cell in asserter.cells.values()
        for mark in cell.marks
    )
    found: Counter[tuple[str, bool]] = Counter()
    for mark in table_of(page).all("a", class_="verdict"):
        (code,) = set(classes(mark)) - {"verdict", "retold"}
        is_retold = "retold" in classes(mark)
        sign = mark.one("span", class_="sign")
        assert sign.content == [SIGNS[None if code == "none" else code]]
        assert ("retold" if is_retold else "first-hand") in read(mark)
        assert ("No overall verdict" in read(mark)) == (code == "none")
        found[code, is_retold] += 1
    assert found == expected


def test_each_mark_of_the_matrix_opens_words_of_a_verdict_of_its_asserter(page: Element, facts: Facts) -> None:
    shown = matrix(facts)
    places = {
        facts.passage(*one.place): one.record_id for one in facts.all_evidence if one.table == "verdicts"
    }  # fmt: skip
    overall = {
        (facts.passage(*one.place), one.record_id)
        for one in facts.all_evidence
        if one.table == "verdicts" and one.column == "overall"
    }
    links = [link for link in table_of(page).all("a") if link.attributes["href"].startswith("sources/")]
    assert links
    for link in links:
        assert link.attributes["href"] in places
    for asserter in shown.asserters:
        for cell in asserter.cells.values():
            for mark in cell.marks:
                if mark.overall is not None:
                    for verdict_id in mark.verdict_ids:
                        address = front.words_of(facts, "verdicts", verdict_id, "overall")
                        assert (address, verdict_id) in overall


def test_rows_of_counts_and_dates_are_links_to_their_words_and_say_all_in_words(page: Element, facts: Facts) -> None:
    passages = {facts.passage(*one.place) for one in facts.all_evidence}
    rows = list(page.all("a", class_="row"))
    dated = [row for row in facts.rows("events") if row["date"] is not None]
    counted = [row for row in facts.rows("observer_counts") if row["unit"] == "observers"]
    assert len(rows) >= len(dated) + len(counted)
    for row in rows:
        assert row.attributes["href"] in passages
        value = row.one("span", class_="value")
        assert read(value)
        assert row.one("svg", class_="strip").attributes["aria-hidden"] == "true"
    for row in counted:
        if row["value"] is not None:
            assert any(f"{row['value']:,}" in read(line) for line in rows)


def test_every_address_leads_to_a_page_and_a_place_in_it(site: dict[str, bytes]) -> None:
    page = parsed(site["index.html"])
    for link in page.all("a"):
        path, _, anchor = link.attributes["href"].partition("#")
        assert path == "" or path in site, path
        if anchor and not anchor.startswith("row="):
            assert f'id="{anchor}"'.encode() in site[path or "index.html"], link.attributes["href"]


def test_charts_as_files_are_there_and_linked(site: dict[str, bytes]) -> None:
    page = site["index.html"].decode("utf-8")
    for name in ("verdicts", "observers", "timeline"):
        for form, start in (("svg", b"<svg "), ("png", b"\x89PNG")):
            assert site[f"charts/{name}.{form}"].startswith(start)
            assert f'href="charts/{name}.{form}"' in page


def test_without_the_library_the_page_offers_no_files(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "can_draw", lambda: False)
    assert not any(isinstance(item, File) for item in front.pages(facts))
    assert not [link for link in front_page(facts, monkeypatch).all("a") if "charts/" in link.attributes["href"]]


def test_contradicting_verdicts_are_said_to_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    voices = (("endorsed", "own"), ("rejected", "own"))
    verdicts = [
        VERDICT | {"verdict_id": f"v.{overall}", "overall": overall, "attribution": voice} for overall, voice in voices
    ]
    cell = table_of(front_page(given(elections=[ELECTION], verdicts=verdicts), monkeypatch)).one("td")
    assert "divided" in classes(cell)
    assert read(cell).startswith("verdicts differ")
    assert [classes(mark)[1] for mark in cell.all("a", class_="verdict")] == ["endorsed", "rejected"]


def test_a_verdict_said_often_has_a_link_for_each_time_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts = [VERDICT | {"verdict_id": f"v.{number}"} for number in range(30)]
    cell = table_of(front_page(given(elections=[ELECTION], verdicts=verdicts), monkeypatch)).one("td")
    assert "30 times" in read(cell)
    assert len(list(cell.all("a"))) == front._MOST_LINKS
    names = [link.attributes["aria-label"] for link in list(cell.all("a"))[1:]]
    assert len(set(names)) == len(names)


def test_hostile_words_show_as_words(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    page = front_page(hostile(facts._package, facts.about), monkeypatch)
    assert not {element.tag for element in page.all()} & {"script", "img", "b"}
    assert not any(name.startswith("on") or name == "style" for element in page.all() for name in element.attributes)
    for link in page.all("a"):
        assert not re.match(r"\w+:", link.attributes["href"])
    assert " ".join(TEXTS[0].split()) in read(page)


def test_an_empty_package_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = front_page(EMPTY, monkeypatch)
    assert not {element.tag for element in page.all()} & {"table", "svg"}
    for words in (
        "Nobody judges an election",
        "Nobody counts observers",
        "No election, mission or event",
        "0 elections",
    ):
        assert words in read(page)


def test_sixty_asserters_and_one_election(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = given(
        elections=[ELECTION],
        organizations=[organization(f"o{number}", f"Body {number}") for number in range(60)],
        verdicts=[VERDICT | {"verdict_id": f"v.{number}", "asserter_id": f"o{number}"} for number in range(60)],
        observer_counts=[COUNT | {"observer_count_id": "c.1", "precision": "unspecified"}],
        events=[EVENT | {"event_id": "e.1"}],
    )
    page = front_page(facts, monkeypatch)
    assert len(list(table_of(page).all("a", class_="verdict"))) == 60
    assert "1 election," in read(page.one("p", class_="lead"))
    assert "60" in read(page.one("span", class_="held"))
    assert "no number given" in read(page)


def test_ids_are_unique_and_headings_step_down_one_by_one(page: Element) -> None:
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    levels = [int(element.tag[1]) for element in page.all() if re.fullmatch(r"h[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


# Colours


def themes() -> tuple[dict[str, str], dict[str, str]]:
    """Variable → colour, in light and in dark."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for name in ("site.css", "front.css"):
        text = (ROOT / "scripts/explore/static" / name).read_text(encoding="utf-8")
        for block in re.findall(r"(@media \(prefers-color-scheme: dark\) \{\s*)?:root \{(.*?)\}", text, re.DOTALL):
            (dark if block[0] else light).update(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[1]))
    return light, light | dark


@pytest.mark.parametrize("theme", themes(), ids=["light", "dark"])
def test_signs_are_read_and_marks_are_seen_in_both_themes(theme: dict[str, str]) -> None:
    pairs = {
        "endorsed": ("endorsed", "on-endorsed", "endorsed"),
        "endorsed_minor_faults": ("minor", "on-minor", "edge-minor"),
        "mixed": ("both", "on-both", "edge-both"),
        "criticised": ("criticised", "on-criticised", "edge-criticised"),
        "rejected": ("rejected", "on-rejected", "rejected"),
        "none": ("none-soft", "ink", "none"),
    }
    assert set(pairs) == {*codes_of("overall"), "none"}
    for fill, ink, edge in pairs.values():
        assert contrast(theme[fill], theme[ink]) >= 4.5, fill
        assert contrast(theme[edge], theme["paper"]) >= 3, edge
    for mark in ("range", "sure", "election"):
        assert contrast(theme[mark], theme["paper"]) >= 3, mark
    assert len({theme[fill] for fill, _, _ in pairs.values()}) == len(pairs)


def test_the_style_sheet_knows_every_mark() -> None:
    text = (ROOT / "scripts/explore/static/front.css").read_text(encoding="utf-8")
    for code in (*codes_of("overall")[1:], "none", "retold"):
        assert f".verdict.{code} " in text
