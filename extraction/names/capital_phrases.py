"""Runs of capitalized words that may be a name, with such words inside as names have: "Servant of the People"."""

from extraction.names.gazetteer import Gazetteer
from extraction.names.terms import (
    CAPITAL,
    CLASS,
    CLASSES,
    CONJUNCTION,
    CONNECTOR,
    DEMONYM,
    DOCUMENT,
    GENERIC,
    GIVEN,
    HEAD,
    KNOWN,
    NO_NAME,
    SHORT,
    STOP,
    TITLE,
    Terms,
)
from extraction.tokens import Tokens

_WORDS = 6
_LONGEST_NUMBER = 2
_TIES = frozenset({" ", "-", " & "})


class CapitalPhrases:
    """Finds them. A noun that governs a phrase allows it more than its surroundings do."""

    def __init__(self, terms: Terms, known: Gazetteer) -> None:
        self.terms = terms
        self.known = known
        self.key_of = terms.key_of
        data = terms.names
        self.inside = frozenset(data["inside"])
        self.within = self.inside | terms.articles
        self.results = frozenset(data["results"])

    def phrase(self, tokens: Tokens, first: int, governed: bool) -> int:
        """The last of capitalized words, with such as stand inside names ("Servant of the People"); -1: none."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        count = len(words)
        if first >= count or tokens.taken[first] or not terms[words[first]] & CAPITAL:
            return -1
        last = first
        if terms[words[first]] & STOP:
            last += 1
            named = last < count and gaps[first] == " " and terms[words[last]] & CAPITAL
            if not named or self.key_of[words[first]] not in terms.articles or terms[words[last]] & (STOP | TITLE):
                return -1
        elif terms[words[first]] & (TITLE | DOCUMENT):
            return -1
        while last + 1 < count and last - first < _WORDS:
            following = self._following(tokens, last, governed)
            if following < 0:
                break
            last = following
        return last

    def _following(self, tokens: Tokens, last: int, governed: bool) -> int:
        """The next word of a name that belongs to it, with what joins it; -1 where the name ends."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        index = last + 1
        gap, word = gaps[last], words[index]
        if governed and gap == " " and word.isdigit() and len(word) <= _LONGEST_NUMBER:  # be it read as a number
            return -1 if self._is_result(tokens, index) else index
        bits = terms[word]
        if tokens.taken[index]:
            end = -1
        elif gap in _TIES and bits & CAPITAL:
            end = -1 if bits & (STOP | TITLE | DOCUMENT) else index
        elif gap == " – " and governed and bits & CAPITAL:
            end = -1 if bits & (TITLE | GIVEN) else index
        elif gap == "'" and len(word) == 1:
            end = self._capital(tokens, index)
        else:
            end = self._past_inside(tokens, index) if gap == " " else -1
        return end

    def _capital(self, tokens: Tokens, index: int) -> int:
        """The index behind a word where a capitalized word of a name stands there; else -1."""
        after = index + 1
        if after >= len(tokens.words) or tokens.gaps[index] != " " or tokens.taken[after]:
            return -1
        bits = self.terms[tokens.words[after]]
        return after if bits & CAPITAL and not bits & STOP else -1

    def _past_inside(self, tokens: Tokens, index: int) -> int:
        """The capitalized word behind such as stand inside names ("of the", "pour la"); -1: none."""
        words, gaps = tokens.words, tokens.gaps
        if self.key_of[words[index]] not in self.inside:
            return -1
        is_longer = index + 1 < len(words) and gaps[index] == " " and self.key_of[words[index + 1]] in self.within
        return self._capital(tokens, index + 1 if is_longer else index)

    def _is_result(self, tokens: Tokens, index: int) -> bool:
        gap = tokens.gaps[index]
        if "%" in gap or (gap[:1] in {".", ","} and len(gap) == 1):
            return True
        return index + 1 < len(tokens.words) and self.key_of[tokens.words[index + 1]] in self.results

    def left(self, tokens: Tokens, last: int) -> int:
        """Where a run of capitalized words that ends at a word begins; -1 where none does."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        first = last + 1
        while first > 0 and last - first < _WORDS and not tokens.taken[first - 1]:
            bits = terms[words[first - 1]]
            if first <= last and gaps[first - 1] not in _TIES:
                break
            if bits & CAPITAL and not bits & (STOP | TITLE | DOCUMENT):
                first -= 1
            elif first <= last and self.key_of[words[first - 1]] in self.inside and first > 1:
                before = first - 2
                if tokens.taken[before] or not terms[words[before]] & CAPITAL or gaps[before] != " ":
                    break
                first -= 1
            else:
                break
        first += first < last and terms.is_compound(tokens, first)
        return first if first <= last and terms[words[first]] & CAPITAL else -1

    def is_read_elsewhere(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether its shape or a list tells the name."""
        bits = self.terms[tokens.words[first]]
        if first == last and bits & SHORT and not bits & NO_NAME:
            return True
        if bits & STOP and not self._goes_over(tokens, last):
            return False  # "The Herald": the article is a part of it
        if first < last and (tokens.words[last].isdigit() or " – " in tokens.gaps[first:last]):
            return False
        if any(self.terms[tokens.words[index]] & HEAD for index in range(first, last + 1)):
            return True
        known = self.known.longest(tokens, first) if self.terms[tokens.words[first]] & KNOWN else None
        return known is not None and known[1].kind == "organization" and known[0] == last

    def _goes_over(self, tokens: Tokens, last: int) -> bool:
        """Whether "of", "for" or "and" follows, with which a name that has a body's noun may go on."""
        following = self.terms[tokens.words[last + 1]] if last + 1 < len(tokens.words) else 0
        return tokens.gaps[last] == " " and bool(following & CONNECTOR)

    def is_body(self, tokens: Tokens, first: int, last: int, governed: bool = False) -> bool:
        """Whether capitalized words may be a body's name, as they are no person, place, people or thing."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        bits, ending = terms[words[first]], terms[words[last]]
        if (
            len(words[first]) == 1
            or bits & (NO_NAME | STOP) == NO_NAME
            or ending & (CLASS | CLASSES | DOCUMENT)
            or gaps[last] == "'"
        ):
            return False
        of_others = GIVEN if first < last else GENERIC | HEAD | (0 if governed else DEMONYM | GIVEN)
        if bits & of_others:
            return False
        known = self.known.longest(tokens, first) if bits & KNOWN else None
        if known is not None and known[0] == last:
            return False
        following = terms[words[last + 1]] if gaps[last] == " " and last + 1 < len(words) else 0
        return not following & (CLASS | CLASSES) and not (following & CAPITAL and following & TITLE)

    def may_be_one(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether words go on after "and" to a body's noun: "Party of Action and Solidarity", "A and B Commission"."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        if (
            last + 2 >= len(words)
            or gaps[last] != " "
            or not terms[words[last + 1]] & CONJUNCTION
            or gaps[last + 1] != " "
        ):
            return False
        end = self.phrase(tokens, last + 2, governed=False)
        if end < 0:
            return False
        one, other = (
            any(terms[words[index]] & HEAD for index in span) for span in (range(first, last), range(last + 2, end + 1))
        )
        if terms[words[last]] & HEAD or words[last].isdigit():
            return False
        article = terms.is_determined(tokens, first)
        return (not one and other and article) or (one and not other)
