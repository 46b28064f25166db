"""What one language's lexicon gives to read numbers: forms, units, qualifiers, ranges, references."""

from extraction.numbers.beside import DETAILS, GOES_ON, LIMITS, NAMES, QUALIFIES, SUMS, Beside
from extraction.numbers.binding import Sentences
from extraction.numbers.counted import Units
from extraction.numbers.homonyms import Homonyms
from extraction.numbers.numerals import Numerals
from extraction.numbers.phrasing import phrases
from extraction.numbers.precision import Qualifiers
from extraction.numbers.ranges import Ranges
from extraction.numbers.references import References
from extraction.numbers.words import Forms
from extraction.tokens import Keys


class Tools:
    """Made once for a language."""

    def __init__(self, language: str, keys: Keys) -> None:
        self.keys = keys
        self.forms = Forms(language, keys)
        data = self.forms.data
        self.units = Units(language, self.forms)
        self.numerals = Numerals(self.forms, self.units.is_unit)
        self.qualifiers = Qualifiers(data, keys)
        self.ranges = Ranges(data, self.numerals)
        self.references = References(data, keys)
        self.sentences = Sentences(language, data, keys, self.units)
        self.percents = phrases(data["percent"])
        self.dotted_percents = {tuple(phrase.split()) for phrase in data["percent_dotted"]}
        self.inverted = frozenset(data["inverted"])
        self.inverted_links = frozenset(data["inverted_links"])
        self.homonyms = Homonyms(data, keys, self.units)
        self.roman_ordinals = frozenset(data["roman_ordinals"])
        behind = (*self.qualifiers.right.words, *self.qualifiers.final.words)
        going_on = (
            *behind,
            *self.percents,
            *(pair[0] for pair in self.dotted_percents),
            *self.ranges.connecting,
            *self.ranges.percents,
            *self.numerals.of,
            *self.numerals.half_begins,
            *self.homonyms.no_count_before,
            *self.homonyms.one_in,
            *self.forms.singular,
            *self.forms.plural,
        )
        listed = {
            GOES_ON: going_on,
            QUALIFIES: behind,
            NAMES: self.references.triggers,
            LIMITS: (*self.qualifiers.left.words, *self.qualifiers.with_words),
            DETAILS: self.sentences.subordinate,
            SUMS: self.sentences.number_of,
        }
        self.beside = Beside(listed, self.forms, keys)
