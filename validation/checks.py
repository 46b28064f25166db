"""Everything that a correct package must hold to. Each check takes a package and gives problems."""

from collections.abc import Callable, Iterator

from validation.agreement import (
    check_country_names,
    check_event_dates,
    check_source_details,
    check_whose_names,
    check_written_names,
)
from validation.arithmetic import check_candidates, check_lists
from validation.consistency import check_coding, check_counts, check_dates
from validation.cues import check_cues
from validation.evidence import (
    check_claims,
    check_evidence,
    check_ledger,
    check_quotes,
    check_sentence_texts,
    check_sources,
    check_terms,
)
from validation.grounding import check_mentions, check_values
from validation.nominatives import check_nominatives, check_person_names
from validation.package import Package
from validation.pairs import check_pairs
from validation.problems import Problem
from validation.retired import check_retired
from validation.spelling import check_spelling
from validation.stances import check_stances
from validation.structure import check_codes, check_keys, check_references, check_schemas
from validation.translations import (
    check_renderings,
    check_translated_names,
    check_translated_sense,
    check_translations,
)

Check = Callable[[Package], Iterator[Problem]]

STRUCTURE: tuple[Check, ...] = (check_schemas, check_keys, check_references)
"""Types, keys and references: the other checks need tables that hold to these."""

CONTENT: tuple[Check, ...] = (
    check_sources,
    check_quotes,
    check_sentence_texts,
    check_claims,
    check_evidence,
    check_terms,
    check_ledger,
    check_counts,
    check_dates,
    check_coding,
    check_codes,
    check_retired,
    check_lists,
    check_candidates,
    check_pairs,
    check_translations,
    check_translated_sense,
    check_translated_names,
    check_renderings,
    check_event_dates,
    check_source_details,
    check_written_names,
    check_whose_names,
    check_country_names,
    check_spelling,
    check_nominatives,
    check_person_names,
    check_stances,
    check_cues,
    check_values,
    check_mentions,
)


def check(package: Package) -> list[Problem]:
    """Every problem of a package; where its structure is broken, only the problems of the structure."""
    for checks in (STRUCTURE, CONTENT):
        problems = [problem for part in checks for problem in part(package)]
        if problems:
            return problems
    return []
