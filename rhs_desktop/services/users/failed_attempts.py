"""Counts failed logins and refuses the next attempt before its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain import passwords as rules
from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.paths import tries_file
from rhs_desktop.services.opening import Clock
from rhs_desktop.store.connection import Key
from rhs_desktop.store.users import failed_logins


def waits_until(data: Path, *, clock: Clock = datetime.now) -> datetime | None:
    """When the next try may be made, None for at once."""
    now = clock()
    return rules.wait_until(_failed(data, now), now)


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
