"""What a build prints at its end, and the ledger that a validation prints: what was found and what became of it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from scripts.build import Built
from validation.tables import CORE


def summary(built: Built, changed: Sequence[str]) -> str:
    """A few lines for a person."""
    tables = built.tables
    sentences = tables["sentences"]
    stated = int((sentences["status"] == "stated").sum())
    rows = sum(len(frame) for frame in tables.values())
    core = "  ".join(f"{name} {len(tables[name])}" for name in CORE)
    files = f"{len(changed)} changed" if changed else "unchanged"
    return "\n".join(
        [
            f"{built.name} {built.version}: {len(tables)} tables, {rows:,} rows, {len(tables['sources'])} sources.",
            f"  core tables   {core}",
            f"  evidence      {len(tables['evidence']):,} rows; every cell that owes evidence has it",
            f"  sentences     {len(sentences)}: {stated} stated, {len(sentences) - stated} dismissed with a reason",
            f"  mentions      {_mentions(tables['mentions'])}",
            f"  files         {files}, valid",
            "Next: data/tables/verdicts.csv, or CODEBOOK.md for what each column means.",
        ]
    )


def _mentions(rows: pd.DataFrame) -> str:
    stated = int((rows["status"] == "stated").sum())
    return f"{len(rows):,}: {stated:,} stated, {len(rows) - stated:,} dismissed with a reason"


_GROUPS = {
    "numbers": ("count", "percent", "ordinal", "time", "reference", "list_number"),
    "dates": ("date",),
    "names": ("person", "organization", "country", "place"),
    "verdict cues": ("cue",),
}


def ledger(tables: Mapping[str, pd.DataFrame], without_text: Sequence[str] = ()) -> str:
    """For each source how many sentences and mentions there are, stated, dismissed and open, as a table in plain text.

    The package is valid, so nothing is open; the column says so in figures. Below it stands which sources were checked
    without their texts, `without_text`.
    """
    lines: list[tuple[str, ...]] = [("source", "what", "found", "stated", "dismissed", "open")]
    sentences, mentions = tables["sentences"], tables["mentions"]
    for source_id in tables["sources"]["source_id"]:
        parts = {"sentences": sentences[sentences["source_id"] == source_id]}
        own = mentions[mentions["source_id"] == source_id]
        parts |= {group: own[own["kind"].isin(kinds)] for group, kinds in _GROUPS.items()}
        for number, (what, rows) in enumerate(parts.items()):
            stated = int((rows["status"] == "stated").sum())
            dismissed = int(rows["reason"].notna().sum())
            counts = (len(rows), stated, dismissed, len(rows) - stated - dismissed)
            lines.append((source_id if number == 0 else "", what, *map(str, counts)))
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    listed = "\n".join(
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
    return f"{listed}\n\n{_unread(tables, without_text)}" if without_text else listed


def _unread(tables: Mapping[str, pd.DataFrame], without_text: Sequence[str]) -> str:
    paths = tables["sources"].set_index("source_id")["path"]
    return "\n".join(
        [
            "Checked without text, which this package leaves out; whether quotes stand in it, only the text can say:",
            *(f"  {source_id}: to check it too, put its text at {paths[source_id]}" for source_id in without_text),
        ]
    )
