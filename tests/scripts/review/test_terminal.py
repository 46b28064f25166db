"""The walk on a real terminal: single keys, narrow windows, and terminals that die."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.__main__ import app
from scripts.review.files import open_source
from scripts.review.session import title
from tests.scripts.review.given import EN, ENGLISH_ANNOTATION, RU

PATIENCE = 60.0
"""Seconds; a busy machine is no fault."""


class Screen:
    """`election-facts review` in a terminal of its own: a copy of this process, which holds the program already."""

    def __init__(self, root: Path, source: str, columns: int, **env: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.shown = ""
        self.code: int | None = None
        self.child = os.fork()
        if self.child == 0:
            code = 70
            os.close(self.master)  # or it would never be hung up
            with contextlib.suppress(BaseException):
                _take_terminal(slave, env)
                code = _code_of(["review", source, "--root", str(root)])
            os._exit(code)
        os.close(slave)

    def until(self, words: str) -> str:
        """What is shown up to some words."""
        end = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < end, self.shown
            if select.select([self.master], [], [], 0.1)[0]:
                self.shown += os.read(self.master, 65536).decode("utf-8", "replace")
        shown, _, self.shown = self.shown.partition(words)
        return shown + words

    def key(self, key: str, footer: str = "q quit") -> str:
        """Wait for a screen, and press a key as soon as single keys are read; the screen."""
        shown = self.until(footer)
        while termios.tcgetattr(self.master)[3] & termios.ICANON:
            select.select([], [], [], 0.005)
        os.write(self.master, key.encode())
        return shown

    def line(self, question: str, answer: str) -> None:
        self.until(question)
        os.write(self.master, answer.encode())

    def interrupt(self, question: str, words: str) -> None:
        """Press Ctrl-C at a question until some words answer; readline misses one that comes as it begins to wait."""
        self.until(question)
        end = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < end, self.shown
            os.write(self.master, b"\x03")
            if select.select([self.master], [], [], 3.0)[0]:
                self.shown += os.read(self.master, 65536).decode("utf-8", "replace")
                while words not in self.shown and select.select([self.master], [], [], 1.0)[0]:
                    self.shown += os.read(self.master, 65536).decode("utf-8", "replace")
        self.until(words)

    def end(self) -> int:
        """The exit code, once it has ended by itself."""
        while select.select([self.master], [], [], PATIENCE)[0]:
            try:
                self.shown += os.read(self.master, 65536).decode("utf-8", "replace")
            except OSError:
                break
        return self.wait()

    def wait(self) -> int:
        """The exit code, or the signal that ended it, below zero."""
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        return self.code

    def kill(self) -> None:
        if self.code is None:
            os.kill(self.child, signal.SIGKILL)


def _take_terminal(slave: int, env: dict[str, str]) -> None:
    """Make a terminal the standard streams of this process, and the one that it is hung up with."""
    os.setsid()
    for descriptor in range(3):
        os.dup2(slave, descriptor)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode) for number, mode in enumerate(("r", "w", "w")))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may have it ignored
    os.environ |= {"TERM": "xterm-256color", **env}


def _code_of(arguments: list[str]) -> int:
    try:
        app(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


@pytest.fixture
def screen(drafted: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Screen]]:
    opened: list[Screen] = []
    for name in ("NO_COLOR", "VISUAL", "EDITOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def start(source: str = EN, columns: int = 80, **env: str) -> Screen:
        opened.append(Screen(drafted, source, columns, **env))
        return opened[-1]

    yield start
    for one in opened:
        one.kill()
        one.wait()


def left(root: Path, source: str = EN) -> list[str]:
    return [title(one) for one in open_source(root, source).session.undecided]


def kill(screen: Screen) -> None:
    screen.kill()


def hang_up(screen: Screen) -> None:
    os.close(screen.master)


@pytest.mark.parametrize(("end", "code"), [(kill, signal.SIGKILL), (hang_up, signal.SIGHUP)], ids=["killed", "hung up"])
def test_nothing_decided_is_lost_when_the_terminal_dies(
    end: Callable[[Screen], None], code: int, screen: Callable[..., Screen], drafted: Path
) -> None:
    running = screen()
    running.key("s")
    running.key("a")
    running.until("Accepted organizations polar-observers.")
    end(running)
    assert running.wait() == -code
    assert len(left(drafted)) == 14
    assert open_source(drafted, EN).undo().text == ENGLISH_ANNOTATION


def test_keys_questions_and_interrupts_in_a_narrow_window(screen: Callable[..., Screen], drafted: Path) -> None:
    """Ctrl-C leaves a question, Ctrl-D at a key the review; no line is wider than the window; arrows walk."""
    running = screen(columns=20)
    shown = re.sub(r"\x1b\[[\d;]*m", "", running.key("\x1b[C"))
    assert max(len(line) for line in shown.splitlines()) <= 20
    assert "  Observers deployed" in shown
    running.key("a")
    running.until("Accepted")
    running.key("t")
    running.line("):", "dismissed\r")
    running.key("d")
    running.interrupt("Reason:", "nothing")
    running.key("\x04")
    assert running.end() == 0
    assert "election-facts" in running.shown
    assert len(left(drafted)) == 14


def test_without_colours_where_none_are_wanted_and_russian_is_shown(
    screen: Callable[..., Screen], drafted: Path
) -> None:
    running = screen(RU, NO_COLOR="1")
    running.key("t")
    running.line("):", "verdicts\r")
    running.until("Полярные")
    shown = running.key("\x03")
    assert running.end() == 0
    assert "Голосование прошло спокойно." in shown
    assert not [code for code in ("\x1b[31m", "\x1b[33m", "\x1b[36m") if code in shown]
    assert len(left(drafted, RU)) == 7
