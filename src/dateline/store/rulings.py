"""People's rulings on incidents as the ledger keeps them: each stands until the decision that made it is taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from dateline.link.rulings import CONFIRM, MERGE, SPLIT, Ruling
from dateline.records import Decision, Incident, Link
from dateline.store import queries
from dateline.store.database import Database
from dateline.store.rows import read


def rulings(database: Database) -> tuple[Ruling, ...]:
    """The rulings that stand, in their order."""
    rows = database.rows(queries.RULINGS)
    return tuple(Ruling(action, tuple(json.loads(one)), tuple(json.loads(other))) for action, one, other in rows)


def add_ruling(database: Database, ruling: Ruling, judged_id: str | None = None) -> int:
    """The ruling's number. Call it inside a transaction; `sign` then says which decision made it."""
    one, other = (json.dumps(list(side)) for side in (ruling.one, ruling.other))
    database.execute(queries.RULING_ADD, (ruling.action, one, other, judged_id))
    row = database.first(queries.RULING_LAST)
    return int(row[0]) if row else 0


def sign(database: Database, number: int, decision_id: str) -> None:
    """The ruling as made by a decision of the log."""
    database.execute(queries.RULING_SIGN, (decision_id, number))


def of_decision(database: Database, decision_id: str) -> int | None:
    """The number of the standing ruling that a decision made; None where there is none."""
    row = database.first(queries.RULING_OF, (decision_id,))
    return int(row[0]) if row else None


def undone_by(database: Database, decision_id: str) -> int | None:
    """The number of the ruling that a decision took back; None where there is none."""
    row = database.first(queries.RULING_UNDONE, (decision_id,))
    return int(row[0]) if row else None


def resting_on(database: Database, number: int) -> str | None:
    """The latest decision whose standing ruling names claims of this earlier one; None where there is none."""
    row = database.first(queries.RULINGS_RESTING_ON, (number,))
    return str(row[0]) if row else None


def restore(database: Database, number: int) -> None:
    """The ruling as standing again."""
    database.execute(queries.RULING_TAKE_BACK, (None, number))


def sign_undo(database: Database, number: int, decision_id: str) -> None:
    """Which decision took a ruling back."""
    database.execute(queries.RULING_TAKE_BACK, (decision_id, number))


def judged(database: Database, noun: Link | Incident, decision: Decision) -> None:
    """What a judgement of a link or an incident means for linking: former judgements of it fall, this one stands.

    A confirmed incident keeps its claims together; a claim whose report is rejected is split off from the rest of its
    incident, and one whose report is confirmed is kept with it.
    """
    same = json.dumps(list(noun.claim_ids) if isinstance(noun, Incident) else [])  # its id may have been another
    for (number,) in list(database.rows(queries.RULINGS_ON, (decision.subject_id, same))):
        sign_undo(database, number, decision.id)
    ruling = _meant(database, noun)
    if ruling is not None:
        sign(database, add_ruling(database, ruling, decision.subject_id), decision.id)


def _meant(database: Database, noun: Link | Incident) -> Ruling | None:
    if isinstance(noun, Incident):
        return Ruling(CONFIRM, noun.claim_ids, ()) if noun.status == "confirmed" else None
    row = database.first(queries.INCIDENT, (noun.object_id,))
    if noun.kind != "reports" or noun.status == "suggested" or row is None:
        return None
    rest = tuple(c for c in read(Incident, *row).claim_ids if c != noun.subject_id)
    return Ruling(SPLIT if noun.status == "rejected" else MERGE, (noun.subject_id,), rest) if rest else None


def remember_names(database: Database, before: Mapping[str, Sequence[str]], after: Sequence[Incident]) -> None:
    """Where incidents went whose ids are gone: each old id names the incident that holds its first claim now."""
    home = {claim_id: incident.id for incident in after for claim_id in incident.claim_ids}
    now = {incident.id for incident in after}
    for ident in now:
        database.execute(queries.NAME_DROP, (ident,))
    for old_id, claim_ids in before.items():
        found = next((home[claim_id] for claim_id in claim_ids if claim_id in home), None)
        if old_id not in now and found is not None:
            database.execute(queries.NAME_PUT, (old_id, found))
            database.execute(queries.NAME_FOLLOW, (found, old_id))
