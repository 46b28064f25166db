"""What stands in quotation marks alone: parties in a list of results, «Бир Бол» – 8,52 %; the medium of a dateline."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from extraction.mentions import Mention, Name
from scripts.propose.wording import text_of

_DATELINE = re.compile(r"[/(]\s?[«“\"](?P<name>[^«»“”\"\n/]{2,40})[»”\"]\s?[/)]")
_HEADING = 400
"""Code points in which a dateline stands."""

_LONGEST_HEADING = 12
_LONGEST = 200
_FEWEST = 2
"""Names with a share behind them that make a list of results."""


def with_parties(text: str, language: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, with names of parties that the reader takes for a state's or for none.

    A name in quotation marks is a party's where a share of the vote stands right behind it, as behind others.
    """
    mentions = _whole_headings(text, mentions)
    share = "|".join(map(re.escape, (part.strip() for part in text_of(language, "bodies", "share").split(","))))
    listed = re.compile(
        r"[«“\"„](?P<name>[^\W\d_][^«»“”\"„\n]{1,60})[»”\"“](?:\s*\([^()\n]{2,12}\))?"
        rf"\s*[(:,–—-]?\s*\d+(?:[.,]\d+)?\s?(?:%|{share})"
    )
    spans = [found.span("name") for found in listed.finditer(text)]
    medium = _DATELINE.search(text, 0, _HEADING)
    named = ([medium.span("name")] if medium else []) + (spans if len(spans) >= _FEWEST else [])
    bodies = [one for one in mentions if one.kind == "organization"]
    missing = [span for span in named if not _overlapping(span, bodies)]
    taken = {id(one) for span in missing for one in _overlapping(span, mentions)}
    kept = [one for one in mentions if id(one) not in taken]
    kept += (Name("organization", start, end, text[start:end], entity=text[start:end]) for start, end in missing)
    return tuple(sorted(kept, key=lambda one: (one.start, -one.end)))


def _whole_headings(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """A heading in capitals that a name opens and "and" goes on is one name: "COALITION FOR FREE AND FAIR …"."""
    end = text.find("\n")
    line = text[: end if end >= 0 else len(text)].rstrip()
    first = next((one for one in mentions if one.kind == "organization"), None)
    if first is None or first.start > 1 or first.end >= len(line) or not _goes_on(line, first.end):
        return mentions
    whole = line.strip()
    name = Name("organization", text.find(whole), len(line), whole, entity=whole)
    return [name, *(one for one in mentions if one.start >= len(line))]


def _goes_on(line: str, position: int) -> bool:
    is_short = len(line.split()) <= _LONGEST_HEADING
    return line.isupper() and is_short and line[position:].lower().startswith((" and ", " и "))


def _overlapping(span: tuple[int, int], mentions: Sequence[Mention]) -> list[Mention]:
    """Those of mentions in order that a span cuts into."""
    found = []
    index = bisect_left(mentions, span[1], key=lambda one: one.start) - 1
    while index >= 0 and mentions[index].start > span[0] - _LONGEST:
        if mentions[index].end > span[0]:
            found.append(mentions[index])
        index -= 1
    return found
