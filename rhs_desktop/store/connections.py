"""The connections of one open database: a reader for each thread, and one writer for all acts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.store.connection import Database, Error, Key, connect, translated


class Connections:
    """Opens each connection when it is first asked for. Readers never wait for the writer (WAL)."""

    def __init__(self, path: Path, *, key: Key | None, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._key = key
        self._closed = False
        self._thread = threading.local()
        self._readers: list[Database] = []
        self._writer: Database | None = None

    @property
    def key(self) -> Key | None:
        """The key of the file, None for a plain one; wrapped anew for each user who is added."""
        return self._key

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted."""
        return self._key is not None

    def connect(self, path: Path, *, read_only: bool = False, create: bool = False) -> Database:
        """A new connection with this database's key, to its file or to a copy of it; the caller closes it.

        Raises StoreUnavailable.
        """
        return connect(path, key=self._key, read_only=read_only, create=create)

    @property
    def writer(self) -> Database:
        """The connection that writes. Raises StoreUnavailable: `closed`, `read_only`, or why it cannot be opened."""
        self._check_open()
        if self.read_only:
            raise StoreUnavailable(StoreTrouble.READ_ONLY, path=str(self.path))
        if self._writer is None:
            self._writer = self.connect(self.path)
        return self._writer

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """The calling thread's own connection, for selects only.

        Raises StoreUnavailable, also for what SQLite reports inside the block.
        """
        self._check_open()
        with translated(self.path):
            reader: Database | None = getattr(self._thread, "reader", None)
            if reader is None:
                reader = self.connect(self.path, read_only=self.read_only)
                reader.execute("PRAGMA query_only = ON")
                self._thread.reader = reader
                self._readers.append(reader)
            yield reader

    def snapshot(self) -> Database:
        """A connection whose read transaction has begun: it sees what is committed now and nothing later.

        Any thread may use it; the caller closes it. Raises StoreUnavailable.
        """
        self._check_open()
        with translated(self.path):
            db = self.connect(self.path, read_only=self.read_only)
            db.execute("BEGIN")
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return db

    def close_connections(self) -> None:
        """Close all of them and empty the WAL. Whatever asks for one later is refused. May be called again."""
        self._closed = True
        for reader in self._readers:
            reader.close()
        self._readers.clear()
        self._thread = threading.local()
        if self._writer is not None:
            with suppress(Error):
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._writer.close()
        self._writer = None

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnavailable(StoreTrouble.CLOSED, path=str(self.path))
