"""The people who may come in: made, given roles and passwords, and closed, by an administrator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain import entry as rules
from rhs_desktop.domain.errors import EntryRefused, StoreUnavailable
from rhs_desktop.domain.roles import Role
from rhs_desktop.paths import key_file
from rhs_desktop.services.acts import Done, recording
from rhs_desktop.services.entry import prove
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import users, vault
from rhs_desktop.store.connection import Key
from rhs_desktop.store.users import UserRecord
from rhs_desktop.store.vault import Vault

if TYPE_CHECKING:
    from rhs_desktop.store.act import Act

__all__ = ["UserRecord", "add", "change", "change_own_password", "everybody", "new_recovery_code", "set_password"]


@needs(Permission.ENTER)
def colleagues(w: Workplace) -> tuple[str, ...]:
    """The names of those who may come in, to hand cases over to."""
    with w.store.reading() as db:
        return tuple(user.name for user in users.everybody(db) if user.active)


@needs(Permission.ADMINISTER)
def everybody(w: Workplace) -> tuple[UserRecord, ...]:
    """All users, by name, also those who can no longer come in."""
    with w.store.reading() as db:
        return users.everybody(db)


@needs(Permission.ADMINISTER)
def add(w: Workplace, name: str, roles: frozenset[Role], password: str) -> Done:
    """A new user with a first password.

    Raises EntryRefused `name_empty`, `name_taken`, `no_role`, what is wrong with the password, or `practice`.
    """
    user = rules.login_name(name)
    rules.check_password(password, user)
    _check_roles(roles)
    kept, key = _vault(w)

    def apply(act: Act) -> None:
        act.details |= {"user": act.add_user(user, roles), "roles": sorted(roles)}

    return _replace(w, kept, kept.with_user(key, user, password), {}, "uncertain", apply)


@needs(Permission.ADMINISTER)
def change(w: Workplace, user: int, *, roles: frozenset[Role], active: bool) -> Done:
    """Other roles, or no way in any more, or in again; then with a new password (`set_password`).

    Raises EntryRefused `unknown_user`, `no_role`, `last_administrator` or `own_account`.
    """
    _check_roles(roles)
    everybody = {one.id: one for one in _everybody(w)}
    if user not in everybody:
        raise EntryRefused("unknown_user")
    left = [one for one in everybody.values() if one.id != user and one.active and Role.ADMINISTRATOR in one.roles]
    if not left and not (active and Role.ADMINISTRATOR in roles):
        raise EntryRefused("last_administrator")
    if not active and everybody[user].name == w.user:
        raise EntryRefused("own_account")
    details = {"user": user, "roles": sorted(roles), "active": active}

    def apply(act: Act) -> None:
        act.change("user", user, roles=users.written_roles(roles), active=active)

    if active:
        with recording(w, "users", details=details) as act:
            apply(act)
            return act.commit()
    kept, _ = _vault(w)
    return _replace(w, kept, kept.without_user(everybody[user].name), details, "uncertain", apply)


@needs(Permission.ADMINISTER)
def set_password(w: Workplace, user: int, password: str) -> Done:
    """A new password for somebody who has lost theirs. Raises EntryRefused as `add`, and `unknown_user`."""
    name = next((one.name for one in _everybody(w) if one.id == user), None)
    if name is None:
        raise EntryRefused("unknown_user")
    return _set_password(w, name, password)


@needs(Permission.ENTER)
def change_own_password(w: Workplace, former: str, password: str) -> Done:
    """One's own. Raises EntryRefused `wrong_login` where the former is not right, `wait`, or as `add`; StoreUnavailable
    `password_uncertain`."""
    _vault(w)
    prove(w, w.user, former)
    return _set_password(w, w.user, password)


@needs(Permission.ADMINISTER)
def new_recovery_code(w: Workplace) -> str:
    """A recovery code in place of the former one; it is shown this once.

    Raises EntryRefused `practice`, StoreUnavailable `code_uncertain`.
    """
    kept, key = _vault(w)
    made, code = kept.with_recovery(key)
    _replace(w, kept, made, {"recovery": True}, "code_uncertain")
    return code


def _set_password(w: Workplace, name: str, password: str) -> Done:
    rules.check_password(password, name)
    kept, key = _vault(w)
    return _replace(w, kept, kept.with_user(key, name, password), {"password": True}, "password_uncertain")


def _replace(
    w: Workplace,
    former: Vault,
    made: Vault,
    details: Mapping[str, Any],
    uncertain: str,
    apply: Callable[[Act], None] | None = None,
) -> Done:
    """Another key file, and the act that tells of it and may change more: both, or the former file again. `uncertain`
    is what is raised where that cannot be written either."""
    try:
        with recording(w, "users", details=details) as act:
            if apply is not None:
                apply(act)
            made.save()
            return act.commit()
    except StoreUnavailable as error:
        try:
            former.save()
        except StoreUnavailable:
            raise StoreUnavailable(uncertain, path=str(made.path)) from error
        if error.code == "uncertain" and apply is None:  # only whether the log has told of what is certainly not so
            raise StoreUnavailable("unreachable", path=str(made.path)) from error
        raise


def _vault(w: Workplace) -> tuple[Vault, Key]:
    key = w.store.key
    if key is None:
        raise EntryRefused("practice")
    return vault.read_vault(key_file(w.store.path.parent)), key


def _everybody(w: Workplace) -> tuple[UserRecord, ...]:
    with w.store.reading() as db:
        return users.everybody(db)


def _check_roles(roles: frozenset[Role]) -> None:
    if not roles:
        raise EntryRefused("no_role")
