"""Which mission a passage speaks of."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from extraction.mentions import Name
from extraction.text import Span
from scripts.propose.passages import Passage
from scripts.propose.proposals import Proposals, Record

_ELSEWHERE = "The words tell of a mission's observers; it is named elsewhere in the document."


@dataclass(frozen=True)
class Missions:
    """The missions that are proposed for a document; asked only when all are."""

    found: Proposals

    @cached_property
    def _records(self) -> list[Record]:
        return sorted(self.found.of("missions"), key=lambda record: record.span.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [record.span.start for record in self._records]

    @cached_property
    def _sent_by(self) -> dict[str, set[str]]:
        sent = defaultdict(set)
        for record in self._records:
            sent[record.cells.get("organization_id", "")].add(record.key)
        return dict(sent)

    @cached_property
    def _by_type(self) -> dict[str, list[Record]]:
        """The missions of each type; where bodies have a joint one, bare words on observers mean that."""
        listed = defaultdict(list)
        for record in self._records:
            listed[record.cells.get("mission_type", "")].append(record)
        return dict(listed)

    @cached_property
    def joint(self) -> str:
        """The joint mission, "" where none is proposed."""
        return next((record.key for record in self._by_type.get("joint_mission", ())), "")

    @cached_property
    def _of_author(self) -> str:
        """The mission of the body whose document it is, "" where it sends none."""
        voice = self.found.voice("document")
        bodies = {ground.cells.get("asserter_id", "") for ground in voice.grounds} if voice else set()
        sent = {mission for body in bodies if body for mission in self._sent_by.get(body, ())}
        return sent.pop() if len(sent) == 1 else ""

    @cached_property
    def _senders(self) -> dict[str, str]:
        return {record.key: record.cells.get("organization_id", "") for record in self._records}

    def of(self, passage: Passage, name: Name) -> str:
        """The mission that an organization sends, "" where none is proposed or several are."""
        table, organization = passage.reading.entity(name)
        sent = self._sent_by.get(organization, set()) if table == "organizations" and organization else set()
        return next(iter(sent)) if len(sent) == 1 else ""

    def sender(self, mission: str) -> str:
        """The organization that sends a mission, "" where none is said to."""
        return self._senders.get(mission, "")

    def reason(self, passage: Passage, mission: str, span: Span) -> str:
        """Why words mean a mission whose sender they do not name, "" where they do."""
        organization = self.sender(mission)
        is_named = any(
            isinstance(name, Name) and passage.reading.entity(name)[1] == organization
            for name in passage.reading.within(span, "organization")
        )
        return "" if is_named else _ELSEWHERE

    def near(self, passage: Passage, position: int) -> str:
        """The mission that words such as "the mission" mean at a position.

        It is that of an organization named before it in the clause, else the only one of the document, else one of the
        kind that the words tell ("the delegation"), the author's own ("we"), a joint one, or the last named before.
        """
        clause = passage.clause(position)
        named = [
            (name, mission)
            for name in passage.of("organization")
            if isinstance(name, Name) and clause.start <= name.start < position and (mission := self.of(passage, name))
        ]
        if named:
            return min(named, key=lambda one: position - one[0].end)[1]
        if len(self._senders) <= 1:
            return next(iter(self._senders), "")
        kind = passage.told("mission_kinds", clause, "counted")
        listed = self._by_type.get(kind[-1].code, []) if kind else []
        if not listed and passage.told("speakers", clause, "counted") and (own := self._of_author):
            return own
        listed = listed or self._by_type.get("joint_mission", []) or self._records
        before = bisect_left(listed, position, key=lambda record: record.span.start)
        return listed[max(before - 1, 0)].key if before or kind else ""
