"""Mistakes in what people judge or render: codes, concepts, translations, descriptions, notes.

The words leave them to a person, so few are caught; they are made and counted so that the report says how few.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from random import Random

from scripts.annotations import REMARKS, Cell
from tests.mutants.mistakes.kinds import add, kind
from tests.mutants.project import Mutant
from tests.mutants.sites import Sites, put, shuffled, with_owner, with_record
from validation.codes import codes_of
from validation.tables import GENERATED, TABLES, VOCABULARY, columns

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[A-Za-z]{4,}")

_CODED = {
    "stance": ("stance",),
    "aspect": ("aspect",),
    "overall": ("overall", "result_effect"),
    "about": ("about",),
    "attribution": ("attribution",),
    "asserter_role": ("asserter_role", "asserter_scope"),
    "scope_or_period": ("scope", "period", "phase"),
    "statement_type": ("statement_type",),
    "unit": ("unit",),
    "group_or_category": ("observer_group", "category", "topic"),
    "basis": ("basis",),
    "part_type": ("part_type",),
    "role": ("role",),
    "type": ("event_type", "document_type", "mission_type", "election_type", "candidate_type", "chamber"),
    "coverage": ("candidate_coverage",),
}
"""Kinds of codes, and the columns that hold them."""

_WORDS = "Words of the passage speak of the code (validation/cues.yaml), and some codes go together; a note excuses."

_HINTS = {
    "unit": "The reader knows what some numbers count.",
    "coverage": "Candidates are counted.",
    "about": "Some codes go together (docs/coding.md).",
    "attribution": "What is its author's own is asserted by the publisher; quoted or retold is not compared.",
    "asserter_role": "The type of the asserter's organization allows some roles; the rest is a judgement.",
    "role": "The type of an event allows some roles; who did what in it only grammar says.",
} | dict.fromkeys(("aspect", "overall", "statement_type", "type", "basis", "scope_or_period"), _WORDS)

_FLOORS = {"aspect": 0.7, "statement_type": 0.75, "type": 0.85, "attribution": 0.15, "asserter_role": 0.15, "role": 0.1}
"""The least part of flipped codes that is caught; of kinds that are not named here none need be."""


def _flipped(names: tuple[str, ...], sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Another code of the same list."""
    for site in shuffled(rng, [site for site in sites.cells if site.column.name in names]):
        if site.column.code_list:
            yield site.mutant(rng.choice([code for code in codes_of(site.column.code_list) if code != site.cell.text]))


for _name, _columns in _CODED.items():
    _why = _HINTS.get(_name, "A judgement by the coding rules.")
    add(f"code_{_name}", "judgement", _FLOORS.get(_name, 0.0), _why, partial(_flipped, _columns))


@kind("judgement", 0.0, "Whether words ask for a change is a judgement; a recommendation needs no stance.")
def recommendation_flipped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for site in shuffled(rng, [site for site in sites.cells if site.column.name == "is_recommendation"]):
        yield site.mutant("false" if site.cell.text == "true" else "true")


@kind("judgement", 0.5, "Many words are listed with what they mean (validation/cues.yaml); others are a judgement.")
def term_recoded(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Another concept or use of an evaluative word."""
    for annotation, passage, record in shuffled(rng, [item for item in sites.records if item[2].terms]):
        term = rng.choice(record.terms)
        name = rng.choice(("concept", "use") if term.use else ("concept",))
        before = (term.concept if name == "concept" else term.use or term.concept).text
        after = rng.choice([code for code in codes_of(name) if code != before])
        cell = Cell(after, term.line)
        new = replace(term, concept=cell) if name == "concept" else replace(term, use=cell)
        change = f"{record.table}.{record.key}: {name} of {term.words!r} {before} → {after}"
        changed = replace(record, terms=put(record.terms, term, new))
        yield replace(with_record(annotation, passage, record, changed, change), line=term.line)


@kind("judgement", 0.0, "Types, countries and parents of the vocabulary are known, not stated.")
def vocabulary_recoded(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Another type or country of an organization or place."""
    for entry in shuffled(rng, list(sites.project.vocabulary.values())):
        known = {target.name: target for target in columns(entry.table)}
        coded = [name for name in entry.cells if known[name].code_list or known[name].is_country]
        if coded:
            name = rng.choice(coded)
            target, cell = known[name], entry.cells[name]
            codes = list(codes_of(target.code_list)) if target.code_list else sites.used_anywhere["country"]
            code = rng.choice([code for code in codes if code != cell.text])
            new = replace(entry, cells={**entry.cells, name: Cell(code, cell.line)})
            change = f"{entry.record_id}.{name}: {cell.text} → {code}"
            yield Mutant(entry.file, cell.line, change, vocabulary={(entry.table, entry.record_id): new})


@kind("judgement", 0.0, "Why a sentence or a word states nothing is a judgement.")
def dismissal_reason_wrong(sites: Sites, rng: Random) -> Iterator[Mutant]:
    dismissals = [(a, dismissal) for a in sites.project.annotations.values() for dismissal in a.dismissed]
    for annotation, dismissal in shuffled(rng, dismissals):
        reason = rng.choice([code for code in codes_of("dismissal_reason") if code != dismissal.reason])
        dismissed = put(annotation.dismissed, dismissal, replace(dismissal, reason=reason))
        change = f"dismissed as {reason}, not {dismissal.reason}"
        made = replace(annotation, dismissed=dismissed)
        yield Mutant(annotation.file, dismissal.line, change, {annotation.source_id: made})


def _digit(text: str, rng: Random) -> str | None:
    places = [match.start() for match in _DIGIT.finditer(text)]
    if not places:
        return None
    i = rng.choice(places)
    return f"{text[:i]}{(int(text[i]) + rng.randrange(1, 10)) % 10}{text[i + 1 :]}"


def _word_dropped(text: str, rng: Random) -> str | None:
    words = list(_WORD.finditer(text))
    if len(words) < 2:
        return None
    word = rng.choice(words)
    return f"{text[: word.start()].rstrip()} {text[word.end() :].lstrip()}".strip()


@kind("words", 0.85, "Numbers and dates of a translation are those of its quote.")
def translation_number_changed(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A digit in the English of a quote."""
    for annotation, owner in shuffled(rng, sites.owners):
        english = _digit(owner.en or "", rng)
        if english is not None:
            change = f"en: {owner.en!r} → {english!r}"
            yield with_owner(annotation, owner, replace(owner, en=english), change)


@kind("unseen", 0.0, "No machine of this project understands both languages.")
def translation_word_dropped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for annotation, owner in shuffled(rng, sites.owners):
        english = _word_dropped(owner.en or "", rng)
        if english is not None:
            change = f"en: {owner.en!r} → {english!r}"
            yield with_owner(annotation, owner, replace(owner, en=english), change)


@kind(
    "words", 0.75, "Numbers of an English rendering are those of its passages; names of the sources are not compared."
)
def rendering_number_changed(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A digit in a description, or in a name or title rendered in English."""
    english = [s for s in sites.cells if s.column.name.endswith("_en") and s.support == "coded"]
    for site in shuffled(rng, english):
        text = _digit(site.cell.text, rng)
        if text is not None:
            yield site.mutant(text)


@kind("unseen", 0.0, "No machine of this project understands both languages.")
def rendering_word_dropped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A word of a description, or of a name or title rendered in English."""
    english = [s for s in sites.cells if s.column.name.endswith("_en") and s.support == "coded"]
    for site in shuffled(rng, english):
        text = _word_dropped(site.cell.text, rng)
        if text:
            yield site.mutant(text)


@kind("unseen", 0.0, "Reasons and remarks are for people.")
def note_changed(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A word of a reasoning or remark is left out."""
    for annotation, passage, record in shuffled(rng, sites.records):
        notes = [(group, name) for group in REMARKS for name in getattr(record.remarks, group)]
        if notes:
            group, name = rng.choice(notes)
            text = _word_dropped(getattr(record.remarks, group)[name], rng)
            if text:
                remarks = replace(record.remarks, **{group: {**getattr(record.remarks, group), name: text}})
                change = f"{record.table}.{record.key}: {group} of {name}: {text!r}"
                yield with_record(annotation, passage, record, replace(record, remarks=remarks), change)


def uncovered() -> set[str]:
    """Coded columns of passages' records that no kind flips: none, or a test says so."""
    flipped = {name for names in _CODED.values() for name in names}
    stated = {"precision", "gender"}
    return {
        f"{table}.{target.name}"
        for table in TABLES
        if table not in (*GENERATED, *VOCABULARY)
        for target in columns(table)
        if target.code_list and target.is_annotated and target.name not in flipped | stated
    }
