"""Who took part in an event, and in what role: `event_participants`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extraction.mentions import Name
from extraction.text import Span
from scripts.propose.passages import Passage
from scripts.propose.proposals import Proposals
from scripts.propose.which_mission import Missions

_TITLE = 4
"""Words between a body and the officer who is named after it: "CEC Chairman Berik Imashev"."""

_SUBJECT = 60
"""Code points between those who act and the words that tell what they do."""

_SHORT = 14
"""Code points behind "declared" in which "the winner" stands."""

_HOLDER = 50
"""Code points behind "press conference" in which the body stands that holds it."""

_OF_MISSION = "The words tell of observers; the body whose mission they belong to is named elsewhere in the document."
_HANDED_IN = "The words tell of documents that are handed in to the body."


@dataclass(frozen=True)
class Participant:
    """A person or body with its role; `name` is where it is named, None where it is not."""

    role: str
    person: str
    organization: str
    name: Name | None
    is_handed_in: bool = False
    """Whether it receives what an event prepares."""

    @property
    def cells(self) -> dict[str, str]:
        """The cells of a row of `event_participants`, but for the event."""
        named = {"person_id": self.person, "organization_id": self.organization}
        return {"role": self.role, **{name: value for name, value in named.items() if value}}

    @property
    def inferred(self) -> Mapping[str, str]:
        """Why it is this one, where no name says it, and in this role, where the type of the event has no such."""
        found = {} if self.name is not None else {"organization_id": _OF_MISSION}
        return found | ({"role": _HANDED_IN} if self.is_handed_in else {})


_Actors = Sequence[Participant]


@dataclass(frozen=True)
class _Scene:
    """The words that tell an event, its clause, and who is named before them, near before them, and behind."""

    passage: Passage
    told: Span
    clause: Span
    before: _Actors
    subject: _Actors
    after: _Actors
    missions: Missions

    @property
    def mission(self) -> "list[Participant]":
        """The body whose mission the sentence speaks of without naming it."""
        return _mission(self.passage, self.told, self.missions)

    def tells_before(self, subject: str) -> bool:
        """Whether words of the clause before the event tell of a subject."""
        return self.passage.tells(subject, Span(self.clause.start, self.told.start))


def participants(passage: Passage, kind: str, told: Span, missions: Missions) -> Iterator[Participant]:
    """Those whom the clause names, in the roles that the type of the event and their place give them."""
    clause = passage.clause(told.start)
    actors = [(actor.name, actor) for actor in _actors(passage, clause) if actor.name is not None]
    before = [actor for name, actor in actors if name.end <= told.start]
    subject = [actor for name, actor in actors if 0 <= told.start - name.end <= _SUBJECT]
    after = [actor for name, actor in actors if name.start >= told.end]
    scene = _Scene(passage, told, clause, before, subject, after, missions)
    special = _BY_KIND.get(kind)
    if special is not None:
        yield from special(scene)
        return
    for role, chosen in _ROLES.get(kind, ()):
        yield from _as(role, chosen(subject, after))


def _in_meeting(scene: _Scene) -> Iterator[Participant]:
    is_unnamed = not any(actor.organization for actor in scene.before)
    is_mission = is_unnamed and scene.passage.tells("observers", scene.clause)
    sides = [*scene.before, *(scene.mission if is_mission else ())]
    yield from _meeting(scene.passage, scene.told, sides, scene.after)


def _in_observation(scene: _Scene) -> Iterator[Participant]:
    yield from _as("participant", _observing(scene))


def _in_telegram(scene: _Scene) -> Iterator[Participant]:
    """The first person sends, the second receives; one alone behind the verb receives, too."""
    passage, clause = scene.passage, scene.clause
    that = passage.told("that", Span(scene.told.end, clause.end))
    end = that[0].span.start if that else clause.end
    named = (*scene.before, *scene.after)
    persons = [one for one in named if one.person and one.name is not None and one.name.start < end]
    sent = passage.told("sent", clause)
    is_received = len(persons) == 1 and bool(sent) and _is_after(persons[0], sent[0].span.end)
    yield from _as("sender", [] if is_received else persons[:1])
    yield from _as("recipient", persons[:1] if is_received else persons[1:2])


def _in_press_conference(scene: _Scene) -> Iterator[Participant]:
    yield from _press_conference(scene.told, scene.before, scene.after)
    if not scene.before and scene.tells_before("observers"):
        yield from _as("participant", scene.mission)


def _in_invitation(scene: _Scene) -> Iterator[Participant]:
    if scene.passage.tells("invites", Span(scene.told.start, scene.clause.end)):
        yield from _as("sender", scene.after[:1])
        yield from _as("recipient", scene.mission)


def _in_preparation(scene: _Scene) -> Iterator[Participant]:
    """Who does it; the body that papers are handed in to takes part."""
    receivers = _receiving(scene)
    yield from (replace(one, is_handed_in=True) for one in _as("participant", receivers))
    yield from _as("organizer", [] if receivers else scene.before[-1:])


def _in_report(scene: _Scene) -> Iterator[Participant]:
    yield from _as("sender", _last_body(scene.subject, ()) or scene.mission)
    yield from _as("recipient", _receiving(scene))


def _in_mission_formation(scene: _Scene) -> Iterator[Participant]:
    """Who is appointed by whom, or whoever stands before the words."""
    behind = Span(scene.told.end, min(scene.told.end + len(" by "), scene.clause.end))
    if not scene.passage.tells("by", behind):
        yield from _as("subject", scene.subject[-1:])
        return
    yield from _as("subject", _last_person(scene.before, ()))
    yield from _as("organizer", [one for one in scene.after if not one.person][:1])


def _in_nomination(scene: _Scene) -> Iterator[Participant]:
    bodies = [one for one in scene.after if one.organization and not one.person]
    yield from _as("organizer", _last_body(scene.subject, ()) or bodies)
    yield from _as("subject", _next_person(scene.before, scene.after))


def _receiving(scene: _Scene) -> _Actors:
    """The body behind "to" or "into"."""
    return [one for one in scene.after if one.name is not None and _is_into(scene.passage, one.name)][:1]


def _press_conference(told: Span, before: _Actors, after: _Actors) -> Iterator[Participant]:
    """Who speaks, a person before a body; the body named right behind holds it ("press conference of the mission")."""
    holder = [
        one for one in after[:1] if one.name is not None and one.name.start - told.end <= _HOLDER and not one.person
    ]
    persons = [one for one in (*before, *after) if one.person][:1]
    yield from _as("organizer", holder)
    yield from _as("speaker", persons or ([] if holder else before[:1]))


def of_title(passage: Passage, told: Span, found: Proposals) -> Iterator[Participant]:
    """Who speaks by a title, or else the author of the document; and the body at whose meeting."""
    actors = [actor for actor in _actors(passage, passage.span) if actor.name is not None]
    hosts = {one.last for one in passage.told("at_meeting")}
    author = _author(found)
    persons = [one for one in actors if one.person and one.name is not None and one.name.start >= told.end]
    if persons:
        organization = persons[0].organization or author
        yield Participant("speaker", persons[0].person, organization, persons[0].name)
    elif author:
        yield Participant("speaker", "", author, None)
    for one in actors:
        if (
            one.name is not None
            and not one.person
            and {passage.index(one.name.start) - back for back in (1, 2)} & hosts
        ):
            yield replace(one, role="host")


def _author(found: Proposals) -> str:
    """Whose document it is."""
    voice = found.voice("document")
    return (
        next((ground.cells["asserter_id"] for ground in voice.grounds if "asserter_id" in ground.cells), "")
        if voice
        else ""
    )


def _observing(scene: _Scene) -> _Actors:
    """The body before the verb that sends a mission, else that of the mission meant, else the last one."""
    bodies = [one for one in scene.before if not one.person and one.name is not None]
    sending = [one for one in bodies if one.name is not None and scene.missions.of(scene.passage, one.name)]
    named = () if scene.tells_before("observers") else scene.before
    return sending[-1:] or scene.mission or _last_body(named, ())


def _in_results(scene: _Scene) -> Iterator[Participant]:
    """Who announces, and who is declared elected: behind the verb, or before it where "the winner" follows at once."""
    behind = Span(scene.told.end, min(scene.told.end + _SHORT, scene.passage.span.end))
    if scene.passage.tells("winner", behind):
        yield from _as("subject", _last_person(scene.before, ()))
        return
    yield from _as("speaker", scene.before[-1:])
    yield from _as("subject", _next_person(scene.before, scene.after))


def _last(before: _Actors, after: _Actors) -> _Actors:
    return before[-1:]


def _last_body(before: _Actors, after: _Actors) -> _Actors:
    return [actor for actor in before if actor.organization and not actor.person][-1:]


def _later_persons(before: _Actors, after: _Actors) -> _Actors:
    return [actor for actor in after if actor.person]


def _last_person(before: _Actors, after: _Actors) -> _Actors:
    return [actor for actor in before if actor.person][-1:]


def _doing_body(before: _Actors, after: _Actors) -> _Actors:
    return _last_body(before, after) or [actor for actor in after[:1] if not actor.person]


def _next_person(before: _Actors, after: _Actors) -> _Actors:
    return [actor for actor in after if actor.person][:1]


def _speaker(before: _Actors, after: _Actors) -> _Actors:
    return [actor for actor in (*before, *after) if actor.person][:1] or before[:1]


def _persons(before: _Actors, after: _Actors) -> _Actors:
    return [actor for actor in (*before, *after) if actor.person]


_ROLES: dict[str, tuple[tuple[str, Callable[[_Actors, _Actors], _Actors]], ...]] = {
    "statement": (("speaker", _speaker),),
    "registration": (("organizer", _doing_body), ("subject", _later_persons)),
    "political_change": (("subject", _last_person),),
    "election_call": (("organizer", _last),),
    "legislation": (("organizer", _last),),
    "debate": (("participant", _persons),),
}
"""Type of an event → roles, and who of those named before and behind its words has them."""

_BY_KIND: dict[str, Callable[[_Scene], Iterator[Participant]]] = {
    "meeting": _in_meeting,
    "observation": _in_observation,
    "telegram": _in_telegram,
    "press_conference": _in_press_conference,
    "invitation": _in_invitation,
    "preparation": _in_preparation,
    "results": _in_results,
    "report": _in_report,
    "mission_formation": _in_mission_formation,
    "nomination": _in_nomination,
}
"""Type of an event → a rule of its own."""


def _is_after(one: Participant, position: int) -> bool:
    return one.name is not None and one.name.start >= position


def _is_into(passage: Passage, name: Name) -> bool:
    """Whether "to" or "into" stands before a name."""
    index = passage.index(name.start) - 1
    return any(told.first == index for told in passage.told("into"))


def _meeting(
    passage: Passage, told: Span, before: Sequence[Participant], after: Sequence[Participant]
) -> Iterator[Participant]:
    """Both sides; host and visitor where the words say who received whom. One side alone has met nobody."""
    if not any(one.name is not None for one in (*before, *after)):
        return
    around = Span(max(told.start - 12, passage.span.start), min(told.end + 12, passage.span.end))
    first, second = "participant", "participant"
    if passage.tells("received", around):
        first, second = "visitor", "host"
    elif passage.tells("received_others", around):
        is_behind = not any(one.name is not None for one in before)  # «делегацию приняла Председатель Сената»
        first, second = ("visitor", "host") if is_behind else ("host", "visitor")
    elif passage.tells("visits", around):
        first, second = "visitor", "host"
    yield from _as(first, before)
    yield from _as(second, after)


def _as(role: str, actors: Sequence[Participant]) -> Iterator[Participant]:
    for one in actors:
        yield Participant(role, one.person, one.organization, one.name)


def _mission(passage: Passage, told: Span, missions: Missions) -> list[Participant]:
    """The body whose mission a sentence speaks of without naming it."""
    organization = missions.sender(missions.near(passage, told.start))
    return [Participant("", "", organization, None)] if organization else []


def _actors(passage: Passage, clause: Span) -> Iterator[Participant]:
    """Persons and bodies of a clause; a body whose officer is named after it goes with that person."""
    offices = {told.last for told in passage.told("offices")}
    names = [
        name
        for name in passage.of("person", "organization")
        if isinstance(name, Name) and clause.start <= name.start and name.end <= clause.end
        if passage.index(name.start) - 1 not in offices
    ]
    for index, name in enumerate(names):
        following = names[index + 1] if index + 1 < len(names) else None
        if name.kind == "organization":
            if following is not None and following.kind == "person" and _is_officer(passage, name, following):
                continue
            yield Participant("", "", passage.reading.entity(name)[1], name)
        else:
            body = names[index - 1] if index else None
            is_officer = body is not None and body.kind == "organization" and _is_officer(passage, body, name)
            organization = passage.reading.entity(body)[1] if body is not None and is_officer else ""
            yield Participant("", passage.reading.entity(name)[1], organization, name)


def _is_officer(passage: Passage, body: Name, person: Name) -> bool:
    """Whether only words of office stand between a body and a person."""
    between = passage.between(body.end, person.start)
    return (
        "," not in between
        and ";" not in between
        and "." not in between
        and len(between.split()) <= _TITLE
        and (bool(person.title) or not between.strip())
        and not passage.tells("joined", Span(body.end, person.start))
    )
