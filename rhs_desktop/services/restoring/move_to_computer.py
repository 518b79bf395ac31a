"""Moves a register to a new computer, from a backup. Where only the key file is missing: key_file.py.

Nobody is logged in: name and password, or the recovery code, are those of the backup. The key file is renamed last and
decides: killed before that, the folder is as new; from then on the register is there, and whoever opens it next
completes the move. Checked are the backup, whole; its key file; and that the key is that of the data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from rhs_desktop.domain import passwords as rules
from rhs_desktop.domain.backups import KEYS_SUFFIX, read_name
from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, StoreTrouble, StoreUnavailable
from rhs_desktop.paths import database_file, key_file
from rhs_desktop.services.opening import Clock
from rhs_desktop.services.users import failed_attempts, login
from rhs_desktop.store import copy_file as files
from rhs_desktop.store.backups import file_swap, restoring
from rhs_desktop.store.backups.restoring import RestoredBy
from rhs_desktop.store.connection import Key, connect, is_plain
from rhs_desktop.store.lock import InUse
from rhs_desktop.store.users.key_file import KeyFile, read_key_file


@dataclass(frozen=True, slots=True)
class CopyRequest:
    """Which backup, and who opens it: by `password`, or by the recovery `code`, and then `password` is the new one."""

    copy: Path
    name: str
    password: str = field(repr=False)
    code: str = field(default="", repr=False)


def fetch(data: Path, wanted: CopyRequest, *, clock: Clock = datetime.now) -> None:
    """Put the register of that backup into a folder where there is none; with the code its key slots are kept.

    All or nothing. Raises EntryRefused as `login.enter` and `recovery.recover_and_enter`, `already_begun` where there
    is a register; StoreUnavailable `copy_…`, `fetch_…`, and the disk's codes; `fetch_placed` where it is there though
    the disk failed.
    """
    if login.stage(data) is not login.RegisterState.NEW:
        raise EntryRefused(EntryRefusal.ALREADY_BEGUN)
    copy, keys = files_of(wanted.copy)
    if not copy.exists():
        raise StoreUnavailable(StoreTrouble.COPY_MISSING, path=str(copy))
    if is_plain(copy):
        raise StoreUnavailable(StoreTrouble.FETCH_PLAIN, path=str(copy))
    kept = vault_of(keys)
    key = failed_attempts.counted(data, clock, unlocked_by(kept, wanted))
    _put(
        data, copy, replace(kept, path=key_file(data), used=True), key, RestoredBy(_user(wanted), clock(), _told(copy))
    )


def files_of(chosen: Path) -> tuple[Path, Path]:
    """The backup and its key file, whichever of them was chosen."""
    if chosen.name.endswith(KEYS_SUFFIX):
        return chosen.with_name(chosen.name.removesuffix(KEYS_SUFFIX)), chosen
    return chosen, chosen.with_name(chosen.name + KEYS_SUFFIX)


def vault_of(keys: Path) -> KeyFile:
    """The key file of a backup. Raises StoreUnavailable `fetch_no_keys`, `fetch_keys_damaged`, and as
    `read_key_file`."""
    try:
        return read_key_file(keys)
    except StoreUnavailable as error:
        code = {
            StoreTrouble.KEYS_MISSING: StoreTrouble.FETCH_NO_KEYS,
            StoreTrouble.KEYS_DAMAGED: StoreTrouble.FETCH_KEYS_DAMAGED,
        }.get(error.code, error.code)
        raise StoreUnavailable(code, path=str(keys), name=keys.name) from error


def unlocked_by(kept: KeyFile, wanted: CopyRequest) -> Callable[[], Key]:
    """The function that unwraps the key. Raises EntryRefused for a new password that is not allowed, before anything
    is tried."""
    if wanted.code:
        rules.check_password(wanted.password, rules.login_name(wanted.name))
        return lambda: kept.recover(wanted.code)
    return lambda: kept.unlock(wanted.name, wanted.password)


def _user(wanted: CopyRequest) -> str:
    return rules.login_name(wanted.name)


def _told(copy: Path) -> dict[str, object]:
    of = read_name(copy.name)
    return {"kind": of.kind, "made": of.at.isoformat(), "rescue": True} if of else {"rescue": True}


def _put(data: Path, copy: Path, kept: KeyFile, key: Key, by: RestoredBy) -> None:
    target = database_file(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(StoreTrouble.UNREACHABLE, path=str(target)) from error
    lock = InUse(target, by.now)
    try:
        ready = restoring.make_ready(copy, target, partial(connect, key=key), None, by, encrypted=True)
        fetched = file_swap.lay_ready(ready, target)
        try:
            kept.save()
            file_swap.end_fetched(target)
        except (StoreUnavailable, OSError) as error:
            if kept.path.exists():  # it is decided, and the next login ends it
                raise StoreUnavailable(StoreTrouble.FETCH_PLACED, path=str(target)) from error
            files.drop(fetched)
            raise
    except OSError as error:
        raise files.failed(target, error, StoreTrouble.RESTORE_FAILED) from error
    finally:
        lock.release()
