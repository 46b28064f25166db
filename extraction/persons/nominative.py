"""Names in the nominative: every reading that a written form allows, by the paradigms of a language's lexicon.

The paradigms are few and written endings ambiguous (*Токаева*: his genitive, her nominative), so a form has several
readings; `best` chooses among them with the other words of the name and what stands beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

_REMEMBERED = 1 << 12
_SHORTEST_STEM = 2

_UNREAD = {"given": -3.0, "patronymic": -5.0, "surname": -5.0}
"""What it costs where a word of a name has no reading in a case and gender."""

_SUBJECT = 0.5
"""A name is a sentence's subject more often than any other part."""

_LISTED = 3.0
"""What a given name weighs that the lexicon lists."""

_UNDECIDED = 1.5
"""The gender is left open where the other scores nearly as well."""

_GENDER = 4.0
"""What the gender of a courtesy or verb weighs."""

Role = Literal["given", "patronymic", "surname", "compound", "initial", "fixed"]
"""What a word is in a name. A `compound` is a part that may stay as it is (*Жан-Клода*, *Салтыкова-Щедрина*)."""


class Reading(NamedTuple):
    """A reading of a form: its nominative is the form without its last `cut` letters, and `add`.

    `gender` and `case` are "" where the form says neither.
    """

    cut: int
    add: str
    gender: str
    case: str
    weight: float

    def fits(self, gender: str, case: str) -> bool:
        """Whether the form may be so read in a gender and case."""
        return self.gender in ("", gender) and self.case in ("", case)

    def nominative(self, form: str) -> str:
        """The nominative of a form that has this reading; in capitals where the form is."""
        if not self.cut and not self.add:
            return form
        add = self.add.upper() if form.isupper() and len(form) > 1 else self.add
        return form[: len(form) - self.cut] + add


class Evidence(NamedTuple):
    """What stands beside a name: the cases it may have here, its bearer's gender, and how much each weighs."""

    cases: frozenset[str] = frozenset()
    gender: str = ""
    weight: float = 3.0


NO_EVIDENCE = Evidence()


class Solution(NamedTuple):
    """One way to read all words of a name: their nominatives, in the order of the words."""

    score: float
    words: tuple[str, ...]
    gender: str
    case: str


class Declension:
    """The paradigms of a language (lexicon, persons.yaml)."""

    def __init__(self, data: Mapping[str, Any], others: Sequence[Mapping[str, Any]] = ()) -> None:
        """Take the language's lexicon, and those of the others: their given names are known as they stand there."""
        self.cases: tuple[str, ...] = tuple(data["cases"])
        self.given = _given((data,))
        self._fixed_given = _given(others if self.cases else (data, *others))
        self._patronymics = {gender: tuple(ends.split()) for gender, ends in data["patronymics"].items()}
        self._by_ending: dict[str, list[_Row]] = {}
        for row in data["paradigms"]:
            listed = frozenset(data[row["listed"]].split()) if "listed" in row else None
            self._add(row, listed)
        self._longest = max(map(len, self._by_ending), default=0)
        self.readings = lru_cache(_REMEMBERED)(self._readings)
        self.solutions = lru_cache(_REMEMBERED)(self._solutions)

    def _add(self, row: Mapping[str, Any], listed: frozenset[str] | None) -> None:
        forms = row["forms"]
        cases = self.cases if len(forms) > 1 else ("",)
        gender = "" if row["gender"] == "mf" else row["gender"]
        for case, variants in zip(cases, forms, strict=True):
            for ending in variants.split("/"):
                self._by_ending.setdefault(ending, []).append(
                    _Row(
                        tuple(row["after"].split()),
                        tuple(row.get("not_after", "").split()),
                        forms[0].split("/")[0],
                        gender,
                        case,
                        float(row["weight"]),
                        listed,
                    )
                )

    def _readings(self, form: str) -> tuple[Reading, ...]:
        lower = form.lower().replace("ё", "е")
        found = []
        for length in range(min(self._longest, len(lower) - 1) + 1):
            end = len(lower) - length
            rows = self._by_ending.get(lower[end:])
            if rows is None:
                continue
            stem = lower[:end]
            for row in rows:
                if not stem.endswith(row.after) or (row.not_after and stem.endswith(row.not_after)):
                    continue
                if end < _SHORTEST_STEM if row.listed is None else stem + row.nominative not in row.listed:
                    continue
                same = row.nominative == lower[end:]
                found.append(
                    Reading(0 if same else length, "" if same else row.nominative, row.gender, row.case, row.weight)
                )
        return tuple(found)

    def given_readings(self, form: str) -> tuple[Reading, ...]:
        """The readings whose nominative is a given name of the lexicon, with its gender."""
        lower = form.lower().replace("ё", "е")
        found = [Reading(0, "", gender, "", _LISTED) for gender in ("m", "f") if lower in self._fixed_given[gender]]
        found += [
            Reading(reading.cut, reading.add, gender, reading.case, _LISTED + reading.weight / 10)
            for reading in self.readings(form)
            for gender in ("m", "f")
            if reading.gender in ("", gender) and reading.nominative(lower) in self.given[gender]
        ]
        return tuple(found)

    def patronymic_readings(self, form: str) -> tuple[Reading, ...]:
        """The readings as a patronymic."""
        lower = form.lower().replace("ё", "е")
        return tuple(
            Reading(reading.cut, reading.add, gender, reading.case, 4.0)
            for reading in (self.readings(form) if len(lower) > 4 else ())
            for gender, ends in self._patronymics.items()
            if reading.case and reading.gender in ("", gender) and reading.nominative(lower).endswith(ends)
        )

    def nominatives(self, form: str) -> frozenset[str]:
        """Every nominative that a form may have, in lower case with е for ё; the form itself among them."""
        lower = form.lower().replace("ё", "е")
        return frozenset(reading.nominative(lower) for reading in self.readings(form)) | {lower}

    def _solutions(self, words: tuple[str, ...], roles: tuple[Role, ...], evidence: Evidence) -> tuple[Solution, ...]:
        """Ways to read a name, the best first; where the language has no cases, the one as written."""
        parts = [self._of_role(word, role) for word, role in zip(words, roles, strict=True)]
        genders = ("m", "f")
        if not self.cases:
            fits = {gender: any(one.gender == gender for part in parts for one in part) for gender in genders}
            only = [gender for gender in genders if fits[gender]]
            return (Solution(0.0, words, evidence.gender or (only[0] if len(only) == 1 else ""), ""),)
        inflecting = [at for at, role in enumerate(roles) if role not in ("initial", "fixed")]
        found = [
            self._solution(words, roles, parts, inflecting, chosen, gender, case, evidence)
            for gender in genders
            for case in self.cases
            for chosen in self._surnames(roles, parts, inflecting, gender, case)
        ]
        best: dict[tuple[str, ...], Solution] = {}
        for solution in sorted(found, key=lambda one: -one.score):
            first = best.setdefault(solution.words, solution)
            if solution.gender != first.gender and first.score - solution.score < _UNDECIDED:
                best[solution.words] = Solution(first.score, first.words, "", first.case)
        return tuple(best.values())

    def _surnames(
        self,
        roles: tuple[Role, ...],
        parts: Sequence[tuple[Reading, ...]],
        inflecting: Sequence[int],
        gender: str,
        case: str,
    ) -> Sequence[Reading | None]:
        """How the surname may be read in a gender and case; None where it cannot but others can, or there is none."""
        if "surname" not in roles:
            return (None,)
        readings = parts[roles.index("surname")]
        fitting = [one for one in readings if one.fits(gender, case)]
        return fitting if fitting or (readings and len(inflecting) == 1) else (None,)

    def _of_role(self, word: str, role: Role) -> tuple[Reading, ...]:
        if role == "given":
            # one that no list holds may be of a language whose names stay as they are (с Хун Сеном)
            unlisted = tuple(one._replace(weight=one.weight / 2) for one in self.readings(word))
            return self.given_readings(word) or unlisted
        if role == "patronymic":
            return self.patronymic_readings(word)
        return self.readings(word) if role in ("surname", "compound") else ()

    def _solution(
        self,
        words: tuple[str, ...],
        roles: tuple[Role, ...],
        parts: Sequence[tuple[Reading, ...]],
        inflecting: Sequence[int],
        surname: Reading | None,
        gender: str,
        case: str,
        evidence: Evidence,
    ) -> Solution:
        score = _SUBJECT if case == self.cases[0] else 0.0
        if case in evidence.cases:
            score += evidence.weight
        if gender == evidence.gender:
            score += _GENDER
        nominatives = list(words)
        for at in inflecting:
            role, readings = roles[at], parts[at]
            if role == "surname":
                chosen = surname
            else:
                fitting = [one for one in readings if one.fits(gender, case)]
                chosen = max(fitting, key=lambda one: one.weight, default=None)
            if chosen is not None:
                score += chosen.weight if role in _UNREAD else 0.0
                nominatives[at] = chosen.nominative(words[at])
            elif role in _UNREAD:
                is_listed = role != "given" or any(one.weight >= _LISTED for one in readings)
                score += _UNREAD[role] if is_listed else 0.0
        return Solution(score, tuple(nominatives), gender, case)


def _given(lexicons: Sequence[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    return {
        gender: frozenset(word for data in lexicons for word in data[name].replace("ё", "е").split())
        for gender, name in (("m", "given_male"), ("f", "given_female"))
    }


@dataclass(frozen=True, slots=True)
class _Row:
    after: tuple[str, ...]
    not_after: tuple[str, ...]
    nominative: str
    gender: str
    case: str
    weight: float
    listed: frozenset[str] | None
