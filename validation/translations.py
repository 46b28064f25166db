"""Translations and English renderings against their originals: numbers, dates, names, negation and length.

What a machine cannot tell is whether the words mean the same; it can tell what one of the two says alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from extraction.mentions import Mention, Quantity
from extraction.text import Document, fold
from validation.codes import countries
from validation.cues import pattern
from validation.package import Package
from validation.problems import Problem
from validation.readings import Reading, read
from validation.tables import VOCABULARY, column, has_column, key_of

_WORD = re.compile(r"[^\W_]+")
_COMPARED = frozenset({"count", "percent", "time", "reference"})
_RENDERING = "en"
_DIGITS = re.compile(r"\d+")
_STEM = 5
_PLAIN_NAMES = frozenset({"full", "abbreviation", "initials", "surname"})
"""Types of names that a translation keeps; a short one («Бюро») may be rendered by what it means."""

_SHORTEST, _LONGEST = 0.5, 2.2
"""Letters of a translation for each of the original: far beyond what faithful ones have (0.7 to 1.6)."""
_WORTH_MEASURING = 60

Row = Mapping[str, Any]


@dataclass(frozen=True)
class _Pair:
    """A quote with its English."""

    row: Row
    reading: Reading
    quote: str
    english: str

    @property
    def shown(self) -> str:
        return f"“{self.english[:120]}”"


def _pairs(package: Package) -> Iterator[_Pair]:
    """Every quote that is not English with its translation, each once."""
    seen: set[tuple[str, int, int, str]] = set()
    for row in package.rows("evidence"):
        reading = package.readings.get(row["source_id"])
        key = (row["source_id"], row["start_char"], row["end_char"], row["quote_en"])
        if reading is None or reading.language == _RENDERING or key in seen or row["table_name"] in VOCABULARY:
            continue
        seen.add(key)
        yield _Pair(row, reading, fold(row["quote"]), row["quote_en"] or "")


def _problem(package: Package, pair: _Pair, found: str, expected: str) -> Problem:
    return package.problem(pair.row["table_name"], pair.row["record_id"], "quote_en", found, expected, "correct `en`")


def check_translations(package: Package) -> Iterator[Problem]:
    """The English of a quote gives the numbers and dates of the quote."""
    for pair in _pairs(package):
        there, here = _figures(pair.quote, pair.reading.language), _figures(pair.english, _RENDERING)
        if there != here:
            found = f"{', '.join(sorted(here - there)) or 'nothing'} in {pair.shown}"
            yield _problem(
                package, pair, found, f"{', '.join(sorted(there - here)) or 'no such number'}, as in the quote"
            )
        elif loose := _loose_digits(pair.english, _RENDERING) - _all_digits(pair.quote, pair.reading.language):
            found = f"{', '.join(map(str, sorted(loose)))} in {pair.shown}"
            yield _problem(package, pair, found, "the numbers of the quote")


@lru_cache(1 << 14)
def _mentions(text: str, language: str) -> tuple[Mention, ...]:
    return read(Document(text, ""), language)


@lru_cache(1 << 14)
def _figures(text: str, language: str) -> frozenset[str]:
    """The numbers and dates of a text in standard form; of what the context gives only what the words say."""
    return frozenset(_figures_of(_mentions(text, language)))


@lru_cache(1 << 14)
def _loose_digits(text: str, language: str) -> frozenset[int]:
    """The numbers in digits that belong to no figure or full date: of ordinals, and of days without a year."""
    taken = [mention for mention in _mentions(text, language) if any(_figures_of([mention]))]
    runs = [run for run in _DIGITS.finditer(text) if not any(m.start <= run.start() < m.end for m in taken)]
    return frozenset(int(run.group()) for run in runs)


@lru_cache(1 << 14)
def _all_digits(text: str, language: str) -> frozenset[int]:
    """Every number of a text: in digits, and as the reader reads its words."""
    read_as = " ".join(mention.value for mention in _mentions(text, language))
    return frozenset(int(run.group()) for run in _DIGITS.finditer(f"{text} {read_as}"))


def _figures_of(mentions: Iterable[Mention]) -> Iterator[str]:
    for mention in mentions:
        if isinstance(mention, Quantity) and mention.kind in _COMPARED:
            yield mention.written.split(" ")[-1]
        elif mention.kind == "date" and not mention.is_inferred and "X" not in mention.value:
            yield from mention.value.split("/")  # an enumeration in one language may be a range in the other


def check_translated_sense(package: Package) -> Iterator[Problem]:
    """The English of a quote denies where the quote denies, and is about as long."""
    for pair in _pairs(package):
        original, english = _denial(pair.quote, pair.reading.language), _denial(pair.english, _RENDERING)
        if original.is_sure and not english.is_possible:
            yield _problem(package, pair, f"no negation in {pair.shown}", f"one, as in “{pair.quote[:120]}”")
        elif english.is_sure and not original.is_possible:
            yield _problem(package, pair, f"a negation in {pair.shown}", f"none, as in “{pair.quote[:120]}”")
        ratio = len(pair.english) / len(pair.quote)
        if pair.english and len(pair.quote) > _WORTH_MEASURING and not _SHORTEST <= ratio <= _LONGEST:
            found = f"{len(pair.english)} letters in {pair.shown} for {len(pair.quote)} of the quote"
            yield _problem(package, pair, found, "the whole quote, and no more")


class _Denial(NamedTuple):
    """Whether a text holds words that deny, and words that may stand for them."""

    is_sure: bool
    is_possible: bool


@lru_cache(1 << 14)
def _denial(text: str, language: str) -> _Denial:
    negations = _negations(language)
    is_sure = negations.sure.search(negations.idioms.sub(" ", text)) is not None
    return _Denial(is_sure, bool(negations.sure.search(text) or negations.derived.search(text)))


@dataclass(frozen=True)
class _Negations:
    """The words of a language that deny, those that only seem to, and those that may stand for the first."""

    sure: re.Pattern[str]
    idioms: re.Pattern[str]
    derived: re.Pattern[str]


@cache
def _lists(language: str) -> Mapping[str, Any]:
    text = files("validation").joinpath("translations.yaml").read_text(encoding="utf-8")
    lists: Mapping[str, Mapping[str, Any]] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return lists.get(language, {})


@cache
def _negations(language: str) -> _Negations:
    lists = _lists(language)
    if not lists:  # without its words a language is not compared
        never = re.compile(r"(?!)")
        return _Negations(never, never, re.compile(""))
    return _Negations(*(pattern(lists[name]) for name in ("negation", "idioms", "derived")))


@dataclass(frozen=True)
class _Names:
    """The English names of the vocabulary."""

    of: Mapping[tuple[str, str], Set[str]]
    types: Mapping[tuple[str, int, int, str, str], str]
    surnames: Mapping[str, Set[str]]

    @classmethod
    def read(cls, package: Package) -> "_Names":
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        types = {}
        for table in VOCABULARY:
            for row in package.rows(table):
                given = (row.get(f"{kind}_{_RENDERING}") for kind in ("name", "abbreviation"))
                found[table, row[key_of(table)]] |= {name for name in given if name}
        for row in package.rows("names"):
            place = (row["source_id"], row["start_char"], row["end_char"])
            types[(*place, row["table_name"], row["record_id"])] = row["name_type"]
            if row["language"] == _RENDERING:
                found[row["table_name"], row["record_id"]].add(row["name"])
        surnames: dict[str, set[str]] = defaultdict(set)
        for (table, record), names in found.items():
            for name in names if table == "persons" else ():
                surnames[max(_WORD.findall(name.casefold()), key=len, default="")].add(record)
        return cls(found, types, surnames)

    def kept(self, text: str, table: str, record_id: str) -> bool:
        """Whether a text holds a word of some name of a record, or its abbreviation."""
        names = self.of.get((table, record_id), frozenset())
        stems = _stems(text)
        return not names or any(stems & _stems(name) or _abbreviation(name) in text for name in names)


def _stems(text: str) -> set[str]:
    words = _WORD.findall(text)
    return {word.casefold()[:_STEM] for word in words if len(word) > 3 or (word.isupper() and len(word) > 1)}


def _abbreviation(name: str) -> str:
    letters = "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
    return letters if len(letters) > 1 else name


def check_translated_names(package: Package) -> Iterator[Problem]:
    """The English of a quote names the persons, organizations and countries of the quote, and no other person."""
    known = _Names.read(package)
    for pair in _pairs(package):
        span = (pair.row["start_char"], pair.row["end_char"])
        named = list(pair.reading.names_within(*span))
        for name in named:
            key = (pair.reading.source_id, name.start, name.end, name.table, name.record_id)
            if name.table == "places" or known.types.get(key) not in _PLAIN_NAMES:
                continue  # a place may have changed its name
            if not known.kept(pair.english, name.table, name.record_id):
                expected = " or ".join(sorted(known.of[name.table, name.record_id]))
                yield _problem(package, pair, f"{pair.shown} without {name.record_id}", f"{expected}, as in the quote")
        lost = {code for code in _countries(pair.reading.within(*span)) if not _speaks_of(pair.english, code)}
        if lost:
            yield _problem(
                package, pair, f"{pair.shown} without {', '.join(sorted(lost))}", "the countries of the quote"
            )
        there = {name.record_id for name in named}
        for other in _persons(pair.english, known) - there:
            yield _problem(package, pair, f"{other} in {pair.shown}", "no person whom the quote does not name")


def _speaks_of(text: str, country: str) -> bool:
    """Whether an English text names a country, or has the adjective of its name."""
    if country in _countries(_mentions(text, _RENDERING)):
        return True
    others = set(_lists(_RENDERING)["adjectives"].get(country, ()))
    return bool(_stems(countries()[country]) & _stems(text) or others & set(_WORD.findall(text.casefold())))


def _countries(mentions: Iterable[Mention]) -> set[str]:
    return {mention.value for mention in mentions if mention.kind == "country"}


def _persons(text: str, known: _Names) -> set[str]:
    """Persons of the vocabulary whose surname stands in an English text, unless several have it."""
    words = {word.casefold() for word in _WORD.findall(text) if word[0].isupper()}
    return {record for word in words for record in known.surnames.get(word, ()) if len(known.surnames[word]) == 1}


def check_renderings(package: Package) -> Iterator[Problem]:
    """A description, name or title in English gives no number, date or person that its passage does not give."""
    known, own = _Names.read(package), _own_figures(package)
    for row in package.rows("evidence"):
        table, name, reading = row["table_name"], row["column_name"], package.readings.get(row["source_id"])
        if reading is None or table in VOCABULARY or not name.endswith(f"_{_RENDERING}") or not has_column(table, name):
            continue
        if row["support"] == "inferred" or column(table, name).kind != "text":
            continue
        found = set(_figures(row["value"], _RENDERING) - own[table, row["record_id"]])
        loose = _loose_digits(row["value"], _RENDERING) - _all_digits(fold(row["quote"]), reading.language)
        found |= {str(number) for number in loose if str(number) not in own[table, row["record_id"]]}
        named = {one.record_id for one in reading.names_within(0, row["end_char"])}  # he and she are named before
        found |= _persons(row["value"], known) - named
        if found and not row["note"]:
            expected = f"what its passage gives: “{fold(row['quote'])[:120]}”"
            remedy = f"correct {name}, or quote the words"
            yield package.problem(table, row["record_id"], name, f"{', '.join(sorted(found))}", expected, remedy)


def _own_figures(package: Package) -> Mapping[tuple[str, str], Set[str]]:
    """Table and record → the numbers and dates of the passages that state it."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in package.rows("evidence"):
        reading = package.readings.get(row["source_id"])
        if reading is not None and not row["is_context"]:
            found[row["table_name"], row["record_id"]] |= _figures(fold(row["quote"]), reading.language)
    return found
