"""Sentences as the rules of counts, figures, events and citations read them: their words, what these tell, and quotes.

What words tell stands in the lexicon of a language, a file a family of rules: subject → code → phrases
(extraction/phrases.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from extraction.lexicon import lexicon
from extraction.mentions import Kind, Mention
from extraction.phrases import Phrases
from extraction.sentences import Sentence
from extraction.text import Span, fold
from extraction.tokens import Keys, Tokens, stretches
from scripts.propose.proposals import Proposals, Record
from scripts.propose.reading import Reading
from scripts.propose.slugs import free
from validation.cues import CueList, cue_lists

KEYS = Keys()

_WITHIN = frozenset({" ", "-", " «", "» ", "«", "»", " (", "'", "' ", "/"})
"""Gaps that a phrase goes on over."""

_FARTHEST = 9
"""Words by which a quote is widened to the end of its phrase."""

_LONGEST_DESCRIPTION = 90
"""Code points of a description that is taken from the words."""

_PAUSES = " ,;:."
_LONGEST = 5_000
"""Code points of a sentence that is read: what is longer is none, and its numbers are left to a person."""


@dataclass(frozen=True, slots=True)
class Told:
    """Words that tell a code of a subject; `first` and `last` count the words of the passage."""

    code: str
    span: Span
    first: int
    last: int


_NO_SUBJECT = "sets"


@cache
def phrases(language: str, family: str) -> Phrases[tuple[str, str]]:
    """The phrases of a family's subjects, each with its subject and code."""
    words = lexicon(language, family)
    listed = [
        (written, (subject, code))
        for subject, codes in words.items()
        if subject != _NO_SUBJECT
        for code, all_written in codes.items()
        for written in all_written
    ]
    return Phrases(listed, KEYS, words.get(_NO_SUBJECT, {}))


@cache
def cue_list(table: str, column: str) -> CueList | None:
    """The words that speak of the codes of a column, if there is a list of them."""
    return next((one for one in cue_lists() if one.table == table and one.column == column), None)


@dataclass
class Passage:
    """A sentence with its words and mentions."""

    reading: Reading
    sentence: Sentence
    number: int
    family: str
    _told: dict[str, dict[str, list[Told]]] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        return self.sentence.span

    @property
    def language(self) -> str:
        return self.reading.language

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.reading.words(self.span)

    @cached_property
    def tokens(self) -> Tokens:
        """The words and the gaps between them."""
        return next(iter(stretches(self.reading.text, [self.span])))

    @cached_property
    def keys(self) -> list[str]:
        return [KEYS[word] for word in self.tokens.words]

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(self.reading.within(self.span))

    def of(self, *kinds: Kind) -> Iterator[Mention]:
        """The mentions of some kinds."""
        return (mention for mention in self.mentions if mention.kind in kinds)

    def told(self, subject: str, within: Span | None = None, family: str = "") -> tuple[Told, ...]:
        """What the words tell of a subject, in order."""
        name = family or self.family
        if name not in self._told:
            self._told[name] = self._find(name)
        found = tuple(self._told[name][subject])
        if within is None:
            return found
        return tuple(told for told in found if within.start <= told.span.start and told.span.end <= within.end)

    def tells(self, subject: str, within: Span | None = None) -> bool:
        """Whether any word tells of a subject."""
        return bool(self.told(subject, within))

    def _find(self, family: str) -> dict[str, list[Told]]:
        """What the words tell of each subject of a family; at each word the first phrase of a subject that fits."""
        listed = phrases(self.language, family)
        words, gaps, starts = self.tokens.words, self.tokens.gaps, self.tokens.starts
        found: dict[str, list[Told]] = {subject: [] for subject in lexicon(self.language, family)}
        for first in range(len(words)):
            told: set[str] = set()
            for phrase, (subject, code) in listed.at(words, first):
                if subject in told:
                    continue
                last = phrase.last(words, gaps, KEYS, first)
                if last >= 0:
                    told.add(subject)
                    span = Span(starts[first], starts[last] + len(words[last]))
                    found[subject].append(Told(code, span, first, last))
        return found

    def index(self, position: int) -> int:
        """The word that begins at or before a position."""
        return self.tokens.index_at(position)

    def word(self, index: int) -> str:
        """A word as lexicons list it, "" outside the sentence."""
        return self.keys[index] if 0 <= index < len(self.keys) else ""

    def gap(self, index: int) -> str:
        """What stands behind a word."""
        return self.tokens.gaps[index] if 0 <= index < len(self.tokens.gaps) else "\n"

    def between(self, start: int, end: int) -> str:
        """The words between two positions."""
        return self.reading.text[start:end]

    @cached_property
    def _cuts(self) -> list[int]:
        """Where clauses begin."""
        openers = {told.first for told in self.told("openers", family="counted")}
        cuts = [self.span.start]
        for index, gap in enumerate(self.tokens.gaps[:-1]):
            follows = index + 1
            is_pause = any(mark in gap for mark in ",–:") and follows in openers
            if ";" in gap or "\n" in gap or is_pause:
                cuts.append(self.tokens.starts[follows])
        return cuts

    def clause(self, position: int) -> Span:
        """The clause that holds a position; only semicolons and words that open a clause after a pause part clauses."""
        starts = [cut for cut in self._cuts if cut <= position]
        ends = [cut for cut in self._cuts if cut > position]
        start = starts[-1] if starts else self.span.start
        return Span(start, self.tokens.end(self.index(ends[0]) - 1) if ends else self.span.end)

    def quote(self, *grounds: Span) -> Span:
        """The narrowest natural words that hold some spans: from the first to the end of the last one's phrase."""
        start = min(span.start for span in grounds)
        end = max(span.end for span in grounds)
        return Span(self._begun(start), self.ended(end))

    def _begun(self, start: int) -> int:
        """The beginning of what qualifies the word at a position."""
        first = index = self.index(start)
        if self.tokens.starts[index] != start:
            return start
        before = {told.last: told.first for told in self.told("qualifiers", family="counted")}
        while index - 1 in before and self.gap(index - 1) in (" ", "-", ", "):
            index = before[index - 1]
            first = index
        return self.tokens.starts[first]

    def ended(self, end: int) -> int:
        """The end of the phrase that the words before a position belong to."""
        index = last = self.index(end - 1)
        if self.gap(index).startswith((")", "»)")) and "(" in self.between(self.span.start, end):
            opened = self.between(self.span.start, end)
            if opened.count("(") > opened.count(")"):
                closed = self.reading.text.find(")", end, self.span.end)
                return end if closed < 0 else closed + 1
        stops = {told.first for told in self.told("stops", family="counted")}
        numbers = {self.index(mention.start) for mention in self.of("count", "percent", "date")}
        for _ in range(_FARTHEST):
            following = index + 1
            if self.gap(index) not in _WITHIN or following >= len(self.keys) or following in stops:
                break
            if following in numbers:
                return self._without_link(last, end)
            index = last = following
        else:
            return end
        return max(end, self._closed(self._without_link(last, end)))

    def _closed(self, end: int) -> int:
        """A position, or that behind the mark that closes what was opened before it."""
        text = self.reading.text
        opened = self.between(self.span.start, end)
        for opening, closing in ("()", "«»", "“”"):
            if opened.count(opening) > opened.count(closing) and text[end : end + 1] == closing:
                return end + 1
        return end

    def _without_link(self, last: int, end: int) -> int:
        """The end of a word, or of the last one before it that leaves no phrase open."""
        links = {told.first for told in self.told("links", family="counted")}
        while last in links:
            last -= 1
        return max(end, self.tokens.end(last))

    def nearest(self, found: tuple[Told, ...], position: int) -> Told | None:
        """The words nearest to a position."""
        return min(found, key=lambda told: _distance(told.span, position), default=None)


def _distance(span: Span, position: int) -> int:
    return span.start - position if span.start >= position else max(position - span.end, 0)


def passages(reading: Reading, family: str) -> Iterator[Passage]:
    """Every sentence that is no longer than one can be, with the words of a family of rules."""
    for number, sentence in enumerate(reading.sentences):
        if sentence.span.end - sentence.span.start <= _LONGEST:
            yield Passage(reading, sentence, number, family)


class Ids:
    """Local ids: readable, and unique in a table of the document."""

    def __init__(self, found: Proposals, table: str) -> None:
        self._taken = {record.key for record in found.of(table)}

    def make(self, *parts: str) -> str:
        """An id of some words, numbered where another record has it."""
        base = "-".join(part.replace("_", "-") for part in parts if part)[:60].strip("-")
        key = free(base, self._taken)
        self._taken.add(key)
        return key


def supported(passage: Passage, record: Record, kept: tuple[str, ...] = ()) -> Record:
    """A record whose codes are those that its words speak of (validation/cues.yaml).

    The quote is widened to the nearest words of the clause, or else of the sentence, that speak of a code. A code of
    which none speak is left out; only those of the `kept` columns stay, for a person to say why.
    """
    cells, span = dict(record.cells), record.span
    for column, code in record.cells.items():
        cues = cue_list(record.table, column)
        if cues is None or cues.is_open or not {"quote", "record"} & set(cues.words_in) or code not in cues.codes:
            continue
        words = cues.codes[code].get(passage.language)
        near = _nearest_words(passage, words, span) if words else None
        if near is not None:
            span = Span(min(span.start, near.start), max(span.end, near.end))
        elif column not in kept:
            del cells[column]
    return replace(record, cells=cells, span=span)


def _nearest_words(passage: Passage, words: re.Pattern[str], span: Span) -> Span | None:
    """The words of a pattern in a span, else those of the sentence that are nearest to it, its clause first."""
    text = passage.reading.text.replace("ё", "е")
    if words.search(text, span.start, span.end):
        return span
    for place in (passage.clause(span.start), passage.span):
        found = [Span(*match.span()) for match in words.finditer(text, place.start, place.end)]
        if found:
            return min(found, key=lambda one: max(one.start - span.end, span.start - one.end))
    return None


def described_in(passage: Passage, span: Span) -> dict[str, str]:
    """What happened or is counted, in a document's own English words, cut after a word; else a person writes it."""
    if passage.language != "en":
        return {}
    text = fold(passage.reading.words(span)).strip(_PAUSES)
    short = text if len(text) <= _LONGEST_DESCRIPTION else text[:_LONGEST_DESCRIPTION].rsplit(" ", 1)[0]
    return {"description_en": short.rstrip(_PAUSES)}


class Seen:
    """What records of a document say, so that nothing is proposed twice."""

    def __init__(self) -> None:
        self._said: set[frozenset[tuple[str, str]]] = set()

    def has(self, record: Record) -> bool:
        """Whether an earlier record said the same; what this one says is then known, too."""
        said = frozenset(record.cells.items())
        is_known = said in self._said
        self._said.add(said)
        return is_known
