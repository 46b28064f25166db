"""A package as it stands, read once: what mistakes are made in, and what every trial takes over unchanged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from extraction.text import Document, Span
from scripts.annotations import Annotation, Quote, read_annotation
from scripts.build import ANNOTATIONS, VOCABULARY
from scripts.sources import Source, read_sources
from scripts.vocabulary import Entry, read_vocabulary
from validation.problems import InvalidDataError, Problem

Vocabulary = Mapping[tuple[str, str], Entry]


class RememberingDocument(Document):
    """A document that remembers where each quote was found: a mistake moves one of many hundreds."""

    @cached_property
    def _found(self) -> dict[tuple[str, Span | None], list[Span]]:
        return {}

    def find(self, quote: str, *, within: Span | None = None) -> list[Span]:
        key = (quote, within)
        if key not in self._found:
            self._found[key] = super().find(quote, within=within)
        return list(self._found[key])


@dataclass(frozen=True)
class Project:
    """What people write of a package: sources with their texts, annotations, vocabulary."""

    sources: Mapping[str, Source]
    annotations: Mapping[str, Annotation]
    vocabulary: Vocabulary


@dataclass(frozen=True)
class Mutant:
    """A project with one mistake.

    Attributes:
        file: the file that a person mistook.
        line: where.
        change: what stands there now, instead of what.
        annotations: those that changed, by source; likewise `vocabulary` and `sources`.
        refused: why the reader of annotation files refuses it, which a mistake in what it gives cannot show; else "".
    """

    file: str
    line: int
    change: str
    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    refused: str = ""

    def of(self, project: Project) -> Project:
        """The project with the mistake in it."""
        return Project(
            {**project.sources, **self.sources},
            {**project.annotations, **self.annotations},
            {**project.vocabulary, **self.vocabulary},
        )


def read_project(root: Path) -> Project:
    """Read a package's inputs.

    Raises:
        InvalidDataError: they cannot be read.
    """
    problems: list[Problem] = []
    sources = {
        source_id: replace(source, document=RememberingDocument(source.document.text, source.document.sha256))
        for source_id, source in read_sources(root, problems).items()
    }
    vocabulary = read_vocabulary(root / VOCABULARY, VOCABULARY, problems)
    annotations = {annotation.source_id: annotation for annotation in _annotations(root, problems)}
    if problems:
        raise InvalidDataError(problems)
    return Project(sources, {source_id: annotations[source_id] for source_id in sources}, vocabulary)


def _annotations(root: Path, problems: list[Problem]) -> Iterator[Annotation]:
    for path in sorted((root / ANNOTATIONS).glob("*.yaml")):
        annotation = read_annotation(path, path.relative_to(root).as_posix(), problems)
        if annotation is not None:
            yield annotation


def place_of(document: Document, quote: Quote) -> Span | None:
    """Where a quote stands."""
    places = document.find(quote.words)
    number = (quote.occurrence or 1) - 1
    return places[number] if number < len(places) else None


def quote_at(document: Document, span: Span, line: int) -> Quote:
    """A quote of the words at a span, with its occurrence where they stand more than once."""
    words = " ".join(document.slice(span).split())
    places = document.find(words)
    return Quote(words, places.index(span) + 1 if len(places) > 1 else None, line)
