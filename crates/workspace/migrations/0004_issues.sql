-- Documents on their way to being issued. What an issue is never changes; what became of it is in issue_acts.
CREATE TABLE issues (
    id         INTEGER PRIMARY KEY,
    -- Which document: bulletin, quality or layout.
    kind       TEXT    NOT NULL,
    -- For whom: public or bureau.
    audience   TEXT    NOT NULL,
    run        INTEGER NOT NULL REFERENCES runs (id),
    -- The issue that it takes the place of; none if it corrects nothing.
    corrects   INTEGER REFERENCES issues (id),
    -- The schedule and its time that it was made for; none if a person made it.
    schedule   TEXT,
    occasion   TEXT,
    created_at TEXT    NOT NULL,
    actor      TEXT    NOT NULL,
    -- One time of a schedule is one issue.
    UNIQUE (schedule, occasion)
) STRICT;

-- What was done with an issue, in order; rows are added and never changed.
CREATE TABLE issue_acts (
    id        INTEGER PRIMARY KEY,
    issue     INTEGER NOT NULL REFERENCES issues (id),
    kind      TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    -- Given when it is signed.
    year      INTEGER,
    number    INTEGER,
    reference TEXT,
    signer    TEXT,
    -- Hash of each file that was frozen, as JSON, by name.
    contents  TEXT,
    -- Where it goes to when it is sent out, as JSON.
    targets   TEXT,
    note      TEXT    NOT NULL,
    at        TEXT    NOT NULL,
    actor     TEXT    NOT NULL,
    UNIQUE (kind, year, number)
) STRICT;

CREATE INDEX issue_acts_by_issue ON issue_acts (issue);

-- What people wrote in the blanks of documents; rows are added and never changed, the last of a blank counts.
CREATE TABLE slot_texts (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,
    slot    TEXT NOT NULL,
    text    TEXT NOT NULL,
    -- Hash of the cells that it was written about.
    figures TEXT NOT NULL,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL
) STRICT;

-- What was tried to bring an issue to where it goes; rows are added and never changed.
CREATE TABLE deliveries (
    id     INTEGER PRIMARY KEY,
    issue  INTEGER NOT NULL REFERENCES issues (id),
    -- Where to: folder:PATH or mail:ADDRESS.
    target TEXT    NOT NULL,
    -- begun, done or failed.
    state  TEXT    NOT NULL,
    detail TEXT    NOT NULL,
    at     TEXT    NOT NULL,
    actor  TEXT    NOT NULL
) STRICT;

-- Nothing arrives twice.
CREATE UNIQUE INDEX deliveries_done ON deliveries (issue, target) WHERE state = 'done';
