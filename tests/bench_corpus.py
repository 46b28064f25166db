"""How `extract` does with one process and two, and with many documents beside few (make bench).

Documents are made for it, short ones of sentences in both languages with names and numbers of their own, the same each
time. Every run is one of the command in a process of its own, into a new folder. What is compared takes turns.
"""

import argparse
import json
import os
import random
import re
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench import CHECKOUT, Ratio, Run, python, say, show

SIZE = 1500
SHORT = 250
"""Bytes of a document, about: where speed is measured, and where there are a hundred thousand."""

_SENTENCE = re.compile(r"[^.\n]{40,240}\.(?=\s)")
_SYLLABLES = {
    "en": ["ab", "er", "ik", "ol", "na", "mu", "sha", "ken", "tal", "bor", "dan", "gul", "sar", "mir", "zha"],
    "ru": ["аб", "ер", "ик", "ол", "на", "му", "ша", "кен", "тал", "бор", "дан", "гул", "сар", "мир", "жа"],
}
_NAMED = {"en": "Mr. {} {}ov spoke to {} observers.", "ru": "Господин {} {}ов обратился к {} наблюдателям."}


def sentences() -> dict[str, list[str]]:
    """Sentences of the texts in this repository, by language."""
    from extraction.language import guess_language

    found: dict[str, list[str]] = {"en": [], "ru": []}
    for path in (*sorted(CHECKOUT.glob("data/sources/*.txt")), *sorted(CHECKOUT.glob("tests/gold/texts/*.txt"))):
        text = path.read_text(encoding="utf-8")
        found[guess_language(text)] += [sentence.strip() for sentence in _SENTENCE.findall(text)]
    return found


def document(chance: random.Random, known: Mapping[str, Sequence[str]], size: int) -> str:
    """One document of about so many bytes: sentences with other numbers, and a person whom no other document names."""
    language = chance.choice(("en", "ru"))
    name = ["".join(chance.choices(_SYLLABLES[language], k=3)).capitalize() for _ in range(2)]
    parts = [_NAMED[language].format(*name, chance.randrange(2, 2000))]
    held = len(parts[0].encode())
    while held < size:
        part = re.sub(r"\d", lambda _: str(chance.randrange(1, 10)), chance.choice(known[language]))
        parts.append(part)
        held += len(part.encode())
    return " ".join(parts)


def make(folder: str, number: str, size: str) -> None:
    """A step: a corpus of so many documents of so many bytes, a thousand in a folder."""
    chance, known = random.Random(6), sentences()
    for place in range(int(number)):
        path = Path(folder) / f"{place // 1000:03}" / f"{place:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(chance, known, int(size)), encoding="utf-8")


def read(corpus: str, out: str, workers: str) -> None:
    """A step: the command; prints the processor time of all its processes, and the peak memory of each kind."""
    from typer.testing import CliRunner

    from scripts.__main__ import app

    options = ["--out", out, "--workers", workers, "--format", "json"]
    result = CliRunner().invoke(app, ["extract", corpus, *options], catch_exceptions=False)
    if result.exit_code:
        sys.exit(result.output)
    summary = json.loads(result.stdout)
    own, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    in_a_megabyte = 1 << (20 if sys.platform == "darwin" else 10)
    figures = {
        "documents": summary["read"],
        "megabytes": summary["size"] / 1e6,
        "processor": own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime,
        "parent": own.ru_maxrss / in_a_megabyte,
        "worker": theirs.ru_maxrss / in_a_megabyte,
    }
    print(json.dumps(figures))


def made(scratch: Path, number: int, size: int) -> Path:
    """A corpus."""
    say(f"{number:,} documents of about {size:,} bytes …")
    folder = scratch / f"{number}-{size}"
    python("import sys; from tests.bench_corpus import make; make(*sys.argv[1:])", folder, str(number), str(size))()
    return folder


def reading(corpus: Path, workers: int) -> Callable[[], Run]:
    """A run of the command over a corpus, into a new folder."""
    out = corpus.parent / "out"

    def run() -> Run:
        shutil.rmtree(out, ignore_errors=True)
        code = "import sys; from tests.bench_corpus import read; read(*sys.argv[1:])"
        return python(code, corpus, out, str(workers))()

    return run


def in_turns(times: int, *ways: Callable[[], Run]) -> list[list[Run]]:
    """The runs of each way; the ways take turns."""
    runs: list[list[Run]] = [[] for _ in ways]
    for _ in range(times):
        for way, found in zip(ways, runs, strict=True):
            found.append(way())
    return runs


def least(runs: Sequence[Run], figure: str) -> float:
    """The least of a figure over some runs."""
    return min(run.figures[figure] for run in runs)


def measure(scratch: Path, documents: int, few: int, many: int, turns: int) -> Iterator[Ratio]:
    """Everything, each beside its goal."""
    corpus, tiny = made(scratch, documents, SIZE), made(scratch, 4, SIZE)
    say("reading them with one process and with two …")
    one, two, start = in_turns(turns, reading(corpus, 1), reading(corpus, 2), reading(tiny, 2))
    alone, together, begun = (min(run.seconds for run in runs) for runs in (one, two, start))
    megabytes = least(one, "megabytes")
    yield Ratio(
        "documents a second, two processes : one, start-up of both included",
        alone / together,
        at_least=1.8,
        figures={
            "documents a second, one process": documents / alone,
            "documents a second, two processes": documents / together,
            "MB a second, one process": megabytes / alone,
            "MB a second, two processes": megabytes / together,
            "processor time of two : that of one": least(two, "processor") / least(one, "processor"),
            "start-up alone, s": begun,
        },
    )
    small, large = made(scratch, few, SHORT), made(scratch, many, SHORT)
    tiny = made(scratch, 4, SHORT)
    say(f"reading {few:,} and {many:,} of them …")
    at_few, begin = in_turns(turns, reading(small, 2), reading(tiny, 2))
    at_many = [reading(large, 2)()]
    began = least(begin, "processor")
    each = {size: least(runs, "processor") for size, runs in ((few, at_few), (many, at_many))}
    yield Ratio(
        f"processor time a document, less start-up, {many:,} documents : {few:,}",
        ((each[many] - began) / many) / ((each[few] - began) / few),
        at_most=1.1,
        figures={
            f"{many:,}, ms a document": 1000 * (each[many] - began) / many,
            f"{few:,}, ms a document": 1000 * (each[few] - began) / few,
            f"{many:,}, s": at_many[0].seconds,
            "start-up, processor time, s": began,
        },
    )
    yield Ratio(
        f"the same, start-up included, {many:,} documents : {few:,}",
        (each[many] / many) / (each[few] / few),
        at_most=1.1,
    )
    for who in ("parent", "worker"):
        yield Ratio(
            f"peak memory of the {who}, {many:,} documents : {few:,}",
            least(at_many, who) / least(at_few, who),
            at_most=1.1,
            figures={f"{many:,}, MB": least(at_many, who), f"{few:,}, MB": least(at_few, who)},
        )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench_corpus",
        description="Measure `election-facts extract`: ratios, each beside its goal. Progress goes to standard error. "
        "Takes about half an hour. The exit code does not depend on the ratios.",
    )
    parser.add_argument("--quick", action="store_true", help="fewer documents: about two minutes")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    arguments = parser.parse_args()
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    if load > processors / 4:
        say(f"Other programs keep this machine busy (load {load:.1f}, {processors} processors): ratios may be off.")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every process would compile the code anew
    with tempfile.TemporaryDirectory(prefix="election-facts-bench-") as name:
        sizes = (600, 300, 3000, 1) if arguments.quick else (3000, 1000, 100_000, 2)
        ratios = list(measure(Path(name), *sizes))
    show(ratios, arguments.json)


if __name__ == "__main__":
    main()
