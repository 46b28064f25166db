"""A run over a corpus: what is there is held against what is finished, and the rest is read and put in place."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from scripts.corpus.errors import CorpusError
from scripts.corpus.listing import DOCUMENTS, LARGEST, Chunk, Item, Root, chunks, items
from scripts.corpus.manifest import Totals
from scripts.corpus.output import Output, opened
from scripts.corpus.parts import Failure, Part, merged, unread
from scripts.corpus.pool import Died, Pool, Task
from scripts.corpus.settings import Program, Settings


class Show(Protocol):
    """Is told how far a run has come."""

    def looking(self, documents: int) -> None:
        """So many documents are found so far."""

    def begun(self, left: Totals) -> None:
        """So much is to be read."""

    def read(self, documents: int, size: int) -> None:
        """So many more documents are finished, with so many bytes."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, and what stands in its folder.

    Attributes:
        totals: of everything in the folder.
        read: documents that this run read.
        size: bytes of their files.
        seconds: that it took.
        removed: parts of earlier runs that it removed, since their documents have changed or are gone.
        failures: documents that this run could not read; the first ones.
        failed: how many those are.
    """

    totals: Totals
    read: int
    size: int
    seconds: float
    removed: int
    failures: tuple[Failure, ...]
    failed: int


LISTED = 50
"""Failures that are listed; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How chunks are cut: so many documents or more, at most so many bytes."""

    documents: int = DOCUMENTS
    size: int = LARGEST


def extract(
    roots: Sequence[Root],
    out: Path,
    settings: Settings,
    pool: Callable[[], Pool],
    show: Show,
    *,
    restart: bool = False,
    retry: bool = False,
    cut: Cut = Cut(),
) -> Summary:
    """Read every document below the folders into `out`; what an earlier run has finished there stays.

    Args:
        roots: the folders.
        out: a new folder, an empty one, or that of an earlier run.
        settings: how to read.
        pool: makes the pool that reads; called where there is something to read.
        show: is told how far it has come.
        restart: everything is read anew.
        retry: so are parts with documents that could not be read.
        cut: how chunks are cut.

    Raises:
        CorpusError: it cannot begin or go on; what is finished stands.
        OSError: the output cannot be written; what is finished stands.
    """
    begun = time.monotonic()
    with opened(out) as output:
        _check(output, roots, settings, restart=restart)
        removed = _plan(output, roots, settings, show, restart=restart, retry=retry, cut=cut)
        left = output.manifest.left()
        work = _Work(output, show)
        if left.documents:
            show.begun(left)
            readers = pool()
            try:
                work.do(readers)
            finally:
                readers.close()
        seconds = time.monotonic() - begun
        return Summary(
            output.manifest.totals(), left.documents, left.size, seconds, removed, tuple(work.failures), work.failed
        )


def _check(output: Output, roots: Sequence[Root], settings: Settings, *, restart: bool) -> None:
    """Refuse to mix what differs: another program, other settings, or folders of which some are not named."""
    said = output.manifest.said()
    if restart or not said:
        return
    remedy = "Read all of it anew with --restart, or name another folder for the output"
    if not settings.program.goes_on(Program.from_json(said["program"])):
        raise CorpusError(
            f"{output.folder} was written by another version of the program, of Python or of a library. {remedy}"
        )
    for name, option in (("language", "--language"), ("vocabulary", "--vocabulary")):
        if said[name] != getattr(settings, name):
            raise CorpusError(f"{output.folder} was written with another {option}. {remedy}")
    named = {root.label for root in roots}
    missing = [label for label in output.manifest.folders() if label not in named]
    if missing:
        more = f" and {len(missing) - 3:,} more" if len(missing) > 3 else ""
        raise CorpusError(
            f"{output.folder} holds documents of {', '.join(missing[:3])}{more}, which is not named now. "
            f"Name all folders together. {remedy}"
        )


def _plan(
    output: Output, roots: Sequence[Root], settings: Settings, show: Show, *, restart: bool, retry: bool, cut: Cut
) -> int:
    """Let everything wait that is not finished as it is now, and remove parts that no longer hold; how many."""
    manifest = output.manifest
    found = 0
    with manifest.together():
        if restart:
            manifest.forget()
        manifest.begin_plan()
        for chunk in chunks(items(roots, output.folder), cut.documents, cut.size):
            part = manifest.finished(chunk.key)
            if (
                part is not None
                and part.fingerprint == chunk.fingerprint
                and not (retry and part.failed)
                and output.holds(chunk.key, part.sizes)
            ):
                manifest.keep(chunk.key)
            else:
                manifest.wait(chunk)
            found += len(chunk.items)
            show.looking(found)
        removed = manifest.end_plan()
        said = {"language": settings.language, "vocabulary": settings.vocabulary}
        manifest.say({"program": settings.program.to_json(), **said}, [root.label for root in roots])
    output.sweep()
    return removed


@dataclass(slots=True)
class _Alone:
    """A chunk whose documents are read one by one, since the process that read it died."""

    chunk: Chunk
    parts: dict[int, Part] = field(default_factory=dict)


class _Work:
    """Reads what waits."""

    def __init__(self, output: Output, show: Show) -> None:
        self.failures: list[Failure] = []
        self.failed = 0
        self._output = output
        self._show = show
        self._chunks: dict[int, Chunk] = {}
        self._alone: dict[int, tuple[_Alone, int]] = {}
        self._first: deque[Task] = deque()
        self._number = 0

    def do(self, pool: Pool) -> None:
        """Read it, and put each part in place when it is there."""
        waiting = self._output.manifest.waiting()
        while True:
            self._fill(pool, waiting)
            if not pool.is_busy():
                return
            task, answer = pool.next()
            self._fill(pool, waiting)  # so that nobody waits while a part is written
            self._take(task, answer)

    def _fill(self, pool: Pool, waiting: Iterator[Chunk]) -> None:
        while pool.has_room():
            if self._first:
                pool.submit(self._first.popleft())
                continue
            chunk = next(waiting, None)
            if chunk is None:
                return
            task = self._task(chunk.items)
            self._chunks[task.number] = chunk
            pool.submit(task)

    def _task(self, items: tuple[Item, ...]) -> Task:
        self._number += 1
        return Task(self._number, items)

    def _take(self, task: Task, answer: Part | Died) -> None:
        if task.number in self._alone:
            alone, place = self._alone.pop(task.number)
            alone.parts[place] = unread(task.items[0], *_died(answer)) if isinstance(answer, Died) else answer
            if len(alone.parts) == len(alone.chunk.items):
                self._put(alone.chunk, merged([part for _, part in sorted(alone.parts.items())]))
            return
        chunk = self._chunks.pop(task.number)
        if isinstance(answer, Part):
            self._put(chunk, answer)
            return
        alone = _Alone(chunk)
        for place, item in enumerate(chunk.items):
            one = self._task((item,))
            self._alone[one.number] = alone, place
            self._first.append(one)

    def _put(self, chunk: Chunk, part: Part) -> None:
        self._output.put(chunk, part)
        self.failures += part.failures[: LISTED - len(self.failures)]
        self.failed += len(part.failures)
        self._show.read(part.documents, chunk.size)


def _died(answer: Died) -> tuple[str, str, str]:
    remedy = "run again with --retry and more memory or a longer --time-limit; or leave the file out"
    return answer.reason, "a document that can be read", remedy
