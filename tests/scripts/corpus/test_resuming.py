"""Runs that are killed, that go on, and that find something else than before."""

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from scripts import outputs
from scripts.corpus.errors import CorpusError
from scripts.corpus.listing import roots
from scripts.corpus.run import extract
from scripts.corpus.settings import Program, Settings
from scripts.outputs import write_whole
from tests.reliability.steps import Work
from tests.scripts.corpus.conftest import SETTINGS, SMALL, TABLES, Here, Quiet, parts, run, table


@pytest.fixture
def whole(corpus: Path, tmp_path: Path) -> dict[str, bytes]:
    """The parts of a run that nothing disturbed."""
    run(corpus, tmp_path / "whole")
    return parts(tmp_path / "whole")


def ids(out: Path, name: str = "documents") -> list[str]:
    return [str(one) for one in table(out, name)["document_id"].to_pylist()]


# Killed


def killed_before(step: int, work: Work, corpus: Path, out: Path, whole: dict[str, bytes]) -> int:
    """Kill a run before a step, and let the next go on; how many parts were in place when it was killed."""
    assert work.kill_before(step)
    kept = parts(out)
    assert all(whole[name] == content for name, content in kept.items()), "a file stands in whole or not at all"
    finished = [name for name in kept if name.startswith("documents/")]
    for name in finished:
        assert {name.replace("documents/", f"{other}/") for other in TABLES} <= set(kept)
    pool = Here(SETTINGS)
    assert run(corpus, out, pool).totals.documents == 20
    assert parts(out) == whole
    read = {item.document_id for items in pool.asked for item in items}
    again = [name for name in finished if read & set(pq.ParquetFile(out / name).read()["document_id"].to_pylist())]
    assert len(again) <= 1, "nothing is read twice but what was in hand"
    shutil.rmtree(out)
    return len(finished)


@pytest.mark.parametrize("every", [13, pytest.param(1, marks=pytest.mark.thorough)])
def test_a_run_killed_before_any_step_goes_on_and_leaves_the_same_bytes(
    every: int, corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    work = Work(lambda: run(corpus, out))
    work.measure()
    shutil.rmtree(out)
    finished = {killed_before(step, work, corpus, out, whole) for step in range(0, work.steps, every)}
    assert len(finished) > 2


@pytest.mark.thorough
def test_a_run_killed_at_random_goes_on_and_leaves_the_same_bytes(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    work = Work(lambda: run(corpus, out))
    work.measure()
    shutil.rmtree(out)
    for _ in range(20):
        while work.kill_at_random():
            pass
        assert parts(out) == whole
        shutil.rmtree(out)


def test_a_second_run_reads_nothing_and_touches_nothing(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(corpus, out)
    times = {path: path.stat().st_mtime_ns for path in out.glob("*/part-*")}
    pool = Here(SETTINGS)
    second = run(corpus, out, pool)
    assert pool.asked == []
    assert (second.totals, second.read) == (first.totals, 0)
    assert {path: path.stat().st_mtime_ns for path in out.glob("*/part-*")} == times


# Changed input


def test_only_parts_whose_documents_changed_are_read_anew(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    (corpus / "0001.txt").write_text("On 9 June 2019, 12 observers.", encoding="utf-8")
    (corpus / "0002.txt").unlink()
    (corpus / "0003-new.txt").write_text("On 10 June 2019, 13 observers.", encoding="utf-8")
    pool = Here(SETTINGS)
    summary = run(corpus, out, pool)
    assert 0 < summary.read < 15
    assert summary.removed >= 1
    run(corpus, tmp_path / "fresh")
    assert parts(out) == parts(tmp_path / "fresh")


def test_a_document_that_is_only_touched_is_read_again_to_the_same_bytes(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    run(corpus, tmp_path / "out")
    os.utime(corpus / "0001.txt", (1, 1))
    assert 0 < run(corpus, tmp_path / "out").read < 20
    assert parts(tmp_path / "out") == whole


def test_a_folder_that_was_moved_is_known_again(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    moved = corpus.rename(tmp_path / "elsewhere")
    (tmp_path / "deeper").mkdir()
    moved = moved.rename(tmp_path / "deeper/corpus")
    assert run(moved, tmp_path / "out").read == 0


def test_a_part_that_somebody_removed_or_cut_is_read_again(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    first, *_, last = sorted(out.glob("mentions/*"))
    first.unlink()
    last.write_bytes(last.read_bytes()[:-1])
    (out / "facts/part-0123456789abcdef.parquet").write_bytes(b"of nobody")
    assert 0 < run(corpus, out).read < 20
    assert parts(out) == whole


def test_documents_that_could_not_be_read_are_tried_again_where_that_is_wanted(corpus: Path, tmp_path: Path) -> None:
    out, path = tmp_path / "out", corpus / "0001.txt"
    content = path.read_bytes()
    path.write_bytes(b"")
    os.utime(path, (1, 1))
    first = run(corpus, out)
    assert (first.totals.failed, [one.document_id for one in first.failures]) == (1, ["corpus/0001.txt"])
    again = run(corpus, out)
    assert (again.read, again.totals.failed, again.failures) == (0, 1, ())
    path.write_bytes(content)
    assert 0 < run(corpus, out, retry=True).read < 20
    assert run(corpus, out, retry=True).read == 0


# Another run


def other(settings: Settings, **libraries: str) -> Settings:
    program = settings.program
    return replace(settings, program=replace(program, libraries={**program.libraries, **libraries}))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (replace(SETTINGS, program=Program("9.9.9", "other", {})), "another version"),
        (other(SETTINGS, pyarrow="1.0"), "another version"),
        (replace(SETTINGS, language="en"), "another --language"),
        (replace(SETTINGS, vocabulary="abc"), "another --vocabulary"),
    ],
)
def test_what_another_program_or_other_settings_wrote_is_not_mixed(
    settings: Settings, words: str, corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    with pytest.raises(CorpusError, match=f"{words}.* --restart"):
        run(corpus, out, settings=settings)
    assert parts(out) == whole
    here = Here(SETTINGS)
    summary = extract(roots([corpus]), out, settings, lambda: here, Quiet(), restart=True, cut=SMALL)
    assert summary.read == 20
    assert parts(out) == whole


def test_a_library_that_was_missing_may_come(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out", settings=other(SETTINGS, trafilatura=""))
    assert run(corpus, tmp_path / "out").read == 0
    with pytest.raises(CorpusError, match="another version"):
        run(corpus, tmp_path / "out", settings=other(SETTINGS, trafilatura=""))


def test_folders_may_be_added_and_none_left_out(corpus: Path, tmp_path: Path) -> None:
    out, more = tmp_path / "out", tmp_path / "more"
    more.mkdir()
    (more / "a.txt").write_text("On 9 June 2019, 12 observers.", encoding="utf-8")
    run(corpus, out)
    both = extract(roots([corpus, more]), out, SETTINGS, lambda: Here(SETTINGS), Quiet(), cut=SMALL)
    assert (both.read, both.totals.documents) == (1, 21)
    with pytest.raises(CorpusError, match="holds documents of corpus, which is not named now"):
        run(more, out)


def test_a_folder_with_other_files_is_not_written_to(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds other files"):
        run(corpus, corpus)
    with pytest.raises(CorpusError, match="holds other files"):
        run(corpus, corpus / "0001.txt")
    assert not (corpus / ".extract").exists()


def test_two_runs_exclude_each_other(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / ".extract").mkdir(parents=True)
    with FileLock(out / ".extract/lock"), pytest.raises(CorpusError, match="another run writes to"):
        run(corpus, out)
    assert run(corpus, out).read == 20


# Disks


def full_after(number: int) -> Callable[[Path, bytes], None]:
    """Writes so many files, and finds the disk full in the middle of the next."""
    left = [number]

    def write(path: Path, content: bytes) -> None:
        left[0] -= 1
        write_whole(path, content if left[0] >= 0 else content[:100])
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    return write


def test_what_is_finished_when_the_disk_is_full_stands(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(outputs, "write_whole", full_after(7))
        with pytest.raises(OSError, match="No space left"):
            run(corpus, out)
    kept = parts(out)
    assert len(kept) == 6
    assert not list(out.glob(".extract/*.new")), "what was begun takes no room"
    summary = run(corpus, out)
    assert summary.read < 20
    assert parts(out) == whole


# Documents that end the process


def test_a_document_at_which_processes_die_is_named_and_the_others_are_read(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    pool = Here(SETTINGS, deadly=frozenset({"corpus/0007.txt"}))
    summary = run(corpus, tmp_path / "out", pool)
    (failure,) = summary.failures
    assert (failure.document_id, failure.found) == ("corpus/0007.txt", "it died")
    assert summary.totals.documents == 20
    found = ids(tmp_path / "out", "mentions")
    assert "corpus/0007.txt" not in found
    assert {"corpus/0006.txt", "corpus/0008.txt"} <= set(found)
    found_parts = parts(tmp_path / "out")
    changed = {name.partition("/")[2] for name, content in found_parts.items() if whole[name] != content}
    assert len(changed) == 1, "the parts of other documents are as they would be without it"
    run(corpus, tmp_path / "out", retry=True)
    assert parts(tmp_path / "out") == whole


def test_a_process_that_dies_by_chance_leaves_no_trace(corpus: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    class Once(Here):
        def next(self):  # type: ignore[no-untyped-def]
            if not self.asked:
                self.deadly = frozenset(item.document_id for item in self._tasks[-1].items)
            answer = super().next()
            self.deadly = frozenset()
            return answer

    run(corpus, tmp_path / "out", Once(SETTINGS))
    assert parts(tmp_path / "out") == whole


def test_a_folder_that_vanishes_stops_the_run_and_files_that_do_are_named(corpus: Path, tmp_path: Path) -> None:
    class Removing(Here):
        def next(self):  # type: ignore[no-untyped-def]
            (corpus / "0001.txt").unlink(missing_ok=True)
            if len(self.asked) == 3:
                shutil.rmtree(corpus)
            return super().next()

    with pytest.raises(CorpusError, match="is not there"):
        run(corpus, tmp_path / "out", Removing(SETTINGS))
    rows = {row["document_id"]: row for row in table(tmp_path / "out", "documents").to_pylist()}
    assert 0 < len(rows) < 20
    assert "corpus/0001.txt" not in rows or rows["corpus/0001.txt"]["error"]
