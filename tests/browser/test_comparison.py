"""The comparison of verdicts in a browser: two chosen asserters, the address, the back button, and no script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Opener, violations

At = Callable[[str], str]
PAGE = "comparisons/kz-2019-president.html"


def sides(page: Page) -> list[list[str]]:
    """Whose sides each visible aspect shows, in order."""
    return page.locator("section.aspect:visible").evaluate_all(
        "(aspects) => aspects.map((aspect) => Array.from(aspect.querySelectorAll('.side:not([hidden])'))"
        ".map((side) => side.dataset.asserter))"
    )


def test_without_script_all_asserters_stand_side_by_side(opened: Opener, at: At) -> None:
    with opened(at(PAGE), script=False) as page:
        expect(page.locator("#choice")).to_be_hidden()
        shown = sides(page)
        assert len(shown[0]) > 5
        expect(page.locator("section.aspect").first).to_contain_text("no overall verdict held")


@pytest.mark.thorough
def test_two_chosen_asserters_stand_side_by_side_aspect_by_aspect_and_the_address_keeps_them(
    opened: Opener, at: At
) -> None:
    with opened(at(PAGE)) as page:
        everything = sides(page)
        page.select_option("#first", "odihr-and-osce-pa")
        page.select_option("#second", "cis")
        assert all(shown == ["odihr-and-osce-pa", "cis"] for shown in sides(page))
        overall = page.locator("section.aspect").first
        expect(overall.locator(".side:visible").nth(0)).to_contain_text("criticised")
        expect(overall.locator(".side:visible").nth(1)).to_contain_text("endorsed")
        assert overall.locator(".side:visible .term.formula").count() > 3
        address = page.url
        assert address.endswith("#compare=odihr-and-osce-pa&with=cis")
        page.go_back()
        assert any(len(shown) > 2 for shown in sides(page))
        page.click("#all")
        assert sorted(map(sorted, sides(page))) == sorted(map(sorted, everything))
    with opened(address) as page:
        assert page.locator("#second").input_value() == "cis"
        assert all(shown == ["odihr-and-osce-pa", "cis"] for shown in sides(page))


def test_who_does_not_judge_an_aspect_is_said_to_be_silent_on_it(opened: Opener, at: At) -> None:
    with opened(at(f"{PAGE}#compare=cec-kz&with=cis")) as page:
        expect(page.locator(".side.silent:visible").first).to_contain_text("No judgement of this aspect")
        first = page.locator("section.aspect:visible").first
        expect(first.locator(".side:visible").first).to_contain_text("no overall verdict held")
        assert violations(page) == []


@pytest.mark.thorough
def test_an_address_that_names_nobody_shows_all(opened: Opener, at: At) -> None:
    with opened(at(f"{PAGE}#compare=%3Cimg%20src=x%3E&with=nobody")) as page:
        assert any(len(shown) > 2 for shown in sides(page))


@pytest.mark.thorough
def test_on_a_phone_nothing_scrolls_sideways(opened: Opener, at: At) -> None:
    with opened(at(f"{PAGE}#compare=ipa-cis&with=cis"), size=NARROW) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
