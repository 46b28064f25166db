"""Writes the confidence of each rule that proposes facts: `python -m tests.gold.confidences`; `--check` only tells.

It is the part of the rule's proposals whose core was right (scripts/propose/scoring.py), on the gold facts of this
folder and on the sources of the package, each drafted as if the package did not hold it. Where a rule has proposed too
little to tell, and where proposals have no gold (voices, dismissals, set-asides), it is .50.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from scripts.draft.nodes import RULES
from scripts.propose import Known, Proposer
from scripts.propose.gold import FactDocument, read_facts
from scripts.propose.held_back import documents
from scripts.propose.scoring import FactResult, FactScore, compare
from validation.package import read_package
from validation.problems import InvalidDataError, Problem

HERE = Path(__file__).parent
FEWEST = 10
_LINE = re.compile(r"^([a-z0-9-]+): \[[0-9.]+, ", re.MULTILINE)


def measured() -> Mapping[str, FactScore]:
    """Rule → how its proposals fared."""
    problems: list[Problem] = []
    package = read_package(HERE.parents[1] / "datapackage.json", problems)
    if package is None:
        raise InvalidDataError(problems)
    nothing = Known()
    pairs: list[tuple[FactDocument, Known]] = [(document, nothing) for document in read_facts(gold_folders())]
    pairs += documents(package)
    result = FactResult()
    proposers = {language: Proposer(language, nothing) for language in ("en", "ru")}
    for document, known in pairs:
        proposer = proposers[document.language] if known is nothing else Proposer(document.language, known)
        compare(document, proposer.propose(proposer.read(document.text)), known, result)
    return result.rules


def gold_folders() -> list[Path]:
    """The folders of gold facts beside this file."""
    return sorted(path for path in HERE.glob("facts-*") if path.is_dir())


def rewritten(text: str, rules: Mapping[str, FactScore]) -> str:
    """rules.yaml with the confidences that were measured."""

    def line(match: re.Match[str]) -> str:
        score = rules.get(match[1], FactScore())
        confidence = score.core / score.proposed if score.proposed >= FEWEST else 0.5
        return f"{match[1]}: [{min(confidence, 0.99):.2f}, "

    return _LINE.sub(line, text)


def main() -> int:
    """Write, or say what would be written."""
    text = RULES.read_text(encoding="utf-8")
    new = rewritten(text, measured())
    if "--check" in sys.argv[1:]:
        for before, after in zip(text.splitlines(), new.splitlines(), strict=True):
            if before != after:
                print(f"{before[:60]} → {after[:40]}", file=sys.stderr)
        return int(text != new)
    RULES.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
