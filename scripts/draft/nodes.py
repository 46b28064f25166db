"""Proposals as an annotation file: each item with its words, and a mark that names its rule until a person decides."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from extraction.text import Document, Span, fold
from scripts.propose.proposals import Aside, Dismissal, Entity, Ground, Proposals, Record, Term
from scripts.yaml_reader import Node, read_yaml
from validation.problems import InvalidDataError, Problem
from validation.tables import COMPOSED_KEYS, column, columns

RULES = Path(__file__).parents[1] / "propose" / "rules.yaml"

_NO_LINE = 1
_BELOW_HEADER = 2


@cache
def confidence_of(rule: str) -> str:
    """How sure a rule is, as rules.yaml says, in two decimals."""
    return _confidences()[rule]


@cache
def _confidences() -> Mapping[str, str]:
    problems: list[Problem] = []
    node = read_yaml(RULES, RULES.name, problems)
    if node is None or not isinstance(node.value, dict):
        raise InvalidDataError(problems)
    return {rule: str(item.value[0].value) for rule, item in node.value.items() if isinstance(item.value, list)}


def annotation_node(source_id: str, document: Document, found: Proposals) -> Node:
    """The whole file for a document of which nothing is annotated yet."""
    used = {voice for record in found.records for voice in record.voices}
    content: dict[str, Any] = {
        "source": source_id,
        "vocabulary": [_entity(entity, document) for entity in found.entities if entity.cells or entity.forms],
        "voices": {
            voice.name: [_ground(ground, voice.rule, document) for ground in voice.grounds]
            for voice in found.voices
            if voice.name in used
        },
        "passages": [_passage(list(records), document) for _, records in groupby(_ordered(found.records), _together)],
        "dismissed": [_dismissal(dismissal, document) for dismissal in found.dismissals],
        "mentions": [_aside(aside, document) for aside in found.asides],
        "open": [_quote(span, document) for span in found.open],
    }
    node = node_of({key: value for key, value in content.items() if value})
    return (
        Node({**node.value, "source": Node(source_id, _BELOW_HEADER)}, _NO_LINE)
        if isinstance(node.value, dict)
        else node
    )


class Mapped(dict[str, Any]):
    """A mapping that knows the line it was read from."""

    line: int = _NO_LINE


class Listed(list[Any]):
    """A list that knows the line it was read from."""

    line: int = _NO_LINE


def node_of(content: object) -> Node:
    """Mappings, lists and texts as a node."""
    line = getattr(content, "line", _NO_LINE)
    if isinstance(content, Mapping):
        return Node({str(key): node_of(value) for key, value in content.items()}, line)
    if isinstance(content, list | tuple):
        return Node([node_of(item) for item in content], line)
    return Node(str(content), line)


def plain(node: Node) -> Any:
    """A node as mappings, lists and texts; the first two know their lines."""
    if isinstance(node.value, str):
        return node.value
    found: Mapped | Listed
    if isinstance(node.value, dict):
        found = Mapped({key: plain(value) for key, value in node.value.items()})
    else:
        found = Listed(plain(item) for item in node.value)
    found.line = node.line
    return found


def _mark(rule: str) -> dict[str, str]:
    return {"rule": rule, "confidence": confidence_of(rule)}


def _quote(span: Span, document: Document, within: Span | None = None) -> dict[str, str]:
    """The words at a span, and which of several places it is."""
    words = fold(document.slice(span))
    places = document.find(words, within=within)
    found: dict[str, str] = {"quote": words}
    if len(places) > 1:
        found["occurrence"] = str(1 + sum(place.start < span.start for place in places))
    return found


def _entity(entity: Entity, document: Document) -> dict[str, Any]:
    forms: dict[str, dict[str, list[str]]] = {}
    for form in entity.forms:
        forms.setdefault(form.language, {}).setdefault(form.name_type, []).append(form.text)
    entry: dict[str, Any] = _short_cells(entity.table, entity.cells)
    if forms:
        entry["forms"] = forms
    return {
        "proposed": _mark(entity.rule),
        **_quote(entity.span, document),
        entity.table: {entity.record_id: entry},
    }


def _ground(ground: Ground, rule: str, document: Document) -> dict[str, Any]:
    sets = {name.removesuffix("_id"): value for name, value in ground.cells.items()}
    found: dict[str, Any] = {"proposed": _mark(rule), **_quote(ground.span, document), "sets": sets}
    if ground.inferred:
        found["inferred"] = {name.removesuffix("_id"): value for name, value in ground.inferred.items()}
    return found


def _ordered(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: (record.span.start, record.span.end, _together(record)))


def _together(record: Record) -> tuple[int, int, str, tuple[str, ...]]:
    """Records that one item proposes: of one rule, from the same words, in the same voices."""
    return record.span.start, record.span.end, record.rule, record.voices


def _passage(records: Sequence[Record], document: Document) -> dict[str, Any]:
    first = records[0]
    passage: dict[str, Any] = {"proposed": _mark(first.rule)}
    if first.voices:
        passage["voice"] = first.voices[0] if len(first.voices) == 1 else list(first.voices)
    passage |= _quote(first.span, document)
    for record in records:
        content: dict[str, Any] = _short_cells(record.table, record.cells)
        if record.inferred:
            content["inferred"] = {column(record.table, name).short: text for name, text in record.inferred.items()}
        if record.terms:
            content["terms"] = [_term(term, record.span, document) for term in record.terms]
        if record.table in COMPOSED_KEYS:
            passage.setdefault(record.table, []).append(content)
        else:
            passage.setdefault(record.table, {})[record.key] = content
    return passage


def _short_cells(table: str, cells: Mapping[str, str]) -> dict[str, str]:
    return {item.short: cells[item.name] for item in columns(table) if cells.get(item.name)}


def _term(term: Term, within: Span, document: Document) -> dict[str, str]:
    quoted = _quote(term.span, document, within)
    found = {term.term_type: quoted["quote"], "concept": term.concept}
    if term.use:
        found["use"] = term.use
    return {**found, **({"occurrence": quoted["occurrence"]} if "occurrence" in quoted else {})}


def _dismissal(dismissal: Dismissal, document: Document) -> dict[str, Any]:
    return {"proposed": _mark(dismissal.rule), **_quote(dismissal.span, document), "reason": dismissal.reason}


def _aside(aside: Aside, document: Document) -> dict[str, Any]:
    quoted = _quote(aside.span, document)
    return {"proposed": _mark(aside.rule), **quoted, "kind": aside.kind, "reason": aside.reason}
