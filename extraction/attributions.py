"""Attributions: words that give a statement to a speaker, and who that is.

A verb of saying reports by itself; a verb of noting only where a clause or a quotation follows, where it stands aside
("as Reuters reported") or where a judgement is its object ("noted the transparency"). Nobody reports himself: a verb
whose subject is the first person is none. Lists: lexicon/*/attributions.yaml.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.lexicon import lexicon
from extraction.mentions import NAMES, Attribution, Mention
from extraction.phrases import ByWord, Phrase, Words
from extraction.sentences import abbreviations
from extraction.tokens import BREAK, REMEMBERED, Keys, Tokens

_REACH = 14
"""Words: how far a subject, an object or the end of a quotation is looked for."""
_THAT = 8
"""Words: how far from its verb a clause may begin, the addressee between ("told the journalists that")."""
_NEAR = 3
"""Words before a verb that may deny that it reports."""
_QUOTED = 40
"""Words: how long a quotation is followed."""
_CLAUSE = 2
"""Words that a quotation has at least."""
_OPENING, _CLOSING = ("«", '"'), ("»", '"')
_STOPS = (".", "!", "?", "…", ";")


_SETS = (
    "norms",
    "that",
    "aside",
    "subject",
    "adjunct",
    "addressed",
    "first_person",
    "not_after",
    "passive",
    "told",
    "boundary",
)


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


class _Wordings(dict[str, tuple[tuple[str, Phrase], ...]]):
    """Word → the reports that could begin with it: their sort and how they are written, the longest first."""

    def __init__(self, listed: list[tuple[str, Phrase]], keys: Keys) -> None:
        super().__init__()
        self._by_word = ByWord((first, item) for item in listed for first in item[1].firsts)
        self._key_of = keys

    def __missing__(self, word: str) -> tuple[tuple[str, Phrase], ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        items = self._by_word.of(self._key_of[word]) if word else []
        found = self[word] = tuple(sorted(items, key=lambda item: -item[1].weight))
        return found


class Attributions:
    """Finds attributions."""

    def __init__(self, language: str, keys: Keys) -> None:
        """Compile the lexicon of a language."""
        data = lexicon(language, "attributions")
        self.keys = keys
        listed = [(sort, Phrase.of(one, {})) for sort in ("phrases", "saying", "noting") for one in data[sort]]
        self.wordings = _Wordings(listed, keys)
        self.sets = {name: Words.of(data[name]) for name in _SETS}
        self.abbreviations = abbreviations(language)

    def begins(self, word: str, key: str) -> bool:
        return bool(self.wordings[word])

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        found: list[Mention] = []
        free = 0
        for index in at:
            if index < free or tokens.taken[index]:
                continue
            for sort, phrase in self.wordings[tokens.words[index]]:
                last = phrase.last(tokens.words, tokens.gaps, self.keys, index)
                if last >= 0:
                    report = _Report(self, tokens, index, last)
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


class _Report:
    """A reporting word or phrase, from word `first` to word `last`."""

    def __init__(self, reader: Attributions, tokens: Tokens, first: int, last: int) -> None:
        self.reader = reader
        self.tokens = tokens
        self.first = first
        self.last = last

    def of_phrase(self) -> _Found | None:
        """As a phrase before its speaker: "according to the commission"."""
        norms = self.reader.sets["norms"]
        following = list(self._along(self.last, 1, _NEAR + 1))
        if not following or any(self._is(word, norms) for word in following):
            return None
        found = self._found(is_inverted=True)
        found.before = (found.start, found.start)
        return found

    def of_verb(self, is_saying: bool) -> _Found | None:
        """As a verb; `is_saying` where it needs no proof that it reports."""
        if self._is_no_report():
            return None
        before = self.tokens.gaps[self.first - 1] if self.first else BREAK
        is_apart = before != " " and self.first > 0 and BREAK not in before
        follows = self._follows()
        is_told = self._is_passive()
        if is_told and follows < 0:
            return None
        found = self._found(is_inverted=is_apart and follows < 0, follows=follows)
        found.is_proven = is_saying or follows >= 0 or found.value == "quoted" or self._is_aside(is_apart)
        return found

    def _found(self, is_inverted: bool, follows: int = -1) -> _Found:
        tokens = self.tokens
        start, end = tokens.starts[self.first], tokens.end(self.last)
        before, after = self._zone(-1), self._zone(1)
        is_addressed = self._is(self.first, self.reader.sets["addressed"]) and not is_inverted
        is_quoted = self._opens_quotation(follows) or (follows < 0 and self._follows_quotation())
        ahead = list(self._along(self.last, 1, _REACH))
        return _Found(
            "attribution",
            start,
            end,
            "quoted" if is_quoted else "reported",
            before=before,
            after=(end, end) if is_addressed or follows == self.last + 1 else after,
            is_inverted=is_inverted,
            reach=tokens.end(ahead[-1]) if ahead else end,
        )

    # -- what stands around

    def _is(self, word: int, words: Words) -> bool:
        return self.reader.keys[self.tokens.words[word]] in words

    def _is_at(self, word: int, name: str) -> bool:
        return word < len(self.tokens.words) and self._is(word, self.reader.sets[name])

    def _ends_sentence(self, word: int) -> bool:
        """Whether a sentence or block ends after a word."""
        gap = self.tokens.gaps[word]
        if BREAK in gap:
            return True
        if not any(mark in gap for mark in _STOPS):
            return False
        written = self.tokens.words[word]
        return not (gap == ". " and (len(written) == 1 or written.lower() in self.reader.abbreviations))

    def _along(self, word: int, step: int, farthest: int) -> Iterator[int]:
        """The words beside one, up to the end of the sentence."""
        for _ in range(farthest):
            gap = word if step > 0 else word - 1
            word += step
            if not 0 <= word < len(self.tokens.words) or gap < 0 or self._ends_sentence(gap):
                return
            yield word

    def _zone(self, step: int) -> tuple[int, int]:
        """Where the speaker may stand on one side: up to a word that begins a clause, or a quotation mark."""
        tokens, sets = self.tokens, self.reader.sets
        edge = self.last if step > 0 else self.first
        farthest = edge
        for word in self._along(edge, step, _REACH):
            gap = tokens.gaps[word - 1 if step > 0 else word]
            is_end = self._is(word, sets["boundary"]) or self._is(word, sets["that"])
            if (is_end and not tokens.taken[word]) or _closes(gap) or ":" in gap:
                break
            farthest = word
        if step > 0:
            return tokens.end(self.last), tokens.end(farthest)
        return tokens.starts[farthest], tokens.starts[self.first]

    def _is_no_report(self) -> bool:
        sets = self.reader.sets
        before = list(self._along(self.first, -1, _NEAR))
        if not before:
            return False
        if self._is(before[0], sets["not_after"]) and not self._is_passive():
            return self.tokens.gaps[self.first - 1] == " "
        return any(
            self._is(word, sets["first_person"])
            for word in before
            if all(self.tokens.gaps[gap] == " " for gap in range(word, self.first))
        )

    def _is_passive(self) -> bool:
        sets = self.reader.sets
        return self.first > 0 and self._is(self.first, sets["told"]) and self._is(self.first - 1, sets["passive"])

    def _follows(self) -> int:
        """The word that begins the clause reported, -1 if none."""
        sets, gaps = self.reader.sets, self.tokens.gaps
        for word in self._along(self.last, 1, _THAT):
            if self._is(word, sets["that"]):
                return word
            if self.reader.wordings[self.tokens.words[word]] or _closes(gaps[word - 1]):
                break
        return -1

    def _is_aside(self, is_apart: bool) -> bool:
        """Whether the verb and its subject stand aside: "as X reported", ", X added." or ", added X."."""
        tokens, sets = self.tokens, self.reader.sets
        after = tokens.gaps[self.last]
        is_closed = "," in after or self._ends_sentence(self.last) or self._is_at(self.last + 1, "adjunct")
        for word in self._along(self.first, -1, _REACH):
            if self._is(word, sets["aside"]):
                return True
            if "," in tokens.gaps[word] and not is_apart:
                return is_closed
            if self._is(word, sets["boundary"]) and not tokens.taken[word]:
                break
        if not is_apart or self.last + 1 >= len(tokens.words) or is_closed:
            return False
        following = tokens.words[self.last + 1]
        return "," in tokens.gaps[self.first - 1] and (
            following[:1].isupper() or self._is(self.last + 1, sets["subject"])
        )

    # -- quotations

    def _opens_quotation(self, follows: int) -> bool:
        """Whether a quotation of several words begins in what is reported."""
        tokens = self.tokens
        for word in self._along(max(self.last, follows), 1, _REACH):
            gap = tokens.gaps[word - 1]
            if _opens(gap) and not tokens.taken[word]:
                return self._closes_after(word)
            if _closes(gap):
                break
        return False

    def _closes_after(self, word: int) -> bool:
        gaps = self.tokens.gaps
        end = min(word + _QUOTED, len(gaps))
        length = next((place - word + 1 for place in range(word, end) if _closes(gaps[place])), _QUOTED)
        return length >= _CLAUSE

    def _follows_quotation(self) -> bool:
        """Whether a quotation of several words ends before the verb and its subject."""
        tokens, gaps = self.tokens, self.tokens.gaps
        for word in range(self.first - 1, max(self.first - 1 - _REACH, -1), -1):
            gap = gaps[word]
            if BREAK in gap or (word + 1 < self.first and self._is(word + 1, self.reader.sets["boundary"])):
                return False
            if _closes(gap) and not tokens.taken[word]:
                begin = max(word - _QUOTED, -1)
                opened = next((place for place in range(word - 1, begin, -1) if _opens(gaps[place])), begin)
                return word - opened >= _CLAUSE
            if self._ends_sentence(word):
                return False
        return False


def _opens(gap: str) -> bool:
    return gap.endswith(_OPENING)


def _closes(gap: str) -> bool:
    return "»" in gap or ('"' in gap and not gap.endswith('"'))


def _any_within(starts: Sequence[int], span: tuple[int, int]) -> bool:
    place = bisect_left(starts, span[0])
    return place < len(starts) and starts[place] < span[1]


_RANKS = ("person", "organization", "country", "place")


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
