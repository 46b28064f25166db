"""Names of bodies in languages that write them in capitals: the chain of capitals around a noun such as *Commission*.

It goes left over capitalized words, and right over "of", "for", "on", "and" as long as capitals follow; a state ends it.
"""

from extraction.gazetteer import Gazetteer
from extraction.name_terms import (
    ACCREDITED,
    BARE,
    CAPITAL,
    CAPITALS,
    CONJUNCTION,
    CONNECTOR,
    DOCUMENT,
    GENERIC,
    HEAD,
    KNOWN,
    MODIFIER,
    PROPER,
    STOP,
    TITLE,
    WEAK,
    Terms,
)
from extraction.tokens import Tokens

_LEFT = 8
_RIGHT = 12
_STEPS = 6
_JOINTS = frozenset({" ", "-", " & "})
_POSSESSIVE = "s"


class CapitalChains:
    """Finds them."""

    def __init__(self, terms: Terms, known: Gazetteer) -> None:
        self.terms = terms
        self.known = known
        self.keys = terms.keys
        data = terms.names
        self.possessive = frozenset(data["possessive"])
        self.not_first = tuple(data["not_first"])
        self.accredited = frozenset(data["connected_by_accredited"])
        self.place_preposition = frozenset(data["place_preposition"])
        self.adjective_endings = tuple(data["adjective_endings"])

    def left(self, tokens: Tokens, index: int, floor: int) -> int:
        """Where the capitalized words that lead to a word begin."""
        words, gaps = tokens.words, tokens.gaps
        first = index
        while first > floor and index - first < _LEFT:
            before = first - 1
            gap = gaps[before]
            if tokens.taken[before]:
                break
            if gap in _JOINTS:
                bits = self.terms[words[before]]
                if bits & CAPITAL and not bits & STOP and (not bits & TITLE or bits & MODIFIER):
                    first = before
                elif bits & CAPITAL and bits & STOP and self._after_article(tokens, before, floor):
                    return before
                elif self._is_possessive(tokens, before, floor):
                    first = before - 1
                else:
                    break
            elif gap == "' " and self.keys[words[before]] in self.possessive and self.terms[words[before]] & CAPITAL:
                first = before
            else:
                break
        return first

    def _after_article(self, tokens: Tokens, index: int, floor: int) -> bool:
        """Whether an article in lower case stands before a word: its capital is a name's, as in "the All Progressives"."""
        if index <= floor or tokens.gaps[index - 1] != " " or self.terms[tokens.words[index - 1]] & CAPITAL:
            return False
        return self.keys[tokens.words[index - 1]] in self.terms.articles

    def _is_possessive(self, tokens: Tokens, index: int, floor: int) -> bool:
        words = tokens.words
        return (
            words[index] == _POSSESSIVE
            and index > floor
            and tokens.gaps[index - 1] == "'"
            and bool(self.terms[words[index - 1]] & CAPITAL)
            and self.keys[words[index - 1]] in self.possessive
        )

    def run(self, tokens: Tokens, first: int) -> tuple[int, int, int]:
        """Of the capitalized words from one on: the last noun of a body or known body, the last word, and the next one."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        anchor, last = -1, first - 1
        index = first
        while index < len(words) and index - first < _RIGHT and not tokens.taken[index]:
            bits = terms[words[index]]
            found = self.known.longest(tokens, index) if bits & KNOWN else None
            if found is not None:
                last = found[0]
                if found[1].kind == "organization":
                    anchor = last
                elif found[0] == index and bits & HEAD:
                    anchor = index
            elif bits & CAPITAL and not bits & STOP and (not bits & TITLE or bits & MODIFIER):
                last = index
                if bits & HEAD:
                    anchor = index
            else:
                break
            index = last + 1
            if index < len(words) and gaps[last] == "'" and self._is_possessive(tokens, index, first):
                last, index = index, index + 1
            elif gaps[last] == "' " and self.keys[words[last]] in self.possessive:
                continue
            if gaps[last] not in _JOINTS:
                break
        return anchor, last, index

    def coordinated(self, tokens: Tokens, first: int, floor: int) -> int:
        """Where "the Foreign Affairs and Defence Committee" begins, from its second part: an article must stand before."""
        words, gaps = tokens.words, tokens.gaps
        if first - 2 <= floor or gaps[first - 1] != " " or not self.terms[words[first - 1]] & CONJUNCTION:
            return first
        if gaps[first - 2] != " " or not self.terms[words[first - 2]] & CAPITAL:
            return first
        begin = self.left(tokens, first - 2, floor)
        if self.terms[words[first - 2]] & STOP or begin <= floor or first - begin > 5:
            return first
        plain = all(
            not self.terms[words[index]] & (HEAD | CAPITALS) and not self._is_known(tokens, index)
            for index in range(begin, first - 1)
        )
        article = gaps[begin - 1] == " " and self.keys[words[begin - 1]] in self.terms.articles
        return begin if plain and article else first

    def _is_known(self, tokens: Tokens, index: int) -> bool:
        return bool(self.terms[tokens.words[index]] & KNOWN) and self.known.longest(tokens, index) is not None

    def chain(self, tokens: Tokens, index: int, floor: int) -> tuple[int, int, bool] | None:
        """First and last word of the name that holds a word, and whether only a sentence's capital speaks for it."""
        anchor, _, _ = self.run(tokens, index)
        if anchor < 0:
            return None
        first = self.left(tokens, index, floor)
        words, terms = tokens.words, self.terms
        first = self.coordinated(tokens, first, floor)
        while first < index and (
            self.keys[words[first]].endswith(self.not_first)
            and terms.opens(tokens, first)
            or words[first] == _POSSESSIVE
        ):
            first += 1
        last = self.tail(tokens, anchor, bool(terms[words[anchor]] & ACCREDITED))
        if last == anchor:
            return self._alone(tokens, first, anchor)
        return first, last, False

    def _alone(self, tokens: Tokens, first: int, last: int) -> tuple[int, int, bool] | None:
        words, terms = tokens.words, self.terms
        bits = terms[words[last]]
        if first < last:
            weak = all(terms[words[number]] & WEAK for number in range(first, last))
            return None if weak else (first, last, False)
        if not bits & (BARE | PROPER):
            return None
        following = terms[words[last + 1]] if last + 1 < len(words) and tokens.gaps[last] == " " else 0
        if not bits & PROPER and following & CAPITAL and not following & (TITLE | STOP):
            return None
        if terms.opens(tokens, first):
            return (first, last, not bits & PROPER)
        before = terms[words[first - 1]]
        if tokens.gaps[first - 1] == "-":
            return None  # "Chairperson-in-Office"
        if not bits & PROPER and tokens.gaps[first - 1] == " " and before & CONNECTOR:
            return None  # "Head of Mission", "Notes on Party"
        return first, last, False

    def tail(self, tokens: Tokens, last: int, accredited: bool) -> int:
        """The last word of what belongs to a body: "of the Republic of Kazakhstan"."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        connected = ended = False
        for _ in range(_STEPS):
            following = last + 2
            if following >= len(words) or gaps[last] != " " or gaps[last + 1] != " ":
                if connected and not ended:
                    last = self._listed(tokens, last)
                break
            bits = terms[words[last + 1]]
            if bits & CONNECTOR:
                key = self.keys[words[last + 1]]
                if key in self.accredited:
                    if not accredited:
                        break
                elif ended:
                    break
                if self.keys[words[following]] in terms.articles and gaps[following] == " ":
                    following += 1
                end, ended = self._phrase(tokens, following, titled=True)
                if end < 0:
                    break
                last, connected = end, True
            elif ended and accredited and self.keys[words[last + 1]] in self.place_preposition:
                if self.keys[words[following]] in terms.articles and gaps[following] == " ":
                    following += 1
                state = self.known.longest(tokens, following) if following < len(words) else None
                return state[0] if state is not None and state[1].kind == "country" else last
            elif bits & CONJUNCTION and connected and not ended:
                end, known = self._phrase(tokens, following, titled=False)
                if end < 0 or known or self._holds_body(tokens, following, end):
                    break
                last = end
            else:
                break
        return last

    def _phrase(self, tokens: Tokens, first: int, titled: bool) -> tuple[int, bool]:
        """The last of the capitalized words after "of", -1 where there are none, and whether they name a state or place."""
        words, terms = tokens.words, self.terms
        if first >= len(words):
            return -1, False
        bits = terms[words[first]]
        if not bits & CAPITAL or tokens.taken[first]:
            return -1, False
        if bits & KNOWN:
            found = self.known.longest(tokens, first)
            if found is not None and found[1].kind != "organization":
                anchor, _, _ = self.run(tokens, first)
                return max(anchor, found[0]), anchor <= found[0]
        if bits & TITLE and not bits & MODIFIER or bits & DOCUMENT:
            if not titled or bits & DOCUMENT:
                return -1, False
            last = first
            while (
                last + 1 < len(words)
                and tokens.gaps[last] in _JOINTS
                and terms[words[last + 1]] & (TITLE | MODIFIER)
                and terms[words[last + 1]] & CAPITAL
            ):
                last += 1
            return last, False
        anchor, last, _ = self.run(tokens, first)
        if anchor < 0 and any(terms[words[index]] & DOCUMENT for index in range(first, last + 1)):
            return -1, False
        return (anchor if anchor >= 0 else last if last >= first else -1), False

    def _holds_body(self, tokens: Tokens, first: int, last: int) -> bool:
        return any(self.terms[tokens.words[index]] & (HEAD | CAPITALS | TITLE) for index in range(first, last + 1))

    def _listed(self, tokens: Tokens, last: int) -> int:
        """The end of "Ministry of Trade, Industry and Energy", from its first part: plain capitals up to the conjunction."""
        words, gaps = tokens.words, tokens.gaps
        end = last
        for _ in range(3):
            if end + 1 >= len(words) or gaps[end] != ", ":
                return last
            part, known = self._phrase(tokens, end + 1, titled=False)
            if part < 0 or known or self._holds_body(tokens, end + 1, part):
                return last
            end = part
            if end + 2 < len(words) and gaps[end] == gaps[end + 1] == " " and self.terms[words[end + 1]] & CONJUNCTION:
                part, known = self._phrase(tokens, end + 2, titled=False)
                return last if part < 0 or known or self._holds_body(tokens, end + 2, part) else part
        return last

    def before_generic(self, tokens: Tokens, index: int, floor: int) -> tuple[int, int] | None:
        """The name before a noun in lower case: "the [Nur Otan] party"."""
        words, terms = tokens.words, self.terms
        if tokens.gaps[index - 1] != " " or not terms[words[index - 1]] & CAPITAL or tokens.taken[index - 1]:
            return None
        first = self.left(tokens, index - 1, floor)
        bits = terms[words[index - 1]]
        if bits & (STOP | TITLE | WEAK | DOCUMENT | GENERIC & ~HEAD) or terms.opens(tokens, first):
            return None
        if first == index - 1 and self.keys[words[first]].endswith(self.adjective_endings):
            return None
        return first, index - 1

    def value(self, tokens: Tokens, first: int, last: int) -> str:
        """The name as written, white space folded."""
        return " ".join(tokens.text[tokens.starts[first] : tokens.end(last)].split())
