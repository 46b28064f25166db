"""Codes against the words of their passages: a code that its words do not speak of needs a reason (cues.yaml)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from validation.package import Package
from validation.problems import Problem
from validation.tables import key_of
from validation.values import write_value

_SHOWN = 6

Words = Mapping[str, re.Pattern[str]]
"""Language → its words for a code."""

Texts = Sequence[tuple[str, str]]
"""Texts in which words are looked for, each with its language."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class CueList:
    """The words that speak of the codes of a column.

    Attributes:
        table: the table of the column.
        column: its name.
        words_in: "quote", the words that a cell cites; "record", all that its record cites; "source", what its document
            is and its occasion; or columns of the table.
        is_open: whether a code may be said in other words, too: then only words of other codes contradict it.
        codes: code → its words; a code without words is never doubted.
        written: code and language → the words as the list has them.
    """

    table: str
    column: str
    words_in: tuple[str, ...]
    is_open: bool
    codes: Mapping[str, Words]
    written: Mapping[tuple[str, str], Sequence[str]]

    def spoken_of(self, texts: Texts) -> set[str]:
        """The codes of which some text speaks."""
        return {
            code
            for code, words in self.codes.items()
            if any(_speaks(words[language], text) for text, language in texts if language in words)
        }

    def doubt(self, code: str, texts: Texts) -> str | None:
        """What speaks against a code, for a person; None where nothing does."""
        if code not in self.codes and not self.is_open:
            return None
        spoken = self.spoken_of(texts)
        if code in spoken or (self.is_open and not spoken):
            return None
        return f"words of {', '.join(sorted(spoken)[:_SHOWN])}" if spoken else "no word of any code"


@cache
def cue_lists() -> tuple[CueList, ...]:
    """Every list of cues.yaml."""
    text = files("validation").joinpath("cues.yaml").read_text(encoding="utf-8")
    return tuple(_lists(yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))))


def _lists(content: Iterable[Mapping[str, Any]]) -> Iterator[CueList]:
    for one in content:
        codes = {
            code: {language: pattern(words) for language, words in of_code.items()}
            for code, of_code in one["codes"].items()
        }
        written = {
            (code, language): words for code, of_code in one["codes"].items() for language, words in of_code.items()
        }
        for name in one["columns"]:
            table, _, column = name.partition(".")
            yield CueList(table, column, tuple(one["words_in"]), one["rule"] == "tells", codes, written)


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of words as the list has them: whole, in any case; `*` is any ending."""
    return re.compile("|".join(map(_word, words)), re.IGNORECASE)


def _word(written: str) -> str:
    """A word of the list: `*` any ending; whole words, where it begins or ends with a letter."""
    inner = re.escape(written).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    before = r"(?<!\w)" if written[0].isalnum() or written[0] == "*" else ""
    after = r"(?!\w)" if written[-1].isalnum() or written[-1] == "*" else ""
    return f"{before}{inner}{after}"


@lru_cache(1 << 16)
def _speaks(words: re.Pattern[str], text: str) -> bool:
    return words.search(text) is not None


def check_cues(package: Package) -> Iterator[Problem]:
    """The words that a coded cell cites speak of its code, or a note says why it is that code."""
    sources = {row["source_id"]: row for row in package.rows("sources")}
    cited: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in package.rows("evidence"):
        if row["source_id"] in sources:
            cited[row["table_name"], row["record_id"]].append(row)
    for cues in cue_lists():
        key = key_of(cues.table)
        for record in package.rows(cues.table):
            code, rows = _code(record[cues.column]), cited.get((cues.table, record[key]), [])
            own = [row for row in rows if row["column_name"] == cues.column and row["value"] == code]
            if code is None or any(row["note"] for row in own):
                continue
            doubt = cues.doubt(code, _texts(cues, record, own, rows, sources))
            if doubt:
                yield _problem(package, cues, record[key], code, doubt)


def _code(cell: Any) -> str | None:
    return None if cell is None else write_value(cell)


def _texts(
    cues: CueList, record: Row, own: Iterable[Row], rows: Iterable[Row], sources: Mapping[str, Row]
) -> list[tuple[str, str]]:
    """The texts in which the words of a list are looked for, each with its language."""
    texts: set[tuple[str, str]] = set()
    for place in cues.words_in:
        if place in ("quote", "record"):
            cited = own if place == "quote" else rows
            texts |= {(row["quote"], sources[row["source_id"]]["language"]) for row in cited}
        elif place == "source":
            document = sources.get(record["source_id"], {})
            kind = (document.get("document_type") or "").replace("_", " ")
            texts |= {(kind, "en"), (document.get("occasion") or "", document.get("language") or "en")}
        elif record[place]:
            of_column = place[-2:] if place[-3:-2] == "_" else None
            languages = {of_column} if of_column else {source["language"] for source in sources.values()}
            texts |= {(record[place], language) for language in languages}
    return sorted((text.replace("ё", "е"), language) for text, language in texts)


def _problem(package: Package, cues: CueList, record_id: str, code: str, doubt: str) -> Problem:
    words = [word for (one, _), listed in cues.written.items() if one == code for word in listed][:_SHOWN]
    return package.problem(
        cues.table,
        record_id,
        cues.column,
        f"{code}, while its words hold {doubt}",
        f"a code that its words speak of; of {code} speak {', '.join(words) or 'no listed words'} …",
        f"correct the code or quote the words; else say why under `notes: {{{cues.column}: …}}`",
    )
