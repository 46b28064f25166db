"""Places by their shape in languages that write names in capitals: "Karaganda Region", "city of Almaty", "in Foya"."""

from extraction.names.capital_chains import CapitalChains
from extraction.names.terms import (
    CAPITAL,
    CAPITALS,
    CLASS,
    CLASS_BEFORE,
    CLASSES,
    CONJUNCTION,
    DEMONYM,
    DOCUMENT,
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
        self.lower = frozenset(data["lower_classes"])
        self.named = frozenset(data["named_by_class"])

    def find(self, tokens: Tokens, index: int, floor: int) -> list[Place]:
        """The places at a class word."""
        bits = self.terms[tokens.words[index]]
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
        return self._before(tokens, index, floor) if bits & CLASS_BEFORE else []

    def _located(self, tokens: Tokens, index: int) -> list[Place]:
        """Names of no list behind a preposition of place, in running text: "voters in Foya", "in Accra and Tema"."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        before = words[index - 1] if index else ""
        if gaps[index] != " " or (before and gaps[index - 1] == " " and self._forbids(before)):
            return []
        found: list[Place] = []
        first = index + 1
        for _ in range(_MEMBERS):
            known = self.chains.known.longest(tokens, first) if terms[words[first]] & KNOWN else None
            last = self._unlisted(tokens, first) if known is None else known[0] if known[1].kind == "place" else -1
            if last < 0:
                break
            if known is None:
                found.append((first, last, terms.written(tokens, first, last)))
            first = last + 2
            if first >= len(words) or gaps[last] != " " or gaps[last + 1] != " ":
                break
            if not terms[words[last + 1]] & CONJUNCTION:
                break
        return found

    def _forbids(self, word: str) -> bool:
        return bool(self.terms[word] & CAPITAL) or self.terms.key_of[word] in self.not_located

    def _unlisted(self, tokens: Tokens, first: int) -> int:
        """The last word of a place's name that no list holds, -1 where it is none."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        last = first
        while last < len(words) and last - first < _WORDS:
            bits = terms[words[last]]
            if not self._is_name(tokens, last) or bits & (KNOWN | NO_PLACE | DEMONYM | CLASS | CLASSES | MODIFIER):
                return -1
            following = terms[words[last + 1]] if last + 1 < len(words) else 0
            if gaps[last] not in {" ", "-"} or not following & CAPITAL:
                apart = gaps[last] in {"'", "-", "."} or gaps[last].endswith("(")
                follows = gaps[last] == " " and (following & (CLASS | CLASSES) or self._is_number(tokens, last + 1))
                return -1 if apart or follows or len(words[last]) < _SHORTEST else last
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
        if not capital and terms.key_of[words[index]] not in self.lower:
            return []
        first = self._run(tokens, index - 1, floor)
        if first < 0:
            return []
        following = terms[words[index + 1]] if index + 1 < len(words) and tokens.gaps[index] == " " else 0
        if following & DOCUMENT and following & CAPITAL:
            return []  # "Farmington River Declaration"
        last = index if capital else index - 1
        if not capital and (
            terms[words[index - 1]] & (DEMONYM | NO_PLACE) or (first == index - 1 and terms.opens(tokens, first))
        ):
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
            if first < 0 or (terms[words[last]] & DEMONYM and not found):
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
