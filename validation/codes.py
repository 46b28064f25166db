"""The closed code lists (codes.yaml) and the ISO 3166-1 country codes (countries.yaml)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a closed list, with the label that people read and its definition."""

    code: str
    label: str
    description: str


def _read(name: str) -> Any:
    text = files("validation").joinpath(name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(text, Loader=loader)


@cache
def code_lists() -> dict[str, tuple[Code, ...]]:
    """Every code list by name, its codes in the order of the file."""
    return {
        name: tuple(Code(code, label, description) for code, (label, description) in codes.items())
        for name, codes in _read("codes.yaml").items()
    }


@cache
def codes_of(name: str) -> tuple[str, ...]:
    """The bare codes of one list."""
    return tuple(code.code for code in code_lists()[name])


@cache
def labels_of(name: str) -> dict[str, str]:
    """Code → English label, of one list."""
    return {code.code: code.label for code in code_lists()[name]}


@cache
def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 code → short English name."""
    return dict(_read("countries.yaml"))
