"""Numbers of observers and stations: what is counted, which of them, at what step, as parts of what; what is none."""

import pytest

from tests.scripts.propose.stated import quotes, records, rows

OBSERVERS = "observer_counts"
STATIONS = "polling_station_counts"


def observers(text: str, language: str = "en") -> list[str]:
    return rows(text, OBSERVERS, "value unit observer_group basis", language)


def stations(text: str, language: str = "en") -> list[str]:
    return rows(text, STATIONS, "value unit category", language)


def test_observers_of_bodies_and_of_states_are_shares_of_the_whole() -> None:
    text = (
        "The Central Election Commission accredited 1,013 international observers: 866 from nine international "
        "organizations and 147 from 41 foreign states."
    )
    assert observers(text) == [
        "1013 observers international accredited",
        "866 observers international_organizations accredited",
        "9 organizations international_organizations accredited",
        "147 observers foreign_states accredited",
        "41 countries foreign_states accredited",
    ]
    whole, *others = records(text, OBSERVERS)
    parts = [record.cells for record in others if record.cells["unit"] == "observers"]
    assert [(part["part_of_id"], part["part_type"]) for part in parts] == [(whole.key, "share")] * 2


def test_of_these_at_the_head_of_a_sentence_means_the_number_before() -> None:
    text = (
        "Центральная избирательная комиссия аккредитовала 1013 международных наблюдателей. "
        "Из них 866 наблюдателей от девяти международных организаций и 147 наблюдателей от 41 иностранного государства."
    )
    assert observers(text, "ru") == [
        "1013 observers international accredited",
        "866 observers international_organizations accredited",
        "9 organizations international_organizations accredited",
        "147 observers foreign_states accredited",
        "41 countries foreign_states accredited",
    ]
    whole, *others = records(text, OBSERVERS, "ru")
    parts = [record.cells for record in others if record.cells["unit"] == "observers"]
    assert [(part["part_of_id"], part["part_type"]) for part in parts] == [(whole.key, "share")] * 2
    assert all("basis" in one.inferred for one in others)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Presidential elections in Georgia were held on 9 June 2019. "
            "The OSCE/ODIHR election observation mission opened on 5 May. "
            "The mission consists of 12 experts based in the capital and 26 long-term observers.",
        ),
        (
            "ru",
            "Выборы президента Молдовы состоялись 3 ноября 2024 года. "
            "Миссия БДИПЧ ОБСЕ по наблюдению за выборами открылась 5 мая. "
            "Миссия состоит из 12 экспертов в столице и 26 долгосрочных наблюдателей.",
        ),
    ],
)
def test_members_of_a_mission_are_its_observers(language: str, text: str) -> None:
    found = records(text, OBSERVERS, language)
    assert [(one.cells["value"], one.cells["observer_group"]) for one in found] == [
        ("12", "mission"),
        ("26", "mission"),
    ]
    assert all(one.cells["mission_id"].startswith("odihr") for one in found)
    assert all("mission_id" in one.inferred for one in found)


def test_observers_from_a_number_of_countries() -> None:
    text = "Международная миссия по наблюдению за выборами в Казахстане насчитывала 48 наблюдателей из 20 стран."
    assert [row.split()[:2] for row in observers(text, "ru")] == [["48", "observers"], ["20", "countries"]]
    assert quotes(text, OBSERVERS, "ru")[0].startswith("насчитывала 48 наблюдателей")


def test_numbers_in_brackets_belong_to_the_countries_before_them() -> None:
    text = "Observers from Armenia (3), Belarus (5) and Tajikistan (12) followed the voting."
    found = records(text, OBSERVERS)
    assert [(one.cells["country_code"], one.cells["value"]) for one in found] == [
        ("AM", "3"),
        ("BY", "5"),
        ("TJ", "12"),
    ]


def test_local_and_foreign_observers_with_one_noun() -> None:
    text = "За голосованием следили 77 790 местных и 883 международных наблюдателя."
    assert observers(text, "ru") == ["77790 observers citizen took_part", "883 observers international took_part"]


def test_precision_and_bounds_are_those_of_the_words() -> None:
    text = (
        "Мониторинг осуществляли несколько тысяч наблюдателей, "
        "в том числе около 650 представителей иностранных государств."
    )
    whole, part = records(text, OBSERVERS, "ru")
    assert (whole.cells["precision"], whole.cells["lower_bound"], whole.cells["upper_bound"]) == (
        "several",
        "3000",
        "9999",
    )
    assert "value" not in whole.cells
    assert (part.cells["value"], part.cells["precision"], part.cells["part_type"]) == ("650", "about", "subset")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Each candidate may appoint two observers at a polling station."),
        ("en", "At the previous elections 500 international observers had been accredited."),
        ("en", "By Resolution No. 1013 the commission set rules for observers."),
        ("en", "Commissions of seven members were trained before observers came."),
        ("ru", "Каждый кандидат вправе назначить двух наблюдателей на участок."),
        ("ru", "На предыдущих выборах работали 500 международных наблюдателей."),
        ("ru", "Постановлением № 1013 установлены права наблюдателей."),
    ],
)
def test_rules_earlier_elections_and_numbers_of_documents_count_no_observers(language: str, text: str) -> None:
    assert observers(text, language) == []


def test_visited_stations_are_those_of_the_mission() -> None:
    text = (
        "The Commonwealth of Independent States sent an observation mission to the presidential elections in Georgia "
        "of 9 June 2019. The CIS observers visited 212 of the 2,198 polling stations."
    )
    visited, whole = records(text, STATIONS)
    assert (visited.cells["value"], whole.cells["value"], whole.cells["category"]) == ("212", "2198", "all")
    assert visited.cells["mission_id"].startswith("cis")
    assert "mission_id" not in whole.cells
    assert (visited.cells["part_of_id"], visited.cells["part_type"]) == (whole.key, "subset")


def test_special_stations_are_a_part_of_all() -> None:
    text = (
        "Все 238 избирательных участков, включая 34 «закрытых» избирательных участка в больницах, готовы к голосованию."
    )
    assert stations(text, "ru") == ["238 polling_stations all", "34 polling_stations special"]
    whole, part = records(text, STATIONS, "ru")
    assert (part.cells["part_of_id"], part.cells["part_type"]) == (whole.key, "subset")


def test_stations_abroad_stand_in_embassies_and_countries() -> None:
    text = "Голосование проходило на зарубежных избирательных участках в 65 посольствах в 51 иностранном государстве."
    assert stations(text, "ru") == ["65 diplomatic_missions abroad", "51 countries abroad"]


def test_a_list_of_places_gives_each_its_stations() -> None:
    text = (
        "На выборах президента Молдовы за рубежом откроют 278 избирательных участков. "
        "Во Франции и США предлагается открыть по 21 избирательному участку, в Румынии - 16."
    )
    found = records(text, STATIONS, "ru")
    assert [(one.cells.get("place_id"), one.cells["value"], one.cells["category"]) for one in found] == [
        (None, "278", "abroad"),
        ("france", "21", "abroad"),
        ("united-states", "21", "abroad"),
        ("romania", "16", "abroad"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The secrecy of the vote was compromised at 14 polling stations."),
        ("en", "Voters went to polling station No. 12 in the morning."),
        ("ru", "На трех участках не хватило бюллетеней."),
        ("ru", "Избиратели пришли на участок № 12 утром."),
    ],
)
def test_stations_with_faults_and_numbered_ones_are_not_counted(language: str, text: str) -> None:
    assert stations(text, language) == []


def test_ids_are_readable_and_unique() -> None:
    text = (
        "The commission accredited 200 citizen observers. Later the commission accredited 300 citizen observers, "
        "and 40 observers of candidates were registered."
    )
    keys = [record.key for record in records(text, OBSERVERS)]
    assert keys[:2] == ["accredited-citizen", "accredited-citizen-2"]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Sixteen Norwegian observers took part in the mission in Ukraine.", "foreign_states NO"),
        ("en", "Presidential elections in Norway: sixteen Norwegian observers took part.", "all –"),
        ("ru", "Россию представляли 72 наблюдателя.", "foreign_states RU"),
        ("ru", "В Россию прибыли 72 наблюдателя.", "all –"),
        ("en", "A network of associations, which fielded 7,000 observers, was present.", "citizen –"),
        ("en", "An agency, which saw 7,000 observers, was present.", "all –"),
        ("en", "Nine hundred international observers representing 59 countries took part.", "international –"),
    ],
)
def test_whose_observers_they_are(language: str, text: str, expected: str) -> None:
    assert rows(text, "observer_counts", "observer_group country_code", language)[0] == expected


def test_a_participle_behind_stations_tells_of_visits_to_a_part_and_its_whole() -> None:
    text = "Voting was assessed positively in all but 61 of the 1,268 polling stations observed."
    made = [record.rule for record in records(text, "polling_station_counts")]
    assert made == ["stations-visited", "stations-visited"]


def test_further_stations_in_foreign_states_are_abroad() -> None:
    text = "В стране открыто 10 260 избирательных участков и ещё 55 – в 39 иностранных государствах."
    assert rows(text, "polling_station_counts", "value category", "ru") == ["10260 all", "55 abroad", "39 abroad"]


def test_a_number_goes_on_with_observers_where_a_body_has_so_many() -> None:
    text = "The Union had 69 observers; the Community had close to 600."
    assert [row.split()[0] for row in rows(text, "observer_counts", "value")] == ["69", "600"]
    assert rows("The Union had 69 observers; the Community had close to 600 offices.", "observer_counts", "value") == [
        "69"
    ]
