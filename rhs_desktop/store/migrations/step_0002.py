"""Users, and the access log."""

STATEMENTS = (
    """CREATE TABLE users (
        id INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        roles TEXT NOT NULL,
        active INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE access_log (
        id INTEGER NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        user TEXT NOT NULL,
        unit TEXT NOT NULL,
        kind TEXT NOT NULL,
        people TEXT NOT NULL,
        reason TEXT NOT NULL,
        details TEXT NOT NULL,
        act_id INTEGER,
        digest TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX ix_access_log_act_id ON access_log (act_id)",
    "CREATE TABLE access_head (id INTEGER NOT NULL PRIMARY KEY, lines INTEGER NOT NULL, digest TEXT NOT NULL) STRICT",
    "INSERT INTO access_head VALUES (1, 0, '')",
    *(
        f"CREATE TRIGGER access_log_never_{verb.lower()} BEFORE {verb} ON access_log "
        "BEGIN SELECT RAISE(ABORT, 'access_log are append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    """CREATE TRIGGER users_never_delete BEFORE DELETE ON users
        BEGIN SELECT RAISE(ABORT, 'users are never deleted'); END""",
)
