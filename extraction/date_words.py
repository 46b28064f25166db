"""What a word can be in a date or a time: roles and a number, in one integer, found once for each distinct word."""

import re
from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import product
from typing import Any

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

_SHIFT = 48
_PLAIN = (1 << _SHIFT) - 1 & ~(MONTH | SHORT | WEAK)
"""Roles of a word that would be a month if it were capitalized."""
_YEARS = range(1800, 2101)
_DIGITS_AND_LETTERS = re.compile(r"([0-9]{1,4})([^\W\d_]+)([0-9]{2})?\Z")
_WORD = re.compile(r"([^\w]+)")
_HOUR_SIGN = "h"
"""ISO 31-1 and French usage: 08h30."""

_LISTS = {
    "day_words": DAY_WORD,
    "to": TO,
    "to_next_day": TO_NEXT,
    "from": FROM,
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
}


def number(roles: int) -> int:
    """The number of a word: its digits, the day that it names, the month."""
    return roles >> _SHIFT


class Words(dict[str, int]):
    """Word → its roles, with its number above them."""

    def __init__(self, language: str, keys: Keys) -> None:
        super().__init__()
        self.data: dict[str, Any] = lexicon(language, "dates")
        self.key_of = keys
        self._capitals = self.is_set("months_are_capitalized")
        self._listed: dict[str, int] = {}
        self._fill()

    def at(self, tokens: Tokens, index: int) -> int:
        """The roles of a word of a text; none before the first and after the last."""
        return self[tokens.words[index]] if 0 <= index < len(tokens.words) else 0

    def is_set(self, name: str) -> bool:
        """A setting of the lexicon."""
        return bool(self.data[name] == "yes")

    def phrases(self, name: str, value: int = 0) -> "Phrases":
        """A list of the lexicon as phrases that are found from their first word."""
        return Phrases(self, {value: self.data[name]})

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
        if length == 4 and value in _YEARS:
            is_decade = suffix & DECADE_SUFFIX and value % 10 == 0
            return YEAR | WHOLE if letters in self._attached_year_words else DECADE if is_decade else 0
        if suffix & DAY_SUFFIX and 1 <= value <= 31 and length <= 2:
            return DAY | ORDINAL
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
        times = [*data["am"], *data["pm"], *data["night"], *data["pm_after_hours"], *data["hours"], *data["oclock"]]
        for role, phrases in ((VAGUE, data["vague"]), (TIME_WORD, times)):
            for key in {self.key_of[word] for phrase in phrases for word in first_words(phrase)}:
                listed[key] = listed.get(key, 0) | role
        self._attached_year_words = frozenset(word.rstrip(".") for word in data["year_words"])
        self._attached_dayparts = dict.fromkeys(data["am"], AM) | dict.fromkeys(data["pm"], PM)


def _digits(key: str) -> int:
    value = int(key)
    if len(key) <= 2:
        return NUMBER | (DAY if 1 <= value <= 31 else 0) | value << _SHIFT
    if len(key) == 4:
        return (YEAR if value in _YEARS else 0) | (HOUR if _clock(*divmod(value, 100)) else 0) | value << _SHIFT
    return 0


def _clock(hours: int, minutes: int) -> int:
    return (
        HOUR | (hours * 100 + minutes) << _SHIFT if hours <= 24 and minutes < 60 and hours * 60 + minutes <= 1440 else 0
    )


def first_words(phrase: str) -> list[str]:
    """The words that a phrase of the lexicon can begin with."""
    return [_WORD.split(word)[0] for word in phrase.split(" ", 1)[0].split("|")]


def _steps(words: Words, phrase: str) -> Iterable[list[str]]:
    """A phrase as steps, each a word and the mark between it and the word before: `с.г.` → с, .г, and a last stop."""
    for chosen in product(*(part.split("|") for part in phrase.split(" "))):
        parts = _WORD.split(" ".join(chosen))
        yield [
            parts[at - 1].strip(" ") + words.key_of[parts[at]] if at else words.key_of[parts[0]]
            for at in range(0, len(parts), 2)
        ]


class _Node(dict[str, "_Node"]):
    value: int | None = None
    has_stop = False


class Phrases:
    """Phrases with values, found from their first word on, or backward from their last; the longest wins."""

    def __init__(self, words: Words, listed: Mapping[int, Iterable[str]], *, backward: bool = False) -> None:
        self._key_of = words.key_of
        self._root = _Node()
        for value, phrases in listed.items():
            for phrase in phrases:
                for found in _steps(words, phrase):
                    has_stop = found[-1] == "."
                    steps = found[:-1] if has_stop else found
                    node = reduce(
                        lambda at, step: at.setdefault(step, _Node()),
                        reversed(steps) if backward else steps,
                        self._root,
                    )
                    node.value = value
                    node.has_stop = node.has_stop or has_stop

    def at(self, tokens: Tokens, first: int) -> tuple[int, int, int] | None:
        """The last word of the phrase that begins at a word, where it ends in the text, and its value."""
        words, gaps, keys, node, mark = tokens.words, tokens.gaps, self._key_of, self._root, ""
        best: tuple[int, _Node] | None = None
        for index in range(first, len(words)):
            found = node.get(mark + keys[words[index]])
            if found is None:
                break
            node = found
            if node.value is not None:
                best = (index, node)
            mark = gaps[index].strip(" ")
        if best is None:
            return None
        last, node = best
        end = tokens.end(last)
        return last, end + (node.has_stop and tokens.text[end : end + 1] == "."), node.value or 0

    def before(self, tokens: Tokens, index: int) -> bool:
        """Whether a phrase ends just before a word; for phrases of plain words, made `backward`."""
        words, gaps, keys, node = tokens.words, tokens.gaps, self._key_of, self._root
        for at in range(index - 1, -1, -1):
            found = node.get(keys[words[at]] + gaps[at].strip(" "))
            if found is None:
                return False
            if found.value is not None:
                return True
            node = found
        return False
