"""What a person decides on incidents: merge, split, judge, and undo; each is one transaction and one row of the log.

Linking replays the decisions that stand, so that no rerun takes one back (`dateline.link.rulings`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from dateline import jobs
from dateline.errors import ConfigError
from dateline.link.rulings import MERGE, SPLIT, Ruling
from dateline.records import Decision
from dateline.store import rulings
from dateline.store.ledger import Ledger
from dateline.store.log import utc_now


def merge(ledger: Ledger, incident_a: str, incident_b: str, who: str, why: str) -> Decision:
    """Two incidents made one, for good; the decision as logged, under the id of the first.

    `before` and `after` of the decision are JSON: incident ids, each with its claim ids. Ids may be the first six or
    more characters. Raises KeyError for an unknown incident, ConfigError where both are one.
    """
    with ledger.transaction():
        one, other = ledger.incident(incident_a), ledger.incident(incident_b)
        if one.id == other.id:
            raise ConfigError(f"{one.id}: an incident cannot be merged with itself; name two incidents")
        ruling = Ruling(MERGE, one.claim_ids, other.claim_ids)
        return _rule(ledger, ruling, (who, "merge", one.id, why))


def split(ledger: Ledger, incident: str, claim_ids: Collection[str], who: str, why: str) -> Decision:
    """Some claims of an incident taken out of it, as an incident of their own; the decision as logged.

    Copies go with what they copy. `before` and `after` are as for `merge`. Raises KeyError for an unknown incident,
    ConfigError where claims are not of it, or none would be left on one side.
    """
    with ledger.transaction():
        found = ledger.incident(incident)
        foreign = sorted(set(claim_ids) - set(found.claim_ids))
        if foreign:
            raise ConfigError(f"{found.id}: has no claim {', '.join(foreign)}; name claims of this incident")
        off = tuple(claim_id for claim_id in found.claim_ids if claim_id in set(claim_ids))
        left = tuple(claim_id for claim_id in found.claim_ids if claim_id not in set(claim_ids))
        if not off or not left:
            raise ConfigError(f"{found.id}: a split needs claims on both sides; name some of its claims, not all")
        return _rule(ledger, Ruling(SPLIT, off, left), (who, "split", found.id, why))


def judge(ledger: Ledger, subject_id: str, status: str, who: str, why: str) -> Decision:
    """A link or incident confirmed, rejected (links only) or set back to suggested, and linked anew accordingly.

    A claim whose report is rejected leaves its incident. Raises as `Ledger.judge`.
    """
    with ledger.transaction():
        decision = ledger.judge(subject_id, status, who, why)
        jobs.link(ledger)
        return decision


def undo(ledger: Ledger, decision_id: str, who: str, why: str) -> Decision:
    """A merge, split, judgement or undo taken back; the undoing decision as logged.

    Later decisions on the same claims have to be undone first, so that an undo gives the former state back. Raises
    KeyError for an unknown decision, ConfigError for one that cannot be undone or has been.
    """
    with ledger.transaction():
        decision = ledger.decision(decision_id)
        if decision.action in ("accept", "reject"):
            return judge(ledger, decision.subject_id, "suggested", who, why)
        number = rulings.of_decision(ledger.database, decision.id)
        again = rulings.undone_by(ledger.database, decision.id)
        if number is None and again is None:
            raise ConfigError(
                f"{decision.id}: a decision of kind {decision.action!r} cannot be undone, or has been undone; "
                "undo a merge, split, accept, reject, or the undo itself"
            )
        later = rulings.resting_on(ledger.database, number) if number is not None else None
        if later is not None:
            raise ConfigError(f"{decision.id}: a later decision rests on it; undo {later} first")
        before = _incidents(ledger, _named(decision))
        if number is not None:
            rulings.sign_undo(ledger.database, number, decision.id)
        elif again is not None:
            rulings.restore(ledger.database, again)
        jobs.link(ledger)
        change = (before, _incidents(ledger, _named(decision)))
        undone = ledger.log(Decision("", utc_now(), who, "undo", decision.subject_id, *change, why))
        if number is not None:
            rulings.sign_undo(ledger.database, number, undone.id)
        return undone


def _rule(ledger: Ledger, ruling: Ruling, said: tuple[str, str, str, str]) -> Decision:
    """A ruling that stands from now on: linked accordingly, logged with what it changed."""
    who, action, subject_id, why = said
    before = _incidents(ledger, ruling.claim_ids)
    number = rulings.add_ruling(ledger.database, ruling)
    jobs.link(ledger)
    change = (before, _incidents(ledger, ruling.claim_ids))
    decision = ledger.log(Decision("", utc_now(), who, action, subject_id, *change, why))
    rulings.sign(ledger.database, number, decision.id)
    return decision


def _incidents(ledger: Ledger, claim_ids: Iterable[str]) -> str:
    """The incidents that hold some claims, as JSON."""
    return json.dumps({incident.id: list(incident.claim_ids) for incident in ledger.incidents_with(claim_ids)})


def _named(decision: Decision) -> frozenset[str]:
    """The claims that a merge, split or undo names."""
    named = [*json.loads(decision.before or "{}").values(), *json.loads(decision.after or "{}").values()]
    return frozenset(claim_id for claim_ids in named for claim_id in claim_ids)
