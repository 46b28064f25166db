"""Annotation files: a quote and what it states. Reads one YAML file into frozen dataclasses, or says what is wrong.

The format is described for people in data/annotations/FORMAT.md. Here only its shape is checked; whether quotes stand
in the source and values are right is checked by `scripts.grounding` and `validation`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from scripts.yaml_reader import Node, read_yaml
from validation.codes import codes_of
from validation.columns import Column
from validation.problems import Problem
from validation.tables import COMPOSED_KEYS, GENERATED, TABLES, VOCABULARY, columns, is_claim

RECORD_TABLES = tuple(table for table in TABLES if table not in GENERATED)
"""Tables of which a passage may state records."""

REMARKS = ("inferred", "coded", "notes", "prefer")
FILE_FIELDS = ("source", "sentences", "vocabulary", "voices", "passages", "dismissed", "mentions", "open")
"""What an annotation file holds, in its order."""

_PASSAGE_FIELDS = ("proposed", "voice", "quote", "occurrence", "en", "names")
_FROM_ONE = re.compile(r"[1-9]\d{0,3}\Z", re.ASCII)
_RULE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z", re.ASCII)
_CONFIDENCE = re.compile(r"(?:0?\.\d{1,4}|[01](?:\.0{1,4})?)\Z", re.ASCII)
_PLAIN_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the source; `occurrence` (from 1) says which, where they stand there more than once."""

    words: str
    occurrence: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A written value and its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is said of single cells, each column → text.

    inferred, coded: the cell is supported that way, and why. notes: a remark. prefer: other passages give another
    value, and this one counts, for this reason.
    """

    inferred: Mapping[str, str] = field(default_factory=dict)
    coded: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    prefer: Mapping[str, str] = field(default_factory=dict)

    def support_of(self, column: str) -> str | None:
        """The support that the annotation declares for a column, if any."""
        return "inferred" if column in self.inferred else "coded" if column in self.coded else None

    def note_on(self, column: str) -> str | None:
        """All remarks on a column as one text."""
        parts = [kind[column] for kind in (self.inferred, self.coded, self.notes, self.prefer) if column in kind]
        return " ".join(part for part in parts if part) or None

    def over(self, base: "Remarks") -> "Remarks":
        """These remarks, and those of `base` where these say nothing of a kind and column."""
        return Remarks(**{kind: {**getattr(base, kind), **getattr(self, kind)} for kind in REMARKS})

    def columns(self) -> set[str]:
        """The columns spoken of."""
        return {*self.inferred, *self.coded, *self.notes, *self.prefer}


@dataclass(frozen=True, slots=True)
class Ground:
    """One quote of a voice and the cells it sets."""

    quote: Quote
    en: str | None
    cells: Mapping[str, Cell]
    remarks: Remarks
    line: int


@dataclass(frozen=True, slots=True)
class Term:
    """An evaluative word of a verdict."""

    term_type: str
    words: str
    concept: Cell
    use: Cell | None
    occurrence: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """What a passage states of one record. `key` is "" where the table composes its key."""

    table: str
    key: str
    cells: Mapping[str, Cell]
    omitted: frozenset[str]
    terms: tuple[Term, ...]
    remarks: Remarks
    line: int


@dataclass(frozen=True, slots=True)
class NamePin:
    """Says whom a written form means in this passage."""

    table: str
    record_id: str
    form: str
    name_type: str
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote and the records that it states."""

    quote: Quote
    en: str | None
    voices: tuple[Cell, ...]
    records: tuple[Record, ...]
    names: tuple[NamePin, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A stretch of text, from `quote` to `through`, that was read and set aside."""

    quote: Quote
    through: Quote | None
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """Mentions that were read and set aside: those of some kinds (all where none is named) that lie in these words.

    Without `occurrence` it holds wherever the words stand.
    """

    quote: Quote
    kinds: tuple[str, ...]
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Corrections:
    """Sentence boundaries put right.

    join: words across a boundary that is none. split: words that a sentence ends with. plain: no heading.
    """

    join: tuple[Quote, ...] = ()
    split: tuple[Quote, ...] = ()
    plain: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """What a draft proposes and leaves open until a person decides: how many items, and the line of the first one."""

    proposed: int = 0
    open: int = 0
    line: int = 1

    def __bool__(self) -> bool:
        """Whether anything is left to decide."""
        return self.proposed > 0 or self.open > 0

    def __str__(self) -> str:
        """In words."""
        counts = ((self.proposed, "proposal"), (self.open, "open sentence"))
        words = (f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts if count)
        return " and ".join(words) or "nothing"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation file."""

    file: str
    source_id: str
    voices: Mapping[str, tuple[Ground, ...]]
    passages: tuple[Passage, ...]
    dismissed: tuple[Dismissal, ...]
    mentions: tuple[SetAside, ...]
    corrections: Corrections
    undecided: Undecided = Undecided()


def read_annotation(path: Path, name: str, problems: list[Problem]) -> Annotation | None:
    """Read one file; problems are added under `name`. None where nothing can be read."""
    node = read_yaml(path, name, problems)
    return None if node is None else annotation_of(node, name, problems)


def annotation_of(node: Node, name: str, problems: list[Problem]) -> Annotation | None:
    """The annotation that a file's content says; problems are added under `name`."""
    return _Reader(name, problems).annotation(node)


@cache
def annotated_columns(table: str) -> dict[str, Column]:
    """Short name → column, for the columns that a record of a table may write."""
    return {column.short: column for column in columns(table) if column.is_annotated}


@cache
def voice_columns() -> dict[str, Column]:
    """Short name → column, for the columns that a voice may set."""
    return {column.short: column for table in RECORD_TABLES for column in columns(table) if column.context}


class _Reader:
    """Turns nodes into dataclasses; adds a problem and goes on where one does not fit."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.written: dict[tuple[str, str], Record] = {}
        self.proposed: list[int] = []

    def annotation(self, node: Node) -> Annotation | None:
        top = self.mapping(node, "file", FILE_FIELDS)
        if "source" not in top:
            self.problem(node.line, "source", "nothing", "the id of a source of data/sources/sources.yaml", "add it")
            return None
        voices = {
            name: tuple(self.ground(name, item) for item in self.list(grounds, f"voices.{name}"))
            for name, grounds in self.mapping(top.get("voices"), "voices").items()
        }
        passages = tuple(
            passage
            for index, item in enumerate(self.list(top.get("passages"), "passages"), 1)
            if (passage := self.passage(item, f"passage {index}"))
        )
        dismissed = tuple(
            dismissal for item in self.list(top.get("dismissed"), "dismissed") if (dismissal := self.dismissal(item))
        )
        mentions = tuple(
            aside for item in self.list(top.get("mentions"), "mentions") if (aside := self.set_aside(item))
        )
        corrections = self.mapping(top.get("sentences"), "sentences", ("join", "split", "plain"))
        quotes = {
            kind: tuple(
                self.quote_of({"quote": item}, item.line, f"sentences.{kind}") for item in self.list(node, kind)
            )
            for kind, node in corrections.items()
        }
        for item in self.list(top.get("vocabulary"), "vocabulary"):
            self.vocabulary(item)
        left = [self.open_sentence(item) for item in self.list(top.get("open"), "open")]
        undecided = Undecided(len(self.proposed), len(left), min((*self.proposed, *left), default=1))
        return Annotation(
            self.file,
            self.text(top["source"]),
            voices,
            passages,
            dismissed,
            mentions,
            Corrections(**quotes),
            undecided,
        )

    def mark(self, entries: Mapping[str, Node], where: str) -> bool:
        """Whether an item is only proposed; its mark is checked and counted."""
        if "proposed" not in entries:
            return False
        node = entries["proposed"]
        self.proposed.append(node.line)
        known = {"rule": (_RULE, "lower-case words with hyphens"), "confidence": (_CONFIDENCE, "a number from 0 to 1")}
        mark = self.mapping(node, f"{where}.proposed", tuple(known))
        for name, (pattern, expected) in known.items():
            text = self.text(mark[name]) if name in mark else "nothing"
            if not pattern.match(text):
                remedy = "write it like {rule: observers, confidence: 0.80}"
                self.problem(node.line, f"{where}.proposed.{name}", text, expected, remedy)
        return True

    def vocabulary(self, node: Node) -> None:
        """A proposed entry of the vocabulary, or new forms of one; once accepted, it stands there and not here."""
        entries = self.mapping(node, "vocabulary", ("proposed", "quote", "occurrence", *VOCABULARY))
        named = [table for table in VOCABULARY if table in entries]
        ids = [key for table in named for key in self.mapping(entries[table], f"vocabulary.{table}")]
        if len(ids) != 1:
            found = ", ".join(ids) or "no id"
            self.problem(node.line, "vocabulary", found, f"one of {', '.join(VOCABULARY)} with one id", "divide it")
        self.quote_of(entries, node.line, "vocabulary")
        if not self.mark(entries, "vocabulary") and ids:
            remedy = f"run `election-facts format`, which moves it to data/vocabulary/{named[0]}.yaml"
            self.problem(node.line, f"vocabulary.{ids[0]}", "an accepted entry", "nothing that is not proposed", remedy)

    def open_sentence(self, node: Node) -> int:
        """A sentence about which nobody has decided."""
        entries = self.mapping(node, "open", ("quote", "occurrence"))
        self.quote_of(entries, node.line, "open")
        return node.line

    def ground(self, name: str, node: Node) -> Ground:
        where = f"voices.{name}"
        entries = self.mapping(node, where, ("proposed", "quote", "occurrence", "en", "sets", *REMARKS))
        self.mark(entries, where)
        known = voice_columns()
        cells = self.cells(self.mapping(entries.get("sets"), f"{where}.sets"), known, f"{where}.sets")
        remarks = self.remarks(entries, known, where)
        return Ground(self.quote_of(entries, node.line, where), self.optional(entries, "en"), cells, remarks, node.line)

    def passage(self, node: Node, where: str) -> Passage | None:
        before = len(self.problems)
        entries = self.mapping(node, where, (*_PASSAGE_FIELDS, *RECORD_TABLES))
        if not entries:
            return None
        self.mark(entries, where)
        voices = entries.get("voice")
        names = tuple(
            cell
            for item in ([] if voices is None else voices.value if isinstance(voices.value, list) else [voices])
            if isinstance(item, Node) and (cell := Cell(self.text(item), item.line)).text
        )
        quote = self.quote_of(entries, node.line, where)
        records = tuple(
            record
            for table, records in entries.items()
            if table in RECORD_TABLES
            for record in self.records(table, records)
        )
        pins = tuple(pin for item in self.list(entries.get("names"), f"{where}.names") if (pin := self.pin(item)))
        if not records and not pins and len(self.problems) == before:
            self.problem(
                node.line,
                where,
                "a quote that states nothing",
                "at least one record or name",
                "add what it states, or move it to `dismissed` with a reason",
            )
        return Passage(quote, self.optional(entries, "en"), names, records, pins, node.line)

    def records(self, table: str, node: Node) -> Iterator[Record]:
        if table in COMPOSED_KEYS:
            for item in self.list(node, table):
                yield from self.composed(table, item)
            return
        for key, item in self.mapping(node, table).items():
            if not key or not set(key) <= _PLAIN_NAME:
                self.problem(
                    item.line,
                    f"{table}.{key}",
                    repr(key),
                    "an id of lower-case letters, digits and hyphens",
                    "rename it",
                )
                continue
            yield self.record(table, key, item)

    def record(self, table: str, key: str, node: Node) -> Record:
        known = annotated_columns(table)
        where = f"{table}.{key}" if key else table
        extra = ("like", "omit", *REMARKS, *(("terms",) if table == "verdicts" else ()))
        entries = self.mapping(node, where, (*known, *extra))
        cells = self.cells({name: value for name, value in entries.items() if name in known}, known, where)
        remarks = self.remarks(entries, known, where)
        omitted = self.omitted(entries, known, where)
        if "like" in entries:
            model = self.written.get((table, self.text(entries["like"])))
            if model is None:
                self.problem(
                    entries["like"].line,
                    f"{where}.like",
                    self.text(entries["like"]),
                    f"a record of {table} that stands earlier in this file",
                    "name an earlier one, or write the fields out",
                )
            else:
                cells = {**{name: cell for name, cell in model.cells.items() if name not in omitted}, **cells}
                written = {known[name].name for name in entries if name in known}
                remarks = _inherited(remarks, model.remarks, written | omitted)
        terms = tuple(term for item in self.list(entries.get("terms"), f"{where}.terms") if (term := self.term(item)))
        record = Record(table, key, cells, omitted, terms, remarks, node.line)
        if key and (table, key) not in self.written:
            self.written[table, key] = record
        return record

    def omitted(self, entries: Mapping[str, Node], known: Mapping[str, Column], where: str) -> frozenset[str]:
        names = set()
        for item in self.list(entries.get("omit"), f"{where}.omit"):
            name = self.text(item)
            if name in known:
                names.add(known[name].name)
            else:
                self.unknown(item.line, f"{where}.omit", name, known)
        return frozenset(names)

    def composed(self, table: str, node: Node) -> Iterator[Record]:
        """Records of one mapping; a list as a value stands for one record each."""
        entries = self.mapping(node, table)
        many = [name for name, value in entries.items() if isinstance(value.value, list) and name != "omit"]
        if len(many) > 1:
            self.problem(
                node.line,
                table,
                f"lists under {', '.join(many)}",
                "a list under one field at most",
                "write two mappings",
            )
            return
        if not many:
            yield self.record(table, "", node)
            return
        for item in self.list(entries[many[0]], f"{table}.{many[0]}"):
            yield self.record(table, "", Node({**entries, many[0]: item}, item.line))

    def term(self, node: Node) -> Term | None:
        types = codes_of("term_type")
        entries = self.mapping(node, "terms", (*types, "concept", "use", "occurrence"))
        named = [name for name in types if name in entries]
        if len(named) != 1 or "concept" not in entries:
            self.problem(
                node.line,
                "terms",
                ", ".join(entries) or "nothing",
                f"one of {', '.join(types)}, and concept",
                "write it like {formula: transparent, concept: transparent}",
            )
            return None
        words, concept = entries[named[0]], entries["concept"]
        use = Cell(self.text(entries["use"]), entries["use"].line) if "use" in entries else None
        return Term(
            named[0],
            self.text(words),
            Cell(self.text(concept), concept.line),
            use,
            self.occurrence(entries, "terms"),
            node.line,
        )

    def pin(self, node: Node) -> NamePin | None:
        tables = {"organization": "organizations", "person": "persons", "place": "places"}
        entries = self.mapping(node, "names", (*tables, "form", "name_type"))
        named = [name for name in tables if name in entries]
        if len(named) != 1 or "form" not in entries:
            self.problem(
                node.line,
                "names",
                ", ".join(entries) or "nothing",
                f"one of {', '.join(tables)}, and form",
                "write it like {organization: kazakhstan-state, form: Астане}",
            )
            return None
        name_type = self.optional(entries, "name_type") or "short"
        if name_type not in codes_of("name_type"):
            self.problem(
                entries["name_type"].line, "names.name_type", name_type, " | ".join(codes_of("name_type")), "use a code"
            )
        return NamePin(tables[named[0]], self.text(entries[named[0]]), self.text(entries["form"]), name_type, node.line)

    def dismissal(self, node: Node) -> Dismissal | None:
        entries = self.mapping(node, "dismissed", ("proposed", "quote", "through", "occurrence", "reason"))
        self.mark(entries, "dismissed")
        reason = self.optional(entries, "reason") or ""
        if reason not in codes_of("dismissal_reason"):
            self.problem(
                node.line,
                "dismissed.reason",
                reason or "nothing",
                " | ".join(codes_of("dismissal_reason")),
                "use a code",
            )
            return None
        through = entries.get("through")
        end = self.quote_of({"quote": through}, through.line, "dismissed.through") if through else None
        return Dismissal(self.quote_of(entries, node.line, "dismissed"), end, reason, node.line)

    def set_aside(self, node: Node) -> SetAside | None:
        entries = self.mapping(node, "mentions", ("proposed", "quote", "occurrence", "kind", "reason"))
        self.mark(entries, "mentions")
        kind = entries.get("kind")
        items = [] if kind is None else kind.value if isinstance(kind.value, list) else [kind]
        kinds = tuple(self.text(item) for item in items)
        reason = self.optional(entries, "reason") or ""
        given = [("reason", reason, "mention_reason"), *(("kind", name, "mention_kind") for name in kinds)]
        wrong = [(name, code, known) for name, code, known in given if code not in codes_of(known)]
        for name, code, known in wrong:
            self.problem(node.line, f"mentions.{name}", code or "nothing", " | ".join(codes_of(known)), "use a code")
        return None if wrong else SetAside(self.quote_of(entries, node.line, "mentions"), kinds, reason, node.line)

    def cells(self, entries: Mapping[str, Node], known: Mapping[str, Column], where: str) -> dict[str, Cell]:
        found = {}
        for name, node in entries.items():
            column = known.get(name)
            if column is None:
                self.unknown(node.line, f"{where}.{name}", name, known)
            elif not self.text(node):
                self.problem(
                    node.line, f"{where}.{name}", "nothing", "a value", "leave the field out where nothing is stated"
                )
            else:
                found[column.name] = Cell(self.text(node), node.line)
        return found

    def remarks(self, entries: Mapping[str, Node], known: Mapping[str, Column], where: str) -> Remarks:
        kinds: dict[str, dict[str, str]] = {}
        for kind in REMARKS:
            texts = {}
            for name, node in self.mapping(entries.get(kind), f"{where}.{kind}").items():
                if name not in known:
                    self.unknown(node.line, f"{where}.{kind}.{name}", name, known)
                elif not self.text(node):
                    self.problem(node.line, f"{where}.{kind}.{name}", "nothing", "a reason in words", "write it")
                else:
                    texts[known[name].name] = self.text(node)
            kinds[kind] = texts
        return Remarks(**kinds)

    def quote_of(self, entries: Mapping[str, Node], line: int, where: str) -> Quote:
        if "quote" not in entries or not self.text(entries["quote"]):
            self.problem(line, f"{where}.quote", "nothing", "words of the source", "quote them as they stand")
            return Quote("", None, line)
        quote = entries["quote"]
        return Quote(self.text(quote), self.occurrence(entries, where), quote.line)

    def occurrence(self, entries: Mapping[str, Node], where: str) -> int | None:
        if "occurrence" not in entries:
            return None
        text = self.text(entries["occurrence"])
        if _FROM_ONE.match(text):
            return int(text)
        self.problem(entries["occurrence"].line, f"{where}.occurrence", text, "a whole number from 1", "count from 1")
        return None

    def mapping(self, node: Node | None, where: str, known: tuple[str, ...] = ()) -> dict[str, Node]:
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.problem(node.line, where, node.kind, "a mapping", "compare with FORMAT.md")
            return {}
        for name in node.value if known else ():
            if name not in known:
                self.unknown(node.value[name].line, f"{where}.{name}", name, known)
        return {name: value for name, value in node.value.items() if not known or name in known}

    def list(self, node: Node | None, where: str) -> list[Node]:
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.problem(node.line, where, node.kind, "a list", "start each item with '- ', or use [a, b]")
            return []
        return node.value

    def text(self, node: Node) -> str:
        if isinstance(node.value, str):
            return node.value.strip()
        self.problem(node.line, "value", node.kind, "text", "compare with FORMAT.md")
        return ""

    def optional(self, entries: Mapping[str, Node], name: str) -> str | None:
        return (self.text(entries[name]) or None) if name in entries else None

    def unknown(self, line: int, where: str, name: str, known: "Mapping[str, Column] | tuple[str, ...]") -> None:
        self.problem(
            line,
            where,
            f"the field {name!r}",
            f"one of {', '.join(known)}",
            closest(name, known, lambda match: f"did you mean {match!r}?", "correct or remove it"),
        )

    def problem(self, line: int, where: str, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, line, where, found, expected, remedy))


def closest(
    name: str, known: "Mapping[str, object] | tuple[str, ...]", say: Callable[[str], str], otherwise: str
) -> str:
    """A hint at the known name most like `name`."""
    from rapidfuzz.process import extractOne

    match = extractOne(name, list(known), score_cutoff=60)
    return say(str(match[0])) if match else otherwise


def full_key(table: str, source_id: str, key: str) -> str:
    """The record id for the key written in a file: claims start with their source."""
    return f"{source_id}.{key}" if is_claim(table) and "." not in key else key


def _inherited(own: Remarks, model: Remarks, replaced: set[str]) -> Remarks:
    """The record's own remarks, and the model's on those cells that are taken from it."""

    def kept(kind: str) -> dict[str, str]:
        texts: Mapping[str, str] = getattr(model, kind)
        return {name: text for name, text in texts.items() if name not in replaced}

    return own.over(Remarks(**{kind: kept(kind) for kind in REMARKS}))
