"""An annotation file as marks: spans of the source's text, each with a label, fields that have codes, and the rest.

A passage, each term of its verdicts and each name that it pins are marks of their own; so are the grounds of voices,
dismissed sentences, every place of a mention that is set aside, open sentences, vocabulary and boundaries put right.
What belongs to the whole file stands in one mark more, `document`, on the first word of the text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extraction.text import Document, Span, fold
from scripts.exchange.tree import (
    ABOVE_KEY,
    TEXT,
    comments_above,
    encoded,
    encoded_item,
    escaped,
    on_one_line,
)
from scripts.format import Comments
from scripts.yaml_reader import Node
from validation.codes import codes_of
from validation.problems import Problem

LISTS = {
    "passages": "passage",
    "dismissed": "dismissed",
    "mentions": "mention",
    "open": "open",
    "vocabulary": "vocabulary",
}
"""Lists of the file → kind of their items."""

CORRECTIONS = ("join", "split", "plain")

KINDS = ("document", "passage", "term", "name", "voice", *list(LISTS.values())[1:], *CORRECTIONS)
"""The labels of marks."""

CODED = {
    "dismissed": {"dismissal_reason": "reason"},
    "mention": {"mention_kind": "kind", "mention_reason": "reason"},
    "term": {"term_type": "type", "concept": "concept", "use": "use"},
}
"""Kind → code list → the field that holds one of its codes; tools offer these as lists to choose from."""

NUMBERED = re.compile(r"[1-9]\d{0,3}\Z", re.ASCII)
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the source and what is said of them.

    Attributes:
        number: its place in the file, from 1; None where a tool added it. Passages are referred to by it.
        kind: one of `KINDS`.
        span: where the words stand, in code points.
        codes: code list → code, as in `CODED`.
        is_proposed: no person has decided on it.
        body: the other fields as one line of YAML, "" for none.
    """

    number: int | None
    kind: str
    span: Span
    codes: Mapping[str, str] = field(default_factory=dict)
    is_proposed: bool = False
    body: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of the whole file: the source, hashes of text and file at the export, and what is no mark."""

    source_id: str
    text_sha256: str
    file_sha256: str
    marks: int
    rest: Node


def whole_places(document: Document, words: str, within: Span) -> list[Span]:
    """Where whole words stand inside a span; the places that terms and forms of names are looked for."""

    def is_whole(span: Span) -> bool:
        text = document.text
        cut_left = span.start > 0 and text[span.start - 1].isalnum() and text[span.start].isalnum()
        cut_right = span.end < len(text) and text[span.end - 1].isalnum() and text[span.end].isalnum()
        return not cut_left and not cut_right

    return [span for span in document.find(words, within=within) if is_whole(span)]


def marks_of(
    node: Node, comments: Comments, document: Document, file_sha256: str, name: str, problems: list[Problem]
) -> list[Mark]:
    """The marks of a file in its layout; what has no place in the text is added to `problems` under `name`."""
    return _Marking(comments, document, name, problems).run(node, file_sha256)


class _Marking:
    def __init__(self, comments: Comments, document: Document, name: str, problems: list[Problem]) -> None:
        self.comments = comments
        self.document = document
        self.name = name
        self.problems = problems
        self.marks: list[Mark] = []
        self.rest: dict[str, Node] = {}

    def run(self, node: Node, file_sha256: str) -> list[Mark]:
        top = node.value if isinstance(node.value, dict) else {}
        for key, value in top.items():
            self.note_comments(self.rest, key, value)
            if key in LISTS:
                self.list_of(LISTS[key], key, value, self.rest)
            elif key == "voices" and value.value:
                self.remain(key, dict(self.voices(value)))
            elif key == "sentences" and value.value:
                self.remain(key, dict(self.sentences(value)))
            else:
                self.rest[escaped(key)] = encoded(value, self.comments)
        source = top.get("source")
        fields = {
            "source": source.value if source is not None and isinstance(source.value, str) else "",
            "text": self.document.sha256,
            "file": file_sha256,
            "marks": str(len(self.marks) + 1),
        }
        body = {**{key: Node(value, 1) for key, value in fields.items()}, "rest": Node(self.rest, 1)}
        first = _FIRST_WORD.search(self.document.text)
        span = Span(*first.span()) if first else self.document.folded.original(0, len(self.document.folded.text))
        return [Mark(1, "document", span, body=on_one_line(Node(body, 1))), *self.marks]

    def remain(self, key: str, entries: dict[str, Node]) -> None:
        """Keep what is no mark of a mapping that held something."""
        if entries:
            self.rest[key] = Node(entries, 1)

    def list_of(self, kind: str, key: str, node: Node, rest: dict[str, Node]) -> None:
        """The marks of one list; an empty one stays in `rest`."""
        if not isinstance(node.value, list):
            self.problem(node, key, node.kind, "a list", "start each item with '- '")
        elif not node.value:
            rest[key] = node
        else:
            for item in node.value:
                self.item(kind, item)

    def sentences(self, node: Node) -> dict[str, Node]:
        """The marks of boundaries put right; what else the mapping holds remains."""
        rest: dict[str, Node] = {}
        if not isinstance(node.value, dict):
            self.problem(node, "sentences", node.kind, "a mapping", "compare with FORMAT.md")
            return rest
        for key, value in node.value.items():
            self.note_comments(rest, key, value)
            if key in CORRECTIONS:
                self.list_of(key, key, value, rest)
            else:
                rest[escaped(key)] = encoded(value, self.comments)
        return rest

    def voices(self, node: Node) -> Iterator[tuple[str, Node]]:
        """The marks of each ground; what remains are comments, and the names in order, "" where grounds follow."""
        if not isinstance(node.value, dict):
            self.problem(node, "voices", node.kind, "a mapping", "compare with FORMAT.md")
            return
        for voice, grounds in node.value.items():
            above = comments_above(grounds.line, self.comments)
            if above is not None:
                yield ABOVE_KEY + escaped(voice), above
            if not isinstance(grounds.value, list):
                self.problem(grounds, f"voices.{voice}", grounds.kind, "a list", "start each item with '- '")
            elif not grounds.value:
                yield escaped(voice), grounds
            else:
                yield escaped(voice), Node("", grounds.line)
                for item in grounds.value:
                    self.item("voice", item, {"name": Node(voice, item.line)})

    def item(self, kind: str, node: Node, more: Mapping[str, Node] | None = None) -> None:
        """The marks of one item of a list."""
        item = encoded_item(node, self.comments)
        if kind in CORRECTIONS:
            self.correction(kind, item)
            return
        entries = dict(item.value) if isinstance(item.value, dict) else {}
        quote, occurrence = entries.pop("quote", None), entries.get("occurrence")
        if quote is None or not isinstance(quote.value, str) or not fold(quote.value):
            self.problem(node, f"{kind}.quote", "nothing", "words of the source", "quote them as they stand")
            return
        if more and (taken := more.keys() & entries):
            self.problem(node, kind, f"the field {taken.pop()!r}", "another name", "rename it")
            return
        entries = {**(more or {}), **entries}
        if kind == "mention" and occurrence is None:
            for each in self.document.find(quote.value) or self.not_found(quote.value, kind, node):
                self.add(kind, each, entries)
            return
        place = self.unique(quote.value, occurrence, kind, node)
        if place is not None and kind == "passage":
            self.passage(place, entries)
        elif place is not None and kind == "dismissed" and "through" in entries:
            end = self.through(entries["through"], place, node)
            if end is not None:
                self.add(kind, Span(place.start, end.end), {"quote": quote, **entries})
        elif place is not None:
            self.add(kind, place, entries)

    def correction(self, kind: str, item: Node) -> None:
        """The mark of a boundary put right, whose item is words alone."""
        fields = dict(item.value) if isinstance(item.value, dict) else {}
        words = fields.pop(TEXT, item)
        if not isinstance(words.value, str):
            self.problem(item, f"sentences.{kind}", words.kind, "words of the source", "quote them")
        elif (place := self.unique(words.value, None, kind, item)) is not None:
            self.add(kind, place, fields)

    def passage(self, place: Span, entries: dict[str, Node]) -> None:
        """A passage, and after it the terms and names that have a place in it."""
        number = len(self.marks) + 2
        inner = [*self.terms(number, place, entries), *self.names(number, place, entries)]
        self.add("passage", place, entries)
        for kind, span, fields in inner:
            self.add(kind, span, fields)

    def terms(self, number: int, within: Span, entries: dict[str, Node]) -> Iterator[tuple[str, Span, dict[str, Node]]]:
        """The terms of each verdict, which are taken out of it, unless one of them has no place of its own."""
        verdicts = entries.get("verdicts")
        for key, record in verdicts.value.items() if verdicts and isinstance(verdicts.value, dict) else ():
            terms = record.value.get("terms") if isinstance(record.value, dict) else None
            items = terms.value if terms is not None and isinstance(terms.value, list) else []
            found = [self.term(number, key, item, within) for item in items]
            if found and isinstance(record.value, dict) and None not in found:
                del record.value["terms"]
                yield from (term for term in found if term is not None)

    def term(self, number: int, verdict: str, item: Node, within: Span) -> tuple[str, Span, dict[str, Node]] | None:
        fields = dict(item.value) if isinstance(item.value, dict) else {}
        types = [name for name in codes_of("term_type") if name in fields]
        if len(types) != 1 or fields.keys() & {"passage", "verdict", "type"}:
            return None
        words, occurrence = fields.pop(types[0]).value, fields.get("occurrence")
        places = whole_places(self.document, words, within) if isinstance(words, str) else []
        place = _chosen(places, occurrence)
        if place is None:
            return None
        own = {"passage": str(number), "verdict": verdict, "type": types[0]}
        return "term", place, {**{key: Node(value, item.line) for key, value in own.items()}, **fields}

    def names(self, number: int, within: Span, entries: dict[str, Node]) -> Iterator[tuple[str, Span, dict[str, Node]]]:
        """The pinned names, each at the first place of its form, unless one of them has no place."""
        names = entries.get("names")
        found = []
        for item in names.value if names is not None and isinstance(names.value, list) else ():
            fields = dict(item.value) if isinstance(item.value, dict) else {}
            form = fields.pop("form", None)
            known = form is not None and isinstance(form.value, str) and "passage" not in fields
            places = whole_places(self.document, str(form.value), within) if form is not None and known else []
            if not places:
                return
            found.append(("name", places[0], {"passage": Node(str(number), item.line), **fields}))
        if found:
            del entries["names"]
            yield from found

    def add(self, kind: str, span: Span, entries: Mapping[str, Node]) -> None:
        codes = {
            code_list: str(entries[name].value)
            for code_list, name in CODED.get(kind, {}).items()
            if name in entries and entries[name].value in codes_of(code_list)
        }
        coded = {CODED[kind][code_list] for code_list in codes}
        body = {key: value for key, value in entries.items() if key not in coded}
        number = len(self.marks) + 2  # the first is `document`
        self.marks.append(Mark(number, kind, span, codes, "proposed" in body, on_one_line(Node(body, 1))))

    def unique(self, words: str, occurrence: Node | None, where: str, node: Node) -> Span | None:
        """The one place of some words."""
        places = self.document.find(words)
        place = _chosen(places, occurrence)
        if not places:
            self.not_found(words, where, node)
        elif place is None and occurrence is None:
            expected, remedy = "one place", "quote more words, or add `occurrence`, counting from 1"
            self.problem(node, where, f"{words!r} stands {len(places)} times in the source", expected, remedy)
        elif place is None and occurrence is not None:
            found = str(occurrence.value) if isinstance(occurrence.value, str) else occurrence.kind
            self.problem(node, f"{where}.occurrence", found, f"a number from 1 to {len(places)}", "count again")
        return place

    def through(self, words: Node, start: Span, node: Node) -> Span | None:
        """Where the words stand that a dismissal runs to."""
        text = words.value if isinstance(words.value, str) else ""
        later = [span for span in self.document.find(text) if span.start >= start.start]
        if not later:
            self.not_found(text or words.kind, "dismissed.through", node)
        return later[0] if later else None

    def not_found(self, words: str, where: str, node: Node) -> list[Span]:
        self.problem(node, where, words, "words that stand in the source", "copy the words from the source")
        return []

    def note_comments(self, rest: dict[str, Node], key: str, value: Node) -> None:
        above = comments_above(value.line, self.comments)
        if above is not None:
            rest[ABOVE_KEY + escaped(key)] = above

    def problem(self, node: Node, where: str, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, node.line, where, found, expected, remedy))


def _chosen(places: list[Span], occurrence: Node | None) -> Span | None:
    """The only place, or the one that `occurrence` names."""
    if occurrence is None:
        return places[0] if len(places) == 1 else None
    if not isinstance(occurrence.value, str) or not NUMBERED.match(occurrence.value):
        return None
    number = int(occurrence.value)
    return places[number - 1] if number <= len(places) else None
