"""Places by their shape in languages that write names in capitals: "Karaganda Region", "city of Almaty", "in Foya"."""

from extraction.names.capital_chains import CapitalChains
from extraction.names.terms import (
    BETWEEN,
    CAPITAL,
    CAPITALS,
    CLASS,
    CLASS_BEFORE,
    CLASSES,
    CONJUNCTION,
    CONNECTOR,
    DEMONYM,
    DOCUMENT,
    GIVEN,
    HEAD,
    KNOWN,
    LOCATIVE,
    MODIFIER,
    NO_PLACE,
    STOP,
    TITLE,
    Place,
    Terms,
)
from extraction.tokens import Tokens

_MEMBERS = 12
_WORDS = 4
_SHORTEST = 3


class CapitalPlaces:
    """In languages that put the class behind its name or join it with "of": "Karaganda Region", "city of Almaty"."""

    def __init__(self, terms: Terms, chains: CapitalChains) -> None:
        self.terms = terms
        self.chains = chains
        data = terms.places
        self.between = frozenset(data["between"])
        self.not_located = frozenset(data["not_located"])
        self.leading = frozenset(data["leading"])
        self.many = frozenset(data["classes_before_plural"])
        self.lower = frozenset(data["lower_classes"])
        self.named = frozenset((*data["named_by_class"], *data["compass"]))
        self.compass = frozenset(data["compass"])
        self.reaching, self.near = frozenset(data["reaching"]), frozenset(data["near"])
        self.moving, self.moving_joints = frozenset(data["moving"]), frozenset(data["moving_joints"])
        self.sited, self.sited_joints = frozenset(data["sited"]), frozenset(data["sited_joints"])
        self.shown_by = self.reaching | self.near | self.moving | self.sited | frozenset(data["of_places"])
        self.hyphened = frozenset(data["hyphened_classes"])

    def find(self, tokens: Tokens, index: int, floor: int) -> list[Place]:
        """The places at a class word."""
        words = tokens.words
        bits = self.terms[words[index]]
        if bits & CLASSES:
            found = self._several(tokens, index, floor)
            if found:
                return found
        if bits & CLASS and index > 0 and tokens.gaps[index - 1] in {" ", "-"}:
            found = self._one(tokens, index, floor)
            if found:
                return found
        if bits & LOCATIVE:
            return self._located(tokens, index)
        if not bits & CLASS_BEFORE:
            return []
        return (
            self._reached(tokens, index)
            if self.terms.key_of[words[index]] in self.shown_by
            else self._before(tokens, index, floor)
        )

    def _located(self, tokens: Tokens, index: int) -> list[Place]:
        """Names of no list behind a preposition of place, in running text: "voters in Foya", "in Accra and Tema"."""
        words, gaps = tokens.words, tokens.gaps
        before = words[index - 1] if index else ""
        follows = before and gaps[index - 1] == " "
        if gaps[index] != " " or (follows and self._forbids(tokens, index - 1)):
            return []
        found = self._enumerated(tokens, index + 1, self.terms.opens(tokens, index))
        if found and follows and self.terms[before] & CAPITAL:
            last = found[-1][1]
            goes_on = gaps[last] == " " and last + 1 < len(words) and words[last + 1][:1].islower()
            return found if goes_on else []  # "Voters in Foya queued", but "Women in Politics"
        return found

    def _reached(self, tokens: Tokens, index: int) -> list[Place]:
        """Names of no list that the words before them show: "travelled to Foya", "parts of Foya", "visited Foya"."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        key = terms.key_of[words[index]]
        if index + 2 >= len(words) or gaps[index] != " " or self._is_capital_within(tokens, index):
            return []
        if key in self.reaching:
            return self._enumerated(tokens, index + 1, False)
        if key in self.near:
            before = terms[words[index - 1]] if index and gaps[index - 1] == " " else 0
            return self._enumerated(tokens, index + 1, False) if before & (LOCATIVE | BETWEEN) else []
        joints = self.moving_joints if key in self.moving else self.sited_joints if key in self.sited else self.between
        if terms.key_of[words[index + 1]] not in joints or gaps[index + 1] != " ":
            return []
        first = index + 2
        if key in self.moving and terms[words[first]] & KNOWN:
            known = self.chains.known.longest(tokens, first)
            behind = known[0] + 1 if known is not None else first
            if behind + 1 < len(words) and terms.key_of[words[behind]] in joints and gaps[behind] == " ":
                return self._enumerated(tokens, behind + 1, False)  # "the road from Goma to Foya"
        return self._enumerated(tokens, first, False)

    def _is_capital_within(self, tokens: Tokens, index: int) -> bool:
        return bool(self.terms[tokens.words[index]] & CAPITAL) and not self.terms.opens(tokens, index)

    def _enumerated(self, tokens: Tokens, first: int, is_clause: bool) -> list[Place]:
        """The places of no list from a word on: one, or several with "and"; of those that commas alone join, the first.

        `is_clause` where a comma behind the first may as well end it: "In Foya, Smith and Jones spoke".
        """
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        found: list[Place] = []
        sure, apart, listed = 0, False, not is_clause
        for _ in range(_MEMBERS):
            known = self.chains.known.longest(tokens, first) if terms[words[first]] & KNOWN else None
            last = self._unlisted(tokens, first) if known is None else known[0] if known[1].kind == "place" else -1
            if last < 0:
                break
            if known is None:
                found.append((first, last, terms.written(tokens, first, last)))
            elif apart:
                listed = True
            following = last + 1
            joined = gaps[last] in {" ", ", "} and following + 1 < len(words)
            is_last = joined and bool(terms[words[following]] & CONJUNCTION) and gaps[following] == " "
            if not apart:
                sure = len(found)
            if not joined or not (is_last or gaps[last] == ", "):
                break
            apart = apart or not is_last or gaps[last] == ", "
            first = following + is_last
            if is_last:
                return self._with_last(tokens, first, found, sure, listed or not apart)
        return found[:sure]

    def _with_last(self, tokens: Tokens, first: int, found: list[Place], sure: int, listed: bool) -> list[Place]:
        """An enumeration with its member behind "and", which makes it one."""
        known = self.chains.known.longest(tokens, first) if self.terms[tokens.words[first]] & KNOWN else None
        if known is not None:
            return found if known[1].kind == "place" else found[:sure]
        last = self._unlisted(tokens, first)
        if last < 0 or not listed:
            return found[:sure]
        return [*found, (first, last, self.terms.written(tokens, first, last))]

    def _forbids(self, tokens: Tokens, index: int) -> bool:
        """Whether the word before "in" is a name's, or says that no place follows: "trust in Biden"."""
        return self._is_capital_within(tokens, index) or self.terms.key_of[tokens.words[index]] in self.not_located

    def _unlisted(self, tokens: Tokens, first: int) -> int:
        """The last word of a place's name that no list holds, -1 where it is none."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        last = first
        while last < len(words) and last - first < _WORDS:
            bits = terms[words[last]]
            people = DEMONYM if last == first else 0
            if not self._is_name(tokens, last) or bits & (people | CLASS | CLASSES | MODIFIER):
                return -1
            if bits & NO_PLACE and self.terms.key_of[words[last]] not in self.compass:
                return -1
            if bits & KNOWN and self.chains.known.longest(tokens, last) is not None:
                return -1
            following = terms[words[last + 1]] if last + 1 < len(words) else 0
            if last == first and following & CAPITAL and bits & GIVEN and gaps[last] == " ":
                return -1
            if gaps[last] not in {" ", "-"} or not following & CAPITAL:
                apart = gaps[last] in {"'", "-", "."} or gaps[last].endswith("(")
                follows = gaps[last] == " " and (following & (CLASS | CLASSES) or self._is_number(tokens, last + 1))
                is_compass = last == first and bits & NO_PLACE
                return -1 if apart or follows or is_compass or len(words[last]) < _SHORTEST else last
            last += 1
        return -1

    def _is_number(self, tokens: Tokens, index: int) -> bool:
        """Whether a number follows that a thing is told by, as "Articles 38 and 43"."""
        return index < len(tokens.words) and tokens.words[index].isdigit()

    def leads(self, tokens: Tokens, first: int, index: int) -> bool:
        """Whether capitals lead from behind a place to a capitalized class: "[Bulawayo] Metropolitan Province"."""
        bits = self.terms[tokens.words[index]]
        if not bits & CLASS or not bits & CAPITAL or index - first > _WORDS or tokens.gaps[first - 1] != " ":
            return False
        return all(
            self._is_name(tokens, number) and tokens.gaps[number] in {" ", "-"} for number in range(first, index)
        )

    def led(self, tokens: Tokens, first: int, floor: int, kind: str) -> int:
        """Where a place begins that a point of the compass leads to: "Upper Nile", within a sentence "West Kenya"."""
        before = first - 1
        if before < floor or tokens.gaps[before] != " " or tokens.taken[before]:
            return first
        word = tokens.words[before]
        if self.terms.key_of[word] not in self.compass or not self.terms[word] & CAPITAL or word.isupper():
            return first
        opens = self.terms.opens(tokens, before)
        return first if opens and (kind == "country" or self.terms[word] & DEMONYM) else before

    def is_classed(self, tokens: Tokens, last: int) -> bool:
        """Whether a capitalized class word that ends a name follows: "Kuwait City", "Petén Department"."""
        index = last + 1
        if index >= len(tokens.words) or tokens.gaps[last] != " ":
            return False
        bits = self.terms[tokens.words[index]]
        follows = index + 1 < len(tokens.words) and tokens.gaps[index] == " "
        goes_on = follows and self.terms[tokens.words[index + 1]] & (CAPITAL | CONNECTOR)
        return bool(bits & CLASS and bits & CAPITAL) and not bits & CAPITALS and not goes_on

    def _run(self, tokens: Tokens, last: int, floor: int) -> int:
        """Where the name that ends at a word begins, -1 where it is none."""
        if last < floor or not self._is_name(tokens, last):
            return -1
        first = self.chains.left(tokens, last, floor)
        words, terms = tokens.words, self.terms
        while first < last and (terms[words[first]] & NO_PLACE and terms.opens(tokens, first)):
            first += 1
        plain = " ".join(terms.key_of[word] for word in words[first : last + 1])
        if last - first >= _WORDS or any(terms[words[number]] & (HEAD | CAPITALS) for number in range(first, last + 1)):
            return -1
        if plain not in self.named and all(terms[words[number]] & NO_PLACE for number in range(first, last + 1)):
            return -1
        return first

    def _is_name(self, tokens: Tokens, index: int) -> bool:
        bits = self.terms[tokens.words[index]]
        return (
            bool(bits & CAPITAL) and not bits & (STOP | TITLE | HEAD | CAPITALS | DOCUMENT) and not tokens.taken[index]
        )

    def _one(self, tokens: Tokens, index: int, floor: int) -> list[Place]:
        words, terms = tokens.words, self.terms
        capital = terms[words[index]] & CAPITAL
        key = terms.key_of[words[index]]
        if (not capital and key not in self.lower) or (key in self.hyphened and tokens.gaps[index - 1] != "-"):
            return []
        first = self._run(tokens, index - 1, floor)
        if first < 0:
            return []
        following = terms[words[index + 1]] if index + 1 < len(words) and tokens.gaps[index] == " " else 0
        if following & DOCUMENT and following & CAPITAL:
            return []  # "Farmington River Declaration"
        last = index if capital else index - 1
        is_compass = terms.key_of[words[index - 1]] in self.compass
        other = terms[words[index - 1]] & (DEMONYM | NO_PLACE) and not is_compass
        if not capital and (other or (first == index - 1 and terms.opens(tokens, first))):
            return []
        if (
            capital
            and first == index - 1
            and terms[words[first]] & NO_PLACE
            and terms.key_of[words[first]] not in self.named
        ):
            return []
        return [(first, last, self.terms.written(tokens, first, last))]

    def _several(self, tokens: Tokens, index: int, floor: int) -> list[Place]:
        """Names with one class in the plural, each alone: "Akmola and Karaganda regions"."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        found: list[Place] = []
        last = index - 1
        joined = False
        if last < floor or gaps[last] != " ":
            return found
        for _ in range(_MEMBERS):
            first = self._run(tokens, last, floor)
            is_people = terms[words[last]] & DEMONYM and terms.key_of[words[last]] not in self.compass
            if first < 0 or (is_people and not found):
                break
            found.append((first, last, self.terms.written(tokens, first, last)))
            before = first - 1
            if before < floor:
                joined = joined or first == floor
                break
            if gaps[before] == ", ":
                last = before
            elif terms[words[before]] & CONJUNCTION and gaps[before] == " " and before > 0:
                joined = True
                last = before - 1
                if gaps[last] not in {" ", ", "}:
                    break
            else:
                break
        return found[::-1] if joined or (len(found) == 1 and last + 1 == index) else []

    def _before(self, tokens: Tokens, index: int, floor: int) -> list[Place]:
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        key = terms.key_of[words[index]]
        if key in self.leading and terms[words[index]] & CAPITAL and not terms.opens(tokens, index):
            leads = index + 1 < len(words) and gaps[index] == " " and self._is_name(tokens, index + 1)
            return [(index, index + 1, terms.written(tokens, index, index + 1))] if leads else []
        first = index + 2
        if (
            first >= len(words)
            or gaps[index] != " "
            or gaps[index + 1] != " "
            or terms.key_of[words[index + 1]] not in self.between
        ):
            return []
        if not self._is_name(tokens, first) or terms[words[first]] & NO_PLACE:
            return []
        if key in self.many and not terms[words[index]] & CAPITAL:
            return self._enumerated(tokens, first, False)
        if terms[words[first]] & KNOWN:
            return self._of_known(tokens, index, first, floor)
        last = first
        while (
            last + 1 < len(words)
            and last - first < _WORDS - 1
            and gaps[last] in {" ", "-"}
            and self._is_name(tokens, last + 1)
        ):
            last += 1
        if terms[words[index]] & CAPITAL and not terms.opens(tokens, index):
            first = index
        return [(first, last, self.terms.written(tokens, first, last))]

    def _of_known(self, tokens: Tokens, index: int, first: int, floor: int) -> list[Place]:
        """A known place with a capitalized class before it: "the Autonomous Republic of Adjara"."""
        terms = self.terms
        known = self.chains.known.longest(tokens, first)
        if known is None or known[1].kind != "place" or not terms[tokens.words[index]] & CAPITAL:
            return []
        start = self.chains.left(tokens, index, floor)
        if terms.opens(tokens, index) or any(
            terms[tokens.words[number]] & (HEAD | KNOWN) for number in range(start, index)
        ):
            return []
        return [(start, known[0], terms.written(tokens, start, known[0]))]
