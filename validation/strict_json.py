"""JSON without what readers understand differently: a key given twice, NaN, numbers without bounds."""

import json
from typing import Any, NoReturn

_LONGEST_NUMBER = 300
"""Digits; no size, count or offset has more than twenty."""


def parse(text: str) -> Any:
    """Parse one JSON document.

    Raises:
        ValueError: it is malformed (then a JSONDecodeError with the line), nested too deeply, gives a key twice
            in an object, or has a number that is none or has no bounds.
    """
    try:
        return json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_number, parse_int=_integer, parse_float=_number
        )
    except RecursionError as error:
        raise ValueError("lists or objects nested too deeply") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the key {name[:100]!r} twice in one object")
        found[name] = value
    return found


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written}, which is no number")


def _integer(written: str) -> int:
    if len(written) > _LONGEST_NUMBER:
        raise ValueError(f"a number of {len(written)} digits")
    return int(written)


def _number(written: str) -> float:
    value = float(written)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"the number {written[:40]}, which is too large")
    return value
