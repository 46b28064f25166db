"""Why a run over a corpus cannot begin or go on."""


class CorpusError(Exception):
    """The whole run stops; the message says why and what to do. What is finished stands."""
