"""What is proposed for a passage, as short rows that a test can compare. The passages are examples and no facts."""

from functools import cache

from scripts.propose import Proposer
from scripts.propose.proposals import Proposals, Record


@cache
def proposer(language: str) -> Proposer:
    return Proposer(language)


@cache
def proposals(text: str, language: str) -> Proposals:
    one = proposer(language)
    return one.propose(one.read(text))


def records(text: str, table: str, language: str = "en") -> list[Record]:
    """The records of a table, in the order of the text."""
    return sorted(proposals(text, language).of(table), key=lambda record: record.span.start)


def rows(text: str, table: str, columns: str, language: str = "en") -> list[str]:
    """Some columns of each record, in the order in which they are proposed: `866 observers`."""
    return [
        " ".join(record.cells.get(column, "–") for column in columns.split())
        for record in proposals(text, language).of(table)
    ]


def quotes(text: str, table: str, language: str = "en") -> list[str]:
    """The words of each record, in the order in which they are proposed."""
    return [text[record.span.start : record.span.end] for record in proposals(text, language).of(table)]
