"""Logging in, locking and switching users: a password opens the key file, the key opens the database.

Roles come from the database. What is read before it is open (key file, failed attempts) contains no names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from rhs_desktop.domain import passwords as rules
from rhs_desktop.domain.access_log.entries import Access, LogEntry
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, NotLogged, StoreTrouble, StoreUnavailable
from rhs_desktop.domain.roles import ALL_ROLES
from rhs_desktop.paths import database_file, key_file, tries_file
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.context import Context
from rhs_desktop.services.opening import Clock, open_context
from rhs_desktop.services.recording import recording
from rhs_desktop.services.users.encrypt_plain_register import seal_all
from rhs_desktop.services.users.failed_attempts import counted
from rhs_desktop.store import access_log
from rhs_desktop.store.backups import file_swap
from rhs_desktop.store.connection import Key, is_plain
from rhs_desktop.store.users import failed_logins, users
from rhs_desktop.store.users.key_file import KeyFile, read_key_file


class RegisterState(StrEnum):
    """The state of a data folder before the login."""

    NEW = "new"
    """Empty: the first administrator is to be created."""
    PLAIN = "plain"
    """Data from before there were users: the first administrator is to be created, and the data encrypted."""
    LOCKED = "locked"
    """There are users: one of them is to log in."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """A session with a new recovery code, which is shown this once. The caller closes the store."""

    code: str = field(repr=False)
    context: Context


def stage(data: Path) -> RegisterState:
    """The state of a data folder.

    Raises StoreUnavailable `unreachable`; `keys_missing` where there are encrypted data without their key file, and
    `keys_damaged` or `keys_newer` where it cannot be read.
    """
    if key_file(data).exists():
        read_key_file(key_file(data))
        return RegisterState.LOCKED
    path = database_file(data)
    if not path.exists():
        return RegisterState.NEW
    if is_plain(path):
        return RegisterState.PLAIN
    raise StoreUnavailable(StoreTrouble.KEYS_MISSING, path=str(key_file(data)))


def enter(data: Path, name: str, password: str, *, clock: Clock = datetime.now, read_only: bool = False) -> Context:
    """Log in. The caller closes `Context.store`.

    Raises EntryRefused: `wrong_login` for a wrong name or password, without saying which; `wait`, until when;
    `not_begun` where there is no user yet; `account_closed`. Raises StoreUnavailable, ProfileInvalid.
    """
    if stage(data) is not RegisterState.LOCKED:
        raise EntryRefused(EntryRefusal.NOT_BEGUN)
    kept = read_key_file(key_file(data))
    key = counted(data, clock, lambda: kept.unlock(name, password))
    return open_session(data, kept, key, rules.login_name(name), clock=clock, read_only=read_only)


def unlocked(data: Path, name: str, password: str, *, clock: Clock = datetime.now) -> Key:
    """The key alone, where the register cannot be opened and is to be restored from a backup. Raises as `enter`."""
    return _key(data, name, password, clock)


def lock(ctx: Context) -> None:
    """Log that the window was locked. Raises NotLogged; the window locks all the same."""
    log_access(ctx, Access.LOCKED)


def unlock(ctx: Context, password: str) -> bool:
    """Unlock the window for the same user. Raises as `enter`.

    False where it could not be logged: a full disk must not keep a user out, and it is to be logged later.
    """
    prove(ctx, ctx.user, password)
    _user(ctx, ctx.user)
    try:
        _tell(ctx, Access.UNLOCKED)
    except NotLogged:
        return False
    return True


def switch(ctx: Context, name: str, password: str) -> Context:
    """Log in another user in the same open window, and log out the former. Raises as `enter`; then nobody is logged
    out."""
    prove(ctx, name, password)
    user = _user(ctx, rules.login_name(name))
    other = replace(ctx, user=user.name, roles=user.roles)
    _tell(other, Access.LOGIN, leaving=ctx.user)
    return other


def prove(ctx: Context, name: str, password: str) -> None:
    """Check a user's password in an open session.

    The slot has to open to the key of this register: a key file from elsewhere, with a slot of the same name, proves
    nothing. Raises as `enter`, and StoreUnavailable `keys_damaged`.
    """
    data = ctx.store.path.parent
    if _key(data, name, password, ctx.clock) != ctx.store.key:
        raise StoreUnavailable(StoreTrouble.KEYS_DAMAGED, path=str(key_file(data)))


def leave(ctx: Context) -> None:
    """Log that the user logged out. Raises NotLogged."""
    log_access(ctx, Access.LOGOUT)


def _key(data: Path, name: str, password: str, clock: Clock) -> Key:
    kept = read_key_file(key_file(data))
    return counted(data, clock, lambda: kept.unlock(name, password))


def open_session(
    data: Path,
    kept: KeyFile,
    key: Key,
    name: str,
    *,
    clock: Clock,
    read_only: bool = False,
    recovering: bool = False,
) -> Context:
    """Open the register with its key and log the login. Raises as `enter`."""
    path = database_file(data)
    if kept.used and not read_only:
        _end_fetched(path)
    if is_plain(path) and (kept.used or read_only):  # somebody has put another file in its place
        raise StoreUnavailable(StoreTrouble.UNSEALED, path=str(path))
    if not kept.used and not read_only:
        seal_all(data, key, clock())
    ctx = open_context(data, user=name, clock=clock, create=not kept.used, read_only=read_only, key=key)
    try:
        user = _user(ctx, name, first=not kept.used, recovering=recovering)
        if not kept.used and not read_only:
            replace(kept, used=True).save()
        ctx = replace(ctx, user=user.name, roles=user.roles)
        _tell(ctx, Access.LOGIN)
    except BaseException:
        ctx.store.close()
        raise
    return ctx


def _end_fetched(path: Path) -> None:
    """Complete a restore that was killed (restoring.move_to_computer)."""
    try:
        file_swap.end_fetched(path)
    except OSError as error:
        raise StoreUnavailable(StoreTrouble.READ_ONLY, path=str(path)) from error


def _user(ctx: Context, name: str, *, first: bool = False, recovering: bool = False) -> users.UserRecord:
    """The user's record. In a new register without users, and with the recovery code, an administrator is created."""
    with ctx.store.reading() as db:
        nobody, user = not users.everybody(db), users.by_name(db, name)
    if not (first and nobody) and not recovering:
        if user is None or not user.active:
            raise EntryRefused(EntryRefusal.ACCOUNT_CLOSED)
        return user
    if ctx.store.read_only:
        raise EntryRefused(EntryRefusal.ACCOUNT_CLOSED)
    with recording(ctx, ActKind.USERS) as act:
        user = users.by_name(act.db, name)
        if user is None:
            act.add_user(name, ALL_ROLES)
        else:
            act.change("user", user.id, roles=users.written_roles(ALL_ROLES), active=True)
        act.commit()
    with ctx.store.reading() as db:
        user = users.by_name(db, name)
    assert user is not None
    return user


def _tell(ctx: Context, kind: Access, *, leaving: str = "") -> None:
    """Log, in one transaction: who logs out, the failed attempts since the last login, and this login.

    A failed attempt has no name: what was typed might be a password. Raises NotLogged.
    """
    path = tries_file(ctx.store.path.parent)
    failed = failed_logins.failed(path)
    try:
        with ctx.store.logging() as db:
            unit = access_log.unit(db)
            left = [LogEntry(ctx.now, leaving, unit, Access.LOGOUT)] if leaving else []
            vain = [LogEntry(at, "", unit, Access.FAILED_LOGIN) for at in failed]
            access_log.append(db, *left, *vain, LogEntry(ctx.now, ctx.user, unit, kind))
    except StoreUnavailable as error:
        raise NotLogged(error.code, **error.data) from error
    failed_logins.forget(path)
