from scripts.charts.completeness import completeness
from scripts.explore.facts import Facts
from tests.scripts.charts.given import EMPTY, SOURCE, given


def test_figures_are_those_of_the_tables(facts: Facts) -> None:
    figures = completeness(facts)
    for account, table in ((figures.sentences, "sentences"), (figures.mentions, "mentions")):
        frame = facts._package.tables[table]
        assert account.found == len(frame)
        assert account.stated == (frame["status"] == "stated").sum()
        assert account.dismissed == (frame["status"] == "dismissed").sum()
        assert account.open == 0
    for account in ("sentences", "mentions"):
        assert sum(getattr(source, account).found for source in figures.sources) == getattr(figures, account).found
    assert [source.source_id for source in figures.sources] == list(facts._package.tables["sources"]["source_id"])


def test_each_cell_counts_once_however_many_passages_support_it(facts: Facts) -> None:
    figures = completeness(facts)
    evidence = facts._package.tables["evidence"]
    cells = evidence.groupby(["table_name", "record_id", "column_name"])["support"].agg(set)
    assert figures.supported == figures.cells == sum(figures.by_support.values())
    # The year of an election is derived and owes none; where evidence has it, it is no cell of these figures.
    assert figures.supported <= len(cells)
    assert figures.by_support["inferred"] <= sum("inferred" in support for support in cells)


def test_what_nobody_accounts_for_is_open_and_a_cell_without_words_is_missed() -> None:
    sentences = [
        {"sentence_id": "paper:0-5", "source_id": "paper", "position": 1, "start_char": 0, "end_char": 5}
        | {"status": status, "reason": reason}
        for status, reason in (("stated", None), ("dismissed", "courtesy"), ("dismissed", None))
    ]
    figures = completeness(given(sources=[SOURCE], sentences=sentences))
    assert (figures.sentences.found, figures.sentences.stated, figures.sentences.open) == (3, 1, 1)
    assert figures.cells > figures.supported == 0  # the publisher's name has no words here


def test_an_empty_package_has_nought_of_all() -> None:
    figures = completeness(EMPTY)
    assert (figures.sentences.found, figures.mentions.found, figures.sources) == (0, 0, ())
