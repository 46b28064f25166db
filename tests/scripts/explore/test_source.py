"""Pages of sources: the text to the letter, highlights that nest and overlap, anchors, reasons, and texts held back."""

from collections import defaultdict
from dataclasses import replace

import pandas as pd
import pytest

from extraction.text import Document
from scripts.explore.document import Marked
from scripts.explore.facts import Facts, read_facts
from scripts.explore.pages import source
from scripts.explore.write import environment_of, rendered, site_files
from tests.conftest import ROOT
from tests.scripts.explore.markup import Element, parsed
from validation.package import Package


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes], facts: Facts) -> dict[str, Element]:
    return {row["source_id"]: parsed(site[facts.address("sources", row["source_id"])]) for row in facts.rows("sources")}


def units(page: Element) -> dict[str, Element]:
    """The passages that the panel lists, by place."""
    return {one.attributes["id"].removeprefix("unit-"): one for one in page.all("article", class_="unit")}


def test_the_text_of_the_document_is_the_source_to_the_letter(pages: dict[str, Element], facts: Facts) -> None:
    for source_id, page in pages.items():
        assert page.one(id="document").text == facts.texts[source_id].text


def test_every_passage_sentence_and_name_has_its_anchor_where_its_words_begin(
    pages: dict[str, Element], facts: Facts
) -> None:
    for source_id, page in pages.items():
        text = facts.texts[source_id].text
        anchors = {one.attributes["id"]: one for one in page.one(id="document").all("span") if "id" in one.attributes}
        for table in ("evidence", "sentences", "names", "mentions"):
            for row in facts.referring(table, "source_id", source_id):
                start, end = row["start_char"], row["end_char"]
                words = anchors[f"{start}-{end}"].text
                assert text[start:end].startswith(words) or words.startswith(text[start:end])


def test_the_segments_of_a_passage_are_its_quote(pages: dict[str, Element], facts: Facts) -> None:
    for source_id, page in pages.items():
        segments: dict[str, list[Element]] = defaultdict(list)
        for segment in page.one(id="document").all():
            for unit in segment.attributes.get("data-units", "").split():
                segments[unit].append(segment)
        for one in facts.evidence_in(source_id):
            own = segments[f"{one.start}-{one.end}"]
            assert "".join(segment.text for segment in own) == one.quote
            assert int(own[0].attributes["data-at"]) == one.start
            assert "tabindex" not in own[0].attributes, "the keyboard must stop where a passage begins"


def test_each_unit_lists_its_records_with_links(pages: dict[str, Element], facts: Facts) -> None:
    for source_id, page in pages.items():
        links = {unit: {link.attributes["href"] for link in found.all("a")} for unit, found in units(page).items()}
        for one in facts.evidence_in(source_id):
            assert f"../{facts.address(one.table, one.record_id)}" in links[f"{one.start}-{one.end}"]


def test_dismissed_sentences_are_greyed_with_their_reason(pages: dict[str, Element], facts: Facts) -> None:
    seen = 0
    for source_id, page in pages.items():
        listed = units(page)
        grey = {one.attributes["href"] for one in page.one(id="document").all("a", class_="dismissed")}
        for row in facts.referring("sentences", "source_id", source_id):
            if row["status"] == "dismissed":
                place = f"{row['start_char']}-{row['end_char']}"
                label = facts.row("codes", f"sentences.reason.{row['reason']}")["label_en"]
                assert listed[place].one("p", class_="reason").text.startswith(f"Set aside. {label}.")
                assert f"#unit-{place}" in grey or any(
                    one.place[1:] == (row["start_char"], row["end_char"]) for one in facts.evidence_in(source_id)
                )
                seen += 1
    assert seen > 30


TEXT = "\ufeffOne <b>two</b>\r\nthree & four\r  five\n\n\tsix \u202eseven\u202c &amp; 🗳 e\u0301nd\n"


def overlapping(facts: Facts) -> Facts:
    """A source whose passages nest, overlap, begin and end together, with a text that HTML likes to change."""
    places = [(0, 20), (3, 10), (3, 15), (8, 30), (8, 9), (29, 31), (0, len(TEXT)), (len(TEXT) - 1, len(TEXT))]
    row = facts.evidence("verdicts", "russia-osce-2019.lebedev-overall")[0]
    tables = {name: frame.copy() for name, frame in facts._package.tables.items()}
    for name in ("sentences", "mentions", "names", "verdict_terms"):
        tables[name] = tables[name].head(0)
    first = tables["evidence"][tables["evidence"]["record_id"] == row.record_id].head(1)
    tables["evidence"] = pd.concat(
        [first.assign(start_char=start, end_char=end, quote=TEXT[start:end]) for start, end in places],
        ignore_index=True,
    ).astype(tables["evidence"].dtypes)
    texts = {row.source_id: Document.of(TEXT.encode())}
    return Facts(Package(tables, texts, facts._package.locate), facts.about)


def test_passages_that_nest_and_overlap_leave_the_text_whole(facts: Facts) -> None:
    small = overlapping(facts)
    (page,) = (page for page in source.pages(small) if page.context.get("segments"))
    document = parsed(rendered(environment_of(small), page).content).one(id="document")
    assert document.text == TEXT
    segments = list(Marked(small, "russia-osce-2019").segments(TEXT))
    assert "".join(segment.text for segment in segments) == TEXT
    covering = {
        segment.start: [unit.anchor for unit in segment.units] for segment in segments if len(segment.units) > 2
    }
    whole = f"0-{len(TEXT)}"
    assert covering[8] == ["8-9", "3-10", "3-15", "0-20", "8-30", whole]
    assert covering[10] == ["3-15", "0-20", "8-30", whole]
    ids = [one.attributes["id"] for one in document.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids)) == 8
    assert ids[:2] == [whole, "0-20"]


@pytest.mark.thorough
def test_texts_that_may_not_be_redistributed_are_held_back_from_a_published_site(facts: Facts) -> None:
    published = read_facts(ROOT / "datapackage.json", is_published=True)
    files = {file.path: file.content for file in site_files(published)}
    assert published.unpublishable == ()
    for row in facts.rows("sources"):
        page = parsed(files[facts.address("sources", row["source_id"])])
        assert not list(page.all(id="document"))
        anchors = {one.attributes["id"] for one in page.all() if "id" in one.attributes}
        quotes = {one.text for one in page.all("p", class_="original")}
        for one in facts.evidence_in(row["source_id"]):
            assert f"{one.start}-{one.end}" in anchors
            assert one.quote in quotes
    evidence = "\n".join(one.quote for one in facts.all_evidence)
    held_back = [
        row["text"].encode()
        for row in facts.rows("sentences")
        if len(row["text"]) > 60 and row["text"][:60] not in evidence and row["status"] == "dismissed"
    ]
    assert len(held_back) > 20
    readable = [content for path, content in files.items() if not path.endswith(".parquet")]
    assert not [text for text in held_back if any(text in content for content in readable)]


def test_a_source_that_may_be_redistributed_keeps_its_text_when_published(facts: Facts) -> None:
    tables = dict(facts._package.tables)
    tables["sources"] = tables["sources"].assign(
        rights=["redistributable" if one == "liter-2021" else None for one in tables["sources"]["source_id"]]
    )
    published = Facts(replace(facts._package, tables=tables), facts.about, is_published=True)
    assert set(published.texts) == {"liter-2021"}
    assert {row["source_id"] for row in published.rows("sentences") if row["text"]} == {"liter-2021"}
