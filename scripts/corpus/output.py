"""The folder that a run writes to: DOCUMENTS, MENTIONS and FACTS in parts, and what the run knows of itself.

The files of a part are written in full beside their places and renamed into them, `documents` last; then the manifest
says that the part is finished. What a killed run left without that is written again.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from scripts.corpus.errors import CorpusError
from scripts.corpus.listing import Chunk
from scripts.corpus.manifest import Manifest
from scripts.corpus.parts import TABLES, Part

_OWN = ".extract"
"""Folder for what is the run's alone."""


class Output:
    """A run's folder; use `opened`."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    def place(self, table: str, key: str) -> Path:
        """Where the file of a part is."""
        return self.folder / table / f"part-{key}.parquet"

    def holds(self, key: str, sizes: Mapping[str, int]) -> bool:
        """Whether the files of a part are there, with as many bytes."""
        try:
            return all(self.place(table, key).stat().st_size == size for table, size in sizes.items())
        except OSError:
            return False

    def put(self, chunk: Chunk, part: Part) -> None:
        """Put the part of a chunk in place.

        Raises:
            OSError: it cannot be written; nothing of it counts.
        """
        from scripts.outputs import write_whole  # with it comes much that a run with nothing to do can do without

        staged = {table: self.folder / _OWN / f"{table}.new" for table in TABLES}
        try:
            for table in TABLES:
                write_whole(staged[table], part.files[table])
            for table in reversed(TABLES):
                place = self.place(table, chunk.key)
                place.parent.mkdir(exist_ok=True)
                staged[table].replace(place)
            for table in TABLES:
                _sync(self.folder / table)
            self.manifest.finish(chunk, part)
        except OSError:
            for path in staged.values():
                path.unlink(missing_ok=True)
            raise

    def sweep(self) -> None:
        """Remove the files of parts that are not finished."""
        for table in TABLES:
            folder = self.folder / table
            for path in folder.glob("part-*.parquet") if folder.is_dir() else ():
                if self.manifest.finished(path.stem.removeprefix("part-")) is None:
                    path.unlink()
        for path in (self.folder / _OWN).glob("*.new"):
            path.unlink()


@contextmanager
def opened(folder: Path) -> Iterator[Output]:
    """A folder to write to: a new one, an empty one, or that of an earlier run; this run has it alone.

    Raises:
        CorpusError: it holds something else, or another run writes to it.
        OSError: it cannot be written.
    """
    own = folder / _OWN
    if not own.is_dir() and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CorpusError(f"{folder} holds other files; name a new folder, an empty one, or that of an earlier run")
    own.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(own / "lock", timeout=0):
            manifest = Manifest(own / "manifest.sqlite")
            try:
                yield Output(folder, manifest)
            finally:
                manifest.close()
    except Timeout as error:
        raise CorpusError(f"another run writes to {folder}; wait for it, or name another folder") from error


def _sync(folder: Path) -> None:
    """See that the names in a folder are on the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
