"""`election-facts extract`: mentions and proposed facts of any number of documents, as Parquet."""

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from rich.progress import Progress

    from scripts.corpus.manifest import Totals
    from scripts.corpus.pool import Pool
    from scripts.corpus.run import Show, Summary
    from scripts.corpus.settings import Settings

_INTERRUPTED = 130

_SHOWN = 10
"""Documents that could not be read of which standard error says why; all of them are in `documents`."""


def extract(
    folders: Annotated[
        list[Path], typer.Argument(metavar="FOLDER...", help="Folders with documents, or documents.", exists=True)
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="Where it goes: a new folder, or that of an earlier run.", file_okay=False
        ),
    ],
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read.", show_default="one for each core")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Read on the Dask cluster of this scheduler, as in tcp://host:8786."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="The documents' language.", show_default="that of each one's letters")
    ] = None,
    vocabulary: Annotated[
        str | None, typer.Option(metavar="PACKAGE", help="A package whose ids the names are given that it knows.")
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=0, help="Seconds that a document may take, for each megabyte of it; 0 for ever.")
    ] = 120,
    restart: Annotated[bool, typer.Option("--restart", help="Read all of it anew.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what could not be read.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 1 if any document could not be read.")] = False,
    style: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How the summary is printed: for people or scripts.")
    ] = "text",
) -> None:
    """Read any number of documents into Parquet: DIR/documents, DIR/mentions and DIR/facts, in parts.

    Facts are proposed, not checked. A document that cannot be read has its reason in `documents`, and costs the others
    nothing. A run that was ended goes on with the same command; with no document changed it has nothing to do. Parts
    whose documents have changed are read anew.

    Exit code 0: done. 1: no document could be read, the output cannot be written, an earlier run in DIR was another
    one; with --strict also if one document could not be read. 2: wrong usage. 130: interrupted.
    """
    from extraction.lexicon import languages
    from scripts.corpus.errors import CorpusError
    from scripts.corpus.listing import roots
    from scripts.corpus.run import extract as run

    if language is not None and language not in languages():
        raise typer.BadParameter(f"{language!r} is not one of {', '.join(languages())}", param_hint="--language")
    if scheduler and workers:
        raise typer.BadParameter("a cluster has the workers that it has", param_hint="--workers with --scheduler")
    gc.enable()  # what is read is let go of
    try:
        given = roots(folders)
    except CorpusError as error:
        raise typer.BadParameter(str(error), param_hint="FOLDER") from error
    try:
        settings = _settings(language, vocabulary, time_limit)
        with _shown() as show:
            summary = run(given, out, settings, _pool(settings, workers, scheduler), show, restart=restart, retry=retry)
    except CorpusError as error:
        _stop(f"{error}.", 1)
    except OSError as error:
        _stop(f"Cannot write: {error}. What is finished stands; the same command goes on.", 1)
    except KeyboardInterrupt:
        _stop("Interrupted. What is finished stands; the same command goes on.", _INTERRUPTED)
    _report(summary, out, style)
    if summary.totals.failed == summary.totals.documents or (strict and summary.totals.failed):
        raise typer.Exit(1)


def _stop(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(code)


def _settings(language: str | None, vocabulary: str | None, time_limit: float) -> "Settings":
    from scripts.corpus.settings import Settings, read_vocabulary

    if vocabulary is None:
        return Settings(language or "", time_limit=time_limit)
    known, digest = read_vocabulary(vocabulary)
    return Settings(language or "", known, digest, time_limit)


def _pool(settings: "Settings", workers: int | None, scheduler: str | None) -> "Callable[[], Pool]":
    """Makes what reads, once it is known that there is something to read."""
    from scripts.corpus.errors import CorpusError
    from scripts.corpus.pool import Processes

    if not scheduler:
        return lambda: Processes(settings, workers or _cores())
    try:
        from scripts.corpus.cluster import Cluster
    except ImportError as error:
        raise CorpusError("--scheduler needs an extra: pip install 'election-facts[dask]'") from error
    return lambda: Cluster(settings, scheduler)


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _report(summary: "Summary", out: Path, style: str) -> None:
    """The summary on standard output; what could not be read on standard error, the first ones with their reasons."""
    from validation.problems import Problem, render

    totals = summary.totals
    if style == "json":
        print(json.dumps({"out": str(out), **asdict(summary)}, ensure_ascii=False, indent=2))
        return
    problems = [
        Problem(one.document_id, None, "document", one.found, one.expected, one.remedy) for one in summary.failures
    ]
    if problems:
        print(render(problems[:_SHOWN]), file=sys.stderr)
    if summary.failed > _SHOWN:
        print(f"… and {summary.failed - _SHOWN:,} more", file=sys.stderr)
    if summary.removed:
        print(f"Documents have changed or are gone: {summary.removed:,} parts of an earlier run were removed.")
    if summary.read:
        documents, megabytes = summary.read / summary.seconds, summary.size / summary.seconds / 1e6
        rate = f"{documents:,.{0 if documents >= 10 else 1}f} documents and {megabytes:.2g} MB a second"
        print(f"Read {summary.read:,} documents in {_duration(summary.seconds)}: {rate}.")
    else:
        print("Every document was read before: nothing to do.")
    failed = (
        f", {totals.failed:,} of which could not be read (column `error`; --retry tries again)" if totals.failed else ""
    )
    print(
        f"{out}: {totals.documents:,} documents{failed}, {totals.mentions:,} mentions, {totals.facts:,} proposed facts."
    )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


class _Bar:
    """A progress bar over bytes and documents."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._task = progress.add_task("Looking", total=None, rate="")
        self._left: Totals | None = None
        self._documents = self._size = 0
        self._begun = time.monotonic()

    def looking(self, documents: int) -> None:
        self._progress.update(self._task, rate=f"{documents:,} documents")

    def begun(self, left: "Totals") -> None:
        self._left, self._begun = left, time.monotonic()
        self._progress.reset(
            self._task, description="Reading", total=left.size + left.documents, rate=f"0 of {left.documents:,}"
        )

    def read(self, documents: int, size: int) -> None:
        assert self._left is not None  # begun
        self._documents += documents
        self._size += size
        seconds = max(time.monotonic() - self._begun, 1e-3)
        rate = f"{self._documents / seconds:,.0f} documents/s, {self._size / seconds / 1e6:.2f} MB/s"
        done = f"{self._documents:,} of {self._left.documents:,}"
        self._progress.update(self._task, advance=size + documents, rate=f"{done}, {rate}")


@contextmanager
def _shown() -> "Iterator[Show]":
    """On a terminal: how many documents are found, then a bar with rate and time left; elsewhere nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield _Bar(progress)
