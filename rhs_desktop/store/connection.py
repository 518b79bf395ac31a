"""The one place that opens a database file, and that turns SQLite's trouble into words the program foresees.

The driver is SQLCipher's for every file: with a key each page is encrypted and authenticated, also in the WAL and in
copies; without one the file is plain SQLite, as for practice (docs/decisions/0006-one-key-locked-for-each-user.md).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn, Protocol

from sqlcipher3 import dbapi2 as driver

from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.store.files import only_ours

Database = sqlite3.Connection
"""What reading functions take; services pass it on and know no more of it. The driver's class has the same methods."""

Error: type[Exception] = driver.Error
"""What the driver raises; the standard library's own class is another."""
Refused: type[Exception] = driver.IntegrityError
"""A row that the schema does not take."""

APPLICATION_ID = 0x52485344
"""`RHSD`, in the file's header."""
BUSY_SECONDS = 5.0
PLAIN_HEADER = b"SQLite format 3\x00"
KEY_BYTES = 32

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
_BY_MESSAGE = {
    "database or disk is full": "disk_full",
    "disk I/O error": "unreachable",
    "database is locked": "busy",
    "database disk image is malformed": "damaged",
    "file is not a database": "damaged",
    "attempt to write a readonly database": "read_only",
    "unable to open database file": "unreachable",
}
"""What a copy or an export that fails says: the driver gives it no number, or only that of any error."""


class Key:
    """The 256 bits that encrypt one database. Shows itself to nobody and goes into no copy, log or pickle."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            raise ValueError("a key has 32 bytes")
        self._raw = bytes(raw)

    @property
    def raw(self) -> bytes:
        """For the driver and for wrapping, nobody else."""
        return self._raw

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and other._raw == self._raw

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Key(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not copied")


def connect(path: Path, *, key: Key | None = None, read_only: bool = False, create: bool = False) -> Database:
    """A connection to the file that obeys the schema and loses nothing it has confirmed. `create` makes the file.

    It begins no transaction by itself. Raises StoreUnavailable; `damaged` also for a key that is not the file's.
    """
    with translated(path):
        if create:
            with suppress(OSError):  # what is wrong with the folder SQLite tells
                only_ours(path)
        mode = "ro" if read_only else "rwc" if create else "rw"
        address = f"{path.absolute().as_uri()}?mode={mode}"
        connection: Database = driver.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            if key is not None:
                _unlock(connection, key)
            _prepare(connection, read_only)
        except BaseException:
            connection.close()
            raise
    return connection


class Opening(Protocol):
    """`connect`, or the same with the key of one database."""

    def __call__(self, path: Path, *, read_only: bool = False, create: bool = False) -> Database: ...


def is_plain(path: Path) -> bool:
    """Whether the file is there and not encrypted. Raises StoreUnavailable where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreUnavailable("unreachable", path=str(path)) from error


def _unlock(connection: Database, key: Key) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the program's stderr
    connection.execute("PRAGMA cipher_memory_security = ON")  # wipe and, where the system lets it, lock its memory
    connection.execute(f"PRAGMA key = \"x'{key.raw.hex()}'\"")


def _prepare(connection: Database, read_only: bool) -> None:
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
    if not isinstance(cause, Error):
        return None
    return _CODES.get(getattr(cause, "sqlite_errorcode", -1) & 0xFF) or _BY_MESSAGE.get(str(cause))


@contextmanager
def writing(connection: Database) -> Iterator[None]:
    """One transaction that holds the write lock from its beginning: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(Error):  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise
