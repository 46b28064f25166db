"""Verdicts: which evaluative words make one, what they judge, and what only looks like a verdict."""

import pytest

from tests.scripts.propose.proposed import one_verdict, read, verdicts


@pytest.mark.parametrize(
    ("text", "aspect", "stance"),
    [
        ("The elections were transparent and credible.", "overall", "positive"),
        ("Voting was calm and orderly at the polling stations visited.", "voting", "positive"),
        ("The election commission worked transparently.", "election_administration", "positive"),
        ("The legal framework lacks clarity.", "legal_framework", "negative"),
        ("Voter lists were inaccurate in several districts.", "voter_registration", "negative"),
        ("The media coverage of the campaign was biased.", "media", "negative"),
        ("The count was transparent and efficient.", "counting", "positive"),
        ("Citizen observers were able to follow the voting without restrictions.", "citizen_observers", "positive"),
        ("The rules on campaign finance are insufficient.", "campaign_finance", "negative"),
        ("No complaints were filed with the commission.", "complaints", "positive"),
    ],
)
def test_what_is_judged_is_named_by_the_nouns_of_the_clause(text: str, aspect: str, stance: str) -> None:
    assert verdicts(text) == [(aspect, stance)]


@pytest.mark.parametrize(
    ("text", "aspect", "stance"),
    [
        ("Выборы прошли открыто и демократично.", "overall", "positive"),
        ("Голосование проходило спокойно.", "voting", "positive"),
        ("Центральная избирательная комиссия работала профессионально.", "election_administration", "positive"),
        ("Наблюдатели отметили низкое качество списков избирателей.", "voter_registration", "negative"),
        ("Средства массовой информации всесторонне освещали ход подготовки к выборам.", "media", "positive"),
        ("Жалоб и замечаний от кандидатов не поступало.", "complaints", "positive"),
        ("Нарушений в ходе избирательной кампании не выявлено.", "overall", "positive"),
    ],
)
def test_the_same_in_russian(text: str, aspect: str, stance: str) -> None:
    assert verdicts(text, "ru") == [(aspect, stance)]


def test_judgements_of_one_aspect_in_a_sentence_are_one_verdict_those_of_two_are_two() -> None:
    text = "Voting was calm and orderly, but the count was slow and opaque."
    reading, found = read(text, "en")

    words = [reading.words(one.span) for one in found.of("verdicts")]
    assert words == ["Voting was calm and orderly", "but the count was slow and opaque."]
    assert [one.cells["stance"] for one in found.of("verdicts")] == ["positive", "negative"]


def test_a_norm_is_what_the_election_is_held_against_not_what_is_judged() -> None:
    record = one_verdict("The elections were held in line with the electoral legislation.")

    assert record.cells["aspect"] == "overall"
    assert [term.concept for term in record.terms if term.term_type == "benchmark"] == ["national_law"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The elections were free and fair.", "endorsed"),
        ("The elections were not free.", "rejected"),
        ("The elections were marred by violations.", "criticised"),
        ("The elections were competitive but marred by violations.", "mixed"),
        ("The elections were transparent, with minor irregularities in the process.", "endorsed_minor_faults"),
    ],
)
def test_the_whole_election_has_a_code_from_endorsed_to_rejected(text: str, code: str) -> None:
    assert one_verdict(text).cells["overall"] == code


def test_only_the_whole_election_has_one() -> None:
    assert "overall" not in one_verdict("Voting was calm.").cells


def test_faults_called_minor_are_mixed() -> None:
    text = "В ходе голосования были зафиксированы незначительные недостатки."

    assert verdicts(text, "ru") == [("voting", "mixed")]


def test_negated_words_and_degrees_are_terms() -> None:
    record = one_verdict("Серьёзных нарушений в день голосования не выявлено.", "ru")

    found = [(term.term_type, term.concept, term.use) for term in record.terms]
    assert found == [("qualifier", "serious", ""), ("formula", "problematic", "negated")]


@pytest.mark.parametrize(
    ("language", "text", "aspect"),
    [
        ("en", "The mission recommends that the authorities publish the voter lists.", "voter_registration"),
        ("en", "The legislation should be amended to ensure the right to stand.", "candidate_registration"),
        ("ru", "Следует обеспечить доступность участков для инвалидов.", "accessibility"),
        ("ru", "Наблюдатели рекомендуют усовершенствовать избирательное законодательство.", "legal_framework"),
    ],
)
def test_words_that_ask_for_a_change_are_a_recommendation_without_a_stance(
    language: str, text: str, aspect: str
) -> None:
    cells = one_verdict(text, language).cells

    assert (cells["aspect"], cells["is_recommendation"], cells.get("stance")) == (aspect, "true", None)


def test_sentences_under_a_heading_that_announces_recommendations_are_some() -> None:
    text = "Recommendations\n\nAmend the election law to lower the threshold.\n\nPublish the voter lists in time.\n"
    _, found = read(text, "en")

    assert [one.rule for one in found.of("verdicts")] == ["recommendation-listed"] * 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We hope that the elections will be free and fair."),
        ("en", "The mission will assess whether the elections are held in line with international standards."),
        ("en", "A record number of voters took part in the election."),
        ("en", "It should be noted that 12 candidates stood in the election."),
        ("en", "He won a convincing victory in the election."),
        ("en", "The candidate failed to win enough votes in the election."),
        ("en", "Thank you for your attention."),
        ("en", "The law requires that voter lists must be published no later than 20 days before the election."),
        ("ru", "Уверенную победу на выборах одержала партия «Аманат»."),
        ("ru", "Желаем Казахстану дальнейших успехов."),
        ("ru", "Согласно закону каждый гражданин имеет право на свободные выборы."),
        ("ru", "Следует отметить, что в выборах участвовали 12 кандидатов."),
        ("ru", "ЦИК призывает избирателей прийти на участки."),
    ],
)
def test_wishes_aims_norms_size_courtesy_and_appeals_to_voters_are_no_verdicts(language: str, text: str) -> None:
    assert verdicts(text, language) == []


def test_what_is_said_of_the_findings_of_others_is_their_verdict_of_the_election() -> None:
    text = "Из общей картины выбивается лишь негативное заключение наблюдателей ОБСЕ."

    cells = one_verdict(text, "ru", {"asserter_id": "russia-state", "asserter_role": "foreign_state"}).cells

    assert (cells["asserter_id"], cells["aspect"], cells["overall"]) == ("osce", "overall", "criticised")


def test_observers_may_be_judged_themselves() -> None:
    cells = one_verdict("Их оценки выборов отличаются политизированностью.", "ru").cells

    assert cells["about"] == "observation"


def test_what_the_same_asserter_says_again_points_to_the_first_time() -> None:
    text = "The elections were transparent.\n\nIn conclusion, the elections were transparent."
    _, found = read(text, "en")

    first, second = found.of("verdicts")
    assert second.cells["repeats_id"] == first.key
    assert "repeats_id" not in first.cells


def test_a_period_is_given_only_where_the_words_speak_of_it() -> None:
    assert one_verdict("Voting was calm.").cells["period"] == "election_day"
    assert "period" not in one_verdict("The queues were long and chaotic.").cells


def test_a_clause_without_a_noun_goes_on_with_its_heading() -> None:
    text = "Media\n\nIt was biased and it lacked balance.\n"

    assert verdicts(text) == [("media", "negative")]


def test_every_cue_within_a_quote_stands_in_it() -> None:
    text = "Voting was calm, the count was transparent, and the campaign, though lively, was marred by intimidation."
    _, found = read(text, "en")

    for record in found.of("verdicts"):
        assert all(record.span.start <= term.span.start < term.span.end <= record.span.end for term in record.terms)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The commission urges the observers to respect the voting.", [("voting", "")]),
        (
            "en",
            "Norway urges the Central Election Commission to complete the count without delay.",
            [("counting", "")],
        ),
        (
            "en",
            "We encourage the election commission to clean the voters' roll, and Parliament to pass rules on campaign "
            "finance.",
            [("voter_registration", ""), ("campaign_finance", "")],
        ),
        # what stands before a semicolon is not asked for
        (
            "en",
            "The voting was violated; we call on the authorities to repeat the count.",
            [("voting", "negative"), ("counting", "")],
        ),
        # a regret is no recommendation
        ("en", "It is disappointing that the election should have been delayed.", [("overall", "negative")]),
    ],
)
def test_what_is_asked_for_is_not_whom_it_is_asked_of(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert verdicts(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Выборам недоставало подлинной конкуренции.", "negative"),
        ("ru", "Применение урн исключило возможность фальсификации.", "positive"),
        ("ru", "Эти выборы нельзя назвать честными.", "negative"),
        ("ru", "Выборы были честными.", "positive"),
        ("en", "It was too early to call the election fair.", "negative"),
        ("en", "Candidate registration was inclusive, with two notable exceptions.", "mixed"),
        ("en", "Candidate registration was inclusive without exceptional delay.", "mixed"),
    ],
)
def test_words_before_praise_and_fault_turn_them_round(language: str, text: str, expected: str) -> None:
    assert [stance for _, stance in verdicts(text, language)] == [expected]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("Many people were missing from the voters' roll.", "voter_registration"),
        ("Candidates' agents were restricted.", "citizen_observers"),
        ("The imprisonment of two opposition leaders cast a shadow over the process.", "political_environment"),
        ("Fraud cast a shadow over the process.", "overall"),
        ("The polling station committees were not balanced.", "election_administration"),
        ("The polling stations were late to open.", "voting"),
    ],
)
def test_what_possessives_and_harms_judge(text: str, aspect: str) -> None:
    assert verdicts(text)[0][0] == aspect


def test_faults_that_changed_nothing_are_minor() -> None:
    record = one_verdict("These shortcomings had no bearing on the outcome of the election.")

    assert (record.cells["aspect"], record.cells["stance"]) == ("overall", "mixed")
    assert record.cells["overall"] == "endorsed_minor_faults"


def test_faults_that_changed_something_are_faults() -> None:
    record = one_verdict("These shortcomings affected the outcome of the election.")

    assert record.cells["stance"] == "negative"


def test_bodies_that_conclude_alike_have_a_verdict_each() -> None:
    text = "ODIHR said that the elections were transparent. "
    text += "Similar conclusions were drawn by the African Union and the CIS."
    _, found = read(text, "en")
    alike = [one for one in found.of("verdicts") if one.rule == "verdict-similar"]

    assert [one.cells["asserter_id"] for one in alike] == ["african-union", "cis"]
    assert {(one.cells["aspect"], one.cells["stance"]) for one in alike} == {("overall", "positive")}
    assert all("overall" in one.inferred for one in alike)


def test_nobody_concludes_like_nothing() -> None:
    assert verdicts("Similar conclusions were drawn by the African Union.") == []


def test_a_surname_is_no_praise() -> None:
    text = "Mary Bold led the commission. The voting was watched by Bold and others."

    assert verdicts(text) == []
