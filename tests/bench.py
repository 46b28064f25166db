"""How fast the package builds and checks: ratios of times measured in one run, each beside its goal (make bench).

Every time is that of a process of its own, the best of several; what is compared takes turns, so that a busy machine
slows both. This process itself stays small and imports nothing big: a child's peak memory counts what its parent had.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
SMALL_PACKAGE = CHECKOUT / "tests/package"

LIBRARIES = "import pandas, pyarrow, pandera.pandas, frictionless"
PROGRAM = "import scripts.__main__, scripts.build, scripts.compare, scripts.summary"

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Ratio:
    """A measured ratio, its goal if it has one, and the figures behind it."""

    name: str
    ratio: float
    at_most: float | None = None
    at_least: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_met(self) -> bool | None:
        if self.at_most is None and self.at_least is None:
            return None
        return (self.at_most is None or self.ratio <= self.at_most) and (
            self.at_least is None or self.ratio >= self.at_least
        )

    def __str__(self) -> str:
        goals = (("at most", self.at_most), ("at least", self.at_least))
        goal = [f"{'met' if self.is_met else 'NOT MET'}: {kind} {goal:g}×" for kind, goal in goals if goal is not None]
        figures = [f"{_figure(value)}  {name}" for name, value in self.figures.items()]
        return "\n           ".join([f"{self.ratio:8.2f}×  {self.name}", *goal, *figures])


@dataclass(frozen=True)
class Run:
    """One process: wall time with start-up in seconds, peak memory in megabytes, and the figures that it printed."""

    seconds: float
    megabytes: float
    figures: Mapping[str, float]


class FailedError(Exception):
    """A measured process failed; the message is what it wrote."""


def run(command: Command) -> Run:
    """Run one process in the checkout and measure it.

    Raises:
        FailedError: its exit code is not 0.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(list(map(str, command)), cwd=CHECKOUT, stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if process.returncode:
            raise FailedError((errors.read() + out.read()).decode(errors="replace"))
        last = out.read().rstrip().rpartition(b"\n")[2]
    in_a_megabyte = 1 << (20 if sys.platform == "darwin" else 10)
    return Run(seconds, usage.ru_maxrss / in_a_megabyte, json.loads(last) if last.startswith(b"{") else {})


def best(times: int, *ways: Callable[[], Run]) -> list[Run]:
    """Each way's run with the shortest time; the ways take turns."""
    runs: list[list[Run]] = [[] for _ in ways]
    for _ in range(times):
        for way, found in zip(ways, runs, strict=True):
            found.append(way())
    return [min(found, key=lambda one: one.seconds) for found in runs]


def again(times: int, way: Callable[[], Run]) -> Callable[[], Run]:
    """A way that runs so many times in its turn: for a short run beside a long one.

    After a pause a virtual machine has given its free memory away, and the next to use it waits for it.
    """
    return lambda: best(times, way)[0]


def python(code: str, *arguments: str | Path) -> Callable[[], Run]:
    """A run of Python code."""
    return lambda: run([sys.executable, "-c", code, *arguments])


def step(name: str, *arguments: str | Path) -> Callable[[], Run]:
    """A run of one of the functions of this module that are steps of a measurement."""
    return python(f"import sys; from tests.bench import {name}; {name}(*sys.argv[1:])", *arguments)


def fresh_build(package: Path, folder: Path) -> Callable[[], Run]:
    """A run of the main job on a fresh copy of a package's inputs: everything is read, checked and written."""

    def build() -> Run:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(package / "data", folder / "data", ignore=shutil.ignore_patterns("tables"))
        if (package / "docs").exists():
            shutil.copytree(package / "docs", folder / "docs")
        return run([sys.executable, "-m", "scripts", "build", "--root", folder])

    return build


def measure_build(package: Path, scratch: Path, repetitions: int) -> Ratio:
    """The main job against the imports of the libraries that it stands on."""
    say(f"a full build of {package} …")
    build, imports = best(repetitions, fresh_build(package, scratch / "build"), python(LIBRARIES))
    return Ratio(
        f"full build with validation of {package.name} : {LIBRARIES}",
        build.seconds / imports.seconds,
        at_most=3,
        figures={"build, s": build.seconds, "imports, s": imports.seconds, "build, peak MB": build.megabytes},
    )


def measure_growth(scratch: Path, sizes: tuple[int, int, int], repetitions: int) -> Iterator[Ratio]:
    """Build time per source: as it is, and without what a build costs whatever its size."""
    few, some, many = sizes
    for size in sizes:
        say(f"{size} synthetic sources …")
        step("make_sources", scratch / f"sources-{size}", str(size))()
    say(f"builds of {few}, {some} and {many} sources …")
    ways = [fresh_build(scratch / f"sources-{size}", scratch / "build") for size in sizes]
    start, at_few, at_some = best(repetitions, python(PROGRAM), *ways[:2])
    (at_many,) = best(max(2, repetitions - 2), ways[2])
    yield Ratio(
        f"build time per source, start-up included, {many:,} sources : {few}",
        (at_many.seconds / many) / (at_few.seconds / few),
        at_most=1.2,
        figures={
            f"build of {many:,}, s": at_many.seconds,
            f"build of {few}, s": at_few.seconds,
            f"build of {many:,}, peak MB": at_many.megabytes,
            f"build of {few}, peak MB": at_few.megabytes,
        },
    )
    yield Ratio(
        f"build time per source, less imports, {many:,} sources : {few}",
        ((at_many.seconds - start.seconds) / many) / ((at_few.seconds - start.seconds) / few),
        at_most=1.2,
        figures={"imports of the program, s": start.seconds},
    )
    at_first = (at_some.seconds - at_few.seconds) / (some - few)
    later = (at_many.seconds - at_few.seconds) / (many - few)
    yield Ratio(
        f"time of one more source, {few} to {many:,} : {few} to {some}",
        later / at_first,
        at_most=1.2,
        figures={
            f"{few} to {many:,}, ms a source": 1000 * later,
            f"{few} to {some}, ms a source": 1000 * at_first,
            f"{few} to {many:,}, MB a source": (at_many.megabytes - at_few.megabytes) / (many - few),
        },
    )


def measure_rows(package: Path, scratch: Path, rows: int, repetitions: int, goal: float | None) -> Iterator[Ratio]:
    """Reading and checking a large evidence table, by this package's code and by frictionless."""
    say(f"a package with {rows:,} rows of evidence …")
    built, folder = scratch / "built", scratch / "rows"
    fresh_build(package, built)()
    step("make_rows", built, folder, str(rows))()
    say("reading and checking them, here and with frictionless (the slow one) …")
    ours, theirs = best(repetitions, again(3, step("check_here", folder)), step("check_with_frictionless", folder))
    yield Ratio(
        f"{rows:,} rows of evidence read and checked (types, primary and foreign key), frictionless : here",
        theirs.figures["seconds"] / ours.figures["seconds"],
        at_least=goal,
        figures={
            "frictionless, s": theirs.figures["seconds"],
            "here, s": ours.figures["seconds"],
            "of which reading, s": ours.figures["reading"],
        },
    )
    yield Ratio(
        "the same, start-up of both included",
        theirs.seconds / ours.seconds,
        figures={
            "frictionless, s": theirs.seconds,
            "here, s": ours.seconds,
            "frictionless, peak MB": theirs.megabytes,
            "here, peak MB": ours.megabytes,
        },
    )


def measure_checks(scratch: Path) -> Run:
    """Every check of the package on the same rows; after `measure_rows`."""
    say("every check on the same rows …")
    return step("check_everything", scratch / "rows")()


def make_sources(folder: str, number: str) -> None:
    """A step: a package of synthetic sources."""
    from tests.synthetic import many_sources

    many_sources(SMALL_PACKAGE, Path(folder), int(number))


def make_rows(package: str, folder: str, rows: str) -> None:
    """A step: tables of many rows, and a descriptor of two of them for frictionless."""
    from tests.synthetic import many_rows
    from validation.schema import table_schema

    many_rows(Path(package), Path(folder), int(rows))
    resources = []
    for table in ("sources", "evidence"):
        schema = table_schema(table)
        schema["foreignKeys"] = [key for key in schema["foreignKeys"] if key["reference"]["resource"] == "sources"]
        resources.append({"name": table, "type": "table", "path": f"data/tables/{table}.csv", "schema": schema})
    content = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "resources": resources}
    (Path(folder) / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")


def check_here(folder: str) -> None:
    """A step: reads `sources` and `evidence` and holds them against their models and keys."""
    from validation.package import Package
    from validation.storage import read_csv, to_frame
    from validation.structure import foreign_key_problems, primary_key_problems, schema_problems
    from validation.tables import column

    start = time.perf_counter()
    tables = {
        table: to_frame(read_csv(Path(folder) / f"data/tables/{table}.csv", table)) for table in ("sources", "evidence")
    }
    read = time.perf_counter()
    package = Package(tables, {}, lambda table, record: (table, None))
    problems = [
        *(problem for table in tables for problem in schema_problems(package, table)),
        *(problem for table in tables for problem in primary_key_problems(package, table)),
        *foreign_key_problems(package, "evidence", column("evidence", "source_id")),
    ]
    end = time.perf_counter()
    _report(problems, {"seconds": end - start, "reading": read - start})


def check_with_frictionless(folder: str) -> None:
    """A step: what `frictionless validate` does."""
    from frictionless import Package

    start = time.perf_counter()
    report = Package(str(Path(folder) / "datapackage.json")).validate()
    _report(report.flatten(["message"]), {"seconds": time.perf_counter() - start})


def check_everything(folder: str) -> None:
    """A step: every check, one after the other, as `election-facts validate` runs them."""
    import gc

    from extraction.text import Document
    from validation.checks import CONTENT, STRUCTURE
    from validation.package import Package, cells
    from validation.storage import read_csv, to_frame
    from validation.tables import TABLES

    gc.disable()  # as the program does
    root = Path(folder)
    tables = {table: to_frame(read_csv(root / f"data/tables/{table}.csv", table)) for table in TABLES}
    documents = {path: Document.read(root / path) for path in set(tables["sources"]["path"])}
    texts = {source: documents[path] for source, path in cells(tables["sources"], "source_id", "path")}
    package = Package(tables, texts, lambda table, record: (table, None))
    figures: dict[str, float] = {}
    problems: list[object] = []
    for check in (*STRUCTURE, *CONTENT):
        start = time.perf_counter()
        problems += check(package)
        figures[check.__name__] = time.perf_counter() - start
    _report(problems, figures)


def _report(problems: Sequence[object], figures: Mapping[str, float]) -> None:
    """End a step: print its figures; fail where the checks found something in data that is right."""
    if problems:
        sys.exit(f"{len(problems)} problems in data without any; the first: {problems[0]}")
    print(json.dumps(figures))


def say(what: str) -> None:
    """Tell how far the benchmark has come."""
    print(what, file=sys.stderr, flush=True)


def show(ratios: Sequence[Ratio], as_json: bool, **beside: Any) -> None:
    """Print ratios; as one JSON document, with what stands beside them, for scripts."""
    if as_json:
        measured = [{**asdict(ratio), "is_met": ratio.is_met} for ratio in ratios]
        print(json.dumps({"ratios": measured, **beside}, ensure_ascii=False, indent=2))
    else:
        print(*ratios, sep="\n")


def _figure(value: float) -> str:
    return f"{value:8,.0f}" if value >= 100 else f"{value:8.2f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measure the package against something named, in one run: ratios, each beside its goal. "
        "Takes about three minutes; progress goes to standard error. The exit code does not depend on the ratios.",
    )
    parser.add_argument("--root", type=Path, default=CHECKOUT, help="the package that is built (default: the checkout)")
    parser.add_argument("--quick", action="store_true", help="smaller sizes and fewer repetitions: under a minute")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser.parse_args()


def main() -> None:
    """Measure, and print."""
    arguments = _arguments()
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    if load > processors / 2:
        say(f"Other programs keep this machine busy (load {load:.1f}, {processors} processors): ratios may be off.")
    repetitions = 3 if arguments.quick else 5
    with tempfile.TemporaryDirectory(prefix="election-facts-bench-") as name:
        scratch, package = Path(name), arguments.root.resolve()
        try:
            ratios = [measure_build(package, scratch, repetitions)]
        except (FailedError, OSError) as error:
            print(error, file=sys.stderr)
            sys.exit(f"{package} does not build; name one that does, such as --root tests/package")
        sizes = (10, 110, 400) if arguments.quick else (10, 110, 1000)
        ratios += measure_growth(scratch, sizes, repetitions)
        if arguments.quick:  # the goal is one for a million rows; with fewer, what is done once weighs more
            ratios += measure_rows(package, scratch, 100_000, 2, None)
        else:
            ratios += measure_rows(package, scratch, 1_000_000, 3, 20)
        checks = measure_checks(scratch)
    each = {"seconds": checks.figures, "peak_megabytes": checks.megabytes}
    show(ratios, arguments.json, every_check_on_the_same_rows=each)
    if not arguments.json:
        print(f"{'':8}   every check on the same rows, s (peak {checks.megabytes:,.0f} MB):")
        print(*(f"           {_figure(seconds)}  {check}" for check, seconds in checks.figures.items()), sep="\n")


if __name__ == "__main__":
    main()
