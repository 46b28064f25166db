"""What single words and gaps do in a sentence, one bit each, so that a clause is read by looking at few words.

The names of the bits that stand for words are those of the lists in a language's lexicon (`roles`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import compress
from operator import neg, or_

from extraction.phrases import ByWord, Phrases
from extraction.tokens import BREAK, REMEMBERED, Keys, Tokens

STOP, HARD, COMMA, BLOCK = 1, 2, 4, 8
"""The gap before a word: a sentence may end, a clause ends, a comma, a block ends."""

MEMBER, VERB = 1, 2
"""What a word of a cue may be in a list: a member, or a verb that keeps a negation before it to itself."""

MARKED = 16
"""A word that does something in a clause; all others are passed over."""

_GAPS = STOP | HARD | COMMA | BLOCK
_PARTING = HARD | COMMA
_STOPS = ".!?…"
_HARD = ";:–"
FARTHEST = 24
"""Words of a role that a clause is followed for, on either side."""
_LISTED = 4
"""Words: how long a member of a list may be."""
_RELATIVE = 8
"""Words of a role in a relative clause that is passed over."""


def bits(names: Iterable[str]) -> dict[str, int]:
    """A bit for each role."""
    return {name: 32 << number for number, name in enumerate(names)}


class Roles(dict[str, int]):
    """Word → the bits of its roles."""

    def __init__(self, listed: Mapping[str, Sequence[str]], named: Mapping[str, int], keys: Keys) -> None:
        super().__init__()
        self._by_word = ByWord((word, named[name]) for name, words in listed.items() for word in words)
        self._key_of = keys

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        mask = 0
        if word:
            key = self._key_of[word]
            for bit in self._by_word.of(key):
                mask |= bit
            mask |= self.also(word, key)
        self[word] = mask
        return mask

    def also(self, word: str, key: str) -> int:
        """Bits of a word that no list gives."""
        return 0


class _GapBits(dict[str, int]):
    def __missing__(self, gap: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        found = 0
        if BREAK in gap:
            found = STOP | BLOCK
        elif any(mark in gap for mark in _STOPS) and (" " in gap):
            found = STOP
        elif any(mark in gap for mark in _HARD) and gap != "–":
            found = HARD
        if "," in gap:
            found |= COMMA
        self[gap] = found
        return found


_gap_bits = _GapBits()


@dataclass(frozen=True, slots=True)
class Signs:
    """The bits by which a clause is followed."""

    named: int
    denial: int
    turning: int
    """Words at which a clause may turn; all others are but gathered."""

    abbreviation: int
    opener: int
    boundary: int
    relative: int
    that: int
    coordinator: int
    finite: int
    negation: int
    aside: int
    exempting: int
    """Words with which a phrase that denies nothing may begin: "a few", "not only"."""
    exempt: int
    """After these a word that may begin a clause begins none: "anything but"."""
    participle: int
    """After a comma these go on with the clause."""
    evaluative: int
    """Before a comma these are members of a list."""
    kept: int
    """What a word does also where it is part of a name or date: May is no modal verb there, an assembly elects."""


@dataclass(slots=True)
class Clause:
    """The words of a role on one side of a word, the nearest first, up to where its clause ends."""

    words: list[int]
    seen: int
    """Every role that one of them has."""
    finite: int
    """How many of them stand between the word and the nearest finite verb."""
    phrase: int
    """How many of them stand in the same phrase: up to an "and" or comma before something new."""
    beyond: Sequence[int] = ()
    """Words beyond a comma after which something new is said, up to a finite verb."""
    boundary: int = -1
    """The place in `Sentences.marks` of the word that the clause begins with, such as "that"."""
    is_finite: bool = False
    """Whether a finite verb is among them."""


class Sentences:
    """A stretch of text as roles of words; `marks` are the words that have one, in order."""

    def __init__(self, tokens: Tokens, roles: Roles, signs: Signs, negations: Phrases[str], keys: Keys) -> None:
        self.tokens = tokens
        self._negations = negations
        self._keys = keys
        self._denying: dict[int, list[tuple[int, str]]] = {}
        self.signs = signs
        before = [STOP | BLOCK]
        before += map(_gap_bits.__getitem__, tokens.gaps)
        self.roles = list(map(or_, map(roles.__getitem__, tokens.words), before))
        kept, taken = signs.kept | _GAPS, tokens.taken
        for index in compress(range(len(self.roles)), taken):
            role = self.roles[index] & kept
            self.roles[index] = role | MARKED if role & signs.named else role
        self.members = bytearray(len(self.roles))
        """Words that may be members of a list: set by who reads the stretch, before it asks for what stands after."""
        marked = MARKED | _GAPS
        self.marks = list(compress(range(len(self.roles)), map(marked.__and__, self.roles)))
        self.acts = list(map(self.roles.__getitem__, self.marks))
        """The roles of the marks."""
        self.named = self.having(signs.named)
        """The places in `marks` of words that speak of elections."""
        self.denials = self.having(signs.denial)
        """The places in `marks` of words that may deny what stands about them."""
        begin = self.begins_sentence
        self._starts = [number for number in self.having(STOP) if begin(self.marks[number])]
        self._read: tuple[int, int, Clause] = (-1, -1, Clause([], 0, 0, 0))

    def having(self, roles: int) -> list[int]:
        """The places in `marks` of the words that have one of some roles."""
        return list(compress(range(len(self.acts)), map(roles.__and__, self.acts)))

    def has_after(self, number: int, roles: int) -> bool:
        """Whether a word that may deny, and has one of some roles, stands at `marks[number]` or not far behind."""
        denials, acts = self.denials, self.acts
        place = bisect_left(denials, number)
        while place < len(denials) and denials[place] < number + FARTHEST:
            if acts[denials[place]] & roles:
                return True
            place += 1
        return False

    @cached_property
    def _ends(self) -> list[int]:
        """The places in `marks` where what stands after a word of the clause before ends."""
        acts, signs = self.acts, self.signs
        return [
            number
            for number in self.having(HARD | STOP | signs.boundary)
            if acts[number] & HARD
            or (acts[number] & STOP and self.begins_sentence(self.marks[number]))
            or (
                acts[number] & signs.boundary
                and not acts[number] & signs.relative
                and not self.joins(self.marks[number])
            )
        ]

    def negations(self, word: int) -> list[tuple[int, str]]:
        """The phrases of negation that a word begins: the last word of each, and its kind; asked once for each word."""
        known = self._denying.get(word)
        if known is None:
            known = self._denying[word] = self._find_negations(word)
        return known

    def _find_negations(self, word: int) -> list[tuple[int, str]]:
        words, gaps = self.tokens.words, self.tokens.gaps
        if word and self.roles[word - 1] & self.signs.exempting:
            for phrase, kind in self._negations.at(words, word - 1):
                if kind == "not" and phrase.last(words, gaps, self._keys, word - 1) >= word:
                    return [(-1, kind)]
        here = self._negations.at(words, word)
        matched = ((phrase.last(words, gaps, self._keys, word), kind) for phrase, kind in here)
        return [(last, kind) for last, kind in matched if last >= 0]

    def first(self, number: int) -> int:
        """The place in `marks` where the sentence of `marks[number]` begins."""
        place = bisect_right(self._starts, number)
        return self._starts[place - 1] if place else 0

    def end(self, number: int) -> int:
        """The place in `marks` behind the sentence of `marks[number]`."""
        place = bisect_right(self._starts, number)
        return self._starts[place] if place < len(self._starts) else len(self.marks)

    def begins_sentence(self, index: int) -> bool:
        """Whether a sentence begins with a word."""
        role = self.roles[index]
        if not role & STOP:
            return False
        if role & BLOCK or not index:
            return True
        word = self.tokens.words[index - 1]
        is_abbreviated = (len(word) == 1 and not word.isdigit()) or self.roles[index - 1] & self.signs.abbreviation
        return not (is_abbreviated and self.tokens.gaps[index - 1].startswith("."))

    def left(self, index: int, number: int, first: int) -> Clause:
        """The words before a word, from `marks[number - 1]` on, in a sentence that begins at `marks[first]`.

        What was last read is not read again: a clause costs the same however many of its words are asked for.
        """
        clause = self._left(index, number, first)
        if number < len(self.marks) and self.marks[number] == index:
            self._read = (number, first, clause)
        return clause

    def _left(self, index: int, number: int, first: int) -> Clause:
        acts, marks, signs = self.acts, self.marks, self.signs
        turning = signs.turning
        read, its_first, before_read = self._read
        read = read if its_first == first else -1
        found: list[int] = []
        finite = phrase = -1
        seen = 0
        place, last = number - 1, max(first, number - FARTHEST)
        after = self.roles[index]
        while place >= last:
            if place + 1 == read and finite < 0:
                return self._continued(Clause(found, seen, finite, phrase), before_read, last)
            role = acts[place]
            if not (after & _PARTING or role & turning):
                found.append(marks[place])
                seen |= role
                after = role
                place -= 1
                continue
            if after & HARD:
                break
            if after & COMMA and not after & signs.participle:
                if finite >= 0:
                    break
                before = self._before_comma(place, marks[place + 1] if place + 1 < number else index, last)
                if before < last:
                    return Clause(found, seen, len(found), _or_all(phrase, found), self._beyond(place, last))
                if before == place and after & signs.opener and phrase < 0:
                    phrase = len(found)
                place = before
                role = acts[place]
            word = marks[place]
            if role & signs.boundary and not self.joins(word):
                is_finite = finite >= 0
                finite, phrase = _or_all(finite, found), _or_all(phrase, found)
                return Clause(found, seen, finite, phrase, boundary=place, is_finite=is_finite)
            if role & signs.coordinator and finite >= 0:
                break
            if role & signs.coordinator and phrase < 0 and self.roles[word + 1] & signs.opener:
                phrase = len(found)
            found.append(word)
            seen |= role if not role & signs.negation or self.negations(word) else role & ~signs.negation
            if finite < 0 and role & signs.finite:
                finite = len(found)
            after = role
            place -= 1
        is_finite = finite >= 0
        return Clause(found, seen, _or_all(finite, found), _or_all(phrase, found), is_finite=is_finite)

    def _continued(self, near: Clause, far: Clause, last: int) -> Clause:
        """Words read now and, before them, those of a clause read before, from `marks[last]` on."""
        words = far.words
        if words and words[-1] < self.marks[last]:
            words = words[: bisect_left(words, -self.marks[last] + 1, key=neg)]
        found = near.words + words
        shift = len(near.words)
        is_finite = far.is_finite and far.finite <= len(words)
        finite = shift + far.finite if is_finite else len(found)
        phrase = near.phrase if near.phrase >= 0 else min(shift + far.phrase, len(found))
        beyond = [word for word in far.beyond if word >= self.marks[last]]
        boundary = far.boundary if far.boundary >= last else -1
        return Clause(found, near.seen | far.seen, finite, phrase, beyond, boundary, is_finite)

    def right(self, number: int) -> Clause:
        """The words from `marks[number]` on to where the clause ends, a relative one not counted."""
        place = bisect_left(self._ends, number)
        end = min(self._ends[place] if place < len(self._ends) else len(self.marks), number + FARTHEST)
        words = self.marks[number:end]
        return Clause(words, reduce(or_, self.acts[number:end], 0), len(words), len(words))

    def _before_comma(self, place: int, following: int, last: int) -> int:
        """Where the clause goes on before a comma: in a list at once, else before a relative clause; -1 if not."""
        return place if self._is_listed(following) else self._before_relative(place, last)

    def _beyond(self, place: int, last: int) -> list[int]:
        """The words from `marks[place]` back to a finite verb, included, or where a clause begins."""
        roles, marks, signs = self.roles, self.marks, self.signs
        found: list[int] = []
        for number in range(place, last - 1, -1):
            role = roles[marks[number]]
            if role & signs.boundary:
                break
            found.append(marks[number])
            if role & (signs.finite | HARD):
                break
        return found

    def _before_relative(self, place: int, last: int) -> int:
        """The mark before a relative clause that ends with `marks[place]`'s phrase, -1 if none does."""
        roles, marks = self.roles, self.marks
        for number in range(place, max(last, place - _RELATIVE) - 1, -1):
            role = roles[marks[number]]
            if role & HARD:
                break
            if role & self.signs.relative and role & COMMA and not role & self.signs.that:
                return number - 1
        return -1

    def joins(self, index: int) -> bool:
        """Whether a word that may begin a clause is but part of an "and" or a negation: «а также», "anything but"."""
        if index and self.roles[index - 1] & self.signs.exempt:
            return True
        return index + 1 < len(self.roles) and bool(self.roles[index + 1] & self.signs.coordinator)

    def _is_listed(self, word: int) -> bool:
        """Whether a comma before a word parts members of a list, or an aside."""
        roles, signs = self.roles, self.signs
        if any(self.members[max(word - _LISTED, 0) : word]):
            return True
        return bool((roles[word] | roles[word - 1]) & signs.aside or roles[word - 1] & signs.evaluative)


def _or_all(number: int, found: Sequence[int]) -> int:
    return len(found) if number < 0 else number
