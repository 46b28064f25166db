"""The mistakes that a tired person makes, one small function a kind."""

from tests.mutants.mistakes import deletions, judgements, names, passages, records, referents, values
from tests.mutants.mistakes.kinds import KINDS, Kind

__all__ = ["KINDS", "Kind", "deletions", "judgements", "names", "passages", "records", "referents", "values"]
