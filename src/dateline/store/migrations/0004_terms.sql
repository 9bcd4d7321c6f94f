-- The linker's terms without a rank of their own: members sort by what they are. The next linking is a full one.
DROP TABLE link_terms;
CREATE TABLE link_terms (
    term   INTEGER NOT NULL,      -- 64 bits of the hash of what members share
    member TEXT NOT NULL,
    PRIMARY KEY (term, member)
) WITHOUT ROWID;
