"""User accounts: added, given roles and passwords, and closed, by an administrator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain import passwords as rules
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, StoreTrouble, StoreUnavailable
from rhs_desktop.domain.roles import Role
from rhs_desktop.paths import key_file
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.services.users.login import prove
from rhs_desktop.store.connection import Key
from rhs_desktop.store.users import users
from rhs_desktop.store.users.key_file import KeyFile, read_key_file
from rhs_desktop.store.users.users import UserRecord

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter

__all__ = ["UserRecord", "add", "change", "change_own_password", "everybody", "new_recovery_code", "set_password"]


@needs(Permission.ENTER)
def colleagues(ctx: Context) -> tuple[str, ...]:
    """The names of the active users, to assign cases to."""
    with ctx.store.reading() as db:
        return tuple(user.name for user in users.everybody(db) if user.active)


@needs(Permission.ADMINISTER)
def everybody(ctx: Context) -> tuple[UserRecord, ...]:
    """All users by name, closed accounts included."""
    with ctx.store.reading() as db:
        return users.everybody(db)


@needs(Permission.ADMINISTER)
def add(ctx: Context, name: str, roles: frozenset[Role], password: str) -> ActDone:
    """Add a user with a first password.

    Raises EntryRefused `name_empty`, `name_taken`, `no_role`, what is wrong with the password, or `practice`.
    """
    user = rules.login_name(name)
    rules.check_password(password, user)
    _check_roles(roles)
    kept, key = _vault(ctx)

    made = kept.with_user(key, user, password)

    def apply(act: ActWriter) -> KeyFile:
        act.details |= {"user": act.add_user(user, roles), "roles": sorted(roles)}
        return made

    return _replace(ctx, kept, apply, {}, StoreTrouble.UNCERTAIN)


@needs(Permission.ADMINISTER)
def change(ctx: Context, user: int, *, roles: frozenset[Role], active: bool) -> ActDone:
    """Change a user's roles, close the account, or open it again; then with a new password (`set_password`).

    Raises EntryRefused `unknown_user`, `no_role`, `last_administrator` or `own_account`.
    """
    _check_roles(roles)
    details = {"user": user, "roles": sorted(roles), "active": active}

    def apply(act: ActWriter) -> str:
        everybody = {one.id: one for one in users.everybody(act.db)}
        if user not in everybody:
            raise EntryRefused(EntryRefusal.UNKNOWN_USER)
        left = [one for one in everybody.values() if one.id != user and one.active and Role.ADMINISTRATOR in one.roles]
        if not left and not (active and Role.ADMINISTRATOR in roles):
            raise EntryRefused(EntryRefusal.LAST_ADMINISTRATOR)
        if not active and everybody[user].name == ctx.user:
            raise EntryRefused(EntryRefusal.OWN_ACCOUNT)
        act.change("user", user, roles=users.written_roles(roles), active=active)
        return everybody[user].name

    if active:
        with recording(ctx, ActKind.USERS, details=details) as act:
            apply(act)
            return act.commit()
    kept, _ = _vault(ctx)
    return _replace(ctx, kept, lambda act: kept.without_user(apply(act)), details, StoreTrouble.UNCERTAIN)


@needs(Permission.ADMINISTER)
def set_password(ctx: Context, user: int, password: str) -> ActDone:
    """Set a new password for a user who has lost theirs. Raises EntryRefused as `add`, and `unknown_user`."""
    name = next((one.name for one in _everybody(ctx) if one.id == user), None)
    if name is None:
        raise EntryRefused(EntryRefusal.UNKNOWN_USER)
    return _set_password(ctx, name, password)


@needs(Permission.ENTER)
def change_own_password(ctx: Context, former: str, password: str) -> ActDone:
    """Change one's own password. Raises EntryRefused `wrong_login` where the former is not right, `wait`, or as
    `add`; StoreUnavailable `password_uncertain`."""
    _vault(ctx)
    prove(ctx, ctx.user, former)
    return _set_password(ctx, ctx.user, password)


@needs(Permission.ADMINISTER)
def new_recovery_code(ctx: Context) -> str:
    """Replace the recovery code; the new one, which is shown this once.

    Raises EntryRefused `practice`, StoreUnavailable `code_uncertain`.
    """
    kept, key = _vault(ctx)
    made, code = kept.with_recovery(key)
    _replace(ctx, kept, made, {"recovery": True}, StoreTrouble.CODE_UNCERTAIN)
    return code


def _set_password(ctx: Context, name: str, password: str) -> ActDone:
    rules.check_password(password, name)
    kept, key = _vault(ctx)
    return _replace(ctx, kept, kept.with_user(key, name, password), {"password": True}, StoreTrouble.PASSWORD_UNCERTAIN)


def _replace(
    ctx: Context,
    former: KeyFile,
    made: KeyFile | Callable[[ActWriter], KeyFile],
    details: Mapping[str, Any],
    uncertain: StoreTrouble,
) -> ActDone:
    """Write another key file and commit the act that records it: both, or the former file again.

    `made`: the file, or what makes it within the act and changes more. `uncertain` is raised where the former file
    cannot be written either.
    """
    only_the_file = isinstance(made, KeyFile)
    try:
        with recording(ctx, ActKind.USERS, details=details) as act:
            (made if isinstance(made, KeyFile) else made(act)).save()
            return act.commit()
    except StoreUnavailable as error:
        try:
            former.save()
        except StoreUnavailable:
            raise StoreUnavailable(uncertain, path=str(former.path)) from error
        if (
            error.code == StoreTrouble.UNCERTAIN and only_the_file
        ):  # only whether the log has told of what is certainly not so
            raise StoreUnavailable(StoreTrouble.UNREACHABLE, path=str(former.path)) from error
        raise


def _vault(ctx: Context) -> tuple[KeyFile, Key]:
    key = ctx.store.key
    if key is None:
        raise EntryRefused(EntryRefusal.PRACTICE)
    return read_key_file(key_file(ctx.store.path.parent)), key


def _everybody(ctx: Context) -> tuple[UserRecord, ...]:
    with ctx.store.reading() as db:
        return users.everybody(db)


def _check_roles(roles: frozenset[Role]) -> None:
    if not roles:
        raise EntryRefused(EntryRefusal.NO_ROLE)
