"""A source under review: its items, and decisions on them as functions from what is written to what is to be written.

Nothing here reads a terminal or writes a file. A decision costs about as much as reading the file once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scripts.draft.nodes import node_of
from scripts.propose.known import Known
from scripts.review.items import SECTIONS, Item, Reference, items_of, references
from scripts.review.missing import Wanted, missing_of, with_values
from scripts.review.places import Places
from scripts.yaml_reader import Node
from validation.tables import VOCABULARY

Order = tuple[int, int, int, int]
"""Where an item stands in the walk; the same over decisions."""

Values = Mapping[tuple[str, ...], str]
"""Texts by where they stand in an item: ("en",), ("events", "visit", "description_en")."""

New = tuple[str, str, Node]
"""An item to be written: section, voice ("" in other sections), content."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be written, and what was decided, in words.

    `items` is how many items are decided by it, `order` where the walk stood.
    """

    what: str
    order: Order
    items: int
    entry: Node
    annotation: Node


@dataclass(frozen=True)
class Session:
    """The sources entry and the annotation of one source as they stand, and what the package knows beside them."""

    source_id: str
    language: str
    entry: Node
    annotation: Node
    places: Places
    known: Known

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item, decided or not, in the order of the document."""
        return items_of(self.entry, self.annotation, self.places)

    @cached_property
    def undecided(self) -> tuple[Item, ...]:
        """Those that wait for a person."""
        return tuple(item for item in self.items if item.is_undecided)

    def after(self, order: Order) -> int:
        """The number among the undecided items of the first one at or after a place; their count if there is none."""
        numbers = (number for number, item in enumerate(self.undecided) if item.order[:4] >= order)
        return next(numbers, len(self.undecided))

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """The names of its voices."""
        return tuple(dict.fromkeys(item.name for item in self.items if item.kind == "voices"))

    # What an item depends on

    def dependencies(self, item: Item) -> tuple[Item, ...]:
        """What is still proposed and needed by an item, what needs nothing first: entries of the vocabulary, voices."""
        found: dict[int, Item] = {}
        self._depend(item, found)
        found.pop(id(item.node), None)
        return tuple(found.values())

    def _depend(self, item: Item, found: dict[int, Item]) -> None:
        needed = [one for name in item.voices for one in self._proposed.get(("voices", name), ())]
        needed += [
            one
            for reference in (*references(item), *(item.defines if item.kind == "vocabulary" else ()))
            if reference not in self.known.entities
            for one in self._proposed.get(reference, ())
        ]
        for one in needed:
            if one is not item and id(one.node) not in found:
                self._depend(one, found)
                found[id(one.node)] = one

    @cached_property
    def _proposed(self) -> Mapping[Reference, Sequence[Item]]:
        """Proposed voices (under "voices") and entries of the vocabulary; of several with one id, the fullest."""
        found: dict[Reference, list[Item]] = {}
        for item in self.items:
            if item.kind == "voices" and item.is_undecided:
                found.setdefault(("voices", item.name), []).append(item)
            for reference in item.defines if item.kind == "vocabulary" and item.is_undecided else ():
                fullest = max([*found.get(reference, ()), item], key=_fullness)
                found[reference] = [fullest]
        return found

    @cached_property
    def proposed_ids(self) -> Mapping[Reference, Item]:
        """The records that undecided items make."""
        return {reference: item for item in self.items if item.is_undecided for reference in item.defines}

    def users(self, item: Item) -> tuple[Item, ...]:
        """The items that need an item: passages that name its voice, items that refer to a record that it makes."""
        if item.kind == "voices":
            return tuple(one for one in self.items if item.name in one.voices)
        made = {
            reference
            for reference in item.defines
            if reference not in self.known.entities
            and not any(one is not item and reference in one.defines for one in self.items)
        }
        return tuple(one for one in self.items if one is not item and made.intersection(references(one)))

    def missing(self, item: Item, node: Node | None = None) -> tuple[Wanted, ...]:
        """What an item lacks, as it stands or with another content: required fields, English."""
        new = [
            reference
            for reference in item.defines
            if reference not in self.known.entities and self._proposed.get(reference, [item])[0] is item
        ]
        return missing_of(item if node is None else replace(item, node=node), self.language, new)

    def first_use(self, item: Item) -> Item | None:
        """The first passage that names a voice."""
        return next((one for one in self.items if item.name in one.voices), None) if item.kind == "voices" else None

    # Decisions

    def accept(
        self, items: Sequence[Item], values: Mapping[int, Mapping[tuple[str, ...], str]] | None = None
    ) -> Decision:
        """Accept items, the last one being what was asked for; `values` gives fields to add by `id` of an item's node.

        A passage or dismissal that is accepted closes the open sentences that it accounts for.
        """
        changed: dict[int, Node | None] = {}
        for item in items:
            changed[id(item.node)] = with_values(_unmarked(item.node), (values or {}).get(id(item.node), {}))
        one = items[-1]
        along = f" with {len(items) - 1} that it needs" if len(items) > 1 else ""
        return self._decided(f"accepted {title(one)}{along}", one, len(items), changed)

    def accept_all(self, items: Sequence[Item], asked: str, order: Order) -> Decision:
        """Accept many items at once, as `asked` says in words."""
        decided = self.accept(items)
        return Decision(f"accepted {asked}", order, len(items), decided.entry, decided.annotation)

    def fill(self, item: Item, values: Values) -> Decision:
        """Set fields of an item that stays proposed."""
        changed = {id(item.node): with_values(item.node, values)}
        return self._decided(f"set {', '.join(path[-1] for path in values)} of {title(item)}", item, 0, changed)

    def replace(
        self,
        item: Item,
        new: Sequence[New],
        along: Sequence[Item] = (),
        values: Mapping[int, Values] | None = None,
    ) -> Decision:
        """Put what a person has written in the place of an item, and accept what it needs, with `values` as in accept.

        In the place of an open sentence it states what that says; in the place of the entry stands one entry.
        """
        what = f"stated “{_short(item.quote)}”" if item.kind == "open" else f"changed {title(item)}"
        changed: dict[int, Node | None] = {
            id(one.node): with_values(_unmarked(one.node), (values or {}).get(id(one.node), {})) for one in along
        }
        changed[id(item.node)] = new[0][2] if item.kind == "entry" else None
        return self._decided(what, item, 1 + len(along), changed, () if item.kind == "entry" else new)

    def reject(self, item: Item) -> Decision:
        """Take an item out; sentences for which nothing is left are open, a voice that is gone is named no more."""
        return self._decided(f"rejected {title(item)}", item, 1, {id(item.node): None})

    def dismiss(self, item: Item, reason: str) -> Decision:
        """Dismiss the sentences of an item with a reason, and take out what is proposed in them."""
        numbers = self.places.numbers(item.place)
        removed = self.in_sentences(numbers)
        changed: dict[int, Node | None] = {id(one.node): None for one in removed}
        line = item.node.line if id(item.node) in changed else 1
        new: list[New] = []
        for number in numbers:
            fields = node_of({**self.places.quoted(number), "reason": reason}).value
            new.append(("dismissed", "", Node(fields, line if number == numbers[0] else 1)))
        return self._decided(f"dismissed “{self.words(numbers)}” as {reason}", item, len(removed), changed, new)

    def in_sentences(self, numbers: range) -> tuple[Item, ...]:
        """What a dismissal of sentences takes out: undecided items that state, dismiss, leave open or set aside."""

        def concerned(item: Item) -> bool:
            if item.kind == "mentions" and "occurrence" not in item.fields:
                touched = {number for span in self.places.find(item.quote) for number in self.places.numbers(span)}
                return bool(touched) and touched <= set(numbers)
            own = self.places.numbers(item.place)
            if item.kind == "mentions":
                return len(own) > 0 and own.start >= numbers.start and own.stop <= numbers.stop
            return item.kind in ("passages", "dismissed", "open") and _meet(own, numbers)

        return tuple(item for item in self.undecided if item.kind != "entry" and concerned(item))

    def decided_in(self, numbers: range) -> tuple[Item, ...]:
        """What a person has accepted that accounts for some of these sentences."""
        return tuple(
            item
            for item in self.items
            if not item.is_undecided and item.states and _meet(self.places.numbers(item.place), numbers)
        )

    def words(self, numbers: range) -> str:
        """Sentences as one text."""
        return " ".join(self.places.quoted(number)["quote"] for number in numbers)

    def _decided(
        self, what: str, item: Item, count: int, changed: Mapping[int, Node | None], new: Iterable[New] = ()
    ) -> Decision:
        """The annotation after a decision, with what follows from it."""
        new = list(new)
        entry = changed.get(id(self.entry), self.entry) or self.entry
        annotation = changed_annotation(self.annotation, changed, new, before=item)
        if new or any(key != id(self.entry) for key in changed):
            annotation = in_document_order(self._settled(annotation, changed), self.places)
        return Decision(what, item.order[:4], count, entry, annotation)

    def _settled(self, annotation: Node, changed: Mapping[int, Node | None]) -> Node:
        """After a decision: sentences without account are open, accounted ones are not, unused voices are gone."""
        now = items_of(self.entry, annotation, self.places)
        before, after = self._accounted(self.items), self._accounted(now)
        left = (before | self._open(self.items)) - after - self._open(now)
        lines = self._lines_of(changed)
        reopened: list[New] = [
            ("open", "", Node(node_of(self.places.quoted(number)).value, lines.get(number, 1)))
            for number in sorted(left)
        ]
        closed = after - before
        gone: dict[int, Node | None] = {
            id(item.node): None
            for item in now
            if item.kind == "open" and item.place and closed.issuperset(self.places.numbers(item.place))
        }
        gone |= self._voices_without_use(now)
        if gone or reopened:
            annotation = changed_annotation(annotation, gone, reopened)
        return self._without_lost_voices(annotation)

    def _accounted(self, items: Iterable[Item]) -> set[int]:
        """The sentences that something states or dismisses, proposed or not."""
        return {number for item in items if item.states for number in self.places.numbers(item.place)}

    def _open(self, items: Iterable[Item]) -> set[int]:
        return {number for item in items if item.kind == "open" for number in self.places.numbers(item.place)}

    def _lines_of(self, changed: Mapping[int, Node | None]) -> dict[int, int]:
        """Sentence → the line of an item that is taken out there, so that a comment above it stays."""
        lines: dict[int, int] = {}
        for item in self.items:
            if changed.get(id(item.node), item) is None:
                for number in self.places.numbers(item.place)[:1]:
                    lines.setdefault(number, item.node.line)
        return lines

    def _voices_without_use(self, now: Sequence[Item]) -> dict[int, Node | None]:
        """The grounds of voices that passages used before the decision and do not use any more."""
        before, after = ({name for item in items for name in item.voices} for items in (self.items, now))
        return {id(item.node): None for item in now if item.kind == "voices" and item.name in before - after}

    def _without_lost_voices(self, annotation: Node) -> Node:
        """Passages that named a voice which the decision took out, without that name."""
        top = annotation.value if isinstance(annotation.value, dict) else {}
        left = top["voices"].value if "voices" in top else {}
        lost = set(self.voices) - set(left)
        passages = top["passages"].value if "passages" in top else []
        if not lost or not isinstance(passages, list):
            return annotation
        kept = Node([_unnamed(passage, lost) for passage in passages], top["passages"].line)
        return Node({**top, "passages": kept}, annotation.line)


def title(item: Item) -> str:
    """An item in a few words."""
    if item.kind == "entry":
        return "the sources entry"
    if item.kind == "voices":
        return f"the voice {item.name}"
    if item.kind == "vocabulary":
        return ", ".join(f"{table} {key}" for table, key in item.defines) or "vocabulary"
    if item.kind == "passages":
        made = ", ".join(f"{table} {key}" for table, key in item.defines) or ", ".join(item.tables) or "names"
        return f"{made} in “{_short(item.quote)}”"
    kinds = {"dismissed": "the dismissal of", "mentions": "the mention set aside in", "open": "the open sentence"}
    return f"{kinds[item.kind]} “{_short(item.quote)}”"


def _short(words: str, most: int = 60) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def changed_annotation(
    annotation: Node, changed: Mapping[int, Node | None], new: Sequence[New] = (), before: Item | None = None
) -> Node:
    """An annotation with items replaced (by `id` of their nodes) or taken out (None), and new ones added.

    New items come where `before` stands, if they belong into its section; else at the end. Sections and voices with
    nothing left are gone.
    """
    top = dict(annotation.value) if isinstance(annotation.value, dict) else {}
    for section in SECTIONS:
        added = [(name, node) for kind, name, node in new if kind == section]
        if section not in top and not added:
            continue
        content = top.get(section, Node({} if section == "voices" else [], 1))
        start = id(before.node) if before is not None and before.kind == section else None
        if section == "voices":
            written = dict(content.value) if isinstance(content.value, dict) else {}
            for name in dict.fromkeys([*written, *(name for name, _ in added)]):
                grounds = written.get(name, Node([], 1))
                kept = _changed_list(grounds, changed, [node for of, node in added if of == name], start)
                written[name] = Node(kept, grounds.line)
            filled: list[Node] | dict[str, Node] = {name: grounds for name, grounds in written.items() if grounds.value}
        else:
            filled = _changed_list(content, changed, [node for _, node in added], start)
        if filled:
            top[section] = Node(filled, content.line)
        else:
            top.pop(section, None)
    return Node(top, annotation.line)


def in_document_order(annotation: Node, places: Places) -> Node:
    """An annotation with the items of each section in the order of the document, as `format` puts them.

    Quotes that were found before are not looked for again, so that a decision costs no search of the text.
    """
    top = dict(annotation.value) if isinstance(annotation.value, dict) else {}
    for section in SECTIONS:
        content = top.get(section)
        if content is None or not isinstance(content.value, list):
            continue
        starts: list[int] = []
        for node in content.value:
            place = places.of(node.value) if isinstance(node.value, dict) else None
            starts.append(place.start if place else starts[-1] if starts else 0)
        ordered = sorted(zip(starts, content.value, strict=True), key=lambda pair: pair[0])
        top[section] = Node([node for _, node in ordered], content.line)
    return Node(top, annotation.line)


def _changed_list(listed: Node, changed: Mapping[int, Node | None], added: list[Node], start: int | None) -> list[Node]:
    found: list[Node] = []
    for node in listed.value if isinstance(listed.value, list) else ():
        if id(node) == start:
            found += added
            added = []
        kept = changed.get(id(node), node)
        if kept is not None:
            found.append(kept)
    return [*found, *added]


def _unnamed(passage: Node, lost: set[str]) -> Node:
    """A passage without some voices."""
    fields = passage.value if isinstance(passage.value, dict) else {}
    written = fields.get("voice")
    if written is None:
        return passage
    listed = written.value if isinstance(written.value, list) else [written]
    kept = [name for name in listed if isinstance(name, Node) and name.value not in lost]
    if len(kept) == len(listed):
        return passage
    rest = {name: value for name, value in fields.items() if name != "voice"}
    if not kept:
        return Node(rest, passage.line)
    return Node({**fields, "voice": kept[0] if len(kept) == 1 else Node(list(kept), written.line)}, passage.line)


def _unmarked(node: Node) -> Node:
    """An item that is proposed no more."""
    fields = node.value if isinstance(node.value, dict) else {}
    return Node({name: value for name, value in fields.items() if name != "proposed"}, node.line)


def _meet(one: range, other: range) -> bool:
    return max(one.start, other.start) < min(one.stop, other.stop)


def _fullness(item: Item) -> int:
    """How many cells an entry of the vocabulary has, apart from its forms."""
    entries = [item.fields[table].value for table in VOCABULARY if table in item.fields]
    return sum(len(set(entry.value) - {"forms"}) for found in entries if isinstance(found, dict)
               for entry in found.values() if isinstance(entry.value, dict))  # fmt: skip
