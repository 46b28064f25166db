"""What a document says of itself above its text: number, day, title and who wrote it, by its layout and few words.

Only lines that stand by themselves count, so that nothing is taken from a sentence: a number, a day with a place or an
hour, a name. Where two lines say different things, none is believed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extraction.files.letters import CAPITAL, SMALL
from extraction.lexicon import languages, lexicon
from extraction.mentions import Mention
from extraction.reader import Reader, reader
from extraction.sentences import blocks
from extraction.text import Span, fold

_LENGTH = 4000
"""Code points in which a head ends."""

_LONG = 200
"""A block that is longer and ends like a sentence is a paragraph."""

_LONGEST = 300
"""Code points of a heading."""

_SENTENCE = 120
"""Code points of a sentence that serves as a heading."""

_BEGINNING = 120
"""Code points at the beginning of a block in which a day of publication stands."""

_YEAR = re.compile(r"\d{4}")
_SYMBOL = re.compile(
    r"""(?=[^\s]*\d)                                  # a digit somewhere
        [^\W\d_][\w.()-]*(?:/[\w.()-]+)+              # PC.DEL/663/19, A/RES/70/1
        | (?=[^\s]*\d)[^\W\d_]+(?:-[^\W\d_]+)*\(\d{4}\)\d+(?:-\d+)?   # CDL-AD(2019)017""",
    re.VERBOSE,
)
_CELLS = re.compile(r"\t|\s{2,}")
_MARKS = "*_#= "
"""Around a heading where text is marked up."""

_PLACE = re.compile(rf"(?:[^\W\d_]{{1,4}}\.\s*)?(?:[^\W\d_{SMALL}][\w’'.-]*\s*){{1,4}}(?:\([^()]*\)\s*)?")
_TOWN = re.compile(rf"[^\W\d_{CAPITAL}]{{1,4}}\.\s*[{CAPITAL}]")
_NUMBERED = re.compile(rf"[\dIVXLC./]+\.\s+[^\W\d_{SMALL}]")
_BETWEEN = re.compile(r"[\s,;:|/–—()\-.]*")
_DASH = re.compile(r"\s*[–—-]+\s")
_STOP = re.compile(rf"\.\s+(?=[^\W\d_{SMALL}/])|\.\s+(?=/)")
_SENTENCE_END = re.compile(r"[.!?…;:][\"'»”’)\]]*\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_EITHER_ORDER = re.compile(r"(\d\d?)[/.](\d\d?)[/.]\d{2,4}\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """What a document's first lines say; None where they do not."""

    title: str | None = None
    published_on: str | None = None
    publisher: str | None = None
    author: str | None = None
    symbol: str | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """A line or paragraph: its words, its place, and whether the one before it stands close above."""

    words: str
    span: Span
    is_close: bool

    @property
    def is_heading(self) -> bool:
        """Whether it is written as a heading: short, and no sentence."""
        words = self.words
        if len(words) > _LONGEST or _SENTENCE_END.search(words) or words.endswith(","):
            return False
        return words[:1].isupper() or _NUMBERED.match(words) is not None

    @property
    def symbol(self) -> str | None:
        """A document number that stands in it, or in a column of it, alone or behind a label."""
        for cell in _CELLS.split(self.words):
            number = cell.rpartition(": ")[2].strip()
            if _SYMBOL.fullmatch(number) and number.upper() == number:
                return number
        return None

    @property
    def says_language(self) -> bool:
        """Whether it is the line of a letterhead that names the text's language."""
        words = re.findall(r"\w+", self.words.casefold())
        return bool(words) and all(word in _words("languages") for word in words)


def read_head(text: str, language: str | None) -> Head:
    """What the first lines of a text say of it.

    Args:
        text: a document's, as `OpenedFile.text`.
        language: as `language_of` tells; days and persons are read in languages that the lexicon has.
    """
    beginning = text[:_LENGTH]
    found = list(_blocks(beginning))
    days = _days(beginning, found, language) if language else {}
    above = [block for block in found[: _body(found)] if block.span not in days]
    symbols = [block.symbol for block in above if block.symbol]
    names = {block.span: name for block in above if language and (name := _byline(block.words, language))}
    headings = [
        block
        for block in above
        if block.is_heading and block.span not in names and not block.symbol and not block.says_language
    ]
    issuers = [block for block in headings if language and _is_organization(block.words, language)]
    speakers = [name for block in headings if language and (name := _speaker(block.words, language))]
    titles = [block for block in headings if block not in issuers]
    return Head(
        title=_title(found, titles, has_letterhead=bool(symbols or issuers)),
        published_on=_one(_best(days.values())),
        publisher=_one(block.words for block in issuers),
        author=_one(names.values()) or _one(speakers),
        symbol=symbols[0] if symbols else None,
    )


def _blocks(text: str) -> Iterator[_Block]:
    spans = [part for span in blocks(text) for part in _without_town(text, span)]
    close = [False, *(text.count("\n", one.end, other.start) == 1 for one, other in pairwise(spans))]
    for span, is_close in zip(spans, close, strict=False):
        yield _Block(text[span.start : span.end].strip(_MARKS), span, is_close)


def _without_town(text: str, span: Span) -> list[Span]:
    """A block, its last line apart where that begins with a short word for a town ("г. Ташкент, 10 июля")."""
    last = text.rfind("\n", span.start, span.end) + 1
    return [Span(span.start, last - 1), Span(last, span.end)] if last and _TOWN.match(text, last) else [span]


def _body(found: Sequence[_Block]) -> int:
    """The index of the first paragraph or salutation behind a heading; a notice may stand before every heading."""
    has_heading = False
    for index, block in enumerate(found):
        if block.symbol or block.says_language:
            continue
        is_salutation = len(block.words) < _LONG / 3 and block.words.endswith((",", "!"))
        if has_heading and not block.is_heading and (len(block.words) > _LONG or is_salutation):
            return index
        has_heading = has_heading or block.is_heading
    return len(found)


def _title(found: Sequence[_Block], headings: Sequence[_Block], *, has_letterhead: bool) -> str | None:
    """The first heading; the last one above the text where a letterhead stands before it.

    A heading of one word goes on in the line below. A document may also begin with a short sentence that stands alone.
    """
    if has_letterhead:
        long = [block for block in headings if " " in block.words]
        return fold((long or headings)[-1].words) if headings else None
    if headings:
        first = headings[0]
        below = next((block for block in headings[1:2] if block.is_close and " " not in first.words), None)
        return fold(f"{first.words} {below.words}" if below else first.words)
    if len(found) > 1 and not found[1].is_close and len(found[0].words) <= _SENTENCE and found[0].words[:1].isupper():
        return fold(found[0].words)
    return None


_LABELLED, _PLACED, _ALONE = range(3)
"""How certain a day is the one of publication: a word says so, a place or an hour stands with it, it stands alone."""


@dataclass(frozen=True, slots=True)
class _Day:
    value: str
    certainty: int


def _days(text: str, found: Sequence[_Block], language: str) -> dict[Span, _Day]:
    """Days that stand in a line by themselves, or with a place at the beginning of a paragraph."""
    days: dict[Span, _Day] = {}
    for index, block in enumerate(found):
        line = text[block.span.start : min(block.span.end, block.span.start + _BEGINNING)]
        if not _YEAR.search(line):
            continue
        inside = [one for one in _reader(language, "dates").read(line) if one.kind in ("date", "time")]
        dates = [one for one in inside if one.kind == "date"]
        if not dates or not _is_certain(dates[0], line):
            continue
        before = line[: dates[0].start].strip(_MARKS)
        certainty = _certainty(before, has_time=len(inside) > len(dates))
        is_dateline = certainty == _PLACED and bool(before) and _goes_on(before, line, dates[0].end)
        if certainty is None or not (is_dateline or (len(dates) == 1 and _is_alone(line, inside))):
            continue
        if certainty == _ALONE and block.is_close and not _may_precede(found[index - 1], days):
            # The last line of a title may be the day of what it speaks of.
            continue
        days[block.span] = _Day(dates[0].value, certainty)
    return days


def _is_certain(date: Mention, text: str) -> bool:
    """Whether it is a day with its year, and its number cannot be the month."""
    written = text[date.start : date.end]
    if not _DAY.match(date.value) or date.value[:4] not in written:
        return False
    numbers = _EITHER_ORDER.match(written)
    is_point = "." in written
    return numbers is None or is_point or int(numbers[1]) > 12 or int(numbers[2]) > 12 or numbers[1] == numbers[2]


def _certainty(before: str, *, has_time: bool) -> int | None:
    """What the words before a day make of it; None where they are part of a sentence."""
    label = fold(before).casefold().rstrip(" :")
    if label in _words("published"):
        return _LABELLED
    if _PLACE.fullmatch(before.rstrip(" ,")):
        return _PLACED
    if _BETWEEN.fullmatch(before):
        return _PLACED if has_time else _ALONE
    return None


def _is_alone(line: str, inside: Sequence[Mention]) -> bool:
    """Whether nothing but other parts of the date stands behind the first one."""
    at = inside[0].start
    for mention in inside:
        if not _BETWEEN.fullmatch(line[at : mention.start]):
            return False
        at = mention.end
    return len(line) < _BEGINNING and _BETWEEN.fullmatch(line[at:].strip(_MARKS)) is not None


def _goes_on(place: str, text: str, at: int) -> bool:
    """Whether a paragraph goes on behind place and day as agencies write: behind a dash, or PLACE, day and a stop."""
    return _DASH.match(text, at) is not None or (place.isupper() and _STOP.match(text, at) is not None)


def _may_precede(block: _Block, days: dict[Span, _Day]) -> bool:
    """Whether a line close above a day is no title that it ends."""
    is_short = len(block.words.split()) <= 2
    return block.span in days or is_short or block.symbol is not None or block.says_language or ":" in block.words


def _best(days: Iterable[_Day]) -> list[str]:
    """The days that are most certain."""
    every = list(days)
    least = min((day.certainty for day in every), default=0)
    return [day.value for day in every if day.certainty == least]


def _byline(words: str, language: str) -> str | None:
    """The name in a line that holds nothing else, or a word for its author before it."""
    name = words
    for label in sorted(_words("written_by"), key=len, reverse=True):
        if words.casefold().startswith((f"{label} ", f"{label}:")):
            name = words[len(label) :].lstrip(": ")
            break
    if not 1 < len(name.split()) <= 6 or not all(word[0].isupper() for word in name.split()):
        return None
    return (
        name
        if name != words or any(one.start == 0 and one.end == len(name) for one in _persons(name, language))
        else None
    )


def _speaker(words: str, language: str) -> str | None:
    """The person whose statement or speech a heading announces."""
    lower = words.casefold()
    spoken = next((match for match in re.finditer(r"\w+", lower) if match[0] in _words("spoken")), None)
    if spoken is None or lower[: spoken.start()].count(" ") > 2:
        return None
    persons = [one for one in _persons(words, language) if one.start >= spoken.end()]
    if not persons:
        return None
    between = re.findall(r"\w+", lower[spoken.end() : persons[0].start])
    links = lexicon(language, "documents")["spoken_by"]
    if (links and between[:1] and between[0] not in links) or any(word in _words("subject") for word in between):
        return None
    return persons[0].value


def _is_organization(words: str, language: str) -> bool:
    """Whether a heading is the name of one organization, as in a letterhead."""
    return any(
        one.kind == "organization" and one.start == 0 and one.end == len(words)
        for one in _reader(language, "organizations").read(words)
    )


def _persons(words: str, language: str) -> list[Mention]:
    return [one for one in _reader(language, "persons").read(words) if one.kind == "person"]


def _one(values: Iterable[str]) -> str | None:
    """The value, where there is one."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


@cache
def _reader(language: str, matcher: str) -> Reader:
    return reader(language, (matcher,))


@cache
def _words(subject: str) -> frozenset[str]:
    """Words of all languages: a text may say of itself in another one what it is."""
    return frozenset(word for language in languages() for word in lexicon(language, "documents")[subject])
