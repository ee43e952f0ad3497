-- The vintage that one was made on top of; none for the first.
ALTER TABLE vintages ADD COLUMN parent INTEGER REFERENCES vintages (id);
-- When it was withdrawn; none while it is in force. Nothing of it is deleted.
ALTER TABLE vintages ADD COLUMN withdrawn_at TEXT;

UPDATE vintages SET parent = id - 1 WHERE id > 1;

-- Which run was shown from when on; rows are added and never changed.
CREATE TABLE publications (
    id  INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    at  TEXT    NOT NULL
) STRICT;

INSERT INTO publications (run, at) SELECT id, created_at FROM runs ORDER BY id;
