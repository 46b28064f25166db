"""The mistakes that a tired person makes, one small function a kind."""

from tests.mutants.mistakes import judgements, names, passages, referents, values
from tests.mutants.mistakes.kinds import KINDS, Kind

__all__ = ["KINDS", "Kind", "judgements", "names", "passages", "referents", "values"]
