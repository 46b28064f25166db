"""Observer missions: who sent them, of what type, who heads them, what states and bodies take part, where they were."""

import re
from bisect import bisect_left
from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extraction.mentions import Kind, Mention, Name
from extraction.text import Span, fold
from scripts.propose.proposals import Entity, Form, Proposals, Record
from scripts.propose.reading import Reading
from scripts.propose.states import any_adjective, state_of_adjective
from scripts.propose.wording import first_of, patterns, words_of

_SENDERS = frozenset(
    {
        "intergovernmental_organization",
        "parliamentary_assembly",
        "organ",
        "joint_body",
        "association",
        "election_authority",
    }
)
_DELEGATING = frozenset({"parliamentary_assembly", "legislature"})
_NEAR = 70
_CLAUSE = 160
_MEMBERS = 40
_PART = 25
_LIST = 600
_FAR = 400
"""Code points of a sentence in which its words are looked for: a text may have no full stops at all."""

_WORDS_TO_PLACE = 3
_JOINED = 3
"""Bodies that send a mission together."""

_INTERNATIONAL = "international-election-observation-mission"
_SPECIFIC = ("limited_election_observation_mission", "assessment_mission", "joint_mission")
_GAPS = re.compile(r"[\s,;()]+")
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_OTHER_MISSION = re.compile(r"\s+(?:to|in)\s+(?:the\s+)?[A-Z]")


@dataclass(frozen=True, slots=True)
class _Words:
    """Words about a mission: `sender` "" where they name none; `is_weak` where they speak of observers alone."""

    span: Span
    sender: str
    kind: str
    name: str
    is_weak: bool = False


class _Mentions:
    """All words about missions, in order."""

    def __init__(self, words: Sequence[_Words]) -> None:
        self.all = sorted(words, key=lambda one: one.span.start)
        self._starts = [one.span.start for one in self.all]
        self.of_sender: dict[str, _Words] = {}
        for one in self.all:
            self.of_sender.setdefault(one.sender, one)

    def between(self, start: int, end: int) -> list[_Words]:
        """Those that begin in a stretch."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def last_before(self, position: int) -> _Words | None:
        """The last that begins before a position."""
        index = bisect_left(self._starts, position)
        return self.all[index - 1] if index else None

    @property
    def only(self) -> _Words | None:
        """The first, where all are of one mission."""
        return self.all[0] if len(self.of_sender) == 1 else None


@dataclass(slots=True)
class _Found:
    sender: str
    words: list[_Words] = field(default_factory=list)

    @property
    def kind(self) -> str:
        kinds = Counter(one.kind for one in self.words if not one.is_weak) or Counter(one.kind for one in self.words)
        return next((kind for kind in _SPECIFIC if kind in kinds), max(kinds, key=lambda kind: kinds[kind]))


def propose_missions(reading: Reading, found: Proposals) -> None:
    """Propose missions to the main election, and who and what belongs to them."""
    if found.voice("election") is None:
        return
    missions: dict[str, _Found] = {}
    named = list(_all_words(reading, found))
    words = _Mentions([_joined(reading, found, one) for one in (*named, *_unnamed(reading, named))])
    for one in words.all:
        missions.setdefault(one.sender, _Found(one.sender)).words.append(one)
    for sender, mission in missions.items():
        found.records.append(_record(reading, found, sender, mission))
    _propose_people(reading, found, words)
    _propose_countries(reading, found, words)
    _propose_own_countries(reading, found, words)
    _propose_organizations(reading, found, words)
    _propose_delegations(reading, found, words)
    _propose_places(reading, found, words)


def _unnamed(reading: Reading, named: Sequence[_Words]) -> Iterator[_Words]:
    """The international mission in small letters, where no body stands beside it."""
    joints = words_of(reading.language, "missions", "between_behind")
    known = _Mentions(named)
    for found in words_of(reading.language, "missions", "international").finditer(reading.text):
        near = known.between(found.start() - _NEAR, found.end())
        is_named = any(one.span.end > found.start() for one in near)
        if found.group()[0].islower() and not is_named and not joints.match(reading.text, found.end() + 1):
            yield _Words(Span(found.start(), found.end()), "", "joint_mission", "")


def _joined(reading: Reading, found: Proposals, one: _Words) -> _Words:
    """A joint mission of two bodies or three named in a row is that of a joint body, which is proposed with it."""
    if one.kind != "joint_mission":
        return one
    if not one.sender:
        return _international(reading, found, one)
    first = next((name for name in reading.within(one.span, "organization") if isinstance(name, Name)), None)
    group = [first, *_listed_with(reading, first)] if first else []
    bodies = list(dict.fromkeys(reading.entity(name)[1] for name in group))
    if not 2 <= len(bodies) <= _JOINED or first is None:
        return one
    record_id = "-and-".join(bodies)
    span = Span(first.start, group[-1].end)
    if all(entity.record_id != record_id for entity in found.entities):
        is_known = ("organizations", record_id) in reading.known.entities
        name = fold(reading.words(span))
        cells = {} if is_known else {f"name_{reading.language}": name, "organization_type": "joint_body"}
        forms = () if is_known else (Form(reading.language, "full", name),)
        found.entities.append(Entity("organizations", record_id, is_known, cells, forms, span, "joint-body"))
    return replace(one, span=Span(one.span.start, span.end), sender=record_id)


def _international(reading: Reading, found: Proposals, one: _Words) -> _Words:
    """The joint mission that goes by the name of its kind alone: a joint body of that name."""
    named = words_of(reading.language, "missions", "international").search(one.name or reading.words(one.span))
    if named is None:
        return one
    name = fold(named.group())
    name = name.title() if name.isupper() and " " in name else name
    record_id = _INTERNATIONAL
    if all(entity.record_id != record_id for entity in found.entities):
        is_known = ("organizations", record_id) in reading.known.entities
        cells = {} if is_known else {f"name_{reading.language}": name, "organization_type": "joint_body"}
        forms = () if is_known else (Form(reading.language, "full", name),)
        found.entities.append(Entity("organizations", record_id, is_known, cells, forms, one.span, "joint-body"))
    return replace(one, sender=record_id)


def _record(reading: Reading, found: Proposals, sender: str, mission: _Found) -> Record:
    best = next((one for one in mission.words if one.kind == mission.kind), mission.words[0])
    cells = {"organization_id": sender, "mission_type": mission.kind}
    if best.name:
        cells[f"name_{reading.language}"] = best.name
    cells = {name: value for name, value in cells.items() if value}
    return Record("missions", _id(reading, sender), cells, best.span, "mission-in-words", ("election",))


def _id(reading: Reading, sender: str) -> str:
    """The organization and the year of the election."""
    year = reading.elections[0].year if reading.elections else ""
    return "-".join(filter(None, (sender or "international", year)))


# Words about missions


def _all_words(reading: Reading, found: Proposals) -> Iterator[_Words]:
    types = _types(reading, found)
    for name in reading.names:
        if name.kind != "organization":
            continue
        referent = reading.referent(name)
        kind = types.get(referent.record_id, "")
        if referent.is_mission:
            yield from _of_mission_name(reading, name)
        elif referent.record_id and (kind in _SENDERS or kind in _DELEGATING):
            yield from _of_sender(reading, name, types)


def _of_mission_name(reading: Reading, name: Name) -> Iterator[_Words]:
    """A mission by its own name."""
    sender = reading.referent(name).record_id
    kind = _kind(reading, f"{_before(reading, name.start)} {name.value}")
    is_one_word = len(name.value.split()) == 1
    if sender or not is_one_word or kind == "joint_mission":
        yield _Words(Span(name.start, name.end), sender, kind, "" if is_one_word else name.value)


def _of_sender(reading: Reading, name: Name, types: Mapping[str, str]) -> Iterator[_Words]:
    """A mission by the organization that sends it, with those that are listed beside that one."""
    sender = reading.referent(name).record_id
    own = types.get(sender, "")
    whole = _beside(reading, name, own in _DELEGATING)
    if whole is None and own in _SENDERS - {"association", "election_authority"}:
        whole = _elsewhere(reading, name)
    if whole is None or (own == "association" and _is_network(reading, name, whole)):
        return
    written = fold(reading.words(whole))
    is_sent = words_of(reading.language, "missions", "deployed").search(written) is not None
    shown = "" if is_sent or reading.language != "en" else written
    is_weak = not words_of(reading.language, "missions", "strong").search(written)
    kind = _kind(reading, f"{_before(reading, whole.start)} {written}")
    yield _Words(whole, sender, kind, shown, is_weak)
    others = [(Span(one.start, whole.end), one) for one in (_listed_before(reading, name) if is_sent else ())]
    if whole.start < name.start and kind != "joint_mission":
        others += [(Span(whole.start, one.end), one) for one in _listed_with(reading, name)]
    for span, other in others:
        record_id = reading.entity(other)[1]
        if record_id and types.get(record_id, "") in _SENDERS:
            yield _Words(span, record_id, kind, "", is_weak)


def _types(reading: Reading, found: Proposals) -> Mapping[str, str]:
    return ChainMap(_cells(found, "organization_type"), dict(reading.known.types))


def _cells(found: Proposals, name: str) -> dict[str, str]:
    """A cell of each new entity."""
    return {one.record_id: one.cells.get(name, "") for one in found.entities if not one.is_known}


def _listed_with(reading: Reading, name: Name) -> Iterator[Name]:
    """The organizations that follow a name in an enumeration."""
    last = name
    for other in reading.within(Span(name.end, name.end + _LIST), "organization"):
        if not isinstance(other, Name):
            continue
        between = reading.text[last.end : other.start]
        if between.strip() != "(":  # its abbreviation is no other body
            if "(" in between or not _is_list_gap(reading, last.end, other.start):
                return
            yield other
        last = other


def _listed_before(reading: Reading, name: Name) -> Iterator[Name]:
    """The organizations that an enumeration has before a name."""
    last: Mention = name
    for other in reversed(list(reading.within(Span(max(name.start - _LIST, 0), name.start), "organization"))):
        between = reading.text[other.end : last.start]
        if "(" in between.strip(" (") or not _is_list_gap(reading, other.end, last.start):
            return
        if not between.strip(" ()\n\u00a0"):
            return  # a name of several words, as "OSCE Office"
        if isinstance(other, Name):
            yield other
        last = other


def _before(reading: Reading, position: int) -> str:
    """The adjectives right before words: "limited", "joint"."""
    before = reading.text[max(position - 40, 0) : position]
    return " ".join(re.split(r"[.,;:()]", before)[-1].split()[-3:])


def _kind(reading: Reading, words: str) -> str:
    return first_of(words, patterns(reading.language, "missions", "types")) or "election_observation_mission"


def _beside(reading: Reading, name: Name, is_delegating: bool) -> Span | None:
    """The words of a mission of an organization, around its name; None where it has none there."""
    language, text = reading.language, reading.text
    nouns = words_of(language, "missions", "nouns")
    delegations, observing = (
        words_of(language, "missions", "delegations"),
        words_of(language, "missions", "of_observers"),
    )
    sentence = reading.sentence_at(name.start).span
    start, end = name.start, _past_bracket(reading, name)
    for noun in nouns.finditer(text, end, min(end + _NEAR, sentence.end)):
        between = re.sub(r"\A['’]s?", "", text[end : noun.start()])
        if not _is_made_of(between, words_of(language, "missions", "before_noun")):
            break
        if language == "en" and _is_elsewhere(reading, noun):
            return None
        is_sent = (
            not delegations.fullmatch(noun.group())
            or is_delegating
            or observing.search(text, sentence.start, sentence.end)
        )
        if language == "en" and is_sent and text[noun.end() : noun.end() + 1] != "-":
            return Span(start, noun.end())
    joints = words_of(language, "missions", "between_behind")
    low = max(start - _NEAR, sentence.start)
    for noun in reversed(list(nouns.finditer(text, low, start))):
        between = text[noun.end() : start].strip()
        is_joined = joints.fullmatch(between) is not None or (language == "ru" and _is_adjacent(between, joints))
        if is_joined and not (_is_plain(reading, noun.group()) and not observing.search(between) and not is_delegating):
            if (
                delegations.fullmatch(noun.group())
                and not is_delegating
                and not observing.search(text, sentence.start, sentence.end)
            ):
                continue
            return Span(noun.start(), name.end)
    sent = words_of(language, "missions", "deployed").search(text, end, min(end + 50, sentence.end))
    if (
        sent
        and not re.search(r"[.;:]", text[end : sent.start()])
        and not any(reading.within(Span(end, sent.start()), "organization"))
    ):
        what = words_of(language, "missions", "deployed_what").search(
            text, sent.end(), min(sent.end() + 60, sentence.end)
        )
        if what:
            return Span(start, what.end())
    return None


def _elsewhere(reading: Reading, name: Name) -> Span | None:
    """Words that speak of the mission of an organization without its name beside the noun.

    "ODIHR, and the head of its mission"; "the OSCE, which observed an election"; «миссию … направило БДИПЧ».
    """
    text, language = reading.text, reading.language
    sentence = reading.sentence_at(name.start).span
    start, end = name.start, _past_bracket(reading, name)
    following = next(reading.within(Span(end, sentence.end), "organization"), None)
    high = min(sentence.end, end + _NEAR, following.start if following else sentence.end)
    nouns = words_of(language, "missions", "nouns")
    for own in words_of(language, "missions", "own").finditer(text, end, high):
        noun = nouns.search(text, own.end(), min(own.end() + _MEMBERS, sentence.end))
        if noun and _is_made_of(text[own.end() : noun.start()], words_of(language, "missions", "before_noun")):
            return None if _is_plain(reading, noun.group()) else Span(start, noun.end())
    for observed in words_of(language, "missions", "observed").finditer(text, end, high):
        election = words_of(language, "elections", "heads").search(text, observed.end(), observed.end() + _MEMBERS)
        if election and len(text[end : observed.start()].split()) <= 2:
            return Span(start, election.end())
    if language == "en":
        return None
    sent = list(words_of(language, "missions", "deployed").finditer(text, max(sentence.start, start - _MEMBERS), start))
    if sent and not text[sent[-1].end() : start].strip():
        what = words_of(language, "missions", "deployed_what")
        found = list(what.finditer(text, max(sentence.start, sent[-1].start() - _CLAUSE), sent[-1].start()))
        if found and not any(reading.within(Span(found[-1].end(), start), "organization")):
            return Span(found[-1].start(), name.end)
    return None


def _is_network(reading: Reading, name: Name, whole: Span) -> bool:
    """Whether words about an association's people call them observers alone: a network of citizens, no mission."""
    if whole.start < name.start:
        return False
    sent = words_of(reading.language, "missions", "deployed").search(reading.text, name.end, whole.end)
    return sent is not None and not words_of(reading.language, "missions", "strong").search(
        reading.text, sent.end(), whole.end
    )


def _is_plain(reading: Reading, noun: str) -> bool:
    """Whether a noun says nothing of observers by itself: "team", «группа»."""
    return words_of(reading.language, "missions", "plain").fullmatch(noun) is not None


def _is_adjacent(between: str, joints: re.Pattern[str]) -> bool:
    return not between or all(joints.fullmatch(part) for part in (between, re.sub(r"\s+", " ", between)))


def _is_elsewhere(reading: Reading, noun: re.Match[str]) -> bool:
    """Whether a mission is a lasting one in a country: "the OSCE Mission to Moldova"."""
    return noun.group().lower().startswith("mission") and _OTHER_MISSION.match(reading.text, noun.end()) is not None


def _past_bracket(reading: Reading, name: Name) -> int:
    """The end of a name, and of the abbreviation in brackets behind it."""
    bracket = re.match(r"\s*\([^()\n]{1,40}\)", reading.text[name.end : name.end + 50])
    return name.end + (bracket.end() if bracket else 0)


def _is_made_of(words: str, of_these: re.Pattern[str]) -> bool:
    if re.search(r"[.;:,(]", words):
        return False
    return all(of_these.fullmatch(word) or word[0].isdigit() for word in _WORDS.findall(words))


# Who belongs to them


def _propose_people(reading: Reading, found: Proposals, words: _Mentions) -> None:
    seen: set[tuple[str, str, str]] = set()
    special: set[str] = set()

    def add(person: Name, role: str, mission: _Words, span: Span, rule: str) -> None:
        person_id = reading.entity(person)[1]
        key = (mission.sender, person_id, role)
        is_coordinator = (
            role == "head" and rule == "mission-headed-by" and (mission.sender, person_id, "coordinator") in seen
        )
        is_told = role == "special_coordinator" and person_id in special  # of one mission
        if not person_id or key in seen or is_coordinator or is_told:
            return
        seen.add(key)
        if role == "special_coordinator":
            special.add(person_id)
        cells = {"mission_id": _id(reading, mission.sender), "person_id": person_id, "role": role}
        found.records.append(Record("mission_people", "", cells, span, rule, ("election",)))

    roles = patterns(reading.language, "missions", "roles")
    for office in reading.offices:
        title = reading.words(office.title_span)
        role = first_of(title, roles)
        mission = _of_title(reading, office.title_span, office.span, words)
        if role and mission is not None:
            add(office.person, role, mission, office.span, "title-of-mission")
    for person, role, mission, span in _appointed(reading, words):
        add(person, role, mission, span, "mission-appointed")
    for person in reading.names:
        if person.kind != "person":
            continue
        headed = _headed(reading, person, words)
        if headed is not None:
            mission, span = headed
            add(person, "head", mission, span, "mission-headed-by")


def _of_title(reading: Reading, span: Span, whole: Span, words: _Mentions) -> _Words | None:
    """The mission that a title speaks of: of the body that it names, else the last one before."""
    title = reading.words(span)
    says_mission = words_of(reading.language, "missions", "nouns").search(title) is not None
    special = first_of(title, patterns(reading.language, "missions", "roles")) == "special_coordinator"
    near = words.between(span.start - _CLAUSE, whole.end)
    inside = [one for one in near if one.span.overlaps(span)] or [
        one for one in near if special and one.span.overlaps(whole)
    ]
    special = first_of(title, patterns(reading.language, "missions", "roles")) == "special_coordinator"
    if inside:
        return inside[0]
    names = [one for one in reading.within(span, "organization") if isinstance(one, Name)]
    for name in names:
        sender = reading.entity(name)[1]
        own = words.of_sender.get(sender)
        if own is not None and (says_mission or special):
            return own
    if names or not (says_mission or special):
        return None
    return words.last_before(span.start)


def _headed(reading: Reading, person: Name, words: _Mentions) -> tuple[_Words, Span] | None:
    """The mission of which the words say that a person heads it."""
    text, language = reading.text, reading.language
    sentence = reading.sentence_at(person.start).span
    low = max(sentence.start, person.start - _CLAUSE)
    for verb in words_of(language, "missions", "headed_by").finditer(text, low, person.start):
        between = Span(verb.end(), person.start)
        is_cut = re.search(r"[.;:]\s", reading.words(between)) is not None
        if is_cut or any(reading.within(between, "person")) or person.start - verb.end() > _NEAR * 2:
            continue
        same = words.between(sentence.start, verb.start())
        before = [one for one in same if verb.start() - one.span.end < _NEAR]
        if before:
            is_part = _is_part(reading, before[-1].span.start, sentence)
            return None if is_part else (before[-1], Span(before[-1].span.start, person.end))
        nouns = words_of(language, "missions", "nouns").finditer(text, max(low, verb.start() - 40), verb.start())
        noun = [one for one in nouns if not _is_plain(reading, one.group())]
        earlier = words.last_before(verb.start())
        opens = not text[sentence.start : verb.start()].strip() or len(text[sentence.start : verb.start()].split()) <= 2
        if noun and _is_part(reading, noun[0].start(), sentence):
            return None
        if (noun or opens) and earlier:
            return earlier, Span(noun[0].start() if noun else verb.start(), person.end)
    high = min(sentence.end, person.end + _NEAR)
    heads = words_of(language, "missions", "heads_verb").search(text, person.end, high)
    if heads and heads.start() - person.end < 30:
        behind = words.between(heads.end(), heads.end() + 40)
        if behind:
            return behind[0], Span(person.start, behind[0].span.end)
    return None


def _is_part(reading: Reading, position: int, sentence: Span) -> bool:
    """Whether the words right before a mission speak of a part of it: "the headquarters of the mission"."""
    before = reading.text[max(position - _PART, sentence.start) : position]
    return words_of(reading.language, "missions", "parts").search(before) is not None


def _appointed(reading: Reading, words: _Mentions) -> Iterator[tuple[Name, str, _Words, Span]]:
    """Persons who were appointed to a mission's head or coordinator."""
    language = reading.language
    roles = patterns(language, "missions", "roles")
    for verb in words_of(language, "missions", "appointed").finditer(reading.text):
        sentence = reading.sentence_at(verb.start()).span
        persons = [one for one in reading.within(sentence, "person") if isinstance(one, Name)]
        if language == "en":
            near = [one for one in persons if one.end <= verb.start()][-1:]
            title = Span(verb.end(), min(verb.end() + _CLAUSE, sentence.end))
        else:
            near = [one for one in persons if one.start >= verb.end()][:1]
            title = Span(sentence.start, verb.start())
        said = reading.words(title)
        said_roles = [role for role, pattern in roles if role != "member" and pattern.search(said)]
        if "special_coordinator" in said_roles and "coordinator" in said_roles:
            said_roles.remove("coordinator")
        if not near or not said_roles or not words_of(language, "missions", "nouns").search(said):
            continue
        before = words.last_before(title.end)
        for role in said_roles if before else ():
            span = Span(
                min(near[0].start, verb.start()), max(near[0].end, title.end if language == "en" else verb.end())
            )
            assert before is not None
            yield near[0], role, before, _to_word_end(reading, span, sentence)


def _to_word_end(reading: Reading, span: Span, sentence: Span) -> Span:
    end = span.end
    while end < sentence.end and reading.text[end - 1].isalnum() and reading.text[end].isalnum():
        end += 1
    text = reading.text[span.start : end].rstrip()
    return Span(span.start, span.start + len(text))


def _propose_countries(reading: Reading, found: Proposals, words: _Mentions) -> None:
    """States listed as those that a mission's observers come from."""
    countries = words_of(reading.language, "missions", "countries")
    observers = words_of(reading.language, "missions", "observers_of")
    nouns = words_of(reading.language, "missions", "nouns")
    diplomats = words_of(reading.language, "missions", "diplomats")
    seen: set[tuple[str, str]] = set()
    for group in _enumerations(reading, "country"):
        sentence = reading.sentence_at(group[0].start).span
        near = reading.text[max(sentence.start, group[0].start - _NEAR) : group[0].start]
        before = reading.text[max(sentence.start, group[0].start - _CLAUSE) : group[0].start]
        says_of_whom = observers.search(before) or nouns.search(before)
        if len(group) < 2 or not countries.search(near) or not says_of_whom or diplomats.search(before):
            continue
        mission = _mission_near(reading, sentence, group[0].start, words)
        if mission is None:
            continue
        for country in group:
            key = (_id(reading, mission.sender), country.value)
            if key not in seen and country.value != reading.country:
                seen.add(key)
                cells = {"mission_id": key[0], "country_code": country.value}
                span = Span(group[0].start, group[-1].end)
                found.records.append(Record("mission_countries", "", cells, span, "states-of-observers", ("election",)))


def _propose_own_countries(reading: Reading, found: Proposals, words: _Mentions) -> None:
    """The state of observers named by it, and of a parliament that sends a delegation."""
    seen = {(one.cells["mission_id"], one.cells["country_code"]) for one in found.of("mission_countries")}

    def add(mission: _Words, code: str, span: Span) -> None:
        key = (_id(reading, mission.sender), code)
        if code and code != reading.country and key not in seen:
            seen.add(key)
            cells = {"mission_id": key[0], "country_code": code}
            found.records.append(Record("mission_countries", "", cells, span, "state-of-observers", ("election",)))

    observers = words_of(reading.language, "missions", "of_observers")
    for adjective in any_adjective(reading.language).finditer(reading.text):
        noun = observers.match(reading.text, _next_word(reading.text, adjective.end()))
        if noun is None:
            continue
        sentence = reading.sentence_at(adjective.start()).span
        behind = [one for one in words.between(noun.end(), min(sentence.end, noun.end() + _FAR)) if not one.is_weak]
        if behind:
            code = state_of_adjective(adjective.group(), reading.language)
            add(behind[0], code, Span(adjective.start(), noun.end()))
    types, countries = _types(reading, found), _cells(found, "country_code")
    for one in words.all:
        if types.get(one.sender) == "legislature" and one.kind == "parliamentary_delegation":
            add(one, countries.get(one.sender) or reading.known.countries.get(one.sender, ""), one.span)


def _next_word(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _is_list_gap(reading: Reading, start: int, end: int) -> bool:
    """Whether nothing but commas, brackets, articles and conjunctions stands between two names."""
    words = words_of(reading.language, "missions", "listing")
    return all(
        not rest.strip(" ,;()\n\u00a0") or words.fullmatch(rest) is not None
        for rest in _GAPS.split(reading.text[start:end])
    )


def _enumerations(reading: Reading, kind: Kind, within: Span | None = None) -> Iterator[list[Mention]]:
    """Names of a kind with nothing but commas and the like between them."""
    group: list[Mention] = []
    for mention in reading.within(within or Span(0, len(reading.text)), kind):
        if group and _is_list_gap(reading, group[-1].end, mention.start):
            group.append(mention)
            continue
        if group:
            yield group
        group = [mention]
    if group:
        yield group


def _mission_near(reading: Reading, sentence: Span, position: int, words: _Mentions) -> _Words | None:
    """The mission that a sentence speaks of: named in it before, else in the one before it, else the only one."""
    here = words.between(sentence.start, position)
    if here:
        return here[-1]
    if not words_of(reading.language, "missions", "strong").search(reading.text, sentence.start, position):
        return None
    low = reading.sentences[max(reading.index_at(sentence.start) - 2, 0)].span.start
    before = words.between(low, sentence.start)
    if before and len({one.sender for one in before}) == 1:
        return before[-1]
    return words.only


def _propose_organizations(reading: Reading, found: Proposals, words: _Mentions) -> None:
    """Bodies that take part in a joint mission, and those whose members a mission includes."""
    types = _types(reading, found)
    seen: set[tuple[str, str]] = set()
    for mission, name, rule in (
        *_joint_bodies(reading, words),
        *_endeavour(reading, words),
        *_included_bodies(reading, words),
    ):
        body = reading.entity(name)[1]
        if types.get(body) == "legislature" and rule == "bodies-included":
            continue
        key = (_id(reading, mission.sender), body)
        if body and body != mission.sender and key not in seen:
            seen.add(key)
            cells = {"mission_id": key[0], "organization_id": body}
            span = Span(name.start, name.end)
            found.records.append(Record("mission_organizations", "", cells, span, rule, ("election",)))


def _propose_delegations(reading: Reading, found: Proposals, words: _Mentions) -> None:
    """A delegation that is said to work within a mission: «делегация … в составе миссии наблюдателей от СНГ»."""
    seen = {(one.cells["mission_id"], one.cells["organization_id"]) for one in found.of("mission_organizations")}
    for cue in words_of(reading.language, "missions", "within").finditer(reading.text):
        sentence = reading.sentence_at(cue.start()).span
        own = [
            one
            for one in words.between(max(sentence.start, cue.start() - _FAR), cue.start())
            if one.kind == "parliamentary_delegation"
        ]
        whole = words.between(cue.end(), min(sentence.end, cue.end() + _MEMBERS))
        if not own or not whole or whole[0].sender == own[-1].sender:
            continue
        key = (_id(reading, whole[0].sender), own[-1].sender)
        if key not in seen:
            seen.add(key)
            cells = {"mission_id": key[0], "organization_id": key[1]}
            span = Span(own[-1].span.start, whole[0].span.end)
            found.records.append(
                Record("mission_organizations", "", cells, span, "delegation-in-mission", ("election",))
            )


def _joint_bodies(reading: Reading, words: _Mentions) -> Iterator[tuple[_Words, Name, str]]:
    joint = words_of(reading.language, "missions", "joint")
    for one in words.all:
        sentence = reading.sentence_at(one.span.start).span
        if (one.sender and one.kind != "joint_mission") or not joint.search(reading.text, sentence.start, sentence.end):
            continue
        for group in _enumerations(reading, "organization", Span(one.span.start, sentence.end)):
            for name in group if len(group) > 1 else ():
                if isinstance(name, Name):
                    yield one, name, "bodies-of-joint-mission"


def _endeavour(reading: Reading, words: _Mentions) -> Iterator[tuple[_Words, Name, str]]:
    """The bodies of a joint mission without a sender of its own: "a common endeavour involving ODIHR and …"."""
    mission = words.of_sender.get("") or words.of_sender.get(_INTERNATIONAL)
    if mission is None:
        return
    for cue in words_of(reading.language, "missions", "endeavour").finditer(reading.text):
        sentence = reading.sentence_at(cue.start()).span
        for group in _enumerations(reading, "organization", Span(cue.end(), sentence.end)):
            for name in group if len(group) > 1 else ():
                if isinstance(name, Name):
                    yield mission, name, "bodies-of-joint-mission"


def _included_bodies(reading: Reading, words: _Mentions) -> Iterator[tuple[_Words, Name, str]]:
    including = words_of(reading.language, "missions", "including")
    members = words_of(reading.language, "missions", "members_of")
    for group in _enumerations(reading, "organization"):
        sentence = reading.sentence_at(group[0].start).span
        before = reading.text[max(sentence.start, group[0].start - _MEMBERS) : group[0].start]
        near = any(not before[one.end() :].strip() for one in members.finditer(before))
        if not near or not including.search(reading.text, sentence.start, group[0].start):
            continue
        mission = _mission_near(reading, sentence, group[0].start, words)
        for name in group if mission else ():
            if mission and isinstance(name, Name) and not reading.referent(name).is_mission:
                yield mission, name, "bodies-included"


def _propose_places(reading: Reading, found: Proposals, words: _Mentions) -> None:
    """Places where a mission is said to have worked, with the phase that the words tell."""
    phases = patterns(reading.language, "missions", "phases")
    seen: set[tuple[str, str, str]] = set()
    for group in _enumerations(reading, "place"):
        sentence = reading.sentence_at(group[0].start).span
        phase = first_of(reading.words(sentence), phases)
        is_said = phase and _observes(reading, sentence, group[0].start)
        mission = _mission_near(reading, sentence, group[0].start, words) if is_said else None
        inferred: dict[str, str] = {}
        if mission is None:
            mission, opens = _worked(reading, sentence, group[0].start, words)
            if not phase:
                phase = "long_term" if opens else "short_term"
                inferred["phase"] = "The words tell where the mission worked, and not in what phase."
        for place in group if mission else ():
            record_id = reading.entity(place)[1] if isinstance(place, Name) else ""
            key = (_id(reading, mission.sender if mission else ""), record_id, phase)
            if record_id and key not in seen:
                seen.add(key)
                cells = {"mission_id": key[0], "place_id": record_id, "phase": phase}
                span = Span(group[0].start, group[-1].end)
                record = Record(
                    "mission_places", "", cells, span, "places-of-observation", ("election",), inferred=inferred
                )
                found.records.append(record)


def _observes(reading: Reading, sentence: Span, position: int) -> bool:
    """Whether words before a place speak of a mission's observation."""
    before = reading.text[sentence.start : position]
    return all(words_of(reading.language, "missions", name).search(before) for name in ("places", "nouns"))


def _worked(reading: Reading, sentence: Span, position: int, words: _Mentions) -> tuple[_Words | None, bool]:
    """The mission that is said to have worked in a place, and whether it opened there."""
    text, language = reading.text, reading.language
    low = max(sentence.start, position - _NEAR)
    cues = list(words_of(language, "missions", "worked").finditer(text, low, position))
    between = text[cues[-1].end() : position] if cues else ""
    if not cues or len(between.split()) > _WORDS_TO_PLACE or re.search(r"[.;!?]\s", between):
        return None, False
    opens = words_of(language, "missions", "opened").fullmatch(cues[-1].group()) is not None
    start = max(sentence.start, position - _FAR)
    here = words.between(start, position)
    says_who = any(words_of(language, "missions", name).search(text, start, position) for name in ("nouns", "we"))
    return here[-1] if here else words.last_before(sentence.start) if says_who else None, opens
