-- What the console knows of a cluster that the cluster itself may not tell any more.
CREATE TABLE cluster_memory (
    cluster                TEXT PRIMARY KEY,
    installer_succeeded_at INTEGER,
    health                 TEXT,
    saved_at               INTEGER NOT NULL
) STRICT;
