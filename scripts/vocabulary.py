"""The vocabulary: organizations, persons and places with every written form of their names (data/vocabulary/*.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.annotations import Cell
from scripts.entries import read_cells
from scripts.yaml_reader import Node, read_yaml
from validation.codes import codes_of
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
            entry = read_entry(table, record_id, content, file, problems)
            if entry is not None:
                entries[table, record_id] = entry
    return entries


def read_entry(table: str, record_id: str, node: Node, file: str, problems: list[Problem]) -> Entry | None:
    """One entry; what does not fit is added to `problems`. None where nothing can be read."""
    known = {column.short: column for column in columns(table) if not column.is_key}
    cells = read_cells(record_id, node, known, file, problems, also="forms")
    if cells is None or not isinstance(node.value, dict):
        return None
    if "name_en" not in cells and "name_en" not in node.value:
        problems.append(Problem(file, node.line, record_id, "no name_en", "an English name", "add it"))
    forms = _forms(record_id, node.value["forms"], file, problems) if "forms" in node.value else ()
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
