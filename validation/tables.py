"""The tables of the package: one pandera model each, and nothing about a column written twice.

Order: the five core tables, what stands around them, then the tables that the build generates.
"""

from functools import cache

from validation.columns import (
    Column,
    Day,
    Flag,
    Integer,
    Number,
    Table,
    Text,
    code,
    columns_of,
    country,
    day,
    edtf,
    flag,
    integer,
    key,
    number,
    ref,
    text,
)

RELEASE_PATTERN = r"^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}\Z"
"""A version that is released: three whole numbers."""


class Count(Table):
    """Columns of a whole number with its precision and its place among parts and totals."""

    value: Integer = integer("Value", "The number as the words give it; empty where they give none.", "1013")
    lower_bound: Integer = integer(
        "Lower bound",
        "The least number that the words allow; from value and precision, else by the coding rules.",
        "1001",
        "derived",
    )
    upper_bound: Integer = integer(
        "Upper bound",
        "The greatest number that the words allow; from value and precision, else by the coding rules.",
        "1013",
        "derived",
    )
    precision: Text = code("precision", "Precision", "How exact the words are.", "more_than", "stated", required=True)
    as_of: Text = edtf("As of", "The day or period for which the number holds, if the words say so.", "2019-05-16")


class Claim(Table):
    """Columns of a claim: whose it is, who voiced it, who published it, and the words."""

    asserter_id: Text = ref(
        "organizations",
        "Asserter",
        "Whose claim it is; empty where no one organization fits.",
        "cec-kz",
        context=True,
        identity=True,
    )
    speaker_id: Text = ref("persons", "Speaker", "Who voiced it, if named.", "imashev-berik", context=True)
    attribution: Text = code(
        "attribution",
        "Attribution",
        "Whether the author speaks, quotes or retells.",
        "reported",
        required=True,
        context=True,
    )
    reporter_id: Text = ref("organizations", "Reporter", "Who published the document.", "ipa-cis", "derived")
    source_id: Text = ref("sources", "Source", "The document.", "ipa-cis-2019", "link", required=True, identity=True)
    quote: Text = text(
        "Quote",
        "The words, as they stand in the source.",
        "84 избирательных участка",
        "derived",
        required=True,
        identity=True,
    )
    quote_en: Text = text(
        "Quote in English",
        "The words in English: rendered, or the quote itself.",
        "84 polling stations",
        "derived",
        required=True,
    )


class Elections(Table):
    """Elections that the sources speak of; one row an elected body and day."""

    election_id: Text = key("Election", "Country, year and what is elected.", "kz-2019-president")
    country_code: Text = country("Country that votes.", required=True, identity=True)
    election_type: Text = code(
        "election_type", "Type", "What kind of body is elected.", "presidential", required=True, identity=True
    )
    chamber: Text = code("chamber", "Chamber", "Chamber of parliament, if one is elected.", "upper", identity=True)
    body_en: Text = text("Body, English", "Body or office that is elected.", "Senate of the Parliament", "rendered")
    body_ru: Text = text(
        "Body, Russian", "Body or office that is elected, in Russian.", "Президент Республики Казахстан"
    )
    is_early: Flag = flag("Early", "Whether the words call it early.", "true")
    is_direct: Flag = flag("Direct", "Whether voters elect directly.", "true")
    date: Day = day("Date", "Election day.", "2019-06-09", identity=True)
    year: Integer = integer("Year", "Year of election day.", "2019", "derived", required=True, identity=True)
    candidate_coverage: Text = code(
        "candidate_coverage", "Candidates named", "How many of its candidates the sources name.", "all", required=True
    )


class Candidates(Table):
    """Candidates and winners: persons, or parties in list elections."""

    candidate_id: Text = key("Candidate", "Election and person or party.", "kz-2019-president.kosanov-a-s")
    election_id: Text = ref(
        "elections",
        "Election",
        "The election stood in.",
        "kz-2019-president",
        required=True,
        context=True,
        identity=True,
    )
    candidate_type: Text = code("candidate_type", "Type", "Person or party.", "person", required=True)
    person_id: Text = ref("persons", "Person", "The person who stands.", "kosanov-a-s", identity=True)
    organization_id: Text = ref("organizations", "Party", "The party that stands as a list.", "nur-otan", identity=True)
    nominated_by_id: Text = ref("organizations", "Nominated by", "Who nominated the candidate.", "ult-tagdyry")
    list_order: Integer = integer("List order", "Number in the source's list of candidates.", "3")
    is_winner: Flag = flag("Winner", "Whether the words say that the candidate won.", "true")
    gender: Text = code("gender", "Gender", "Only where a word or pronoun says it.", "female", "stated")


class ObserverCounts(Count, Claim):
    """Numbers of observers, and of the organizations and countries behind them, as claimed."""

    observer_count_id: Text = key("Observer count", "Source and name of the count.", "ipa-cis-2019.accredited")
    election_id: Text = ref(
        "elections",
        "Election",
        "The election observed.",
        "kz-2019-president",
        required=True,
        context=True,
        identity=True,
    )
    observer_group: Text = code(
        "observer_group", "Group", "Which observers are counted.", "international", required=True, identity=True
    )
    mission_id: Text = ref("missions", "Mission", "The mission counted, if one is.", "ipa-cis-2019")
    country_code: Text = country("Country that sent them, if one is named.", "RU")
    unit: Text = code("observer_unit", "Unit", "What is counted.", "observers", required=True, identity=True)
    basis: Text = code("basis", "Basis", "At what step they are counted.", "accredited")
    part_of_id: Text = ref(
        "observer_counts", "Part of", "The count that this is a part of.", "ipa-cis-2019.accredited", "link"
    )
    part_type: Text = code("part_type", "Part type", "Whether the parts make up the whole.", "share")


class PollingStationCounts(Count, Claim):
    """Numbers of polling stations and election commissions, as claimed."""

    polling_station_count_id: Text = key(
        "Polling station count", "Source and name of the count.", "ipa-cis-2019.visited"
    )
    election_id: Text = ref(
        "elections", "Election", "The election.", "kz-2019-president", required=True, context=True, identity=True
    )
    place_id: Text = ref("places", "Place", "The area counted.", "astana")
    category: Text = code("station_category", "Category", "Which stations are counted.", "all")
    unit: Text = code("station_unit", "Unit", "What is counted.", "polling_stations", required=True, identity=True)
    mission_id: Text = ref(
        "missions", "Visited by", "The mission that visited them, if they are visited ones.", "ipa-cis-2019"
    )
    part_of_id: Text = ref(
        "polling_station_counts", "Part of", "The count that this is a part of.", "ipa-cis-2019.nur-sultan", "link"
    )
    part_type: Text = code("part_type", "Part type", "Whether the parts make up the whole.", "subset")


class Verdicts(Claim):
    """Assessments: one asserter, one election, one aspect, one passage. Claims, not findings of fact."""

    verdict_id: Text = key("Verdict", "Source and name of the verdict.", "russia-osce-2019.lebedev-overall")
    election_id: Text = ref(
        "elections",
        "Election",
        "The election; empty for criticism of a body over years and countries.",
        "kz-2019-president",
        context=True,
        identity=True,
    )
    about: Text = code(
        "about", "About", "Whether the election or its observation is judged.", "election", required=True, identity=True
    )
    target_id: Text = ref("organizations", "Target", "The body judged.", "cec-kz", "coded")
    mission_id: Text = ref("missions", "Mission", "The mission that judges.", "cis-2019", "coded", context=True)
    asserter_role: Text = code(
        "asserter_role",
        "Asserter's role",
        "In what role the asserter speaks; empty where the words do not say who it is.",
        "observer_mission",
        context=True,
    )
    asserter_words: Text = text(
        "Asserter's words",
        "The words that name the asserter where no one organization fits.",
        "Observers from the overwhelming majority of international bodies",
        context=True,
    )
    asserter_scope: Text = code(
        "asserter_scope", "Asserter's scope", "How many those words stand for.", "majority", context=True
    )
    aspect: Text = code("aspect", "Aspect", "The thing judged.", "overall", required=True, identity=True)
    stance: Text = code(
        "stance", "Stance", "Praise, fault or both; empty for a recommendation that names no lack.", "positive"
    )
    overall: Text = code("overall", "Overall verdict", "For the aspect overall alone.", "endorsed")
    result_effect: Text = code(
        "result_effect", "Effect on the result", "Whether faults affected the result.", "did_not_affect"
    )
    is_recommendation: Flag = flag(
        "Recommendation", "Whether the words ask for a change.", "false", "coded", required=True
    )
    scope: Text = code("verdict_scope", "Scope", "What part of the country; empty where not said.", "visited_stations")
    period: Text = code("period", "Period", "What part of the process the words judge.", "whole")
    statement_type: Text = code(
        "statement_type", "Statement type", "How it was voiced.", "council_statement", context=True
    )
    event_id: Text = ref(
        "events", "Event", "The event at which it was voiced, if named.", "ipa-cis-2019.meeting-imashev", context=True
    )
    stated_on: Text = edtf("Stated on", "When it was voiced, if the text says so.", "2019-06-08", context=True)
    repeats_id: Text = ref(
        "verdicts",
        "Repeats",
        "The first row in which the asserter says this in the document.",
        "ipa-cis-2019.media-objective",
        "link",
    )


class Missions(Table):
    """Observer missions and teams; one row a mission and election."""

    mission_id: Text = key("Mission", "Organization and year.", "ipa-cis-2019")
    election_id: Text = ref(
        "elections",
        "Election",
        "The election observed.",
        "kz-2019-president",
        required=True,
        context=True,
        identity=True,
    )
    organization_id: Text = ref(
        "organizations", "Organization", "The organization or joint body that sent it.", "ipa-cis", identity=True
    )
    parent_id: Text = ref("missions", "Part of", "The larger mission that it is part of.", "cis-2019")
    mission_type: Text = code(
        "mission_type", "Type", "What kind of mission.", "observer_team", required=True, identity=True
    )
    name_en: Text = text("Name, English", "Its name.", "IPA CIS Observer Team", "rendered")
    name_ru: Text = text("Name, Russian", "Its name in Russian.", "группа наблюдателей от МПА СНГ")
    started_on: Day = day("Started on", "First day of its work, if stated.", "2017-06-27")
    ended_on: Day = day("Ended on", "Last day of its work, if stated.", "2017-06-29")


class MissionPeople(Table):
    """Persons of missions and their roles."""

    mission_person_id: Text = key(
        "Mission person", "Mission, person, role.", "ipa-cis-2019.umakhanov-ilyas.coordinator"
    )
    mission_id: Text = ref("missions", "Mission", "The mission.", "ipa-cis-2019", required=True, identity=True)
    person_id: Text = ref("persons", "Person", "The person.", "umakhanov-ilyas", required=True, identity=True)
    role: Text = code("mission_role", "Role", "The person's role in it.", "coordinator", required=True, identity=True)


class MissionCountries(Table):
    """Countries whose nationals or parliaments take part in missions."""

    mission_country_id: Text = key("Mission country", "Mission and country.", "ipa-cis-2019.am")
    mission_id: Text = ref("missions", "Mission", "The mission.", "ipa-cis-2019", required=True, identity=True)
    country_code: Text = country("The country.", "AM", "stated", required=True, identity=True)


class MissionOrganizations(Table):
    """Organizations that take part in missions, beside the one that sends it."""

    mission_organization_id: Text = key("Mission organization", "Mission and organization.", "odihr-osce-pa-2019.odihr")
    mission_id: Text = ref("missions", "Mission", "The mission.", "odihr-osce-pa-2019", required=True, identity=True)
    organization_id: Text = ref(
        "organizations", "Organization", "The organization.", "odihr", required=True, identity=True
    )


class MissionPlaces(Table):
    """Places that missions visited, by phase."""

    mission_place_id: Text = key("Mission place", "Mission, place, phase.", "ipa-cis-2019.almaty.long_term")
    mission_id: Text = ref("missions", "Mission", "The mission.", "ipa-cis-2019", required=True, identity=True)
    place_id: Text = ref("places", "Place", "The place.", "almaty", required=True, identity=True)
    phase: Text = code("phase", "Phase", "The phase of observation.", "long_term", required=True, identity=True)


class VerdictTerms(Table):
    """The evaluative words, standards and qualifiers of each verdict."""

    verdict_term_id: Text = key(
        "Verdict term", "Verdict and place of the term in its quote.", "russia-osce-2019.lebedev-overall.122-126"
    )
    verdict_id: Text = ref(
        "verdicts", "Verdict", "The verdict.", "russia-osce-2019.lebedev-overall", "link", required=True
    )
    term_type: Text = code("term_type", "Term type", "What the term does.", "formula", required=True)
    concept: Text = code("concept", "Concept", "Its meaning, the same in every language.", "fair", required=True)
    use: Text = code("use", "Use", "Said, denied or part of a standard; empty for qualifiers.", "predicated")
    term: Text = text("Term", "The word or words as they stand.", "fair", required=True)
    start_char: Integer = integer("Start", "First code point in the source.", "2084", "link", required=True)
    end_char: Integer = integer("End", "Code point after the last one in the source.", "2088", "link", required=True)


class Events(Claim):
    """Dated or datable events of the electoral calendar and of the observation, as claimed."""

    event_id: Text = key("Event", "Source and name of the event.", "ipa-cis-2019.debate")
    election_id: Text = ref(
        "elections", "Election", "The election that it belongs to, if any.", "kz-2019-president", context=True
    )
    event_type: Text = code("event_type", "Type", "What kind of event.", "debate", required=True, identity=True)
    date: Text = edtf("Date", "When, as EDTF, as exact as the words are.", "2019-05-29")
    started_on: Day = day("Started on", "First day that the date allows.", "2019-05-29", "derived")
    ended_on: Day = day("Ended on", "Last day that the date allows.", "2019-05-29", "derived")
    place_id: Text = ref("places", "Place", "Where.", "astana")
    description_en: Text = text(
        "Description",
        "What happened, in a few English words.",
        "Televised debate of the candidates",
        "coded",
        required=True,
    )


class EventParticipants(Table):
    """Persons and organizations that take part in events."""

    event_participant_id: Text = key(
        "Event participant", "Event, person or organization, role.", "ipa-cis-2019.debate.khabar.organizer"
    )
    event_id: Text = ref("events", "Event", "The event.", "ipa-cis-2019.debate", required=True, identity=True)
    person_id: Text = ref(
        "persons", "Person", "The person; organization_id then is the body acted for.", "imashev-berik", identity=True
    )
    organization_id: Text = ref("organizations", "Organization", "The organization.", "khabar", identity=True)
    role: Text = code("participant_role", "Role", "The role in the event.", "organizer", required=True, identity=True)


class Figures(Claim):
    """Every other number of the sources, as claimed."""

    figure_id: Text = key("Figure", "Source and name of the figure.", "ipa-cis-2019.sms-messages")
    election_id: Text = ref(
        "elections", "Election", "The election that it belongs to, if any.", "kz-2019-president", context=True
    )
    topic: Text = code(
        "figure_topic", "Topic", "What the number is about.", "voter_information", required=True, identity=True
    )
    unit: Text = code("figure_unit", "Unit", "What is counted or measured.", "messages", required=True, identity=True)
    description_en: Text = text(
        "Description",
        "What exactly is counted, in a few English words.",
        "SMS messages sent to voters",
        "coded",
        required=True,
    )
    place_id: Text = ref("places", "Place", "The area, if named.", "kazakhstan")
    organization_id: Text = ref("organizations", "Organization", "Whose number it is.", "cec-kz", "coded")
    value: Number = number("Value", "The number as the words give it; empty where they give none.", "30000000")
    lower_bound: Number = number("Lower bound", "The least number that the words allow.", "19501", "derived")
    upper_bound: Number = number("Upper bound", "The greatest number that the words allow.", "7808", "derived")
    precision: Text = code("precision", "Precision", "How exact the words are.", "about", "stated", required=True)
    as_of: Text = edtf("As of", "The day or period for which the number holds, if the words say so.", "2017/2018")
    part_of_id: Text = ref("figures", "Part of", "The figure that this is a part of.", "ipa-cis-2019.bylaws", "link")
    part_type: Text = code("part_type", "Part type", "Whether the parts make up the whole.", "share")


class Citations(Claim):
    """Laws, commitments, decrees, statements, reports and telegrams that the sources cite."""

    citation_id: Text = key("Citation", "Source and name of the citation.", "ipa-cis-2019.constitution-art-41")
    election_id: Text = ref(
        "elections", "Election", "The election that it belongs to, if any.", "kz-2019-president", context=True
    )
    document_name_en: Text = text(
        "Document, English",
        "The document's name.",
        "Constitution of the Republic of Kazakhstan",
        "rendered",
        required=True,
    )
    document_name_ru: Text = text(
        "Document, Russian", "The document's name in Russian.", "Конституция Республики Казахстан"
    )
    document_type: Text = code("document_type", "Type", "What kind of document.", "constitution", required=True)
    issuer_id: Text = ref("organizations", "Issuer", "Who issued it.", "government-kz")
    provision: Text = text(
        "Provision", "Article, paragraph or point, as the source writes it.", "статья 41", identity=True
    )


class Persons(Table):
    """Persons whom the sources name."""

    person_id: Text = key("Person", "Surname first; initials where no given name is known.", "tokayev-kassym-jomart")
    name_en: Text = text(
        "Name, English",
        "As an English source writes it, else rendered.",
        "Kassym-Jomart Tokayev",
        "rendered",
        required=True,
        identity=True,
    )
    name_ru: Text = text("Name, Russian", "In the nominative, no fuller than the sources.", "К.-Ж. К. Токаев")


class Positions(Claim):
    """Offices that persons held, in whose words."""

    position_id: Text = key("Position", "Source and name of the position.", "ipa-cis-2019.imashev-chairman")
    person_id: Text = ref("persons", "Person", "Who held it.", "imashev-berik", required=True, identity=True)
    organization_id: Text = ref("organizations", "Organization", "Where.", "cec-kz", identity=True)
    title_en: Text = text("Title, English", "The title.", "Chairman", "rendered", required=True)
    title_ru: Text = text("Title, Russian", "The title in Russian, in the nominative.", "Председатель")


class Organizations(Table):
    """Organizations, bodies, states as actors, delegations and joint bodies that the sources name."""

    organization_id: Text = key("Organization", "Usual abbreviation or plain name.", "cec-kz")
    name_en: Text = text(
        "Name, English",
        "As an English source writes it, else rendered.",
        "Central Election Commission of the Republic of Kazakhstan",
        "rendered",
        required=True,
        identity=True,
    )
    name_ru: Text = text("Name, Russian", "In the nominative.", "Центральная избирательная комиссия")
    abbreviation_en: Text = text("Abbreviation, English", "If an English source writes it.", "CEC")
    abbreviation_ru: Text = text("Abbreviation, Russian", "If a Russian source writes it.", "ЦИК")
    organization_type: Text = code(
        "organization_type", "Type", "What kind of organization.", "election_authority", required=True
    )
    parent_id: Text = ref("organizations", "Part of", "The organization that it is part of.", "osce", "coded")
    country_code: Text = country("Country, for bodies of one country.")


class Places(Table):
    """Places that the sources name."""

    place_id: Text = key("Place", "Plain name.", "astana")
    name_en: Text = text(
        "Name, English",
        "As an English source writes it, else rendered.",
        "Astana",
        "rendered",
        required=True,
        identity=True,
    )
    name_ru: Text = text("Name, Russian", "In the nominative.", "Нур-Султан")
    abbreviation_en: Text = text("Abbreviation, English", "If an English source writes it.", "RK")
    abbreviation_ru: Text = text("Abbreviation, Russian", "If a Russian source writes it.", "РК")
    place_type: Text = code("place_type", "Type", "What kind of place.", "city", required=True)
    parent_id: Text = ref("places", "Part of", "The place that it lies in.", "kazakhstan", "coded")
    country_code: Text = country("Country, for places in one country.")


class Names(Table):
    """Every written form of a name and where it is written; one form may have several referents."""

    name_id: Text = key("Name", "Source, place in the text, record.", "liter-2021:1812-1820:nur-otan")
    table_name: Text = text(
        "Table",
        "The table of the record named.",
        "organizations",
        "link",
        required=True,
        isin=("organizations", "persons", "places"),
    )
    record_id: Text = text("Record", "The record named.", "nur-otan", "link", required=True)
    language: Text = code("language", "Language", "Language of the text.", "ru", "link", required=True)
    name: Text = text("Name", "The form as it is written, white space folded.", "Nur Otan", "link", required=True)
    name_type: Text = code("name_type", "Type", "What kind of form.", "full", "link", required=True)
    source_id: Text = ref("sources", "Source", "Where it is written.", "liter-2021", "link", required=True)
    start_char: Integer = integer("Start", "First code point.", "1812", "link", required=True)
    end_char: Integer = integer("End", "Code point after the last one.", "1820", "link", required=True)


class Sources(Table):
    """The source documents."""

    source_id: Text = key("Source", "Publisher and year.", "liter-2021")
    title: Text = text(
        "Title",
        "Title as the document has it, else a description.",
        "ОБСЕ о выборах в Казахстане: госорганы максимально поддержали наблюдателей",
        "administrative",
        required=True,
    )
    title_en: Text = text(
        "Title in English",
        "Title in English.",
        "OSCE on the elections in Kazakhstan: state bodies gave observers all support",
        "administrative",
        required=True,
    )
    document_type: Text = code(
        "source_document_type", "Type", "What kind of document.", "news_article", "administrative", required=True
    )
    coverage: Text = code(
        "coverage",
        "Coverage",
        "Whose assessment it holds, and how much of it.",
        "third_party",
        "administrative",
        required=True,
    )
    language: Text = code("language", "Language", "Language of the text.", "ru", "administrative", required=True)
    original_language: Text = code(
        "language", "Original language", "Language it was written in, if stated.", "ru", "administrative"
    )
    publisher_id: Text = ref(
        "organizations", "Publisher", "Who published it.", "liter-kz", "administrative", required=True
    )
    author_id: Text = ref("persons", "Author", "Who wrote it, if named.", "kazistayev-yerbol", "administrative")
    symbol: Text = text("Symbol", "Document number.", "PC.DEL/663/19", "administrative")
    published_on: Day = day("Published on", "Date of the document, if stated.", "2019-06-13", "administrative")
    occasion: Text = text(
        "Occasion", "What it was made for.", "1232nd meeting of the OSCE Permanent Council", "administrative"
    )
    url: Text = text("Address", "Where it was published, if known.", "https://example.org/statement", "administrative")
    rights: Text = code(
        "rights",
        "Rights",
        "Whether the text may be redistributed; empty where nothing is known of it, which a release takes for no.",
        "redistributable",
        "administrative",
    )
    path: Text = text(
        "Path",
        "Where the text stands in this package, or belongs: a release leaves out what may not be redistributed.",
        "data/sources/liter-2021.txt",
        "administrative",
        required=True,
    )
    sha256: Text = text(
        "SHA-256", "Hash of the text's bytes.", "fb9e0c05…", "administrative", required=True, identity=True
    )
    characters: Integer = integer(
        "Characters", "Length in Unicode code points.", "2102", "administrative", required=True
    )
    original_name: Text = text(
        "Original file", "Name of the file that the text was taken from.", "663-19.pdf", "administrative"
    )
    original_sha256: Text = text("SHA-256 of the original", "Hash of that file's bytes.", "5a1b0c9e…", "administrative")


class Sentences(Table):
    """Every sentence of every source, stated by a record or dismissed with a reason."""

    sentence_id: Text = key("Sentence", "Source and place in the text.", "liter-2021:0-74")
    source_id: Text = ref("sources", "Source", "The document.", "liter-2021", "link", required=True)
    position: Integer = integer("Position", "Number in the document, from 1.", "1", "link", required=True)
    section: Text = text("Section", "The heading that it stands under.", "Долгосрочное наблюдение", "link")
    start_char: Integer = integer("Start", "First code point.", "0", "link", required=True)
    end_char: Integer = integer("End", "Code point after the last one.", "74", "link", required=True)
    text: Text = text(
        "Text",
        "The sentence as it stands; empty in a release where the source's text may not be redistributed.",
        "Новости партнеров",
        "link",
    )
    status: Text = code("sentence_status", "Status", "Stated or dismissed.", "dismissed", "link", required=True)
    reason: Text = code("dismissal_reason", "Reason", "Why it was dismissed.", "publisher_note", "link")


class Mentions(Table):
    """Every number, date, name and evaluative word that the reader of text finds, and what became of it."""

    mention_id: Text = key("Mention", "Source, place in the text, kind.", "liter-2021:1362-1364:count")
    source_id: Text = ref("sources", "Source", "The document.", "liter-2021", "link", required=True)
    kind: Text = code("mention_kind", "Kind", "What is mentioned.", "count", "link", required=True)
    words: Text = text("Words", "The mention as written, white space folded.", "48", "link", required=True)
    value: Text = text(
        "Value",
        "What the words say in standard form: a number with its precision, a date as EDTF, a name in the nominative, "
        "an ISO code, positive or negative.",
        "48",
        "link",
    )
    is_inferred: Flag = flag(
        "Inferred", "True where the context gives part of the value, such as a year.", "false", "link", required=True
    )
    start_char: Integer = integer("Start", "First code point.", "1362", "link", required=True)
    end_char: Integer = integer("End", "Code point after the last one.", "1364", "link", required=True)
    status: Text = code("sentence_status", "Status", "Stated or dismissed.", "stated", "link", required=True)
    reason: Text = code("mention_reason", "Reason", "Why it was dismissed.", "norm", "link")


class Evidence(Table):
    """For each cell the words that support it."""

    evidence_id: Text = key(
        "Evidence",
        "Table, record, column and place of the words.",
        "verdicts/russia-osce-2019.lebedev-overall/stance@russia-osce-2019:1957-2106",
    )
    table_name: Text = text("Table", "Table of the cell.", "verdicts", "link", required=True)
    record_id: Text = text(
        "Record", "Key of the cell's row.", "russia-osce-2019.lebedev-overall", "link", required=True
    )
    column_name: Text = text("Column", "Column of the cell.", "stance", "link", required=True)
    value: Text = text(
        "Value", "The value as this passage supports it, written as in CSV.", "positive", "link", required=True
    )
    support: Text = code("support", "Support", "How the words support it.", "coded", "link", required=True)
    is_context: Flag = flag(
        "Context",
        "True where the words only set the context (who speaks, which election) or write a name; "
        "a sentence is stated only by other words.",
        "false",
        "link",
        required=True,
    )
    source_id: Text = ref("sources", "Source", "The document.", "russia-osce-2019", "link", required=True)
    start_char: Integer = integer("Start", "First code point.", "1957", "link", required=True)
    end_char: Integer = integer("End", "Code point after the last one.", "2106", "link", required=True)
    value_start_char: Integer = integer(
        "Start of the value", "Where in the source the value itself stands, if it is stated.", "2033", "link"
    )
    value_end_char: Integer = integer("End of the value", "Code point after the value's last one.", "2041", "link")
    quote: Text = text(
        "Quote", "The words, as they stand in the source.", "the election complied …", "link", required=True
    )
    quote_en: Text = text(
        "Quote in English",
        "The words in English: rendered, or the quote itself.",
        "the election complied …",
        "link",
        required=True,
    )
    note: Text = text("Note", "The reasoning of an inferred value, or a remark.", "The pronoun says it.", "link")


class Codes(Table):
    """Every code of every coded column, with label and definition."""

    code_id: Text = key("Code", "Table, column and code.", "verdicts.stance.mixed")
    table_name: Text = text("Table", "The table.", "verdicts", "link", required=True, identity=True)
    column_name: Text = text("Column", "The column.", "stance", "link", required=True, identity=True)
    code: Text = text("Code", "The code.", "mixed", "link", required=True, identity=True)
    label_en: Text = text("Label", "The code for people.", "Mixed", "link", required=True)
    description: Text = text(
        "Definition", "What it means.", "Praise and fault in one judgement.", "link", required=True
    )


class RetiredIds(Table):
    """Ids that a release held and that name nothing any more, or name something else."""

    retired_id_id: Text = key("Retired id", "Table, id and version.", "verdicts/ipa-cis-2019.booths@0.2.0")
    table_name: Text = text(
        "Table", "The table that held it.", "verdicts", "administrative", required=True, identity=True
    )
    old_id: Text = text(
        "Old id", "The id as it was published.", "ipa-cis-2019.booths", "administrative", required=True, identity=True
    )
    new_id: Text = text(
        "New id",
        "The record that stands for it now; the same id where its meaning was corrected; empty where none does.",
        "ipa-cis-2019.polling-booths",
        "administrative",
    )
    reason: Text = text("Reason", "Why.", "The passage speaks of polling booths.", "administrative", required=True)
    version: Text = text(
        "Version",
        "The first release without it, or in which it means something else.",
        "0.2.0",
        "administrative",
        required=True,
        identity=True,
        str_matches=RELEASE_PATTERN,
    )


TABLES: dict[str, type[Table]] = {
    "elections": Elections,
    "candidates": Candidates,
    "observer_counts": ObserverCounts,
    "polling_station_counts": PollingStationCounts,
    "verdicts": Verdicts,
    "missions": Missions,
    "mission_people": MissionPeople,
    "mission_countries": MissionCountries,
    "mission_organizations": MissionOrganizations,
    "mission_places": MissionPlaces,
    "verdict_terms": VerdictTerms,
    "events": Events,
    "event_participants": EventParticipants,
    "figures": Figures,
    "citations": Citations,
    "persons": Persons,
    "positions": Positions,
    "organizations": Organizations,
    "places": Places,
    "names": Names,
    "sources": Sources,
    "sentences": Sentences,
    "mentions": Mentions,
    "evidence": Evidence,
    "retired_ids": RetiredIds,
    "codes": Codes,
}

CORE = ("elections", "candidates", "observer_counts", "polling_station_counts", "verdicts")

GENERATED = ("verdict_terms", "names", "sources", "sentences", "mentions", "evidence", "retired_ids", "codes")
"""Tables that annotation files do not write as records of their own."""

UNIQUE_TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "candidates": (("election_id", "person_id", "organization_id"), ("election_id", "list_order")),
    "mission_people": (("mission_id", "person_id", "role"),),
    "mission_countries": (("mission_id", "country_code"),),
    "mission_organizations": (("mission_id", "organization_id"),),
    "mission_places": (("mission_id", "place_id", "phase"),),
    "event_participants": (("event_id", "person_id", "organization_id", "role"),),
    "verdict_terms": (("verdict_id", "start_char", "end_char"),),
    "names": (("table_name", "record_id", "source_id", "start_char"),),
    "sentences": (("source_id", "position"),),
    "mentions": (("source_id", "start_char", "end_char", "kind"),),
    "evidence": (("table_name", "record_id", "column_name", "source_id", "start_char", "end_char"),),
    "retired_ids": (("table_name", "old_id", "version"),),
    "codes": (("table_name", "column_name", "code"),),
}
"""Columns that are unique together; rows in which all but the first are empty, or a number is, do not count."""


COMPOSED_KEYS: dict[str, tuple[str, ...]] = {
    "candidates": ("election_id", "person_id", "organization_id"),
    "mission_people": ("mission_id", "person_id", "role"),
    "mission_countries": ("mission_id", "country_code"),
    "mission_organizations": ("mission_id", "organization_id"),
    "mission_places": ("mission_id", "place_id", "phase"),
    "event_participants": ("event_id", "person_id", "organization_id", "role"),
}
"""Tables whose keys are composed: the columns whose values, joined by full stops and in lower case, make the key."""

SORTED_BY: dict[str, tuple[str, ...]] = {"candidates": ("election_id", "list_order")}
"""Columns that order a table's rows before its key does. Others stand by key, claims by place in their source."""

VOCABULARY = ("organizations", "persons", "places")
"""Tables whose records stand in data/vocabulary/."""


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    return columns_of(TABLES[table])


@cache
def column(table: str, name: str) -> Column:
    """One column of a table.

    Raises:
        KeyError: no such table or column.
    """
    for candidate in columns(table):
        if candidate.name == name:
            return candidate
    raise KeyError(f"{table}.{name}")


def key_of(table: str) -> str:
    """The name of a table's key column, its first."""
    return columns(table)[0].name


@cache
def identity_of(table: str) -> tuple[str, ...]:
    """The columns that fix what a record of a table is: a published id keeps their values, or is retired.

    Empty where ids are not kept: they name a place in a text (`verdict_terms`, `names`, `sentences`, `mentions`,
    `evidence`) and follow it and its annotation.
    """
    return tuple(column.name for column in columns(table) if column.is_identity)


def is_claim(table: str) -> bool:
    """Whether the rows of a table are claims, which never merge across sources."""
    return issubclass(TABLES[table], Claim)


def description_of(table: str) -> str:
    """What a table holds, in one sentence."""
    return " ".join((TABLES[table].__doc__ or "").split())


@cache
def has_column(table: str, name: str) -> bool:
    """Whether a table has a column of that name."""
    return any(column.name == name for column in columns(table))
