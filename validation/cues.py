"""Codes against the words of their passages: a code that its words do not speak of needs a reason (cues.yaml)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from validation.package import Package, rows_of
from validation.problems import Problem
from validation.tables import key_of
from validation.values import write_value

_SHOWN = 6

Words = Mapping[str, re.Pattern[str]]
"""Language → its words for a code."""

Texts = Sequence[tuple[str, str]]
"""Texts in which words are looked for, each with its language."""


@dataclass(frozen=True)
class CueList:
    """The words that speak of the codes of a column.

    Attributes:
        table: the table of the column.
        column: its name.
        words_in: "quote", the words that a cell cites; "record", all that its record cites; or columns of the table.
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
            if any(language in words and words[language].search(text) for text, language in texts)
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


def check_cues(package: Package) -> Iterator[Problem]:
    """The words that a coded cell cites speak of its code, or a note says why it is that code."""
    languages = {row["source_id"]: row["language"] for row in rows_of(package.tables["sources"])}
    cited: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows_of(package.tables["evidence"]):
        if row["source_id"] in languages:
            cited[row["table_name"], row["record_id"]].append(row)
    for cues in cue_lists():
        key = key_of(cues.table)
        for record in rows_of(package.tables[cues.table]):
            code, rows = _code(record[cues.column]), cited.get((cues.table, record[key]), [])
            own = [row for row in rows if row["column_name"] == cues.column and row["value"] == code]
            if code is None or any(row["note"] for row in own):
                continue
            doubt = cues.doubt(code, _texts(cues, record, own, rows, languages))
            if doubt:
                yield _problem(package, cues, record[key], code, doubt)


def _code(cell: Any) -> str | None:
    return None if cell is None else write_value(cell)


def _texts(
    cues: CueList,
    record: Mapping[str, Any],
    own: Iterable[Mapping[str, Any]],
    rows: Iterable[Mapping[str, Any]],
    languages: Mapping[str, str],
) -> list[tuple[str, str]]:
    if cues.words_in in (("quote",), ("record",)):
        cited = own if cues.words_in == ("quote",) else rows
        texts = {(row["quote"], languages[row["source_id"]]) for row in cited}
    else:
        texts = {
            (record[name], language)
            for name in cues.words_in
            for language in ((name[-2:],) if name[-3:-2] == "_" else set(languages.values()))
            if record[name]
        }
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
