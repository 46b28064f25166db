"""The page on review says what the program does."""

import re
import shlex
from pathlib import Path

from scripts.review.keys import KEYS
from tests.conftest import ROOT
from tests.scripts.review.test_walk import review

PAGE = (ROOT / "docs/review.md").read_text(encoding="utf-8")


def test_the_page_shows_what_is_printed(drafted: Path) -> None:
    (block,) = re.findall(r"```console\n\$ [^\n]*\n(.*?)```", PAGE, re.DOTALL)
    printed = review(drafted, "t", "observer", "a", "y", "q").stdout.splitlines()
    start = printed.index(block.splitlines()[0])
    assert printed[start : start + len(block.splitlines())] == block.splitlines()


def test_the_page_names_each_key() -> None:
    assert re.findall(r"^\| `(.)` ([\w-]+)", PAGE, re.MULTILINE) == [(key.key, key.name) for key in KEYS]


def test_the_commands_of_the_page_run(drafted: Path) -> None:
    (block,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines():
        command = line.partition("#")[0].partition("| ")[2] or line.partition("#")[0]
        _, _, source, *options = shlex.split(command)
        result = review(drafted, "q", source=source, options=tuple(options))
        assert result.exit_code == 0, result.output
