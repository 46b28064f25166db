"""Test the checks: `python -m tests.mutants` makes mistakes in the project's own data and counts which are caught."""

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.mutants.harness import ROOT
from tests.mutants.mistakes import KINDS
from tests.mutants.report import Result, as_json, run, sites, table


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
    one = partial(run, seed=given.seed, root=given.root)
    with ProcessPoolExecutor(given.jobs) as pool:  # its processes are copies of this one, with the package read
        results = list(pool.map(one, names, counts))
    if given.json:
        print(json.dumps(as_json(results), ensure_ascii=False, indent=2))
    else:
        print(table(results))
        _list(results, given.survivors)
        made, seconds = sum(result.made for result in results), sum(result.seconds for result in results)
        print(f"\n{made} mistakes, {seconds / made if made else 0:.3f} s each")
    return int(any(result.is_under_floor or result.broken for result in results))


def _list(results: list[Result], most: int) -> None:
    for result in results:
        if most and result.survivors:
            print(f"\n{result.kind}: {KINDS[result.kind].why}")
            for survivor in result.survivors[:most]:
                print(f"  {survivor.file}:{survivor.line}: {survivor.change}")


if __name__ == "__main__":
    sys.exit(main())
