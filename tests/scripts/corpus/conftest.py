"""Small corpora of real passages, and runs over them whose documents this process reads itself."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scripts.corpus.listing import Item, roots
from scripts.corpus.manifest import Totals
from scripts.corpus.parts import Part
from scripts.corpus.pool import Died, Task
from scripts.corpus.reading import read
from scripts.corpus.run import Cut, Summary, extract
from scripts.corpus.settings import Settings, program
from tests.conftest import HERE

SMALL = Cut(documents=3)
"""Chunks of three documents or so."""

TABLES = ("documents", "mentions", "facts")


class Here:
    """A pool that reads in this process; the documents of `deadly` end it."""

    def __init__(self, settings: Settings, deadly: frozenset[str] = frozenset()) -> None:
        self.settings = settings
        self.deadly = deadly
        self.asked: list[tuple[Item, ...]] = []
        self._tasks: list[Task] = []

    def has_room(self) -> bool:
        return len(self._tasks) < 2

    def is_busy(self) -> bool:
        return bool(self._tasks)

    def submit(self, task: Task) -> None:
        self._tasks.append(task)

    def next(self) -> tuple[Task, Part | Died]:
        task = self._tasks.pop()  # not in the order in which they came
        self.asked.append(task.items)
        if any(item.document_id in self.deadly for item in task.items):
            return task, Died("it died")
        return task, read(replace(self.settings, program=program()), task.items)

    def close(self) -> None:
        self._tasks.clear()


class Quiet:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.documents = 0

    def looking(self, documents: int) -> None:
        pass

    def begun(self, left: Totals) -> None:
        pass

    def read(self, documents: int, size: int) -> None:
        self.documents += documents


SETTINGS = Settings()


def run(
    corpus: Path, out: Path, pool: Here | None = None, settings: Settings = SETTINGS, *, retry: bool = False
) -> Summary:
    """A run over one folder."""
    return extract(roots([corpus]), out, settings, lambda: pool or Here(settings), Quiet(), retry=retry, cut=SMALL)


def parts(out: Path) -> dict[str, bytes]:
    """Every file of the three tables."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for table in TABLES
        for path in sorted((out / table).glob("*"))
    }


def table(out: Path, name: str) -> pa.Table:
    """All rows of a table, by document."""
    found = pa.concat_tables(
        pq.ParquetFile(path).read(use_threads=False) for path in sorted((out / name).glob("*.parquet"))
    )
    return found.sort_by("document_id")


def passages() -> list[str]:
    """Paragraphs of the sources of the small package, in both languages."""
    sources = sorted((HERE / "package/data/sources").glob("*.txt"))
    return [line for path in sources for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 60]


def write_corpus(folder: Path, number: int, longest: int = 150) -> Path:
    """A folder of so many short documents, some of them deeper down."""
    texts = passages()
    for place in range(number):
        path = folder / ("north/east" if place % 5 == 0 else ".") / f"{place:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{place}. {texts[place % len(texts)][:longest]}\n", encoding="utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Twenty short documents."""
    return write_corpus(tmp_path / "corpus", 20)


@pytest.fixture
def readable_by_nobody(corpus: Path) -> Iterator[Path]:
    """A document that this user may not read, where there are such."""
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = corpus / "0001.txt"
    path.chmod(0)
    yield path
    path.chmod(0o644)
