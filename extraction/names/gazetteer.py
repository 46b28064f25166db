"""Many names in a text, in any case: leftmost, longest, at a cost that does not grow with their number.

A name is a path through a tree of words. A word of a language with cases is the stem that its forms share, with the
endings that its type allows (lexicon), so nothing is generated: a word of the text is cut in a few places, once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extraction.tokens import BREAK, Keys, Tokens, _gaps

_CACHED = 1 << 16
_LONGEST_ENDING = 3
_NO_JOINT = ""
_PARTS = re.compile(r"([^\w\u0300-\u036f]+)")
_JOINTS = {"": "", " ": "", "-": "", "–": "", " – ": "", " - ": "", "– ": "", " –": "", " -": "", "- ": ""}


class Inflection:
    """The forms that words may take: `endings: [[ending of the nominative, what is cut off, [what may follow]]]`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._types: dict[str, list[tuple[str, int, frozenset[str]]]] = {}
        shared: dict[tuple[str, ...], frozenset[str]] = {}
        for ending, cut, endings in data.get("endings", ()):
            forms = shared.setdefault(tuple(endings), frozenset(endings))
            self._types.setdefault(ending[-1], []).append((ending, len(cut), forms))
        self._fixed = frozenset(data.get("undeclined", ()))
        self._nouns = frozenset(data.get("nouns", ()))
        self.has_endings = bool(self._types)

    def of(self, key: str) -> tuple[str, frozenset[str]]:
        """The stem of a word and the endings that may follow it."""
        if key and key not in self._fixed:
            for ending, cut, forms in self._types.get(key[-1], ()):
                if key.endswith(ending) and not (key in self._nouns and len(ending) > 1) and len(key) - cut > 1:
                    return key[: len(key) - cut], forms
        return key, _AS_IT_IS


_AS_IT_IS = frozenset({""})


@dataclass(slots=True, eq=False)
class Known:
    """What stands at the end of a name's path: kind, bearer, and the words in the nominative with their stems' lengths.

    `code` is an ISO code for states. A form with no known nominative has no `words`.
    """

    kind: str
    entity: str
    code: str = ""
    words: tuple[tuple[str, int], ...] = ()
    after: str = ""
    is_abbreviation: bool = False


class _Node:
    """A word of names; `next` is one empty table for all nodes that none follows."""

    __slots__ = ("known", "next")

    def __init__(self) -> None:
        self.next = _LAST
        self.known: Known | None = None

    def at(self, edge: str) -> "_Node":
        """The node that an edge leads to; made where there is none."""
        node = self.next.get(edge)
        if node is None:
            if self.next is _LAST:
                self.next = {}
            node = self.next[edge] = _Node()
        return node


_LAST: dict[str, _Node] = {}


class Gazetteer:
    """Finds a fixed set of names."""

    def __init__(self, keys: Keys, inflection: Inflection) -> None:
        self._keys = keys
        self._inflection = inflection
        self._root = _Node()
        self._endings: dict[str, frozenset[str]] = {}
        self._cut: dict[str, tuple[str, frozenset[str]]] = {}
        self._of_form: tuple[dict[str, tuple[str, tuple[str, int]]], dict[str, tuple[str, tuple[str, int]]]] = {}, {}
        self._read: dict[str, tuple[str, ...]] = {}
        self._firsts: dict[str, tuple[_Node, ...]] = {}
        self._gaps: dict[str, str] = dict(_JOINTS)

    def add(self, form: str, known: Known, nominative: Sequence[str] | None = None) -> None:
        """Add a form; what stands there stays. `nominative` has as many words, where the form is none itself."""
        words, joints, after = self._split(form)
        if not words:
            return
        self._firsts.clear()
        node = self._root
        base: list[tuple[str, int]] = []
        for word, joint in zip(words, joints, strict=True):
            token, part = self._token(word, is_first=not base)
            node = node.at(joint + token)
            base.append(part)
        if node.known is None:
            node.known = known
            known.words = tuple(base) if nominative is None else tuple((word, 0) for word in nominative)
            self._describe(known, words, after)

    def prepare(self, forms: Iterable[str]) -> None:
        """Note the stems of all forms, so that each word of a name has one, whatever case it stands in."""
        keys, cut = self._keys, self._cut
        for form in forms:
            for word in form.split() if form.replace(" ", "").isalnum() else self._split(form)[0]:
                key = keys[word]
                if key not in cut:
                    self._stem(key)

    def replace(self, form: str, known: Known) -> Known | None:
        """Add a form of unknown case in place of what stands there, which is given; its nominative and code stay."""
        words, joints, after = self._split(form)
        if not words:
            return None
        self._firsts.clear()
        nodes = [self._root]
        for word, joint in zip(words, joints, strict=True):
            edges = [joint + token for token in self._readings(word)]
            nodes = [node.next[edge] for node in nodes for edge in edges if edge in node.next]
        end = next((node for node in nodes if node.known is not None), None)
        if end is None:
            end = self._root
            for word, joint in zip(words, joints, strict=True):
                end = end.at(joint + self._token(word)[0])
        there, end.known = end.known, known
        self._describe(known, words, after)
        if there is not None:
            known.words = there.words
            known.code = known.code or (there.code if there.kind == known.kind else "")
        return there

    def _split(self, form: str) -> tuple[list[str], list[str], str]:
        """The words of a form, what joins each to the one before, and the mark behind; no words in lower case."""
        if form.replace(" ", "").isalnum():
            words = form.split()
            return (words, [_NO_JOINT] * len(words), "") if not words[0][0].islower() else ([], [], "")
        parts = _PARTS.split(form)
        first = 0 if parts[0] else 2
        words, gaps = parts[first::2], [_gaps[gap] for gap in parts[first + 1 :: 2]]
        if words and not words[-1]:
            words.pop()
        if not words or words[0][0].islower():
            return [], [], ""
        joints = ["", *(self._joint(gap) for gap in gaps[: len(words) - 1])]
        return words, joints, gaps[len(words) - 1].strip() if len(gaps) >= len(words) else ""

    def _describe(self, known: Known, words: Sequence[str], after: str) -> None:
        known.after = after
        first = words[0]
        is_first = len(first) == 1 or first.isupper()
        known.is_abbreviation = is_first and all(len(word) == 1 or word.isupper() for word in words)

    def begins(self, word: str) -> bool:
        """Whether a name could begin with this word: its capital is asked for."""
        return word[:1].isupper() and bool(self._first_nodes(word))

    def only(self, word: str) -> Known | None:
        """The name of one word that a word is, where it begins no longer one."""
        nodes = self._first_nodes(word)
        return nodes[0].known if len(nodes) == 1 and not nodes[0].next else None

    def longest(self, tokens: Tokens, first: int) -> tuple[int, Known] | None:
        """The longest name that begins with a word, and the index of its last word."""
        words = tokens.words
        nodes = self._firsts.get(words[first])
        if nodes is None:
            nodes = self._first_nodes(words[first])
        if not nodes:
            return None
        if len(nodes) > 1:
            found = next(((first, node.known) for node in nodes if node.known is not None), None)
            return self._branched(tokens, first, nodes, found)
        node = nodes[0]
        found = None if node.known is None else (first, node.known)
        return self._from(tokens, first, node, found) if node.next else found

    def _from(
        self, tokens: Tokens, index: int, node: "_Node", found: tuple[int, Known] | None
    ) -> tuple[int, Known] | None:
        """The longest name that goes on from a word, whose node is given."""
        words, gaps, read = tokens.words, tokens.gaps, self._read
        last = len(words) - 1
        while index < last:
            gap = gaps[index]
            joint = _NO_JOINT if gap == " " else self._joint(gap)
            index += 1
            known = read.get(words[index])
            if known is None:
                known = self._tokens(words[index])
            if len(known) != 1:
                return self._branched(tokens, index - 1, (node,), found) if known else found
            reached = node.next.get(joint + known[0])
            if reached is None:
                return found
            node = reached
            if node.known is not None:
                found = index, node.known
            if not node.next:
                return found
        return found

    def _first_nodes(self, word: str) -> tuple["_Node", ...]:
        nodes = self._firsts.get(word)
        if nodes is None:
            if len(self._firsts) >= _CACHED:
                self._firsts.clear()
            edges = self._root.next
            nodes = self._firsts[word] = tuple(edges[token] for token in self._tokens(word) if token in edges)
        return nodes

    def _branched(
        self, tokens: Tokens, index: int, nodes: Sequence["_Node"], found: tuple[int, Known] | None
    ) -> tuple[int, Known] | None:
        """The longest name that goes on from a word, where the next is a form of several words."""
        for following in range(index + 1, len(tokens.words)):
            joint = self._joint(tokens.gaps[following - 1])
            edges = [joint + token for token in self._tokens(tokens.words[following])]
            nodes = [node.next[edge] for node in nodes for edge in edges if edge in node.next]
            if not nodes:
                break
            for reached in nodes:
                if reached.known is not None and (found is None or found[0] < following):
                    found = following, reached.known
        return found

    def _token(self, word: str, is_first: bool = False) -> tuple[str, tuple[str, int]]:
        """What stands for a word in the tree, and the word with the length of its stem; remembered, as words recur."""
        known = self._of_form[is_first].get(word)
        if known is None:
            token = self._token_of(word, is_first)
            known = token, (word, len(word) if token[0] == "=" else len(token))
            self._of_form[is_first][word] = known
        return known

    def _token_of(self, word: str, is_first: bool) -> str:
        key = self._keys[word]
        if len(word) > 1 and word.isupper():
            self._endings["=" + key] = _AS_IT_IS
            return "=" + key
        stem, endings = self._stem(key)
        if endings is _AS_IT_IS and not is_first and self._inflection.has_endings:
            # a genitive, or a word that has one form
            stem = next((shared for shared in self._readings(word) if shared not in {stem, "=" + key}), stem)
        if stem not in self._endings:
            self._endings[stem] = _AS_IT_IS
        elif endings is _AS_IT_IS and stem == key:
            self._endings[stem] |= _AS_IT_IS
        return stem

    def _stem(self, key: str) -> tuple[str, frozenset[str]]:
        cut = self._cut.get(key)
        if cut is None:
            self._of_form[0].clear()  # a new stem may be that of words that were read before
            self._of_form[1].clear()
            cut = self._cut[key] = self._inflection.of(key)
            if cut[1] is not _AS_IT_IS:
                self._endings[cut[0]] = self._endings.get(cut[0], cut[1]) | cut[1]
        return cut

    def _tokens(self, word: str) -> tuple[str, ...]:
        known = self._read.get(word)
        if known is None:
            if len(self._read) >= _CACHED:
                self._read.clear()
            known = self._read[word] = tuple(self._readings(word))
        return known

    def _readings(self, word: str) -> Iterator[str]:
        key = self._keys[word]
        if word.isupper() and "=" + key in self._endings:
            yield "=" + key
        for cut in range(min(_LONGEST_ENDING, len(key) - 1) + 1):
            stem = key[: len(key) - cut]
            endings = self._endings.get(stem)
            if endings is not None and key[len(key) - cut :] in endings:
                yield stem

    def _joint(self, gap: str) -> str:
        """What two words of a name are joined by, where it is more than space or a dash."""
        joint = self._gaps.get(gap)
        if joint is None:
            if len(self._gaps) >= _CACHED:
                self._gaps = dict(_JOINTS)
            joint = BREAK if BREAK in gap else gap.replace(" ", "").replace('"', "«") + "\0"
            self._gaps[gap] = joint
        return joint
