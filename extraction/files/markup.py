"""How much markup a page holds, counted before a parser spends time and memory on it.

Goes through the page as the HTML standard's tokenizer does, from tag to tag and never back, so that the cost is linear
in whatever the page holds. Elements inside one another are bounded by libxml2, which gives up at 2,048.
"""

import re
from functools import cache

from extraction.files.opened import Limits, UnreadableFileError

MOST_ATTRIBUTES = 250
"""Of one tag; the cost of reading them grows with their square."""

_TAG = re.compile(r"<(?:([a-z][^\s/>]*+)|(!--)|[!?/])", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?!>)(?:=?[^\s/>=]++|=)(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|(?![>"'])[^\s>]*+)?)?"""
)
_TEXT_ALONE = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp", "plaintext"})
"""Elements that hold no others: what looks like a tag in them is text."""


def require_tame(page: str, limits: Limits) -> None:
    """Nothing, for a page that can be parsed in bounded time and memory.

    Raises:
        UnreadableFileError: it holds too many elements, or a tag with too many attributes.
    """
    elements = 0
    at = 0
    while tag := _TAG.search(page, at):
        name, comment = tag.groups()
        if comment:
            at = _behind("-->", page, tag.end() - 2)
        elif name is None:
            at = _behind(">", page, tag.end() - 1)
        else:
            elements += 1
            if elements > limits.elements:
                raise _refused(f"more than {limits.elements:,} elements", f"at most {limits.elements:,}")
            at = _behind_attributes(page, tag.end())
            if name.lower() in _TEXT_ALONE:
                end = _end_of(name.lower()).search(page, at)
                at = end.start() if end else len(page)


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


def _behind(mark: str, page: str, at: int) -> int:
    """Where a page goes on after a mark; its end where there is none."""
    found = page.find(mark, at)
    return found + len(mark) if found >= 0 else len(page)


def _behind_attributes(page: str, at: int) -> int:
    count = 0
    while attribute := _ATTRIBUTE.match(page, at):
        at = attribute.end()
        count += 1
        if count > MOST_ATTRIBUTES:
            raise _refused("a tag with hundreds of attributes", f"at most {MOST_ATTRIBUTES}")
    return _behind(">", page, at)


def _refused(found: str, expected: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"a page with {found}",
        expected,
        "save the page's text alone, or leave the file out: it was made to burden its readers",
    )
