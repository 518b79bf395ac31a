"""Counts failed logins and refuses the next attempt before its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain import login_delay as rules
from rhs_desktop.domain.errors import EntryRefusal, EntryRefused
from rhs_desktop.paths import tries_file
from rhs_desktop.services.opening import Clock
from rhs_desktop.store.connection import Key
from rhs_desktop.store.users import failed_logins


def waits_until(data: Path, *, clock: Clock = datetime.now) -> datetime | None:
    """When the next login may be tried; None for at once."""
    now = clock()
    return rules.wait_until(_failed(data, now), now)


def counted(data: Path, clock: Clock, unlock: Callable[[], Key]) -> Key:
    """The key that `unlock` returns; a failed attempt is recorded.

    Raises EntryRefused `wait` before the time of the next attempt, or what `unlock` raises; StoreUnavailable.
    """
    path, now = tries_file(data), clock()
    failed = _failed(data, now)
    until = rules.wait_until(failed, now)
    if until is not None:
        raise EntryRefused(EntryRefusal.WAIT, until=until)
    try:
        return unlock()
    except EntryRefused:
        failed_logins.keep(path, [*failed, now])
        raise


def _failed(data: Path, now: datetime) -> list[datetime]:
    """The times of the failed attempts. Times in the future, from a clock that was ahead, become now and are waited
    for once: as they are they would keep everybody out until that day."""
    found = failed_logins.failed(tries_file(data))
    failed = [min(one, now) for one in found]
    if failed != found:
        failed_logins.keep(tries_file(data), failed)
    return failed
