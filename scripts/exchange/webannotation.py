"""W3C Web Annotation: a collection with one page, and each mark an annotation on the text.

The first bodies of an annotation are tags: its label, and `proposed`; then come its fields as one line of YAML, which
`import` reads. Records that a passage states follow as bodies with plain values, voices applied, for whoever reads the
file without this program; `import` passes them over. Model: https://www.w3.org/TR/annotation-model/.
"""

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from extraction.text import Document, Span
from scripts.annotations import Annotation, Passage, full_key
from scripts.exchange.marks import CODED, KINDS, Mark
from scripts.exchange.restore import Told
from scripts.exchange.tree import on_one_line, read_line
from scripts.yaml_reader import Node
from validation.problems import Problem
from validation.tables import columns

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"@vocab": "urn:election-facts:"}]
_URN = "urn:election-facts:"
_NUMBERED = re.compile(r"urn:election-facts:[^#]+#([1-9]\d{0,8})\Z", re.ASCII)
_AROUND = 32
_MOTIVATIONS = {
    "document": "describing",
    "passage": "describing",
    "voice": "describing",
    "vocabulary": "describing",
    "name": "identifying",
    "term": "classifying",
    "dismissed": "classifying",
    "mention": "classifying",
    "open": "questioning",
}
_PROPOSED = "proposed"
_YAML = "application/yaml"
_TAGGING, _DESCRIBING = "tagging", "describing"


def write_web_annotation(
    marks: Sequence[Mark], document: Document, source_id: str, language: str, annotation: Annotation | None
) -> str:
    """The collection as JSON-LD. `annotation` is the file as the build reads it, for the bodies with plain values."""
    collection = _URN + quote(source_id)
    passages = _passages(document, annotation)
    items = []
    for mark in marks:
        records: list[dict[str, Any]] = []
        if annotation is not None and mark.kind == "passage" and passages[mark.span]:
            records = list(_records(passages[mark.span].popleft(), annotation))
        items.append(_annotation(mark, document, collection, f"{source_id}.txt", language, records))
    content = {
        "@context": _CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": f"What {source_id} states, word by word",
        "total": len(items),
        "first": {"id": f"{collection}?page=1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _passages(document: Document, annotation: Annotation | None) -> dict[Span, deque[Passage]]:
    """The passages by their place; those of one place in the order of the file."""
    found: dict[Span, deque[Passage]] = defaultdict(deque)
    for passage in annotation.passages if annotation is not None else ():
        places = document.find(passage.quote.words)
        number = passage.quote.occurrence or 1
        if number <= len(places):
            found[places[number - 1]].append(passage)
    return found


def _annotation(
    mark: Mark, document: Document, collection: str, target: str, language: str, records: list[dict[str, Any]]
) -> dict[str, Any]:
    span, text = mark.span, document.text
    tags = [mark.kind, *([_PROPOSED] if mark.is_proposed else [])]
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": _TAGGING, "value": tag} for tag in tags]
    fields = _with_codes(mark)
    if fields:
        bodies.append({"type": "TextualBody", "purpose": _DESCRIBING, "format": _YAML, "value": fields})
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    words = {
        "type": "TextQuoteSelector",
        "exact": document.slice(span),
        "prefix": text[max(span.start - _AROUND, 0) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    return {
        "id": f"{collection}#{mark.number}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS.get(mark.kind, "editing"),
        "body": [*bodies, *records],
        "target": {
            "source": target,
            "format": "text/plain",
            **({"language": language} if language else {}),
            "selector": [position, words],
        },
    }


def _with_codes(mark: Mark) -> str:
    """The fields of a mark with its codes among them."""
    problems: list[Problem] = []
    entries = read_line(mark.body, "", None, "", problems) or {}
    codes = {CODED[mark.kind][code_list]: Node(code, 1) for code_list, code in mark.codes.items()}
    return on_one_line(Node({**codes, **entries}, 1))


def _records(passage: Passage, annotation: Annotation) -> Iterator[dict[str, Any]]:
    """The records of a passage, each cell written out, those that its voices set included."""
    grounds = [ground for name in passage.voices for ground in annotation.voices.get(name.text, ())]
    for record in passage.records:
        wanted = {column.name for column in columns(record.table) if column.context} - record.omitted
        said = {name: cell for ground in grounds for name, cell in ground.cells.items() if name in wanted}
        cells = {**said, **record.cells}
        values = {
            column.name: full_key(column.refers_to, annotation.source_id, cells[column.name].text)
            if column.refers_to
            else cells[column.name].text
            for column in columns(record.table)
            if column.name in cells
        }
        key = {"id": f"{_URN}{record.table}/{quote(full_key(record.table, annotation.source_id, record.key))}"}
        english = {"quote_en": passage.en} if passage.en else {}
        terms = [f"{term.words} ({term.term_type}: {term.concept.text})" for term in record.terms]
        yield {
            **(key if record.key else {}),
            "type": record.table,
            **values,
            **({"terms": terms} if terms else {}),
            **english,
        }


def read_web_annotation(content: object, name: str, problems: list[Problem]) -> list[Told]:
    """The marks of a collection, a page, or a list of annotations, as tools write them."""
    items = _items(content)
    if items is None:
        expected = "an AnnotationCollection, an AnnotationPage or a list of annotations"
        problems.append(Problem(name, None, "type", "something else", expected, "export it anew"))
        return []
    found = []
    for index, item in enumerate(items, 1):
        where = f"annotation {index}"
        told = _told(item, where, name, problems) if isinstance(item, dict) else None
        if told is not None:
            found.append(told)
        elif not isinstance(item, dict):
            problems.append(Problem(name, None, where, "no mapping", "an annotation", "remove it"))
    return found


def _items(content: object) -> list[object] | None:
    """The annotations, in whichever way they are wrapped."""
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        return None
    first = content.get("first")
    held = content.get("items", first.get("items") if isinstance(first, dict) else None)
    return held if isinstance(held, list) else None


def _told(item: Mapping[str, Any], where: str, name: str, problems: list[Problem]) -> Told | None:
    key = item.get("id")
    numbered = _NUMBERED.match(key) if isinstance(key, str) else None
    tags, fields = [], []
    for body in _listed(item.get("body")):
        textual = body if isinstance(body, dict) and body.get("type") == "TextualBody" else None
        value = textual.get("value") if textual else None
        if textual is None or not isinstance(value, str):
            continue  # a record written out
        if textual.get("format") == _YAML:
            fields.append(value)
        elif textual.get("purpose") == _TAGGING:
            tags.append(value)
        else:
            expected, remedy = f"tags, and fields with the format {_YAML}", "move it into the fields, or remove it"
            problems.append(Problem(name, None, f"{where}: body", value, expected, remedy))
    labels = [tag for tag in tags if tag != _PROPOSED]
    if len(labels) != 1:
        found, expected = ", ".join(labels) or "no label", f"one tag of {', '.join(KINDS)}"
        problems.append(Problem(name, None, f"{where}: body", found, expected, "choose one of these labels"))
        return None
    spans, selected = [], {}
    for selector in _selectors(item.get("target")):
        start, end = selector.get("start"), selector.get("end")
        if selector.get("type") == "TextPositionSelector" and type(start) is int and type(end) is int:
            spans.append(Span(start, end))
        elif selector.get("type") == "TextQuoteSelector":
            selected = {part: value for part, value in selector.items() if isinstance(value, str)}
    return Told(
        number=int(numbered[1]) if numbered else None,
        kind=labels[0],
        spans=tuple(spans[:1]),
        words=selected.get("exact"),
        is_proposed=_PROPOSED in tags,
        body="\n".join(fields),
        before=selected.get("prefix", ""),
        after=selected.get("suffix", ""),
        where=where,
    )


def _selectors(target: object) -> Iterator[Mapping[str, Any]]:
    """The selectors of an annotation's targets."""
    for one in _listed(target):
        if isinstance(one, dict):
            yield from (selector for selector in _listed(one.get("selector")) if isinstance(selector, dict))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
