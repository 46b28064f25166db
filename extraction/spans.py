"""Many spans at once: which of them overlap a given one, in logarithmic time."""

from bisect import bisect_left
from collections.abc import Sequence

from extraction.text import Span


class Overlaps:
    """Finds among many spans one that overlaps a given one."""

    def __init__(self, spans: Sequence[Span]) -> None:
        """Take the spans, in any order."""
        self._order = sorted(range(len(spans)), key=lambda index: (spans[index].start, spans[index].end))
        self._starts = [spans[index].start for index in self._order]
        self._furthest: list[tuple[int, int]] = []
        furthest = (-1, -1)
        for index in self._order:
            furthest = max(furthest, (spans[index].end, index))
            self._furthest.append(furthest)

    def first(self, span: Span) -> int | None:
        """The index of a span that overlaps, None if none does."""
        before = bisect_left(self._starts, span.end)
        if before == 0:
            return None
        end, index = self._furthest[before - 1]
        return index if end > span.start else None

    def hold(self, span: Span) -> bool:
        """Whether a span holds the whole of the given one."""
        before = bisect_left(self._starts, span.start + 1)
        return before > 0 and self._furthest[before - 1][0] >= span.end

    def reach(self, start: int, end: int) -> bool:
        """Whether a span begins before `start` and ends after `end`."""
        before = bisect_left(self._starts, start)
        return before > 0 and self._furthest[before - 1][0] > end
