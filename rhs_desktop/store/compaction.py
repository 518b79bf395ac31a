"""VACUUM and WAL checkpoint after erasing, so that no erased data remain in free pages or in the WAL.

The need for it is stored in the transaction that erased: if the program is killed first, it is done when the file is
next opened.
"""

from __future__ import annotations

from rhs_desktop.store.connection import Database

_KEY = "compaction"


def ask_for(db: Database) -> None:
    """Store, within a transaction, that the file has to be compacted."""
    db.execute("INSERT OR REPLACE INTO settings VALUES (?, 'true')", (_KEY,))


def pending(db: Database) -> bool:
    """Whether the file has to be compacted."""
    return db.execute("SELECT 1 FROM settings WHERE key = ?", (_KEY,)).fetchone() is not None


def compact(db: Database) -> bool:
    """Compact, outside any transaction; False (still pending) where another connection reads the former content."""
    db.execute("PRAGMA secure_delete = ON")
    db.execute("VACUUM")
    busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        return False
    db.execute("DELETE FROM settings WHERE key = ?", (_KEY,))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True
