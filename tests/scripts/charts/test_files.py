import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from scripts.build import build
from scripts.charts import files
from scripts.charts.files import CHARTS, FOLDER, GET_LIBRARY, LIBRARY, drawn_from, kept
from scripts.explore.facts import Facts
from tests.conftest import ROOT
from tests.licences import locked
from tests.scripts.charts.given import ABOUT, COUNT, ELECTION, given
from validation.problems import InvalidDataError, Problem

FACTS = given(
    elections=[ELECTION],
    observer_counts=[COUNT | {"observer_count_id": "c.1", "value": 10, "lower_bound": 10, "upper_bound": 10}],
)
PATH = f"{FOLDER}/observers.svg"


def keep(root: Path, facts: Facts = FACTS) -> bytes:
    problems: list[Problem] = []
    found = kept(root, ["observers"], facts, ABOUT, problems)
    assert problems == []
    return found[PATH]


def put(root: Path, content: bytes) -> None:
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    (root / PATH).write_bytes(content)


@pytest.fixture
def no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "can_draw", lambda: False)


def test_the_charts_of_the_readme_are_what_this_code_and_the_locked_library_draw(facts: Facts, tmp_path: Path) -> None:
    if version(LIBRARY) not in locked("requirements.lock")[LIBRARY]:
        pytest.skip("another version of the library is installed than that of the lock")
    afresh = kept(tmp_path, ["verdicts", "observers"], facts, facts.about, [])
    for path, content in afresh.items():
        assert (ROOT / path).read_bytes() == content, f"delete {path}, build, and commit the new one"
        assert path in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_current_drawing_is_kept_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, keep(tmp_path))
    monkeypatch.setattr(files, "sheet", lambda *_: pytest.fail("drawn again"))
    monkeypatch.setattr(files, "can_draw", lambda: False)
    assert keep(tmp_path) == (tmp_path / PATH).read_bytes()


def test_an_edited_drawing_is_drawn_again(tmp_path: Path) -> None:
    content = keep(tmp_path)
    for edited in (content.replace(b"<svg ", b"<svg class='x' ", 1), content[:-9], content + b"\n", b"", b"<svg/>\n"):
        assert drawn_from(edited) is None
        put(tmp_path, edited)
        assert keep(tmp_path) == content


def test_other_figures_another_version_or_other_code_are_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = keep(tmp_path)
    put(tmp_path, content)
    more = given(
        elections=[ELECTION],
        observer_counts=[COUNT | {"observer_count_id": "c.1", "value": 11, "lower_bound": 11, "upper_bound": 11}],
    )
    assert keep(tmp_path, more) != content
    later = kept(tmp_path, ["observers"], FACTS, ABOUT | {"version": "1.2.4"}, [])[PATH]
    assert drawn_from(later) != drawn_from(content)
    monkeypatch.setattr(files, "_code", lambda: "other code")
    assert drawn_from(keep(tmp_path)) != drawn_from(content)


@pytest.mark.usefixtures("no_library")
def test_without_the_library_a_drawing_of_other_figures_is_a_problem_that_says_how_to_mend_it(tmp_path: Path) -> None:
    for content in (None, b"<svg/>"):
        if content:
            put(tmp_path, content)
        problems: list[Problem] = []
        assert kept(tmp_path, ["observers"], FACTS, ABOUT, problems) == {}
        (problem,) = problems
        assert problem.file == PATH
        assert GET_LIBRARY in problem.remedy


def test_a_package_has_charts_only_if_it_asks(root: Path) -> None:
    about = root / "data/package.yaml"
    assert not any(path.startswith(FOLDER) for path in build(root).outputs)
    about.write_text(about.read_text(encoding="utf-8") + "charts: [timeline, observers]\n", encoding="utf-8")
    outputs = build(root).outputs
    assert [path for path in outputs if path.startswith(FOLDER)] == [f"{FOLDER}/timeline.svg", PATH]
    assert "charts" not in json.loads(outputs["datapackage.json"])


@pytest.mark.parametrize("charts", ["pie", "[pie]", "[verdicts, verdicts]", "{verdicts: yes}", "[[verdicts]]"])
def test_a_chart_that_nobody_draws_is_a_problem(root: Path, charts: str) -> None:
    about = root / "data/package.yaml"
    about.write_text(about.read_text(encoding="utf-8") + f"charts: {charts}\n", encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        build(root)
    (problem,) = caught.value.problems
    assert (problem.file, problem.field) == ("data/package.yaml", "charts")
    assert all(name in problem.expected for name in CHARTS)


@pytest.mark.thorough
def test_build_check_names_an_edited_drawing(root: Path) -> None:
    about = root / "data/package.yaml"
    about.write_text(about.read_text(encoding="utf-8") + "charts: [observers]\n", encoding="utf-8")
    command = [sys.executable, "-m", "scripts", "build", "--root", str(root)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    subprocess.run([*command, "--check"], cwd=ROOT, check=True, capture_output=True)
    content = (root / PATH).read_bytes()
    (root / PATH).write_bytes(content.replace(b"<svg ", b"<svg  ", 1))
    done = subprocess.run([*command, "--check"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"differs: {PATH}" in done.stderr
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert (root / PATH).read_bytes() == content


@pytest.mark.thorough
def test_the_build_does_not_load_the_library_where_nothing_changed(tmp_path: Path) -> None:
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("tables"))
    code = (
        "import sys; from pathlib import Path; from scripts.build import build; build(Path(sys.argv[1])); "
        f"print({LIBRARY!r} in sys.modules, 'jinja2' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout == "False False\n"
