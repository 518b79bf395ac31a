"""Migrates a file to the present schema, with a backup before each migration, and refuses a newer one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.backups import BackupKind, next_of, read_name
from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.store.connection import APPLICATION_ID, ConnectFunction, Database, connect, writing
from rhs_desktop.store.copy_file import KEYS_FILE, back_up
from rhs_desktop.store.migrations import STEPS

PRESENT = len(STEPS)
"""The schema version of this program."""


def version(connection: Database, path: Path, steps: Sequence[Sequence[str]] = STEPS) -> int:
    """The schema version of the file; 0 for a new one.

    Raises StoreUnavailable: `foreign` for a database of another program, `newer` for one of a later version of this.
    """
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    empty = connection.execute("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)").fetchone()[0]
    if not ours and not (empty and found == 0):
        raise StoreUnavailable(StoreTrouble.FOREIGN, path=str(path))
    if found > len(steps):
        raise StoreUnavailable(StoreTrouble.NEWER, path=str(path), found=found, known=len(steps))
    return found


def migrate(
    connection: Database,
    path: Path,
    *,
    backups: Path,
    now: datetime,
    opening: ConnectFunction = connect,
    steps: Sequence[Sequence[str]] = STEPS,
) -> tuple[Path, ...]:
    """Apply the missing migrations, each in one transaction with its number; the backups made before them.

    A new file gets no backup. Raises StoreUnavailable as `version` and `back_up`.
    """
    made: list[Path] = []
    found = version(connection, path, steps)
    for number in range(found + 1, len(steps) + 1):
        if found > 0:
            copies = [one for file in backups.glob("*") if (one := read_name(file.name))]
            target = backups / next_of(BackupKind.BEFORE_MIGRATION, now, copies).name
            made.append(back_up(connection, target, opening, keys=path.with_name(KEYS_FILE)))
        _take(connection, number, steps[number - 1])
    return tuple(made)


def take(connection: Database, path: Path) -> None:
    """Apply the missing migrations to a file that is itself a copy. Raises StoreUnavailable."""
    for number in range(version(connection, path) + 1, PRESENT + 1):
        _take(connection, number, STEPS[number - 1])


def _take(connection: Database, number: int, statements: Sequence[str]) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")  # tables may be rebuilt; checked before the step is confirmed
    try:
        with writing(connection):
            for statement in statements:
                connection.execute(statement)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken:
                raise StoreUnavailable(StoreTrouble.MIGRATION_FAILED, step=number, table=broken[0])
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
