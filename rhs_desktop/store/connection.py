"""Opens database files, and translates SQLite's errors into StoreUnavailable.

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

from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.store.files import only_ours

Database = sqlite3.Connection
"""The type of a connection. The driver's own class has the same methods."""

Error: type[Exception] = driver.Error
"""The driver's base exception; sqlite3.Error is another class."""
Refused: type[Exception] = driver.IntegrityError
"""Raised for a row that violates a constraint."""

APPLICATION_ID = 0x52485344
"""`RHSD`, in the file's header."""
BUSY_SECONDS = 5.0
PLAIN_HEADER = b"SQLite format 3\x00"
KEY_BYTES = 32

_CODES = {
    sqlite3.SQLITE_BUSY: StoreTrouble.BUSY,
    sqlite3.SQLITE_LOCKED: StoreTrouble.BUSY,
    sqlite3.SQLITE_FULL: StoreTrouble.DISK_FULL,
    sqlite3.SQLITE_READONLY: StoreTrouble.READ_ONLY,
    sqlite3.SQLITE_PERM: StoreTrouble.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: StoreTrouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: StoreTrouble.DAMAGED,
    sqlite3.SQLITE_CANTOPEN: StoreTrouble.UNREACHABLE,
    sqlite3.SQLITE_IOERR: StoreTrouble.UNREACHABLE,
}
_BY_MESSAGE = {
    "database or disk is full": StoreTrouble.DISK_FULL,
    "disk I/O error": StoreTrouble.UNREACHABLE,
    "database is locked": StoreTrouble.BUSY,
    "database disk image is malformed": StoreTrouble.DAMAGED,
    "file is not a database": StoreTrouble.DAMAGED,
    "attempt to write a readonly database": StoreTrouble.READ_ONLY,
    "unable to open database file": StoreTrouble.UNREACHABLE,
}
"""By message, for the backup API and exports: the driver gives no error code there, or only SQLITE_ERROR."""


class Key:
    """The 256-bit key of one database. Its repr shows nothing, and it cannot be pickled or copied. Raises ValueError
    for another length."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            raise ValueError("a key has 32 bytes")
        self._raw = bytes(raw)

    @property
    def raw(self) -> bytes:
        """The key's bytes, for the driver and for wrapping only."""
        return self._raw

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and other._raw == self._raw

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Key(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not copied")


def connect(path: Path, *, key: Key | None = None, read_only: bool = False, create: bool = False) -> Database:
    """A connection with foreign keys on, synchronous FULL and WAL. `create` makes the file.

    It begins no transaction by itself. Raises StoreUnavailable; `damaged` also for a wrong key.
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


class ConnectFunction(Protocol):
    """The signature of `connect` with the key bound."""

    def __call__(self, path: Path, *, read_only: bool = False, create: bool = False) -> Database: ...


def is_plain(path: Path) -> bool:
    """Whether the file exists and is not encrypted. Raises StoreUnavailable `unreachable` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreUnavailable(StoreTrouble.UNREACHABLE, path=str(path)) from error


def _unlock(connection: Database, key: Key) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the program's stderr
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
    """A context that raises StoreUnavailable for SQLite's errors of file and disk; other errors pass unchanged."""
    try:
        yield
    except Exception as error:
        code = trouble(error)
        if code is None:
            raise
        raise StoreUnavailable(code, path=str(path)) from error


def trouble(error: BaseException) -> StoreTrouble | None:
    """The StoreUnavailable code of an SQLite error, also when wrapped by SQLAlchemy; None for any other error."""
    cause = getattr(error, "orig", error)
    if not isinstance(cause, Error):
        return None
    return _CODES.get(getattr(cause, "sqlite_errorcode", -1) & 0xFF) or _BY_MESSAGE.get(str(cause))


@contextmanager
def writing(connection: Database) -> Iterator[None]:
    """One BEGIN IMMEDIATE transaction: committed at the end of the block, rolled back if it raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(Error):  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise
