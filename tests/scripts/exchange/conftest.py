"""Exports of the small package and of files made for a test, and tools that change them as a person would."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.exchange.send import Form, send
from scripts.exchange.take import Taken, take

RUSSIA = "data/annotations/russia-osce-2019.yaml"
ENDINGS: dict[Form, str] = {"brat": "ann", "cas": "json", "webannotation": "jsonld"}
FORMS: tuple[Form, ...] = tuple(ENDINGS)


def package(folder: Path, text: str, annotations: str) -> Path:
    """A package with one source, `s`, that is just enough to exchange."""
    content = text.encode("utf-8")
    files = {
        "data/sources/sources.yaml": f"s:\n  sha256: {hashlib.sha256(content).hexdigest()}\n".encode(),
        "data/sources/s.txt": content,
        "data/annotations/s.yaml": annotations.encode("utf-8"),
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def exported(root: Path, form: Form, source_id: str = "russia-osce-2019") -> Path:
    """The file with the annotations, freshly written."""
    return send(root, source_id, form, root / "exchange", force=True).written[0]


def imported(root: Path, path: Path, *, force: bool = False) -> Taken:
    return take(root, path, check=False, force=force)


class Tool:
    """An export in a tool: annotations are found by label and first words, and changed as the tool would."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = (path.with_suffix(".txt")).read_bytes().decode() if path.with_suffix(".txt").exists() else ""

    def place(self, words: str) -> tuple[int, int]:
        assert self.text.count(words) == 1, words
        return self.text.index(words), self.text.index(words) + len(words)

    def add(self, label: str, words: str) -> None:
        raise NotImplementedError

    def move(self, label: str, words: str, new: str) -> None:
        raise NotImplementedError

    def delete(self, label: str, words: str) -> None:
        raise NotImplementedError

    def change(self, label: str, words: str, old: str, new: str) -> None:
        """Replace text in the fields."""
        raise NotImplementedError

    def relabel(self, label: str, words: str, new: str) -> None:
        raise NotImplementedError

    def accept(self, label: str, words: str) -> None:
        """Take off the mark of a proposal."""
        raise NotImplementedError

    def delete_at(self, label: str, start: int) -> None:
        """Delete the annotation that begins at a position."""
        raise NotImplementedError

    def code(self, label: str, words: str, **codes: str) -> None:
        """Choose codes from the lists that the tool offers."""
        raise NotImplementedError


class Brat(Tool):
    def lines(self) -> list[str]:
        return self.path.read_bytes().decode().splitlines()

    def save(self, lines: list[str]) -> None:
        self.path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def key(self, label: str, words: str) -> str:
        keys = [
            line.split("\t")[0]
            for line in self.lines()
            if line.startswith("T")
            and line.split("\t")[1].startswith(f"{label} ")
            and line.split("\t")[2].startswith(words)
        ]
        assert len(keys) == 1, (label, words, keys)
        return keys[0]

    def line(self, label: str, words: str) -> str:
        start, end = self.place(words)
        runs = [match.span() for match in re.compile(r"[^\n]+").finditer(self.text, start, end)]
        return f"{label} {';'.join(f'{one} {other}' for one, other in runs)}\t{' '.join(words.split())}"

    def add(self, label: str, words: str) -> None:
        number = max(int(line.split("\t")[0][1:]) for line in self.lines() if line.startswith("T")) + 1
        self.save([*self.lines(), f"T{number}\t{self.line(label, words)}"])

    def move(self, label: str, words: str, new: str) -> None:
        key = self.key(label, words)
        self.save([f"{key}\t{self.line(label, new)}" if line.startswith(f"{key}\t") else line for line in self.lines()])

    def delete(self, label: str, words: str) -> None:
        key = self.key(label, words)
        self.save([line for line in self.lines() if key not in (line.split("\t")[0], *line.split("\t")[1].split(" "))])

    def delete_at(self, label: str, start: int) -> None:
        (key,) = (line.split("\t")[0] for line in self.lines() if f"\t{label} {start} " in line)
        self.save([line for line in self.lines() if key not in (line.split("\t")[0], *line.split("\t")[1].split(" "))])

    def change(self, label: str, words: str, old: str, new: str) -> None:
        key = self.key(label, words)
        lines = self.lines()
        (index,) = (i for i, line in enumerate(lines) if f"AnnotatorNotes {key}\t" in line)
        assert old in lines[index]
        lines[index] = lines[index].replace(old, new)
        self.save(lines)

    def relabel(self, label: str, words: str, new: str) -> None:
        key = self.key(label, words)
        self.save(
            [
                line.replace(f"\t{label} ", f"\t{new} ", 1) if line.startswith(f"{key}\t") else line
                for line in self.lines()
                if not (line.startswith("A") and key in line.split("\t")[1].split(" "))  # as brat does
            ]
        )

    def accept(self, label: str, words: str) -> None:
        key = self.key(label, words)
        self.save([line for line in self.lines() if not line.endswith(f"\tproposed {key}")])

    def code(self, label: str, words: str, **codes: str) -> None:
        key = self.key(label, words)
        self.save([*self.lines(), *(f"A9{at}\t{name} {key} {code}" for at, (name, code) in enumerate(codes.items()))])


class Inception(Tool):
    """A CAS in the library of those who make INCEpTION: offsets, types and files are as that tool has them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        import cassis

        with path.open("rb") as file:
            self.cas = cassis.load_cas_from_json(file)
        self.text = self.cas.sofa_string

    def save(self) -> None:
        self.cas.to_json(self.path)

    def type_of(self, label: str) -> Any:
        return self.cas.typesystem.get_type(f"electionfacts.{label.capitalize()}")

    def find(self, label: str, words: str) -> Any:
        (found,) = (
            one
            for one in self.cas.select(self.type_of(label).name)
            if " ".join(one.get_covered_text().split()).startswith(words)
        )
        return found

    def add(self, label: str, words: str) -> None:
        start, end = self.place(words)
        self.cas.add(self.type_of(label)(begin=start, end=end))
        self.save()

    def move(self, label: str, words: str, new: str) -> None:
        one = self.find(label, words)
        one.begin, one.end = self.place(new)
        self.save()

    def delete(self, label: str, words: str) -> None:
        self.cas.remove(self.find(label, words))
        self.save()

    def change(self, label: str, words: str, old: str, new: str) -> None:
        one = self.find(label, words)
        assert old in one.fields
        one.fields = one.fields.replace(old, new)
        self.save()

    def relabel(self, label: str, words: str, new: str) -> None:
        one = self.find(label, words)
        self.cas.remove(one)
        self.cas.add(self.type_of(new)(begin=one.begin, end=one.end, fields=one.fields))
        self.save()

    def accept(self, label: str, words: str) -> None:
        self.find(label, words).proposed = False
        self.save()

    def delete_at(self, label: str, start: int) -> None:
        (found,) = (one for one in self.cas.select(self.type_of(label).name) if one.begin == start)
        self.cas.remove(found)
        self.save()

    def code(self, label: str, words: str, **codes: str) -> None:
        one = self.find(label, words)
        for name, code in codes.items():
            setattr(one, name, code)
        self.save()


class Web(Tool):
    def edit(self, do: Callable[[list[dict[str, Any]]], object]) -> None:
        content = json.loads(self.path.read_bytes())
        do(content["first"]["items"])
        self.path.write_text(json.dumps(content), encoding="utf-8")

    def find(self, items: list[dict[str, Any]], label: str, words: str) -> dict[str, Any]:
        (found,) = (
            one
            for one in items
            if one["body"][0]["value"] == label
            and " ".join(one["target"]["selector"][1]["exact"].split()).startswith(words)
        )
        return found

    def selectors(self, words: str) -> list[dict[str, Any]]:
        start, end = self.place(words)
        position = {"type": "TextPositionSelector", "start": start, "end": end}
        return [position, {"type": "TextQuoteSelector", "exact": words}]

    def add(self, label: str, words: str) -> None:
        body = {"type": "TextualBody", "purpose": "tagging", "value": label}
        target = {"source": "s.txt", "selector": self.selectors(words)}
        self.edit(lambda items: items.append({"type": "Annotation", "body": [body], "target": target}))

    def move(self, label: str, words: str, new: str) -> None:
        self.edit(lambda items: self.find(items, label, words)["target"].update(selector=self.selectors(new)))

    def delete(self, label: str, words: str) -> None:
        self.edit(lambda items: items.remove(self.find(items, label, words)))

    def change(self, label: str, words: str, old: str, new: str) -> None:
        def do(items: list[dict[str, Any]]) -> None:
            (body,) = (one for one in self.find(items, label, words)["body"] if one.get("format") == "application/yaml")
            assert old in body["value"]
            body["value"] = body["value"].replace(old, new)

        self.edit(do)

    def relabel(self, label: str, words: str, new: str) -> None:
        self.edit(lambda items: self.find(items, label, words)["body"][0].update(value=new))

    def accept(self, label: str, words: str) -> None:
        def do(items: list[dict[str, Any]]) -> None:
            one = self.find(items, label, words)
            one["body"] = [body for body in one["body"] if body.get("value") != "proposed"]

        self.edit(do)

    def delete_at(self, label: str, start: int) -> None:
        def do(items: list[dict[str, Any]]) -> None:
            (found,) = (
                one
                for one in items
                if one["body"][0]["value"] == label and one["target"]["selector"][0]["start"] == start
            )
            items.remove(found)

        self.edit(do)

    def code(self, label: str, words: str, **codes: str) -> None:
        names = {"term_type": "type", **{name: name for name in codes if name != "term_type"}}
        value = ", ".join(f"{names[name]}: {code}" for name, code in codes.items())
        body = {"type": "TextualBody", "format": "application/yaml", "value": f"{{{value}}}"}
        self.edit(lambda items: self.find(items, label, words)["body"].append(body))


TOOLS: dict[Form, type[Tool]] = {"brat": Brat, "cas": Inception, "webannotation": Web}


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> Form:
    return request.param  # type: ignore[no-any-return]
