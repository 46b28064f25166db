"""Lexicons are read from their YAML once, and from then on from what was kept of it, as long as that is the same."""

import os
import sys
from pathlib import Path

import pytest

from extraction.lexicon import languages, lexicon, prepared
from extraction.lexicon.written import parsed

LEXICON = Path(prepared.__file__).parent


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


@pytest.mark.parametrize("language", languages())
def test_what_is_kept_is_what_is_written(language: str, tmp_path: Path) -> None:
    for file in sorted((LEXICON / language).glob("*.yaml")):
        copy = tmp_path / file.name
        copy.write_bytes(file.read_bytes())
        made, again = prepared.content(copy), prepared.content(copy)
        assert made == again == lexicon(language, file.stem) == parsed(file.read_text(encoding="utf-8"))
        assert list(made) == list(again)
    assert len(kept(tmp_path)) == len(list(tmp_path.glob("*.yaml")))


def test_what_is_kept_is_read(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("words: [a, b]\n", encoding="utf-8")
    prepared.content(file)
    (stored,) = kept(tmp_path)
    stored.write_text('{"words": ["kept"]}', encoding="utf-8")
    assert prepared.content(file) == {"words": ["kept"]}


def test_a_changed_file_is_read_anew_and_the_old_form_removed(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("words: [a, b]\n", encoding="utf-8")
    before = prepared.content(file)
    (old,) = kept(tmp_path)
    file.write_text("words: [a, c]\n", encoding="utf-8")
    os.utime(file, (0, 0))
    assert (before, prepared.content(file)) == ({"words": ["a", "b"]}, {"words": ["a", "c"]})
    assert old not in kept(tmp_path)
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize("damaged", [b"", b'{"words": ["a"', b"\xff\xfe"])
def test_a_damaged_form_is_made_anew(damaged: bytes, tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("words: [a, b]\n", encoding="utf-8")
    prepared.content(file)
    (stored,) = kept(tmp_path)
    stored.write_bytes(damaged)
    assert prepared.content(file) == {"words": ["a", "b"]}
    assert stored.read_text(encoding="utf-8") == '{"words":["a","b"]}'


def test_where_nothing_can_be_kept_the_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("words: [a, b]\n", encoding="utf-8")
    (tmp_path / "__pycache__").write_text("no folder", encoding="utf-8")
    assert prepared.content(file) == {"words": ["a", "b"]}
    (tmp_path / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert prepared.content(file) == {"words": ["a", "b"]}
    assert kept(tmp_path) == []
