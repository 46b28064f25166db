"""What an HTML page says of itself in its head, in its data for search engines and in its marked byline.

Only what is marked as such is taken, in the words of the page; what a reader of pages could guess is left out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from extraction.text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = ("citation_title", "dcterms.title", "dc.title", "og:title", "twitter:title")
_DAYS = (
    "article:published_time",
    "datepublished",
    "citation_publication_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publishdate",
    "og:published_time",
    "date",
)
_PUBLISHERS = (
    "citation_publisher",
    "dcterms.publisher",
    "dc.publisher",
    "og:site_name",
    "application-name",
    "publisher",
)
_AUTHORS = (
    "citation_author",
    "dcterms.creator",
    "dc.creator",
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
)
"""Names of `meta` elements in the order in which they are believed."""

_DAY = re.compile(r"\s*(\d{4})[-/](\d\d)[-/](\d\d)(?!\d)")
_ARTICLE = re.compile(r"Article|Posting|Report|Statement|PressRelease")
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author)(?:[\s_-]?name)?(?:$|\s)", re.IGNORECASE)
_LONGEST = 300
"""Code points of a title or name."""

_MUCH = 1_000_000
"""Code points of data that describe no page but are one."""

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class PageData:
    """What a page marks as its own data; None where it marks nothing. `heading` is the title where an `h1` shows it."""

    title: str | None
    heading: str | None
    published_on: str | None
    publisher: str | None
    author: str | None


def page_data(tree: "HtmlElement") -> PageData:
    """What a page says of itself. `tree` is not changed."""
    metas = _metas(tree)
    article = next(_articles(tree), {})
    publisher = _first(metas, _PUBLISHERS) or _name(article.get("publisher"))
    days = (*(_day(metas.get(name)) for name in _DAYS[:2]), _day(article.get("datePublished")), _marked_day(tree))
    told = _first(metas, _TITLES) or _words(article.get("headline"))
    window = _words(next((title.text_content() for title in tree.iter("title")), None))
    heading = _heading(tree, told, window, publisher)
    return PageData(
        title=heading or _without_site(told or window, publisher),
        heading=heading,
        published_on=next((day for day in (*days, *(_day(metas.get(name)) for name in _DAYS[2:])) if day), None),
        publisher=publisher,
        author=_name(article.get("author")) or _first(metas, _AUTHORS) or _marked_author(tree),
    )


def _metas(tree: "HtmlElement") -> dict[str, str]:
    """The contents of `meta` elements by name in lower case, the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop")
        content = _words(meta.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _first(metas: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((found for name in names if (found := metas.get(name)) and not _is_address(found)), None)


def _articles(tree: "HtmlElement") -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that describe an article."""
    for script in tree.iter("script"):
        written = script.text or ""
        if (script.get("type") or "").lower() == "application/ld+json" and len(written) < _MUCH:
            try:
                content = json.loads(written)
            except (ValueError, RecursionError):
                continue
            yield from _described(content, _DEEPEST)


def _described(content: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(content, list) and depth:
        for item in content:
            yield from _described(item, depth - 1)
    elif isinstance(content, dict) and depth:
        if _ARTICLE.search(str(content.get("@type"))):
            yield content
        yield from _described(content.get("@graph"), depth - 1)
        yield from _described(content.get("mainEntity"), depth - 1)


def _name(described: Any) -> str | None:
    """The name of a person or organization of JSON-LD, or of several."""
    if isinstance(described, list):
        names = [name for one in described[:20] if not isinstance(one, list) and (name := _name(one))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(described, dict):
        return _words(described.get("name"))
    name = _words(described)
    return None if name and _is_address(name) else name


def _heading(tree: "HtmlElement", told: str | None, window: str | None, publisher: str | None) -> str | None:
    """The main heading: the one that the page's data or its window's title repeat, or the only one."""
    headings = dict.fromkeys(words for heading in tree.iter("h1") if (words := _words(heading.text_content())))
    headings.pop(publisher or "", None)
    for heading in headings:
        if any(given and heading.casefold() in given.casefold() for given in (told, window)):
            return heading
    return next(iter(headings)) if len(headings) == 1 and not told else None


def _without_site(title: str | None, publisher: str | None) -> str | None:
    """A title without the name of the site, which often follows it."""
    if title and publisher:
        title = re.sub(rf"\s*[|–—·:/«-]\s*{re.escape(publisher)}\s*\Z", "", title, flags=re.IGNORECASE)
    return title or None


def _marked_day(tree: "HtmlElement") -> str | None:
    """The day of the elements that are marked as that of publication; of the one `time` of the one article else."""
    marked = {
        day
        for element in tree.xpath("//*[@itemprop='datePublished' or (self::time and @pubdate)]")
        if (day := _day(element.get("datetime") or element.get("content") or element.text_content()))
    }
    if not marked:
        articles = tree.xpath("//article[not(ancestor::article)]") or tree.xpath("//main")
        if len(articles) == 1:
            marked = {day for time in articles[0].iter("time") if (day := _day(time.get("datetime")))}
    return marked.pop() if len(marked) == 1 else None


def _marked_author(tree: "HtmlElement") -> str | None:
    """The name that a page marks as its author's, where all such marks say the same."""
    elements = tree.xpath("//*[@itemprop='author' or @rel='author']") or [
        element for element in tree.xpath("//*[@class]") if _BYLINE.search(element.get("class"))
    ]
    names = {words for element in elements if (words := _words(element.text_content())) and len(words) <= _LONGEST / 3}
    return names.pop() if len(names) == 1 else None


def _day(value: Any) -> str | None:
    """A day as EDTF: that of its own clock, where an hour is given."""
    found = _DAY.match(value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


def _words(value: Any) -> str | None:
    """Text of a sensible length; None for anything else."""
    words = fold(value) if isinstance(value, str) else ""
    return words if 0 < len(words) <= _LONGEST else None


def _is_address(words: str) -> bool:
    return words.startswith(("http:", "https:", "//", "@"))
