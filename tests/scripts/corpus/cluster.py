"""A real Dask cluster on this machine: a scheduler and two workers, each a process that a test may kill."""

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

_LONGEST = 60.0


@dataclass(frozen=True, slots=True)
class Running:
    """A cluster that runs."""

    address: str
    scheduler: "subprocess.Popen[bytes]"
    workers: "tuple[subprocess.Popen[bytes], ...]"


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Running]:
    """Start a scheduler and workers without nannies, so that one that is killed stays away; end them afterwards."""
    note = folder / "scheduler.json"
    processes: list[subprocess.Popen[bytes]] = []

    def start(name: str, *options: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{name}", *options],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=(folder / f"{name}-{len(processes)}.log").open("wb"),
        )
        processes.append(process)
        return process

    try:
        scheduler = start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(note)
        )
        options = ("--host", "127.0.0.1", "--no-dashboard", "--no-nanny", "--nthreads", "1")
        served = tuple(start("worker", *options, "--scheduler-file", str(note)) for _ in range(workers))
        end = time.monotonic() + _LONGEST
        while not note.exists() and time.monotonic() < end:
            time.sleep(0.02)
        yield Running(str(json.loads(note.read_text(encoding="utf-8"))["address"]), scheduler, served)
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()
