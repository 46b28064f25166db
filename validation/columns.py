"""Columns: what one field of a table says about itself, and short ways to declare it in a pandera model.

A model in `validation.tables` declares each column once, with one of the functions below. Everything else that
describes the column (Table Schema, Arrow schema, JSON Schema, codebook, `codes`) is generated from that declaration.
"""

import inspect
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import pandas as pd
import pandera.pandas as pan
import pyarrow as pa
from pandera.typing import Series

from validation.codes import codes_of, countries

Text = Series[str]
Integer = Series[pd.Int64Dtype]
Number = Series[pd.Float64Dtype]
Flag = Series[pd.BooleanDtype]
Day = Series[Annotated[pd.ArrowDtype, pa.date32()]]

Kind = Literal["text", "integer", "number", "boolean", "day", "edtf"]

Support = Literal["stated", "coded", "rendered", "derived", "link", "administrative"]
"""How a cell is supported unless its annotation says otherwise.

stated, coded: as in the code list `support`. rendered: English words for the source's; stated where the source is
English, coded elsewhere. The rest owe no evidence. derived: computed from other cells. link: keys and links inside the
package. administrative: about documents and tables, not about elections.
"""

OWES_EVIDENCE: frozenset[str] = frozenset({"stated", "coded", "rendered"})

ANNOTATED_LINKS: frozenset[str] = frozenset({"part_of_id", "repeats_id", "lower_bound", "upper_bound", "year"})
"""Columns that owe no evidence and that annotations write all the same: bounds without a value, year without a date."""

KEY_PATTERN = r"^[a-z0-9][a-z0-9._:@/-]*$"
EDTF_PATTERN = r"^(?:\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?|\.\.)?(?:/(?:\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?|\.\.)?)?$"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table.

    `short` is its name in annotation files: the name without `_id`. `context`: a voice may set it for a passage.
    `is_identity`: with others it fixes what the record is, so that a published id may not have another value there.
    """

    name: str
    kind: Kind
    title: str
    description: str
    example: str
    support: Support
    is_required: bool
    is_key: bool
    refers_to: str | None
    code_list: str | None
    is_country: bool
    context: bool
    is_identity: bool

    @property
    def short(self) -> str:
        """The name that annotation files use."""
        return self.name.removesuffix("_id")

    @property
    def is_annotated(self) -> bool:
        """Whether annotation files may write it."""
        return self.owes_evidence or self.name in ANNOTATED_LINKS

    @property
    def owes_evidence(self) -> bool:
        """Whether each non-empty cell needs at least one row in `evidence`."""
        return self.support in OWES_EVIDENCE


def _column(
    kind: Kind,
    title: str,
    description: str,
    example: str,
    support: Support,
    *,
    required: bool = False,
    key: bool = False,
    refers_to: str | None = None,
    code_list: str | None = None,
    country: bool = False,
    context: bool = False,
    identity: bool = False,
    **checks: Any,
) -> Any:
    metadata = {
        "kind": kind,
        "example": example,
        "support": support,
        "is_required": required,
        "is_key": key,
        "refers_to": refers_to,
        "code_list": code_list,
        "is_country": country,
        "context": context,
        "is_identity": identity,
    }
    return pan.Field(title=title, description=description, nullable=not required, metadata=metadata, **checks)


def _to_the_end(pattern: str) -> str:
    """The pattern for Python, where `$` would let a line break follow."""
    return pattern.removesuffix("$") + r"\Z"


def key(title: str, description: str, example: str) -> Any:
    """The key column of a table."""
    return _column(
        "text", title, description, example, "link", required=True, key=True, str_matches=_to_the_end(KEY_PATTERN)
    )


def ref(table: str, title: str, description: str, example: str, support: Support = "stated", **options: Any) -> Any:
    """A foreign key to `table`."""
    return _column("text", title, description, example, support, refers_to=table, **options)


def code(code_list: str, title: str, description: str, example: str, support: Support = "coded", **options: Any) -> Any:
    """A code of a closed list."""
    return _column(
        "text", title, description, example, support, code_list=code_list, isin=codes_of(code_list), **options
    )


def text(title: str, description: str, example: str, support: Support = "stated", **options: Any) -> Any:
    """Free text."""
    return _column("text", title, description, example, support, ne="", **options)


def country(description: str, example: str = "KZ", support: Support = "coded", **options: Any) -> Any:
    """An ISO 3166-1 alpha-2 code."""
    return _column("text", "Country", description, example, support, country=True, isin=tuple(countries()), **options)


def edtf(title: str, description: str, example: str, support: Support = "stated", **options: Any) -> Any:
    """A date as EDTF: a day, month or year, an interval of them, `~` about, `?` uncertain, `..` open."""
    return _column("edtf", title, description, example, support, str_matches=_to_the_end(EDTF_PATTERN), **options)


def day(title: str, description: str, example: str, support: Support = "stated", **options: Any) -> Any:
    """A calendar day."""
    return _column("day", title, description, example, support, **options)


def integer(title: str, description: str, example: str, support: Support = "stated", **options: Any) -> Any:
    """A whole number, zero or more."""
    return _column("integer", title, description, example, support, ge=0, **options)


def number(title: str, description: str, example: str, support: Support = "stated", **options: Any) -> Any:
    """A number that may have a fraction."""
    return _column("number", title, description, example, support, **options)


def flag(title: str, description: str, example: str, support: Support = "stated", **options: Any) -> Any:
    """True or false; empty where nothing is said."""
    return _column("boolean", title, description, example, support, **options)


class Table(pan.DataFrameModel):
    """A table of the package; its docstring is the table's description."""

    class Config:
        """Only declared columns, of exactly the declared types."""

        strict = True
        coerce = False


def columns_of(model: type[Table]) -> tuple[Column, ...]:
    """The columns of a model in the order of the table: its own first, then those of its groups of columns."""
    schema = model.to_schema()
    names: list[str] = []
    for group in model.__mro__:
        if issubclass(group, Table):
            names += [name for name in inspect.get_annotations(group) if name not in names]
    columns = []
    for name in names:
        field = schema.columns[name]
        columns.append(Column(name=name, title=field.title, description=field.description, **field.metadata))
    return tuple(columns)
