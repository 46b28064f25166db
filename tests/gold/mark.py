"""Marked text → documents and gold: `python -m tests.gold.mark FILE…` (see README.md).

A marked file holds documents that begin with a line `=== name`; `[[kind=value; counted=…|words]]` marks a mention.
"""

import json
import re
import sys
from pathlib import Path

KINDS = frozenset(
    "count percent ordinal date time reference list_number person organization country place cue attribution candidate".split()
)
_MARK = re.compile(r"\[\[(?P<kind>\w+)=(?P<value>[^|\]]*)\|(?P<words>[^\]]+)\]\]")
_HEAD = re.compile(r"^=== (\S+)\n", re.MULTILINE)


def convert(marked: str, folder: str) -> tuple[dict[str, str], list[dict[str, object]]]:
    """Texts by path, and mentions in order."""
    parts = _HEAD.split(marked)
    texts: dict[str, str] = {}
    mentions: list[dict[str, object]] = []
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        path = f"{folder}/{name}.txt"
        text, position = "", 0
        for mark in _MARK.finditer(body):
            if mark["kind"] not in KINDS:
                raise SystemExit(f"{name}: no such kind: {mark.group()}")
            text += body[position : mark.start()]
            value, *rest = (
                (part.strip() for part in mark["value"].split("; "))
                if mark["kind"] != "candidate"
                else (mark["value"],)
            )
            options = dict(part.split("=", 1) for part in rest)
            if set(options) - {"counted", "entity", "inferred"}:
                raise SystemExit(f"{name}: no such option: {mark.group()}")
            mention = {"document": path, "start": len(text), "end": len(text) + len(mark["words"])}
            text += mark["words"]
            mentions.append({**mention, "kind": mark["kind"], "value": value, **options})
            position = mark.end()
        texts[path] = text + body[position:]
        if "[[" in texts[path] or "]]" in texts[path]:
            raise SystemExit(f"{name}: a mark that is not closed, or holds another")
    return texts, mentions


def main() -> None:
    for file in map(Path, sys.argv[1:]):
        texts, mentions = convert(file.read_text(encoding="utf-8"), "texts")
        for path, text in texts.items():
            target = file.parent / path
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
        lines = "".join(json.dumps(mention, ensure_ascii=False) + "\n" for mention in mentions)
        file.with_name(file.name.replace(".marked.txt", ".jsonl")).write_text(lines, encoding="utf-8")
        print(f"{file.name}: {len(texts)} documents, {len(mentions)} mentions", file=sys.stderr)


if __name__ == "__main__":
    main()
