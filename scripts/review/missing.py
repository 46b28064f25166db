"""What an item still lacks: required fields, the quote in English, fields that hold English words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scripts.draft.nodes import node_of
from scripts.review.items import Item, Reference, cell_columns, records_of
from scripts.review.places import text_of
from scripts.yaml_reader import Node
from validation.columns import Column
from validation.tables import COMPOSED_KEYS, VOCABULARY, columns

Path = tuple[str, ...]
"""Where a field stands in an item: ("en",), ("events", "visit", "description_en")."""

_OF_THE_BUILD = ("path", "characters")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field to ask for.

    Attributes:
        path: where it stands in the item.
        title: what it is.
        words: the words that it puts into English; "" where none do.
        column: the column that its value must fit; None for a quote.
        is_needed: whether nothing can be accepted without it; the rest the build asks for.
    """

    path: Path
    title: str
    words: str
    column: Column | None
    is_needed: bool


def missing_of(item: Item, language: str, new: Collection[Reference]) -> tuple[Wanted, ...]:
    """What to ask for when an item is accepted; `new` holds the entries of the vocabulary that it adds.

    A quote that states something, or grounds a voice, needs English unless the source is in English. A column `…_en` is
    asked for where it is required, or where its neighbour `…_ru` is filled.
    """
    if item.kind == "entry":
        required = (column for column in columns("sources") if column.is_required and not column.is_key)
        return tuple(
            _wanted((column.short,), column, "", is_needed=True)
            for column in required
            if column.name not in _OF_THE_BUILD and not text_of(item.fields, column.short)
        )
    wanted = []
    is_stated = item.kind == "voices" or (item.kind == "passages" and bool(item.tables))
    if language != "en" and is_stated and not text_of(item.fields, "en"):
        wanted.append(Wanted(("en",), "The quote in English.", item.quote, None, is_needed=False))
    for table, key, record in records_of(item.fields):
        if table in COMPOSED_KEYS or "like" in record or (table in VOCABULARY and (table, key) not in new):
            continue
        for column in cell_columns(table).values():
            if not text_of(record, column.short) and _is_asked_for(table, record, column):
                is_needed = table in VOCABULARY and column.is_required
                wanted.append(
                    _wanted((table, key, column.short), column, _russian(record, column), is_needed=is_needed)
                )
    return tuple(wanted)


def _wanted(path: Path, column: Column, words: str, *, is_needed: bool) -> Wanted:
    return Wanted(path, column.description, words, column, is_needed)


def _is_asked_for(table: str, record: Mapping[str, Node], column: Column) -> bool:
    if column.name.endswith("_en"):
        return column.is_required or bool(_russian(record, column))
    return table in VOCABULARY and column.is_required


def _russian(record: Mapping[str, Node], column: Column) -> str:
    return text_of(record, f"{column.short.removesuffix('_en')}_ru") if column.name.endswith("_en") else ""


def with_values(node: Node, values: Mapping[Path, str]) -> Node:
    """A node with texts set at paths; "" takes a field out."""
    for path, text in values.items():
        node = _with_value(node, path, text)
    return node


def _with_value(node: Node, path: Path, text: str) -> Node:
    name, rest = path[0], path[1:]
    if isinstance(node.value, list):
        place = int(name) - 1
        items = list(node.value)
        items[place] = _with_value(items[place], rest, text) if rest else node_of(text)
        return Node([item for number, item in enumerate(items) if number != place or rest or text], node.line)
    fields = dict(node.value) if isinstance(node.value, dict) else {}
    if rest:
        fields[name] = _with_value(fields.get(name, Node({}, node.line)), rest, text)
    elif text:
        fields[name] = Node(text, fields[name].line if name in fields else node.line)
    else:
        fields.pop(name, None)
    return Node(fields, node.line)
