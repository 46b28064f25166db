"""From quotes to offsets: finds every quote of an annotation in its source and states each cell with its words."""

from dataclasses import dataclass, field

from extraction.text import Span, fold
from scripts.annotations import (
    Annotation,
    Cell,
    Ground,
    NamePin,
    Passage,
    Quote,
    Record,
    Remarks,
    SetAside,
    Term,
    closest,
    full_key,
)
from scripts.sources import Source
from validation.codes import codes_of
from validation.columns import Column
from validation.problems import Problem
from validation.tables import COMPOSED_KEYS, VOCABULARY, column, columns, is_claim
from validation.values import UnfitValueError, read_value, write_value


@dataclass(frozen=True, slots=True)
class Statement:
    """One cell as one passage supports it; `value` in its written form."""

    table: str
    record_id: str
    column: str
    value: str
    support: str
    is_context: bool
    source_id: str
    span: Span
    quote_en: str
    note: str | None
    is_preferred: bool
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ClaimQuote:
    """The words of a claim: the first passage that states it."""

    source_id: str
    span: Span
    quote_en: str


@dataclass(frozen=True, slots=True)
class PlacedTerm:
    """A term of a verdict at its place, and the passage that it stands in."""

    verdict_id: str
    term: Term
    span: Span
    source_id: str
    passage: Span
    quote_en: str


@dataclass(frozen=True, slots=True)
class PlacedPin:
    """A form whose referent an annotation names, at its place."""

    pin: NamePin
    span: Span
    file: str


@dataclass
class Grounded:
    """Everything that one annotation file states, in place."""

    statements: list[Statement] = field(default_factory=list)
    claims: dict[tuple[str, str], ClaimQuote] = field(default_factory=dict)
    records: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    terms: list[PlacedTerm] = field(default_factory=list)
    pins: list[PlacedPin] = field(default_factory=list)
    own: list[tuple[Span, str, int]] = field(default_factory=list)
    dismissed: list[tuple[Span, str, int]] = field(default_factory=list)
    aside: list[tuple[list[Span], SetAside]] = field(default_factory=list)
    join: list[tuple[Span, int]] = field(default_factory=list)
    split: list[tuple[Span, int]] = field(default_factory=list)
    plain: list[tuple[Span, int]] = field(default_factory=list)


def ground(annotation: Annotation, source: Source, problems: list[Problem]) -> Grounded:
    """Find every quote and state every cell; what does not fit is added to `problems`."""
    return _Grounding(annotation, source, problems).run()


class _Grounding:
    """One annotation file against its source."""

    def __init__(self, annotation: Annotation, source: Source, problems: list[Problem]) -> None:
        self.annotation = annotation
        self.source = source
        self.document = source.document
        self.problems = problems
        self.result = Grounded()
        self.used_voices: set[str] = set()

    def run(self) -> Grounded:
        voices = {
            name: [(item, span) for item in grounds if (span := self.locate(item.quote, f"voices.{name}"))]
            for name, grounds in self.annotation.voices.items()
        }
        for passage in self.annotation.passages:
            self.passage(passage, voices)
        for name, grounds in self.annotation.voices.items():
            for item in grounds:
                self.english(item.en, item.line, f"voices.{name}.en")
        for name in sorted(set(voices) - self.used_voices):
            line = self.annotation.voices[name][0].line if self.annotation.voices[name] else 1
            self.problem(line, f"voices.{name}", "a voice that no passage uses", "a use", "remove it, or name it")
        self.set_aside()
        corrections = self.annotation.corrections
        for kind in ("join", "split", "plain"):
            for quote in getattr(corrections, kind):
                span = self.locate(quote, f"sentences.{kind}")
                if span:
                    getattr(self.result, kind).append((span, quote.line))
        return self.result

    def set_aside(self) -> None:
        """Sentences and mentions that were read and dismissed."""
        for dismissal in self.annotation.dismissed:
            start = self.locate(dismissal.quote, "dismissed")
            end = start
            if start and dismissal.through:
                later = [s for s in self.document.find(dismissal.through.words) if s.start >= start.start]
                end = later[0] if later else None
                if end is None:
                    self.not_found(dismissal.through, "dismissed.through")
            if start and end:
                self.result.dismissed.append((Span(start.start, end.end), dismissal.reason, dismissal.line))
        for aside in self.annotation.mentions:
            places = self.places(aside.quote, "mentions")
            if places:
                self.result.aside.append((places, aside))

    def passage(self, passage: Passage, voices: dict[str, list[tuple[Ground, Span]]]) -> None:
        span = self.locate(passage.quote, "quote")
        grounds: list[tuple[Ground, Span]] = []
        for voice in passage.voices:
            if voice.text in voices:
                self.used_voices.add(voice.text)
                grounds += voices[voice.text]
            else:
                self.problem(
                    voice.line,
                    "voice",
                    repr(voice.text),
                    f"one of {', '.join(voices) or 'the voices of this file'}",
                    closest(voice.text, tuple(voices), lambda match: f"did you mean {match!r}?", "add it under voices"),
                )
        if span is None:
            return
        if passage.records:
            self.english(passage.en, passage.line, "en")
        english = fold(passage.en or passage.quote.words)
        for pin in passage.names:
            self.pin(pin, span)
        for record in passage.records:
            self.record(record, span, english, grounds)

    def record(self, record: Record, span: Span, english: str, grounds: list[tuple[Ground, Span]]) -> None:
        context = self.context(record, grounds)
        cells = dict(record.cells)
        key = self.key(record, {**{name: cell for name, (cell, _, _) in context.items()}, **cells})
        if key is None:
            return
        for name in sorted(record.remarks.columns() - set(cells) - set(context)):
            self.problem(
                record.line,
                f"{record.table}.{record.key}.{name}",
                "a remark on a cell that is empty here",
                "a cell",
                "set the cell, or remove the remark",
            )
        first = (record.table, key) not in self.result.records
        if first:
            self.result.records[record.table, key] = (self.annotation.file, record.line)
            if is_claim(record.table):
                self.result.claims[record.table, key] = ClaimQuote(self.source.source_id, span, english)
        if record.table not in VOCABULARY or cells:
            self.result.own.append((span, f"{record.table} {key}", record.line))
        for name, cell in cells.items():
            self.state(record.table, key, name, cell, span, english, record.remarks, is_context=False)
        if first or not is_claim(record.table):
            for name, (cell, ground, place) in context.items():
                words = fold(ground.en or ground.quote.words)
                self.state(
                    record.table, key, name, cell, place, words, record.remarks.over(ground.remarks), is_context=True
                )
        for term in record.terms:
            self.term(term, key, span, english)

    def context(self, record: Record, grounds: list[tuple[Ground, Span]]) -> dict[str, tuple[Cell, Ground, Span]]:
        """Cells that voices set and the record does not; a later voice replaces an earlier one."""
        wanted = {
            column.name
            for column in columns(record.table)
            if column.context and column.name not in record.cells and column.name not in record.omitted
        }
        return {
            name: (cell, ground, span)
            for ground, span in grounds
            for name, cell in ground.cells.items()
            if name in wanted
        }

    def key(self, record: Record, cells: dict[str, Cell]) -> str | None:
        if record.table not in COMPOSED_KEYS:
            return full_key(record.table, self.source.source_id, record.key)
        parts = []
        for name in COMPOSED_KEYS[record.table]:
            if name in cells:
                parts.append(self.resolved(column(record.table, name), cells[name].text).lower())
            elif column(record.table, name).is_required:
                short = column(record.table, name).short
                self.problem(
                    record.line, f"{record.table}.{short}", "nothing", "a value: it is part of the key", "add it"
                )
                return None
        if len(parts) < 2:
            self.problem(record.line, record.table, "only one part of the key", "who or what takes part", "add it")
            return None
        return ".".join(parts)

    def resolved(self, target: Column, text: str) -> str:
        return full_key(target.refers_to, self.source.source_id, text) if target.refers_to else text

    def state(
        self,
        table: str,
        key: str,
        name: str,
        cell: Cell,
        span: Span,
        english: str,
        remarks: Remarks,
        *,
        is_context: bool,
    ) -> None:
        target = column(table, name)
        where = f"{table}.{key}.{target.short}"
        try:
            value = write_value(read_value(target, self.resolved(target, cell.text)))
        except UnfitValueError as error:
            remedy = error.remedy
            if target.code_list:
                hint = closest(cell.text, codes_of(target.code_list), "did you mean {!r}? ".format, "")
                remedy = hint + remedy
            where = f"voices.{target.short}" if is_context else where  # one mistake in a voice is said once
            self.problem(cell.line, where, cell.text, error.expected, remedy)
            return
        support = remarks.support_of(name) or self.default_support(target)
        if name.endswith("_ru") and self.source.language != "ru" and support == "stated":
            self.problem(
                cell.line,
                where,
                "Russian words from a source in another language",
                "words of the source",
                "leave it out, or state it from a Russian source",
            )
        note = remarks.note_on(name)
        self.result.statements.append(
            Statement(
                table=table,
                record_id=key,
                column=name,
                value=value,
                support=support,
                is_context=is_context,
                source_id=self.source.source_id,
                span=span,
                quote_en=english,
                note=note,
                is_preferred=name in remarks.prefer,
                file=self.annotation.file,
                line=cell.line,
            )
        )

    def default_support(self, target: Column) -> str:
        if target.support == "rendered":
            return "stated" if self.source.language == "en" else "coded"
        return target.support if target.owes_evidence else "coded"

    def term(self, term: Term, verdict_id: str, within: Span, english: str) -> None:
        where = f"verdicts.{verdict_id}.terms"
        for cell, code_list in ((term.concept, "concept"), (term.use, "use")):
            if cell and cell.text not in codes_of(code_list):
                known = codes_of(code_list)
                hint = closest(cell.text, known, lambda match: f"did you mean {match!r}?", "use a code of the list")
                self.problem(cell.line, f"{where}.{code_list}", cell.text, " | ".join(known), hint)
        places = [span for span in self.document.find(term.words, within=within) if self.is_whole(span)]
        if not places:
            self.problem(
                term.line,
                where,
                repr(term.words),
                "whole words inside the verdict's quote",
                f"copy the term from the quote: {fold(self.document.slice(within))}",
            )
        elif len(places) > 1 and term.occurrence is None:
            self.problem(
                term.line,
                where,
                f"{term.words!r} stands {len(places)} times in the quote",
                "one place",
                "add `occurrence`, counting in the quote from 1",
            )
        elif term.occurrence is not None and term.occurrence > len(places):
            self.problem(
                term.line, f"{where}.occurrence", str(term.occurrence), f"at most {len(places)}", "count again"
            )
        else:
            place = places[(term.occurrence or 1) - 1]
            self.result.terms.append(PlacedTerm(verdict_id, term, place, self.source.source_id, within, english))

    def pin(self, pin: NamePin, within: Span) -> None:
        places = [span for span in self.document.find(pin.form, within=within) if self.is_whole(span)]
        if not places:
            self.problem(
                pin.line,
                "names.form",
                repr(pin.form),
                "whole words inside the passage's quote",
                f"copy the form from the quote: {fold(self.document.slice(within))}",
            )
        self.result.pins += [PlacedPin(pin, span, self.annotation.file) for span in places]

    def english(self, en: str | None, line: int, where: str) -> None:
        if self.source.language != "en" and not en:
            self.problem(line, where, "nothing", "the quote in English", "add `en`, faithful rather than smooth")

    def is_whole(self, span: Span) -> bool:
        text = self.document.text
        cut_left = span.start > 0 and text[span.start - 1].isalnum() and text[span.start].isalnum()
        cut_right = span.end < len(text) and text[span.end - 1].isalnum() and text[span.end].isalnum()
        return not cut_left and not cut_right

    def locate(self, quote: Quote, where: str) -> Span | None:
        if not quote.words:
            return None
        places = self.document.find(quote.words)
        if not places:
            self.not_found(quote, where)
            return None
        if len(places) == 1 and quote.occurrence in (None, 1):
            return places[0]
        if quote.occurrence is None:
            lines = ", ".join(str(self.document.line_of(span.start)) for span in places[:10])
            self.problem(
                quote.line,
                where,
                f"{quote.words!r} stands {len(places)} times in {self.source.path} (lines {lines})",
                "one place",
                "quote more words, or add `occurrence`, counting from 1",
            )
            return None
        if quote.occurrence > len(places):
            self.problem(
                quote.line, f"{where}.occurrence", str(quote.occurrence), f"at most {len(places)}", "count again"
            )
            return None
        return places[quote.occurrence - 1]

    def places(self, quote: Quote, where: str) -> list[Span]:
        """Every place of the words, or the one that `occurrence` names."""
        if quote.occurrence is not None:
            place = self.locate(quote, where)
            return [place] if place else []
        places = self.document.find(quote.words) if quote.words else []
        if quote.words and not places:
            self.not_found(quote, where)
        return places

    def not_found(self, quote: Quote, where: str) -> None:
        near = self.document.nearest(quote.words)
        remedy = "copy the words from the source"
        if near is not None:
            line = self.document.line_of(near.start)
            remedy = (
                f"copy the words from the source; nearest, {self.source.path}:{line}: {fold(self.document.slice(near))}"
            )
        self.problem(quote.line, where, quote.words, f"words that stand in {self.source.path}", remedy)

    def problem(self, line: int, where: str, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(self.annotation.file, line, where, found, expected, remedy))
