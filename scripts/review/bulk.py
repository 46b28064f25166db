"""Many items at once: those that can be accepted as they stand, what is left, and what was left for later."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from scripts.draft.nodes import plain
from scripts.review.checks import Checks
from scripts.review.items import NAMES, Item
from scripts.review.session import Session, title
from scripts.versions.opened import printable
from validation.problems import Problem


def acceptable(session: Session, wanted: Callable[[Item], bool], *, along: bool = True) -> tuple[list[Item], int]:
    """The undecided items that are wanted and can stand, each after what it needs, and how many cannot.

    Without `along` what an item needs must be wanted, too.
    """
    checks = Checks(session)
    chosen: dict[int, Item] = {}
    left = 0
    for item in session.undecided:
        if item.kind == "open" or not wanted(item):
            continue
        chain = (*session.dependencies(item), item)
        is_whole = not any(one.is_needed for link in chain for one in session.missing(link))
        is_wanted = along or all(wanted(one) for one in chain)
        results = [checks.of(one) for one in chain]
        if is_whole and is_wanted and not any(one.faults or one.doubts for one in results):
            chosen |= {id(one.node): one for one in chain}
        else:
            left += 1
    return list(chosen.values()), left


def left_for_later(session: Session, file: str) -> list[Problem]:
    """What the build will still ask of decided items: English that was left out, faults, sentences without account."""
    checks = Checks(session)
    found: list[Problem] = []
    for item in session.items:
        line = item.node.line
        for wanted in session.missing(item):
            where, expected = ".".join(wanted.path), f"{wanted.title} {wanted.words}".strip()
            found.append(Problem(file, line, where, "nothing", expected, "add it"))
        checked = checks.of(item)
        found += [replace(problem, file=file) for problem in (*checked.faults, *checked.doubts)]
    accounted = {number for item in session.items if item.states for number in session.places.numbers(item.place)}
    for number in range(len(session.places.sentences)):
        if number not in accounted:
            words = session.places.quoted(number)["quote"]
            found.append(Problem(file, None, "sentence", words, "a passage or a dismissal", "state or dismiss it"))
    return found


def as_lines(session: Session, items: Sequence[Item]) -> Iterator[str]:
    """Items as lines of text: position, kind, rule and confidence, what it is."""
    width = len(str(len(items)))
    for number, item in enumerate(items, 1):
        by = f" [{printable(item.rule)} {item.confidence:.2f}]" if item.rule else ""
        yield f"{number:>{width}}  {NAMES[item.kind]}{by}: {printable(title(item))}"


def as_json(session: Session, items: Sequence[Item]) -> str:
    """Items as one JSON document.

    `{"source", "count", "items": [{"kind", "voice", "tables", "rule", "confidence", "quote", "start", "end", "line",
    "needs": [title], "fields"}]}`: offsets in code points, null where the words stand nowhere; the line in the
    annotation file (of sources.yaml for the entry); fields as the file holds them.
    """
    listed = [
        {
            "kind": item.kind,
            "voice": item.name or None,
            "tables": list(item.tables),
            "rule": item.rule or None,
            "confidence": item.confidence if item.rule else None,
            "quote": item.quote or None,
            "start": item.place.start if item.place else None,
            "end": item.place.end if item.place else None,
            "line": item.node.line,
            "needs": list(dict.fromkeys(title(one) for one in session.dependencies(item))),
            "fields": {name: plain(value) for name, value in item.fields.items() if name != "proposed"},
        }
        for item in items
    ]
    return json.dumps({"source": session.source_id, "count": len(items), "items": listed}, ensure_ascii=False, indent=2)
