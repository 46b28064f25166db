"""What one language's lexicon gives to read numbers: forms, units, qualifiers, ranges, references."""

from extraction.binding import Sentences
from extraction.counted import Units
from extraction.homonyms import Homonyms
from extraction.numberwords import Forms
from extraction.numerals import Numerals
from extraction.phrasing import phrases
from extraction.precision import Qualifiers
from extraction.ranges import Ranges
from extraction.references import References
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
