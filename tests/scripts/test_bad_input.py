"""Input that is wrong: each problem names file, line and field, and says what was found and how to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from scripts.build import build, write
from validation.problems import InvalidDataError, Problem, render

Edit = Callable[[str, str, str], None]

RUSSIA = "data/annotations/russia-osce-2019.yaml"
IPA = "data/annotations/ipa-cis-2019.yaml"
LIST = "data/sources/sources.yaml"
TEXT = "data/sources/russia-osce-2019.txt"
ORGANIZATIONS = "data/vocabulary/organizations.yaml"
PERSONS = "data/vocabulary/persons.yaml"


@dataclass(frozen=True)
class Fault:
    """An edit that makes a file wrong, and the problem that must name it.

    `at` stands once in the file that the problem must name (`named`, else the edited one), in the line it must give.
    """

    file: str
    old: str
    new: str
    at: str
    field: str
    words: tuple[str, ...]
    named: str = ""


FAULTS = {
    "a quote that is not in the source": Fault(
        RUSSIA,
        "quote: No serious violations were identified",
        "quote: No serious violation was identified",
        "No serious violation was",
        "quote",
        (
            "No serious violation was identified that could affect",
            f"words that stand in {TEXT}",
            f"nearest, {TEXT}:5: No serious violations were identified that could affect the result.",
        ),
    ),
    "a quote that has nothing near": Fault(
        RUSSIA,
        "quote: No serious violations were identified that could affect the result.",
        "quote: жёлуди",
        "жёлуди",
        "quote",
        ("жёлуди", "copy the words from the source"),
    ),
    "a quote that stands twice": Fault(
        RUSSIA,
        "quote: 13 June 2019 On the early presidential election in Kazakhstan\n",
        "quote: early presidential election\n",
        "quote: early presidential election\n",
        "voices.election",
        (f"stands 2 times in {TEXT} (lines 3, 5)", "one place", "add `occurrence`"),
    ),
    "an occurrence that is too large": Fault(
        RUSSIA,
        "quote: On the early presidential election in Kazakhstan\n",
        "quote: the early presidential election\n  occurrence: 3\n",
        "quote: the early presidential election\n",
        "quote.occurrence",
        ("found     3", "at most 2"),
    ),
    "an occurrence where there is one": Fault(
        RUSSIA,
        "quote: On the early presidential election in Kazakhstan\n",
        "quote: On the early presidential election in Kazakhstan\n  occurrence: 2\n",
        "quote: On the early presidential election in Kazakhstan\n  occ",
        "quote.occurrence",
        ("found     2", "at most 1"),
    ),
    "an occurrence that is no number": Fault(
        RUSSIA,
        "quote: On the early presidential election in Kazakhstan\n",
        f"quote: On the early presidential election in Kazakhstan\n  occurrence: {'9' * 5000}\n",
        "occurrence: 999",
        "passage 1.occurrence",
        ("a whole number from 1",),
    ),
    "a voice with a wrong quote": Fault(
        RUSSIA,
        "quote: We congratulate the people of our ally Kazakhstan\n",
        "quote: I congratulate the people of our ally Kazakhstan\n",
        "quote: I congratulate",
        "voices.author",
        ("I congratulate", "nearest"),
    ),
    "an unknown field of a record": Fault(
        RUSSIA,
        "stance: positive\n      overall: endorsed\n      is_recommendation: false\n      inferred: {overall",
        "stanse: positive\n      overall: endorsed\n      is_recommendation: false\n      inferred: {overall",
        "stanse",
        "verdicts.congratulation.stanse",
        ("the field 'stanse'", "did you mean 'stance'?"),
    ),
    "an unknown field of a passage": Fault(
        IPA,
        "en: Voting took place",
        "english: Voting took place",
        "english:",
        "passage 4.english",
        ("the field 'english'", "one of proposed, voice, quote, occurrence, en, names, elections"),
    ),
    "an unknown table": Fault(
        RUSSIA,
        "observer_counts:",
        "observers_counts:",
        "observers_counts:\n",
        "passage 3.observers_counts",
        ("the field 'observers_counts'", "did you mean 'observer_counts'?"),
    ),
    "a table that the build writes": Fault(
        RUSSIA, "observer_counts:", "sentences:", "sentences:", "passage 3.sentences", ("the field 'sentences'",)
    ),
    "an unknown field of the file": Fault(
        RUSSIA, "dismissed:", "dismised:", "dismised", "file.dismised", ("did you mean 'dismissed'?",)
    ),
    "an unknown field of a source": Fault(
        LIST,
        "publisher: ipa-cis",
        "publishr: ipa-cis",
        "publishr",
        "ipa-cis-2019.publishr",
        ("did you mean 'publisher'?",),
    ),
    "an unknown field of the vocabulary": Fault(
        ORGANIZATIONS, "parent: cis", "parrent: cis", "parrent", "ipa-cis.parrent", ("did you mean 'parent'?",)
    ),
    "an unknown column in a remark": Fault(
        RUSSIA,
        "inferred: {attribution:",
        "inferred: {atribution:",
        "atribution",
        "verdicts.lebedev-violations.inferred.atribution",
        ("did you mean 'attribution'?",),
    ),
    "a column that the build derives": Fault(
        RUSSIA,
        "value: 1000,",
        "value: 1000, reporter: osce,",
        "reporter",
        "observer_counts.international.reporter",
        ("the field 'reporter'",),
    ),
    "an unknown voice": Fault(
        RUSSIA,
        "- voice: [election, lebedev]\n  quote: No",
        "- voice: [election, lebedyev]\n  quote: No",
        "lebedyev]",
        "voice",
        ("'lebedyev'", "one of election, author, lebedev", "did you mean 'lebedev'?"),
    ),
    "an unknown id of an organization": Fault(
        RUSSIA,
        "organization: cis,",
        "organization: ciss,",
        "ciss",
        "missions.cis-2019.organization",
        ("'ciss'", "an id of organizations", "did you mean 'cis'?"),
    ),
    "an unknown id in a voice": Fault(
        RUSSIA,
        "speaker: lebedev-sergey",
        "speaker: lebedev",
        "speaker: lebedev\n",
        "verdicts.russia-osce-2019.lebedev-overall.speaker",
        ("'lebedev'", "did you mean 'lebedev-sergey'?"),
    ),
    "an unknown id of a total": Fault(
        IPA,
        "part_of: accredited\n",
        "part_of: acredited\n",
        "part_of: acredited",
        "observer_counts.ipa-cis-2019.accredited-io.part_of",
        ("did you mean 'ipa-cis-2019.accredited'?",),
    ),
    "an unknown id of a publisher": Fault(
        LIST,
        "publisher: russia-state",
        "publisher: russia",
        "russia-osce-2019:",
        "sources.russia-osce-2019.publisher",
        ("'russia'", "did you mean 'russia-state'?"),
    ),
    "an unknown id under names": Fault(
        RUSSIA,
        "passages:\n",
        "passages:\n- {quote: our ally Kazakhstan, names: [{place: kazakstan, form: Kazakhstan}]}\n",
        "kazakstan",
        "names",
        ("'kazakstan'", "an id of places", "did you mean 'kazakhstan'?"),
    ),
    "an unknown parent in the vocabulary": Fault(
        ORGANIZATIONS, "parent: cis", "parent: cisco", "cisco", "organizations.ipa-cis.parent", ("did you mean 'cis'?",)
    ),
    "an unknown record to be like": Fault(
        IPA,
        "like: accredited-io",
        "like: accredited-oi",
        "accredited-oi",
        "observer_counts.accredited-states.like",
        ("accredited-oi", "a record of observer_counts that stands earlier in this file"),
    ),
    "an unknown code": Fault(
        IPA,
        "aspect: voting",
        "aspect: votes",
        "aspect: votes",
        "verdicts.ipa-cis-2019.booths.aspect",
        ("found     votes", "overall | ", "use a code of the list aspect"),
    ),
    "an unknown code in a voice": Fault(
        RUSSIA,
        "attribution: own",
        "attribution: mine",
        "attribution: mine",
        "voices.attribution",
        ("own | quoted | reported",),
    ),
    "an unknown code of a source": Fault(
        LIST, "language: en", "language: fr", "language: fr", "russia-osce-2019.language", ("found     fr", "en | ru")
    ),
    "an unknown country": Fault(
        IPA,
        "country_code: KZ",
        "country_code: KAZ",
        "KAZ",
        "elections.kz-2019-president.country_code",
        ("an ISO 3166-1 alpha-2 code",),
    ),
    "an unknown concept": Fault(
        RUSSIA,
        "concept: transparent}",
        "concept: transparency}",
        "transparency",
        "verdicts.russia-osce-2019.lebedev-overall.terms.concept",
        ("did you mean 'transparent'?",),
    ),
    "a term that is not in the quote": Fault(
        RUSSIA,
        "formula: transparent",
        "formula: transparently",
        "transparently",
        "verdicts.russia-osce-2019.lebedev-overall.terms",
        ("whole words inside the verdict's quote", "the election was transparent, fair, open and competitive."),
    ),
    "a form that is not in the quote": Fault(
        RUSSIA,
        "form: On}",
        "form: Off}",
        "form: Off",
        "names.form",
        ("'Off'", "copy the form from the quote: On the early"),
    ),
    "a number with a separator": Fault(
        IPA,
        "value: 1013",
        "value: '1,013'",
        "1,013",
        "observer_counts.ipa-cis-2019.accredited.value",
        ("found     1,013", "a whole number in digits"),
    ),
    "a day that is none": Fault(
        IPA,
        "date: 2019-06-09",
        "date: 2019-06-31",
        "2019-06-31",
        "elections.kz-2019-president.date",
        ("'2019-06-31' is no day of the calendar",),
    ),
    "an empty value": Fault(
        IPA,
        "aspect: voting",
        "aspect:",
        "aspect:\n",
        "verdicts.booths.aspect",
        ("nothing", "leave the field out where nothing is stated"),
    ),
    "a required cell that is missing": Fault(
        IPA,
        "      aspect: voting\n",
        "",
        "booths:",
        "verdicts.ipa-cis-2019.booths.aspect",
        ("nothing", "add it"),
    ),
    "passages that contradict each other": Fault(
        RUSSIA,
        "is_early: true}",
        "is_early: false}",
        "is_early: false",
        "elections.kz-2019-president.is_early",
        (f"'false' here, 'true' in {IPA}:", "one value for a cell", "add `prefer: {field: reason}`"),
    ),
    "an organization listed twice": Fault(
        ORGANIZATIONS, "osce:\n", "cis:  # again\n", "# again", "YAML", ("the key 'cis' again",)
    ),
    "an organization that no source mentions": Fault(
        ORGANIZATIONS,
        "forms:\n    en: {abbreviation: [OSCE]}",
        "abbreviation_en: OSCE",
        "osce:",
        "osce",
        ("an id that no source mentions", "add the form that a source writes"),
    ),
    "a form that no source writes": Fault(
        ORGANIZATIONS,
        "[OSCE]",
        "[OSCE, OSZE]",
        "OSZE",
        "osce.forms",
        ("'OSZE'", "a form that stands in a source of its language"),
    ),
    "a name that no source of its language writes": Fault(
        PERSONS,
        "  name_en: Sergey Lebedev\n",
        "  name_en: Sergey Lebedev\n  name_ru: Сергей Лебедев\n",
        "Сергей Лебедев",
        "lebedev-sergey.name_ru",
        ("a name that a source of this language writes",),
    ),
    "an entry of the vocabulary without a name": Fault(
        PERSONS, "  name_en: B. M. Imashev\n", "", "imashev-b-m:", "imashev-b-m", ("no name_en", "add it")
    ),
    "a voice that no passage uses": Fault(
        RUSSIA,
        "passages:\n",
        "  spare:\n  - {quote: Thank you, sets: {attribution: own}}\npassages:\n",
        "quote: Thank you, sets",
        "voices.spare",
        ("a voice that no passage uses", "remove it, or name it"),
    ),
    "a sentence both stated and dismissed": Fault(
        RUSSIA,
        "quote: Thank you for",
        "quote: No serious violations were identified, through: Thank you for",
        "through: Thank you",
        "dismissed",
        (
            "dismissed as courtesy, yet verdicts russia-osce-2019.lebedev-violations is stated in it: No serious",
            "shorten the dismissal",
        ),
    ),
    "a dismissal for a reason that is none": Fault(
        RUSSIA, "reason: courtesy", "reason: boring", "boring", "dismissed.reason", ("found     boring", "courtesy")
    ),
    "a quote that states nothing": Fault(
        RUSSIA,
        "passages:\n",
        "passages:\n- quote: our ally\n",
        "- quote: our ally",
        "passage 1",
        ("a quote that states nothing", "move it to `dismissed`"),
    ),
    "a Russian voice without English": Fault(
        IPA,
        "    en: CONCLUSION of the group of observers from the IPA CIS\n",
        "",
        "ЗАКЛЮЧЕНИЕ группы",
        "voices.group.en",
        ("the quote in English",),
    ),
    "Russian words from an English source": Fault(
        RUSSIA,
        "is_early: true}",
        "is_early: true, body_ru: Президент}",
        "body_ru",
        "elections.kz-2019-president.body_ru",
        ("Russian words from a source in another language",),
    ),
    "a remark on an empty cell": Fault(
        RUSSIA,
        "precision: more_than}",
        "precision: more_than, notes: {as_of: Why not?}}",
        "Why not?",
        "observer_counts.international.as_of",
        ("a remark on a cell that is empty here", "set the cell, or remove the remark"),
    ),
    "a mapping where a list belongs": Fault(
        RUSSIA,
        "dismissed:\n- {quote: 13 June 2019, reason: heading}\n- ",
        "dismissed:\n  ",
        "dismissed:",
        "dismissed",
        ("a mapping", "a list"),
    ),
    "an id with capitals": Fault(
        IPA, "    booths:", "    Booths:", "Booths:\n      about", "verdicts.Booths", ("an id of lower-case letters",)
    ),
    "the file of another source": Fault(
        RUSSIA,
        "source: russia-osce-2019",
        "source: russia-osce-2091",
        "source: russia",
        "source",
        ("'russia-osce-2091'", "one of ipa-cis-2019, russia-osce-2019"),
    ),
    "an election that nothing refers to": Fault(
        IPA,
        "      date: 2019-06-09\n",
        "      date: 2019-06-09\n    kz-2020-x: {country_code: KZ, election_type: local, year: 2020}\n",
        "kz-2020-x",
        "elections.kz-2020-x",
        ("an election that nothing refers to",),
    ),
    "a source without a required field": Fault(
        LIST, "  coverage: full_assessment\n", "", "ipa-cis-2019:", "ipa-cis-2019", ("no coverage",)
    ),
    "a package without a title": Fault(
        "data/package.yaml", "title: Two short passages\n", "", "name: election", "title", ("add it",)
    ),
    "a number with a bare comma": Fault(
        IPA, "value: 1013", "value: 1,013", "1,013", "observer_counts.accredited.013", ("the field '013'",)
    ),
    "no voice that sets a required cell": Fault(
        RUSSIA,
        "- voice: [election, author]\n  quote: >-",
        "- voice: election\n  quote: >-",
        "    international: {",
        "observer_counts.russia-osce-2019.international.attribution",
        ("nothing", "name a voice that sets it"),
    ),
    "an id given twice": Fault(
        RUSSIA,
        "    lebedev-overall:\n",
        "    lebedev-overall: {about: election}\n    lebedev-overall:\n",
        "    lebedev-overall:\n",
        "YAML",
        ("the key 'lebedev-overall' again", "merge it with the one in line 51"),
    ),
    "a sentence that nothing treats": Fault(
        RUSSIA,
        "- {quote: Thank you for your attention., reason: courtesy}\n",
        "",
        "Thank you for your attention.",
        "sentence",
        ("Thank you for your attention.", "a passage that states it, or a dismissal", f"annotate it in {RUSSIA}"),
        named=TEXT,
    ),
    "a mention that nothing treats": Fault(
        RUSSIA,
        "mentions:\n- {quote: nine international organizations, kind: count, reason: detail}\n",
        "",
        "nine international",
        "count",
        (
            "'nine' in “",
            "a passage that states it, or a reason to set it aside",
            f"state it in {RUSSIA}, or set it aside under `mentions`",
        ),
        named=TEXT,
    ),
    "a set-aside of another kind": Fault(
        IPA,
        "- {quote: Первый Президент, kind: ordinal,",
        "- {quote: Первый Президент, kind: count,",
        "quote: Первый Президент",
        "mentions",
        ("'Первый Президент', which sets nothing aside", "which nothing states", "remove it"),
    ),
    "a set-aside of what is stated": Fault(
        RUSSIA,
        "mentions:\n",
        "mentions:\n- {quote: More than one thousand, reason: detail}\n",
        "{quote: More than one",
        "mentions",
        ("'More than one thousand', which sets nothing aside",),
    ),
    "a set-aside that cuts the mention": Fault(
        RUSSIA, "{quote: nine int", "{quote: ine int", "{quote: ine", "mentions", ("'ine international organizations'",)
    ),
    "a set-aside twice": Fault(
        RUSSIA,
        "mentions:\n",
        "mentions:\n- {quote: 'from nine international organizations,', reason: detail}\n",
        "{quote: 'from nine",
        "mentions",
        ("'from nine international organizations,', which sets nothing aside",),
    ),
    "a set-aside whose words are not in the source": Fault(
        RUSSIA,
        "quote: nine international",
        "quote: ten international",
        "quote: ten",
        "mentions",
        ("ten international organizations", f"words that stand in {TEXT}", f"nearest, {TEXT}:5: "),
    ),
    "an occurrence of a set-aside that is too large": Fault(
        RUSSIA,
        "organizations, kind: count",
        "organizations, occurrence: 2, kind: count",
        "occurrence: 2",
        "mentions.occurrence",
        ("found     2", "at most 1"),
    ),
    "an unknown kind of mention": Fault(
        RUSSIA,
        "kind: count,",
        "kind: number,",
        "kind: number",
        "mentions.kind",
        ("found     number", "count | percent"),
    ),
    "an unknown kind in a list": Fault(
        RUSSIA, "kind: count,", "kind: [count, number],", "[count, number]", "mentions.kind", ("found     number",)
    ),
    "an unknown reason of a set-aside": Fault(
        RUSSIA, "reason: detail", "reason: boring", "boring", "mentions.reason", ("found     boring", "repeated | norm")
    ),
    "a set-aside without a reason": Fault(
        RUSSIA, "kind: count, reason: detail", "kind: count", "kind: count", "mentions.reason", ("found     nothing",)
    ),
    "a set-aside without words": Fault(
        RUSSIA,
        "{quote: nine international organizations, kind",
        "{kind",
        "{kind: count",
        "mentions.quote",
        ("words of the source",),
    ),
    "an unknown field of a set-aside": Fault(
        RUSSIA, "kind: count,", "kinds: count,", "kinds:", "mentions.kinds", ("did you mean 'kind'?",)
    ),
    "a number that its words do not give": Fault(
        IPA,
        "value: 84,",
        "value: 48,",
        "value: 48",
        "polling_station_counts.ipa-cis-2019.visited.value",
        ("'48', stated from “Наблюдатели", "read there: organization МПА СНГ, count 84", "a judgement is `coded`"),
    ),
    "a Russian quote without English": Fault(
        IPA,
        "  en: Voting took place in duly equipped booths.\n",
        "",
        "- voice: [election, group]\n  quote: Голосование",
        "en",
        ("the quote in English",),
    ),
    "a package with an unknown field": Fault(
        "data/package.yaml", "title: Two", "titel: x\ntitle: Two", "titel", "titel", ("an unknown field",)
    ),
}


@pytest.fixture
def contents(root: Path) -> Callable[[], dict[str, bytes]]:
    """What every file of the package holds now, apart from the lock."""

    def read() -> dict[str, bytes]:
        files = (path for path in root.rglob("*") if path.is_file() and path.name != ".build.lock")
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}

    return read


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_place_and_nothing_is_written(
    name: str, root: Path, edit: Edit, contents: Callable[[], dict[str, bytes]]
) -> None:
    fault = FAULTS[name]
    edit(fault.file, fault.old, fault.new)
    before = contents()
    with pytest.raises(InvalidDataError) as caught:
        write(root)
    assert contents() == before
    file = fault.named or fault.file
    line = line_of(root / file, fault.at)
    named = [p for p in caught.value.problems if (p.file, p.line, p.field) == (file, line, fault.field)]
    assert len(named) == 1, caught.value.problems
    for words in fault.words:
        assert words in str(named[0])
    assert len(caught.value.problems) <= 2, "one fault, many problems"


def line_of(path: Path, words: str) -> int:
    text = path.read_text(encoding="utf-8")
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in {path}"
    return text.count("\n", 0, text.index(words)) + 1


def one_problem(root: Path) -> Problem:
    """Build a package that has exactly one problem."""
    with pytest.raises(InvalidDataError) as caught:
        build(root)
    (problem,) = caught.value.problems
    return problem


def test_a_changed_byte_of_a_source_is_an_error_that_gives_both_hashes(root: Path) -> None:
    text = (root / TEXT).read_bytes()
    (root / TEXT).write_bytes(text.replace(b"Thank you", b"Thank  you"))
    problem = one_problem(root)
    digest = "ac4eea074634e005cd41cc8aa586eaebf61e928a1d1f96cba4c30db29aba58b8"
    assert (problem.file, problem.line) == (LIST, line_of(root / LIST, digest))
    assert (problem.field, problem.expected) == ("russia-osce-2019.sha256", digest)
    assert digest not in problem.found
    assert "never edited" in problem.remedy


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"13 June 2019\n\xcf\xf0\n", "not UTF-8: byte 0xcf at byte 13, line 2"),
        (None, "No such file or directory"),
    ],
    ids=["empty", "white space", "cp1251", "missing"],
)
def test_a_source_that_cannot_be_read_is_an_error(content: bytes | None, found: str, root: Path) -> None:
    (root / TEXT).unlink()
    if content is not None:
        (root / TEXT).write_bytes(content)
    problem = one_problem(root)
    assert (problem.file, problem.line, problem.field, problem.found) == (TEXT, None, "source", found)
    assert "restore the file" in problem.remedy


def test_a_text_that_no_source_names_is_an_error(root: Path) -> None:
    (root / "data/sources/spare.txt").write_text("Spare.", encoding="utf-8")
    problem = one_problem(root)
    assert (problem.file, problem.field) == ("data/sources/spare.txt", "source")
    assert problem.found == "a text that no source names"
    assert LIST in problem.expected


@pytest.mark.parametrize(
    "path",
    ["../outside.txt", "/etc/hostname", "data/../../outside.txt", "data/sources/link.txt", "C:\\a.txt", "loop", "."],
)
def test_a_path_that_leaves_the_package_is_an_error_and_nothing_is_read(
    path: str, root: Path, edit: Edit, contents: Callable[[], dict[str, bytes]]
) -> None:
    (root.parent / "outside.txt").write_text("Secret.", encoding="utf-8")
    (root / "data/sources/link.txt").symlink_to(root.parent / "outside.txt")
    (root / "loop").symlink_to("loop")
    (root / TEXT).unlink()
    edit(LIST, "  publisher: russia-state\n", f"  publisher: russia-state\n  path: '{path}'\n")
    before = contents()
    with pytest.raises(InvalidDataError) as caught:
        write(root)
    problem = next(p for p in caught.value.problems if p.file == LIST)
    assert (problem.line, problem.field) == (line_of(root / LIST, "path: "), "russia-osce-2019.path")
    assert problem.found == path
    assert problem.expected == "a relative path inside the package"
    assert "Secret" not in render(caught.value.problems)
    assert contents() == before


def test_a_path_with_a_nul_is_an_error(root: Path, edit: Edit) -> None:
    edit(LIST, "  publisher: russia-state\n", '  publisher: russia-state\n  path: "a\\0b"\n')
    with pytest.raises(InvalidDataError) as caught:
        build(root)
    assert "russia-osce-2019.path" in [problem.field for problem in caught.value.problems]


def test_a_source_without_annotation_is_an_error(root: Path) -> None:
    (root / RUSSIA).unlink()
    problem = one_problem(root)
    assert (problem.file, problem.line, problem.found) == (RUSSIA, None, "nothing")
    assert problem.expected == "the annotation of russia-osce-2019"


def test_an_annotation_of_no_source_is_an_error(root: Path) -> None:
    (root / "data/annotations/other.yaml").write_text("source: other\npassages: []\n", encoding="utf-8")
    problem = one_problem(root)
    assert (problem.file, problem.line, problem.field) == ("data/annotations/other.yaml", 1, "source")
    assert "one of ipa-cis-2019, russia-osce-2019" in problem.expected


def test_a_second_annotation_of_a_source_is_an_error(root: Path) -> None:
    (root / "data/annotations/second.yaml").write_bytes((root / RUSSIA).read_bytes())
    problem = one_problem(root)
    assert (problem.file, problem.line, problem.field) == ("data/annotations/second.yaml", 1, "source")
    assert f"a second file for it beside {RUSSIA}" in problem.found


def test_an_annotation_file_that_bears_another_name_is_an_error(root: Path) -> None:
    (root / RUSSIA).rename(root / "data/annotations/russia.yaml")
    problem = one_problem(root)
    assert (problem.file, problem.line, problem.field) == ("data/annotations/russia.yaml", 1, "source")
    assert problem.remedy == "rename the file"


@pytest.mark.parametrize(
    "file", [RUSSIA, LIST, ORGANIZATIONS, PERSONS, "data/vocabulary/places.yaml", "data/package.yaml"]
)
@pytest.mark.parametrize("content", [b"", b"a: [b\n", b"- a\n", b"text", b"\xff", None])
def test_each_file_that_people_write_may_be_empty_malformed_or_missing(
    file: str, content: bytes | None, root: Path
) -> None:
    (root / file).unlink()
    if content is not None:
        (root / file).write_bytes(content)
    with pytest.raises(InvalidDataError) as caught:
        write(root)
    assert file in {problem.file for problem in caught.value.problems}
    assert not (root / "data/tables").exists()


def test_all_forms_of_a_name_with_two_referents_are_errors_where_the_name_stands(root: Path, edit: Edit) -> None:
    edit(ORGANIZATIONS, "{abbreviation: [OSCE]}", "{abbreviation: [OSCE], short: [Kazakhstan]}")
    with pytest.raises(InvalidDataError) as caught:
        build(root)
    assert {(problem.file, problem.line) for problem in caught.value.problems} == {(TEXT, 3), (TEXT, 5)}
    for problem in caught.value.problems:
        assert problem.field == "the name 'Kazakhstan'"
        assert problem.found in ("a form of osce and kazakhstan", "a form of kazakhstan and osce")
        assert "say which under `names`" in problem.remedy


def test_a_pin_says_whom_an_ambiguous_name_means(root: Path, edit: Edit) -> None:
    edit(ORGANIZATIONS, "{abbreviation: [OSCE]}", "{abbreviation: [OSCE], short: [ally]}")
    edit("data/vocabulary/places.yaml", "{short: [Kazakhstan]}", "{short: [Kazakhstan, ally]}")
    edit(RUSSIA, "passages:\n", "passages:\n- {quote: our ally, names: [{place: kazakhstan, form: ally}]}\n")
    names = build(root).tables["names"]
    assert list(names.loc[names["name"] == "ally", "record_id"]) == ["kazakhstan"]


def evidence_of(tables: dict[str, pd.DataFrame], record: str, column: str) -> pd.DataFrame:
    rows = tables["evidence"]
    return rows[(rows["record_id"] == record) & (rows["column_name"] == column)]


@pytest.mark.parametrize(("preferred", "value"), [(RUSSIA, "parliamentary"), (IPA, "presidential")])
def test_prefer_settles_a_contradiction_and_both_passages_stay_in_evidence(
    preferred: str, value: str, root: Path, edit: Edit
) -> None:
    reason = "{election_type: This source is the later one.}"
    if preferred == RUSSIA:
        edit(RUSSIA, "presidential, is_early: true}", f"parliamentary, is_early: true, prefer: {reason}}}")
    else:
        edit(RUSSIA, "presidential, is_early: true}", "parliamentary, is_early: true}")
        edit(IPA, "      is_early: true\n", f"      is_early: true\n      prefer: {reason}\n")
    tables = dict(build(root).tables)
    assert list(tables["elections"]["election_type"]) == [value]
    rows = evidence_of(tables, "kz-2019-president", "election_type").set_index("source_id")
    assert rows["value"].to_dict() == {"ipa-cis-2019": "presidential", "russia-osce-2019": "parliamentary"}
    source = Path(preferred).stem
    assert rows.loc[source, "note"] == "This source is the later one."
    assert rows["note"].notna().sum() == 1


def test_two_preferences_that_contradict_each_other_settle_nothing(root: Path, edit: Edit) -> None:
    edit(RUSSIA, "is_early: true}", "is_early: false, prefer: {is_early: So it is.}}")
    edit(IPA, "      is_early: true\n", "      is_early: true\n      prefer: {is_early: No.}\n")
    assert one_problem(root).field == "elections.kz-2019-president.is_early"


def test_the_id_of_a_claim_used_again_for_another_claim_is_an_error_though_all_codes_agree(
    root: Path, edit: Edit
) -> None:
    edit(RUSSIA, "    lebedev-violations:", "    lebedev-overall:")
    with pytest.raises(InvalidDataError) as caught:
        build(root)
    aspect = next(problem for problem in caught.value.problems if problem.field.endswith("lebedev-overall.aspect"))
    assert aspect.line == line_of(root / RUSSIA, "quote: No serious violations") + 4
    assert aspect.expected == "each field of a claim from one passage"


def test_a_term_in_a_later_passage_of_a_verdict_cites_that_passage(root: Path, edit: Edit) -> None:
    edit(
        RUSSIA,
        "dismissed:\n",
        "- quote: Thank you for your attention.\n"
        "  verdicts:\n    lebedev-overall:\n      terms: [{formula: attention, concept: positive}]\ndismissed:\n",
    )
    edit(RUSSIA, "- {quote: Thank you for your attention., reason: courtesy}\n", "")
    evidence = build(root).tables["evidence"]
    rows = evidence[(evidence["table_name"] == "verdict_terms") & (evidence["value"] == "attention")]
    assert list(rows["quote"]) == ["Thank you for your attention."]


def test_the_same_form_pinned_by_two_passages_is_one_name(root: Path, edit: Edit) -> None:
    pin = "  names:\n  - {organization: russia-state, form: On}\n"
    edit(RUSSIA, f"{pin}  elections:", f"{pin}- quote: On the early presidential\n{pin}  elections:")
    assert list(build(root).tables["names"]["name"]).count("On") == 1


@pytest.mark.parametrize("content", [None, b"\xff", b""])
def test_the_coding_rules_must_be_there_in_utf_8(content: bytes | None, root: Path) -> None:
    path = root / "docs/coding.md"
    path.unlink() if content is None else path.write_bytes(content)
    assert one_problem(root).file == "docs/coding.md"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("version: 1.2.3", "version: [a]", "version"),
        ("version: 1.2.3", "version: new", "version"),
        ("version: 1.2.3", "version: 1.2.3\ncreated: 2026-1-31", "created"),
        ("version: 1.2.3", "version: 1.2.3\ncreated: 2026-02-30", "created"),
        ("- {name: CC-BY-4.0}", "- CC-BY-4.0", "licenses"),
        ("contributors:\n- {title: coder A, roles: [annotator]}", "contributors: coder A", "contributors"),
    ],
)
def test_what_the_package_says_of_itself_has_its_shape(old: str, new: str, field: str, root: Path, edit: Edit) -> None:
    edit("data/package.yaml", old, new)
    problem = one_problem(root)
    assert (problem.file, problem.field) == ("data/package.yaml", field)


def test_an_id_of_a_source_outside_the_pattern_is_one_problem_at_its_place(root: Path, edit: Edit) -> None:
    edit(LIST, "russia-osce-2019:", "Russia OSCE 2019:")
    with pytest.raises(InvalidDataError) as caught:
        build(root)
    assert (LIST, "Russia OSCE 2019") in {(problem.file, problem.field) for problem in caught.value.problems}
    assert len(caught.value.problems) <= 3


def test_problems_of_several_files_are_reported_at_once_in_order(root: Path, edit: Edit) -> None:
    edit(RUSSIA, "quote: No serious violations", "quote: Some serious violations")
    edit(RUSSIA, "value: 1000", "value: thousand")
    edit(IPA, "aspect: voting", "aspect: votes")
    edit(LIST, "language: en", "language: fr")
    edit(ORGANIZATIONS, "parent: cis", "parrent: cis")
    with pytest.raises(InvalidDataError) as caught:
        build(root)
    places = [(problem.file, problem.line or 0) for problem in caught.value.problems]
    assert {file for file, _ in places} == {IPA, LIST, ORGANIZATIONS}
    assert places == sorted(places)
    edit(LIST, "language: fr", "language: en")
    with pytest.raises(InvalidDataError) as caught:
        build(root)
    assert [problem.file for problem in caught.value.problems] == [IPA, RUSSIA, RUSSIA, ORGANIZATIONS]


def test_after_a_fault_the_tables_of_the_last_build_stand(
    built_root: Path, edit: Edit, contents: Callable[[], dict[str, bytes]]
) -> None:
    edit(RUSSIA, "quote: No serious violations", "quote: Some serious violations")
    before = contents()
    with pytest.raises(InvalidDataError):
        write(built_root)
    assert contents() == before
    assert "datapackage.json" in before


def many(count: int) -> list[Problem]:
    return [Problem("a.yaml", line, "field", "x" * 1000, "y", "z") for line in range(1, count + 1)]


def test_of_many_problems_the_first_fifty_are_shown_and_the_rest_are_counted() -> None:
    text = render(many(70))
    assert text.count("a.yaml:") == 50
    assert text.endswith("… and 20 more")
    assert "more" not in render(many(50))


def test_long_words_are_shortened_for_people() -> None:
    assert max(map(len, render(many(1)).splitlines())) < 320


def test_a_problem_is_three_lines_under_its_place() -> None:
    assert render([Problem("a.yaml", 7, "b.c", "one\ntwo", "three", "four")]) == (
        "a.yaml:7: b.c\n  found     one two\n  expected  three\n  to mend   four"
    )


def test_the_same_problem_twice_is_said_once() -> None:
    assert len(InvalidDataError([*many(2), *many(2)]).problems) == 2
