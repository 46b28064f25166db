"""Phrases of a lexicon that stand beside a date or time; in a phrase, `a|b` are alternatives at one place."""

import re
from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import product

from extraction.tokens import Keys, Tokens

_WORD = re.compile(r"([^\w]+)")


def first_words(phrase: str) -> list[str]:
    """The words that a phrase of the lexicon can begin with."""
    return [_WORD.split(word)[0] for word in phrase.split(" ", 1)[0].split("|")]


def _steps(keys: Keys, phrase: str) -> Iterable[list[str]]:
    """A phrase as steps, each a word and the mark between it and the word before: `с.г.` → с, .г, and a last stop."""
    for chosen in product(*(part.split("|") for part in phrase.split(" "))):
        parts = _WORD.split(" ".join(chosen))
        yield [parts[at - 1].strip(" ") + keys[parts[at]] if at else keys[parts[0]] for at in range(0, len(parts), 2)]


class _Node(dict[str, "_Node"]):
    value: int | None = None
    has_stop = False


class Phrases:
    """Phrases with values, found from their first word on, or backward from their last; the longest wins."""

    def __init__(self, keys: Keys, listed: Mapping[int, Iterable[str]], *, backward: bool = False) -> None:
        self._key_of = keys
        self._root = _Node()
        for value, phrases in listed.items():
            for phrase in phrases:
                for found in _steps(keys, phrase):
                    has_stop = found[-1] == "."
                    steps = found[:-1] if has_stop else found
                    node = reduce(
                        lambda at, step: at.setdefault(step, _Node()),
                        reversed(steps) if backward else steps,
                        self._root,
                    )
                    node.value = value
                    node.has_stop = node.has_stop or has_stop

    def at(self, tokens: Tokens, first: int) -> tuple[int, int, int] | None:
        """The last word of the phrase that begins at a word, where it ends in the text, and its value."""
        words, gaps, keys, node, mark = tokens.words, tokens.gaps, self._key_of, self._root, ""
        if first >= len(words) or keys[words[first]] not in node:
            return None
        best: tuple[int, _Node] | None = None
        for index in range(first, len(words)):
            found = node.get(mark + keys[words[index]])
            if found is None:
                break
            node = found
            if node.value is not None:
                best = (index, node)
            mark = gaps[index].strip(" ")
        if best is None:
            return None
        last, node = best
        end = tokens.end(last)
        return last, end + (node.has_stop and tokens.text[end : end + 1] == "."), node.value or 0

    def before(self, tokens: Tokens, index: int) -> tuple[int, int] | None:
        """The first word of the phrase that ends just before a word, and its value; of phrases made `backward`."""
        words, gaps, keys, node = tokens.words, tokens.gaps, self._key_of, self._root
        for at in range(index - 1, -1, -1):
            found = node.get(keys[words[at]] + gaps[at].strip(" "))
            if found is None:
                return None
            if found.value is not None:
                return at, found.value
            node = found
        return None
