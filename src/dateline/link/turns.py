"""The turn of a claim's act: what the words around its trigger make of it (`knowledge/turns.py`)."""

from __future__ import annotations

from dateline.knowledge.turns import Turned, load_turns
from dateline.records import Claim


def turn_of(claim: Claim) -> Turned | None:
    """Whether the act of a claim is ended, broken, granted, promised or ordered, by the words of its sentence."""
    at = claim.sentence_evidence.start
    return load_turns().of(claim.type, claim.sentence_evidence.exact, claim.trigger.start - at, claim.trigger.end - at)
