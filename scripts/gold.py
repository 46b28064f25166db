"""Gold: text in which people marked every mention, as JSON Lines (tests/gold/README.md says what is marked and how)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from extraction.mentions import Kind
from extraction.text import Document, UnreadableTextError
from validation.problems import InvalidDataError, Problem

KINDS: tuple[str, ...] = get_args(Kind)

_REQUIRED = {"document": str, "start": int, "end": int, "kind": str, "value": str}
_OPTIONAL = {"counted": str, "entity": str, "inferred": bool}
_TYPES = {str: "a string", int: "a whole number", bool: "true or false"}
_REMEDY = "mend the line, or mark the document anew (tests/gold/README.md)"


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention that a reader should find; `counted`, `entity` and `is_inferred` are None where gold does not say."""

    start: int
    end: int
    kind: str
    value: str
    counted: str | None = None
    entity: str | None = None
    is_inferred: bool | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text and its mentions in order; `name` is its path as the gold file writes it."""

    name: str
    text: str
    mentions: tuple[GoldMention, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    file: Path
    number: int
    content: dict[str, Any]

    @property
    def document(self) -> Path:
        return (self.file.parent / str(self.content["document"])).resolve()

    def problem(self, field: str, found: object, expected: str) -> Problem:
        return _problem(self.file, self.number, field, found, expected)


def read_gold(files: Sequence[Path]) -> list[GoldDocument]:
    """The documents of gold files, in the order in which they are first named.

    Raises:
        InvalidDataError: with every problem of every file.
    """
    problems: list[Problem] = []
    by_document: dict[Path, list[_Line]] = {}
    for file in dict.fromkeys(files):
        for line in _lines(file, problems):
            by_document.setdefault(line.document, []).append(line)
    documents = [_document(path, lines, problems) for path, lines in by_document.items()]
    if problems:
        raise InvalidDataError(problems)
    return documents


def _lines(file: Path, problems: list[Problem]) -> Iterator[_Line]:
    try:
        written = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(_problem(file, None, "gold", error, "a file of JSON Lines, in UTF-8"))
        return
    if not any(map(str.strip, written)):
        problems.append(_problem(file, None, "gold", "an empty file", "a mention a line"))
    for number, line in enumerate(written, 1):
        if line.strip():
            try:
                content = json.loads(line)
            except ValueError as error:
                problems.append(_problem(file, number, "line", error, "one JSON object"))
                continue
            found = list(_line_problems(file, number, content))
            problems += found
            if not found:
                yield _Line(file, number, content)


def _line_problems(file: Path, number: int, content: object) -> Iterator[Problem]:
    if not isinstance(content, dict):
        yield _problem(file, number, "line", json.dumps(content, ensure_ascii=False), "one JSON object")
        return
    for field, kind in _REQUIRED.items():
        if field not in content:
            yield _problem(file, number, field, "nothing", _TYPES[kind])
    for field, value in content.items():
        expected = (_REQUIRED | _OPTIONAL).get(field)
        if expected is None:
            yield _problem(file, number, field, "an unknown field", ", ".join(_REQUIRED | _OPTIONAL))
        elif type(value) is not expected and not (expected is bool and value in ("true", "false")):
            yield _problem(file, number, field, json.dumps(value, ensure_ascii=False), _TYPES[expected])
    if isinstance(content.get("kind"), str) and content["kind"] not in KINDS:
        yield _problem(file, number, "kind", content["kind"], ", ".join(KINDS))


def _document(path: Path, lines: list[_Line], problems: list[Problem]) -> GoldDocument:
    name = str(lines[0].content["document"])
    try:
        text = Document.read(path).text
    except (OSError, UnreadableTextError) as error:
        problems.append(lines[0].problem("document", error, "a path, from the gold file, of a text in UTF-8"))
        return GoldDocument(name, "", ())
    lines = sorted(lines, key=lambda line: (line.content["start"], line.content["end"]))
    problems += _place_problems(text, lines)
    return GoldDocument(name, text, tuple(_mention(line.content) for line in lines))


def _place_problems(text: str, lines: Sequence[_Line]) -> Iterator[Problem]:
    for line in lines:
        start, end = line.content["start"], line.content["end"]
        if not 0 <= start < end <= len(text):
            yield line.problem("start, end", f"{start}, {end}", f"a span that is not empty, between 0 and {len(text)}")
    for before, after in pairwise(lines):
        if after.content["start"] < before.content["end"]:
            where = f"{before.content['kind']} at {before.content['start']}-{before.content['end']}"
            found = f"{after.content['kind']} at {after.content['start']}-{after.content['end']}"
            other = f"({before.file.as_posix()}:{before.number})"
            yield after.problem("start", found, f"no overlap with the {where} {other}; the longest wins")


def _mention(content: dict[str, Any]) -> GoldMention:
    inferred = content.get("inferred")
    return GoldMention(
        content["start"],
        content["end"],
        content["kind"],
        content["value"],
        content.get("counted"),
        content.get("entity"),
        None if inferred is None else inferred in (True, "true"),
    )


def _problem(file: Path, line: int | None, field: str, found: object, expected: str) -> Problem:
    return Problem(file.as_posix(), line, field, str(found), expected, _REMEDY)
