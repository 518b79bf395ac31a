"""Swedish for a computer whose clock goes wrong."""

from __future__ import annotations

from datetime import datetime

from rhs_desktop.strings import common


def moved_back(now: datetime, last: datetime) -> str:
    """Both with their year, since that may be what is wrong."""
    return (
        f"Datorns klocka går fel: enligt den är det {_moment(now)}, men det senaste gjordes {_moment(last)}. "
        "Rätta klockan, annars räknas dagarna fel."
    )


def _moment(at: datetime) -> str:
    return f"{at.day} {common.MONTHS[at.month - 1]} {at.year} {common.clock(at.time())}"
