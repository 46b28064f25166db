"""The page of a source in a browser: land on the right words, choose highlights, overlap, keyboard, copying."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from scripts.explore.facts import Facts, read_facts
from tests.browser.conftest import NARROW, Opener, violations
from tests.conftest import ROOT

At = Callable[[str], str]
DOCUMENT = "sources/russia-osce-2019.html"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(ROOT / "datapackage.json")


def current(page: Page) -> str:
    """The words that are set off."""
    return "".join(page.locator("#document .current").all_text_contents())


def press(page: Page, segment: Locator) -> None:
    """Click into the first line of a segment; the middle of its box may lie outside of it."""
    line = segment.evaluate("(one) => one.getClientRects()[0].toJSON()")
    page.mouse.click(line["x"] + min(line["width"] / 2, 20), line["y"] + line["height"] / 2)


def listed(page: Page) -> list[str]:
    """The passages that the panel shows."""
    return [one or "" for one in page.locator("#panel article:visible h3").all_inner_texts()]


def test_a_fact_anywhere_leads_to_its_words(opened: Opener, at: At, facts: Facts) -> None:
    one = next(one for one in facts.evidence("verdicts", "russia-osce-2019.lebedev-overall") if one.column == "overall")
    with opened(at("elections/kz-2019-president.html")) as page:
        page.locator(f"a.to-words[href$='#{one.start}-{one.end}']").first.click()
        page.wait_for_url("**/sources/russia-osce-2019.html#*")
        assert current(page) == one.quote
        assert page.locator("#document .current").first.is_visible()
        box = page.locator("#document .current").first.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 900
        expect(page.locator("#panel article:visible").first).to_contain_text("Endorsed")
        page.go_back()
        page.wait_for_url("**/elections/**")


def test_a_click_on_a_highlight_lists_its_records_and_the_address_keeps_it(
    opened: Opener, at: At, facts: Facts
) -> None:
    one = next(one for one in facts.evidence("verdicts", "russia-osce-2019.other-observers") if not one.is_context)
    place = f"{one.start}-{one.end}"
    with opened(at(DOCUMENT)) as page:
        expect(page.locator("#panel-hint")).to_be_visible()
        segment = page.locator(f"#document a[data-units^='{place}']").first
        segment.evaluate("(one) => one.scrollIntoView({block: 'center'})")
        before = page.evaluate("scrollY")
        press(page, segment)
        assert page.evaluate("scrollY") == before, "the text must stay where one reads it"
        assert page.url.endswith(f"#{place}")
        assert current(page) == one.quote
        records = page.locator("#panel article:visible .states a")
        addresses = records.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
        assert "../tables/verdicts.html#row=russia-osce-2019.other-observers" in addresses
        address = page.url
        page.go_back()
        assert page.evaluate("location.hash") == ""
        expect(page.locator("#panel-hint")).to_be_visible()
    with opened(address) as page:
        assert current(page) == one.quote
        assert listed(page)[0] == f"Characters {one.start}–{one.end}"


def test_where_passages_overlap_all_are_listed_the_shortest_first_and_each_is_a_stop_of_the_keyboard(
    opened: Opener, at: At
) -> None:
    with opened(at(DOCUMENT)) as page:
        nested = page.locator("#document a[data-units*=' ']").first
        units = (nested.get_attribute("data-units") or "").split()
        assert len(units) > 1
        nested.evaluate("(one) => one.scrollIntoView({block: 'center'})")
        press(page, nested)
        lengths = [int(end) - int(start) for start, end in (unit.split("-") for unit in units)]
        assert lengths == sorted(lengths)
        assert listed(page) == [f"Characters {unit.replace('-', '–')}" for unit in units]
        stops = page.locator("#document a:not([tabindex])")
        starts = {
            one.split("-")[0]
            for one in page.evaluate(
                "Array.from(document.querySelectorAll('#panel article')).map((one) => one.id.slice(5))"
            )
        }
        reached = set(stops.evaluate_all("(all) => all.map((one) => one.dataset.at)"))
        assert starts <= reached


def test_by_keyboard_alone_a_passage_is_opened_read_left_and_the_next_one_reached(opened: Opener, at: At) -> None:
    with opened(at(DOCUMENT)) as page:
        first = page.locator("#document a:not([tabindex])").first
        first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "panel"
        opened_first = listed(page)
        page.keyboard.press("Escape")
        assert first.evaluate("(one) => one === document.activeElement")
        expect(page.locator("#panel-hint")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert listed(page) != opened_first
        page.locator("#next").focus()
        chosen = current(page)
        page.keyboard.press("Enter")
        assert current(page) not in ("", chosen)


@pytest.mark.thorough
def test_what_is_copied_is_the_source(opened: Opener, at: At, facts: Facts) -> None:
    for row in facts.rows("sources"):
        with opened(at(facts.address("sources", row["source_id"]))) as page:
            text = facts.texts[row["source_id"]].text
            assert page.locator("#document").evaluate("(one) => one.textContent") == text
            copied = page.evaluate(
                "() => { getSelection().selectAllChildren(document.getElementById('document'));"
                " return getSelection().toString(); }"
            )
            assert copied.strip() == text.strip()


@pytest.mark.thorough
def test_a_dismissed_sentence_says_why(opened: Opener, at: At) -> None:
    with opened(at(DOCUMENT)) as page:
        page.locator("#document a.dismissed", has_text="Thank you for your attention").click()
        expect(page.locator("#panel article:visible .reason")).to_contain_text("Set aside")


def test_without_script_the_passages_stand_below_and_links_lead_there_and_back(opened: Opener, at: At) -> None:
    with opened(at(DOCUMENT), script=False) as page:
        page.locator("#document a", has_text="Thank you").click()
        assert "#unit-" in page.url
        unit = page.locator(f"[id='{page.url.split('#')[1]}']")
        expect(unit).to_be_visible()
        unit.locator("h3 a").click()
        assert "#unit-" not in page.url


@pytest.mark.thorough
def test_on_a_phone_the_panel_opens_below_and_nothing_scrolls_sideways(opened: Opener, at: At) -> None:
    for scheme in ("light", "dark"):
        with opened(at(DOCUMENT), size=NARROW, scheme=scheme) as page:
            page.locator("#document a").first.click()
            expect(page.locator("#panel")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
            assert violations(page) == []
            page.click("#close")
            expect(page.locator("#panel")).to_be_hidden()
