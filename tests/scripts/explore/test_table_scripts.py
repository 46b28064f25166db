import base64
import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from scripts.explore.facts import Facts
from scripts.explore.pages.table import pages
from scripts.explore.table_scripts import (
    RECORDS_A_BLOCK,
    _coded,
    cell,
    evidence_scripts,
    has_evidence,
    table_script,
    written_names,
)
from scripts.versions.catalogue import Catalogue
from scripts.versions.opened import open_package
from tests.conftest import ROOT
from tests.scripts.explore.hostile import TEXTS, hostile
from validation.storage import csv_bytes, to_arrow
from validation.tables import TABLES, columns, key_of


@pytest.fixture(scope="module")
def hostile_facts(facts: Facts) -> Facts:
    return hostile(facts._package, facts.about)


def described(script: bytes, kind: str) -> list[dict[str, Any]]:
    """What a script gives the function that it calls."""
    text = script.decode("utf-8")
    start = f'electionFacts("{kind}",\n'
    assert text.startswith(start)
    assert text.endswith(");\n")
    return json.loads(f"[{text[len(start) : -3]}]")  # type: ignore[no-any-return]


def decoded(coded: dict[str, Any], rows: int) -> list[str]:
    """Each row's value, as the page reads it."""
    if "at" not in coded:
        assert len(coded["values"]) == rows
        return list(coded["values"])
    content = base64.b64decode(coded["at"], validate=True)
    width = coded["width"]
    numbers = [int.from_bytes(content[at : at + width], "little") for at in range(0, len(content), width)]
    assert len(numbers) == rows
    return ["" if number == 0 else coded["values"][number - 1] for number in numbers]


def rows_in(script: bytes) -> tuple[list[str], list[list[str]]]:
    about, *found = described(script, "table")
    cells = [decoded(column, about["rows"]) for column in found]
    return [column["name"] for column in found], [list(row) for row in zip(*cells, strict=True)]


def rows_of_csv(content: bytes) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)


@pytest.mark.parametrize("table", list(TABLES))
def test_script_holds_the_table(facts: Facts, table: str) -> None:
    header, *rows = rows_of_csv((ROOT / f"data/tables/{table}.csv").read_bytes())
    assert rows_in(table_script(facts, table, written_names(facts))) == (header, rows)


@pytest.mark.parametrize("table", list(TABLES))
def test_hostile_text_comes_back_and_ends_no_script(hostile_facts: Facts, table: str) -> None:
    script = table_script(hostile_facts, table, written_names(hostile_facts))
    header, *rows = rows_of_csv(csv_bytes(to_arrow(table, hostile_facts.rows(table))))
    assert rows_in(script) == (header, rows)
    for _, evidence in evidence_scripts(hostile_facts, table):
        described(evidence, "evidence")
        script += evidence
    for sign in ("<", "\u2028", "\u2029", "\ufeff"):
        assert sign not in script.decode("utf-8")


def test_hostile_texts_reach_the_scripts(hostile_facts: Facts) -> None:
    _, rows = rows_in(table_script(hostile_facts, "evidence", written_names(hostile_facts)))
    assert set(TEXTS) <= {one for row in rows for one in row}


@pytest.mark.parametrize(("different", "width"), [(255, 1), (256, 2), (65_535, 2), (65_536, 4)])
def test_numbers_are_as_wide_as_they_must_be(different: int, width: int) -> None:
    cells = [*map(str, range(different)), "", "0", str(different - 1)]
    coded = _coded(cells)
    assert coded["width"] == width
    assert decoded(coded, len(cells)) == cells


def test_column_of_different_values_needs_no_numbers() -> None:
    assert _coded(["b", "a"]) == {"values": ["b", "a"]}


def test_names_of_what_a_row_refers_to_are_searched_in_both_scripts(facts: Facts) -> None:
    _, *found = described(table_script(facts, "verdicts", written_names(facts)), "table")
    (speaker,) = (column for column in found if column["name"] == "speaker_id")
    names = speaker["names"][speaker["values"].index("tokayev-kassym-jomart")]
    assert "Tokayev" in names
    assert "Токаев" in names


def test_search_words_of_a_record_are_those_of_show(facts: Facts) -> None:
    """`election-facts show` and the tables find a record by the same names."""
    catalogue = Catalogue(open_package(str(ROOT)))
    names = written_names(facts)
    for table in ("persons", "organizations", "places", "missions", "elections", "sources"):
        for row in facts.rows(table):
            record = row[key_of(table)]
            known = catalogue.row(table, record)
            assert known is not None
            assert set(catalogue._names(table, record, known)) == set(names.get((table, record), ()))


@pytest.mark.parametrize("table", list(TABLES))
def test_each_row_of_evidence_stands_behind_its_cell(facts: Facts, table: str) -> None:
    names = [column.name for column in columns(table)]
    rows = facts.rows(table)
    found = []
    for number, (path, script) in enumerate(evidence_scripts(facts, table)):
        assert path == f"data/evidence-{table}{f'-{number}' if number else ''}.js"
        (block,) = described(script, "evidence")
        assert (block["table"], block["block"]) == (table, number)
        for place, supports in enumerate(block["records"], RECORDS_A_BLOCK * number):
            for column, passage, support, is_context, value, note, *within in supports:
                source, start, end, quote, quote_en = block["passages"][passage]
                source_id, _, language, page = block["sources"][source]
                assert page == f"sources/{source_id}.html"
                assert language == facts.row("sources", source_id)["language"]
                held = cell(rows[place][names[column]])
                key = rows[place][key_of(table)]
                english = quote_en or quote
                found.append(
                    (key, names[column], source_id, start, end, quote, english, support, bool(is_context), note)
                )
                assert value != held
                if within:
                    begin, stop = within
                    units = quote.encode("utf-16-le")[2 * begin : 2 * stop].decode("utf-16-le")
                    at = facts.texts[source_id].text
                    (one,) = {
                        at[one.value_start : one.value_end]
                        for one in facts.evidence_of(table, key, names[column])
                        if one.place == (source_id, start, end) and one.value == (value or held)
                    }
                    assert units == one
    expected = [
        (key, one.column, *one.place, one.quote, one.quote_en, one.support, one.is_context, one.note or "")
        for key in (row[key_of(table)] for row in rows)
        for one in facts.evidence(table, key)
    ]
    assert found == expected
    assert bool(found) <= has_evidence(table)


def test_evidence_of_many_records_stands_in_several_files(facts: Facts) -> None:
    rows = facts.rows("verdict_terms")
    assert len(rows) < RECORDS_A_BLOCK
    many = Facts(facts._package, facts.about)
    many._rows["verdict_terms"] = [
        {**row, "verdict_term_id": f"{number}-{row['verdict_term_id']}"} for number in range(5) for row in rows
    ]
    paths = [path for path, _ in evidence_scripts(many, "verdict_terms")]
    assert len(paths) == -(-5 * len(rows) // RECORDS_A_BLOCK) > 1
    assert paths[:2] == ["data/evidence-verdict_terms.js", "data/evidence-verdict_terms-1.js"]


def test_downloads_are_the_files_of_the_package(site: dict[str, bytes]) -> None:
    for table in TABLES:
        for kind in ("csv", "parquet"):
            assert site[f"downloads/{table}.{kind}"] == (ROOT / f"data/tables/{table}.{kind}").read_bytes()


def test_published_site_holds_no_text_that_may_not_be(facts: Facts) -> None:
    published = Facts(facts._package, facts.about, is_published=True)
    files = {item.path: item.content for item in pages(published) if hasattr(item, "content")}
    dismissed = next(row["text"] for row in facts.rows("sentences") if row["status"] == "dismissed")
    assert dismissed.encode() in csv_bytes(to_arrow("sentences", facts.rows("sentences")))
    for path, content in files.items():
        if "sentences" in path:
            assert dismissed.encode() not in content, path


def test_page_shows_its_first_rows_without_scripts(site: dict[str, bytes], facts: Facts) -> None:
    page = site["tables/observer_counts.html"].decode("utf-8")
    for row in facts.rows("observer_counts"):
        assert row["observer_count_id"] in page
    assert "let this page run its scripts" in page
    assert "../downloads/observer_counts.csv" in page


def test_addresses_in_scripts_lead_somewhere(site: dict[str, bytes], facts: Facts) -> None:
    anchors: dict[str, set[str]] = {}
    for table in TABLES:
        _, *found = described(site[f"data/{table}.js"], "table")
        assert {page for column in found for page in column.get("pages", ()) if page and "#" not in page} <= set(site)
        for path, _ in evidence_scripts(facts, table):
            (block,) = described(site[path], "evidence")
            for source, start, end, *_ in block["passages"]:
                page = block["sources"][source][3]
                if page not in anchors:
                    anchors[page] = set(re.findall('id="([0-9]+-[0-9]+)"', site[page].decode("utf-8")))
                assert f"{start}-{end}" in anchors[page]
    assert len(anchors) == len(facts.rows("sources"))
