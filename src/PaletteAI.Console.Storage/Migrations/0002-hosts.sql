-- Host keys an operator accepted; one per host and port, the port as dialled.
CREATE TABLE host_keys (
    address     TEXT NOT NULL,
    port        INTEGER NOT NULL,
    type        TEXT NOT NULL,
    key         TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (address, port)
) STRICT;

-- How to log in to hosts; an empty address is for all that have none of their own. Secrets are protected.
CREATE TABLE host_credentials (
    address       TEXT PRIMARY KEY,
    user_name     TEXT NOT NULL,
    port          INTEGER NOT NULL,
    password      TEXT,
    private_key   TEXT,
    passphrase    TEXT,
    sudo_password TEXT,
    public_key    TEXT NOT NULL,
    changed_by    TEXT NOT NULL,
    changed_at    INTEGER NOT NULL
) STRICT;

-- What checks of hosts found, with the evidence they rest on.
CREATE TABLE host_checks (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    report  TEXT NOT NULL
) STRICT;
