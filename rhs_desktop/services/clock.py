"""Detects a computer clock that was moved back; every deadline depends on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import access_log, act_records

TOLERANCE = timedelta(minutes=10)


@needs(Permission.ENTER)
def moved_back(ctx: Context) -> datetime | None:
    """The time of the latest act or log line, if it lies in the future by this clock by more than TOLERANCE; else None.

    Until the clock is right, days are counted wrongly; what was recorded is unaffected.
    """
    with ctx.store.reading() as db:
        found = (act_records.last_time(db), access_log.last_time(db))
    last = max((at for at in found if at), default=None)
    return last if last is not None and last > ctx.now + TOLERANCE else None
