"""A run on a real Dask cluster: a scheduler and two workers on this machine, one of which is killed half-way."""

from pathlib import Path

import pytest

from scripts.corpus.errors import CorpusError
from scripts.corpus.listing import roots
from scripts.corpus.pool import Read, read
from scripts.corpus.run import Summary, extract
from scripts.corpus.settings import Program, Settings
from tests.scripts.corpus import deadly
from tests.scripts.corpus.conftest import SETTINGS, SMALL, Quiet, parts, run, table, write_corpus
from tests.scripts.corpus.dask_cluster import CLUSTER, Running, cluster
from tests.scripts.corpus.deadly import skim

if not CLUSTER.is_dir():
    pytest.skip("no Dask: make setup puts it there", allow_module_level=True)

from scripts.corpus.cluster import Cluster


class Killing(Quiet):
    """Kills a process of the cluster when the first part is in place."""

    def __init__(self, process: "object") -> None:
        super().__init__()
        self.process = process

    def read(self, documents: int, size: int) -> None:
        if not self.documents:
            self.process.kill()  # type: ignore[attr-defined]
        super().read(documents, size)


def on(
    running: Running, corpus: Path, out: Path, show: Quiet, reader: Read = read, settings: Settings = SETTINGS
) -> Summary:
    return extract(roots([corpus]), out, settings, lambda: Cluster(settings, running.address, reader), show, cut=SMALL)


def test_a_worker_killed_half_way_costs_nothing_and_a_lost_scheduler_the_rest_of_the_run(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", 60)
    with cluster(tmp_path) as running:
        summary = on(running, corpus, tmp_path / "out", Killing(running.workers[0]), skim)
        assert running.workers[0].wait() < 0
        assert len(set(table(tmp_path / "out", "documents")["document_id"].to_pylist())) == 60
        assert summary.totals.documents == 60
        with pytest.raises(CorpusError, match=r"the scheduler at .* is gone"):
            on(running, corpus, tmp_path / "again", Killing(running.scheduler), skim)
    finished = parts(tmp_path / "again")
    assert finished
    assert finished.items() < parts(tmp_path / "out").items()


@pytest.mark.thorough
def test_a_cluster_reads_to_the_same_bytes_though_a_worker_is_killed(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "here")
    with cluster(tmp_path) as running:
        other = Settings(program=Program("9.9.9", "other", {}))
        with pytest.raises(CorpusError, match="has another version of election-facts"):
            on(running, corpus, tmp_path / "other", Quiet(), settings=other)
        summary = on(running, corpus, tmp_path / "out", Killing(running.workers[0]))
        assert running.workers[0].wait() < 0
    assert summary.totals.documents == 20
    assert parts(tmp_path / "out") == parts(tmp_path / "here")


@pytest.mark.thorough
def test_a_document_at_which_workers_die_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", 3)
    (corpus / "exits").write_text("It ends whoever reads it.", encoding="utf-8")
    with cluster(tmp_path, 2, "--nanny") as running:
        summary = on(running, corpus, tmp_path / "out", Quiet(), deadly.read)
    assert summary.totals.documents == 4
    found = {one.document_id: one.found for one in summary.failures}
    assert found["corpus/exits"].startswith("the workers that read it died")


def test_an_address_where_no_scheduler_answers_is_said_to_be_one(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.corpus.cluster._WAITED", 0.2)
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        with pytest.raises(CorpusError, match="no scheduler answers"):
            Cluster(SETTINGS, address)
