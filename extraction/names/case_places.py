"""Places by their shape in languages with cases: «Туркестанская область», «Акмолинской и Карагандинской областей»."""

from collections.abc import Mapping

from extraction.names.gazetteer import Gazetteer
from extraction.names.terms import (
    ADJECTIVE,
    CAPITAL,
    CAPITALS,
    CLASS,
    CLASS_BEFORE,
    CONJUNCTION,
    FOREIGN,
    HEAD,
    KNOWN,
    LOCATIVE,
    NO_PLACE,
    TITLE,
    Place,
    Terms,
)
from extraction.tokens import BREAK, Tokens

_MEMBERS = 12
_LEFT = 6
_SHORTEST = 3
_PERSONAL = frozenset({"Name", "Surn"})
_SINGULAR = frozenset({"sing"})
_ELLIPSIS = 14
_ENDING = 6
_CLOSES = frozenset(",.;:)!?")
_STOPS = frozenset(".;!?")


class CasePlaces:
    """In languages with cases: «Туркестанская область», «Акмолинской и Карагандинской областей», «село Кордай»."""

    def __init__(self, terms: Terms, known: Gazetteer) -> None:
        self.terms = terms
        self.known = known
        data = terms.places
        self.locative: Mapping[str, str] = data["locative"]
        self.compass = tuple(data["compass"])
        self.relational = tuple(data["relational"])
        self.not_located = frozenset(data["not_located"])
        self.beginnings = frozenset(data["beginnings"])
        self.body_beginnings, self.body_endings = tuple(data["body_beginnings"]), tuple(data["body_endings"])
        self.middle = tuple(data["middle"])
        self.abbreviated_before = frozenset(data["abbreviated_before"])
        self.abbreviated_after = frozenset(data["abbreviated_after"])

    def find(self, tokens: Tokens, index: int, floor: int) -> list[Place]:
        """The places at a class word."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        bits = terms[words[index]]
        if bits & CLASS and index > floor and gaps[index - 1] == " " and terms[words[index - 1]] & ADJECTIVE:
            found = self._after(tokens, index, floor)
            if found:
                return found
        if index + 1 >= len(words) or not terms[words[index + 1]] & CAPITAL or not bits & (CLASS_BEFORE | LOCATIVE):
            return []
        if bits & LOCATIVE and gaps[index] == " ":
            return self._located(tokens, index)
        abbreviated = terms.key_of[words[index]] in self.abbreviated_before
        if abbreviated and bits & CAPITAL:
            return []  # an initial
        if (gaps[index] == " " and not abbreviated) or (abbreviated and gaps[index] in {". ", "."}):
            return self._before(tokens, index)
        return []

    def _adjective(self, tokens: Tokens, last: int, floor: int) -> int:
        """Where the capitalized adjective that ends at a word (or those that follow it) begins; -1: none."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        index = last
        while index >= floor and last - index < _LEFT and not tokens.taken[index]:
            bits = terms[words[index]]
            if not bits & ADJECTIVE:
                return -1
            if bits & CAPITAL:
                if bits & NO_PLACE and not self._is_compass(tokens, index):
                    return -1
                while index - 1 >= floor and gaps[index - 1] in {"-", " "} and self._leads(tokens, index - 1):
                    index -= 1
                return index
            if (
                not terms.key_of[words[index]].startswith(self.middle)
                or index == floor
                or gaps[index - 1] not in {" ", "-"}
            ):
                return -1
            index -= 1
            if gaps[index] == "-" and terms[words[index]] & CAPITAL:
                return index
        return -1

    def _is_compass(self, tokens: Tokens, index: int) -> bool:
        """Whether a region is named by a point of the compass: «в Центральном районе», with a capital of its own."""
        return self.terms.key_of[tokens.words[index]].startswith(self.compass) and not self.terms.opens(tokens, index)

    def _leads(self, tokens: Tokens, index: int) -> bool:
        bits = self.terms[tokens.words[index]]
        if not bits & CAPITAL or tokens.taken[index]:
            return False
        return tokens.gaps[index] == "-" or (
            bool(bits & ADJECTIVE) and not self.terms.opens(tokens, index) and not bits & NO_PLACE
        )

    def _after(self, tokens: Tokens, index: int, floor: int) -> list[Place]:
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        kind = terms.classes.of(terms.key_of[words[index]])
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
            if start < 0 or (before - start > 1 and terms[words[before]] & CAPITAL == 0):
                break
            members.append((start, before))
        if len(members) > 1:
            return [(start, end, self._value(tokens, start, end, gender)) for start, end in reversed(members)]
        named = self._value(tokens, first, index - 1, gender)
        word = words[index]
        noun = base.upper() if len(word) > 1 and word.isupper() else word[:length] + base[length:]
        return [(first, index, f"{named} {noun}")]

    def _value(self, tokens: Tokens, first: int, last: int, gender: str) -> str:
        parts = []
        for index in range(first, last + 1):
            word = tokens.words[index]
            parts.append(self.terms.nominative_adjective(word, gender) if self.terms[word] & ADJECTIVE else word)
            if index < last:
                parts.append(tokens.text[tokens.end(index) : tokens.starts[index + 1]])
        return " ".join("".join(parts).split())

    def _before(self, tokens: Tokens, index: int) -> list[Place]:
        """The names behind a class word: «мухафазах Ди-Кар и Найнава»."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        found: list[Place] = []
        first = index + 1
        while first < len(words) and len(found) < _MEMBERS:
            last = self._name(tokens, first)
            if last < 0:
                break
            value = self._place_name(words[first]) if first == last else terms.written(tokens, first, last)
            found.append((first, last, value))
            first = last + 1
            if gaps[last] == " " and first < len(words) and terms[words[first]] & CONJUNCTION and gaps[first] == " ":
                first += 1
            elif gaps[last] != ", ":
                break
        return found

    def _located(self, tokens: Tokens, index: int) -> list[Place]:
        """Places that no list holds, behind a preposition of place: «в Лимасоле и Пафосе», «из Сент-Луиса»."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        case = self.locative[terms.key_of[words[index]]]
        found: list[Place] = []
        first = index + 1
        while first < len(words) and len(found) < _MEMBERS:
            last = self._joined(tokens, first)
            if last < 0 or not self._is_place(tokens, first, last):
                break
            if gaps[last] == " " and self._adjoins(tokens, last) & (CAPITAL | CLASS | HEAD):
                break
            if terms[words[last]] & ADJECTIVE and gaps[last] == " " and not self._adjoins(tokens, last) & CONJUNCTION:
                break
            found.append((first, last, self._declined(tokens, first, last, case)))
            if gaps[last] != " " or last + 2 >= len(words) or not terms[words[last + 1]] & CONJUNCTION:
                break
            first = last + 2
        return found

    def _joined(self, tokens: Tokens, first: int) -> int:
        """The last of the words that hyphens join to a name: «Чадыр-Лунга», «Сенегал-дю-Нор»; -1 where it is none."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        bits = terms[words[first]]
        if not bits & CAPITAL or bits & (CAPITALS | TITLE | HEAD | FOREIGN) or tokens.taken[first]:
            return -1
        last = first
        while gaps[last] == "-" and last + 1 < len(words) and last - first < _LEFT:
            last += 1
            if terms[words[last]] & (CAPITALS | FOREIGN | CLASS | TITLE):
                return -1
        return last if terms[words[last]] & CAPITAL else -1

    def _is_place(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether the dictionary has a word as a place's, or has no such word and it does not end as bodies do."""
        words, terms, key_of = tokens.words, self.terms, self.terms.key_of
        if first == last:
            if terms[words[first]] & KNOWN and self.known.longest(tokens, first) is not None:
                return False
            if self._is_geographic(words[first]):
                return True
        if terms[words[last]] & ADJECTIVE or len(words[last]) < _SHORTEST:
            return False
        key = key_of[words[last]]
        if key in self.not_located or key.startswith(self.body_beginnings) or key.endswith(self.body_endings):
            return False
        analyzer = terms.morphology(terms.language)
        if first < last and (key_of[words[first]] in self.beginnings or self._is_geographic(words[last])):
            return True
        return not analyzer.knows(words[first]) and not analyzer.knows(words[last])

    def _declined(self, tokens: Tokens, first: int, last: int, case: str) -> str:
        """A place's nominative from the case that its preposition asks for, in its last word; else as written."""
        word = tokens.words[last]
        if self._is_geographic(word):
            name = self._place_name(word)
        else:
            name = self.terms.nominative(word, _SINGULAR, frozenset({"sing", case}))
        return " ".join(f"{tokens.text[tokens.starts[first] : tokens.starts[last]]}{name}".split())

    def elliptic(self, tokens: Tokens, index: int) -> list[Place]:
        """Adjectives whose class word stands elsewhere in the sentence: «в ряде областей, включая Одесскую»."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        kind = terms.classes.of(terms.key_of[words[index]])
        if kind is None:
            return []
        found: list[Place] = []
        for number in range(max(index - _ELLIPSIS, 1), min(index + _ELLIPSIS, len(words))):
            word = words[number]
            if not terms[word] & ADJECTIVE or not self._is_alone(tokens, number):
                continue
            between = gaps[min(index, number) : max(index, number)]
            if any(BREAK in gap or gap[:1] in _STOPS for gap in between):
                continue
            found.append((number, number, terms.nominative_adjective(word, kind[2])))
        return found

    def _is_alone(self, tokens: Tokens, index: int) -> bool:
        """Whether a capitalized adjective of a place stands without a noun."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        bits = terms[words[index]]
        if not bits & CAPITAL or bits & (CAPITALS | NO_PLACE) or tokens.taken[index] or terms.opens(tokens, index):
            return False
        if not any(mark in terms.key_of[words[index]][-_ENDING:] for mark in self.relational):
            return False
        if terms[words[index - 1]] & CAPITAL or gaps[index - 1] not in {" ", ", ", " (", ": "}:
            return False
        gap = gaps[index]
        if gap[:1] in _CLOSES or index + 1 >= len(words):
            return True
        if gap != " " or index + 2 >= len(words):
            return False
        joined = terms[words[index + 1]] & CONJUNCTION and gaps[index + 1] == " "
        return bool(joined and terms[words[index + 2]] & ADJECTIVE and self._is_alone(tokens, index + 2))

    def _is_geographic(self, word: str) -> bool:
        parses = self.terms.morphology(self.terms.language).parses(word.lower())
        return bool(parses) and "Geox" in parses[0].grammemes

    def _name(self, tokens: Tokens, first: int) -> int:
        """The last word of a name that no list holds, -1 where it is none."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        bits = terms[words[first]]
        if not bits & CAPITAL or tokens.taken[first] or bits & (CAPITALS | TITLE | NO_PLACE):
            return -1
        known = self.known.longest(tokens, first) if bits & KNOWN else None
        joined = self._joined(tokens, first) if gaps[first] == "-" else -1
        if joined > first and (known is None or known[0] < joined):
            return joined
        if known is not None:
            return -1
        last = first
        while last + 1 < len(words) and last - first < 2 and terms[words[last + 1]] & CAPITAL:
            if gaps[last] != "-" and (gaps[last] != " " or not terms[words[last]] & ADJECTIVE):
                break
            last += 1
        other = bits & HEAD and not bits & ADJECTIVE
        if gaps[last] == " " and self._adjoins(tokens, last) & CAPITAL and self._is_personal(words[last]):
            return -1  # «столицы Рафала Тшасковского»
        adjoins = gaps[last] == " " and self._adjoins(tokens, last) & (CLASS | HEAD | ADJECTIVE | CONJUNCTION)
        of_class = last == first and bits & ADJECTIVE and adjoins
        if other or of_class or terms[words[last]] & CLASS or (last == first and len(words[first]) < _SHORTEST):
            return -1  # «район Туркестанской области» names another thing
        return last

    def _is_personal(self, word: str) -> bool:
        """Whether the dictionary has a word as a given name or surname."""
        parses = self.terms.morphology(self.terms.language).parses(word.lower())
        return any(not _PERSONAL.isdisjoint(parse.grammemes) for parse in parses)

    def _adjoins(self, tokens: Tokens, index: int) -> int:
        """The bits of the next word."""
        return self.terms[tokens.words[index + 1]] if index + 1 < len(tokens.words) else 0

    def _place_name(self, word: str) -> str:
        for parse in self.terms.morphology(self.terms.language).parses(word.lower()):
            if "Geox" in parse.grammemes:
                return self.terms.nominative(word, frozenset({"sing"}), frozenset({"Geox"}))
        return word
