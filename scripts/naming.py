"""Names: where each written form of the vocabulary stands, and the evidence for the vocabulary's cells."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from extraction.names.written import NameFinder
from extraction.text import Span, fold
from scripts.annotations import closest
from scripts.grounding import PlacedPin, Statement
from scripts.sources import Source
from scripts.vocabulary import Entry, Form
from validation.problems import Problem
from validation.tables import column
from validation.values import read_value, write_value


@dataclass(frozen=True, slots=True)
class Mention:
    """A written form, its place and the record that it names."""

    table: str
    record_id: str
    language: str
    name_type: str
    form: str
    source_id: str
    span: Span


def find_names(
    vocabulary: Mapping[tuple[str, str], Entry],
    sources: Mapping[str, Source],
    pins: Mapping[str, list[PlacedPin]],
    problems: list[Problem],
) -> list[Mention]:
    """Every mention in every source, in the order of sources and places."""
    by_language: dict[str, dict[str, list[tuple[Entry, Form]]]] = defaultdict(lambda: defaultdict(list))
    for entry in vocabulary.values():
        for form in entry.forms:
            by_language[form.language][fold(form.text)].append((entry, form))
    finders = {language: NameFinder(forms) for language, forms in by_language.items()}
    used: set[tuple[str, str]] = set()
    mentions: list[Mention] = []
    for source in sources.values():
        pinned = sorted(pins.get(source.source_id, ()), key=lambda placed: placed.span.start)
        for placed in pinned:
            pin = placed.pin
            if (pin.table, pin.record_id) not in vocabulary:
                known = tuple(record_id for table, record_id in vocabulary if table == pin.table)
                say: Callable[[str], str] = "did you mean {!r}?".format
                hint = closest(pin.record_id, known, say, f"add it to data/vocabulary/{pin.table}.yaml")
                problems.append(
                    Problem(placed.file, pin.line, "names", repr(pin.record_id), f"an id of {pin.table}", hint)
                )
                continue
            mentions.append(
                Mention(
                    pin.table,
                    pin.record_id,
                    source.language,
                    pin.name_type,
                    fold(pin.form),
                    source.source_id,
                    placed.span,
                )
            )
        finder = finders.get(source.language)
        first = 0
        for found in finder.find(source.document) if finder else ():
            used.add((source.language, found.form))
            while first < len(pinned) and pinned[first].span.end <= found.span.start:
                first += 1
            if any(_replaces(placed.span, found.span) for placed in _until(found.span.end, pinned, first)):
                continue
            referents = by_language[source.language][found.form]
            entry, form = referents[0]
            if len(referents) > 1:
                line = source.document.line_of(found.span.start)
                problems.append(
                    Problem(
                        source.path,
                        line,
                        f"the name {found.form!r}",
                        f"a form of {' and '.join(other.record_id for other, _ in referents)}",
                        "one referent",
                        "say which under `names` of a passage of this source, or list the form once",
                    )
                )
                continue
            mentions.append(
                Mention(
                    entry.table,
                    entry.record_id,
                    source.language,
                    form.name_type,
                    found.form,
                    source.source_id,
                    found.span,
                )
            )
    _report_unused(vocabulary, used, mentions, problems)
    order = {source_id: index for index, source_id in enumerate(sources)}
    # Overlapping passages may pin the same form twice.
    return sorted(set(mentions), key=lambda m: (order[m.source_id], m.span.start, m.span.end, m.table, m.record_id))


def vocabulary_statements(
    vocabulary: Mapping[tuple[str, str], Entry], mentions: Iterable[Mention], problems: list[Problem]
) -> list[Statement]:
    """The vocabulary's cells with their words: a name where it is written, the rest where the name is longest."""
    by_record: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_record[mention.table, mention.record_id].append(mention)
    statements: list[Statement] = []
    for (table, record_id), entry in vocabulary.items():
        written = by_record.get((table, record_id))
        if not written:
            problems.append(
                Problem(
                    entry.file,
                    entry.line,
                    record_id,
                    "an id that no source mentions",
                    "at least one mention",
                    "add the form that a source writes, pin one under `names` of a passage, or remove the entry",
                )
            )
            continue
        for name, cell in entry.cells.items():
            value = write_value(read_value(column(table, name), cell.text))
            words, support, note = _words_for(name, value, written)
            if words is None:
                problems.append(
                    Problem(
                        entry.file,
                        cell.line,
                        f"{record_id}.{name}",
                        value,
                        "a name that a source of this language writes",
                        "leave it out, or add the form",
                    )
                )
                continue
            english = words.form if words.language == "en" else entry.cells["name_en"].text
            statements.append(
                Statement(
                    table,
                    record_id,
                    name,
                    value,
                    support,
                    True,
                    words.source_id,
                    words.span,
                    english,
                    note,
                    False,
                    entry.file,
                    cell.line,
                )
            )
    return statements


def _until(end: int, pinned: list[PlacedPin], first: int) -> Iterator[PlacedPin]:
    """The pins from `first` on that begin before `end`."""
    while first < len(pinned) and pinned[first].span.start < end:
        yield pinned[first]
        first += 1


def _replaces(pin: Span, found: Span) -> bool:
    """A pin replaces the name at its place, but not one that lies wholly inside it or around it (a joint body)."""
    within = found.start <= pin.start and pin.end <= found.end
    around = pin.start <= found.start and found.end <= pin.end
    return pin == found or (pin.overlaps(found) and not within and not around)


def _words_for(name: str, value: str, written: list[Mention]) -> tuple[Mention | None, str, str | None]:
    """The mention that supports a cell, how, and a note."""
    longest = max(written, key=lambda mention: len(mention.form))
    if not name.startswith(("name_", "abbreviation_")):
        return longest, "coded", None
    language = name.rsplit("_", 1)[1]
    same = [mention for mention in written if mention.language == language]
    exact = [mention for mention in same if mention.form == value]
    if exact:
        return exact[0], "stated", None
    if name.startswith("abbreviation_"):
        return None, "", None
    if same:
        nearest = max(same, key=lambda mention: len(mention.form))
        return nearest, "coded", f"Standard form of the written “{nearest.form}”."
    if language == "en":
        return longest, "coded", f"English rendering of «{longest.form}»."
    return None, "", None


def _report_unused(
    vocabulary: Mapping[tuple[str, str], Entry],
    used: set[tuple[str, str]],
    mentions: list[Mention],
    problems: list[Problem],
) -> None:
    pinned = {(mention.table, mention.record_id, mention.form) for mention in mentions}
    for entry in vocabulary.values():
        for form in entry.forms:
            text = fold(form.text)
            if (form.language, text) not in used and (entry.table, entry.record_id, text) not in pinned:
                problems.append(
                    Problem(
                        entry.file,
                        form.line,
                        f"{entry.record_id}.forms",
                        repr(form.text),
                        "a form that stands in a source of its language as a name of its own",
                        "correct or remove it; inside a longer form it is part of that one",
                    )
                )
