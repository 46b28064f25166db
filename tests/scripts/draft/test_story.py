"""The story of docs/add-a-source.md goes as it is told."""

from pathlib import Path

from tests.scripts.draft.story import PAGE, retold


def test_the_story_goes_as_it_is_told(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert retold(page, tmp_path) == page, "run python -m tests.scripts.draft.story, and look at the difference"
    assert "6 sources" in page, "the drafted source builds"
