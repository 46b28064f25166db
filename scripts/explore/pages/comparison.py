"""Comparisons: what asserters say of one election, aspect by aspect, and what returns inside one document."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scripts.explore.cards import Card, card, contexts
from scripts.explore.conclusion import returns
from scripts.explore.facts import Facts, Row
from scripts.explore.pages.kinds import Page
from validation.codes import Code, code_lists


@dataclass(frozen=True, slots=True)
class Asserter:
    """Whose verdicts they are: an organization, or else the words that name the asserters.

    `slug`: stands for it in addresses.
    """

    slug: str
    name: str
    language: str
    address: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What one asserter says of one aspect; without cards: no overall verdict held."""

    asserter: Asserter
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect with all who judge it. `about`: the election, or its observation."""

    title: str
    description: str
    about: str
    sides: tuple[Side, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"{self.about}-{self.title}".lower().replace(" ", "-")


def pages(facts: Facts) -> Iterator[Page]:
    """One page an election on which there is any verdict."""
    for election in facts.rows("elections"):
        rows = facts.referring("verdicts", "election_id", election["election_id"])
        if rows:
            yield _page(facts, election["election_id"], rows)


def _page(facts: Facts, election_id: str, rows: list[Row]) -> Page:
    asserters = _asserters(facts, rows)
    shown = {row["verdict_id"]: card(facts, "verdicts", row) for row in rows}
    codes = code_lists()["aspect"]
    aspects = [_aspect(code, about, asserters, shown) for about in ("election", "observation") for code in codes]
    name = facts.name("elections", election_id)
    context = {
        "election": name,
        "election_address": facts.address("elections", election_id),
        "asserters": asserters,
        "aspects": [aspect for aspect in aspects if any(side.cards for side in aspect.sides)],
        "documents": list(returns(facts, election_id)),
        "context": contexts(shown.values()),
    }
    return Page(facts.comparison(election_id), "comparison.html", f"Verdicts compared: {name}", context)


def _asserters(facts: Facts, rows: list[Row]) -> list[Asserter]:
    """Those with the most verdicts first."""
    by_asserter: dict[tuple[str | None, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        by_asserter[row["asserter_id"], row["asserter_words"]].append(row)
    found = [_asserter(facts, *key, tuple(judged)) for key, judged in by_asserter.items()]
    return sorted(found, key=lambda one: (-len(one.rows), one.name))


def _asserter(facts: Facts, organization_id: str | None, words: str | None, rows: tuple[Row, ...]) -> Asserter:
    if organization_id is not None:
        address = facts.address("organizations", organization_id)
        return Asserter(organization_id, facts.name("organizations", organization_id), "en", address, rows)
    language = facts.row("sources", rows[0]["source_id"])["language"]
    return Asserter(f"words:{rows[0]['verdict_id']}", words or "not named", language, None, rows)


def _aspect(code: Code, about: str, asserters: list[Asserter], shown: Mapping[str, Card]) -> Aspect:
    sides = []
    for asserter in asserters:
        judged = [row for row in asserter.rows if (row["about"], row["aspect"]) == (about, code.code)]
        # Who judges parts of an election and holds no overall verdict is told apart from who says nothing.
        if judged or (code.code == "overall" and any(row["about"] == about for row in asserter.rows)):
            sides.append(Side(asserter, tuple(shown[row["verdict_id"]] for row in judged)))
    return Aspect(code.label, code.description, about, tuple(sides))
