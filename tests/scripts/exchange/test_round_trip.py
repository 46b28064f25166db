"""An export that is imported gives the annotation file again, byte for byte."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.text import Document, Span, fold
from scripts.exchange.files import annotated
from scripts.exchange.send import Form, files_of, read_back
from scripts.format import format_annotations
from tests.conftest import ROOT
from tests.scripts.exchange.conftest import FORMS, RUSSIA, exported, imported, package
from validation.problems import InvalidDataError, Problem


def as_imported(root: Path, name: str, form: Form, source_id: str) -> bytes:
    """What an import writes where the annotation file is gone."""
    path = exported(root, form, source_id)
    (root / name).unlink()
    imported(root, path, force=True)
    return (root / name).read_bytes()


@pytest.mark.parametrize("path", sorted((ROOT / "data/annotations").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_annotation_files_of_this_package_come_back(path: Path) -> None:
    problems: list[Problem] = []
    file = annotated(ROOT, path.stem, problems)
    assert file is not None
    for form in FORMS:
        files, _ = files_of(file, path.stem, form)
        name = next(iter(files))
        assert read_back(file, Path(name), files.get, problems) == path.read_text(encoding="utf-8")
    assert not problems


def test_an_import_of_what_was_exported_changes_nothing(root: Path, form: Form) -> None:
    before = (root / RUSSIA).stat().st_mtime_ns
    taken = imported(root, exported(root, form))
    assert not taken.is_written
    assert (root / RUSSIA).stat().st_mtime_ns == before
    assert taken.changes.same == 20


def test_an_export_gives_the_same_bytes_each_time(root: Path, form: Form) -> None:
    first = exported(root, form).read_bytes()
    assert exported(root, form).read_bytes() == first


COMMENTED = """\
# the schema
# of this file
source: s
# on boundaries
sentences:
  # words that belong together
  join:
  - two three
# who speaks
voices:
  # the author
  a:
  # because
  - {quote: one, sets: {asserter: x}}
passages:
# --- first  part
- voice: a
  quote: two three four
  verdicts:
    v:
      terms:
      # a term
      - {formula: three, concept: fair}
  event_participants:
  # with a remark
  - event: e
dismissed:
# nothing
- {quote: five, reason: heading}
'# odd': '= text'
"""


def test_comments_come_back(tmp_path: Path, form: Form) -> None:
    root = package(tmp_path, "one two three four five", COMMENTED)
    format_annotations(root, write=True)
    before = (root / "data/annotations/s.yaml").read_text(encoding="utf-8")
    assert all(line.strip() in before for line in COMMENTED.splitlines() if "#" in line)
    assert as_imported(root, "data/annotations/s.yaml", form, "s").decode() == before


def test_a_file_in_another_layout_comes_back_in_the_layout(tmp_path: Path, form: Form) -> None:
    text = "passages: [{quote: two, elections: {e: {year: 2020}}}, {elections: {e: {}}, quote: one}]\nsource: s\r\n"
    root = package(tmp_path, "one two", text)
    path = exported(root, form, "s")
    imported(root, path)
    assert format_annotations(root, write=True) == []
    assert (root / "data/annotations/s.yaml").read_text(encoding="utf-8").index("quote: one") > 0


def test_what_has_no_place_in_the_text_is_no_export(tmp_path: Path, form: Form) -> None:
    text = "source: s\npassages:\n- quote: six\n- quote: one\n- {quote: one, occurrence: 3}\n- {elections: {e: {}}}\n"
    root = package(tmp_path, "one two one", text)
    format_annotations(root, write=True)
    with pytest.raises(InvalidDataError) as caught:
        exported(root, form, "s")
    lines = (root / "data/annotations/s.yaml").read_text(encoding="utf-8").splitlines()
    assert {lines[(problem.line or 0) - 1] for problem in caught.value.problems} == {
        "- quote: six",
        "- quote: one",
        "- elections:",
    }
    assert len(caught.value.problems) == 4
    assert not (root / "exchange").exists()


# Generated files

WORDS = st.sampled_from(
    ["a", "b", "a", "выбо́ры", "😀", "𝔸b", "x:", "-", "#", "'q'", '"', "{}", "\u2028", "ab", "é", "\ufeff"]
)
GAPS = st.sampled_from([" ", "\n", "\n\n", "\u00a0", "\r\n", "\u2029", "\t", "  "])
SCALARS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(fold)
KEYS = st.text("abz#=:é ", min_size=1, max_size=4).map(fold).filter(bool)
FIELDS: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=5
)
PROPOSED = st.fixed_dictionaries({"rule": st.just("r"), "confidence": st.just("0.50")})
COMMENTS = st.sampled_from(["# c", "#", "#  two  spaces", "#: no key"])


class Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


@st.composite
def texts(draw: st.DrawFn) -> str:
    pairs = draw(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=25))
    return "".join(word + gap for word, gap in pairs) + "end"


@st.composite
def annotation_files(draw: st.DrawFn, text: str) -> str:
    document = Document.of(text.encode())

    def quoted(*, unique: bool = False) -> dict[str, Any]:
        folded = document.folded.text
        start = draw(st.integers(0, len(folded) - 1))
        end = draw(st.integers(start + 1, len(folded)))
        words = folded[start:end].strip() or folded.split()[-1]
        places = document.find(words)
        if len(places) == 1 or unique:
            return {"quote": words} if len(places) == 1 else {"quote": folded}
        return {"quote": words, "occurrence": str(draw(st.integers(1, len(places))))}

    def item(**fields: st.SearchStrategy[Any]) -> dict[str, Any]:
        extra = draw(
            st.fixed_dictionaries({}, optional={**fields, "proposed": PROPOSED, "en": SCALARS, "more": FIELDS})
        )
        return {**quoted(), **extra}

    def passage() -> dict[str, Any]:
        made = item(elections=st.dictionaries(KEYS, FIELDS, max_size=2))
        span = document.find(made["quote"])[int(made.get("occurrence", 1)) - 1]
        words = draw(st.sampled_from(fold(document.slice(span)).split()))
        count = len(document.find(words, within=Span(span.start, span.end)))
        occurrence = {"occurrence": str(draw(st.integers(1, count)))} if count > 1 or draw(st.booleans()) else {}
        term = {draw(st.sampled_from(["formula", "benchmark"])): words, "concept": "fair", **occurrence}
        if draw(st.booleans()):
            made["verdicts"] = {"v": {"aspect": "overall", "terms": [term] * draw(st.integers(0, 2))}, "w": {}}
        if draw(st.booleans()):
            made["names"] = [{"place": "p", "form": words}]
        return made

    def aside() -> dict[str, Any]:
        made = item(
            kind=st.sampled_from(["count", "cue", "odd", ["date", "cue"]]), reason=st.sampled_from(["norm", "odd one"])
        )
        if draw(st.booleans()):
            made.pop("occurrence", None)
        return made

    def listed(make: Any) -> list[Any]:
        return [make() for _ in range(draw(st.integers(0, 3)))]

    content: dict[str, Any] = {
        "source": "s",
        "sentences": {"join": [quoted(unique=True)["quote"]], "plain": []},
        "vocabulary": listed(lambda: {**item(persons=FIELDS), "proposed": {"rule": "r", "confidence": "0.50"}}),
        "voices": {draw(KEYS): listed(lambda: item(sets=FIELDS)) for _ in range(2)},
        "passages": listed(passage),
        "dismissed": listed(lambda: item(reason=st.sampled_from(["courtesy", "odd"]))),
        "mentions": listed(aside),
        "open": listed(item),
        "own": draw(FIELDS),
    }
    kept = draw(st.sets(st.sampled_from(list(content)), min_size=4)) | {"source"}
    written: str = yaml.dump(
        {key: value for key, value in content.items() if key in kept},
        Dumper=Plain,
        allow_unicode=True,
        sort_keys=False,
        width=10**6,
    )
    return written


def generated_files_come_back(folder: Path, form: Form, data: st.DataObject) -> None:
    text = data.draw(texts())
    root = package(folder, text, data.draw(annotation_files(text)))
    name = "data/annotations/s.yaml"
    format_annotations(root, write=True)
    lines = (root / name).read_text(encoding="utf-8").split("\n")
    places = [index for index, line in enumerate(lines) if line.lstrip(" ").startswith("- ")]
    if places:
        index = data.draw(st.sampled_from(places))
        lead = lines[index][: len(lines[index]) - len(lines[index].lstrip(" "))]
        lines.insert(index, lead + data.draw(COMMENTS))
        (root / name).write_text("\n".join(lines), encoding="utf-8", newline="")
        try:
            format_annotations(root, write=True)
        except InvalidDataError:
            return  # inside of a long text, where it is none
    before = (root / name).read_bytes()
    assert as_imported(root, name, form, "s") == before


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=5)
@given(data=st.data())
def test_generated_files_come_back(tmp_path_factory: pytest.TempPathFactory, form: Form, data: st.DataObject) -> None:
    generated_files_come_back(tmp_path_factory.mktemp("generated"), form, data)


@pytest.mark.thorough
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40)
@given(data=st.data())
def test_many_generated_files_come_back(
    tmp_path_factory: pytest.TempPathFactory, form: Form, data: st.DataObject
) -> None:
    generated_files_come_back(tmp_path_factory.mktemp("generated"), form, data)
