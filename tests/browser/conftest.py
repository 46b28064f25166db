"""The site in a real browser: chromium without a window, which may ask no other host for anything.

Where no chromium is at hand these tests are skipped; in CI, where `CI` is set, that is an error.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.explored import repository_site

HERE = Path(__file__).parent
AXE = HERE / "vendor/axe-core/axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NARROW, WIDE = (320, 640), (1280, 900)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium() -> str | None:
    """The path of chromium: what `CHROMIUM` names, else the first of its names on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        message = "no chromium: install Debian's package chromium, or name one in CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository on disk."""
    folder = tmp_path_factory.mktemp("explore") / "site"
    for path, content in repository_site().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@dataclass
class Watch:
    """What went wrong on a page."""

    wrong: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        page.on("console", lambda message: self._note(message.type in ("error", "warning"), message.text))
        page.on("pageerror", lambda error: self._note(True, str(error)))
        page.on("requestfailed", lambda request: self._note(True, f"failed: {request.url}"))
        page.on("request", self._look_at)

    def _note(self, is_wrong: bool, text: str) -> None:
        if is_wrong:
            self.wrong.append(text)

    def _look_at(self, request: Request) -> None:
        self._note(not request.url.startswith(("file:", "http://127.0.0.1:", "blob:file:")), f"asked: {request.url}")


Opener = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def opened(browser: Browser) -> Opener:
    """Open an address and watch: `with opened(address, size=NARROW, scheme="dark") as page`.

    The block fails where the page wrote an error, a request failed or went to another host.
    """

    @contextmanager
    def open_page(
        address: str, *, size: tuple[int, int] = WIDE, scheme: str = "light", script: bool = True
    ) -> Iterator[Page]:
        context: BrowserContext = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script,
        )
        page, watch = context.new_page(), Watch()
        page.set_default_timeout(20_000)
        watch.on(page)
        try:
            page.goto(address)
            yield page
            assert watch.wrong == []
        finally:
            context.close()

    return open_page


@pytest.fixture
def at(site_folder: Path) -> Callable[[str], str]:
    """The address of a page of the site on disk: `at("sources/x.html#1-2")`."""

    def address(path: str) -> str:
        file, hash_sign, anchor = path.partition("#")
        return (site_folder / file).as_uri() + hash_sign + anchor

    return address


def violations(page: Page) -> list[str]:
    """What axe finds, as lines of rule, place and reason."""
    # axe is given to the page by the debugger, so that the page's own policy on scripts stays as it is.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate(
        "() => axe.run(document, {resultTypes: ['violations'], preload: false, runOnly: "
        "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
