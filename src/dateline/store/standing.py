"""Where people's decisions about claims stand now: what a rerun of the machine must leave as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dateline.records import Claim
from dateline.store.database import Database
from dateline.store.rows import read

ACCEPTED, MENDED, REJECTED = "accepted", "mended", "rejected"
_OF_ARTICLE: Final = "SELECT claim_id, state, record FROM claim_judgements WHERE article_id = ? ORDER BY claim_id"
_OF_CLAIM: Final = "SELECT state, record FROM claim_judgements WHERE claim_id = ?"


def standing(database: Database, claim_id: str) -> tuple[str, Claim] | None:
    """What people decided about a claim, with the claim as it was judged; None where nobody did."""
    row = database.first(_OF_CLAIM, (claim_id,))
    return (row[0], read(Claim, claim_id, row[1])) if row else None


def as_judged(database: Database, article_id: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that a machine found on an article, with people's decisions over them.

    Rejected claims stay out, accepted and mended ones stay as they were judged, also where the machine no longer finds
    them.
    """
    judged = {row[0]: (row[1], row[2]) for row in database.rows(_OF_ARTICLE, (article_id,))}
    found = [claim for claim in claims if claim.id not in judged]
    kept = [read(Claim, ident, line) for ident, (state, line) in judged.items() if state != REJECTED]
    return tuple(sorted((*found, *kept), key=lambda c: (c.trigger.start, c.trigger.end, c.id)))
