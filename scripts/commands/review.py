"""`election-facts review`: a person decides on what is proposed for a source."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scripts.commands.common import Root, report

if TYPE_CHECKING:
    from scripts.review.files import Reviewed


def _complete(ctx: typer.Context, incomplete: str) -> list[str]:
    """Sources with something undecided."""
    from scripts.review.files import undecided_sources
    from validation.problems import InvalidDataError

    try:
        found = undecided_sources(Path(str(ctx.params.get("root") or ".")))
    except (InvalidDataError, OSError):
        return []
    return [source_id for source_id in found if source_id.startswith(incomplete)]


def review(
    source_id: Annotated[
        str | None,
        typer.Argument(
            metavar="SOURCE_ID",
            help="The source.",
            show_default="the only one with something undecided",
            autocompletion=_complete,
        ),
    ] = None,
    root: Root = Path(),
    listed: Annotated[bool, typer.Option("--list", help="List what is undecided, in its order, and end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON document, for scripts.")] = False,
    rules: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="RULE", help="Accept what this rule proposes, and end; repeatable."),
    ] = None,
    above: Annotated[
        float | None,
        typer.Option("--accept-above", min=0, max=1, help="Accept what is proposed with this confidence or more."),
    ] = None,
) -> None:
    """Decide on what is proposed for a source, item by item: accept, edit, reject, dismiss, undo, quit and resume.

    Each decision is written at once. Keys: a accept, e edit (or state what an open sentence says), r reject, d dismiss
    the sentence with a reason, s skip, b back, u undo, A accept all of the rule, E English left for later, t next of a
    table, ? help, q quit.
    Without a terminal, keys and answers are read line by line from standard input.

    --accept and --accept-above decide without questions; what has a fault, or needs what they do not accept, stays.

    Exit code 0: done, or left with q. 1: files cannot be read or written, or hold what must be mended first; nothing
    was changed. 2: wrong usage.
    """
    from scripts.review.files import open_source
    from validation.problems import InvalidDataError

    try:
        wanted = source_id or _only_source(root, as_json)
        if wanted is None:
            return
        reviewed = open_source(root, wanted)
        if rules or above is not None:
            _accept(reviewed, rules or [], above, as_json)
        elif as_json or listed:
            _list(reviewed, as_json)
        else:
            _walk(reviewed)
    except InvalidDataError as error:
        report(error.problems, "json" if as_json else "text", "nothing was changed", root)
    except OSError as error:
        print(f"Cannot review: {error}.", file=sys.stderr)
        raise typer.Exit(1) from error


def _only_source(root: Path, as_json: bool) -> str | None:
    """The only source with something undecided; where there are several or none, say so."""
    import json

    from scripts.review.files import undecided_sources

    found = undecided_sources(root)
    if len(found) == 1:
        return next(iter(found))
    if as_json:
        print(json.dumps({"sources": found}, ensure_ascii=False, indent=2))
    elif not found:
        print("Nothing is undecided in any source. Draft a document: election-facts draft FILE")
    else:
        for source_id, count in found.items():
            print(f"{source_id}  {count} undecided")
        print("Review one of them: election-facts review SOURCE_ID", file=sys.stderr)
    return None


def _walk(reviewed: "Reviewed") -> None:
    from scripts.review.terminal import Terminal
    from scripts.review.walk import Walk

    Walk(reviewed, Terminal()).run()


def _list(reviewed: "Reviewed", as_json: bool) -> None:
    from scripts.review.bulk import as_json as to_json
    from scripts.review.bulk import as_lines

    session = reviewed.session
    if as_json:
        print(to_json(session, session.undecided))
        return
    for line in as_lines(session, session.undecided):
        print(line)


def _accept(reviewed: "Reviewed", rules: list[str], above: float | None, as_json: bool) -> None:
    from scripts.review.bulk import acceptable, as_lines
    from scripts.review.bulk import as_json as to_json

    session = reviewed.session
    known = {item.rule for item in session.undecided}
    for rule in rules:
        if rule not in known:
            print(f"Nothing that the rule {rule!r} proposes is undecided.", file=sys.stderr)
    chosen, left = acceptable(
        session,
        lambda item: item.rule in rules or (above is not None and item.rule != "" and item.confidence >= above),
        along=False,
    )
    if chosen:
        words = f"{len(chosen)} at once"
        reviewed = reviewed.write(session.accept_all(chosen, words, chosen[0].order[:4]))
    if as_json:
        print(to_json(session, chosen))
    else:
        for line in as_lines(session, chosen):
            print(line)
    stay = f"; {left} stay, with something to mend, or in need of what is not accepted" if left else ""
    undecided = len(reviewed.session.undecided)
    print(f"Accepted {len(chosen)}{stay}. Left: {undecided}.", file=sys.stderr)
