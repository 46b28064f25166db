"""Names of a vocabulary in a text: leftmost, longest, whole words, white space folded, case as written.

A name inside a longer name is part of the longer one. Work is done only at words that begin some name, so the cost
grows with the text and the names found and not with the size of the vocabulary.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extraction.text import Document, Span, fold

_WORD = re.compile(r"[\w\u0300-\u036f]+")  # letters with their combining marks, as in Тока́ев


@dataclass(frozen=True, slots=True)
class NameMention:
    """A written form of a name at its place."""

    form: str
    span: Span


class NameFinder:
    """Finds a fixed set of written forms."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Take the forms; white space in them is folded."""
        self._by_first_word: dict[str, list[tuple[int, str]]] = {}
        for form in {fold(form) for form in forms}:
            first = _WORD.search(form)
            if first is not None:
                self._by_first_word.setdefault(first.group(), []).append((first.start(), form))
        for found in self._by_first_word.values():
            # Leftmost first, as with a quote mark before the word; then longest.
            found.sort(key=lambda item: (-item[0], -len(item[1]), item[1]))

    def find(self, document: Document) -> Iterator[NameMention]:
        """Every mention in order, none overlapping another."""
        text = document.folded.text
        taken = 0
        for word in _WORD.finditer(text):
            if word.start() < taken:
                continue
            for offset, form in self._by_first_word.get(word.group(), ()):
                start = word.start() - offset
                end = start + len(form)
                if start >= taken and text.startswith(form, start) and not _inside_word(text, end):
                    yield NameMention(form, document.folded.original(start, end))
                    taken = end
                    break


def _inside_word(text: str, end: int) -> bool:
    return end < len(text) and bool(_WORD.match(text[end])) and bool(_WORD.match(text[end - 1]))
