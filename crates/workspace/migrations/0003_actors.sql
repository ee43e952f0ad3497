-- The name of who caused a row; empty for rows that were made before names were kept.
ALTER TABLE vintages ADD COLUMN actor TEXT NOT NULL DEFAULT '';
ALTER TABLE files ADD COLUMN actor TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN actor TEXT NOT NULL DEFAULT '';
ALTER TABLE publications ADD COLUMN actor TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN actor TEXT NOT NULL DEFAULT '';

-- Who withdrew a vintage; none while it is in force.
ALTER TABLE vintages ADD COLUMN withdrawn_by TEXT;
UPDATE vintages SET withdrawn_by = '' WHERE withdrawn_at IS NOT NULL;

-- Hash of the lists in force at a vintage, as they were read when it was made. None for a vintage of an
-- older store until its lists have been read from the originals, which is done once.
ALTER TABLE vintages ADD COLUMN lists_hash TEXT;
