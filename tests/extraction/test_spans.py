"""Overlaps among many spans, against the plain definition."""

from hypothesis import given
from hypothesis import strategies as st

from extraction.spans import Overlaps
from extraction.text import Span

SPANS = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_as_defined(spans: list[Span], asked: Span) -> None:
    many = Overlaps(spans)
    first = many.first(asked)
    assert (first is not None) == any(span.overlaps(asked) for span in spans)
    assert first is None or spans[first].overlaps(asked)
    assert many.hold(asked) == any(span.start <= asked.start and asked.end <= span.end for span in spans)
    assert many.reach(asked.start, asked.end) == any(s.start < asked.start and s.end > asked.end for s in spans)
