"""The first schema."""

STATEMENTS = (
    """CREATE TABLE residents (
        id INTEGER NOT NULL PRIMARY KEY,
        digits TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        given TEXT NOT NULL,
        family TEXT NOT NULL,
        phones TEXT NOT NULL,
        care_of TEXT NOT NULL,
        street TEXT NOT NULL,
        extra TEXT NOT NULL,
        postcode TEXT NOT NULL,
        city TEXT NOT NULL,
        country TEXT NOT NULL,
        protected INTEGER NOT NULL,
        deceased INTEGER NOT NULL,
        name TEXT NOT NULL,
        sort TEXT NOT NULL,
        key TEXT NOT NULL,
        phone TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE rounds (
        id INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        year INTEGER NOT NULL,
        profile TEXT NOT NULL,
        birth_years TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE cases (
        id INTEGER NOT NULL PRIMARY KEY,
        resident_id INTEGER NOT NULL REFERENCES residents (id),
        round_id INTEGER NOT NULL REFERENCES rounds (id),
        profile TEXT NOT NULL,
        position INTEGER NOT NULL,
        UNIQUE (resident_id, round_id)
    ) STRICT""",
    """CREATE TABLE batches (
        id INTEGER NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        round_id INTEGER REFERENCES rounds (id),
        details TEXT NOT NULL,
        state TEXT NOT NULL,
        live INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE batch_members (
        batch_id INTEGER NOT NULL REFERENCES batches (id),
        case_id INTEGER NOT NULL REFERENCES cases (id),
        position INTEGER NOT NULL,
        PRIMARY KEY (batch_id, case_id)
    ) STRICT""",
    "CREATE INDEX ix_batch_members_case_id ON batch_members (case_id)",
    """CREATE TABLE acts (
        id INTEGER NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        user TEXT NOT NULL,
        batch_id INTEGER REFERENCES batches (id),
        details TEXT NOT NULL,
        undoes INTEGER UNIQUE REFERENCES acts (id)
    ) STRICT""",
    "CREATE INDEX ix_acts_batch_id ON acts (batch_id)",
    """CREATE TABLE events (
        id INTEGER NOT NULL PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases (id),
        act_id INTEGER NOT NULL REFERENCES acts (id),
        kind TEXT NOT NULL,
        on_day TEXT NOT NULL,
        data TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX ix_events_case_id ON events (case_id)",
    "CREATE INDEX ix_events_act_id ON events (act_id)",
    """CREATE TABLE changes (
        id INTEGER NOT NULL PRIMARY KEY,
        act_id INTEGER NOT NULL REFERENCES acts (id),
        what TEXT NOT NULL,
        item INTEGER NOT NULL,
        field TEXT NOT NULL,
        old TEXT NOT NULL,
        new TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX ix_changes_act_id ON changes (act_id)",
    "CREATE INDEX ix_changes_what_item ON changes (what, item)",
    """CREATE TABLE imports (
        id INTEGER NOT NULL PRIMARY KEY,
        act_id INTEGER NOT NULL REFERENCES acts (id),
        round_id INTEGER NOT NULL REFERENCES rounds (id),
        source TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        mapping TEXT NOT NULL,
        live INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX ix_imports_act_id ON imports (act_id)",
    "CREATE INDEX ix_imports_content_hash ON imports (content_hash)",
    """CREATE TABLE import_rows (
        id INTEGER NOT NULL PRIMARY KEY,
        import_id INTEGER NOT NULL REFERENCES imports (id),
        row INTEGER NOT NULL,
        state TEXT NOT NULL,
        cells TEXT NOT NULL,
        problems TEXT NOT NULL,
        reason TEXT NOT NULL,
        case_id INTEGER REFERENCES cases (id)
    ) STRICT""",
    "CREATE INDEX ix_import_rows_import_id ON import_rows (import_id)",
    "CREATE INDEX ix_import_rows_case_id ON import_rows (case_id)",
    "CREATE TABLE settings (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "INSERT INTO settings VALUES ('salt', abs(random() % 2476099))",
    """CREATE TABLE case_rows (
        case_id INTEGER NOT NULL PRIMARY KEY REFERENCES cases (id),
        updated TEXT NOT NULL,
        case_type TEXT NOT NULL,
        mirrored TEXT NOT NULL,
        status TEXT NOT NULL,
        step TEXT NOT NULL,
        queue TEXT NOT NULL,
        due TEXT,
        rule TEXT NOT NULL,
        since TEXT NOT NULL,
        detail TEXT NOT NULL,
        channel TEXT NOT NULL,
        invited_on TEXT,
        handler TEXT NOT NULL,
        finished INTEGER NOT NULL,
        fresh_from TEXT NOT NULL,
        stale_on TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE case_rows_ground (profile TEXT NOT NULL PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT",
    *(
        f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
        for table in ("acts", "events", "changes")
        for verb in ("UPDATE", "DELETE")
    ),
    *(
        f"CREATE TRIGGER {table}_never_delete BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are never deleted'); END"
        for table in ("residents", "rounds", "cases", "batches", "batch_members", "imports", "import_rows")
    ),
)
