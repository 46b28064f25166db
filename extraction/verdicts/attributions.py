"""Attributions: words that give a statement to a speaker, and who that is.

A verb of saying reports by itself; a verb of noting only where a clause or a quotation follows, where it stands aside
("as Reuters reported") or where a judgement is its object ("noted the transparency"). Nobody reports himself: a verb
whose subject is the first person is none. Lists: lexicon/*/attributions.yaml.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.lexicon import lexicon
from extraction.mentions import NAMES, Attribution, Mention
from extraction.phrases import Phrase, Phrases
from extraction.sentences import abbreviations
from extraction.tokens import BREAK, REMEMBERED, Keys, Tokens
from extraction.verdicts.clauses import Roles, bits

_REACH = 14
"""Words: how far a subject, an object or the end of a quotation is looked for."""
_THAT = 8
"""Words: how far from its verb a clause may begin, the addressee between ("told the journalists that")."""
_NEAR = 3
"""Words beside a verb or phrase that may deny that it reports."""
_QUOTED = 40
"""Words: how long a quotation is followed."""
_CLAUSE = 2
"""Words that a quotation has at least."""
_STOPS = frozenset(".!?…;")
_RANKS = ("person", "organization", "country", "place")
"""Who speaks, where several are named: the first of these."""

_ROLES = (
    "norms",
    "that",
    "aside",
    "subject",
    "adjunct",
    "addressed",
    "first_person",
    "not_after",
    "not_before",
    "as",
    "by",
    "relative",
    "ambiguous",
    "passive",
    "told",
    "boundary",
    "abbreviation",
    "report",
)
_BIT = bits(_ROLES)
_NORM, _THAT_WORD, _ASIDE, _SUBJECT, _ADJUNCT = (_BIT[name] for name in _ROLES[:5])
_ADDRESSED, _AUTHOR, _NOT_AFTER, _NOT_BEFORE, _AS, _BY, _RELATIVE, _AMBIGUOUS = (_BIT[name] for name in _ROLES[5:13])
_PASSIVE, _TOLD, _BOUNDARY, _ABBREVIATION, _REPORT = (_BIT[name] for name in _ROLES[13:])
_ENDS_SUBJECT = _BOUNDARY | _THAT_WORD
_END, _STOP, _COMMA, _COLON, _OPENS, _CLOSES = (1 << number for number in range(6))
"""Gaps: a block ends, a sentence may end, a comma, a colon, a quotation begins, one ends."""


class _GapBits(dict[str, int]):
    def __missing__(self, gap: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        found = _END if BREAK in gap else 0
        if not _STOPS.isdisjoint(gap):
            found |= _STOP
        if "," in gap:
            found |= _COMMA
        if ":" in gap:
            found |= _COLON
        if gap.endswith(("«", '"')):
            found |= _OPENS
        if "»" in gap or ('"' in gap and not gap.endswith('"')):
            found |= _CLOSES
        self[gap] = found
        return found


_gap_bits = _GapBits()


@dataclass(slots=True)
class _Found(Attribution):
    """An attribution before the document is known: `before` and `after` are where its speaker may stand.

    `is_proven` is false where only a judgement as its object could prove it; `reach` is where such may begin.
    """

    before: tuple[int, int] = (0, 0)
    after: tuple[int, int] = (0, 0)
    is_inverted: bool = False
    is_proven: bool = True
    reach: int = 0


class Attributions:
    """Finds attributions."""

    def __init__(self, language: str, keys: Keys) -> None:
        """Compile the lexicon of a language."""
        data = lexicon(language, "attributions")
        listed = [(Phrase.of(one, {}), sort) for sort in ("phrases", "saying", "noting") for one in data[sort]]
        lists = {name: data[name] for name in _ROLES if name in data}
        lists["abbreviation"] = sorted(abbreviations(language))
        lists["report"] = [first for phrase, sort in listed if sort != "phrases" for first in phrase.firsts]
        self._keys = keys
        self._wordings = Phrases(listed, keys)
        self._roles = Roles(lists, _BIT, keys)

    def begins(self, word: str, key: str) -> bool:
        return bool(self._wordings.of(word))

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        found: list[Mention] = []
        free = 0
        for index in at:
            if index < free or tokens.taken[index]:
                continue
            for phrase, sort in self._wordings.at(tokens.words, index):
                last = phrase.last(tokens.words, tokens.gaps, self._keys, index)
                if last >= 0:
                    report = _Report(self._roles, tokens, index, last)
                    made = report.of_phrase() if sort == "phrases" else report.of_verb(sort == "saying")
                    if made is not None:
                        found.append(made)
                        free = last + 1
                    break
        return found

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        names = [mention for mention in mentions if mention.kind in NAMES]
        judgements = [mention.start for mention in mentions if mention.kind == "cue"]
        starts = [name.start for name in names]
        kept: list[Mention] = []
        for mention in mentions:
            if not isinstance(mention, _Found):
                kept.append(mention)
            elif mention.is_proven or _any_within(judgements, (mention.end, mention.reach)):
                speaker = _speaker(mention, names, starts)
                kept.append(Attribution("attribution", mention.start, mention.end, mention.value, speaker=speaker))
        return kept


@dataclass(slots=True)
class _Back:
    """What stands before a verb in its sentence."""

    subject: int
    """The first word of where the subject may stand."""
    has_aside: bool = False
    has_comma: bool = False
    quotation: int = -1
    """The last word of a quotation."""


@dataclass(slots=True)
class _Ahead:
    """What stands after a verb or phrase in its sentence."""

    subject: int
    """The last word of where the subject may stand."""
    last: int
    that: int = -1
    """The word with which the clause reported begins."""
    quotation: int = -1
    """The first word of a quotation."""


class _Report:
    """A reporting word or phrase, from word `first` to word `last`."""

    def __init__(self, roles: Roles, tokens: Tokens, first: int, last: int) -> None:
        self.roles = roles
        self.tokens = tokens
        self.first = first
        self.last = last

    def of_phrase(self) -> _Found | None:
        """As a phrase beside its speaker: "according to the commission"."""
        ahead = self._look_ahead()
        near = min(self.last + _NEAR + 1, ahead.last)
        if any(self._role(word) & _NORM for word in range(self.last + 1, near + 1)):
            return None
        found = self._found(ahead, ahead.quotation > self.last + 1)
        found.is_inverted = True
        return found

    def of_verb(self, is_saying: bool) -> _Found | None:
        """As a verb; `is_saying` where it needs no proof that it reports."""
        before = self._gap(self.first - 1)
        is_close = self.first > 0 and self.tokens.gaps[self.first - 1] == " "
        is_told = is_close and bool(self._role(self.first) & _TOLD and self._role(self.first - 1) & _PASSIVE)
        ahead = self._look_ahead()
        if self._is_no_report(is_close, is_told, ahead.that >= 0):
            return None
        is_by = is_told and bool(self._role(self.last + 1) & _BY)
        if is_told and ahead.that < 0 and not is_by:
            return None
        back = self._look_back()
        is_quoted = ahead.quotation >= 0 or (ahead.that < 0 and back.quotation >= 0)
        is_apart = not is_close and self.first > 0 and not before & _END
        found = self._found(ahead, is_quoted)
        found.before = (self.tokens.starts[back.subject], found.start)
        found.is_inverted = is_apart and ahead.that < 0
        if ahead.that == self.last + 1 or (self._role(self.first) & _ADDRESSED and not found.is_inverted):
            found.after = (found.end, found.end)
        found.is_proven = is_saying or is_by or ahead.that >= 0 or is_quoted or self._is_aside(back, is_apart)
        return found

    def _found(self, ahead: _Ahead, is_quoted: bool) -> _Found:
        tokens = self.tokens
        start, end = tokens.starts[self.first], tokens.end(self.last)
        return _Found(
            "attribution",
            start,
            end,
            "quoted" if is_quoted else "reported",
            before=(start, start),
            after=(end, tokens.end(ahead.subject)),
            reach=tokens.end(ahead.last),
        )

    # -- what stands around

    def _role(self, word: int) -> int:
        return self.roles[self.tokens.words[word]] if word < len(self.tokens.words) else 0

    def _gap(self, word: int) -> int:
        return _gap_bits[self.tokens.gaps[word]] if word >= 0 else _END

    def _ends_sentence(self, word: int, gap: int) -> bool:
        """Whether a sentence or block ends after a word."""
        if not gap & _STOP:
            return bool(gap & _END)
        written = self.tokens.words[word]
        is_abbreviated = len(written) == 1 or self._role(word) & _ABBREVIATION
        return bool(gap & _END) or not (is_abbreviated and self.tokens.gaps[word] == ". ")

    def _look_back(self) -> _Back:
        found = _Back(self.first)
        roles, words, gaps, taken = self.roles, self.tokens.words, self.tokens.gaps, self.tokens.taken
        is_subject = True
        for word in range(self.first - 1, max(self.first - 1 - _REACH, -1), -1):
            gap = _gap_bits[gaps[word]]
            if gap:
                if gap & _CLOSES and not gap & _END and self._ends_quotation(word):
                    found.quotation = word
                    break
                if gap & (_STOP | _END) and self._ends_sentence(word, gap):
                    break
                if gap & _COMMA and word + 1 < self.first:
                    found.has_comma = True
            role = 0 if taken[word] else roles[words[word]]
            if role & _ASIDE and is_subject:
                found.has_aside = True
            if role & _ENDS_SUBJECT or gap & _COLON:
                is_subject = False
                if role & _BOUNDARY:
                    break
            if is_subject:
                found.subject = word
        return found

    def _look_ahead(self) -> _Ahead:
        roles, words, gaps, taken = self.roles, self.tokens.words, self.tokens.gaps, self.tokens.taken
        subject = last = self.last
        that = quotation = -1
        is_subject = is_open = True
        for word in range(last + 1, min(last + 1 + _REACH, len(words))):
            gap = _gap_bits[gaps[word - 1]]
            if gap:
                if gap & (_STOP | _END) and not gap & _COLON and self._ends_sentence(word - 1, gap):
                    break
                if gap & _OPENS and quotation < 0 and self._is_quotation(word):
                    quotation = word
                if gap & _CLOSES and quotation < 0:
                    break
                is_subject = is_subject and not gap & _COLON
            role = 0 if taken[word] else roles[words[word]]
            if role:
                if role & _THAT_WORD and is_open and word - self.last <= _THAT:
                    that = word
                is_open = is_open and that < 0 and not role & _REPORT
                is_subject = is_subject and not role & _ENDS_SUBJECT
            last = word
            if is_subject:
                subject = word
        return _Ahead(subject, last, that, quotation)

    def _is_no_report(self, is_close: bool, is_told: bool, has_clause: bool) -> bool:
        """Whether the verb is none, has no subject of its own, or has the author for it."""
        after = self._role(self.last + 1) if self.tokens.gaps[self.last] == " " else 0
        if after & _NOT_BEFORE and not (after & _BY and (is_told or has_clause)):
            return True
        if after & _AS and not self._is_in_relative():
            return True
        return is_close and (self._is_noun() or self._is_bound(is_told) or self._is_of_author())

    def _is_noun(self) -> bool:
        """Whether the word is part of a name, or rather a noun: it has a capital, or no name before it."""
        words = self.tokens.words
        is_ambiguous = self._role(self.first) & _AMBIGUOUS and not self.tokens.taken[self.first - 1]
        return words[self.first][:1].isupper() or bool(is_ambiguous and not words[self.first - 1][:1].isupper())

    def _is_bound(self, is_told: bool) -> bool:
        """Whether a word before it makes a noun, a participle or a wish of the verb."""
        verb = self.first - 1 if is_told else self.first
        return verb > 0 and bool(self._role(verb - 1) & _NOT_AFTER)

    def _is_of_author(self) -> bool:
        for before in range(self.first - 1, max(self.first - 1 - _NEAR, -1), -1):
            if self.tokens.gaps[before] != " ":
                break
            if self._role(before) & _AUTHOR:
                return True
        return False

    def _is_in_relative(self) -> bool:
        """Whether a relative clause begins shortly before the verb, whose subject then stands between."""
        before = range(self.first - 2, max(self.first - 2 - _NEAR, -1), -1)
        return any(self._role(word) & _RELATIVE for word in before)

    def _is_aside(self, back: _Back, is_apart: bool) -> bool:
        """Whether the verb and its subject stand aside: "as X reported", ", X added." or ", added X."."""
        after = self._gap(self.last)
        if back.has_aside:
            return True
        is_closed = bool(after & _COMMA) or self._ends_sentence(self.last, after)
        if not is_apart:
            return back.has_comma and (is_closed or bool(self._role(self.last + 1) & _ADJUNCT))
        if is_closed or not self._gap(self.first - 1) & _COMMA or self.last + 1 >= len(self.tokens.words):
            return False
        return self.tokens.words[self.last + 1][:1].isupper() or bool(self._role(self.last + 1) & _SUBJECT)

    # -- quotations

    def _is_quotation(self, first: int) -> bool:
        """Whether a quotation begins with a word, and no name."""
        end = min(first + _QUOTED, len(self.tokens.words))
        last = next((place for place in range(first, end) if self._gap(place) & _CLOSES), end - 1)
        return self._is_speech(first, last)

    def _ends_quotation(self, last: int) -> bool:
        """Whether a quotation ends with a word, and no name."""
        begin = max(last - _QUOTED, -1)
        opened = next((place for place in range(last - 1, begin, -1) if self._gap(place) & _OPENS), begin)
        return self._is_speech(opened + 1, last)

    def _is_speech(self, first: int, last: int) -> bool:
        return last - first + 1 >= _CLAUSE and not all(self.tokens.taken[first : last + 1])


def _any_within(starts: Sequence[int], span: tuple[int, int]) -> bool:
    place = bisect_left(starts, span[0])
    return place < len(starts) and starts[place] < span[1]


def _speaker(found: _Found, names: Sequence[Mention], starts: Sequence[int]) -> tuple[int, int] | None:
    """The name in the part of the clause where the subject stands: of a person before one of a body."""
    zones = (found.after, found.before) if found.is_inverted else (found.before, found.after)
    for zone in zones:
        within = names[bisect_left(starts, zone[0]) : bisect_left(starts, zone[1])]
        if zone == found.before:
            within = within[::-1]
        for kind in _RANKS:
            for name in within:
                if name.kind == kind:
                    return name.start, name.end
    return None
