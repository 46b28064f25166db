"""The rows of one document: its mentions, and its proposed facts cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extraction.mentions import Attribution, Candidate, Cue, Mention, Name, Quantity
from extraction.text import Span
from scripts.corpus.columns import Row
from scripts.draft.nodes import confidence_of
from scripts.propose.proposals import Proposals, Record, Voice
from validation.tables import columns, key_of


def mention_rows(document_id: str, text: str, mentions: Sequence[Mention]) -> list[Row]:
    """Rows of `mentions`, in the order of the text."""
    return [_mention_row(document_id, text, mention) for mention in mentions]


_NO_QUANTITY: Row = (None,) * 5
_NO_NAME: Row = (None,) * 2
_NO_CUE: Row = (None,) * 4
_NO_SPEAKER: Row = (None,) * 2
_NO_CANDIDATE: Row = (None,) * 3


def _mention_row(document_id: str, text: str, mention: Mention) -> Row:
    quantity, name, cue, speaker, candidate = _NO_QUANTITY, _NO_NAME, _NO_CUE, _NO_SPEAKER, _NO_CANDIDATE
    match mention:
        case Quantity():
            ends = (mention.low or None, mention.high or None)
            quantity = (mention.precision, *ends, mention.counted or None, mention.is_open)
        case Name():
            name = (mention.entity or None, mention.title or None)
        case Cue():
            cue = (mention.term or None, mention.aspect or None, mention.benchmark or None, mention.is_negated)
        case Attribution():
            speaker = mention.speaker or _NO_SPEAKER
        case Candidate():
            candidate = (mention.number or None, mention.name or None, mention.nominator or None)
    start, end = mention.start, mention.end
    said = (text[start:end], mention.value or None, mention.is_inferred)
    return (document_id, mention.kind, start, end, *said, *quantity, *name, *cue, *speaker, *candidate)


@dataclass(frozen=True, slots=True)
class _Cell:
    column: str
    value: str
    span: Span
    rule: str
    note: str | None = None


def fact_rows(document_id: str, text: str, proposals: Proposals) -> list[Row]:
    """Rows of `facts`: the cells of each proposed record, with those that it inherits from its voices, in order.

    Known entities that the document names have their key alone. New forms of names are records of `names`, evaluative
    words of a verdict records of `verdict_terms`.
    """
    numbers: dict[str, int] = {}
    rows: list[Row] = []
    for table, cells in _records(proposals):
        numbers[table] = numbers.get(table, 0) + 1
        fact_id = f"{document_id}#{table}-{numbers[table]}"
        for cell in cells:
            start, end = cell.span.start, cell.span.end
            source = (start, end, text[start:end], cell.rule, float(confidence_of(cell.rule)), cell.note)
            rows.append((document_id, fact_id, table, cell.column, cell.value, *source))
    return rows


def _records(proposals: Proposals) -> Iterator[tuple[str, list[_Cell]]]:
    voices = {voice.name: voice for voice in proposals.voices}
    for entity in proposals.entities:
        cells = {key_of(entity.table): entity.record_id, **entity.cells}
        yield entity.table, [_Cell(name, value, entity.span, entity.rule) for name, value in cells.items() if value]
        for form in entity.forms:
            named = {"table_name": entity.table, "record_id": entity.record_id}
            written = {"language": form.language, "name": form.text, "name_type": form.name_type}
            yield (
                "names",
                [_Cell(name, value, entity.span, entity.rule) for name, value in (named | written).items() if value],
            )
    for record in proposals.records:
        yield record.table, list(_cells(record, voices))
        for term in record.terms:
            key = {key_of(record.table): record.key, "term_type": term.term_type, "concept": term.concept}
            cells = {**key, "use": term.use}
            yield (
                "verdict_terms",
                [_Cell(name, value, term.span, record.rule) for name, value in cells.items() if value],
            )


def _cells(record: Record, voices: Mapping[str, Voice]) -> Iterator[_Cell]:
    """The cells of a record: its key, then what its voices set, a later one in place of an earlier, then its own."""
    cells: dict[str, _Cell] = {}
    if record.key:
        cells["key"] = _Cell(key_of(record.table), record.key, record.span, record.rule)
    for voice in (voices[name] for name in record.voices if name in voices):
        for ground in voice.grounds:
            for name, value in ground.cells.items():
                if name in _set_by_voices(record.table):
                    cells[name] = _Cell(name, value, ground.span, voice.rule, ground.inferred.get(name))
    for name, value in record.cells.items():
        cells[name] = _Cell(name, value, record.span, record.rule, record.inferred.get(name))
    return (cell for cell in cells.values() if cell.value)


@cache
def _set_by_voices(table: str) -> frozenset[str]:
    return frozenset(column.name for column in columns(table) if column.context)
