"""The stance of a verdict against the evaluative words of its passage."""

from collections.abc import Iterator

from validation.package import Package
from validation.problems import Problem

_OPPOSED = frozenset({"positive", "negative"})


def check_stances(package: Package) -> Iterator[Problem]:
    """A verdict is not coded against every evaluative word of its passage as the reader finds them; a note may say why.

    It only holds where there are such words: many verdicts judge by what they tell.
    """
    for row in package.rows("evidence"):
        is_stance = row["table_name"] == "verdicts" and row["column_name"] == "stance"
        if not is_stance or row["value"] not in _OPPOSED or row["note"] or row["source_id"] not in package.readings:
            continue
        reading = package.readings[row["source_id"]]
        cues = [cue for cue in reading.within(row["start_char"], row["end_char"]) if cue.kind == "cue"]
        if cues and all(cue.value != row["value"] for cue in cues):
            words = ", ".join(f"{reading.document.text[cue.start : cue.end]!r} {cue.value}" for cue in cues[:6])
            yield package.problem(
                "verdicts",
                row["record_id"],
                "stance",
                f"{row['value']}, while its words are {words}",
                "a stance that some word of the passage has",
                "correct the stance, or say why under `notes: {stance: …}`",
            )
