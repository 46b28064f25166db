"""Numbers of observers, and of the bodies and countries that sent them: `observer_counts`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extraction.mentions import Quantity
from extraction.text import Span
from scripts.propose.amounts import amount
from scripts.propose.earlier import Elections
from scripts.propose.observer_groups import SENDERS, Groups, Item
from scripts.propose.parts import part_of
from scripts.propose.passages import Ids, Passage, Seen, Told, supported
from scripts.propose.proposals import Proposals, Record
from scripts.propose.quantities import (
    clause_before,
    names,
    noun,
    own_words,
    quantities,
    span_of,
    starts,
    subject_before,
    with_parts,
    word_before,
    word_behind,
    words_before,
)
from scripts.propose.voices import voice_at

_HEAD = 12
"""Code points in which a sentence begins with "Of these", and between it and the sentence before."""

_OF_WHOLE = "The sentence goes on with a part of the number before it, whose words say at what step it is counted."

_VERB = 6
"""Words before a number in which its verb stands."""

_FROM_SENDERS = 9
"""Words between observers and the number of those who sent them."""

_FIRST = ("planned", "accredited")
"""Steps that a clause tells of all its numbers; of others the nearest counts."""


@dataclass
class Observers:
    """Reads the numbers of observers of a document, sentence by sentence."""

    found: Proposals
    groups: Groups = field(init=False)
    elections: Elections = field(init=False)
    ids: Ids = field(init=False)
    seen: Seen = field(default_factory=Seen)
    last: Record | None = None

    def __post_init__(self) -> None:
        self.groups = Groups(self.found)
        self.elections = Elections(self.found)
        self.ids = Ids(self.found, "observer_counts")

    def read(self, passage: Passage) -> None:
        """Propose what a sentence says of numbers of observers."""
        if not (passage.tells("observer_nouns") or passage.tells("missions")):
            return
        items: list[Item] = []
        for quantity in quantities(passage):
            item = self._item(passage, quantity, items)
            if item is not None:
                items.append(item)
        if not items:
            return
        whole = self._whole(passage)
        for number, item in enumerate(items):
            self.groups.decide(passage, item, items[:number], items[number + 1 :])
            _set_basis(passage, item, items[:number], whole)
        self._propose(passage, items, whole)

    def _whole(self, passage: Passage) -> Record | None:
        """The number in the sentence before that "Of these" at the head of this one means."""
        head = passage.told("parts", Span(passage.span.start, min(passage.span.start + _HEAD, passage.span.end)))
        is_said = any(told.code == "of_them" for told in head)
        is_next = self.last is not None and 0 < passage.span.start - self.last.span.end <= _HEAD
        return self.last if is_said and is_next else None

    # What is counted

    def _item(self, passage: Passage, quantity: Quantity, before: Sequence[Item]) -> Item | None:
        clause = passage.clause(quantity.start)
        if passage.tells("no_observers", clause) or self.elections.is_earlier(passage, quantity):
            return None
        if _is_in_brackets(passage, quantity):
            return self._listed(passage, quantity)
        return (
            _observers(passage, quantity, before)
            or _senders(passage, quantity, before)
            or self._members(passage, quantity, before)
        )

    def _members(self, passage: Passage, quantity: Quantity, before: Sequence[Item]) -> Item | None:
        """People who are observers since the words speak of a mission: "comprises 12 experts"."""
        people = noun(passage, quantity, "people_nouns", "observers")
        is_other = noun(passage, quantity, "people_nouns") is not None
        if people is None or is_other or not (quantity.counted == "people" or quantity.is_open):
            return None
        has_noun = noun(passage, quantity, "observer_nouns", "observers") is not None
        is_compound = passage.gap(passage.index(quantity.end - 1)) == "-"
        if is_compound and not passage.tells("bodies", own_words(passage, quantity)):
            return None  # "in two-person teams"
        if passage.tells("commission_words", words_before(passage, quantity, 3)):
            return None  # "commissions of seven members"
        is_told = has_noun or self.groups.is_of_mission(passage, quantity)
        if not is_told and quantity.counted == "people":
            is_told = passage.tells("observer_nouns", clause_before(passage, quantity))
        is_told = is_told or _is_of_citizens(passage, quantity)
        is_part = bool(before) and before[-1].unit == "observers"
        if is_told or (is_part and passage.tells("parts", words_before(passage, quantity, 5))):
            return Item(quantity, "observers", people, rule="observers-members")
        return None

    def _listed(self, passage: Passage, quantity: Quantity) -> Item | None:
        """A number in brackets behind the country or body that sent so many: "Armenia (3)"."""
        name = next((name for name in names(passage) if 0 <= quantity.start - name.end <= 2), None)
        if name is None or quantity.counted not in ("", "observers", "people", "countries"):
            return None
        span = Span(name.start, quantity.end + 1)
        item = Item(quantity, "observers", span, rule="observers-in-list", grounds=[span])
        if name.kind == "country":
            item.country = name.value
        elif name.kind == "organization":
            item.mission = self.groups.missions.of(passage, name)
            item.group = "mission" if item.mission else "international_organizations"
        else:
            return None
        return item

    # Records

    def _propose(self, passage: Passage, items: Sequence[Item], before: Record | None) -> None:
        made = [(item, record) for item in items if (record := self._record(passage, item)) is not None]
        kept = [(item, record) for item, record in made if not self.seen.has(record)]
        keys = {id(record): self._id(item) for item, record in kept}
        observers = [(item, record) for item, record in kept if item.unit == "observers"]
        parts = dict(part_of(passage, [(item.quantity, record) for item, record in observers]))
        if before is not None:
            kind = "share" if _sum(observers) == before.cells.get("value") else "subset"
            for _, record in observers:
                parts.setdefault(id(record), (before, kind))
        proposed = list(with_parts([record for _, record in kept], keys, parts))
        self.found.records += proposed
        self.last = next((one for one in reversed(proposed) if one.cells["unit"] == "observers"), self.last)

    def _id(self, item: Item) -> str:
        group = "" if item.group in ("international", "all", "mission") else item.group
        unit = item.unit if item.unit != "observers" else ""
        return self.ids.make(item.basis or "observers", group, unit, item.country.lower())

    def _record(self, passage: Passage, item: Item) -> Record | None:
        cells = amount(item.quantity)
        if cells is None:
            return None
        held = {"observer_group": item.group, "unit": item.unit, **cells}
        held |= {"mission_id": item.mission} if item.mission else {}
        held |= {"country_code": item.country} if item.country else {}
        held |= {"basis": item.basis} if item.basis else {}
        span = passage.quote(span_of(item.quantity), item.noun, *item.grounds)
        voices = voice_at(passage.reading, self.found, item.quantity.start)
        record = Record("observer_counts", "", held, span, item.rule, voices)
        kept = ("unit", "observer_group", *(("basis",) if item.is_basis_of_whole else ()))
        made = supported(passage, record, kept)
        inferred = {"basis": _OF_WHOLE} if item.basis and item.is_basis_of_whole else {}
        if item.mission and (reason := self.groups.missions.reason(passage, item.mission, made.span)):
            inferred["mission_id"] = reason
        return replace(made, inferred=inferred)


def _observers(passage: Passage, quantity: Quantity, before: Sequence[Item]) -> Item | None:
    """Observers by their noun, or without it where an earlier number had it."""
    own = noun(passage, quantity, "observer_nouns", "observers")
    is_after = any(item.unit == "observers" for item in before)
    if own is None and is_after and (_has_senders(passage, quantity) or _goes_on(passage, quantity)):
        return Item(quantity, "observers", span_of(quantity), rule="observers-elliptic")
    if quantity.counted != "observers":
        return None
    if own is not None:
        return Item(quantity, "observers", own, rule="observers")
    is_elliptic = _is_elliptic(passage, quantity, before)
    return Item(quantity, "observers", span_of(quantity), rule="observers-elliptic") if is_elliptic else None


def _is_of_citizens(passage: Passage, quantity: Quantity) -> bool:
    """Whether a body of citizens has or sends the people: "the coalition, which fielded 2,000 people"."""
    before = subject_before(passage, quantity)
    verbs = passage.told("bearing", before)
    is_observing = passage.tells("observing_verbs", words_before(passage, quantity, _VERB))
    return bool(verbs) and is_observing and passage.tells("citizen_bodies", Span(before.start, verbs[-1].span.start))


def _goes_on(passage: Passage, quantity: Quantity) -> bool:
    """Whether a number without a noun of its own goes on with observers: "the other body had close to 600"."""
    near = words_before(passage, quantity, _VERB)
    is_told = passage.tells("bearing", near) or any(told.code == "accredited" for told in passage.told("basis", near))
    is_last = passage.gap(word_behind(passage, quantity) - 1) != " "
    return quantity.counted in ("", "observers") and is_told and is_last


def _has_senders(passage: Passage, quantity: Quantity) -> bool:
    """Whether "from" follows a number at once, as in "147 from 41 states"."""
    index = word_behind(passage, quantity)
    return passage.gap(index - 1) in (" ", " – ") and starts(passage, "from", index)


def _is_elliptic(passage: Passage, quantity: Quantity, before: Sequence[Item]) -> bool:
    """Whether a number without a noun counts observers: "of whom 48", "Observers: 48", "20 local and 30 foreign"."""
    is_part = passage.tells("parts", words_before(passage, quantity, 4))
    if passage.tells("each", words_before(passage, quantity, 1)):
        return False
    if is_part or passage.tells("domestic", own_words(passage, quantity)):
        return True
    if before:
        return starts(passage, "by", word_behind(passage, quantity))
    return passage.tells("observer_nouns", words_before(passage, quantity, 5))


def _senders(passage: Passage, quantity: Quantity, before: Sequence[Item]) -> Item | None:
    """Bodies or countries that sent observers: "from nine organizations and 41 states"."""
    if quantity.counted not in SENDERS or quantity.is_open:
        return None
    is_next = bool(before) and before[-1].unit in SENDERS
    is_joined = is_next and len(passage.between(before[-1].noun.end, quantity.start).split()) <= 3
    if not is_joined and not _is_sender(passage, quantity):
        return None
    span = Span(quantity.start, passage.ended(quantity.end))
    return Item(quantity, quantity.counted, span, rule="observers-senders")


def _is_sender(passage: Passage, quantity: Quantity) -> bool:
    """Whether observers come from what is counted."""
    index = word_before(passage, quantity)
    if not starts(passage, "from", index):
        return False
    low = passage.tokens.starts[max(index - _FROM_SENDERS, 0)]
    here = Span(max(low, subject_before(passage, quantity).start), quantity.start)
    is_people = any(told.code for told in passage.told("people_nouns", here))
    return is_people or passage.tells("observer_nouns", here)


def _is_in_brackets(passage: Passage, quantity: Quantity) -> bool:
    text = passage.reading.text
    return text[quantity.start - 1 : quantity.start] == "(" and text[quantity.end : quantity.end + 1] == ")"


def _set_basis(passage: Passage, item: Item, before: Sequence[Item], whole: Record | None) -> None:
    """At what step observers are counted: by the words of the clause, else as those that they are a part of."""
    told = _outermost(passage.told("basis", passage.clause(item.quantity.start)))
    chosen = next((one for code in _FIRST for one in told if one.code == code), None)
    nearest = chosen or passage.nearest(tuple(told), item.quantity.start)
    if nearest is not None:
        item.basis = nearest.code
        item.grounds.append(nearest.span)
        return
    is_detail = item.rule in ("observers-elliptic", "observers-senders")
    earlier = next((one.basis for one in reversed(before) if one.basis), "")
    item.basis = earlier if is_detail else ""
    if whole is not None:
        item.basis, item.is_basis_of_whole = item.basis or whole.cells.get("basis", ""), True


def _outermost(told: Sequence[Told]) -> list[Told]:
    """Those that no longer one holds."""
    return [
        one
        for one in told
        if not any(
            other.span != one.span and other.span.start <= one.span.start and one.span.end <= other.span.end
            for other in told
        )
    ]


def _sum(kept: Sequence[tuple[Item, Record]]) -> str:
    """The sum of some numbers, "" where they do not all have one."""
    values = [record.cells.get("value", "") for _, record in kept]
    return str(sum(map(int, values))) if values and all(values) else ""
