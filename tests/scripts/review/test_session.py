"""Decisions as functions of what is written, without a terminal and without files."""

from dataclasses import replace

import pytest

from extraction.text import Document
from scripts.draft.nodes import plain
from scripts.format import layout
from scripts.review.checks import Checked, Checks, check_new
from scripts.review.session import Decision, Session, title
from scripts.yaml_reader import parse_yaml
from tests.scripts.review.given import ENGLISH, ENGLISH_ANNOTATION, RUSSIAN, RUSSIAN_ANNOTATION, item, session


def after(before: Session, decision: Decision) -> Session:
    """The source as it is read again after a decision."""
    text = layout("", decision.annotation, "file", before.places.document, [])
    return replace(before, entry=decision.entry, annotation=parse_yaml(text))


def titles(session: Session) -> list[str]:
    return [title(one) for one in session.undecided]


def test_items_come_in_the_order_of_the_document_and_what_they_need_before_them() -> None:
    assert [(one.kind, one.order[0]) for one in session().undecided] == [
        ("entry", -1),
        ("vocabulary", 0),
        ("voices", 0),
        ("dismissed", 0),
        ("voices", 1),
        ("passages", 1),
        ("passages", 1),
        ("passages", 2),
        ("vocabulary", 3),
        ("passages", 3),
        ("passages", 4),
        ("dismissed", 5),
        ("mentions", 6),
        ("open", 6),
        ("open", 7),
    ]


def test_a_voice_whose_words_stand_later_comes_before_the_passage_that_uses_it() -> None:
    later = ENGLISH_ANNOTATION.replace("quote: Statement of the Polar Observers\n    sets", "quote: that day\n    sets")
    found = session(later)
    document, first = (
        next(n for n, one in enumerate(found.items) if name in title(one)) for name in ("voice document", "elections")
    )
    assert document < first
    assert found.first_use(found.items[document]) is found.items[first]


def test_to_accept_takes_the_mark_away_and_nothing_else() -> None:
    before = session()
    chosen = item(before, "verdicts voting")
    found = after(before, before.accept([chosen]))
    expected = plain(before.annotation)
    del expected["passages"][-1]["proposed"]
    assert plain(found.annotation) == expected
    assert len(found.undecided) == len(before.undecided) - 1


def test_an_item_needs_its_voices_and_the_vocabulary_that_these_need() -> None:
    found = session()
    needed = [title(one) for one in found.dependencies(item(found, "verdicts voting"))]
    assert needed == ["the voice election", "organizations polar-observers", "the voice document"]
    assert [title(one) for one in found.dependencies(found.items[0])] == ["organizations polar-observers"]


def test_what_the_package_holds_is_not_needed() -> None:
    found = session(ENGLISH_ANNOTATION.replace("asserter: polar-observers", "asserter: cec-bv"))
    assert found.dependencies(item(found, "the voice document")) == ()


def test_of_two_proposals_for_one_id_the_one_that_names_it_is_needed() -> None:
    forms = """\
vocabulary:
- proposed: {rule: named-body, confidence: 0.70}
  quote: We
  organizations:
    polar-observers: {forms: {en: {short: [We]}}}
"""
    found = session(ENGLISH_ANNOTATION.replace("vocabulary:\n", forms))
    (needed,) = found.dependencies(item(found, "the voice document"))
    assert needed.quote == "Polar Observers"


def test_a_sentence_whose_last_item_is_rejected_is_open() -> None:
    before = session()
    found = after(before, before.reject(item(before, "verdicts voting")))
    assert "the open sentence “Voting was calm.”" in titles(found)
    decided = before.reject(item(before, "observer_counts deployed"))
    assert "deployed 12" not in " ".join(title(one) for one in after(before, decided).items if one.kind == "open")


def test_the_sentence_of_a_rejected_dismissal_is_open() -> None:
    before = session()
    found = after(before, before.reject(item(before, "the dismissal of “We thank")))
    assert "the open sentence “We thank everyone.”" in titles(found)


def test_a_rejected_voice_is_named_no_more_and_one_that_nothing_uses_is_dropped() -> None:
    before = session()
    found = after(before, before.reject(item(before, "the voice election")))
    assert found.voices == ("document",)
    assert {one.voices for one in found.items if one.kind == "passages"} == {("document",), ()}
    alone = ENGLISH_ANNOTATION.replace("voice: election\n", "voice: ana\n").replace(
        "voices:\n", "voices:\n  ana:\n  - {quote: Ana Lind, sets: {speaker: lind-ana}}\n"
    )
    before = session(alone)
    found = after(before, before.reject(item(before, "mission_people")))
    assert "ana" in before.voices
    assert "ana" not in found.voices


def test_a_dismissal_takes_out_what_is_proposed_in_the_sentence_and_nothing_decided() -> None:
    before = session()
    chosen = item(before, "the open sentence “The weather")
    found = after(before, before.dismiss(chosen, "description"))
    assert not [one for one in found.items if "cold" in one.quote and one.kind in ("mentions", "open")]
    dismissed = item(found, "the dismissal of “The weather")
    assert (dismissed.is_undecided, plain(dismissed.node)["reason"]) == (False, "description")
    accepted = after(before, before.accept([item(before, "verdicts voting")]))
    numbers = accepted.places.numbers(item(accepted, "verdicts voting").place)
    assert [title(one)[:15] for one in accepted.decided_in(numbers)] == ["verdicts voting"]


def test_a_mention_that_also_stands_elsewhere_outlives_a_dismissal() -> None:
    text = ENGLISH.replace("Nothing else happened that day.", "The sea was cold.")
    before = session(ENGLISH_ANNOTATION.replace("Nothing else happened that day.", "The sea was cold."), text)
    found = after(before, before.dismiss(item(before, "the open sentence “The weather"), "description"))
    assert [one for one in found.items if one.kind == "mentions"]


def test_a_dismissal_of_some_of_the_sentences_of_a_passage_opens_the_others() -> None:
    both = "Of them, 8 observers came from Norway. Ana Lind headed the mission."
    before = session(ENGLISH_ANNOTATION.replace("quote: Ana Lind headed the mission\n", f"quote: {both}\n"))
    found = after(before, before.dismiss(item(before, "observer_counts norway"), "background"))
    assert "the open sentence “Ana Lind headed the mission.”" in titles(found)
    assert not [one for one in found.items if "Norway" in one.quote and one.kind != "dismissed"]


def test_a_passage_for_an_open_sentence_closes_it_and_leaves_the_rest_open() -> None:
    before = session()
    chosen = item(before, "the open sentence “Nothing else")
    passage = parse_yaml(
        "voice: [election, document]\nquote: Nothing else happened\nverdicts:\n  quiet: {about: election}"
    )
    found = after(before, before.replace(chosen, [("passages", "", passage)]))
    assert titles(found)[-1] == "the open sentence “The weather was cold.”"
    kept = before.replace(chosen, [("vocabulary", "", parse_yaml("organizations:\n  a: {name_en: A}"))])
    assert titles(after(before, kept))[-1] == "the open sentence “Nothing else happened that day.”"


def test_a_sentence_that_stands_twice_is_opened_at_its_place() -> None:
    text = ENGLISH.replace("The weather was cold.", "Voting was calm.")
    written = ENGLISH_ANNOTATION.replace("quote: Voting was calm.\n", "quote: Voting was calm.\n  occurrence: 1\n")
    before = session(
        written.replace("- {quote: The weather was cold.}", "- {quote: Voting was calm., occurrence: 2}"), text
    )
    found = after(before, before.reject(item(before, "verdicts voting")))
    opened = [plain(one.node) for one in found.undecided if one.kind == "open"]
    assert opened[:2] == [{"quote": "Voting was calm.", "occurrence": number} for number in ("1", "2")]


def test_boundaries_put_right_in_the_file_hold_for_the_walk() -> None:
    joined = ENGLISH_ANNOTATION.replace("vocabulary:\n", "sentences:\n  join: [calm. We]\nvocabulary:\n", 1)
    text = ENGLISH.replace("calm.\n\nWe", "calm. We")
    before = session(joined, text)
    found = after(before, before.reject(item(before, "verdicts voting")))
    assert "the open sentence “Voting was calm. We thank everyone.”" not in titles(found)  # still dismissed in part
    found = after(found, found.reject(item(found, "the dismissal of “We")))
    assert "the open sentence “Voting was calm. We thank everyone.”" in titles(found)


def test_english_is_asked_for_where_the_source_is_russian() -> None:
    found = session(RUSSIAN_ANNOTATION, RUSSIAN, "ru")

    def wanted(start: str) -> list[tuple[str, ...]]:
        return [one.path for one in found.missing(item(found, start))]

    assert wanted("elections bv-2031") == [("en",), ("events", "arrival", "description_en")]
    assert wanted("the voice document") == [("en",)]
    assert wanted("organizations") == [("organizations", "polar-observers", "name_en")]
    assert wanted("the dismissal") == []
    values = {("en",): "sent 12", ("events", "arrival", "description_en"): "Observers came"}
    chosen = item(found, "elections bv-2031")
    accepted = item(after(found, found.accept([chosen], {id(chosen.node): values})), "elections bv-2031")
    assert plain(accepted.node)["en"] == "sent 12"
    assert plain(accepted.node)["events"]["arrival"]["description_en"] == "Observers came"


def test_the_entry_asks_for_required_fields() -> None:
    found = session()
    assert [wanted.path for wanted in found.missing(found.items[0])] == [("document_type",), ("coverage",)]


FAULTS = {
    "quote": ("quote: Voting was calm.", "quote: Voting was quiet.", "words that stand in the text"),
    "code": ("aspect: voting", "aspect: votes", "use a code of the list aspect"),
    "value": ("value: 8\n", "value: eight\n", "a whole number in digits"),
    "term": ("formula: calm,", "formula: quiet,", "whole words inside the verdict's quote"),
    "voice": ("voice: election\n", "voice: elections\n", "did you mean 'election'?"),
    "twice": ("quote: We thank everyone.", "quote: Polar Observers", "one place"),
    "date": ("date: 2031-10-05", "date: 5 October 2031", "a date as EDTF"),
    "name type": ("full: [Ana Lind]", "ful: [Ana Lind]", "full"),
    "set by a voice": ("attribution: own", "attribution: mine", "use a code of the list attribution"),
}


@pytest.mark.parametrize(("old", "new", "said"), FAULTS.values(), ids=FAULTS)
def test_an_item_with_a_fault_cannot_be_accepted(old: str, new: str, said: str) -> None:
    assert old in ENGLISH_ANNOTATION
    found = session(ENGLISH_ANNOTATION.replace(old, new, 1))
    checks = Checks(found)
    assert not checks.misread
    problems = [str(problem) for one in found.undecided for problem in checks.of(one).faults]
    assert said in "".join(problems)


def test_the_given_drafts_have_no_faults() -> None:
    for found in (session(), session(RUSSIAN_ANNOTATION, RUSSIAN, "ru")):
        checks, items = Checks(found), found.items[1:]
        assert [checks.of(one) for one in items if checks.of(one) != Checked()] == []


DOUBTS = {
    "id": ("person: lind-ana,", "person: lind-anna,", "did you mean 'lind-ana'?"),
    "required": ("unit: observers\n      part_of", "part_of", "no unit"),
    "form": ("full: [Ana Lind]", "full: [Anna Lind]", "a form that stands in the text"),
}


@pytest.mark.parametrize(("old", "new", "said"), DOUBTS.values(), ids=DOUBTS)
def test_what_the_build_will_ask_for_is_said(old: str, new: str, said: str) -> None:
    assert old in ENGLISH_ANNOTATION
    found = session(ENGLISH_ANNOTATION.replace(old, new, 1))
    checks = Checks(found)
    assert said in "".join(str(problem) for one in found.undecided for problem in checks.of(one).doubts)


def test_a_sentence_stated_and_dismissed_is_a_doubt() -> None:
    before = session(ENGLISH_ANNOTATION.replace("quote: We thank everyone.", "quote: Voting was calm."))
    found = after(before, before.accept([item(before, "verdicts voting")]))
    (doubt,) = Checks(found).of(item(found, "the dismissal of “Voting")).doubts
    assert (doubt.found, doubt.expected) == ("“Voting was calm.” is stated", "stated or dismissed")


def test_what_a_person_writes_is_checked_with_its_own_lines() -> None:
    before = session()
    chosen = item(before, "verdicts voting")
    passage = parse_yaml("voice: document\nquote: Voting was calm.\nverdicts:\n  voting:\n    aspect: votes")
    (problem,) = check_new(before, chosen, [("passages", "", passage)], "edited.yaml").faults
    assert (problem.file, problem.line, problem.found) == ("edited.yaml", 5, "votes")
    (problem,) = check_new(before, chosen, [("passages", "", parse_yaml("just words"))], "edited.yaml").faults
    assert problem.expected == "a mapping"


def test_a_decision_searches_the_text_for_nothing_that_was_found_before(monkeypatch: pytest.MonkeyPatch) -> None:
    before = session()
    assert before.items
    searched: list[str] = []
    monkeypatch.setattr(Document, "find", lambda self, quote, **_: searched.append(quote) or [])
    decision = before.reject(item(before, "observer_counts deployed"))
    assert (len(replace(before, annotation=decision.annotation).items), searched) == (len(before.items) - 1, [])


def test_what_is_written_late_is_put_in_its_place() -> None:
    before = session()
    chosen = item(before, "the open sentence “Nothing else")
    passage = parse_yaml("quote: Statement of the Polar\nverdicts:\n  a: {about: election}")
    decided = before.replace(chosen, [("passages", "", passage)])
    assert plain(decided.annotation)["passages"][0]["quote"] == "Statement of the Polar"
