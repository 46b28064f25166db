"""UIMA CAS as INCEpTION reads and writes it: JSON CAS 0.4 to write, and XMI besides to read.

Each kind of mark is a type of annotation, `electionfacts.Passage` and so on. Offsets of a CAS count UTF-16 code units.
Formats: https://github.com/apache/uima-uimaj-io-jsoncas/blob/main/SPECIFICATION.adoc, and the chapter on XMI of the
UIMA reference. What other types say (tokens, sentences) is passed over.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from typing import Any
from xml.parsers import expat

from extraction.text import Document, Span
from scripts.exchange.marks import CODED, KINDS, Mark
from scripts.exchange.restore import Told
from validation.problems import Problem

_PACKAGE = "electionfacts"
_ANNOTATION = "uima.tcas.Annotation"
_VIEW = "_InitialView"
_BOOLEAN, _INTEGER, _STRING = "uima.cas.Boolean", "uima.cas.Integer", "uima.cas.String"
_ECORE = "http:///%s.ecore"
_XMI_ID = "http://www.omg.org/XMI}id"

TYPES = {kind: f"{_PACKAGE}.{kind.capitalize()}" for kind in KINDS}
"""Kind → type of annotation."""

_KINDS = {name: kind for kind, name in TYPES.items()}


class Utf16:
    """Offsets of a text in UTF-16 code units, and back."""

    def __init__(self, text: str) -> None:
        self._units: list[int] | None = None
        if any(character > "\uffff" for character in text):
            self._units = list(accumulate((1 + (character > "\uffff") for character in text), initial=0))

    def units(self, position: int) -> int:
        """The number of code units before a code point."""
        return position if self._units is None else self._units[position]

    def position(self, units: int) -> int:
        """The code point at a number of code units; one that lies inside a pair counts to its end; -1 outside."""
        if self._units is None or units < 0:
            return units
        return bisect_left(self._units, units)


def _features(kind: str) -> dict[str, str]:
    """Name → range of what a type of annotation holds."""
    codes = dict.fromkeys(CODED.get(kind, {}), _STRING)
    return {"number": _INTEGER, "proposed": _BOOLEAN, **codes, "fields": _STRING}


def type_system() -> str:
    """The types as a UIMA type system description, from which INCEpTION makes its layers."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">',
        f"  <name>{_PACKAGE}</name>",
        "  <types>",
    ]
    for kind, name in TYPES.items():
        lines += [
            "    <typeDescription>",
            f"      <name>{name}</name>",
            f"      <description>{escape(kind)}</description>",
            f"      <supertypeName>{_ANNOTATION}</supertypeName>",
            "      <features>",
        ]
        for feature, range_type in _features(kind).items():
            lines.append(
                f"        <featureDescription><name>{feature}</name><description/>"
                f"<rangeTypeName>{range_type}</rangeTypeName></featureDescription>"
            )
        lines += ["      </features>", "    </typeDescription>"]
    return "\n".join([*lines, "  </types>", "</typeSystemDescription>", ""])


def write_cas(marks: Sequence[Mark], document: Document, language: str) -> str:
    """The JSON CAS of a document: its types, its text and its marks."""
    offsets = Utf16(document.text)
    types = {
        name: {
            "%NAME": name,
            "%SUPER_TYPE": _ANNOTATION,
            **{feature: {"%NAME": feature, "%RANGE": range_type} for feature, range_type in _features(kind).items()},
        }
        for kind, name in TYPES.items()
    }
    sofa = {"sofaNum": 1, "sofaID": _VIEW, "mimeType": "text/plain", "sofaString": document.text}
    whole = {"@sofa": 1, "begin": 0, "end": offsets.units(len(document.text)), "language": language or "x-unspecified"}
    structures: list[dict[str, Any]] = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", **sofa},
        {"%ID": 2, "%TYPE": "uima.tcas.DocumentAnnotation", **whole},
    ]
    for key, mark in enumerate(marks, 3):
        fields: dict[str, Any] = {"begin": offsets.units(mark.span.start), "end": offsets.units(mark.span.end)}
        fields |= {"number": mark.number, "proposed": mark.is_proposed, **mark.codes}
        fields |= {"fields": mark.body} if mark.body else {}
        structures.append({"%ID": key, "%TYPE": TYPES[mark.kind], "@sofa": 1, **fields})
    members = [structure["%ID"] for structure in structures[1:]]
    views = {_VIEW: {"%SOFA": 1, "%MEMBERS": members}}
    cas = {"%TYPES": types, "%FEATURE_STRUCTURES": structures, "%VIEWS": views}
    return json.dumps(cas, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class _Structure:
    """A feature structure: its type and its features, as text or as JSON has them."""

    key: str
    type_name: str
    features: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Cas:
    """A text and the marks on it."""

    text: str
    marks: list[Told]


def read_json_cas(content: Mapping[str, object], name: str, problems: list[Problem]) -> Cas | None:
    """The text and the marks of a JSON CAS."""
    listed, views = content.get("%FEATURE_STRUCTURES"), content.get("%VIEWS")
    view = views.get(_VIEW) if isinstance(views, dict) else None
    pairs: Iterable[tuple[object, object]] = (
        listed.items()
        if isinstance(listed, dict)
        else ((one.get("%ID"), one) for one in listed if isinstance(one, dict))
        if isinstance(listed, list)
        else ()
    )
    structures = [_Structure(str(key), str(one.get("%TYPE")), one) for key, one in pairs if isinstance(one, dict)]
    members = view.get("%MEMBERS") if isinstance(view, dict) else None
    if not isinstance(members, list):
        problems.append(Problem(name, None, "%VIEWS", "no members of the initial view", "a JSON CAS", "export it anew"))
        return None
    return _cas(structures, {str(member) for member in members}, name, problems)


def read_xmi(content: bytes, name: str, problems: list[Problem]) -> Cas | None:
    """The text and the marks of a CAS in XMI. A document type is refused, and with it every entity."""
    reader = _Xmi()
    try:
        reader.parser.Parse(content, True)
    except (expat.ExpatError, _ForbiddenError) as error:
        line, found = reader.parser.CurrentLineNumber, str(error)
        problems.append(Problem(name, line, "XMI", found, "well-formed XML without a document type", "export it anew"))
        return None
    return _cas(reader.structures, reader.members, name, problems)


class _ForbiddenError(Exception):
    """XML that an XMI file has no use for."""


class _Xmi:
    """Collects the feature structures of an XMI file and the members of its initial view."""

    def __init__(self) -> None:
        self.structures: list[_Structure] = []
        self.views: list[tuple[str, str]] = []
        self.sofas: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.element
        self.parser.buffer_text = True

    @property
    def members(self) -> set[str]:
        return {key for sofa, keys in self.views if self.sofas.get(sofa) == _VIEW for key in keys.split()}

    def doctype(self, *_: object) -> None:
        raise _ForbiddenError("a document type")

    def element(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, local = tag.rpartition("}")
        if tag == f"{_ECORE % 'uima/cas'}}}View":
            self.views.append((attributes.get("sofa", ""), attributes.get("members", "")))
            return
        key = attributes.get(_XMI_ID, "")
        if local == "Sofa":
            self.sofas[key] = attributes.get("sofaID", "")
        package = namespace.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
        self.structures.append(_Structure(key, f"{package}.{local}", attributes))


def _cas(structures: Sequence[_Structure], members: set[str], name: str, problems: list[Problem]) -> Cas | None:
    text = None
    for structure in structures:
        if structure.type_name == "uima.cas.Sofa" and structure.features.get("sofaID") == _VIEW:
            text = structure.features.get("sofaString")
    if not isinstance(text, str):
        problems.append(Problem(name, None, "sofaString", "no text", "the text of the source", "export it anew"))
        return None
    offsets = Utf16(text)
    own = [one for one in structures if one.key in members and one.type_name.startswith(f"{_PACKAGE}.")]
    return Cas(text, list(_told(own, offsets, name, problems)))


def _told(structures: Iterable[_Structure], offsets: Utf16, name: str, problems: list[Problem]) -> Iterator[Told]:
    for structure in structures:
        features = structure.features
        where = f"{structure.type_name} {structure.key}"
        kind = _KINDS.get(structure.type_name, structure.type_name.removeprefix(f"{_PACKAGE}."))
        begin, end = (_whole(features.get(feature)) for feature in ("begin", "end"))
        if begin is None or end is None:
            problems.append(Problem(name, None, where, "no begin and end", "whole numbers", "mark the words again"))
            continue
        fields = features.get("fields") or ""
        if not isinstance(fields, str):
            problems.append(Problem(name, None, f"{where}: fields", type(fields).__name__, "text", "write it as text"))
            continue
        codes = {code_list: features.get(code_list) for code_list in CODED.get(kind, {})}
        yield Told(
            number=_whole(features.get("number")) or None,  # UIMA has 0 where nothing was set
            kind=kind,
            spans=(Span(offsets.position(begin), offsets.position(end)),),
            words=None,
            codes={code_list: code for code_list, code in codes.items() if isinstance(code, str) and code},
            is_proposed=features.get("proposed") in (True, "true"),
            body=fields,
            where=where,
        )


def _whole(value: object) -> int | None:
    """A whole number as JSON or XML writes it."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and 0 <= value < 10**9 else None
