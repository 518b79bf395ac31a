"""Is the computer's clock to be trusted? Every deadline hangs on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs

TOLERANCE = timedelta(minutes=10)


@needs(Permission.ENTER)
def moved_back(ctx: Context) -> datetime | None:
    """When something was last done, if that has not been yet by this clock: it was moved back, or stood ahead then.

    Until it is right, days are counted wrongly; nothing that was recorded is changed by it.
    """
    with ctx.store.reading() as db:
        found = [db.execute(f"SELECT max(at) FROM {table}").fetchone()[0] for table in ("acts", "access_log")]
    last = max((datetime.fromisoformat(at) for at in found if at), default=None)
    return last if last is not None and last > ctx.now + TOLERANCE else None
