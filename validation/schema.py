"""What is generated from the models: Table Schemas, Arrow schemas, `codes` rows."""

from functools import cache
from typing import Any

import pyarrow as pa

from validation.codes import code_lists
from validation.columns import EDTF_PATTERN, KEY_PATTERN, Column, Kind
from validation.tables import TABLES, UNIQUE_TOGETHER, columns, description_of, key_of

_ARROW = {
    "text": pa.string(),
    "edtf": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "day": pa.date32(),
}
_PANDAS = {"text": "str", "edtf": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
_TABLE_SCHEMA = {
    "text": "string",
    "edtf": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "day": "date",
}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table, with descriptions as field metadata."""
    fields = [
        pa.field(
            column.name,
            _ARROW[column.kind],
            nullable=not column.is_required,
            metadata={"title": column.title, "description": column.description},
        )
        for column in columns(table)
    ]
    return pa.schema(fields)


def arrow_type(kind: Kind) -> pa.DataType:
    """The Arrow type of a kind of column."""
    return _ARROW[kind]


def pandas_type(column: Column) -> str:
    """The dtype of a column in pandas, as pandas writes it."""
    return _PANDAS.get(column.kind, "date32[day][pyarrow]")


def table_schema(table: str) -> dict[str, Any]:
    """The Table Schema (Data Package v2) of a table."""
    schema: dict[str, Any] = {
        "fields": [field_schema(table, column) for column in columns(table)],
        "primaryKey": [key_of(table)],
    }
    foreign_keys = [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.refers_to == table else column.refers_to,
                "fields": [key_of(column.refers_to)],
            },
        }
        for column in columns(table)
        if column.refers_to
    ]
    if foreign_keys:
        schema["foreignKeys"] = foreign_keys
    if table in UNIQUE_TOGETHER:
        schema["uniqueKeys"] = [list(names) for names in UNIQUE_TOGETHER[table]]
    schema["missingValues"] = [""]
    return schema


def field_schema(table: str, column: Column) -> dict[str, Any]:
    """The field of a Table Schema that describes one column."""
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if column.is_key:
        constraints |= {"unique": True, "pattern": KEY_PATTERN}
    if column.kind == "edtf":
        constraints["pattern"] = EDTF_PATTERN
    if column.kind == "integer":
        constraints["minimum"] = 0
    if column.is_country:
        constraints["pattern"] = "^[A-Z]{2}$"
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TABLE_SCHEMA[column.kind],
        "title": column.title,
        "description": column.description,
        "example": column.example,
    }
    if column.kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.code_list:
        codes = code_lists()[column.code_list]
        field["categories"] = [{"value": code.code, "label": code.label} for code in codes]
        constraints["enum"] = [code.code for code in codes]
    field["support"] = column.support
    if constraints:
        field["constraints"] = constraints
    return field


def code_rows() -> list[dict[str, str]]:
    """The rows of the table `codes`."""
    return [
        {
            "code_id": f"{table}.{column.name}.{code.code}",
            "table_name": table,
            "column_name": column.name,
            "code": code.code,
            "label_en": code.label,
            "description": code.description,
        }
        for table in TABLES
        for column in columns(table)
        if column.code_list
        for code in code_lists()[column.code_list]
    ]


def table_metadata(table: str) -> dict[str, str]:
    """Title and description of a table."""
    return {"title": table.replace("_", " ").capitalize(), "description": description_of(table)}
