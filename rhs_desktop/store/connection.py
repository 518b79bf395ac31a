"""The one place that opens the database file, and that turns SQLite's trouble into words the program foresees."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rhs_desktop.domain.errors import StoreUnavailable

Database = sqlite3.Connection
"""What reading functions take; services pass it on and know no more of it."""

APPLICATION_ID = 0x52485344
"""`RHSD`, in the file's header."""
BUSY_SECONDS = 5.0

_CODES = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_CANTOPEN: "unreachable",
    sqlite3.SQLITE_IOERR: "unreachable",
}


def connect(path: Path, *, read_only: bool = False, create: bool = False) -> sqlite3.Connection:
    """A connection to the file that obeys the schema and loses nothing it has confirmed. `create` makes the file.

    It begins no transaction by itself. Raises StoreUnavailable.
    """
    with translated(path):
        mode = "ro" if read_only else "rwc" if create else "rw"
        address = f"{path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection, read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")  # REPLACE is a DELETE too
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cache_size = -32000")
    if not read_only and connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises StoreUnavailable instead of what SQLite says of the file and the disk; other errors are our own."""
    try:
        yield
    except Exception as error:
        code = trouble(error)
        if code is None:
            raise
        raise StoreUnavailable(code, path=str(path)) from error


def trouble(error: BaseException) -> str | None:
    """The code of StoreUnavailable for an error of SQLite, also inside one of SQLAlchemy's; None if it is no such."""
    cause = getattr(error, "orig", error)
    if not isinstance(cause, sqlite3.Error):
        return None
    return _CODES.get(getattr(cause, "sqlite_errorcode", -1) & 0xFF)


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that holds the write lock from its beginning: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise
