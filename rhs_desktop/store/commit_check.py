"""Determines whether a COMMIT that raised an I/O error took effect.

SQLite writes a transaction whole into the WAL before it flushes. Where the flush fails, the transaction is rolled back
for every open connection, but its pages are still in the WAL: if the program ended now, the next one to open the file
might find it committed. The next transaction overwrites them, and then it is certainly not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.store.connection import Database, Error, trouble, writing


@contextmanager
def confirmed_commit(db: Database, stands: Callable[[], bool]) -> Iterator[None]:
    """A context around the COMMIT of `db`; `stands` tells whether the transaction is in the database.

    Returns normally where it is there in spite of an error, raises the error where it certainly is not, and
    StoreUnavailable `uncertain` where this cannot be told before the file is opened anew.
    """
    try:
        yield
    except Error as error:
        if trouble(error) != "unreachable":  # a full disk has not taken it, a rule has refused it
            raise
        with suppress(Error):
            db.execute("ROLLBACK")
        try:
            if stands():
                return
            _write_over(db)
        except Error:
            raise StoreUnavailable(StoreTrouble.UNCERTAIN) from error
        raise


def _write_over(db: Database) -> None:
    """Overwrites the WAL by a transaction that changes nothing: user_version is set to its present value."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    with writing(db):
        db.execute(f"PRAGMA user_version = {version}")
