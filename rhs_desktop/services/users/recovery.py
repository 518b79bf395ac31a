"""Logging in with the recovery code instead of a password."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain import passwords as rules
from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.paths import key_file
from rhs_desktop.services.opening import Clock
from rhs_desktop.services.users.failed_attempts import counted
from rhs_desktop.services.users.login import Welcome, open_session
from rhs_desktop.store.backups import file_swap
from rhs_desktop.store.users.key_file import read_key_file


def recover(data: Path, code: str, name: str, password: str, *, clock: Clock = datetime.now) -> str:
    """As `recover_and_enter`, without a session; returns the new recovery code. Raises likewise."""
    made = recover_and_enter(data, code, name, password, clock=clock)
    made.context.store.close()
    return made.code


def recover_and_enter(data: Path, code: str, name: str, password: str, *, clock: Clock = datetime.now) -> Welcome:
    """With the recovery code, set a new password for a user, who becomes an administrator, and make a new code.

    The former code is valid until the login has succeeded. Where the register is damaged, the new password opens the
    key, and with it a backup. Raises EntryRefused `code_wrong`, `wait` or what is wrong with the password, and
    StoreUnavailable.
    """
    user = rules.login_name(name)
    rules.check_password(password, user)
    kept = read_key_file(key_file(data))
    key = counted(data, clock, lambda: kept.recover(code))
    opened = kept.with_user(key, user, password)
    try:
        ctx = open_session(data, opened, key, user, clock=clock, recovering=True)
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
            raise StoreUnavailable(StoreTrouble.CODE_UNCERTAIN, path=str(kept.path)) from error
        raise
    return Welcome(fresh, ctx)
