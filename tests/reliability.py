"""Reliability, in the numbers of a release: `python -m tests.reliability`; `make test` runs a small sample of each.

Two builds at once, builds killed at random moments, and bytes changed at random in every file of a released package.
What is drawn at random follows from a seed, so that a failure can be repeated.
"""

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scripts.build import Built, build, write
from scripts.outputs import only_build, recover, replace_outputs
from tests.copies import problems_in
from validation.checksums import CHECKSUMS, checksum_problems, sha256
from validation.package import JOURNAL

HERE = Path(__file__).parent
ROOT = HERE.parent
UNTIMED = 600.0
"""Seconds in which every build is done."""

RUSSIA = "data/annotations/russia-osce-2019.yaml"


# The package before and after a change


def with_outputs(root: Path, built: Built) -> Path:
    for path, content in built.outputs.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def change(root: Path) -> None:
    """Change an annotation, and the version, so that a build has many files to replace."""
    for name, old, new in ((RUSSIA, "Bare praise", "Praise"), ("data/package.yaml", "1.2.3", "1.2.4")):
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")


def with_checksums(root: Path) -> Path:
    """Write SHA256SUMS of a folder as a release does."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    lines = [f"{sha256(path)}  {path.relative_to(root).as_posix()}\n" for path in files]
    (root / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="")
    return root


def state(root: Path, built: Built) -> dict[str, bytes | None]:
    """What stands at each path that a build writes."""
    return {path: (root / path).read_bytes() if (root / path).exists() else None for path in built.outputs}


# Builds killed at random moments


def killed_command(root: Path, after: float) -> bool:
    """Run `election-facts build` and kill it after so many seconds; False where it was done by then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts", "build", "--root", root],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() == -signal.SIGKILL


def killed_writing(root: Path, built: Built, after: float) -> bool:
    """Put a build's outputs in place in another process, and kill it after so many seconds; False if it was done."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException), only_build(root):
            replace_outputs(root, built.outputs)
        os._exit(0)
    if after < UNTIMED:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def judged(root: Path, old: Built, new: Built) -> str:
    """What a killed build left: "old", "new", or "completed" where the next command had to complete it.

    Raises:
        AssertionError: anything else, or a package between the two that `validate` does not name.
    """
    if (root / JOURNAL).exists():
        assert [problem.found[:20] for problem in problems_in(root)] == ["an interrupted build"]
        with only_build(root):
            pass
        assert state(root, new) == new.outputs, "the next command completes what was begun"
        return "completed"
    found = state(root, old)
    assert found in (old.outputs, new.outputs), "a mix of two builds without a journal"
    return "new" if found == new.outputs else "old"


def kills(folder: Path, old: Built, new: Built, commands: int, writings: int, seed: int) -> Counter[str]:
    """Kill so many commands, and so many processes that put outputs in place, each at a random moment; what they left.

    A process that is done before it would be killed counts as "too late", and another takes its place.
    """
    drawn = random.Random(seed)
    found: Counter[str] = Counter()
    root = folder / "package"
    shutil.copytree(HERE / "package", root)
    change(root)
    for kind, wanted in (("command", commands), ("writing", writings)):

        def killed(after: float, kind: str = kind) -> bool:
            with_outputs(root, old)
            return killed_command(root, after) if kind == "command" else killed_writing(root, new, after)

        begun = time.monotonic()
        assert not killed(UNTIMED)
        whole = time.monotonic() - begun
        for _ in range(5 * wanted):
            if found[kind] == wanted:
                break
            was_killed = killed(drawn.uniform(0, whole))
            found[kind if was_killed else "too late"] += 1
            found[judged(root, old, new)] += was_killed
        write(root)
        assert problems_in(root) == (), "the next build leaves a valid package"
        assert state(root, new) == new.outputs
    return found


# Builds at the same time


def builds_at_once(folder: Path, new: Built, rounds: int, rivals: int = 2) -> int:
    """Let commands build one folder at the same time, each round leaving one valid package; how many builds."""
    root = folder / "package"
    shutil.copytree(HERE / "package", root)
    change(root)
    for _ in range(rounds):
        shutil.rmtree(root / "data/tables", ignore_errors=True)
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "scripts", "build", "--root", root],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(rivals)
        ]
        for process in processes:
            _, err = process.communicate()
            assert process.returncode == 0, err
        assert state(root, new) == new.outputs
        assert not recover(root)
    assert problems_in(root) == ()
    return rounds * rivals


# Bytes changed at random


def corruptions(root: Path, flips: int, seed: int) -> Iterator[tuple[str, int, bool]]:
    """Change one byte of a released package at a time: each file at least once, then at random; file, place, caught."""
    drawn = random.Random(seed)
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    sizes = [(root / name).stat().st_size for name in files]
    chosen = [*files, *drawn.choices(files, sizes, k=max(0, flips - len(files)))]
    for name in chosen:
        path = root / name
        content = path.read_bytes()
        place = drawn.randrange(len(content))
        other = drawn.choice([byte for byte in range(256) if byte != content[place]])
        path.write_bytes(content[:place] + bytes([other]) + content[place + 1 :])
        problems = list(checksum_problems(root))
        path.write_bytes(content)
        # A wrong hash in the list is told of the file that it belongs to.
        yield name, place, any(name in (problem.file, CHECKSUMS) for problem in problems)


def released(folder: Path, built: Built) -> Path:
    """The small package as a release would hold it: what people write and what the build writes, with hashes."""
    root = shutil.copytree(HERE / "package", folder / "released")
    return with_checksums(with_outputs(root, built))


def main() -> None:
    """Run everything in full and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="commands that are killed, and as many writings")
    parser.add_argument("--flips", type=int, default=20_000, help="bytes that are changed")
    parser.add_argument("--rounds", type=int, default=10, help="times that two builds run at once")
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(HERE / "package", folder / "before/package")
        old = build(folder / "before/package")
        change(folder / "before/package")
        new = build(folder / "before/package")
        for part in ("kills", "rivals"):
            (folder / part).mkdir()
        found = kills(folder / "kills", old, new, options.kills, options.kills, options.seed)
        print(f"killed at random moments: {dict(found)}", flush=True)
        print(
            f"at once: {builds_at_once(folder / 'rivals', new, options.rounds)} builds, two by two, each valid",
            flush=True,
        )
        root = released(folder, new)
        assert problems_in(root) == ()
        results = list(corruptions(root, options.flips, options.seed))
        missed = [(path, place) for path, place, caught in results if not caught]
        print(f"changed bytes: {len(results)} in {len({path for path, _, _ in results})} files, {len(missed)} missed")
        for path, place in missed[:20]:
            print(f"  missed: {path} at {place}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
