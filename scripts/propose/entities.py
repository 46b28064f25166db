"""Organizations, persons and places that a document names: new ones, and the forms that the vocabulary lacks of others.

A country is a place. A state as an actor is proposed where a record needs it, as for the office of a head of state.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from extraction.lexicon import lexicon
from extraction.mentions import Name
from extraction.morphology import morphology
from extraction.text import Span, fold
from scripts.propose.proposals import Entity, Form, Proposals
from scripts.propose.reading import Reading
from scripts.propose.referents import Referent, organizations_in
from scripts.propose.states import any_adjective, state_name, state_of_adjective, states_in
from scripts.propose.wording import listed, phrases

_INITIAL = re.compile(r"\b[^\W\d_]{1,2}\.")
_STATE_BODIES = ("government", "authorities", "police", "parliament")
_FARTHEST = 40
_OF = re.compile(r"\s+(?:of\s+(?:the\s+)?)?")


@dataclass(slots=True)
class _Named:
    referent: Referent
    span: Span
    rule: str
    forms: dict[str, str] = field(default_factory=dict)


def propose_entities(reading: Reading, found: Proposals) -> None:
    """Propose what the document names, in the order of the text."""
    named: dict[tuple[str, str], _Named] = {}

    def add(referent: Referent, span: Span, rule: str, name_type: str) -> None:
        if referent.record_id:
            one = named.setdefault((referent.table, referent.record_id), _Named(referent, span, rule))
            one.forms.setdefault(fold(reading.words(span)), name_type)

    for name in reading.names:
        referent = reading.referent(name)
        if referent.is_mission:
            for span in _sender(reading, name):
                add(referent, span, "sender-in-mission-name", "full")
            continue
        add(referent, Span(name.start, name.end), _RULES[name.kind], _type_of(reading, name))
    for referent, span in _state_bodies(reading):
        add(referent, span, "body-of-state", "short")
    for (table, record_id), one in named.items():
        forms = tuple(
            Form(reading.language, name_type, text)
            for text, name_type in one.forms.items()
            if not _is_listed(reading, table, record_id, text)
        )
        found.entities.append(
            Entity(table, record_id, one.referent.is_known, dict(one.referent.cells), forms, one.span, one.rule)
        )
    found.entities.sort(key=lambda entity: (entity.span.start, -entity.span.end))


def refer_to_state(reading: Reading, found: Proposals, code: str, span: Span) -> str:
    """The id of a state as an actor, which is proposed with the words that speak of it, unless it is already."""
    referent = reading.referents.state(code)
    if all((entity.table, entity.record_id) != (referent.table, referent.record_id) for entity in found.entities):
        cells = dict(referent.cells)
        found.entities.append(
            Entity(referent.table, referent.record_id, referent.is_known, cells, (), span, "state-as-actor")
        )
    return referent.record_id


_RULES = {kind: f"{kind}-named" for kind in ("person", "organization", "country", "place")}


def _type_of(reading: Reading, name: Name) -> str:
    written = reading.words(Span(name.start, name.end))
    if name.kind == "person":
        if _INITIAL.search(written):
            return "initials"
        return "full" if len(written.split()) > 1 else "surname"
    if name.kind == "organization":
        if len(written) <= 12 and sum(map(str.isupper, written)) * 2 > sum(map(str.isalpha, written)):
            return "abbreviation"
        referent = reading.referent(name)
        fullest = max((cell for key, cell in referent.cells.items() if key.startswith("name_")), key=len, default="")
        return "full" if len(written.split()) > 1 or len(fullest.split()) <= 1 else "short"
    return "short" if name.kind == "country" and len(written.split()) == 1 else "full"


def _is_listed(reading: Reading, table: str, record_id: str, text: str) -> bool:
    known = reading.known.entities.get((table, record_id))
    return known is not None and text in known.names.get(reading.language, ())


def _sender(reading: Reading, name: Name) -> Iterator[Span]:
    """Where the organization that sends a mission stands in the mission's name."""
    words = reading.words(Span(name.start, name.end))
    for one in organizations_in(words, reading.language, reading.reader):
        at = words.find(one.value)
        if at >= 0:
            yield Span(name.start + at, name.start + at + len(one.value))
            return


def _state_bodies(reading: Reading) -> Iterator[tuple[Referent, Span]]:
    """Governments and the like that are named by their state: "the Moldovan police", «власти Казахстана»."""
    for adjective in any_adjective(reading.language).finditer(reading.text):
        noun = _nouns(reading.language).match(reading.text, _next(reading.text, adjective.end()))
        if noun and not _is_named(reading, noun.start()) and not _is_named(reading, adjective.start()):
            code = state_of_adjective(adjective.group(), reading.language)
            yield _state_body(reading, noun, code), Span(adjective.start(), noun.end())
    for noun in _nouns(reading.language).finditer(reading.text):
        gap = _OF.match(reading.text, noun.end())
        if gap is None or _is_named(reading, noun.start()):
            continue
        behind = reading.text[gap.end() : gap.end() + _FARTHEST]
        for start, end, code in states_in(behind, reading.language):
            if start == 0 and (reading.language != "en" or "of" in gap.group()):
                yield _state_body(reading, noun, code, behind[start:end]), Span(noun.start(), gap.end() + end)
            break


def _state_body(reading: Reading, noun: re.Match[str], code: str, state: str = "") -> Referent:
    stem = next(stem for stem, pattern in _stems(reading.language) if pattern.fullmatch(noun.group()))
    name = fold(reading.words(Span(noun.start(), noun.end())))
    if reading.language == "ru":
        base = listed(lexicon("ru", "bodies")["national"][stem])[0]
        if not state:
            nominative = state_name(code, "ru")
            state = (morphology("ru").inflected(nominative, frozenset({"gent"})) or nominative).capitalize()
        name = f"{base} {fold(state)}"
    else:
        name = f"{name.capitalize()} of {state_name(code, 'en')}"
    return reading.referents.body_of_state(stem, code, name)


@cache
def _stems(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = lexicon(language, "bodies")["of_states"]
    return tuple((stem, phrases(listed(words[stem]))) for stem in _STATE_BODIES if stem in words)


@cache
def _nouns(language: str) -> re.Pattern[str]:
    words = lexicon(language, "bodies")["of_states"]
    return phrases(tuple(word for stem in _STATE_BODIES for word in listed(words.get(stem, ""))))


def _next(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _is_named(reading: Reading, position: int) -> bool:
    """Whether a name of a body holds a position."""
    near = Span(max(position - 120, 0), min(position + 120, len(reading.text)))
    return any(
        one.start <= position < one.end and one.kind == "organization" for one in reading.within(near, "organization")
    )
