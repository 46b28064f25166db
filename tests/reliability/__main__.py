"""Everything in full, and what happened."""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from scripts.build import build
from scripts.build import write as write_built
from scripts.release.publish import Published, prepare, release
from tests.conftest import HERE
from tests.reliability.builds import builds_at_once, change, kills
from tests.reliability.corruption import corruptions, every_byte, in_a_lone_zip, without_sums
from tests.reliability.releases import (
    chosen,
    fetch_of,
    files_in,
    killed_fetches,
    killed_releases,
    moments,
    release_of,
)
from tests.scripts.release.conftest import commit, prepared
from tests.server import served

PARTS = ("builds", "releases", "fetches", "bytes")


def main() -> None:
    """Run the parts that are wanted; exit code 1 where a changed byte was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=PARTS, default=PARTS, help="all unless given")
    parser.add_argument("--kills", type=int, default=100, help="processes of each kind that are killed")
    parser.add_argument("--flips", type=int, default=2000, help="bytes that are changed at random")
    parser.add_argument("--rounds", type=int, default=10, help="times that two builds run at once")
    parser.add_argument("--every", type=int, default=64, help="of the database, each n-th byte is changed")
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in options.parts:
            (folder / part).mkdir()
        if "builds" in options.parts:
            of_builds(folder / "builds", options)
        if set(options.parts) - {"builds"}:
            published = a_release(folder / "whole")
            if "releases" in options.parts:
                of_releases(folder / "releases", published, options)
            if "fetches" in options.parts:
                of_fetches(folder / "fetches", published, options)
            if "bytes" in options.parts:
                missed = of_bytes(published, options)
    sys.exit(1 if missed else 0)


def of_builds(folder: Path, options: argparse.Namespace) -> None:
    shutil.copytree(HERE / "package", folder / "before/package")
    old = build(folder / "before/package")
    change(folder / "before/package")
    new = build(folder / "before/package")
    for part in ("kills", "rivals"):
        (folder / part).mkdir()
    say("builds killed", kills(folder / "kills", old, new, options.kills, options.kills, options.seed))
    many = builds_at_once(folder / "rivals", new, options.rounds)
    print(f"builds at once: {many}, two by two, each valid", flush=True)


def a_release(folder: Path) -> Published:
    """The small package, released."""
    folder.mkdir()
    root = prepared(folder / "package")
    write_built(root)
    commit(root)
    return release(root)


def of_releases(folder: Path, published: Published, options: argparse.Namespace) -> None:
    root = shutil.copytree(
        published.folder.parent.parent, folder / "package", ignore=shutil.ignore_patterns("dist", "published")
    )
    work = release_of(root, prepare(root))
    work.measure()
    shutil.rmtree(root / "dist")
    shutil.rmtree(root / "data/published")
    steps = chosen(work, options.kills - 20, options.seed)
    say(f"releases killed before {len(steps)} of {work.steps} steps", killed_releases(published, root, steps, work))
    say("releases killed at random", killed_releases(published, root, [None] * options.kills, work))


def of_fetches(folder: Path, published: Published, options: argparse.Namespace) -> None:
    with served(published.folder.parent) as address:
        for name in (f"{published.folder.name}/", published.archive.name):
            target = folder / "here"
            work = fetch_of(f"{address}/{name}", target)
            work.measure()
            shutil.rmtree(target)
            what = "of a folder" if name.endswith("/") else "of a zip"
            found = killed_fetches(target, files_in(published.folder), moments(work, options.kills), work)
            say(f"fetches {what} killed before each of {work.steps} steps, and at random", found)


def of_bytes(published: Published, options: argparse.Namespace) -> int:
    begun = time.monotonic()
    dist, every = published.folder.parent, {".sqlite": options.every}
    found = list(every_byte(dist, published.folder.name, every=every, seed=options.seed, workers=os.cpu_count() or 1))
    missed = [(one.file, place) for one in found for place in one.missed]
    print(
        f"changed bytes: {sum(one.changed for one in found):,} in {len(files_in(dist))} files, {len(missed)} missed, "
        f"{time.monotonic() - begun:.0f} s (of the database each {options.every}th byte)",
        flush=True,
    )
    results = list(corruptions(published.folder, options.flips, options.seed))
    missed += [(file, place) for file, place, caught in results if not caught]
    print(f"changed on disk: {len(results):,}, {sum(not caught for *_, caught in results)} missed", flush=True)
    for path, place in missed[:20]:
        print(f"  missed: {path} at {place}")
    flips, seen = in_a_lone_zip(published.archive, options.flips, options.seed)
    print(f"zip without its checksum file: {seen / flips:.1%} of {flips:,} changes seen", flush=True)
    shares = without_sums(published.folder, options.flips // 10, options.seed)
    whole = sum(size for size, _, _ in shares.values())
    for kind, (size, tried, caught) in shares.items():
        print(f"without SHA256SUMS, {kind}: {size / whole:.0%} of all bytes, {caught / tried:.1%} of {tried} seen")
    share = sum(size * caught / tried for size, tried, caught in shares.values()) / whole
    print(f"without SHA256SUMS, together: {share:.0%} seen", flush=True)
    return len(missed)


def say(what: str, found: Counter[str]) -> None:
    print(f"{what}: {dict(found)}", flush=True)


if __name__ == "__main__":
    main()
