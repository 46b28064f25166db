"""The records of a package: by id, by words in either script, and what each is called."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract
from rapidfuzz.utils import default_process

from scripts.versions.opened import Field, OpenedPackage
from validation.codes import countries

Row = Mapping[str, str]

NOT_SEARCHED = ("names", "sentences", "mentions", "evidence", "codes", "verdict_terms", "retired_ids")
"""Tables in which nobody looks for a word or an id, unless the table is named."""

_QUOTES = ("quote", "quote_en")
NAMES = (
    "name_en",
    "name_ru",
    "abbreviation_en",
    "abbreviation_ru",
    "title",
    "title_en",
    "title_ru",
    "body_en",
    "body_ru",
)
"""Columns by which a record is found, and what refers to it."""

SUMMED_UP_BY = ("name_en", "title_en", "description_en", "document_name_en", "quote_en", "term", "quote", "text")
"""Columns of which the first that is filled says in a few words what a record is."""

_NEAREST = 5
_LEAST_LIKE_ID = 60
_LEAST_LIKE_NAME = 70
_WORD = re.compile(r"\w+")
KEY_PATTERN = r"[a-z0-9][a-z0-9._:@/-]*\Z"
"""What an id looks like, as in `validation.columns`, which takes too long to import."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a search finds. `rank`: 0 its names hold all words, 1 its cells do, 2 its quotes do."""

    rank: int
    table: str
    record_id: str


class Catalogue:
    """Looks into one package."""

    def __init__(self, package: OpenedPackage) -> None:
        self.package = package
        self._rows = cache(self._read)

    def _read(self, table: str) -> dict[str, Row]:
        return {next(iter(row.values())): row for row in self.package.rows(table)}

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """The tables that are looked into."""
        return tuple(table for table in self.package.tables if table not in NOT_SEARCHED)

    def row(self, table: str, record_id: str) -> Row | None:
        """One record."""
        return self._rows(table).get(record_id)

    def tables_with(self, record_id: str) -> list[str]:
        """The tables that have a record of this id: of those that are looked into, else of the others."""
        found = [table for table in self.searched if self.row(table, record_id) is not None]
        others = (table for table in self.package.tables if table in NOT_SEARCHED)
        return found or [table for table in others if record_id in self.package.ids(table)]

    def label(self, field: Field, value: str) -> str:
        """What an id, code or country is called, or "" where a value speaks for itself."""
        if field.refers_to in self.package.tables and field.refers_to is not None:
            row = self.row(field.refers_to, value)
            return "" if row is None else self.summary(field.refers_to, row)
        return countries().get(value, "") if field.name == "country_code" else field.labels.get(value, "")

    def summary(self, table: str, row: Row) -> str:
        """A record in a few English words: its name, or what it claims."""
        if table == "elections":
            body = row.get("body_en") or row.get("election_type", "")
            return f"{body}, {countries().get(row.get('country_code', ''), '')}, {row.get('year', '')}"
        words = next((row[name] for name in SUMMED_UP_BY if row.get(name)), "")
        if row.get("value") and row.get("unit"):
            return f"{row['value']} {row['unit'].replace('_', ' ')}: {words}"
        if not words:
            fields = self.package.fields[table]
            parts = (self.label(field, row.get(field.name, "")) for field in fields if field.refers_to)
            return ", ".join(part for part in parts if part)
        return words

    def all_of(self, table: str) -> list[Hit]:
        """Every record of a table, in its order."""
        return [Hit(0, table, record_id) for record_id in self._rows(table)]

    def search(self, words: Sequence[str], tables: Sequence[str] = ()) -> list[Hit]:
        """The records in which all words stand, the best first: in names, then in other cells, then in quotes.

        Case, ё and е, and the script do not matter: a record has the names of what it refers to in every language, and
        every written form of its own. A word of three letters or more may be the beginning of one; digits are whole.
        """
        wanted = [token for word in words for token in _tokens(word)]
        if not wanted:
            return []
        hits = []
        for table in tables or self.searched:
            for record_id, row in self._rows(table).items():
                rank = self._rank(table, record_id, row, wanted)
                if rank is not None:
                    hits.append(Hit(rank, table, record_id))
        return sorted(hits, key=lambda hit: hit.rank)  # stable: within a rank in the order of tables and rows

    def _rank(self, table: str, record_id: str, row: Row, wanted: Sequence[str]) -> int | None:
        tokens: set[str] = set()
        for rank, texts in enumerate(
            (self._names(table, record_id, row), self._cells(table, row), [row.get(name, "") for name in _QUOTES])
        ):
            for text in texts:
                tokens.update(_tokens(text))
            if all(_stands(word, tokens) for word in wanted):
                return rank
        return None

    def _names(self, table: str, record_id: str, row: Row) -> Iterator[str]:
        if table == "positions":  # a title is no name of the position
            return
        yield from (row[name] for name in NAMES if row.get(name))
        yield from self._written.get((table, record_id), ())

    def _cells(self, table: str, row: Row) -> Iterator[str]:
        yield table
        for field in self.package.fields[table]:
            value = row.get(field.name, "")
            if not value or field.name in _QUOTES:
                continue
            yield value
            target = field.refers_to
            if target is None:
                yield self.label(field, value)
            elif target in self.package.tables and target != table:  # a part does not hold what its whole says
                referred = self.row(target, value)
                yield from () if referred is None else self._names(target, value, referred)

    @cached_property
    def _written(self) -> Mapping[tuple[str, str], list[str]]:
        """Table and record → the forms of its name that sources write."""
        forms: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.package.rows("names") if "names" in self.package.tables else ():
            forms[row.get("table_name", ""), row.get("record_id", "")].append(row.get("name", ""))
        return forms

    def nearest(self, text: str, tables: Sequence[str] = ()) -> list[tuple[str, str]]:
        """The table and id of the records whose id or name is most like a text: ids first if it looks like one."""
        ids, names = {}, {}
        for table in tables or self.searched:
            for record_id, row in self._rows(table).items():
                ids[table, record_id] = record_id
                names[table, record_id] = " ".join(row[name] for name in ("name_en", "name_ru") if row.get(name))
        by_id = extract(text, ids, scorer=ratio, limit=_NEAREST, score_cutoff=_LEAST_LIKE_ID)
        by_name = extract(text, names, processor=default_process, limit=_NEAREST, score_cutoff=_LEAST_LIKE_NAME)
        found = [*by_id, *by_name] if is_like_an_id(text) else [*by_name, *by_id]
        return list(dict.fromkeys(place for _, _, place in found))[:_NEAREST]


def is_like_an_id(text: str) -> bool:
    """Whether a text is written as ids are, in small letters and with signs that join their parts."""
    return re.match(KEY_PATTERN, text) is not None and any(sign in text for sign in "-.:/@")


def _stands(word: str, tokens: set[str]) -> bool:
    if word in tokens:
        return True
    return len(word) > 2 and not word.isdigit() and any(token.startswith(word) for token in tokens)


def _tokens(text: str) -> list[str]:
    """The words of a text for comparison: small letters, ё as е, without signs."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").replace("_", " ")
    return _WORD.findall(folded)
