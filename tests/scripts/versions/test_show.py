"""A record with the words behind its cells: by table and id, by id, by words in either script."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from scripts.__main__ import app
from scripts.versions.card import Card, cards
from scripts.versions.catalogue import Catalogue
from scripts.versions.opened import open_package
from scripts.versions.shown import show_card
from tests.conftest import ROOT
from tests.copies import edit
from tests.scripts.versions.test_diff import put, rewrite
from tests.test_load import zipped

ACCREDITED = "ipa-cis-2019.accredited"
BOOTHS = "ipa-cis-2019.booths"
OVERALL = "russia-osce-2019.lebedev-overall"


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(app, ["show", *words, "--package", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(root: Path, *words: str) -> dict[str, Any]:
    result = run(root, *words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    content: dict[str, Any] = json.loads(result.stdout)
    return content


def shown(root: Path, *words: str) -> list[tuple[str, str]]:
    return [(record["table"], record["record_id"]) for record in found(root, *words)["records"]]


def card(root: Path, table: str, record_id: str) -> Card:
    (only,) = cards(Catalogue(open_package(str(root))), [(table, record_id)])
    return only


def test_a_record_is_printed_with_names_and_with_its_words_in_their_sentence(copy: Path) -> None:
    result = run(copy, "verdicts", OVERALL)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[0] == f"verdicts {OVERALL}"
    assert any(line.startswith("speaker_id") and line.endswith("Sergey Lebedev") for line in lines)
    assert any(line.startswith("says it") and "in the voice of Sergey Lebedev" in line for line in lines)
    assert "stance = positive  coded" in lines
    assert any(line.startswith("russia-osce-2019, characters ") for line in lines)


def test_the_value_is_set_off_in_the_sentence_around_the_quote(copy: Path) -> None:
    record = card(copy, "observer_counts", "russia-osce-2019.international")
    (passage,) = [one for one in record.passages if any(support.column == "value" for support in one.supports)]
    begin = passage.context_start
    assert passage.context[passage.start - begin : passage.end - begin] == passage.quote
    (value,) = [support for support in passage.supports if support.column == "value"]
    text = (copy / "data/sources/russia-osce-2019.txt").read_bytes().decode("utf-8")
    words = text[value.start : value.end]
    assert value.start is not None
    assert passage.start <= value.start
    assert words
    assert f"[{words}]" in run(copy, "observer_counts", "russia-osce-2019.international").stdout


def test_every_cell_that_owes_evidence_comes_with_a_passage(copy: Path) -> None:
    (record,) = found(copy, "verdicts", BOOTHS)["records"]
    supported = {support["column"] for passage in record["passages"] for support in passage["supports"]}
    evidence = open_package(str(copy)).rows("evidence")
    evident = {row["column_name"] for row in evidence if row["record_id"] == BOOTHS}
    assert supported == evident
    assert len(evident) > 5


def test_quotes_come_with_their_english_and_notes_with_what_they_explain(copy: Path) -> None:
    assert "in English: Voting took place in duly equipped booths." in run(copy, "verdicts", BOOTHS).stdout
    row = next(row for row in open_package(str(copy)).rows("evidence") if row["note"])
    assert f"note: {' '.join(row['note'].split())}" in run(copy, row["table_name"], row["record_id"]).stdout


def test_an_id_alone_is_found_in_whichever_tables_have_it(copy: Path) -> None:
    assert shown(copy, "tokayev-k-k") == [("persons", "tokayev-k-k")]
    assert shown(copy, "ipa-cis-2019") == [("missions", "ipa-cis-2019"), ("sources", "ipa-cis-2019")]
    assert shown(copy, "verdicts.stance.mixed") == [("codes", "verdicts.stance.mixed")]


@pytest.mark.parametrize("word", ["Токаев", "токаев", "Tokayev", "TOKAYEV"])
def test_a_name_is_found_in_either_script(word: str, copy: Path) -> None:
    assert shown(copy, word) == [("persons", "tokayev-k-k")]


def test_words_and_numbers_together_find_the_count(copy: Path) -> None:
    content = found(copy, "observers", "1013")
    assert [(one["table"], one["record_id"]) for one in content["records"]] == [("observer_counts", ACCREDITED)]
    assert all(match["rank"] == 2 for match in content["matches"])
    assert run(copy, "observers", "101").exit_code == 1, "a number is no beginning of another"


def test_words_that_fit_several_records_list_them(copy: Path) -> None:
    result = run(copy, "persons", "K")
    assert result.exit_code == 0
    content = found(copy, "verdicts")
    assert content["records"] == []
    assert len(content["matches"]) == 4
    listed = run(copy, "verdicts")
    assert BOOTHS in listed.stdout
    assert "election-facts show TABLE ID" in listed.stderr


def test_a_search_may_be_kept_to_a_table(copy: Path) -> None:
    tables = {match["table"] for match in found(copy, "verdicts", "Казахстан")["matches"]}
    assert tables <= {"verdicts"}


def test_an_unknown_id_is_answered_with_the_nearest(copy: Path) -> None:
    for words in (["verdicts", "ipa-cis-2019.boths"], ["ipa-cis-2019.boths"]):
        result = run(copy, *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"Did you mean:\n  verdicts {BOOTHS}\n" in result.stderr


def test_a_misspelt_name_is_answered_with_the_nearest(copy: Path) -> None:
    result = run(copy, "Tokayew")
    assert result.exit_code == 1
    assert "  persons tokayev-k-k\n" in result.stderr


def test_nothing_like_it_is_said_plainly(copy: Path) -> None:
    result = run(copy, "щщщщщ")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "Nothing found for 'щщщщщ'.\n")
    assert run(copy, "?!").exit_code == 1
    assert run(copy).exit_code == 2


def test_without_the_text_of_a_source_its_quotes_are_shown(copy: Path) -> None:
    full = card(copy, "verdicts", BOOTHS)
    rewrite(copy, "sentences", lambda rows: [row.__setitem__(rows[0].index("text"), "") for row in rows[1:]])
    bare = card(copy, "verdicts", BOOTHS)
    assert all((one.context, one.context_start) == (one.quote, one.start) for one in bare.passages)
    assert [one.supports for one in bare.passages] == [one.supports for one in full.passages]
    assert "Голосование осуществлялось" in run(copy, "verdicts", BOOTHS).stdout


def test_a_passage_over_several_sentences_is_shown_whole(copy: Path) -> None:
    text = (copy / "data/sources/ipa-cis-2019.txt").read_bytes().decode("utf-8")
    for table in ("verdicts", "observer_counts", "elections"):
        for record_id in open_package(str(copy)).ids(table):
            for passage in card(copy, table, record_id).passages:
                if passage.source_id == "ipa-cis-2019":
                    end = passage.context_start + len(passage.context)
                    original = text[passage.context_start : end]
                    assert passage.context.split() == original.split()
                    assert passage.context_start <= passage.start < passage.end <= end


def test_a_zip_is_read_as_a_folder_is(copy: Path) -> None:
    archive = zipped(copy, copy.parent / "a.zip", top="top/")
    assert found(archive, BOOTHS) == found(copy, BOOTHS)


def test_a_package_that_cannot_be_read_is_named(copy: Path, tmp_path: Path) -> None:
    assert "datapackage.json cannot be read" in run(tmp_path, "a").stderr
    edit(copy, "data/tables/evidence.csv", "start_char", "begin")
    result = run(copy, "verdicts", BOOTHS)
    assert result.exit_code == 1
    assert "evidence or sentences are no such tables" in result.stderr


def test_what_would_steer_a_terminal_is_not_printed(copy: Path) -> None:
    put(copy, "verdicts", BOOTHS, "asserter_words", "\x1b[2Jred\u202e")
    output = run(copy, "verdicts", BOOTHS).stdout
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "�[2Jred�" in output


def test_colour_is_for_terminals_alone(copy: Path) -> None:
    record = card(copy, "observer_counts", ACCREDITED)
    for is_terminal in (True, False):
        console = Console(force_terminal=is_terminal, color_system="standard" if is_terminal else None, width=80)
        with console.capture() as capture:
            show_card(record, console)
        output = capture.get()
        assert ("\x1b[1;7m1013" in output) == is_terminal
        assert ("[1013]" in output) == (not is_terminal)
        assert is_terminal == all(len(line) < 200 for line in output.splitlines())


# Shell completion


def completions(root: Path, line: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'election-facts'; from scripts.__main__ import main; main()"],
        cwd=root,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "_ELECTION_FACTS_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split(" ")) - 1),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.split()


def test_commands_tables_and_ids_are_completed(copy: Path) -> None:
    assert completions(copy, "election-facts sho") == ["show"]
    assert completions(copy, "election-facts show verd") == ["verdicts", "verdict_terms"]
    assert completions(copy, "election-facts show verdicts russia-osce-2019.lebedev-o") == [OVERALL]
    assert completions(copy, "election-facts show tokayev") == ["tokayev-k-k"]
    assert completions(copy, "election-facts diff a b --table verd") == ["verdicts", "verdict_terms"]


def test_completion_is_silent_where_there_is_no_package(tmp_path: Path) -> None:
    assert completions(tmp_path, "election-facts show verd") == []


def test_to_look_something_up_imports_no_library_of_tables(copy: Path) -> None:
    code = (
        "import sys; from scripts.__main__ import app\n"
        f"app(['show', {BOOTHS!r}, '--package', {str(copy)!r}], standalone_mode=False)\n"
        "sys.exit(bool({'pandas', 'pandera', 'pyarrow', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
