"""Which actors a person found to be one, applied to claims as they are stored."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from dateline.records import ActorRef, Attribution, Claim, Claimant, Unresolved
from dateline.store.database import Database
from dateline.store.prepared import ClaimRow, prepared
from dateline.store.rows import read

FROM, NAMED = "; merged from ", ", named "  # in the basis of an actor: what it was before
Merges: TypeAlias = Mapping[str, tuple[str, str, str, str | None]]  # entity id: the other's id, name, kind, country
_MERGES: Final = """
SELECT m.one, e.id, e.name, e.kind, e.country FROM entity_merges m JOIN entities e ON e.id = m.into_id"""


def merges(database: Database) -> Merges:
    """Every merge of actors that stands."""
    return {row[0]: (row[1], row[2], row[3], row[4] or None) for row in database.rows(_MERGES)}


def with_merged(database: Database, rows: Sequence[ClaimRow]) -> Sequence[ClaimRow]:
    """The claims, each actor that was merged into another meaning the other."""
    known = merges(database)
    if not known:
        return rows
    claims = (read(Claim, row.claim[0], row.claim[-1]) for row in rows)
    return [prepared(renamed(claim, known)) for claim in claims]


def renamed(claim: Claim, known: Merges) -> Claim:
    """A claim whose actors mean those that they were merged into."""
    fillers = tuple(
        dataclasses.replace(f, actor=_meant(f.actor, known)) if isinstance(f.actor, ActorRef) else f
        for f in claim.fillers
    )
    chain = tuple(tuple(_claimant(who, known) for who in link) for link in claim.attribution.chain)
    said = Attribution(chain, claim.attribution.manner, claim.attribution.cue)
    return dataclasses.replace(claim, fillers=fillers, attribution=said)


def _claimant(who: Claimant, known: Merges) -> Claimant:
    return who if isinstance(who.actor, Unresolved) else dataclasses.replace(who, actor=_meant(who.actor, known))


def _meant(actor: ActorRef, known: Merges) -> ActorRef:
    other = known.get(actor.entity_id)
    if other is None:
        return actor
    ident, name, kind, country = other
    basis = f"{actor.basis}{FROM}{actor.entity_id}{NAMED}{actor.name}"
    return dataclasses.replace(actor, entity_id=ident, name=name, kind=kind, country=country, basis=basis)
