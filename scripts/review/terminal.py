"""Keys, lines and an editor: from a terminal, or line by line from standard input, so that scripts can review."""

import contextlib
import os
import shlex
import subprocess
import sys
from collections import deque
from collections.abc import Iterable
from pathlib import Path

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from scripts.review.screen import Line

_INTERRUPT, _END, _ESCAPE = "\x03", "\x04", "\x1b"


class GivenUpError(Exception):
    """A person has left a question with Ctrl-C or Ctrl-D."""


class Terminal:
    """Where a person reads and decides.

    A key on a terminal is a single key; without a terminal it is the first character of a line of standard input, or a
    whole line that names one. The end of the input is the key that quits.
    """

    def __init__(self) -> None:
        self.console = Console(highlight=False)
        self.is_terminal = sys.stdin.isatty()
        self._typed: deque[str] = deque()

    @property
    def marks(self) -> bool:
        """Whether what is set off needs marks, since no style shows."""
        return not self.console.is_terminal

    @property
    def width(self) -> int:
        """Characters of a line; very many where the lines go to no terminal."""
        return self.console.width if self.console.is_terminal else sys.maxsize

    def show(self, lines: Iterable[Line]) -> None:
        """Print lines, on a terminal wrapped below themselves."""
        for line in lines:
            if self.console.is_terminal:
                self.console.print(Padding(line.text, (0, 0, 0, min(line.indent, self.console.width // 4))))
            else:
                self.console.print(Text(" " * line.indent) + line.text, soft_wrap=True)

    def say(self, words: str, style: str = "") -> None:
        """Print words, none of which steer the terminal."""
        for line in words.splitlines():
            shown = "".join(one if one.isprintable() else "\ufffd" for one in line)
            self.show([Line(Text(shown, style))])

    def space(self) -> None:
        """Print an empty line between screens."""
        self.console.print()

    def key(self) -> str:
        """The next key.

        Raises:
            EOFError: Ctrl-D, or no input is left.
            KeyboardInterrupt: Ctrl-C.
        """
        if not self.is_terminal:
            return self._line_of_input()
        sys.stdout.flush()
        while not self._typed:
            typed = typer.getchar()
            if not typed:
                raise EOFError
            self._typed.extend([typed] if typed.startswith(_ESCAPE) else typed)
        key = self._typed.popleft()
        if key == _INTERRUPT:
            raise KeyboardInterrupt
        if key == _END:
            raise EOFError
        return key

    def line(self, question: str) -> str:
        """A line that answers a question, without the white space around it.

        Raises:
            GivenUpError: Ctrl-C, or on a terminal Ctrl-D.
            EOFError: no input is left.
        """
        self._typed.clear()  # what was typed ahead answers no question that was not seen
        if not self.is_terminal:
            self.say(question)
            return self._line_of_input()
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 (with it, a line can be corrected while it is typed)
        try:
            return input(f"{question} ").strip()
        except (KeyboardInterrupt, EOFError) as error:
            self.space()
            raise GivenUpError from error

    @property
    def editor(self) -> str:
        """The editor that the person has chosen; "" where none is."""
        return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""

    def edit(self, path: Path) -> bool:
        """Open a file in the person's editor; whether it was saved.

        Raises:
            OSError: the editor cannot be run, or fails.
        """
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 2))  # so that a quick save is seen
        before = path.stat().st_mtime_ns
        code = subprocess.run([*shlex.split(self.editor), str(path)], check=False).returncode
        if code:
            raise OSError(f"{self.editor} ended with {code}")
        return path.stat().st_mtime_ns != before

    def _line_of_input(self) -> str:
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.strip()
