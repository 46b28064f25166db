"""Lines on paper → text: running heads, feet and page numbers taken out, paragraphs put together again.

A line goes on in the next one where that stands at the usual distance below, in the same size, and its first word would
not have fitted into this line any more. Between paragraphs stands a blank line, between lines that end before the
margin (of an address, a title) a line end. Footnotes follow the paragraph in which the text of their page ends.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from math import ceil
from statistics import median

from extraction.files.pdf import SUPERSCRIPT, Line

_ZONE = 3
"""So many lines from a page's upper and lower edge can be running heads and feet."""

_SAME_PLACE = 3.0
"""Points by which the place of a running head differs from page to page."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[\W_]*(?:#|[ivxlc]+)[\W_]*\Z")
_ITEM = re.compile(r"(?:[-–—•*▪●○◦·]|\(?\d{1,3}[.)]|\(?\w\))\s")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡]+)(?:\s|(?=[^\W\d_]))")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*\Z")

_WIDER = 1.3
"""A distance larger than this many usual ones parts paragraphs."""

_NEARLY_ALL = 0.9

_ROOM = 1.2
"""A word may be so much wider than one of as many average letters."""

_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST_PART = re.compile(r"[\w-]+\Z")

_COLUMN, _SPACE = 2.0, 0.15
"""Parts of the letters' size that part columns of a table, and words."""

_OTHER_SIZE = 0.1
_SMALLER = 0.93
"""A footnote's letters are smaller than this part of the text's."""

_INDENT = 0.7
"""Of the letters' size; no line of a paragraph but its first is set in by more."""


def text_of(pages: Sequence[Sequence[Line]]) -> str:
    """The text of pages, paragraph after paragraph, with no line end at its end."""
    heads, kept = _without_margins([_whole(lines) for lines in pages])
    body = _body_size(kept)
    flow: list[Line] = []
    notes: list[Sequence[Line]] = []
    for lines in kept:
        cut = _notes_begin(lines, body)
        flow += lines[:cut]
        notes.append(lines[cut:])
    words = _Words(line.text for line in flow)
    return "\n\n".join([*(head.text for head in heads), *_paragraphs(flow, notes, words)])


def _whole(lines: Sequence[Line]) -> list[Line]:
    """A page's lines, pieces that stand beside one another put together."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if before and abs(before.y - line.y) < line.size / 2 and line.left >= before.right - 1:
            distance = (line.left - before.right) / line.size
            gap = "\t" if distance > _COLUMN else " " if distance > _SPACE else ""
            is_mark = not gap and line.text.isdigit() and line.size < _SMALLER * before.size
            words = line.text.translate(SUPERSCRIPT) if is_mark else line.text
            found[-1] = replace(
                before, text=f"{before.text}{gap}{words}", right=line.right, is_hyphenated=line.is_hyphenated
            )
        else:
            found.append(line)
    return found


def _without_margins(pages: Sequence[list[Line]]) -> tuple[list[Line], list[list[Line]]]:
    """The running heads that the first page bears, and the pages without what runs through them."""
    repeated = _repeated(pages)
    heads: list[Line] = []
    kept: list[list[Line]] = []
    for number, lines in enumerate(pages):

        def is_running(line: Line, number: int = number) -> bool:
            return _is_running(line, repeated, number, len(pages))

        # From the edge up to the first line that is the page's own.
        above = list(takewhile(is_running, _edge(lines, is_head=True)))
        below = list(takewhile(is_running, _edge(lines, is_head=False)))
        if number == 0:
            heads = [line for line in above if line not in below and not _PAGE_NUMBER.match(_pattern(line))]
        running = {id(line) for line in (*above, *below)}
        kept.append([line for line in lines if id(line) not in running])
    return (heads, kept) if any(kept) else ([], list(pages))


def _edge(lines: Iterable[Line], *, is_head: bool) -> list[Line]:
    return sorted(lines, key=lambda line: line.y, reverse=is_head)[:_ZONE]


def _pattern(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _repeated(pages: Sequence[list[Line]]) -> dict[str, list[float]]:
    """What stands at the edges of several pages: its places in order, a digit being like another."""
    places: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for line in {id(line): line for is_head in (True, False) for line in _edge(lines, is_head=is_head)}.values():
            places[_pattern(line)].append((line.y, number))
    found: dict[str, list[float]] = defaultdict(list)
    for pattern, every in places.items():
        for (y, page), (above, other) in pairwise(sorted(every)):
            if page != other and above - y <= _SAME_PLACE:
                found[pattern] += (y, above)
    return found


def _is_running(line: Line, repeated: dict[str, list[float]], number: int, pages: int) -> bool:
    pattern = _pattern(line)
    places = repeated.get(pattern, [])
    nearest = bisect_left(places, line.y)
    if any(abs(line.y - y) <= _SAME_PLACE for y in places[max(0, nearest - 1) : nearest + 1]):
        return True
    # A single page may bear its number, too.
    return pages == 1 and _PAGE_NUMBER.match(pattern) is not None and _DIGITS.findall(line.text) == [str(number + 1)]


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size in which most is written."""
    written: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            written[round(line.size, 1)] += len(line.text)
    return max(written, key=lambda size: (written[size], size), default=0.0)


def _notes_begin(lines: Sequence[Line], body: float) -> int:
    """The index of the first footnote of a page; its number of lines where there is none."""
    first = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        if lines[index].size >= _SMALLER * body:
            break
        if _NOTE.match(lines[index].text):
            first = index
    return first if first else len(lines)


def _paragraphs(flow: Sequence[Line], notes: Sequence[Sequence[Line]], words: "_Words") -> Iterator[str]:
    """Blocks in order; the notes of a page after the block in which its text ends."""
    waiting = 0
    for block in _blocks(flow, words):
        for page in range(waiting, block.page):
            yield from (note.text for note in _blocks(notes[page], words))
        waiting = max(waiting, block.page)
        yield block.text
    for page in range(waiting, len(notes)):
        yield from (note.text for note in _blocks(notes[page], words))


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph and the page on which it begins."""

    text: str
    page: int


def _blocks(lines: Sequence[Line], words: "_Words") -> Iterator[_Block]:
    """Lines between which no paragraph ends, put together."""
    margins = _Margins(lines)
    block: list[Line] = []
    for line in lines:
        if block and margins.ends_paragraph(block[-1], line):
            yield _Block(_joined(block, margins, words), block[0].page)
            block = []
        block.append(line)
    if block:
        yield _Block(_joined(block, margins, words), block[0].page)


class _Margins:
    """Where the lines of each column end, and how far apart lines usually stand."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._right: dict[int, float] = {}
        column: list[Line] = []
        distances: list[float] = []
        for line in lines:
            if column and _is_elsewhere(column[-1], line):
                self._measure(column)
                column = []
            if column and _are_alike(column[-1], line):
                distances.append(column[-1].y - line.y)
            column.append(line)
        self._measure(column)
        self._usual = median(distances) if distances else 0.0

    def _measure(self, column: Sequence[Line]) -> None:
        """Nearly the rightmost end is the margin: a title may be wider than the columns below it."""
        ends = sorted(line.right for line in column)
        self._right |= dict.fromkeys(map(id, column), ends[ceil(_NEARLY_ALL * (len(ends) - 1))] if ends else 0.0)

    def ends_paragraph(self, before: Line, line: Line) -> bool:
        """Whether a new paragraph begins with `line`."""
        if before.is_hyphenated:
            return False
        if not _are_alike(before, line) or _ITEM.match(line.text):
            return True
        if _is_elsewhere(before, line):
            return _SENTENCE_END.search(before.text) is not None or not self.is_full(before, line)
        if before.y - line.y > _WIDER * self._usual:
            return True
        is_set_in = line.left > before.left + _INDENT * line.size
        return is_set_in and not _ITEM.match(before.text) and not _are_centred(before, line)

    def is_full(self, before: Line, line: Line) -> bool:
        """Whether the first word of the next line would not have fitted behind the line before, no row of a table."""
        if "\t" in before.text or "\t" in line.text:
            return False
        word = line.text.split(maxsplit=1)[0]
        width = _ROOM * (line.right - line.left) * (len(word) + 1) / len(line.text)
        return before.right + width > self._right[id(before)]


def _is_elsewhere(before: Line, line: Line) -> bool:
    """Whether a line stands on another page or in another column."""
    return before.page != line.page or line.y >= before.y


def _are_alike(before: Line, line: Line) -> bool:
    return abs(before.size - line.size) <= _OTHER_SIZE * max(before.size, line.size)


def _are_centred(before: Line, line: Line) -> bool:
    return abs((before.left + before.right) - (line.left + line.right)) < line.size


class _Words:
    """The words of a document, by which a hyphen at the end of a line is told from one inside a word."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._written = {word.casefold() for text in texts for word in _WORD.findall(text)}

    def joined(self, before: str, after: str) -> str:
        """Two parts of a word that a line end parts, with the hyphen where it belongs to the word.

        As the document writes the word elsewhere; else it stays before a capital and beside a digit.
        """
        last, first = _LAST_PART.search(before), _WORD.match(after)
        if last is None or first is None:
            return f"{before}-{after}"
        whole, parts = f"{last[0]}{first[0]}".casefold(), f"{last[0]}-{first[0]}".casefold()
        if whole not in self._written and (parts in self._written or not _is_inside(last[0], first[0])):
            return f"{before}-{after}"
        return before + after


def _is_inside(last: str, first: str) -> bool:
    """Whether a hyphen between two parts can have been put into one word."""
    return first[0].islower() and not last[-1].isdigit() and not (len(last) > 1 and last.isupper())


def _joined(block: Sequence[Line], margins: _Margins, words: _Words) -> str:
    """The text of a block."""
    text = block[0].text
    for before, line in pairwise(block):
        if before.is_hyphenated:
            text = words.joined(text, line.text)
        elif margins.is_full(before, line):
            text = f"{text} {line.text}"
        else:
            text = f"{text}\n{line.text}"
    return text
