"""The items of an annotation: what a person decides on one at a time, in the order of the document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extraction.text import Span
from scripts.annotations import RECORD_TABLES, annotated_columns, voice_columns
from scripts.review.places import Places, text_of
from scripts.yaml_reader import Node
from validation.columns import Column
from validation.tables import COMPOSED_KEYS, VOCABULARY, columns

KINDS = ("entry", "vocabulary", "voices", "passages", "dismissed", "mentions", "open")
"""Kinds of items in the order in which those of one sentence are asked for; all but the first are sections."""

SECTIONS = KINDS[1:]

NAMES: Mapping[str, str] = {
    "entry": "sources entry",
    "vocabulary": "vocabulary",
    "voices": "voice",
    "passages": "passage",
    "dismissed": "dismissal",
    "mentions": "mention set aside",
    "open": "open sentence",
}

Reference = tuple[str, str]
"""A table and the id of a record."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide on, or decided.

    Attributes:
        kind: one of KINDS.
        name: of the voice; "" for other kinds.
        node: what stands in the file; the session's own object, by which decisions find it again.
        place: where its words stand; None where nowhere, or for the entry.
        order: number of the sentence, kind, first and last code point, place in the file.
    """

    kind: str
    name: str
    node: Node
    place: Span | None
    order: tuple[int, int, int, int, int]

    @property
    def fields(self) -> Mapping[str, Node]:
        """The content by field."""
        return self.node.value if isinstance(self.node.value, dict) else {}

    @property
    def is_undecided(self) -> bool:
        """Whether a person has still to decide."""
        return self.kind == "open" or "proposed" in self.fields

    @property
    def rule(self) -> str:
        """The rule that proposed it; "" where none did."""
        return text_of(self._mark, "rule")

    @property
    def confidence(self) -> float:
        """How sure the rule is, from 0 to 1."""
        written = text_of(self._mark, "confidence")
        return float(written) if written else 0.0

    @property
    def _mark(self) -> Mapping[str, Node]:
        mark = self.fields.get("proposed")
        return mark.value if mark is not None and isinstance(mark.value, dict) else {}

    @property
    def quote(self) -> str:
        """Its words; "" for the entry."""
        return text_of(self.fields, "quote")

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of which it states records."""
        if self.kind == "entry":
            return ("sources",)
        return tuple(name for name in self.fields if name in RECORD_TABLES)

    @property
    def states(self) -> bool:
        """Whether it accounts for its sentences: as a passage with records, or a dismissal."""
        return self.kind == "dismissed" or (self.kind == "passages" and bool(self.tables))

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices that a passage names."""
        written = self.fields.get("voice")
        listed = [] if written is None else written.value if isinstance(written.value, list) else [written]
        return tuple(item.value.strip() for item in listed if isinstance(item, Node) and isinstance(item.value, str))

    @property
    def defines(self) -> tuple[Reference, ...]:
        """The records that it makes: an entry of the vocabulary, or those that a passage states."""
        if self.kind not in ("vocabulary", "passages"):
            return ()
        return tuple((table, key) for table, key, _ in records_of(self.fields) if key)


def items_of(entry: Node, annotation: Node, places: Places) -> tuple[Item, ...]:
    """Every item in the order of the document, decided or not.

    A voice and an entry of the vocabulary come before the first passage that needs them.
    """
    written = [Item("entry", "", entry, None, (-1, 0, 0, 0, 0))]
    last = dict.fromkeys(SECTIONS, 0)
    for number, (kind, name, node) in enumerate(_written(annotation)):
        fields = node.value if isinstance(node.value, dict) else {}
        place = places.of(fields)
        sentence = next(iter(places.numbers(place)), last[kind])
        last[kind] = sentence
        span = place or Span(0, 0)
        written.append(Item(kind, name, node, place, (sentence, KINDS.index(kind), span.start, span.end, number)))
    for kind in ("voices", "vocabulary"):  # a voice may move up, and what it needs with it
        first = _first_uses(written)
        written = [_moved_up(item, first) if item.kind == kind else item for item in written]
    return tuple(sorted(written, key=lambda item: item.order))


def _written(annotation: Node) -> Iterator[tuple[str, str, Node]]:
    top = annotation.value if isinstance(annotation.value, dict) else {}
    for section in SECTIONS:
        content = top[section].value if section in top else []
        if isinstance(content, dict):
            for name, grounds in content.items():
                for node in grounds.value if isinstance(grounds.value, list) else ():
                    yield section, name, node
        elif isinstance(content, list):
            for node in content:
                yield section, "", node


def _first_uses(items: list[Item]) -> dict[Reference, int]:
    """Voices (under "voices") and records → the first sentence that needs them."""
    first: dict[Reference, int] = {}
    for item in sorted((item for item in items if item.kind in ("passages", "voices")), key=lambda item: item.order):
        used = [("voices", name) for name in item.voices] if item.kind == "passages" else []
        for reference in (*used, *references(item)):
            first.setdefault(reference, item.order[0])
    return first


def _moved_up(item: Item, first: Mapping[Reference, int]) -> Item:
    own = [("voices", item.name)] if item.kind == "voices" else item.defines if item.kind == "vocabulary" else ()
    sentence = min((first[one] for one in own if one in first), default=item.order[0])
    if sentence >= item.order[0]:
        return item
    return Item(item.kind, item.name, item.node, item.place, (sentence, *item.order[1:]))


def records_of(fields: Mapping[str, Node]) -> Iterator[tuple[str, str, Mapping[str, Node]]]:
    """Table, key ("" where it is composed) and fields of each record under an item."""
    for table in RECORD_TABLES:
        content = fields[table].value if table in fields else {}
        if isinstance(content, dict) and table not in COMPOSED_KEYS:
            for key, record in content.items():
                yield table, key, record.value if isinstance(record.value, dict) else {}
        elif isinstance(content, list):
            for record in content:
                yield table, "", record.value if isinstance(record.value, dict) else {}


def known_fields(item: Item) -> Mapping[str, Column]:
    """Short name → column, for the cells that an item of one record sets itself: an entry, or a voice."""
    if item.kind == "entry":
        return {column.short: column for column in columns("sources") if not column.is_key}
    return voice_columns() if item.kind == "voices" else {}


def cell_columns(table: str) -> Mapping[str, Column]:
    """Short name → column, for what a record under an item may hold."""
    if table in VOCABULARY:
        return {column.short: column for column in columns(table) if not column.is_key}
    return annotated_columns(table)


def references(item: Item) -> tuple[Reference, ...]:
    """The records of other items to which the cells of an item refer, each once."""
    cells: list[tuple[Column | None, Node]] = []
    own = item.fields.get("sets") if item.kind == "voices" else item.node if item.kind == "entry" else None
    if own is not None and isinstance(own.value, dict):
        cells += [(known_fields(item).get(name), value) for name, value in own.value.items()]
    for table, _, record in records_of(item.fields):
        cells += [(cell_columns(table).get(name), value) for name, value in record.items()]
    found = [
        (column.refers_to, one.value.strip())
        for column, value in cells
        if column is not None and column.refers_to
        for one in (value.value if isinstance(value.value, list) else [value])
        if isinstance(one, Node) and isinstance(one.value, str)
    ]
    return tuple(dict.fromkeys((*found, *_pinned(item))))


def _pinned(item: Item) -> Iterator[Reference]:
    """Whom the written forms of a passage mean."""
    tables = {"organization": "organizations", "person": "persons", "place": "places"}
    listed = item.fields.get("names") if item.kind == "passages" else None
    for pin in listed.value if listed is not None and isinstance(listed.value, list) else ():
        for field, value in pin.value.items() if isinstance(pin.value, dict) else ():
            if field in tables and isinstance(value.value, str):
                yield tables[field], value.value.strip()
