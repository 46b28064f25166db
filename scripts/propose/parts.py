"""Numbers that are parts of one before them in the sentence: "1,013: 866 … and 147 …", "238, including 34"."""

from collections.abc import Mapping, Sequence

from extraction.mentions import Quantity
from extraction.text import Span
from scripts.propose.passages import Passage
from scripts.propose.proposals import Record


def part_of(passage: Passage, counted: Sequence[tuple[Quantity, Record]]) -> Mapping[int, tuple[Record, str]]:
    """By `id` of a record: the whole that it is a part of, and the type of the part.

    Words must say that a part follows, or the numbers must sum up behind a colon or dash; and the part is no more than
    the whole.
    """
    found: dict[int, tuple[Record, str]] = {}
    for index, (whole, record) in enumerate(counted):
        if id(record) in found:
            continue
        parts = _following(passage, whole, record, counted[index + 1 :])
        if not parts:
            continue
        numbers = [_number(quantity) for quantity, _ in parts]
        is_sum = len(parts) > 1 and None not in numbers and sum(filter(None, numbers)) == _number(whole)
        between = passage.between(whole.end, parts[0][0].start)
        is_said = passage.tells("parts", Span(whole.end, parts[0][0].start))
        if is_sum and (is_said or ":" in between or "–" in between or "—" in between or "(" in between):
            found |= {id(part): (record, "share") for _, part in parts}
        elif is_said:
            found |= {id(part): (record, "subset") for _, part in parts}
    return found


def _following(
    passage: Passage, whole: Quantity, record: Record, later: Sequence[tuple[Quantity, Record]]
) -> list[tuple[Quantity, Record]]:
    """The numbers of the same unit that follow and are no more than the whole."""
    parts = []
    most = float(record.cells.get("upper_bound") or 0) or _number(whole)
    for quantity, part in later:
        number = _number(quantity)
        is_same = part.cells["unit"] == record.cells["unit"] and ";" not in passage.between(whole.end, quantity.start)
        if not is_same or most is None or number is None or number > most:
            break
        parts.append((quantity, part))
    return parts


def _number(quantity: Quantity) -> float | None:
    whole = quantity.value.replace(".", "", 1)
    return float(quantity.value) if whole.isdecimal() and quantity.precision != "several" else None
