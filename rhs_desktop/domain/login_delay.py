"""How long somebody waits after wrong passwords before the next try."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

FREE_TRIES = 3
LONGEST_WAIT = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(minutes=15)


def wait_until(failed: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next try may be made, after tries that failed at these times; None for at once.

    The first few cost nothing, then 1, 2, 4 … seconds, at most a minute. Tries older than a quarter of an hour are
    forgotten; tries "in the future", from before a clock was set back, count as made now.
    """
    recent = [min(one, now) for one in failed if now - one < FORGOTTEN_AFTER]
    if len(recent) < FREE_TRIES:
        return None
    wait = min(timedelta(seconds=2 ** min(len(recent) - FREE_TRIES, 16)), LONGEST_WAIT)
    until = max(recent) + wait
    return until if until > now else None
