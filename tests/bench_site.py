"""The site: how long it takes to write and how big it is, and its tables with 100,000 rows in chromium (make bench).

Ratios against something named and measured in the same run: a build of the package, a blank document, a tenth of the
rows as one plain HTML table (all of them take a browser gigabytes), the rows as a list of lists, read, searched and
sorted. Each look is one of a browser of its own; of each figure the best of several looks, in turns.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path

from tests.bench import CHECKOUT, FailedError, Ratio, Run, best, fresh_build, python, run, say, show

ROWS = 100_000
PLAIN = 10
"""Of so many rows one stands in the plain table."""

TABLES = ("evidence", "verdicts")
"""The table that has the most rows, and the one that has the most columns."""

_LOOK = """
() => new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName("first-contentful-paint");
    const [page] = performance.getEntriesByType("navigation");
    const ready = performance.getEntriesByName("table ready")[0]?.startTime ?? page.loadEventEnd;
    if (paint) resolve({"paint, s": paint.startTime / 1000, "ready, s": ready / 1000});
  }).observe({type: "paint", buffered: true});
})
"""
_READY = """
document.querySelector(".data-table") === null
  ? performance.getEntriesByType("navigation")[0].loadEventEnd > 0
  : performance.getEntriesByName("table ready").length > 0
"""
_TOOK = """
  const took = (act) => {
    const start = performance.now();
    act();
    document.body.getBoundingClientRect();
    return (performance.now() - start) / 1000;
  };
"""
_USE = f"""
() => {{ {_TOOK}
  const search = (words) => {{
    const input = document.querySelector("#table-search");
    input.value = words;
    input.dispatchEvent(new Event("change"));
  }};
  const sort = () => document.querySelector(".column-sort[data-column=quote]").click();
  const again = (act) => Math.min(...Array.from({{length: 5}}, () => took(act)));
  const figures = {{}};
  figures["search, first, s"] = took(() => search("Токаев"));
  figures["search, later, s"] = again(() => search(search.last = search.last === "выборы" ? "наблюдатели" : "выборы"));
  search("");
  figures["sort by quotes, first, s"] = took(sort);
  figures["sort by quotes, later, s"] = again(sort);
  figures["next page, s"] = again(() => document.querySelector("[data-target='Next ›']").click());
  document.querySelector("th.is-code .column-menu").click();
  figures["filter, s"] = took(() => document.querySelector("#table-column input").click());
  return figures;
}}
"""
_AS_LISTS = f"""
() => {{ {_TOOK}
  const place = names.indexOf("quote");
  return {{
    "search, s": took(() => rows.filter((row) => row.join(" ").toLowerCase().includes("токаев"))),
    "sort by quotes, s": took(() => [...rows].sort((a, b) => a[place].localeCompare(b[place], "en"))),
  }};
}}
"""
_CODE = {"use": _USE, "as lists": _AS_LISTS}

Figures = Mapping[str, float]


def write_synthetic(table: str, folder: str, rows: str) -> None:
    """A step: the page of a table with so many rows, each with words of its own, and what it is held against."""
    import pandas as pd

    from scripts.explore.facts import Facts, read_facts
    from scripts.explore.pages.table import pages
    from scripts.explore.write import write_site
    from validation.package import Package
    from validation.tables import key_of

    facts = read_facts(CHECKOUT / "datapackage.json")
    package = facts._package
    number, chance, key = int(rows), random.Random(5), key_of(table)
    frame = package.tables[table]
    many = pd.concat([frame] * -(-number // len(frame)), ignore_index=True).head(number)
    ids = [one if place < len(frame) else f"{place}-{one}" for place, one in enumerate(many[key])]
    many[key] = pd.Series(ids, dtype="str")
    for column in ("quote", "quote_en"):
        many[column] = pd.Series([_shuffled(text, chance) for text in many[column]], dtype="str")
    no_evidence = package.tables["evidence"].head(0)  # the page shows these rows and no words behind them
    tables = {**package.tables, "evidence": no_evidence, table: many}
    enlarged = Facts(Package(tables, {}, package.locate), facts.about)
    write_site(enlarged, Path(folder) / "site", (partial(pages, only=(table,)),))
    names = list(many.columns)
    texts = [list(row) for row in zip(*(many[name].astype("str").fillna("").tolist() for name in names), strict=True)]
    head = "<!DOCTYPE html><meta charset=utf-8><title>bench</title>"
    others = {
        "blank.html": f"{head}<p>blank",
        "plain.html": head + _plain_table(names, texts[: number // PLAIN]),
        "lists.html": f"{head}<p>lists<script src=lists.js></script>",
        "lists.js": f"const names = {json.dumps(names)}; const rows = {json.dumps(texts, ensure_ascii=False)};",
    }
    for name, content in others.items():
        (Path(folder) / name).write_text(content, encoding="utf-8")


def _plain_table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _shuffled(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def look(address: str, code: str = "") -> None:
    """A step: a page in a new browser; prints when it painted, when it was ready, its memory, and what `code` gives."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS, timeout=300_000)
        page = browser.new_page()
        page.set_default_timeout(300_000)
        page.goto(address, wait_until="load")
        while not page.evaluate(_READY):  # its policy makes no code of text, so that the page cannot wait
            page.wait_for_timeout(20)
        figures: dict[str, float] = page.evaluate(_LOOK)
        page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
        processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        figures["memory, MB"] = max(_megabytes(one["id"]) for one in processes if one["type"] == "renderer")
        if code:
            figures |= page.evaluate(_CODE[code])
        browser.close()
    print(json.dumps(figures))


def _megabytes(process: int) -> float:
    """The memory that a process shares with no other."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def looking(address: str, code: str = "") -> Callable[[], Run]:
    """A look at a page."""
    return _step("look", address, code)


def _step(name: str, *arguments: str | Path) -> Callable[[], Run]:
    return python(f"import sys; from tests.bench_site import {name}; {name}(*sys.argv[1:])", *arguments)


def in_turns(times: int, *ways: Callable[[], Run]) -> list[Figures]:
    """For each way the least of each of its figures."""
    runs: list[list[Figures]] = [[] for _ in ways]
    for _ in range(times):
        for way, found in zip(ways, runs, strict=True):
            found.append(way().figures)
    return [{name: min(one[name] for one in found) for name in found[0]} for found in runs]


def measure_writing(scratch: Path, repetitions: int) -> Iterator[Ratio]:
    """The site of this repository beside a build of its package."""
    say("writing the site of this repository …")
    site = scratch / "site"
    explore = [sys.executable, "-m", "scripts", "explore", "--output", site]
    writing, building = best(repetitions, lambda: run(explore), fresh_build(CHECKOUT, scratch / "build"))
    yield Ratio(
        "site written : the package built with validation",
        writing.seconds / building.seconds,
        at_most=2,
        figures={"site, s": writing.seconds, "build, s": building.seconds, "site, peak MB": writing.megabytes},
    )
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    tables = sum(path.stat().st_size for path in (CHECKOUT / "data/tables").iterdir())
    yield Ratio(
        "size of the site : tables of the package",
        size / tables,
        figures={"site, MB": size / 1e6, "tables, MB": tables / 1e6},
    )


def measure_table(table: str, scratch: Path, rows: int, repetitions: int) -> Iterator[Ratio]:
    """A table of many rows in chromium."""
    say(f"{rows:,} synthetic rows of {table} …")
    folder = scratch / table
    folder.mkdir()
    _step("write_synthetic", table, folder, str(rows))()
    data = (folder / f"site/data/{table}.js").stat().st_size / 1e6
    say("looking at them, at a tenth of them as one plain table, and at all as lists …")
    ours, blank, plain, lists = in_turns(
        repetitions,
        looking((folder / f"site/tables/{table}.html").as_uri(), "use"),
        looking((folder / "blank.html").as_uri()),
        looking((folder / "plain.html").as_uri()),
        looking((folder / "lists.html").as_uri(), "as lists"),
    )
    shutil.rmtree(folder)
    what = f"{rows:,} rows of {table}"
    yield Ratio(
        f"{what}: first paint : that of a blank document",
        ours["paint, s"] / blank["paint, s"],
        at_most=2,
        figures={"table, s": ours["paint, s"], "blank, s": blank["paint, s"], "plain table, s": plain["paint, s"]},
    )
    yield Ratio(
        f"{what}: {rows // PLAIN:,} in one plain HTML table, loaded : ready to sort, filter and search",
        plain["ready, s"] / ours["ready, s"],
        at_least=1,
        figures={
            "plain table, s": plain["ready, s"],
            "here, s": ours["ready, s"],
            "all as lists, s": lists["ready, s"],
            "script of data, MB": data,
        },
    )
    yield Ratio(
        f"{what}: memory of {rows // PLAIN:,} in one plain HTML table : here",
        plain["memory, MB"] / ours["memory, MB"],
        at_least=2,
        figures={
            "plain table, MB": plain["memory, MB"],
            "here, MB": ours["memory, MB"],
            "all as lists, MB": lists["memory, MB"],
            "blank, MB": blank["memory, MB"],
        },
    )
    for act in ("search", "sort by quotes"):
        first, later = ours[f"{act}, first, s"], ours[f"{act}, later, s"]
        yield Ratio(
            f"{what}: {act} in a list of lists : here, with the page drawn",
            lists[f"{act}, s"] / later,
            at_least=2,
            figures={"list of lists, s": lists[f"{act}, s"], "here, first, s": first, "here, later, s": later},
        )
    yield Ratio(
        f"{what}: filter by a code : first paint of a blank document",
        ours["filter, s"] / blank["paint, s"],
        figures={"filter, s": ours["filter, s"], "next page, s": ours["next page, s"]},
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench_site",
        description="Measure the site against something named, in one run: ratios, each beside its goal. Needs "
        "chromium; progress goes to standard error. The exit code does not depend on the ratios.",
    )
    parser.add_argument("--quick", action="store_true", help="10,000 rows and fewer repetitions")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser.parse_args()


def main() -> None:
    """Measure, and print."""
    arguments = _arguments()
    repetitions, rows = (1, ROWS // 10) if arguments.quick else (3, ROWS)
    with tempfile.TemporaryDirectory(prefix="election-facts-bench-") as name:
        try:
            ratios = list(measure_writing(Path(name), repetitions))
            for table in TABLES:
                ratios += measure_table(table, Path(name), rows, repetitions)
        except FailedError as error:
            sys.exit(str(error))
    show(ratios, arguments.json)


if __name__ == "__main__":
    main()
