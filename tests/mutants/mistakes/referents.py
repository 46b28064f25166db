"""Another person's, organization's, place's, country's, election's, mission's or event's id in a cell."""

from collections.abc import Iterator
from functools import partial
from random import Random

from tests.mutants.mistakes.kinds import add, kind
from tests.mutants.project import Mutant
from tests.mutants.sites import Site, Sites, kind_of, shuffled
from validation.tables import VOCABULARY

_NAMED = {
    "person_id": "persons",
    "organization_id": "organizations",
    "place_id": "places",
    "country_code": "country",
    "election_id": "elections",
    "mission_id": "missions",
    "event_id": "events",
}


def _named(site: Site, sites: Sites) -> set[str]:
    """What the passage of a cell names of the kind that the cell names."""
    wanted = kind_of(site.column)
    names = list(site.reading.names_within(site.place.start, site.place.end))
    if wanted != "country":
        return {name.record_id for name in names if name.table == wanted}
    countries = {
        mention.value for mention in site.reading.within(site.place.start, site.place.end) if mention.kind == "country"
    }
    places = {row["place_id"]: row["country_code"] for row in sites.harness.rows["places"]}
    return countries | {places[name.record_id] for name in names if name.table == "places"}


def _others(site: Site, sites: Sites) -> list[str]:
    """What else of the kind the source uses, or any source where this one uses no other."""
    wanted = kind_of(site.column)
    here = [other for other in sites.used.get((site.annotation.source_id, wanted), ()) if other != site.value]
    return here or [other for other in sites.used_anywhere[wanted] if other != site.value]


def _elsewhere(wanted: str, sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Another of those that the source names, though not in the passage."""
    for site in shuffled(rng, sites.stated(lambda site: kind_of(site.column) == wanted)):
        others = [other for other in _others(site, sites) if other not in _named(site, sites)]
        if others:
            yield site.mutant(rng.choice(others))


for _name, _table in _NAMED.items():
    add(
        _name,
        "words",
        0.99,
        "The passage holds no name, date or words of the other one.",
        partial(_elsewhere, _table),
    )


@kind("words", 0.5, "Its name proves the wrong id, too. What is left without a cell shows it, if anything does.")
def named_beside(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Another that the same passage names."""
    for site in shuffled(rng, sites.stated(lambda site: kind_of(site.column) in (*VOCABULARY, "country"))):
        others = sorted(_named(site, sites) - {site.value})
        if others:
            yield site.mutant(rng.choice(others))


@kind("judgement", 0.0, "Who is meant without being named follows by a reasoning, or is judged by the coding rules.")
def referent_not_stated(sites: Sites, rng: Random) -> Iterator[Mutant]:
    """Another target, mission, asserter where the words do not name it."""
    coded = [site for site in sites.cells if site.support != "stated" and kind_of(site.column)]
    links = ("part_of_id", "repeats_id")
    for site in shuffled(rng, [site for site in coded if site.column.name not in links]):
        others = _others(site, sites)
        if others:
            yield site.mutant(rng.choice(others))


@kind("words", 0.5, "A part has its total's unit and source, is no larger, and exact shares sum to their total.")
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
