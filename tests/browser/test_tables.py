"""The page of a table: sort, filter, search, addresses, keyboard, and the words behind a cell."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.explore.pages import table as table_pages
from scripts.explore.write import write_site
from tests.browser.conftest import NARROW, WIDE, Opener, violations
from tests.conftest import ROOT
from tests.explored import repository_facts
from tests.scripts.explore.hostile import TEXTS, hostile

At = Callable[[str], str]

expect.set_options(timeout=20_000)  # a busy machine is no fault

VERDICT = "ipa-cis-2017.monitoring-important-tokayev"


def wait(page: Page) -> None:
    """Until the script has read the table."""
    page.locator(".table-tools").wait_for()


def headers(page: Page) -> list[str]:
    wait(page)
    return page.locator(".column-sort").all_inner_texts()


def column(page: Page, name: str) -> list[str]:
    """The values of a column as people see them, in the order of the rows shown."""
    wait(page)
    return page.locator(f"tbody [data-column={name}] .value").all_inner_texts()


def menu(page: Page, name: str) -> None:
    page.click(f".column-menu[data-column={name}]")


# Sort


def test_numbers_are_sorted_as_numbers_and_empty_cells_come_last_either_way(opened: Opener, at: At) -> None:
    with opened(at("tables/observer_counts.html")) as page:
        header = page.locator("th", has=page.locator(".column-sort[data-column=value]"))
        expect(header).not_to_have_attribute("aria-sort", re.compile("."))
        page.click(".column-sort[data-column=value]")
        expect(header).to_have_attribute("aria-sort", "ascending")
        upwards = [int(text.replace(",", "")) for text in column(page, "value")]
        rows = page.locator("tbody tr").count()
        assert 1 < len(upwards) < rows
        assert upwards == sorted(upwards)
        assert page.locator("tbody tr").last.locator("[data-column=value]").count() == 0
        page.click(".column-sort[data-column=value]")
        expect(header).to_have_attribute("aria-sort", "descending")
        assert [int(text.replace(",", "")) for text in column(page, "value")] == sorted(upwards, reverse=True)
        assert page.locator("tbody tr").last.locator("[data-column=value]").count() == 0
        page.click(".column-sort[data-column=value]")
        expect(header).not_to_have_attribute("aria-sort", re.compile("."))


@pytest.mark.thorough
def test_dates_are_sorted_by_their_first_day(opened: Opener, at: At) -> None:
    with opened(at("tables/events.html#sort=date&size=500")) as page:
        dates = column(page, "date")
        first = [date.split("/")[0].strip("~?%").replace("..", "0000").ljust(10, "-") for date in dates]
        assert len(set(dates)) > 10
        assert first == sorted(first)


def test_text_is_sorted_by_letters_in_both_scripts(opened: Opener, at: At) -> None:
    with opened(at("tables/persons.html#sort=name_ru")) as page:
        names = column(page, "name_ru")
        folded = [name.casefold().replace("ё", "е") for name in names]
        assert folded == sorted(folded)


# Filter and search


def test_filter_by_a_choice_of_codes(opened: Opener, at: At) -> None:
    with opened(at("tables/verdicts.html")) as page:
        menu(page, "stance")
        expect(page.locator("#table-column")).to_contain_text("Praise, fault or both")
        page.get_by_label("Negative").check()
        expect(page.locator(".table-count")).to_have_text(re.compile(r"^\d+ rows of \d+ found$"))
        assert set(column(page, "stance")) == {"Negative"}
        page.get_by_label("Mixed").check()
        assert "among.stance=mixed&among.stance=negative" in page.url
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Remove the filter Stance").click()
        expect(page.locator(".table-count")).to_have_text(re.compile(r"^\d+ rows$"))


def test_filter_by_what_a_text_contains(opened: Opener, at: At) -> None:
    with opened(at("tables/citations.html")) as page:
        menu(page, "document_name_en")
        page.get_by_label("Contains").fill("CONSTITUTION")
        expect(page.locator(".table-count")).to_contain_text("found")
        names = column(page, "document_name_en")
        assert names
        assert all("constitution" in name.casefold() for name in names)


@pytest.mark.thorough
def test_filter_from_and_to(opened: Opener, at: At) -> None:
    with opened(at("tables/observer_counts.html#from.value=9&to.value=150")) as page:
        values = [int(text) for text in column(page, "value")]
        assert values
        assert all(9 <= value <= 150 for value in values)
    with opened(at("tables/elections.html#from.date=2019&to.date=2021-01")) as page:
        dates = column(page, "date")
        assert dates
        assert all("2019" <= date < "2021-02" for date in dates)


@pytest.mark.parametrize("words", ["Токаев", "tokayev", "ТОКАЕВ К", "“Kassym-Jomart Tokayev”"])
def test_search_finds_a_person_in_either_script(opened: Opener, at: At, words: str) -> None:
    with opened(at("tables/candidates.html")) as page:
        page.fill("#table-search", words)
        expect(page.locator(".table-count")).to_contain_text("found")
        people = column(page, "person_id")
        assert people
        assert set(people) == {"Kassym-Jomart Tokayev"}


@pytest.mark.thorough
def test_search_that_finds_nothing_says_so(opened: Opener, at: At) -> None:
    with opened(at("tables/candidates.html#search=zzz")) as page:
        expect(page.locator(".table-count")).to_have_text("0 rows of 9 found")
        expect(page.locator("tbody")).to_have_text("No row has all of that.")
        page.get_by_role("button", name="Show all rows").click()
        expect(page.locator(".table-count")).to_have_text("9 rows")
        expect(page.locator("#table-search")).to_be_focused()


# Addresses


def test_address_holds_the_view_and_back_undoes_a_step(opened: Opener, at: At) -> None:
    with opened(
        at("tables/verdicts.html#search=Kazakhstan&sort=-aspect&among.stance=positive&columns=aspect,stance")
    ) as page:
        wait(page)
        shown = page.inner_text("tbody")
        assert page.input_value("#table-search") == "Kazakhstan"
        assert headers(page) == ["Aspect", "Stance"]
        aspects = column(page, "aspect")
        assert aspects == sorted(aspects, reverse=True)
        page.click(".column-sort[data-column=stance]")
        page.fill("#table-search", "monitor")
        expect(page).to_have_url(re.compile("search=monitor&"))
        page.keyboard.press("End")
        page.keyboard.type("ing")
        expect(page).to_have_url(re.compile("search=monitoring&"))
        page.go_back()  # what was typed is one step
        expect(page).to_have_url(re.compile("search=Kazakhstan&.*sort=stance"))
        page.go_back()
        expect(page).to_have_url(re.compile("sort=-aspect"))
        expect(page.locator("tbody")).to_have_text(shown, use_inner_text=True)
        page.go_forward()
        expect(page.locator("th", has=page.locator(".column-sort[data-column=stance]"))).to_have_attribute(
            "aria-sort", "ascending"
        )


def test_unknown_things_in_an_address_are_passed_over(opened: Opener, at: At) -> None:
    with opened(at("tables/elections.html#sort=__proto__&among.nothing=1&columns=none&page=-7&size=3&x")) as page:
        expect(page.locator("tbody tr")).to_have_count(5)
        assert headers(page) == ["Election"]


@pytest.mark.thorough
def test_pages_of_rows(opened: Opener, at: At) -> None:
    with opened(at("tables/sentences.html")) as page:
        first = column(page, "sentence_id")
        assert len(first) == 50
        page.get_by_role("button", name="Next").click()
        expect(page.get_by_role("button", name="Next")).to_be_focused()
        second = column(page, "sentence_id")
        assert not set(first) & set(second)
        page.get_by_role("button", name="Last").click()
        assert 0 < len(column(page, "sentence_id")) <= 50
        page.get_by_label("Rows a page").select_option("500")
        assert len(column(page, "sentence_id")) > 200
        assert "page=" not in page.url


@pytest.mark.thorough
def test_columns_are_chosen(opened: Opener, at: At) -> None:
    with opened(at("tables/elections.html")) as page:
        before = headers(page)
        page.click("#table-columns")
        page.get_by_role("checkbox", name="Type").uncheck()
        assert headers(page) == [name for name in before if name != "Type"]
        page.get_by_role("button", name="As at first").click()
        assert headers(page) == before


# Records and their words


def test_cell_opens_its_evidence_and_leads_to_the_words(opened: Opener, at: At) -> None:
    with opened(at("tables/observer_counts.html")) as page:
        page.locator("[data-row='ipa-cis-2019.st-accredited'][data-column=value] a").click()
        dialog = page.get_by_role("dialog", name="Observer count")
        expect(dialog).to_be_visible()
        fact = dialog.locator("dd[data-column=value]")
        expect(fact.locator("mark")).to_have_text("1013")
        expect(fact.locator("blockquote").first).to_have_attribute("lang", "ru")
        expect(fact.locator(".translation")).to_contain_text("1013 people")
        expect(fact.locator("summary")).to_be_focused()
        address = fact.locator("figcaption a").get_attribute("href")
        assert address is not None
        assert re.fullmatch(r"\.\./sources/ipa-cis-2019\.html#\d+-\d+", address)
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        assert "row=" not in page.url
        page.go_back()
        expect(dialog).to_be_visible()
        fact.locator("figcaption a").click()
        expect(page.locator("#document .current").first).to_be_visible()
        words = "".join(page.locator("#document .current").all_text_contents())
        assert "1013" in words
        page.go_back()
        expect(dialog.locator("dd[data-column=value] mark")).to_have_text("1013")


def test_deep_link_opens_a_record(opened: Opener, at: At) -> None:
    with opened(at(f"tables/verdicts.html#row={VERDICT}")) as page:
        dialog = page.locator("dialog.record")
        expect(dialog).to_contain_text(VERDICT)
        expect(dialog.locator("dd[data-column=speaker_id] details")).to_have_count(1)
        dialog.get_by_role("button", name="Next row").click()
        expect(dialog).not_to_contain_text(VERDICT)
        page.go_back()
        expect(dialog).to_contain_text(VERDICT)


def test_unknown_record_is_said_to_be_missing(opened: Opener, at: At) -> None:
    with opened(at("tables/verdicts.html#row=nothing")) as page:
        expect(page.locator("dialog.record")).to_contain_text("No such record")


def test_each_row_of_a_table_without_evidence_leads_to_its_words(opened: Opener, at: At) -> None:
    with opened(at("tables/sentences.html")) as page:
        page.locator("tbody th a").first.click()
        link = page.get_by_role("link", name="Its words in the source")
        expect(link).to_have_attribute("href", re.compile(r"^\.\./sources/.+\.html#\d+-\d+$"))


# Files


@pytest.mark.thorough
def test_download_without_filter_is_the_file_of_the_package(opened: Opener, at: At, tmp_path: Path) -> None:
    for table in ("verdicts", "elections", "figures", "evidence"):
        with opened(at(f"tables/{table}.html")) as page:
            with page.expect_download() as waiting:
                page.get_by_role("button", name="Download rows").click()
            waiting.value.save_as(tmp_path / "rows.csv")
        assert (tmp_path / "rows.csv").read_bytes() == (ROOT / f"data/tables/{table}.csv").read_bytes()


def test_download_of_rows_found(opened: Opener, at: At, tmp_path: Path) -> None:
    with opened(at("tables/candidates.html#search=Токаев")) as page:
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download rows found").click()
        assert waiting.value.suggested_filename == "candidates.csv"
        waiting.value.save_as(tmp_path / "rows.csv")
    header, *rows = (tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("candidate_id,election_id")
    assert rows
    assert all("tokayev" in row for row in rows)


# Without a mouse, without scripts, on any screen, in bad company


def test_keyboard_alone(opened: Opener, at: At) -> None:
    with opened(at("tables/observer_counts.html")) as page:
        wait(page)
        page.locator(".column-sort").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".column-sort").first).to_be_focused()  # though the header was drawn anew
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#table-column input")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".column-menu").first).to_be_focused()
        first = page.locator("tbody th a").first
        first.focus()
        page.keyboard.press("Tab")
        expect(page.locator("tbody th a").nth(1)).to_be_focused()  # one stop a row
        page.keyboard.press("ArrowUp")
        expect(first).to_be_focused()
        for _ in range(2):
            page.keyboard.press("ArrowRight")
        focused = page.locator(":focus")
        expect(focused).to_have_class("code")  # the election's value, then its page
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowDown")
        place = page.evaluate("document.activeElement.closest('td').cellIndex")
        assert place == 1
        page.keyboard.press("Enter")
        dialog = page.locator("dialog.record")
        expect(dialog.locator("dd[data-column=election_id] summary")).to_be_focused()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        assert page.evaluate("document.activeElement.closest('td').cellIndex") == place


def test_first_rows_stand_there_without_scripts(opened: Opener, at: At) -> None:
    with opened(at("tables/verdicts.html"), script=False) as page:
        expect(page.locator("tbody tr")).to_have_count(50)
        expect(page.get_by_text("These are the first 50 of")).to_be_visible()
        expect(page.locator(".table-tools")).to_be_hidden()
        expect(page.get_by_role("link", name="Whole table as CSV")).to_be_visible()


def nothing(page: Page) -> None:
    """The page as it opens."""


VIEWS: dict[str, tuple[str, Callable[[Page], object]]] = {
    "list": ("tables/index.html", nothing),
    "table": ("tables/verdicts.html#search=Токаев&among.stance=positive&sort=-aspect", nothing),
    "pages": ("tables/sentences.html#page=2", nothing),
    "column": ("tables/verdicts.html", lambda page: menu(page, "aspect")),
    "range": ("tables/observer_counts.html", lambda page: menu(page, "value")),
    "columns": ("tables/verdicts.html", lambda page: page.click("#table-columns")),
    "record": (
        f"tables/verdicts.html#row={VERDICT}&cell=speaker_id",
        lambda page: expect(page.locator("dd[data-column=speaker_id] blockquote")).to_be_visible(),
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("size", "scheme"), [(NARROW, "dark"), (WIDE, "light")], ids=["narrow", "wide"])
def test_view_is_accessible_and_fits(opened: Opener, at: At, view: str, size: tuple[int, int], scheme: str) -> None:
    address, act = VIEWS[view]
    with opened(at(address), size=size, scheme=scheme) as page:
        if address != "tables/index.html":
            wait(page)
        act(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert violations(page) == []


@pytest.mark.thorough
def test_hostile_texts_show_as_text(opened: Opener, tmp_path: Path) -> None:
    facts = repository_facts()
    write_site(hostile(facts._package, facts.about), tmp_path / "site", kinds=(table_pages.pages,))
    for table, name in (("persons", "name_en"), ("evidence", "quote"), ("sources", "title")):
        with opened((tmp_path / f"site/tables/{table}.html").as_uri()) as page:
            wait(page)
            shown = page.locator(f"tbody [data-column={name}] .value").all_text_contents()
            assert shown
            assert set(shown) <= set(TEXTS)
            page.fill("#table-search", "<script>")
            expect(page.locator(".table-count")).to_contain_text("found")
            page.click(f".column-sort[data-column={name}]")
            page.locator("tbody th a").first.click()
            expect(page.locator("dialog.record")).to_be_visible()
            assert page.locator("main script, main img, dialog script, dialog img").count() == 0
            assert "harmed" not in page.title()
    verdicts = (tmp_path / "site/tables/verdicts.html").as_uri()
    with opened(f"{verdicts}#row={VERDICT}&cell=speaker_id") as page:
        quote = page.locator("dd[data-column=speaker_id] blockquote p").first
        expect(quote).to_be_visible()
        assert quote.text_content() in TEXTS
        assert page.locator("dialog script, dialog img").count() == 0
        assert "harmed" not in page.title()
        assert page.locator("a[href^='javascript:'], a[href^='data:']").count() == 0
