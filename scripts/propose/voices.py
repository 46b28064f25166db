"""Who speaks where: the voices of a document beside its author's, and the words that are theirs."""

from bisect import bisect_right

from scripts.propose.proposals import Proposals
from scripts.propose.reading import Reading


def propose_voices(reading: Reading, found: Proposals) -> None:
    """Append the voices of speakers to `found.voices`, and their words, in order and apart, to `found.turns`.

    Called once, after entities, elections, missions and people, and before whatever holds claims.
    """


def voice_at(reading: Reading, found: Proposals, position: int) -> tuple[str, ...]:
    """The names of the voices of a claim that stands at a code point: the election, the author, and who else speaks."""
    names = [name for name in ("election", "document") if found.voice(name) is not None]
    turn = bisect_right(found.turns, position, key=lambda one: one.span.start) - 1
    if turn >= 0 and position < found.turns[turn].span.end:
        names.append(found.turns[turn].voice)
    return tuple(names)
