"""What lists show of an incident, worked out once from its claims: documents, independent groups, tolls as ranges."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.knowledge.ontology import load_ontology
from dateline.link.archive import Archive
from dateline.link.independence import independence_of
from dateline.link.views.choices import Chosen, choose
from dateline.link.views.tolls import toll_table
from dateline.records import Incident
from dateline.store.database import Database
from dateline.store.ledger import Ledger
from dateline.store.parts import incident_part

_OPEN: Final = "SELECT incident_id FROM incident_facts WHERE groups IS NULL ORDER BY incident_id LIMIT ?"
_PUT: Final = """
UPDATE incident_facts SET documents = ?, groups = ?, against = ?, killed_low = ?, killed_high = ?, tolls = ?
WHERE incident_id = ?"""
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Facts:
    """An incident in a list. A missing bound of the killed is open or not stated; `tolls` says it in words."""

    documents: int
    groups: int
    against: int
    killed_low: int | None
    killed_high: int | None
    tolls: str


def facts_of(ledger: Ledger, incident: Incident) -> Facts:
    """The facts of one incident from its claims."""
    part = incident_part(ledger, incident)
    archive = part.archive()
    here = next((one for one in archive.linking.incidents if one.id == incident.id), None)
    return facts_in(here or dataclasses.replace(incident, claim_ids=()), archive)


def facts_in(incident: Incident, archive: Archive) -> Facts:
    """The facts of an incident of an archive."""
    claims = archive.claims_of(incident)
    found = independence_of(claims, archive)
    inside = set(incident.claim_ids)
    against = sum(
        link.kind == "contradicts" and link.status != "rejected" and bool({link.subject_id, link.object_id} & inside)
        for link in archive.linking.links
    )
    table = toll_table([incident], archive)
    said: dict[str, Chosen] = {}
    for measure in dict.fromkeys(row.measure for row in table.rows):
        chosen = choose(table, "range", measure, archive)
        if isinstance(chosen, Chosen):
            said[measure] = chosen
    killed = said.get("killed")
    return Facts(
        found.n_documents,
        found.n_independent_groups,
        against,
        killed.low if killed else None,
        killed.high if killed else None,
        "; ".join(f"{name} {ends_words(chosen)}" for name, chosen in said.items()),
    )


def ends_words(chosen: Chosen) -> str:
    """A view's figure in words: "17 to 44", "17 or more"; never 0 for what is not bounded."""
    low = "not bounded below" if chosen.low is None else f"{chosen.low:,}"
    if chosen.high is None:
        return f"{low} or more" if chosen.low is not None else low
    return low if chosen.low == chosen.high else f"{low} to {chosen.high:,}"


def work_out(ledger: Ledger, archive: Archive | None = None, tick: Callable[[str], object] = len) -> int:
    """The facts of every incident that has none, batch by batch; how many there were. Safe to stop and run again."""
    load_ontology()
    by_id = {incident.id: incident for incident in archive.linking.incidents} if archive else {}
    done = 0
    while True:
        ids = [row[0] for row in ledger.database.rows(_OPEN, (_BATCH,))]
        if not ids:
            return done
        rows: list[tuple[str, Facts]] = []
        for ident in ids:
            known = by_id.get(ident)
            facts = facts_in(known, archive) if archive and known else facts_of(ledger, ledger.incident(ident))
            rows.append((ident, facts))
            tick(ident)
        with ledger.transaction():
            put_facts(ledger.database, rows)
        done += len(rows)


def put_facts(database: Database, rows: Iterable[tuple[str, Facts]]) -> None:
    """The facts kept. Call it inside a transaction."""
    for ident, facts in rows:
        database.execute(_PUT, (*dataclasses.astuple(facts), ident))


@dataclass(frozen=True, slots=True)
class Row:
    """An incident in a list; counts are None until they are worked out."""

    id: str
    day: str
    type: str
    country: str
    place_id: str
    label: str
    lat: float | None
    lon: float | None
    extent_km: float | None
    precision: str
    claims: int
    documents: int | None
    groups: int | None
    against: int | None
    killed_low: int | None
    killed_high: int | None
    tolls: str | None


_COLUMNS: Final = ", ".join(
    "incident_id day type country place_id label lat lon extent_km precision claims documents groups against "
    "killed_low killed_high tolls".split()
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents a list shows; empty fields do not limit."""

    type: str = ""
    country: str = ""
    place: str = ""
    since: str = ""
    until: str = ""
    groups: str = ""
    against: str = ""  # "1": only contradicted ones


def list_incidents(
    database: Database, wanted: Wanted, order: str = "day", after: tuple[str, str] | None = None, limit: int = 50
) -> Sequence[Row]:
    """Incidents newest first, or (`order` "killed") with the largest tolls first; `after` is the last row's keys."""
    tests, values = _tests(wanted)
    key = "killed_high" if order == "killed" else "day"
    if order == "killed":
        tests.append("killed_high IS NOT NULL")
    if after is not None:
        tests.append(f"({key}, incident_id) < (?, ?)")
        values += [int(after[0]) if order == "killed" else after[0], after[1]]
    where = f"WHERE {' AND '.join(tests)}" if tests else ""
    sql = f"SELECT {_COLUMNS} FROM incident_facts {where} ORDER BY {key} DESC, incident_id DESC LIMIT ?"
    return [Row(*row) for row in database.rows(sql, (*values, limit))]


def _tests(wanted: Wanted) -> tuple[list[str], list[object]]:
    tests: list[str] = []
    values: list[object] = []
    for test, value in (
        ("type = ?", wanted.type),
        ("country = ?", wanted.country),
        ("place_id = ?", wanted.place),
        ("day >= ?", wanted.since),
        ("day <= ?", wanted.until and wanted.until + "~"),
        ("groups >= ?", int(wanted.groups) if wanted.groups.isdigit() else ""),
    ):
        if value != "":
            tests.append(test)
            values.append(value)
    if wanted.until and not wanted.since:
        tests.append("day > ''")
    if wanted.against:
        tests.append("against > 0")
    return tests, values
