"""Laws, commitments, statements, reports … that a document cites: `citations`."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from extraction.mentions import Mention, Name
from extraction.morphology import morphology
from extraction.text import Span, fold
from scripts.propose.passages import Ids, Passage, Told, passages
from scripts.propose.proposals import Proposals, Record
from scripts.propose.reading import Reading
from scripts.propose.voices import voice_at

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LEFT = 6
"""Words before a head that may belong to its name."""

_RIGHT = 14
"""Words behind it."""

_REMEMBERED = 500
"""Names of documents among which a repeated one is looked for."""

_PROVISION = 8
"""Words before a name in which its article or paragraph stands."""

_JOINED = frozenset({" ", "-", "/", " «", "'", " “", ' "'})
_OWNED = frozenset({"recommendation", "report", "methodology", "statement"})
"""Documents that "their" names well enough."""

_ISSUED = frozenset({"recommendation", "report", "methodology", "statement"})
"""Documents that the body acting in their clause issues: "ODIHR will publish a final report"."""

_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_PRONOUNS = frozenset({"Apro", "Anum"})
_NO_NAME = frozenset({"VERB", "PRTS", "ADJS", "GRND", "CONJ", "PRCL", "ADVB", "NPRO", "INFN"})
_YEAR = 4
"""Digits of a year, which may belong to a name."""


def propose_citations(reading: Reading, found: Proposals) -> None:
    """Every document that is named, once with each provision."""
    ids = Ids(found, "citations")
    named: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)
    for passage in passages(reading, "citations"):
        if passage.sentence.is_heading:
            continue
        for head in _heads(passage):
            citation = _citation(passage, head)
            if citation is None:
                continue
            name = citation.name.casefold()
            if any(name in other and citation.provision in ("", provision) for other, provision in named):
                continue
            named.append((name, citation.provision))
            cells = {f"document_name_{passage.language}": citation.name, "document_type": head.code}
            if citation.issuer is not None and (issuer := passage.reading.entity(citation.issuer)[1]):
                cells["issuer_id"] = issuer
            if citation.provision:
                cells["provision"] = citation.provision
            voices = voice_at(reading, found, head.span.start)
            key = ids.make(_id(citation, head.code))
            found.records.append(
                Record("citations", key, cells, citation.span, f"cited-{head.code.replace('_', '-')}", voices)
            )


def _heads(passage: Passage) -> Iterator[Told]:
    """The nouns that may name a document, each once: "press release" is no release."""
    last = -1
    for head in passage.told("heads"):
        if head.first > last:
            last = head.last
            yield head


@dataclass(frozen=True)
class _Citation:
    """A named document: its name in the nominative, the words that name it with their provision, and its issuer."""

    name: str
    span: Span
    provision: str
    issuer: Name | None


def _id(citation: _Citation, code: str) -> str:
    """A short id: the type, the issuer and the provision, as far as they are written in Latin letters."""
    issuer = citation.issuer.entity.lower() if citation.issuer is not None else ""
    words = "".join(
        sign if sign.isascii() and sign.isalnum() else "-" for sign in f"{code} {issuer} {citation.provision}"
    )
    return "-".join(part for part in words.lower().split("-") if part)


def _citation(passage: Passage, head: Told) -> _Citation | None:
    first, last = _first(passage, head), _last(passage, head)
    span = Span(passage.tokens.starts[first], passage.tokens.end(last))
    issuer = _issuer(passage, span, head)
    if not _is_document(passage, head, first, last, issuer):
        return None
    issuer = issuer or _acting(passage, span, head)
    provision, start = _provision(passage, first)
    name = _nominative(passage, head, first, span) if passage.language == "ru" else fold(passage.reading.words(span))
    return _Citation(_unbroken(name), Span(start, _closed(passage, span.end)), provision, issuer)


def _is_document(passage: Passage, head: Told, first: int, last: int, issuer: Name | None) -> bool:
    """Whether a head names a document, and is no mere word such as "order" or "reports"."""
    if any(name.start <= head.span.start and head.span.end <= name.end for name in passage.of("organization")):
        return False
    before = Span(passage.tokens.starts[max(head.first - 3, 0)], passage.span.end)
    if any(told.last >= head.first - 1 and told.first <= head.last for told in passage.told("no_document", before)):
        return False
    if any(told.first <= head.first <= told.last for told in passage.told("plain")):
        return True
    word = passage.tokens.words[head.last]
    is_alone = first == head.first and last == head.last
    is_title = word[:1].isupper() and not is_alone and not word.isupper()
    own = Span(passage.tokens.starts[first], head.span.start)
    if passage.tells("kinds", own) or is_title:
        return True
    if head.code in _OWNED and any(told.last == first - 1 for told in passage.told("possessives")):
        return True
    return issuer is not None or passage.gap(head.last).strip().startswith(("«", '"'))


def _first(passage: Passage, head: Told) -> int:
    """The first word of a name: adjectives and names before its head."""
    stops = {told.first for told in passage.told("determiners")} | {told.first for told in passage.told("ends")}
    first = head.first
    for index in range(head.first - 1, max(head.first - 1 - _LEFT, -1), -1):
        if passage.gap(index) not in _JOINED or index in stops or _is_possessive(passage, index):
            break
        own = Span(passage.tokens.starts[index], passage.tokens.end(index))
        is_kind = passage.tells("kinds", own)  # «действующее» is a participle in the dictionary
        if passage.language == "ru" and not (is_kind or _is_adjective(passage.word(index))):
            break
        if passage.language == "en" and not _may_lead(passage, index, head):
            break
        first = index
    start = passage.tokens.starts[first]
    inside = [name.start for name in passage.of("organization") if name.start < start < name.end]
    return passage.index(inside[0]) if inside else first


def _is_possessive(passage: Passage, index: int) -> bool:
    """Whether a word ends a possessor: "the country's constitution"."""
    return passage.word(index) == "s" and passage.gap(index - 1) == "'"


def _may_lead(passage: Passage, index: int, head: Told) -> bool:
    """Whether an English word may stand in a name before its head: no verb, by its ending, and no number but a year."""
    word = passage.tokens.words[index]
    own = Span(passage.tokens.starts[index], passage.tokens.end(index))
    is_in_name = any(name.start <= own.start < name.end for name in passage.of("organization"))
    if word[:1].isdigit() or (word[:1].isupper() and (index > 0 or is_in_name)):
        return True
    return passage.tells("kinds", own) or passage.tells("adjectives", own)


def _is_adjective(word: str) -> bool:
    parses = morphology("ru").parses(word)
    return bool(parses) and parses[0].part_of_speech == "ADJF" and not parses[0].grammemes & _PRONOUNS


def _last(passage: Passage, head: Told) -> int:
    """The last word of a name: what "of", "on", a genitive or a title in quotation marks adds behind its head."""
    last = head.last
    ends = {told.first for told in passage.told("ends")}
    goes_on = {told.first for told in passage.told("goes_on")}
    starts = {mention.start for mention in passage.of("count", "percent")}
    starts |= {mention.start for mention in passage.of("date") if not _is_year(passage, mention)}
    is_title = passage.tokens.words[head.last][:1].isupper()
    within = goes_on | {told.first for told in passage.told("determiners")}
    opened = passage.gap(last).strip()[-1:]
    if opened in ("«", '"', "“") and passage.gap(last).strip() in ("«", '"', "“"):
        return _title_end(passage, last)
    following = last + 1
    if passage.gap(last) != " " or following >= len(passage.keys):
        return last
    if following not in goes_on and not (passage.language == "ru" and _is_genitive(passage, following)):
        return last
    for index in range(following, min(following + _RIGHT, len(passage.keys))):
        before = passage.gap(index - 1)
        if before not in _JOINED and not (before.strip() in ("«", "“") and index > following):
            break
        if index in ends or passage.tokens.starts[index] in starts:
            break
        if passage.language == "en" and is_title and _is_small(passage, index) and index not in within:
            break
        is_governed = following in goes_on
        if (
            passage.language == "ru"
            and index not in goes_on
            and not _may_follow(passage, index, is_governed=is_governed)
        ):
            break
        if index not in goes_on or index == following:
            last = index
        elif index + 1 < len(passage.keys):
            continue
    if last in goes_on:
        return head.last
    return _trimmed(passage, head, last)


def _is_small(passage: Passage, index: int) -> bool:
    """Whether a word begins in lower case: in a title only articles and prepositions do."""
    return passage.tokens.words[index][:1].islower()


def _is_year(passage: Passage, mention: Mention) -> bool:
    return passage.between(mention.start, mention.end)[:_YEAR].isdecimal()


def _trimmed(passage: Passage, head: Told, last: int) -> int:
    """The last word that is no preposition or article."""
    loose = {told.first for told in passage.told("determiners")} | {told.first for told in passage.told("goes_on")}
    while last > head.last and (last in loose or (passage.language == "ru" and _is_adjective(passage.word(last)))):
        last -= 1
    return last


def _may_follow(passage: Passage, index: int, *, is_governed: bool) -> bool:
    """Whether a Russian word may belong to the words behind a head: a genitive, or what a preposition governs."""
    if any(
        name.start <= passage.tokens.starts[index] < name.end for name in passage.of("organization", "country", "place")
    ):
        return True
    parses = morphology("ru").parses(passage.word(index))
    if not parses or parses[0].part_of_speech in _NO_NAME or parses[0].grammemes & _PRONOUNS:
        return False
    return is_governed or any("gent" in parse.grammemes for parse in parses)


def _is_genitive(passage: Passage, index: int) -> bool:
    parses = morphology("ru").parses(passage.word(index))
    is_name = any(name.start == passage.tokens.starts[index] for name in passage.of("organization", "country"))
    return is_name or any("gent" in parse.grammemes for parse in parses[:2])


def _title_end(passage: Passage, index: int) -> int:
    """The word before the closing quotation mark."""
    for place in range(index + 1, min(index + 40, len(passage.keys))):
        if any(mark in passage.gap(place) for mark in ("»", "”", '"')):
            return place
    return index


def _closed(passage: Passage, end: int) -> int:
    text = passage.reading.text
    return end + 1 if text[end : end + 1] in ("»", "”") else end


def _issuer(passage: Passage, span: Span, head: Told) -> Name | None:
    """The body named in the words: of laws and constitutions none is."""
    if head.code in ("constitution", "law", "treaty", "calendar"):
        return None
    names = [name for name in passage.of("organization") if isinstance(name, Name)]
    within = [name for name in names if span.start <= name.start and name.end <= span.end + 1]
    possessors = [name for name in names if passage.between(name.end, span.start).strip() in _POSSESSIVE]
    return next(iter(within or possessors), None)


def _acting(passage: Passage, span: Span, head: Told) -> Name | None:
    """The last body named before in the clause, of documents that such a one issues."""
    clause = passage.clause(span.start)
    names = [name for name in passage.of("organization") if isinstance(name, Name)]
    before = [name for name in names if clause.start <= name.start and name.end <= span.start]
    return before[-1] if before and head.code in _ISSUED else None


def _provision(passage: Passage, first: int) -> tuple[str, int]:
    """Article or paragraph before a name, as it is written, and where the citation begins."""
    start = passage.tokens.starts[first]
    low = passage.tokens.starts[max(first - _PROVISION, 0)]
    numbers = [one for one in passage.of("reference") if low <= one.start < start]
    if not numbers:
        return "", start
    words = [told for told in passage.told("provisions", Span(low, start)) if told.span.start < numbers[-1].start]
    if not words or len(passage.between(numbers[-1].end, start).split()) > 3:
        return "", start
    told = words[0]
    if {")", ";"} & set(passage.between(numbers[-1].end, start)):
        return "", start
    rest = fold(passage.between(told.span.end, numbers[-1].end))
    return f"{told.code or passage.between(told.span.start, told.span.end)} {rest}", told.span.start


def _nominative(passage: Passage, head: Told, first: int, span: Span) -> str:
    """A Russian name with its head and the adjectives before it in the nominative."""
    words = []
    number, gender = _agreement(passage.word(head.last))
    for index in range(first, head.last + 1):
        word = _in_nominative(passage.tokens.words[index], number, gender)
        words.append(word + (passage.gap(index) if index < head.last else ""))
    rest = passage.between(passage.tokens.end(head.last), _closed(passage, span.end))
    return fold("".join(words) + rest)


def _in_nominative(written: str, number: str, gender: str) -> str:
    """A word of a name in the nominative, in the number and gender of the name's head."""
    word = written.lower()
    parses = [parse for parse in morphology("ru").parses(word) if parse.part_of_speech in {"NOUN", *_ADJECTIVES}]
    if not parses:
        return written
    kind = parses[0].part_of_speech
    wanted = {"nomn", number} | ({gender} if kind in _ADJECTIVES and number == "sing" else set())
    form = morphology("ru").inflected(word, frozenset(wanted - {""}), frozenset({kind}))
    if form is None:
        return written
    form = form if "ё" in word else form.replace("ё", "е")
    return form.capitalize() if written[:1].isupper() else form


def _agreement(word: str) -> tuple[str, str]:
    """Number and gender of a noun."""
    nouns = [parse for parse in morphology("ru").parses(word) if parse.part_of_speech == "NOUN"]
    if not nouns:
        return "", ""
    grammemes = nouns[0].grammemes
    return (
        next((one for one in ("plur", "sing") if one in grammemes), ""),
        next((one for one in ("masc", "femn", "neut") if one in grammemes), ""),
    )


def _unbroken(name: str) -> str:
    """The name with its quotation marks closed."""
    for opening, closing in ("«»", "“”"):
        if name.count(opening) > name.count(closing):
            name += closing
    return name.strip(" ,;:")
