-- Checks a person set aside; an empty host is for all.
CREATE TABLE ignored_checks (
    id         TEXT NOT NULL,
    host       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    ignored_by TEXT NOT NULL,
    ignored_at INTEGER NOT NULL,
    PRIMARY KEY (id, host)
) STRICT;

-- The deployment a report decided about; empty = none.
ALTER TABLE host_checks ADD COLUMN deployment TEXT NOT NULL DEFAULT '';
