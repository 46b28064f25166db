"""Decisions on the disk: written at once and whole, undone, and never over what a person has changed by hand."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.outputs import only_build, replace_files
from scripts.review.files import CommentsLostError, Reviewed, open_source, undecided_sources
from scripts.review.undo import ChangedByHandError, change_of, read_steps, steps_bytes, undone
from scripts.sources import LIST
from scripts.vocabulary import read_vocabulary
from tests.scripts.review.given import EN, ENGLISH_ANNOTATION, RU, item
from validation.package import JOURNAL
from validation.problems import InvalidDataError

ANNOTATION = f"data/annotations/{EN}.yaml"
ORGANIZATIONS = "data/vocabulary/organizations.yaml"


def accepted(reviewed: Reviewed, start: str) -> Reviewed:
    return reviewed.write(reviewed.session.accept([item(reviewed.session, start)]))


def content(root: Path) -> dict[str, bytes]:
    """Every file of the package that a person writes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()
    }


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def test_only_the_lines_of_the_decision_change(drafted: Path) -> None:
    before = content(drafted)
    accepted(open_source(drafted, EN), "verdicts voting")
    after = content(drafted)
    assert {path for path in after if after[path] != before.get(path)} == {ANNOTATION}
    assert after[ANNOTATION].decode() == ENGLISH_ANNOTATION.replace(
        "- proposed: {rule: verdict-of-cue, confidence: 0.85}\n  voice", "- voice"
    )


def test_accepted_vocabulary_goes_to_its_file_at_once(drafted: Path) -> None:
    reviewed = accepted(open_source(drafted, EN), "organizations polar-observers")
    entries = read_vocabulary(drafted / "data/vocabulary", "vocabulary", [])
    assert [form.text for form in entries["organizations", "polar-observers"].forms] == ["Polar Observers"]
    assert "polar-observers:" not in (drafted / ANNOTATION).read_text(encoding="utf-8")
    assert ("organizations", "polar-observers") in reviewed.session.known.entities


def test_an_accepted_entry_changes_no_other_line_of_the_list(drafted: Path) -> None:
    edit(drafted, LIST, f"{EN}:\n", f"# the statement\n{EN}:\n")
    edit(drafted, LIST, "  original_name: s", "  # from the site\n  original_name: s")
    edit(drafted, LIST, f"{RU}:\n", f"# next\n{RU}:\n")
    before = (drafted / LIST).read_text(encoding="utf-8")
    reviewed = open_source(drafted, EN)
    values = {("document_type",): "mission_conclusion", ("coverage",): "full_assessment"}
    entry = reviewed.session.items[0]
    reviewed.write(reviewed.session.accept([entry], {id(entry.node): values}))
    title = "  title_en: Statement of the Polar Observers\n"
    expected = before.replace("  # from the site\n", "").replace(f"{EN}:\n", f"# from the site\n{EN}:\n")
    expected = expected.replace("  proposed: {rule: document-itself, confidence: 0.50}\n", "").replace(
        title, f"{title}  document_type: mission_conclusion\n  coverage: full_assessment\n"
    )
    assert (drafted / LIST).read_text(encoding="utf-8") == expected


def test_each_decision_can_be_undone_also_later(drafted: Path) -> None:
    states = [content(drafted)]
    for start in ("organizations polar-observers", "the voice document", "verdicts voting"):
        accepted(open_source(drafted, EN), start)
        states.append(content(drafted))
    reviewed = open_source(drafted, EN)
    reviewed.write(reviewed.session.dismiss(item(reviewed.session, "the open sentence"), "description"))
    for state in reversed(states):
        reviewed = open_source(drafted, EN).undo()
        assert content(drafted) == state
    assert reviewed.steps == ()
    with pytest.raises(IndexError):
        reviewed.undo()


def test_nothing_is_undone_over_a_change_by_hand(drafted: Path) -> None:
    reviewed = accepted(open_source(drafted, EN), "organizations polar-observers")
    edit(drafted, ORGANIZATIONS, "name_en: Polar Observers", "name_en: The Polar Observers")
    before = content(drafted)
    with pytest.raises(ChangedByHandError) as caught:
        reviewed.undo()
    assert (caught.value.path, content(drafted)) == (ORGANIZATIONS, before)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ANNOTATION, "quote: The weather was cold.", "quote: The weather was"),
        (LIST, "title: Statement of the Polar Observers", "title: A statement of the Polar Observers"),
    ],
)
def test_nothing_is_written_over_a_change_by_hand(drafted: Path, path: str, old: str, new: str) -> None:
    reviewed = open_source(drafted, EN)
    edit(drafted, path, old, new)
    before = content(drafted)
    with pytest.raises(ChangedByHandError) as caught:
        accepted(reviewed, "verdicts voting")
    assert (caught.value.path, content(drafted)) == (path, before)


def test_other_entries_and_vocabulary_may_change_meanwhile_and_are_kept(drafted: Path) -> None:
    reviewed = open_source(drafted, EN)
    edit(drafted, LIST, "title_en: Polar Observers at the election", "title_en: The Polar Observers at the election")
    edit(drafted, ORGANIZATIONS, "name_en: Central Election Commission", "name_en: The Central Election Commission")
    accepted(reviewed, "organizations polar-observers")
    assert b"The Polar Observers at the election" in content(drafted)[LIST]
    assert b"name_en: The Central Election Commission" in content(drafted)[ORGANIZATIONS]
    assert b"polar-observers:" in content(drafted)[ORGANIZATIONS]


def test_comments_stay_above_what_they_stand_above(drafted: Path) -> None:
    edit(drafted, ANNOTATION, "passages:\n", "passages:\n# first things\n")
    edit(drafted, ANNOTATION, "- {quote: The weather", "# what of this?\n- {quote: The weather")
    reviewed = accepted(open_source(drafted, EN), "elections bv-2031")
    cold = item(reviewed.session, "the open sentence “The w")
    reviewed = reviewed.write(reviewed.session.dismiss(cold, "description"))
    reviewed.write(reviewed.session.reject(item(reviewed.session, "verdicts voting")))
    text = (drafted / ANNOTATION).read_text(encoding="utf-8")
    assert "passages:\n# first things\n# the mission has no name of its own\n- voice: [election, document]\n" in text
    assert "# what of this?\n- {quote: The weather was cold., reason: description}\n" in text


def test_a_comment_is_not_lost_unasked(drafted: Path) -> None:
    edit(drafted, ANNOTATION, "mentions:\n", "mentions:\n# why?\n")
    reviewed = open_source(drafted, EN)
    decision = reviewed.session.reject(item(reviewed.session, "the mention"))
    before = content(drafted)
    with pytest.raises(CommentsLostError) as caught:
        reviewed.write(decision)
    assert (list(caught.value.comments.values()), content(drafted)) == (["# why?"], before)
    reviewed.write(decision, drop_comments=True)
    start, _, rest = ENGLISH_ANNOTATION.partition("mentions:\n")
    assert (drafted / ANNOTATION).read_text(encoding="utf-8") == start + rest.partition("\n")[2]


def test_line_ends_of_another_system_are_read(drafted: Path) -> None:
    path = drafted / ANNOTATION
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    reviewed = accepted(open_source(drafted, EN), "verdicts voting")
    assert b"\r" not in path.read_bytes()
    reviewed.undo()
    assert path.read_bytes().count(b"\r\n") == ENGLISH_ANNOTATION.count("\n")


def test_a_decision_is_written_whole_or_not_at_all(drafted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between the files that a decision replaces: the next command completes it, its way back with it."""
    reviewed = open_source(drafted, EN)
    decision = reviewed.session.accept([item(reviewed.session, "organizations polar-observers")])
    replaced: list[Path] = []
    move = Path.replace

    def die_at_the_second(path: Path, target: Path) -> Path:
        if ".build/new" in path.as_posix():
            replaced.append(target)
            if len(replaced) == 2:
                raise KeyboardInterrupt
        return move(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", die_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            reviewed.write(decision)
    assert (drafted / JOURNAL).exists()
    found = open_source(drafted, EN)
    assert ("organizations", "polar-observers") in found.session.known.entities
    assert [step.what for step in found.steps] == ["accepted organizations polar-observers"]
    assert not (drafted / JOURNAL).exists()


def test_a_full_disk_leaves_everything_as_it_was(drafted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reviewed = open_source(drafted, EN)
    before = content(drafted)

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("scripts.outputs.write_whole", full)
    with pytest.raises(OSError, match="No space left"):
        accepted(reviewed, "verdicts voting")
    assert content(drafted) == before


def test_vocabulary_that_contradicts_the_package_is_refused(drafted: Path) -> None:
    edit(
        drafted,
        ANNOTATION,
        "    polar-observers:\n      name_en: Polar Observers\n",
        "    cec-bv:\n      name_en: Polar Observers\n",
    )
    reviewed = open_source(drafted, EN)
    before = content(drafted)
    with pytest.raises(InvalidDataError) as caught:
        accepted(reviewed, "organizations cec-bv")
    assert caught.value.problems[0].expected.startswith("Central Election Commission")
    assert content(drafted) == before


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a field that is none": (
        lambda root: edit(root, ANNOTATION, "  quote: Voting", "  qoute: Voting"),
        "did you mean 'quote'?",
    ),
    "no YAML": (lambda root: (root / ANNOTATION).write_text("a: [", encoding="utf-8"), "well-formed YAML"),
    "no annotation": (lambda root: (root / ANNOTATION).unlink(), "No such file"),
    "another text": (
        lambda root: (root / f"data/sources/{EN}.txt").write_text("Another.", encoding="utf-8"),
        "run `election-facts draft`",
    ),
    "no text": (lambda root: (root / f"data/sources/{EN}.txt").unlink(), "No such file"),
    "a path that leads out": (
        lambda root: edit(root, LIST, "  title_en: Statement", "  path: ../x.txt\n  title_en: Statement"),
        "leads out",
    ),
    "no language": (lambda root: edit(root, LIST, "language: en\n  publisher: polar", "publisher: polar"), "en | ru"),
    "a comment without a place": (
        lambda root: edit(root, ANNOTATION, "reason: topic}", "reason: topic}  # so"),
        "a comment on a line of its own",
    ),
}


@pytest.mark.parametrize(("spoil", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_reviewed_is_said(spoil: Callable[[Path], object], said: str, drafted: Path) -> None:
    spoil(drafted)
    with pytest.raises(InvalidDataError) as caught:
        open_source(drafted, EN)
    assert said in "".join(map(str, caught.value.problems))


def test_an_unknown_source_is_answered_with_the_nearest(drafted: Path) -> None:
    with pytest.raises(InvalidDataError) as caught:
        open_source(drafted, "polar-2030")
    assert caught.value.problems[0].remedy == f"did you mean {EN!r}?"


def test_sources_with_something_undecided_are_counted(drafted: Path) -> None:
    assert undecided_sources(drafted) == {EN: 15, RU: 7}


def test_the_way_back_is_kept_small_and_read_with_care(tmp_path: Path, drafted: Path) -> None:
    step = accepted(open_source(drafted, EN), "verdicts voting").steps[0]
    assert len(json.loads(steps_bytes([step] * 700))["steps"]) == 500
    long = replace(step, changes=(replace(step.changes[0], old=("x" * 3_000_000,)),))
    assert len(json.loads(steps_bytes([long] * 5))["steps"]) == 1
    path = tmp_path / "steps.json"
    for broken in (
        b"",
        b"{}",
        b'{"steps": [{}]}',
        b'{"steps": [{"changes": [{"path": 1}], "order": [1], "what": 1}]}',
        b"\xff",
    ):
        path.write_bytes(broken)
        assert read_steps(path) == ()


@pytest.mark.parametrize(
    ("old", "new"), [("a\nb\nc\n", "a\nc\n"), ("", "a\n"), ("a", "b"), ("a\na\n", "a\n"), ("a\n", "a\na\nb")]
)
def test_a_change_is_undone_to_the_letter(old: str, new: str) -> None:
    assert undone(change_of("x", old, new), new) == old


def test_two_reviews_at_once_do_not_overwrite_one_another(drafted: Path) -> None:
    one, other = open_source(drafted, EN), open_source(drafted, EN)
    accepted(one, "verdicts voting")
    with pytest.raises(ChangedByHandError):
        accepted(other, "mission_people")


def test_an_interrupted_build_is_completed_first(drafted: Path) -> None:
    with only_build(drafted):
        replace_files(drafted, {ANNOTATION: ENGLISH_ANNOTATION.replace("cold, kind", "was cold, kind").encode()})
    assert item(open_source(drafted, EN).session, "the mention").quote == "was cold"
