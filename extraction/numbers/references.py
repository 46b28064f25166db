"""Numbers that name and do not count: of paragraphs, laws, documents, list items; and digits inside codes."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from extraction.numbers.words import Form
from extraction.tokens import BREAK, Keys, Tokens

Trigger = Literal["", "always", "alone", "listed", "telephone"]
"""What stands before a number: `always` of a reference, of one where nothing is counted (`alone`), of one where nothing
is counted and another such number follows (`listed`), of a telephone."""

GLUED = frozenset({"/", "-", ".", "@", ":", "://", "+", "=", "&", "(", "#", "*"})
"""Gaps that join what follows a number to it as to a code."""

_GLUE_BEFORE = frozenset("/-.()@+=&#?\\'_*:%~|")
_NUMBER_SIGNS = "№§"
_INSIDE = frozenset({"/", "-", ".", "(", ")", ")/", "/(", ").", ")-", ")(", ")-(", ")–(", "–", "+"})
"""Gaps inside a document's symbol: PC.DEL/663/19, CDL-AD(2002)23rev."""

_LONG_DASH = "—"
"""Between spaces it parts a clause; a range has a shorter one."""

_LONGEST = 14
"""Words of a symbol."""

_BEFORE_TELEPHONE = frozenset(" .:(+")
_IN_TELEPHONE = frozenset(" -–().")
_ADDRESSES = ("://", "@", "www")

_ITEM = 3
"""Digits of the number of a list item, and numbers of a section (1.2.3)."""


class Run(NamedTuple):
    """Words that no space parts, from `first` to `last`."""

    first: int
    last: int
    is_address: bool
    is_symbol: bool


class References:
    """Tells which digits are references, by what stands before them."""

    def __init__(self, data: Mapping[str, Any], keys: Keys) -> None:
        numbered = data["numbered"]
        self.keys = keys
        self.triggers: dict[str, Trigger] = {
            **dict.fromkeys(numbered["listed"], "listed"),
            **dict.fromkeys(numbered["alone"], "alone"),
            **dict.fromkeys(numbered["always"], "always"),
            **dict.fromkeys(data["telephone"], "telephone"),
        }
        self.dotted = frozenset(numbered["dotted"])
        self.dated = frozenset(numbered["dated"])
        self.suffixes = frozenset(numbered["suffixes"])
        self.links = frozenset((*data["ranges"]["links"], *data["conjunctions"], *data["ranges"]["alternatives"]))

    def before(self, tokens: Tokens, index: int) -> Trigger:
        """What stands before a number."""
        gap = tokens.gaps[index - 1] if index else ""
        if gap == " ":
            return self.triggers.get(self.keys[tokens.words[index - 1]], "")
        if not gap or BREAK in gap:
            return ""
        if gap.rstrip()[-1:] in _NUMBER_SIGNS and gap.strip():
            return "always"
        if gap[-1] == "+" and self.telephone_end(tokens, index) > index + 1:
            return "telephone"
        key = self.keys[tokens.words[index - 1]]
        if gap in (". ", ".") and key in self.dotted:
            return "always"
        is_telephone = _BEFORE_TELEPHONE.issuperset(gap) and self.triggers.get(key) == "telephone"
        return "telephone" if is_telephone else ""

    def goes_on(self, tokens: Tokens, last: int, index: int) -> Literal["", "listed", "joined"]:
        """Whether `words[index]` goes on a list of references that `words[last]` belongs to: "5, 7", "3 and 41"."""
        gap = tokens.gaps[last].removeprefix(")") if tokens.gaps[last - 1] == " (" else tokens.gaps[last]
        if index == last + 1 and gap in (", ", " – ", "–", "; ", ","):
            return (
                "" if gap == " – " and _LONG_DASH in tokens.text[tokens.end(last) : tokens.starts[index]] else "listed"
            )
        is_joined = (
            index == last + 2
            and gap in (" ", ", ")
            and tokens.gaps[last + 1] == " "
            and self.keys[tokens.words[last + 1]] in self.links
        )
        return "joined" if is_joined else ""

    def begins_list(self, tokens: Tokens, last: int) -> bool:
        """Whether another number in digits goes on a list that begins with a number that ends with `words[last]`."""
        return any(
            tokens.words[index][:1].isdecimal() and self.goes_on(tokens, last, index) != ""
            for index in range(last + 1, min(last + 3, len(tokens.words)))
        )

    @staticmethod
    def initials(tokens: Tokens, index: int) -> int:
        """The first of capital letters with stops right before a number, as in the symbol "C.I. 127"; or `index`."""
        first = index
        while first and tokens.gaps[first - 1] == (". " if first == index else "."):
            letter = tokens.words[first - 1]
            if len(letter) != 1 or not letter.isupper() or tokens.taken[first - 1]:
                break
            first -= 1
        return first if first < index - 1 else index

    def run(self, tokens: Tokens, index: int) -> Run:
        """The words around `words[index]` that no space parts from it."""
        words, gaps, taken = tokens.words, tokens.gaps, tokens.taken
        first = last = index
        while first and index - first < _LONGEST and gaps[first - 1] in _INSIDE and not taken[first - 1]:
            if not words[first - 1]:
                break
            first -= 1
        while last - index < _LONGEST and gaps[last] in _INSIDE and last + 1 < len(gaps) and not taken[last + 1]:
            last += 1
        before = gaps[first - 1] if first else ""
        is_address = (
            any(mark in before or mark in gaps[last] for mark in _ADDRESSES)
            or words[first].lower() == "www"
            or before.endswith(("@", "/"))
        )
        has_capitals = any(word.isupper() and word.isalpha() for word in words[first : last + 1])
        return Run(first, last, is_address, has_capitals and any(gap[-1] in "/(" for gap in gaps[first:last]))

    def is_dated(self, tokens: Tokens, index: int) -> bool:
        """Whether a year in brackets belongs to the number at a word: resolution [No.] 1325 (2000)."""
        at = index - 1
        if at > 0 and self.keys[tokens.words[at]] in self.dotted and tokens.gaps[at - 1] == " ":
            at -= self.keys[tokens.words[at]] not in self.dated
        return at >= 0 and tokens.gaps[at] in (" ", ". ", " №", " № ") and self.keys[tokens.words[at]] in self.dated

    def year_end(self, tokens: Tokens, last: int) -> int:
        """The last word of a number with the year in brackets after `words[last]`."""
        following = tokens.words[last + 1] if last + 1 < len(tokens.words) else ""
        is_year = len(following) == 4 and following.isdecimal() and not tokens.taken[last + 1]
        return last + 1 if is_year and tokens.gaps[last] == " (" and tokens.gaps[last + 1][:1] == ")" else last

    def telephone_end(self, tokens: Tokens, index: int) -> int:
        """The last word of a telephone number: digits with spaces, hyphens and brackets between."""
        last = index
        while (
            last + 1 < len(tokens.words)
            and last - index < _LONGEST
            and tokens.words[last + 1].isdecimal()
            and _IN_TELEPHONE.issuperset(tokens.gaps[last])
        ):
            last += 1
        return last

    def end(self, tokens: Tokens, index: int) -> int:
        """The last word of a reference that begins with `words[index]`: 7.5, 7(2), 15–1, 123-V."""
        last = index
        while last - index < _LONGEST and last + 1 < len(tokens.words) and not tokens.taken[last + 1]:
            gap, following = tokens.gaps[last], tokens.words[last + 1]
            if gap not in _INSIDE or (gap == "-" and following.islower() and len(following) > 2):
                break
            last += 1
        return last


def item_end(tokens: Tokens, index: int, form: Form, gap: str) -> int:
    """The last word of the number of a list item, which begins a block or follows a comma or colon; or -1."""
    is_first = BREAK in gap or index == 0
    last = _digits_end(tokens, index, form) if form.role == "digits" else index
    after = tokens.gaps[last]
    if last < 0 or form.role not in ("digits", "roman") or BREAK in after or last + 1 >= len(tokens.words):
        return -1
    following = tokens.words[last + 1]
    if not is_first:
        is_item = form.role == "digits" and after[:2] == ") " and gap.rstrip(" (")[-1:] in (":", ";", ",")
    elif form.role == "roman" and len(tokens.words[index]) == 1:  # rather an initial, but before a heading
        is_item = after == ". " and len(following) > 1 and following.isupper()
    else:
        is_section = last > index and after == " " and following[:1].isupper()
        is_item = after[:1] == ")" or after[:2] in (". ", ".)") or is_section
    return last if is_item else -1


def _digits_end(tokens: Tokens, index: int, form: Form) -> int:
    """The last word of 3 or 1.2.3, or -1 where digits are no number of a list."""
    if len(form.digits) > _ITEM or form.decimals or form.suffix or form.scale > 1:
        return -1
    last = index
    while last - index < _ITEM and tokens.gaps[last] == "." and tokens.words[last + 1].isdecimal():
        last += 1
    return last


def is_glued(gap: str) -> bool:
    """Whether what stands before a word belongs to it as to a code: "A-4", "page.5"."""
    return bool(gap) and gap not in (":", "'") and _GLUE_BEFORE.issuperset(gap)


def is_page_number(gap: str, after: str) -> bool:
    """Whether digits are a block of their own."""
    return (BREAK in gap or not gap) and BREAK in after and not after.strip()
