"""The lexicon of verdict cues, compiled (lexicon/*/cues.yaml, aspects.yaml)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

from extraction.lexicon import lexicon
from extraction.phrases import ByWord, Phrase, Phrases, Words, first_words
from extraction.sentences import abbreviations
from extraction.tokens import REMEMBERED, Keys, Tokens
from extraction.verdicts.clauses import MARKED, Roles, Signs, bits

_UNMARKED = (
    "opener",
    "degree",
    "copula",
    "norm_head",
    "norm_link",
    "infinitive",
    "partial",
    "wish_link",
    "small",
    "intensifier",
    "purpose",
    "exempt",
    "abbreviation",
    "participle",
    "predicative",
    "adverbial",
    "candidate",
    "exempting",
    "asked",
    "inverted",
)
_MARKED = (
    "boundary",
    "coordinator",
    "finite",
    "negation",
    "relative",
    "that",
    "benchmark",
    "election",
    "vote",
    "foreign",
    "fault",
    "evaluative",
    "find",
    "absent",
    "reverser",
    "averted",
    "irrealis",
    "punish",
    "harm",
    "wish",
    "to",
    "norm",
    "wish_for",
    "future",
    "hypothetic",
    "disjunction",
    "saying",
    "condition",
    "deem",
    "call",
    "opinion",
    "enabling",
    "topic",
    "resist",
    "support",
    "aside",
    "cue",
)
BIT = bits((*_MARKED, *_UNMARKED))
"""Role → its bit; what the roles are, cues.yaml says."""

SIGNS = Signs(
    turning=sum(BIT[name] for name in ("boundary", "coordinator", "finite", "negation")),
    denial=sum(BIT[name] for name in ("negation", "absent", "reverser", "averted", "irrealis", "punish")),
    named=sum(BIT[name] for name in ("benchmark", "election", "vote", "foreign")),
    abbreviation=BIT["abbreviation"],
    opener=BIT["opener"],
    boundary=BIT["boundary"],
    relative=BIT["relative"],
    that=BIT["that"],
    coordinator=BIT["coordinator"],
    finite=BIT["finite"],
    negation=BIT["negation"],
    aside=BIT["aside"],
    exempt=BIT["exempt"],
    exempting=BIT["exempting"],
    participle=BIT["participle"],
    evaluative=BIT["evaluative"],
    kept=sum(BIT[name] for name in ("opener", "abbreviation", "benchmark", "election", "vote", "foreign")),
)

_QUIET = frozenset({"none", "weak", "remarks", "traces", "found"})
_MARKING = {"harms": BIT["harm"], "faults": BIT["fault"]}
"""Sorts that are a role of their words."""
_MARKING_SUM = sum(BIT[name] for name in _MARKED)
_SHORTEST = 3
"""Letters that a derived word has before its ending."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase may be: a cue of a sort, of the sort `none` no cue."""

    sort: str
    is_positive: bool


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    yield from zip(data["none"], repeat(Entry("none", is_positive=True)))
    for stance in ("positive", "negative"):
        for sort, phrases in data[stance].items():
            yield from zip(phrases, repeat(Entry(sort, is_positive=stance == "positive")))


class Entries(Phrases[Entry]):
    """The phrases of a lexicon; of a word that it does not list, what the word is derived from says what it is.

    `prefixes` turn the stance of a quality ("unhelpful" from "helpful"), `derivations` keep it: ending, the ending of
    the word that it is derived from, and the sort ("clumsily" from "clumsy").
    """

    def __init__(self, data: Mapping[str, Any], keys: Keys) -> None:
        super().__init__(_entries(data), keys, data["sets"])
        self._prefixes = tuple(data.get("prefixes", ()))
        self._derivations = tuple((ending, base, sort) for ending, base, sort in data.get("derivations", ()))
        self._endings = tuple(ending for ending, _, _ in self._derivations)

    def made(self, number: int) -> tuple[Phrase, Entry]:
        phrase, entry = super().made(number)
        self._made[number] = item = phrase, replace(entry)  # each phrase has an entry of its own
        return item

    def of(self, word: str) -> list[tuple[Phrase, Entry]]:
        listed = super().of(word)
        if listed or not word:
            return listed
        key = self._key_of[word]
        found = self._derived(key)
        for prefix in () if found else self._prefixes:
            if key.startswith(prefix):
                base = key[len(prefix) :]
                for entry in (*self._qualities(base), *self._derived(base)):
                    found.append(Entry("qualities", not entry.is_positive))
        phrase = Phrase((), (Words(frozenset((key,)), ()),), (), is_plain=True)
        return [(phrase, entry) for entry in found[:1]]

    def _derived(self, key: str) -> list[Entry]:
        found: list[Entry] = []
        for ending, replaced, sort in self._derivations if key.endswith(self._endings) else ():
            if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST:
                for entry in self._qualities(f"{key[: len(key) - len(ending)]}{replaced}"):
                    is_noun = sort == "nouns" and entry.is_positive
                    found.append(Entry("nouns", is_positive=True) if is_noun else entry)
        return found

    def _qualities(self, key: str) -> list[Entry]:
        return [entry for phrase, entry in self.listed(key) if phrase.is_plain and entry.sort in {"qualities", "weak"}]


class CueRoles(Roles):
    """The roles that the lexicon lists, and those that follow from what could begin at a word."""

    def __init__(
        self, data: Mapping[str, Any], lists: Mapping[str, list[str]], keys: Keys, entries: Phrases[Entry]
    ) -> None:
        super().__init__(lists, BIT, keys)
        self._entries = entries
        self._finite_endings = tuple(data.get("finite_endings", ()))
        self._predicative_endings = tuple(data.get("predicative_endings", ()))
        self._adverbial_endings = tuple(data.get("adverbial_endings", ()))
        self._participle_endings = tuple(data.get("participle_endings", ()))

    def also(self, word: str, key: str) -> int:
        mask = 0
        for phrase, entry in self._entries.of(word):
            if entry.sort != "none":
                mask |= BIT["candidate"]
                if len(phrase.marked) == 1:
                    mask |= BIT["evaluative"]
                if entry.sort not in _QUIET and phrase.is_plain:
                    mask |= BIT["cue"]
            if len(phrase.marked) == 1 and entry.sort in _MARKING:
                mask |= _MARKING[entry.sort]
        if self._finite_endings and len(key) > 4 and key.endswith(self._finite_endings):
            mask |= BIT["finite"]
        if self._participle_endings and key.endswith(self._participle_endings):
            mask |= BIT["participle"]
        if self._predicative_endings and mask & BIT["candidate"] and key.endswith(self._predicative_endings):
            mask |= BIT["predicative"]
        if self._adverbial_endings and mask & BIT["candidate"] and key.endswith(self._adverbial_endings):
            mask |= BIT["adverbial"]
        return mask

    def __missing__(self, word: str) -> int:
        mask = super().__missing__(word)
        if mask & _MARKING_SUM:
            mask = self[word] = mask | MARKED
        return mask


class CueLexicon:
    """All that is known of a language's cues."""

    def __init__(self, language: str, keys: Keys) -> None:
        """Compile the lexicon."""
        data = lexicon(language, "cues")
        aspects: Mapping[str, list[str]] = lexicon(language, "aspects")
        negations = [(one, kind) for kind, listed in data["negations"].items() for one in listed]
        lists: dict[str, list[str]] = dict(data["roles"])
        lists["election"] = [*lists["election"], *(word for words in aspects.values() for word in words)]
        lists["abbreviation"] = sorted(abbreviations(language))
        lists["negation"] = [first for one, kind in negations if kind != "not" for first in first_words(one, {})]
        lists["exempting"] = [first for one, kind in negations if kind == "not" for first in first_words(one, {})]
        self.keys = keys
        self.entries = Entries(data, keys)
        self.roles = CueRoles(data, lists, keys, self.entries)
        self.negations: Phrases[str] = Phrases(negations, keys)
        self.aspects = _Aspects(aspects, keys)

    def fitting(self, tokens: Tokens, index: int) -> tuple[Entry, int] | None:
        """What a word and those after it may be as a cue, and its last word; None where they are none."""
        words = tokens.words
        listed = self.entries[words[index], words[index + 1] if index + 1 < len(words) else ""]
        return self.fitting_of(listed, tokens, index)

    def fitting_of(
        self, listed: Iterable[tuple[Phrase, Entry]], tokens: Tokens, index: int
    ) -> tuple[Entry, int] | None:
        """The same, of the phrases that the word and the next could begin."""
        words = tokens.words
        for phrase, entry in listed:
            last = index if phrase.is_plain else phrase.last(words, tokens.gaps, self.keys, index)
            if last >= 0:
                return None if entry.sort == "none" or tokens.taken.find(1, index, last + 1) >= 0 else (entry, last)
        return None


class _Aspects(dict[str, str]):
    """Word → the code of the aspect that it speaks of, "" if none."""

    def __init__(self, listed: Mapping[str, list[str]], keys: Keys) -> None:
        super().__init__()
        self._by_word = ByWord((word, code) for code, words in listed.items() for word in words)
        self._key_of = keys

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        code = self[word] = next(iter(self._by_word.of(self._key_of[word])), "")
        return code


def named(names: Iterable[str]) -> int:
    """The bits of several roles."""
    return sum(BIT[name] for name in set(names))
