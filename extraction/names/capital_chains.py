"""Names of bodies in languages that write them in capitals: the chain of these around a noun such as *Commission*.

It goes left over capitalized words, and right over "of", "for", "on", "and" while capitals follow; a state ends it.
"""

from extraction.names.gazetteer import Gazetteer, Known
from extraction.names.terms import (
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
    NAMED_AFTER,
    PROPER,
    STOP,
    TITLE,
    WEAK,
    Body,
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
        self.key_of = terms.key_of
        data = terms.names
        self.possessive = frozenset(data["possessive"])
        self.not_first = tuple(data["not_first"])
        self.accredited = frozenset(data["connected_by_accredited"])
        self.leading = frozenset(data["leading_pronouns"])
        self.place_preposition = frozenset(data["place_preposition"])
        self.for_purpose, self.purpose = frozenset(data["for_purpose"]), frozenset(data["purpose"])
        self.attributes = frozenset(data["attributes"])
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
                elif bits & CAPITAL and bits & STOP and self._belongs(tokens, before, floor):
                    return before
                elif self._is_possessive(tokens, before, floor):
                    first = before - 1
                else:
                    break
            elif gap == "' " and self.key_of[words[before]] in self.possessive and self.terms[words[before]] & CAPITAL:
                first = before
            else:
                break
        return first

    def _belongs(self, tokens: Tokens, index: int, floor: int) -> bool:
        """Whether a capital is a name's: "Our" within a sentence, or behind an article: "the All Progressives"."""
        if self.key_of[tokens.words[index]] in self.leading and not tokens.words[index].isupper():
            return not self.terms.opens(tokens, index)
        if index <= floor or tokens.gaps[index - 1] != " " or self.terms[tokens.words[index - 1]] & CAPITAL:
            return False
        return self.key_of[tokens.words[index - 1]] in self.terms.articles

    def _is_possessive(self, tokens: Tokens, index: int, floor: int) -> bool:
        words = tokens.words
        return (
            words[index] == _POSSESSIVE
            and index > floor
            and tokens.gaps[index - 1] == "'"
            and bool(self.terms[words[index - 1]] & CAPITAL)
            and self.key_of[words[index - 1]] in self.possessive
        )

    def run(self, tokens: Tokens, first: int, known: tuple[int, Known] | None = None) -> tuple[int, int, int]:
        """Of the capitalized words from one on: the last that is a body's noun or name, the last, and the next word.

        `known` is the known name that begins there, where it has been looked up.
        """
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        anchor, last = -1, first - 1
        index = first
        while index < len(words) and index - first < _RIGHT and not tokens.taken[index]:
            bits = terms[words[index]]
            found = known if index == first else None
            if found is None and bits & KNOWN:
                found = self.known.longest(tokens, index)
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
            if last > anchor >= 0 and terms[words[anchor]] & NAMED_AFTER:
                anchor = last
            index = last + 1
            if index < len(words) and gaps[last] == "'" and self._is_possessive(tokens, index, first):
                last, index = index, index + 1
            elif gaps[last] == "' " and self.key_of[words[last]] in self.possessive:
                continue
            if gaps[last] not in _JOINTS:
                break
        return anchor, last, index

    def coordinated(self, tokens: Tokens, first: int, floor: int) -> int:
        """Where "the Foreign Affairs and Defence Committee" begins, from its second part; an article must precede."""
        words, gaps = tokens.words, tokens.gaps
        if first - 2 <= floor or gaps[first - 1] != " " or not self.terms[words[first - 1]] & CONJUNCTION:
            return first
        if gaps[first - 2] != " " or not self.terms[words[first - 2]] & CAPITAL:
            return first
        begin = self.left(tokens, first - 2, floor)
        begin += begin < first - 2 and self.terms.is_compound(tokens, begin)
        if self.terms[words[first - 2]] & STOP or begin <= floor or first - begin > 5:
            return first
        plain = all(self._is_plain(tokens, index) for index in range(begin, first - 1))
        return begin if plain and self.terms.is_determined(tokens, begin) else first

    def _is_plain(self, tokens: Tokens, index: int) -> bool:
        """Whether a word is a name's by its capital alone, or leads names as "Radio" does."""
        bits = self.terms[tokens.words[index]]
        if bits & CAPITALS or (bits & HEAD and not bits & NAMED_AFTER):
            return False
        return not self._is_known(tokens, index)

    def _is_known(self, tokens: Tokens, index: int) -> bool:
        return bool(self.terms[tokens.words[index]] & KNOWN) and self.known.longest(tokens, index) is not None

    def chain(
        self, tokens: Tokens, index: int, floor: int, known: tuple[int, Known] | None = None
    ) -> tuple[int, int, bool] | None:
        """First and last word of the name that holds a word, and whether only a sentence's capital speaks for it."""
        anchor, _, _ = self.run(tokens, index, known)
        if anchor < 0:
            return None
        first = self.left(tokens, index, floor)
        words, terms = tokens.words, self.terms
        first = self.coordinated(tokens, first, floor)
        first += first < anchor and terms.is_compound(tokens, first)  # "the pro-European Action Party"
        while first < index and (
            (self.key_of[words[first]].endswith(self.not_first) and terms.opens(tokens, first))
            or words[first] == _POSSESSIVE
        ):
            first += 1
        if self._is_of_many(tokens, anchor + 1):
            return None
        if self.key_of[words[anchor]] in self.for_purpose and not self._is_for(tokens, anchor):
            return None
        last = self.tail(tokens, anchor, bool(terms[words[anchor]] & ACCREDITED))
        if last == anchor:
            return self._alone(tokens, first, anchor)
        return first, last, False

    def _is_for(self, tokens: Tokens, index: int) -> bool:
        """Whether persons have a purpose, as bodies do: "Women for Peace"; not "Women of Kenya"."""
        following = index + 1
        is_joint = following < len(tokens.words) and tokens.gaps[index] == " "
        return is_joint and self.key_of[tokens.words[following]] in self.purpose

    def _is_of_many(self, tokens: Tokens, index: int) -> bool:
        """Whether a noun goes on with another in the plural, which names a kind: "Civil Society Organizations"."""
        words, terms = tokens.words, self.terms
        if index >= len(words) or tokens.gaps[index - 1] != " " or terms[words[index]] & (STOP | HEAD | TITLE | KNOWN):
            return False
        if not terms[words[index]] & CAPITAL:
            return False
        key = self.key_of[words[index]]
        base = terms.morphology(terms.language).lemma(key)
        return base != key and terms.heads.of(base) is not None

    def _alone(self, tokens: Tokens, first: int, last: int) -> tuple[int, int, bool] | None:
        """A noun with nothing behind it: whole where a word stands before it, or where it is a name by itself."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        bits = terms[words[last]]
        if first < last:
            weak = all(terms[words[number]] & WEAK for number in range(first, last))
            return None if weak else (first, last, False)
        opens = terms.opens(tokens, first)
        if bits & CAPITALS and terms.in_capitals(tokens, last):
            return None
        following = terms[words[last + 1]] if last + 1 < len(words) and gaps[last] == " " else 0
        before = terms[words[first - 1]] if not opens else 0
        modifies = following & CAPITAL and not following & (TITLE | STOP)
        if bits & PROPER:
            apart = opens or gaps[first - 1] != " "
            return None if apart and modifies else (first, last, False)  # "Duma Boko, a lawyer"
        if not bits & BARE or modifies or (not opens and gaps[first - 1] == "-"):
            return None  # "Party Registration", "Chairperson-in-Office"
        if not opens and gaps[first - 1] == " " and before & CONNECTOR:
            return None  # "Head of Mission"
        return first, last, opens

    def tail(self, tokens: Tokens, last: int, accredited: bool) -> int:
        """The last word of what belongs to a body: "of the Republic of Kazakhstan"."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        connected = ended = False
        for _ in range(_STEPS):
            following = last + 2
            if following >= len(words) or gaps[last] != " " or gaps[last + 1] != " ":
                return self._listed(tokens, last) if connected and not ended else last
            bits = terms[words[last + 1]]
            if bits & CONNECTOR and self._connects(tokens, last + 1, ended, accredited):
                end, ended = self._phrase(tokens, terms.past_article(tokens, following), titled=True)
                connected = True
            elif ended and accredited:
                return self._sent_to(tokens, last)
            elif bits & CONJUNCTION and connected and not ended:
                end, known = self._phrase(tokens, following, titled=False)
                end = -1 if known or self._holds_body(tokens, following, end) else end
                end = -1 if self._is_known(tokens, following) else end  # a body or state of its own
            else:
                return last
            if end < 0:
                return last
            last = end
        return last

    def _connects(self, tokens: Tokens, index: int, ended: bool, accredited: bool) -> bool:
        return accredited if self.key_of[tokens.words[index]] in self.accredited else not ended

    def _sent_to(self, tokens: Tokens, last: int) -> int:
        """The last word of "Embassy of Georgia in Turkey"."""
        words = tokens.words
        following = self.terms.past_article(tokens, last + 2)
        if self.key_of[words[last + 1]] in self.place_preposition and following < len(words):
            state = self.known.longest(tokens, following) if self.terms[words[following]] & KNOWN else None
            if state is not None and state[1].kind == "country":
                return state[0]
        return last

    def _phrase(self, tokens: Tokens, first: int, titled: bool) -> tuple[int, bool]:
        """The last of the capitalized words after "of", -1 where there are none; whether they name a state or place."""
        words, terms = tokens.words, self.terms
        bits = terms[words[first]] if first < len(words) and not tokens.taken[first] else 0
        if not bits & CAPITAL or bits & DOCUMENT:
            return -1, False
        found = self.known.longest(tokens, first) if bits & KNOWN else None
        if found is not None and found[1].kind != "organization":
            anchor = self.run(tokens, first)[0]
            return max(anchor, found[0]), anchor <= found[0]
        if bits & TITLE and not bits & MODIFIER:
            return self._office(tokens, first) if titled else -1, False
        anchor, last, _ = self.run(tokens, first)
        if anchor < 0 and any(terms[words[index]] & DOCUMENT for index in range(first, last + 1)):
            return -1, False
        return (anchor if anchor >= 0 else last if last >= first else -1), False

    def _office(self, tokens: Tokens, last: int) -> int:
        """The last word of an office: "Office of the Prime Minister"."""
        words, terms = tokens.words, self.terms
        while last + 1 < len(words) and tokens.gaps[last] in _JOINTS:
            bits = terms[words[last + 1]]
            if not bits & (TITLE | MODIFIER) or not bits & CAPITAL:
                break
            last += 1
        return last

    def _holds_body(self, tokens: Tokens, first: int, last: int) -> bool:
        return any(self.terms[tokens.words[index]] & (HEAD | CAPITALS | TITLE) for index in range(first, last + 1))

    def _listed(self, tokens: Tokens, last: int) -> int:
        """The end of "Ministry of Trade, Industry and Energy", from its first part: plain capitals, then "and"."""
        words, gaps = tokens.words, tokens.gaps
        end = last
        for _ in range(3):
            if end + 1 >= len(words) or gaps[end] != ", ":
                return last
            part, known = self._phrase(tokens, end + 1, titled=False)
            if part < 0 or known or self._holds_body(tokens, end + 1, part):
                return last
            end = part
            joined = end + 2 < len(words) and gaps[end] in {" ", ", "} and gaps[end + 1] == " "
            if joined and self.terms[words[end + 1]] & CONJUNCTION:
                part, known = self._phrase(tokens, end + 2, titled=False)
                return last if part < 0 or known or self._holds_body(tokens, end + 2, part) else part
        return last

    def before_generic(self, tokens: Tokens, index: int, floor: int) -> list[Body]:
        """The name before a noun in lower case: "the [Nur Otan] party"."""
        words, terms = tokens.words, self.terms
        last = index - 1
        bits = terms[words[last]]
        if tokens.gaps[last] != " " or not bits & CAPITAL or tokens.taken[last]:
            return []
        first = self.left(tokens, last, floor)
        if bits & (STOP | TITLE | WEAK | DOCUMENT | GENERIC & ~HEAD) or terms.opens(tokens, first):
            return []
        key = self.key_of[words[first]]
        if first == last and (key in self.attributes or key.endswith(self.adjective_endings)):
            return []
        return [(first, last, terms.written(tokens, first, last), "")]
