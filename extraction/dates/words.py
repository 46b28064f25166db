"""What a word can be in a date or a time: roles and a number, in one integer, found once for each distinct word."""

import re
from collections.abc import Iterable
from typing import Any

from extraction.dates.phrases import Phrases, first_words
from extraction.lexicon import lexicon
from extraction.tokens import REMEMBERED, Keys, Tokens

NUMBER = 1 << 0
"""One or two digits."""
DAY = 1 << 1
"""A day of the month: 1 to 31 in digits, or an ordinal."""
ORDINAL = 1 << 2
"""A day that says so: "9th", «девятого»."""
TENS = 1 << 3
"""What precedes an ordinal: "twenty" in "twenty-first"."""
YEAR = 1 << 4
"""Four digits that can be a year."""
WHOLE = 1 << 5
"""A year with its word: «2019г»."""
DECADE = 1 << 6
"""A decade in one word: "1990s"."""
MONTH = 1 << 7
SHORT = 1 << 8
"""A month only beside a number: "Jan"."""
WEAK = 1 << 9
"""A month that is also another word."""
HOUR = 1 << 10
"""A time in one word, as hours and two digits of minutes: "08h30"; or four digits that are one before "hours"."""
AM = 1 << 11
PM = 1 << 12
VAGUE = 1 << 13
"""The first word of a vague part: "early", "first" (half of)."""
DAY_WORD = 1 << 14
TO = 1 << 15
FROM = 1 << 16
BETWEEN = 1 << 17
AND = 1 << 18
OR = 1 << 19
OF = 1 << 20
"""What stands between day and month."""
AFTER_MONTH = 1 << 21
BEFORE_DAY = 1 << 22
BEFORE_YEAR = 1 << 23
DAY_SUFFIX = 1 << 24
YEAR_SUFFIX = 1 << 25
DECADE_SUFFIX = 1 << 26
IN_YEAR = 1 << 27
"""A preposition that makes a number a year, unless what is counted follows."""
BEFORE_NUMBER = 1 << 28
"""A preposition that can stand before a year."""
ARTICLE = 1 << 29
BEFORE_MONTH = 1 << 30
MONTH_ONLY = 1 << 31
"""A preposition before months, never before days."""
REFERENCE = 1 << 32
QUANTIFIER = 1 << 33
COUNTED = 1 << 34
DATED = 1 << 35
FUNCTION = 1 << 36
AT = 1 << 37
"""A preposition before a time with minutes."""
AT_HOUR = 1 << 38
UNIT = 1 << 39
"""What makes 7.50 a number."""
TIME_WORD = 1 << 40
"""The first word after the digits of a time: "hours", "p" (.m.)."""
CAPITAL = 1 << 41
BEFORE_ALONE = 1 << 43
"""A preposition before a day whose month is not named: "on the 11th"."""
TO_NEXT = 1 << 44
"""Joins a day to the day after it: «в ночь с 8 на 9 июня»."""
WEEKDAY = 1 << 45
LETTERS = 1 << 42
"""Not digits."""
HOUR_WORD = 1 << 46
"""A number in words that can be an hour or minutes: "seven", «тридцать»."""
ROMAN = 1 << 47
"""A month as a Roman numeral, beside a day and year: 27.III.2023."""
PAST = 1 << 48
"""The last word of what stands before an hour: "half past"."""
THOUSAND = 1 << 49
WORD_YEAR = 1 << 50
"""The first word of a year in words: «две» (тысячи), "nineteen"."""
DATED_REFERENCE = 1 << 51
"""A document whose number ends with a year in brackets: resolution 1325 (2000)."""
SHORT_DECADE = 1 << 52
"""A decade of the last century in one word: "90s"."""

ZONE = 1 << 53
"""The first word of what says whose time it is: "GMT", "local" time."""

POSSESSIVE = 1 << 54
FROM_HOUR = 1 << 55
"""What stands before the first of two hours: "from", «с»."""

YEARS = range(1800, 2101)
CENTURIES = range(18, 21)
"""With which years in two pairs of digits begin: "nineteen ninety"."""

_SHIFT = 56
_PLAIN = (1 << _SHIFT) - 1 & ~(MONTH | SHORT | WEAK)
"""Roles of a word that would be a month if it were capitalized."""
_DIGITS_AND_LETTERS = re.compile(r"([0-9]{1,4})([^\W\d_]+)([0-9]{2})?\Z")
_HOUR_SIGN = "h"
"""ISO 31-1 and French usage: 08h30."""
_ROMAN_MONTHS = {
    written: month
    for month, roman in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1)
    for written in (roman, roman.translate(str.maketrans("IX", "ІХ")))
}
_NONE = (0,) * 16
_HOURS_AND_MINUTES = range(1, 100)

_LISTS = {
    "day_words": DAY_WORD,
    "to": TO,
    "to_next_day": TO_NEXT,
    "from": FROM,
    "from_hour": FROM_HOUR,
    "between": BETWEEN,
    "and": AND,
    "or": OR,
    "between_day_and_month": OF,
    "after_month": AFTER_MONTH,
    "before_day": BEFORE_DAY,
    "words_before_year": BEFORE_YEAR,
    "day_suffixes": DAY_SUFFIX,
    "year_suffixes": YEAR_SUFFIX,
    "decade_suffixes": DECADE_SUFFIX,
    "year_prepositions": IN_YEAR | BEFORE_NUMBER,
    "other_prepositions": BEFORE_NUMBER,
    "articles": ARTICLE,
    "month_prepositions": BEFORE_MONTH,
    "months_only_after": MONTH_ONLY,
    "day_prepositions": BEFORE_ALONE,
    "weekdays": WEEKDAY,
    "references": REFERENCE,
    "quantifiers": QUANTIFIER,
    "counted": COUNTED,
    "dated": DATED,
    "function_words": FUNCTION,
    "time_prepositions": AT,
    "hour_prepositions": AT_HOUR,
    "time_units": UNIT,
    "year_possessives": POSSESSIVE,
}
_PHRASES = {
    VAGUE: ("vague",),
    ZONE: ("time_zones",),
    TIME_WORD: ("am", "pm", "night", "pm_after_hours", "hours", "oclock"),
}
"""Roles of the first words of phrases."""


def number(roles: int) -> int:
    """The number of a word: its digits, the day that it names, the month."""
    return roles >> _SHIFT


class Words(dict[str, int]):
    """Word → its roles, with its number above them."""

    def __init__(self, language: str, keys: Keys) -> None:
        super().__init__()
        self.language = language
        self.data: dict[str, Any] = lexicon(language, "dates")
        self.key_of = keys
        self._capitals = self.is_set("months_are_capitalized")
        self._listed: dict[str, int] = {}
        self._fill()

    def note(self, tokens: Tokens) -> list[int]:
        """Set the roles of the words of a stretch; zeros stand behind the last, and so before the first, too."""
        tokens.roles = [*map(self.__getitem__, tokens.words), *_NONE]
        return tokens.roles

    def is_set(self, name: str) -> bool:
        """A setting of the lexicon."""
        return bool(self.data[name] == "yes")

    def phrases(self, name: str, value: int = 0) -> Phrases:
        """A list of the lexicon as phrases that are found from their first word."""
        return Phrases(self.key_of, {value: self.data[name]})

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        key = self.key_of[word]
        roles = self._listed.get(key, 0)
        if roles & (WEAK | SHORT) and self._capitals and not word[:1].isupper():
            roles &= _PLAIN
        if "0" <= key[:1] <= "9":
            roles |= self._of_digits(key)
        else:
            roles |= LETTERS | (CAPITAL if word[:1].isupper() else 0)
            if word in _ROMAN_MONTHS and not number(roles):
                roles |= ROMAN | _ROMAN_MONTHS[word] << _SHIFT
        self[word] = roles
        return roles

    def _of_digits(self, key: str) -> int:
        if len(key) > 8:
            return 0
        if key.isascii() and key.isdigit():
            return _digits(key)
        match = _DIGITS_AND_LETTERS.match(key)
        if match is None:
            return LETTERS
        digits, letters, minutes = match.groups()
        if minutes:
            is_clock = letters == _HOUR_SIGN and len(digits) <= 2
            return LETTERS | _clock(int(digits), int(minutes)) if is_clock else 0
        roles = self._of_suffix(len(digits), int(digits), letters)
        return roles | int(digits) << _SHIFT if roles else 0

    def _of_suffix(self, length: int, value: int, letters: str) -> int:
        suffix = self._listed.get(letters, 0)
        if length == 4 and value in YEARS:
            is_decade = suffix & DECADE_SUFFIX and value % 10 == 0
            return YEAR | WHOLE if letters in self._attached_year_words else DECADE if is_decade else 0
        if suffix & DAY_SUFFIX and 1 <= value <= 31 and length <= 2:
            return DAY | ORDINAL
        if suffix & DECADE_SUFFIX and length == 2 and value % 10 == 0 and value >= 30:
            return SHORT_DECADE
        part = self._attached_dayparts.get(letters, 0)
        return NUMBER | part if part and length <= 2 else 0

    def _fill(self) -> None:
        data, listed = self.data, self._listed
        for name, role in _LISTS.items():
            for word in data[name]:
                key = self.key_of[word]
                listed[key] = listed.get(key, 0) | role
        weak = {self.key_of[word] for word in data["weak_months"]}
        for name, role in (
            ("months", MONTH),
            ("short_months", MONTH | SHORT),
            ("days", DAY | ORDINAL),
            ("tens_of_days", TENS),
        ):
            for value, words in data[name].items():
                for key in map(self.key_of.__getitem__, words):
                    listed[key] = listed.get(key, 0) | role | int(value) << _SHIFT
                    if role == MONTH and key in weak:
                        listed[key] |= WEAK
        for role, names in _PHRASES.items():
            phrases = (phrase for name in names for phrase in data[name])
            for key in {self.key_of[word] for phrase in phrases for word in first_words(phrase)}:
                listed[key] = listed.get(key, 0) | role
        for time, words in data["times_in_words"].items():
            hour, _, minutes = time.partition(":")
            self._list(words, HOUR, int(hour) * 100 + int(minutes))
        self._list((phrase.split(" ")[-1] for phrases in data["before_hour"].values() for phrase in phrases), PAST)
        self._fill_number_words()
        self._attached_year_words = frozenset(word.rstrip(".") for word in data["year_words"])
        self._attached_dayparts = dict.fromkeys(data["am"], AM) | dict.fromkeys(data["pm"], PM)

    def _list(self, words: Iterable[str], role: int, value: int = 0) -> None:
        for key in map(self.key_of.__getitem__, words):
            self._listed[key] = self._listed.get(key, 0) | role | value << _SHIFT

    def _fill_number_words(self) -> None:
        """Number words that make hours or years; they stand in the lexicon of numbers."""
        numbers = lexicon(self.language, "numbers")
        thousands = [word for forms in numbers["scales"]["1000"].values() for word in forms]
        self._list(thousands, THOUSAND | WORD_YEAR)
        for value, words in (*numbers["ones"].items(), *numbers["tens"].items()):
            if int(value) in _HOURS_AND_MINUTES:
                fresh = [word for word in words if not number(self._listed.get(self.key_of[word], 0))]
                self._list(fresh, 0, int(value))
                self._list(words, HOUR_WORD | (WORD_YEAR if int(value) in (2, *CENTURIES) else 0))
        for row in numbers["ordinal_thousands"]:
            self._list((stem + ending for stem in row["stems"] for ending in row["endings"]), WORD_YEAR)
        self._list(numbers["numbered"]["dated"], DATED_REFERENCE)


def _digits(key: str) -> int:
    value = int(key)
    if len(key) <= 2:
        return NUMBER | (DAY if 1 <= value <= 31 else 0) | value << _SHIFT
    if len(key) == 4:
        return (YEAR if value in YEARS else 0) | (HOUR if _clock(*divmod(value, 100)) else 0) | value << _SHIFT
    return 0


def _clock(hours: int, minutes: int) -> int:
    return (
        HOUR | (hours * 100 + minutes) << _SHIFT if hours <= 24 and minutes < 60 and hours * 60 + minutes <= 1440 else 0
    )
