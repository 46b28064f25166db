"""A package whose every text means harm, and shows as text all the same."""

from collections.abc import Mapping
from itertools import cycle
from typing import Any

import pandas as pd

from scripts.explore.facts import Facts
from validation.columns import Column
from validation.package import Package
from validation.tables import columns

TEXTS = (
    "</script><script>document.title = 'harmed'</script>",
    "<img src=x onerror=\"document.title = 'harmed'\">",
    "'); document.title = 'harmed'; ('",
    "\"}]);document.title='harmed';//",
    "${document.title = 'harmed'} {{ 7 * 7 }} {% raw %}",
    "\u2028document.title = 'harmed'\u2029",
    "&lt;b&gt; &amp; <!-- <script> --> ]]>",
    "javascript:document.title='harmed'",
    "data:text/html,<script>document.title='harmed'</script>",
    "\u202esdrawkcab\u202c \u2067right to left\u2069",
    "__proto__",
    "constructor",
    "NaN",
    "null",
    "N/A",
    "-0",
    '=HYPERLINK("https://example.org")',
    "\\u003c \\n \\",
    "\ufeffmark \U0001f5f3 e\u0301 \u0001",
    'one, "two"\nthree\r\nfour',
)


def hostile(package: Package, about: Mapping[str, Any]) -> Facts:
    """The package with each free text replaced; ids, codes, numbers and places stay, so that all still refers."""
    texts = cycle(TEXTS)
    tables = {
        table: frame.assign(
            **{column.name: _replaced(frame[column.name], texts) for column in columns(table) if is_free(table, column)}
        )
        for table, frame in package.tables.items()
    }
    return Facts(Package(tables, {}, package.locate), about)


def is_free(table: str, column: Column) -> bool:
    """Whether a column holds text that may be anything."""
    names_something = column.name in ("table_name", "record_id", "column_name", "code", "path", "sha256")
    is_link = column.is_key or column.is_country or column.refers_to is not None or column.code_list is not None
    return table != "codes" and column.kind == "text" and not names_something and not is_link


def _replaced(column: "pd.Series[Any]", texts: "cycle[str]") -> "pd.Series[Any]":
    cells = [None if is_empty else next(texts) for is_empty in column.isna().tolist()]
    return pd.Series(cells, dtype=column.dtype, index=column.index)
