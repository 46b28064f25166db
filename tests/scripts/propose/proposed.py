"""Proposals for a passage, without what says who wrote the document, and short ways to look at them."""

from functools import cache

from extraction.text import Span
from scripts.propose import Proposer
from scripts.propose.elections import propose_elections
from scripts.propose.entities import propose_entities
from scripts.propose.leftovers import propose_leftovers
from scripts.propose.missions import propose_missions
from scripts.propose.people import propose_people
from scripts.propose.proposals import Ground, Proposals, Record, Voice, effective
from scripts.propose.reading import Reading
from scripts.propose.verdicts import propose_verdicts
from scripts.propose.voices import propose_voices


@cache
def proposer(language: str) -> Proposer:
    return Proposer(language)


def read(text: str, language: str, author: dict[str, str] | None = None) -> tuple[Reading, Proposals]:
    """A passage with everything that verdicts rest on; `author` are cells of the voice `document`."""
    reading, found = proposer(language).read(text), Proposals()
    for rule in (propose_entities, propose_elections, propose_missions, propose_people):
        rule(reading, found)
    found.voices = [voice for voice in found.voices if voice.name != "document"]
    found.voices.append(Voice("document", (Ground(Span(0, 1), {"attribution": "own", **(author or {})}),), "test"))
    for rule in (propose_voices, propose_verdicts, propose_leftovers):
        rule(reading, found)
    return reading, found


def verdicts(text: str, language: str = "en", author: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """Aspect and stance of each verdict of a passage."""
    _, found = read(text, language, author)
    return [(one.cells["aspect"], one.cells.get("stance", "")) for one in found.of("verdicts")]


def one_verdict(text: str, language: str = "en", author: dict[str, str] | None = None) -> Record:
    """The only verdict of a passage, with the cells that its voices set."""
    _, found = read(text, language, author)
    [record] = found.of("verdicts")
    cells = effective(record, found)
    return Record(record.table, record.key, cells, record.span, record.rule, record.voices, record.terms)
