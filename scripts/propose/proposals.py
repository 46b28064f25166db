"""What is proposed for a document: each item with its words and the rule behind it. A proposal is no fact.

Columns bear their full names (`organization_id`), values are written as tables write them. Spans are half-open
intervals of code points of the document.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from extraction.text import Span
from validation.tables import columns


@dataclass(frozen=True, slots=True)
class Form:
    """A written name: its language (ISO 639-1) and its type (code list `name_type`)."""

    language: str
    name_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An organization, a person or a place that the document names.

    Where `is_known`, the vocabulary holds it, and `forms` are those which it lacks; `cells` are then empty.
    """

    table: str
    record_id: str
    is_known: bool
    cells: Mapping[str, str]
    forms: tuple[Form, ...]
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Words that set cells for passages elsewhere; `inferred` gives the reasoning for cells that they only imply."""

    span: Span
    cells: Mapping[str, str]
    inferred: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Voice:
    """A context that records inherit: which election, who speaks, in what role."""

    name: str
    grounds: tuple[Ground, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that are a speaker's, with the name of the voice; no record, but what records inherit their voice from."""

    span: Span
    voice: str


@dataclass(frozen=True, slots=True)
class Term:
    """An evaluative word of a verdict: a code of `term_type`, its place, its concept; `use` where it is no default."""

    term_type: str
    span: Span
    concept: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table as a passage states it.

    `key` is short and local where the table holds claims, "" where the key is composed of cells. A later voice replaces
    cells of an earlier one, as in annotation files.
    """

    table: str
    key: str
    cells: Mapping[str, str]
    span: Span
    rule: str
    voices: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    inferred: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A sentence that states nothing which a table holds; `reason` is a code of `dismissal_reason`."""

    span: Span
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A mention that no record takes up; `reason` is a code of `mention_reason`."""

    span: Span
    kind: str
    reason: str
    rule: str


@dataclass(slots=True)
class Proposals:
    """Everything proposed for one document, and the sentences for which nothing is."""

    entities: list[Entity] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    dismissals: list[Dismissal] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    open: list[Span] = field(default_factory=list)

    def of(self, table: str) -> list[Record]:
        """The records of one table, in order."""
        return [record for record in self.records if record.table == table]

    def voice(self, name: str) -> Voice | None:
        """The voice of that name."""
        return next((voice for voice in self.voices if voice.name == name), None)


def effective(record: Record, found: Proposals) -> dict[str, str]:
    """The record's cells with those that its voices set; a later voice replaces an earlier one, the record both."""
    wanted = {column.name for column in columns(record.table) if column.context}
    inherited = {
        name: value
        for voice in map(found.voice, record.voices)
        if voice is not None
        for ground in voice.grounds
        for name, value in ground.cells.items()
        if name in wanted
    }
    return {**inherited, **record.cells}
