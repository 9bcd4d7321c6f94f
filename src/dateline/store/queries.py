"""Every query of the ledger by name."""

from __future__ import annotations

from typing import Final

RAW_ADD: Final = "INSERT OR IGNORE INTO raw (sha256, packed) VALUES (?, ?)"
RAW_OF: Final = "SELECT r.packed FROM captures c JOIN raw r ON r.sha256 = c.sha256 WHERE c.id = ?"

CAPTURE_ADD: Final = "INSERT INTO captures (id, address, sha256, record) VALUES (?, ?, ?, ?)"
CAPTURE_HAS: Final = "SELECT 1 FROM captures WHERE id = ?"
CAPTURES: Final = "SELECT id, record FROM captures ORDER BY address, id"
CAPTURE: Final = "SELECT id, record FROM captures WHERE id = ?"
CAPTURE_OF: Final = """
SELECT c.id, c.record FROM articles a JOIN captures c ON c.id = a.capture_id WHERE a.id = ?"""

ARTICLE_ADD: Final = """
INSERT INTO articles (id, capture_id, day_key, headline, text, record) VALUES (?, ?, ?, ?, ?, ?)"""
ARTICLE_HAS: Final = "SELECT 1 FROM articles WHERE id = ?"
ARTICLE: Final = "SELECT id, record, text FROM articles WHERE id = ?"
ARTICLES: Final = "SELECT id, record, text FROM articles ORDER BY day_key, id"
ARTICLE_IDS: Final = "SELECT id FROM articles ORDER BY day_key, id"

CLAIM_ADD: Final = """
INSERT INTO claims (number, id, article_id, start, finish, type, status, earliest, latest, country, place_id,
                    confidence, sentence, record)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
CLAIM_ENTITY_ADD: Final = "INSERT OR IGNORE INTO claim_entities (claim_id, role, entity_id) VALUES (?, ?, ?)"
CLAIM: Final = "SELECT id, record FROM claims WHERE id = ?"
CLAIM_IDS: Final = """
SELECT c.id FROM articles a CROSS JOIN claims c ON c.article_id = a.id
ORDER BY a.day_key, a.id, c.start, c.finish, c.id"""
CLAIMS: Final = """
SELECT c.id, c.record FROM articles a CROSS JOIN claims c ON c.article_id = a.id
ORDER BY a.day_key, a.id, c.start, c.finish, c.id"""
CLAIMS_OF: Final = "SELECT id, record FROM claims WHERE article_id = ? ORDER BY start, finish, id"
CLAIM_STATUS: Final = "SELECT status FROM claims WHERE id = ?"
CLAIMS_DROP: Final = "DELETE FROM claims WHERE article_id = ?"
CLAIMS_KEEP: Final = """
INSERT INTO old_claims (id, article_id, decision_id, record)
SELECT id, article_id, ?, record FROM claims WHERE article_id = ? ORDER BY start, finish, id"""
OLD_CLAIM: Final = "SELECT decision_id FROM old_claims WHERE id = ? ORDER BY number DESC LIMIT 1"

COPY_GROUPS: Final = "SELECT id, record FROM copy_groups ORDER BY id"
COPY_GROUP: Final = "SELECT record, 'suggested' FROM copy_groups WHERE id = ?"
COPY_GROUP_PUT: Final = "INSERT OR REPLACE INTO copy_groups (id, record) VALUES (?, ?)"
COPY_GROUP_DROP: Final = "DELETE FROM copy_groups WHERE id = ?"
COPY_GROUPS_OLD: Final = "SELECT id, record FROM copy_groups WHERE id NOT IN (SELECT id FROM temp.seen) ORDER BY id"
COPY_GROUPS_SWEEP: Final = "DELETE FROM copy_groups WHERE id NOT IN (SELECT id FROM temp.seen)"

INCIDENTS: Final = "SELECT id, record FROM incidents ORDER BY day_key, id"
INCIDENT: Final = "SELECT id, record FROM incidents WHERE id = ?"
INCIDENT_STATE: Final = "SELECT record, status FROM incidents WHERE id = ?"
INCIDENT_PUT: Final = """
INSERT OR REPLACE INTO incidents (id, day_key, type, country, status, record) VALUES (?, ?, ?, ?, ?, ?)"""
INCIDENT_CLAIM_ADD: Final = "INSERT OR IGNORE INTO incident_claims (incident_id, claim_id) VALUES (?, ?)"
INCIDENTS_OF_CLAIM: Final = "SELECT incident_id FROM incident_claims WHERE claim_id = ? ORDER BY incident_id"
INCIDENTS_OLD: Final = """
SELECT id, record FROM incidents WHERE status = 'suggested' AND id NOT IN (SELECT id FROM temp.seen) ORDER BY id"""
INCIDENTS_SWEEP: Final = """
DELETE FROM incidents WHERE status = 'suggested' AND id NOT IN (SELECT id FROM temp.seen)"""

INCIDENTS_WITH: Final = """
SELECT DISTINCT i.id, i.record FROM incident_claims c JOIN incidents i ON i.id = c.incident_id
WHERE c.claim_id IN (SELECT value FROM json_each(?)) ORDER BY i.day_key, i.id"""
INCIDENT_DROP: Final = "DELETE FROM incidents WHERE id = ?"
INCIDENT_CLAIMS_DROP: Final = "DELETE FROM incident_claims WHERE incident_id = ?"
NAME_PUT: Final = "INSERT OR REPLACE INTO incident_names (old_id, incident_id) VALUES (?, ?)"
NAME_DROP: Final = "DELETE FROM incident_names WHERE old_id = ?"
NAME_FOLLOW: Final = "UPDATE incident_names SET incident_id = ? WHERE incident_id = ?"
NAME_OF: Final = "SELECT incident_id FROM incident_names WHERE old_id = ?"

STATE: Final = "SELECT value FROM link_state WHERE kind = ? AND key = ?"
STATE_PUT: Final = "INSERT OR REPLACE INTO link_state (kind, key, value) VALUES (?, ?, ?)"
STATE_DROP: Final = "DELETE FROM link_state WHERE kind = ? AND key = ?"
STATE_CLEAR: Final = "DELETE FROM link_state"
TERMS_CLEAR: Final = "DELETE FROM link_terms"
TERM_POST: Final = "INSERT OR IGNORE INTO link_terms (term, member) VALUES (?, ?)"
TERM_UNPOST: Final = "DELETE FROM link_terms WHERE term = ? AND member = ?"
TERM_BEFORE: Final = "SELECT member FROM link_terms WHERE term = ? AND member < ? ORDER BY member LIMIT ?"
TERMS_AFTER: Final = """
WITH open (term) AS MATERIALIZED (
    SELECT value FROM json_each(?1) WHERE
    (SELECT count(*) FROM (SELECT 1 FROM link_terms WHERE term = value AND member < ?2 LIMIT ?3)) < ?3)
SELECT DISTINCT t.member FROM open CROSS JOIN link_terms t ON t.term = open.term AND t.member > ?2 ORDER BY t.member"""
TERM_MEMBERS: Final = "SELECT member FROM link_terms WHERE term = ? ORDER BY member"
TERMS_SHARED: Final = """
SELECT DISTINCT member FROM link_terms WHERE term IN (SELECT value FROM json_each(?)) ORDER BY member"""
UNLINKED: Final = """
SELECT a.day_key, a.id FROM articles a WHERE (a.day_key, a.id) > (?, ?)
AND NOT EXISTS (SELECT 1 FROM link_state WHERE kind = 'linked' AND key = a.id) ORDER BY a.day_key, a.id LIMIT ?"""

RULINGS: Final = "SELECT action, one, other FROM rulings WHERE undone_by IS NULL ORDER BY number"
RULING_ADD: Final = "INSERT INTO rulings (action, one, other, judged) VALUES (?, ?, ?, ?)"
RULING_LAST: Final = "SELECT max(number) FROM rulings"
RULING_SIGN: Final = "UPDATE rulings SET decision_id = ? WHERE number = ?"
RULING_OF: Final = "SELECT number FROM rulings WHERE decision_id = ? AND undone_by IS NULL"
RULING_UNDONE: Final = "SELECT number FROM rulings WHERE undone_by = ?"
RULINGS_RESTING_ON: Final = """
SELECT later.decision_id FROM rulings later, rulings earlier
WHERE earlier.number = ? AND later.number > earlier.number AND later.undone_by IS NULL AND EXISTS (
    SELECT 1 FROM (SELECT value FROM json_each(later.one) UNION SELECT value FROM json_each(later.other)) l
    JOIN (SELECT value FROM json_each(earlier.one) UNION SELECT value FROM json_each(earlier.other)) e
    ON l.value = e.value
) ORDER BY later.number DESC LIMIT 1"""
RULINGS_ON: Final = """
SELECT number FROM rulings WHERE undone_by IS NULL AND (judged = ?1 OR (action = 'confirm' AND EXISTS (
    SELECT 1 FROM json_each(rulings.one) WHERE value IN (SELECT value FROM json_each(?2))))) ORDER BY number"""
RULING_TAKE_BACK: Final = "UPDATE rulings SET undone_by = ? WHERE number = ?"

LINKS: Final = "SELECT id, record FROM links ORDER BY subject_id, object_id, id"
LINK: Final = "SELECT id, record FROM links WHERE id = ?"
LINKS_OF: Final = (
    "SELECT id, record FROM links WHERE subject_id = ?1 OR object_id = ?1 ORDER BY subject_id, object_id, id"
)
LINK_STATE: Final = "SELECT record, status FROM links WHERE id = ?"
LINK_PUT: Final = """
INSERT OR REPLACE INTO links (id, kind, subject_id, object_id, status, record) VALUES (?, ?, ?, ?, ?, ?)"""
LINK_DROP: Final = "DELETE FROM links WHERE id = ?"
LINKS_OLD: Final = """
SELECT id, record FROM links WHERE status = 'suggested' AND id NOT IN (SELECT id FROM temp.seen) ORDER BY id"""
LINKS_SWEEP: Final = "DELETE FROM links WHERE status = 'suggested' AND id NOT IN (SELECT id FROM temp.seen)"

SEEN_START: Final = "CREATE TEMP TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID"
SEEN_CLEAR: Final = "DELETE FROM temp.seen"
SEEN_ADD: Final = "INSERT OR IGNORE INTO temp.seen (id) VALUES (?)"

DECISION_ADD: Final = "INSERT INTO decisions (id, subject_id, record) VALUES (?, ?, ?)"
DECISION: Final = "SELECT id, record FROM decisions WHERE id = ?"
DECISION_LAST: Final = "SELECT id FROM decisions ORDER BY number DESC LIMIT 1"
DECISIONS: Final = "SELECT id, record FROM decisions ORDER BY number"
DECISIONS_ON: Final = "SELECT id, record FROM decisions WHERE subject_id = ? ORDER BY number"

RUN_ADD: Final = "INSERT OR IGNORE INTO runs (id, record) VALUES (?, ?)"
RUN: Final = "SELECT id, record FROM runs WHERE id = ?"
RUN_FINISH: Final = "UPDATE runs SET record = ?, finished_utc = ? WHERE id = ?"
RUNS: Final = "SELECT id, record FROM runs ORDER BY number"

REFUSAL_ADD: Final = "INSERT OR IGNORE INTO refusals (address, what, run_id) VALUES (?, ?, ?)"
REFUSALS: Final = """
SELECT f.address, f.what FROM refusals f LEFT JOIN runs r ON r.id = f.run_id WHERE NOT EXISTS (
    SELECT 1 FROM captures c WHERE c.address = f.address
    AND json_extract(c.record, '$.captured_utc') > json_extract(r.record, '$.started_utc')
) ORDER BY f.address, f.what
"""

WITH_PREFIX: Final = "SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"  # table: claims, incidents

FIND_CLAIMS: Final = """
SELECT c.id, c.article_id, snippet(claim_words, 0, '', '', '…', 24)
FROM claim_words JOIN claims c ON c.number = claim_words.rowid
WHERE claim_words MATCH ? ORDER BY claim_words.rank, c.id LIMIT ?"""
FIND_ARTICLES: Final = """
SELECT a.id, a.id, snippet(article_words, -1, '', '', '…', 24)
FROM article_words JOIN articles a ON a.number = article_words.rowid
WHERE article_words MATCH ? ORDER BY article_words.rank, a.id LIMIT ?"""

COUNT: Final = "SELECT count(*) FROM {table}"
COUNTED: Final = (
    "captures", "articles", "claims", "copy_groups", "incidents", "links", "decisions", "refusals", "runs"
)  # fmt: skip

COLUMNS: Final = "SELECT {columns} FROM {table} ORDER BY id"
ENTITIES_OF: Final = "SELECT claim_id, role, entity_id FROM claim_entities WHERE claim_id = ?"
UNINDEXED: Final = """
SELECT id FROM {table} WHERE number NOT IN (SELECT id FROM {words}_docsize) ORDER BY number"""
INDEXED_GONE: Final = """
SELECT id FROM {words}_docsize WHERE id NOT IN (SELECT number FROM {table}) ORDER BY id"""

INTEGRITY: Final = "PRAGMA integrity_check(20)"
FOREIGN_KEYS: Final = "PRAGMA foreign_key_check"
