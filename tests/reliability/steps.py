"""Processes that are killed just before they change the file system for the n-th time, or after some time."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.utime", "os.truncate"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(slots=True)
class Work:
    """Something that a process does, and how often it changes the file system and how long it takes, undisturbed."""

    do: Callable[[], object]
    steps: int = 0
    seconds: float = 0.0
    drawn: Random = field(default_factory=lambda: Random(1))

    def measure(self) -> None:
        """Do it once."""
        reading, writing = os.pipe()
        begun = time.monotonic()
        if (child := os.fork()) == 0:
            seen = 0

            def count_it(event: str, arguments: tuple[Any, ...]) -> None:
                nonlocal seen
                seen += _changes(event, arguments)

            sys.addaudithook(count_it)
            _do(self.do)
            os.write(writing, str(seen).encode())
            os._exit(0)
        os.close(writing)
        self.steps = int(os.read(reading, 20))
        os.close(reading)
        assert os.waitpid(child, 0)[1] == 0
        self.seconds = time.monotonic() - begun

    def kill_before(self, step: int) -> bool:
        """Do it in a process that is killed before that step, from 0; False where it was done by then."""
        if (child := os.fork()) == 0:
            numbers = count()

            def die(event: str, arguments: tuple[Any, ...]) -> None:
                if _changes(event, arguments) and next(numbers) == step:
                    os.kill(os.getpid(), signal.SIGKILL)

            sys.addaudithook(die)
            _do(self.do)
            os._exit(0)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])

    def kill_at_random(self) -> bool:
        """Do it in a process that is killed after a random part of its time; False where it was done by then."""
        if (child := os.fork()) == 0:
            _do(self.do)
            os._exit(0)
        begun = time.monotonic()
        time.sleep(self.drawn.uniform(0, self.seconds))
        os.kill(child, signal.SIGKILL)  # it is a zombie where it is done
        was_killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if not was_killed:  # the first time it took longer
            self.seconds = min(self.seconds, time.monotonic() - begun)
        return was_killed


def _changes(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether an event of the interpreter announces a change in the file system."""
    is_opened = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)
    return is_opened or event in _CHANGES


def _do(work: Callable[[], object]) -> None:
    with contextlib.suppress(Exception):
        work()
