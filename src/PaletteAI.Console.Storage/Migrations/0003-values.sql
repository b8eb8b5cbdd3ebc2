-- Contents of values files, protected: they may hold secrets. One row per content.
CREATE TABLE values_contents (
    sha256    TEXT PRIMARY KEY,
    protected TEXT NOT NULL
) STRICT;

-- Values files the console found on hosts or wrote to them.
CREATE TABLE values_revisions (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    size        INTEGER NOT NULL,
    author      TEXT NOT NULL,
    reason      TEXT NOT NULL,
    at          INTEGER NOT NULL,
    base_sha256 TEXT NOT NULL,
    hosts       TEXT NOT NULL
) STRICT;

-- Unsaved edits, one per person, protected.
CREATE TABLE values_drafts (
    owner       TEXT PRIMARY KEY,
    version     INTEGER NOT NULL,
    protected   TEXT NOT NULL,
    base_sha256 TEXT NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
