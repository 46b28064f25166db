"""Sentences with what should be found in them: `[+word]`, `[-word]` are cues, `[=word]`, `["word]` attributions."""

import re
import sys
from collections.abc import Callable
from itertools import accumulate

_PARTS = re.compile(r"\[([+\-=\"])([^\]]*)\]")


def marked(written: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence without marks, and the start, end and sign of each."""
    pieces = _PARTS.split(written)
    text = "".join(piece for number, piece in enumerate(pieces) if number % 3 != 1)
    ends = list(accumulate(len(piece) if number % 3 != 1 else 0 for number, piece in enumerate(pieces)))
    spans = [
        (ends[number + 1] - len(pieces[number + 1]), ends[number + 1], pieces[number])
        for number in range(1, len(pieces), 3)
    ]
    return text, spans


def calls(work: Callable[[], object]) -> int:
    """How many functions are called while something is done."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
