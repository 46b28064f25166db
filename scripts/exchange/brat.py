"""brat standoff: NAME.txt, NAME.ann, and the two files that tell brat the labels and their colours.

A mark is a line T, its codes and whether it is proposed are lines A, its other fields are the note of the annotator.
brat has no annotation across a line break: such a mark is one on several runs of words.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extraction.text import Document, Span
from scripts.exchange.marks import CODED, KINDS, Mark
from scripts.exchange.restore import Told
from validation.codes import codes_of
from validation.problems import Problem

PROPOSED = "proposed"

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_OFFSETS = re.compile(r"\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*\Z", re.ASCII)
_NOTE = "AnnotatorNotes"
_COLOURS = {
    "document": "#dddddd",
    "passage": "#9ecae1",
    "term": "#fdd0a2",
    "name": "#c7e9c0",
    "voice": "#dadaeb",
    "dismissed": "#e0e0e0",
    "mention": "#f0e6c8",
    "open": "#ff9896",
    "vocabulary": "#a1d99b",
}


def write_brat(marks: Sequence[Mark], document: Document) -> str:
    """The text of the .ann file."""
    lines: list[str] = []
    attributes = notes = 0
    for mark in marks:
        runs = _runs(mark.span, document)
        offsets = ";".join(f"{run.start} {run.end}" for run in runs)
        words = " ".join(document.slice(run) for run in runs)
        lines.append(f"T{mark.number}\t{mark.kind} {offsets}\t{words}")
        for name in [*mark.codes, *([PROPOSED] if mark.is_proposed else [])]:
            attributes += 1
            value = f" {mark.codes[name]}" if name in mark.codes else ""
            lines.append(f"A{attributes}\t{name} T{mark.number}{value}")
        if mark.body:
            notes += 1
            lines.append(f"#{notes}\t{_NOTE} T{mark.number}\t{mark.body}")
    return "\n".join(lines) + "\n"


def _runs(span: Span, document: Document) -> list[Span]:
    """The parts of a span that stand on one line each, without white space at their ends."""
    found = []
    for line in _LINE.finditer(document.text, span.start, span.end):
        words = line.group()
        start = line.start() + len(words) - len(words.lstrip())
        end = line.end() - len(words) + len(words.rstrip())
        if start < end:
            found.append(Span(start, end))
    return found


def configuration() -> dict[str, str]:
    """The files beside the text that tell brat the labels, the codes to choose from, and the colours."""
    attributes = [f"{PROPOSED}\tArg:<ENTITY>"]
    for kind, lists in CODED.items():
        attributes += [f"{code_list}\tArg:{kind}, Value:{'|'.join(codes_of(code_list))}" for code_list in lists]
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    labels = [f"{kind} | {kind}" for kind in KINDS]
    labels += [f"{name} | {name.replace('_', ' ')}" for lists in CODED.values() for name in lists]
    drawing = [f"{kind}\tbgColor:{_COLOURS.get(kind, '#f7f7f7')}" for kind in KINDS]
    return {
        "annotation.conf": _sections(entities=KINDS, relations=[overlap], events=[], attributes=attributes),
        "visual.conf": _sections(
            labels=labels,
            drawing=["SPAN_DEFAULT\tfgColor:black, borderColor:darken", *drawing, "proposed\tdashArray:3-3"],
        ),
    }


def _sections(**sections: Sequence[str]) -> str:
    return "\n".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections.items())


def read_brat(content: str, document: Document, name: str, problems: list[Problem]) -> list[Told]:
    """The marks of an .ann file; lines without a meaning here (relations, events) are problems: they would be lost."""
    return _Reader(document, name, problems).read(content)


class _Reader:
    def __init__(self, document: Document, name: str, problems: list[Problem]) -> None:
        self.document = document
        self.name = name
        self.problems = problems
        self.marks: dict[str, Told] = {}
        self.codes: dict[str, dict[str, str]] = defaultdict(dict)
        self.proposed: set[str] = set()
        self.notes: dict[str, list[str]] = defaultdict(list)
        self.named: list[tuple[str, int]] = []

    def read(self, content: str) -> list[Told]:
        for number, line in enumerate(content.split("\n"), 1):
            text = line.removesuffix("\r")
            if text.startswith("T"):
                self.mark(text, number)
            elif text.startswith(("A", "M")):
                self.attribute(text, number)
            elif text.startswith("#"):
                self.note(text, number)
            elif text.strip():
                self.problem(number, text[:60], "a line T, A or #: labels, their codes and notes", "remove it in brat")
        for key, number in self.named:
            if key not in self.marks:
                self.problem(number, key, "a line T of that number", "remove this line, or restore the other")
        return [
            replace(told, codes=self.codes[key], is_proposed=key in self.proposed, body="\n".join(self.notes[key]))
            for key, told in self.marks.items()
        ]

    def mark(self, text: str, number: int) -> None:
        key, _, rest = text.partition("\t")
        label, _, words = rest.partition("\t")
        kind, _, offsets = label.partition(" ")
        if not re.fullmatch(r"T\d{1,9}", key, re.ASCII) or not _OFFSETS.match(offsets):
            self.problem(number, text[:60], "T, a number, a label and offsets, apart by tabs", "restore the line")
            return
        if key in self.marks:
            self.problem(number, key, "each number once", "give one of them another number")
            return
        pairs = [pair.split(" ") for pair in offsets.split(";")]
        spans = self.joined([Span(int(start), int(end)) for start, end in pairs])
        self.marks[key] = Told(int(key[1:]), kind, spans, words or None, line=number, where=key)

    def joined(self, spans: list[Span]) -> tuple[Span, ...]:
        """Runs of words as one where only white space stands between them."""
        found: list[Span] = []
        for span in sorted(spans, key=lambda span: span.start):
            between = self.document.text[found[-1].end : span.start] if found and found[-1].end <= span.start else "-"
            if found and not between.strip():
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
        return tuple(found)

    def attribute(self, text: str, number: int) -> None:
        parts = text.partition("\t")[2].split(" ")
        if len(parts) == 2 and parts[0] == PROPOSED:
            self.proposed.add(parts[1])
        elif len(parts) == 3 and any(parts[0] in lists for lists in CODED.values()):
            self.codes[parts[1]][parts[0]] = parts[2]
        else:
            known = ", ".join((PROPOSED, *(name for lists in CODED.values() for name in lists)))
            self.problem(number, text[:60], f"one of the attributes {known}", "remove it in brat")
            return
        self.named.append((parts[1], number))

    def note(self, text: str, number: int) -> None:
        head, _, rest = text.partition("\t")
        label, _, words = rest.partition("\t")
        kind, _, key = label.partition(" ")
        if not head[1:].isdecimal() or kind != _NOTE:
            self.problem(number, text[:60], f"a note of an annotator, {_NOTE}", "remove it in brat")
            return
        self.notes[key].append(words)
        self.named.append((key, number))

    def problem(self, number: int, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, number, "annotation", found, expected, remedy))
