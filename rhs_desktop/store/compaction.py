"""VACUUM and WAL checkpoint after erasing, so that no erased data remain in free pages or in the WAL.

The need for it is stored in the transaction that erased: if the program is killed first, it is done when the file is
next opened.
"""

from __future__ import annotations

from rhs_desktop.store import settings
from rhs_desktop.store.connection import Database

_KEY = "compaction"


def ask_for(db: Database) -> None:
    """Store, within a transaction, that the file has to be compacted."""
    settings.put(db, _KEY, "true")


def pending(db: Database) -> bool:
    """Whether the file has to be compacted."""
    return bool(settings.get(db, _KEY, False))


def compact(db: Database) -> bool:
    """Compact, outside any transaction; False (still pending) where another connection reads the former content."""
    db.execute("PRAGMA secure_delete = ON")
    db.execute("VACUUM")
    busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        return False
    settings.remove(db, _KEY)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True
