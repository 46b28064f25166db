"""Places by their shape: names beside a word that says what kind of place they are, such as *Region* or «область»."""

from extraction.capital_chains import CapitalChains
from extraction.case_chains import CaseChains
from extraction.gazetteer import Gazetteer
from extraction.name_terms import (
    ADJECTIVE,
    CAPITAL,
    CAPITALS,
    CLASS,
    CLASS_BEFORE,
    CLASSES,
    CONJUNCTION,
    DEMONYM,
    HEAD,
    KNOWN,
    NO_PLACE,
    STOP,
    TITLE,
    Terms,
)
from extraction.tokens import Tokens

Place = tuple[int, int, str]
"""First word, last word, value."""

_MEMBERS = 12
_WORDS = 4
_LEFT = 6


class CapitalPlaces:
    """In languages that put the class behind its name or join it with "of": "Karaganda Region", "city of Almaty"."""

    def __init__(self, terms: Terms, chains: CapitalChains) -> None:
        self.terms = terms
        self.chains = chains
        data = terms.places
        self.between = frozenset(data["between"])
        self.lower = frozenset(data["lower_classes"])
        self.named = frozenset(data["named_by_class"])

    def find(self, tokens: Tokens, index: int, floor: int, known: bool) -> list[Place]:
        """The places at a class word; `known` where a known place stands right before it."""
        bits = self.terms[tokens.words[index]]
        if bits & CLASSES:
            found = self._several(tokens, index, floor)
            if found:
                return found
        if bits & CLASS and index > 0 and tokens.gaps[index - 1] in {" ", "-"}:
            found = self._one(tokens, index, floor, known)
            if found:
                return found
        return self._before(tokens, index) if bits & CLASS_BEFORE else []

    def leads(self, tokens: Tokens, first: int, index: int) -> bool:
        """Whether capitals lead from a word to a capitalized class: "[Bulawayo] Metropolitan Province"."""
        bits = self.terms[tokens.words[index]]
        if not bits & CLASS or not bits & CAPITAL or index - first > _WORDS:
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
        plain = " ".join(terms.keys[word] for word in words[first : last + 1])
        if last - first >= _WORDS or any(terms[words[number]] & (HEAD | CAPITALS) for number in range(first, last + 1)):
            return -1
        if plain not in self.named and all(terms[words[number]] & NO_PLACE for number in range(first, last + 1)):
            return -1
        return first

    def _is_name(self, tokens: Tokens, index: int) -> bool:
        bits = self.terms[tokens.words[index]]
        return bool(bits & CAPITAL) and not bits & (STOP | TITLE | HEAD | CAPITALS) and not tokens.taken[index]

    def _one(self, tokens: Tokens, index: int, floor: int, known: bool) -> list[Place]:
        words, terms = tokens.words, self.terms
        capital = terms[words[index]] & CAPITAL
        if known:
            return []
        if not capital and terms.keys[words[index]] not in self.lower:
            return []
        first = self._run(tokens, index - 1, floor)
        if first < 0:
            return []
        last = index if capital else index - 1
        if not capital and (
            terms[words[index - 1]] & (DEMONYM | NO_PLACE) or first == index - 1 and terms.opens(tokens, first)
        ):
            return []
        if (
            capital
            and first == index - 1
            and terms[words[first]] & NO_PLACE
            and terms.keys[words[first]] not in self.named
        ):
            return []
        return [(first, last, self.chains.value(tokens, first, last))]

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
            if first < 0 or terms[words[last]] & DEMONYM and not found:
                break
            found.append((first, last, self.chains.value(tokens, first, last)))
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
        return found[::-1] if joined or len(found) == 1 and last + 1 == index else []

    def _before(self, tokens: Tokens, index: int) -> list[Place]:
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        first = index + 2
        if (
            first >= len(words)
            or gaps[index] != " "
            or gaps[index + 1] != " "
            or terms.keys[words[index + 1]] not in self.between
        ):
            return []
        if not self._is_name(tokens, first) or terms[words[first]] & (KNOWN | NO_PLACE):
            return []
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
        return [(first, last, self.chains.value(tokens, first, last))]


class CasePlaces:
    """In languages with cases: «Туркестанская область», «Акмолинской и Карагандинской областей», «село Кордай»."""

    def __init__(self, terms: Terms, chains: CaseChains, known: Gazetteer) -> None:
        self.terms = terms
        self.chains = chains
        self.known = known
        data = terms.places
        self.middle = tuple(data["middle"])
        self.abbreviated_before = frozenset(data["abbreviated_before"])
        self.abbreviated_after = frozenset(data["abbreviated_after"])

    def find(self, tokens: Tokens, index: int, floor: int, known: bool) -> list[Place]:
        """The places at a class word; `known` where a known place stands right before it."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        bits = terms[words[index]]
        if bits & CLASS and index > floor and gaps[index - 1] == " " and terms[words[index - 1]] & ADJECTIVE:
            found = self._after(tokens, index, floor)
            if found:
                return found
        if not bits & CLASS_BEFORE or index + 1 >= len(words) or not terms[words[index + 1]] & CAPITAL:
            return []
        abbreviated = terms.keys[words[index]] in self.abbreviated_before
        if abbreviated and bits & CAPITAL:
            return []  # an initial
        if gaps[index] == " " and not abbreviated or abbreviated and gaps[index] in {". ", "."}:
            return self._before(tokens, index)
        return []

    def _adjective(self, tokens: Tokens, last: int, floor: int) -> int:
        """Where the capitalized adjective that ends at a word begins, with those of lower case that follow it; -1: none."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        index = last
        while index >= floor and last - index < _LEFT and not tokens.taken[index]:
            bits = terms[words[index]]
            if not bits & ADJECTIVE:
                return -1
            if bits & CAPITAL:
                if bits & NO_PLACE:
                    return -1
                while index - 1 >= floor and gaps[index - 1] in {"-", " "} and self._leads(tokens, index - 1):
                    index -= 1
                return index
            if (
                not terms.keys[words[index]].startswith(self.middle)
                or index == floor
                or gaps[index - 1] not in {" ", "-"}
            ):
                return -1
            index -= 1
            if gaps[index] == "-" and terms[words[index]] & CAPITAL:
                return index
        return -1

    def _leads(self, tokens: Tokens, index: int) -> bool:
        bits = self.terms[tokens.words[index]]
        if not bits & CAPITAL or tokens.taken[index]:
            return False
        return (
            tokens.gaps[index] == "-"
            or bool(bits & ADJECTIVE)
            and not self.terms.opens(tokens, index)
            and not bits & NO_PLACE
        )

    def _after(self, tokens: Tokens, index: int, floor: int) -> list[Place]:
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        kind = terms.classes.of(terms.keys[words[index]])
        first = self._adjective(tokens, index - 1, floor)
        if kind is None or first < 0:
            return []
        length, base, gender = kind
        members = [(first, index - 1)]
        while len(members) < _MEMBERS:
            before = members[-1][0] - 1
            if before < floor:
                break
            if (
                terms[words[before]] & CONJUNCTION
                and gaps[before] == " "
                and before > floor
                and gaps[before - 1] in {" ", ", "}
            ):
                before -= 1
            elif gaps[before] != ", ":
                break
            start = self._adjective(tokens, before, floor)
            if start < 0 or before - start > 1 and terms[words[before]] & CAPITAL == 0:
                break
            members.append((start, before))
        wanted = frozenset({"plur"} if gender == "plur" else {"sing", gender})
        if len(members) > 1:
            return [(start, end, self._value(tokens, start, end, wanted)) for start, end in reversed(members)]
        named = self._value(tokens, first, index - 1, wanted)
        word = words[index]
        noun = base.upper() if len(word) > 1 and word.isupper() else word[:length] + base[length:]
        return [(first, index, f"{named} {noun}")]

    def _value(self, tokens: Tokens, first: int, last: int, wanted: frozenset[str]) -> str:
        parts = []
        for index in range(first, last + 1):
            word = tokens.words[index]
            parts.append(self.terms.nominative(word, wanted) if self.terms[word] & ADJECTIVE else word)
            if index < last:
                parts.append(tokens.text[tokens.end(index) : tokens.starts[index + 1]])
        return " ".join("".join(parts).split())

    def _before(self, tokens: Tokens, index: int) -> list[Place]:
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        first = index + 1
        bits = terms[words[first]]
        if tokens.taken[first] or bits & (KNOWN | CAPITALS | TITLE | NO_PLACE) or bits & HEAD and not bits & ADJECTIVE:
            return []
        last = first
        while (
            last + 1 < len(words) and last - first < 2 and gaps[last] in {"-", " "} and terms[words[last + 1]] & CAPITAL
        ):
            if gaps[last] == " " and not terms[words[last]] & ADJECTIVE:
                break
            last += 1
        if (
            terms[words[last]] & CLASS
            or last == first
            and bits & ADJECTIVE
            and gaps[last] == " "
            and self._adjoins(tokens, last)
        ):
            return []  # «район Туркестанской области» names another thing
        if len(words[first]) == 1:
            return []
        value = " ".join(tokens.text[tokens.starts[first] : tokens.end(last)].split())
        if first == last:
            value = self._place_name(words[first])
        return [(first, last, value)]

    def _adjoins(self, tokens: Tokens, index: int) -> bool:
        following = self.terms[tokens.words[index + 1]] if index + 1 < len(tokens.words) else 0
        return bool(following & (CLASS | HEAD | ADJECTIVE | CONJUNCTION))

    def _place_name(self, word: str) -> str:
        for parse in self.terms.morphology(self.terms.language).parses(word.lower()):
            if "Geox" in parse.grammemes:
                return self.terms.nominative(word, frozenset({"sing"}), frozenset({"Geox"}))
        return word
