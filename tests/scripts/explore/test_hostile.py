"""A package whose every text means harm: it shows as text, on every page."""

import re

import pytest

from extraction.text import Document
from scripts.explore.facts import Facts
from scripts.explore.write import site_files
from tests.scripts.explore.hostile import TEXTS, hostile
from tests.scripts.explore.markup import Element, parsed
from tests.scripts.explore.test_site import check_nothing_runs
from validation.package import Package


@pytest.fixture(scope="module")
def harmful(facts: Facts) -> Facts:
    """Every free text of the package, and the texts of its sources."""
    found = hostile(facts._package, {**facts.about, "title": TEXTS[0], "description": TEXTS[1], "created": TEXTS[2]})
    body = "\r\n".join(TEXTS).replace("\ufeff", "")
    lengths = {row["source_id"]: row["characters"] for row in facts.rows("sources")}
    texts = {
        source_id: Document.of((body * (length // len(body) + 1))[:length].encode())
        for source_id, length in lengths.items()
    }
    return Facts(Package(found._package.tables, texts, found._package.locate), found.about)


@pytest.fixture(scope="module")
def pages(harmful: Facts) -> dict[str, Element]:
    return {file.path: parsed(file.content) for file in site_files(harmful) if file.path.endswith(".html")}


def shape(page: Element) -> set[tuple[str, str]]:
    return {(element.tag, name) for element in page.all() for name in (*element.attributes, "")}


def test_no_element_and_no_attribute_comes_from_a_text(pages: dict[str, Element], site: dict[str, bytes]) -> None:
    known = {one for path, content in site.items() if path.endswith(".html") for one in shape(parsed(content))}
    for path, page in pages.items():
        assert shape(page) <= known, path
        check_nothing_runs(path, page)


def test_the_texts_stand_there_as_they_are(pages: dict[str, Element], harmful: Facts) -> None:
    for source_id, document in harmful.texts.items():
        page = pages[harmful.address("sources", source_id)]
        assert page.one(id="document").text == document.text
    persons = "".join(page.text for path, page in pages.items() if path.startswith("persons/"))
    for row in harmful.rows("persons"):
        assert row["name_en"] in persons


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://example.org/a?b=c&d", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org/", False),
        (" https://example.org/", False),
    ],
)
def test_only_web_addresses_are_links(facts: Facts, address: str, is_link: bool) -> None:
    from scripts.explore.pages import source
    from scripts.explore.write import environment_of, rendered

    tables = dict(facts._package.tables)
    tables["sources"] = tables["sources"].assign(url=address)
    changed = Facts(Package(tables, {}, facts._package.locate), facts.about)
    page = next(page for page in source.pages(changed) if page.template == "source.html")
    shown = parsed(rendered(environment_of(changed), page).content)
    outside = [one.attributes["href"] for one in shown.all("a") if re.search(r"example|alert", one.attributes["href"])]
    assert outside == ([address] if is_link else [])
    assert address in shown.text
