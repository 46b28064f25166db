"""The walk as a script drives it: keys and answers line by line, screens as text."""

import json
import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scripts.__main__ import app
from scripts.build import build
from scripts.review.files import open_source
from scripts.review.session import title
from tests.scripts.review.given import EN, ENGLISH_ANNOTATION, RU

ANNOTATION = f"data/annotations/{EN}.yaml"


def review(root: Path, *keys: str, source: str | None = EN, options: tuple[str, ...] = ()) -> Result:
    """Type keys and answers, and leave."""
    wanted = [source] if source else []
    typed = "".join(f"{key}\n" for key in keys)
    return CliRunner().invoke(app, ["review", *wanted, "--root", str(root), *options], input=typed)


def left(root: Path, source: str = EN) -> list[str]:
    return [title(one) for one in open_source(root, source).session.undecided]


def text(root: Path, path: str = ANNOTATION) -> str:
    return (root / path).read_text(encoding="utf-8")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that replaces text: the file holds `old=>new` lines, a block an opening."""
    script = tmp_path / "editor.py"
    plan = tmp_path / "plan"
    script.write_text(
        f"""\
import pathlib, sys
plan, target = pathlib.Path({str(plan)!r}), pathlib.Path(sys.argv[1])
first, _, rest = plan.read_text(encoding="utf-8").partition("\\n\\n")
plan.write_text(rest, encoding="utf-8")
text = target.read_text(encoding="utf-8")
for line in first.splitlines():
    if line == "FAIL":
        sys.exit(3)
    old, _, new = line.partition("=>")
    assert old in text, (old, text)
    text = text.replace(old, new.replace("|", "\\n"))
if first:
    target.write_text(text, encoding="utf-8")
""",
        encoding="utf-8",
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.delenv("VISUAL", raising=False)
    return plan


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


def test_a_screen_says_what_where_by_which_rule_and_what_it_needs(drafted: Path) -> None:
    screen = review(drafted, "t", "observer", "q").stdout
    assert "7 of 15  passage  observers-deployed 0.90" in screen
    assert "  Statement of the Polar Observers\n" in screen
    assert "  The Polar Observers [deployed 12 observers] for the parliamentary election" in screen
    assert "  Of them, 8 observers came from Norway.\n" in screen
    assert (
        "  voice: election, document\n  observer_counts deployed\n    observer_group: mission  Of one mission\n"
        in screen
    )
    assert "needs, still proposed: the voice election, organizations polar-observers, the voice document" in screen
    assert "a accept  e edit  r reject  d dismiss" in screen


def test_the_whole_draft_is_decided_the_way_on_is_said_and_the_last_step_can_be_undone(drafted: Path) -> None:
    keys = ["a", "y", "mission_c", "1", *"aaaaaaaaaaaa", "d", "description", "d", "", "x"]
    result = review(drafted, *keys)
    assert (result.exit_code, left(drafted)) == (0, [])
    assert "Nothing is left to decide in polar-2031.\nNext: election-facts build\n" in result.stdout
    for word in ("proposed", "open:", "vocabulary:"):
        assert word not in text(drafted)
    assert "proposed" not in text(drafted, "data/sources/sources.yaml").partition(RU)[0]
    assert "Undone: dismissed “Nothing else" in review(drafted, "u", "q").stdout
    assert left(drafted) == ["the open sentence “Nothing else happened that day.”"]


def test_what_is_left_and_the_command_to_go_on_are_said_at_the_end_of_the_input(drafted: Path) -> None:
    result = review(drafted, "s", "a")
    assert result.stdout.endswith(
        "1 decided. Left: 1 sources entry, 2 voices, 2 dismissals, 5 passages, 1 vocabulary, "
        "1 mention set aside, 2 open sentences.\nGo on: election-facts review polar-2031\n"
    )
    assert "2 of 15  sources entry" in review(drafted, "q").stdout


def test_what_an_item_needs_is_accepted_along_or_gone_to(drafted: Path) -> None:
    assert "1 of 15  vocabulary" not in review(drafted, "t", "verdicts", "a", "n", "q").stdout
    assert len(left(drafted)) == 15
    assert "5 of 15  voice election" in review(drafted, "t", "verdicts", "a", "g", "q").stdout
    review(drafted, "t", "verdicts", "a", "y", "q")
    assert not {"the voice election", "the voice document", "organizations polar-observers"}.intersection(left(drafted))


def test_moving_decides_nothing(drafted: Path) -> None:
    screens = review(drafted, "b", "s", "", "b", *"s" * 14, "t", "nowhere", "skip", "?", "nonsense").stdout
    assert "This is the first one." in screens
    assert "The end. Left: 1 sources entry" in screens
    assert "Nothing of 'nowhere' is left." in screens
    assert "A  accept-all" in screens
    assert "'nonsense' is no key here" in screens
    assert len(left(drafted)) == 15


def test_a_decision_is_undone_in_another_run(drafted: Path) -> None:
    review(drafted, "s", "a", "a")
    assert "Undone: accepted the voice document." in review(drafted, "u", "q").stdout
    screens = review(drafted, "u", "u", "q").stdout
    assert "Undone: accepted organizations polar-observers." in screens
    assert "There is no decision to take back." in screens
    assert text(drafted) == ENGLISH_ANNOTATION


def test_all_of_a_rule_are_accepted_after_a_question(drafted: Path) -> None:
    result = review(drafted, "t", "observer", "A", "n", "A", "y", "q")
    assert (
        "Accept 2 of the rule observers-deployed, with 3 voices and entries of the vocabulary that they need? (y/n)"
        in result.stdout
    )
    assert len(left(drafted)) == 10


def test_a_faulty_item_stays_and_says_why(drafted: Path) -> None:
    (drafted / ANNOTATION).write_text(text(drafted).replace("aspect: voting", "aspect: votes"), encoding="utf-8")
    result = review(drafted, "t", "verdicts", "a", "y", "A", "q")
    assert "verdicts voting in “Voting was calm.” cannot be accepted as it stands:" in result.stdout
    assert "None of verdict-of-cue can be accepted as it stands." in result.stdout
    assert len(left(drafted)) == 15


def test_a_doubt_is_asked_about(drafted: Path) -> None:
    (drafted / ANNOTATION).write_text(text(drafted).replace("person: lind-ana", "person: lind"), encoding="utf-8")
    keys = ["t", "mission_people", "a", "y"]
    assert "did you mean 'lind-ana'?" in review(drafted, *keys, "n", "q").stdout
    assert len(left(drafted)) == 15
    review(drafted, *keys, "y", "q")
    assert len(left(drafted)) == 13


def test_a_rejection_that_others_would_miss_is_asked_about(drafted: Path) -> None:
    asked = review(drafted, "s", "r", "n", "q").stdout
    assert "1 sources entry, 1 voice, 1 passage need organizations polar-observers" in asked
    assert len(left(drafted)) == 15
    review(drafted, "s", "s", "s", "s", "r", "y", "q")
    assert "voice: [election" not in text(drafted)


def test_a_dismissal_asks_before_it_takes_out_proposals(drafted: Path) -> None:
    asked = review(drafted, "t", "observer", "d", "n", "q").stdout
    assert "This also takes out elections bv-2031-parliament, missions polar-2031 in “The Polar" in asked
    assert len(left(drafted)) == 15
    result = review(drafted, "t", "open", "d", "y", "rubbish", "d", "y", "4", "q")
    assert "'rubbish' is no reason of the list." in result.stdout
    assert "- {quote: The weather was cold., reason: background}" in text(drafted)


def test_a_sentence_in_which_something_is_stated_is_not_dismissed(drafted: Path) -> None:
    review(drafted, "t", "missions", "a", "y", "q")
    result = review(drafted, "t", "observer", "d", "q")
    assert "Already decided in this sentence: elections bv-2031-parliament" in result.stdout


def test_an_edit_is_checked_edited_again_and_accepted(drafted: Path, editor: Path) -> None:
    editor.write_text(
        "calm, concept=>quiet, concept\n\nquiet, concept=>calm, concept\nstance: positive=>stance: mixed",
        encoding="utf-8",
    )
    result = review(drafted, "t", "verdicts", "e", "e", "y", "q")
    assert "whole words inside the verdict's quote" in result.stdout
    assert "line " in result.stdout
    assert "stance: mixed" in text(drafted)
    assert "verdicts voting in “Voting was calm.”" not in left(drafted)
    assert not list((drafted / f".build/review/{EN}").glob("*"))


def test_what_is_given_up_is_kept_for_the_next_edit(drafted: Path, editor: Path) -> None:
    editor.write_text("aspect: voting=>aspect: votes", encoding="utf-8")
    given_up = review(drafted, "t", "verdicts", "e", "g", "q")
    assert "Nothing was decided; e goes on with" in given_up.stdout
    assert text(drafted) == ENGLISH_ANNOTATION
    editor.write_text("aspect: votes=>aspect: counting", encoding="utf-8")
    assert "This goes on with the text that you left" in review(drafted, "t", "verdicts", "e", "y", "q").stdout
    assert "aspect: counting" in text(drafted)


def test_an_edit_that_is_not_saved_decides_nothing(drafted: Path, editor: Path) -> None:
    editor.write_text("", encoding="utf-8")
    assert "Not saved; nothing was decided." in review(drafted, "t", "verdicts", "e", "q").stdout
    assert text(drafted) == ENGLISH_ANNOTATION


def test_an_open_sentence_is_stated_with_what_it_needs_in_one_edit(drafted: Path, editor: Path) -> None:
    organization = "  organizations: {weather-office: {name_en: Weather Office, organization_type: association}}"
    editor.write_text(
        f"passages:=>vocabulary:|- quote: weather|{organization}|passages:\n"
        "  quote: The weather was cold.=>  quote: The weather was cold|  verdicts:|    cold: {about: election, "
        "aspect: overall, is_recommendation: false, target: weather-office}",
        encoding="utf-8",
    )
    result = review(drafted, "t", "open", "e", "y", "q")
    assert "Stated “The weather was cold.”." in result.stdout
    assert "weather-office:" in text(drafted, "data/vocabulary/organizations.yaml")
    assert "quote: The weather was cold\n  verdicts:\n    cold: {about: election" in text(drafted)
    assert "the open sentence “The weather was cold.”" not in left(drafted)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("passages:=>passages: [", "well-formed YAML"),
        ("passages:=>open:", "a section that an edit cannot add"),
        ("- voice=>-voice", "YAML"),
        ("verdicts:=>verdict:", "did you mean 'verdicts'?"),
    ],
)
def test_an_edit_that_cannot_be_read_is_said_with_its_line(plan: str, said: str, drafted: Path, editor: Path) -> None:
    editor.write_text(plan, encoding="utf-8")
    result = review(drafted, "t", "verdicts", "e", "g", "q")
    assert said in result.stdout
    assert text(drafted) == ENGLISH_ANNOTATION


def test_an_emptied_edit_starts_anew(drafted: Path, editor: Path) -> None:
    editor.write_text("aspect: voting=>aspect: votes", encoding="utf-8")
    review(drafted, "t", "verdicts", "e", "g", "q")
    (kept,) = (drafted / f".build/review/{EN}").glob("*")
    kept.write_text(" \n", encoding="utf-8")
    editor.write_text(" =>", encoding="utf-8")
    assert "Empty; nothing was decided." in review(drafted, "t", "verdicts", "e", "q").stdout
    assert not kept.exists()


def test_an_editor_that_fails_gives_way_to_questions(drafted: Path, editor: Path) -> None:
    editor.write_text("FAIL", encoding="utf-8")
    result = review(drafted, "t", "dismissed", "e", "", "salutation", "", "q")
    assert "each field is asked for instead" in result.stdout
    assert "- {quote: Statement of the Polar Observers, reason: salutation}" in text(drafted)


def test_without_an_editor_fields_are_asked_for(drafted: Path) -> None:
    kept = [""] * 5
    more = ["verdicts.voting.scope=cou", "verdicts.voting.result=x", "", "verdicts.voting.result=", ""]
    result = review(drafted, "t", "verdicts", "e", *kept, "mixed", *kept[1:], *more, "y", "q")
    assert "verdicts.voting.stance [positive]:" in result.stdout
    assert "the field 'result'" in result.stdout
    assert "stance: mixed" in text(drafted)
    assert "scope: country" in text(drafted)
    assert "verdicts voting in “Voting was calm.”" not in left(drafted)


def test_without_an_editor_an_open_sentence_is_stated_by_questions(drafted: Path) -> None:
    cells = {"event_type": "obs", "description_en": "It was cold"}
    names = re.findall(r"\w+", "election event_type date place description_en asserter speaker attribution")
    answers = [cells.get(name, "") for name in names]
    result = review(drafted, "t", "open", "e", "", "events", "cold", "election, document", *answers, "y", "q")
    assert "events:\n    cold: {event_type: observation, description_en: It was cold}" in text(drafted), result.stdout
    assert "names no table" in review(drafted, "t", "open", "e", "", "e", "q").stdout


def test_russian_asks_for_english_which_may_wait(drafted: Path) -> None:
    english = ["sent 12 observers", "Observers came"]
    result = review(drafted, "t", "events", "a", "y", "", "Polar Observers", "Polar", *english, "q", source=RU)
    assert "en: The quote in English. Enter: later:" in result.stdout
    written = text(drafted, f"data/annotations/{RU}.yaml")
    assert "en: sent 12 observers" in written
    assert "description_en: Observers came" in written
    assert "name_en: Polar Observers" in text(drafted, "data/vocabulary/organizations.yaml")
    assert "Left: 1 passage, 1 dismissal, 1 open sentence." in result.stdout
    done = review(drafted, "a", "", "a", "d", "description", "E", "", "voting was calm.", "x", source=RU)
    assert f"data/annotations/{RU}.yaml" in done.stdout
    assert "expected  The quote in English. Голосование прошло спокойно." in done.stdout
    written = text(drafted, f"data/annotations/{RU}.yaml")
    assert "quote: Голосование прошло спокойно.\n  en: voting was calm.\n" in written


def test_a_new_entry_of_the_vocabulary_waits_for_its_english_name(drafted: Path) -> None:
    """Without it the vocabulary could not be read, and no source of the package built."""
    result = review(drafted, "a", "", "q", source=RU)
    assert (
        "Still proposed: organizations polar-observers has no organizations.polar-observers.name_en." in result.stdout
    )
    options = ("--accept-above", "0")
    assert "Accepted 2; 4 stay" in review(drafted, source=RU, options=options).stderr
    assert left(drafted, RU)[0] == "organizations polar-observers"


def test_an_entry_keeps_what_was_answered_and_stays_proposed_while_something_is_missing(drafted: Path) -> None:
    result = review(drafted, "a", "y", "news_item", "", "q")
    assert "Still proposed: the sources entry has no coverage." in result.stdout
    assert "document_type: news_item" in text(drafted, "data/sources/sources.yaml")
    assert left(drafted)[0] == "the sources entry"
    result = review(drafted, "a", "y", "full", "q")
    assert left(drafted)[0] == "the voice document", result.stdout


def test_a_value_is_asked_for_until_it_fits(drafted: Path) -> None:
    result = review(drafted, "a", "y", "newspaper", "news_item", "full", "q")
    assert "Expected council_statement | mission_conclusion" in result.stdout
    assert "document_type: news_item" in text(drafted, "data/sources/sources.yaml")


def by_hand(editor: Path, path: Path, change: str) -> None:
    """Let the editor also change a file, `hand`."""
    script = editor.parent / "editor.py"
    lines = f"hand = pathlib.Path({str(path)!r})\n{change}\n"
    script.write_text(script.read_text(encoding="utf-8") + lines, encoding="utf-8")


def test_a_change_by_hand_is_read_and_nothing_written_over_it(drafted: Path, editor: Path) -> None:
    """The editor changes the annotation file itself while an item is under edit."""
    editor.write_text("aspect: voting=>aspect: counting", encoding="utf-8")
    change = "hand.write_text(hand.read_text().replace('weather was cold', 'weather was'))"
    by_hand(editor, drafted / ANNOTATION, change)
    result = review(drafted, "t", "verdicts", "e", "y", "q")
    assert f"{ANNOTATION} was changed meanwhile: nothing was decided, and it is read anew." in result.stdout
    assert text(drafted) == ENGLISH_ANNOTATION.replace("weather was cold", "weather was")


def test_a_file_that_was_broken_by_hand_waits_to_be_mended(drafted: Path, editor: Path) -> None:
    editor.write_text("aspect: voting=>aspect: counting", encoding="utf-8")
    by_hand(editor, drafted / ANNOTATION, "hand.write_text('a: [')")
    result = review(drafted, "t", "verdicts", "e", "y", "x", "q")
    assert result.stdout.count("Mend it, then press a key; q leaves.") == 2
    assert result.exit_code == 0
    assert text(drafted) == "a: ["


def test_an_undo_over_a_change_by_hand_is_refused(drafted: Path) -> None:
    review(drafted, "t", "dismissed", "a", "q")
    changed = text(drafted).replace("The weather was cold.", "The weather was")
    (drafted / ANNOTATION).write_text(changed, encoding="utf-8")
    result = review(drafted, "u", "q")
    assert f"{ANNOTATION} was changed by hand after “accepted the dismissal" in result.stdout
    assert text(drafted) == changed


def test_a_comment_is_taken_out_only_after_a_question(drafted: Path) -> None:
    (drafted / ANNOTATION).write_text(text(drafted).replace("mentions:\n", "mentions:\n# why?\n"), encoding="utf-8")
    assert (
        "This takes out a comment, too: # why?. Go on? (y/n)" in review(drafted, "t", "mentions", "r", "n", "q").stdout
    )
    assert "# why?" in text(drafted)
    review(drafted, "t", "mentions", "r", "y", "q")
    assert "# why?" not in text(drafted)


def test_keys_of_a_russian_layout_serve(drafted: Path) -> None:
    assert "Undone" in review(drafted, "е", "dismissed", "ф", "г", "й").stdout
    review(drafted, "е", "observer", "Ф", "н", "й")
    assert len(left(drafted)) == 10


def test_an_item_steers_no_terminal(drafted: Path) -> None:
    hostile = text(drafted).replace("name_en: Ana Lind\n", 'name_en: "Ana \\e[2J Lind"\n')
    (drafted / ANNOTATION).write_text(hostile, encoding="utf-8")
    result = review(drafted, "t", "persons", "a", "q")
    assert "\x1b" not in result.stdout


def test_a_full_disk_decides_nothing(drafted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("scripts.outputs.write_whole", full)
    result = review(drafted, "t", "dismissed", "a", "q")
    assert "Cannot write: [Errno 28] No space left on device. Nothing was decided." in result.stdout
    assert text(drafted) == ENGLISH_ANNOTATION


@pytest.mark.thorough
def test_what_was_reviewed_builds(drafted: Path) -> None:
    (drafted / f"data/annotations/{RU}.yaml").unlink()
    (drafted / f"data/sources/{RU}.txt").unlink()
    listed = drafted / "data/sources/sources.yaml"
    listed.write_text(text(drafted, "data/sources/sources.yaml").partition(f"{RU}:")[0], encoding="utf-8")
    review(drafted, "a", "y", "mission_c", "1", *"aaaaaaaaaa", "s", "d", "y", "description", "d", "", "x")
    assert EN in set(build(drafted).tables["sources"]["source_id"])


# Without a walk


def test_without_an_id_the_only_source_is_taken_or_all_are_listed(drafted: Path) -> None:
    result = review(drafted, source=None)
    assert (result.exit_code, result.stdout) == (0, f"{EN}  15 undecided\n{RU}  7 undecided\n")
    assert json.loads(review(drafted, source=None, options=("--json",)).stdout) == {"sources": {EN: 15, RU: 7}}
    (drafted / f"data/annotations/{RU}.yaml").unlink()
    assert "1 of 15  sources entry" in review(drafted, "q", source=None).stdout
    (drafted / ANNOTATION).unlink()
    listed = drafted / "data/sources/sources.yaml"
    listed.write_text(text(drafted, "data/sources/sources.yaml").partition(EN)[0], encoding="utf-8")
    assert review(drafted, source=None).stdout.startswith("Nothing is undecided in any source.")


def test_what_is_undecided_is_listed(drafted: Path) -> None:
    lines = review(drafted, options=("--list",)).stdout.splitlines()
    assert len(lines) == 15
    said = "observer_counts norway in “Of them, 8 observers came from Norway.”"
    assert lines[7] == f" 8  passage [observers-deployed 0.90]: {said}"
    found = json.loads(review(drafted, options=("--json",)).stdout)
    assert (found["source"], found["count"]) == (EN, 15)
    passage = found["items"][9]
    assert (passage["tables"], passage["rule"], passage["confidence"]) == (["mission_people"], "person-with-role", 0.8)
    assert passage["needs"] == ["the voice election", "persons lind-ana"]
    assert passage["quote"] == "Ana Lind headed the mission"
    assert passage["end"] - passage["start"] == len(passage["quote"])


def test_scripts_accept_by_rule_and_by_confidence(drafted: Path) -> None:
    result = review(drafted, options=("--accept", "observers-deployed", "--accept", "nothing"))
    assert "Nothing that the rule 'nothing' proposes is undecided." in result.stderr
    assert "Accepted 0; 2 stay, with something to mend, or in need of what is not accepted. Left: 15." in result.stderr
    result = review(drafted, options=("--accept-above", "0.6"))
    assert len(result.stdout.splitlines()) == 11
    assert "Accepted 11. Left: 4." in result.stderr
    assert left(drafted)[0] == "the sources entry"
    found = json.loads(review(drafted, options=("--accept-above", "0.5", "--json")).stdout)
    assert [one["kind"] for one in found["items"]] == ["mentions"]


def test_what_cannot_be_read_is_reported_like_everywhere(drafted: Path) -> None:
    result = review(drafted, source="polar-2030")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean 'polar-2031'?" in result.stderr
    assert "1 problem; nothing was changed." in result.stderr
    document = json.loads(review(drafted, source="polar-2030", options=("--json",)).stdout)
    assert document["count"] == 1


def test_the_help_says_keys_and_exit_codes() -> None:
    result = CliRunner().invoke(app, ["review", "--help"])
    assert "Exit code 0" in result.stdout
    assert "a accept, e edit" in " ".join(result.stdout.split())
