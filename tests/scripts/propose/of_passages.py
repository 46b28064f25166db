"""Names, elections, missions and people proposed for passages, as short rows. The passages are no facts."""

from functools import cache

from scripts.propose import Known, Proposer
from scripts.propose.known import KnownEntity
from scripts.propose.proposals import Entity, Ground, Proposals

KNOWN = Known(
    {
        (table, record_id): KnownEntity(table, record_id, names, kind, code)
        for table, record_id, names, kind, code in (
            ("organizations", "cec-kz", {"en": ("Central Election Commission", "CEC")}, "election_authority", "KZ"),
            ("organizations", "kazakhstan-state", {"en": ("Kazakhstan",)}, "state", "KZ"),
            (
                "organizations",
                "sco",
                {"en": ("Shanghai Cooperation Organisation",)},
                "intergovernmental_organization",
                "",
            ),
            ("persons", "tokayev-kassym-jomart", {"en": ("Kassym-Jomart Tokayev",)}, "", ""),
            ("persons", "ivanov-a-b", {"ru": ("А. Б. Иванов",)}, "", ""),
            ("persons", "ivanov-v-g", {"ru": ("В. Г. Иванов",)}, "", ""),
            ("places", "kazakhstan", {"en": ("Kazakhstan", "Republic of Kazakhstan")}, "country", "KZ"),
        )
    },
    (
        {
            "election_id": "kz-2019-head-of-state",
            "country_code": "KZ",
            "election_type": "presidential",
            "date": "2019-06-09",
            "year": "2019",
        },
    ),
)
"""A small package."""


@cache
def proposer(language: str, knows: bool = False) -> Proposer:
    return Proposer(language, KNOWN if knows else None)


@cache
def proposed(
    text: str, language: str = "en", knows: bool = False, publisher: str = "", published: str = ""
) -> Proposals:
    one = proposer(language, knows)
    return one.propose(one.read(text, publisher, published))


def entities(text: str, table: str, language: str = "en", knows: bool = False) -> list[str]:
    """Id and type of each entity of a table: `odihr organ`."""
    of_table = (one for one in proposed(text, language, knows).entities if one.table == table)
    return [f"{one.record_id} {one.cells.get(f'{table[:-1]}_type', '')}".strip() for one in of_table]


def entity(text: str, record_id: str, language: str = "en", knows: bool = False) -> Entity:
    (found,) = [one for one in proposed(text, language, knows).entities if one.record_id == record_id]
    return found


def rows(text: str, table: str, columns: str, language: str = "en") -> list[str]:
    """Some columns of each record: `odihr election_observation_mission`."""
    return [
        " ".join(record.cells.get(column, "–") for column in columns.split())
        for record in proposed(text, language).of(table)
    ]


def ground(found: Proposals, voice: str) -> Ground:
    named = found.voice(voice)
    assert named is not None
    return named.grounds[0]
