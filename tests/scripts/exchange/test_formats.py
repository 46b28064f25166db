"""What tools read and write: offsets, line breaks, selectors, archives, and what other programs make of our files."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import cassis
import pytest
import yaml

from scripts.exchange.cas import Utf16, type_system
from scripts.exchange.take import take
from tests.scripts.exchange.conftest import RUSSIA, Inception, Web, exported, imported, package
from validation.problems import InvalidDataError

BEYOND = "One 😀 and 𝔄𝔅 make\ntwo lines\u00a0of 😀 text."
ANNOTATIONS = """\
source: s
passages:
- quote: 𝔄𝔅 make two
  elections:
    e: {body_en: 😀}
- {quote: 😀, occurrence: 2, names: []}
dismissed:
- {quote: lines of, reason: heading}
"""


def test_offsets_of_a_cas_count_utf_16_code_units(tmp_path: Path) -> None:
    path = exported(package(tmp_path, BEYOND, ANNOTATIONS), "cas", "s")
    content = json.loads(path.read_bytes())
    units = BEYOND.encode("utf-16-le")
    words = {
        structure["%TYPE"]: units[2 * structure["begin"] : 2 * structure["end"]].decode("utf-16-le")
        for structure in content["%FEATURE_STRUCTURES"]
        if "begin" in structure
    }
    assert words["uima.tcas.DocumentAnnotation"] == BEYOND
    assert words["electionfacts.Dismissed"] == "lines\u00a0of"
    assert words["electionfacts.Passage"] == "😀"


def test_offsets_are_translated_both_ways() -> None:
    offsets = Utf16("a😀b")
    assert [offsets.units(position) for position in range(4)] == [0, 1, 3, 4]
    assert [offsets.position(units) for units in range(5)] == [0, 1, 2, 2, 3]
    assert Utf16("abc").position(2) == 2


def test_the_library_of_inception_reads_the_cas_and_its_types(tmp_path: Path) -> None:
    path = exported(package(tmp_path, BEYOND, ANNOTATIONS), "cas", "s")
    tool = Inception(path)
    assert tool.cas.sofa_string == BEYOND
    assert [one.get_covered_text() for one in tool.cas.select("electionfacts.Passage")] == ["𝔄𝔅 make\ntwo", "😀"]
    system = cassis.load_typesystem(type_system())
    own, embedded = (
        {one.name for one in types.get_types() if one.name.startswith("electionfacts.")}
        for types in (system, tool.cas.typesystem)
    )
    assert own == embedded
    assert type_system().startswith("<?xml")  # by these five letters INCEpTION tells types from layers in JSON


def xmi_of(path: Path, *, zipped: bool) -> Path:
    """The CAS as INCEpTION exports it in XMI: with tokens, and in an archive with the types."""
    tool = Inception(path)
    for name in ("Token", "Sentence"):
        token = tool.cas.typesystem.create_type(f"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.{name}")
        tool.cas.add(tool.cas.typesystem.get_type("uima.tcas.Annotation")(begin=0, end=3))
        assert token is not None
    target = path.with_suffix(".xmi")
    tool.cas.to_xmi(target)
    if not zipped:
        return target
    with zipfile.ZipFile(path.with_suffix(".zip"), "w") as archive:
        archive.write(target, "admin.xmi")
        archive.writestr("TypeSystem.xml", type_system())
    return path.with_suffix(".zip")


@pytest.mark.parametrize("zipped", [False, True])
def test_xmi_comes_back_too(tmp_path: Path, zipped: bool) -> None:
    root = package(tmp_path, BEYOND, ANNOTATIONS)
    path = exported(root, "cas", "s")
    taken = imported(root, xmi_of(path, zipped=zipped))
    assert (taken.changes.same, taken.changes.added, taken.changes.removed) == (3, [], [])


def test_words_across_a_line_break_are_runs_of_words_in_brat(tmp_path: Path) -> None:
    path = exported(package(tmp_path, BEYOND, ANNOTATIONS), "brat", "s")
    lines = path.read_text(encoding="utf-8").split("\n")
    start = BEYOND.index("𝔄")
    assert f"T2\tpassage {start} {start + 7};{start + 8} {start + 11}\t𝔄𝔅 make two" in lines
    assert f"T4\tdismissed {start + 12} {start + 20}\tlines\u00a0of" in lines
    assert "A1\tdismissal_reason T4 heading" in lines


def test_brat_knows_the_labels_and_codes(root: Path) -> None:
    exported(root, "brat")
    configuration = (root / "exchange/annotation.conf").read_text(encoding="utf-8")
    assert [line for line in configuration.splitlines() if line.startswith("[")] == [
        "[entities]",
        "[relations]",
        "[events]",
        "[attributes]",
    ]
    assert "dismissal_reason\tArg:dismissed, Value:heading|salutation|" in configuration


def test_a_web_annotation_can_be_read_by_a_stranger(root: Path) -> None:
    content = json.loads(exported(root, "webannotation").read_bytes())
    assert content["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert content["total"] == len(content["first"]["items"])
    text = (root / "data/sources/russia-osce-2019.txt").read_text(encoding="utf-8")
    for item in content["first"]["items"]:
        position, words = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == words["exact"]
        assert text[: position["start"]].endswith(words["prefix"])
        assert text[position["end"] :].startswith(words["suffix"])
    verdicts = [body for item in content["first"]["items"] for body in item["body"] if body["type"] == "verdicts"]
    assert verdicts[1] == {
        "id": "urn:election-facts:verdicts/russia-osce-2019.lebedev-overall",
        "type": "verdicts",
        "election_id": "kz-2019-president",
        "about": "election",
        "mission_id": "cis-2019",
        "asserter_role": "observer_mission",
        "aspect": "overall",
        "stance": "positive",
        "overall": "endorsed",
        "is_recommendation": "false",
        "asserter_id": "cis",
        "speaker_id": "lebedev-sergey",
        "attribution": "reported",
        "terms": [
            "transparent (formula: transparent)",
            "fair (formula: fair)",
            "open (formula: open)",
            "competitive (formula: competitive)",
        ],
    }


REPEATED = "one two. three two. four two."
DISMISSED = "source: s\ndismissed:\n- {quote: two, occurrence: 2, reason: heading}\n"


def told(root: Path, change: Any) -> Path:
    """An export as Web Annotation whose first dismissal has other selectors."""
    path = exported(root, "webannotation", "s")
    tool = Web(path)
    tool.edit(lambda items: change(tool.find(items, "dismissed", "two")["target"]["selector"]))
    return path


def occurrence(root: Path) -> str:
    content = yaml.load((root / "data/annotations/s.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    found: str = content["dismissed"][0]["occurrence"]
    return found


def test_words_that_are_not_at_their_position_are_looked_for(tmp_path: Path) -> None:
    root = package(tmp_path, REPEATED, DISMISSED)
    taken = imported(root, told(root, lambda selectors: selectors[0].update(start=3, end=6)))
    assert [(one.words, one.new_position) for one in taken.relocated] == [("two", 15)]  # by what stands around them
    assert not taken.is_written


def test_words_without_a_position_are_looked_for_by_what_stands_around_them(tmp_path: Path) -> None:
    root = package(tmp_path, REPEATED, DISMISSED)

    def change(selectors: list[dict[str, Any]]) -> None:
        selectors[:] = [{"type": "TextQuoteSelector", "exact": "two", "prefix": "four "}]

    imported(root, told(root, change))
    assert occurrence(root) == "3"


def test_words_in_doubt_are_a_problem(tmp_path: Path) -> None:
    root = package(tmp_path, REPEATED, DISMISSED)

    def change(selectors: list[dict[str, Any]]) -> None:
        selectors[:] = [
            {"type": "TextPositionSelector", "start": 0, "end": 3},
            {"type": "TextQuoteSelector", "exact": "two"},
        ]

    with pytest.raises(InvalidDataError) as caught:
        imported(root, told(root, change))
    (problem,) = caught.value.problems
    assert "stands 3 times" in problem.found
    assert occurrence(root) == "2"


@pytest.mark.parametrize("wrap", [lambda items: items, lambda items: {"type": "AnnotationPage", "items": items}])
def test_tools_may_write_a_list_or_a_page(root: Path, wrap: Any) -> None:
    path = exported(root, "webannotation")
    items = json.loads(path.read_bytes())["first"]["items"]
    for item in items:
        item["body"] = [body for body in item["body"] if body["type"] == "TextualBody"]
    path.with_suffix(".json").write_bytes(b"\xef\xbb\xbf" + json.dumps(wrap(items[::-1])).encode())
    path.unlink()
    assert not take(root, path.parent, check=False, force=False).is_written


def test_windows_line_ends_of_the_annotations_are_no_matter(root: Path) -> None:
    path = exported(root, "brat")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert not imported(root, path).is_written


def test_an_archive_is_read_in_memory_and_only_as_far_as_files_go(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scripts.exchange import receive

    exported(root, "cas")
    target = root / "bomb.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../a.json", b" " * 100_000)
    monkeypatch.setattr(receive, "LARGEST", 10_000)
    with pytest.raises(InvalidDataError) as caught:
        imported(root, target)
    assert caught.value.problems[0].found == "more than 10000 bytes"
    assert io.BytesIO(target.read_bytes())
    assert (root / RUSSIA).exists()
