-- What the web pages look claims up by: narrow rows with indexes, and counts kept by triggers. Nothing here holds what
-- is not in a record; all of it can be made again from the records.
CREATE VIEW claim_looks AS
SELECT c.number,
       coalesce(c.earliest, c.latest, '') AS day,
       coalesce(substr(p.record ->> '$.captured_utc', 1, 10), '') AS added,
       c.type, c.status,
       coalesce(c.country, '') AS country,
       coalesce(c.place_id, '') AS place_id,
       coalesce(c.record ->> '$.place.precision', '') AS precision,
       coalesce(c.place_id || '|' || (c.record ->> '$.place.precision') || '|' || round(c.record ->> '$.place.lat', 2)
           || '|' || round(c.record ->> '$.place.lon', 2), '') AS spot,
       CASE
           WHEN json_array_length(c.record, '$.attribution.chain') = 0 THEN 'own-voice'
           WHEN c.record ->> '$.attribution.chain[0][0].actor.entity_id' IS NOT NULL
               THEN c.record ->> '$.attribution.chain[0][0].actor.entity_id'
           WHEN c.record ->> '$.attribution.chain[0][0].evidence.exact' IS NULL THEN 'unnamed'
           ELSE 'words:' || substr(lower(coalesce(c.record ->> '$.attribution.chain[0][0].refers_to.exact',
                                                  c.record ->> '$.attribution.chain[0][0].evidence.exact')), 1, 80)
       END AS claimant,
       coalesce((SELECT max(coalesce(k.value ->> '$.number.point', k.value ->> '$.number.low',
                                     k.value ->> '$.number.high'))
                 FROM json_each(c.record, '$.counts') k
                 WHERE k.value ->> '$.scope' = 'incident'
                   AND k.value ->> '$.measure' IN ('killed', 'wounded', 'casualties', 'abducted', 'missing')), 0) AS harm,
       min(1.0, 1.0 - c.confidence
           + 0.2 * coalesce(c.record ->> '$.when.why' IN ('no-anchor', 'ambiguous', 'unreadable', 'conflicting'), 0)
           + 0.2 * coalesce(c.record ->> '$.place.why' IN ('ambiguous', 'unknown-name', 'conflicting'), 0)) AS doubt
FROM claims c
JOIN articles a ON a.id = c.article_id
JOIN captures p ON p.id = a.capture_id;

CREATE TABLE claim_facets (
    number    INTEGER PRIMARY KEY,   -- of the claim
    day       TEXT NOT NULL,         -- first day, '' where none is known
    added     TEXT NOT NULL,         -- day of the capture, '' where it is not known
    type      TEXT NOT NULL,
    status    TEXT NOT NULL,
    country   TEXT NOT NULL,         -- '' where the place is not resolved, here and below
    place_id  TEXT NOT NULL,
    precision TEXT NOT NULL,
    spot      TEXT NOT NULL,         -- of place_counts
    claimant  TEXT NOT NULL,         -- entity id, words:..., own-voice, unnamed
    harm      INTEGER NOT NULL,      -- the largest count of people harmed
    doubt     REAL NOT NULL,         -- 0 sure to 1
    judged    TEXT NOT NULL DEFAULT ''  -- accepted, mended
);
CREATE INDEX facets_by_day ON claim_facets (day);
CREATE INDEX facets_by_type ON claim_facets (type, day);
CREATE INDEX facets_by_status ON claim_facets (status, day);
CREATE INDEX facets_by_country ON claim_facets (country, type, day);
CREATE INDEX facets_by_country_day ON claim_facets (country, day);
CREATE INDEX facets_by_place ON claim_facets (place_id, day);
CREATE INDEX facets_by_precision ON claim_facets (precision, day);
CREATE INDEX facets_by_claimant ON claim_facets (claimant, day);
CREATE INDEX facets_by_added ON claim_facets (added);
CREATE INDEX facets_by_doubt ON claim_facets (doubt) WHERE judged = '';
CREATE INDEX facets_by_harm ON claim_facets (harm) WHERE judged = '';
CREATE INDEX facets_judged ON claim_facets (judged, day) WHERE judged <> '';

CREATE TABLE facet_counts (
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (facet, value)
) WITHOUT ROWID;
CREATE INDEX facet_counts_by_n ON facet_counts (facet, n);

CREATE TABLE day_counts (
    day  TEXT NOT NULL,
    type TEXT NOT NULL,
    n    INTEGER NOT NULL,
    PRIMARY KEY (day, type)
) WITHOUT ROWID;

CREATE TABLE month_counts (
    month   TEXT NOT NULL,
    type    TEXT NOT NULL,
    status  TEXT NOT NULL,
    country TEXT NOT NULL,
    n       INTEGER NOT NULL,
    PRIMARY KEY (month, type, status, country)
) WITHOUT ROWID;

CREATE TABLE place_counts (
    spot      TEXT PRIMARY KEY,      -- place, precision and position: parts of one country are several spots
    place_id  TEXT NOT NULL,
    precision TEXT NOT NULL,
    lat       REAL NOT NULL,
    lon       REAL NOT NULL,
    label     TEXT NOT NULL,
    extent_km REAL NOT NULL,
    country   TEXT NOT NULL,
    n         INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX place_counts_by_n ON place_counts (n);

CREATE TABLE entities (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    country TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE entity_claims (
    entity_id TEXT NOT NULL,
    day       TEXT NOT NULL,
    number    INTEGER NOT NULL,      -- of the claim
    role      TEXT NOT NULL,
    PRIMARY KEY (entity_id, day, number, role)
) WITHOUT ROWID;

CREATE TABLE entity_counts (
    entity_id TEXT NOT NULL,
    role      TEXT NOT NULL,         -- '' for all
    n         INTEGER NOT NULL,
    PRIMARY KEY (entity_id, role)
) WITHOUT ROWID;
CREATE INDEX entity_counts_by_n ON entity_counts (role, n);

CREATE TABLE copy_members (
    article_id TEXT NOT NULL,
    group_id   TEXT NOT NULL,
    PRIMARY KEY (article_id, group_id)
) WITHOUT ROWID;

CREATE TABLE incident_facts (
    incident_id TEXT PRIMARY KEY,
    day         TEXT NOT NULL,       -- '' where none is known
    type        TEXT NOT NULL,
    country     TEXT NOT NULL,
    place_id    TEXT NOT NULL,
    label       TEXT NOT NULL,
    lat         REAL,
    lon         REAL,
    extent_km   REAL,
    precision   TEXT NOT NULL,
    claims      INTEGER NOT NULL,
    documents   INTEGER,             -- NULL from here on: not yet worked out
    groups      INTEGER,             -- independent ones
    against     INTEGER,             -- contradictions
    killed_low  INTEGER,
    killed_high INTEGER,
    tolls       TEXT
) WITHOUT ROWID;
CREATE INDEX incident_facts_by_day ON incident_facts (day, incident_id);
CREATE INDEX incident_facts_by_type ON incident_facts (type, day, incident_id);
CREATE INDEX incident_facts_by_country ON incident_facts (country, day, incident_id);
CREATE INDEX incident_facts_by_killed ON incident_facts (killed_high);
CREATE INDEX incident_facts_open ON incident_facts (incident_id) WHERE groups IS NULL;

-- What people decided about claims; the log has every step, this has where each stands now.
CREATE TABLE claim_judgements (
    claim_id   TEXT PRIMARY KEY,
    article_id TEXT NOT NULL,
    state      TEXT NOT NULL,        -- accepted, mended, rejected
    record     TEXT NOT NULL         -- the claim as it was judged
) WITHOUT ROWID;
CREATE INDEX claim_judgements_by_article ON claim_judgements (article_id);

-- What reviewers say blind to each other; nothing is applied.
CREATE TABLE reviews (
    claim_id TEXT NOT NULL,
    who      TEXT NOT NULL,
    verdict  TEXT NOT NULL,          -- accept, reject, unsure
    PRIMARY KEY (claim_id, who)
) WITHOUT ROWID;
CREATE INDEX reviews_by_who ON reviews (who, claim_id);

-- Entities that a person found to be one: claims that name the first mean the second, also those read later.
CREATE TABLE entity_merges (
    one         TEXT PRIMARY KEY,
    into_id     TEXT NOT NULL,
    decision_id TEXT NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER desk_facets_insert AFTER INSERT ON claim_facets BEGIN
    INSERT INTO facet_counts VALUES ('type', new.type, 1), ('status', new.status, 1), ('country', new.country, 1),
        ('precision', new.precision, 1), ('claimant', new.claimant, 1), ('place', new.place_id, 1), ('all', '', 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO day_counts VALUES (new.day, new.type, 1) ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO month_counts VALUES (substr(new.day, 1, 7), new.type, new.status, new.country, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER desk_facets_delete AFTER DELETE ON claim_facets BEGIN
    UPDATE facet_counts SET n = n - 1 WHERE (facet, value) IN (VALUES ('type', old.type), ('status', old.status),
        ('country', old.country), ('precision', old.precision), ('claimant', old.claimant), ('place', old.place_id),
        ('all', ''));
    UPDATE day_counts SET n = n - 1 WHERE day = old.day AND type = old.type;
    UPDATE month_counts SET n = n - 1
        WHERE month = substr(old.day, 1, 7) AND type = old.type AND status = old.status AND country = old.country;
END;
CREATE TRIGGER desk_claims_insert AFTER INSERT ON claims BEGIN
    INSERT INTO claim_facets
        SELECT l.*, coalesce((SELECT state FROM claim_judgements WHERE claim_id = new.id), '')
        FROM claim_looks l WHERE l.number = new.number;
    INSERT OR IGNORE INTO entities
        SELECT t.value ->> '$.entity_id', t.value ->> '$.name', t.value ->> '$.kind', coalesce(t.value ->> '$.country', '')
        FROM json_tree(new.record) t WHERE t.key = 'actor' AND t.type = 'object'
        AND t.value ->> '$.entity_id' IS NOT NULL;
    INSERT INTO place_counts
        SELECT f.spot, new.place_id, f.precision, new.record ->> '$.place.lat', new.record ->> '$.place.lon',
               new.record ->> '$.place.label', new.record ->> '$.place.extent_km', f.country, 1
        FROM claim_facets f WHERE f.number = new.number AND f.spot <> ''
        ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER desk_claims_delete BEFORE DELETE ON claims BEGIN
    DELETE FROM entity_claims WHERE number = old.number
        AND entity_id IN (SELECT entity_id FROM claim_entities WHERE claim_id = old.id)
        AND day = (SELECT day FROM claim_facets WHERE number = old.number);
    UPDATE place_counts SET n = n - 1 WHERE spot = (SELECT spot FROM claim_facets WHERE number = old.number);
    DELETE FROM claim_facets WHERE number = old.number;
END;
CREATE TRIGGER desk_entities_insert AFTER INSERT ON claim_entities BEGIN
    INSERT OR IGNORE INTO entity_claims
        SELECT new.entity_id, f.day, f.number, new.role FROM claims c JOIN claim_facets f ON f.number = c.number
        WHERE c.id = new.claim_id;
    INSERT INTO entity_counts VALUES (new.entity_id, new.role, 1), (new.entity_id, '', 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER desk_entities_delete AFTER DELETE ON claim_entities BEGIN
    UPDATE entity_counts SET n = n - 1 WHERE entity_id = old.entity_id AND role IN (old.role, '');
END;
CREATE TRIGGER desk_copies_insert AFTER INSERT ON copy_groups BEGIN
    INSERT OR IGNORE INTO copy_members SELECT m.value ->> '$.article_id', new.id FROM json_each(new.record, '$.members') m;
END;
CREATE TRIGGER desk_copies_delete AFTER DELETE ON copy_groups BEGIN
    DELETE FROM copy_members WHERE group_id = old.id
        AND article_id IN (SELECT m.value ->> '$.article_id' FROM json_each(old.record, '$.members') m);
END;
CREATE VIEW incident_looks AS
SELECT i.id, coalesce(i.record ->> '$.earliest', i.record ->> '$.latest', '') AS day, i.type,
       coalesce(i.country, '') AS country, coalesce(i.record ->> '$.place.gazetteer_id', '') AS place_id,
       coalesce(i.record ->> '$.place.label', '') AS label, i.record ->> '$.place.lat' AS lat,
       i.record ->> '$.place.lon' AS lon, i.record ->> '$.place.extent_km' AS extent_km,
       coalesce(i.record ->> '$.place.precision', '') AS precision,
       json_array_length(i.record, '$.claim_ids') AS claims
FROM incidents i;
CREATE TRIGGER desk_incidents_insert AFTER INSERT ON incidents BEGIN
    INSERT OR REPLACE INTO incident_facts
        SELECT l.*, NULL, NULL, NULL, NULL, NULL, NULL FROM incident_looks l WHERE l.id = new.id;
END;
CREATE TRIGGER desk_incidents_delete AFTER DELETE ON incidents BEGIN
    DELETE FROM incident_facts WHERE incident_id = old.id;
END;
CREATE TRIGGER desk_judged AFTER INSERT ON claim_judgements BEGIN
    UPDATE claim_facets SET judged = new.state WHERE number = (SELECT number FROM claims WHERE id = new.claim_id);
END;
CREATE TRIGGER desk_unjudged AFTER DELETE ON claim_judgements BEGIN
    UPDATE claim_facets SET judged = '' WHERE number = (SELECT number FROM claims WHERE id = old.claim_id);
END;

-- What is there already.
INSERT INTO claim_facets SELECT l.*, '' FROM claim_looks l;
INSERT INTO place_counts
    SELECT f.spot, f.place_id, f.precision, c.record ->> '$.place.lat', c.record ->> '$.place.lon',
           c.record ->> '$.place.label', c.record ->> '$.place.extent_km', f.country, 1
    FROM claims c JOIN claim_facets f ON f.number = c.number WHERE f.spot <> ''
    ON CONFLICT DO UPDATE SET n = n + 1;
INSERT OR IGNORE INTO entities
    SELECT t.value ->> '$.entity_id', t.value ->> '$.name', t.value ->> '$.kind', coalesce(t.value ->> '$.country', '')
    FROM claims c, json_tree(c.record) t WHERE t.key = 'actor' AND t.type = 'object'
    AND t.value ->> '$.entity_id' IS NOT NULL;
INSERT OR IGNORE INTO entity_claims
    SELECT e.entity_id, f.day, f.number, e.role
    FROM claim_entities e JOIN claims c ON c.id = e.claim_id JOIN claim_facets f ON f.number = c.number;
INSERT INTO entity_counts SELECT entity_id, role, count(*) FROM claim_entities GROUP BY 1, 2;
INSERT INTO entity_counts SELECT entity_id, '', count(*) FROM claim_entities GROUP BY 1;
INSERT OR IGNORE INTO copy_members
    SELECT m.value ->> '$.article_id', g.id FROM copy_groups g, json_each(g.record, '$.members') m;
INSERT INTO incident_facts SELECT l.*, NULL, NULL, NULL, NULL, NULL, NULL FROM incident_looks l;
