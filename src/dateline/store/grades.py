"""Grades that people set: rows of the append-only log, the last one on a subject holds; `null` withdraws it."""

from __future__ import annotations

import json

from dateline.errors import ConfigError
from dateline.link.archive import Archive
from dateline.link.views.common import voices
from dateline.link.views.grades import DIGITS, INCIDENT_GRADES, LETTERS, Judged
from dateline.records import Decision
from dateline.store.ledger import Ledger

ACTION = "grade"
WITHDRAW = "-"


def grades_of(ledger: Ledger) -> dict[str, Judged]:
    """What people set and did not withdraw, by claimant's key, claim's id or incident's id."""
    out: dict[str, Judged] = {}
    for decision in ledger.decisions():
        if decision.action == ACTION:
            out.pop(decision.subject_id, None)
            value = json.loads(decision.after or "null")
            if value is not None:
                out[decision.subject_id] = Judged(value, decision.who, decision.reason)
    return out


def set_grade(ledger: Ledger, archive: Archive, subject: str, value: str, *, who: str, reason: str) -> Decision:
    """A grade set or, with "-", withdrawn; the log keeps what was before.

    `subject` is a claim's or an incident's id, or a claimant's name as the ledger shows it. Raises ConfigError for a
    subject that is not there, a value that its kind does not have, and where nobody or no reason is given.
    """
    if not who.strip() or not reason.strip():
        raise ConfigError("a grade needs who sets it and why")
    key, allowed = _subject(ledger, archive, subject)
    if value not in (*allowed, WITHDRAW):
        raise ConfigError(f"{value!r} is no grade for {subject}; choose one of {', '.join(allowed)}, or - to withdraw")
    with ledger.transaction():
        before = grades_of(ledger).get(key)
        after = None if value == WITHDRAW else json.dumps(value)
        change = (json.dumps(before.value) if before else None, after)
        return ledger.log(Decision("", ledger.now(), who, ACTION, key, *change, reason))


def _subject(ledger: Ledger, archive: Archive, subject: str) -> tuple[str, tuple[str, ...]]:
    if subject.startswith("clm_"):
        return ledger.claim(subject).id, DIGITS
    if subject.startswith("inc_"):
        return ledger.incident(subject).id, INCIDENT_GRADES
    known = {voice.key: voice.name for claim in archive.all_claims() for voice in voices(claim, archive)}
    found = [key for key, name in known.items() if subject in (key, name) or name.lower() == subject.lower()]
    if len(found) != 1:
        what = "no claimant" if not found else f"{len(found)} claimants"
        raise ConfigError(
            f"{what} called {subject!r} in this ledger; `dateline show grades` lists them with their keys"
        )
    return found[0], LETTERS
