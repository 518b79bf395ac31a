"""Erasing: the only way in which an event may lose its data, and the record of it.

A row in `erasing` permits it. That row refers to a row that cannot exist, so that no transaction can be committed while
it is there: whoever inserts it has to delete it again.
"""

_SAME_EVENT = " AND ".join(f"NEW.{name} = OLD.{name}" for name in ("id", "case_id", "act_id", "kind", "on_day"))
_SAME_CHANGE = " AND ".join(f"NEW.{name} = OLD.{name}" for name in ("id", "act_id", "what", "item", "field"))
_ERASING = "EXISTS (SELECT 1 FROM erasing)"

STATEMENTS = (
    """CREATE TABLE erasures (
        id INTEGER NOT NULL PRIMARY KEY,
        act_id INTEGER NOT NULL REFERENCES acts (id),
        at TEXT NOT NULL,
        user TEXT NOT NULL,
        kind TEXT NOT NULL,
        rules TEXT NOT NULL,
        reason TEXT NOT NULL,
        reference TEXT NOT NULL,
        counts TEXT NOT NULL,
        people TEXT NOT NULL,
        details TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE erased_cases (
        case_id INTEGER NOT NULL PRIMARY KEY REFERENCES cases (id),
        erasure_id INTEGER NOT NULL REFERENCES erasures (id)
    ) STRICT""",
    """CREATE TABLE erased_residents (
        resident_id INTEGER NOT NULL PRIMARY KEY REFERENCES residents (id),
        erasure_id INTEGER NOT NULL REFERENCES erasures (id)
    ) STRICT""",
    """CREATE TABLE erasing (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        never INTEGER NOT NULL CHECK (never = 2) REFERENCES erasing (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT""",
    "DROP TRIGGER events_never_update",
    f"""CREATE TRIGGER events_never_update BEFORE UPDATE ON events
        WHEN NOT ({_ERASING} AND {_SAME_EVENT} AND length(NEW.data) < length(OLD.data)
            AND EXISTS (SELECT 1 FROM erased_cases WHERE case_id = OLD.case_id))
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    "DROP TRIGGER changes_never_update",
    f"""CREATE TRIGGER changes_never_update BEFORE UPDATE ON changes
        WHEN NOT ({_ERASING} AND {_SAME_CHANGE} AND NEW.old = 'null' AND NEW.new = 'null'
            AND (OLD.what = 'import_row'
                OR OLD.what = 'resident' AND EXISTS (SELECT 1 FROM erased_residents WHERE resident_id = OLD.item)))
        BEGIN SELECT RAISE(ABORT, 'changes are append-only'); END""",
    f"""CREATE TRIGGER residents_stay_erased BEFORE UPDATE ON residents
        WHEN NOT {_ERASING} AND EXISTS (SELECT 1 FROM erased_residents WHERE resident_id = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'residents stay erased'); END""",
    *(
        f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
        for table in ("erasures", "erased_cases", "erased_residents")
        for verb in ("UPDATE", "DELETE")
    ),
)
