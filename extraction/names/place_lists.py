"""Places that no list holds, in an enumeration of such as are known: "in Dakar, Thiès and Ziguinchor"."""

from extraction.names.terms import (
    BY_PLACE,
    CAPITAL,
    CAPITALS,
    CLASS,
    CLASSES,
    CONJUNCTION,
    DEMONYM,
    DOCUMENT,
    GIVEN,
    HEAD,
    KNOWN,
    LOCATIVE,
    NO_PLACE,
    STOP,
    TITLE,
    Place,
    Terms,
)
from extraction.tokens import Tokens

_MEMBERS = 8
_WORDS = 3
_SHORTEST = 3
_TIES = frozenset({" ", "-"})
_NEVER = CAPITALS | CLASS | CLASSES | DEMONYM | DOCUMENT | GIVEN | HEAD | KNOWN | NO_PLACE | STOP | TITLE


class PlaceLists:
    """Finds them."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    def beside(self, tokens: Tokens, index: int) -> list[Place]:
        """The unknown members behind a known place, where a preposition of place or two known ones stand before."""
        if not self._is_located(tokens, index):
            return []
        words, gaps = tokens.words, tokens.gaps
        found: list[Place] = []
        last = index
        for _ in range(_MEMBERS):
            first, is_joined = self._next(tokens, last)
            if first < 0:
                return []
            last = first
            if tokens.taken[first] == BY_PLACE:
                while last + 1 < len(words) and tokens.taken[last + 1] == BY_PLACE and gaps[last] in _TIES:
                    last += 1
            else:
                last = self._name(tokens, first)
                if last < 0:
                    return []
                found.append((first, last, self._value(tokens, first, last)))
            if is_joined:
                return found
        return []

    def _is_located(self, tokens: Tokens, index: int) -> bool:
        """Whether a preposition of place stands before a place, or before those that it is enumerated with."""
        words, gaps = tokens.words, tokens.gaps
        is_apart = gaps[index] == ", "
        several = False
        for _ in range(_MEMBERS):
            while index and tokens.taken[index - 1] == BY_PLACE and gaps[index - 1] in _TIES:
                index -= 1
            if not index:
                return False
            if gaps[index - 1] != ", " or tokens.taken[index - 1] != BY_PLACE:
                located = gaps[index - 1] == " " and bool(self.terms[words[index - 1]] & LOCATIVE)
                # "In Foya, Smith and Jones spoke": a comma may end what stands before the subject
                return several or (located and not (is_apart and self.terms.opens(tokens, index - 1)))
            index -= 1
            several = True
        return False

    def _next(self, tokens: Tokens, last: int) -> tuple[int, bool]:
        """The first word of the next member, and whether it is joined by "and"; -1 where there is none."""
        words, gaps = tokens.words, tokens.gaps
        first, gap = last + 1, gaps[last]
        if first >= len(words) or gap not in {" ", ", "}:
            return -1, False
        if self.terms[words[first]] & CONJUNCTION and gaps[first] == " " and first + 1 < len(words):
            return first + 1, True
        return (first, False) if gap == ", " else (-1, False)

    def _name(self, tokens: Tokens, first: int) -> int:
        """The last word of an unknown place's name; -1 where the words name something else."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        last = first
        while True:
            bits = terms[words[last]]
            if tokens.taken[last] or not bits & CAPITAL or bits & _NEVER or len(words[last]) < _SHORTEST:
                return -1
            if last + 1 >= len(words) or last - first >= _WORDS or gaps[last] not in _TIES:
                break
            if not terms[words[last + 1]] & CAPITAL:
                if gaps[last] == "-" or terms[words[last + 1]] & (CLASS | CLASSES):
                    return -1
                break
            last += 1
        if gaps[last][:1] in {"'", "."} and gaps[last] in {"'", "."}:
            return -1
        return last if not terms.cased or self._is_unknown(words[first]) else -1

    def _is_unknown(self, word: str) -> bool:
        """Whether the dictionary has no such word, or has it as a place's."""
        analyzer = self.terms.morphology(self.terms.language)
        return not analyzer.knows(word) or "Geox" in analyzer.parses(word.lower())[0].grammemes

    def _value(self, tokens: Tokens, first: int, last: int) -> str:
        if not self.terms.cased or first < last:
            return self.terms.written(tokens, first, last)
        return self.terms.nominative(tokens.words[first])
