"""Makes mistakes of every kind, tries each out, and says which kinds are caught."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from math import comb
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

from tests.mutants.harness import ROOT, Verdict, harness
from tests.mutants.mistakes import KINDS, Kind
from tests.mutants.mistakes.kinds import GOAL
from tests.mutants.project import Mutant
from tests.mutants.sites import Sites

PASSES = 5
"""So often a kind goes over its places for as many different mistakes as are asked for.

A pass makes one mistake at a place, so that few places with many digits give a small sample and not a lopsided one.
"""

_CHANCE = 0.01
"""A rate is under its floor where so few would be caught with less than this chance, were the floor the true rate."""


@dataclass(frozen=True)
class Survivor:
    """A mistake that nothing caught."""

    file: str
    line: int
    change: str


@dataclass
class Result:
    """What became of the mistakes of one kind.

    `stages` says where those that were caught were; `broken` counts those at which the program broke.
    """

    kind: str
    made: int = 0
    caught: int = 0
    broken: int = 0
    seconds: float = 0.0
    stages: dict[str, int] = field(default_factory=dict)
    survivors: list[Survivor] = field(default_factory=list)

    @property
    def rate(self) -> float | None:
        """The part that was caught; None where none could be made."""
        return self.caught / self.made if self.made else None

    @property
    def is_under_floor(self) -> bool:
        """Whether the rate is under the kind's floor, and not by chance."""
        return falls_short(self.caught, self.made, KINDS[self.kind].floor)


def falls_short(caught: int, made: int, floor: float) -> bool:
    """Whether at most so many would be caught with less than one chance in a hundred, were the floor the true rate."""
    if not made or caught / made >= floor:
        return False
    return sum(comb(made, n) * floor**n * (1 - floor) ** (made - n) for n in range(caught + 1)) < _CHANCE


_SITES: dict[Path, Sites] = {}


def sites(root: Path = ROOT) -> Sites:
    """The places of a package, found once in a process."""
    if root not in _SITES:
        _SITES[root] = Sites(harness(root))
    return _SITES[root]


def mistakes(kind: Kind, places: Sites, rng: Random) -> Iterable[Mutant]:
    """Different mistakes of a kind, until its places give no more."""
    seen: set[tuple[str, int, str]] = set()
    for _ in range(PASSES):
        before = len(seen)
        for mutant in kind.make(places, rng):
            key = (mutant.file, mutant.line, mutant.change)
            if key not in seen:
                seen.add(key)
                yield mutant
        if len(seen) == before:
            return


def run(name: str, count: int, seed: int = 0, root: Path = ROOT) -> Result:
    """Make `count` mistakes of a kind, or as many as there are, and try them out."""
    kind, places = KINDS[name], sites(root)
    result, start = Result(name), process_time()
    for mutant in islice(mistakes(kind, places, Random(f"{seed} {name}")), count):
        verdict = places.harness.try_out(mutant)
        if kind.of_facts and verdict.has_changed is False:
            continue  # what was deleted stands elsewhere, too: no fact is lost
        result.made += 1
        if verdict.is_caught:
            result.caught += 1
            result.stages[verdict.stage] = result.stages.get(verdict.stage, 0) + 1
        else:
            change = f"{mutant.change} — {verdict.stage}" if verdict.is_broken else mutant.change
            result.survivors.append(Survivor(mutant.file, mutant.line, change))
            result.broken += verdict.is_broken
    result.seconds = process_time() - start
    return result


def table(results: Sequence[Result]) -> str:
    """Kinds with their rates and floors, group by group, and the rate of those that words show."""
    lines = []
    for group, title in (
        ("words", f"Shown by words (goal {GOAL:.0%})"),
        ("sentence", "Shown by sentences"),
        ("judgement", "Judgements"),
        ("unseen", "Nothing to compare with"),
    ):
        of_group = [result for result in results if KINDS[result.kind].group == group]
        if of_group:
            lines += ["", title, f"{'kind':30} {'made':>6} {'caught':>6} {'rate':>7} {'floor':>6}"]
            lines += map(_line, of_group)
            lines.append(_sum(of_group))
    return "\n".join(lines[1:])


def progress(result: Result) -> str:
    """What is said of a kind as soon as it is done."""
    return f"{_line(result)}  {result.seconds:.0f} s"


def _line(result: Result) -> str:
    rate = "" if result.rate is None else f"{result.rate:.1%}"
    mark = "  UNDER ITS FLOOR" if result.is_under_floor else ""
    mark += f"  BREAKS AT {result.broken}" if result.broken else ""
    floor = KINDS[result.kind].floor
    return f"{result.kind:30} {result.made:6} {result.caught:6} {rate:>7} {f'{floor:.0%}' if floor else '':>6}{mark}"


def _sum(results: Sequence[Result]) -> str:
    made, caught = sum(result.made for result in results), sum(result.caught for result in results)
    return f"{'together':30} {made:6} {caught:6} {caught / made if made else 0:>7.1%}"


def as_json(results: Sequence[Result]) -> dict[str, Any]:
    """The same for programs, with every survivor."""
    kinds = [
        {
            **asdict(result),
            "rate": result.rate,
            "group": KINDS[result.kind].group,
            "floor": KINDS[result.kind].floor,
            "why": KINDS[result.kind].why,
            "is_under_floor": result.is_under_floor,
        }
        for result in results
    ]
    return {"kinds": kinds}


__all__ = [
    "PASSES",
    "Result",
    "Survivor",
    "Verdict",
    "as_json",
    "falls_short",
    "mistakes",
    "progress",
    "run",
    "sites",
    "table",
]
