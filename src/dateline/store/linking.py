"""What the linker suggests replaces what it suggested before; what a person judged stays. Only changes are logged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.records import CopyGroup, Decision, Incident, Link
from dateline.store import queries
from dateline.store.database import Database, Row
from dateline.store.log import append
from dateline.store.rows import incident_row, link_row, read, record
from dateline.store.rulings import remember_names

SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Changes:
    """How many suggestions a linking added, altered and withdrew."""

    added: int
    altered: int
    withdrawn: int


def put_copy_group(database: Database, group: CopyGroup) -> None:
    """The group as it is now."""
    database.execute(queries.COPY_GROUP_PUT, (group.id, record(group)))


def put_incident(database: Database, incident: Incident) -> None:
    """The incident as it is now, findable by its claims."""
    database.execute(queries.INCIDENT_CLAIMS_DROP, (incident.id,))
    database.execute(queries.INCIDENT_PUT, incident_row(incident))
    for claim_id in incident.claim_ids:
        database.execute(queries.INCIDENT_CLAIM_ADD, (incident.id, claim_id))


def put_link(database: Database, link: Link) -> None:
    """The link as it is now."""
    database.execute(queries.LINK_PUT, link_row(link))


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of suggestion: how it is written, and the queries for its state, what to withdraw, and withdrawing."""

    put: Callable[[Database, Any], None]
    state: str
    old: str
    sweep: str


_GROUPS = _Kind(put_copy_group, queries.COPY_GROUP, queries.COPY_GROUPS_OLD, queries.COPY_GROUPS_SWEEP)
_INCIDENTS = _Kind(put_incident, queries.INCIDENT_STATE, queries.INCIDENTS_OLD, queries.INCIDENTS_SWEEP)
_LINKS = _Kind(put_link, queries.LINK_STATE, queries.LINKS_OLD, queries.LINKS_SWEEP)


_KINDS = {
    "cpy": (_GROUPS, queries.COPY_GROUP_DROP),
    "inc": (_INCIDENTS, queries.INCIDENT_DROP),
    "lnk": (_LINKS, queries.LINK_DROP),
}


class Replacement:
    """One replacement of the suggestions, inside a transaction of the caller."""

    def __init__(self, database: Database, run_id: str, at_utc: str) -> None:
        self._database, self._run_id, self._at_utc = database, run_id, at_utc
        self._counted = {"added": 0, "altered": 0, "withdrawn": 0}

    def replace(self, groups: Iterable[CopyGroup], incidents: Iterable[Incident], links: Iterable[Link]) -> Changes:
        """All three kinds replaced; what changed is logged."""
        self._database.execute(queries.SEEN_START)
        self._replace(_GROUPS, groups)
        self._replace(_INCIDENTS, incidents)
        self._replace(_LINKS, links)
        return Changes(**self._counted)

    def alter(
        self, put: Iterable[CopyGroup | Incident | Link], gone: Iterable[str], incidents: Iterable[Incident]
    ) -> None:
        """Some records as they are now, others gone; what a person judged stays, what changed is logged."""
        for noun in put:
            kind = _GROUPS if isinstance(noun, CopyGroup) else _LINKS if isinstance(noun, Link) else _INCIDENTS
            self._put(kind, noun)
        before: dict[str, tuple[str, ...]] = {}
        for ident in sorted(gone):
            kind, drop = _KINDS[ident[:3]]
            now = self._database.first(kind.state, (ident,))
            if now is None:
                continue
            if kind is _INCIDENTS:
                before[ident] = read(Incident, ident, now[0]).claim_ids
            if now[1] == SUGGESTED or (kind is _INCIDENTS and self._is_taken_over(ident, before[ident])):
                self._database.execute(drop, (ident,))
                self._log(ident, now[0], None)
        remember_names(self._database, before, tuple(incidents))

    def _is_taken_over(self, ident: str, claim_ids: Sequence[str]) -> bool:
        """True where a confirmed incident's claims all stand in another one: it has another id now."""
        homes = self._database.rows(queries.INCIDENTS_WITH, (json.dumps(sorted(claim_ids)),))
        return any(o != ident and set(claim_ids) <= set(read(Incident, o, line).claim_ids) for o, line in list(homes))

    def _put(self, kind: _Kind, noun: CopyGroup | Incident | Link) -> None:
        now = self._database.first(kind.state, (noun.id,))
        line = record(noun)
        if not self._stays(now, line, getattr(noun, "status", SUGGESTED)):
            kind.put(self._database, noun)
            self._log(noun.id, now[0] if now else None, line)

    def _replace(self, kind: _Kind, new: Iterable[CopyGroup | Incident | Link]) -> None:
        self._database.execute(queries.SEEN_CLEAR)
        for noun in new:
            self._database.execute(queries.SEEN_ADD, (noun.id,))
            self._put(kind, noun)
        for ident, line in self._database.rows(kind.old):
            self._log(ident, line, None)
        self._database.execute(kind.sweep)

    @staticmethod
    def _stays(now: Row | None, line: str, status: str) -> bool:
        return now is not None and (now[0] == line or (now[1] != SUGGESTED and status == SUGGESTED))

    def _log(self, subject_id: str, before: str | None, after: str | None) -> None:
        what = "added" if before is None else "withdrawn" if after is None else "altered"
        self._counted[what] += 1
        reason = f"suggestion {what} by the linker"
        append(self._database, Decision("", self._at_utc, self._run_id, "link", subject_id, before, after, reason))
