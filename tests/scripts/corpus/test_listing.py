"""What there is to read, how it is named, and how it is cut."""

import os
from pathlib import Path

import pytest

from scripts.corpus.errors import CorpusError
from scripts.corpus.listing import Chunk, Item, chunks, items, roots
from tests.scripts.corpus.conftest import write_corpus


def item(name: str, size: int = 10) -> Item:
    return Item(name, "f", name, name, "", size)


def test_folders_of_one_name_are_told_apart_in_the_order_in_which_they_are_given(tmp_path: Path) -> None:
    for folder in ("a/texts", "b/texts", "c/texts~2"):
        write_corpus(tmp_path / folder, 1)
    (tmp_path / "b/note.txt").write_text("A note.", encoding="utf-8")
    given = [tmp_path / name for name in ("b/texts", "a/texts", "c/texts~2", "b/note.txt")]
    found = [one.document_id for one in items(roots(given), tmp_path / "out")]
    name = "north/east/0000.txt"
    assert found == [f"texts/{name}", f"texts~2/{name}", f"texts~2~2/{name}", "note.txt"]


def test_a_folder_named_as_a_dot_has_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_corpus(tmp_path / "texts", 1))
    assert [root.label for root in roots([Path()])] == ["texts"]


@pytest.mark.parametrize(
    ("folders", "words"),
    [(["a", "a"], "twice"), (["a", "a/north"], "lies in"), (["a/north/east/0000.txt", "a"], "lies in")],
)
def test_a_document_named_twice_is_refused(folders: list[str], words: str, tmp_path: Path) -> None:
    write_corpus(tmp_path / "a", 1)
    with pytest.raises(CorpusError, match=words):
        roots([tmp_path / folder for folder in folders])


def test_what_a_run_writes_into_a_folder_that_it_reads_is_no_document(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "texts", 3)
    (corpus / "out/documents").mkdir(parents=True)
    (corpus / "out/documents/part-1.parquet").write_bytes(b"PAR1")
    (corpus / "outer.txt").write_text("Further out.", encoding="utf-8")
    found = [one.name for one in items(roots([corpus]), corpus / "out")]
    assert sorted(found) == ["0001.txt", "0002.txt", "north/east/0000.txt", "outer.txt"]


def test_a_folder_without_files_is_refused_before_anything_is_changed(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    with pytest.raises(CorpusError, match="no file in"):
        list(items(roots([tmp_path / "texts"]), tmp_path / "out"))


def test_a_name_that_is_no_text_is_written_in_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    try:
        Path(os.fsdecode(os.fsencode(tmp_path / "texts") + b"/caf\xe9.txt")).write_text("Coffee.", encoding="utf-8")
    except OSError:
        pytest.skip("this disk takes only names that are text")
    (found,) = items(roots([tmp_path / "texts"]), tmp_path / "out")
    assert found.document_id == "texts/caf\\xe9.txt"
    assert Path(found.path).read_text(encoding="utf-8") == "Coffee."
    assert Chunk.unpacked(Chunk((found,)).packed()) == Chunk((found,))


def test_chunks_are_cut_by_names_so_that_a_new_document_changes_its_own_alone() -> None:
    names = [f"{number:05}" for number in range(3000)]
    before = {chunk.key: chunk.fingerprint for chunk in chunks(map(item, names), documents=50)}
    assert 20 < len(before) < 60
    assert all(len(chunk.items) >= 50 for chunk in list(chunks(map(item, names), documents=50))[:-1])
    names.insert(1000, "00999-b")
    names.remove("02000")
    after = {chunk.key: chunk.fingerprint for chunk in chunks(map(item, names), documents=50)}
    assert len(set(after.items()) - set(before.items())) <= 4


def test_chunks_are_cut_by_size_too() -> None:
    sizes = [5, 5, 5, 100, 3, 2, 8]
    found = chunks((item(str(number), size) for number, size in enumerate(sizes)), documents=10**9, largest=10)
    assert [[one.size for one in chunk.items] for chunk in found] == [[5, 5], [5], [100], [3, 2], [8]]


def test_a_file_that_changes_has_another_fingerprint() -> None:
    one = Item("a", "f", "a", "a", "", 10, 1)
    others = (
        Item("a", "f", "a", "a", "", 10, 2),
        Item("a", "f", "a", "a", "", 11, 1),
        Item("a", "f", "a", "a", "", 10, 1, ("a link", "a file", "none")),
    )
    assert len({Chunk((each,)).fingerprint for each in (one, *others)}) == 4
    elsewhere = Item("a", "f", "a", "/elsewhere/a", "/elsewhere", 10, 1)
    assert Chunk((elsewhere,)).fingerprint == Chunk((one,)).fingerprint, "a folder that was moved is the same"
