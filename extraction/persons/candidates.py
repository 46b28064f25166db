"""Lists of candidates: like items of a numbered or unnumbered list, each a name and who nominated its bearer.

A list is one of candidates only where the lexicon says so in the words before it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extraction.lexicon import lexicon
from extraction.mentions import Candidate, Mention, Name
from extraction.text import fold
from extraction.tokens import Keys, Tokens

_BEFORE = 600
"""Code points before a list that may say what it lists."""

_LONGEST_ITEM = 400

_AFTER_NUMBER = re.compile(r"[.)\]:]{0,2}\s+(?=\S)")
_BULLETED = re.compile(r"^[^\S\n]*[-–—•*·▪‣●○]\s*(?=[^\W\d_])", re.MULTILINE)
_BULLET = re.compile(r"(?:[-–—•*·▪‣●○]\s*|\(?([0-9]{1,3})[.)]\s*)?\Z")
_SEPARATOR = re.compile(r"\s*(?:[—–:,(]|-(?=\s))\s*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_BRACKETED = re.compile(r"\s*\(([^()\n]{2,120})\)")
_BETWEEN = re.compile(r"[\s,;]*(?:[^\W\d]+\.?\s+){0,4}\Z")
_NAME_BEFORE_SEPARATOR = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,5}?[^\W\d_][\w'’.-]*(?=\s*(?:[—–:,(]|\s-\s))")
_WORD = re.compile(r"\w+")
_COMMA = re.compile(r",?\s+")
_CLOSED = re.compile(r"[»”\"’')]*(?:\s*\([^()\n]{1,120}\))?")
_WORDS_BEHIND = re.compile(r"[^\W\d_][\w-]*")
_BULLETS = frozenset("•*·▪‣●○–—")
_LONGEST_TITLE = 40
_LONGEST_NOMINATOR = 160
_NEAR = 40
_ENDS = (". ", "\n", "! ", "? ")
_CLOSING = " \t\r\n\u00a0;.,"


@dataclass(frozen=True, slots=True)
class _Start:
    """Where an item begins: `start` with its number or bullet, `name` with its name."""

    start: int
    name: int
    number: str
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class _Running:
    """An item in a sentence, and where the words about it end."""

    item: Candidate
    end: int
    is_bracketed: bool


class CandidateLists:
    """Finds them when all other mentions are known."""

    def __init__(self, language: str, keys: Keys) -> None:
        cues = lexicon(language, "persons")["cues"]
        self._keys = keys
        self._announcing = frozenset(cues["candidates"].split())
        self._nominated = _any_of(cues["nominated"])
        self._nomination = _any_of(cues["nomination"])
        self._by_nobody = tuple(cues["by_nobody"].split())

    def begins(self, word: str, key: str) -> bool:
        """No word: lists are found from the mentions of others."""
        return False

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        """Nothing yet."""
        return []

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """All mentions, with the items of lists of candidates beside the mentions in them."""
        persons = {one.start: one for one in mentions if one.kind == "person"}
        page = _Page(text, persons, mentions)
        found: list[Candidate] = []
        for items in _lists(text, mentions, persons):
            found += self._listed(page, items)
        found += self._running(page, {one.start for one in found})
        return [*mentions, *found] if found else mentions

    def _listed(self, page: "_Page", items: Sequence[_Start]) -> list[Candidate]:
        is_announced = self._is_announced(page.text, items[0].start)
        read: list[Candidate] = []
        for index, item in enumerate(items):
            following = items[index + 1].start if index + 1 < len(items) else None
            end = _item_end(page.text, item.name, following)
            candidate = self._item(page, item, end)
            if candidate is None or not (is_announced or self._nomination.search(page.text, item.name, end)):
                break
            read.append(candidate)
        named = sum(one.start in page.persons for one in read)
        return read if len(read) > 1 and (2 * named >= len(read) or all(page.has_body(one) for one in read)) else []

    def _item(self, page: "_Page", item: _Start, end: int) -> Candidate | None:
        text = page.text
        person = page.persons.get(item.name) or page.titled(item.name)
        begin = item.name
        if person is not None:
            begin, name_end, name = person.start, person.end, person.value
        else:
            shape = _NAME_BEFORE_SEPARATOR.match(text, item.name, end)
            if shape is None or not all(word[0].isupper() for word in shape.group().split() if len(word) > 3):
                return None
            name_end, name = shape.end(), fold(shape.group())
        separator = _SEPARATOR.match(text, name_end, end)
        if separator is None:
            return None if text[name_end:end].strip() else _candidate(begin, name_end, item.number, name, "")
        mark = text[separator.start() : separator.end()].strip()
        organization = page.organization_in(separator.end(), end)
        if organization is not None:
            return _candidate(begin, _behind(text, organization.end, end), item.number, name, organization.value)
        nominator = self._nominator(page, separator.end(), end, mark)
        if not nominator:
            end = name_end
        return _candidate(begin, end, item.number, name, nominator)

    def _nominator(self, page: "_Page", start: int, end: int, separator: str) -> str:
        """Who nominated, of no known name; "" where the words name nobody ("independent")."""
        nominated = self._nominated.match(page.text, start, end)
        words = fold(page.text[nominated.end() if nominated else start : end])
        if nominated is None and (words == words.lower() or words.lower().startswith(self._by_nobody)):
            return ""
        if separator == "(" and words.endswith(")"):
            words = words[:-1]
        return words

    def _running(self, page: "_Page", known: set[int]) -> list[Candidate]:
        """Items in a sentence: names with those who nominated them behind, and hardly a word between."""
        found: list[Candidate] = []
        items: list[_Running] = []
        for person in sorted(page.persons.values(), key=lambda one: one.start):
            one = self._run(page, person) if person.start not in known else None
            if one is None:
                continue
            if items and not _are_neighbours(page.text, items[-1].end, one.item.start):
                found += self._enumerated(page, items)
                items = []
            items.append(one)
        return found + self._enumerated(page, items)

    def _run(self, page: "_Page", person: Mention) -> "_Running | None":
        """A person with a nominator in brackets, or behind such words as "nominated by", or with none."""
        text = page.text
        after = text[person.end : person.end + 1]
        bracket = _BRACKETED.match(text, person.end) if after == "(" or after.isspace() else None
        if bracket is not None:
            body = page.organization_in(bracket.start(1), bracket.end(1))
            inside = bracket.group(1).lstrip("«\"“'")
            if body is None and inside.lower().startswith(self._by_nobody):
                return _Running(_candidate(person.start, person.end, "", person.value, ""), bracket.end(), True)
            if body is None and not inside[:1].isupper():
                return None
            nominator = body.value if body is not None else fold(bracket.group(1))
            return _Running(_candidate(person.start, bracket.end(), "", person.value, nominator), bracket.end(), True)
        comma = _COMMA.match(text, person.end)
        return self._named_by(page, person, comma.end()) if comma is not None else None

    def _named_by(self, page: "_Page", person: Mention, start: int) -> "_Running | None":
        """The same, behind a comma."""
        text = page.text
        said = self._nomination.match(text, start)
        if said is None:
            nobody = _WORDS_BEHIND.match(text, start)
            if nobody is None or not nobody.group().lower().startswith(self._by_nobody):
                return None
            return _Running(_candidate(person.start, person.end, "", person.value, ""), nobody.end(), False)
        body = page.organization_in(said.end(), said.end() + _LONGEST_NOMINATOR, goes_on=True)
        if body is None or body.start - said.end() > _NEAR:
            return None
        end = _behind(text, body.end, len(text))
        return _Running(_candidate(person.start, end, "", person.value, body.value), end, False)

    def _enumerated(self, page: "_Page", items: list["_Running"]) -> list[Candidate]:
        if len(items) < 2 or not any(one.item.nominator for one in items):
            return []
        start = items[0].item.start
        if not all(one.is_bracketed for one in items):
            # such clauses stand in many sentences: this one must speak of candidates
            sentence = max(page.text.rfind(mark, max(start - _BEFORE, 0), start) for mark in _ENDS)
            if not self._says(page.text[max(sentence, start - _BEFORE, 0) : start]):
                return []
        return [one.item for one in items] if self._is_announced(page.text, start) else []

    def _is_announced(self, text: str, start: int) -> bool:
        """Whether the block before (or the beginning of this one) speaks of candidates."""
        before = text[max(start - _BEFORE, 0) : start].rstrip()
        block = before[max((match.end() for match in _BLANK_LINE.finditer(before)), default=0) :]
        return self._says(block)

    def _says(self, text: str) -> bool:
        return any(self._keys[word] in self._announcing for word in _WORD.findall(text))


class _Page:
    """A text with the mentions that items are made of."""

    def __init__(self, text: str, persons: Mapping[int, Mention], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.persons = persons
        self._mentions = mentions

    @cached_property
    def _organizations(self) -> list[Mention]:
        return sorted((one for one in self._mentions if one.kind == "organization"), key=lambda one: one.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self._organizations]

    def titled(self, start: int) -> Mention | None:
        """The person whose title begins somewhere: "Ms. Aung Nu"."""
        for begin in range(start + 1, start + _LONGEST_TITLE):
            person = self.persons.get(begin)
            if isinstance(person, Name):
                is_title = person.title and fold(self.text[start:begin]).strip(" ,") == person.title
                return person if is_title else None
        return None

    def has_body(self, one: Mention) -> bool:
        """Whether an organization is named in a mention."""
        at = bisect_left(self._starts, one.start)
        return at < len(self._starts) and self._starts[at] < one.end

    def organization_in(self, start: int, end: int, goes_on: bool = False) -> Mention | None:
        """The organization named between two places, where but generic words stand before it and none goes on."""
        at = bisect_left(self._starts, start)
        if at == len(self._starts) or self._organizations[at].end > end:
            return None
        organization = self._organizations[at]
        is_first = not any(letter.isupper() for letter in self.text[start : organization.start])
        is_whole = goes_on or not self.text[organization.end : end].lstrip()[:1].isalpha()
        return organization if is_first and is_whole else None


def _any_of(phrases: str) -> re.Pattern[str]:
    """Phrases of a lexicon, `|` between them, before another word; the longest that fits."""
    longest_first = sorted((phrase.split() for phrase in phrases.split("|")), key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, phrase)) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})\s+(?=\S)", re.IGNORECASE)


def _candidate(start: int, end: int, number: str, name: str, nominator: str) -> Candidate:
    value = "; ".join((number, name, nominator))
    return Candidate("candidate", start, end, value, number=number, name=name, nominator=nominator)


def _lists(text: str, mentions: Sequence[Mention], persons: Mapping[int, Mention]) -> Iterator[list[_Start]]:
    """Runs of two or more item beginnings of one make that follow each other."""
    items: list[_Start] = []
    for start in sorted(_starts(text, mentions, persons), key=lambda one: one.name):
        if items and not _follows(text, items[-1], start):
            if len(items) > 1:
                yield items
            items = []
        items.append(start)
    if len(items) > 1:
        yield items


def _starts(text: str, mentions: Sequence[Mention], persons: Mapping[int, Mention]) -> Iterator[_Start]:
    numbered = set()
    if persons and not _BULLETS.isdisjoint(text):
        for bullet in _BULLETED.finditer(text):
            if bullet.end() not in persons:  # a name that nothing but its place in a list may show
                yield _Start(bullet.start(), bullet.end(), "", is_numbered=False)
    for one in mentions:
        if one.kind == "list_number":
            after = _AFTER_NUMBER.match(text, one.end)
            if after is not None:
                numbered.add(after.end())
                yield _Start(one.start, after.end(), one.value, is_numbered=True)
    for position in persons:
        if position in numbered:
            continue
        line = text.rfind("\n", max(position - 8, 0), position) + 1
        if line or position < 8:
            lead = _BULLET.match(text[line:position].lstrip())
            if lead is not None:
                number = lead.group(1) or ""
                yield _Start(line, position, number, is_numbered=bool(number))


def _follows(text: str, item: _Start, following: _Start) -> bool:
    if item.is_numbered != following.is_numbered or following.start - item.name > _LONGEST_ITEM:
        return False
    if item.is_numbered:
        return item.number.isdecimal() and len(item.number) < 9 and following.number == str(int(item.number) + 1)
    return (
        text.count("\n", item.name, following.start) <= 2
        and _BLANK_LINE.search(text[item.name : following.start].rstrip()) is None
    )


def _item_end(text: str, start: int, following: int | None) -> int:
    """Where an item ends, without the stop or semicolon after it."""
    line = text.find("\n", start, start + _LONGEST_ITEM)
    end = line if line >= 0 else min(start + _LONGEST_ITEM, len(text))
    if following is not None and (following <= end or not _BLANK_LINE.search(text[start:following].rstrip())):
        end = following
    elif ";" in text[start:end]:
        end = text.index(";", start, end)
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    return end


def _behind(text: str, start: int, end: int) -> int:
    """Where a nominator ends with the mark that closes it and what a bracket says of its name."""
    found = _CLOSED.match(text, start, end)
    return found.end() if found is not None else start


def _are_neighbours(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return len(between) <= 60 and "\n\n" not in between and _BETWEEN.match(between) is not None
