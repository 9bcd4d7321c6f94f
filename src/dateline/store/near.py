"""Claims that may be of the same happening as one that is not in the ledger: by place, by day and type, by words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dateline.link.views.common import words_of
from dateline.records import Claim, Place, When
from dateline.store.database import Database, Row
from dateline.store.ledger import Ledger
from dateline.store.parts import Part
from dateline.store.search import match_expression

_WINDOW_DAYS = 10
_LOOKED_AT = 150
_INCIDENTS = 60
_BY_PLACE: Final = """
SELECT c.id FROM claim_facets f JOIN claims c ON c.number = f.number
WHERE f.place_id = ? AND (? = '' OR f.day = '' OR f.day BETWEEN date(?, ?) AND date(?, ?))
ORDER BY f.day DESC LIMIT ?"""
_BY_DAY: Final = """
SELECT c.id FROM claim_facets f JOIN claims c ON c.number = f.number
WHERE f.type = ? AND f.day BETWEEN date(?, ?) AND date(?, ?) AND (? = '' OR f.country = ?) LIMIT ?"""
_BY_WORDS: Final = """
SELECT c.id FROM (SELECT rowid FROM claim_words WHERE claim_words MATCH ? ORDER BY rank LIMIT ?) w
JOIN claims c ON c.number = w.rowid"""
_TOGETHER: Final = "SELECT claim_id FROM incident_claims WHERE incident_id = ?"


def near(ledger: Ledger, claims: Iterable[Claim]) -> Part:
    """The part of a ledger that may be of the same happenings as some claims, with whole incidents.

    Bounded, so that it answers at a million claims: the latest claims of a place, those of a type within ten days, and
    those that share most words, with the first sixty incidents that they are of.
    """
    found = [ident for claim in claims for ident in candidates(ledger.database, claim)]
    incidents = list(dict.fromkeys(one for ident in dict.fromkeys(found) for one in ledger.incidents_of(ident)))
    for incident_id in incidents[:_INCIDENTS]:
        found += [row[0] for row in ledger.database.rows(_TOGETHER, (incident_id,))]
    return Part(ledger, found)


def candidates(database: Database, pasted: Claim) -> list[str]:
    """By place, by day and type, and by words: what may be of the same happening."""
    day = _day(pasted)
    low, high = f"-{_WINDOW_DAYS} days", f"+{_WINDOW_DAYS} days"
    found: list[Row] = []
    country = ""
    if isinstance(pasted.place, Place):
        country = pasted.place.country or ""
        found += database.rows(_BY_PLACE, (pasted.place.gazetteer_id, day, day, low, day, high, _LOOKED_AT))
    if day:
        found += database.rows(_BY_DAY, (pasted.type, day, low, day, high, country, country, _LOOKED_AT))
    words = " ".join(words_of(f) for f in pasted.fillers if f.role in ("place", "target", "actor"))
    expression = match_expression(words)
    if expression:
        either = " OR ".join(f'"{word}"' for word in expression.replace('"', " ").split() if len(word) > 3)
        if either:
            found += database.rows(_BY_WORDS, (either, _LOOKED_AT))
    return list(dict.fromkeys(row[0] for row in found))


def _day(claim: Claim) -> str:
    if isinstance(claim.when, When):
        day = claim.when.earliest or claim.when.latest
        return day.isoformat() if day else ""
    return ""
