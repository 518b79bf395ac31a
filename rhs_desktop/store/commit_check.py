"""What is true after a disk that failed exactly while it confirmed.

SQLite writes a transaction whole into its log of writes (WAL) before it flushes. Where the flush fails, the transaction
is taken back for everybody who has the file open, but what was written still lies there: should the program end now,
whoever opens the file next may find the act done. The next transaction is written over it, and then it never was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.store.connection import Database, Error, trouble, writing


@contextmanager
def confirmed_commit(db: Database, stands: Callable[[], bool]) -> Iterator[None]:
    """Around what confirms a transaction of `db`; `stands` looks whether it is done.

    Ends well where it is done in spite of an error, raises the error where it is certain that it is not, and
    StoreUnavailable `uncertain` where nobody can tell before the file is opened anew.
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
            raise StoreUnavailable("uncertain") from error
        raise


def _write_over(db: Database) -> None:
    """A transaction that changes nothing: the page with the version is written as it is."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    with writing(db):
        db.execute(f"PRAGMA user_version = {version}")
