"""Mistakes in names: of the vocabulary, of titles and documents, and of what is said of the sources themselves."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from extraction.morphology import morphology
from extraction.text import fold
from scripts.annotations import Cell
from scripts.sources import LIST
from scripts.vocabulary import Entry, Form
from tests.mutants.mistakes.kinds import kind
from tests.mutants.project import Mutant
from tests.mutants.sites import Sites, put, shuffled

_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGES = ("en", "ru")


def _mutant(new: Entry, line: int, change: str) -> Mutant:
    return Mutant(new.file, line, f"{new.record_id}: {change}", vocabulary={(new.table, new.record_id): new})


def _with_cell(entry: Entry, name: str, text: str) -> Mutant:
    cell = entry.cells[name]
    new = replace(entry, cells={**entry.cells, name: Cell(text, cell.line)})
    return _mutant(new, cell.line, f"{name} {cell.text} → {text}")


def _entries(sites: Sites) -> list[Entry]:
    return list(sites.project.vocabulary.values())


def _is_oblique(language: str, form: str, nominative: str) -> bool:
    """Whether a form has the words of a name, some of them in a case that is not the nominative."""
    words, wanted = _WORD.findall(form.casefold()), _WORD.findall(nominative.casefold())
    if len(words) != len(wanted) or words == wanted:
        return False
    analyzer = morphology(language)
    if not any("nomn" in reading.grammemes for word in wanted for reading in analyzer.parses(word)):
        return False  # a language without cases
    differing = [(word, other) for word, other in zip(words, wanted, strict=True) if word != other]
    return all(word[:2] == other[:2] for word, other in differing) and any(
        not any("nomn" in reading.grammemes for reading in analyzer.parses(word)) for word, _ in differing
    )


@kind("words", 0.7, "A name is given in the nominative.")
def name_wrong_case(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """The name of a record is one of its forms in another case.

    Forms whose words all have a reading in the nominative are left out: they may be one.
    """
    for entry in shuffled(rng, _entries(sites)):
        for name, cell in entry.cells.items():
            language = name.rpartition("_")[2]
            if name.startswith("name_"):
                forms = [form.text for form in entry.forms if form.language == language]
                oblique = [form for form in forms if _is_oblique(language, form, cell.text)]
                if oblique:
                    yield _with_cell(entry, name, rng.choice(oblique))


@kind("words", 0.2, "A title, name of a body or document is given in the nominative.")
def title_wrong_case(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A title or name is copied as it stands, in another case.

    Words that all have a reading in the nominative are left out.
    """
    for site in shuffled(rng, sites.stated(lambda site: site.column.name.rpartition("_")[2] in _LANGUAGES)):
        proof = sites.proof(site)
        if proof is not None:
            words = fold(site.reading.document.slice(proof))
            if _is_oblique(site.reading.language, words, site.cell.text):
                yield site.mutant(words)


@kind("words", 0.2, "The name is no written form, nor its nominative.")
def name_misspelt(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A letter of a name in the vocabulary is left out, where a source of its language writes the name.

    Where what is left is another form of the word, as the singular of a plural, nothing is misspelt.
    """
    for entry in shuffled(rng, _entries(sites)):
        written = {form.language for form in entry.forms}
        names = [name for name in entry.cells if name.startswith(("name_", "abbreviation_"))]
        names = [name for name in names if name.rpartition("_")[2] in written]
        if names:
            name = rng.choice(names)
            text = entry.cells[name].text
            i = rng.randrange(len(text))
            if text[i].isalpha() and not _is_form(text, i, name.rpartition("_")[2]):
                yield _with_cell(entry, name, text[:i] + text[i + 1 :])


def _is_form(text: str, i: int, language: str) -> bool:
    """Whether a word without one of its letters is a form of the same word."""
    word = next(match for match in _WORD.finditer(text) if match.start() <= i < match.end())
    left = text[word.start() : i] + text[i + 1 : word.end()]
    lemmas = ({parse.lemma for parse in morphology(language).parses(one.casefold())} for one in (word.group(), left))
    return not set.isdisjoint(*lemmas)


@kind("unseen", 0.0, "Nothing writes the name in this language; only spelling rules between languages could doubt it.")
def rendered_name_misspelt(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for entry in shuffled(rng, _entries(sites)):
        written = {form.language for form in entry.forms}
        names = [name for name in entry.cells if name.startswith("name_") and name.rpartition("_")[2] not in written]
        if names:
            name = rng.choice(names)
            text = entry.cells[name].text
            i = rng.randrange(len(text))
            if text[i].isalpha():
                yield _with_cell(entry, name, text[:i] + text[i + 1 :])


@kind("words", 0.99, "A form that no source writes is refused; the words that it should find are left.")
def form_misspelt(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for entry in shuffled(rng, [entry for entry in _entries(sites) if entry.forms]):
        form = rng.choice(entry.forms)
        i = rng.randrange(len(form.text))
        if form.text[i].isalpha() and len(form.text) > 1:
            new = replace(form, text=form.text[:i] + form.text[i + 1 :])
            yield _mutant(_moved(entry, form, new), form.line, f"{form.text} → {new.text}")


@kind("judgement", 0.5, "A description or a country need not be in the vocabulary; of names the reader misses some.")
def form_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for entry in shuffled(rng, [entry for entry in _entries(sites) if entry.forms]):
        form = rng.choice(entry.forms)
        kept = replace(entry, forms=put(entry.forms, form))
        yield _mutant(kept, form.line, f"the form {form.text} deleted")


@kind("words", 0.7, "Cells that cite the places where a form stands are not proved by another's form.")
def forms_swapped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Two records of a table have one form of each other's."""
    for entry in shuffled(rng, [entry for entry in _entries(sites) if entry.forms]):
        others = [other for other in _entries(sites) if other.table == entry.table and other is not entry]
        pairs = [
            (mine, other, theirs)
            for mine in entry.forms
            for other in others
            for theirs in other.forms
            if mine.language == theirs.language
        ]
        if pairs:
            mine, other, theirs = rng.choice(pairs)
            one, two = _moved(entry, mine, theirs), _moved(other, theirs, mine)
            change = f"{entry.record_id} {mine.text} ↔ {other.record_id} {theirs.text}"
            entries = {(made.table, made.record_id): made for made in (one, two)}
            yield Mutant(entry.file, mine.line, change, vocabulary=entries)


def _moved(entry: Entry, old: Form, new: Form) -> Entry:
    return replace(entry, forms=put(entry.forms, old, new))


@kind("words", 0.1, "A name that none of the record's forms is a form of.")
def names_swapped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Two records of a table have each other's name in a language that a source of theirs writes."""
    for entry in shuffled(rng, _entries(sites)):
        for name in sorted(entry.cells):
            language = name.rpartition("_")[2]
            others = [
                other
                for other in _entries(sites)
                if other.table == entry.table and other is not entry and name in other.cells
            ]
            if name.startswith("name_") and others and language in {form.language for form in entry.forms}:
                other = rng.choice(others)
                one = replace(entry, cells={**entry.cells, name: other.cells[name]})
                two = replace(other, cells={**other.cells, name: entry.cells[name]})
                change = f"{entry.record_id} {entry.cells[name].text} ↔ {other.record_id} {other.cells[name].text}"
                entries = {(made.table, made.record_id): made for made in (one, two)}
                yield Mutant(entry.file, entry.cells[name].line, change, vocabulary=entries)


@kind("words", 0.0, "The symbol and the date of a document stand in it.")
def source_detail_changed(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A digit of a document's symbol, title or occasion, or the day of its date."""
    for source in shuffled(rng, list(sites.project.sources.values())):
        for name in ("symbol", "published_on", "title", "occasion"):
            cell = source.cells.get(name)
            digits = [i for i, letter in enumerate(cell.text) if letter.isdigit()] if cell else []
            if cell is None or not digits:
                continue
            if name == "published_on":
                text = (date.fromisoformat(cell.text) + timedelta(rng.choice((-1, 1)))).isoformat()
            else:
                i = rng.choice(digits)
                text = f"{cell.text[:i]}{(int(cell.text[i]) + rng.randrange(1, 10)) % 10}{cell.text[i + 1 :]}"
            new = replace(source, cells={**source.cells, name: Cell(text, cell.line)})
            change = f"{source.source_id}.{name}: {cell.text} → {text}"
            yield Mutant(LIST, cell.line, change, sources={source.source_id: new})
