"""Coming in: the first start of a clinic, and each one after it.

The password opens the key, the key opens the database, and the database says what the person may do. What is needed
before the database is open (the key file, the tries that failed) holds no names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from rhs_desktop.domain import entry as rules
from rhs_desktop.domain.errors import EntryRefused, StoreUnavailable
from rhs_desktop.domain.roles import ALL_ROLES
from rhs_desktop.paths import backup_dir, database_file, key_file, tries_file
from rhs_desktop.services.acts import recording
from rhs_desktop.services.opening import Clock, open_workplace
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import tries, users, vault
from rhs_desktop.store.connection import Key, is_plain
from rhs_desktop.store.lock import InUse
from rhs_desktop.store.sealing import seal
from rhs_desktop.store.vault import Cost, Vault


class Stage(StrEnum):
    """How a data folder stands before anybody has come in."""

    NEW = "new"
    """Nothing is there: the first administrator is to be made."""
    PLAIN = "plain"
    """Data from before there were users: the first administrator is to be made, and the data are encrypted."""
    LOCKED = "locked"
    """Somebody is to log in."""


def stage(data: Path) -> Stage:
    """Raises StoreUnavailable `unreachable`, and `keys_missing` where there are encrypted data without their key."""
    if key_file(data).exists():
        return Stage.LOCKED
    path = database_file(data)
    if not path.exists():
        return Stage.NEW
    if is_plain(path):
        return Stage.PLAIN
    raise StoreUnavailable("keys_missing", path=str(key_file(data)))


def begin(data: Path, name: str, password: str, *, cost: Cost | None = None, clock: Clock = datetime.now) -> str:
    """Make the first administrator, and an encrypted database, or encrypt the one that is there.

    The answer is the recovery code, which is shown this once. `cost` is by default measured on this machine.
    Raises EntryRefused `already_begun` or what is wrong with name or password, and StoreUnavailable.
    """
    if stage(data) is Stage.LOCKED:
        raise EntryRefused("already_begun")
    user = rules.login_name(name)
    rules.check_password(password, user)
    made, key = vault.new_vault(key_file(data), cost or vault.measured_cost())
    made, code = made.with_user(key, user, password).with_recovery(key)
    made.save()
    _opened(data, made, key, user, clock=clock).store.close()
    return code


def enter(data: Path, name: str, password: str, *, clock: Clock = datetime.now, read_only: bool = False) -> Workplace:
    """Come in. Whoever comes in closes `Workplace.store`.

    Raises EntryRefused: `wrong_login` for a name or a password that is not right, without saying which; `wait`, until
    when; `not_begun` where there is nobody yet; `account_closed`. Raises StoreUnavailable, ProfileInvalid.
    """
    if stage(data) is not Stage.LOCKED:
        raise EntryRefused("not_begun")
    kept = vault.read_vault(key_file(data))
    key = _counted(data, clock, lambda: kept.unlock(name, password))
    return _opened(data, kept, key, rules.login_name(name), clock=clock, read_only=read_only)


def check(data: Path, name: str, password: str, *, clock: Clock = datetime.now) -> None:
    """Whether it is that person, without opening anything: for a locked window. Raises as `enter`."""
    kept = vault.read_vault(key_file(data))
    _counted(data, clock, lambda: kept.unlock(name, password))


def recover(data: Path, code: str, name: str, password: str, *, clock: Clock = datetime.now) -> str:
    """With the recovery code: a new password for a user, who becomes an administrator; the code that holds from now.

    Raises EntryRefused `code_wrong`, `wait` or what is wrong with the password, and StoreUnavailable.
    """
    user = rules.login_name(name)
    rules.check_password(password, user)
    kept = vault.read_vault(key_file(data))
    key = _counted(data, clock, lambda: kept.recover(code))
    made, fresh = kept.with_user(key, user, password).with_recovery(key)
    made.save()
    w = _opened(data, made, key, user, clock=clock, recovering=True)
    w.store.close()
    return fresh


def _counted(data: Path, clock: Clock, unlock: Callable[[], Key]) -> Key:
    """A try that is counted when it fails, and not made before its time."""
    path, now = tries_file(data), clock()
    failed = tries.failed(path)
    until = rules.wait_until(failed, now)
    if until is not None:
        raise EntryRefused("wait", until=until)
    try:
        return unlock()
    except EntryRefused:
        tries.keep(path, [*failed, now])
        raise


def _opened(
    data: Path,
    kept: Vault,
    key: Key,
    name: str,
    *,
    clock: Clock,
    read_only: bool = False,
    recovering: bool = False,
) -> Workplace:
    path = database_file(data)
    if not read_only and is_plain(path):
        _seal_all(data, key, clock)
    w = open_workplace(data, user=name, clock=clock, create=not kept.used, read_only=read_only, key=key)
    try:
        user = _user(w, name, recovering=recovering)
        if not kept.used and not read_only:
            replace(kept, used=True).save()
        _tell(w, data)
    except BaseException:
        w.store.close()
        raise
    return replace(w, user=user.name, roles=user.roles)


def _user(w: Workplace, name: str, *, recovering: bool) -> users.UserRecord:
    """Who comes in. In a register that knows nobody, and with the recovery code, an administrator is made."""
    with w.store.reading() as db:
        nobody, user = not users.everybody(db), users.by_name(db, name)
    if not nobody and not recovering:
        if user is None or not user.active:
            raise EntryRefused("account_closed")
        return user
    if w.store.read_only:
        raise EntryRefused("account_closed")
    with recording(w, "users") as act:
        if user is None:
            act.add_user(name, ALL_ROLES)
        else:
            act.change("user", user.id, roles=users.written_roles(ALL_ROLES), active=True)
        act.commit()
    with w.store.reading() as db:
        user = users.by_name(db, name)
    assert user is not None
    return user


def _seal_all(data: Path, key: Key, clock: Clock) -> None:
    """Encrypt the database and the copies of it that were made before there were users."""
    path = database_file(data)
    lock = InUse(path, clock())
    try:
        seal(path, key)
        for copy in sorted(backup_dir(data).glob("*.sqlite3")):
            if is_plain(copy):
                seal(copy, key)
    finally:
        lock.release()


def _tell(w: Workplace, data: Path) -> None:
    """The login and the tries before it go into the log."""
    tries.forget(tries_file(data))
