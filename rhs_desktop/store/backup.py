"""Copies of the database that are whole: made through SQLite's backup, checked, and put in place in one move."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.store.connection import Database, Opening, connect, translated


def back_up(source: Database, target: Path, opening: Opening = connect) -> Path:
    """Copy the database as it now is to `target`, which is replaced only by a copy that has been read through.

    `opening` opens a file with the key of the source. Raises StoreUnavailable with the code `backup_failed` or one of the disk's.
    """
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with translated(target), closing(opening(part, create=True)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # the copy has taken over the WAL mode of its source
            answer = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if answer != ("ok",):
            raise StoreUnavailable("backup_failed", path=str(target))
        _to_disk(part)
        part.replace(target)
    except OSError as error:
        raise StoreUnavailable("backup_failed", path=str(target)) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def _to_disk(path: Path) -> None:
    with path.open("rb+") as copy:
        os.fsync(copy.fileno())
