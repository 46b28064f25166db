"""The program `election-facts`: one command for each thing that a person does with the package."""

import gc
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import track as show_progress

if TYPE_CHECKING:
    from validation.problems import Problem

app = typer.Typer(
    name="election-facts",
    help="Build and check the election-facts data package: every value traces to the words that state it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

T = TypeVar("T")

Root = Annotated[
    Path,
    typer.Option("--root", help="The package's folder.", exists=True, file_okay=False, envvar="ELECTION_FACTS_ROOT"),
]
OutputFormat = Annotated[
    Literal["text", "json", "github"],
    typer.Option("--format", help="How problems are printed: for people, for scripts, or as GitHub annotations."),
]

_MANY_SOURCES = 100
"""From here on a build may take longer than two seconds, and shows how far it has come."""


def _print_version(wanted: bool) -> None:
    if wanted:
        try:
            number = version("election-facts")
        except PackageNotFoundError:
            number = "not installed"
        print(f"election-facts {number}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Build and check the election-facts data package."""


@app.command()
def build(
    root: Root = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if the files on disk are not what a build writes.")
    ] = False,
    style: OutputFormat = "text",
) -> None:
    """Build every table and datapackage.json from the sources and annotations, and validate the result.

    Nothing is written unless everything is right; then all files are replaced at once.
    Exit code 0: done. 1: problems, printed on standard error. 2: wrong usage.
    """
    from scripts.build import build as build_in_memory
    from scripts.build import write
    from scripts.compare import differing_files, differing_rows
    from scripts.summary import summary
    from validation.package import JOURNAL, interrupted
    from validation.problems import InvalidDataError

    try:
        if check:
            if (root / JOURNAL).exists():
                _report((interrupted(),), style, "the files on disk were not compared")
            built = build_in_memory(root, _progress)
            files = differing_files(root, built)
            if files and style == "text":
                print(differing_rows(root, built, files), file=sys.stderr)
                raise typer.Exit(1)
            if files:
                _report(tuple(files), style, "the files on disk are not what a build writes")
            _succeed("The files on disk are what a build writes.", style)
            return
        built, changed = write(root, _progress)
    except InvalidDataError as error:
        _report(error.problems, style, "nothing was written")
    except OSError as error:
        begun = (root / JOURNAL).exists()
        outcome = "The next build completes what this one began." if begun else "The old files stand."
        print(f"Cannot {'read' if check else 'write'}: {error}. {outcome}", file=sys.stderr)
        raise typer.Exit(1) from error
    _succeed(summary(built, changed), style)


@app.command()
def validate(
    descriptor: Annotated[Path, typer.Argument(help="A datapackage.json, or the folder that holds it.")] = Path(
        "datapackage.json"
    ),
    style: OutputFormat = "text",
) -> None:
    """Check a package, here or a copy elsewhere: hashes, schemas, keys, quotes, evidence, sentences, counts, dates.

    Exit code 0: valid. 1: problems (text and github on standard error, json on standard output). 2: wrong usage.
    """
    from scripts.summary import ledger
    from validation.checks import check
    from validation.package import read_package
    from validation.problems import Problem, in_order

    path = descriptor / "datapackage.json" if descriptor.is_dir() else descriptor
    problems: list[Problem] = []
    package = read_package(path, problems)
    if package is not None:
        problems += check(package)
    if problems:
        _report(in_order(problems), style, "the package is not valid")
    tables = package.tables if package else {}
    rows = sum(len(frame) for frame in tables.values())
    _succeed(f"{ledger(tables)}\n\nValid: {len(tables)} tables, {rows:,} rows, every check passed.", style)


@app.command("format")
def format_files(
    root: Root = Path(),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if a file is not in its layout.")] = False,
    style: OutputFormat = "text",
) -> None:
    """Bring the annotation files into their one canonical layout; what they say stays the same.

    Exit code 0: done, or nothing to do. 1: a file cannot be formatted, or with --check is not formatted.
    """
    from scripts.format import format_annotations
    from validation.problems import InvalidDataError

    try:
        changed = format_annotations(root, write=not check)
    except InvalidDataError as error:
        _report(error.problems, style, "nothing was written")
    except OSError as error:
        print(f"Cannot write: {error}.", file=sys.stderr)
        raise typer.Exit(1) from error
    for name in changed:
        print(
            f"{'not formatted' if check else 'formatted'}: {name}",
            file=sys.stderr if check or style == "json" else sys.stdout,
        )
    if check and changed:
        print("To mend: election-facts format", file=sys.stderr)
        raise typer.Exit(1)
    _succeed("" if changed else "Every annotation file is in its layout.", style)


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Marked texts, as in tests/gold/README.md: JSON Lines.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document, with every error.")] = False,
    kind: Annotated[
        list[str] | None, typer.Option(help="Score only this kind or group (such as names); may be repeated.")
    ] = None,
    misses: Annotated[int | None, typer.Option(min=0, help="Errors that are listed.", show_default="20")] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="MATCHER", help="Read with this matcher alone; may be repeated.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="The documents' language.", show_default="guessed from their letters")
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME[:MEASURE]=R/P",
            help="Fail where a kind or group has less recall or precision, as in names=.95/.97: "
            "by value, or as names:span=.95/.97 by span or overlap; may be repeated.",
        ),
    ] = None,
) -> None:
    """Score the reader of text against gold: recall and precision by kind and group, and every error.

    Exit code 0: scored. 1: the gold is faulty, or a score lies under --fail-under. 2: wrong usage.
    """
    from extraction.language import guess_language
    from extraction.lexicon import languages
    from extraction.reader import MATCHERS, reader
    from scripts.evaluate import GROUPS, Floor
    from scripts.evaluate import evaluate as compare
    from scripts.gold import KINDS, read_gold
    from scripts.scores import as_json as to_json
    from scripts.scores import show
    from validation.problems import InvalidDataError

    _require(kind or (), (*KINDS, *GROUPS), "--kind")
    _require(only or (), MATCHERS, "--only")
    _require([language] if language else (), languages(), "--language")
    try:
        floors = [Floor.parse(written) for written in fail_under or ()]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--fail-under") from error
    try:
        documents = read_gold(gold)
    except InvalidDataError as error:
        _report(error.problems, "json" if as_json else "text", "nothing was scored")
    needed = [language or guess_language(document.text) for document in documents]
    try:
        readers = {name: reader(name, only or tuple(MATCHERS)) for name in dict.fromkeys(needed)}
    except ImportError as error:
        print(f"A matcher cannot be loaded: {error}. Name those that can with --only.", file=sys.stderr)
        raise typer.Exit(1) from error
    read = [(document, readers[name].read(document.text)) for document, name in zip(documents, needed, strict=True)]
    wanted = [one for name in kind or ("all",) for one in GROUPS.get(name, (name,))]
    result = compare(read, wanted)
    under = [words for floor in floors for words in floor.missed(result)]
    if as_json:
        print(to_json(result, misses, under))
    else:
        show(result, 20 if misses is None else misses)
    if under:
        print(*under, sep="\n", file=sys.stderr)
        raise typer.Exit(1)


def _require(given: Iterable[str], known: Iterable[str], option: str) -> None:
    names = tuple(known)
    for one in given:
        if one not in names:
            raise typer.BadParameter(f"{one!r} is not one of {', '.join(names)}", param_hint=option)


def _progress(items: Iterable[T]) -> Iterable[T]:
    listed = list(items)
    console = Console(stderr=True)
    if len(listed) < _MANY_SOURCES or not console.is_terminal:
        return listed
    return show_progress(listed, "Sources", console=console, transient=True)


def _succeed(message: str, style: Literal["text", "json", "github"]) -> None:
    from validation.problems import render

    if style == "json":
        print(render((), "json"))
    elif message:
        print(message)


def _report(problems: "tuple[Problem, ...]", style: Literal["text", "json", "github"], outcome: str) -> NoReturn:
    """Print problems and leave with exit code 1; a JSON document goes to standard output, for scripts."""
    from validation.problems import render

    print(render(problems, style), file=sys.stdout if style == "json" else sys.stderr)
    if style == "text":
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        print(f"\n{count}; {outcome}.", file=sys.stderr)
    raise typer.Exit(1)


def main() -> None:
    """Run the program."""
    gc.disable()  # what a command makes lives until it ends, and to look for garbage would take a fifth of its time
    app()


if __name__ == "__main__":
    main()
