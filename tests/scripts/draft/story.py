"""docs/add-a-source.md with what its commands print: `python -m tests.scripts.draft.story` writes it anew."""

import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from scripts.__main__ import app
from tests.conftest import ROOT

PAGE = ROOT / "docs/add-a-source.md"
_CONSOLE = re.compile(r"```console\n\$ (.*)\n(?:.*\n)*?```\n")
_SHOWN = 18
_LAST = 2
"""Longer outputs are screens; their last lines are shown."""


def retold(page: str, folder: Path) -> str:
    """The page, each command of which was run in a copy of the package below a folder."""
    package = folder / "package"
    for name in ("data", "docs/coding.md", "docs/charts", "datapackage.json", "CODEBOOK.md"):
        source, target = ROOT / name, package / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
    statement = re.search(r"```html\n(.*?)```", page, re.DOTALL)
    assert statement is not None
    (package / "statement.html").write_text(statement[1], encoding="utf-8")
    before = Path.cwd()
    os.chdir(package)
    try:
        return _CONSOLE.sub(lambda block: f"```console\n$ {block[1]}\n{_printed(block[1])}\n```\n", page)
    finally:
        os.chdir(before)


def _printed(command: str) -> str:
    keys, _, rest = command.rpartition(" | ")
    typed = shlex.split(keys)[1].replace("\\n", "\n") if keys else None
    lines = CliRunner().invoke(app, shlex.split(rest)[1:], input=typed).output.strip().splitlines()
    return "\n".join(lines if len(lines) <= _SHOWN else ["…", *lines[-_LAST:]])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        PAGE.write_text(retold(PAGE.read_text(encoding="utf-8"), Path(scratch)), encoding="utf-8")
