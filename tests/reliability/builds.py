"""Builds killed at random moments, and two at once."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from scripts.build import Built, write
from scripts.outputs import only_build, recover, replace_outputs
from tests.conftest import HERE, ROOT
from tests.copies import problems_in
from validation.package import JOURNAL

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
