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
from scripts.propose.wording import listed, patterns, phrases, words_of

_INITIAL = re.compile(r"\b[^\W\d_]{1,2}\.")
_STATE_BODIES = ("government", "authorities", "police", "parliament", "president")
_GENDERS = frozenset({"masc", "femn", "neut"})
_ARTICLE = 4
_FARTHEST = 40
_CONTEST = 60
_SENTENCE = 400
"""Code points on either side in which the words of one sentence are looked for."""

_COUNTED = re.compile(r"\d\s\Z")
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
    for referent, span in _acting_bodies(reading):
        add(referent, span, "body-in-small-letters", "short")
    for (table, record_id), one in named.items():
        forms = tuple(
            Form(reading.language, name_type, text)
            for text, name_type in one.forms.items()
            if not _is_listed(reading, table, record_id, text)
        )
        found.entities.append(
            Entity(table, record_id, one.referent.is_known, dict(one.referent.cells), forms, one.span, one.rule)
        )
    for name in _acting_states(reading):
        refer_to_state(reading, found, name.value, Span(name.start, name.end))
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
        if noun and _is_president(reading, noun):
            continue
        if noun and not _is_named(reading, noun.start()) and not _is_named(reading, adjective.start()):
            code = state_of_adjective(adjective.group(), reading.language)
            yield _state_body(reading, noun, code), Span(adjective.start(), noun.end())
    for noun in _nouns(reading.language).finditer(reading.text):
        gap = _OF.match(reading.text, noun.end())
        if gap is None or _is_named(reading, noun.start()) or _is_of_person(reading, noun):
            continue
        behind = reading.text[gap.end() : gap.end() + _FARTHEST]
        for start, end, code in states_in(behind, reading.language):
            if start == 0 and (reading.language != "en" or "of" in gap.group()):
                yield _state_body(reading, noun, code, behind[start:end]), Span(noun.start(), gap.end() + end)
            break


def _is_president(reading: Reading, noun: re.Match[str]) -> bool:
    stems = dict(_stems(reading.language))
    return "president" in stems and stems["president"].fullmatch(noun.group()) is not None


def _is_of_person(reading: Reading, noun: re.Match[str]) -> bool:
    """Whether a head of state is called by name there, or the office is the one that is elected or held before."""
    if not _is_president(reading, noun):
        return False
    if not noun.group()[0].isupper():
        return True
    text, language = reading.text, reading.language
    sentence = reading.sentence_at(noun.start()).span
    near = Span(max(noun.start() - _FARTHEST, sentence.start), min(noun.end() + 2 * _FARTHEST, sentence.end))
    before = text[max(noun.start() - _CONTEST, sentence.start) : noun.start()]
    words = (words_of(language, "people", "of_contest"), words_of(language, "bodies", "posts"))
    is_elected = any(not before[one.end() :].strip() for pattern in words for one in pattern.finditer(before))
    return is_elected or any(reading.within(near, "person"))


def _acting_states(reading: Reading) -> Iterator[Name]:
    """States with which a sentence opens, and that do something in it: "Norway urges"."""
    acts = words_of(reading.language, "bodies", "acts")
    for name in reading.names:
        if name.kind == "country":
            opens = name.start - reading.sentence_at(name.start).span.start <= _ARTICLE
            if opens and acts.match(reading.text, _next(reading.text, name.end)):
                yield name


def _acting_bodies(reading: Reading) -> Iterator[tuple[Referent, Span]]:
    """Bodies without a name of their own, where a sentence judges: "the authorities", «участковые комиссии»."""
    for noun in _acting(reading.language).finditer(reading.text) if reading.country else ():
        kinds = patterns(reading.language, "bodies", "acting")
        stem = next(stem for stem, one in kinds if one.fullmatch(noun.group()))
        sentence = reading.sentence_at(noun.start()).span
        near = Span(max(sentence.start, noun.start() - _SENTENCE), min(sentence.end, noun.end() + _SENTENCE))
        is_judged = any(reading.within(near, "cue"))
        is_counted = _COUNTED.search(reading.text[max(noun.start() - 12, 0) : noun.start()]) is not None
        if not is_judged or is_counted or _is_named(reading, noun.start()) or _has_state(reading, noun):
            continue
        name = fold(noun.group())
        if reading.language == "ru":
            name = _plain_name(name)
        yield reading.referents.body_of_state(stem, reading.country, name), Span(noun.start(), noun.end())


def _has_state(reading: Reading, noun: re.Match[str]) -> bool:
    """Whether a state's name or adjective stands beside a noun: its body is that state's."""
    before = reading.text[max(noun.start() - _FARTHEST, 0) : noun.start()]
    named = any_adjective(reading.language).finditer(before)
    if any(not before[one.end() :].strip() for one in named):
        return True
    gap = _OF.match(reading.text, noun.end())
    behind = reading.text[gap.end() : gap.end() + _FARTHEST] if gap else ""
    return any(start == 0 for start, _, _ in states_in(behind, reading.language))


def _plain_name(name: str) -> str:
    """Words in the nominative, in the number that they have."""
    analyzer = morphology("ru")
    words = name.split()
    if analyzer.parses(words[-1].lower())[:1] and "plur" in analyzer.parses(words[-1].lower())[0].grammemes:
        number = "plur"
    else:
        number = "sing"
    gender = next(iter(_GENDERS & analyzer.parses(words[-1].lower())[0].grammemes), "")
    grammemes = {"nomn", number, *([gender] if number == "sing" and gender else [])}
    heads = [analyzer.inflected(word.lower(), frozenset(grammemes)) or word for word in words[:-1]]
    return " ".join((*heads, analyzer.inflected(words[-1].lower(), frozenset({"nomn", number})) or words[-1]))


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
def _acting(language: str) -> re.Pattern[str]:
    words = lexicon(language, "bodies")["acting"]
    return phrases(tuple(word for kind in words.values() for word in listed(kind)))


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
