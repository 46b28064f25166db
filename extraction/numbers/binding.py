"""What a number without a noun counts, by the rest of its sentence: «из них 48», "51, 32 and 17 per cent"."""

import unicodedata
from collections import deque
from collections.abc import Mapping
from typing import Any

from extraction.mentions import Quantity
from extraction.numbers.beside import SUMS, Beside
from extraction.numbers.counted import Counted, Units
from extraction.numbers.phrasing import phrase_end, phrases
from extraction.sentences import abbreviations
from extraction.tokens import BREAK, Keys, Tokens

_SENTENCE = 60
"""Words that are looked back over for the sentence's earlier numbers."""

_NEAR = 12
"""Words that are looked back over for "number of"."""

_TOPICS = 8
"""Numbers of a sentence that a later one may share the unit of."""

_WITHIN = frozenset({" ", ", ", "-"})
"""Gaps within a sentence."""

_JOINED = 4
"""Words between two numbers that share a unit: «77 790 местных и 883 международных наблюдателя»."""


class Sentences:
    """What a language's lexicon says of numbers in one sentence."""

    def __init__(self, language: str, data: Mapping[str, Any], keys: Keys, units: Units) -> None:
        self.keys = keys
        self.units = units
        self.abbreviations = abbreviations(language)
        self.conjunctions = frozenset(
            (*data["ranges"]["links"], *data["conjunctions"], *data["ranges"]["alternatives"])
        )
        self.subordinate = frozenset(data["subordinate"])
        self.number_of = phrases(data["number_of"])
        self.numbering = frozenset(data["numbering"])
        self.amounting = frozenset(data["amounting"])
        self.appositions = phrases(data["appositions"])
        self.ages = {word: code for code, words in data["unit_before"].items() for word in words}
        self.relative = phrases(data["relative"])

    def is_end(self, tokens: Tokens, place: int) -> bool:
        """Whether a sentence ends after a word."""
        gap = tokens.gaps[place]
        if gap in _WITHIN:
            return False
        if BREAK in gap or "! " in gap or "? " in gap or "… " in gap:
            return True
        word = tokens.words[place]
        return ". " in gap and len(word) > 1 and word.lower() not in self.abbreviations


class Binding:
    """The numbers of one stretch so far, and those whose unit is still open."""

    def __init__(self, sentences: Sentences, tokens: Tokens, beside: Beside) -> None:
        self.beside = beside
        self.sentences = sentences
        self.tokens = tokens
        self.last = -1
        self.topics: deque[tuple[Quantity, int, bool]] = deque(maxlen=_TOPICS)
        self.unbound: list[Quantity] = []
        self.scanned = 0
        self.sentence_end = -1

    def bind(self, quantity: Quantity, own: Counted | None, first: int, last: int, *, is_detail: bool) -> None:
        """Set what a number at these words counts; earlier ones that it is joined to may take it over.

        `is_detail`: of a number before ("529 observers from 42 countries").
        """
        if self.unbound and not self._is_joined(quantity, first):
            self.unbound.clear()
        if own is not None or quantity.kind == "percent":
            if quantity.kind == "count" and own is not None:
                quantity.counted, quantity.is_open = own.name, own.is_open
            if self.unbound:
                self._bind_earlier(quantity)
        elif not first or not self.is_money(first):
            unit = self._label(first, last) or self._topic(quantity, first)
            if unit is not None:
                quantity.counted, quantity.is_open = unit.name, unit.is_open
            self.unbound.append(quantity)
        self.last = last
        if quantity.kind == "percent" or (quantity.counted and quantity.counted not in self.sentences.units.measures):
            self.topics.append((quantity, first, is_detail))

    def _bind_earlier(self, quantity: Quantity) -> None:
        for earlier in self.unbound:
            if quantity.kind == "count":
                earlier.counted, earlier.is_open = quantity.counted, quantity.is_open
            elif _is_share(earlier):
                earlier.counted, earlier.is_open = "percent", False
        self.unbound.clear()

    def is_money(self, first: int) -> bool:
        """Whether a currency's sign or code stands before a number."""
        gap = self.tokens.gaps[first - 1]
        if gap == " ":
            return self.sentences.keys[self.tokens.words[first - 1]] in self.sentences.units.currencies
        return any(unicodedata.category(sign) == "Sc" for sign in gap)

    def _is_joined(self, quantity: Quantity, first: int) -> bool:
        """Whether only a comma or "and" with modifiers stands between the last number and this one."""
        tokens, sentences = self.tokens, self.sentences
        between = range(self.last + 1, first)
        if len(between) > _JOINED:
            return False
        if not between:
            is_repeated = self.unbound[-1].value == quantity.value  # "15 (fifteen) days"
            return tokens.gaps[first - 1] in (", ", ",") or (is_repeated and tokens.gaps[first - 1] == " (")
        if any(tokens.gaps[place] not in (" ", ", ", "-") for place in range(self.last, first)):
            return False
        for place in between:
            if sentences.keys[tokens.words[place]] in sentences.conjunctions:
                return True
            if not sentences.units.is_in_phrase(tokens.words[place]):
                return False
        return False

    def _label(self, first: int, last: int) -> Counted | None:
        """The noun of «Наблюдателей: 48», "duplicates numbering 27" and "the number of observers was 48"."""
        tokens, sentences = self.tokens, self.sentences
        units = sentences.units
        gap = tokens.gaps[first - 1] if first else ""
        key = sentences.keys[tokens.words[first - 1]] if gap == " " else ""
        if gap in (": ", " – ", "–") and not tokens.taken[first - 1] and units.is_label(tokens.words[first - 1]):
            return units.before(tokens, first - 1)
        if first > 1 and tokens.gaps[first - 2] == " " and not tokens.taken[first - 2]:
            is_label = key in sentences.amounting and units.is_label(tokens.words[first - 2])
            if is_label or key in sentences.numbering:
                return units.before(tokens, first - 2)
        if key in sentences.ages:
            return Counted(sentences.ages[key], False, first)
        if gap == ", " and tokens.gaps[last] == " " and last + 1 < len(tokens.words):
            is_apposed = phrase_end(tokens, last + 1, sentences.appositions, sentences.keys) >= 0
            return self._subject(first) if is_apposed else self._number_of(first)
        return self._number_of(first)

    def _number_of(self, first: int) -> Counted | None:
        tokens, sentences = self.tokens, self.sentences
        low = max(first - _NEAR + 1, 0)
        if max(map(self.beside.__getitem__, tokens.words[low:first]), default=0) < SUMS:
            return None
        for place in range(first - 1, low - 1, -1):
            if self.beside[tokens.words[place]] < SUMS:
                continue
            if any(sentences.is_end(tokens, between) for between in range(place, first - 1)):
                return None
            end = phrase_end(tokens, place, sentences.number_of, sentences.keys)
            unit = sentences.units.after(tokens, end, number=0) if 0 <= end < first - 1 else None
            if unit is not None and unit.last < first:
                return unit
        return None

    def _subject(self, first: int) -> Counted | None:
        """The noun of "observers of the Union, thirty in all"."""
        tokens, units = self.tokens, self.sentences.units
        for place in range(first - 1, max(first - _NEAR, -1), -1):
            if place < first - 1 and self.sentences.is_end(tokens, place):
                break
            if units.is_label(tokens.words[place]):
                return units.before(tokens, place)
        return None

    def _topic(self, quantity: Quantity, first: int) -> Counted | None:
        """The unit of an earlier number of the sentence: of the last that no "from" or "in" makes a detail."""
        if not self.has_topic(first):
            return self._antecedent(first)
        start = max(self._sentence_end(first) + 1, first - _SENTENCE)
        earlier = [topic for topic in self.topics if start <= topic[1] < first]
        earlier = [topic for topic in earlier if not self._is_enclosed(topic[1], first)] or earlier
        counts = [topic for topic in earlier if topic[0].kind == "count"]
        antecedent = None if counts else self._antecedent(first)
        if antecedent is not None:
            return antecedent
        if len(counts) < len(earlier) and _is_share(quantity) and (not counts or "." in quantity.value):
            return Counted("percent", False, first)
        if not counts:
            return None
        found, _, _ = next((topic for topic in reversed(counts) if not topic[2]), counts[0])
        return Counted(found.counted, found.is_open, first)

    def _sentence_end(self, first: int) -> int:
        """The last word before `words[first]` that ends a sentence, of those that are near; each is looked at once."""
        begin = max(self.scanned, first - _SENTENCE - 1)
        for place, gap in enumerate(self.tokens.gaps[begin:first], begin):
            if gap not in _WITHIN and self.sentences.is_end(self.tokens, place):
                self.sentence_end = place
        self.scanned = max(self.scanned, first)
        return self.sentence_end

    def _is_enclosed(self, place: int, first: int) -> bool:
        """Whether a bracket that a word stands in is closed before another word."""
        between = "".join(self.tokens.gaps[place:first])
        if ")" not in between:
            return False
        depth = 0
        for gap in self.tokens.gaps[place:first]:
            depth += gap.count("(") - gap.count(")")
            if depth < 0:
                return True
        return False

    def _antecedent(self, first: int) -> Counted | None:
        """The noun before a relative clause: "stations, of which eighty"."""
        tokens, sentences = self.tokens, self.sentences
        place, low = first - 2, max(first - _NEAR, 0)
        while place >= low and tokens.gaps[place] == " ":
            place -= 1
        if place < low or tokens.gaps[place] != ", ":
            return None
        is_relative = phrase_end(tokens, place + 1, sentences.relative, sentences.keys) >= 0
        return sentences.units.before(tokens, place) if is_relative else None

    def has_topic(self, first: int, within: int = 0) -> bool:
        """Whether an earlier number stands so near (`within` so many words) that it may say what the next counts."""
        return bool(self.topics) and first - self.topics[-1][1] <= (within or _SENTENCE)


def _is_share(quantity: Quantity) -> bool:
    """Whether a number could be a share in hundredths."""
    whole = (quantity.high or quantity.value).partition(".")[0]
    return quantity.precision != "several" and "/" not in whole and (len(whole) < 3 or whole == "100")
