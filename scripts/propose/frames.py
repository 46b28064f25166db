"""Reporting words in their sentences: who is named beside them, and where that stands which they report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extraction.lexicon import lexicon
from extraction.mentions import Attribution, Mention, Name
from extraction.sentences import Sentence
from extraction.text import Span, fold
from scripts.propose.reading import Reading
from scripts.propose.wordings import Finder, Wordings

_THAT = 90
"""Code points from the reporting words within which "that" may stand: "told the journalists in the capital that"."""
_FAR = 400
"""Code points before a verb within which its subject stands."""
_LEAST = 12
"""Code points before a verb that hold a clause at least."""
_LONG = 60
"""Code points after a verb at the end of a sentence that are no clause of their own: "said on Monday in Astana"."""
_QUOTED_WORDS = 5
"""Words that a quotation has at least if it holds a clause; fewer are a name or a word that is pointed at."""
_QUOTATION = re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»?|“[^“”]*”?|„[^„“”]*[“”]|\"[^\"\n]+\"")
_CLOSED = re.compile(r"[,»”\"—–][\s—–-]*(?:[\w’'().-]+\s+){0,8}\Z")
"""What is reported ends, and up to eight words of an office stand before the name or verb."""
_WORD = re.compile(r"\w+")
_PARTING = re.compile(r"[;:!?»”\n]")
_ADVERBS = re.compile(r"(?:\s*\([^()]*\))?(?:\s+[\w-]+){0,2}\s*\Z")
"""What may stand between a subject and its verb: an abbreviation in brackets, an adverb or auxiliary."""
ASIDE = re.compile(r"(?:\s*\([^()]*\))?,\s[^;:!?«»“”\"\n]+,(?:\s+[\w-]+){0,2}\s*\Z")
"""The same, with an apposition or a relative clause between commas."""
_OF_BODY = re.compile(r"(?:['’]s?)?\s+(?:\w+\s+)?")
"""What stands between a body and its finding."""
_GOES_ON = re.compile(r",\s(?:but|and|although|though|yet|но|а|и|хотя|однако)\s")
"""Begins a clause with which a speaker goes on behind the verb: "calm, he said, but …"."""
_OPENS = 8
"""Words that may stand before a subject which an aside parts from its verb."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Reporting words, with the speaker beside them; `content` are the stretches of the sentence that they report."""

    words: Span
    content: tuple[Span, ...]
    attribution: Attribution
    is_clause: bool
    """Whether a verb reports a clause, so that the sentences after it may go on with it."""
    is_after: bool
    """Whether it stands after what it reports."""
    is_judging: bool = False
    """Whether its verb judges by itself: "praised"."""
    is_phrase: bool = False
    """Whether it is a phrase beside the speaker: "according to"."""
    is_taken_up: bool = False
    """Whether it is a finding of others that somebody takes up: "we share the mission's concern that"."""


@cache
def _kinds(language: str) -> Finder:
    listed = lexicon(language, "attributions")
    return Finder({kind: listed[kind] for kind in ("phrases", "saying")})


def _is(kind: str, reading: Reading, one: Attribution) -> bool:
    """Whether reporting words are phrases ("according to"), or verbs that report by themselves ("said")."""
    return _kinds(reading.language).find(reading.text[one.start : one.end]).has(Span(0, one.end - one.start), kind)


def quotations(text: str, block: Span) -> list[Span]:
    """The quotations of a block that hold a clause, without their marks."""
    found = []
    for match in _QUOTATION.finditer(text, block.start, block.end):
        words = match.group().strip('«»“”„"')
        if len(_WORD.findall(words)) >= _QUOTED_WORDS:
            start = match.start() + match.group().find(words[:1])
            found.append(Span(start, start + len(words)))
    return found


def frames(reading: Reading, words: Wordings, sentence: Sentence) -> list[Frame]:
    """The reporting words of a sentence, in order; `words` are the wordings of `voices.yaml` in the document.

    A verb that judges by itself ("praised") is one where its subject is named.
    """
    span = sentence.span
    read = [one for one in reading.within(span, "attribution") if isinstance(one, Attribution)]
    listed = [_of_subject(reading, span, _of_pronoun(reading, words, one)) for one in read]
    judging = list(_judging(reading, words, span, listed))
    listed = [one for one in listed if not any(_holds(other, one) for other in judging)]
    both = sorted((*listed, *judging), key=lambda one: one.start)
    places: list[Span] = []
    for one in both:
        place = _place(reading, one, span)
        places.append(place if not places or place.start >= places[-1].end else Span(one.start, place.end))
    found: list[Frame] = []
    for index, (one, place) in enumerate(zip(both, places, strict=True)):
        low = places[index - 1].end if index else span.start
        high = max(places[index + 1].start if index + 1 < len(places) else span.end, place.end)
        if one in judging:
            found.append(Frame(place, (Span(one.start, high),), one, False, False, is_judging=True))
            continue
        is_told = bool(found) and not found[-1].is_after
        frame = _frame(reading, words, one, place, Span(low, high), is_told)
        if not _is_object(reading, frame):
            found.append(frame)
    taken_up = _taken_up(reading, words, span)
    if taken_up is not None:
        found = [frame for frame in found if not frame.words.overlaps(taken_up.words)]
        return sorted([*found, taken_up], key=lambda frame: frame.words.start)
    return found


def _taken_up(reading: Reading, words: Wordings, sentence: Span) -> Frame | None:
    """A finding of others that the author of a sentence takes up, with the body beside it."""
    one = next(words.within(sentence, "takes_up"), None)
    if one is None:
        return None
    low = max(sentence.start, one.span.start - _LONG)
    beside = [
        name
        for name in reading.within(Span(low, one.span.start), "organization")
        if _OF_BODY.fullmatch(reading.text, name.end, one.span.start)
    ]
    meant = next(words.within(Span(max(low, one.span.start - _LEAST * 2), one.span.start), "bodies_meant"), None)
    if not beside and (meant is None or not meant.code):
        return None
    speaker = (beside[-1].start, beside[-1].end) if beside else None
    start = beside[-1].start if beside else one.span.start
    told = Attribution("attribution", one.span.start, one.span.end, "reported", speaker=speaker)
    is_shared = words.has(Span(sentence.start, one.span.start), "shares")
    content = (Span(one.span.end, sentence.end),)
    return Frame(Span(start, one.span.end), content, told, not is_shared, False, is_taken_up=not beside)


def _of_subject(reading: Reading, sentence: Span, one: Attribution) -> Attribution:
    """An attribution with the name before the verb where the reader saw no speaker: beside it, or before an aside."""
    if one.speaker is not None or _is("phrases", reading, one):
        return one
    low = max(sentence.start, one.start - _FAR)
    named = list(reading.within(Span(low, one.start), "person", "organization"))
    name = named[-1] if named else None
    if name is not None and _is_subject(reading, name) and _ADVERBS.match(reading.text, name.end, one.start):
        return Attribution(one.kind, one.start, one.end, one.value, speaker=(name.start, name.end))
    for first in named if low == sentence.start else ():
        before = reading.text[low : first.start]
        if len(_WORD.findall(before)) > _OPENS or "," in before:
            break
        if _is_subject(reading, first) and ASIDE.match(reading.text, first.end, one.start):
            return Attribution(one.kind, one.start, one.end, one.value, speaker=(first.start, first.end))
    return one


def _is_subject(reading: Reading, name: Mention) -> bool:
    """Whether a name may be a subject: of a person where words are inflected, it stands in the nominative."""
    if not isinstance(name, Name) or name.kind != "person" or not is_free(reading.language):
        return isinstance(name, Name)
    return fold(reading.text[name.start : name.end]).replace("ё", "е") == fold(name.value).replace("ё", "е")


def is_free(language: str) -> bool:
    """Whether word order is free, and endings say who acts."""
    return bool(lexicon(language, "attributions")["is_free"] == "yes")


def _of_pronoun(reading: Reading, words: Wordings, one: Attribution) -> Attribution:
    """An attribution without the name behind it where a pronoun before the verb is its subject: "he noted"."""
    before = reading.text[: one.start].rstrip()
    while (auxiliary := words.at(len(before) - 1, "auxiliaries")) is not None:
        before = before[: auxiliary.span.start].rstrip()
    pronoun = words.at(len(before) - 1, "pronouns")
    is_after = one.speaker is not None and one.speaker[0] >= one.end
    if not is_after or pronoun is None or "\n" in reading.text[len(before) : one.start]:
        return one
    return Attribution(one.kind, one.start, one.end, one.value, speaker=None)


def _judging(reading: Reading, words: Wordings, span: Span, listed: Sequence[Attribution]) -> Iterator[Attribution]:
    """Verbs that judge, as attributions to their subject: the name before them in their clause."""
    for one in words.within(span, "evaluates", "asks"):
        read = [other for other in listed if one.span.overlaps(Span(other.start, other.end))]
        if any(other.start <= one.span.start and one.span.end <= other.end for other in read):
            continue
        start = max([span.start, *(cut.end() for cut in _PARTING.finditer(reading.text, span.start, one.span.start))])
        before = Span(start, one.span.start)
        names = list(reading.within(before, "person", "organization"))
        if words.has(before, "of_state") or one.sort == "asks":
            names += reading.within(before, "country")
        if names or words.has(before, "people"):
            persons = [name for name in names if name.kind == "person"] or names[:1]
            speaker = (persons[0].start, persons[0].end) if persons else None
            yield Attribution("attribution", one.span.start, one.span.end, "reported", speaker=speaker)


def _holds(one: Attribution, other: Attribution) -> bool:
    """Whether words hold others and more: "highly praised" and "praised"."""
    return one.start <= other.start and other.end <= one.end


def _is_object(reading: Reading, frame: Frame) -> bool:
    """Whether the name after a verb is what it speaks of, where word order is fixed: "declared X the winner"."""
    speaker = frame.attribution.speaker
    if is_free(reading.language) or frame.is_after or frame.is_phrase:
        return False
    is_by = frame.content and reading.text[frame.attribution.end : frame.attribution.end + 4] == " by "
    return speaker is not None and frame.attribution.end <= speaker[0] <= frame.words.end and not is_by


def _place(reading: Reading, attribution: Attribution, sentence: Span) -> Span:
    """Reporting words with the name beside them; a phrase whose pronoun means a name before it stands alone."""
    start, end = attribution.start, attribution.end
    is_meant = attribution.speaker is not None and attribution.speaker[1] <= start
    if attribution.speaker is not None and not (is_meant and _is("phrases", reading, attribution)):
        first, last = attribution.speaker
        if sentence.start <= first and last <= sentence.end:
            start, end = min(start, first), max(end, last)
    return Span(start, end)


def _frame(reading: Reading, words: Wordings, one: Attribution, place: Span, around: Span, is_told: bool) -> Frame:
    """The frame of an attribution; `is_told` where what stands before it is reported by another already."""
    text = reading.text
    ahead = Span(place.end, min(place.end + _THAT, around.end))
    that = next((found for found in words.within(ahead, "that") if not _is_parted(text, place.end, found.span)), None)
    if that is not None and text[place.end : place.end + 2] == ", " and _CLOSED.search(text, around.start, place.start):
        that = None  # the verb closes what stands before it: "…", he said, noting that …
    if that is not None:
        return Frame(Span(place.start, that.span.end), (Span(that.span.end, around.end),), one, True, False)
    if _is("phrases", reading, one):
        after = _after_comma(text, place.end, around.end)
        sides = (Span(around.end if is_told else around.start, place.start), Span(after, around.end))
        content = tuple(span for span in sides if span.end - span.start > 2)
        return Frame(Span(place.start, after), content, one, False, after >= around.end - 2, is_phrase=True)
    before, rest = Span(around.start, place.start), Span(place.end, around.end)
    closed = _CLOSED.search(text, before.start, before.end) if before.end - before.start > _LEAST else None
    is_apart = closed is not None and not words.has(Span(closed.start(), place.start), "turns")
    if closed is not None and is_apart and _is_end(reading, before, rest):
        told = Span(before.start, closed.start() + 1)
        quoted = [Span(place.end + at, around.end) for at in (_opening(reading.words(rest)),) if at is not None]
        is_more = is_told or _GOES_ON.match(reading.text, rest.start, rest.end) is not None
        content = (*([] if is_told else [told]), *(quoted or ([rest] if is_more else [])))
        return Frame(_trimmed(reading.text, closed.start() + 1, place.end), content, one, True, True)
    is_clause = ":" in reading.words(rest)[:_LONG] or _is("saying", reading, one)
    return Frame(place, (rest,), one, is_clause, False)


def _is_end(reading: Reading, before: Span, rest: Span) -> bool:
    """Whether what is reported stands before a verb, not behind it."""
    words = reading.words(rest)
    if words.lstrip()[:1] in {"", ",", ".", "!", "?", ":", ";", "»", "”"}:
        return True
    is_judged = next(reading.within(rest, "cue"), None) is not None
    was_judged = next(reading.within(before, "cue"), None) is not None
    return len(words) <= _LONG and (was_judged or not is_judged)


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span without the space and marks before its first word."""
    while start < end and not text[start].isalnum():
        start += 1
    return Span(start, end)


def _opening(words: str) -> int | None:
    """Where a quotation opens near the beginning of some words."""
    return next((at for at, mark in enumerate(words[:_LONG]) if mark in '«“"'), None)


def _is_parted(text: str, start: int, that: Span) -> bool:
    """Whether a clause of its own stands between a verb and a "that"."""
    between = text[start : that.start]
    return between.rstrip().rstrip(",").count(",") > 1 or ";" in between or "«" in between


def _after_comma(text: str, start: int, end: int) -> int:
    """Where a phrase ends that began before: behind its comma, where it has one, else where it begins to be long."""
    comma = text.find(",", start, min(end, start + 2 * _LONG))
    return comma + 1 if comma >= 0 else start


def content_at(found: Sequence[Frame], position: int) -> Frame | None:
    """The reporting words that report what stands at a code point."""
    return next((frame for frame in found for span in frame.content if span.start <= position < span.end), None)


def masks(found: Sequence[Frame]) -> Iterator[Span]:
    """The stretches of a sentence that say who speaks, and are no part of what is said."""
    for frame in found:
        yield frame.words
