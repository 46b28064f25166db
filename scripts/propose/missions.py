"""Observer missions: who sent them, of what type, who heads them, which states and bodies take part, where they were."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extraction.mentions import Mention, Name
from extraction.text import Span, fold
from scripts.propose.proposals import Entity, Form, Proposals, Record
from scripts.propose.reading import Reading
from scripts.propose.wording import first_of, patterns, words_of

_SENDERS = frozenset(
    {"intergovernmental_organization", "parliamentary_assembly", "organ", "joint_body", "association", "election_authority"}
)
_DELEGATING = frozenset({"parliamentary_assembly", "legislature"})
_NEAR = 70
_CLAUSE = 160
_JOINED = 3
"""Bodies that send a mission together."""

_SPECIFIC = ("limited_election_observation_mission", "assessment_mission", "joint_mission")
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BETWEEN_LISTED = re.compile(r"(?:\s|,|;|\(|\)|\band\b|\bthe\b|\bof\b|\bи\b|\bа также\b|\bas well as\b)*")
_OTHER_MISSION = re.compile(r"\s+(?:to|in)\s+(?:the\s+)?[A-Z]")


@dataclass(frozen=True, slots=True)
class _Words:
    """Words about a mission: `sender` "" where they name none; `is_weak` where they speak of observers alone."""

    span: Span
    sender: str
    kind: str
    name: str
    is_weak: bool = False


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
    words = sorted(_all_words(reading, found), key=lambda one: one.span.start)
    missions: dict[str, _Found] = {}
    words = [_joined(reading, found, one) for one in words]
    for one in words:
        missions.setdefault(one.sender, _Found(one.sender)).words.append(one)
    for sender, mission in missions.items():
        found.records.append(_record(reading, found, sender, mission))
    _propose_people(reading, found, words)
    _propose_countries(reading, found, words)
    _propose_organizations(reading, found, words)
    _propose_places(reading, found, words)


def _joined(reading: Reading, found: Proposals, one: _Words) -> _Words:
    """A joint mission of two bodies or three named in a row is that of a joint body, which is proposed with it."""
    if one.kind != "joint_mission" or not one.sender:
        return one
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
    types = {entity.record_id: entity.cells.get("organization_type", "") for entity in found.entities}
    types |= {key[1]: entity.type for key, entity in reading.known.entities.items() if key[0] == "organizations"}
    for name in reading.names:
        if name.kind != "organization":
            continue
        referent = reading.referent(name)
        span = Span(name.start, name.end)
        if referent.is_mission:
            kind = _kind(reading, f"{_before(reading, name.start)} {name.value}")
            is_one_word = len(name.value.split()) == 1
            if referent.record_id or not is_one_word:
                yield _Words(span, referent.record_id, kind, "" if is_one_word else name.value)
            continue
        kind = types.get(referent.record_id, "")
        if referent.record_id and (kind in _SENDERS or kind in _DELEGATING):
            whole = _beside(reading, name, kind in _DELEGATING)
            if whole is None:
                continue
            written = fold(reading.words(whole))
            context = f"{_before(reading, whole.start)} {written}"
            is_sent = words_of(reading.language, "missions", "deployed").search(written) is not None
            shown = "" if is_sent or reading.language != "en" else written
            is_weak = not words_of(reading.language, "missions", "strong").search(written)
            kind = _kind(reading, context)
            yield _Words(whole, referent.record_id, kind, shown, is_weak)
            if whole.start < name.start and kind != "joint_mission":
                for other in _listed_with(reading, name):
                    record_id = reading.entity(other)[1]
                    if record_id and types.get(record_id, "") in _SENDERS:
                        yield _Words(Span(whole.start, other.end), record_id, kind, "", is_weak)


def _listed_with(reading: Reading, name: Name) -> Iterator[Name]:
    """The organizations that follow a name in an enumeration."""
    last = name
    for other in reading.names:
        if other.start <= name.start or other.kind != "organization":
            continue
        if not _BETWEEN_LISTED.fullmatch(reading.text, last.end, other.start) or "(" in reading.text[last.end : other.start]:
            if reading.text[last.end : other.start].strip() != "(":
                return
        else:
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
    delegations, observing = words_of(language, "missions", "delegations"), words_of(language, "missions", "of_observers")
    sentence = reading.sentence_at(name.start).span
    start, end = name.start, _past_bracket(reading, name)
    for noun in nouns.finditer(text, end, min(end + _NEAR, sentence.end)):
        between = re.sub(r"\A['’]s?", "", text[end : noun.start()])
        if not _is_made_of(between, words_of(language, "missions", "before_noun")):
            break
        if language == "en" and _is_elsewhere(reading, noun):
            return None
        is_sent = not delegations.fullmatch(noun.group()) or is_delegating or observing.search(text, sentence.start, sentence.end)
        if language == "en" and is_sent and text[noun.end() : noun.end() + 1] != "-":
            return Span(start, noun.end())
    joints = words_of(language, "missions", "between_behind")
    low = max(start - _NEAR, sentence.start)
    for noun in reversed(list(nouns.finditer(text, low, start))):
        between = text[noun.end() : start].strip()
        is_joined = joints.fullmatch(between) is not None or (language == "ru" and _is_adjacent(between, joints))
        if is_joined and not (_is_plain(noun.group()) and not observing.search(between) and not is_delegating):
            if delegations.fullmatch(noun.group()) and not is_delegating and not observing.search(text, sentence.start, sentence.end):
                continue
            return Span(noun.start(), name.end)
    sent = words_of(language, "missions", "deployed").search(text, end, min(end + 50, sentence.end))
    if sent and not re.search(r"[.;:]", text[end : sent.start()]) and not any(reading.within(Span(end, sent.start()), "organization")):
        what = words_of(language, "missions", "deployed_what").search(text, sent.end(), min(sent.end() + 60, sentence.end))
        if what:
            return Span(start, what.end())
    return None


def _is_plain(noun: str) -> bool:
    """Whether a noun says nothing of observers by itself: "team", «группа»."""
    return re.fullmatch(r"(?i)team\w*|групп\w*|experts?|эксперт\w*", noun) is not None


def _is_adjacent(between: str, joints: re.Pattern[str]) -> bool:
    return not between or all(joints.fullmatch(part) for part in (between, re.sub(r"\s+", " ", between)))


def _is_elsewhere(reading: Reading, noun: re.Match[str]) -> bool:
    """Whether a mission is a lasting one in a country: "the OSCE Mission to Moldova"."""
    is_mission = noun.group().lower().startswith("mission")
    return is_mission and _OTHER_MISSION.match(reading.text, noun.end()) is not None


def _past_bracket(reading: Reading, name: Name) -> int:
    """The end of a name, and of the abbreviation in brackets behind it."""
    bracket = re.match(r"\s*\([^()\n]{1,40}\)", reading.text[name.end : name.end + 50])
    return name.end + (bracket.end() if bracket else 0)


def _is_made_of(words: str, of_these: re.Pattern[str]) -> bool:
    if re.search(r"[.;:,(]", words):
        return False
    return all(of_these.fullmatch(word) or word[0].isdigit() for word in _WORDS.findall(words))


# Who belongs to them


def _propose_people(reading: Reading, found: Proposals, words: Sequence[_Words]) -> None:
    seen: set[tuple[str, str, str]] = set()

    def add(person: Name, role: str, mission: _Words, span: Span, rule: str) -> None:
        person_id = reading.entity(person)[1]
        key = (mission.sender, person_id, role)
        is_coordinator = role == "head" and rule == "mission-headed-by" and (mission.sender, person_id, "coordinator") in seen
        if not person_id or key in seen or is_coordinator:
            return
        seen.add(key)
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


def _of_title(reading: Reading, span: Span, whole: Span, words: Sequence[_Words]) -> _Words | None:
    """The mission that a title speaks of: of the body that it names, else the last one before."""
    title = reading.words(span)
    says_mission = words_of(reading.language, "missions", "nouns").search(title) is not None
    special = first_of(title, patterns(reading.language, "missions", "roles")) == "special_coordinator"
    inside = [one for one in words if one.span.overlaps(span)] or ([one for one in words if one.span.overlaps(whole)] if special else [])
    special = first_of(title, patterns(reading.language, "missions", "roles")) == "special_coordinator"
    if inside:
        return inside[0]
    names = [one for one in reading.within(span, "organization") if isinstance(one, Name)]
    for name in names:
        sender = reading.entity(name)[1]
        own = next((one for one in words if one.sender == sender), None)
        if own is not None and (says_mission or special):
            return own
    if names or not (says_mission or special):
        return None
    before = [one for one in words if one.span.start < span.start]
    return before[-1] if before else None


def _headed(reading: Reading, person: Name, words: Sequence[_Words]) -> tuple[_Words, Span] | None:
    """The mission of which the words say that a person heads it."""
    text, language = reading.text, reading.language
    sentence = reading.sentence_at(person.start).span
    low = max(sentence.start, person.start - _CLAUSE)
    for verb in words_of(language, "missions", "headed_by").finditer(text, low, person.start):
        if any(reading.within(Span(verb.end(), person.start), "person")) or re.search(r"[.;:]\s", text[verb.end() : person.start]):
            continue
        if person.start - verb.end() > _NEAR * 2:
            continue
        before = [one for one in words if sentence.start <= one.span.start < verb.start() and verb.start() - one.span.end < _NEAR]
        if before:
            return before[-1], Span(before[-1].span.start, person.end)
        nouns = words_of(language, "missions", "nouns").finditer(text, max(low, verb.start() - 40), verb.start())
        noun = [one for one in nouns if not _is_plain(one.group())]
        earlier = [one for one in words if one.span.end <= verb.start()]
        opens = not text[sentence.start : verb.start()].strip() or len(text[sentence.start : verb.start()].split()) <= 2
        if (noun or opens) and earlier:
            return earlier[-1], Span(noun[0].start() if noun else verb.start(), person.end)
    high = min(sentence.end, person.end + _NEAR)
    verb = words_of(language, "missions", "heads_verb").search(text, person.end, high)
    if verb and verb.start() - person.end < 30:
        behind = [one for one in words if verb.end() <= one.span.start < verb.end() + 40]
        if behind:
            return behind[0], Span(person.start, behind[0].span.end)
    return None


def _appointed(reading: Reading, words: Sequence[_Words]) -> Iterator[tuple[Name, str, _Words, Span]]:
    """Persons who were appointed to a mission's head or coordinator."""
    language = reading.language
    roles = patterns(language, "missions", "roles")
    for verb in words_of(language, "missions", "appointed").finditer(reading.text):
        sentence = reading.sentence_at(verb.start()).span
        persons = [one for one in reading.within(sentence, "person") if isinstance(one, Name)]
        if language == "en":
            near = [one for one in persons if one.end <= verb.start()][-1:]
            title = Span(verb.end(), min(verb.end() + _NEAR, sentence.end))
        else:
            near = [one for one in persons if one.start >= verb.end()][:1]
            title = Span(sentence.start, verb.start())
        said = reading.words(title)
        role = first_of(said, roles)
        if not near or not role or not words_of(language, "missions", "nouns").search(said):
            continue
        before = [one for one in words if one.span.start < title.end]
        if before:
            span = Span(min(near[0].start, verb.start()), max(near[0].end, title.end if language == "en" else verb.end()))
            yield near[0], role, before[-1], _to_word_end(reading, span, sentence)


def _to_word_end(reading: Reading, span: Span, sentence: Span) -> Span:
    end = span.end
    while end < sentence.end and reading.text[end - 1].isalnum() and reading.text[end].isalnum():
        end += 1
    text = reading.text[span.start : end].rstrip()
    return Span(span.start, span.start + len(text))


def _propose_countries(reading: Reading, found: Proposals, words: Sequence[_Words]) -> None:
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


def _enumerations(reading: Reading, kind: str) -> Iterator[list[Mention]]:
    """Names of a kind with nothing but commas and the like between them."""
    group: list[Mention] = []
    for mention in reading.mentions:
        if mention.kind != kind:
            continue
        if group and _BETWEEN_LISTED.fullmatch(reading.text, group[-1].end, mention.start):
            group.append(mention)
            continue
        if group:
            yield group
        group = [mention]
    if group:
        yield group


def _mission_near(reading: Reading, sentence: Span, position: int, words: Sequence[_Words]) -> _Words | None:
    """The mission that a sentence speaks of: named in it before, else in the one before it, else the only one."""
    here = [one for one in words if sentence.start <= one.span.start < position]
    if here:
        return here[-1]
    if not words_of(reading.language, "missions", "strong").search(reading.text, sentence.start, position):
        return None
    index = next((at for at, one in enumerate(reading.sentences) if one.span == sentence), 0)
    low = reading.sentences[max(index - 2, 0)].span.start
    before = [one for one in words if low <= one.span.start < sentence.start]
    if before and len({one.sender for one in before}) == 1:
        return before[-1]
    return words[0] if len({one.sender for one in words}) == 1 and words else None


def _propose_organizations(reading: Reading, found: Proposals, words: Sequence[_Words]) -> None:
    """Bodies that take part in a joint mission, or send one together."""
    joint = words_of(reading.language, "missions", "joint")
    seen: set[tuple[str, str]] = set()
    for one in words:
        if one.sender and one.kind != "joint_mission":
            continue
        sentence = reading.sentence_at(one.span.start).span
        if not joint.search(reading.text, sentence.start, sentence.end):
            continue
        for group in _enumerations(reading, "organization"):
            if not sentence.start <= group[0].start < sentence.end or len(group) < 2 or group[0].start < one.span.start:
                continue
            for name in group:
                body = reading.entity(name)[1] if isinstance(name, Name) else ""
                key = (_id(reading, one.sender), body)
                if body and body != one.sender and key not in seen:
                    seen.add(key)
                    cells = {"mission_id": key[0], "organization_id": body}
                    span = Span(name.start, name.end)
                    found.records.append(Record("mission_organizations", "", cells, span, "bodies-of-joint-mission", ("election",)))


def _propose_places(reading: Reading, found: Proposals, words: Sequence[_Words]) -> None:
    """Places where a mission is said to have worked, with the phase that the words tell."""
    places = words_of(reading.language, "missions", "places")
    nouns = words_of(reading.language, "missions", "nouns")
    phases = patterns(reading.language, "missions", "phases")
    seen: set[tuple[str, str, str]] = set()
    for group in _enumerations(reading, "place"):
        sentence = reading.sentence_at(group[0].start).span
        before = reading.text[sentence.start : group[0].start]
        phase = first_of(reading.words(sentence), phases)
        if not phase or not places.search(before) or not nouns.search(before):
            continue
        mission = _mission_near(reading, sentence, group[0].start, words)
        for place in group if mission else ():
            record_id = reading.entity(place)[1] if isinstance(place, Name) else ""
            key = (_id(reading, mission.sender if mission else ""), record_id, phase)
            if record_id and key not in seen:
                seen.add(key)
                cells = {"mission_id": key[0], "place_id": record_id, "phase": phase}
                span = Span(group[0].start, group[-1].end)
                found.records.append(Record("mission_places", "", cells, span, "places-of-observation", ("election",)))
