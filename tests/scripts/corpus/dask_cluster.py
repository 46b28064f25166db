"""A real Dask cluster on this machine: a scheduler and two workers, each a process that a test may kill."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

CLUSTER = Path(sys.prefix) / "cluster"
"""Where `make setup` puts Dask: beside the rest, since pandera imports it wherever it is found, a second each time."""

if CLUSTER.is_dir():
    sys.path.append(str(CLUSTER))

_LONGEST = 60.0


@dataclass(frozen=True, slots=True)
class Running:
    """A cluster that runs."""

    address: str
    scheduler: "subprocess.Popen[bytes]"
    workers: "tuple[subprocess.Popen[bytes], ...]"


@contextmanager
def cluster(folder: Path, workers: int = 2, nanny: str = "--no-nanny") -> Iterator[Running]:
    """Start a scheduler and workers, and end them; without a nanny, a worker that is killed stays away."""
    note = folder / "scheduler.json"
    processes: list[subprocess.Popen[bytes]] = []

    def start(name: str, *options: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{name}", "--host", "127.0.0.1", "--no-dashboard", *options],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(CLUSTER)))},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        processes.append(process)
        return process

    try:
        scheduler = start("scheduler", "--port", "0", "--scheduler-file", str(note))
        address = _address(note)
        yield Running(
            address,
            scheduler,
            tuple(start("worker", address, nanny, "--nthreads", "1") for _ in range(workers)),
        )
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()


def _address(note: Path) -> str:
    """The scheduler's address, when it has written it down in full."""
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
            return str(json.loads(note.read_text(encoding="utf-8"))["address"])
        time.sleep(0.02)
    raise TimeoutError("no scheduler")
