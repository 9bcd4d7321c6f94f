-- Pages as they came. Bytes are kept once for all captures that share them.
CREATE TABLE raw (
    sha256 TEXT PRIMARY KEY,
    packed BLOB NOT NULL          -- zlib
) WITHOUT ROWID;

CREATE TABLE captures (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    sha256  TEXT NOT NULL REFERENCES raw (sha256),
    record  TEXT NOT NULL         -- the noun as JSON, here and below
);
CREATE INDEX captures_by_address ON captures (address, id);

CREATE TABLE articles (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    capture_id TEXT NOT NULL REFERENCES captures (id),
    day_key    TEXT NOT NULL,     -- publication day, '~' where unresolved: sorts last
    headline   TEXT,
    text       TEXT NOT NULL,     -- taken out of the record where it can be, to be stored once
    record     TEXT NOT NULL
);
CREATE UNIQUE INDEX articles_by_day ON articles (day_key, id);
CREATE INDEX articles_by_capture ON articles (capture_id);

CREATE TABLE claims (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles (id),
    start      INTEGER NOT NULL,  -- of the trigger
    finish     INTEGER NOT NULL,
    type       TEXT NOT NULL,
    status     TEXT NOT NULL,
    earliest   TEXT,
    latest     TEXT,
    country    TEXT,
    place_id   TEXT,
    confidence REAL NOT NULL,
    sentence   TEXT NOT NULL,
    record     TEXT NOT NULL
);
CREATE INDEX claims_by_article ON claims (article_id, start, finish, id);
CREATE INDEX claims_by_type ON claims (type, status);
CREATE INDEX claims_by_day ON claims (earliest, latest);
CREATE INDEX claims_by_place ON claims (country, place_id);

CREATE TABLE claim_entities (
    claim_id  TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    role      TEXT NOT NULL,      -- claimant, or the filler's role
    entity_id TEXT NOT NULL,
    PRIMARY KEY (claim_id, role, entity_id)
) WITHOUT ROWID;
CREATE INDEX claims_by_entity ON claim_entities (entity_id, role);

-- Claims that a re-coding took out, so that nothing is lost.
CREATE TABLE old_claims (
    number      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL,
    article_id  TEXT NOT NULL REFERENCES articles (id),
    decision_id TEXT NOT NULL,
    record      TEXT NOT NULL
);
CREATE INDEX old_claims_by_id ON old_claims (id);

CREATE TABLE copy_groups (
    id     TEXT PRIMARY KEY,
    record TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE incidents (
    id      TEXT PRIMARY KEY,
    day_key TEXT NOT NULL,
    type    TEXT NOT NULL,
    country TEXT,
    status  TEXT NOT NULL,
    record  TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX incidents_by_day ON incidents (day_key, id);

CREATE TABLE incident_claims (
    incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    claim_id    TEXT NOT NULL,
    PRIMARY KEY (incident_id, claim_id)
) WITHOUT ROWID;
CREATE INDEX incidents_by_claim ON incident_claims (claim_id);

CREATE TABLE links (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    object_id  TEXT NOT NULL,
    status     TEXT NOT NULL,
    record     TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX links_by_subject ON links (subject_id, object_id, id);
CREATE INDEX links_by_object ON links (object_id);

CREATE TABLE decisions (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    subject_id TEXT NOT NULL,
    record     TEXT NOT NULL
);
CREATE INDEX decisions_by_subject ON decisions (subject_id);

CREATE TABLE runs (
    number       INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    finished_utc TEXT,
    record       TEXT NOT NULL
);

CREATE TABLE refusals (
    number  INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    what    TEXT NOT NULL,
    run_id  TEXT NOT NULL,
    UNIQUE (address, what)
);

-- What is stored never changes.
CREATE TRIGGER raw_update BEFORE UPDATE ON raw BEGIN SELECT RAISE(ABORT, 'stored pages never change'); END;
CREATE TRIGGER raw_delete BEFORE DELETE ON raw BEGIN SELECT RAISE(ABORT, 'stored pages never change'); END;
CREATE TRIGGER captures_update BEFORE UPDATE ON captures BEGIN SELECT RAISE(ABORT, 'captures never change'); END;
CREATE TRIGGER captures_delete BEFORE DELETE ON captures BEGIN SELECT RAISE(ABORT, 'captures never change'); END;
CREATE TRIGGER articles_update BEFORE UPDATE ON articles BEGIN SELECT RAISE(ABORT, 'articles never change'); END;
CREATE TRIGGER articles_delete BEFORE DELETE ON articles BEGIN SELECT RAISE(ABORT, 'articles never change'); END;
CREATE TRIGGER claims_update BEFORE UPDATE ON claims BEGIN SELECT RAISE(ABORT, 'a claim is replaced, not changed'); END;
CREATE TRIGGER decisions_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER decisions_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER old_claims_update BEFORE UPDATE ON old_claims BEGIN SELECT RAISE(ABORT, 'old claims never change'); END;
CREATE TRIGGER old_claims_delete BEFORE DELETE ON old_claims BEGIN SELECT RAISE(ABORT, 'old claims never change'); END;

-- Full text: the index holds no second copy of the words.
CREATE VIRTUAL TABLE article_words USING fts5 (
    headline, text, content = 'articles', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE claim_words USING fts5 (
    sentence, content = 'claims', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER article_words_insert AFTER INSERT ON articles BEGIN
    INSERT INTO article_words (rowid, headline, text) VALUES (new.number, new.headline, new.text);
END;
CREATE TRIGGER claim_words_insert AFTER INSERT ON claims BEGIN
    INSERT INTO claim_words (rowid, sentence) VALUES (new.number, new.sentence);
END;
CREATE TRIGGER claim_words_delete AFTER DELETE ON claims BEGIN
    INSERT INTO claim_words (claim_words, rowid, sentence) VALUES ('delete', old.number, old.sentence);
END;
