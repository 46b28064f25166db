"""What `election-facts evaluate --facts` prints: tables for people, one JSON document for scripts."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from scripts.propose.scoring import MEASURES, Difference, FactResult, FactScore
from scripts.scores import part_of, wide_console


def as_json(result: FactResult, most: int | None) -> str:
    """`{documents, total, tables: {table: …}, rules: {rule: …}, differences}`."""
    content: dict[str, Any] = {
        "documents": result.documents,
        "total": _score(result.total()),
        "tables": {name: _score(score) for name, score in result.tables.items()},
        "rules": {name: _score(score) for name, score in sorted(result.rules.items())},
        "differences": [asdict(one) for one in result.differences[:most]],
        "differences_in_all": len(result.differences),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def show(result: FactResult, most: int) -> None:
    """Print the scores by table and by rule, and at most so many differences."""
    console = wide_console()
    console.print(_table(f"{result.documents} documents", {**result.tables, "all": result.total()}))
    if result.rules:
        console.print(_table("by rule", dict(sorted(result.rules.items()))))
    if most and result.differences:
        console.print(_differences(result.differences[:most]))
    hidden = len(result.differences) - most
    if hidden > 0:
        console.print(f"… {hidden} more differences; --misses {len(result.differences)} shows them all")


def _score(score: FactScore) -> dict[str, Any]:
    rates = {
        measure: {
            "recall": part_of(getattr(score, measure), score.gold),
            "precision": part_of(getattr(score, measure), score.proposed),
        }
        for measure in MEASURES
    }
    fields = {
        "recall": part_of(score.agreeing_fields, score.gold_fields),
        "precision": part_of(score.agreeing_fields, score.proposed_fields),
    }
    return {**asdict(score), "rates": {**rates, "fields": fields}}


def _table(title: str, scores: Mapping[str, FactScore]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(title)
    for name in (
        "gold",
        "proposed",
        *(f"{measure} {side}" for measure in (*MEASURES, "fields") for side in ("R", "P")),
    ):
        table.add_column(name, justify="right", no_wrap=True)
    for name, score in scores.items():
        rates = _score(score)["rates"]
        row = (_rate(rates[measure][side]) for measure in (*MEASURES, "fields") for side in ("recall", "precision"))
        table.add_row(name, str(score.gold or "–"), str(score.proposed), *row)
    return table


def _differences(differences: list[Difference]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("kind", "document", "table", "rule", "words", "gold ≠ proposed"):
        table.add_column(title, overflow="fold")
    for one in differences:
        table.add_row(one.kind, one.document, one.table, one.rule, Text(one.quote), Text(one.wrong))
    return table


def _rate(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.2f}"
