"""Mistakes in what is quoted, stated, dismissed and set aside: the quotes, passages and records of a file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import cast

from extraction.text import Span, fold
from scripts.annotations import Annotation, Cell, Dismissal, Passage, Quote, Record
from tests.mutants.mistakes.kinds import Group, add, kind
from tests.mutants.project import Mutant, place_of, quote_at
from tests.mutants.sites import (
    Owner,
    Site,
    Sites,
    misfits,
    put,
    shuffled,
    with_owner,
    with_parts,
    with_quote,
    with_record,
)
from validation.codes import codes_of
from validation.columns import Column
from validation.tables import COMPOSED_KEYS, columns, is_claim

_COUNTS = ("observer_counts", "polling_station_counts", "figures")


def _sites_of(sites: Sites, owner: Owner) -> list[Site]:
    return sites.stated(lambda site: site.owner is owner)


def _short(quote: Quote) -> str:
    words = fold(quote.words)
    return f"“{words if len(words) <= 70 else f'{words[:50]} … {words[-15:]}'}”"


@kind("words", 0.99, "Values and terms do not stand in the other sentence; their own is left that nothing states.")
def quote_moved(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """The quote is the sentence before or after.

    Where it holds the words of every stated value, or the same names in other forms, it is a quote as good. Of a passage
    with neither stated values nor terms, only a person can say what its words state.
    """
    for annotation, owner in shuffled(rng, sites.owners):
        document = sites.document(annotation)
        place, sentences = place_of(document, owner.quote), sites.sentences[annotation.source_id]
        if place is None:
            continue
        touched = [index for index, sentence in enumerate(sentences) if sentence.overlaps(place)]
        beside = [index for index in (touched[0] - 1, touched[-1] + 1) if 0 <= index < len(sentences)]
        moved = sentences[rng.choice(beside)]
        proofs = [(site, proof) for site in _sites_of(sites, owner) if (proof := sites.proof(site))]
        has_terms = isinstance(owner, Passage) and any(record.terms for record in owner.records)
        if not has_terms and all(_still_states(site, proof, moved) for site, proof in proofs):
            continue
        quote = quote_at(document, moved, owner.quote.line)
        yield with_quote(annotation, owner, quote, f"{_short(owner.quote)} → {_short(quote)}")


@kind("words", 0.95, "A value or term that the quote has lost is not proved.")
def quote_shortened(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """The quote ends before a value, or begins after it.

    Where the rest holds the same words, or the same name in another form, it still states the value.
    """
    for annotation, owner in shuffled(rng, sites.owners):
        document = sites.document(annotation)
        place = place_of(document, owner.quote)
        lost = [(site, proof) for site in _sites_of(sites, owner) if (proof := sites.proof(site))]
        if place is None or not lost:
            continue
        site, proof = rng.choice(lost)
        left, right = Span(place.start, proof.start), Span(proof.end, place.end)
        longer = _trimmed(document.text, max(left, right, key=lambda span: span.end - span.start))
        if longer.end - longer.start < 10 or _still_states(site, proof, longer):
            continue
        quote = quote_at(document, longer, owner.quote.line)
        yield with_quote(annotation, owner, quote, f"{_short(owner.quote)} → {_short(quote)}, without {site.label}")


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _still_states(site: Site, proof: Span, rest: Span) -> bool:
    document = site.reading.document
    names = site.reading.names_within(rest.start, rest.end)
    return bool(document.find(document.slice(proof), within=rest)) or any(
        name.record_id == site.value for name in names
    )


@kind("words", 0.95, "The other place is stated already or of another kind; the right one is left that nothing states.")
def occurrence_wrong(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for annotation, owner in shuffled(rng, [(a, owner) for a, owner in sites.owners if owner.quote.occurrence]):
        places = len(sites.document(annotation).find(owner.quote.words))
        other = rng.choice([number for number in range(1, places + 1) if number != owner.quote.occurrence])
        quote = replace(owner.quote, occurrence=other)
        change = f"{_short(owner.quote)}: occurrence {owner.quote.occurrence} → {other}"
        yield with_quote(annotation, owner, quote, change)


def _label(record: Record) -> str:
    cells = ", ".join(f"{name.removesuffix('_id')} {cell.text}" for name, cell in list(record.cells.items())[:4])
    return f"{record.table}.{record.key or ''} ({cells})"


_NUMERIC = ("integer", "number", "edtf", "day")


def _content(sites: Sites, record: Record, passage: Passage) -> str:
    """The most telling of what a record states: number (or date), term, name (or words), or judgement alone."""
    stated = [site for site in _sites_of(sites, passage) if site.record is record]
    if any(site.column.kind in _NUMERIC for site in stated):
        return "number"
    return "term" if record.terms else "name" if stated else "judgement"


def _records_deleted(content: str, sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A record is missing: one alone, or one of several of a passage."""
    for annotation, passage, record in shuffled(rng, sites.records):
        if _content(sites, record, passage) == content:
            yield with_record(annotation, passage, record, None, f"{_label(record)} deleted")


for _content_, _group, _floor, _why in (
    ("number", "words", 0.95, "Its number or date is left, which nothing states."),
    ("term", "words", 0.95, "Its evaluative words are left, which nothing states."),
    ("name", "words", 0.5, "A list is shorter than its count; else a name is accounted for wherever it stands."),
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
            yield with_owner(annotation, passage, None, f"{_short(passage.quote)} deleted")


def _deleted(sites: Sites, rng: Random, wanted: Sequence[Site]) -> Iterator[Mutant]:
    for site in shuffled(rng, wanted):
        yield site.mutant(None)


def _is_required(site: Site) -> bool:
    return site.column.is_required or (
        site.record is not None and site.column.name in COMPOSED_KEYS.get(site.record.table, ())
    )


@kind("words", 0.99, "Required cells are looked for.", of_facts=True)
def required_cell_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _deleted(sites, rng, [site for site in sites.cells if site.column.is_required])


@kind("words", 0.99, "Its words are left that nothing states.", of_facts=True)
def number_or_date_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    return _deleted(sites, rng, sites.stated(lambda site: site.column.kind in _NUMERIC and not _is_required(site)))


@kind(
    "words",
    0.5,
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


@kind("words", 0.9, "An evaluative word of a verdict that is no term is left.", of_facts=True)
def term_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for annotation, passage, record in shuffled(rng, [item for item in sites.records if item[2].terms]):
        term = rng.choice(record.terms)
        new = replace(record, terms=put(record.terms, term))
        change = f"{record.table}.{record.key}: the term {term.words!r} deleted"
        yield replace(with_record(annotation, passage, record, new, change), line=term.line)


@kind("words", 0.99, "The sentence is stated by a passage.")
def dismissal_added(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A sentence that is stated is dismissed as well."""
    for annotation, passage in shuffled(rng, [item for item in sites.passages if item[1].records]):
        document = sites.document(annotation)
        place = place_of(document, passage.quote)
        if place is None:
            continue
        sentence = next(span for span in sites.sentences[annotation.source_id] if span.overlaps(place))
        quote, reason = quote_at(document, sentence, passage.line), rng.choice(codes_of("dismissal_reason"))
        dismissed = (*annotation.dismissed, Dismissal(quote, None, reason, passage.line))
        yield with_parts(annotation, passage.line, f"{_short(quote)} dismissed as {reason}", dismissed=dismissed)


@kind("words", 0.99, "The sentence is left that nothing states.")
def dismissal_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    dismissals = [(a, dismissal) for a in sites.project.annotations.values() for dismissal in a.dismissed]
    for annotation, dismissal in shuffled(rng, dismissals):
        kept = put(annotation.dismissed, dismissal)
        yield with_parts(annotation, dismissal.line, f"{_short(dismissal.quote)} not dismissed", dismissed=kept)


@kind("words", 0.99, "The words that it set aside are left that nothing states.")
def set_aside_deleted(sites: Sites, rng: Random) -> Iterator[Mutant]:
    asides = [(a, aside) for a in sites.project.annotations.values() for aside in a.mentions]
    for annotation, aside in shuffled(rng, asides):
        kept = put(annotation.mentions, aside)
        yield with_parts(annotation, aside.line, f"{_short(aside.quote)} not set aside", mentions=kept)


@kind(
    "judgement",
    0.0,
    "Whether a sentence states anything that a table holds is judged by the coding rules.",
    of_facts=True,
)
def passage_dismissed(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """All passages of a sentence are deleted, and it is dismissed instead."""
    for annotation, passage in shuffled(rng, [item for item in sites.passages if item[1].records]):
        document = sites.document(annotation)
        place = place_of(document, passage.quote)
        if place is None:
            continue
        spans = [span for span in sites.sentences[annotation.source_id] if span.overlaps(place)]
        whole = Span(spans[0].start, spans[-1].end)
        kept = [
            one for one in annotation.passages if not (at := place_of(document, one.quote)) or not at.overlaps(whole)
        ]
        reason = rng.choice(codes_of("dismissal_reason"))
        dismissal = Dismissal(quote_at(document, whole, passage.line), None, reason, passage.line)
        parts = {"passages": tuple(kept), "dismissed": (*annotation.dismissed, dismissal)}
        change = f"{_short(dismissal.quote)} dismissed as {reason} instead of stated"
        yield with_parts(annotation, passage.line, change, **parts)


@kind("judgement", 0.0, "Whom a form means here a person says; a cell may need the right one.")
def pin_wrong(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """`names` of a passage gives a form to another record, or no longer gives it to any."""
    for annotation, passage in shuffled(rng, [item for item in sites.passages if item[1].names]):
        pin = rng.choice(passage.names)
        others = [None, *sites.used[annotation.source_id, pin.table]]
        other = rng.choice([one for one in others if one != pin.record_id])
        new = () if other is None else (replace(pin, record_id=other),)
        change = f"names: {pin.form!r} is {other or 'not given'}, not {pin.record_id}"
        passage_now = replace(passage, names=put(passage.names, pin, *new))
        kept = passage_now if passage_now.names or passage_now.records else None
        yield replace(with_owner(annotation, passage, kept, change), line=pin.line)


@kind("words", 0.99, "Two passages set the same cells of a claim.")
def id_used_twice(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A claim has the id of another, as after copying."""
    claims = [item for item in sites.records if is_claim(item[2].table) and item[2].cells]
    for annotation, passage, record in shuffled(rng, claims):
        others = {other.key for a, _, other in claims if a is annotation and other.table == record.table}
        if others - {record.key}:
            key = rng.choice(sorted(others - {record.key}))
            new, change = replace(record, key=key), f"{record.table}: the id {record.key} → {key}"
            yield with_record(annotation, passage, record, new, change)


@kind("words", 0.9, "Fields of another table are refused; a number's unit must be what the words count.")
def record_in_wrong_table(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A count stands in another table of counts, with every field that table knows, and its required codes filled."""
    for annotation, passage, record in shuffled(rng, [item for item in sites.records if item[2].table in _COUNTS]):
        table = rng.choice([other for other in _COUNTS if other != record.table])
        yield _moved(annotation, passage, record, table, rng)


@kind("words", 0.99, "Fields that the other table does not have are refused.")
def record_under_wrong_heading(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A record stands under the name of another table, just as it is."""
    tables = sorted({record.table for _, _, record in sites.records})
    for annotation, passage, record in shuffled(rng, [item for item in sites.records if item[2].cells]):
        alike = [table for table in tables if (table in COMPOSED_KEYS) == (record.table in COMPOSED_KEYS)]
        table = rng.choice([other for other in alike if other != record.table])
        new, change = replace(record, table=table), f"{_label(record)} under {table}"
        mutant = with_record(annotation, passage, record, new, change)
        unknown = misfits(new)
        yield replace(mutant, refused=f"{table} has no {', '.join(unknown)}") if unknown else mutant


def _moved(annotation: Annotation, passage: Passage, record: Record, table: str, rng: Random) -> Mutant:
    known = {target.name: target for target in columns(table)}
    cells = {name: cell for name, cell in record.cells.items() if name in known}
    cells = {name: cell for name, cell in cells.items() if _fits(known[name], cell)}
    for target in known.values():
        if target.is_required and target.is_annotated and not target.context and target.name not in cells:
            code = rng.choice(codes_of(target.code_list)) if target.code_list else "people and things counted"
            cells[target.name] = Cell(code, record.line)
    change = f"{_label(record)} in {table} as {', '.join(cell.text for cell in cells.values())}"
    new = replace(record, table=table, cells=cells)
    return with_record(annotation, passage, record, new, change)


def _fits(target: Column, cell: Cell) -> bool:
    return not target.code_list or cell.text in codes_of(target.code_list)


@kind("words", 0.99, "Each number is proved by the words of its own item.")
def list_order_swapped(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Two candidates have each other's number."""
    numbered = sites.stated(lambda site: site.column.name == "list_order")
    for one in shuffled(rng, numbered):
        others = [
            other for other in numbered if other.annotation is one.annotation and other.cell.text != one.cell.text
        ]
        others = [other for other in others if _election(other) == _election(one)]
        if others:
            other = rng.choice(others)
            change = f"{one.label} {one.cell.text} ↔ {other.cell.text}"
            first = one.mutant(other.cell.text).annotations[one.annotation.source_id]
            places = range(len(first.passages))
            index = next(i for i in places if one.annotation.passages[i] is other.owner)
            owner = first.passages[index]
            record = next(new for new in owner.records if new is other.record)
            second = replace(other, annotation=first, owner=owner, record=record)
            yield second.mutant(one.cell.text, change)


def _election(site: Site) -> str:
    cell = site.record.cells.get("election_id") if site.record else None
    return cell.text if cell else ""


@kind("judgement", 0.0, "Whose words they are follows from the run of sentences (docs/coding.md).")
def voice_wrong(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """A passage has another voice of the file."""
    for annotation, passage in shuffled(rng, [item for item in sites.passages if item[1].voices]):
        voice = rng.choice(passage.voices)
        alike = set(_sets(annotation, voice.text))
        others = [name for name in annotation.voices if name != voice.text and alike & set(_sets(annotation, name))]
        if others:
            other = rng.choice(others)
            voices = put(passage.voices, voice, Cell(other, voice.line))
            change = f"{_short(passage.quote)}: voice {voice.text} → {other}"
            yield replace(with_owner(annotation, passage, replace(passage, voices=voices), change), line=voice.line)


def _sets(annotation: Annotation, voice: str) -> Iterator[str]:
    for ground in annotation.voices.get(voice, ()):
        yield from ground.cells


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
        change = f"{_short(passage.quote)}: no voice {voice.text}"
        new = replace(passage, voices=put(passage.voices, voice))
        yield replace(with_owner(annotation, passage, new, change), line=voice.line)
