"""What docs/exchange.md shows is what the commands print."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.__main__ import app
from scripts.exchange.marks import KINDS
from tests.conftest import ROOT
from tests.scripts.exchange.conftest import Brat

PAGE = (ROOT / "docs/exchange.md").read_text(encoding="utf-8")
EXPORT, IMPORT = (block.strip() for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL))


def test_the_story_goes_as_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("sources", "annotations"):
        shutil.copytree(ROOT / "data" / folder, tmp_path / "data" / folder)
    monkeypatch.chdir(tmp_path)
    assert shown("export", "russia-osce-2019", "--to", "brat") == EXPORT
    tool = Brat(Path("exchange/russia-osce-2019.ann"))
    (excerpt,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    for line in excerpt.splitlines():
        assert any(written.startswith(line.removesuffix("…")) for written in tool.lines()), line
    tool.delete("dismissed", "Thank you")
    tool.add("open", "Thank you for your attention.")
    tool.save([re.sub(r"^A2\tconcept T13 successful", "A2\tconcept T13 positive", line) for line in tool.lines()])
    assert shown("import", "exchange/russia-osce-2019.ann") == IMPORT


def shown(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return f"$ election-facts {' '.join(arguments)}\n{result.stderr}{result.stdout}".strip()


def test_each_label_is_explained() -> None:
    assert all(f"`{kind}`" in PAGE for kind in KINDS)
