"""What happened and when, with those who took part: `events`, `event_participants`."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extraction.mentions import Mention, Name
from extraction.sentences import blocks
from extraction.text import Span
from scripts.propose.days import Days
from scripts.propose.earlier import Elections
from scripts.propose.participants import Participant, of_title, participants
from scripts.propose.passages import Ids, Passage, Told, described_in, passages, supported
from scripts.propose.proposals import Proposals, Record
from scripts.propose.reading import Reading
from scripts.propose.voices import voice_at
from scripts.propose.which_mission import Missions

_FARTHEST = 90
"""Code points between a date and the words that tell its event."""

_ADJACENT = 16
"""Within so many a date surely belongs to the words."""

_BEFORE_DATE = 6
"""Words between an election and its date: "election of the President on 9 June"."""

_HELD = 10
"""Words between them where one of them says that the election was held."""

_DATELINE = 45
"""Code points of a sentence in which the date of a news item stands."""

_NEAR = 50
"""Code points within which "on election day" belongs to the words."""

_OPENING = 24
"""Code points at the head of a clause in which the day is that of the whole clause."""

_FAR = 160
"""Code points within which a date belongs to words that tell one thing alone, such as a debate."""

_ALONE = frozenset({"debate", "press_conference", "telegram", "results"})
_IN_TITLES = frozenset({"voting", "statement"})
"""Events that the heading of a document dates."""

_HEADING = 300
"""Code points between a title and the day below it."""

_TITLES = 9
"""Sentences among which a title stands."""

_TITLE_BEGINS = 2
"""Words of a title before what says what was held or issued."""

_STOPS = frozenset('.!?…»"”;')
_FEWEST = 4
"""Words that a quote without a date has at least, where its clause names who acts."""

_SAID = 28
"""Code points between a day and the verb by which somebody spoke."""

_DAY = len("2019-06-09")
_BY_YEAR = frozenset({"legislation", "political_change", "commission_formation"})
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

_BETWEEN = frozenset({"meeting", "telegram"})
"""Events that need somebody who takes part."""

_WITH_DAY = frozenset({"meeting", "observation"})
"""Events that were on the only day that their sentence names."""

_LASTING = frozenset({"observation", "meeting", "campaign"})
"""Events that last from a day on."""

_WITHOUT_YEAR = frozenset({"voting", "preparation"})
"""Events that are told with a day of an unknown year."""

_OF_DOCUMENT = "The words give the day by that of the document."
_DAY_OF_DOCUMENT = "The document bears the day, and is by its title what was said or issued then."
_CARRIED = "What the date leaves out is carried over from another date of the document."
_SAME_PARAGRAPH = "The paragraph goes on after an event of that day and names no other."
_SAME_DAY = "The words say that it was on the same day as what is told before."
_OF_ELECTION_DAY = "The words name the election day, which the document dates elsewhere."


def propose_events(reading: Reading, found: Proposals) -> None:
    """Every event that words date, and of some types those that they do not."""
    events = _Events(
        found, Ids(found, "events"), Missions(found), Elections(found), Days(reading), blocks(reading.text)
    )
    listed = list(passages(reading, "events"))
    for passage in listed:
        events.note_votes(passage)
    events.read_title(listed[:_TITLES])
    for passage in listed:
        events.read(passage)
    events.read_left()


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
    elections: Elections
    days: Days
    blocks: list[Span]
    kinds: set[str] = field(default_factory=set)
    """Types of the events that are proposed."""

    left: list[tuple[Passage, _Event]] = field(default_factory=list)
    """Events that are told only where nothing else tells them."""

    seen: set[tuple[str, str]] = field(default_factory=set)
    last: str = ""
    last_end: int = 0
    """The last day that an event was dated by, and where it stands."""

    held: dict[str, int] = field(default_factory=dict)
    """Day of a vote → the first sentence that says it was held then; others only name the election by its day."""

    def note_votes(self, passage: Passage) -> None:
        """Note the days on which a sentence says that a vote is held."""
        for event in self._dated(passage):
            if event.told.code == "voting" and event.day is not None:
                low, high = min(event.told.span.end, event.day.end), max(event.told.span.start, event.day.start)
                if event.date and passage.tells("held", Span(low, high)) and not _is_title(passage):
                    self.held.setdefault(event.date, passage.number)

    def read(self, passage: Passage) -> None:
        """Propose the events of a sentence."""
        taken: dict[tuple[str, int], set[str]] = {}
        for event in (*self._dated(passage), *self._undated(passage)):
            kind = event.told.code
            clause = passage.clause(event.told.span.start)
            earlier = taken.get((kind, clause.start))
            if (earlier is not None and (not event.day or event.date in earlier)) or self._is_told(event):
                continue
            if (kind == "voting" and _is_title(passage)) or (kind == "observation" and not event.date):
                self.left.append((passage, event))  # only where nothing else tells it
                continue
            if kind == "voting" and self.held.get(event.date, passage.number) > passage.number:
                continue
            taken.setdefault((kind, clause.start), set()).add(event.date)
            self._read(passage, event)

    def read_title(self, listed: Sequence[Passage]) -> None:
        """Propose the statement or briefing that the document is by its title, on its day or that of the title."""
        for passage in listed:
            if passage.text.rstrip(" *")[-1:] in _STOPS:
                continue
            told = next((one for one in passage.told("titles") if one.first <= _TITLE_BEGINS), None)
            event = self._titled(passage, told) if told is not None else None
            if event is not None:
                self._propose(passage, event, list(of_title(passage, event.told.span, self.found)))
                return

    def _titled(self, passage: Passage, told: Told) -> _Event | None:
        """What a title tells, with the last day in it that is no day of a vote, or that of the document."""
        votes = [one.span.end for one in passage.told("dated") if one.code == "voting"]
        dates = [
            one
            for one in passage.of("date")
            if len(one.value) == _DAY and "X" not in one.value and one.value not in self.elections.days
            if not any(_is_beside(passage, end, one) for end in votes)
        ]
        if dates:
            return _Event(told, dates[-1].value, Span(dates[-1].start, dates[-1].end))
        day = self.days.of_document
        is_near = day is not None and 0 <= day.start - told.span.end <= _HEADING
        where = Span(day.start, day.end) if day is not None and is_near else None
        return _Event(told, self.days.written, where, _DAY_OF_DOCUMENT) if self.days.written else None

    def _is_told(self, event: _Event) -> bool:
        """Whether the document told it before."""
        kind, date = event.told.code, event.date
        if not date and kind in _ONCE and kind in self.kinds:
            return True
        return bool(date) and kind != "meeting" and (kind, date) in self.seen

    # Dates

    def _dated(self, passage: Passage) -> Iterator[_Event]:
        """Each date with the words that tell its event."""
        for date in self._dates(passage):
            if _is_dateline(passage, date) or date is self.days.of_document:
                continue
            has_year = "X" not in date.value
            clause = passage.clause(date.start)
            told = [
                one
                for one in _outside_names(passage, passage.told("dated", clause))
                if self._may_tell(passage, one, date)
                and _gap(one.span, date) <= (_FAR if one.code in _ALONE else _FARTHEST)
                and (has_year or one.code in _WITHOUT_YEAR)
            ]
            if told:
                best = min(told, key=lambda one: (_gap(one.span, date) + _weight(one, date), one.span.start))
                ends = _ends(passage, best, date)
                if ends:
                    yield _Event(best, ends, clause)
                    continue
                value = _since(passage, best, date) if has_year else ""
                yield _Event(best, value, Span(date.start, date.end), self._reason(passage, date))
            elif said := self._said(passage, date):
                yield _Event(said, date.value, Span(date.start, date.end), self._reason(passage, date))

    def _dates(self, passage: Passage) -> list[Mention]:
        """The dates of a passage, with those that it gives by the day of the document."""
        relative = self.days.relative(passage, self.last)
        return sorted([*passage.of("date"), *relative], key=lambda date: date.start)

    def _reason(self, passage: Passage, date: Mention) -> str:
        """Why a date is complete, where words do not say all of it."""
        if not date.is_inferred:
            return ""
        return _CARRIED if date in passage.mentions else _OF_DOCUMENT

    def _said(self, passage: Passage, date: Mention) -> Told | None:
        """The verb beside a day on which somebody said something."""
        if len(date.value) != _DAY or "X" in date.value or _is_title(passage):
            return None
        near = Span(max(passage.span.start, date.start - _SAID), min(passage.span.end, date.end + _SAID))
        told = passage.nearest(passage.told("said", near), date.start)
        return replace(told, code="statement") if told else None

    def _may_tell(self, passage: Passage, told: Told, date: Mention) -> bool:
        if _is_title(passage) and told.code not in _IN_TITLES:
            return False
        if told.code == "election_call" and told.span.end <= date.start:
            return False  # "called elections for 9 June" dates the vote
        is_far = told.code == "political_change" and _gap(told.span, date) > 2 * _ADJACENT
        is_day = len(date.value.partition("/")[0]) == _DAY
        if is_far or (told.code not in _BY_YEAR and "-" not in date.value):
            return False
        if told.code != "voting":
            return True
        year = self.elections.year
        is_of_other = bool(year) and date.value[: len(year)] != year and "X" not in date.value
        is_time = "/" in date.value and not _is_early(passage, told)
        return is_day and not is_of_other and not is_time and _is_vote_of(passage, told, date)

    def _undated(self, passage: Passage) -> Iterator[_Event]:
        """Words that tell an event without a date, or of the election day."""
        if _is_title(passage):
            return
        for told in _outside_names(passage, passage.told("undated")):
            clause = passage.clause(told.span.start)
            near = Span(max(clause.start, told.span.start - _NEAR), min(clause.end, told.span.end + _NEAR))
            opening = Span(clause.start, min(clause.start + _OPENING, clause.end))
            days = passage.told("election_day", near) or passage.told("election_day", opening)
            day = self._election_day() if days and told.code == "observation" else ""
            dates = [date for date in passage.of("date") if clause.start <= date.start < clause.end]
            dates = dates or (list(passage.of("date")) if passage.tells("relative", clause) else [])
            if day:
                yield _Event(told, day, days[0].span, _OF_ELECTION_DAY)
            elif passage.tells("same_day", Span(clause.start, told.span.start)) and self.last:
                yield _Event(told, self.last, None, _SAME_DAY)
            elif told.code == "meeting" and not dates and self.last and self._goes_on(passage, told):
                yield _Event(told, self.last, None, _SAME_PARAGRAPH)
            elif (
                told.code in _WITH_DAY and len(dates) == 1 and "X" not in dates[0].value and len(dates[0].value) >= _DAY
            ):
                reason = _CARRIED if dates[0].is_inferred else ""
                yield _Event(told, dates[0].value, Span(dates[0].start, dates[0].end), reason)
            else:
                yield _Event(told, "")

    def _goes_on(self, passage: Passage, told: Told) -> bool:
        """Whether the last event with a day stands in the same paragraph."""
        index = bisect_right(self.blocks, told.span.start, key=lambda block: block.start) - 1
        return index >= 0 and self.blocks[index].start <= self.last_end <= told.span.start

    def _election_day(self) -> str:
        """The day of the document's election, where it has one."""
        voted = [date for kind, date in self.seen if kind == "voting"]
        days = {date for date in (*self.elections.days, *voted) if len(date) == _DAY}
        return days.pop() if len(days) == 1 else ""

    # Records

    def read_left(self) -> None:
        """Propose the votes of titles, and the observation without a day, which no other words told."""
        for passage, event in self.left:
            if not self._is_told(event):
                self._read(passage, event)

    def _read(self, passage: Passage, event: _Event) -> None:
        """Propose an event of a sentence, where somebody takes part in what needs it."""
        taking_part = list(participants(passage, event.told.code, event.told.span, self.missions))
        is_said = event.told.code == "statement" and bool(passage.told("said", event.told.span))
        if taking_part or not (is_said or event.told.code in _BETWEEN):
            self._propose(passage, event, taking_part)

    def _propose(self, passage: Passage, event: _Event, taking_part: Sequence[Participant]) -> None:
        kind = event.told.code
        self.seen.add((kind, event.date))
        self.kinds.add(kind)
        if len(event.date) == _DAY and event.day is not None:
            self.last, self.last_end = event.date, event.day.end
        grounds = [event.told.span, *([event.day] if event.day else [])]
        span = passage.quote(*grounds)
        if not event.day and len(passage.between(span.start, span.end).split()) < _FEWEST:
            clause = passage.clause(span.start)
            subjects = passage.told("actors", Span(clause.start, span.start))
            span = passage.quote(subjects[-1].span, span) if subjects else span
            span = Span(span.start, max(span.end, passage.ended(min(span.end + 1, passage.span.end))))
        for one in taking_part:
            if one.name is not None and passage.clause(span.start) == passage.clause(one.name.start):
                span = passage.quote(span, Span(one.name.start, one.name.end))
        cells = {"event_type": kind}
        if event.date:
            cells["date"] = event.date
        place = _place(passage, span)
        if place:
            cells["place_id"] = place
        voices = voice_at(passage.reading, self.found, span.start)
        inferred = {"date": event.reason} if event.reason else {}
        rule = f"{'dated' if event.date else 'undated'}-{kind.replace('_', '-')}"
        record = supported(passage, Record("events", "", cells, span, rule, voices, inferred=inferred), ("event_type",))
        key = self.ids.make(kind, event.date.replace("/", "-") if event.date else "")
        described = {**record.cells, **described_in(passage, record.span)}
        self.found.records.append(replace(record, key=key, cells=described))
        rows = {
            tuple(sorted(one.cells.items())): one for one in reversed(taking_part) if one.person or one.organization
        }
        self.found.records += [
            Record(
                "event_participants",
                "",
                {"event_id": key, **one.cells},
                record.span,
                f"participants-{kind.replace('_', '-')}",
                voices,
                inferred=one.inferred,
            )
            for one in reversed(rows.values())
        ]


def _is_beside(passage: Passage, end: int, date: Mention) -> bool:
    """Whether a date stands right behind a vote: no place between them."""
    words = passage.between(end, date.start).split() if end <= date.start else ["A"]
    return date.start - end <= _ADJACENT and not any(word[:1].isupper() for word in words)


def _since(passage: Passage, told: Told, date: Mention) -> str:
    """A date, or the time that begins with it: "since 4 May"."""
    is_first = any(one.last == passage.index(date.start) - 1 for one in passage.told("since"))
    is_open = is_first and told.code in _LASTING and "/" not in date.value
    return f"{date.value}/.." if is_open else date.value


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


def _outside_names(passage: Passage, told: Sequence[Told]) -> list[Told]:
    """Words that stand in no name of a body: the State Election Commission is no election."""
    bodies = list(passage.of("organization"))
    return [one for one in told if not any(body.start <= one.span.start < body.end for body in bodies)]


def _is_early(passage: Passage, told: Told) -> bool:
    """Whether the vote is an early one, which lasts for days."""
    return any(one.first <= told.first <= one.last for one in passage.told("early_vote"))


def _is_vote_of(passage: Passage, told: Told, date: Mention) -> bool:
    """Whether a date is that of the election beside it: few words between, or such as "held on"."""
    between = Span(min(told.span.end, date.end), max(told.span.start, date.start))
    words = len(passage.between(between.start, between.end).split())
    if passage.tells("apart", between):
        return False
    if words <= 1 and any(one.first == told.first for one in passage.told("election_day")):
        return True  # «22 декабря, в день голосования»
    if passage.tells("held", between):
        return words <= _HELD
    if told.span.end <= date.start:
        return words <= _BEFORE_DATE
    kinds = {one.first for one in passage.told("vote_kinds")}
    return all(index in kinds for index in range(passage.index(date.end - 1) + 1, told.first))


def _is_dateline(passage: Passage, date: Mention) -> bool:
    """Whether a date at the head of a news item is that of the item: "KYIV, 5 May – …", "(Reuters)"."""
    text = passage.reading.text
    before = text[passage.span.start : date.start]
    after = text[date.end : date.end + 4].lstrip(" .,")
    is_head = date.start - passage.span.start <= _DATELINE and not any(word.islower() for word in before.split())
    return is_head and bool(before) and after[:1] in ("–", "—", "-", "/", "(")


def _place(passage: Passage, span: Span) -> str:
    """The one place that the words name."""
    names = [
        name
        for name in passage.of("place", "country")
        if isinstance(name, Name) and span.start <= name.start and name.end <= span.end
    ]
    return passage.reading.entity(names[0])[1] if len(names) == 1 else ""
