"""HTML → its main text, and what the page says of itself in its head, its data for search engines and its byline."""

import logging
import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

from extraction.files.markup import require_tame
from extraction.files.opened import Limits, MissingExtraError, UnreadableFileError
from extraction.text import fold

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_LARGE = 10_000
"""Elements of a page that is read faster, and lines that are marked up: a page of news has about 1,000."""

_BLOCKS = frozenset({"head", "p", "quote", "code", "list", "item", "table", "row", "div", "body"})
"""trafilatura's elements that stand by themselves; the others stand in a line."""

_TIME_IN_A_LINE = "//time[ancestor::p or ancestor::li or ancestor::td or ancestor::blockquote or ancestor::h1]"
"""trafilatura drops such elements with their words, also where they stand in a sentence."""

_SOFT_HYPHEN = "\xad"
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
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
    # Without `huge_tree` a text of more than 10 MB would be cut.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    try:
        tree: HtmlElement = document_fromstring(page.encode("utf-8"), parser=parser)
    except ParserError as error:
        raise _no_text() from error
    is_cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    if is_cut or _depth(tree) > limits.depth:
        raise UnreadableFileError(
            f"a page with more than {limits.depth} elements inside one another",
            f"at most {limits.depth}",
            "save the page's text alone, or leave the file out: it was made to burden its readers",
        )
    return tree


def _depth(tree: "HtmlElement") -> int:
    """How many elements stand inside one another, at most."""
    from lxml.etree import iterwalk

    deepest = depth = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def main_text(tree: "HtmlElement", heading: str | None = None) -> str:
    """Headings, paragraphs, list items and rows of tables, with a blank line between, cells with a tab.

    Without menus, notices, comments and whatever else surrounds a page's text. White space is as a browser shows it;
    a no-break space is a space.

    Args:
        tree: as `parse` gives it; it is changed.
        heading: the page's main one, which stands above the text if the text was found without it.

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
    for time in tree.xpath(_TIME_IN_A_LINE):
        time.drop_tag()
    for written in list(tree.iter("pre")):
        _mark_up(written)
    # Where there is much, the first way of finding the text needs no second ones to compare it with.
    is_large = sum(1 for _ in tree.iter()) > _LARGE
    found = bare_extraction(tree, include_comments=False, fast=is_large, config=_settings(is_short=not is_large))
    text = "\n\n".join(_blocks(found.body)) if found is not None and not isinstance(found, dict) else ""
    if not text:
        raise _no_text()
    return text if heading is None or fold(heading) in fold(text) else f"{heading}\n\n{text}"


def _mark_up(written: "HtmlElement") -> None:
    """Make paragraphs of what blank lines part in text that stands in lines of its own, and keep its line ends."""
    from lxml.html import Element

    text = written.text_content()
    if text.count("\n") > _LARGE:
        return
    blocks = [block.strip().split("\n") for block in _BLANK.split(text)]
    tail = written.tail
    written.clear()
    written.tag, written.tail = "div", tail
    for first, *others in blocks:
        paragraph = Element("p")
        paragraph.text = first
        for line in others:
            paragraph.append(Element("br"))
            paragraph[-1].tail = line
        written.append(paragraph)


@cache
def _settings(*, is_short: bool) -> ConfigParser:
    """Settings with which the text of a short page may be a few sentences; else all around them would be added."""
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    if is_short:
        config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "10"
    return config


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
    text = _AROUND_BREAK.sub("\n", "".join(words)).replace(_SOFT_HYPHEN, "").strip()
    if text == "-":
        # A paragraph in a list item: its mark stands before what follows.
        words[:] = ["- "]
        return
    words.clear()
    if text:
        yield text
