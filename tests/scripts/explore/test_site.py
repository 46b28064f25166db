"""Every page: well-formed, accessible in its frame, every link leads somewhere, nothing runs or loads but our files."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from scripts.explore.facts import Facts
from scripts.explore.pages.election import PARTS as OF_ELECTIONS
from scripts.explore.pages.mission import PARTS as OF_MISSIONS
from scripts.explore.pages.organization import PARTS as OF_ORGANIZATIONS
from scripts.explore.pages.person import PARTS as OF_PERSONS
from tests.conftest import ROOT
from tests.scripts.explore.markup import Element, parsed
from validation.tables import TABLES, columns, key_of

Site = dict[str, bytes]

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


@pytest.fixture(scope="session")
def pages(site: Site) -> dict[str, Element]:
    return {path: parsed(content) for path, content in site.items() if path.endswith(".html")}


def ids(page: Element) -> list[str]:
    return [one.attributes["id"] for one in page.all() if "id" in one.attributes]


def test_no_id_stands_twice_on_a_page(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        found = ids(page)
        assert len(found) == len(set(found)), (path, [one for one in found if found.count(one) > 1][:3])


def test_every_link_inside_the_site_leads_to_a_file_an_anchor_and_a_record(
    site: Site, pages: dict[str, Element], facts: Facts
) -> None:
    anchors = {path: set(ids(page)) for path, page in pages.items()}
    known = {table: {row[key_of(table)] for row in facts.rows(table)} for table in facts.tables}
    followed = 0
    for path, page in pages.items():
        for element in page.all():
            for name in ("href", "src"):
                address = element.attributes.get(name)
                if address is None or re.match(r"https?://", address):
                    continue
                parts = urlsplit(address)
                assert not parts.scheme, (path, address)
                target = path if not parts.path else str(_joined(path, unquote(parts.path)))
                assert target in site, (path, address)
                state = parse_qs(parts.fragment)
                if "row" in state:
                    table = PurePosixPath(target).stem
                    assert state["row"][0] in known[table], (path, address)
                elif parts.fragment and "=" not in parts.fragment:
                    assert unquote(parts.fragment) in anchors[target], (path, address)
                followed += 1
    assert followed > 10_000


def _joined(page: str, address: str) -> PurePosixPath:
    parts = list(PurePosixPath(page).parent.parts)
    for part in PurePosixPath(address).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def check_nothing_runs(path: str, page: Element) -> None:
    """Nothing runs or is loaded that is no file of the site."""
    policy = page.one("meta", http_equiv="Content-Security-Policy")
    assert policy.attributes["content"] == POLICY
    for element in page.all():
        assert not [name for name in element.attributes if name.startswith("on")], (path, element.attributes)
        assert "style" not in element.attributes, (path, element.attributes)
        assert element.tag not in ("style", "base", "iframe", "object", "embed"), (path, element.tag)
        if element.tag == "script":
            assert element.attributes["src"].startswith(("../", "static/", "data/")), path
            assert element.text == "", path
        for name in ("href", "src", "action", "srcset", "poster"):
            address = element.attributes.get(name, "")
            if ":" in address.split("#")[0]:
                assert (element.tag, name) == ("a", "href"), (path, address)
                assert re.match(r"https?://", address), (path, address)
                assert element.attributes["rel"] == "noopener noreferrer", (path, address)


def test_nothing_runs_or_loads_but_files_of_the_site(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        check_nothing_runs(path, page)


def test_each_page_has_landmarks_one_title_and_headings_without_gaps(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        assert page.one("html").attributes["lang"] == "en"
        assert page.one("main").attributes["id"] == "main"
        assert next(page.one("body").all("a")).attributes == {"class": "skip", "href": "#main"}
        levels = [int(one.tag[1]) for one in page.all() if re.fullmatch("h[1-6]", one.tag)]
        assert (levels.count(1), levels[0]) == (1, 1), path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
        assert page.one("title").text.strip(), path


def test_russian_quotes_say_their_language_and_stand_beside_english(pages: dict[str, Element]) -> None:
    seen = 0
    for path, page in pages.items():
        if path.startswith("sources/"):  # there sentences that nobody translated are set aside
            continue
        for quote in page.all("blockquote"):
            original = next(quote.all("p", class_="original"), None)
            if original is not None and re.search("[а-яё]{2}", original.text):
                assert original.attributes["lang"] == "ru", path
                assert quote.one("p", class_="english").attributes["lang"] == "en", path
                seen += 1
    assert seen > 1000


def test_each_record_of_five_kinds_has_its_page_with_all_words_behind_it(
    pages: dict[str, Element], facts: Facts
) -> None:
    for table in ("elections", "missions", "organizations", "persons"):
        for row in facts.rows(table):
            record_id = row[key_of(table)]
            page = pages[facts.address(table, record_id)]
            words = {one.text for one in page.all("p", class_="original")}
            links = {one.attributes["href"] for one in page.all("a", class_="to-words")}
            for one in facts.evidence(table, record_id):
                assert one.quote in words, (record_id, one.column)
                assert f"../{facts.passage(*one.place)}" in links, (record_id, one.column)
                assert one.note is None or one.note in page.text


def test_an_election_shows_every_claim_on_it_with_words_speaker_support_and_notes(
    pages: dict[str, Element], facts: Facts
) -> None:
    election_id = "kz-2019-president"
    page = pages[facts.address("elections", election_id)]
    cards = {one.one("p", class_="record-line").text: one for one in page.all("article", class_="card")}
    for table in ("verdicts", "observer_counts", "polling_station_counts", "events", "figures", "citations"):
        for row in facts.referring(table, "election_id", election_id):
            record_id = row[key_of(table)]
            card = cards[f"{key_of(table).removesuffix('_id').replace('_', ' ')} {record_id}"]
            for one in facts.evidence(table, record_id):
                assert one.note is None or one.note in card.text
                if not one.is_context:
                    assert one.quote in {quote.text for quote in card.all("p", class_="original")}
                    assert one.quote_en in card.text
            supports = [one.text for one in card.all("span", class_="support")]
            assert sorted(supports) == sorted(one.support for one in facts.evidence(table, record_id))
            if row["asserter_id"]:
                assert facts.name("organizations", row["asserter_id"]) in card.one("p", class_="said").text
            if row["speaker_id"]:
                assert facts.name("persons", row["speaker_id"]) in card.one("p", class_="said").text


@pytest.mark.parametrize(
    ("table", "parts", "elsewhere"),
    [
        ("elections", OF_ELECTIONS, set()),
        ("missions", OF_MISSIONS, set()),
        # Who published a document and what stands in it: the page of the source.
        ("organizations", OF_ORGANIZATIONS, {"reporter_id"}),
        ("persons", OF_PERSONS, set()),
    ],
)
def test_no_table_that_speaks_of_a_record_is_left_out_of_its_page(
    table: str, parts: tuple, elsewhere: set[str]
) -> None:
    speaking = {
        (other, column.name)
        for other in TABLES
        for column in columns(other)
        if column.refers_to == table and column.name not in elsewhere
    }
    assert {(part.table, part.column) for part in parts} == speaking


SCRIPT = """
import hashlib, sys
from pathlib import Path
from scripts.explore.facts import read_facts
from scripts.explore.write import site_files
for file in site_files(read_facts(Path(sys.argv[1]))):
    print(file.path, hashlib.sha256(file.content).hexdigest())
"""


@pytest.mark.thorough
def test_the_same_package_gives_the_same_bytes_whatever_the_hash_seed(copy: Path) -> None:
    def run(seed: str) -> str:
        command = [sys.executable, "-c", SCRIPT, str(copy / "datapackage.json")]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=ROOT).stdout

    assert run("1") == run("2")
