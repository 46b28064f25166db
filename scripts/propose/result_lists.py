"""Parties that a list of results names in quotation marks alone: «Бир Бол» – 8,52 %, «Кыргызстан» – 12,93 %."""

import re
from collections.abc import Sequence

from extraction.mentions import Mention, Name
from scripts.propose.wording import text_of

_FEWEST = 2
"""Names with a share behind them that make a list of results."""


def with_parties(text: str, language: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, with names of parties that the reader takes for a state's or for none.

    A name in quotation marks is a party's where a share of the vote stands right behind it, as behind others.
    """
    share = "|".join(map(re.escape, (part.strip() for part in text_of(language, "bodies", "share").split(","))))
    listed = re.compile(
        r"[«“\"„](?P<name>[^\W\d_][^«»“”\"„\n]{1,60})[»”\"“](?:\s*\([^()\n]{2,12}\))?"
        rf"\s*[(:,–—-]?\s*\d+(?:[.,]\d+)?\s?(?:%|{share})"
    )
    spans = [found.span("name") for found in listed.finditer(text)]
    if len(spans) < _FEWEST:
        return tuple(mentions)
    bodies = {(one.start, one.end) for one in mentions if one.kind == "organization"}
    kept: list[Mention] = []
    missing = [span for span in spans if not _is_within(span, bodies)]
    for one in mentions:
        if not any(start < one.end and one.start < end for start, end in missing):
            kept.append(one)
    kept += (Name("organization", start, end, text[start:end], entity=text[start:end]) for start, end in missing)
    return tuple(sorted(kept, key=lambda one: (one.start, -one.end)))


def _is_within(span: tuple[int, int], bodies: set[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in bodies)
