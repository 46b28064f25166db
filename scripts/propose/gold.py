"""Gold facts: documents with every fact that a person found in them (tests/gold/README.md, Facts)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extraction.lexicon import languages
from extraction.text import Document, Span, UnreadableTextError, fold
from scripts.yaml_reader import Node, read_yaml
from validation.codes import codes_of
from validation.columns import Column
from validation.problems import InvalidDataError, Problem
from validation.tables import TABLES, columns

_REMEDY = "mend the fact, or mark the document anew (tests/gold/README.md)"
_OWN = ("table", "quote", "occurrence")

NAMED = ("name", "document_name", "title")
"""Fields that hold words instead of a column's value: the name of a record, in whatever language."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of a table as a passage states it: each field with the values that are right (names have several)."""

    table: str
    span: Span
    fields: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FactDocument:
    """A text and its facts, in the order in which they were written down."""

    name: str
    text: str
    language: str
    facts: tuple[Fact, ...]


def fields_of(table: str) -> dict[str, Column | None]:
    """The fields that gold may give for a table: short names of columns, and those of `NAMED`."""
    known: dict[str, Column | None] = {column.short: column for column in columns(table) if not column.is_key}
    known |= dict.fromkeys(NAMED)
    if table == "event_participants":
        known["event_type"] = None
    return known


def read_facts(folders: Sequence[Path]) -> list[FactDocument]:
    """Every `*.yaml` of the folders with the text beside it, in order.

    Raises:
        InvalidDataError: with every problem of every file.
    """
    problems: list[Problem] = []
    found = [
        document
        for folder in folders
        for path in sorted(folder.glob("*.yaml"))
        if (document := _document(path, problems)) is not None
    ]
    if not found and not problems:
        names = ", ".join(map(str, folders))
        problems.append(Problem(names, None, "folder", "no *.yaml", "gold facts: NAME.txt and NAME.yaml", _REMEDY))
    if problems:
        raise InvalidDataError(problems)
    return found


def _document(path: Path, problems: list[Problem]) -> FactDocument | None:
    name = path.as_posix()
    node = read_yaml(path, name, problems)
    try:
        document = Document.read(path.with_suffix(".txt"))
    except (OSError, UnreadableTextError) as error:
        found = getattr(error, "strerror", None) or str(error)
        problems.append(Problem(path.with_suffix(".txt").as_posix(), None, "file", found, "the text", "restore it"))
        return None
    if node is None:
        return None
    top = node.value if isinstance(node.value, dict) else {}
    language, facts = top.get("language"), top.get("facts")
    if language is None or language.value not in languages() or facts is None or not isinstance(facts.value, list):
        expected = f"language: one of {', '.join(languages())}, and facts: a list"
        problems.append(Problem(name, node.line, "file", ", ".join(top) or node.kind, expected, _REMEDY))
        return None
    listed = tuple(fact for item in facts.value for fact in _fact(item, document, name, problems))
    return FactDocument(name, document.text, str(language.value), listed)


def _fact(node: Node, document: Document, file: str, problems: list[Problem]) -> Iterator[Fact]:
    def wrong(line: int, field: str, found: str, expected: str) -> None:
        problems.append(Problem(file, line, field, found, expected, _REMEDY))

    texts = dict(node.value) if isinstance(node.value, dict) else {}
    cells = {key: item.value.strip() for key, item in texts.items() if isinstance(item.value, str)}
    table, quote = cells.get("table", ""), cells.get("quote", "")
    if table not in TABLES or len(cells) < len(texts) or not cells:
        wrong(node.line, "table", table or node.kind, f"one of {', '.join(TABLES)}, and texts as values")
        return
    places = document.find(quote)
    number = int(cells["occurrence"]) if cells.get("occurrence", "1").isdecimal() and "occurrence" in cells else 1
    if not 0 < number <= len(places):
        wrong(node.line, f"{table}.quote", quote or "nothing", f"words of the text that stand {number} times at least")
        return
    known = fields_of(table)
    fields = {}
    for key, value in cells.items():
        if key in _OWN:
            continue
        column = known.get(key)
        if key not in known:
            wrong(texts[key].line, f"{table}.{key}", key, f"one of {', '.join(known)}")
        elif column is not None and column.code_list and value not in codes_of(column.code_list):
            wrong(texts[key].line, f"{table}.{key}", value, " | ".join(codes_of(column.code_list)))
        else:
            fields[key] = tuple(fold(part) for part in value.split(" | "))
    yield Fact(table, places[number - 1], fields)
