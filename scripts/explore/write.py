"""Writes the site: into a new folder beside its place, which is then swapped in whole, or not at all."""

import errno
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from scripts.explore.facts import Facts
from scripts.explore.pages import KINDS, SECTIONS
from scripts.explore.pages.kinds import File, Page, Pages

MARK = "election-facts-site.txt"
"""A folder that holds this file is a site of ours, and may be replaced."""

_MARK = (
    b"A site that `election-facts explore` wrote. The next one replaces this folder as a whole: keep nothing in it.\n"
)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    index: Path
    pages: int
    files: int
    size: int


def write_site(facts: Facts, folder: Path, kinds: Sequence[Pages] = KINDS) -> Written:
    """Put the site of a package at `folder`, which must not exist, be empty, or hold an earlier site.

    Raises:
        OSError: it holds something else, or cannot be written; what stood there is untouched.
    """
    _check_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        new = stage / "new"
        pages = number = size = 0
        for file in site_files(facts, kinds):
            target = new / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:  # a path given twice is a mistake of ours, never overwritten silently
                out.write(file.content)
            pages += target.suffix == ".html"
            number += 1
            size += len(file.content)
        _swap_in(new, folder, stage / "old")
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return Written(folder / "index.html", pages, number, size)


def site_files(facts: Facts, kinds: Sequence[Pages] = KINDS) -> Iterator[File]:
    """Every file of the site, or of one that consists of some kinds of pages alone."""
    yield File(MARK, _MARK)
    yield from _static(files("scripts.explore").joinpath("static"), "static/")
    environment = environment_of(facts)
    for kind in kinds:
        for item in kind(facts):
            yield rendered(environment, item) if isinstance(item, Page) else item


def environment_of(facts: Facts) -> Environment:
    """What renders the pages of a package."""
    environment = Environment(
        loader=PackageLoader("scripts.explore"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["facts"] = facts
    environment.filters["exact"] = _exact
    environment.globals["sections"] = SECTIONS
    return environment


def _exact(text: str) -> Markup:
    """Text escaped so that a page gives it back to the letter: a parser of HTML would turn a bare CR into LF."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))


def rendered(environment: Environment, page: Page) -> File:
    """A page's HTML. `root`: the way from the page to the site's root, which stands before every address."""
    root = "../" * (len(PurePosixPath(page.path).parts) - 1)
    text = environment.get_template(page.template).render(
        page.context, title=page.title, path=page.path, root=root
    )  # fmt: skip
    return File(page.path, text.encode("utf-8"))


def _static(folder: Traversable, prefix: str) -> Iterator[File]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _static(entry, f"{prefix}{entry.name}/")
        else:
            yield File(f"{prefix}{entry.name}", entry.read_bytes())


def _check_replaceable(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FileExistsError(errno.EEXIST, "something stands there that is no folder", str(folder))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise FileExistsError(errno.ENOTEMPTY, "the folder holds something that is no site of ours", str(folder))


def _swap_in(new: Path, folder: Path, old: Path) -> None:
    new.chmod(0o755)
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
