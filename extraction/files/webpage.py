"""HTML → its main text, and what the page says of itself in its head, its data for search engines and its byline."""

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.files.markup import require_tame
from extraction.files.opened import Limits, MissingExtraError, UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_DEPTH = 256
"""Elements inside one another at which libxml2 drops the rest of a page."""

_BLOCKS = frozenset({"head", "p", "quote", "code", "list", "item", "table", "row", "div", "body"})
"""trafilatura's elements that stand by themselves; the others stand in a line."""

_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_AROUND_BREAK = re.compile(r" *\n[ \n]*")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]+)""", re.I
)


def declared_encoding(content: bytes) -> str | None:
    """The name of the encoding that a page gives, whether there is such a one or not."""
    found = _DECLARED.search(content[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def parse(page: str, limits: Limits) -> "HtmlElement":
    """The tree of a page.

    Raises:
        UnreadableFileError: there is too much of it, or nothing in it.
        MissingExtraError: the parser is not installed.
    """
    try:
        from lxml.etree import ParserError
        from lxml.html import HTMLParser, document_fromstring
    except ImportError as error:
        raise missing() from error
    require_tame(page, limits)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree: HtmlElement = document_fromstring(page.encode("utf-8"), parser=parser)
    except ParserError as error:
        raise _no_text() from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFileError(
            f"a page with {_DEPTH} or more elements inside one another",
            f"fewer than {_DEPTH}",
            "save the page's text alone, or leave the file out: it was made to burden its readers",
        )
    return tree


def main_text(tree: "HtmlElement") -> str:
    """Headings, paragraphs, list items and rows of tables, with a blank line between, cells with a tab.

    Without menus, notices, comments and whatever else surrounds a page's text. White space is as a browser shows it, and
    a no-break space is a space.

    Raises:
        UnreadableFileError: there is no text.
        MissingExtraError: trafilatura is not installed.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise missing() from error
    # It reports on pages that give no text; so does this function.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(tree, include_comments=False)
    text = "\n\n".join(_blocks(found.body)) if found is not None and not isinstance(found, dict) else ""
    if not text:
        raise _no_text()
    return text


def missing() -> MissingExtraError:
    """The error where the libraries that read HTML are not there."""
    return MissingExtraError(
        "an HTML page, and no library to read it", "the extra `documents`", "pip install 'election-facts[documents]'"
    )


def _no_text() -> UnreadableFileError:
    return UnreadableFileError(
        "an HTML page without text",
        "a page with text",
        "open it in a browser and save what you see as text: pages that scripts write hold none",
    )


def _blocks(body: "_Element") -> Iterator[str]:
    """The text of each block, in order."""
    from lxml.etree import iterwalk

    words: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        is_block = element.tag in _BLOCKS
        if is_block:
            yield from _closed(words)
        if event == "start":
            if element.tag == "item":
                words.append("- ")
            words.append(_SPACE.sub(" ", element.text or ""))
            continue
        if element.tag == "lb":
            words.append("\n")
        elif element.tag == "cell" and element.getnext() is not None:
            words.append("\t")
        if element is not body:
            words.append(_SPACE.sub(" ", element.tail or ""))
    yield from _closed(words)


def _closed(words: list[str]) -> Iterator[str]:
    """One block of the words, if there are any; none are left."""
    text = _AROUND_BREAK.sub("\n", "".join(words)).strip()
    if text == "-":
        # A paragraph in a list item: its mark stands before what follows.
        words[:] = ["- "]
        return
    words.clear()
    if text:
        yield text
