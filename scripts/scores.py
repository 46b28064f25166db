"""What `election-facts evaluate` prints: tables for people, one JSON document for scripts."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.evaluate import GROUPS, Error, Measure, Result, Score
from scripts.gold import KINDS

_MEASURES: tuple[Measure, ...] = ("span", "value", "overlap")
_WIDE = 10_000
"""Columns of a file or pipe: nothing is cut there."""


def as_json(result: Result, most: int | None, under: Sequence[str]) -> str:
    """`{documents, scores: {kind or group: …}, agreement, joining, errors, under_floor}`."""
    content: dict[str, Any] = {
        "documents": result.documents,
        "scores": {name: _score(result.score(name)) for name in _names(result)},
        "agreement": {
            name: {**asdict(one), "rate": part_of(one.agreed, one.of)} for name, one in result.agreement.items()
        },
        "joining": {
            kind: {**asdict(one), "recall": part_of(one.both, one.gold), "precision": part_of(one.both, one.found)}
            for kind, one in result.joining.items()
        },
        "errors": [asdict(error) for error in result.errors[:most]],
        "errors_in_all": len(result.errors),
        "under_floor": list(under),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def show(result: Result, most: int) -> None:
    """Print the scores, and at most so many errors."""
    console = wide_console()
    console.print(_score_table(result))
    for name, agreement in result.agreement.items():
        console.print(f"{name} agrees: {_rate(part_of(agreement.agreed, agreement.of))} of {agreement.of}")
    for kind, joining in result.joining.items():
        recall, precision = part_of(joining.both, joining.gold), part_of(joining.both, joining.found)
        console.print(
            f"pairs of one {kind} joined: recall {_rate(recall)} of {joining.gold}, "
            f"precision {_rate(precision)} of {joining.found}"
        )
    if most and result.errors:
        console.print(_error_table(result.errors[:most]))
    hidden = len(result.errors) - most
    if hidden > 0:
        console.print(f"… {hidden} more errors of {len(result.errors)}; --misses {len(result.errors)} shows them")


def _names(result: Result) -> list[str]:
    scored = {kind for kind, score in result.kinds.items() if score.gold or score.found}
    groups = [name for name, kinds in GROUPS.items() if scored.intersection(kinds)]
    return [*(kind for kind in KINDS if kind in scored), *groups]


def _score(score: Score) -> dict[str, Any]:
    measured: dict[str, Any] = {
        measure: {
            "matched": getattr(score, measure),
            "recall": score.recall(measure),
            "precision": score.precision(measure),
        }
        for measure in _MEASURES
    }
    return {"gold": score.gold, "found": score.found, **measured}


def _score_table(result: Result) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(f"{result.documents} documents")
    for title in ("gold", "found", *(f"{measure} {side}" for measure in _MEASURES for side in ("R", "P"))):
        table.add_column(title, justify="right", no_wrap=True)
    names = _names(result)
    for name in names:
        if name == next((one for one in names if one in GROUPS), None):
            table.add_section()
        score = result.score(name)
        rates = (rate for measure in _MEASURES for rate in (score.recall(measure), score.precision(measure)))
        table.add_row(name, str(score.gold), str(score.found), *map(_rate, rates))
    return table


def _error_table(errors: Sequence[Error]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("fault", "where", "kind", "gold", "found", "words"):
        table.add_column(title, overflow="fold")
    for error in errors:
        words = Text.assemble(error.before, "[", (error.words, "bold"), "]", error.after)
        where = f"{error.document}:{error.start}-{error.end}"
        table.add_row(error.fault, where, error.kind, Text(error.gold), Text(error.found), words)
    return table


def wide_console() -> Console:
    """A console that cuts nothing in a file or pipe."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDE)


def part_of(part: int, whole: int) -> float | None:
    """The part of a whole; None where there is none."""
    return part / whole if whole else None


def _rate(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.4f}"
