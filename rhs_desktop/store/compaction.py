"""Writes the file anew, so that nothing that was erased remains in free pages or in the WAL.

What is to be done is noted in the transaction that erased: a program that is killed before it is done does it when it
opens the file again.
"""

from __future__ import annotations

from rhs_desktop.store.connection import Database

_KEY = "compaction"


def ask_for(db: Database) -> None:
    """Note, within a transaction, that the file has to be compacted."""
    db.execute("INSERT OR REPLACE INTO settings VALUES (?, 'true')", (_KEY,))


def pending(db: Database) -> bool:
    return db.execute("SELECT 1 FROM settings WHERE key = ?", (_KEY,)).fetchone() is not None


def compact(db: Database) -> bool:
    """Do it, outside any transaction; False where somebody still reads the file as it was, so that it stays noted."""
    db.execute("PRAGMA secure_delete = ON")
    db.execute("VACUUM")
    busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        return False
    db.execute("DELETE FROM settings WHERE key = ?", (_KEY,))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True
