"""The places of numbers: "в Италии – 62", "in France and the United States 21 each", "Germany with 23 stations"."""

from extraction.mentions import Mention, Name
from extraction.text import Span
from scripts.propose.passages import Passage

_DASHES = ("-", "–", "—", ":", "(")
_MOST = 4
"""Words between a place and its number in a list."""

_JOINED = 2
"""Words between two places that share a number."""


def places_of(passage: Passage, mention: Mention) -> list[Name]:
    """The places right before a number, with only a dash or a few words between; several where they are joined."""
    numbers = [one.end for one in passage.of("count", "percent") if one.end <= mention.start]
    low = max([passage.span.start, *numbers])
    listed = [
        name
        for name in passage.mentions
        if isinstance(name, Name)
        and name.kind in ("place", "country")
        and low <= name.start
        and name.end <= mention.start
    ]
    if not listed:
        return []
    gap = Span(listed[-1].end, mention.start)
    words = passage.between(gap.start, gap.end)
    is_list = words.strip()[:1] in _DASHES and len(words.split()) <= _MOST
    is_with = any(told.span.start - gap.start <= 1 for told in passage.told("with", gap, "counted"))
    is_each = bool(passage.told("each", gap, "counted"))
    if not (is_list or is_each or (is_with and len(words.split()) <= _JOINED)):
        return []
    chosen = [listed[-1]]
    for name in reversed(listed[:-1]):
        between = Span(name.end, chosen[0].start)
        is_joined = bool(passage.told("joined", between, "counted"))
        if not is_joined or len(passage.between(between.start, between.end).split()) > _JOINED:
            break
        chosen.insert(0, name)
    return chosen
