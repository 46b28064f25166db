"""Offices beside the names of persons: title in the nominative, the body that it is held in, and their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extraction.lexicon import lexicon
from extraction.mentions import Name
from extraction.morphology import morphology
from extraction.text import Span, fold
from scripts.propose.states import any_adjective
from scripts.propose.wording import listed, phrases, text_of, words_of

if TYPE_CHECKING:
    from scripts.propose.reading import Reading

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEFORE = 260
_CONTEST = 60
_POSSESSED = re.compile(r"(?:['’]s)?\s+(?:the\s+)?\Z")
_POSSESSIVES = re.compile(r"(?:['’]s)?\s+")
_NOT_IN_TITLE = re.compile(r"[.;:!?]\s|\n\s*\n")
_LONGEST_SECOND = 110
_COURTESY = 12
_FEW = 8
"""Offices of one person that stand beside one another at most."""


def _is_of_next(reading: "Reading", name: Name, span: Span) -> bool:
    """Whether an office behind a name is that of the person who comes next."""
    other = next(reading.within(Span(span.start, span.end + _LONGEST_SECOND), "person"), None)
    if not isinstance(other, Name) or not other.title or other.start == name.start:
        return False
    title = _title_span(reading, other)
    return title is not None and title.overlaps(span)


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a person.

    Attributes:
        person: the mention of its holder.
        span: title and name.
        title_span: the title alone, as far as one stretch holds it.
        title: in the nominative, without the body where that ends it.
        body: the mention of the body or state, None where the words name none.
    """

    person: Name
    span: Span
    title_span: Span
    title: str
    body: Name | None

    @property
    def words(self) -> str:
        """The title in lower case, to compare."""
        return self.title.lower().replace("ё", "е")


def offices_of(reading: "Reading") -> list[Office]:
    """Every office that stands beside a name, in order."""
    found: list[Office] = []
    for name in reading.names:
        if name.kind != "person":
            continue
        for office in (*_beside(reading, name), *_told(reading, name)):
            if all(one.person is not name or not one.title_span.overlaps(office.title_span) for one in found[-_FEW:]):
                found.append(office)
    return found


def _beside(reading: "Reading", name: Name) -> list[Office]:
    """The offices by the title that the reader took for the name's."""
    found: list[Office] = []
    span = _title_span(reading, name) if name.title else None
    if span is not None:
        is_before = span.start < name.start
        contest = _of_contest(reading, span.start)
        if is_before and contest:
            farther = _farther(reading, contest.start(), name)
            return list(_read(reading, name, farther)) if farther else []
        found += _read(reading, name, span)
        if is_before:
            body = _before(reading, span.start)
            joined = Span(body.start, span.end) if body is not None else span
            for other in (_second(reading, joined), _behind(reading, name)):
                found += _read(reading, name, other) if other else ()
    return found


def _told(reading: "Reading", name: Name) -> Iterator[Office]:
    """The offices that the reader took for no title: before a courtesy, behind a comma, behind "is the"."""
    low = max(name.start - _COURTESY, 0)
    courtesies = words_of(reading.language, "people", "courtesies").finditer(reading.text, low, name.start)
    polite = next((one for one in courtesies if not reading.text[one.end() : name.start].strip(" .\n")), None)
    ahead = _second(reading, Span(polite.start(), name.end), is_named=True) if polite else None
    behind = _behind(reading, name)
    is_office = _said(reading, name)
    for span in (ahead, *_divided(reading, behind), *_divided(reading, is_office)):
        yield from _read(reading, name, span) if span else ()


def _said(reading: "Reading", name: Name) -> Span | None:
    """The office that a sentence says somebody holds: "X is the Head of …", "X was appointed … as Special …"."""
    text = reading.text
    sentence = reading.sentence_at(name.start).span
    verb = words_of(reading.language, "people", "holds").match(text, _past_space(text, name.end))
    if verb is None:
        return None
    high = min(sentence.end, verb.end() + _LONGEST_SECOND)
    offices = _offices(reading.language).finditer(text, verb.end(), high)
    links, appointed = (words_of(reading.language, "people", name) for name in ("holds_links", "appointed_links"))
    for office in offices:
        start = office.start()
        words = list(_WORD.finditer(text, verb.end(), start))
        while words and _is_modifier(words[-1].group(), reading.language):
            start = words.pop().start()
        between = text[verb.end() : start].strip()
        is_linked = not between or links.fullmatch(between) is not None
        if not is_linked and not any(not between[one.end() :].strip() for one in appointed.finditer(between)):
            continue
        last = min(sentence.end, office.end() + _LONGEST_SECOND)
        closing = re.search(r"[,.;:)—–(]", text[office.end() : last])
        end = office.end() + closing.start() if closing else last
        return None if any(reading.within(Span(start, end), "person")) else Span(start, end)
    return None


def _divided(reading: "Reading", span: Span | None) -> Iterator[Span]:
    """Two offices that a conjunction joins: "foreign minister and head of the team"."""
    if span is None:
        return
    for joint in words_of(reading.language, "people", "conjunctions").finditer(reading.text, span.start, span.end):
        start = _past_space(reading.text, joint.end())
        words = list(_WORD.finditer(reading.text, start, span.end))[:2]
        if any(_offices(reading.language).match(reading.text, word.start()) for word in words):
            yield Span(span.start, _without_space(reading.text, joint.start()))
            yield Span(start, span.end)
            return
    yield span


def _without_space(text: str, position: int) -> int:
    while position and text[position - 1].isspace():
        position -= 1
    return position


def _past_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _of_contest(reading: "Reading", position: int) -> re.Match[str] | None:
    """The words right before a title that make its office the one that is elected: "candidate for", «выборах»."""
    low = max(position - _CONTEST, 0)
    found = words_of(reading.language, "people", "of_contest").finditer(reading.text, low, position)
    return next((one for one in found if not reading.text[one.end() : position].strip()), None)


def is_stood_for(reading: "Reading", name: Name) -> bool:
    """Whether the office beside a name is one that its bearer stands for: "candidate for President X"."""
    span = _title_span(reading, name) if name.title else None
    if span is None or span.start > name.start:
        return False
    contest = _of_contest(reading, span.start)
    return (
        contest is not None and words_of(reading.language, "people", "candidates").search(contest.group()) is not None
    )


def _farther(reading: "Reading", end: int, name: Name) -> Span | None:
    """The office before an office that is elected: «руководитель миссии на выборах Президента У. Гачек»."""
    low = max(end - _LONGEST_SECOND, reading.sentence_at(name.start).span.start)
    if any(reading.within(Span(low, end), "person")):
        return None
    found = _offices(reading.language).finditer(reading.text, low, end)
    offices = [one for one in found if not _is_plural(one.group(), reading.language)]
    return Span(offices[-1].start(), end) if offices and "," not in reading.text[offices[-1].start() : end] else None


def _behind(reading: "Reading", name: Name) -> Span | None:
    """A further office behind a name: "Ambassador X, Permanent Representative of Norway to the OSCE,"."""
    rest = reading.text[name.end : name.end + _LONGEST_SECOND]
    opening = re.match(r",\s+(?:the\s+|an?\s+)?", rest)
    if opening is None:
        return None
    words = list(_WORD.finditer(rest, opening.end()))
    first = opening.end()
    for word in words[:3]:
        office = _offices(reading.language).match(rest, word.start())
        if office:
            closing = re.search(r"[,.;:)—–(]", rest[office.end() :])
            end = office.end() + closing.start() if closing else len(rest)
            span = Span(name.end + first, name.end + end)
            if closing is None or any(reading.within(span, "person")) or _is_of_next(reading, name, span):
                return None
            return span
        is_of_state = any_adjective(reading.language).fullmatch(word.group()) is not None
        if not is_of_state and not _is_modifier(word.group(), reading.language):
            return None
        if is_of_state:  # a title is without it
            first = _past_space(rest, word.end())
    return None


def is_office(words: str, language: str) -> bool:
    """Whether the words of a title are an office, and no courtesy or what somebody is in a contest."""
    if words_of(language, "people", "not_offices").fullmatch(words.strip()):
        return False
    return any(_lemmas(word.group(), language) & _office_words(language) for word in _WORD.finditer(words))


@cache
def _office_words(language: str) -> frozenset[str]:
    words = {*str(lexicon(language, "persons")["offices"]).split(), *listed(text_of(language, "people", "offices"))}
    not_offices = words_of(language, "people", "not_offices")
    return frozenset(word for word in words if not not_offices.fullmatch(word))


def _title_span(reading: "Reading", name: Name) -> Span | None:
    """Where the words of a title stand: before the name, or behind it after a comma."""
    pattern = re.compile(r"\s+".join(map(re.escape, name.title.split())))
    low = max(name.start - _BEFORE, 0)
    before = list(pattern.finditer(reading.text, low, name.start))
    if before and not _NOT_IN_TITLE.search(reading.text, before[-1].end(), name.start):
        return Span(before[-1].start(), before[-1].end())
    behind = pattern.search(reading.text, name.end, name.end + _BEFORE)
    return Span(behind.start(), behind.end()) if behind else None


def _read(reading: "Reading", name: Name, span: Span) -> Iterator[Office]:
    text, language = reading.text, reading.language
    start = _without(text, span.start, span.end, words_of(language, "people", "courtesies"))
    start = _without(text, start, span.end, words_of(language, "people", "leading"))
    if start >= span.end:
        return
    inside = [one for one in reading.within(Span(start, span.end)) if isinstance(one, Name) and one.kind != "person"]
    body = next((one for one in inside if one.kind in ("organization", "country")), None)
    end = span.end
    if body is not None and body.start > start and not _goes_on(reading, body.end, span.end):
        end = _before_joint(reading, start, body.start)
    elif body is not None and body.start == start:  # "CEC Chairman"
        start = _without(text, body.end, span.end, _POSSESSIVES)
    if body is None:
        body = _before(reading, start)
    title = _without_end(fold(text[start:end]), words_of(language, "people", "trailing"))
    if not title or not is_office(title, language):
        return
    whole = Span(min(start, span.start, name.start), max(span.end, name.end))
    if body is not None:
        whole = Span(min(whole.start, body.start), max(whole.end, body.end))
    title = nominative(title, language)
    if title.isupper():
        title = title.capitalize()
    yield Office(name, whole, Span(start, span.end), title, body)


def _without(text: str, start: int, end: int, leading: re.Pattern[str]) -> int:
    """Past the words of a list at the beginning, with their stops."""
    while start < end:
        while start < end and text[start] in " .,\n\u00a0":
            start += 1
        found = leading.match(text, start, end)
        if found is None or found.end() == start:
            return start
        start = found.end()
    return start


def _without_end(title: str, trailing: re.Pattern[str]) -> str:
    """A title without prepositions, nouns of bodies and marks at its end."""
    while True:
        title = title.strip(' ,;:(–—-«"“')
        last = next((one for one in trailing.finditer(title) if one.end() == len(title)), None)
        if last is None:
            return title
        title = title[: last.start()]


def _goes_on(reading: "Reading", start: int, end: int) -> bool:
    """Whether a title says more behind a body: "of the OSCE observer mission"."""
    rest = reading.text[start:end]
    return words_of(reading.language, "missions", "nouns").search(rest) is not None


def _before_joint(reading: "Reading", start: int, end: int) -> int:
    """Where a title ends before "of the" and the body."""
    joints = words_of(reading.language, "people", "joints")
    text = reading.text
    for found in joints.finditer(text, start, end):
        if not text[found.end() : end].strip():
            return found.start()
    return end


def _before(reading: "Reading", start: int) -> Name | None:
    """The body or state that stands right before a title: "INEC Chairman", "Portugal's president"."""
    low = max(start - 120, 0)
    beside = [one for one in reading.within(Span(low, start), "organization", "country") if isinstance(one, Name)]
    if beside and _POSSESSED.fullmatch(reading.text[beside[-1].end : start]):
        return beside[-1] if reading.language == "en" else None
    return None


def _second(reading: "Reading", span: Span, *, is_named: bool = False) -> Span | None:
    """A title that another is joined to: «специальный координатор и руководитель миссии».

    Where the name itself follows (`is_named`), an article before the title is enough: "I thank the head of X, Ms. Y".
    """
    before = reading.text[max(span.start - _LONGEST_SECOND, 0) : span.start]
    joints = words_of(reading.language, "people", "conjunctions").finditer(before)
    ends = [one.start() for one in joints if not before[one.end() :].strip()]
    is_comma = before.rstrip().endswith(",")
    if not ends and not is_comma:
        return None
    rest = before[: ends[-1]] if ends else before.rstrip().removesuffix(",")
    rest = rest.rstrip()
    offset = span.start - len(before)
    cuts = [cut.end() for cut in re.finditer(r"[,;:.(]\s|\n\s*\n", rest)]
    low = max((*cuts, reading.sentence_at(span.start).span.start - offset, 0))
    offices = list(_offices(reading.language).finditer(rest, low))
    if not offices or any(reading.within(Span(offset + offices[0].start(), span.start), "person")):
        return None
    at = offices[0].start()
    if is_comma and len(rest[low:at].split()) > 2 and not (is_named and rest[:at].endswith(" the ")):
        return None
    words = [found for found in _WORD.finditer(rest) if found.end() <= at]
    while words and _is_modifier(words[-1].group(), reading.language) and not rest[words[-1].end() : at].strip(" -"):
        at = words.pop().start()
    return Span(offset + at, offset + len(rest))


@cache
def _offices(language: str) -> re.Pattern[str]:
    words = listed(text_of(language, "people", "offices"))
    if language == "en":
        return phrases(words)
    return phrases(tuple(f"{word[:-1]}*" if word.endswith(("ь", "й")) else f"{word}*" for word in words))


def _is_plural(word: str, language: str) -> bool:
    parses = morphology(language).parses(word.lower())
    return language != "en" and bool(parses) and "plur" in parses[0].grammemes


def _is_modifier(word: str, language: str) -> bool:
    return word.lower() in str(lexicon(language, "persons")["office_modifiers"]).split()


def nominative(title: str, language: str) -> str:
    """A title in the nominative: its head and the adjectives before that; what depends on the head stays."""
    if language == "en":
        return title
    analyzer = morphology(language)
    words = list(_WORD.finditer(title))
    heads = frozenset(listed(text_of(language, "people", "offices")))
    head = next((index for index, word in enumerate(words) if _lemmas(word.group(), language) & heads), -1)
    if head < 0:
        return title
    lemma = next(iter(sorted(_lemmas(words[head].group(), language) & heads)))
    parts, position = [], 0
    for index, word in enumerate(words[: head + 1]):
        parts.append(title[position : word.start()])
        written = word.group()
        if index == head:
            new = lemma
        else:
            new = (
                analyzer.inflected(written.lower(), frozenset({"nomn", "sing", "masc"}), frozenset({"ADJF"})) or written
            )
        parts.append(new.capitalize() if written[:1].isupper() else new)
        position = word.end()
    return "".join(parts) + title[position:]


def _lemmas(word: str, language: str) -> set[str]:
    plain = word.lower().replace("ё", "е")
    if language == "en":
        return {plain, *plain.split("-")}
    return {plain, *(one.lemma.replace("ё", "е") for one in morphology(language).parses(plain))}


def english_title(title: str) -> str:
    """A Russian title in English, "" where the lexicon has none: the longest beginning that it has."""
    table = lexicon("ru", "people")["english"]
    words = title.lower().replace("ё", "е").split()
    for count in range(len(words), 0, -1):
        found = table.get(" ".join(words[:count]))
        if found:
            return str(found)
    return ""
