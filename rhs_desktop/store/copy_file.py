"""Copies of the database that are whole: made through SQLite's backup, checked, and put in place in one move."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from rhs_desktop.domain.backups import KEYS_SUFFIX, read_name
from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.store.connection import Database, Opening, connect, translated
from rhs_desktop.store.files import copy_for_us, fsync_folder
from rhs_desktop.store.users.key_file import read_vault

KEYS_FILE = "rhs.keys"
"""Beside an encrypted database: its key, wrapped for each user."""
PART = ".part"
_PAGES_AT_ONCE = 2_000
Report = Callable[[int, int], None]


class CopyHeader(NamedTuple):
    """What tells the states of registers apart: nothing is confirmed without a new act or a new line of the log.

    `clinic` is the database's own number, which its copies share.
    """

    clinic: str
    acts: int
    last: str
    lines: int
    digest: str


class Content(NamedTuple):
    """What a copy must have of its source."""

    schema: int
    head: CopyHeader
    counts: dict[str, int]


def _quiet(done: int, total: int) -> None:
    """Nobody wants to know."""


def back_up(
    source: Database,
    target: Path,
    opening: Opening = connect,
    *,
    keys: Path | None = None,
    report: Report = _quiet,
) -> Path:
    """Copy the database as it now is to `target`, which is replaced only by a copy that has been read through.

    Acts may go on meanwhile. `opening` opens a file with the key of the source; `keys` is the file with the wrapped
    keys, copied beside where there is one. What `report` raises ends it with nothing made. Raises StoreUnavailable
    with the code `backup_failed` or one of the disk's.
    """
    part = target.with_name(target.name + PART)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with translated(target):
            with closing(opening(part, create=True)) as copy, snapshot(source):
                copy.execute("PRAGMA synchronous = OFF")  # it is brought to the disk as a whole, below
                copy.execute("PRAGMA journal_mode = DELETE")
                source.backup(copy, pages=_PAGES_AT_ONCE, progress=lambda _, left, total: report(total - left, total))
                copy.execute("PRAGMA journal_mode = DELETE")  # the copy has taken over the WAL mode of its source
                expected = content(source)
            with closing(opening(part, read_only=True)) as copy:
                if sound(copy) and content(copy) == expected:
                    to_disk(part)
                else:
                    raise StoreUnavailable("backup_failed", path=str(target))
        if keys is not None and keys.exists():
            duplicate(_whole_keys(keys, target.parent), target.with_name(target.name + KEYS_SUFFIX))
        part.replace(target)
        fsync_folder(target.parent)
    except OSError as error:
        raise failed(target, error) from error
    finally:
        drop(part)
    return target


def _whole_keys(keys: Path, copies: Path) -> Path:
    """The key file, or where it has been damaged that of the newest copy: a spoilt one must not drive out the whole."""
    for one in (keys, *sorted(copies.glob(f"*{KEYS_SUFFIX}"), reverse=True)):
        with suppress(StoreUnavailable):
            read_vault(one)
            return one
    return keys


def duplicate(file: Path, target: Path) -> Path:
    """A file once more, byte for byte, in place only when it is on the disk. Raises OSError."""
    part = target.with_name(target.name + PART)
    try:
        copy_for_us(file, part)
        to_disk(part)
        if not _same(file, part):
            raise OSError(f"{target.name} was not written as it was read")
        part.replace(target)
        fsync_folder(target.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def head(db: Database) -> CopyHeader:
    """Where the register stands. Raises the driver's Error."""
    (clinic,) = db.execute("SELECT value FROM settings WHERE key = 'salt'").fetchone()
    acts, last = db.execute("SELECT id, at FROM acts ORDER BY id DESC LIMIT 1").fetchone() or (0, "")
    lines, digest = 0, ""
    if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'access_head'").fetchone():
        lines, digest = db.execute("SELECT lines, digest FROM access_head").fetchone()
    return CopyHeader(str(clinic), acts, last, lines, digest)


def content(db: Database) -> Content:
    """Schema, head and how many rows each table has."""
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    counts = {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
    schema = db.execute("PRAGMA user_version").fetchone()[0]
    return Content(schema, head(db) if "settings" in counts else CopyHeader("", 0, "", 0, ""), counts)


def sound(db: Database) -> bool:
    """Whether SQLite finds nothing wrong with the whole of it."""
    return bool(db.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


@contextmanager
def snapshot(db: Database) -> Iterator[None]:
    """Within it the connection sees one moment, whatever others confirm."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # a transaction begins with its first read
        yield
    finally:
        db.execute("ROLLBACK")


def remove_unfinished_copies(folder: Path) -> None:
    """Take away what a copy left that was never finished."""
    with suppress(OSError):
        for file in folder.iterdir():
            beginning, part, _ = file.name.partition(PART)
            if part and read_name(beginning.removesuffix(KEYS_SUFFIX)):
                file.unlink(missing_ok=True)


def drop(file: Path) -> None:
    """Take away a database that is not wanted, with what SQLite keeps beside one."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            file.with_name(file.name + ending).unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    with path.open("rb+") as copy:
        os.fsync(copy.fileno())


def _same(one: Path, other: Path) -> bool:
    with one.open("rb") as left, other.open("rb") as right:
        while True:
            piece = left.read(1 << 20)
            if piece != right.read(1 << 20):
                return False
            if not piece:
                return True


def failed(target: Path, error: OSError, code: str = "backup_failed") -> StoreUnavailable:
    """What the system said, as trouble that the program foresees."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return StoreUnavailable("disk_full" if full else code, path=str(target))
