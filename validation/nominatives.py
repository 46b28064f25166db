"""Names and titles stand in their base form: a name copied in the case of its sentence is a mistake."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extraction.lexicon import languages
from extraction.morphology import Morphology, Parse, morphology
from validation.package import REBUILD, Package, filled
from validation.problems import Problem
from validation.tables import TABLES, columns, key_of

_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct", "voct", "gen2", "acc2", "loc2"})
_GIVEN = frozenset({"Name", "Patr"})
_FIXED = frozenset({"Fixd"})
_BEFORE_HEAD = frozenset({"ADJF", "PRTF", "NUMR"})
_JOINED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ABBREVIATED = re.compile(r"\W*(?:[^\W\d_]{1,2}\.\s*)+")
_LONG = re.compile(r"[^\W\d_]{3,}")
_NAMES = ("name", "title", "body")


def check_nominatives(package: Package) -> Iterator[Problem]:
    """The head of each name and title, and what agrees with it, can be read as a nominative."""
    for table in TABLES:
        for target in columns(table):
            prefix, _, language = target.name.rpartition("_")
            if not prefix.endswith(_NAMES) or language not in languages() or table == "persons":
                continue
            analyzer = morphology(language)
            for record, name in filled(package.tables[table], key_of(table), target.name):
                wrong = misplaced(name, analyzer)
                if wrong:
                    yield _problem(package, table, record, target.name, name, wrong)


def _problem(package: Package, table: str, record: str, column: str, name: str, wrong: str) -> Problem:
    found = f"{name!r}, in which {wrong!r} is no nominative"
    return package.problem(table, record, column, found, "the base form of the name", REBUILD)


def misplaced(name: str, analyzer: Morphology) -> str | None:
    """The first word of a name that should stand in the nominative and cannot.

    Those are the words up to the first noun, and adjectives after an adverb. Of two words that a hyphen joins it is the
    second. A word that the dictionary does not have is judged where its ending leaves no doubt: an adjective, a plural.
    """
    if _ABBREVIATED.match(name):
        return None  # the head is abbreviated, as in «и. о. председателя»
    is_after_adverb = False
    for match in _JOINED.finditer(name):
        word = _judged(match.group(), analyzer)
        readings = analyzer.parses(word.lower())
        cases = [reading for reading in readings if reading.grammemes & _CASES]
        if not cases and readings and readings[0].part_of_speech == "ADVB":
            is_after_adverb = True
            continue
        if not cases or (is_after_adverb and cases[0].part_of_speech not in _BEFORE_HEAD):
            return None  # a word that has no case ends what agrees with the head
        if not _may_be_nominative(word, cases, analyzer):
            return word
        if cases[0].part_of_speech not in _BEFORE_HEAD:
            return None
    return None


def _judged(word: str, analyzer: Morphology) -> str:
    """The word itself; of two joined words that the dictionary does not have as one, the second."""
    parts = word.split("-")
    return parts[1] if len(parts) == 2 and not analyzer.knows(word) else word


def _may_be_nominative(word: str, cases: Sequence[Parse], analyzer: Morphology) -> bool:
    if any("nomn" in reading.grammemes for reading in cases):
        return True
    is_plain = cases[0].part_of_speech in _BEFORE_HEAD or all("plur" in reading.grammemes for reading in cases)
    return not analyzer.knows(word) and not is_plain


def check_person_names(package: Package) -> Iterator[Problem]:
    """The surname of a person is one that the reader of text brings to the nominative where the person is named.

    A first name or patronymic that the dictionary has is a nominative as well.
    """
    read: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reading in package.readings.values():
        for row in reading.names:
            if row.table == "persons":
                for mention in reading.overlapping(row.start, row.end):
                    if mention.kind == "person":
                        read[row.record_id, reading.language].update(_LONG.findall(mention.value.casefold()))
    persons = package.tables["persons"]
    for language in languages():
        column = f"name_{language}"
        if column not in persons:
            continue
        for record, name in filled(persons, "person_id", column):
            words, known = _LONG.findall(name.casefold()), read.get((record, language))
            if known and words and words[-1] not in known:
                yield _problem(package, "persons", record, column, name, words[-1])
                continue
            oblique = next((word for word in words if _is_oblique_name(word, morphology(language))), None)
            if oblique:
                yield _problem(package, "persons", record, column, name, oblique)


def _is_oblique_name(word: str, analyzer: Morphology) -> bool:
    """Whether a word can be a first name or patronymic, and no word in the nominative."""
    readings = [reading for reading in analyzer.parses(word) if analyzer.knows(word)]
    is_name = any(reading.grammemes & _GIVEN for reading in readings)
    return is_name and not any("nomn" in reading.grammemes or reading.grammemes & _FIXED for reading in readings)
