"""What the reader finds: mentions, each with its place in the text, its kind and a normalized value."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "count",
    "percent",
    "ordinal",
    "date",
    "time",
    "reference",
    "list_number",
    "person",
    "organization",
    "country",
    "place",
    "cue",
    "attribution",
    "candidate",
]
"""tests/gold/README.md says what each kind is and where its span begins and ends."""

KINDS: tuple[Kind, ...] = get_args(Kind)

NUMERIC = frozenset({"count", "percent", "ordinal", "time", "reference", "list_number"})
NAMES = frozenset({"person", "organization", "country", "place"})

Precision = Literal["exact", "about", "almost", "more_than", "at_least", "fewer_than", "at_most", "between", "several"]


@dataclass(slots=True)
class Mention:
    """Words at `text[start:end]` (code points) and what they say.

    `value` is normalized text: a number without separators, a date as EDTF, a name in the nominative, an ISO code,
    `positive` or `negative`, …; `is_inferred` where part of it stands elsewhere in the document.
    """

    kind: Kind
    start: int
    end: int
    value: str
    is_inferred: bool = False


@dataclass(slots=True)
class Quantity(Mention):
    """A count, share, ordinal, time or reference.

    `value` is the number as a decimal, or a fraction (`2/3`); "" for a bare "several" and for ranges, whose ends are
    `low` and `high`. `counted` is a known unit's code, or the base form of the head noun where `is_open`.
    """

    precision: Precision = "exact"
    low: str = ""
    high: str = ""
    counted: str = ""
    is_open: bool = False

    @property
    def written(self) -> str:
        """The value with its precision, as in gold: `1013`, `more_than 1000`, `between 20 30`, `several 1000`."""
        if self.precision == "exact":
            return self.value
        numbers = (self.low, self.high) if self.precision == "between" else (self.value,)
        return " ".join((self.precision, *numbers)).rstrip()


@dataclass(slots=True)
class Name(Mention):
    """A person, organization, country or place.

    `entity` is the same for every mention of one bearer in a document: an id of the vocabulary where the name stands
    there, else the fullest form in the document. `title` holds the words of office beside a person's name.
    """

    entity: str = ""
    title: str = ""


@dataclass(slots=True)
class Cue(Mention):
    """An evaluative word, with the stance that it has here (after negation) and the aspect that its sentence speaks of.

    `term` is its base form, `benchmark` the norm that it is measured by, as written ("" where none is named).
    """

    term: str = ""
    aspect: str = ""
    benchmark: str = ""
    is_negated: bool = False


@dataclass(slots=True)
class Attribution(Mention):
    """A reporting word or phrase: `value` is `reported` or `quoted`, `speaker` the span of who speaks, where named."""

    speaker: tuple[int, int] | None = None


@dataclass(slots=True)
class Candidate(Mention):
    """An item of a list of candidates."""

    number: str = ""
    name: str = ""
    nominator: str = ""
