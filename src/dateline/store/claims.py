"""Claims put into a ledger, with all that they are looked up, filtered and counted by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from dateline.records import Claim
from dateline.store import queries
from dateline.store.database import Database
from dateline.store.prepared import ClaimRow, prepared

_NEXT: Final = "SELECT coalesce(max(number), 0) + 1 FROM claims"
_ADDED: Final = """
SELECT coalesce(substr(p.record ->> '$.captured_utc', 1, 10), '')
FROM articles a JOIN captures p ON p.id = a.capture_id WHERE a.id = ?"""
_FACETS: Final = """
INSERT INTO claim_facets (number, day, type, status, country, place_id, precision, spot, claimant, harm, doubt, added,
                          judged)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce(?6 || '|' || ?7 || '|' || round(?8, 2) || '|' || round(?9, 2), ''),
        ?10, ?11, ?12, ?13, coalesce((SELECT state FROM claim_judgements WHERE claim_id = ?14), ''))"""
_ENTITY: Final = "INSERT OR IGNORE INTO entities (id, name, kind, country) VALUES (?, ?, ?, ?)"
_PLACE: Final = """
INSERT INTO place_counts (spot, place_id, precision, lat, lon, label, extent_km, country, n)
VALUES (?1 || '|' || ?2 || '|' || round(?3, 2) || '|' || round(?4, 2), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT DO UPDATE SET n = n + excluded.n"""
_COUNT: Final = "SELECT {values}, count(*) FROM claim_facets WHERE number BETWEEN ?1 AND ?2 GROUP BY {values}"
_FACET_VALUES: Final = (
    "'type', type", "'status', status", "'country', country", "'precision', precision", "'claimant', claimant",
    "'place', place_id", "'all', ''",
)  # fmt: skip
_NAMED: Final = """
FROM claims c CROSS JOIN claim_facets f ON f.number = c.number CROSS JOIN claim_entities e ON e.claim_id = c.id
WHERE c.number BETWEEN ?1 AND ?2"""
_ADD: Final = " ON CONFLICT DO UPDATE SET n = n + excluded.n"
#: what is counted anew of the claims from one number to another
_COUNTS: Final = (
    f"INSERT INTO facet_counts {' UNION ALL '.join(_COUNT.format(values=v) for v in _FACET_VALUES)} {_ADD}",
    f"INSERT INTO day_counts {_COUNT.format(values='day, type')} {_ADD}",
    f"INSERT INTO month_counts {_COUNT.format(values='substr(day, 1, 7), type, status, country')} {_ADD}",
    f"INSERT OR IGNORE INTO entity_claims SELECT e.entity_id, f.day, f.number, e.role {_NAMED}",
    f"INSERT INTO entity_counts SELECT e.entity_id, e.role, count(*) {_NAMED} GROUP BY 1, 2 {_ADD}",
    f"INSERT INTO entity_counts SELECT e.entity_id, '', count(*) {_NAMED} GROUP BY 1 {_ADD}",
)


def add_claims(database: Database, claims: Iterable[Claim]) -> None:
    """Claims of one article, just as they are. Call it inside a transaction."""
    put_claims(database, [prepared(claim) for claim in claims])


def put_claims(database: Database, rows: Sequence[ClaimRow]) -> None:
    """Claims of one article, and everything else that holds them; what takes claims out is done by triggers.

    Counts go up once for all of them, not claim by claim. Call it inside a transaction.
    """
    if not rows:
        return
    first = (database.first(_NEXT) or (1,))[0]
    added = (database.first(_ADDED, (rows[0].claim[1],)) or ("",))[0]
    database.execute_each(queries.CLAIM_ADD, [(n, *row.claim) for n, row in enumerate(rows, first)])
    database.execute_each(_FACETS, [(n, *row.facets, added, row.claim[0]) for n, row in enumerate(rows, first)])
    database.execute_each(queries.CLAIM_ENTITY_ADD, [one for row in rows for one in row.entities])
    database.execute_each(_ENTITY, dict.fromkeys(one for row in rows for one in row.actors))
    places = Counter(row.place for row in rows if row.place is not None)
    database.execute_each(_PLACE, [(*place, n) for place, n in places.items()])
    for count in _COUNTS:
        database.execute(count, (first, first + len(rows) - 1))
