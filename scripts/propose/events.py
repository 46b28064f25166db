"""What happened, when, and who took part: `events`, `event_participants`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extraction.mentions import Mention, Name
from extraction.text import Span, fold
from scripts.propose.earlier import year_of
from scripts.propose.which_mission import Missions
from scripts.propose.passages import Ids, Passage, Told, passages, supported, voices_at
from scripts.propose.proposals import Proposals, Record
from scripts.propose.reading import Reading

_FARTHEST = 90
"""Code points between a date and the words that tell its event."""

_ADJACENT = 16
"""Within so many a date surely belongs to the words."""

_DATELINE = 45
"""Code points of a sentence in which the date of a news item stands."""

_NEAR = 50
"""Code points within which "on election day" belongs to the words."""

_LONGEST = 90
_TITLE = 4
"""Words between a body and the officer who is named after it: "CEC Chairman Berik Imashev"."""

_DAY = len("2019-06-09")
_BY_YEAR = frozenset({"legislation", "political_change"})
"""Events of which a year says enough."""

_ONCE = frozenset(
    {
        "observation",
        "statement",
        "results",
        "press_conference",
        "telegram",
        "election_call",
        "invitation",
        "state_visit",
    }
)
"""Events without a date are told once of each of these types."""

_BETWEEN = frozenset({"meeting", "state_visit", "telegram"})
"""Events that need somebody who takes part."""

_WITHOUT_YEAR = frozenset({"voting", "preparation"})
"""Events that are told with a day of an unknown year."""

_CARRIED = "What the date leaves out is carried over from another date of the document."
_SAME_DAY = "The words say that it was on the same day as what is told before."
_OF_ELECTION_DAY = "The words name the election day, which the document dates elsewhere."


def propose_events(reading: Reading, found: Proposals) -> None:
    """Every event that words date, and of some types those that they do not."""
    events = _Events(found, Ids(found, "events"), Missions(found))
    for passage in passages(reading, "events"):
        events.read(passage)


@dataclass(frozen=True)
class _Event:
    """Words that tell an event, with its date and, where that is inferred, why."""

    told: Told
    date: str
    day: Span | None = None
    reason: str = ""


@dataclass
class _Events:
    found: Proposals
    ids: Ids
    missions: Missions
    seen: set[tuple[str, str]] = field(default_factory=set)
    last: str = ""

    def read(self, passage: Passage) -> None:
        """Propose the events of a sentence."""
        taken: set[tuple[str, int]] = set()
        for event in (*self._dated(passage), *self._undated(passage)):
            kind = event.told.code
            clause = passage.clause(event.told.span.start)
            if ((kind, clause.start) in taken and not event.day) or self._is_told(event):
                continue
            taken.add((kind, clause.start))
            self._propose(passage, event)

    def _is_told(self, event: _Event) -> bool:
        """Whether the document told it before."""
        kind, date = event.told.code, event.date
        if not date and kind in _ONCE and any(one == kind for one, _ in self.seen):
            return True
        return bool(date) and (kind, date) in self.seen

    # Dates

    def _dated(self, passage: Passage) -> Iterator[_Event]:
        """Each date with the words that tell its event."""
        for date in passage.of("date"):
            if _is_dateline(passage, date):
                continue
            has_year = "X" not in date.value
            clause = passage.clause(date.start)
            told = [
                one
                for one in passage.told("dated", clause)
                if self._may_tell(passage, one, date)
                and _gap(one.span, date) <= _FARTHEST
                and (has_year or one.code in _WITHOUT_YEAR)
            ]
            if told:
                best = min(told, key=lambda one: (_gap(one.span, date) + _weight(one, date), one.span.start))
                ends = _ends(passage, best, date)
                if ends:
                    yield _Event(best, ends, clause)
                    continue
                reason = _CARRIED if date.is_inferred else ""
                yield _Event(best, date.value if has_year else "", Span(date.start, date.end), reason)

    def _may_tell(self, passage: Passage, told: Told, date: Mention) -> bool:
        if _is_title(passage) and told.code != "voting":
            return False
        if told.code == "election_call" and told.span.end <= date.start:
            return False  # "called elections for 9 June" dates the vote
        is_day = len(date.value) >= _DAY
        if not is_day and told.code not in _BY_YEAR and len(date.value) <= len("2019"):
            return False
        if told.code == "voting":
            year = year_of(self.found)
            is_of_other = bool(year) and date.value[: len(year)] != year and "X" not in date.value
            return is_day and "/" not in date.value and not is_of_other
        return True

    def _undated(self, passage: Passage) -> Iterator[_Event]:
        """Words that tell an event without a date, or of the election day."""
        if _is_title(passage):
            return
        for told in passage.told("undated"):
            clause = passage.clause(told.span.start)
            near = Span(max(clause.start, told.span.start - _NEAR), min(clause.end, told.span.end + _NEAR))
            days = passage.told("election_day", near)
            day = self._election_day() if days and told.code == "observation" else ""
            dates = [date for date in passage.of("date") if clause.start <= date.start < clause.end]
            if day:
                yield _Event(told, day, days[0].span, _OF_ELECTION_DAY)
            elif passage.tells("same_day", Span(clause.start, told.span.start)) and self.last:
                yield _Event(told, self.last, None, _SAME_DAY)
            elif (
                told.code == "meeting" and len(dates) == 1 and "X" not in dates[0].value and len(dates[0].value) >= _DAY
            ):
                reason = _CARRIED if dates[0].is_inferred else ""
                yield _Event(told, dates[0].value, Span(dates[0].start, dates[0].end), reason)
            else:
                yield _Event(told, "")

    def _election_day(self) -> str:
        """The day of the document's election, where it has one."""
        dates = [record.cells.get("date", "") for record in self.found.of("elections")]
        dates += [one.cells.get("date", "") for one in self.found.of("events") if one.cells["event_type"] == "voting"]
        days = {date for date in dates if len(date) == _DAY}
        return days.pop() if len(days) == 1 else ""

    # Records

    def _propose(self, passage: Passage, event: _Event) -> None:
        kind = event.told.code
        participants = list(_participants(passage, event, self))
        if kind in _BETWEEN and not participants:
            return
        self.seen.add((kind, event.date))
        self.last = event.date if len(event.date) == _DAY else self.last
        grounds = [event.told.span, *([event.day] if event.day else [])]
        span = passage.quote(*grounds)
        for participant in participants:
            if participant.name is not None and passage.clause(span.start) == passage.clause(participant.name.start):
                span = passage.quote(span, Span(participant.name.start, participant.name.end))
        cells = {"event_type": kind}
        if event.date:
            cells["date"] = event.date
        place = _place(passage, span)
        if place:
            cells["place_id"] = place
        if passage.language == "en":
            cells["description_en"] = _described(passage.reading.words(span))
        voices = voices_at(passage.reading, self.found, span.start)
        inferred = {"date": event.reason} if event.reason else {}
        rule = f"{'dated' if event.date else 'undated'}-{kind.replace('_', '-')}"
        record = supported(passage, Record("events", "", cells, span, rule, voices, inferred=inferred), ("event_type",))
        key = self.ids.make(kind, event.date.replace("/", "-") if event.date else "")
        self.found.records.append(Record("events", key, record.cells, record.span, rule, voices, inferred=inferred))
        done: set[tuple[str, str, str]] = set()
        for one in participants:
            held = {"event_id": key, "role": one.role}
            held |= {"person_id": one.person} if one.person else {}
            held |= {"organization_id": one.organization} if one.organization else {}
            identity = (one.person, one.organization, one.role)
            if len(held) > 2 and identity not in done:
                done.add(identity)
                self.found.records.append(
                    Record(
                        "event_participants", "", held, record.span, f"participants-{kind.replace('_', '-')}", voices
                    )
                )


def _is_title(passage: Passage) -> bool:
    """Whether a sentence is a heading: also the first line of a document that ends like no sentence."""
    return passage.sentence.is_heading or (passage.number == 0 and passage.text[-1:] not in '.!?…»”"')


def _gap(span: Span, date: Mention) -> int:
    return date.start - span.end if span.end <= date.start else max(span.start - date.end, 0)


def _weight(told: Told, date: Mention) -> int:
    """Words for elections stand in many sentences on other events: they must be nearer, or right before the date."""
    if told.code == "voting" and 0 <= date.start - told.span.end <= _ADJACENT:
        return -_FARTHEST
    return 30 if told.code in ("voting", "campaign") and _gap(told.span, date) > _ADJACENT else 0


def _ends(passage: Passage, told: Told, date: Mention) -> str:
    """First and last day of a campaign that "began on … and ended on …"."""
    clause = passage.clause(date.start)
    dates = [one for one in passage.of("date") if clause.start <= one.start < clause.end]
    if told.code != "campaign" or len(dates) != 2 or any(len(one.value) != _DAY or "X" in one.value for one in dates):
        return ""
    first, last = (one.value for one in dates)
    return f"{first}/{last}" if first < last and passage.tells("ended", Span(dates[0].end, dates[1].start)) else ""


def _is_dateline(passage: Passage, date: Mention) -> bool:
    """Whether a date at the head of a news item is that of the item: "KYIV, 5 May – …", "(Reuters)"."""
    text = passage.reading.text
    before = text[passage.span.start : date.start]
    after = text[date.end : date.end + 4].lstrip(" .,")
    is_head = date.start - passage.span.start <= _DATELINE and not any(word.islower() for word in before.split())
    return is_head and bool(before) and after[:1] in ("–", "—", "-", "/", "(")


def _described(words: str) -> str:
    text = fold(words).rstrip(" ,;:.")
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.")


def _place(passage: Passage, span: Span) -> str:
    """The one place that the words name."""
    names = [
        name
        for name in passage.of("place", "country")
        if isinstance(name, Name) and span.start <= name.start and name.end <= span.end
    ]
    return passage.reading.entity(names[0])[1] if len(names) == 1 else ""


# Who took part


@dataclass(frozen=True)
class _Participant:
    role: str
    person: str
    organization: str
    name: Name | None


def _participants(passage: Passage, event: _Event, events: _Events) -> Iterator[_Participant]:
    """Those whom the clause names, in the roles that the type of the event and their place give them."""
    kind, told = event.told.code, event.told.span
    clause = passage.clause(told.start)
    actors = list(_actors(passage, clause))
    before = [one for one in actors if one.name is not None and one.name.end <= told.start]
    after = [one for one in actors if one.name is not None and one.name.start >= told.end]
    match kind:
        case "meeting":
            yield from _meeting(passage, told, before, after)
        case "observation":
            yield from _as("participant", before[-1:] or _mission(passage, told, events))
        case "press_conference" | "statement":
            persons = [one for one in (*before, *after) if one.person]
            yield from _as("speaker", persons[:1] or before[:1])
        case "results":
            yield from _as("speaker", before[-1:])
            yield from _as("subject", [one for one in after if one.person][:1])
        case "telegram":
            yield from _as("sender", before[-1:])
            yield from _as("recipient", [one for one in after if one.person][:1])
        case "invitation":
            if passage.tells("invites", Span(told.start, clause.end)):
                yield from _as("sender", after[:1])
                yield from _as("recipient", _mission(passage, told, events))
        case "registration" | "election_call" | "legislation":
            yield from _as("organizer", before[-1:])
        case "preparation":
            receivers = [one for one in after if one.name is not None and _is_into(passage, one.name)]
            yield from _as("recipient", receivers[:1])
            yield from _as("organizer", [] if receivers else before[-1:])
        case "nomination":
            yield from _as("organizer", [one for one in before if one.organization and not one.person][-1:])
            yield from _as("subject", [one for one in after if one.person][:1])
        case "mission_formation":
            yield from _as("subject", [one for one in before if one.organization][-1:])
        case "report":
            yield from _as("sender", [one for one in before if one.organization][-1:])
        case "debate":
            yield from _as("participant", [one for one in actors if one.person])


def _is_into(passage: Passage, name: Name) -> bool:
    """Whether "to" or "into" stands before a name."""
    index = passage.index(name.start) - 1
    return any(told.first == index for told in passage.told("into"))


def _meeting(
    passage: Passage, told: Span, before: Sequence[_Participant], after: Sequence[_Participant]
) -> Iterator[_Participant]:
    """Both sides; host and visitor where the words say who received whom."""
    if not before and not after:
        return
    around = Span(max(told.start - 12, passage.span.start), min(told.end + 12, passage.span.end))
    first, second = "participant", "participant"
    if passage.tells("received", around):
        first, second = "visitor", "host"
    elif passage.tells("received_others", around):
        first, second = "host", "visitor"
    elif passage.tells("visits", around):
        first, second = "visitor", "host"
    yield from _as(first, before)
    yield from _as(second, after)


def _as(role: str, actors: Sequence[_Participant]) -> Iterator[_Participant]:
    for one in actors:
        yield _Participant(role, one.person, one.organization, one.name)


def _mission(passage: Passage, told: Span, events: _Events) -> list[_Participant]:
    """The body whose mission a sentence speaks of without naming it."""
    key = events.missions.near(passage, told.start)
    record = next((one for one in events.found.of("missions") if one.key == key), None)
    organization = record.cells.get("organization_id", "") if record else ""
    return [_Participant("", "", organization, None)] if organization else []


def _actors(passage: Passage, clause: Span) -> Iterator[_Participant]:
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
            yield _Participant("", "", passage.reading.entity(name)[1], name)
        else:
            body = names[index - 1] if index else None
            is_officer = body is not None and body.kind == "organization" and _is_officer(passage, body, name)
            organization = passage.reading.entity(body)[1] if body is not None and is_officer else ""
            yield _Participant("", passage.reading.entity(name)[1], organization, name)


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
