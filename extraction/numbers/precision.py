"""Words that qualify a number, on either side: "more than", «не менее», "or more", «с лишним»."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from extraction.mentions import Precision
from extraction.tokens import Keys, Tokens

_SIGNS: dict[str, Precision] = {
    "~": "about", "≈": "about", "±": "about", ">": "more_than", "<": "fewer_than", "≥": "at_least", "≤": "at_most"
}  # fmt: skip


_BETWEEN = frozenset({" ", ", ", "-"})
"""Gaps within what stands before a number: «где-то», «не менее, чем»."""


_AFTER = frozenset({" ", "-", "% ", " % "})


@dataclass(slots=True)
class _Node:
    """Phrases that share their first words: what the phrase that ends here says, and the words that may follow."""

    code: Precision | None = None
    words: "dict[str, _Node]" = field(default_factory=dict)


class Qualifiers:
    """What stands before and after a number, by the lexicon."""

    def __init__(self, data: Mapping[str, Mapping[str, Sequence[str]]], keys: Keys) -> None:
        self.keys = keys
        links = data["precision_links"]
        before = _phrases(data["precision_before"])
        self.left = _tree((code, phrase[::-1]) for code, words in before for phrase in _linked(words, links))
        self.right = _tree(_phrases(data["precision_after"]))
        self.final = _tree(_phrases(data.get("precision_final", {})))
        self.with_words = {word: frozenset(forms) for word, forms in data.get("precision_with", {}).items()}

    def before(self, tokens: Tokens, index: int) -> tuple[Precision | None, int]:
        """What the sign or the words before `words[index]` say, and the first of them."""
        gap = tokens.gaps[index - 1] if index else ""
        if gap != " ":
            return _SIGNS.get(gap.rstrip()[-1:]), index
        key = self.keys[tokens.words[index - 1]]
        if key in self.with_words and self.keys[tokens.words[index]] in self.with_words[key]:
            return "about", index - 1
        node = self.left.words.get(key)
        found, first, place = None, index, index - 1
        while node is not None:
            if node.code is not None:
                found, first = node.code, place
            place -= 1
            if place < 0 or not node.words or tokens.gaps[place] not in _BETWEEN:
                break
            node = node.words.get(self.keys[tokens.words[place]])
        return found, first

    def after(self, tokens: Tokens, index: int) -> tuple[Precision | None, int]:
        """What the sign or the words after `words[index]` say, and the last of them."""
        gap = tokens.gaps[index]
        if gap not in _AFTER or index + 1 >= len(tokens.words):
            return ("at_least" if gap[:1] == "+" else None), index
        key = self.keys[tokens.words[index + 1]]
        found, last = self._rightward(tokens, index, self.right.words.get(key))
        if found is None and key in self.final.words:
            found, last = self._rightward(tokens, index, self.final.words[key])
            if tokens.gaps[last] == " ":
                return None, index
        return found, last

    def _rightward(self, tokens: Tokens, index: int, node: _Node | None) -> tuple[Precision | None, int]:
        found, last, place = None, index, index + 1
        while node is not None:
            if node.code is not None:
                found, last = node.code, place
            if not node.words or tokens.gaps[place] not in (" ", "-") or place + 1 >= len(tokens.words):
                break
            place += 1
            node = node.words.get(self.keys[tokens.words[place]])
        return found, last


def _phrases(data: Mapping[str, Sequence[str]]) -> Iterable[tuple[Precision, list[str]]]:
    return ((cast(Precision, code), _words(form)) for code, forms in data.items() for form in forms)


def _words(form: str) -> list[str]:
    return form.replace("-", " ").split()


def _linked(words: list[str], links: Mapping[str, Sequence[str]]) -> Iterable[list[str]]:
    """A phrase, and it with the prepositions that may follow it before the number («более чем из сорока стран»)."""
    yield words
    for link in links.get(words[-1], ()):
        yield [*words, link]


def _tree(phrases: Iterable[tuple[Precision, list[str]]]) -> _Node:
    root = _Node()
    for code, words in phrases:
        node = root
        for word in words:
            node = node.words.setdefault(word, _Node())
        node.code = code
    return root
