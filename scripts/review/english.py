"""The English that an item still needs: its quote in English, and the fields that hold English words."""

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.draft.nodes import node_of
from scripts.review.items import Item, Reference, cell_columns, records_of
from scripts.review.places import text_of
from scripts.yaml_reader import Node
from validation.columns import Column
from validation.tables import COMPOSED_KEYS, VOCABULARY

Path = tuple[str, ...]
"""Where a field stands in an item: ("en",), ("events", "visit", "description_en")."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field to ask for, what it is, and the words that it puts into English ("" where none do)."""

    path: Path
    title: str
    words: str


def missing_english(item: Item, language: str, known: Mapping[Reference, object]) -> tuple[Wanted, ...]:
    """What to ask for when an item is accepted; `known` holds the records that the vocabulary has already.

    A quote that states something, or grounds a voice, needs English unless the source is in English. A column `…_en` is
    asked for where it is required, or where its neighbour `…_ru` is filled.
    """
    wanted = []
    is_stated = item.kind == "voices" or (item.kind == "passages" and bool(item.tables))
    if language != "en" and is_stated and not text_of(item.fields, "en"):
        wanted.append(Wanted(("en",), "the quote in English", item.quote))
    for table, key, record in records_of(item.fields):
        if table in COMPOSED_KEYS or "like" in record or (table in VOCABULARY and (table, key) in known):
            continue
        wanted += [
            Wanted((table, key, column.short), f"{column.title} ({column.description})", _russian(record, column))
            for column in cell_columns(table).values()
            if column.name.endswith("_en") and not text_of(record, column.short) and _is_needed(record, column)
        ]
    return tuple(wanted)


def _is_needed(record: Mapping[str, Node], column: Column) -> bool:
    return column.is_required or bool(_russian(record, column))


def _russian(record: Mapping[str, Node], column: Column) -> str:
    return text_of(record, f"{column.short.removesuffix('_en')}_ru")


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
