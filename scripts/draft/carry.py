"""What a person decided about an earlier draft, carried over to a changed document or to better proposals.

Whatever a person has accepted, written or changed stays. Where its words no longer stand, it becomes a proposal again,
with the nearest words of the new text, so that nothing is lost and the build asks for it. Proposals that nobody touched
are made anew where the text changed. New proposals are added only for sentences that nobody has decided on.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extraction.sentences import sentences
from extraction.spans import Overlaps
from extraction.text import Document, Span, fold
from scripts.draft.nodes import Listed, Mapped, node_of, plain
from scripts.propose.slugs import free
from scripts.yaml_reader import Node
from validation.tables import COMPOSED_KEYS, VOCABULARY, has_column
from validation.tables import column as column_of

WORDS_CHANGED = {"rule": "words-changed", "confidence": "0.00"}

_LISTS = ("vocabulary", "passages", "dismissed", "mentions", "open")

Item = Mapped


@dataclass(frozen=True, slots=True)
class Moved:
    """Something decided whose words no longer stand as they did: what it is, its old words, and the new ones if any."""

    kind: str
    words: str
    now: str | None


@dataclass(frozen=True, slots=True)
class Carried:
    """The annotation of the changed document, what moved, and how many items are new."""

    node: Node
    moved: tuple[Moved, ...]
    added: int


def carry(
    old: Node, before: Document, fresh_before: Node, document: Document, fresh: Node, language: str, *, again: bool
) -> Carried:
    """Bring an annotation to a new text.

    Args:
        old: the annotation as it stands.
        before: the text that it annotates.
        fresh_before: what would be proposed for that text, to tell what a person has touched.
        document: the new text (the same one, where only the proposals are made anew).
        fresh: what is proposed for it.
        language: ISO 639-1.
        again: whether proposals that nobody touched are made anew where the text is the same, too.
    """
    carried = _Carrying(plain(old), before, plain(fresh_before), document, plain(fresh), language, again).run()
    if isinstance(old.value, dict) and isinstance(carried.node.value, dict):
        carried.node.value["source"] = old.value["source"]  # comments above it stay there
    return carried


class _Carrying:
    """One annotation on its way from one text to another."""

    def __init__(
        self,
        old: Item,
        before: Document,
        fresh_before: Item,
        document: Document,
        fresh: Item,
        language: str,
        again: bool,
    ) -> None:
        self.old, self.before, self.document, self.fresh = old, before, document, fresh
        self.language, self.again = language, again
        self.untouched = {_unmarked(item) for _, _, item in _items(fresh_before)}
        self.moved: list[Moved] = []

    def run(self) -> Carried:
        result = Mapped(source=self.old["source"])
        corrections = {kind: self.corrections(kind, quotes) for kind, quotes in self.old.get("sentences", {}).items()}
        result["sentences"] = {kind: quotes for kind, quotes in corrections.items() if quotes}
        for kind, name, item in _items(self.old):
            kept = self.kept(kind, item)
            if kept is not None:
                _put(result, kind, name, kept)
        for name in {voice: None for passage in result.get("passages", ()) for voice in _voices(passage)}:
            if name in self.old.get("voices", {}):
                result.setdefault("voices", Mapped()).setdefault(name, self.old["voices"][name])
        self.keep_lines(result)
        added = self.add(result)
        return Carried(node_of({key: value for key, value in result.items() if value}), tuple(self.moved), added)

    def keep_lines(self, result: Item) -> None:
        """Give sections and voices the lines where they stood, so that comments above them find them."""
        for key, value in result.items():
            if isinstance(value, Mapped | Listed) and key in self.old:
                value.line = self.old[key].line
        for name, grounds in result.get("voices", {}).items():
            if name in self.old.get("voices", {}):
                grounds.line = self.old["voices"][name].line

    def corrections(self, kind: str, quotes: list[str]) -> list[str]:
        standing = [quote for quote in quotes if self.document.find(quote)]
        self.moved += [Moved(f"sentences.{kind}", quote, None) for quote in quotes if quote not in standing]
        return standing

    def kept(self, kind: str, item: Item) -> Item | None:
        """The item for the new text; None where it was only proposed, or open, and is made anew."""
        is_untouched = kind == "open" or ("proposed" in item and _unmarked(item) in self.untouched)
        places, now = self.before.find(item["quote"]), self.document.find(item["quote"])
        is_same_place = len(places) == len(now) or (kind == "mentions" and "occurrence" not in item)
        stands = bool(now) and is_same_place and bool(self.document.find(str(item.get("through", item["quote"]))))
        if is_untouched and (self.again or not stands):
            return None
        if stands:
            return item
        words = fold(item["quote"])
        if now:
            number = min(int(item.get("occurrence", 1)), len(now))
            return self.asked(kind, item, words, {"quote": words, "occurrence": str(number)})
        near = self.document.nearest(words)
        return self.asked(kind, item, words, {"quote": fold(self.document.slice(near)) if near else words})

    def asked(self, kind: str, item: Item, words: str, place: Mapping[str, str]) -> Item:
        """The item as a proposal at another place."""
        self.moved.append(Moved(kind, words, place["quote"] if place["quote"] != words else None))
        rest = {key: value for key, value in item.items() if key not in ("proposed", "quote", "occurrence")}
        return _like(item, {"proposed": dict(WORDS_CHANGED), **place, **rest})

    def add(self, result: Item) -> int:
        """Add what is proposed for sentences on which nobody has decided."""
        is_wanted = self.wanted(result)
        new = [(kind, name, item) for kind, name, item in _items(self.fresh) if is_wanted(item)]
        names = {record_id for item in result.get("vocabulary", ()) for record_id in _entry_ids(item)}
        passages = [item for kind, _, item in new if kind == "passages"]
        used = {voice for item in passages for voice in _voices(item)}
        renamed = self.voices(result, used)
        keys = {(table, key) for item in result.get("passages", ()) for table, key in _keys(item)}
        changed = {(table, key): _free(key, table, keys) for item in passages for table, key in _keys(item)}
        added = 0
        for kind, name, item in new:
            if kind == "voices" or (kind == "vocabulary" and names.intersection(_entry_ids(item))):
                continue
            content = _renamed(item, renamed, changed) if kind == "passages" else item
            _put(result, kind, name, content)
            added += kind != "open"
        return added

    def wanted(self, result: Item) -> Callable[[Item], bool]:
        """Whether an item of the fresh proposals lies in a sentence on which nobody has decided."""
        parts = [part.span for part in sentences(self.document.text, self.language)]
        if self.again:
            decided = Overlaps(
                [self.span(item) for kind, _, item in _items(result) if kind in ("passages", "dismissed")]
            )
            free = [span for span in parts if decided.first(span) is None]
        else:
            earlier = sentences(self.before.text, self.language)
            known = {fold(self.before.slice(part.span)) for part in earlier}
            free = [span for span in parts if fold(self.document.slice(span)) not in known]
        overlaps = Overlaps(free)
        return lambda item: overlaps.first(self.span(item)) is not None

    def span(self, item: Item) -> Span:
        places = self.document.find(item["quote"]) or [Span(0, 0)]
        return places[min(int(item.get("occurrence", 1)), len(places)) - 1]

    def voices(self, result: Item, used: set[str]) -> dict[str, str]:
        """Put the fresh voices that are needed into the result; fresh name → name there."""
        there: Item = result.setdefault("voices", Mapped())
        renamed: dict[str, str] = {}
        said = {tuple(map(_unmarked, standing)): other for other, standing in there.items()}
        for name, grounds in self.fresh.get("voices", {}).items():
            if name not in used:
                continue
            chosen = said.get(tuple(map(_unmarked, grounds))) or free(name, there)
            there.setdefault(chosen, grounds)
            renamed[name] = chosen
        return renamed


def _items(annotation: Item) -> Iterator[tuple[str, str, Item]]:
    """Every item with its section, and its voice where it is a ground of one."""
    for name, grounds in annotation.get("voices", {}).items():
        for ground in grounds:
            yield "voices", name, ground
    for kind in _LISTS:
        for item in annotation.get(kind, ()):
            yield kind, "", item


def _put(result: Item, kind: str, name: str, item: Item) -> None:
    if kind == "voices":
        result.setdefault("voices", Mapped()).setdefault(name, Listed()).append(item)
    else:
        result.setdefault(kind, Listed()).append(item)


def _like(item: Item, content: Mapping[str, Any]) -> Item:
    """Other content where an item stood."""
    found = Mapped(content)
    found.line = item.line
    return found


def _unmarked(item: Item) -> str:
    """What an item says, apart from its mark."""
    return json.dumps({key: value for key, value in item.items() if key != "proposed"}, sort_keys=True)


def _voices(passage: Item) -> list[str]:
    voices = passage.get("voice", [])
    return voices if isinstance(voices, list) else [voices]


def _entry_ids(item: Item) -> list[str]:
    return [record_id for table in VOCABULARY for record_id in item.get(table, {})]


def _keys(passage: Item) -> Iterator[tuple[str, str]]:
    """Tables and keys of the records of a passage whose keys people write."""
    for table, records in passage.items():
        if isinstance(records, dict) and table not in ("proposed", *COMPOSED_KEYS):
            for key in records:
                yield table, key


def _free(key: str, table: str, taken: set[tuple[str, str]]) -> str:
    """The key of a new record; records merge over passages, claims do not and need a key of their own."""
    if not has_column(table, "source_id"):
        return key
    return free(key, {other for of, other in taken if of == table})


def _renamed(passage: Item, voices: Mapping[str, str], keys: Mapping[tuple[str, str], str]) -> Item:
    """A passage with its voices, its keys and what refers to them renamed."""
    found = Mapped(passage)
    names = [voices.get(name, name) for name in _voices(passage)]
    if names:
        found["voice"] = names[0] if len(names) == 1 else names
    for table, records in passage.items():
        if table in COMPOSED_KEYS:
            found[table] = [_referring(table, record, keys) for record in records]
        elif isinstance(records, dict) and table != "proposed":
            found[table] = {
                keys.get((table, key), key): _referring(table, record, keys) for key, record in records.items()
            }
    return found


def _referring(table: str, record: Mapping[str, Any], keys: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    def cell(name: str, value: Any) -> Any:
        full = f"{name}_id" if has_column(table, f"{name}_id") else name
        refers_to = column_of(table, full).refers_to if has_column(table, full) else None
        return keys.get((refers_to, value), value) if refers_to and isinstance(value, str) else value

    return {name: cell(name, value) for name, value in record.items()}
