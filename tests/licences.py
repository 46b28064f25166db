"""`make licences`: docs/dependencies.md, every locked library with its licence and why it is there.

Versions and hashes stand in the lock files; licences and who needs what in the metadata of the installed libraries.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
REPORT = "docs/dependencies.md"
CLUSTER = Path(sys.prefix) / "cluster"
"""Where `make setup` puts what the extra `dask` adds."""

WHY = {
    "babel": "plural rules and names of languages, to test the reader against",
    "charset-normalizer": "tells encodings older than Unicode (extra `documents`)",
    "distributed": "reads a corpus on a cluster (extra `dask`)",
    "dkpro-cassis": "tests that INCEpTION's library reads and writes the CAS of an export",
    "duckdb": "tests that the tables load in DuckDB",
    "filelock": "two builds come one after the other",
    "frictionless": "tests that generic Data Package tools accept the package",
    "hypothesis": "tests with generated input",
    "jinja2": "templates of the site's pages",
    "jsonschema": "tests of the JSON Schema of annotation files",
    "lxml-html-clean": "trafilatura's other way to a page's text asks for it (extra `documents`)",
    "matplotlib": "draws the charts (extra `charts`)",
    "mypy": "type checker",
    "pandas": "tables in memory, and for those who load them",
    "pandas-stubs": "types of pandas for the type checker",
    "pandera": "the models of the tables",
    "playwright": "drives chromium in the tests of the site",
    "polars": "tests that the tables load in polars",
    "pyarrow": "Parquet and CSV with types",
    "pycountry": "tests of the country codes",
    "pymorphy3": "base forms of Russian words",
    "pymorphy3-dicts-ru": "the dictionary for it",
    "pypdfium2": "reads PDF (extra `documents`)",
    "pytest": "tests",
    "pytest-xdist": "tests on several cores",
    "pyyaml": "annotations, vocabulary and lexicons",
    "rapidfuzz": "the nearest words where a quote is not found",
    "rich": "progress bars and help on a terminal",
    "ruff": "linter and formatter",
    "setuptools": "builds and installs the program",
    "trafilatura": "the main text of HTML pages (extra `documents`)",
    "typer": "the commands",
    "types-pyyaml": "types of PyYAML for the type checker",
}
"""Why pyproject.toml asks for it."""

_HEAD = """# Dependencies

Written by `make licences` from the lock files and the installed metadata; edit `tests/licences.py`, not this file.
*Program*: what `election-facts` needs to run (requirements.run.lock). *Development*: what tests and checks need besides
(requirements.lock). *Cluster*: what the extra `dask` adds (requirements.cluster.lock). None is copied into this
repository, but for what `tests/browser/vendor` names. A library that is not installed where the report is made (one for
another system) shows no licence.

| library | version | licence | for | why |
|---|---|---|---|---|
"""


def locked(path: str) -> dict[str, list[str]]:
    """Name → versions (several where they depend on the Python) in a lock file."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE):
        found[name].append(version)
    return dict(found)


def report() -> str:
    """The report as Markdown; the same wherever the same libraries are installed."""
    whole, own = locked("requirements.lock"), locked("requirements.run.lock")
    added = locked("requirements.cluster.lock")
    needed_by = _needed_by({**whole, **added})
    purposes = dict.fromkeys(whole, "development") | dict.fromkeys(own, "program") | dict.fromkeys(added, "cluster")
    rows = [
        f"| {name} | {', '.join(versions)} | {licence(name)} | {purposes[name]} "
        f"| {WHY.get(name) or 'needed by ' + ', '.join(needed_by[name])} |\n"
        for name, versions in sorted({**whole, **added}.items())
    ]
    return _HEAD + "".join(rows)


def licence(name: str) -> str:
    """What an installed library says of its licence, as an SPDX expression where it gives one; "" if it is not here."""
    library = _installed(name)
    if library is None:
        return ""
    written = library.metadata.get("License-Expression")
    if written is None:
        classifiers = library.metadata.get_all("Classifier") or []
        named = [text.rpartition(" :: ")[2] for text in classifiers if text.startswith("License :: ")]
        written = "; ".join(named) or library.metadata.get("License", "").strip().partition("\n")[0]
    return str(written).replace("|", "or")


def _needed_by(names: dict[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for required in _requirements(name):
            if required in names and name not in found[required]:
                found[required].append(name)
    return found


def _requirements(name: str) -> Iterator[str]:
    library = _installed(name)
    for requirement in (library.requires if library else None) or []:
        if "extra ==" not in requirement:
            yield re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()  # type: ignore[index]


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return next(iter(Distribution.discover(name=name, path=[str(CLUSTER)])), None)


if __name__ == "__main__":
    (ROOT / REPORT).write_text(report(), encoding="utf-8", newline="")
