"""Mistakes of omission: a record, passage, cell, term, voice or dismissal that is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import cast

from scripts.annotations import Annotation, Passage, Record
from tests.mutants.mistakes.kinds import Group, add, kind
from tests.mutants.project import Mutant, place_of
from tests.mutants.sites import (
    Site,
    Sites,
    label,
    put,
    short,
    shuffled,
    with_owner,
    with_parts,
    with_record,
)
from validation.tables import COMPOSED_KEYS

_NUMERIC = ("integer", "number", "edtf", "day")


def _content(sites: Sites, annotation: Annotation, passage: Passage, record: Record) -> str:
    """The most telling of what a record states: number (or date), term, name (or words), or judgement alone.

    Numbers and terms are shared where other records state all of them with the same words.
    """
    stated = [site for site in sites.stated_by(passage) if site.record is record]
    numbers = [site for site in stated if site.column.kind in _NUMERIC]
    if any(not sites.is_stated_again(site, by_other_records=True) for site in numbers):
        return "number"
    if record.terms and sites.has_terms_of_its_own(annotation, record):
        return "term"
    if numbers or record.terms:
        return "shared_words"
    return "name" if stated else "judgement"


def _records_deleted(content: str, sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A record is missing: one alone, or one of several of a passage."""
    for annotation, passage, record in shuffled(rng, sites.records):
        if _content(sites, annotation, passage, record) == content:
            yield with_record(annotation, passage, record, None, f"{label(record)} deleted")


for _content_, _group, _floor, _why in (
    ("number", "words", 0.8, "Its number or date is left, which nothing states."),
    ("term", "words", 0.75, "Its evaluative words are left, which nothing states."),
    ("shared_words", "sentence", 0.0, "Its numbers or evaluative words are those of another record, too."),
    ("name", "sentence", 0.0, "A list is shorter than its count; else a name is accounted for wherever it stands."),
    ("judgement", "judgement", 0.0, "Its sentence is left where nothing else states it."),
):
    _make = partial(_records_deleted, _content_)
    add(f"record_of_{_content_}_deleted", cast(Group, _group), _floor, _why, _make, of_facts=True)


@kind("words", 0.99, "Its sentence is left, which nothing states.", of_facts=True)
def only_passage_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A passage that alone states a sentence."""
    for annotation, passage in shuffled(rng, [item for item in sites.passages if item[1].records]):
        document = sites.document(annotation)
        place = place_of(document, passage.quote)
        others = [
            at
            for one in annotation.passages
            if one is not passage and one.records and (at := place_of(document, one.quote))
        ]
        touched = [span for span in sites.sentences[annotation.source_id] if place and span.overlaps(place)]
        if any(not any(span.overlaps(other) for other in others) for span in touched):
            yield with_owner(annotation, passage, None, f"{short(passage.quote)} deleted")


def _deleted(sites: Sites, rng: Random, wanted: Sequence[Site]) -> Iterator[Mutant]:
    for site in shuffled(rng, wanted):
        yield site.mutant(None)


def _is_required(site: Site) -> bool:
    return site.column.is_required or (
        site.record is not None and site.column.name in COMPOSED_KEYS.get(site.record.table, ())
    )


@kind("words", 0.99, "Required cells are looked for.", of_facts=True)
def required_cell_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A cell that no voice of its passage sets as well: that would take its place."""
    required = [site for site in sites.cells if site.column.is_required]
    return _deleted(sites, rng, [site for site in required if not _is_set_by_voice(site)])


def _is_set_by_voice(site: Site) -> bool:
    voices = site.owner.voices if isinstance(site.owner, Passage) else ()
    grounds = [ground for voice in voices for ground in site.annotation.voices.get(voice.text, ())]
    return any(site.column.name in ground.cells for ground in grounds)


def _numbers_deleted(sites: Sites, rng: Random, *, is_shared: bool) -> Iterator[Mutant]:
    numbers = sites.stated(lambda site: site.column.kind in _NUMERIC and not _is_required(site))
    return _deleted(sites, rng, [site for site in numbers if sites.is_stated_again(site) == is_shared])


@kind("words", 0.7, "Its words are left that nothing states.", of_facts=True)
def number_or_date_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _numbers_deleted(sites, rng, is_shared=False)


@kind("sentence", 0.0, "Its words state another cell as well, so that none are left.", of_facts=True)
def shared_number_or_date_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _numbers_deleted(sites, rng, is_shared=True)


@kind(
    "sentence",
    0.1,
    "A name is accounted for where the vocabulary has it, whether or not a cell holds its id.",
    of_facts=True,
)
def referent_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _deleted(sites, rng, sites.stated(lambda site: site.column.refers_to and not _is_required(site)))


@kind("unseen", 0.0, "That words state more is nowhere counted.", of_facts=True)
def text_or_flag_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    def wanted(site: Site) -> bool:
        is_other = site.column.kind in ("text", "boolean") and not site.column.refers_to
        return is_other and not _is_required(site) and not site.column.is_country

    return _deleted(sites, rng, sites.stated(wanted))


@kind("judgement", 0.0, "An empty cell is right where the words leave it open.", of_facts=True)
def coded_cell_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    coded = [site for site in sites.cells if site.support != "stated" and not _is_required(site)]
    return _deleted(sites, rng, coded)


@kind("judgement", 0.0, "Which words of a passage are terms is a judgement; the reader knows some.", of_facts=True)
def term_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for annotation, passage, record in shuffled(rng, [item for item in sites.records if item[2].terms]):
        term = rng.choice(record.terms)
        new = replace(record, terms=put(record.terms, term))
        change = f"{record.table}.{record.key}: the term {term.words!r} deleted"
        yield replace(with_record(annotation, passage, record, new, change), line=term.line)


@kind("words", 0.99, "The sentence is left that nothing states.")
def dismissal_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    dismissals = [(a, dismissal) for a in sites.project.annotations.values() for dismissal in a.dismissed]
    for annotation, dismissal in shuffled(rng, dismissals):
        kept = put(annotation.dismissed, dismissal)
        yield with_parts(annotation, dismissal.line, f"{short(dismissal.quote)} not dismissed", dismissed=kept)


@kind("words", 0.99, "The words that it set aside are left that nothing states.")
def set_aside_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    asides = [(a, aside) for a in sites.project.annotations.values() for aside in a.mentions]
    for annotation, aside in shuffled(rng, asides):
        kept = put(annotation.mentions, aside)
        yield with_parts(annotation, aside.line, f"{short(aside.quote)} not set aside", mentions=kept)


@kind(
    "judgement",
    0.0,
    "Required cells that it set are missed; an empty asserter or election may be right.",
    of_facts=True,
)
def voice_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A passage has lost one of its voices."""
    for annotation, passage in shuffled(rng, [item for item in sites.passages if item[1].voices]):
        voice = rng.choice(passage.voices)
        change = f"{short(passage.quote)}: no voice {voice.text}"
        new = replace(passage, voices=put(passage.voices, voice))
        yield replace(with_owner(annotation, passage, new, change), line=voice.line)
