"""What the commands share: options, progress, and how they report problems and success."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import track

if TYPE_CHECKING:
    from validation.problems import Problem

T = TypeVar("T")

Style = Literal["text", "json", "github"]

Root = Annotated[
    Path,
    typer.Option("--root", help="The package's folder.", exists=True, file_okay=False, envvar="ELECTION_FACTS_ROOT"),
]
OutputFormat = Annotated[
    Style,
    typer.Option("--format", help="How problems are printed: for people, for scripts, or as GitHub annotations."),
]

_MANY = 100
"""From here on a command may take longer than two seconds, and shows how far it has come."""


def progress(items: Iterable[T], what: str = "Sources") -> Iterable[T]:
    """The items, with a progress bar on a terminal where there are many."""
    listed = list(items)
    console = Console(stderr=True)
    if len(listed) < _MANY or not console.is_terminal:
        return listed
    return track(listed, what, console=console, transient=True)


def succeed(message: str, style: Style) -> None:
    """Say that all went well: the message for people, an empty list of problems for scripts."""
    from validation.problems import render

    if style == "json":
        print(render((), "json"))
    elif message:
        print(message)


def report(problems: "tuple[Problem, ...]", style: Style, outcome: str, root: Path = Path()) -> NoReturn:
    """Print problems and leave with exit code 1; a JSON document goes to standard output, for scripts.

    GitHub wants paths from the working folder, so for it the package's folder `root` stands before the file's path.
    """
    from validation.problems import render

    if style == "github":
        here = root.absolute()
        here = here.relative_to(Path.cwd()) if here.is_relative_to(Path.cwd()) else here
        problems = tuple(replace(problem, file=(here / problem.file).as_posix()) for problem in problems)
    print(render(problems, style), file=sys.stdout if style == "json" else sys.stderr)
    if style == "text":
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        print(f"\n{count}; {outcome}.", file=sys.stderr)
    raise typer.Exit(1)
