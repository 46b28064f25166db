"""Proposed facts: text → records of every table for which the words give grounds, for a person to accept or reject."""

from extraction.reader import reader
from scripts.propose.authors import propose_author
from scripts.propose.citations import propose_citations
from scripts.propose.counts import propose_counts
from scripts.propose.elections import propose_elections
from scripts.propose.entities import propose_entities
from scripts.propose.events import propose_events
from scripts.propose.figures import propose_figures
from scripts.propose.known import Known
from scripts.propose.leftovers import propose_leftovers
from scripts.propose.missions import propose_missions
from scripts.propose.people import propose_people
from scripts.propose.proposals import Proposals
from scripts.propose.reading import Reading
from scripts.propose.verdicts import propose_verdicts
from scripts.propose.voices import propose_voices

__all__ = ["Known", "Proposals", "Proposer", "Reading"]

_IN_ORDER = (
    propose_entities,
    propose_elections,
    propose_missions,
    propose_author,
    propose_people,
    propose_voices,
    propose_counts,
    propose_figures,
    propose_events,
    propose_citations,
    propose_verdicts,
    propose_leftovers,
)
"""Each may look up what those before it have proposed."""


class Proposer:
    """Proposes facts for texts of one language; made once, it serves every text.

    Args:
        language: ISO 639-1; there is a lexicon for it.
        known: what the package holds already: names, elections, missions.

    Raises:
        UnknownLanguageError: there is no lexicon for the language.
    """

    def __init__(self, language: str, known: Known | None = None) -> None:
        self.language = language
        self.known = known or Known()
        self._reader = reader(language, vocabulary=self.known.entries())

    def read(self, text: str, publisher: str = "", published: str = "") -> Reading:
        """The document with its sentences and mentions; `text` is canonical, all spans count its code points.

        Args:
            text: the document.
            publisher: the name of who published it, where that is known from elsewhere than its words.
            published: when it was published (EDTF), likewise.
        """
        return Reading.of(text, self.language, self.known, self._reader, publisher, published)

    def propose(self, reading: Reading) -> Proposals:
        """What the words of a document give grounds for."""
        found = Proposals()
        for rule in _IN_ORDER:
            rule(reading, found)
        return found
