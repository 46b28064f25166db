"""Releases and downloads that are killed at any moment: all of it or nothing, and the next one finds its way."""

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from scripts.outputs import only_build
from scripts.release import publish
from scripts.release.contents import Release
from scripts.release.publish import Published
from scripts.versions.fetch import fetch
from scripts.versions.published import FILE as PUBLISHED
from scripts.versions.web import FetchError
from tests.reliability.steps import Work

Files = dict[str, bytes]


def files_in(folder: Path) -> Files:
    """Path → content of every file below a folder, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def moments(work: Work, at_random: int, steps: Iterable[int] | None = None) -> "Iterable[int | None]":
    """Each step before which to kill (all of them unless given), and None for each moment drawn at random."""
    return [*(range(work.steps) if steps is None else (step % work.steps for step in steps)), *[None] * at_random]


def chosen(work: Work, number: int, seed: int) -> list[int]:
    """Some steps at random, and the last twenty, among them those that put the parts in place."""
    early = range(max(0, work.steps - 20))
    return [*sorted(Random(seed).sample(early, min(number, len(early)))), *range(len(early), work.steps)]


# Releases


def release_of(root: Path, ready: Release) -> Work:
    """Writing a release that is at hand, as `release` does once it is prepared."""

    def write() -> None:
        with only_build(root):
            publish._publish(root, ready, lambda _: None)

    with only_build(root):  # the first time that a lock is taken, a step more or less is needed
        pass
    return Work(write)


def killed_releases(published: Published, root: Path, kills: Iterable[int | None], work: Work) -> Counter[str]:
    """Kill the writing of a release at each moment, and see what is there and what the next one makes of it.

    Args:
        published: the same release, whole.
        root: a checkout that nothing was released from.
        kills: steps, or None for a random moment.
        work: it.
    """
    whole, found = files_in(published.folder.parent), Counter[str]()
    for step in kills:
        was_killed = work.kill_at_random() if step is None else work.kill_before(step)
        found["killed" if was_killed else "too late"] += 1
        dist, ids = root / "dist", root / PUBLISHED
        if (dist / published.checksums.name).exists():
            found["new"] += 1
            left = {path: content for path, content in files_in(dist).items() if not path.startswith(".")}
            assert left == whole, "what has a checksum file is the whole release"
            assert ids.read_bytes() == published.release.files[PUBLISHED]
        else:
            found["old" if not dist.exists() or not files_in(dist) else "begun"] += 1
            work.do()
            assert files_in(dist) == whole, "the next release replaces what was begun, and leaves nothing beside it"
            assert ids.read_bytes() == published.release.files[PUBLISHED]
        shutil.rmtree(dist)
        shutil.rmtree(ids.parent)
    return found


# Downloads


def fetch_of(url: str, target: Path) -> Work:
    """A download from a server that runs on."""
    return Work(lambda: fetch(url, target, largest=10**9, timeout=10))


def killed_fetches(target: Path, whole: Files, kills: Iterable[int | None], work: Work) -> Counter[str]:
    """Kill a download at each moment, and see what is there and what the same command makes of it."""
    found: Counter[str] = Counter()
    for step in kills:
        was_killed = work.kill_at_random() if step is None else work.kill_before(step)
        found["killed" if was_killed else "too late"] += 1
        if target.exists() and any(target.iterdir()):
            found["new"] += 1
            assert files_in(target) == whole
            with pytest.raises(FetchError, match="exists and is not an empty folder"):
                work.do()
        else:
            found["begun" if any(target.parent.glob(".*")) else "old"] += 1
            work.do()
        assert files_in(target) == whole, "the same command completes it"
        assert list(target.parent.iterdir()) == [target], "and leaves nothing beside it"
        shutil.rmtree(target)
    return found
