"""How an item is shown: its words in their sentence, what is proposed, a line a field, and what it needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from extraction.text import Span
from scripts.review.checks import Checked
from scripts.review.items import NAMES, Item, cell_columns, known_fields, records_of
from scripts.review.places import Places
from scripts.review.session import Session, title
from scripts.versions.opened import printable
from scripts.yaml_reader import Node
from validation.codes import countries, labels_of
from validation.columns import Column
from validation.problems import Problem
from validation.tables import TABLES

_SHORT = 160
"""Characters: a neighbouring sentence up to this length is shown."""

_BEGINNING = 3
"""Sentences of the document that are shown with its entry."""

_NOT_SHOWN = frozenset({"proposed", "quote", "through", "occurrence", "en"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line on the screen and how far it is set in."""

    text: Text
    indent: int = 0


def item_lines(
    session: Session, item: Item, position: tuple[int, int], checked: Checked, *, marks: bool
) -> Iterator[Line]:
    """The whole screen of an item.

    Args:
        session: what it belongs to.
        item: the item.
        position: its number, and how many there are.
        checked: what is wrong with it.
        marks: whether the quote is set off by square brackets, where no style can do it.
    """
    number, count = position
    head = Text(f"{number} of {count}", "bold").append(f"  {NAMES[item.kind]}", "bold")
    if item.name:
        head.append(f" {printable(item.name)}", "bold")
    if item.rule:
        head.append(f"  {printable(item.rule)} {item.confidence:.2f}", "dim")
    yield Line(head)
    yield from words_lines(session, item, marks=marks)
    yield from field_lines(session, item)
    missing = session.missing(item)
    if missing:
        names = ", ".join(printable(".".join(wanted.path)) for wanted in missing)
        yield Line(Text.assemble(("missing, and asked for:", "yellow"), f" {names}"), 2)
    yield from _needs(session, item)
    for problem in (*checked.faults, *checked.doubts):
        yield problem_line(problem, 2)


def words_lines(session: Session, item: Item, *, marks: bool) -> Iterator[Line]:
    """The words of an item in their sentence, and the sentences around where they are short."""
    places = session.places
    numbers = places.numbers(item.place)
    if item.kind == "entry":
        yield from (Line(Text(_words(places, span), "dim"), 2) for span in places.sentences[:_BEGINNING])
    if not item.quote:
        return
    if item.place is None or not numbers:
        yield Line(Text.assemble("“", printable(item.quote), "”", (" stands nowhere in the text", "red")), 2)
        return
    before, after = numbers.start - 1, numbers.stop
    if before >= 0 and _is_short(places, before):
        yield Line(Text(_words(places, places.sentences[before]), "dim"), 2)
    yield Line(_set_off(places, numbers, item.place, marks=marks), 2)
    if after < len(places.sentences) and _is_short(places, after):
        yield Line(Text(_words(places, places.sentences[after]), "dim"), 2)
    first = session.first_use(item)
    if first is not None and first.place is not None and first.place != item.place:
        yield Line(Text("first used by:", "cyan"), 2)
        yield Line(_set_off(places, places.numbers(first.place), first.place, marks=marks), 4)


def _is_short(places: Places, number: int) -> bool:
    span = places.sentences[number]
    return span.end - span.start <= _SHORT


def _words(places: Places, span: Span) -> str:
    return printable(places.document.slice(span))


def _set_off(places: Places, numbers: range, quote: Span, *, marks: bool) -> Text:
    """Sentences with the quote set off; as they are where it is all of them."""
    start, end = places.sentences[numbers[0]].start, places.sentences[numbers[-1]].end
    if start >= quote.start and end <= quote.end:
        return Text(_words(places, Span(start, end)))
    text = Text(_spaced(places, start, quote.start))
    words = _words(places, Span(max(start, quote.start), min(end, quote.end)))
    text.append(f"[{words}]" if marks else words, "" if marks else "bold reverse")
    return text.append(_spaced(places, quote.end, end))


def _spaced(places: Places, start: int, end: int) -> str:
    """Text on one line, with a space at each end where it had white space."""
    if start >= end:
        return ""
    raw = places.document.text[start:end]
    inner = printable(raw)
    if not inner:
        return " "
    return f"{' ' if raw[0].isspace() else ''}{inner}{' ' if raw[-1].isspace() else ''}"


def field_lines(session: Session, item: Item) -> Iterator[Line]:
    """What an item says, a line a field, with labels beside codes and names beside ids."""
    if item.kind == "entry":
        yield from _cells(session, item.fields, known_fields(item), 2)
        return
    if "en" in item.fields:
        yield _cell("en", item.fields["en"], None, session, 2)
    for name, value in item.fields.items():
        if name == "sets" and isinstance(value.value, dict):
            yield from _cells(session, value.value, known_fields(item), 2)
        elif name not in _NOT_SHOWN and name not in TABLES:
            yield from _plain(name, value, session, 2)
    for table, key, record in records_of(item.fields):
        yield Line(Text.assemble((table, "bold"), f" {printable(key)}"), 2)
        yield from _cells(session, record, cell_columns(table), 4)


def _cells(session: Session, fields: Mapping[str, Node], known: Mapping[str, Column], indent: int) -> Iterator[Line]:
    for name, value in fields.items():
        if name in known and isinstance(value.value, str):
            yield _cell(name, value, known[name], session, indent)
        elif name not in ("proposed", "terms"):
            yield from _plain(name, value, session, indent)
    terms = fields["terms"].value if "terms" in fields else []
    for term in terms if isinstance(terms, list) else ():
        yield _term(term, indent)


def _cell(name: str, value: Node, column: Column | None, session: Session, indent: int) -> Line:
    written = str(value.value).strip()
    label = _label(column, written, session) if column is not None else ""
    text = Text.assemble((f"{name}:", "cyan"), " ", printable(written))
    return Line(text.append(f"  {printable(label)}" if label and label != written else "", "dim"), indent)


def _plain(name: str, value: Node, session: Session, indent: int) -> Iterator[Line]:
    """A field that is no cell: text on its line, the rest below."""
    if isinstance(value.value, str):
        labels = {"reason": ("dismissal_reason", "mention_reason"), "kind": ("mention_kind",)}.get(name, ())
        label = next((found[value.value] for one in labels if value.value in (found := labels_of(one))), "")
        text = Text.assemble((f"{name}:", "cyan"), " ", printable(value.value))
        yield Line(text.append(f"  {label}" if label else "", "dim"), indent)
        return
    if isinstance(value.value, list) and all(isinstance(one.value, str) for one in value.value):
        listed = ", ".join(printable(str(one.value)) for one in value.value)
        yield Line(Text.assemble((f"{name}:", "cyan"), " ", listed), indent)
        return
    yield Line(Text(f"{name}:", "cyan"), indent)
    below = value.value.items() if isinstance(value.value, dict) else (("-", one) for one in value.value)
    for key, one in below:
        yield from _plain(printable(key), one, session, indent + 2)


def _term(term: Node, indent: int) -> Line:
    fields = term.value if isinstance(term.value, dict) else {}
    text = Text("term:", "cyan")
    for name, value in fields.items():
        written = str(value.value)
        known = labels_of(name) if name in ("concept", "use") else {}
        label = known.get(written, "")
        text.append(f" {name} ", "dim").append(
            f"“{printable(written)}”" if not known else printable(written), "not dim"
        )
        if label and label != written:
            text.append(f" ({label})", "dim")
    return Line(text, indent)


def _label(column: Column, written: str, session: Session) -> str:
    """What a code or an id is called."""
    if column.code_list:
        return labels_of(column.code_list).get(written, "no code of the list")
    if column.is_country:
        return countries().get(written, "")
    if not column.refers_to:
        return ""
    entity = session.known.entities.get((column.refers_to, written))
    if entity is not None:
        return next((names[0] for names in (entity.names.get("en"), *entity.names.values()) if names), "")
    proposed = session.proposed_ids.get((column.refers_to, written))
    return "proposed in this file" if proposed is not None else ""


def _needs(session: Session, item: Item) -> Iterator[Line]:
    """What must be accepted with an item, and what else is proposed that it refers to."""
    needed = session.dependencies(item)
    if needed:
        names = ", ".join(dict.fromkeys(printable(title(one)) for one in needed))
        yield Line(Text.assemble(("needs, still proposed:", "yellow"), f" {names}"), 2)


def problem_line(problem: Problem, indent: int = 0) -> Line:
    """A problem of an item."""
    where = f"line {problem.line}, " if problem.file and problem.line else ""
    text = Text.assemble((f"{where}{problem.field}: ", "yellow"), "found ", printable(problem.found))
    text.append(f"; expected {printable(problem.expected)}; to mend: {printable(problem.remedy)}")
    return Line(text, indent)


def counts_in_words(items: Sequence[Item]) -> str:
    """How many items of each kind."""
    counts: dict[str, int] = {}
    for item in items:
        counts[item.kind] = counts.get(item.kind, 0) + 1
    return ", ".join(f"{count} {_plural(NAMES[kind], count)}" for kind, count in counts.items()) or "nothing"


def _plural(name: str, count: int) -> str:
    if count == 1 or name == "vocabulary":
        return name
    irregular = {"sources entry": "sources entries", "mention set aside": "mentions set aside"}
    return irregular.get(name, f"{name}s")
