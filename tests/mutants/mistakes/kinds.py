"""Kinds of mistakes: a function each, that makes the same mistake at one place after another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.mutants.project import Mutant
from tests.mutants.sites import Sites

Make = Callable[[Sites, Random], Iterator[Mutant]]

Group = Literal["words", "sentence", "judgement", "unseen"]
"""words: single words of the source, or the file itself, show the mistake; the goal of 99% is for these.
sentence: only who understands the sentence sees it; a machine finds at most what is then left over or stands twice.
judgement: the words leave it to a person's judgement by the coding rules, so that a machine may only doubt.
unseen: nothing that a machine of this project can read holds the right value."""

GOAL = 0.99
"""The part of all mistakes of the group `words` that is to be caught."""


@dataclass(frozen=True)
class Kind:
    """A kind of mistake.

    Attributes:
        name: as the report has it.
        group: whether a machine can be asked to catch it.
        floor: the least part of them that must be caught.
        why: how it is caught, or why it cannot be.
        make: the mistakes, in an order that the seed gives.
        of_facts: only mistakes after which the tables say something else count; the rest repeat what stands elsewhere.
    """

    name: str
    group: Group
    floor: float
    why: str
    make: Make
    of_facts: bool


KINDS: dict[str, Kind] = {}
"""Every kind by its name, in the order of the report."""


def kind(group: Group, floor: float, why: str, *, of_facts: bool = False) -> Callable[[Make], Make]:
    """Register a function as a kind of the function's name."""

    def registered(make: Make) -> Make:
        add(make.__name__, group, floor, why, make, of_facts=of_facts)
        return make

    return registered


def add(name: str, group: Group, floor: float, why: str, make: Make, *, of_facts: bool = False) -> None:
    """Register a kind."""
    KINDS[name] = Kind(name, group, floor, why, make, of_facts)
