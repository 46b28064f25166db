"""Every other number that a table holds: `figures`."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from extraction.mentions import Mention, Name, Quantity
from extraction.text import Span
from scripts.propose.amounts import amount
from scripts.propose.earlier import Elections
from scripts.propose.passages import Ids, Passage, Seen, described_in, passages, supported
from scripts.propose.places import places_of
from scripts.propose.proposals import Proposals, Record
from scripts.propose.reading import Reading
from scripts.propose.voices import voice_at
from scripts.propose.which_mission import Missions
from validation.bounds import MEASURED

_NEAR = 60
"""Code points within which words and number belong together."""

_SUBJECT = 9
"""Words between a body and its verb."""

_DIRECT = 28
"""Code points behind a number in which its own noun stands."""

_LISTED = 60
"""Code points between two numbers of a list of places."""

_MINUTES = 60


def propose_figures(reading: Reading, found: Proposals) -> None:
    """Every number of turnout, voters, votes, candidates … for which the words give grounds."""
    figures = _Figures(found, Ids(found, "figures"), Missions(found), Elections(found))
    counted = _Counted(found)
    for passage in passages(reading, "figures"):
        for quantity in passage.of("count", "percent", "time", "ordinal"):
            if isinstance(quantity, Quantity) and not counted.holds(quantity):
                figures.read(passage, quantity)


class _Counted:
    """The numbers that counts of observers and stations hold already."""

    def __init__(self, found: Proposals) -> None:
        self._places: dict[str, list[Span]] = defaultdict(list)
        for table in ("observer_counts", "polling_station_counts"):
            for record in found.of(table):
                self._places[record.cells.get("value", "")].append(record.span)

    def holds(self, quantity: Quantity) -> bool:
        """Whether one of them cites the number."""
        return any(span.start <= quantity.start < span.end for span in self._places.get(quantity.value, ()))


@dataclass(frozen=True)
class _Figure:
    """What a rule makes of a number."""

    topic: str
    unit: str
    grounds: tuple[Span, ...] = ()
    organization: str = ""
    of: str = ""
    """Words of the id that tell figures of one topic apart."""


Rule = Callable[["_Figures", Passage, Quantity], _Figure | None]


@dataclass
class _Figures:
    found: Proposals
    ids: Ids
    missions: Missions
    elections: Elections
    seen: Seen = field(default_factory=Seen)
    last: tuple[int, _Figure] | None = None

    def read(self, passage: Passage, quantity: Quantity) -> None:
        """Propose what one number says."""
        if self.elections.is_earlier(passage, quantity):
            return
        for name, rule in _RULES.items():
            figure = None if quantity.kind == "ordinal" and rule is not _anniversary else rule(self, passage, quantity)
            if figure is not None:
                self._propose(passage, quantity, figure, name)
                self.last = (quantity.end, figure)
                return
        if not self._read_share(passage, quantity):
            self._read_listed(passage, quantity)

    def _read_share(self, passage: Passage, quantity: Quantity) -> bool:
        """The share that a number of voters amounts to: "1,629,318 people, which is 59 per cent"."""
        end, figure = self.last or (-1, None)
        between = Span(end, quantity.start)
        is_next = passage.span.start <= end <= quantity.start <= end + _NEAR
        if figure is None or figure.topic != "turnout" or figure.unit != "people" or quantity.kind != "percent":
            return False
        if not is_next or not passage.tells("amounts_to", between):
            return False
        self._propose(passage, quantity, _Figure("turnout", "percent", (Span(end - 1, end),)), "turnout")
        return True

    def _read_listed(self, passage: Passage, quantity: Quantity) -> None:
        """A number without a noun beside its place, in a list that goes on with the last figure."""
        if quantity.kind != "count" or quantity.counted not in ("", "people", "voters") or self.last is None:
            return
        end, figure = self.last
        is_next = quantity.start - end <= _LISTED and figure.topic in _WITH_PLACE and figure.unit == "people"
        if is_next and places_of(passage, quantity):
            self._propose(passage, quantity, _Figure(figure.topic, figure.unit), "figures-in-list")
            self.last = (quantity.end, figure)

    def _propose(self, passage: Passage, quantity: Quantity, figure: _Figure, rule: str) -> None:
        cells = (
            _time(quantity) if figure.unit == "time_of_day" else amount(quantity, is_measure=figure.unit in MEASURED)
        )
        if cells is None:
            return
        own = Span(quantity.start, quantity.end)
        span = passage.quote(own, Span(quantity.start, passage.ended(quantity.end)), *figure.grounds)
        places = places_of(passage, quantity) if figure.topic in _WITH_PLACE else []
        for place in places or (None,):
            held = {"topic": figure.topic, "unit": figure.unit, **cells}
            if figure.organization:
                held["organization_id"] = figure.organization
            if place is not None and (place_id := passage.reading.entity(place)[1]):
                held["place_id"] = place_id
                span = Span(min(span.start, place.start), max(span.end, place.end))
            voices = voice_at(passage.reading, self.found, quantity.start)
            record = supported(passage, Record("figures", "", held, span, rule, voices), ("topic", "unit"))
            if not self.seen.has(record):
                key = self.ids.make(figure.topic, figure.of, held.get("place_id", ""))
                described = {**record.cells, **described_in(passage, record.span)}
                self.found.records.append(replace(record, key=key, cells=described))


_WITH_PLACE = frozenset({"voters", "turnout", "votes"})


def _time(quantity: Quantity) -> dict[str, str] | None:
    """Minutes after midnight."""
    hours, _, minutes = quantity.value.partition(":")
    if not hours.isdecimal() or not minutes[:2].isdecimal():
        return None
    return {"value": str(_MINUTES * int(hours) + int(minutes[:2])), "precision": quantity.precision}


# Where words stand


def _clause(passage: Passage, quantity: Mention) -> Span:
    return passage.clause(quantity.start)


def _near(passage: Passage, quantity: Mention, before: int = _NEAR, after: int = _NEAR) -> Span:
    """The words around a number, in its clause."""
    clause = _clause(passage, quantity)
    return Span(max(clause.start, quantity.start - before), min(clause.end, quantity.end + after))


def _nearest(passage: Passage, quantity: Mention, subject: str, within: Span) -> Span | None:
    told = passage.nearest(passage.told(subject, within), quantity.start)
    return told.span if told else None


def _is_norm(passage: Passage, quantity: Mention) -> bool:
    """Whether words of a rule or forecast belong to a number: no other one stands between."""
    others = [one for one in passage.of("count", "percent") if one is not quantity]
    for told in passage.told("norms", _clause(passage, quantity)):
        low, high = min(told.span.end, quantity.end), max(told.span.start, quantity.start)
        if not any(low <= one.start < high for one in others):
            return True
    return False


def _distance(passage: Passage, quantity: Mention, subject: str) -> int | None:
    """Code points between a number and the nearest words of its clause that tell a subject."""
    words = _nearest(passage, quantity, subject, _clause(passage, quantity))
    return None if words is None else max(words.start - quantity.end, quantity.start - words.end, 0)


def _is_turnout(passage: Passage, quantity: Mention) -> bool:
    """Whether words of turnout stand nearer to a number than those of votes for somebody, if there are such."""
    turnout, votes = _distance(passage, quantity, "turnout"), _distance(passage, quantity, "votes_for")
    return turnout is not None and (votes is None or turnout < votes)


def _has_noun(passage: Passage, quantity: Mention, subject: str, reach: int = 40) -> bool:
    """Whether the number's own noun tells of a subject: no other number stands between."""
    later = [one.start for one in passage.of("count", "percent") if one.start >= quantity.end]
    end = min([quantity.end + reach, _clause(passage, quantity).end, *later])
    return passage.tells(subject, Span(quantity.end, end))


# The rules


def _votes(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """A share or number of votes that a contestant got."""
    is_votes = quantity.kind == "percent" or (quantity.is_open and passage.tells("shares", _after(passage, quantity)))
    clause = _clause(passage, quantity)
    if not is_votes or _is_norm(passage, quantity) or passage.tells("no_votes", _near(passage, quantity, 20, 40)):
        return None
    if _is_of_other_votes(passage, quantity):
        return None
    words = _nearest(passage, quantity, "votes_for", clause) or _nearest(passage, quantity, "votes", clause)
    if words is None:
        return None
    if passage.tells("yes_no", Span(max(clause.start, quantity.start - 30), quantity.start)):
        return _Figure("votes", _unit(quantity), (words,))
    names = [
        name
        for name in passage.of("person", "organization")
        if isinstance(name, Name) and clause.start <= name.start and name.end <= clause.end
    ]
    contestants = [name for name in names if not _is_no_contestant(passage, name)]
    owner = _owner(passage, quantity, contestants)
    if owner is None:
        return None
    organization = passage.reading.entity(owner)[1] if owner.kind == "organization" else ""
    ground = Span(owner.start, owner.end)
    return _Figure("votes", _unit(quantity), (ground,), organization, passage.reading.entity(owner)[1])


def _is_of_other_votes(passage: Passage, quantity: Quantity) -> bool:
    """Whether a number is one of voters, or of votes in a body: "adopted by five votes to four"."""
    clause, own = _clause(passage, quantity), _own(passage, quantity, _DIRECT)
    if passage.told("by", Span(max(clause.start, quantity.start - 4), quantity.start), "counted"):
        return True
    is_of_voters = passage.tells("voter_nouns", own) and (
        _is_turnout(passage, quantity) or not passage.tells("votes_for", clause)
    )
    return is_of_voters or (passage.tells("turnout_nouns", clause) and not passage.tells("vote_nouns", own))


def _own(passage: Passage, quantity: Mention, reach: int) -> Span:
    """The words behind a number, up to the next one."""
    later = [one.start for one in passage.of("count", "percent") if one.start >= quantity.end]
    return Span(quantity.end, min([_clause(passage, quantity).end, quantity.end + reach, *later]))


def _is_whole(passage: Passage, quantity: Mention) -> bool:
    """Whether "of" stands before a number, so that another number is a part of it."""
    before = passage.told("of", Span(max(passage.span.start, quantity.start - 8), quantity.start), "counted")
    return bool(before)


def _unit(quantity: Quantity) -> str:
    return "percent" if quantity.kind == "percent" else "people"


def _after(passage: Passage, quantity: Mention) -> Span:
    return Span(quantity.end, min(_clause(passage, quantity).end, quantity.end + 30))


def _is_no_contestant(passage: Passage, name: Name) -> bool:
    return name.kind == "organization" and passage.tells("no_contestants", Span(name.start, name.end))


def _owner(passage: Passage, quantity: Mention, names: list[Name]) -> Name | None:
    """Whose number it is: the name before it with no other number between, else the one that follows "for"."""
    numbers = [one for one in passage.of("percent", "count") if one is not quantity]
    before = [
        name
        for name in names
        if name.end <= quantity.start and not any(name.end <= one.start < quantity.start for one in numbers)
    ]
    if before:
        return _without_attached(passage, before)
    after = [
        name
        for name in names
        if name.start >= quantity.end and not any(quantity.end <= one.start < name.start for one in numbers)
    ]
    if after and passage.tells("votes_for", Span(quantity.end, after[0].start)):
        return after[0]
    earlier = [name for name in names if name.end <= quantity.start]
    is_bracketed = passage.reading.text[quantity.start - 1] == "("
    return earlier[-1] if earlier and is_bracketed else None


def _without_attached(passage: Passage, names: list[Name]) -> Name:
    """The last name, or the person before it to whom a party is only attached: "Ivanov, nominated by the Party"."""
    person = next((one for one in reversed(names) if one.kind == "person"), None)
    if person is None or names[-1] is person:
        return names[-1]
    first = next(one for one in names[names.index(person) :] if one.kind == "organization")
    between = Span(person.end, first.start)
    return person if passage.tells("attached", between) and not passage.tells("votes", between) else names[-1]


def _turnout(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """Voters who voted, or their share."""
    clause = _clause(passage, quantity)
    words = _nearest(passage, quantity, "turnout", clause)
    if words is None or _is_norm(passage, quantity) or not _is_turnout(passage, quantity):
        return None
    own = _own(passage, quantity, _DIRECT)
    if passage.tells("vote_nouns", own) or _is_whole(passage, quantity):
        return None
    if quantity.kind == "percent":
        return _Figure("turnout", "percent", (words,))
    is_people = quantity.counted in ("voters", "people") or passage.tells("voter_nouns", own)
    if not is_people or passage.tells("voters", own):
        return None
    return _Figure("turnout", "people", (words,))


def _voters(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """Registered voters."""
    clause = _clause(passage, quantity)
    if quantity.kind != "count" or _is_norm(passage, quantity):
        return None
    words = _nearest(passage, quantity, "voters", clause)
    is_people = quantity.counted in ("voters", "people") or _has_noun(passage, quantity, "voter_nouns", 25)
    if _is_whole(passage, quantity) and quantity.counted == "voters":
        return _Figure("voters", "people")
    if words is None or not is_people:
        return None
    if quantity.counted != "voters" and not passage.tells("voter_nouns", clause):
        return None
    return _Figure("voters", "people", (words,))


def _registrar(passage: Passage, quantity: Quantity) -> str:
    """The body that is said to have done it: "the CEC registered seven candidates"."""
    clause = _clause(passage, quantity)
    verbs = [told for told in passage.told("register", clause) if told.span.end <= quantity.start]
    names = [
        name
        for name in passage.of("organization")
        if isinstance(name, Name) and verbs and clause.start <= name.start and name.end <= verbs[-1].span.start
    ]
    is_near = bool(names) and len(passage.between(names[-1].end, verbs[-1].span.start).split()) <= _SUBJECT
    return passage.reading.entity(names[-1])[1] if is_near else ""


def _share_of_women(passage: Passage, clause: Span) -> _Figure | None:
    """The share of women among candidates."""
    is_share = passage.tells("women", clause) and passage.tells("contestant_nouns", clause)
    return _Figure("candidates", "percent", of="women") if is_share else None


def _candidates(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """Candidates, or the parties and lists that stand."""
    clause = _clause(passage, quantity)
    if _is_norm(passage, quantity) or quantity.kind == "percent":
        return None if _is_norm(passage, quantity) else _share_of_women(passage, clause)
    if quantity.counted == "people" and (words := _nearest(passage, quantity, "standing_verbs", clause)) is not None:
        return _Figure("candidates", "candidates", (words,))
    if quantity.counted == "candidates" and passage.tells("contestant_nouns", _own(passage, quantity, _DIRECT)):
        return _Figure("candidates", "candidates", organization=_registrar(passage, quantity))
    if passage.tells("women", _after(passage, quantity)) and passage.tells("contestant_nouns", clause):
        return _Figure("candidates", "candidates", of="women") if passage.tells("candidacy", clause) else None
    told = [one.code for one in passage.told("contestant_nouns", _own(passage, quantity, _DIRECT))]
    is_detail = bool(passage.told("from", _own(passage, quantity, _DIRECT // 3), "counted"))
    if quantity.is_open and not is_detail and "organizations" in told and passage.tells("candidacy", clause):
        return _Figure("candidates", "organizations", of="parties")
    return None


def _staff(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """People who work in election commissions."""
    words = _nearest(passage, quantity, "staff", _near(passage, quantity, 90, 90))
    is_people = quantity.counted == "people" or quantity.is_open
    if (
        quantity.kind != "count"
        or words is None
        or not is_people
        or passage.tells("training", _clause(passage, quantity))
    ):
        return None
    return _Figure("election_staff", "people", (words,))


def _training(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """People trained, or the seminars."""
    words = _nearest(passage, quantity, "training", _clause(passage, quantity))
    if words is None or quantity.kind != "count":
        return None
    if quantity.counted == "people" or _has_noun(passage, quantity, "staff"):
        return _Figure("training", "people", (words,))
    if _has_noun(passage, quantity, "training", 30):
        return _Figure("training", "events", (words,), of="events")
    return None


def _commission(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """How many members a commission has."""
    clause = _clause(passage, quantity)
    words = _nearest(passage, quantity, "commissions", _near(passage, quantity, 90, 40))
    is_members = quantity.is_open and passage.tells("commission_members", _after(passage, quantity))
    if words is None or not is_members or passage.tells("observation", clause):
        return None
    return _Figure("commission_formation", "people", (words,))


def _by_unit(topic: str, counted: str, subject: str) -> Rule:
    """A rule for numbers of one unit in a clause that tells of a subject."""

    def rule(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
        words = _nearest(passage, quantity, subject, _clause(passage, quantity))
        if quantity.counted != counted or quantity.is_open or words is None:
            return None
        return _Figure(topic, counted, (words,), _registrar(passage, quantity))

    return rule


def _observation(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """Regions, meetings and days of an observation."""
    clause = _clause(passage, quantity)
    words = _nearest(passage, quantity, "observation", Span(clause.start, quantity.start))
    if words is None or quantity.kind != "count":
        return None
    mission = figures.missions.near(passage, quantity.start)
    organization = figures.missions.sender(mission)
    if quantity.counted == "regions" or (
        quantity.is_open and passage.tells("region_nouns", _own(passage, quantity, 20))
    ):
        return _Figure("observation", "regions", (words,), organization)
    if quantity.counted == "events" or passage.tells("meetings", _after(passage, quantity)):
        return _Figure("observation", "events", (words,), organization)
    return None


def _term(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    words = _nearest(passage, quantity, "term", _near(passage, quantity, 50, 20))
    return _Figure("term_of_office", "years", (words,)) if quantity.counted == "years" and words else None


def _eligibility(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    clause = _clause(passage, quantity)
    words = _nearest(passage, quantity, "age", _near(passage, quantity, 40, 30))
    is_of_person = passage.gap(passage.index(quantity.end - 1)) == "-"
    if quantity.counted != "years" or words is None or is_of_person or not passage.tells("standing", clause):
        return None
    return _Figure("eligibility", "years", (words,))


def _campaigners(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """People who work for a contestant."""
    clause = _clause(passage, quantity)
    words = _nearest(passage, quantity, "proxies", clause)
    if (
        quantity.kind != "count"
        or words is None
        or quantity.counted not in ("", "people", "лицо", "proxy", "volunteer")
    ):
        return None
    return _Figure("campaign_activity", "people", (words,))


def _anniversary(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """So many years: "the 30th anniversary of diplomatic relations"."""
    after = Span(quantity.end, min(quantity.end + _NEAR * 2, _clause(passage, quantity).end))
    if quantity.kind != "ordinal" or not passage.tells(
        "anniversary", Span(quantity.end, min(quantity.end + 14, after.end))
    ):
        return None
    for subject, topic in (("relations", "state_relations"), ("history", "state_history")):
        words = _nearest(passage, quantity, subject, after)
        if words is not None:
            return _Figure(topic, "years", (words,))
    return None


def _hours(figures: _Figures, passage: Passage, quantity: Quantity) -> _Figure | None:
    """When polling stations open and close."""
    clause = _clause(passage, quantity)
    words = _nearest(passage, quantity, "hours", _near(passage, quantity, 140, 30))
    if quantity.kind != "time" or words is None or not passage.tells("polls", clause):
        return None
    if passage.tells("no_hours", clause):
        return None
    return _Figure("voting_day", "time_of_day", (words,))


_RULES: dict[str, Rule] = {
    "anniversary-years": _anniversary,
    "campaigners": _campaigners,
    "votes": _votes,
    "turnout": _turnout,
    "voters": _voters,
    "people-trained": _training,
    "election-staff": _staff,
    "candidates-number": _candidates,
    "legal-acts-number": _by_unit("legislation", "legal_acts", "legislation"),
    "information-messages": _by_unit("voter_information", "messages", "information"),
    "information-languages": _by_unit("voter_information", "languages", "information"),
    "airtime": _by_unit("airtime", "minutes", "airtime"),
    "journalists": _by_unit("media_coverage", "correspondents", "media"),
    "observation-figures": _observation,
    "campaign-events": _by_unit("campaign_activity", "events", "campaign"),
    "campaign-forms": _by_unit("campaign_activity", "forms", "campaign"),
    "term-of-office": _term,
    "eligibility": _eligibility,
    "commission-members": _commission,
    "voting-hours": _hours,
    "years-of-relations": _by_unit("state_relations", "years", "relations"),
    "years-of-history": _by_unit("state_history", "years", "history"),
}


def rules() -> Iterator[str]:
    """The names of the rules."""
    return iter(_RULES)
