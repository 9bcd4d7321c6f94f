"""Actors that a person found to be one: claims that name the first mean the second, also later; reversible."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from dateline.errors import ConfigError
from dateline.records import Claim, Decision
from dateline.store.claims import add_claims
from dateline.store.judging import Said
from dateline.store.ledger import Ledger, NoSuchRecord
from dateline.store.log import utc_now
from dateline.store.merged import FROM, NAMED, merges, renamed
from dateline.store.rows import read, record

_ENTITY: Final = "SELECT id, name, kind, country FROM entities WHERE id = ?"
_CLAIMS: Final = """
SELECT DISTINCT c.id, c.record FROM claim_entities e JOIN claims c ON c.id = e.claim_id WHERE e.entity_id = ?
ORDER BY c.id"""
_PUT: Final = "INSERT INTO entity_merges (one, into_id, decision_id) VALUES (?, ?, ?)"
_DROP: Final = "DELETE FROM entity_merges WHERE decision_id = ?"
_KEEP: Final = """
INSERT INTO old_claims (id, article_id, decision_id, record)
SELECT id, article_id, ?, record FROM claims WHERE id = ?"""
_REMOVE: Final = "DELETE FROM claims WHERE id = ?"
ACTION = "merge-actors"


def merge_entities(ledger: Ledger, one: str, into: str, said: Said) -> Decision:
    """Every claim that names an actor means another from now on; raises NoSuchRecord and ConfigError."""
    _named(said)
    with ledger.transaction():
        for ident in (one, into):
            if ledger.database.first(_ENTITY, (ident,)) is None:
                raise NoSuchRecord(f"the ledger names no actor {ident!r}; the list of actors has all ids")
        known = merges(ledger.database)
        if one == into or one in known or into in known:
            raise ConfigError(f"{one} into {into}: name two actors, neither of them merged away before")
        change = (json.dumps({"one": one, "into": None}), json.dumps({"one": one, "into": into}))
        decision = ledger.log(Decision("", utc_now(), said.who, ACTION, one, *change, said.why))
        ledger.database.execute(_PUT, (one, into, decision.id))
        now = merges(ledger.database)
        _rewrite(ledger, one, decision.id, lambda claim: renamed(claim, now))
        return decision


def unmerge_entities(ledger: Ledger, decision_id: str, said: Said) -> Decision:
    """A merge taken back: claims name the first actor again; raises ConfigError where there is no such merge."""
    _named(said)
    with ledger.transaction():
        made = ledger.decision(decision_id)
        change = json.loads(made.after or "{}") if made.action == ACTION else {}
        if not change or merges(ledger.database).get(change["one"], ("",))[0] != change["into"]:
            raise ConfigError(f"{decision_id}: is no merge of actors that stands")
        one, into = change["one"], change["into"]
        row = ledger.database.first(_ENTITY, (one,))
        if row is None:
            raise NoSuchRecord(f"the ledger names no actor {one!r}")
        decision = ledger.log(Decision("", utc_now(), said.who, "undo", one, made.after, made.before, said.why))
        ledger.database.execute(_DROP, (made.id,))
        _rewrite(ledger, into, decision.id, lambda claim: _back(claim, into, row))
        return decision


def _named(said: Said) -> None:
    if not said.who.strip():
        raise ConfigError("a decision needs the name of who decides")


def _rewrite(ledger: Ledger, entity_id: str, decision_id: str, change: Callable[[Claim], Claim]) -> None:
    """Every claim that names an entity, changed; what stood before is kept among the old claims."""
    database = ledger.database
    found = [read(Claim, *row) for row in database.rows(_CLAIMS, (entity_id,))]
    for claim in found:
        after = change(claim)
        if after == claim:
            continue
        database.execute(_KEEP, (decision_id, claim.id))
        database.execute(_REMOVE, (claim.id,))
        add_claims(database, [after])


def _back(claim: Claim, into: str, one: Any) -> Claim:
    mark = f"{FROM}{one[0]}{NAMED}"

    def restored(actor: dict[str, Any]) -> dict[str, Any]:
        basis, found, name = actor["basis"].rpartition(mark)
        if actor["entity_id"] != into or not found:
            return actor
        same = {"entity_id": one[0], "name": name, "kind": one[2], "country": one[3] or None}
        return {**actor, **same, "basis": basis}

    return read(Claim, claim.id, json.dumps(_walk(json.loads(record(claim)), restored)))


def _walk(value: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_walk(item, change) for item in value]
    if isinstance(value, dict):
        if value.get("is") == "ActorRef":
            return change(value)
        return {key: _walk(item, change) for key, item in value.items()}
    return value
