"""Marked text → documents and gold: `python -m tests.gold.mark FILE…` (see README.md).

A marked file holds documents that begin with a line `=== name`; `[[kind=value; counted=…|words]]` marks a mention. A
name that is the path of a file, from the marked file, stands for that document, which is not written but must match.
"""

import json
import re
import sys
from pathlib import Path

from extraction.mentions import KINDS

_MARK = re.compile(r"\[\[(?P<kind>\w+)=(?P<value>[^|]*?)\|(?P<words>[^\]]+)\]\]")
_HEAD = re.compile(r"^=== (\S+)\n", re.MULTILINE)
_OPTIONS = frozenset({"counted", "entity", "inferred"})


def convert(marked: str) -> tuple[dict[str, str], list[dict[str, object]]]:
    """Texts by path, and mentions in order.

    Raises:
        ValueError: a mark of no such kind or option, or one that is not closed.
    """
    parts = _HEAD.split(marked)
    texts: dict[str, str] = {}
    mentions: list[dict[str, object]] = []
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        path = name if name.endswith(".txt") else f"texts/{name}.txt"
        text, position = "", 0
        for mark in _MARK.finditer(body):
            text += body[position : mark.start()]
            start = len(text)
            text += mark["words"]
            mentions.append({"document": path, "start": start, "end": len(text), **_said(name, mark)})
            position = mark.end()
        texts[path] = text + body[position:]
        if "[[" in texts[path] or "]]" in texts[path]:
            raise ValueError(f"{name}: a mark that is not closed, or holds another")
    return texts, mentions


def _said(name: str, mark: re.Match[str]) -> dict[str, str]:
    if mark["kind"] not in KINDS:
        raise ValueError(f"{name}: no such kind: {mark.group()}")
    if mark["kind"] == "candidate":  # its value holds semicolons
        return {"kind": "candidate", "value": mark["value"]}
    value, *rest = (part.strip() for part in mark["value"].split("; "))
    options = dict(part.split("=", 1) for part in rest)
    if set(options) - _OPTIONS:
        raise ValueError(f"{name}: no such option: {mark.group()}")
    return {"kind": mark["kind"], "value": value, **options}


def main() -> None:
    """Convert the files named on the command line."""
    for file in map(Path, sys.argv[1:]):
        texts, mentions = convert(file.read_bytes().decode("utf-8"))
        for path, text in texts.items():
            target = file.parent / path
            if not path.startswith("texts/"):
                assert target.read_bytes().decode("utf-8") == text, f"{path} differs from its marked text"
                continue
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
        lines = "".join(json.dumps(mention, ensure_ascii=False) + "\n" for mention in mentions)
        file.with_name(file.name.replace(".marked.txt", ".jsonl")).write_text(lines, encoding="utf-8", newline="")
        print(f"{file.name}: {len(texts)} documents, {len(mentions)} mentions", file=sys.stderr)


if __name__ == "__main__":
    main()
