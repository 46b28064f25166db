"""Wordings: phrases of a lexicon, found in a document, each with what it stands for."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from extraction.lexicon import lexicon
from extraction.phrases import Phrases
from extraction.sentences import blocks
from extraction.text import Span
from extraction.tokens import Keys, stretches


@dataclass(frozen=True, slots=True)
class Wording:
    """Words at a span; `sort` is the list of the lexicon that has them, `code` what they stand for in it."""

    span: Span
    sort: str
    code: str


@dataclass(frozen=True)
class Wordings:
    """The wordings of a document, in order."""

    found: Sequence[Wording]
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Index them by where they start."""
        object.__setattr__(self, "_starts", [one.span.start for one in self.found])

    def within(self, span: Span, *sorts: str) -> Iterator[Wording]:
        """Those that lie in a span, of some lists or of all."""
        for one in self.found[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]:
            if one.span.end <= span.end and (not sorts or one.sort in sorts):
                yield one

    def has(self, span: Span, *sorts: str) -> bool:
        """Whether one lies in a span."""
        return next(self.within(span, *sorts), None) is not None

    def at(self, position: int, *sorts: str) -> Wording | None:
        """One that holds a code point."""
        for one in reversed(self.found[: bisect_right(self._starts, position)][-8:]):
            if position < one.span.end and (not sorts or one.sort in sorts):
                return one
        return None


class Finder:
    """Finds the wordings of one subject of a language's lexicon.

    The file holds lists (`sort: [phrases]`) and lists by code (`sort: {code: [phrases]}`); `sets` are those that its
    phrases name. Of each sort wordings are found apart, of one sort they never overlap: the heaviest wins. Of a phrase
    with a gap (`role of .. observers`) the words before it are found, the others must follow.
    """

    def __init__(self, content: Mapping[str, Any]) -> None:
        """Compile a lexicon's file."""
        self._keys = Keys()
        listed = [
            (phrase, (sort, code))
            for sort, phrases in content.items()
            if sort != "sets"
            for phrase, code in _listed(phrases)
        ]
        self._phrases: Phrases[tuple[str, str]] = Phrases(listed, self._keys, content.get("sets", {}))
        self._last: tuple[str, Wordings] = ("", Wordings(()))

    def find(self, text: str) -> Wordings:
        """Every wording in a text; of the text asked for last it is remembered, since several rules ask in turn."""
        if text != self._last[0]:
            self._last = (text, Wordings(tuple(self._found(text))))
        return self._last[1]

    def _found(self, text: str) -> list[Wording]:
        found: list[Wording] = []
        for tokens in stretches(text, blocks(text)):
            free: dict[str, int] = {}
            for index, word in enumerate(tokens.words):
                for phrase, (sort, code) in self._phrases.at(tokens.words, index) if word else ():
                    last = (
                        phrase.last(tokens.words, tokens.gaps, self._keys, index) if index >= free.get(sort, 0) else -1
                    )
                    if last >= 0:
                        found.append(Wording(Span(tokens.starts[index], tokens.end(last)), sort, code))
                        free[sort] = last + 1
        return sorted(found, key=lambda one: (one.span.start, -one.span.end, one.sort))


def _listed(listed: Iterable[str] | Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    if isinstance(listed, Mapping):
        for code, phrases in listed.items():
            yield from ((_marked(phrase), code) for phrase in phrases)
    else:
        yield from ((_marked(phrase), "") for phrase in listed)


_POSSESSIVE = re.compile(r"['’](?=s?(?:\s|\Z))")
"""An apostrophe at the end of a word, which parts no words of a phrase: "voters' lists", "mission's report"."""


def _marked(phrase: str) -> str:
    phrase = " ".join(_POSSESSIVE.sub(" ", phrase).split())
    head, gap, rest = phrase.partition(" .. ")
    return f"[{head}] .. {rest}" if gap and "[" not in phrase else phrase


@cache
def finder(language: str, subject: str) -> Finder:
    """What finds the wordings of a subject; made once."""
    return Finder(lexicon(language, subject))
