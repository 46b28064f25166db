"""What must agree though no rule of logic says so: dates of events, details of sources, names with their forms.

Each check answers to a kind of mistake that no other check caught (tests/mutants).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from extraction.lexicon import languages
from extraction.morphology import base_forms, morphology
from extraction.names.word_lists import lists
from extraction.text import Document
from validation.codes import countries
from validation.package import Package
from validation.problems import Problem
from validation.readings import read
from validation.tables import key_of

_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"(\d+)(\w*\s+\w+)")
_STEM = 5


def check_event_dates(package: Package) -> Iterator[Problem]:
    """An event has a date where a passage that states it gives one in full."""
    own: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for row in package.rows("evidence"):
        if row["table_name"] == "events" and not row["is_context"]:
            own[row["record_id"]].add((row["source_id"], row["start_char"], row["end_char"]))
    for row in package.rows("events"):
        for source_id, start, end in sorted(own[row["event_id"]]) if row["date"] is None else ():
            reading = package.readings.get(source_id)
            for mention in reading.within(start, end) if reading else ():
                if mention.kind == "date" and not mention.is_inferred:
                    expected = f"{mention.value}, which its passage gives"
                    yield package.problem("events", row["event_id"], "date", "nothing", expected, "add the date")
                    break


def check_source_details(package: Package) -> Iterator[Problem]:
    """Title, symbol and date of a document stand in its text; so does a number of its occasion, if it has one there."""
    for row in package.rows("sources"):
        reading = package.readings.get(row["source_id"])
        if reading is None:
            continue
        text = _plain(reading.document.text)
        for name in ("title", "symbol"):
            if row[name] and _plain(row[name]) not in text:
                yield package.problem("sources", row["source_id"], name, row[name], "words of the document")
        for number, counted in _NUMBERED.findall(_spaced(row["occasion"] or "")):
            there = [other for other, words in _NUMBERED.findall(_spaced(reading.document.text)) if words == counted]
            if there and number not in there:
                expected = f"{there[0]}{counted}, as in the document"
                yield package.problem("sources", row["source_id"], "occasion", f"{number}{counted}", expected)
        day = row["published_on"]
        dates = [mention.value for mention in reading.mentions if mention.kind == "date"]
        if day and dates and day.isoformat() not in dates:
            yield package.problem("sources", row["source_id"], "published_on", str(day), "a date of the document")


def _spaced(text: str) -> str:
    return " ".join(text.casefold().split())


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def check_written_names(package: Package) -> Iterator[Problem]:
    """The name of a record holds every word of a form written in its language, or the form every word of the name.

    Where full forms are written, it is one of those.
    """
    written: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in package.rows("names"):
        written[row["table_name"], row["record_id"], row["language"]].add((row["name"], row["name_type"]))
    for table, record, language, name in package.vocabulary_names():
        there = sorted(written.get((table, record, language), ()))
        forms = [form for form, kind in there if kind == "full"]
        # Two letters say nothing of a name.
        forms = [form for form in forms or [form for form, _ in there] if len(form) > 2]
        if forms and not any(_contains(name, form, language) for form in forms):
            expected = f"a name that shares its words with {', '.join(map(repr, forms[:3]))}"
            yield package.problem(table, record, f"name_{language}", repr(name), expected)


def _contains(one: str, other: str, language: str) -> bool:
    """Whether every word of the shorter of two names stands in the longer in some case form, or abbreviates it."""
    first, second = ([base_forms(word, language) for word in _WORD.findall(name)] for name in (one, other))
    small, large = sorted((first, second), key=len)
    holds = all(any(word & there for there in large) for word in small)
    return holds or _abbreviates(one, other) or _abbreviates(other, one) or _share_stem(first, second)


def _abbreviates(short: str, name: str) -> bool:
    """Whether a word in capitals gives the first letters of a name's words, or of those in capitals; or begins to."""
    every = [word[0] for word in _WORD.findall(name)]
    letters = ("".join(every).upper(), "".join(letter for letter in every if letter.isupper()))
    return any(
        word.isupper() and word == one[: len(word)] for word in _WORD.findall(short) for one in letters if word[1:]
    )


def _share_stem(first: list[frozenset[str]], second: list[frozenset[str]]) -> bool:
    """Whether two different words begin alike, as Kyrgyz and Kyrgyzstan do."""
    stems = {form[:_STEM] for word in first for form in word if len(form) >= _STEM}
    others = [word for word in second if not any(word & there for there in first)]
    return any(form[:_STEM] in stems for word in others for form in word)


def check_country_names(package: Package) -> Iterator[Problem]:
    """The name of a country or state is one by which the reader of text knows it; it knows no territories as such."""
    for table, kind in (("places", "country"), ("organizations", "state")):
        for row in package.rows(table):
            code = row["country_code"]
            for language in languages() if row[f"{table[:-1]}_type"] == kind and code else ():
                name = row.get(f"name_{language}")
                if name and _knows(code, language) and code not in _countries_in(name, language):
                    expected = f"a name of {countries().get(code, code)}; other forms stand under `forms`"
                    yield package.problem(table, row[key_of(table)], f"name_{language}", repr(name), expected)


@lru_cache(1 << 12)
def _countries_in(name: str, language: str) -> frozenset[str]:
    return frozenset(mention.value for mention in read(Document(name, ""), language) if mention.kind == "country")


def _knows(code: str, language: str) -> bool:
    """Whether the lexicon of a language names the state of a code."""
    known = lists(language, "countries")
    return bool(known["names"].get(code)) and code not in known["dependent"]


_Words = tuple[frozenset[tuple[str, bool]], ...]
"""The words of a name, each with its base forms and whether it is plural in them."""


def check_whose_names(package: Package) -> Iterator[Problem]:
    """A name of several words, in whatever case, belongs to the record that also has it otherwise, and to no other.

    What is written the same of several records is given to each on purpose, by a passage.
    """
    given: dict[tuple[str, str, tuple[str, ...]], dict[tuple[str, str, str], _Words]] = defaultdict(dict)
    for table, record, column, language, name in _names(package):
        words = _WORD.findall(name)
        if len(words) > 1:
            key = tuple(morphology(language).lemma(word.casefold()) for word in words)
            given[table, language, key][record, column, name] = tuple(_inflections(word, language) for word in words)
    for (table, _, _), names in given.items():
        owners: dict[str, set[str]] = defaultdict(set)
        for record, _, name in names:
            owners[name.casefold()].add(record)
        for (record, column, name), inflected in names.items():
            if len(owners[name.casefold()]) > 1:
                continue
            others = [(key, other) for key, other in names.items() if key[1:] != (column, name)]
            alike = {owner for (owner, _, _), other in others if _are_alike(inflected, other)}
            if alike and record not in alike:
                found = f"{name!r}, which names {', '.join(sorted(alike))} elsewhere"
                yield package.problem(table, record, column, found, "a name or form of this record")


def _names(package: Package) -> Iterator[tuple[str, str, str, str, str]]:
    """Table, record, column (of written forms: "forms"), language and name, each once."""
    for table, record, language, name in package.vocabulary_names():
        yield table, record, f"name_{language}", language, name
    written = {(row["table_name"], row["record_id"], row["language"], row["name"]) for row in package.rows("names")}
    for table, record, language, name in sorted(written):
        yield table, record, "forms", language, name


def _inflections(word: str, language: str) -> frozenset[tuple[str, bool]]:
    readings = morphology(language).parses(word.casefold())
    return frozenset((reading.lemma, "plur" in reading.grammemes) for reading in readings)


def _are_alike(one: _Words, other: _Words) -> bool:
    return all(word & there for word, there in zip(one, other, strict=True))
