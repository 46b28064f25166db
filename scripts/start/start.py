"""Starts a package: fills in the template beside the target and renames it into place, or leaves nothing behind."""

import errno
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from scripts.start.origin import Origin

NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*\Z", re.ASCII)
"""What Data Package asks of a name: lower-case letters, digits and . _ - between them."""

_HIDDEN = "dot-"
"""Stands for the dot of hidden names: with it, files of the template would rule this repository or miss a wheel."""


def start(folder: Path, name: str, title: str, origin: Origin) -> list[str]:
    """Put the filled-in template at `folder`, which must not exist or be empty; the paths below it.

    Raises:
        OSError: the folder holds something, or cannot be written; nothing is left half-written.
    """
    _check_free(folder)
    content = filled_in(name, title, origin)
    is_new = not folder.exists()
    home = folder.parent if is_new else folder  # on the same disk, so that each rename below is one step
    home.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=home))
    try:
        package = stage / "package"
        for path, text in content.items():
            (package / path).parent.mkdir(parents=True, exist_ok=True)
            (package / path).write_text(text, encoding="utf-8", newline="")
        if is_new:
            package.rename(folder)
        else:
            _move_entries(package, folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return sorted(content)


def _move_entries(package: Path, folder: Path) -> None:
    """Move what is in `package` into `folder`, which keeps its identity: somebody's shell may stand in it."""
    names = sorted(entry.name for entry in package.iterdir())
    try:
        for name in names:
            (package / name).rename(folder / name)
    except OSError:
        for name in names:
            if not (package / name).exists():
                (folder / name).rename(package / name)
        raise


def filled_in(name: str, title: str, origin: Origin) -> dict[str, str]:
    """The files of a new package: path → text."""
    values = {
        "name": name,
        "title": title,
        "title_quoted": json.dumps(title, ensure_ascii=False),  # a JSON text is a YAML text
        "repository": origin.repository,
        "revision": origin.revision,
    }
    return dict(_files(files("scripts.start").joinpath("template"), "", values))


def _files(folder: Traversable, prefix: str, values: Mapping[str, str]) -> "list[tuple[str, str]]":
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = re.sub(rf"\A{_HIDDEN}", ".", entry.name)
        if entry.is_dir():
            found += _files(entry, f"{prefix}{name}/", values)
        else:
            text = entry.read_bytes().decode("utf-8")
            found.append((f"{prefix}{name}", re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], text)))
    return found


def _check_free(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FileExistsError(errno.EEXIST, "something stands there that is no folder", str(folder))
    if folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), str(folder))
