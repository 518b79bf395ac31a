"""Is the computer's clock to be trusted? Every deadline hangs on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace

TOLERANCE = timedelta(minutes=10)


@needs(Permission.ENTER)
def moved_back(w: Workplace) -> datetime | None:
    """When something was last done, if that has not been yet by this clock: it was moved back, or stood ahead then.

    Until it is right, days are counted wrongly; nothing that was recorded is changed by it.
    """
    with w.store.reading() as db:
        found = [db.execute(f"SELECT max(at) FROM {table}").fetchone()[0] for table in ("acts", "access_log")]
    last = max((datetime.fromisoformat(at) for at in found if at), default=None)
    return last if last is not None and last > w.now + TOLERANCE else None
