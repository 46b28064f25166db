"""What a worker does: opens the documents of a chunk, reads them, and gives its part of each table."""

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from platform import node

from extraction.files import OpenedFile, UnreadableFileError, open_file
from extraction.lexicon import languages
from scripts.corpus.errors import CorpusError
from scripts.corpus.listing import Item
from scripts.corpus.parts import Failure, Part, Read, part_of
from scripts.corpus.rows import fact_rows, mention_rows
from scripts.corpus.settings import Settings, program
from scripts.propose import Proposer


class Extractor:
    """Reads documents; made once in a process. A language's lexicon is loaded with the first document in it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._proposers: dict[str, Proposer] = {}

    def part(self, items: Sequence[Item]) -> Part:
        """Read some documents. What is wrong with one of them is said in its row.

        Raises:
            CorpusError: a folder of theirs is not there.
        """
        for root in dict.fromkeys(item.root for item in items):
            if root and not Path(root).is_dir():
                raise CorpusError(f"the folder {root} is not there on {node()}")
        return part_of([self._read(item) for item in items])

    def _read(self, item: Item) -> Read:
        def failed(found: str, expected: str, remedy: str) -> Read:
            return Read(item, opened, failure=Failure(item.document_id, found, expected, remedy))

        opened: OpenedFile | None = None
        if item.refused:
            return failed(*item.refused)
        seconds = self.settings.seconds_for(item.size)
        try:
            with ended_after(seconds):
                opened = open_file(Path(item.path))
            language = self.settings.language or opened.language
            if language not in languages():
                known = " or ".join(languages())
                return failed("letters of another language", f"text in {known}", "name its language with --language")
            proposer = self._proposer(language)
            with ended_after(seconds):
                reading = proposer.read(opened.text)
                mentions = mention_rows(item.document_id, opened.text, reading.mentions)
                facts = fact_rows(item.document_id, opened.text, proposer.propose(reading))
        except UnreadableFileError as error:
            return failed(error.found, error.expected, error.remedy)
        except Exception as error:  # whatever a document does to the program, the others are read
            words = f"an error in the program: {type(error).__name__}: {error}"
            return failed(words[:_LONGEST], "a document that can be read", "report it as a bug, with the document")
        return Read(item, opened, language, mentions, facts)

    def _proposer(self, language: str) -> Proposer:
        if language not in self._proposers:
            self._proposers[language] = Proposer(language, self.settings.known)
        return self._proposers[language]


_LONGEST = 1000
"""Code points of a message."""


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """End this process where something takes longer: by a signal, which no library can hold up.

    Where the system has no such timer (Windows), nothing is ended.
    """
    if not seconds or not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


_ONE_AT_A_TIME = threading.Lock()
_extractors: list[Extractor] = []


def read(settings: Settings, items: Sequence[Item]) -> Part:
    """Read some documents in whatever process this is: one thread at a time, with lexicons that stay for the next.

    Raises:
        CorpusError: another version of the program runs here, or a folder is not there.
    """
    with _ONE_AT_A_TIME:
        if program() != settings.program:
            other = f"{node()} has another version of election-facts, of Python or of a library"
            raise CorpusError(f"{other}; install the same everywhere")
        if not _extractors or _extractors[0].settings != settings:
            _extractors[:] = [Extractor(settings)]
        return _extractors[0].part(items)
