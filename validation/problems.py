"""Problems: what is wrong, where, and how to mend it; and the three ways to print them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Format = Literal["text", "json", "github"]

SHOWN_AT_MOST = 50
"""Problems that are printed; the rest are counted."""

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file.

    Attributes:
        file: path from the package's root, with forward slashes.
        line: line in that file, from 1; None where the whole file is meant.
        field: record and column, or key of the file.
        found: what stands there.
        expected: what should.
        remedy: how to mend it.
    """

    file: str
    line: int | None
    field: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        """Three lines for a person."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return (
            f"{where}: {self.field}\n"
            f"  found     {_shorten(self.found)}\n"
            f"  expected  {_shorten(self.expected)}\n"
            f"  to mend   {_shorten(self.remedy)}"
        )


class InvalidDataError(Exception):
    """Data that does not build or validate; holds every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take the problems, in any order."""
        super().__init__(f"{len(problems)} problems")
        self.problems = in_order(problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repetition, by file, line and field."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.file, p.line or 0, p.field, p.found)))


def render(problems: Sequence[Problem], style: Format = "text", *, most: int = SHOWN_AT_MOST) -> str:
    """Problems as text, as a JSON document, or as GitHub workflow commands; at most `most` of them.

    JSON: `{"count": int, "problems": [{file, line, field, found, expected, remedy}]}`.
    """
    shown = problems[:most]
    hidden = len(problems) - len(shown)
    if style == "json":
        return json.dumps(
            {"count": len(problems), "problems": [asdict(problem) for problem in shown]}, ensure_ascii=False, indent=2
        )
    if style == "github":
        lines = [_annotation(problem) for problem in shown]
        more = f"::error::{hidden} more problems are not shown"
    else:
        lines = [str(problem) for problem in shown]
        more = f"… and {hidden} more"
    return "\n".join([*lines, more] if hidden else lines)


def _annotation(problem: Problem) -> str:
    def escaped(text: str, *, is_property: bool = False) -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return text.replace(":", "%3A").replace(",", "%2C") if is_property else text

    where = f"file={escaped(problem.file, is_property=True)}"
    if problem.line is not None:
        where += f",line={problem.line}"
    message = f"{problem.field}: found {problem.found}; expected {problem.expected}. To mend: {problem.remedy}"
    return f"::error {where}::{escaped(message)}"


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
