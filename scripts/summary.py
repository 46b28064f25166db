"""What a build prints at its end: tables, rows, sources, sentences, and where to look next."""

from collections.abc import Sequence

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
            f"election-facts {built.version}: {len(tables)} tables, {rows:,} rows, {len(tables['sources'])} sources.",
            f"  core tables   {core}",
            f"  evidence      {len(tables['evidence']):,} rows; every cell that owes evidence has it",
            f"  sentences     {len(sentences)}: {stated} stated, {len(sentences) - stated} dismissed with a reason",
            f"  files         {files}, valid",
            "Next: data/tables/verdicts.csv, or CODEBOOK.md for what each column means.",
        ]
    )
