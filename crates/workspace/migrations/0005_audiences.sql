-- What is for the bureau is written and numbered apart from what is for the public.
ALTER TABLE slot_texts ADD COLUMN audience TEXT NOT NULL DEFAULT 'public';

CREATE TABLE acts_by_audience (
    id        INTEGER PRIMARY KEY,
    issue     INTEGER NOT NULL REFERENCES issues (id),
    kind      TEXT    NOT NULL,
    audience  TEXT    NOT NULL,
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
    UNIQUE (kind, audience, year, number)
) STRICT;

INSERT INTO acts_by_audience
SELECT acts.id, acts.issue, acts.kind, issues.audience, acts.state, acts.year, acts.number, acts.reference, acts.signer,
       acts.contents, acts.targets, acts.note, acts.at, acts.actor
FROM issue_acts AS acts
JOIN issues ON issues.id = acts.issue;

DROP TABLE issue_acts;
ALTER TABLE acts_by_audience RENAME TO issue_acts;
CREATE INDEX issue_acts_by_issue ON issue_acts (issue);
