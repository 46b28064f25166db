"""Words that say a fact outright, such as *early* or *she*: where in a passage they stand (lexicon, facts.yaml)."""

import re
from functools import cache

from extraction.lexicon import lexicon
from extraction.text import Span

_ANY_ENDING = r"\w*"


@cache
def _pattern(language: str, fact: str) -> re.Pattern[str]:
    forms = sorted(lexicon(language, "facts")[fact], key=len, reverse=True)
    words = "|".join(re.escape(form).replace(r"\*", _ANY_ENDING).replace(r"\ ", r"\s+") for form in forms)
    words = words.replace("е", "(?:е|ё)")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def find_fact(text: str, language: str, fact: str, within: Span) -> Span | None:
    """The first words in a passage that say a fact, None where none does.

    Raises:
        KeyError: the lexicon of the language has no such fact.
    """
    found = _pattern(language, fact).search(text, within.start, within.end)
    return Span(*found.span()) if found else None
