"""Which mission a passage speaks of."""

from dataclasses import dataclass

from extraction.mentions import Name
from extraction.text import Span
from scripts.propose.passages import Passage
from scripts.propose.proposals import Proposals


@dataclass(frozen=True)
class Missions:
    """The missions that are proposed for a document."""

    found: Proposals

    def of(self, passage: Passage, name: Name) -> str:
        """The mission that an organization sends, "" where none is proposed or several are."""
        table, organization = passage.reading.entity(name)
        sent = {
            record.key
            for record in self.found.of("missions")
            if table == "organizations" and record.cells.get("organization_id") == organization
        }
        return sent.pop() if len(sent) == 1 else ""

    def reason(self, passage: Passage, mission: str, span: Span) -> str:
        """Why words mean a mission whose sender they do not name, "" where they do."""
        record = next((one for one in self.found.of("missions") if one.key == mission), None)
        organization = record.cells.get("organization_id", "") if record else ""
        is_named = any(
            isinstance(name, Name) and passage.reading.entity(name)[1] == organization
            for name in passage.reading.within(span, "organization")
        )
        return "" if is_named else "The words tell of a mission's observers; it is named elsewhere in the document."

    def near(self, passage: Passage, position: int) -> str:
        """The mission that words such as "the mission" mean at a position.

        It is that of an organization named before it in the clause, else one that the sentence names, else the only
        one of the document, else the last that the document names before.
        """
        clause = passage.clause(position)
        named = [
            (name, mission)
            for name in passage.of("organization")
            if isinstance(name, Name) and clause.start <= name.start < position and (mission := self.of(passage, name))
        ]
        if named:
            return min(named, key=lambda one: position - one[0].end)[1]
        records = self.found.of("missions")
        keys = {record.key for record in records}
        if len(keys) == 1:
            return keys.pop()
        here = [record for record in records if record.span.overlaps(Span(passage.span.start, position))]
        before = here or [record for record in records if record.span.start < position]
        return max(before, key=lambda record: record.span.start).key if before else ""
