"""What a run knows of itself in its folder: who reads and how, which parts are finished, which chunks are to be read.

A SQLite file, so that what stands in it survives whatever ends a run, and need not fit in memory.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.corpus.listing import Chunk
from scripts.corpus.parts import Part

_SCHEMA = """
CREATE TABLE IF NOT EXISTS said (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS folders (label TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS finished (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    documents INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    size INTEGER NOT NULL,
    documents_bytes INTEGER NOT NULL,
    mentions_bytes INTEGER NOT NULL,
    facts_bytes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    documents INTEGER NOT NULL,
    size INTEGER NOT NULL,
    chunk BLOB NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Finished:
    """A part that is in place: of which files, and the bytes of its file of each table."""

    fingerprint: str
    failed: int
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the parts that are in place, or of the chunks that wait: documents, bytes of their files, what they gave."""

    documents: int
    size: int
    failed: int = 0
    mentions: int = 0
    facts: int = 0
    parts: int = 0


class Manifest:
    """The manifest of a run's folder; made where there is none.

    Raises:
        OSError: it cannot be read or written, also in all that follows.
    """

    def __init__(self, path: Path) -> None:
        with _as_os_error():
            self._database = sqlite3.connect(path, isolation_level=None)
            self._database.executescript(f"PRAGMA synchronous = FULL; {_SCHEMA}")

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written in the block stands as a whole or not at all."""
        with _as_os_error():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def said(self) -> dict[str, str]:
        """What earlier runs said of themselves."""
        return dict(self._database.execute("SELECT name, value FROM said"))

    def folders(self) -> list[str]:
        """The labels of the folders that are in it."""
        return [label for (label,) in self._database.execute("SELECT label FROM folders ORDER BY label")]

    def say(self, said: Mapping[str, str], folders: Iterable[str]) -> None:
        """Say what this run is."""
        self._database.executemany("INSERT OR REPLACE INTO said VALUES (?, ?)", said.items())
        self._database.executemany("INSERT OR IGNORE INTO folders VALUES (?)", ((label,) for label in folders))

    def forget(self) -> None:
        """Forget everything: nothing counts as finished."""
        for table in ("said", "folders", "finished", "waiting"):
            self._database.execute(f"DELETE FROM {table}")

    # What is finished

    def finished(self, key: str) -> Finished | None:
        """The part of that key, if it is in place."""
        row = self._database.execute(
            "SELECT fingerprint, failed, documents_bytes, mentions_bytes, facts_bytes FROM finished WHERE key = ?",
            (key,),
        ).fetchone()
        if row is None:
            return None
        return Finished(row[0], row[1], dict(zip(("documents", "mentions", "facts"), row[2:], strict=True)))

    def finish(self, chunk: Chunk, part: Part) -> None:
        """Say that the part of a chunk is in place."""
        figures = (part.documents, len(part.failures), part.mentions, part.facts, chunk.size)
        sizes = (len(part.files[table]) for table in ("documents", "mentions", "facts"))
        with self.together():
            self._database.execute(
                "INSERT OR REPLACE INTO finished VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (chunk.key, chunk.fingerprint, *figures, *sizes),
            )
            self._database.execute("DELETE FROM waiting WHERE key = ?", (chunk.key,))

    def totals(self) -> Totals:
        """Of all that is finished."""
        sums = "coalesce(sum(documents), 0), coalesce(sum(size), 0), coalesce(sum(failed), 0)"
        query = f"SELECT {sums}, coalesce(sum(mentions), 0), coalesce(sum(facts), 0), count(*) FROM finished"
        return Totals(*self._database.execute(query).fetchone())

    # What there is to do

    def begin_plan(self) -> None:
        """Begin to plan a run, in a block of `together`: nothing waits, nothing is seen."""
        self._database.execute("DELETE FROM waiting")
        self._database.execute("CREATE TEMP TABLE IF NOT EXISTS seen (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._database.execute("DELETE FROM seen")

    def keep(self, key: str) -> None:
        """Leave the part of a chunk as it is."""
        self._database.execute("INSERT INTO seen VALUES (?)", (key,))

    def wait(self, chunk: Chunk) -> None:
        """Let a chunk wait to be read."""
        self._database.execute(
            "INSERT INTO waiting (key, documents, size, chunk) VALUES (?, ?, ?, ?)",
            (chunk.key, len(chunk.items), chunk.size, chunk.packed()),
        )

    def end_plan(self) -> int:
        """Take all that was not kept from what is finished; how many parts that were."""
        return self._database.execute("DELETE FROM finished WHERE key NOT IN (SELECT key FROM seen)").rowcount

    def waiting(self) -> Iterator[Chunk]:
        """The chunks to read, in their order; some may be finished meanwhile."""
        number = 0
        while True:
            with _as_os_error():
                row = self._database.execute(
                    "SELECT number, chunk FROM waiting WHERE number > ? ORDER BY number LIMIT 1", (number,)
                ).fetchone()
            if row is None:
                return
            number = row[0]
            yield Chunk.unpacked(row[1])

    def left(self) -> Totals:
        """Of all that waits."""
        query = "SELECT coalesce(sum(documents), 0), coalesce(sum(size), 0) FROM waiting"
        return Totals(*self._database.execute(query).fetchone())


@contextmanager
def _as_os_error() -> Iterator[None]:
    """What SQLite says of a full or broken disk, as the system says it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise OSError(f"{error} (the manifest of the run)") from error
