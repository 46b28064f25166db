"""The ledger of mentions: every number, date, name and evaluative word of every source is stated or dismissed.

Stated is a number or date that proves a cell, or that a coded or inferred cell of its kind cites; a name that stands in
`names`, proves a country or belongs to words that prove text; an evaluative word that belongs to a term of a verdict.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extraction.mentions import Mention, Quantity
from extraction.spans import Overlaps
from extraction.text import Span
from validation.tables import column, has_column

Row = Mapping[str, Any]

_NAMES = frozenset({"person", "organization", "country", "place"})
_NUMBERS = frozenset({"integer", "number"})
_DATES = frozenset({"edtf", "day"})


def value_of(mention: Mention) -> str | None:
    """What a mention says, in the written form of `mentions.value`; None where it says no more than its words."""
    return (mention.written if isinstance(mention, Quantity) else mention.value) or None


@dataclass(frozen=True)
class Coverage:
    """What the evidence and the names of one source account for."""

    exact: frozenset[tuple[int, int]]
    proofs: Overlaps
    numbers: Overlaps
    dates: Overlaps
    names: Overlaps
    terms: Overlaps

    def states(self, mention: Mention) -> bool:
        """Whether something is stated with the words of a mention."""
        span = Span(mention.start, mention.end)
        if mention.kind == "cue":
            return self.terms.first(span) is not None
        if (mention.start, mention.end) in self.exact or self.proofs.first(span) is not None:
            return True
        if mention.kind in _NAMES:
            return self.names.first(span) is not None
        return (self.dates if mention.kind == "date" else self.numbers).hold(span)


def coverage(evidence: Iterable[Row], names: Iterable[Row], terms: Iterable[Row]) -> dict[str, Coverage]:
    """Source → what the rows of `evidence`, `names` and `verdict_terms` account for in it."""
    places = {row["verdict_term_id"]: Span(row["start_char"], row["end_char"]) for row in terms}
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    exact: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for row in evidence:
        if not has_column(row["table_name"], row["column_name"]):
            continue  # check_evidence says so
        found, passage = spans[row["source_id"]], Span(row["start_char"], row["end_char"])
        table, start = row["table_name"], row["value_start_char"]
        target = column(table, row["column_name"])
        if start is not None and target.refers_to:
            exact[row["source_id"]].add((start, row["value_end_char"]))
        elif start is not None:
            found["proofs"].append(Span(start, row["value_end_char"]))
        elif not row["is_context"] and target.kind in _NUMBERS:
            found["numbers"].append(passage)
        elif target.kind in _DATES:
            found["dates"].append(passage)
        if table == "verdict_terms" and row["record_id"] in places:
            found["terms"].append(places[row["record_id"]])
    for row in names:
        spans[row["source_id"]]["names"].append(Span(row["start_char"], row["end_char"]))
    return {
        source_id: Coverage(
            frozenset(exact[source_id]),
            *(Overlaps(found[kind]) for kind in ("proofs", "numbers", "dates", "names", "terms")),
        )
        for source_id, found in spans.items()
    }


NOTHING = Coverage(frozenset(), *(Overlaps([]) for _ in range(5)))
"""The coverage of a source of which nothing is stated."""
