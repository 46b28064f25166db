"""Names of bodies in languages with cases: adjectives that agree with a noun such as «комиссия», and its genitive tail.

Only the first word need have a capital. The tail goes over names and capitalized nouns, over adjectives and nouns of the
lexicon, and over the lexicon's prepositions with them; a verb, another preposition or a mark ends it. Only the noun and
its adjectives are put into the nominative (agreement in the noun phrase: Русская грамматика 1980, § 1797–1800).
"""

from extraction.gazetteer import Gazetteer
from extraction.name_terms import (
    ACCREDITED,
    ADJECTIVE,
    BARE,
    CAPITAL,
    CAPITALS,
    CLASS,
    COMMON,
    COMPLETE,
    CONJUNCTION,
    HEAD,
    KNOWN,
    NO_NAME,
    PERSONS,
    PREPOSITION,
    PROPER,
    SHORT,
    TAIL,
    TITLE,
    WEAK,
    Terms,
)
from extraction.tokens import Tokens

_LEFT = 6
_STEPS = 14
_PHRASE = 5
_HYPHENS = frozenset({"-", " – ", " - ", "–"})
_PLURAL = frozenset({"plur"})
_ADJECTIVE = frozenset({"ADJF"})


class CaseChains:
    """Finds them."""

    def __init__(self, terms: Terms, known: Gazetteer) -> None:
        self.terms = terms
        self.known = known
        self.keys = terms.keys
        data = terms.names
        self.place_preposition = frozenset(data["place_preposition"])
        self.named_after = frozenset(data["named_after"])
        self.genitive = tuple(data["genitive_adjective"])
        self.oblique = tuple(data["oblique_adjective"])
        self.not_quoted = frozenset(data["not_quoted"])
        self.plural_adjective = tuple(data["plural_adjective"])
        self.plural_noun = tuple(data["plural_noun"])
        self.compound = tuple(data["compound"])
        self.origin = frozenset(data["origin"])

    def first(self, tokens: Tokens, head: int, floor: int) -> int:
        """The leftmost capitalized adjective before a noun, or the noun; -1 where nothing has a capital."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        found = head if terms[words[head]] & CAPITAL else -1
        index = head - 1
        while index >= floor and head - index <= _LEFT and not tokens.taken[index]:
            bits = terms[words[index]]
            gap = gaps[index]
            if gap == "-" and self.keys[words[index]].endswith(self.compound) or gap == " " and bits & ADJECTIVE:
                if bits & CAPITAL:
                    found = index
            else:
                break
            index -= 1
        return found

    def chain(self, tokens: Tokens, head: int, floor: int) -> tuple[int, int, bool] | None:
        """First and last word of the name around a noun, and whether only a sentence's capital speaks for it."""
        words, terms = tokens.words, self.terms
        first = self.first(tokens, head, floor)
        if first < 0:
            return None
        bits = terms[words[head]]
        while first < head and tokens.gaps[first] != "-" and not self._is_adjective(words[first]):
            first += 1
            while not terms[words[first]] & CAPITAL:
                if first == head:
                    return None
                first += 1
        last, named = self.tail(tokens, head, head)
        opens = terms.opens(tokens, first)
        if first == head:
            if last == head and (not bits & BARE or bits & CAPITALS and self._in_capitals(tokens, head)):
                return None
            if opens and not bits & PROPER and (not named or bits & COMMON):
                return (first, last, True) if bits & (BARE | COMMON) else None
            return first, last, False
        if opens and not named and not bits & CAPITAL:
            if not terms[words[first]] & WEAK:
                return None
            if self.is_plural(tokens, first, head):
                return None
        if not bits & CAPITAL and self.is_plural(tokens, first, head) and not named:
            return None
        return first, last, False

    def _in_capitals(self, tokens: Tokens, index: int) -> bool:
        """Whether a word beside one in capitals is in capitals, too: a heading, where they say nothing."""
        words, gaps = tokens.words, tokens.gaps
        before = index > 0 and gaps[index - 1] == " " and self.terms[words[index - 1]] & CAPITALS
        return bool(before or gaps[index] == " " and self.terms[words[index + 1]] & CAPITALS)

    def _is_adjective(self, word: str) -> bool:
        """Whether a word with an adjective's ending is one by the dictionary, or none that it knows."""
        parses = self.terms.morphology(self.terms.language).parses(word.lower())
        return not parses or parses[0].part_of_speech in {"ADJF", "PRTF", ""}

    def tail(self, tokens: Tokens, last: int, head: int) -> tuple[int, bool]:
        """The last word of what belongs to a body, and whether it holds the name of a state, place or body."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        named = False
        loose = not terms[words[head]] & (COMPLETE | PROPER) or last != head
        heading = bool(terms[words[head]] & CAPITALS)
        accredited = bool(terms[words[head]] & ACCREDITED)
        for _ in range(_STEPS):
            index = last + 1
            if index >= len(words) or tokens.taken[index]:
                break
            gap = gaps[last]
            bits = terms[words[index]]
            if gap in _HYPHENS and bits & TAIL and terms[words[last]] & TAIL:
                last = index
                continue
            if gap != " ":
                break
            if bits & KNOWN:
                found = self.known.longest(tokens, index)
                if found is not None:
                    last, named = found[0], True
                    if found[1].kind != "organization":
                        if accredited and self._place(tokens, last) >= 0:
                            last = self._place(tokens, last)
                        break
                    continue
            if bits & CAPITALS and heading and bits & (TAIL | PERSONS):
                last = index
                continue
            if bits & CAPITALS:
                if not bits & SHORT or bits & NO_NAME:
                    break
                last, named = index, True
                continue
            end = self._step(tokens, index, bits, loose)
            if end < 0:
                break
            last = end
            if terms[words[end]] & CLASS and terms[words[index]] & CAPITAL:
                named = True
            loose = True
        return last, named

    def _place(self, tokens: Tokens, last: int) -> int:
        """The state that a mission is sent to: «Посольство Казахстана в Российской Федерации»."""
        words, gaps = tokens.words, tokens.gaps
        index = last + 2
        if (
            index < len(words)
            and gaps[last] == gaps[last + 1] == " "
            and self.keys[words[last + 1]] in self.place_preposition
        ):
            found = self.known.longest(tokens, index) if self.terms[words[index]] & KNOWN else None
            if found is not None and found[1].kind == "country":
                return found[0]
        return -1

    def _step(self, tokens: Tokens, index: int, bits: int, loose: bool) -> int:
        """The last word of the next part of a tail, -1 where it has none."""
        words, gaps = tokens.words, tokens.gaps
        if bits & CAPITAL:
            if bits & TITLE and loose or bits & HEAD and not bits & ADJECTIVE:
                return -1 if self._is_nominative(words[index]) else index
            return self._phrase(tokens, index, self.genitive) if bits & ADJECTIVE else -1
        if not loose and not bits & PREPOSITION and not bits & PERSONS:
            return -1
        if bits & (TAIL | PERSONS) and not bits & PREPOSITION:
            return index
        if index + 1 >= len(words) or gaps[index] != " ":
            return -1
        if bits & ADJECTIVE:
            return self._phrase(tokens, index, self.genitive)
        following = self.terms[words[index + 1]]
        if bits & CONJUNCTION:
            if not self.terms[words[index - 1]] & TAIL or self.terms[words[index - 1]] & CAPITAL:
                return -1
            return self._phrase(tokens, index + 1, self.oblique, plain=True)
        if bits & PREPOSITION:
            if self.keys[words[index]] in self.origin:
                return index + 1 if following & KNOWN | following & SHORT and not following & NO_NAME else -1
            if following & CAPITAL and following & TITLE:
                return index + 1
            return self._phrase(tokens, index + 1, self.oblique)
        return -1

    def _phrase(self, tokens: Tokens, index: int, endings: tuple[str, ...], plain: bool = False) -> int:
        """The last word of adjectives and a noun of the lexicon, -1 where they are none."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        capital = False
        for number in range(index, min(index + _PHRASE, len(words))):
            bits = terms[words[number]]
            key = self.keys[words[number]]
            if bits & TAIL or bits & PERSONS and not plain:
                return number
            if bits & HEAD and (bits & CAPITAL or capital) and not plain or bits & CLASS and capital:
                return number
            capital = capital or bool(bits & CAPITAL)
            adjective = bits & ADJECTIVE and key.endswith(endings)
            joined = bits & CONJUNCTION and number > index
            compound = gaps[number] == "-" and key.endswith(self.compound)
            if not (adjective or joined or compound) or gaps[number] not in {" ", "-"}:
                return -1
        return -1

    def _is_nominative(self, word: str) -> bool:
        head = self.terms.heads.of(self.keys[word])
        return head is not None and head[2] != "inan" and head[1] == self.keys[word]

    def quoted(self, tokens: Tokens, last: int) -> int:
        """The last word of a name in quotation marks that follows a body's: «Демократическая партия «Ак жол»»; -1: none."""
        words, gaps = tokens.words, tokens.gaps
        if gaps[last] not in {" «", ' "'} or last + 1 >= len(words):
            return -1
        if not self.terms[words[last + 1]] & CAPITAL or self.keys[words[last + 1]] in self.not_quoted:
            return -1
        for index in range(last + 1, min(last + 8, len(words))):
            if "»" in gaps[index] or '"' in gaps[index]:
                return index
            if gaps[index] not in {" ", "-", " – "}:
                return -1
        return -1

    def is_plural(self, tokens: Tokens, first: int, head: int) -> bool:
        """Whether a noun and its adjectives stand in the plural, by their endings."""
        if first < head:
            return self.keys[tokens.words[head - 1]].endswith(self.plural_adjective)
        return self.keys[tokens.words[head]].endswith(self.plural_noun)

    def value(self, tokens: Tokens, first: int, head: int, last: int) -> str:
        """The name with the noun and its adjectives in the nominative."""
        words, text = tokens.words, tokens.text
        plural = self.is_plural(tokens, first, head)
        found = self.terms.heads.of(self.keys[words[head]])
        gender = found[2] if found is not None else ""
        wanted = _PLURAL if plural or gender == "plur" else frozenset({"sing", gender})
        parts = []
        for index in range(first, last + 1):
            word = words[index]
            if index < head and self.terms[word] & ADJECTIVE:
                word = self.terms.nominative(word, wanted, _ADJECTIVE) if gender != "inan" else word
            elif index == head and found is not None and found[2] != "inan":
                base = found[1]
                if plural and gender != "plur":
                    word = self.terms.nominative(word, _PLURAL)
                elif self.keys[word] != base:
                    word = base.upper() if word.isupper() else word[: found[0]] + base[found[0] :]
            parts.append(word)
            if index < last:
                parts.append(text[tokens.end(index) : tokens.starts[index + 1]])
        return " ".join("".join(parts).split())
