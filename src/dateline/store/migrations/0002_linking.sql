-- What people decided on incidents. Linking replays the rulings that stand, in this order, whatever it finds.
CREATE TABLE rulings (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    action      TEXT NOT NULL,    -- merge, split, confirm
    one         TEXT NOT NULL,    -- claim ids as JSON: of one side, of what is split off, of the confirmed incident
    other       TEXT NOT NULL,    -- claim ids as JSON: of the other side, of what is left
    judged      TEXT,             -- the link or incident that was confirmed or rejected; NULL for a merge or split
    decision_id TEXT,             -- the decision in the log
    undone_by   TEXT              -- the decision that took it back
);
CREATE INDEX rulings_by_decision ON rulings (decision_id);
INSERT INTO rulings (action, one, other, judged) SELECT 'confirm', json_extract(record, '$.claim_ids'), '[]', id
FROM incidents WHERE status = 'confirmed' ORDER BY day_key, id;

-- The ids that incidents had before they grew, were merged or split.
CREATE TABLE incident_names (
    old_id      TEXT PRIMARY KEY,
    incident_id TEXT NOT NULL
) WITHOUT ROWID;

-- What the linker keeps between runs, so that a new day costs a day. Dropping all of it costs one full linking.
CREATE TABLE link_state (
    kind  TEXT NOT NULL,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE link_terms (
    term   INTEGER NOT NULL,      -- 64 bits of the hash of what members share
    rank   TEXT NOT NULL,         -- the order of members
    member TEXT NOT NULL,
    PRIMARY KEY (term, rank, member)
) WITHOUT ROWID;
