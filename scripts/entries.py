"""Entries of sources.yaml and of the vocabulary: an id, and columns of its table written as text."""

import re
from collections.abc import Mapping

from scripts.annotations import Cell, closest
from scripts.yaml_reader import Node
from validation.columns import KEY_PATTERN, Column
from validation.problems import Problem
from validation.values import UnfitValueError, read_value


def read_cells(
    record_id: str, node: Node, known: Mapping[str, Column], file: str, problems: list[Problem], *, also: str = ""
) -> dict[str, Cell] | None:
    """The cells of one entry by column, those that fit; what does not is added to `problems`.

    Args:
        record_id: the entry's id.
        node: its content.
        known: short name → column, for the fields that it may have.
        file: the file, for problems.
        problems: where they are added.
        also: one more field that it may have, which the caller reads.

    Returns:
        None where the id or the whole entry is of the wrong kind.
    """
    if not re.match(KEY_PATTERN, record_id):
        expected = "lower-case letters, digits and . _ : @ / -"
        problems.append(
            Problem(file, node.line, record_id, repr(record_id), expected, "rename the id and what uses it")
        )
        return None
    if not isinstance(node.value, dict):
        problems.append(Problem(file, node.line, record_id, node.kind, "a mapping", "compare with its neighbours"))
        return None
    fields = (*known, also) if also else tuple(known)
    cells: dict[str, Cell] = {}
    for field, value in node.value.items():
        if also and field == also:
            continue
        column = known.get(field)
        text = value.value.strip() if isinstance(value.value, str) else ""
        found, expected, remedy = text, "text", "write it, or leave the field out"
        if column is None:
            found, expected = f"the field {field!r}", f"one of {', '.join(fields)}"
            remedy = closest(field, fields, "did you mean {!r}?".format, "correct or remove it")
        elif not text:
            found = "nothing" if isinstance(value.value, str) else value.kind
        else:
            cells[column.name] = Cell(text, value.line)
            try:
                read_value(column, text)
                continue
            except UnfitValueError as error:
                expected, remedy = error.expected, error.remedy
        problems.append(Problem(file, value.line, f"{record_id}.{field}", found, expected, remedy))
    return cells
