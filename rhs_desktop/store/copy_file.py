"""Complete copies of the database: made with SQLite's backup API, checked, then renamed into place."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rhs_desktop.domain.backups import KEYS_SUFFIX, read_name
from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.file_writing import put_in_place
from rhs_desktop.store import settings
from rhs_desktop.store.connection import ConnectFunction, Database, connect, translated
from rhs_desktop.store.files import copy_for_us
from rhs_desktop.store.statement import TABLES, Statement, sql
from rhs_desktop.store.users.key_file import read_key_file

if TYPE_CHECKING:
    from sqlalchemy import Select

KEYS_FILE = "rhs.keys"
"""The key file beside an encrypted database."""
PART = ".part"
_PAGES_AT_ONCE = 2_000
Report = Callable[[int, int], None]


class CopyHeader(NamedTuple):
    """Identifies the state of a register: nothing is committed without a new act or a new line of the log.

    `clinic` is the database's own number, which its copies share.
    """

    clinic: str
    acts: int
    last: str
    lines: int
    digest: str


class Content(NamedTuple):
    """What a copy must have in common with its source."""

    schema: int
    head: CopyHeader
    counts: dict[str, int]


def _count(table: str) -> Select[Any]:
    return sql.select(sql.func.count()).select_from(sql.TABLES[table])


_COUNTS = {table: Statement(partial(_count, table)) for table in TABLES}
_LAST_ACT = Statement(lambda: sql.select(sql.acts.c.id, sql.acts.c.at).order_by(sql.acts.c.id.desc()).limit(1))
_LOG_HEAD = Statement(lambda: sql.select(sql.access_head.c.lines, sql.access_head.c.digest))


def _quiet(done: int, total: int) -> None:
    """The default progress callback: does nothing."""


def back_up(
    source: Database,
    target: Path,
    opening: ConnectFunction = connect,
    *,
    keys: Path | None = None,
    report: Report = _quiet,
) -> Path:
    """Copy the present content of the database to `target`, which is replaced only by a copy that was read through.

    Other connections may write meanwhile. `opening` opens a file with the key of the source; `keys` is the key file,
    copied too where there is one. What `report` raises ends it without a copy. Raises StoreUnavailable `backup_failed`
    or the disk's code.
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
                if not sound(copy) or content(copy) != expected:
                    raise StoreUnavailable(StoreTrouble.BACKUP_FAILED, path=str(target))
        if keys is not None and keys.exists():
            duplicate(_whole_keys(keys, target.parent), target.with_name(target.name + KEYS_SUFFIX))
        put_in_place(part, target)
    except OSError as error:
        raise failed(target, error) from error
    finally:
        drop(part)
    return target


def _whole_keys(keys: Path, copies: Path) -> Path:
    """The key file, or where it is damaged that of the newest copy: a damaged one must not replace an intact one."""
    for one in (keys, *sorted(copies.glob(f"*{KEYS_SUFFIX}"), reverse=True)):
        with suppress(StoreUnavailable):
            read_key_file(one)
            return one
    return keys


def duplicate(file: Path, target: Path) -> Path:
    """Copy a file byte for byte; it appears under its name only when it is on the disk. Raises OSError."""
    part = target.with_name(target.name + PART)
    try:
        copy_for_us(file, part)
        if not _same(file, part):
            raise OSError(f"{target.name} was not written as it was read")
        put_in_place(part, target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def head(db: Database) -> CopyHeader:
    """The header of the register's present state. Raises the driver's Error."""
    clinic = settings.get(db, "salt")
    acts, last = _LAST_ACT.run(db).fetchone() or (0, "")
    lines, digest = _LOG_HEAD.run(db).fetchone() if "access_head" in table_names(db) else (0, "")
    return CopyHeader(str(clinic), acts, last, lines, digest)


def content(db: Database) -> Content:
    """Schema, header and the number of rows of each table."""
    counts = {name: count(db, name) for name in table_names(db)}
    schema = db.execute("PRAGMA user_version").fetchone()[0]
    return Content(schema, head(db) if "settings" in counts else CopyHeader("", 0, "", 0, ""), counts)


def table_names(db: Database) -> tuple[str, ...]:
    """The names of the tables in the file, in order."""
    return tuple(name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"))


def count(db: Database, table: str) -> int:
    """The number of rows of one of TABLES."""
    return int(_COUNTS[table].run(db).fetchone()[0])


def sound(db: Database) -> bool:
    """Whether `PRAGMA integrity_check` finds nothing."""
    return bool(db.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


@contextmanager
def snapshot(db: Database) -> Iterator[None]:
    """A read transaction: within it the connection sees one state, whatever others commit."""
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
    """Delete the partial files of copies that were never finished."""
    with suppress(OSError):
        for file in folder.iterdir():
            beginning, part, _ = file.name.partition(PART)
            if part and read_name(beginning.removesuffix(KEYS_SUFFIX)):
                file.unlink(missing_ok=True)


def drop(file: Path) -> None:
    """Delete a database file with its WAL, shared-memory and journal files."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            file.with_name(file.name + ending).unlink(missing_ok=True)


def _same(one: Path, other: Path) -> bool:
    with one.open("rb") as left, other.open("rb") as right:
        while True:
            piece = left.read(1 << 20)
            if piece != right.read(1 << 20):
                return False
            if not piece:
                return True


def failed(target: Path, error: OSError, code: StoreTrouble = StoreTrouble.BACKUP_FAILED) -> StoreUnavailable:
    """The StoreUnavailable for an OSError while writing `target`: `disk_full` where the disk is full, else `code`."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return StoreUnavailable(StoreTrouble.DISK_FULL if full else code, path=str(target))
