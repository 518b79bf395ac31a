"""The first start of a clinic: the keys, the encrypted register and its first administrator."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain import passwords as rules
from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, ExpectedError, StoreTrouble, StoreUnavailable
from rhs_desktop.paths import database_file, key_file
from rhs_desktop.services.opening import Clock
from rhs_desktop.services.users.login import RegisterState, Welcome, open_session, stage
from rhs_desktop.store.backups import file_swap
from rhs_desktop.store.connection import Key, is_plain
from rhs_desktop.store.lock import InUse
from rhs_desktop.store.users import key_file as key_files
from rhs_desktop.store.users.key_file import Cost, KeyFile


def begin(data: Path, name: str, password: str, *, cost: Cost | None = None, clock: Clock = datetime.now) -> str:
    """As `begin_and_enter`, without a session; returns the recovery code. Raises likewise."""
    made = begin_and_enter(data, name, password, cost=cost, clock=clock)
    made.context.store.close()
    return made.code


def begin_and_enter(
    data: Path, name: str, password: str, *, cost: Cost | None = None, clock: Clock = datetime.now
) -> Welcome:
    """Create the first administrator and an encrypted database, or encrypt the existing one.

    `cost` is by default measured on this machine. Raises EntryRefused `already_begun` or what is wrong with name or
    password, and StoreUnavailable.
    """
    user = rules.login_name(name)
    rules.check_password(password, user)
    made, key, code = _new_keys(data, user, password, cost, clock)
    try:
        return Welcome(code, open_session(data, made, key, user, clock=clock))
    except ExpectedError:
        _begin_anew(data)
        raise


def _new_keys(data: Path, user: str, password: str, cost: Cost | None, clock: Clock) -> tuple[KeyFile, Key, str]:
    """Under the lock of the database: two first starts at once must not overwrite each other's keys."""
    if stage(data) is RegisterState.LOCKED:
        raise EntryRefused(EntryRefusal.ALREADY_BEGUN)
    path = database_file(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(StoreTrouble.UNREACHABLE, path=str(path)) from error
    lock = InUse(path, clock())
    try:
        if stage(data) is RegisterState.LOCKED:
            raise EntryRefused(EntryRefusal.ALREADY_BEGUN)
        file_swap.forget_fetched(path)
        made, key = key_files.new_key_file(key_file(data), cost or key_files.measured_cost())
        made, code = made.with_user(key, user, password).with_recovery(key)
        made.save()
    finally:
        lock.release()
    return made, key, code


def _begin_anew(data: Path) -> None:
    """Delete the key file after a failed first start: where nothing is encrypted yet, the next one makes another."""
    path = database_file(data)
    with suppress(OSError, StoreUnavailable):
        if not path.exists() or is_plain(path):
            key_file(data).unlink()
