"""`election-facts release`: a version of the package, as others download it."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from scripts.commands.common import OutputFormat, Root, report, succeed

if TYPE_CHECKING:
    from scripts.release.contents import Release


def release(
    root: Root = Path(),
    check: Annotated[
        bool, typer.Option("--check", "--dry-run", help="Write nothing; say what would be released, or why not.")
    ] = False,
    style: OutputFormat = "text",
) -> None:
    """Release the version that data/package.yaml names: dist/NAME-VERSION as a folder, a zip and a SQLite database.

    It refuses what does not validate or is not what a build writes, a version that is released, a tree with changes
    that are not committed, and versions that disagree. All parts are put in place, or none.
    Exit code 0: done. 1: problems, printed on standard error. 2: wrong usage.
    """
    from scripts.release.publish import prepare
    from scripts.release.publish import release as publish
    from validation.problems import InvalidDataError

    try:
        with _steps() as step:
            if check:
                ready, places = prepare(root, step), None
            else:
                places = publish(root, step)
                ready = places.release
    except InvalidDataError as error:
        report(error.problems, style, "nothing was released")
    except OSError as error:
        print(f"Cannot release: {error}. Nothing was released.", file=sys.stderr)
        raise typer.Exit(1) from error
    lines = [f"{'Would release' if check else 'Released'} {ready.name}.", *_contents(ready)]
    if places is not None:
        parts = (places.archive, places.database, places.checksums)
        lines += [f"  {places.folder}/", *(f"  {part}  {part.stat().st_size:,} bytes" for part in parts)]
        lines.append(
            "Next: commit data/published/ids.csv, which later builds are held against; "
            f"git tag v{ready.about['version']}; publish what is in {places.folder.parent}/."
        )
    succeed("\n".join(lines), style)


def _contents(ready: "Release") -> Iterator[str]:
    size = sum(len(content) for content in ready.files.values())
    rows = sum(len(frame) for frame in ready.tables.values())
    yield f"  {len(ready.files)} files, {size:,} bytes; {len(ready.tables)} tables, {rows:,} rows"
    if ready.left_out:
        yield f"  without the texts of {', '.join(ready.left_out)}: sources.rights does not say redistributable"


@contextlib.contextmanager
def _steps() -> Iterator[Callable[[str], None]]:
    """Shows on a terminal what is being done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("Checking") as status:
        yield status.update
