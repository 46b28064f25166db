"""Names of bodies in languages with cases: adjectives that agree with a noun such as «комиссия», and its dependents.

Only the first word need have a capital. What depends on the noun goes over names and capitalized nouns, over adjectives
and nouns of the lexicon, and over the lexicon's prepositions with them; a verb, another preposition or a mark ends it.
Only the noun and its adjectives are put into the nominative (agreement: Русская грамматика 1980, § 1797–1800).
"""

from extraction.names.gazetteer import Gazetteer
from extraction.names.terms import (
    ACCREDITED,
    ADJECTIVE,
    AGREEING,
    BARE,
    CAPITAL,
    CAPITALS,
    CLASS,
    COMMON,
    COMPLETE,
    CONJUNCTION,
    FOREIGN,
    GENDERS,
    GENERIC,
    HEAD,
    KNOWN,
    NO_NAME,
    OF_ANYTHING,
    PERSONS,
    PREPOSITION,
    PROPER,
    SHORT,
    TAIL,
    TITLE,
    WEAK,
    Body,
    Terms,
)
from extraction.tokens import Tokens

_CACHED = 1 << 14
_LEFT = 6
_STEPS = 14
_PHRASE = 5
_LESS_LIKELY = 5
_NAMED = 4
_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_HYPHENS = frozenset({"-", " – ", " - ", "–"})
_PLURAL = frozenset({"plur"})


class CaseChains:
    """Finds them."""

    def __init__(self, terms: Terms, known: Gazetteer) -> None:
        self.terms = terms
        self.known = known
        self.key_of = terms.key_of
        data = terms.names
        self.place_preposition = frozenset(data["place_preposition"])
        self.named_after = frozenset(data["named_after"])
        self.genitive = tuple(data["genitive_adjective"])
        self.oblique = tuple(data["oblique_adjective"])
        self.not_quoted = frozenset(data["not_quoted"])
        self.plural_adjective = tuple(data["plural_adjective"])
        self.plural_noun = tuple(data["plural_noun"])
        self.compound = tuple(data["compound"])
        self.of_states = tuple(data["of_states"])
        self.origin = frozenset(data["origin"])
        self._values: dict[tuple[str, int], str] = {}

    def qualified(self, tokens: Tokens, index: int, last: int) -> list[Body]:
        """A state's name of one word that an adjective with a capital of its own makes a party's: «Светлая Армения»."""
        words, terms = tokens.words, self.terms
        first = index - 1
        bits = terms[words[first]]
        if last > index or not bits & ADJECTIVE or not bits & CAPITAL or bits & (WEAK | KNOWN | CAPITALS | HEAD):
            return []
        if tokens.gaps[first] != " " or tokens.taken[first] or terms.opens(tokens, first):
            return []
        if self.key_of[words[first]].startswith(self.of_states):
            return []
        analyzer = terms.morphology(terms.language)
        adjectives = [parse.grammemes for parse in analyzer.parses(words[first].lower()) if "ADJF" in parse.grammemes]
        for parse in analyzer.parses(words[index].lower()):
            agreeing = parse.grammemes & AGREEING
            if parse.part_of_speech == "NOUN" and any(agreeing <= grammemes for grammemes in adjectives):
                gender = "plur" if "plur" in agreeing else next(iter(agreeing & GENDERS), "")
                adjective = terms.nominative_adjective(words[first], gender)
                return [(first, index, f"{adjective} {terms.nominative(words[index])}", "")]
        return []

    def first(self, tokens: Tokens, head: int, floor: int) -> int:
        """The leftmost capitalized adjective before a noun, or the noun; -1 where nothing has a capital."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        found = head if terms[words[head]] & CAPITAL else -1
        index = head - 1
        while index >= floor and head - index <= _LEFT and not tokens.taken[index]:
            bits = terms[words[index]]
            gap = gaps[index]
            compound = gap == "-" and (bits & CAPITAL or self.key_of[words[index]].endswith(self.compound))
            if compound or (gap == " " and bits & ADJECTIVE):
                if bits & CAPITAL:
                    found = index
            else:
                break
            index -= 1
        return found

    def chain(self, tokens: Tokens, head: int, floor: int) -> tuple[int, int, bool] | None:
        """First and last word of the name around a noun, and whether only a sentence's capital speaks for it."""
        first = self.first(tokens, head, floor)
        if first >= 0:
            first = self._adjectives(tokens, first, head)
        if first < 0:
            return None
        words, terms = tokens.words, self.terms
        bits = terms[words[head]]
        last, named = self.tail(tokens, head, head)
        opens = terms.opens(tokens, first)
        if first == head:
            return self._bare(tokens, head, last, opens, named)
        if bits & CAPITAL or named or (opens and self._is_shortened(tokens, last)):
            return first, last, False
        if self.is_plural(tokens, first, head) or (opens and not terms[words[first]] & WEAK):
            return None  # many of a kind, or a capital of the sentence
        return first, last, False

    def _bare(self, tokens: Tokens, head: int, last: int, opens: bool, named: bool) -> tuple[int, int, bool] | None:
        """A capitalized noun without adjectives."""
        words, terms = tokens.words, self.terms
        bits = terms[words[head]]
        if last == head and (not bits & BARE or (bits & CAPITALS and terms.in_capitals(tokens, head))):
            return None
        if not opens or bits & PROPER or (last > head and self._is_shortened(tokens, last)):
            return head, last, False
        if bits & COMMON:
            generic = bits & GENERIC and (last == head or terms[words[last]] & CAPITALS)
            if generic or (last > head and terms[words[head + 1]] & (CAPITALS | FOREIGN)):
                return None  # «Телеканал КТРК», «Партия «Ак жол»», «Миссия ОБСЕ»: the name stands behind
        if named and not (bits & COMMON and self._is_nominative(words[head])):
            return head, last, False
        return (head, last, True) if bits & (BARE | COMMON) else None

    def _is_shortened(self, tokens: Tokens, last: int) -> bool:
        """Whether an abbreviation in brackets follows, as of a name."""
        if tokens.gaps[last] != " (" or last + 1 >= len(tokens.words):
            return False
        bits = self.terms[tokens.words[last + 1]]
        return bool(bits & SHORT) and not bits & NO_NAME and tokens.gaps[last + 1].startswith(")")

    def _adjectives(self, tokens: Tokens, first: int, head: int) -> int:
        """The first word from one on that is a capitalized adjective, or the noun with a capital; -1: none."""
        words, terms = tokens.words, self.terms
        while 0 <= first < head:
            if terms[words[first]] & CAPITAL and (tokens.gaps[first] == "-" or self._is_adjective(words[first])):
                return first
            first += 1
        return first if first >= 0 and terms[words[first]] & CAPITAL else -1

    def _is_adjective(self, word: str) -> bool:
        """Whether a word with an adjective's ending is one by the dictionary, or none that it knows."""
        parses = self.terms.morphology(self.terms.language).parses(word.lower())
        return not parses or parses[0].part_of_speech in _ADJECTIVES | {""}

    def tail(self, tokens: Tokens, last: int, head: int) -> tuple[int, bool]:
        """The last word of what belongs to a body, and whether it holds the name of a state, place or body."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        named = prepositional = False
        loose = not terms[words[head]] & (COMPLETE | PROPER)
        anything = bool(terms[words[head]] & OF_ANYTHING)
        for _ in range(_STEPS):
            index = last + 1
            if index >= len(words) or tokens.taken[index]:
                break
            bits = terms[words[index]]
            if gaps[last] in _HYPHENS and bits & TAIL and terms[words[last]] & TAIL:
                last = index
                continue
            if gaps[last] != " ":
                break
            found = self.known.longest(tokens, index) if bits & KNOWN else None
            if found is not None:
                last, named = found[0], True
                if found[1].kind != "organization":
                    return self._sent_to(tokens, last) if terms[words[head]] & ACCREDITED else last, True
                continue
            if bits & CAPITALS:
                end, names = self._capitals(index, bits, terms[words[head]])
            else:
                end = self._step(tokens, index, bits, loose)
                if end < 0 and anything and gaps[index] != "-":
                    end = self._genitive(tokens, index, bits)
                names = end >= 0 and bool(terms[words[end]] & CLASS) and bool(bits & CAPITAL)
            if end < 0:
                state = self._sent_to(tokens, last) if prepositional else last
                return state, named or state > last
            prepositional = prepositional or bool(bits & PREPOSITION)
            last, named, loose = end, named or names, True
        return last, named

    def _capitals(self, index: int, bits: int, head: int) -> tuple[int, bool]:
        """A word in capitals in a tail: one of a heading, as the body's noun, or an abbreviation, which is a name."""
        if head & CAPITALS and bits & (TAIL | PERSONS):
            return index, False
        return (index, True) if bits & SHORT and not bits & NO_NAME else (-1, False)

    def _sent_to(self, tokens: Tokens, last: int) -> int:
        """The last word with the state that a mission is sent to: «Посольство Казахстана в Российской Федерации»."""
        words, gaps = tokens.words, tokens.gaps
        index = last + 2
        if index >= len(words) or gaps[last] != " " or gaps[last + 1] != " ":
            return last
        if self.key_of[words[last + 1]] in self.place_preposition and self.terms[words[index]] & KNOWN:
            found = self.known.longest(tokens, index)
            if found is not None and found[1].kind == "country":
                return found[0]
        return last

    def _step(self, tokens: Tokens, index: int, bits: int, loose: bool) -> int:
        """The last word of the next part of a tail, -1 where it has none."""
        end = -1
        if bits & CAPITAL:
            if (bits & TITLE and loose) or (bits & HEAD and not bits & ADJECTIVE):
                end = -1 if self._is_nominative(tokens.words[index]) else index
            elif bits & ADJECTIVE:
                end = self._phrase(tokens, index, self.genitive)
        elif bits & PREPOSITION:
            end = self._prepositional(tokens, index)
        elif bits & PERSONS or (loose and bits & TAIL):
            end = index
        elif self.key_of[tokens.words[index]] in self.named_after and tokens.gaps[index] == " ":
            end = self._named_after(tokens, index + 1)
        elif loose and tokens.gaps[index] == " ":
            before = self.terms[tokens.words[index - 1]]
            if bits & ADJECTIVE:
                end = self._phrase(tokens, index, self.genitive)
            elif bits & CONJUNCTION and before & TAIL and not before & CAPITAL:
                end = self._phrase(tokens, index + 1, self.oblique, plain=True)
        return end

    def _named_after(self, tokens: Tokens, index: int) -> int:
        """The last word of a person's name behind «имени»; -1: none."""
        last = index - 1
        while last + 1 < len(tokens.words) and last - index < _NAMED and self.terms[tokens.words[last + 1]] & CAPITAL:
            last += 1
            if tokens.gaps[last] not in {" ", ".", ". ", "-"}:
                break
        return last if last >= index else -1

    def _genitive(self, tokens: Tokens, index: int, bits: int) -> int:
        """The last word of a noun in the genitive by the dictionary, or "and" with one, -1 where there is none."""
        words, last = tokens.words, index
        if bits & CONJUNCTION and tokens.gaps[index] == " " and index + 1 < len(words):
            last += 1
        word = words[last]
        if not word or not word[0].islower():
            return -1
        parses = self.terms.morphology(self.terms.language).parses(word)
        likely = [parse for parse in parses if parse.score >= parses[0].score / _LESS_LIKELY]
        nouns = any("gent" in parse.grammemes and parse.part_of_speech == "NOUN" for parse in likely)
        many = any({"gent", "plur"} <= parse.grammemes and parse.part_of_speech in _ADJECTIVES for parse in likely)
        return last if nouns or many else -1

    def _prepositional(self, tokens: Tokens, index: int) -> int:
        """The last word of «по правам человека», «при Президенте», «от СНГ»."""
        words = tokens.words
        if index + 1 >= len(words) or tokens.gaps[index] != " ":
            return -1
        following = self.terms[words[index + 1]]
        if self.key_of[words[index]] in self.origin:  # the name itself is the next step
            known = following & KNOWN and self.known.longest(tokens, index + 1) is not None
            return index if known or (following & SHORT and not following & NO_NAME) else -1
        if following & CAPITAL and following & TITLE:
            return index + 1
        return self._phrase(tokens, index + 1, self.oblique)

    def _phrase(self, tokens: Tokens, index: int, endings: tuple[str, ...], plain: bool = False) -> int:
        """The last word of adjectives and a noun of the lexicon, -1 where they are none."""
        words, gaps, terms = tokens.words, tokens.gaps, self.terms
        capital = False
        for number in range(index, min(index + _PHRASE, len(words))):
            bits = terms[words[number]]
            key = self.key_of[words[number]]
            if plain and bits & CAPITAL and bits & HEAD:
                return -1  # another body
            if bits & TAIL or (bits & PERSONS and not plain):
                return number
            if (bits & HEAD and (bits & CAPITAL or capital) and not plain) or (bits & CLASS and capital):
                return number
            capital = capital or bool(bits & CAPITAL)
            adjective = bits & ADJECTIVE and key.endswith(endings)
            joined = bits & CONJUNCTION and number > index
            compound = gaps[number] == "-" and key.endswith(self.compound)
            if not (adjective or joined or compound) or gaps[number] not in {" ", "-"}:
                return -1
        return -1

    def _is_nominative(self, word: str) -> bool:
        head = self.terms.heads.of(self.key_of[word])
        return head is not None and head[2] != "inan" and head[1] == self.key_of[word]

    def quoted(self, tokens: Tokens, last: int) -> int:
        """The last word of a quoted name that follows a body's: «Демократическая партия «Ак жол»»; -1: none."""
        words, gaps = tokens.words, tokens.gaps
        if gaps[last] not in {" «", ' "'} or last + 1 >= len(words):
            return -1
        if not self.terms[words[last + 1]] & CAPITAL or self.key_of[words[last + 1]] in self.not_quoted:
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
            return self.key_of[tokens.words[head - 1]].endswith(self.plural_adjective)
        return self.key_of[tokens.words[head]].endswith(self.plural_noun)

    def value(self, tokens: Tokens, first: int, head: int, last: int) -> str:
        """The name with the noun and its adjectives in the nominative."""
        written = tokens.text[tokens.starts[first] : tokens.end(last)], head - first
        value = self._values.get(written)
        if value is None:
            if len(self._values) >= _CACHED:
                self._values.clear()
            value = self._values[written] = self._nominative(tokens, first, head, last)
        return value

    def _nominative(self, tokens: Tokens, first: int, head: int, last: int) -> str:
        words, text = tokens.words, tokens.text
        plural = self.is_plural(tokens, first, head)
        found = self.terms.heads.of(self.key_of[words[head]])
        gender = found[2] if found is not None else ""
        parts = []
        for index in range(first, last + 1):
            word = words[index]
            if index < head and self.terms[word] & ADJECTIVE:
                word = self.terms.nominative_adjective(word, "plur" if plural else gender) if gender != "inan" else word
            elif index == head and found is not None and found[2] != "inan":
                base = found[1]
                if plural and gender != "plur":
                    word = self.terms.nominative(word, _PLURAL)
                elif self.key_of[word] != base:
                    word = base.upper() if word.isupper() else word[: found[0]] + base[found[0] :]
            parts.append(word)
            if index < last:
                parts.append(text[tokens.end(index) : tokens.starts[index + 1]])
        return " ".join("".join(parts).split())
