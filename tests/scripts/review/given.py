"""A package as `init` starts it, with two drafts in which something of every kind is proposed: English and Russian."""

import hashlib
from pathlib import Path

from extraction.text import Document
from scripts.propose.known import Known, KnownEntity
from scripts.review.items import Item
from scripts.review.places import Places
from scripts.review.session import Session, title
from scripts.start.origin import Origin
from scripts.start.start import start
from scripts.yaml_reader import parse_yaml

EN, RU = "polar-2031", "polyarnye-2031"

ENGLISH = """\
Statement of the Polar Observers

The Polar Observers deployed 12 observers for the parliamentary election in Bouvet Island on 5 October 2031. \
Of them, 8 observers came from Norway. Ana Lind headed the mission. Voting was calm.

We thank everyone. The weather was cold. Nothing else happened that day.
"""

RUSSIAN = """\
Полярные наблюдатели направили 12 наблюдателей на парламентские выборы на острове Буве 5 октября 2031 года. \
Голосование прошло спокойно. Благодарим всех. Погода была холодной.
"""

ENGLISH_ENTRY = """\
{source}:
  proposed: {{rule: document-itself, confidence: 0.50}}
  title: Statement of the Polar Observers
  title_en: Statement of the Polar Observers
  language: en
  publisher: polar-observers
  sha256: {sha256}
  original_name: statement.html
"""

RUSSIAN_ENTRY = """\
{source}:
  title: Полярные наблюдатели на выборах
  title_en: Polar Observers at the election
  document_type: news_article
  coverage: third_party
  language: ru
  publisher: primer-press
  sha256: {sha256}
"""

ENGLISH_ANNOTATION = """\
# yaml-language-server: $schema=annotation.schema.json
source: polar-2031
vocabulary:
- proposed: {rule: named-body, confidence: 0.70}
  quote: Polar Observers
  occurrence: 1
  organizations:
    polar-observers:
      name_en: Polar Observers
      organization_type: association
      forms:
        en:
          full: [Polar Observers]
- proposed: {rule: person-with-role, confidence: 0.80}
  quote: Ana Lind
  persons:
    lind-ana:
      name_en: Ana Lind
      forms:
        en:
          full: [Ana Lind]
voices:
  election:
  - proposed: {rule: main-election, confidence: 0.90}
    quote: parliamentary election in Bouvet Island on 5 October 2031
    sets: {election: bv-2031-parliament}
  document:
  - proposed: {rule: own-voice, confidence: 0.60}
    quote: Statement of the Polar Observers
    sets: {asserter: polar-observers, attribution: own, asserter_role: observer_mission, statement_type: conclusion}
passages:
# the mission has no name of its own
- proposed: {rule: election-and-mission, confidence: 0.75}
  voice: [election, document]
  quote: The Polar Observers deployed 12 observers for the parliamentary election in Bouvet Island on 5 October 2031.
  elections:
    bv-2031-parliament: {country_code: BV, election_type: parliamentary, date: 2031-10-05, candidate_coverage: none}
  missions:
    polar-2031: {organization: polar-observers, mission_type: observer_team, name_en: Polar Observers}
- proposed: {rule: observers-deployed, confidence: 0.90}
  voice: [election, document]
  quote: deployed 12 observers
  observer_counts:
    deployed:
      observer_group: mission
      mission: polar-2031
      unit: observers
      basis: deployed
      value: 12
      precision: exact
- proposed: {rule: observers-deployed, confidence: 0.90}
  voice: [election, document]
  quote: Of them, 8 observers came from Norway.
  observer_counts:
    norway:
      observer_group: mission
      mission: polar-2031
      country_code: NO
      unit: observers
      part_of: deployed
      part_type: subset
      value: 8
      precision: exact
      inferred: {mission: The sentence before names it.}
  mission_countries:
  - {mission: polar-2031, country_code: NO, inferred: {mission: The sentence before names it.}}
- proposed: {rule: person-with-role, confidence: 0.80}
  voice: election
  quote: Ana Lind headed the mission
  mission_people:
  - {mission: polar-2031, person: lind-ana, role: head, inferred: {mission: The document speaks of no other.}}
- proposed: {rule: verdict-of-cue, confidence: 0.85}
  voice: [election, document]
  quote: Voting was calm.
  verdicts:
    voting:
      about: election
      aspect: voting
      stance: positive
      is_recommendation: false
      period: election_day
      terms:
      - {formula: calm, concept: calm}
dismissed:
- {proposed: {rule: heading, confidence: 0.95}, quote: Statement of the Polar Observers, reason: heading}
- {proposed: {rule: thanks, confidence: 0.80}, quote: We thank everyone., reason: courtesy}
mentions:
- {proposed: {rule: not-of-election, confidence: 0.50}, quote: cold, kind: cue, reason: topic}
open:
- {quote: The weather was cold.}
- {quote: Nothing else happened that day.}
"""

RUSSIAN_ANNOTATION = """\
# yaml-language-server: $schema=annotation.schema.json
source: polyarnye-2031
vocabulary:
- proposed: {rule: named-body, confidence: 0.70}
  quote: Полярные наблюдатели
  organizations:
    polar-observers:
      name_ru: Полярные наблюдатели
      organization_type: association
      forms:
        ru:
          full: [Полярные наблюдатели]
voices:
  election:
  - proposed: {rule: main-election, confidence: 0.90}
    quote: парламентские выборы на острове Буве 5 октября 2031 года
    sets: {election: bv-2031-parliament}
  document:
  - proposed: {rule: own-voice, confidence: 0.60}
    quote: Полярные наблюдатели
    sets: {asserter: polar-observers, attribution: own}
passages:
- proposed: {rule: observers-deployed, confidence: 0.90}
  voice: [election, document]
  quote: направили 12 наблюдателей на парламентские выборы на острове Буве 5 октября 2031 года
  elections:
    bv-2031-parliament: {country_code: BV, election_type: parliamentary, date: 2031-10-05, candidate_coverage: none}
  observer_counts:
    deployed: {observer_group: mission, unit: observers, basis: deployed, value: 12, precision: exact}
  events:
    arrival: {event_type: observation}
- proposed: {rule: verdict-of-cue, confidence: 0.85}
  voice: [election, document]
  quote: Голосование прошло спокойно.
  verdicts:
    voting:
      about: election
      aspect: voting
      stance: positive
      is_recommendation: false
      terms:
      - {formula: спокойно, concept: calm}
dismissed:
- {proposed: {rule: thanks, confidence: 0.80}, quote: Благодарим всех., reason: courtesy}
open:
- {quote: Погода была холодной.}
"""


def make_package(folder: Path) -> Path:
    """Start the package and put the drafts into it."""
    start(folder, "polar", "Polar", Origin("https://git.example.org/facts", "v9.9.9"))
    put_draft(folder, EN, ENGLISH, ENGLISH_ENTRY, ENGLISH_ANNOTATION)
    put_draft(folder, RU, RUSSIAN, RUSSIAN_ENTRY, RUSSIAN_ANNOTATION)
    return folder


def put_draft(root: Path, source_id: str, text: str, entry: str, annotation: str) -> None:
    (root / f"data/sources/{source_id}.txt").write_bytes(text.encode("utf-8"))
    (root / f"data/annotations/{source_id}.yaml").write_text(annotation, encoding="utf-8")
    listed = root / "data/sources/sources.yaml"
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    described = listed.read_text(encoding="utf-8") + entry.format(source=source_id, sha256=sha256)
    listed.write_text(described, encoding="utf-8")


def session(annotation: str = ENGLISH_ANNOTATION, text: str = ENGLISH, language: str = "en") -> Session:
    """A draft in memory; the package holds one organization."""
    document = Document.of(text.encode("utf-8"))
    node = parse_yaml(annotation)
    source_id = str(node.value["source"].value)  # type: ignore[call-overload,index]
    entry = parse_yaml((ENGLISH_ENTRY if language == "en" else RUSSIAN_ENTRY).format(source="x", sha256="0"))
    cec = KnownEntity("organizations", "cec-bv", {"en": ("Central Election Commission",)})
    known = Known({("organizations", "cec-bv"): cec})
    content = entry.value["x"]  # type: ignore[call-overload,index]
    return Session(source_id, language, content, node, Places(document, language, node), known)


def item(session: Session, start: str) -> Item:
    """The first item whose title begins so."""
    return next(one for one in session.items if title(one).startswith(start))
