"""Encrypts a register from before there were users, and all its backups."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.backups import KEYS_SUFFIX, SUFFIX
from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services.backups.settings import SECOND_SETTING
from rhs_desktop.store import copy_file as files
from rhs_desktop.store import settings
from rhs_desktop.store.backups import file_swap
from rhs_desktop.store.backups.encrypt_file import seal
from rhs_desktop.store.connection import Key, connect, is_plain, translated
from rhs_desktop.store.lock import InUse


def seal_all(data: Path, key: Key, now: datetime) -> None:
    """Encrypt the database and the backups that were made before there were users, in both folders.

    Files that are encrypted already stay as they are: after a kill the next login goes on. A damaged register that was
    put aside then cannot be encrypted and is deleted. Raises StoreUnavailable; then the database is as it was.
    """
    path = database_file(data)
    if not path.exists():
        return
    lock = InUse(path, now)
    try:
        plain = is_plain(path)
        with translated(path), closing(connect(path, key=None if plain else key)) as db:
            second = settings.get(db, SECOND_SETTING, "")
        if plain:
            seal(path, key)
        for copy in sorted(backup_dir(data).glob(f"*{SUFFIX}")):
            if copy.name.startswith(file_swap.ASIDE):
                _drop_plain(copy)
            else:
                _seal_copy(data, copy, key)
        with suppress(OSError, StoreUnavailable):  # a stick that is not in keeps nobody out
            for copy in sorted(Path(second).glob(f"rhs-*{SUFFIX}") if second else ()):
                _seal_copy(data, copy, key)
    finally:
        lock.release()


def _seal_copy(data: Path, copy: Path, key: Key) -> None:
    if is_plain(copy):
        with suppress(OSError):  # the next backup brings the key slots
            files.duplicate(key_file(data), copy.with_name(copy.name + KEYS_SUFFIX))
        seal(copy, key)


def _drop_plain(aside: Path) -> None:
    if is_plain(aside):
        files.drop(aside)
