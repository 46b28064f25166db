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
