"""Names of bodies that neither a list nor their shape tells: what governs them or stands beside them does.

"The newspapers Danas, Blic and Politika": the noun says what the capitals behind it name. "Nominated by Takku Wallu",
"Likud gained 32 seats, Shas 11": so do membership and seats. "CRTA, Silverbird and Punch": so does a member of the same
enumeration that is known to be a body. A given name before another word is a person's in all of these.
"""

from extraction.names.capital_phrases import CapitalPhrases
from extraction.names.gazetteer import Gazetteer
from extraction.names.terms import (
    BY_BODY,
    CAPITAL,
    CONJUNCTION,
    GOVERNING,
    LOCATIVE,
    MANY,
    MEMBERSHIP,
    RULING,
    SEATS,
    SHOWN,
    STOP,
    Body,
    Terms,
)
from extraction.tokens import BREAK, Tokens

_WORDS = 6
_MEMBERS = 12
_FARTHEST = 14
_RESULT = 6
_INTRODUCING = 3
_EXPLAINING = 4
_TIES = frozenset({" ", "-", " & "})
_LONGEST_NUMBER = 2
_CLOSING = str.maketrans("", "", ")%»\"'")


class Unlisted:
    """Finds them in languages that write the words of a name in capitals."""

    def __init__(self, terms: Terms, known: Gazetteer) -> None:
        self.terms = terms
        self.known = known
        self.key_of = terms.key_of
        data = terms.names
        self.phrases = CapitalPhrases(terms, known)
        self.introducing = frozenset(data["introducing"])
        self.compounded = frozenset(data["compounded"])
        self.attributes = frozenset(data["attributes"])
        self.results = frozenset(data["results"])
        self.joints = frozenset(data["membership_joints"])
        self.employed, self.employed_joints = frozenset(data["employed"]), frozenset(data["employed_joints"])
        self.of_persons = frozenset(data["membership_of_persons"])
        self.not_governing = frozenset(data["not_governing"])
        self.seat_verbs = frozenset(data["seat_verbs"])

    def at(self, tokens: Tokens, index: int, bits: int) -> list[Body]:
        """The names that a noun in lower case shows."""
        if bits & (GOVERNING | RULING):
            if self.key_of[tokens.words[index]] in self.compounded and (not index or tokens.gaps[index - 1] != "-"):
                return []
            return self._governed(tokens, index, bits) or (self._explained(tokens, index) if bits & GOVERNING else [])
        if bits & SEATS:
            return self._of_seats(tokens, index)
        return self._of_members(tokens, index) if bits & MEMBERSHIP else []

    def _governed(self, tokens: Tokens, index: int, bits: int) -> list[Body]:
        words, gaps = tokens.words, tokens.gaps
        if index and gaps[index - 1] == " " and self.key_of[words[index - 1]] in self.not_governing:
            return []
        start = index
        while start - index < _INTRODUCING and gaps[start] in {" ", ", "} and start + 1 < len(words):
            if self.key_of[words[start + 1]] not in self.introducing:
                break
            start += 1
        if gaps[start] == " ":
            found = self._members(tokens, start + 1, governed=True)
            if found:
                return found[0]
        return self._announced(tokens, index) if bits & MANY else []

    def _explained(self, tokens: Tokens, index: int) -> list[Body]:
        """A name that the noun explains behind a comma: "Alternativa, a splinter party of …"."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        if gaps[index] == " " and index + 1 < len(words) and not terms[words[index + 1]] & STOP:
            return []
        if gaps[index][:1] in {"'", "-"}:
            return []
        start = index
        while start and gaps[start - 1] == " " and index - start < _EXPLAINING:
            start -= 1
            if terms[words[start]] & CAPITAL:
                return []
        if not start or gaps[start - 1] != ", " or self.key_of[words[start]] not in terms.articles:
            return []
        first = self.phrases.left(tokens, start - 1)
        if first < 0 or self.phrases.is_read_elsewhere(tokens, first, start - 1):
            return []
        return [self._body(tokens, first, start - 1)] if self.phrases.is_body(tokens, first, start - 1) else []

    def _announced(self, tokens: Tokens, index: int) -> list[Body]:
        """The members of a list behind a colon or in brackets: "four broadcasters monitored (A, B and C)"."""
        words, gaps = tokens.words, tokens.gaps
        for last in range(index, min(index + _FARTHEST, len(words) - 1)):
            gap = gaps[last]
            if gap in {": ", " ("}:
                found = self._members(tokens, last + 1, governed=True)
                return found[0] if found and found[1] > 1 else []
            if BREAK in gap or ". " in gap or ";" in gap:
                break
        return []

    def _of_members(self, tokens: Tokens, index: int) -> list[Body]:
        """Whom words of membership name: "supporters of Nur Otan and CCC", "nominated by Takku Wallu"."""
        words, gaps = tokens.words, tokens.gaps
        joint = index + 1
        if joint + 1 >= len(words) or gaps[index] != " " or gaps[joint] != " ":
            return []
        employed = self.key_of[words[index]] in self.employed
        if self.key_of[words[joint]] not in (self.employed_joints if employed else self.joints):
            return []
        first = self.terms.past_article(tokens, joint + 1)
        found = self._members(tokens, first, governed=False)
        if not found:
            return []
        names, count, _ = found
        is_sure = self.key_of[words[index]] not in self.of_persons or count > len(names)
        return names if is_sure or first > joint + 1 else []

    def _of_seats(self, tokens: Tokens, index: int) -> list[Body]:
        """Who wins several seats, as nobody but a body does: "Likud gained 32 seats, Shas 11"."""
        words, gaps = tokens.words, tokens.gaps
        verb = index - 1
        while verb > 0 and index - verb < _RESULT and gaps[verb] == " ":
            if self.key_of[words[verb]] in self.seat_verbs:
                break
            verb -= 1
        found: list[Body] = []
        if verb > 0 and gaps[verb - 1] == " " and self.key_of[words[verb]] in self.seat_verbs:
            first = self.phrases.left(tokens, verb - 1)
            if first >= 0 and self.phrases.is_body(tokens, first, verb - 1):
                found.append(self._body(tokens, first, verb - 1))
        if found or (verb > 0 and tokens.taken[verb - 1] == BY_BODY):
            following = self._next(tokens, index)
            more = self._members(tokens, following, governed=False, with_results=True) if following > 0 else None
            found += more[0] if more else []
        return found

    def beside(self, tokens: Tokens, first: int, last: int) -> list[Body]:
        """The members of an enumeration of three or more in which a body stands, by its first and last word."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        start = first
        for _ in range(_MEMBERS):
            before = start - 1
            if before < 0:
                break
            if (
                gaps[before] == " "
                and terms[words[before]] & CONJUNCTION
                and before
                and gaps[before - 1] in {" ", ", "}
            ):
                before -= 1
            elif gaps[before] != ", ":
                break
            if tokens.taken[before] == BY_BODY:
                while before and tokens.taken[before - 1] == BY_BODY and gaps[before - 1] in _TIES:
                    before -= 1
                start = before
                continue
            begin = self.phrases.left(tokens, before)
            if begin < 0 or not self.phrases.is_body(tokens, begin, before):
                return []
            start = begin
        located = terms[words[start - 1]] & LOCATIVE if start and gaps[start - 1] == " " else 0
        leading = terms[words[start - 1]] if start and gaps[start - 1] == " " else 0
        if located or (leading & CAPITAL and not leading & STOP and not terms.is_compound(tokens, start - 1)):
            return []
        found = self._members(tokens, start, governed=False)
        return found[0] if found and found[1] > 2 and found[2] else []

    def _members(
        self, tokens: Tokens, first: int, governed: bool, with_results: bool = False
    ) -> tuple[list[Body], int, bool] | None:
        """The new names of an enumeration, how many members it has, and whether it is whole; None where it has none."""
        found: list[Body] = []
        count, kept, is_joined = 0, 1, False
        while count < _MEMBERS and 0 <= first < len(tokens.words):
            if tokens.taken[first] == BY_BODY:
                last = first
                while last + 1 < len(tokens.words) and tokens.taken[last + 1] == BY_BODY and tokens.gaps[last] in _TIES:
                    last += 1
            else:
                last = self.phrases.phrase(tokens, first, governed)
                if last < 0:
                    break
                if self.phrases.may_be_one(tokens, first, last):
                    break
                if not self.phrases.is_read_elsewhere(tokens, first, last):
                    if not self.phrases.is_body(tokens, first, last, governed):
                        break
                    if with_results and not self._has_result(tokens, last):
                        break
                    found.append(self._body(tokens, first, last))
            count += 1
            first = self._next(tokens, last)
            is_joined = is_joined or (first > 0 and self._is_joined(tokens, last, first))
            kept = kept if count > 1 else len(found)
        if not count:
            return None
        return (found, count, first < 0) if is_joined or with_results else (found[:kept], 1, False)

    def _is_joined(self, tokens: Tokens, last: int, first: int) -> bool:
        """Whether "and" stands between two members: what commas alone join may be an apposition."""
        return any(self.terms[tokens.words[index]] & CONJUNCTION for index in range(last + 1, first))

    def _has_result(self, tokens: Tokens, last: int) -> bool:
        return last + 1 < len(tokens.words) and tokens.words[last + 1].isdigit() and tokens.gaps[last] in {" ", " ("}

    def _body(self, tokens: Tokens, first: int, last: int) -> Body:
        return first, last, self.terms.written(tokens, first, last), SHOWN

    def _next(self, tokens: Tokens, last: int) -> int:
        """The first word of the enumeration's next member, behind a member's result and attributes; -1: none."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        for index in range(last, min(last + _RESULT, len(words) - 1)):
            gap = gaps[index].translate(_CLOSING)
            gap = gap.lstrip() or " "
            following = index + 1
            if gap in {", ", "; "}:
                if terms[words[following]] & CONJUNCTION and gaps[following] == " ":
                    following += 1
                return self._past_attributes(tokens, following)
            if gap == " " and terms[words[following]] & CONJUNCTION and gaps[following] == " ":
                return self._past_attributes(tokens, following + 1)
            is_result = words[following].isdigit() or self.key_of[words[following]] in self.results
            if not is_result or (gap not in {" ", "(", ".", ",", "– ", ": "}):
                return -1
        return -1

    def _past_attributes(self, tokens: Tokens, index: int) -> int:
        if not self.terms[tokens.words[index]] & CAPITAL:
            index = self.terms.past_article(tokens, index)
        for _ in range(2):
            if index + 1 >= len(tokens.words) or tokens.gaps[index] != " ":
                break
            bits = self.terms[tokens.words[index]]
            if bits & CAPITAL or not (bits & RULING or self.key_of[tokens.words[index]] in self.attributes):
                break  # a noun shows the names behind it itself
            index += 1
        return index
