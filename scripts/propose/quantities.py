"""Numbers in their sentence: their noun, what stands before and behind them, and the records made of several."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extraction.mentions import Mention, Name, Quantity
from extraction.text import Span
from scripts.propose.passages import Passage
from scripts.propose.proposals import Record

_NOUN_AFTER = 8
"""Words after a number in which its noun stands."""


def quantities(passage: Passage) -> Iterator[Quantity]:
    """The counts of a sentence."""
    return (mention for mention in passage.of("count") if isinstance(mention, Quantity))


def names(passage: Passage) -> list[Name]:
    """The organizations, countries and places that a sentence names."""
    return [name for name in passage.mentions if isinstance(name, Name) and name.kind != "person"]


def span_of(mention: Mention) -> Span:
    """Where a mention stands."""
    return Span(mention.start, mention.end)


def noun(passage: Passage, quantity: Quantity, subject: str, code: str = "") -> Span | None:
    """The noun after a number that tells a code of a subject, before the next number."""
    low, high = passage.index(quantity.start), passage.index(quantity.end - 1) + _NOUN_AFTER
    end = next_start(passage, quantity, passage.span.end)
    return next(
        (
            told.span
            for told in passage.told(subject)
            if told.code == code and low < told.first <= high and told.span.start < end
        ),
        None,
    )


def next_start(passage: Passage, mention: Mention, end: int) -> int:
    """Where the next number begins, or the given end."""
    later = (one.start for one in passage.of("count", "percent") if mention.end <= one.start < end)
    return next(later, end)


def own_words(passage: Passage, quantity: Quantity) -> Span:
    """The words behind a number, up to the next number or the end of its clause."""
    return Span(quantity.end, next_start(passage, quantity, passage.clause(quantity.start).end))


def words_before(passage: Passage, quantity: Quantity, number: int) -> Span:
    """So many words before a number."""
    first = max(passage.index(quantity.start) - number, 0)
    return Span(passage.tokens.starts[first], quantity.start)


def clause_before(passage: Passage, quantity: Quantity) -> Span:
    """The words of a clause before a number."""
    return Span(passage.clause(quantity.start).start, quantity.start)


def subject_before(passage: Passage, quantity: Quantity) -> Span:
    """The words before a number that may name who acts: of "which", "who" also the clause that they go on with."""
    before = clause_before(passage, quantity)
    is_relative = any(told.span.start == before.start for told in passage.told("relative_openers"))
    if not is_relative or before.start <= passage.span.start:
        return before
    return Span(passage.clause(before.start - 1).start, quantity.start)


def starts(passage: Passage, subject: str, index: int) -> bool:
    """Whether a word begins what tells of a subject."""
    return any(told.first == index for told in passage.told(subject))


def word_behind(passage: Passage, mention: Mention) -> int:
    """The word right behind a mention."""
    return passage.index(mention.end - 1) + 1


def word_before(passage: Passage, quantity: Quantity) -> int:
    """The word before a number and what qualifies it."""
    qualifiers = {told.last: told.first for told in passage.told("qualifiers")}
    index = passage.index(quantity.start) - 1
    while index in qualifiers and not starts(passage, "from", index):
        index = qualifiers[index] - 1
    return index


def with_parts(
    records: Sequence[Record], keys: Mapping[int, str], parts: Mapping[int, tuple[Record, str]]
) -> Iterator[Record]:
    """Records with their keys and, where they are parts of another, that one's; `keys` and `parts` go by `id`."""
    for record in records:
        cells = dict(record.cells)
        whole = parts.get(id(record))
        if whole is not None:
            cells |= {"part_of_id": keys.get(id(whole[0]), whole[0].key), "part_type": whole[1]}
        yield replace(record, key=keys[id(record)], cells=cells)
