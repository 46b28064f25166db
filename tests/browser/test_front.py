"""The front page in a browser: marks lead to their words, by mouse and by keyboard, on a phone too."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import NARROW, WIDE, Opener

At = Callable[[str], str]


@pytest.mark.parametrize("mark", [".matrix a.verdict.criticised", ".counts a.row", ".days a.row"])
def test_a_mark_lands_on_its_words(opened: Opener, at: At, mark: str) -> None:
    with opened(at("index.html")) as page:
        link = page.locator(mark).first
        anchor = str(link.get_attribute("href")).partition("#")[2]
        link.click()
        page.wait_for_url("**/sources/*.html#*")
        target = page.locator(f'[id="{anchor}"]')
        target.wait_for()
        assert target.inner_text().strip()


def test_marks_are_reached_and_opened_by_keyboard(opened: Opener, at: At) -> None:
    with opened(at("index.html")) as page:
        page.locator(".matrix thead a").last.focus()
        for _ in range(9):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('a.verdict')"):
                break
        else:
            pytest.fail("no mark among the next nine stops")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        page.keyboard.press("Enter")
        page.wait_for_url("**/sources/*.html#*")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_scales_stand_over_the_lines_of_their_rows(opened: Opener, at: At, size: tuple[int, int]) -> None:
    with opened(at("index.html"), size=size) as page:
        for chart in (".counts", ".days"):
            left, right, row_left, row_right = page.evaluate(
                """chart => {
                    const box = one => document.querySelector(one).getBoundingClientRect();
                    const [scale, row] = [box(`${chart} .scale`), box(`${chart} .strip`)];
                    return [scale.left, scale.right, row.left, row.right];
                }""",
                chart,
            )
            assert abs(left - row_left) < 2
            assert abs(right - row_right) < 2


def test_the_names_of_asserters_stay_beside_a_matrix_that_is_scrolled(opened: Opener, at: At) -> None:
    with opened(at("index.html"), size=NARROW) as page:
        box = page.locator(".scroll:has(.matrix)")
        assert box.evaluate("box => box.scrollWidth > box.clientWidth")
        box.evaluate("box => { box.scrollLeft = 200; }")
        name = page.locator(".matrix tbody th[scope=row]").first
        assert name.evaluate("name => Math.round(name.getBoundingClientRect().left)") == box.evaluate(
            "box => Math.round(box.getBoundingClientRect().left)"
        )


def test_panels_of_the_timeline_fold_without_scripts(opened: Opener, at: At) -> None:
    with opened(at("index.html"), script=False) as page:
        panel = page.locator("details").first
        row = panel.locator("a.row").first
        assert row.is_visible()
        panel.locator("summary").click()
        assert not row.is_visible()
