"""Test the checks: `python -m tests.mutants` makes mistakes in the project's own data and counts which are caught."""

import argparse
import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NoReturn

from tests.mutants.harness import ROOT
from tests.mutants.mistakes import KINDS
from tests.mutants.report import Result, as_json, progress, run, sites, table

_INTERRUPTED = 130
"""The exit code of a command that was told to stop."""


def main() -> int:
    """Run the command; 1 where a kind is under its floor, or the program broke at a mistake."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="mistakes of each kind")
    parser.add_argument("--judgements", type=int, default=None, help="of those beyond words; a fifth unless given")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", action="append", choices=tuple(KINDS), help="only these kinds")
    parser.add_argument("--json", action="store_true", help="as JSON, with every survivor")
    parser.add_argument("--survivors", type=int, default=0, metavar="N", help="list so many of each kind")
    parser.add_argument("--root", type=Path, default=ROOT, help="the package to make them in")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    names = given.kind or list(KINDS)
    fewer = max(given.count // 5, 1) if given.judgements is None else given.judgements
    counts = [given.count if KINDS[name].group == "words" else fewer for name in names]
    baseline = sites(given.root).harness.baseline
    if baseline:
        print(f"{len(baseline)} problems without any mistake: what is at their places is not counted", file=sys.stderr)
    gc.freeze()  # what every trial takes over stays as long as the program: not to be searched for garbage each time
    signal.signal(signal.SIGTERM, _stop)
    results: list[Result] = []
    is_whole = False
    try:
        for result in _results(names, counts, partial(_run, given.seed, given.root), given.jobs):
            results.append(result)
            print(f"{len(results):3} of {len(names)}  {progress(result)}", file=sys.stderr, flush=True)
        is_whole = True
    except KeyboardInterrupt:
        print(f"stopped after {len(results)} of {len(names)} kinds", file=sys.stderr)
    results.sort(key=lambda result: names.index(result.kind))
    if given.json:
        print(json.dumps(as_json(results), ensure_ascii=False, indent=2))
    else:
        print(table(results))
        _list(results, given.survivors)
        made, seconds = sum(result.made for result in results), sum(result.seconds for result in results)
        print(f"\n{made} mistakes, {seconds / made if made else 0:.3f} s each")
    is_bad = any(result.is_under_floor or result.broken for result in results)
    return int(is_bad) if is_whole else _INTERRUPTED


def _stop(*_: object) -> NoReturn:
    """Told to stop, the program ends as with Ctrl-C: with what it has."""
    raise KeyboardInterrupt


def _run(seed: int, root: Path, kind: tuple[str, int]) -> Result:
    return run(*kind, seed, root)


def _results(
    names: Sequence[str], counts: Sequence[int], one: Callable[[tuple[str, int]], Result], jobs: int
) -> Iterator[Result]:
    """The result of each kind as soon as it is there."""
    kinds = list(zip(names, counts, strict=True))
    if jobs == 1:
        yield from map(one, kinds)
        return
    # The processes are copies of this one, with the package read; leaving the block ends them.
    with get_context("fork").Pool(jobs, _leave_signals_to_parent) as pool:
        yield from pool.imap_unordered(one, kinds)


def _leave_signals_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _list(results: list[Result], most: int) -> None:
    for result in results:
        if most and result.survivors:
            print(f"\n{result.kind}: {KINDS[result.kind].why}")
            for survivor in result.survivors[:most]:
                print(f"  {survivor.file}:{survivor.line}: {survivor.change}")


if __name__ == "__main__":
    sys.exit(main())
