"""What is wrong with an item that a person is about to accept: what cannot stand, and what the build will ask for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extraction.text import fold
from scripts.accepted import take_accepted
from scripts.annotations import Annotation, Ground, Passage, annotation_of, closest
from scripts.entries import read_cells
from scripts.grounding import ground
from scripts.review.items import Item, Reference, known_fields, records_of, references
from scripts.review.places import text_of
from scripts.review.session import New, Session, changed_annotation
from scripts.sources import Source
from scripts.vocabulary import read_entry
from scripts.yaml_reader import Node
from validation.problems import Problem
from validation.tables import VOCABULARY, columns, is_claim
from validation.values import UnfitValueError, read_value

_LATER = "…"
"""Stands for English that is left for later, so that its lack is no fault of the item."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Faults keep an item from being accepted; doubts are left to the person, and the build comes back to them."""

    faults: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()

    def __add__(self, other: "Checked") -> "Checked":
        """What is wrong with both."""
        return Checked(self.faults + other.faults, self.doubts + other.doubts)


def check_new(session: Session, item: Item, new: Sequence[New], file: str = "") -> Checked:
    """What is wrong with items that are to take the place of one; lines in problems are those of `file`."""
    for kind, _, node in new:
        if not isinstance(node.value, dict):
            return Checked((Problem(file, node.line, kind, node.kind, "a mapping", "compare with FORMAT.md"),))
    candidate = changed_annotation(session.annotation, {id(item.node): None}, new, before=item)
    checks = Checks(replace(session, annotation=candidate), file)
    if checks.misread:
        return Checked(checks.misread)
    mine = {id(node) for _, _, node in new}
    found = Checked()
    for one in checks.session.items:
        if id(one.node) in mine:
            found += checks.of(one)
    return found


class Checks:
    """Checks items of one state of a source. To check one costs no more than itself, after the first."""

    def __init__(self, session: Session, file: str = "") -> None:
        self.session = session
        self.file = file
        problems: list[Problem] = []
        self._kept, _ = take_accepted(session.annotation, file)
        self._annotation = annotation_of(self._kept, file, problems)
        self.misread = tuple(problems)
        """What is wrong with the shape of the file; nothing can be checked then."""

    def of(self, item: Item) -> Checked:
        """What is wrong with an item, once it is accepted."""
        match item.kind:
            case "entry":
                faults = list(self._entry(item))
            case "vocabulary":
                faults = [*self._quote(item), *self._vocabulary(item)]
            case "voices":
                faults = [*self._quote(item), *self._sets(item)]
            case "passages":
                faults = list(self._passage(item))
            case _:
                faults = list(self._quote(item))
        doubts = [*self._unknown(item), *self._incomplete(item), *self._unwritten(item), *self._twice(item)]
        return Checked(tuple(dict.fromkeys(faults)), tuple(doubts))

    def problem(self, node: Node, where: str, found: str, expected: str, remedy: str) -> Problem:
        return Problem(self.file, node.line, where, found, expected, remedy)

    # Faults

    def _entry(self, item: Item) -> Iterator[Problem]:
        known = {name: column for name, column in known_fields(item).items() if name != "characters"}
        problems: list[Problem] = []
        read_cells(self.session.source_id, item.node, known, self.file, problems, also="proposed")
        yield from problems

    def _vocabulary(self, item: Item) -> Iterator[Problem]:
        for table, record_id, record in records_of(item.fields):
            name = {} if "name_en" in record else {"name_en": Node(_LATER, item.node.line)}
            problems: list[Problem] = []
            read_entry(table, record_id, Node({**record, **name}, item.node.line), self.file, problems)
            yield from problems

    def _quote(self, item: Item) -> Iterator[Problem]:
        """Words that stand nowhere, or in several places."""
        if not item.quote:
            return
        document, places = self.session.places.document, self.session.places.find(item.quote)
        if item.place is None:
            near = document.nearest(item.quote)
            remedy = f"copy the words from the text{f'; nearest: {fold(document.slice(near))}' if near else ''}"
            found, expected = item.quote, "words that stand in the text"
            if places:
                found, expected = f"occurrence {text_of(item.fields, 'occurrence')}", f"at most {len(places)}"
                remedy = "count again, and see that the words of `through` come later"
            yield self.problem(item.node, f"{item.kind}.quote", found, expected, remedy)
        elif len(places) > 1 and "occurrence" not in item.fields and item.kind != "mentions":
            found, remedy = f"words that stand {len(places)} times", "quote more, or add `occurrence`, counting from 1"
            yield self.problem(item.node, f"{item.kind}.quote", found, "one place", remedy)

    def _sets(self, item: Item) -> Iterator[Problem]:
        """Values that a voice sets and that do not fit their columns."""
        known = known_fields(item)
        sets = item.fields["sets"].value if "sets" in item.fields else {}
        for name, value in sets.items() if isinstance(sets, dict) else ():
            if name in known and isinstance(value.value, str):
                try:
                    read_value(known[name], value.value.strip())
                except UnfitValueError as error:
                    where = f"voices.{item.name}.{name}"
                    yield self.problem(value, where, value.value, error.expected, error.remedy)

    def _passage(self, item: Item) -> Iterator[Problem]:
        """What the build would say of a passage: its quote, voices, values, codes and terms."""
        passage = self._passages.get(id(item.node))
        if passage is None or self._annotation is None:
            return
        voices: dict[str, tuple[Ground, ...]] = {}
        for cell in passage.voices:
            if cell.text in self._annotation.voices:
                grounds = self._annotation.voices[cell.text]
                voices[cell.text] = tuple(replace(one, en=one.en or _LATER) for one in grounds)
            else:
                known = tuple(self._annotation.voices)
                expected = f"one of {', '.join(known) or 'the voices of this file'}"
                remedy = closest(cell.text, known, "did you mean {!r}?".format, "add it under voices")
                yield Problem(self.file, cell.line, "voice", repr(cell.text), expected, remedy)
        there = tuple(cell for cell in passage.voices if cell.text in voices)
        alone = Annotation(
            file=self.file,
            source_id=self.session.source_id,
            voices=voices,
            passages=(replace(passage, en=passage.en or _LATER, voices=there),),
            dismissed=(),
            mentions=(),
            corrections=replace(self._annotation.corrections, join=(), split=(), plain=()),
        )
        document, language = self.session.places.document, self.session.language
        problems: list[Problem] = []
        ground(alone, Source(self.session.source_id, document, language, "", "the text", {}, 1), problems)
        yield from problems

    @cached_property
    def _passages(self) -> Mapping[int, Passage]:
        """By `id` of the node; none where the shape is wrong."""
        top = self._kept.value if isinstance(self._kept.value, dict) else {}
        nodes = top["passages"].value if "passages" in top else []
        if self.misread or self._annotation is None:
            return {}
        return dict(zip(map(id, nodes), self._annotation.passages, strict=True))

    # Doubts

    def _unknown(self, item: Item) -> Iterator[Problem]:
        """Ids that neither the package nor anything in this file makes."""
        for table, record_id in references(item):
            if (table, record_id) in self._made or ("." in record_id and is_claim(table)):
                continue
            known = tuple(other for of, other in self._made if of == table)
            otherwise = "add it under vocabulary" if table in VOCABULARY else "state it in a passage"
            hint = closest(record_id, known, "did you mean {!r}?".format, otherwise)
            yield self.problem(item.node, table, repr(record_id), f"an id of {table} that something makes", hint)

    @cached_property
    def _made(self) -> frozenset[Reference]:
        known = self.session.known
        return frozenset(
            {
                *known.entities,
                *(("elections", row["election_id"]) for row in known.elections),
                *(("missions", row["mission_id"]) for row in known.missions),
                *self._stated,
            }
        )

    @cached_property
    def _stated(self) -> Mapping[Reference, int]:
        """The records that this file makes, and by how many items."""
        return Counter(reference for item in self.session.items for reference in item.defines)

    def _incomplete(self, item: Item) -> Iterator[Problem]:
        """Required cells of claims that neither the record nor its voices set."""
        inherited = {name for voice in item.voices for name in self._set_by_voice.get(voice, ())}
        for table, key, record in records_of(item.fields):
            if not is_claim(table) or "like" in record or self._stated.get((table, key), 0) > 1:
                continue
            missing = [
                column.short
                for column in columns(table)
                if column.is_required and column.is_annotated and not column.name.endswith("_en")
                if column.short not in record and not (column.context and column.short in inherited)
            ]
            if missing:
                expected, remedy = "every required field, in the record or its voices", "add what is missing"
                yield self.problem(item.node, f"{table}.{key}", f"no {', '.join(missing)}", expected, remedy)

    @cached_property
    def _set_by_voice(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for item in self.session.items:
            sets = item.fields["sets"].value if item.kind == "voices" and "sets" in item.fields else {}
            found.setdefault(item.name, set()).update(sets if isinstance(sets, dict) else ())
        return found

    def _unwritten(self, item: Item) -> Iterator[Problem]:
        """Forms of names, in the language of the document, that it does not write."""
        for table, record_id, record in records_of(item.fields) if item.kind == "vocabulary" else ():
            forms = record["forms"].value if "forms" in record else {}
            by_type = forms.get(self.session.language) if isinstance(forms, dict) else None
            listed = by_type.value.values() if by_type is not None and isinstance(by_type.value, dict) else ()
            for form in (one for texts in listed if isinstance(texts.value, list) for one in texts.value):
                if isinstance(form.value, str) and not self.session.places.find(form.value):
                    where, remedy = f"{table}.{record_id}.forms", "write it as the text does"
                    yield self.problem(form, where, form.value, "a form that stands in the text", remedy)

    def _twice(self, item: Item) -> Iterator[Problem]:
        """Sentences that are stated and dismissed."""
        if not item.states:
            return
        for number in self.session.places.numbers(item.place):
            for other in self._decided.get(number, ()):
                if {item.kind, other.kind} == {"passages", "dismissed"}:
                    found = f"“{other.quote}” is {'dismissed' if other.kind == 'dismissed' else 'stated'}"
                    yield self.problem(item.node, item.kind, found, "stated or dismissed", "reject one of the two")

    @cached_property
    def _decided(self) -> Mapping[int, list[Item]]:
        """Sentence → what a person has accepted that accounts for it."""
        found: dict[int, list[Item]] = {}
        for item in self.session.items:
            if item.states and not item.is_undecided:
                for number in self.session.places.numbers(item.place):
                    found.setdefault(number, []).append(item)
        return found
