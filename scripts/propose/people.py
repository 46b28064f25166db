"""Persons: the offices that they hold, and those who stand in the election."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from extraction.facts import find_fact
from extraction.mentions import Candidate, Name, Quantity
from extraction.text import Span
from scripts.propose.elections import voice_of_kinds
from scripts.propose.entities import refer_to_state
from scripts.propose.offices import Office, english_title, is_stood_for
from scripts.propose.proposals import Proposals, Record
from scripts.propose.reading import Reading
from scripts.propose.slugs import free, slug
from scripts.propose.wording import words_of

_NEAR = 60
_RESULT = 90
_FEWEST_LISTED = 2
_WORDS_TO_LIST = 8
_LONGEST_LIST = 1500
_LONGEST_GAP = 90
"""Code points between two names of a list: an office, a party in brackets."""

_OPENS_LIST = re.compile(r":|\s[–—-]\s")
_POSSESSIVE = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,3}")
_FEW_WORDS = re.compile(r"[\s,()«»\"]*(?:\w+\s+){0,3}")
_DIRECTLY = re.compile(r"[»”\")]*(?:\s+(?:\w+\s+)?)?[\s(:–—-]{0,3}")
_APPOSITION = re.compile(r"(?:,[^,;(]{1,70},)?[^,;(]{0,60}")
_OPENING = re.compile(r"[\s«\"“'(]*")
_UP_TO_NAME = re.compile(r"[\s«\"“(:]*(?:[\w-]+\s+){0,4}[«\"“]?")
_Add = Callable[..., None]
_CLAUSE_END = re.compile(r"[.;:!?]\s|\n")


def propose_people(reading: Reading, found: Proposals) -> None:
    """Propose positions, then candidates where the main election is known."""
    _propose_positions(reading, found)
    if found.voice("election") is not None:
        _propose_candidates(reading, found)


# Positions


def _propose_positions(reading: Reading, found: Proposals) -> None:
    seen: dict[str, set[tuple[str, str]]] = {}
    keys: set[str] = set()
    states: dict[str, str] = {}
    for office in reading.offices:
        person = reading.entity(office.person)[1]
        body = _body(reading, found, office, states)
        identity = (body, office.words)
        before = seen.setdefault(person, set())
        if not person or any(_says_no_more(identity, other) for other in before):
            continue
        before.add(identity)
        cells = {"person_id": person, "organization_id": body}
        if reading.language == "ru":
            cells |= {"title_ru": office.title, "title_en": english_title(office.title)}
        else:
            cells["title_en"] = office.title
        key = _key(person, office, keys)
        keys.add(key)
        found.records.append(
            Record(
                "positions",
                key,
                {name: value for name, value in cells.items() if value},
                office.span,
                "title-beside-name",
                ("election", "document") if found.voice("document") else (),
            )
        )


def _says_no_more(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether an office of a person was proposed already in the same or fuller words."""
    is_part = one[1] in other[1] or other[1] in one[1]
    return is_part and (one[0] == other[0] or not one[0])


def _body(reading: Reading, found: Proposals, office: Office, states: dict[str, str]) -> str:
    """Where an office is held: the body that its words name, or the state for its head and government."""
    if office.body is None:
        return ""
    if office.body.kind == "country":
        of_state = words_of(reading.language, "people", "of_state")
        if of_state.search(office.words) and "minister of" not in office.words:
            code = office.body.value
            if code not in states:
                states[code] = refer_to_state(reading, found, code, Span(office.body.start, office.body.end))
            return states[code]
        return ""
    return reading.entity(office.body)[1]


def _key(person: str, office: Office, taken: set[str]) -> str:
    head = (
        slug(office.title.split()[0]) if office.title.isascii() else slug(english_title(office.title).split(" of ")[0])
    )
    return free("-".join(filter(None, (person.split("-", maxsplit=1)[0], head))), taken)


# Candidates


@dataclass(slots=True)
class _Standing:
    """What the words say of somebody who stands, with the words that say so first."""

    span: Span
    rule: str
    cells: dict[str, str] = field(default_factory=dict)
    inferred: dict[str, str] = field(default_factory=dict)


def _propose_candidates(reading: Reading, found: Proposals) -> None:
    standing: dict[tuple[str, str], _Standing] = {}
    voices = voice_of_kinds(reading)
    of_persons, of_parties = "presidential" in voices, any(kind != "presidential" for kind in voices)

    def add(column: str, record_id: str, span: Span, rule: str, **cells: str) -> None:
        if not record_id:
            return
        one = standing.setdefault((column, record_id), _Standing(span, rule))
        if "is_winner" in cells and "is_winner" not in one.cells and one.rule != "candidate-list":
            one.span, one.rule = span, rule
        for name, value in cells.items():
            one.cells.setdefault(name, value)

    for listed in reading.mentions:
        if isinstance(listed, Candidate):
            _add_listed(reading, listed, add)
    for person, body, span in _nominated(reading) if of_persons else ():
        nominator = reading.entity(body)[1]
        cells = {"nominated_by_id": nominator} if nominator else {}
        add("person_id", reading.entity(person)[1], span, "candidate-nominated", **cells)
    for person, listed_for, span in _enumerated(reading) if of_persons else ():
        cells = {"nominated_by_id": reading.entity(listed_for)[1]} if listed_for else {}
        add("person_id", reading.entity(person)[1], span, "candidates-enumerated", **cells)
    for person, span, rule, is_winner in _standing_persons(reading) if of_persons else ():
        add("person_id", reading.entity(person)[1], span, rule, **({"is_winner": "true"} if is_winner else {}))
    if of_parties:
        for party, span, is_winner in _standing_parties(reading, found):
            add(
                "organization_id",
                reading.entity(party)[1],
                span,
                "party-with-result",
                **({"is_winner": "true"} if is_winner else {}),
            )
    mentions: dict[str, list[Name]] = {}
    for name in reading.names:
        if name.kind == "person":
            mentions.setdefault(reading.entity(name)[1], []).append(name)
    for (column, record_id), one in standing.items():
        kind = "person" if column == "person_id" else "party"
        cells = {"candidate_type": kind, column: record_id, **one.cells}
        if kind == "person":
            cells |= _gender(reading, mentions.get(record_id, ()), one)
        voice = next((name for of, name in voices.items() if (of == "presidential") == (kind == "person")), "election")
        found.records.append(Record("candidates", "", cells, one.span, one.rule, (voice,), inferred=one.inferred))


def _add_listed(reading: Reading, listed: Candidate, add: _Add) -> None:
    inside = [one for one in reading.within(Span(listed.start, listed.end)) if isinstance(one, Name)]
    person = next((one for one in inside if one.kind == "person"), None)
    if person is None:
        return
    body = next((one for one in inside if one.kind == "organization" and one.start > person.end), None)
    cells = {"list_order": listed.number} if listed.number.isdigit() else {}
    if body is not None and listed.nominator:
        cells["nominated_by_id"] = reading.entity(body)[1]
    add(
        "person_id",
        reading.entity(person)[1],
        Span(listed.start, listed.end),
        "candidate-list",
        **{k: v for k, v in cells.items() if v},
    )


def _nominated(reading: Reading) -> Iterator[tuple[Name, Name, Span]]:
    """Persons behind whose names stands who nominated them."""
    nominated = words_of(reading.language, "people", "nominated")
    for person in reading.names:
        if person.kind != "person":
            continue
        start = _past(reading.text, person.end)
        cue = nominated.match(reading.text, start)
        if cue is None:
            continue
        body = next(reading.within(Span(cue.end(), cue.end() + _NEAR), "organization"), None)
        between = reading.text[cue.end() : body.start] if body else "."
        if isinstance(body, Name) and not re.search(r"[.,;:]", between) and len(between.split()) <= 2:
            yield person, body, Span(person.start, body.end)


def _enumerated(reading: Reading) -> Iterator[tuple[Name, Name | None, Span]]:
    """Persons listed behind the word for those who stand, with the party in brackets: "five candidates: X (PP), Y"."""
    text, language = reading.text, reading.language
    follow = words_of(language, "people", "names_follow")
    for cue in words_of(language, "people", "candidates").finditer(text):
        sentence = reading.sentence_at(cue.start()).span
        rest = Span(cue.end(), min(sentence.end, cue.end() + _LONGEST_LIST))
        people = [one for one in reading.within(rest, "person") if isinstance(one, Name)]
        if len(people) < _FEWEST_LISTED:
            continue
        between = text[cue.end() : people[0].start]
        opening = _OPENS_LIST.search(between) or follow.search(between)
        if opening is None or len(between.split()) > _WORDS_TO_LIST:
            continue
        last = people[0]
        for person in people:
            gap = text[last.end : person.start]
            if last is not person and (len(gap) > _LONGEST_GAP or re.search(r"[.;:!?]\s", gap)):
                break
            bracket = re.match(r"\s*\([^()\n]{2,60}\)", text[person.end : person.end + _NEAR + 10])
            end = person.end + (bracket.end() if bracket else 0)
            body = next(reading.within(Span(person.end, end), "organization"), None)
            yield person, body if isinstance(body, Name) else None, Span(person.start, end)
            last = person


def _standing_persons(reading: Reading) -> Iterator[tuple[Name, Span, str, bool]]:
    """Persons of whom the words say that they stand, have a share of the vote, or won; with those words."""
    for name in reading.names:
        if name.kind != "person":
            continue
        clause = _clause(reading, name)
        won = _won(reading, name, clause) or _victory(reading, name, clause)
        if won:
            yield name, won, "winner-in-words", True
            continue
        standing = _standing(reading, name, clause)
        if standing:
            yield name, standing, "candidate-in-words", False
            continue
        share = _share(reading, name, clause)
        if share:
            yield name, share, "share-of-votes", False
            continue
        beaten = _beaten(reading, name, clause)
        if beaten:
            yield name, beaten, "beaten-in-words", False


def _won(reading: Reading, name: Name, clause: Span) -> Span | None:
    """The words that somebody won: "X won the election", «победил X»."""
    text = reading.text
    start = _past_auxiliaries(reading, _past(text, _past_body(reading, name)))
    won = words_of(reading.language, "people", "won").match(text, start)
    if won and won.end() <= clause.end:
        return Span(name.start, won.end())
    before = _near_end(words_of(reading.language, "people", "won_before"), text, clause.start, name.start)
    return Span(before, name.end) if before is not None else None


def _victory(reading: Reading, name: Name, clause: Span) -> Span | None:
    """The words of somebody's victory: "Tokayev's convincing victory", "declared X the winner"."""
    text = reading.text
    possessive = _POSSESSIVE.match(text, name.end, clause.end)
    if possessive:
        victory = words_of(reading.language, "people", "victory").search(
            text, name.end, min(clause.end, name.end + _NEAR)
        )
        if victory and victory.start() <= possessive.end():
            return Span(name.start, victory.end())
    behind = words_of(reading.language, "people", "declared_behind").match(text, _past(text, _past_body(reading, name)))
    declared = words_of(reading.language, "people", "declared")
    if behind:
        before = _near_end(declared, text, clause.start, name.start)
        return Span(before, behind.end()) if before is not None else None
    return None


def _standing(reading: Reading, name: Name, clause: Span) -> Span | None:
    """The words that somebody stands: "candidate X", "X is running"."""
    text, candidates = reading.text, words_of(reading.language, "people", "candidates")
    if is_stood_for(reading, name) or candidates.search(name.title):
        before = [one.start() for one in candidates.finditer(text, max(name.start - 120, clause.start), name.start)]
        return Span(before[-1] if before else name.start, name.end)
    end = min(clause.end, name.end + _RESULT)
    for running in words_of(reading.language, "people", "running").finditer(text, name.end, end):
        if _APPOSITION.fullmatch(text, name.end, running.start()):
            return Span(name.start, running.end())
    return None


def _share(reading: Reading, name: Name, clause: Span) -> Span | None:
    """The words that give somebody's share of the vote, or votes."""
    text, language = reading.text, reading.language
    votes = words_of(language, "people", "votes")
    numbers = [
        one
        for one in reading.within(Span(clause.start, min(clause.end, name.end + _RESULT)), "percent", "count")
        if isinstance(one, Quantity) and (one.kind == "percent" or votes.fullmatch(one.counted))
    ]
    end = _past_body(reading, name)
    after = next((one for one in numbers if one.start >= end), None)
    if after and not any(reading.within(Span(end, after.start), "person", "organization")):
        verb = words_of(language, "people", "shares").search(text, end, after.start)
        if (verb and _FEW_WORDS.fullmatch(text, end, verb.start())) or _DIRECTLY.fullmatch(text, end, after.start):
            return Span(name.start, after.end)
    for number in reading.within(Span(clause.start, name.start), "percent", "count"):
        of = words_of(language, "people", "share_of").match(text, _past(text, number.end)) if numbers else None
        if of and not text[of.end() : name.start].strip(' «"“'):
            return Span(number.start, name.end)
    before = _near_end(words_of(language, "people", "shares_before"), text, clause.start, name.start)
    if numbers and before is not None:
        return Span(min(before, numbers[0].start), max(name.end, numbers[0].end))
    return None


def _beaten(reading: Reading, name: Name, clause: Span) -> Span | None:
    """The words that somebody lost to a winner or to a share of the vote that the same clause speaks of."""
    text, language = reading.text, reading.language
    before = _near_end(words_of(language, "people", "beaten"), text, clause.start, name.start)
    if before is None or any(reading.within(Span(before, name.start), "organization", "country")):
        return None
    won = words_of(language, "people", "won").search(text, clause.start, before)
    has_share = won or any(reading.within(Span(clause.start, clause.end), "percent"))
    return Span(before, name.end) if has_share else None


def _standing_parties(reading: Reading, found: Proposals) -> Iterator[tuple[Name, Span, bool]]:
    """Parties with a share of the vote or seats, and those that are said to have won."""
    types = {entity.record_id: entity.cells.get("organization_type", "") for entity in found.entities}
    for name in reading.names:
        if name.kind != "organization":
            continue
        record_id = reading.entity(name)[1]
        if (types.get(record_id) or reading.known.types.get(record_id, "")) != "party":
            continue
        clause = _clause(reading, name)
        if _is_of_person(reading, name):
            continue
        won = _won(reading, name, clause)
        share = None if won else _share(reading, name, clause)
        if won or share:
            yield name, won or share or clause, won is not None


def _is_of_person(reading: Reading, name: Name) -> bool:
    """Whether a party is named as that of the person before it, who then has the result: "X of the PP won"."""
    belongs = words_of(reading.language, "people", "belongs")
    for person in reading.within(Span(max(name.start - _NEAR, 0), name.start), "person"):
        gap = reading.text[person.end : name.start].strip(' ,«"“')
        if gap in ("", "(") or belongs.fullmatch(gap):
            return True
    return False


def _clause(reading: Reading, name: Name) -> Span:
    """The stretch of a sentence, between semicolons and the like, in which a name stands."""
    sentence = reading.sentence_at(name.start).span
    start, end = sentence.start, sentence.end
    for cut in _CLAUSE_END.finditer(reading.text, sentence.start, sentence.end):
        if cut.end() <= name.start:
            start = cut.end()
        elif cut.start() >= name.end:
            end = cut.start() + 1
            break
    return Span(start, end)


def _past_body(reading: Reading, name: Name) -> int:
    """The end of a name with the party or body of its bearer: "X of the People's Party (PP)"."""
    text, end = reading.text, name.end
    joint = words_of(reading.language, "people", "belongs").match(text, _past(text, end))
    for body in reading.within(Span(end, end + _RESULT), "organization") if joint else ():
        gap = text[max(end, joint.end() if joint and end == name.end else end) : body.start]
        if not _OPENING.fullmatch(gap):
            break
        end = body.end + (text[body.end : body.end + 1] in '»")”')
    return end


def _past(text: str, position: int) -> int:
    """Past space, commas and closing marks."""
    while position < len(text) and text[position] in ' ,»”"\n\u00a0':
        position += 1
    return position


def _past_auxiliaries(reading: Reading, position: int) -> int:
    """Past the words that may stand between a name and the verb: "has won", "who narrowly won"."""
    words = words_of(reading.language, "people", "auxiliaries")
    while found := words.match(reading.text, position):
        position = _past(reading.text, found.end())
    return position


def _near_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    """Where words of a list begin that end at a name, up to a title or an adjective before that; None for none."""
    found = [
        one
        for one in pattern.finditer(text, max(start, end - _NEAR), end)
        if _UP_TO_NAME.fullmatch(text, one.end(), end)
    ]
    return found[-1].start() if found else None


def _gender(reading: Reading, mentions: Iterable[Name], one: _Standing) -> dict[str, str]:
    """What a word of courtesy or a pronoun says."""
    for name in mentions:
        title = Span(0, len(name.title))
        for gender in ("female", "male"):
            if name.title and find_fact(name.title, reading.language, gender, title):
                return {"gender": gender}
        following = _following(reading, name)
        for gender in ("female", "male"):
            if following is not None and _opens_with(reading, gender, following):
                one.inferred["gender"] = "The pronoun that opens the sentence behind the name says it."
                return {"gender": gender}
        inside = reading.sentence_at(name.start).span
        others = {reading.entity(other)[1] for other in reading.within(inside, "person") if isinstance(other, Name)}
        if len(others) == 1:
            pronouns = [
                gender for gender in ("female", "male") if _pronoun(reading, gender, Span(name.end, inside.end))
            ]
            if len(pronouns) == 1:
                if not one.span.overlaps(inside):
                    one.inferred["gender"] = "A pronoun of a sentence with the name says it."
                return {"gender": pronouns[0]}
    return {}


def _following(reading: Reading, name: Name) -> Span | None:
    sentence = reading.sentence_at(name.start)
    persons = [other for other in reading.within(sentence.span, "person") if isinstance(other, Name)]
    if len({reading.entity(one)[1] for one in persons}) != 1:
        return None
    index = reading.index_at(name.start)
    return reading.sentences[index + 1].span if index + 1 < len(reading.sentences) else None


@cache
def _pronouns(language: str, gender: str) -> re.Pattern[str]:
    return words_of(language, "people", f"pronouns_{gender}")


def _pronoun(reading: Reading, gender: str, span: Span) -> bool:
    return _pronouns(reading.language, gender).search(reading.text, span.start, span.end) is not None


def _opens_with(reading: Reading, gender: str, span: Span) -> bool:
    return _pronouns(reading.language, gender).match(reading.text, span.start, span.end) is not None
