-- Times are UTC ticks (100 ns since 0001-01-01); they sort and lose nothing.
CREATE TABLE console_keys (
    name      TEXT PRIMARY KEY,
    protected TEXT NOT NULL
) STRICT;

CREATE TABLE sessions (
    id_hash                  TEXT PRIMARY KEY,
    user_name                TEXT NOT NULL,
    source_address           TEXT NOT NULL,
    kind                     TEXT NOT NULL,
    created_at               INTEGER NOT NULL,
    last_activity_at         INTEGER NOT NULL,
    expires_at               INTEGER NOT NULL,
    token                    TEXT,
    token_expires_at         INTEGER NOT NULL,
    password_change_required INTEGER NOT NULL,
    ended_at                 INTEGER,
    end_reason               TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_name) WHERE ended_at IS NULL;

CREATE TABLE drafts (
    id         TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,
    version    INTEGER NOT NULL,
    spec       TEXT NOT NULL,
    secrets    TEXT NOT NULL,
    visited    TEXT NOT NULL,
    accepted   TEXT NOT NULL,
    parked     TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE deployments (
    number            INTEGER PRIMARY KEY AUTOINCREMENT,
    id                TEXT NOT NULL UNIQUE,
    cluster_name      TEXT NOT NULL,
    started_by        TEXT NOT NULL,
    started_at        INTEGER NOT NULL,
    ended_at          INTEGER,
    phase             TEXT NOT NULL,
    spec_yaml         TEXT NOT NULL,
    plan_sha256       TEXT NOT NULL,
    pending_request   TEXT,
    host_uids         TEXT NOT NULL,
    hosts             TEXT NOT NULL,
    expected_order    TEXT NOT NULL,
    accepted          TEXT NOT NULL,
    token             TEXT,
    token_expires_at  INTEGER NOT NULL,
    last_heartbeat_at INTEGER,
    last_seen         TEXT,
    failure           TEXT
) STRICT;
-- At most one deployment has not ended.
CREATE UNIQUE INDEX deployments_one_running ON deployments ((1)) WHERE ended_at IS NULL;

CREATE TABLE deployment_observations (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    deployment_id TEXT NOT NULL REFERENCES deployments (id) ON DELETE CASCADE,
    key           TEXT NOT NULL,
    at            INTEGER NOT NULL,
    lane          TEXT NOT NULL,
    type          TEXT NOT NULL,
    reason        TEXT NOT NULL,
    status        TEXT NOT NULL,
    message       TEXT NOT NULL,
    UNIQUE (deployment_id, key)
) STRICT;

CREATE TABLE audit (
    number         INTEGER PRIMARY KEY,
    at             INTEGER NOT NULL,
    actor          TEXT NOT NULL,
    source         TEXT NOT NULL,
    via            TEXT NOT NULL,
    operation      TEXT NOT NULL,
    subject        TEXT NOT NULL,
    outcome        TEXT NOT NULL,
    detail         TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    hash           TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_operation ON audit (operation, number);
CREATE INDEX audit_by_actor ON audit (actor, number);
-- The end of the chain, kept apart so that rows cut off at the end are missed.
CREATE TABLE audit_head (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL,
    hash   TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '');

CREATE TABLE sign_in_counters (
    key             TEXT PRIMARY KEY,
    failures        INTEGER NOT NULL,
    last_failure_at INTEGER,
    locked_until    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_counters_for_eviction ON sign_in_counters (failures, last_failure_at);

CREATE TABLE certificate_pins (
    endpoint    TEXT PRIMARY KEY,
    sha256      TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    accepted_at INTEGER NOT NULL
) STRICT;
