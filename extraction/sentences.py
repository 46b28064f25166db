"""Blocks and sentences, by generic rules; where they fail, the boundary is corrected in data.

Blocks: a line break ends a block, unless it is a *soft* one, which typesetting put inside a sentence.
In a document of wrapped lines (few lines end like a sentence, none is long) a break is hard only after a line that is
much shorter than the rest, at a gap wider than the usual one, or before a numbered or lettered list item; in other
documents it is soft where the next line goes on in lower case or the line before ends with a comma, and no blank line
stands between.

Sentences: a block is cut after `.`, `!`, `?` or `…` and any closing marks, before a space and the start of a new
sentence, but not after an initial, a list number or an abbreviation of the language's lexicon.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median

from extraction.lexicon import lexicon
from extraction.text import Span, fold

_LINE = re.compile(r"[^\r\n]+")
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'»”’)\]*]*+(?=\s)")
_OPENING = re.compile(r"[\s\"'«“„‘(\[*–—-]*")
_LAST_WORD = re.compile(r"[\w.\-]*\Z")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]*]*\Z")
_LIST_ITEM = re.compile(r"(?:[-–—•*]|\(?\d{1,3}[.)]|\(?\w\))\s")

_ENUMERATED = re.compile(r"\(?\d{1,3}[.)]\s|\(?\w\)\s")
"""A list item for certain; a dash may go on a sentence."""

_LONG_LINE = 110
"""Code points: no page of text is wrapped wider than this (a book's line has about 70)."""

_SHORT = 0.6
"""A line shorter than this part of the widest one ends its paragraph."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or list item."""

    span: Span
    is_heading: bool


@cache
def abbreviations(language: str) -> frozenset[str]:
    """The words of a language's lexicon after which a full stop ends no sentence, in lower case, without that stop."""
    return frozenset(word.lower() for word in lexicon(language, "sentences")["abbreviations"])


def blocks(text: str) -> list[Span]:
    """Paragraphs, headings and list items, in order, without the white space around them."""
    lines = [_trimmed(text, match) for match in _LINE.finditer(text) if not match.group().isspace()]
    if not lines:
        return []
    gaps = [text.count("\n", before.end, after.start) for before, after in pairwise(lines)]
    lengths = [line.end - line.start for line in lines]
    wrapped = _is_wrapped(text, lines)
    usual_gap = median(gaps) if gaps else 1
    width = max(lengths)
    found = [lines[0]]
    for index, gap in enumerate(gaps):
        before, after = lines[index], lines[index + 1]
        if wrapped:
            soft = gap <= usual_gap and lengths[index] >= _SHORT * width and not _ENUMERATED.match(text, after.start)
        else:
            soft = gap == 1 and _goes_on(text[before.start : before.end], text[after.start : after.end])
        if soft:
            found[-1] = Span(found[-1].start, after.end)
        else:
            found.append(after)
    return found


def sentences(text: str, language: str) -> list[Sentence]:
    """Every sentence of a text, in order; together they hold every character that is not white space."""
    found: list[Sentence] = []
    spans = blocks(text)
    for index, block in enumerate(spans):
        if _is_heading(text, block, spans[index + 1] if index + 1 < len(spans) else None):
            found.append(Sentence(block, is_heading=True))
        else:
            found += [Sentence(span, is_heading=False) for span in split(text, block, language)]
    return found


def sections(text: str, parts: list[Sentence]) -> list[str]:
    """For each sentence the heading it stands under, white space folded; "" before the first, a heading its own."""
    section = ""
    found = []
    for part in parts:
        if part.is_heading:
            section = fold(text[part.span.start : part.span.end])
        found.append(section)
    return found


def split(text: str, block: Span, language: str) -> list[Span]:
    """The sentences of one block."""
    known = abbreviations(language)
    spans: list[Span] = []
    start = block.start
    for end in _END.finditer(text, block.start, block.end):
        follows = _OPENING.match(text, end.end(), block.end)
        next_start = follows.end() if follows else block.end
        if next_start >= block.end:
            break
        following = text[next_start]
        if following.islower() or _is_abbreviated(text[max(start, end.start() - 40) : end.start()], start, end, known):
            continue
        spans.append(Span(start, end.end()))
        start = end.end()
        while text[start].isspace():
            start += 1
    spans.append(Span(start, block.end))
    return spans


def _trimmed(text: str, line: re.Match[str]) -> Span:
    content = line.group()
    start = line.start() + len(content) - len(content.lstrip())
    return Span(start, start + len(content.strip()))


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    if len(lines) < 5 or max(line.end - line.start for line in lines) > _LONG_LINE:
        return False
    ended = sum(1 for line in lines if _SENTENCE_END.search(text[line.start : line.end]))
    return ended < len(lines) / 2


def _goes_on(before: str, after: str) -> bool:
    if _LIST_ITEM.match(after):
        return False
    return before.endswith(",") or (after[0].islower() and not _SENTENCE_END.search(before))


def _is_heading(text: str, block: Span, following: Span | None) -> bool:
    words = text[block.start : block.end]
    if len(words) > 200 or following is None or _SENTENCE_END.search(words) or words.endswith(",") or "\t" in words:
        return False  # a tab stands between the cells of a table's row
    return words[0].isupper() and not _LIST_ITEM.match(words)


def _is_abbreviated(before: str, start: int, end: re.Match[str], known: frozenset[str]) -> bool:
    if not end.group().startswith(".") or len(end.group()) > 1:
        return False
    found = _LAST_WORD.search(before)
    word = found.group() if found else ""
    is_initial = len(word.rsplit(".", 1)[-1].rsplit("-", 1)[-1]) == 1 and word[-1:].isupper()
    is_list_number = word.isdigit() and end.start() - start == len(word)
    return is_initial or is_list_number or word.lower() in known
