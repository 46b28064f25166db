"""Short phrases of a lexicon beside a number, and the words next to it."""

from collections.abc import Iterable

from extraction.tokens import Keys, Tokens

Phrases = dict[str, list[list[str]]]


def key_after(tokens: Tokens, keys: Keys, index: int) -> str:
    """The key of the next word, where a space or hyphen stands between, or ""."""
    if tokens.gaps[index] in (" ", "-") and index + 1 < len(tokens.words):
        return keys[tokens.words[index + 1]]
    return ""


def key_before(tokens: Tokens, keys: Keys, index: int) -> str:
    """The key of the word before, where a space stands between, or ""."""
    return keys[tokens.words[index - 1]] if index and tokens.gaps[index - 1] == " " else ""


def phrases(forms: Iterable[str]) -> Phrases:
    """First word → the rest of each phrase, the longest first."""
    found: Phrases = {}
    for form in sorted(forms, key=lambda form: -len(form.split())):
        first, *rest = form.split()
        found.setdefault(first, []).append(rest)
    return found


def phrase_end(tokens: Tokens, index: int, listed: Phrases, keys: Keys) -> int:
    """The last word of a phrase that begins with `words[index]`, or -1."""
    for rest in listed.get(keys[tokens.words[index]], ()):
        last = index + len(rest)
        if last < len(tokens.words) and all(
            tokens.gaps[place] == " " and keys[tokens.words[place + 1]] == word
            for place, word in zip(range(index, last), rest, strict=True)
        ):
            return last
    return -1
