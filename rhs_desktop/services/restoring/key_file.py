"""Restores a missing or damaged key file: from beside a backup, or from what is left of it.

Nobody is logged in. Who can unwrap the key is thereby authenticated; that the key is the right one is proved by opening
the data, and a line is written to the access log before anything is replaced. A damaged file is kept among the backups,
under another name.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain import passwords as rules
from rhs_desktop.domain.access_log.entries import Access, KeySource, LogEntry
from rhs_desktop.domain.backups import KEYS_SUFFIX
from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, StoreTrouble, StoreUnavailable
from rhs_desktop.paths import backup_dir, database_file, key_file
from rhs_desktop.services.opening import Clock
from rhs_desktop.services.restoring.move_to_computer import CopyRequest, files_of, unlocked_by, vault_of
from rhs_desktop.services.restoring.restore import found
from rhs_desktop.services.users import failed_attempts
from rhs_desktop.store import access_log
from rhs_desktop.store import copy_file as files
from rhs_desktop.store.backups.file_swap import ASIDE
from rhs_desktop.store.connection import Key
from rhs_desktop.store.store import Store
from rhs_desktop.store.users import users
from rhs_desktop.store.users.key_file import KeyFile, read_key_file, salvaged


def is_damaged(data: Path) -> bool:
    """Whether there is a key file that cannot be read. Raises StoreUnavailable `keys_newer` and `unreachable`."""
    try:
        read_key_file(key_file(data))
    except StoreUnavailable as error:
        if error.code is StoreTrouble.KEYS_DAMAGED:
            return True
        if error.code is not StoreTrouble.KEYS_MISSING:
            raise
    return False


def proposed(data: Path) -> Path | None:
    """The newest readable key file among the backups in the data folder; None if there is none."""
    for copy in found(data):
        keys = files_of(copy)[1]
        with suppress(StoreUnavailable):
            read_key_file(keys)
            return keys
    return None


def put_back(data: Path, wanted: CopyRequest, *, clock: Clock = datetime.now) -> None:
    """Put a key file beside data that lack theirs, or whose own is damaged.

    What is left of a damaged one is tried first, for it has the latest passwords and the latest code; then the key file
    of the backup, or `wanted.copy` itself where that is one. It may be the damaged file: then there is no other. Slots
    of users who were closed are removed again.

    Raises EntryRefused as `login.enter` and `recovery.recover_and_enter`, `already_begun` where the key file is intact;
    StoreUnavailable `fetch_…`, `keys_nothing_left`, and as `Store.open`.
    """
    damaged = is_damaged(data)
    if key_file(data).exists() and not damaged:
        raise EntryRefused(EntryRefusal.ALREADY_BEGUN)
    wanted = replace(wanted, name=rules.login_name(wanted.name))
    opened = _opened(data, wanted, clock, damaged=damaged)
    kept = _checked(data, opened, wanted, clock, damaged=damaged)
    if damaged:
        _put_aside(data, clock())
    replace(kept, path=key_file(data), used=True).save()


@dataclass(frozen=True, slots=True)
class _Opened:
    vault: KeyFile
    key: Key
    own: bool


def _opened(data: Path, wanted: CopyRequest, clock: Clock, *, damaged: bool) -> _Opened:
    """The first key file that the password or the code opens; counted as one attempt, however many they are."""
    candidates: list[tuple[KeyFile, bool]] = []
    if damaged and (left := salvaged(key_file(data))).slots:
        candidates.append((left, True))
    of_copy = files_of(wanted.copy)[1]
    trouble: StoreUnavailable | None = None
    if of_copy != key_file(data):
        try:
            candidates.append((vault_of(of_copy), False))
        except StoreUnavailable as error:
            trouble = error
    if not candidates:
        raise trouble or StoreUnavailable(StoreTrouble.KEYS_NOTHING_LEFT, path=str(key_file(data)))
    openers = [(kept, unlocked_by(kept, wanted), own) for kept, own in candidates]
    opened: list[_Opened] = []

    def unlock() -> Key:
        refused = EntryRefused(EntryRefusal.WRONG_LOGIN)
        for kept, unwrap, own in openers:
            try:
                opened.append(_Opened(kept, unwrap(), own))
                return opened[0].key
            except EntryRefused as error:
                refused = error
        raise refused

    try:
        failed_attempts.counted(data, clock, unlock)
    except EntryRefused as refused:
        if trouble is not None and refused.code in ("wrong_login", "code_wrong"):
            raise trouble from refused
        raise
    return opened[0]


def _checked(data: Path, opened: _Opened, wanted: CopyRequest, clock: Clock, *, damaged: bool) -> KeyFile:
    """The key file to keep, once its key has opened the data and the log has its line.

    A register that is damaged too has no readable log: a backup replaces it next, and its log begins with that.
    """
    path, now, kept = database_file(data), clock(), opened.vault
    try:
        store = Store.open(path, now=now, key=opened.key, backups=backup_dir(data))
    except StoreUnavailable as error:
        if error.code is not StoreTrouble.DAMAGED:
            raise
        if not opened.own:
            raise StoreUnavailable(StoreTrouble.FETCH_OTHER_KEYS, path=str(kept.path)) from error
        return kept
    with store, store.logging() as db:
        everybody = users.everybody(db)
        user = users.by_name(db, wanted.name)
        if not wanted.code and (user is None or not user.active):
            raise EntryRefused(EntryRefusal.ACCOUNT_CLOSED)
        told = {"what": KeySource.LEFT if opened.own else KeySource.OF_COPY, "damaged": damaged}
        access_log.append(db, LogEntry(now, wanted.name, access_log.unit(db), Access.KEYS, details=told))
    for one in everybody:
        if not one.active:
            kept = kept.without_user(one.name)
    return kept


def _put_aside(data: Path, now: datetime) -> None:
    """Copy the damaged key file into the folder of backups. Raises StoreUnavailable."""
    aside = backup_dir(data) / f"{ASIDE}{now:%Y-%m-%d-%H%M%S}{KEYS_SUFFIX}"
    try:
        aside.parent.mkdir(parents=True, exist_ok=True)
        files.duplicate(key_file(data), aside)
    except OSError as error:
        raise files.failed(aside, error, StoreTrouble.RESTORE_FAILED) from error
