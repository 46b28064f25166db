import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from extraction.language import guess_language
from extraction.mentions import Attribution, Mention, Name, Quantity
from extraction.tokens import Keys, Tokens
from scripts.__main__ import app
from scripts.evaluate import Floor, evaluate, outermost
from scripts.evaluate import Result as Evaluation
from scripts.gold import GoldDocument, GoldMention, read_gold
from validation.problems import InvalidDataError

GOLD = Path(__file__).parents[1] / "gold"
TEXT = "In Almaty and Astana, more than 1,000 observers from 42 countries met Mr. Tokayev on 9 June 2019."


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def scored(gold: Sequence[GoldMention], found: Sequence[Mention], text: str = TEXT) -> Evaluation:
    return evaluate([(GoldDocument("a.txt", text, tuple(gold)), found)])


def numbers(result: Evaluation, name: str) -> tuple[int, ...]:
    score = result.score(name)
    return score.gold, score.found, score.overlap, score.span, score.value


def test_spans_values_and_overlaps_are_scored_apart() -> None:
    gold = [
        GoldMention(*at("Almaty"), "place", "Almaty"),
        GoldMention(*at("Astana"), "place", "Astana"),
        GoldMention(*at("1,000"), "count", "more_than 1000"),
        GoldMention(*at("42"), "count", "42"),
        GoldMention(*at("9 June 2019"), "date", "2019-06-09"),
    ]
    found: list[Mention] = [
        Name("place", *at("Almaty"), "Almaty"),
        Name("place", *at("Tokayev"), "Tokayev"),
        Quantity("count", *at("1,000"), "1000", precision="more_than"),
        Quantity("count", *at("42"), "40"),
        Mention("date", *at("June 2019"), "2019-06"),
    ]
    result = scored(gold, found)
    assert numbers(result, "place") == (2, 2, 1, 1, 1)
    assert numbers(result, "count") == (2, 2, 2, 2, 1)
    assert numbers(result, "date") == (1, 1, 1, 0, 0)
    assert numbers(result, "counts-and-dates") == (3, 3, 3, 2, 1)
    assert numbers(result, "all") == (5, 5, 4, 3, 2)
    assert result.score("place").recall("span") == result.score("place").precision("value") == 0.5
    assert [(error.fault, error.words, error.gold, error.found) for error in result.errors] == [
        ("missed", "Astana", "Astana", ""),
        ("value", "42", "42", "40"),
        ("false", "Tokayev", "", "Tokayev"),
        ("span", "9 June 2019", "2019-06-09", "June 2019"),
    ]
    assert (result.errors[0].before, result.errors[0].after[:12]) == ("In Almaty and ", ", more than ")


def test_the_same_words_of_another_kind_are_missed_and_false() -> None:
    result = scored([GoldMention(*at("Almaty"), "place", "Almaty")], [Name("person", *at("Almaty"), "Almaty")])
    assert [(error.fault, error.kind) for error in result.errors] == [("false", "person"), ("missed", "place")]
    assert result.score("place").precision("span") is None
    assert result.score("person").recall("span") is None


def test_what_stands_inside_a_longer_mention_is_not_scored() -> None:
    words = "3. A. S. Kosanov, Ult Tagdyry"
    item = Mention("candidate", 3, len(words), "3; A. S. Kosanov; Ult Tagdyry")
    inside = [Name("person", *at("A. S. Kosanov", words), "x"), Name("organization", *at("Ult Tagdyry", words), "x")]
    gold = [GoldMention(3, len(words), "candidate", item.value)]
    assert numbers(scored(gold, [*inside, item], words), "all") == (1, 1, 1, 1, 1)
    assert outermost([Mention("cue", 0, 5, ""), Mention("place", 0, 5, ""), Mention("cue", 0, 4, "")]) == [
        Mention("cue", 0, 5, ""),
        Mention("place", 0, 5, ""),
    ]


def test_one_found_mention_serves_one_gold_mention_only() -> None:
    gold = [GoldMention(*at("Almaty"), "place", ""), GoldMention(*at("Astana"), "place", "")]
    whole = Name("place", *at("Almaty and Astana"), "")
    assert numbers(scored(gold, [whole]), "place") == (2, 1, 1, 0, 0)
    assert numbers(scored(gold, [Name("place", *at("and Astana"), ""), whole]), "place") == (2, 1, 1, 0, 0)
    crossing = [Name("place", *at("Almaty and"), ""), Name("place", *at("and Astana"), "")]
    assert numbers(scored(gold, crossing), "place") == (2, 2, 2, 0, 0)
    same = Name("place", *at("Almaty"), "")
    assert numbers(scored(gold, [same, same]), "place") == (2, 2, 1, 1, 1)


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda place: (place[0], place[0] + place[1]))


@given(st.lists(SPANS, max_size=7), st.lists(SPANS, max_size=7))
def test_as_many_pairs_overlap_as_can(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
    apart: list[tuple[int, int]] = []
    for span in sorted(gold):
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    kept = [(one.start, one.end) for one in outermost(Mention("cue", *span, "") for span in found)]

    def most(index: int, used: frozenset[int]) -> int:
        if index == len(apart):
            return 0
        start, end = apart[index]
        tries = [j for j, (low, high) in enumerate(kept) if j not in used and low < end and start < high]
        return max([most(index + 1, used), *(1 + most(index + 1, used | {j}) for j in tries)])

    mentions = [GoldMention(*span, "cue", "") for span in apart]
    result = scored(mentions, [Mention("cue", *span, "") for span in found], "x" * 50)
    assert result.score("cue").overlap == most(0, frozenset())
    assert result.score("cue").span == len(set(apart) & set(kept))


def test_counted_inferred_and_speakers_are_compared_where_gold_gives_them() -> None:
    gold = [
        GoldMention(*at("1,000"), "count", "1000", counted="observers"),
        GoldMention(*at("42"), "count", "42", counted="countries"),
        GoldMention(*at("9 June 2019"), "date", "2019-06-09"),
        GoldMention(*at("met"), "attribution", "reported", entity="Mr. Tokayev"),
    ]
    found = [
        Quantity("count", *at("1,000"), "1000", counted="observers"),
        Quantity("count", *at("42"), "42", counted="observers"),
        Mention("date", *at("9 June 2019"), "2019-06-09", is_inferred=True),
        Attribution("attribution", *at("met"), "reported", speaker=at("Mr. Tokayev")),
    ]
    result = scored(gold, found)
    agreed = {name: (agreement.agreed, agreement.of) for name, agreement in result.agreement.items()}
    assert agreed == {"counted": (1, 2), "inferred": (0, 1), "speaker": (1, 1)}
    assert result.score("all").recall("value") == 1
    assert [(error.fault, error.gold, error.found) for error in result.errors] == [
        ("counted", "countries", "observers"),
        ("inferred", "stated", "inferred"),
    ]


def test_pairs_of_one_bearer_are_counted_within_a_document() -> None:
    text = "A B C D"

    def document(entities: str) -> tuple[GoldDocument, list[Mention]]:
        gold = tuple(GoldMention(2 * n, 2 * n + 1, "person", "", entity=one) for n, one in enumerate("xxxy"))
        found: list[Mention] = [
            Name("person", 2 * n, 2 * n + 1, "", entity=one.strip()) for n, one in enumerate(entities)
        ]
        return GoldDocument("a.txt", text, gold), found

    joining = evaluate([document("1122")]).joining["person"]
    assert (joining.gold, joining.found, joining.both) == (3, 2, 1)
    joining = evaluate([document("1112"), document("   1")]).joining["person"]
    assert (joining.gold, joining.found, joining.both) == (6, 3, 3)


@pytest.mark.parametrize(
    ("written", "missed"),
    [
        ("place=.5/.5", []),
        ("names=.5/.51", ["names: precision by value is 0.5000, under 0.51"]),
        ("all:overlap=.9/0", ["all: recall by overlap is 0.5000, under 0.9"]),
        (
            "cues:span=.1/0",
            ["cues: recall by span is not defined, under 0.1", "cues: precision by span is not defined, under 0"],
        ),
    ],
)
def test_a_floor_names_what_lies_under_it(written: str, missed: list[str]) -> None:
    gold = [GoldMention(*at(words), "place", words) for words in ("Almaty", "Astana")]
    found = [Name("place", *at(words), words) for words in ("Almaty", "Tokayev")]
    assert Floor.parse(written).missed(scored(gold, found)) == missed


@pytest.mark.parametrize(
    "written", ["name=.5/.5", "names=.5", "names=95/97", "names:text=.5/.5", "names", "names=nan/1"]
)
def test_a_floor_that_is_not_one_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"is n"):
        Floor.parse(written)


def gold_file(folder: Path, *lines: str, text: str = TEXT) -> Path:
    (folder / "a.txt").write_text(text, encoding="utf-8", newline="")
    file = folder / "gold.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def line(start: int, end: int, kind: str = "count", value: str = "1", **more: object) -> str:
    return json.dumps({"document": "a.txt", "start": start, "end": end, "kind": kind, "value": value, **more})


@pytest.mark.parametrize(
    ("written", "field", "found"),
    [
        ("{", "line", "Expecting"),
        ("[]", "line", "[]"),
        ('{"document": "a.txt", "start": 0, "end": 1, "kind": "count"}', "value", "nothing"),
        (line(90, len(TEXT) + 1), "start, end", f"90, {len(TEXT) + 1}"),
        (line(-1, 1), "start, end", "-1, 1"),
        (line(3, 3), "start, end", "3, 3"),
        (line(0, 1, kind="counts"), "kind", "counts"),
        (line(0, 1, note="x"), "note", "an unknown field"),
        (line(True, 2), "start", "true"),
        (line(0, 1, inferred="perhaps"), "inferred", "perhaps"),
        (line(4, 6), "start", "count at 4-6"),
        ('{"document": "b.txt", "start": 0, "end": 1, "kind": "count", "value": "1"}', "document", "b.txt"),
    ],
)
def test_faulty_gold_is_a_problem_with_its_line(written: str, field: str, found: str, tmp_path: Path) -> None:
    file = gold_file(tmp_path, line(3, 5), "", written)
    with pytest.raises(InvalidDataError) as caught:
        read_gold([file])
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.field) == (file.as_posix(), 3, field)
    assert found in problem.found


def test_every_problem_of_every_file_is_told(tmp_path: Path) -> None:
    file = gold_file(tmp_path, line(0, 5), line(2, 900), line(1, 2, kind="x"))
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    (tmp_path / "latin.jsonl").write_bytes(b"\xff")
    with pytest.raises(InvalidDataError) as caught:
        read_gold([file, tmp_path / "empty.jsonl", tmp_path / "latin.jsonl", tmp_path / "none.jsonl"])
    assert [(Path(one.file).name, one.line) for one in caught.value.problems] == [
        ("empty.jsonl", None),
        ("gold.jsonl", 2),
        ("gold.jsonl", 2),
        ("gold.jsonl", 3),
        ("latin.jsonl", None),
        ("none.jsonl", None),
    ]


def test_line_ends_of_a_document_stay_so_that_offsets_hold(tmp_path: Path) -> None:
    (document,) = read_gold([gold_file(tmp_path, line(6, 8, value="42", inferred="true"), text="One\r\n\r42")])
    assert document.text[document.mentions[0].start :] == "42"
    assert document.mentions[0].is_inferred is True


def test_the_gold_of_the_project_is_without_fault() -> None:
    for file in sorted(GOLD.glob("*.jsonl")):
        assert read_gold([file])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The election was held.", "en"),
        ("Выборы состоялись.", "ru"),
        ("Наблюдатели OSCE/ODIHR в Астане", "ru"),
        ("Observers of «Нур Отан»", "en"),
        ("Партия «Ұлт тағдыры» выдвинула кандидата", "ru"),
        ("", "en"),
        ("12.06.2019", "en"),
        ("ВЫБОРЫ", "ru"),
    ],
)
def test_a_language_is_guessed_from_letters(text: str, language: str) -> None:
    assert guess_language(text) == language


class Digits:
    """Finds words of digits, and wrongly the one that is 42."""

    def __init__(self, language: str, keys: Keys) -> None:
        self.language = language

    def begins(self, word: str, key: str) -> bool:
        return key.isdigit()

    def find(self, tokens: Tokens, at: Sequence[int]) -> list[Mention]:
        found: list[Mention] = []
        for index in at:
            value = tokens.words[index] if self.language == "en" else "ru"
            found.append(Quantity("count", tokens.starts[index], tokens.end(index), value.replace("42", "41")))
        return found

    def finish(self, text: str, mentions: list[Mention]) -> list[Mention]:
        return mentions


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    matchers = {"digits": f"{__name__}:Digits", "absent": "extraction.no_such_module:Absent"}
    monkeypatch.setattr("extraction.reader.MATCHERS", matchers)
    return gold_file(tmp_path, line(3, 5, value="42"), line(10, 12, value="17"), text="On 42 and 17 and 9 days.")


def test_scores_and_errors_are_printed(gold: Path) -> None:
    result = run(gold, "--only", "digits")
    assert result.exit_code == 0, result.stderr
    rows = [row.split() for row in result.stdout.splitlines()]
    rates = ["1.0000", "0.6667", "0.5000", "0.3333", "1.0000", "0.6667"]
    assert ["count", "2", "3", *rates] in rows
    assert ["counts-and-dates", "2", "3", *rates] in rows
    assert ["value", "a.txt:3-5", "count", "42", "41", "On", "[42]", "and", "17", "and", "9", "days."] in rows
    assert ["false", "a.txt:17-18", "count", "9", "On", "42", "and", "17", "and", "[9]", "days."] in rows
    assert "names" not in result.stdout
    assert "… 1 more errors of 2" in run(gold, "--only", "digits", "--misses", "1").stdout


def test_json_is_one_document(gold: Path) -> None:
    result = run(gold, "--only", "digits", "--json", "--fail-under", "all=1/0")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["scores"]["count"]["value"] == {"matched": 1, "recall": 1 / 2, "precision": 1 / 3}
    assert [error["fault"] for error in found["errors"]] == ["value", "false"]
    assert found["under_floor"] == ["all: recall by value is 0.5000, under 1"]
    assert result.stderr == "all: recall by value is 0.5000, under 1\n"


def test_the_language_may_be_given(gold: Path) -> None:
    errors = json.loads(run(gold, "--only", "digits", "--json", "--language", "ru").stdout)["errors"]
    assert [error["found"] for error in errors] == ["ru", "ru", "ru"]


def test_kinds_and_groups_choose_what_is_scored(gold: Path) -> None:
    found = json.loads(run(gold, "--only", "digits", "--json", "--kind", "names", "--kind", "cue").stdout)
    assert (found["scores"], found["errors"]) == ({}, [])


@pytest.mark.parametrize(
    "arguments",
    [("--kind", "counts"), ("--only", "x"), ("--language", "xx"), ("--fail-under", "names=1"), ("--misses", "-1")],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, str], gold: Path) -> None:
    result = run(gold, *arguments)
    assert result.exit_code == 2
    assert arguments[0] in result.stderr


def test_a_matcher_that_cannot_be_loaded_is_named(gold: Path) -> None:
    result = run(gold)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "extraction.no_such_module" in result.stderr


def test_faulty_gold_is_exit_code_1_and_says_where(gold: Path) -> None:
    gold.write_text("{\n" * 60, encoding="utf-8")
    result = run(gold)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{gold.as_posix()}:1: line" in result.stderr
    assert result.stderr.endswith("… and 10 more\n\n60 problems; nothing was scored.\n")
    assert json.loads(run(gold, "--json").stdout)["count"] == 60


def test_help_tells_the_exit_codes() -> None:
    assert "Exit code 0" in run("--help").stdout
