"""Each kind of page: no errors, no failed or outside request, no axe violation, no sideways scroll on a phone."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import NARROW, WIDE, Opener, violations

PAGES = (
    "index.html",
    "sources/index.html",
    "sources/liter-2021.html",
    "sources/russia-osce-2022.html",
    "elections/kz-2021-majilis.html",
    "missions/ipa-cis-2019.html",
    "organizations/odihr.html",
    "persons/tokayev-kassym-jomart.html",
    "comparisons/kz-2022-president.html",
    "tables/index.html",
)


LOOKS = {"narrow-dark": (NARROW, "dark"), "wide-light": (WIDE, "light")}
ALWAYS = {
    ("index.html", "narrow-dark"),
    ("sources/russia-osce-2022.html", "narrow-dark"),
    ("tables/index.html", "wide-light"),
}
"""Looks that every run of the tests sees; the others take long and are left to `make thorough`."""


@pytest.mark.parametrize(
    ("path", "size", "scheme"),
    [
        pytest.param(
            path, *LOOKS[look], id=f"{look}-{path}", marks=() if (path, look) in ALWAYS else pytest.mark.thorough
        )
        for look in LOOKS
        for path in PAGES
    ],
)
def test_page_is_accessible_and_fits(
    opened: Opener, at: Callable[[str], str], path: str, size: tuple[int, int], scheme: str
) -> None:
    with opened(at(path), size=size, scheme=scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert violations(page) == []
