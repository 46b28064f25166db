"""The reader against text marked by hand: no change may read it worse than was measured (README.md)."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.__main__ import app
from tests.gold.mark import convert

HERE = Path(__file__).parent
FLOORS = {
    "source": ("counts-and-dates:span=.99/.99", "names:span=.98/.99", "cues:value=.90/.90"),
    "dev": ("counts-and-dates:span=.99/.99", "names:span=.98/.99", "cues:value=.96/.96"),
    "held-out": ("counts-and-dates:span=.99/.99", "names:span=.92/.93", "cues:value=.88/.84"),
}
"""Dev and source text was known to the writers of the reader, what is held out was not (README.md)."""


@pytest.mark.parametrize("part", FLOORS)
def test_the_reader_reads_as_well_as_measured(part: str) -> None:
    files = [str(path) for path in sorted(HERE.glob(f"{part}-*.jsonl"))]
    floors = [word for floor in FLOORS[part] for word in ("--fail-under", floor)]
    done = CliRunner().invoke(app, ["evaluate", *files, *floors, "--misses", "0"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("path", sorted(HERE.glob("*.marked.txt")), ids=lambda path: path.name)
def test_gold_is_what_the_marked_text_says(path: Path) -> None:
    import json

    texts, mentions = convert(path.read_bytes().decode("utf-8"))
    lines = path.with_name(path.name.replace(".marked.txt", ".jsonl")).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == mentions
    for name, text in texts.items():
        assert (HERE / name).read_bytes().decode("utf-8") == text
