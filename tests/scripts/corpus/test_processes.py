"""Processes on this machine, and the command as a user runs it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scripts.__main__ import app
from scripts.corpus.errors import CorpusError
from scripts.corpus.listing import Item, roots
from scripts.corpus.parts import Part
from scripts.corpus.pool import Died, Processes, Task
from scripts.corpus.reading import ended_after
from scripts.corpus.run import extract
from scripts.corpus.settings import Settings
from tests.conftest import ROOT
from tests.scripts.corpus import deadly
from tests.scripts.corpus.conftest import SETTINGS, Here, Quiet, parts, table, write_corpus
from tests.test_reliability import mounted


@pytest.fixture(scope="module")
def pool() -> Iterator[Processes]:
    made = Processes(Settings(time_limit=0.01), 1, deadly.read)
    yield made
    made.close()


def answer(pool: Processes, name: str, path: str = "") -> Part | Died:
    pool.submit(Task(1, (Item(f"f/{name}", "f", name, path, ""),)))
    task, found = pool.next()
    assert task.items[0].name == name
    return found


# A process


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("killed", "the process that read it was killed, as systems do when memory runs out"),
        ("exits", "the process that read it ended with exit code 3"),
        ("slow", "it took longer than 0.01 seconds a megabyte"),
    ],
)
def test_a_process_that_ends_is_replaced_and_what_it_read_is_known(pool: Processes, name: str, reason: str) -> None:
    assert answer(pool, name) == Died(reason)
    assert isinstance(answer(pool, "harmless"), Part)


def test_one_that_is_killed_while_it_has_nothing_to_do_costs_nothing(pool: Processes) -> None:
    found = answer(pool, "harmless")
    assert isinstance(found, Part)
    os.kill(int(found.failures[0].found), signal.SIGKILL)
    assert isinstance(answer(pool, "harmless"), Part | Died)
    assert isinstance(answer(pool, "harmless"), Part)


@pytest.mark.thorough
def test_a_process_that_has_grown_too_large_is_replaced_between_two_documents() -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("the system does not say how large a process is")
    pool = Processes(Settings(), 1, deadly.read, growth=-(10**12))
    try:
        found = [answer(pool, "harmless") for _ in range(3)]
    finally:
        pool.close()
    read_by = [one.failures[0].found for one in found if isinstance(one, Part)]
    assert len(read_by) == 3
    assert len(set(read_by)) == 3


def test_what_is_wrong_for_all_documents_ends_the_run(pool: Processes) -> None:
    with pytest.raises(CorpusError, match="not here"):
        answer(pool, "refused")


def test_what_takes_too_long_ends_the_process_that_does_it_and_what_does_not_goes_on() -> None:
    ends = []
    for seconds in (0.0, 60.0, 0.01):
        if (child := os.fork()) == 0:
            with ended_after(seconds):
                time.sleep(10 if seconds == 0.01 else 0)
            os._exit(int(signal.getitimer(signal.ITIMER_REAL)[0] > 0))
        ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    assert ends == [0, 0, -signal.SIGALRM]
    assert Settings(time_limit=10).seconds_for(100) == 10
    assert Settings(time_limit=10).seconds_for(3_000_000) == 30


# The command


def command(*arguments: str | Path, **environment: str) -> "subprocess.Popen[str]":
    """Run `election-facts extract` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "scripts", "extract", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.thorough
def test_it_reads_a_corpus_in_a_process_and_says_what_it_did(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (corpus / "empty.txt").write_bytes(b"")
    code, printed, err = run(corpus, "--out", out, "--workers", "1")
    assert code == 0
    assert re.match(r"Read 21 documents in [\d.]+ s: [\d.,]+ documents and [\d.e-]+ MB a second\.\n", printed)
    assert "21 documents, 1 of which could not be read" in printed
    assert err.startswith("corpus/empty.txt: document\n  found     an empty file\n")
    extract(roots([corpus]), tmp_path / "here", SETTINGS, lambda: Here(SETTINGS), Quiet())
    assert parts(out) == parts(tmp_path / "here")
    code, printed, _ = run(corpus, "--out", out, "--format", "json")
    summary = json.loads(printed)
    assert (code, summary["read"], summary["totals"]["documents"], summary["totals"]["failed"]) == (0, 0, 21, 1)


@pytest.mark.thorough
def test_it_reads_to_the_same_bytes_with_any_number_of_processes_wherever_they_are(tmp_path: Path) -> None:
    corpus, out = write_corpus(tmp_path / "corpus", 1000), tmp_path / "out"
    process = command(corpus, "--out", out, "--workers", "3", TZ="America/Lima", PYTHONHASHSEED="2", LC_ALL="C")
    extract(roots([corpus]), tmp_path / "here", SETTINGS, lambda: Here(SETTINGS), Quiet())
    _, err = process.communicate()
    assert process.returncode == 0, err
    assert parts(out) == parts(tmp_path / "here")
    assert len(parts(out)) > 6


def killed(corpus: Path, out: Path, how: int, *options: str) -> tuple[int, str]:
    """Run the command, and end it when a part is in place; its exit code and what it said."""
    process = command(corpus, "--out", out, "--workers", "1", *options)
    while len(list(out.glob("documents/*"))) < 2 and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, how) if how == signal.SIGINT else os.kill(process.pid, how)
    _, err = process.communicate()
    return process.returncode, err


@pytest.mark.thorough
def test_interrupted_it_says_so_and_killed_it_takes_its_processes_along_and_both_go_on(tmp_path: Path) -> None:
    corpus, out = write_corpus(tmp_path / "corpus", 2000), tmp_path / "out"
    code, err = killed(corpus, out, signal.SIGINT)
    assert (code, err) == (130, "Interrupted. What is finished stands; the same command goes on.\n")
    code, _ = killed(corpus, tmp_path / "other", signal.SIGKILL)
    assert code == -signal.SIGKILL
    for folder in (out, tmp_path / "other"):
        before = set(parts(folder))
        assert before
        process = command(corpus, "--out", folder, "--format", "json")
        printed, _ = process.communicate()
        assert process.returncode == 0
        assert json.loads(printed)["read"] < 2000
        assert before <= set(parts(folder))
    assert parts(out) == parts(tmp_path / "other")


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["extract", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_it_explains_itself_with_its_exit_codes() -> None:
    code, printed, _ = run("--help")
    assert code == 0
    for words in ("Exit code 0", "130", "--scheduler", "--vocabulary", "--restart", "--retry", "--strict"):
        assert words in printed


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["{corpus}"],
        ["{corpus}/none", "--out", "{out}"],
        ["{corpus}", "{corpus}", "--out", "{out}"],
        ["{corpus}", "--out", "{out}", "--language", "xx"],
        ["{corpus}", "--out", "{out}", "--workers", "0"],
        ["{corpus}", "--out", "{out}", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"],
        ["{corpus}", "--out", "{corpus}/0001.txt"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, printed, err = run(*(one.format(corpus=corpus, out=out) for one in arguments))
    assert (code, printed) == (2, "")
    assert "Usage" in err
    assert not out.exists()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command reads in this process."""
    monkeypatch.setattr("scripts.commands.extract._pool", lambda settings, *_: lambda: Here(settings))


@pytest.mark.usefixtures("here")
def test_a_corpus_of_which_nothing_can_be_read_and_a_strict_run_are_exit_code_1(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_bytes(b"")
    code, printed, err = run(corpus, "--out", tmp_path / "out")
    assert code == 1
    assert "corpus/a.txt: document" in err
    (corpus / "b.txt").write_text("On 9 June 2019, 12 observers came.", encoding="utf-8")
    assert run(corpus, "--out", tmp_path / "out")[0] == 0
    code, printed, err = run(corpus, "--out", tmp_path / "out", "--strict")
    assert (code, err) == (1, "")
    assert printed.startswith("Every document was read before: nothing to do.\n")


def test_a_run_that_cannot_begin_says_why_and_changes_nothing(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, printed, err = run(corpus, "--out", out, "--vocabulary", tmp_path)
    assert (code, printed) == (1, "")
    assert err.startswith(f"no vocabulary in {tmp_path}: ")
    (tmp_path / "empty").mkdir()
    code, printed, err = run(tmp_path / "empty", "--out", out)
    assert (code, printed, err) == (1, "", f"no file in {tmp_path / 'empty'}; nothing was changed.\n")


@pytest.mark.usefixtures("here")
def test_names_are_given_the_ids_of_a_vocabulary(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    (corpus / "a.txt").write_text("On 9 June 2019 the CEC of Kazakhstan counted 12 observers.", encoding="utf-8")
    assert run(corpus, "--out", out, "--vocabulary", ROOT)[0] == 0
    assert "cec-kz" in table(out, "mentions")["entity"].to_pylist()


# Disks and large files


@pytest.mark.thorough
def test_on_a_full_disk_it_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    corpus, disk = write_corpus(tmp_path / "corpus", 2000), tmp_path / "disk"
    if not mounted(disk, "size=600k"):
        pytest.skip("no disk can be mounted here")
    try:
        process = command(corpus, "--out", disk / "out")
        printed, err = process.communicate()
        assert (process.returncode, printed) == (1, "")
        assert re.fullmatch(r"Cannot write: .*(No space left|full).*\. What is finished stands; .*\n", err)
        kept = parts(disk / "out")
        assert kept
        subprocess.run(["mount", "-o", "remount,size=60m", str(disk)], check=True)
        process = command(corpus, "--out", disk / "out")
        process.communicate()
        assert process.returncode == 0
        assert kept.items() <= parts(disk / "out").items()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.thorough
def test_a_file_of_one_line_of_30_megabytes_is_read_beside_others(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", 5)
    line = "and so on, and on, " * 200 + "until 1,013 observers of the mission came. "
    (corpus / "line.txt").write_text(line * (30_000_000 // len(line)), encoding="utf-8")
    process = command(corpus, "--out", tmp_path / "out")
    _, err = process.communicate()
    assert process.returncode == 0, err
    assert table(tmp_path / "out", "documents")["error"].null_count == 6
