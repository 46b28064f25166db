"""Who reads chunks: what the run asks of them, and processes on this machine.

Each process has one task in hand and a pipe of its own. So whichever dies, for want of memory or in a library, it is
known what it was reading, and the others go on.
"""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

from scripts.corpus.errors import CorpusError
from scripts.corpus.listing import Item
from scripts.corpus.parts import Part
from scripts.corpus.settings import Settings

Read = Callable[[Settings, Sequence[Item]], Part]
"""Reads documents, as `read` does."""


def read(settings: Settings, items: Sequence[Item]) -> Part:
    """Read documents in the process that this is called in.

    Raises:
        CorpusError: another version of the program runs here, or a folder is not there.
    """
    from scripts.corpus.reading import read  # what it needs, only those who read need

    return read(settings, items)


@dataclass(frozen=True, slots=True)
class Task:
    """Documents to read together, and a number by which whoever asked knows them again."""

    number: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Died:
    """The process that had a task in hand ended; `reason` says how."""

    reason: str


class Pool(Protocol):
    """Reads tasks, several at a time, and gives them back in any order.

    Raises:
        CorpusError: nothing can be read by it.
    """

    def has_room(self) -> bool:
        """Whether it would begin another task now, or soon."""

    def is_busy(self) -> bool:
        """Whether a task has not been given back."""

    def submit(self, task: Task) -> None:
        """Take a task."""

    def next(self) -> tuple[Task, Part | Died]:
        """The next task that is done; waits for it."""

    def close(self) -> None:
        """End at once; what is in hand is given up."""


class Processes:
    """Processes on this machine, which end with this one. They are made anew, and not forked, so that they hold little.

    Args:
        settings: how to read.
        workers: how many processes.
        reader: what they do with what they are sent.
        growth: bytes by which a process may grow, in what it remembers of words, before another takes its place.
    """

    def __init__(self, settings: Settings, workers: int, reader: Read = read, growth: int = 256_000_000) -> None:
        self._settings = settings
        self._growth = growth
        self._reader = reader
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        try:
            for _ in range(workers):
                self._workers.append(self._started())
        except BaseException:
            self.close()
            raise

    def has_room(self) -> bool:
        return any(worker.task is None for worker in self._workers)

    def is_busy(self) -> bool:
        return any(worker.task is not None for worker in self._workers)

    def submit(self, task: Task) -> None:
        worker = next(worker for worker in self._workers if worker.task is None)
        worker.task = task
        with contextlib.suppress(OSError):  # it has died; `next` will find that
            worker.pipe.send(task.items)

    def next(self) -> tuple[Task, Part | Died]:
        while True:
            for worker in _ready(self._workers):
                try:
                    answer = worker.pipe.recv()
                except (EOFError, OSError):
                    task = worker.task
                    reason = self._replaced(worker)
                    if task is not None:
                        return task, Died(reason)
                    continue
                if isinstance(answer, CorpusError):
                    raise answer
                if answer is None:
                    worker.is_ready = True
                    continue
                task, worker.task = worker.task, None
                assert task is not None  # it answers what it is sent
                if answer.is_last:
                    self._replaced(worker)
                return task, answer.part

    def close(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()

    def _started(self) -> "_Worker":
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._settings, self._reader, self._growth), daemon=True
        )
        with _uninterrupted():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _replaced(self, worker: "_Worker") -> str:
        """Start another process in the place of one that died; how it did."""
        worker.process.join()
        reason = self._reason(worker.process.exitcode)
        if not worker.is_ready:
            raise CorpusError(f"a process that reads could not start: {reason}")
        worker.pipe.close()
        self._workers[self._workers.index(worker)] = self._started()
        return reason

    def _reason(self, code: int | None) -> str:
        if code == -getattr(signal, "SIGALRM", 0):
            return f"it took longer than {self._settings.time_limit:g} seconds a megabyte"
        if code == -getattr(signal, "SIGKILL", 0):
            return "the process that read it was killed, as systems do when memory runs out"
        if code is not None and code < 0:
            return f"the process that read it ended by signal {-code}"
        return f"the process that read it ended with exit code {code}"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a process has read; after the last one it ends."""

    part: Part
    is_last: bool


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: "Connection[Sequence[Item], _Answer | CorpusError | None]"
    task: Task | None = None
    is_ready: bool = False


def _ready(workers: Sequence[_Worker]) -> Iterator[_Worker]:
    pipes = wait([worker.pipe for worker in workers])
    return (worker for worker in workers if worker.pipe in pipes)


def _serve(
    pipe: "Connection[_Answer | CorpusError | None, Sequence[Item]]", settings: Settings, reader: Read, growth: int
) -> None:
    """What a process does: it says that it is there, and reads what it is sent until nobody sends or it has grown."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that sends is interrupted, and ends this one
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with contextlib.suppress(EOFError, OSError):
        pipe.send(None)
        most = None
        while True:
            items = pipe.recv()
            try:
                part = reader(settings, items)
            except CorpusError as error:
                pipe.send(error)
                continue
            held = _held()
            most = held + growth if most is None else most
            pipe.send(_Answer(part, held > most))
            if held > most:
                return


def _held() -> int:
    """Bytes of memory that this process holds; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold interrupts back: a process that is started meanwhile never has them, this one has them afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
