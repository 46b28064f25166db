"""What belongs to a language stands in its lexicon, so that a third one is added by adding files."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extraction.lexicon import languages

EXTRACTION = Path(__file__).parents[2] / "extraction"
MODULES = sorted(EXTRACTION.rglob("*.py"))
LETTERS_ALLOWED = {"tokens.py"}  # pairs of letters that look alike belong to scripts, not to languages


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_word_of_a_language_written_in_cyrillic_stands_in_the_code(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = {
        id(part.body[0].value)
        for part in ast.walk(tree)
        if isinstance(part, ast.Module | ast.ClassDef | ast.FunctionDef)
        and part.body
        and isinstance(part.body[0], ast.Expr)
    }
    texts = [
        part.value
        for part in ast.walk(tree)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in notes
    ]
    after_assignment = {
        part.value.value
        for part in ast.walk(tree)
        if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and isinstance(part.value.value, str)
    }
    words = [
        word
        for text in texts
        if text not in after_assignment and path.name not in LETTERS_ALLOWED
        for word in re.findall(r"[а-яё]{2,}", text, re.IGNORECASE)
    ]
    assert words == []


def test_a_language_is_added_by_adding_files(tmp_path: Path) -> None:
    """A folder of lexicon files under a new name reads as the language that it was copied from."""
    shutil.copytree(EXTRACTION, tmp_path / "extraction", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(EXTRACTION / "lexicon" / "ru", tmp_path / "extraction" / "lexicon" / "xx")
    text = "9 июня 2019 года в Минске Б. М. Имашев отметил, что 84 наблюдателя ОБСЕ не выявили нарушений."
    code = (
        "from extraction.reader import reader\n"
        "from extraction.lexicon import languages\n"
        f"text = {text!r}\n"
        "assert languages() == ('en', 'ru', 'xx')\n"
        "assert reader('xx').read(text) == reader('ru').read(text)\n"
        "print(len(reader('xx').read(text)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) >= 6


def test_the_languages() -> None:
    assert languages() == ("en", "ru")
