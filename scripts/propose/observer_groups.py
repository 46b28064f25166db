"""Which observers a number counts: those of a mission, of bodies or states, of citizens, of contestants."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extraction.mentions import Name, Quantity
from extraction.text import Span
from scripts.propose.passages import Passage
from scripts.propose.proposals import Proposals
from scripts.propose.quantities import (
    clause_before,
    names,
    next_start,
    own_words,
    quantities,
    starts,
    subject_before,
    words_before,
)
from scripts.propose.states import state_of_adjective
from scripts.propose.which_mission import Missions

SENDERS = frozenset({"organizations", "countries"})
"""Units of those who send observers."""

_BY_UNIT = {"organizations": "international_organizations", "countries": "foreign_states"}


@dataclass
class Item:
    """A number of a sentence with what is counted: the place of its noun, and the codes that words give."""

    quantity: Quantity
    unit: str
    noun: Span
    rule: str
    group: str = ""
    mission: str = ""
    country: str = ""
    basis: str = ""
    is_basis_of_whole: bool = False
    """Whether the words of its step stand with the whole that it is a part of."""

    grounds: list[Span] = field(default_factory=list)


class _Group(NamedTuple):
    """An observer group with its mission or country."""

    code: str
    mission: str = ""
    country: str = ""


@dataclass
class Groups:
    """Decides on the group of each number of a document."""

    found: Proposals
    missions: Missions = field(init=False)

    def __post_init__(self) -> None:
        self.missions = Missions(self.found)

    def decide(self, passage: Passage, item: Item, before: Sequence[Item], after: Sequence[Item]) -> None:
        """Set group, mission and country of a number; `before` are decided already."""
        if item.group:
            return
        earlier = next((one for one in reversed(before) if one.unit == "observers"), None)
        if item.unit in SENDERS:
            found = self._of_senders(passage, item, earlier)
        else:
            region = _region(passage, item, after)
            own = _own(passage, item)
            sender = _sender(passage, item, region)
            found = (
                _of_contestants_or_citizens(passage, item, own)
                or self._of_bearer(passage, item)
                or self._of_mission(passage, item, sender)
                or (self._of_joint(passage, item, own) if sender is None else None)
                or _of_people(passage, item)
                or _of_represented(passage, item)
                or _of_senders_by_words(passage, own, sender, region)
                or _as_before(item, earlier)
                or self._of_term(passage, item)
                or _Group("all")
            )
        item.group, item.mission, item.country = found.code, found.mission, found.country or item.country

    def is_of_mission(self, passage: Passage, quantity: Quantity) -> bool:
        """Whether words say that a mission has so many: before the number, or in its own phrase."""
        before = clause_before(passage, quantity)
        if passage.tells("of_missions", before) or passage.tells("owned", words_before(passage, quantity, 3)):
            return True
        is_compound = passage.gap(passage.index(quantity.end - 1)) == "-"
        if is_compound and passage.tells("bodies", own_words(passage, quantity)):
            return True
        verbs = passage.told("mission_verbs", before)
        if not verbs:
            return False
        actors = [
            name
            for name in names(passage)
            if name.kind == "organization" and before.start <= name.start and name.end <= verbs[-1].span.start
        ]
        return passage.tells("mission_subjects", before) or any(self.missions.of(passage, name) for name in actors)

    def _of_senders(self, passage: Passage, item: Item, earlier: Item | None) -> _Group:
        """The group of bodies or countries: that of the observers whom they sent."""
        if earlier is not None and earlier.group == "mission":
            return _Group("mission", earlier.mission)
        if self.is_of_mission(passage, item.quantity) and (mission := self._near(passage, item)):
            return _Group("mission", mission)
        counted = {one.counted for one in quantities(passage)}
        is_of_both = item.unit == "countries" or "countries" in counted
        if earlier is not None and earlier.group == "international" and is_of_both:
            return _Group("international")
        is_citizen = "citizen" in _own(passage, item) or (earlier is not None and earlier.group == "citizen")
        return _Group("citizen" if is_citizen else _BY_UNIT[item.unit])

    def _of_mission(self, passage: Passage, item: Item, sender: Name | None) -> _Group | None:
        if sender is not None and (mission := self.missions.of(passage, sender)):
            return _Group("mission", mission)
        if self.is_of_mission(passage, item.quantity) and (mission := self._near(passage, item)):
            return _Group("mission", mission)
        return None

    def _of_bearer(self, passage: Passage, item: Item) -> _Group | None:
        """Those of the body that has or sends so many, right before the verb: "The AU had 69 observers"."""
        before = subject_before(passage, item.quantity)
        verbs = passage.told("bearing", before)
        if not verbs:
            return None
        actors = [
            name
            for name in names(passage)
            if name.kind == "organization" and before.start <= name.start and name.end <= verbs[-1].span.start
        ]
        mission = self.missions.of(passage, actors[-1]) if actors else ""
        if mission:
            return _Group("mission", mission)
        subject = Span(before.start, verbs[-1].span.start)
        return _Group("citizen") if passage.tells("citizen_bodies", subject) else None

    def _of_joint(self, passage: Passage, item: Item, own: Sequence[str]) -> _Group | None:
        """Those of a joint mission, where words tell of observers at work and not of whose they are."""
        basis = {told.code for told in passage.told("basis", passage.clause(item.quantity.start))}
        is_at_work = bool(basis & {"deployed", "took_part"}) and "accredited" not in basis
        mission = self.missions.joint if is_at_work and not own else ""
        return _Group("mission", mission) if mission else None

    def _of_term(self, passage: Passage, item: Item) -> _Group | None:
        """Long-term and short-term observers: only missions have them."""
        if not passage.tells("of_missions", Span(item.quantity.start, item.noun.end)):
            return None
        mission = self._near(passage, item)
        return _Group("mission", mission) if mission else _Group("international")

    def _near(self, passage: Passage, item: Item) -> str:
        return self.missions.near(passage, item.quantity.start)


def _region(passage: Passage, item: Item, after: Sequence[Item]) -> Span:
    """The words behind a number that may say who sent the observers: up to the next number of observers."""
    clause = passage.clause(item.quantity.start)
    following = next((one.quantity.start for one in after if one.unit == "observers"), clause.end)
    return Span(item.quantity.start, min(clause.end, following))


def _own(passage: Passage, item: Item) -> list[str]:
    """What the words between a number and its noun say of the observers, or those up to the next number."""
    end, clause = item.noun.end, passage.clause(item.quantity.start)
    if end <= item.quantity.end:
        end = next_start(passage, item.quantity, clause.end)
    own = [told.code for told in passage.told("domestic", Span(item.quantity.start, end))]
    nouns = passage.told("observer_nouns", Span(clause.start, item.quantity.start))
    if not own and item.rule == "observers-members" and nouns:  # "international observers, 1,013 people"
        own = [told.code for told in passage.told("domestic") if told.last == nouns[-1].first - 1]
    return own


def _sender(passage: Passage, item: Item, region: Span) -> Name | None:
    """The first body or country named behind a number, where it is the sender: "243 observers from ODIHR"."""
    after = [
        name
        for name in names(passage)
        if name.kind != "place" and item.noun.end <= name.start and name.end <= region.end
    ]
    if not after:
        return None
    index = passage.index(after[0].start)
    between = Span(item.noun.end, after[0].start)
    is_sent = any(told.code == "deployed" for told in passage.told("basis", between))
    is_elliptic = item.rule == "observers-elliptic" and not passage.tells("parts", region)
    for link in (index - 1, index - 2):
        if starts(passage, "from", link) or (starts(passage, "by", link) and (is_sent or is_elliptic)):
            return after[0]
    return None


def _of_contestants_or_citizens(passage: Passage, item: Item, own: Sequence[str]) -> _Group | None:
    if "candidate_or_party" in own:
        return _Group("candidate_or_party")
    before = clause_before(passage, item.quantity)
    is_citizen = "citizen" in own or passage.tells("citizen_groups", before)
    return _Group("citizen") if is_citizen else None


def _of_people(passage: Passage, item: Item) -> _Group | None:
    """Those of one state by its adjective right before their noun: "sixteen Norwegian observers"."""
    words = passage.between(item.quantity.end, item.noun.start)
    country = state_of_adjective(words, passage.language) if item.noun.start > item.quantity.end else ""
    return _Group("foreign_states", "", country) if country not in ("", passage.reading.country) else None


def _of_represented(passage: Passage, item: Item) -> _Group | None:
    """Those by whom a state is represented: «Россию представляли 72 наблюдателя»."""
    before = clause_before(passage, item.quantity)
    verbs = passage.told("represent", before)
    states = [name for name in names(passage) if name.kind == "country" and verbs and name.start >= before.start]
    near = [name for name in states if 0 <= verbs[-1].span.start - name.end <= 1]
    return _Group("foreign_states", "", near[-1].value) if near else None


def _of_senders_by_words(passage: Passage, own: Sequence[str], sender: Name | None, region: Span) -> _Group | None:
    """The group by who is said to have sent them, be it by name."""
    senders = {told.code for told in passage.told("senders", region)}
    is_international = "international" in own and "international_organizations" not in senders
    if len(senders) > 1 or is_international:
        return _Group("international")  # those who come from many countries need not be sent by states
    if senders:
        return _Group(senders.pop())
    if sender is None:
        return None
    is_body = sender.kind == "organization"
    return _Group("international_organizations") if is_body else _Group("foreign_states", "", sender.value)


def _as_before(item: Item, earlier: Item | None) -> _Group | None:
    """The group of the number before, of which one without a noun is a part; a country's observers are of a state."""
    if earlier is not None and item.rule == "observers-elliptic":
        return _Group(earlier.group, earlier.mission)
    return _Group("foreign_states", "", item.country) if item.country else None
