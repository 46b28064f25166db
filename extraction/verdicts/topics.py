"""What a verdict cue judges and by what: the aspect and the norm that the words around it name."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import takewhile

from extraction.verdicts.clauses import Sentences
from extraction.verdicts.cue_lexicon import BIT
from extraction.verdicts.stances import Judgement

_ELECTION, _FOREIGN, _BENCHMARK, _VOTE = BIT["election"], BIT["foreign"], BIT["benchmark"], BIT["vote"]
_OPENER, _COORDINATOR, _NEGATION = BIT["opener"], BIT["coordinator"], BIT["negation"]

_MEASURED = frozenset({"predicates", "harms", "faults"})
_GENERAL = "overall"
"""The aspect of words that speak of the election as a whole: another that is named goes before it."""
_ASPECT_WORDS = 12
"""Words of a role that are asked on either side for the aspect."""
_NORM_WORDS = 5
"""Words of a norm that are cited before its head."""


def aspect(judgement: Judgement, end: int) -> str:
    """The code of the aspect whose words stand nearest, "" if none; the sentence ends before `marks[end]`."""
    named, number, following = judgement.sentences.named, judgement.number, judgement.following
    place = bisect_left(named, number)
    beyond = place if following == number else bisect_left(named, following, place)
    lowest = max(judgement.first, number - _ASPECT_WORDS)
    left, distance = _nearest(
        judgement, takewhile(lowest.__le__, reversed(named[max(place - _ASPECT_WORDS, 0) : place]))
    )
    highest = min(following + _ASPECT_WORDS, end)
    right, other = _nearest(judgement, takewhile(highest.__gt__, named[beyond : beyond + _ASPECT_WORDS]))
    if not left or not right or (left == _GENERAL) == (right == _GENERAL):
        return left if not right or (left and distance <= other) else right
    return right if left == _GENERAL else left


def _nearest(judgement: Judgement, numbers: Iterable[int]) -> tuple[str, int]:
    sentences, codes = judgement.sentences, judgement.lexicon.aspects
    words, marks = sentences.tokens.words, sentences.marks
    general = ("", 0)
    for number in numbers:
        word = marks[number]
        code = codes[words[word]] if sentences.acts[number] & _ELECTION else ""
        if code == _GENERAL:
            general = general if general[0] else (code, abs(word - judgement.index))
        elif code:
            return code, abs(word - judgement.index)
    return general


def benchmark(judgement: Judgement) -> str:
    """The norm that the phrase measures by, as written, "" if none."""
    if judgement.entry.sort not in _MEASURED:
        return ""
    roles = judgement.roles
    for word in (*judgement.after.words, *judgement.before.words):
        if roles[word] & _BENCHMARK and not judgement.index <= word <= judgement.last:
            return _noun_phrase(judgement, word)
    return ""


def _noun_phrase(judgement: Judgement, word: int) -> str:
    """The words from the beginning of its phrase to a noun."""
    tokens, roles = judgement.sentences.tokens, judgement.roles
    begin = word
    lowest = judgement.last if word > judgement.last else -1
    while begin - 1 > lowest and word - begin < _NORM_WORDS:
        if tokens.gaps[begin - 1] not in {" ", "-"} or roles[begin - 1] & (_OPENER | _COORDINATOR | _NEGATION):
            break
        begin -= 1
    return tokens.text[tokens.starts[begin] : tokens.end(word)]


def is_relevant(sentences: Sentences, first: int, end: int) -> bool:
    """Whether a sentence, from `marks[first]` to before `marks[end]`, speaks of elections, or not of others."""
    named, acts = sentences.named, sentences.acts
    is_foreign = False
    for number in named[bisect_left(named, first) : bisect_left(named, end)]:
        role = acts[number]
        if role & _VOTE:
            return True
        is_foreign = is_foreign or bool(role & _FOREIGN)
    return not is_foreign
