"""Another person's, organization's, place's, country's, election's, mission's or event's id in a cell."""

from collections.abc import Iterator
from functools import partial
from random import Random

from tests.mutants.mistakes.kinds import add, kind
from tests.mutants.project import Mutant
from tests.mutants.sites import Site, Sites, kind_of, shuffled

_KINDS = {
    "person": "persons",
    "organization": "organizations",
    "place": "places",
    "country": "country",
    "election": "elections",
    "mission": "missions",
    "event": "events",
}


def names_it(site: Site, other: str, sites: Sites) -> bool:
    """Whether the passage of a cell holds the name, date or words of something else of the kind that the cell names."""
    wanted = kind_of(site.column)
    if wanted == "missions":
        return any(_has_form(site, "organizations", one, sites) for one in sites.organizations.get(other, ()))
    if wanted == "elections":
        there = site.reading.within(site.place.start, site.place.end)
        return any(mention.kind == "date" and mention.value in sites.days.get(other, ()) for mention in there)
    if wanted == "events":
        return any(
            span.overlaps(site.place) for span in sites.words_of.get((wanted, other, site.reading.source_id), ())
        )
    if wanted == "country":
        return other in _countries(site, sites)
    state = sites.states.get(other) if wanted == "organizations" else None
    return _has_form(site, wanted, other, sites) or (state is not None and state in _countries(site, sites))


def _has_form(site: Site, table: str, record_id: str, sites: Sites) -> bool:
    """Whether a form of a name stands in the passage, be it inside a longer name."""
    return any(site.reading.document.find(form, within=site.place) for form in sites.forms.get((table, record_id), ()))


def _countries(site: Site, sites: Sites) -> set[str]:
    there = site.reading.within(site.place.start, site.place.end)
    names = site.reading.names_within(site.place.start, site.place.end)
    codes = {mention.value for mention in there if mention.kind == "country"}
    return codes | {sites.countries[name.record_id] for name in names if name.record_id in sites.countries}


def _others(site: Site, sites: Sites) -> list[str]:
    """What else of the kind the source uses, or any source where this one uses no other."""
    wanted = kind_of(site.column)
    here = [other for other in sites.used.get((site.annotation.source_id, wanted), ()) if other != site.value]
    return here or [other for other in sites.used_anywhere[wanted] if other != site.value]


def _replaced(wanted: str, sites: Sites, rng: Random, *, is_beside: bool) -> Iterator[Mutant]:
    """Another of those that the source names: in the passage, or only elsewhere."""
    for site in shuffled(rng, sites.stated(lambda site: kind_of(site.column) == wanted)):
        others = [other for other in _others(site, sites) if names_it(site, other, sites) == is_beside]
        if others:
            yield site.mutant(rng.choice(others))


for _name, _table in _KINDS.items():
    _elsewhere = "Another that the source names, though not the passage: it holds no name, date or words of that one."
    add(
        f"{_name}_id",
        "words",
        0.8 if _name == "mission" else 0.99,
        _elsewhere,
        partial(_replaced, _table, is_beside=False),
    )
for _name, _table in _KINDS.items():
    _beside = "Another that the passage names, too, so that it is proved; only grammar says which of them does what."
    add(f"{_name}_beside", "sentence", 0.0, _beside, partial(_replaced, _table, is_beside=True))


@kind("judgement", 0.0, "Who is meant without being named follows by a reasoning, or is judged by the coding rules.")
def referent_not_stated(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Another target, mission, asserter where the words do not name it."""
    coded = [site for site in sites.cells if site.support != "stated" and kind_of(site.column)]
    links = ("part_of_id", "repeats_id")
    for site in shuffled(rng, [site for site in coded if site.column.name not in links]):
        others = _others(site, sites)
        if others:
            yield site.mutant(rng.choice(others))


@kind("sentence", 0.5, "A part has its total's unit and source, is no larger, and exact shares sum to their total.")
def part_of_wrong_total(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for site in shuffled(rng, [site for site in sites.cells if site.column.name == "part_of_id"]):
        keys = {
            record.key
            for annotation, _, record in sites.records
            if annotation is site.annotation and record.table == site.column.refers_to
        }
        others = sorted(keys - {site.cell.text, site.record.key if site.record else ""})
        if others:
            yield site.mutant(rng.choice(others))


@kind("judgement", 0.0, "Only another asserter, source or subject of the two verdicts shows it.")
def repeats_wrong_row(sites: Sites, rng: Random) -> Iterator[Mutant]:
    for site in shuffled(rng, [site for site in sites.cells if site.column.name == "repeats_id"]):
        keys = {
            record.key
            for annotation, _, record in sites.records
            if annotation is site.annotation and record.table == "verdicts"
        }
        yield site.mutant(rng.choice(sorted(keys - {site.cell.text})))
