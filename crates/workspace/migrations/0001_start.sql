CREATE TABLE vintages (
    id            INTEGER PRIMARY KEY,
    created_at    TEXT    NOT NULL,
    observations  INTEGER NOT NULL,
    revised       INTEGER NOT NULL,
    parquet_hash  TEXT    NOT NULL
) STRICT;

-- The files that made a vintage out of its predecessor.
CREATE TABLE files (
    vintage   INTEGER NOT NULL REFERENCES vintages (id),
    ordinal   INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    hash      TEXT    NOT NULL,
    templates TEXT    NOT NULL,
    rows      INTEGER NOT NULL,
    PRIMARY KEY (vintage, ordinal)
) STRICT;

CREATE INDEX files_by_hash ON files (hash);

CREATE TABLE runs (
    id           INTEGER PRIMARY KEY,
    created_at   TEXT    NOT NULL,
    vintage      INTEGER NOT NULL REFERENCES vintages (id),
    seed         INTEGER NOT NULL,
    draws        INTEGER NOT NULL,
    horizon      INTEGER NOT NULL,
    version      TEXT    NOT NULL,
    policy       TEXT    NOT NULL,
    -- Hash of everything the run depends on: the same inputs are not run twice.
    fingerprint  TEXT    NOT NULL UNIQUE,
    outlook_hash TEXT    NOT NULL
) STRICT;

CREATE TABLE warnings (
    run       INTEGER NOT NULL REFERENCES runs (id),
    id        TEXT    NOT NULL,
    programme TEXT    NOT NULL,
    school    TEXT,
    level     TEXT    NOT NULL,
    PRIMARY KEY (run, id)
) STRICT;

-- What was done, in order; rows are added and never changed.
CREATE TABLE events (
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    kind   TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
