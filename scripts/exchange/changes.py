"""What an import changes in an annotation file, mark by mark."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction.text import Span
from scripts.exchange.marks import CODED, Mark
from scripts.exchange.tree import ABOVE, on_one_line, read_line
from scripts.yaml_reader import Node


@dataclass(slots=True)
class Changes:
    """Marks that a tool added, changed, removed and moved; `same` is how many it left alone."""

    added: list[Mark] = field(default_factory=list)
    changed: list[Mark] = field(default_factory=list)
    removed: list[Mark] = field(default_factory=list)
    moved: list[Mark] = field(default_factory=list)
    same: int = 0


def changes(old: Sequence[Mark], new: Sequence[Mark]) -> Changes:
    """Compare the marks of a file with those of a tool; the mark of the whole file is left out."""
    before = [mark for mark in old if mark.kind != "document"]
    after = [mark for mark in new if mark.kind != "document"]
    contents = {id(mark): (mark.kind, mark.span, _content(mark)) for mark in (*before, *after)}
    alike = Counter(contents[id(mark)] for mark in before) & Counter(contents[id(mark)] for mark in after)
    found = Changes(same=alike.total())
    left = [_without(marks, contents, alike.copy()) for marks in (before, after)]
    numbered = {mark.number: mark for mark in left[0]}
    for mark in left[1]:
        earlier = numbered.pop(mark.number, None)
        if earlier is None:
            found.added.append(mark)
        elif earlier.kind == mark.kind and contents[id(earlier)][2] == contents[id(mark)][2]:
            found.moved.append(mark)
        else:
            found.changed.append(mark)
    found.removed += numbered.values()
    return found


def has_comment(mark: Mark) -> bool:
    """Whether comments stand above a mark's item in the file."""
    return ABOVE in (read_line(mark.body, "", None, "", []) or {})


def _without(
    marks: Sequence[Mark], contents: dict[int, tuple[str, Span, str]], alike: "Counter[tuple[str, Span, str]]"
) -> list[Mark]:
    """The marks that are not among those on both sides."""
    left = []
    for mark in marks:
        if alike[contents[id(mark)]] > 0:
            alike[contents[id(mark)]] -= 1
        else:
            left.append(mark)
    return left


def _content(mark: Mark) -> str:
    """All fields of a mark, in one order."""
    entries = read_line(mark.body, "", None, "", []) or {}
    coded = CODED.get(mark.kind, {})
    codes = {coded[code_list]: Node(code, 1) for code_list, code in mark.codes.items()}
    return on_one_line(_sorted(Node({**entries, **codes}, 1)))


def _sorted(node: Node) -> Node:
    if isinstance(node.value, dict):
        return Node({key: _sorted(node.value[key]) for key in sorted(node.value)}, 1)
    return Node([_sorted(item) for item in node.value], 1) if isinstance(node.value, list) else node
