"""Where words stand: the document under review in sentences, and the places of the quotes of its annotation."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from extraction.sentences import sentences
from extraction.text import Document, Span, fold
from scripts.grounding import Grounded
from scripts.ledger import corrected
from scripts.yaml_reader import Node

_NUMBER = re.compile(r"[1-9]\d{0,3}\Z", re.ASCII)


class Places:
    """The sentences of a document, with the boundaries that an annotation puts right, and where quotes stand in it.

    Each quote is looked for once, however many decisions follow.
    """

    def __init__(self, document: Document, language: str, annotation: Node) -> None:
        self.document = document
        self.language = language
        self._found: dict[str, list[Span]] = {}
        parts = corrected(document.text, sentences(document.text, language), self._corrections(annotation), "", [])
        self.sentences = [part.span for part in parts]
        self._starts = [span.start for span in self.sentences]
        self._ends = [span.end for span in self.sentences]

    def find(self, words: str) -> list[Span]:
        """Every place of some words."""
        if words not in self._found:
            self._found[words] = self.document.find(words)
        return self._found[words]

    def of(self, fields: Mapping[str, Node]) -> Span | None:
        """Where the quote of an item stands, up to the words of `through`; None where it stands nowhere."""
        places = self.find(text_of(fields, "quote"))
        number = text_of(fields, "occurrence") or "1"
        if not _NUMBER.match(number) or not 0 < int(number) <= len(places):
            return None
        start = places[int(number) - 1]
        if "through" not in fields:
            return start
        later = [place for place in self.find(text_of(fields, "through")) if place.start >= start.start]
        return Span(start.start, later[0].end) if later else None

    def numbers(self, span: Span | None) -> range:
        """The sentences that a span touches, by their number from 0."""
        if span is None:
            return range(0)
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def quoted(self, number: int) -> dict[str, str]:
        """A sentence as a quote, with `occurrence` where its words stand elsewhere, too."""
        span = self.sentences[number]
        words = fold(self.document.slice(span))
        places = self.find(words)
        if len(places) == 1:
            return {"quote": words}
        return {"quote": words, "occurrence": str(1 + sum(place.start < span.start for place in places))}

    def _corrections(self, annotation: Node) -> Grounded:
        found = Grounded()
        written = annotation.value.get("sentences") if isinstance(annotation.value, dict) else None
        kinds = written.value if written is not None and isinstance(written.value, dict) else {}
        for kind, quotes in kinds.items():
            for quote in quotes.value if isinstance(quotes.value, list) else ():
                places = self.find(str(quote.value))
                if places and kind in ("join", "split", "plain"):
                    getattr(found, kind).append((places[0], quote.line))
        return found


def text_of(fields: Mapping[str, Node], name: str) -> str:
    """A field as text; "" where it is missing or no text."""
    value = fields[name].value if name in fields else ""
    return value.strip() if isinstance(value, str) else ""
