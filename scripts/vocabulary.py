"""The vocabulary: organizations, persons and places with every written form of their names (data/vocabulary/*.yaml)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.annotations import Cell, closest
from scripts.yaml_reader import Node, read_yaml
from validation.codes import codes_of
from validation.columns import KEY_PATTERN
from validation.problems import Problem
from validation.tables import VOCABULARY, columns


@dataclass(frozen=True, slots=True)
class Form:
    """A name as some source writes it."""

    language: str
    name_type: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One organization, person or place."""

    table: str
    record_id: str
    cells: Mapping[str, Cell]
    forms: tuple[Form, ...]
    file: str
    line: int


def read_vocabulary(folder: Path, name: str, problems: list[Problem]) -> dict[tuple[str, str], Entry]:
    """All entries by table and id; problems are added under `name`/file."""
    entries: dict[tuple[str, str], Entry] = {}
    for table in VOCABULARY:
        file = f"{name}/{table}.yaml"
        node = read_yaml(folder / f"{table}.yaml", file, problems)
        if node is None:
            continue
        if not isinstance(node.value, dict):
            problems.append(Problem(file, node.line, table, node.kind, "a mapping of ids", "compare with another file"))
            continue
        for record_id, content in node.value.items():
            if not re.match(KEY_PATTERN, record_id):
                expected = "lower-case letters, digits and . _ : @ / -"
                problems.append(Problem(file, content.line, record_id, repr(record_id), expected, "rename the id"))
            entries[table, record_id] = _entry(table, record_id, content, file, problems)
    return entries


def _entry(table: str, record_id: str, node: Node, file: str, problems: list[Problem]) -> Entry:
    known = {column.short: column for column in columns(table) if not column.is_key}
    cells: dict[str, Cell] = {}
    forms: tuple[Form, ...] = ()
    if not isinstance(node.value, dict):
        problems.append(Problem(file, node.line, record_id, node.kind, "a mapping", "compare with its neighbours"))
        return Entry(table, record_id, cells, forms, file, node.line)
    for field, value in node.value.items():
        if field == "forms":
            forms = _forms(record_id, value, file, problems)
        elif field not in known:
            remedy = closest(field, (*known, "forms"), lambda match: f"did you mean {match!r}?", "correct or remove it")
            expected = f"one of {', '.join((*known, 'forms'))}"
            problems.append(Problem(file, value.line, f"{record_id}.{field}", f"the field {field!r}", expected, remedy))
        elif not isinstance(value.value, str) or not value.value.strip():
            found = "nothing" if isinstance(value.value, str) else value.kind
            problems.append(
                Problem(file, value.line, f"{record_id}.{field}", found, "text", "write it, or leave it out")
            )
        else:
            cells[known[field].name] = Cell(value.value.strip(), value.line)
    if "name_en" not in cells and "name_en" not in node.value:
        problems.append(Problem(file, node.line, record_id, "no name_en", "an English name", "add it"))
    return Entry(table, record_id, cells, forms, file, node.line)


def _forms(record_id: str, node: Node, file: str, problems: list[Problem]) -> tuple[Form, ...]:
    forms: list[Form] = []

    def wrong(line: int, found: str, expected: str) -> None:
        remedy = "write forms like {en: {full: [...], abbreviation: [...]}}"
        problems.append(Problem(file, line, f"{record_id}.forms", found, expected, remedy))

    if not isinstance(node.value, dict):
        wrong(node.line, node.kind, "a mapping of languages")
        return ()
    for language, by_type in node.value.items():
        if language not in codes_of("language"):
            wrong(by_type.line, f"the language {language!r}", " | ".join(codes_of("language")))
        elif not isinstance(by_type.value, dict):
            wrong(by_type.line, by_type.kind, "a mapping of name types")
        else:
            for name_type, texts in by_type.value.items():
                if name_type not in codes_of("name_type"):
                    wrong(texts.line, f"the name type {name_type!r}", " | ".join(codes_of("name_type")))
                elif not isinstance(texts.value, list):
                    wrong(texts.line, texts.kind, "a list of forms")
                else:
                    for text in texts.value:
                        if isinstance(text.value, str) and text.value.strip():
                            forms.append(Form(language, name_type, text.value.strip(), text.line))
                        else:
                            wrong(text.line, "an empty form or a list", "a form as a source writes it")
    return tuple(forms)
