"""Attributions: words that give a statement to a speaker, and who that is.

A verb of saying reports by itself; a verb of noting only where a clause or a quotation follows, where it stands aside
("as Reuters reported") or where a judgement is its object ("noted the transparency"). Nobody reports himself: a verb
whose subject is the first person is none. Lists: lexicon/*/attributions.yaml.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.lexicon import lexicon
from extraction.mentions import Attribution, Mention
from extraction.phrases import Phrase, Phrases, first_words
from extraction.sentences import abbreviations
from extraction.tokens import BREAK, REMEMBERED, SMALL_LETTERS, Keys, Tokens
from extraction.verdicts.clauses import Roles, bits
from extraction.verdicts.speakers import People, Speakers, Zone

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
_FAR = 60
"""The same where what stands aside between commas is passed over."""
_ADVERBS = 5
"""Words that may stand between such an aside and the verb: "has also"."""
_SAME = 600
"""Code points within which a report has the speaker of the one before."""
_SENTENCE_END = re.compile(rf"[.!?…][\"'»”’)]*\s+(?=\W?[^\W\d_{SMALL_LETTERS}])")
_STOPS = frozenset(".!?…;")

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
    "pronoun",
    "participle",
    "adverb",
    "noun",
    "joining_verbs",
    "possessive",
)
_BIT = bits(_ROLES)
_NORM, _THAT_WORD, _ASIDE, _SUBJECT, _ADJUNCT = (_BIT[name] for name in _ROLES[:5])
_ADDRESSED, _AUTHOR, _NOT_AFTER, _NOT_BEFORE, _AS, _BY, _RELATIVE, _AMBIGUOUS = (_BIT[name] for name in _ROLES[5:13])
_PASSIVE, _TOLD, _BOUNDARY, _ABBREVIATION, _REPORT, _PRONOUN, _PARTICIPLE = (_BIT[name] for name in _ROLES[13:20])
_ADVERB, _SUBJECT_WORD, _JOINING, _POSSESSIVE = (_BIT[name] for name in _ROLES[20:24])
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
    """An attribution before the document is known, with the places where its speaker may be named.

    `is_proven` is false where only a judgement as its object could prove it; `reach` is where such may begin.
    """

    zones: tuple[Zone, ...] = ()
    is_proven: bool = True
    reach: int = 0
    is_same: bool = False
    """Whether the speaker, where no name stands, is that of the attribution before: of "he added"."""
    has_no_subject: bool = False
    """Whether it has the subject of another verb: "adding"."""
    is_joined: bool = False
    """Whether an "and" or "but" joins it to a clause whose subject it has: "praised the count but noted"."""


class Attributions:
    """Finds attributions."""

    def __init__(self, language: str, keys: Keys) -> None:
        """Compile the lexicon of a language."""
        data = lexicon(language, "attributions")
        listed = [(one, sort) for sort in ("phrases", "saying", "noting") for one in data[sort]]
        lists = {name: data[name] for name in _ROLES if name in data}
        lists["abbreviation"] = sorted(abbreviations(language))
        lists["report"] = [
            first
            for one, sort in listed
            if sort != "phrases" and Phrase.of(one, {}).is_plain
            for first in first_words(one, {})
        ]
        self._keys = keys
        self._wordings = Phrases(listed, keys)
        self._roles = Roles(lists, _BIT, keys)
        self._is_free = data["is_free"] == "yes"
        self._people = People(data["people"], data["joining"], keys, is_before=self._is_free)

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
                    report = _Report(self._roles, self._is_free, tokens, index, last)
                    made = report.of_phrase() if sort == "phrases" else report.of_verb(sort == "saying")
                    if made is not None:
                        found.append(made)
                        free = last + 1
                    break
        return found

    def _person_before(self, text: str, speakers: Speakers, position: int) -> tuple[int, int] | None:
        """Whom a pronoun means where nobody spoke before: the person named last, in this sentence or the one before."""
        person = speakers.person_before(position)
        return person if person is not None and _is_near(text, person[1], position) else None

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        judgements = sorted(mention.start for mention in mentions if mention.kind == "cue")
        speakers = Speakers(text, mentions, self._people)
        last = Attribution("attribution", -1, -1, "")
        is_clause = False
        kept: list[Mention] = []
        for mention in mentions:
            if not isinstance(mention, _Found):
                kept.append(mention)
            elif mention.is_proven or _any_within(judgements, (mention.end, mention.reach)):
                is_same = mention.is_same and _is_near(text, last.end, mention.start)
                goes_on = is_clause and mention.is_joined and _are_of_sentence(text, last.end, mention.start)
                is_told = (is_same and mention.has_no_subject) or (goes_on and last.speaker is not None)
                speaker = None if is_told else speakers.of(mention.zones)
                speaker = last.speaker if is_same and speaker is None else speaker
                if mention.is_same and speaker is None:
                    speaker = self._person_before(text, speakers, mention.start)
                last = Attribution("attribution", mention.start, mention.end, mention.value, speaker=speaker)
                is_clause = not mention.zones[0].is_of_phrase
                kept.append(last)
        return kept


@dataclass(slots=True)
class _Back:
    """What stands before a verb in its sentence."""

    subject: int
    """The first word of where the subject may stand."""
    clause: int
    """The same where an aside stands between them."""
    has_aside: bool = False
    has_comma: bool = False
    is_same: bool = False
    """Whether a pronoun is the subject, or the verb has none of its own."""
    is_joined: bool = False
    """Whether the verb has the subject of the clause that it is joined to."""
    quotation: int = -1
    """The last word of a quotation."""


@dataclass(slots=True)
class _Ahead:
    """What stands after a verb or phrase in its sentence."""

    subject: int
    """The last word of where the subject may stand."""
    beside: int
    """The last of them before a comma."""
    last: int
    that: int = -1
    """The word with which the clause reported begins."""
    quotation: int = -1
    """The first word of a quotation."""


class _Report:
    """A reporting word or phrase, from word `first` to word `last`."""

    def __init__(self, roles: Roles, is_free: bool, tokens: Tokens, first: int, last: int) -> None:
        self.roles = roles
        self.is_free = is_free
        self.tokens = tokens
        self.first = first
        self.last = last

    def of_phrase(self) -> _Found | None:
        """As a phrase beside its speaker: "according to the commission"."""
        ahead = self._look_ahead()
        near = min(self.last + _NEAR + 1, ahead.last)
        for word in range(self.last + 1, near + 1):
            role = self._role(word)
            if role & _NORM and (word == self.last + 1 or not role & _RELATIVE):
                return None
        found = self._found(ahead, ahead.quotation > self.last + 1)
        found.zones = (self._zone_after(ahead, is_of_phrase=True),)
        if any(self._role(word) & _POSSESSIVE for word in range(self.first, self.last + 1)):
            found.is_same = found.has_no_subject = True  # "in his words"
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
        found.zones = self._zones(back, ahead, is_apart, is_by)
        found.has_no_subject = bool(self._role(self.first) & _PARTICIPLE)
        found.is_same = back.is_same or found.has_no_subject or bool(self._role(self.last + 1) & _PRONOUN)
        found.is_joined = back.is_joined
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
            reach=tokens.end(ahead.last),
        )

    def _zones(self, back: _Back, ahead: _Ahead, is_apart: bool, is_by: bool) -> tuple[Zone, ...]:
        """Where the subject may stand: after the verb where that stands apart or is passive, else rather before."""
        following = self.last + 1
        is_addressed = self._role(self.first) & _ADDRESSED
        is_inverted = is_apart and ahead.that < 0 and self.tokens.gaps[self.last] == " " and not is_addressed
        before = self._zone_before(back, self.tokens.starts[self.first])
        if (ahead.that == following or is_addressed) and not is_by:
            return (before,)
        after = self._zone_after(ahead)
        if is_by:
            return (after,)
        is_marked = self._role(following) & _SUBJECT_WORD or self._is_capital(following)
        return (after, before) if is_inverted and (self.is_free or is_marked) else (before, after)

    def _zone_after(self, ahead: _Ahead, is_of_phrase: bool = False) -> Zone:
        tokens = self.tokens
        zone = (tokens.end(self.last), tokens.end(ahead.beside), tokens.end(ahead.subject))
        return Zone(*zone, is_before=False, is_of_phrase=is_of_phrase)

    def _zone_before(self, back: _Back, end: int) -> Zone:
        starts = self.tokens.starts
        return Zone(starts[back.subject], end, starts[back.clause], is_before=True)

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
        first, ends = self.first, _STOP | _END
        roles, words, gaps, taken = self.roles, self.tokens.words, self.tokens.gaps, self.tokens.taken
        is_subject = is_beside = True
        has_aside = has_comma = False
        subject, quotation = first, -1
        for word in range(first - 1, max(first - 1 - _REACH, -1), -1):
            gap = _gap_bits[gaps[word]]
            if gap:
                if gap & _CLOSES and not gap & _END and self._ends_quotation(word):
                    quotation = word
                    break
                if gap & ends and self._ends_sentence(word, gap):
                    break
                if gap & _COMMA:
                    is_beside = False
                    has_comma = has_comma or word + 1 < first
            role = 0 if taken[word] else roles[words[word]]
            if role & _ASIDE and is_subject:
                has_aside = True
            if role & _ENDS_SUBJECT or gap & _COLON:
                is_subject = False
                if role & _BOUNDARY:
                    break
            if is_subject and is_beside:
                subject = word
        found = _Back(subject, first, has_aside, has_comma, quotation=quotation)
        if self._is_joined():
            found.is_joined = found.is_same = True
            found.clause = self._before_joined()
            return found
        if self._follows_aside():
            found.clause = self._before_aside()
            return found
        between = [0 if taken[word] else roles[words[word]] for word in range(found.subject, self.first)]
        found.is_same = len(between) <= _NEAR and (not between or any(role & _PRONOUN for role in between))
        return found

    def _is_joined(self) -> bool:
        """Whether the verb follows an "and" or "but" and adverbs, so that its subject stands before."""
        for word in range(self.first - 1, max(self.first - 2 - _ADVERBS, -1), -1):
            role = 0 if self.tokens.taken[word] else self._role(word)
            if self._gap(word) & (_STOP | _END | _COMMA | _CLOSES | _COLON):
                return False
            if role & _JOINING:
                return True
            if not role & _ADVERB:
                return False
        return False

    def _before_joined(self) -> int:
        """The first word of the sentence, or after a word that begins a clause in it with a subject of its own."""
        begin = self.first
        for word in range(self.first - 1, max(self.first - 1 - _FAR, -1), -1):
            gap = self._gap(word)
            if gap & (_STOP | _END) and self._ends_sentence(word, gap):
                break
            if (gap & _CLOSES and self._ends_quotation(word)) or self._role(word) & _THAT_WORD:
                break
            begin = word
        return begin

    def _follows_aside(self) -> bool:
        """Whether what stands aside between commas ends before the verb: "X, who chairs Y, has said"."""
        for word in range(self.first - 1, max(self.first - 2 - _ADVERBS, -1), -1):
            gap = self._gap(word)
            if gap & (_STOP | _END) or (gap & _CLOSES and self._ends_quotation(word)):
                return False
            if gap & _COMMA:
                return True
            if not self.tokens.taken[word] and not self._role(word) & _ADVERB:
                return False
        return False

    def _before_aside(self) -> int:
        """The first word of the clause, asides and lists in it passed over; the verb where no comma opens an aside."""
        begin = self.first
        commas = 0
        for word in range(self.first - 1, max(self.first - 1 - _FAR, -1), -1):
            gap = self._gap(word)
            if gap & (_STOP | _END) and self._ends_sentence(word, gap):
                break
            if gap & _CLOSES and self._ends_quotation(word):
                break
            commas += bool(gap & _COMMA)
            role = 0 if self.tokens.taken[word] else self._role(word)
            is_opening = bool(self._gap(word - 1) & _COMMA)
            if role & _REPORT or (role & _ENDS_SUBJECT and not role & _RELATIVE and (is_opening or role & _THAT_WORD)):
                break
            begin = word
        return begin if commas > 1 else self.first

    def _look_ahead(self) -> _Ahead:
        roles, words, gaps, taken = self.roles, self.tokens.words, self.tokens.gaps, self.tokens.taken
        subject = beside = last = self.last
        that = quotation = -1
        is_subject = is_open = is_beside = True
        is_within = False
        for word in range(last + 1, min(last + 1 + _REACH, len(words))):
            gap = _gap_bits[gaps[word - 1]]
            if gap:
                if gap & (_STOP | _END) and not gap & _COLON and self._ends_sentence(word - 1, gap):
                    break
                if gap & _CLOSES and quotation < 0 and not is_within:
                    break
                is_within = is_within and not gap & _CLOSES
                if gap & _OPENS and quotation < 0:
                    if self._is_quotation(word):
                        quotation = word
                    is_within = True
                is_subject = is_subject and not gap & _COLON
                is_beside = is_beside and not gap & _COMMA
            role = 0 if taken[word] else roles[words[word]]
            if role:
                if role & _THAT_WORD and is_open and word - self.last <= _THAT:
                    that = word
                if role & _REPORT:
                    break
                is_open = is_open and that < 0
                is_subject = is_subject and not role & _ENDS_SUBJECT
            last = word
            if is_subject:
                subject = word
                if is_beside:
                    beside = word
        return _Ahead(subject, beside, last, that, quotation)

    def _is_no_report(self, is_close: bool, is_told: bool, has_clause: bool) -> bool:
        """Whether the verb is none, has no subject of its own, or has the author for it."""
        after = self._role(self.last + 1) if self.tokens.gaps[self.last] == " " else 0
        if after & _NOT_BEFORE and not (after & _BY and (is_told or has_clause)):
            return True
        if after & _AS and not self._is_in_relative():
            return True
        return is_close and (self._is_noun() or self._is_bound(is_told) or self._is_of_author())

    def _is_capital(self, word: int) -> bool:
        return word < len(self.tokens.words) and self.tokens.words[word][:1].isupper()

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


def _is_near(text: str, end: int, start: int) -> bool:
    """Whether an attribution that ends at a place stands in the same sentence as another, or in the one before."""
    return 0 <= end >= start - _SAME and len(_SENTENCE_END.findall(text, end, start)) <= 1


def _are_of_sentence(text: str, end: int, start: int) -> bool:
    """Whether no sentence ends between two places."""
    return 0 <= end >= start - _SAME and not _SENTENCE_END.search(text, end, start)


def _any_within(starts: Sequence[int], span: tuple[int, int]) -> bool:
    place = bisect_left(starts, span[0])
    return place < len(starts) and starts[place] < span[1]
