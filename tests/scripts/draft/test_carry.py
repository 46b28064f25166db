"""What a person decided about an earlier draft outlives changes of the document and better proposals."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.text import Document
from scripts.draft.carry import Carried, carry
from scripts.draft.nodes import plain
from scripts.format import layout
from scripts.yaml_reader import parse_yaml

BEFORE = """Observers came from nine states.

More than 1,000 observers were accredited. Turnout was 62 per cent. Thank you."""

PROPOSED = """
source: a
voices:
  election:
  - proposed: {rule: elections, confidence: 0.80}
    quote: nine states
    sets: {election: kz-2019-president}
passages:
- proposed: {rule: observers, confidence: 0.80}
  voice: election
  quote: More than 1,000 observers were accredited
  observer_counts:
    accredited: {observer_group: all, unit: observers, value: '1000', precision: more_than}
- proposed: {rule: turnout, confidence: 0.80}
  voice: election
  quote: Turnout was 62 per cent
  figures:
    turnout: {topic: turnout, unit: percent, value: '62', precision: exact}
open:
- quote: Observers came from nine states.
- quote: Thank you.
"""


def carried(old: str, text: str, fresh: str, *, again: bool = False) -> Carried:
    before, document = (Document.of(one.encode()) for one in (BEFORE, text))
    nodes = (parse_yaml(one) for one in (old, PROPOSED, fresh))
    return carry(next(nodes), before, next(nodes), document, next(nodes), "en", again=again)


def content(made: Carried) -> Mapping[str, object]:
    found = plain(made.node)
    assert isinstance(found, dict)
    return found


def quotes(made: Carried, section: str) -> list[str]:
    return [item["quote"] for item in plain(made.node).get(section, ())]


ACCEPTED = PROPOSED.replace("- proposed: {rule: observers, confidence: 0.80}\n  voice", "- voice")


def test_an_accepted_passage_stays_where_its_words_still_stand() -> None:
    text = BEFORE.replace("62 per cent", "64 per cent")
    made = carried(ACCEPTED, text, PROPOSED.replace("62", "64"))
    first, second = plain(made.node)["passages"]
    assert "proposed" not in first
    assert first["observer_counts"]["accredited"]["value"] == "1000"
    assert second["quote"] == "Turnout was 64 per cent"
    assert second["figures"]["turnout"]["value"] == "64"
    assert made.moved == ()


def test_an_accepted_passage_whose_words_changed_is_asked_for_again_at_the_nearest_words() -> None:
    text = BEFORE.replace("More than 1,000 observers", "More than 1,100 observers")
    made = carried(ACCEPTED, text, PROPOSED.replace("1,000", "1,100").replace("'1000'", "'1100'"))
    [moved] = made.moved
    assert moved.words == "More than 1,000 observers were accredited"
    assert "1,100 observers were accredited" in str(moved.now)
    asked = next(
        item for item in plain(made.node)["passages"] if item.get("proposed", {}).get("rule") == "words-changed"
    )
    assert asked["observer_counts"]["accredited"]["value"] == "1000", "the person's value is kept, and the person asked"


def test_words_that_are_gone_altogether_lose_no_decision() -> None:
    made = carried(ACCEPTED, "Nothing of that.", "source: a\nopen:\n- quote: Nothing of that.\n")
    assert [moved.kind for moved in made.moved] == ["passages"]
    assert len(plain(made.node)["passages"]) == 1
    assert quotes(made, "open") == ["Nothing of that."]


def test_untouched_proposals_make_way_and_touched_ones_do_not() -> None:
    touched = PROPOSED.replace("value: '62', precision: exact", "value: '62', precision: about")
    text = BEFORE.replace("Turnout was 62 per cent", "Turnout reached 62 per cent")
    fresh = PROPOSED.replace("Turnout was", "Turnout reached")
    untouched = carried(PROPOSED, text, fresh)
    assert quotes(untouched, "passages") == ["More than 1,000 observers were accredited", "Turnout reached 62 per cent"]
    assert untouched.moved == ()
    kept = carried(touched, text, fresh)
    assert [moved.words for moved in kept.moved] == ["Turnout was 62 per cent"]
    assert "about" in str(content(kept)["passages"])


def test_a_rejected_proposal_does_not_come_back() -> None:
    rejected = PROPOSED[: PROPOSED.index("- proposed: {rule: turnout")] + "open:\n- quote: Thank you.\n"
    made = carried(rejected, BEFORE + " Goodbye.", PROPOSED + "- quote: Goodbye.\n")
    assert quotes(made, "passages") == ["More than 1,000 observers were accredited"]
    assert "Goodbye." in quotes(made, "open")


def test_again_proposes_anew_where_nobody_has_decided() -> None:
    better = PROPOSED.replace("'62', precision: exact", "'62', precision: about").replace("'1000'", "'999'")
    made = carried(ACCEPTED, BEFORE, better, again=True)
    first, second = plain(made.node)["passages"]
    assert first["observer_counts"]["accredited"]["value"] == "1000", "decided"
    assert second["figures"]["turnout"]["precision"] == "about", "made anew"


def test_nothing_changes_where_nothing_has_changed() -> None:
    for old in (PROPOSED, ACCEPTED):
        made = carried(old, BEFORE, PROPOSED)
        assert content(made) == plain(parse_yaml(old))
        assert (made.moved, made.added) == ((), 0)


def test_words_that_now_stand_twice_are_asked_for() -> None:
    made = carried(ACCEPTED, f"{BEFORE} More than 1,000 observers were accredited.", PROPOSED)
    assert [moved.now for moved in made.moved] == [None]
    asked = plain(made.node)["passages"][0]
    assert (asked["proposed"]["rule"], asked["occurrence"]) == ("words-changed", "1")


def test_new_voices_and_ids_keep_clear_of_those_that_stand() -> None:
    text = f"{BEFORE} Observers were 12. "
    fresh = PROPOSED.replace("sets: {election: kz-2019-president}", "sets: {election: kz-2022-president}").replace(
        "open:",
        """- proposed: {rule: observers, confidence: 0.80}
  voice: election
  quote: Observers were 12
  observer_counts:
    accredited: {observer_group: all, unit: observers, value: '12', precision: exact}
    others: {observer_group: all, unit: observers, value: '2', precision: exact, part_of: accredited}
open:""",
    )
    made = carried(ACCEPTED, text, fresh)
    new = plain(made.node)["passages"][-1]
    assert new["voice"] == "election-2"
    assert plain(made.node)["voices"]["election-2"][0]["sets"] == {"election": "kz-2022-president"}
    assert list(new["observer_counts"]) == ["accredited-2", "others"]
    assert new["observer_counts"]["others"]["part_of"] == "accredited-2"


def test_comments_stay_above_what_they_speak_of() -> None:
    old = ACCEPTED.replace("- voice: election", "# counted twice\n- voice: election", 1)
    text = BEFORE.replace("62", "64")
    made = carried(old, text, PROPOSED.replace("62", "64"))
    problems: list[object] = []
    formatted = layout(old, made.node, "a.yaml", Document.of(text.encode()), problems)  # type: ignore[arg-type]
    assert problems == []
    assert "# counted twice\n- voice: election\n  quote: More than" in formatted


SENTENCES = ("Observers came.", "Turnout was 62 per cent.", "Voting was calm.", "The vote was fair.", "It rained.")


@settings(max_examples=60)
@given(
    before=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True),
    after=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True),
)
def test_every_decision_is_kept_or_asked_for(before: list[str], after: list[str]) -> None:
    def annotation(sentences: list[str], mark: str) -> str:
        items = (f"- {{{mark}quote: {sentence}, reason: description}}\n" for sentence in sentences)
        return "source: a\ndismissed:\n" + "".join(items)

    old, new = (Document.of(" ".join(one).encode()) for one in (before, after))
    proposed = "proposed: {rule: r, confidence: 0.50}, "
    fresh_before, fresh = (parse_yaml(annotation(one, proposed)) for one in (before, after))
    made = carry(parse_yaml(annotation(before, "")), old, fresh_before, new, fresh, "en", again=False)
    items = plain(made.node)["dismissed"]
    decided = [item["quote"] for item in items if "proposed" not in item]
    asked = [item for item in items if item.get("proposed", {}).get("rule") == "words-changed"]
    assert sorted(decided) == sorted(set(before) & set(after))
    assert len(asked) == len(made.moved) == len(set(before) - set(after))
    assert {item["quote"] for item in items} >= set(after), "every new sentence is proposed"
