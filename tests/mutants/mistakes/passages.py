"""Mistakes in what is quoted, set aside and attributed: quotes, dismissals, voices and names of a file."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from extraction.text import Span
from scripts.annotations import Annotation, Cell, Dismissal, Passage
from tests.mutants.mistakes.kinds import kind
from tests.mutants.project import Mutant, place_of, quote_at
from tests.mutants.sites import (
    Site,
    Sites,
    put,
    short,
    shuffled,
    with_owner,
    with_parts,
    with_quote,
)
from validation.codes import codes_of


@kind("words", 0.99, "Values and terms do not stand in the other sentence; their own is left that nothing states.")
def quote_moved(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """The quote is the sentence before or after.

    Where it holds the words of every stated value, or the same names in other forms, it is a quote as good. Of a
    passage with neither stated values nor terms, only a person can say what its words state.
    """
    for annotation, owner in shuffled(rng, sites.owners):
        document = sites.document(annotation)
        place, sentences = place_of(document, owner.quote), sites.sentences[annotation.source_id]
        if place is None:
            continue
        touched = [index for index, sentence in enumerate(sentences) if sentence.overlaps(place)]
        beside = [index for index in (touched[0] - 1, touched[-1] + 1) if 0 <= index < len(sentences)]
        moved = sentences[rng.choice(beside)]
        proofs = [(site, proof) for site in sites.stated_by(owner) if (proof := sites.proof(site))]
        has_terms = isinstance(owner, Passage) and any(record.terms for record in owner.records)
        if not has_terms and all(_still_states(site, proof, moved) for site, proof in proofs):
            continue
        quote = quote_at(document, moved, owner.quote.line)
        yield with_quote(annotation, owner, quote, f"{short(owner.quote)} → {short(quote)}")


@kind("words", 0.95, "A value or term that the quote has lost is not proved.")
def quote_shortened(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """The quote ends before a value, or begins after it.

    Where the rest holds the same words, or the same name in another form, it still states the value.
    """
    for annotation, owner in shuffled(rng, sites.owners):
        document = sites.document(annotation)
        place = place_of(document, owner.quote)
        lost = [(site, proof) for site in sites.stated_by(owner) if (proof := sites.proof(site))]
        if place is None or not lost:
            continue
        site, proof = rng.choice(lost)
        left, right = Span(place.start, proof.start), Span(proof.end, place.end)
        longer = _trimmed(document.text, max(left, right, key=lambda span: span.end - span.start))
        if longer.end - longer.start < 10 or _still_states(site, proof, longer):
            continue
        quote = quote_at(document, longer, owner.quote.line)
        yield with_quote(annotation, owner, quote, f"{short(owner.quote)} → {short(quote)}, without {site.label}")


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
        yield with_parts(annotation, passage.line, f"{short(quote)} dismissed as {reason}", dismissed=dismissed)


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
        change = f"{short(dismissal.quote)} dismissed as {reason} instead of stated"
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
            change = f"{short(passage.quote)}: voice {voice.text} → {other}"
            yield replace(with_owner(annotation, passage, replace(passage, voices=voices), change), line=voice.line)


def _sets(annotation: Annotation, voice: str) -> Iterator[str]:
    for ground in annotation.voices.get(voice, ()):
        yield from ground.cells
