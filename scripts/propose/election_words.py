"""How a text speaks of elections: each phrase with what it says, and the elections that the phrases make up."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from extraction.facts import find_fact
from extraction.lexicon import lexicon
from extraction.mentions import Mention, Name
from extraction.sentences import Sentence
from extraction.text import Span
from scripts.propose.states import any_adjective, state_of_adjective, states_in
from scripts.propose.wording import listed, patterns, phrases, words_of

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_STOPS = re.compile(r"[.;:!?…(—]|\n\s*\n")
_FARTHEST = 220
"""Code points on either side of the noun in which its phrase may go on."""

_NEAR_DAY = re.compile(r"[\s,(–—-]*(?:[^\W\d_]{1,3}\s+)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{4}|XXXX)-\d\d-\d\d")
_YEAR = re.compile(r"(\d{4})(?:-\d\d)?")

_BELONGING = 30
"""Code points before a state's name in which stand the words for what belongs to it: "voters of"."""

_OPENING = 4
"""Code points within which a name stands first in its sentence: what that is about."""

_HEADING = 5
"""Sentences among which a dateline stands."""

_TITLE = 3
"""What a phrase in the first sentence weighs; one of the second or third two thirds of it, others one."""


@dataclass(frozen=True, slots=True)
class Body:
    """What is elected: the last part of the election's id, `election_type`, `chamber` ("" where there is none)."""

    stem: str
    kind: str
    chamber: str

    @property
    def is_general(self) -> bool:
        """Whether a word that goes with many bodies says it."""
        return self.stem in _GENERAL


_GENERAL = frozenset({"parliament", "deputies", "local", "general", "lower-house", "upper-house"})
_STEMS = {"deputies": "parliament", "general": "parliament"}


@dataclass(frozen=True, slots=True)
class ElectionPhrase:
    """Words about an election. `date` is EDTF as the mention has it, "" where none belongs to the noun."""

    span: Span
    bodies: tuple[Body, ...]
    country: str
    date: Mention | None
    is_early: bool
    is_second_round: bool
    weight: int
    year: str = ""
    has_country: bool = False
    weekday: Mention | None = None
    """A day of the week that has been, its number from Monday as value; `-1` is yesterday."""

    @property
    def day(self) -> str:
        """The day with its year, as far as the phrase has one."""
        value = self.date.value if self.date else ""
        return value if _DAY.fullmatch(value) and not value.startswith("XXXX") else ""


@dataclass(frozen=True, slots=True)
class FoundElection:
    """An election that the document speaks of, by the phrases that say what it is; the best of them comes first."""

    body: Body
    country: str
    year: str
    day: str
    phrases: tuple[ElectionPhrase, ...]
    weight: int

    @property
    def is_second_round(self) -> bool:
        """Whether the phrases speak of the second round alone."""
        return bool(self.phrases) and all(one.is_second_round for one in self.phrases if one.day == self.day)


def phrases_of(
    text: str, language: str, mentions: Sequence[Mention], sentences: Sequence[Sentence]
) -> list[ElectionPhrase]:
    """Every phrase about an election, in order."""
    return list(_Scan(text, language, mentions, sentences).phrases())


def country_of(
    found: Sequence[ElectionPhrase],
    mentions: Sequence[Mention],
    sentences: Sequence[Sentence],
    text: str,
    language: str,
) -> str:
    """The state whose elections the document is about: that of its phrases, else the one it names most; "" for none."""
    weights: Counter[str] = Counter()
    for phrase in found:
        if phrase.country:
            weights[phrase.country] += phrase.weight
    if weights:
        return max(weights, key=lambda code: weights[code])
    starts = [sentence.span.start for sentence in sentences]
    belonging = words_of(language, "elections", "belonging")

    def count(code: str, at: int, weight: int = 1) -> None:
        number = bisect_left(starts, at + 1) - 1
        opens = number >= 0 and at - starts[number] < _OPENING
        weights[code] += weight * ((_TITLE, 2, 2)[number] if 0 <= number < 3 else 1) * (1 + opens)

    for mention in mentions:
        if mention.kind == "country":
            before = text[max(mention.start - _BELONGING, 0) : mention.start]
            count(mention.value, mention.start, 4 if _ends_with(belonging, before) else 1)
        elif isinstance(mention, Name) and mention.kind == "organization":
            for _, _, code in states_in(mention.value, language):
                count(code, mention.start, 3)
    for match in any_adjective(language).finditer(text):
        count(state_of_adjective(match.group(), language), match.start())
    return max(weights, key=lambda code: weights[code]) if weights else ""


def _ends_with(pattern: re.Pattern[str], text: str) -> bool:
    return any(not text[found.end() :].strip(" \n\u00a0") for found in pattern.finditer(text))


def elections_of(
    found: Sequence[ElectionPhrase],
    country: str,
    published: str,
    mentions: Sequence[Mention],
    sentences: Sequence[Sentence],
) -> list[FoundElection]:
    """The elections of a document, the one that it is about first.

    Args:
        found: its phrases.
        country: whose elections it is about.
        published: when it was published (EDTF), "" where nothing says so.
        mentions: all mentions, for a day that heads the document, where no phrase has a year.
        sentences: its sentences.
    """
    elsewhere = published[:4] if published[:4].isdigit() else _heading_day(mentions, sentences)[:4]
    today = published if _DAY.fullmatch(published) else _heading_day(mentions, sentences)
    named = [_in_year(one, elsewhere) if published else one for one in found]
    if not any(one.day for one in named):
        named = [_on_weekday(one, today) for one in named]
    known = [
        replace(one, country=one.country or country, year=_year(one), has_country=bool(one.country)) for one in named
    ]
    of_country = [one for one in known if one.country == country]
    weights: Counter[tuple[str, str]] = Counter()
    for one in of_country:
        for body in one.bodies:
            weights[body.kind, body.stem] += one.weight
    if not weights:
        return []
    groups: list[FoundElection] = []
    for kind in dict.fromkeys(kind for kind, _ in weights):
        body = _body(kind, [one for phrase in of_country for one in phrase.bodies if one.kind == kind], weights)
        groups += _dated(kind, body, of_country, country, elsewhere)
    groups.sort(key=lambda one: -one.weight)
    others = [one for one in known if one.country and one.country != country and one.bodies and one.day]
    for one in others:
        groups += (FoundElection(body, one.country, one.year, one.day, (one,), 0) for body in one.bodies)
    return groups


def _in_year(one: ElectionPhrase, year: str) -> ElectionPhrase:
    """A phrase whose day stands without a year, in the year of publication."""
    date = one.date
    if date is None or (not date.is_inferred and not date.value.startswith("XXXX")):
        return one
    return replace(one, date=replace(date, value=f"{year}{date.value[4:]}", is_inferred=True))


def _on_weekday(one: ElectionPhrase, today: str) -> ElectionPhrase:
    """A phrase whose day is one of the last week: "Wednesday's election", in a document with its date."""
    if one.weekday is None or one.date is not None or not today:
        return one
    last = date.fromisoformat(today)
    number = int(one.weekday.value)
    days = 1 if number < 0 else (last.weekday() - number) % 7
    value = (last - timedelta(days=days)).isoformat()
    return replace(one, date=replace(one.weekday, value=value, is_inferred=True))


def _body(kind: str, bodies: Sequence[Body], weights: Counter[tuple[str, str]]) -> Body:
    """Which body of a kind: the most spoken of that a word names, else what stands for any."""
    named = [body for body in bodies if not body.is_general] or list(bodies)
    chosen = max(named, key=lambda body: weights[kind, body.stem])
    chamber = chosen.chamber or next((body.chamber for body in bodies if body.chamber and chosen.is_general), "")
    return Body(_STEMS.get(chosen.stem, chosen.stem), kind, chamber)


def _dated(
    kind: str,
    body: Body,
    found: Sequence[ElectionPhrase],
    country: str,
    elsewhere: str,
) -> Iterator[FoundElection]:
    """The elections of one kind, by year; phrases without a year go with the weightiest."""
    own = [one for one in found if any(each.kind == kind for each in one.bodies)]
    kinds = {each.kind for one in found for each in one.bodies}
    bare = [one for one in found if not one.bodies] if len(kinds) == 1 else []
    years: Counter[str] = Counter()
    for one in (*own, *bare):
        if one.year:
            years[one.year] += one.weight + (2 if one.day else 0)
    main = max(years, key=lambda year: (years[year], year)) if years else elsewhere
    for year in years or {main: 1}:
        phrases_here = [one for one in (*own, *bare) if one.year == year or (year == main and not one.year)]
        days: Counter[str] = Counter()
        for one in phrases_here:
            if one.day and one.day.startswith(year):
                days[one.day] += one.weight
        day = max(days, key=lambda value: (days[value], value)) if days else ""
        weight = sum(one.weight for one in phrases_here if any(each.kind == kind for each in one.bodies))
        phrases_here.sort(key=lambda one: (-_fullness(one, kind), one.span.start))
        yield FoundElection(body, country, year, day, tuple(phrases_here), weight)


def _fullness(one: ElectionPhrase, kind: str) -> int:
    has_kind = any(body.kind == kind for body in one.bodies)
    return 8 * has_kind + 4 * bool(one.country) + 2 * bool(one.date and _DAY.fullmatch(one.date.value)) + bool(one.date)


def _year(one: ElectionPhrase) -> str:
    value = one.date.value if one.date else ""
    match = _YEAR.match(value)
    return match.group(1) if match else ""


def _heading_day(mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> str:
    """The first day that stands with its year among the first sentences, as a dateline does."""
    end = sentences[min(_HEADING, len(sentences)) - 1].span.end if sentences else 0
    days = (one.value for one in mentions if one.kind == "date" and not one.is_inferred and one.start < end)
    return next((day for day in days if _DAY.fullmatch(day) and day[:4].isdigit()), "")


@cache
def _bodies(language: str) -> tuple[tuple[Body, re.Pattern[str]], ...]:
    table = []
    for stem, written in lexicon(language, "elections")["bodies"].items():
        kind, chamber, words = (part.strip() for part in str(written).split(";"))
        table.append((Body(stem, kind, chamber), phrases(listed(words))))
    return tuple(table)


@cache
def _any_body(language: str) -> re.Pattern[str]:
    bodies = lexicon(language, "elections")["bodies"].values()
    return phrases(tuple(word for written in bodies for word in listed(str(written).split(";")[-1])))


@cache
def _heads(language: str) -> re.Pattern[str]:
    words = lexicon(language, "elections")
    return phrases((*listed(words["heads"]), *listed(words["weak_heads"])))


class _Scan:
    """One document."""

    def __init__(self, text: str, language: str, mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> None:
        self.text, self.language = text, language
        self.names = [one for one in mentions if one.kind in ("country", "place", "organization", "date", "person")]
        self.starts = [one.start for one in self.names]
        self.sentences = sentences
        self.bodies = _bodies(language)
        self.any_body = _any_body(language)
        self.before = words_of(language, "elections", "before")
        self.links = words_of(language, "elections", "links")
        self.adjectives = any_adjective(language)
        self.weak = words_of(language, "elections", "weak_heads")
        self.not_before = words_of(language, "elections", "not_before")
        self.second = words_of(language, "elections", "second_round")
        self.verbs = words_of(language, "elections", "verbs")

    def phrases(self) -> Iterator[ElectionPhrase]:
        heads = [(found.start(), found.end()) for found in _heads(self.language).finditer(self.text)]
        for number, sentence in enumerate(self.sentences):
            span = sentence.span
            weight = (_TITLE, 2, 2)[number] if number < 3 else 1
            low, high = bisect_left(heads, (span.start, 0)), bisect_left(heads, (span.end, 0))
            for at in range(low, high):
                start, end = heads[at]
                left = heads[at - 1][1] if at > low else span.start
                right = heads[at + 1][0] if at + 1 < high else span.end
                one = self._phrase(start, end, left, right, weight)
                if one is not None:
                    yield one
            for verb in self.verbs.finditer(self.text, span.start, span.end):
                one = self._of_verb(verb, span, weight)
                if one is not None:
                    yield one
            yield from self._days(span, weight)

    def _phrase(self, start: int, end: int, low: int, high: int, weight: int) -> ElectionPhrase | None:
        text = self.text
        if self._in_name(start) is not None:
            return self._of_name(start, weight)
        left, left_names = self._left(start, max(low, start - _FARTHEST))
        following = self.not_before.match(text, _next_word(text, end))
        right, right_names = (end, []) if following else self._right(end, min(high, end + _FARTHEST))
        bodies = self._found(left, start)
        behind = self._found(end, right, self._first_date(right_names, right)) or self._found(end, right, right)
        if bodies and behind:
            bodies = [self._specific(body, behind) for body in bodies]
        elif not bodies:
            bodies = behind
        is_weak = self.weak.fullmatch(text, start, end) is not None
        if (is_weak and not bodies) or (following and not bodies):
            return None
        country = self._country(left, start, left_names) or self._country(end, right, right_names)
        date = self._date(left_names, right_names)
        whole = Span(left, right)
        return ElectionPhrase(
            self._core(whole, start, end),
            tuple(dict.fromkeys(bodies)),
            country,
            date,
            find_fact(text, self.language, "early", whole) is not None,
            self.second.search(text, max(left - 30, 0), right) is not None,
            weight,
            weekday=self._weekday(left, right) if date is None else None,
        )

    def _weekday(self, start: int, end: int) -> Mention | None:
        """A day of the week in a stretch that does not speak of what is to come."""
        if words_of(self.language, "elections", "to_come").search(self.text, start, end):
            return None
        for number, pattern in patterns(self.language, "elections", "weekdays"):
            found = pattern.search(self.text, start, end)
            if found:
                return Mention("date", found.start(), found.end(), str(number))
        return None

    def _of_verb(self, verb: re.Match[str], span: Span, weight: int) -> ElectionPhrase | None:
        """What those who vote elect: "voted on 31 July for a president and a parliament"."""
        right, names = self._right(verb.end(), min(span.end, verb.end() + _FARTHEST))
        what = words_of(self.language, "elections", "verbs_what").search(self.text, verb.end(), right)
        bodies = self._found(what.start(), right) if what else []
        if not bodies:
            return None
        day = self._date((), names)
        low = max(span.start, verb.start() - _BELONGING)
        before = [one for one in self._names_between(low, verb.start()) if one.kind == "country"]
        country = self._country(low, verb.start(), before) or self._country(verb.end(), right, names)
        whole = self._core(Span(low, right), verb.start(), verb.end())
        return ElectionPhrase(whole, tuple(dict.fromkeys(bodies)), country, day, False, False, weight)

    def _core(self, whole: Span, start: int, end: int) -> Span:
        """The phrase without the words at its ends that say nothing."""
        first, last = start, end
        for word in _WORD.finditer(self.text, whole.start, whole.end):
            name = self._in_name(word.start())
            if name is not None:
                first, last = min(first, max(name.start, whole.start)), max(last, min(name.end, whole.end))
            elif self._says(word):
                first, last = min(first, word.start()), max(last, word.end())
        return Span(first, last)

    def _says(self, word: re.Match[str]) -> bool:
        written = word.group()
        return bool(
            self.adjectives.fullmatch(written)
            or find_fact(written, self.language, "early", Span(0, len(written)))
            or self._is_in_body(word)
        )

    def _of_name(self, start: int, weight: int) -> ElectionPhrase | None:
        """A phrase inside a name, as of a mission; it tells what is elected."""
        name = self._in_name(start)
        assert name is not None
        bodies = self._found(name.start, name.end)
        if not bodies:
            return None
        code = next((code for _, _, code in states_in(name.value, self.language)), "")
        return ElectionPhrase(Span(name.start, name.end), tuple(bodies), code, None, False, False, weight)

    def _days(self, span: Span, weight: int) -> Iterator[ElectionPhrase]:
        """A day that is said to be the day of the vote: "On the election day, June 28"."""
        for found in words_of(self.language, "elections", "election_day").finditer(self.text, span.start, span.end):
            for one in self._names_between(found.start() - 40, found.end() + 40):
                if one.kind != "date" or not _DAY.fullmatch(one.value):
                    continue
                first, last = sorted(((found.start(), found.end()), (one.start, one.end)))
                between = self.text[first[1] : last[0]]
                if _NEAR_DAY.fullmatch(between):
                    whole = Span(min(found.start(), one.start), max(found.end(), one.end))
                    yield ElectionPhrase(whole, (), "", one, False, False, weight)
                    break

    def _left(self, start: int, low: int) -> tuple[int, list[Mention]]:
        text, names = self.text, []
        position = start
        words = list(_WORD.finditer(text, low, start))
        while words:
            word = words[-1]
            if _STOPS.search(text, word.end(), position):
                break
            name = self._in_name(word.start())
            if name is not None and name.kind != "person":
                names.append(name)
                position = name.start
                while words and words[-1].start() >= name.start:
                    words.pop()
                continue
            if not self._is_of(word, self.before) and not word.group()[0].isdigit():
                break
            position = word.start()
            words.pop()
        return position, names

    def _right(self, end: int, high: int) -> tuple[int, list[Mention]]:
        text, names = self.text, []
        position = end
        skip = end
        for word in _WORD.finditer(text, end, high):
            if word.start() < skip:
                continue
            if _STOPS.search(text, position, word.start()):
                break
            name = self._in_name(word.start())
            if name is not None:
                if name.kind == "person":
                    break
                names.append(name)
                position = skip = name.end
                continue
            if not self._is_of(word, self.links):
                break
            position = word.end()
        return position, names

    def _is_of(self, word: re.Match[str], of_these: re.Pattern[str]) -> bool:
        written = word.group()
        return bool(of_these.fullmatch(written) or self._says(word))

    def _is_in_body(self, word: re.Match[str]) -> bool:
        low, high = max(word.start() - 30, 0), word.end() + 30
        found = self.any_body.finditer(self.text, low, high)
        return any(one.start() <= word.start() < one.end() for one in found)

    def _found(self, start: int, end: int, until: int | None = None) -> list[Body]:
        """What is elected, by the words of a stretch, in order; a general one only where none names a body."""
        if not self.any_body.search(self.text, start, end if until is None else until):
            return []
        found = sorted(
            (match.start(), -match.end(), index)
            for index, (_, pattern) in enumerate(self.bodies)
            for match in pattern.finditer(self.text, start, end if until is None else until)
        )
        bodies: list[Body] = []
        last = -1
        for at, ends, index in found:
            if at >= last:
                bodies.append(self.bodies[index][0])
                last = -ends
        if until is not None and bodies:  # behind the noun: the first, and what is joined to it
            kinds = {bodies[0].kind}
            bodies = [body for body in bodies if body.kind in kinds or body.kind == "local"]
            bodies = [body for body in bodies if body.stem != "president" or bodies[0] is body]
        named = {body.kind for body in bodies if not body.is_general}
        kept = [body for body in bodies if not (body.is_general and body.kind in named)]
        first: dict[str, Body] = {}
        for body in kept:
            first.setdefault(body.kind, body)
        return list(first.values())

    def _specific(self, body: Body, behind: Sequence[Body]) -> Body:
        return next((one for one in behind if one.kind == body.kind and body.is_general), body)

    def _country(self, start: int, end: int, names: Sequence[Mention]) -> str:
        for name in sorted(names, key=lambda one: one.start):
            if name.kind == "country":
                return name.value
            if name.kind == "organization":
                for _, _, code in states_in(name.value, self.language):
                    return code
        return state_of_adjective(self.text[start:end], self.language)

    def _first_date(self, names: Sequence[Mention], end: int) -> int:
        return next((one.start for one in names if one.kind == "date"), end)

    def _date(self, left: Sequence[Mention], right: Sequence[Mention]) -> Mention | None:
        """The date of a phrase: a day before a year, and the nearer one."""
        dates = [one for one in (*right, *left) if one.kind == "date"]
        return next((one for one in dates if _DAY.fullmatch(one.value)), dates[0] if dates else None)

    def _in_name(self, position: int) -> Mention | None:
        index = bisect_left(self.starts, position + 1) - 1
        while index >= 0 and index > bisect_left(self.starts, position + 1) - 4:
            if self.names[index].end > position:
                return self.names[index]
            index -= 1
        return None

    def _names_between(self, low: int, high: int) -> Iterator[Mention]:
        for index in range(bisect_left(self.starts, low), bisect_left(self.starts, high)):
            yield self.names[index]


def _next_word(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
