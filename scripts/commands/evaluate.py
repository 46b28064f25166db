"""`election-facts evaluate`: how well the reader of text reads, against gold."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.common import progress, report


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(help="Marked texts, as in tests/gold/README.md: JSON Lines. With --facts: folders, packages."),
    ],
    facts: Annotated[
        bool,
        typer.Option(
            "--facts",
            help="Score proposed facts against folders of NAME.txt with NAME.yaml, or against packages, each source of "
            "which is drafted as if the package did not hold it.",
        ),
    ] = False,
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
    """Score the reader of text, or the facts that it proposes, against gold: recall and precision, and every error.

    Exit code 0: scored. 1: the gold is faulty, or a score lies under --fail-under. 2: wrong usage.
    """
    if facts:
        _evaluate_facts(gold, as_json, misses)
        return
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
        report(error.problems, "json" if as_json else "text", "nothing was scored")
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


def _evaluate_facts(places: list[Path], as_json: bool, misses: int | None) -> None:
    from scripts.propose import Known, Proposer
    from scripts.propose.gold import FactDocument, read_facts
    from scripts.propose.held_back import documents
    from scripts.propose.scores import as_json as to_json
    from scripts.propose.scores import show
    from scripts.propose.scoring import FactResult, compare
    from validation.package import read_package
    from validation.problems import InvalidDataError, Problem

    result = FactResult()
    nothing = Known()
    pairs: list[tuple[FactDocument, Known]] = []
    proposers: dict[tuple[str, int], Proposer] = {}
    problems: list[Problem] = []
    for place in places:
        descriptor = place / "datapackage.json"
        if descriptor.exists():
            package = read_package(descriptor, problems)
            pairs += documents(package) if package else ()
            continue
        try:
            pairs += ((document, nothing) for document in read_facts([place]))
        except InvalidDataError as error:
            problems += error.problems
    if problems:
        report(tuple(problems), "json" if as_json else "text", "nothing was scored")
    for document, known in progress(pairs, "Documents"):
        key = (document.language, id(known))
        if key not in proposers:
            proposers[key] = Proposer(document.language, known)
        compare(document, proposers[key].propose(proposers[key].read(document.text)), known, result)
    if as_json:
        print(to_json(result, misses))
    else:
        show(result, 20 if misses is None else misses)


def _require(given: Iterable[str], known: Iterable[str], option: str) -> None:
    names = tuple(known)
    for one in given:
        if one not in names:
            raise typer.BadParameter(f"{one!r} is not one of {', '.join(names)}", param_hint=option)
