"""Ways to change a copy of a built package, and to hide the change from whoever looks at hashes alone."""

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from validation.checks import check
from validation.package import read_package
from validation.problems import Problem, in_order

Descriptor = dict[str, Any]


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace the first `old` in a file; there must be one."""
    content = (root / path).read_bytes()
    assert old.encode() in content
    (root / path).write_bytes(content.replace(old.encode(), new.encode(), 1))


def edit_descriptor(root: Path, change: Callable[[Descriptor], object]) -> None:
    path = root / "datapackage.json"
    descriptor = json.loads(path.read_bytes())
    change(descriptor)
    path.write_text(json.dumps(descriptor), encoding="utf-8")


def resource(descriptor: Descriptor, name: str) -> dict[str, Any]:
    found: dict[str, Any]
    (found,) = (resource for resource in descriptor["resources"] if resource["name"] == name)
    return found


def seal(root: Path) -> None:
    """Give the descriptor the hash, size and number of rows that every file has now."""

    def change(descriptor: Descriptor) -> None:
        for resource in descriptor["resources"]:
            content = (root / resource["path"]).read_bytes()
            resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
            if "rows" in resource:
                with (root / resource["path"]).open(encoding="utf-8", errors="replace", newline="") as file:
                    resource["rows"] = max(0, sum(1 for row in csv.reader(file) if row) - 1)

    edit_descriptor(root, change)


def problems_in(root: Path) -> tuple[Problem, ...]:
    """What `election-facts validate` reports."""
    problems: list[Problem] = []
    package = read_package(root / "datapackage.json", problems)
    return in_order(problems if package is None else [*problems, *check(package)])
