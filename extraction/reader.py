"""The reader: text in, mentions out. Each matcher looks only at the words that could begin one of its mentions."""

from collections.abc import Sequence
from importlib import import_module
from itertools import compress
from operator import attrgetter
from typing import Protocol

from extraction.memory import uncollected
from extraction.mentions import Mention
from extraction.names.known import Entry
from extraction.sentences import blocks
from extraction.tokens import REMEMBERED, Keys, Tokens, stretches


class Matcher(Protocol):
    """Finds mentions of some kinds. A matcher is made once for a language and holds nothing of a document."""

    def begins(self, word: str, key: str) -> bool:
        """Whether a mention could begin at, or be found from, this word; asked once for each distinct word."""

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        """The mentions in a stretch, in order; `at` are the indexes of words that `begins` holds for."""

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """All mentions of a document, in order, with what only the whole document tells: years, bearers of names."""


class _Masks(dict[str, int]):
    """Word → one bit for each matcher whose mentions could begin there."""

    def __init__(self, matchers: Sequence[Matcher], keys: Keys) -> None:
        super().__init__()
        self._matchers = matchers
        self._key_of = keys

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        mask = 0
        if word:
            key = self._key_of[word]
            for number, matcher in enumerate(self._matchers):
                mask |= matcher.begins(word, key) << number
        self[word] = mask
        return mask


class Reader:
    """Reads texts of one language."""

    def __init__(self, matchers: Sequence[Matcher], keys: Keys) -> None:
        """Take the matchers, eight at most, in order: a word that one has taken, later ones leave alone."""
        self.matchers = tuple(matchers)
        self._masks = _Masks(self.matchers, keys)
        self._is_of = [bytes(mask >> number & 1 for mask in range(256)) for number in range(len(self.matchers))]

    def read(self, text: str) -> list[Mention]:
        """Every mention in the order of the text, the longer first where two begin together."""
        mentions: list[Mention] = []
        for tokens in stretches(text, blocks(text)):
            masks = bytes(map(self._masks.__getitem__, tokens.words))
            indexes = range(len(masks))
            for matcher, is_its in zip(self.matchers, self._is_of, strict=True):
                at = list(compress(indexes, masks.translate(is_its)))
                if at:
                    mentions += matcher.find(tokens, at)
        mentions = _in_order(mentions)
        for matcher in self.matchers:
            mentions = matcher.finish(text, mentions)
        return _in_order(mentions)


_START = attrgetter("start")


def _in_order(mentions: list[Mention]) -> list[Mention]:
    """Sorted; few begin together, so that only those are compared by more than where they begin."""
    found = sorted(mentions, key=_START)
    if len(set(map(_START, found))) < len(found):
        found.sort(key=lambda mention: (mention.start, -mention.end, mention.kind))
    return found


MATCHERS = {
    "dates": "extraction.dates.matcher:Dates",
    "numbers": "extraction.numbers.matcher:Numbers",
    "organizations": "extraction.names.organizations:Organizations",
    "persons": "extraction.persons.matcher:Persons",
    "candidates": "extraction.persons.candidates:CandidateLists",
    "cues": "extraction.verdicts.cues:Cues",
    "attributions": "extraction.verdicts.attributions:Attributions",
}
"""What reads what, in the order in which they take words."""


_WITH_VOCABULARY = frozenset({"organizations"})


def reader(language: str, names: Sequence[str] = tuple(MATCHERS), vocabulary: Sequence[Entry] = ()) -> Reader:
    """A reader of one language, with every matcher or only those that are named; made once, it serves every text.

    Args:
        language: ISO 639-1; there is a folder of that name in the lexicon.
        names: of `MATCHERS`.
        vocabulary: organizations, countries and places to know beside the lexicon's; their mentions bear its ids.

    Raises:
        UnknownLanguageError: there is no lexicon for the language.
    """
    keys = Keys()
    matchers = []
    with uncollected():
        for name, where in MATCHERS.items():
            if name in names:
                module, _, made = where.partition(":")
                given = (vocabulary,) if name in _WITH_VOCABULARY else ()
                matchers.append(getattr(import_module(module), made)(language, keys, *given))
    return Reader(matchers, keys)
