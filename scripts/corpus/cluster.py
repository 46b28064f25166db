"""Reads chunks on a Dask cluster: machines that see the same folders. What a lost worker had, others read."""

import contextlib
from collections.abc import Iterator

from distributed import CancelledError, Client, Future, KilledWorker, as_completed

from scripts.corpus.errors import CorpusError
from scripts.corpus.parts import Part
from scripts.corpus.pool import Died, Read, Task, read
from scripts.corpus.settings import Settings

_WAITED = 60
"""Seconds for the scheduler to answer, and for a first worker to come."""

_AHEAD = 2
"""Tasks for each thread of the workers, so that none has to wait for its next."""


class Cluster:
    """The workers of a scheduler. Settings go with each task, since a worker that comes later needs them too.

    Args:
        settings: how to read.
        address: of the scheduler, as in tcp://host:8786.
        reader: what the workers do with what they are sent.

    Raises:
        CorpusError: no scheduler answers there, or no worker comes.
    """

    def __init__(self, settings: Settings, address: str, reader: Read = read) -> None:
        self._settings = settings
        self._reader = reader
        self._address = address
        try:
            self._client = Client(address, timeout=_WAITED, set_as_default=False)
        except (OSError, ValueError) as error:  # TimeoutError is one, too
            raise CorpusError(f"no scheduler answers at {address}; start one with `dask scheduler`") from error
        try:
            self._client.wait_for_workers(1, timeout=_WAITED)
        except TimeoutError as error:
            self._client.close()
            raise CorpusError(f"the scheduler at {address} has no workers; start some with `dask worker`") from error
        self._tasks: dict[Future[Part], Task] = {}
        self._done = as_completed(loop=self._client.loop)

    def has_room(self) -> bool:
        with self._reached():
            threads: int = sum(self._client.nthreads().values())
        return len(self._tasks) < _AHEAD * max(threads, 1)

    def is_busy(self) -> bool:
        return bool(self._tasks)

    def submit(self, task: Task) -> None:
        with self._reached():
            future = self._client.submit(self._reader, self._settings, task.items, pure=False)
            self._tasks[future] = task
            self._done.add(future)

    def next(self) -> tuple[Task, Part | Died]:
        with self._reached():
            future = next(self._done)
            task = self._tasks.pop(future)
            try:
                return task, future.result()
            except KilledWorker:
                return task, Died("the workers that read it died, one after the other")

    def close(self) -> None:
        with contextlib.suppress(OSError, CancelledError):  # the scheduler may be gone
            self._client.cancel(list(self._tasks))
        self._client.close()

    @contextlib.contextmanager
    def _reached(self) -> Iterator[None]:
        """Say what is wrong where the scheduler cannot be reached, or a worker cannot do its work at all."""
        try:
            yield
        except (CorpusError, KeyboardInterrupt):
            raise
        except (OSError, CancelledError) as error:
            raise CorpusError(f"the scheduler at {self._address} is gone") from error
        except Exception as error:  # of any kind: workers lack the program, or cannot take what they are sent
            raise CorpusError(f"a worker cannot read: {type(error).__name__}: {error}") from error
