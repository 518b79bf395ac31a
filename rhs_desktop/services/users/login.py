"""Coming in: the first start of a clinic, and each one after it.

The password opens the key, the key opens the database, and the database says what the person may do. What is needed
before the database is open (the key file, the tries that failed) holds no names.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from rhs_desktop.domain import passwords as rules
from rhs_desktop.domain.access_log.entries import Access, LogEntry
from rhs_desktop.domain.errors import EntryRefused, ExpectedError, NotLogged, StoreUnavailable
from rhs_desktop.domain.roles import ALL_ROLES
from rhs_desktop.paths import database_file, key_file, tries_file
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.context import Context
from rhs_desktop.services.opening import Clock, open_context
from rhs_desktop.services.recording import recording
from rhs_desktop.services.users.encrypt_plain_register import seal_all
from rhs_desktop.store import access_log
from rhs_desktop.store.backups import file_swap
from rhs_desktop.store.connection import Key, is_plain
from rhs_desktop.store.lock import InUse
from rhs_desktop.store.users import failed_logins, users
from rhs_desktop.store.users import key_file as users_key_file
from rhs_desktop.store.users.key_file import Cost, Vault


class RegisterState(StrEnum):
    """How a data folder stands before anybody has come in."""

    NEW = "new"
    """Nothing is there: the first administrator is to be made."""
    PLAIN = "plain"
    """Data from before there were users: the first administrator is to be made, and the data are encrypted."""
    LOCKED = "locked"
    """Somebody is to log in."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """Somebody has come in with a new recovery code, which is shown this once. Whoever has it closes the store."""

    code: str = field(repr=False)
    context: Context


def stage(data: Path) -> RegisterState:
    """Raises StoreUnavailable `unreachable`; `keys_missing` where there are encrypted data without their key, and
    `keys_damaged` or `keys_newer` where it cannot be read."""
    if key_file(data).exists():
        users_key_file.read_vault(key_file(data))
        return RegisterState.LOCKED
    path = database_file(data)
    if not path.exists():
        return RegisterState.NEW
    if is_plain(path):
        return RegisterState.PLAIN
    raise StoreUnavailable("keys_missing", path=str(key_file(data)))


def begin(data: Path, name: str, password: str, *, cost: Cost | None = None, clock: Clock = datetime.now) -> str:
    """As `begin_and_enter`, without staying in; the recovery code."""
    made = begin_and_enter(data, name, password, cost=cost, clock=clock)
    made.context.store.close()
    return made.code


def begin_and_enter(
    data: Path, name: str, password: str, *, cost: Cost | None = None, clock: Clock = datetime.now
) -> Welcome:
    """Make the first administrator, and an encrypted database, or encrypt the one that is there.

    `cost` is by default measured on this machine. Raises EntryRefused `already_begun` or what is wrong with name or
    password, and StoreUnavailable.
    """
    user = rules.login_name(name)
    rules.check_password(password, user)
    made, key, code = _new_keys(data, user, password, cost, clock)
    try:
        return Welcome(code, _opened(data, made, key, user, clock=clock))
    except ExpectedError:
        _begin_anew(data)
        raise


def _new_keys(data: Path, user: str, password: str, cost: Cost | None, clock: Clock) -> tuple[Vault, Key, str]:
    """While nobody else can make any: the keys of one first start must not lock the register of another."""
    if stage(data) is RegisterState.LOCKED:
        raise EntryRefused("already_begun")
    path = database_file(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable("unreachable", path=str(path)) from error
    lock = InUse(path, clock())
    try:
        if stage(data) is RegisterState.LOCKED:
            raise EntryRefused("already_begun")
        file_swap.forget_fetched(path)
        made, key = users_key_file.new_vault(key_file(data), cost or users_key_file.measured_cost())
        made, code = made.with_user(key, user, password).with_recovery(key)
        made.save()
    finally:
        lock.release()
    return made, key, code


def _begin_anew(data: Path) -> None:
    """The code was not shown: where nothing is encrypted yet, the next first start makes other keys."""
    path = database_file(data)
    with suppress(OSError, StoreUnavailable):
        if not path.exists() or is_plain(path):
            key_file(data).unlink()


def enter(data: Path, name: str, password: str, *, clock: Clock = datetime.now, read_only: bool = False) -> Context:
    """Come in. Whoever comes in closes `Context.store`.

    Raises EntryRefused: `wrong_login` for a name or a password that is not right, without saying which; `wait`, until
    when; `not_begun` where there is nobody yet; `account_closed`. Raises StoreUnavailable, ProfileInvalid.
    """
    if stage(data) is not RegisterState.LOCKED:
        raise EntryRefused("not_begun")
    kept = users_key_file.read_vault(key_file(data))
    key = counted(data, clock, lambda: kept.unlock(name, password))
    return _opened(data, kept, key, rules.login_name(name), clock=clock, read_only=read_only)


def unlocked(data: Path, name: str, password: str, *, clock: Clock = datetime.now) -> Key:
    """The key alone, where the register cannot be opened and is to be put back from a copy. Raises as `enter`."""
    return _key(data, name, password, clock)


def lock(ctx: Context) -> None:
    """Tell the log that the desk was locked. Raises NotLogged; the desk is locked all the same."""
    log_access(ctx, Access.LOCKED)


def unlock(ctx: Context, password: str) -> bool:
    """Let the same person back to the desk. Raises as `enter`.

    False where the log could not be told: a full disk keeps nobody from what lies open, and it is to be told later.
    """
    prove(ctx, ctx.user, password)
    _user(ctx, ctx.user)
    try:
        _tell(ctx, Access.UNLOCKED)
    except NotLogged:
        return False
    return True


def switch(ctx: Context, name: str, password: str) -> Context:
    """Let another person sit down at the same open desk. Raises as `enter`; then nobody has left."""
    prove(ctx, name, password)
    user = _user(ctx, rules.login_name(name))
    other = replace(ctx, user=user.name, roles=user.roles)
    _tell(other, Access.LOGIN, leaving=ctx.user)
    return other


def prove(ctx: Context, name: str, password: str) -> None:
    """That it is that person, at a desk that is open.

    The door has to open to the key of this register: a key file from elsewhere, with a door of the same name, proves
    nothing. Raises as `enter`, and StoreUnavailable `keys_damaged`.
    """
    data = ctx.store.path.parent
    if _key(data, name, password, ctx.clock) != ctx.store.key:
        raise StoreUnavailable("keys_damaged", path=str(key_file(data)))


def leave(ctx: Context) -> None:
    """Tell the log that somebody has gone. Raises NotLogged."""
    log_access(ctx, Access.LOGOUT)


def waits_until(data: Path, *, clock: Clock = datetime.now) -> datetime | None:
    """When the next try may be made, None for at once."""
    now = clock()
    return rules.wait_until(_failed(data, now), now)


def recover(data: Path, code: str, name: str, password: str, *, clock: Clock = datetime.now) -> str:
    """As `recover_and_enter`, without staying in; the code that holds from now."""
    made = recover_and_enter(data, code, name, password, clock=clock)
    made.context.store.close()
    return made.code


def recover_and_enter(data: Path, code: str, name: str, password: str, *, clock: Clock = datetime.now) -> Welcome:
    """With the recovery code: a new password for a user, who becomes an administrator; the code that holds from now.

    The code holds until somebody has come in. Where the register is damaged, the new password opens the key, and with
    it a copy. Raises EntryRefused `code_wrong`, `wait` or what is wrong with the password, and StoreUnavailable.
    """
    user = rules.login_name(name)
    rules.check_password(password, user)
    kept = users_key_file.read_vault(key_file(data))
    key = counted(data, clock, lambda: kept.recover(code))
    opened = kept.with_user(key, user, password)
    try:
        ctx = _opened(data, opened, key, user, clock=clock, recovering=True)
    except StoreUnavailable as error:
        if file_swap.replaceable(error):
            opened.save()
        raise
    made, fresh = replace(opened, used=True).with_recovery(key)
    try:
        made.save()
    except StoreUnavailable as error:
        ctx.store.close()
        try:
            kept.save()
        except StoreUnavailable:
            raise StoreUnavailable("code_uncertain", path=str(kept.path)) from error
        raise
    return Welcome(fresh, ctx)


def _key(data: Path, name: str, password: str, clock: Clock) -> Key:
    kept = users_key_file.read_vault(key_file(data))
    return counted(data, clock, lambda: kept.unlock(name, password))


def counted(data: Path, clock: Clock, unlock: Callable[[], Key]) -> Key:
    """A try that is counted when it fails, and not made before its time."""
    path, now = tries_file(data), clock()
    failed = _failed(data, now)
    until = rules.wait_until(failed, now)
    if until is not None:
        raise EntryRefused("wait", until=until)
    try:
        return unlock()
    except EntryRefused:
        failed_logins.keep(path, [*failed, now])
        raise


def _failed(data: Path, now: datetime) -> list[datetime]:
    """The tries that failed. Those from a clock that was ahead are from now on of now, and waited for once: left as
    they are they would keep everybody out until that day."""
    found = failed_logins.failed(tries_file(data))
    failed = [min(one, now) for one in found]
    if failed != found:
        failed_logins.keep(tries_file(data), failed)
    return failed


def _opened(
    data: Path,
    kept: Vault,
    key: Key,
    name: str,
    *,
    clock: Clock,
    read_only: bool = False,
    recovering: bool = False,
) -> Context:
    path = database_file(data)
    if kept.used and not read_only:
        _end_fetched(path)
    if is_plain(path) and (kept.used or read_only):  # somebody has put another file in its place
        raise StoreUnavailable("unsealed", path=str(path))
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
    """What services.fetching was killed in."""
    try:
        file_swap.end_fetched(path)
    except OSError as error:
        raise StoreUnavailable("read_only", path=str(path)) from error


def _user(ctx: Context, name: str, *, first: bool = False, recovering: bool = False) -> users.UserRecord:
    """Who comes in. In a new register that knows nobody, and with the recovery code, an administrator is made."""
    with ctx.store.reading() as db:
        nobody, user = not users.everybody(db), users.by_name(db, name)
    if not (first and nobody) and not recovering:
        if user is None or not user.active:
            raise EntryRefused("account_closed")
        return user
    if ctx.store.read_only:
        raise EntryRefused("account_closed")
    with recording(ctx, "users") as act:
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
    """In one transaction: who leaves, the tries that failed since somebody came in, and that somebody does now.

    A try that failed bears no name: what was typed might be a password. Raises NotLogged.
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
