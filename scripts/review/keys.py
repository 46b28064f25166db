"""The keys of a review: what each does, and which ones serve for an item."""

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.review.items import Item


@dataclass(frozen=True, slots=True)
class Key:
    """A key, its name (which standard input may give instead), and what it does."""

    key: str
    name: str
    help: str


KEYS = (
    Key("a", "accept", "accept what is proposed"),
    Key("e", "edit", "change it and accept it; for an open sentence: state what it says"),
    Key("r", "reject", "take it out; a sentence for which nothing is left becomes open"),
    Key("d", "dismiss", "dismiss its sentence with a reason, and take out what is proposed in it"),
    Key("s", "skip", "leave it, and go on"),
    Key("b", "back", "go back to the one before"),
    Key("u", "undo", "take back the last decision, also one of an earlier day"),
    Key("A", "accept-all", "accept everything that this rule proposes, after a question"),
    Key("E", "english", "fill in the English that was left for later"),
    Key("t", "table", "go to the next item of a table"),
    Key("?", "help", "show the keys"),
    Key("q", "quit", "leave; everything decided is already written"),
)

_ALSO: Mapping[str, str] = {"\r": "s", "\n": "s", " ": "s", "\x1b[C": "s", "\x1b[D": "b", "h": "?"}
"""Enter, space and the arrows walk."""


_CYRILLIC = str.maketrans(
    "йцукенгшщзфывапролдячсмитьЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM"
)


def latin(typed: str) -> str:
    """A key by its place on the keyboard, so that whoever types Russian need not change the layout to decide."""
    return typed.translate(_CYRILLIC) if len(typed) == 1 else typed


def key_named(typed: str) -> str:
    """The key that was typed, or named; "" where there is none."""
    typed = latin(typed)
    for key in KEYS:
        if typed in (key.key, key.name):
            return key.key
    return _ALSO.get(typed, "")


def footer(item: Item, width: int, *, is_english_left: bool = False) -> list[str]:
    """The keys that serve for an item, in lines of a width; a key and its name stay together."""
    lines: list[str] = []
    for key in KEYS:
        if _serves(key, item, is_english_left=is_english_left):
            said = f"{key.key} {_said(key, item)}"
            if lines and len(lines[-1]) + 2 + len(said) <= width:
                lines[-1] += f"  {said}"
            else:
                lines.append(said)
    return lines


def _serves(key: Key, item: Item, *, is_english_left: bool) -> bool:
    if key.key == "E" and not is_english_left:
        return False
    if item.kind == "open":
        return key.key not in "arA"
    if item.kind == "entry":
        return key.key not in "rdA"
    return True


def _said(key: Key, item: Item) -> str:
    if key.key == "e" and item.kind == "open":
        return "state"
    return {"A": "all of the rule"}.get(key.key, key.name)
