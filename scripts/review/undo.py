"""What decisions changed, kept beside the package so that they can be undone, also after the program has ended.

The file is no part of the package: git ignores it, and to delete it takes nothing but the way back.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = ".build/review"

_MOST_DECISIONS = 500
_MOST_CHARACTERS = 4_000_000
"""Kept of the last decisions, so that the file stays small; older ones are for good."""


class ChangedByHandError(Exception):
    """A file is not as the program left it; `path` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Change:
    """Lines of a file that a decision replaced: `old` stood from line `start` (from 0), where now `new` lines stand.

    sha256: of the whole file after the decision.
    """

    path: str
    start: int
    old: tuple[str, ...]
    new: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Step:
    """A decision that can be undone: what it was, where the walk stood, how many items it decided."""

    what: str
    order: tuple[int, int, int, int]
    items: int
    changes: tuple[Change, ...]


def change_of(path: str, before: str, after: str) -> Change:
    """How a text became another."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    start, shortest = 0, min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        start += 1
    end = 0
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    changed = tuple(old[start : len(old) - end])
    return Change(path, start, changed, len(new) - end - start, digest(after))


def undone(change: Change, now: str) -> str:
    """The text before a change.

    Raises:
        ChangedByHandError: the text is not the one that the change left.
    """
    if digest(now) != change.sha256:
        raise ChangedByHandError(change.path)
    lines = now.splitlines(keepends=True)
    lines[change.start : change.start + change.new] = change.old
    return "".join(lines)


def digest(text: str) -> str:
    """The hash of a text as it stands in a file."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_steps(path: Path) -> tuple[Step, ...]:
    """The decisions kept in a file; none where it is missing, or is not what was written."""
    try:
        return tuple(_step(step) for step in json.loads(path.read_bytes())["steps"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _step(written: Mapping[str, object]) -> Step:
    changes = written["changes"]
    order = written["order"]
    if not isinstance(changes, list) or not isinstance(order, list) or len(order) != 4:
        raise TypeError
    first, second, third, fourth = (int(number) for number in order)
    found = tuple(Change(**{**change, "old": tuple(change["old"])}) for change in changes)
    return Step(str(written["what"]), (first, second, third, fourth), int(str(written["items"])), found)


def steps_bytes(steps: Sequence[Step]) -> bytes:
    """A file of the last decisions."""
    kept: list[Step] = []
    length = 0
    for step in reversed(steps[-_MOST_DECISIONS:]):
        length += sum(len(line) for change in step.changes for line in change.old)
        if kept and length > _MOST_CHARACTERS:
            break
        kept.append(step)
    return json.dumps({"steps": [asdict(step) for step in reversed(kept)]}, ensure_ascii=False).encode("utf-8")
