"""The rows that a forecast needs: what is due by a day, what is unread in 1177, what changes until then."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class AheadRow(NamedTuple):
    """`holds`: the row is the same on every day from today to the last. Days are ISO text, None for no day."""

    case: int
    profile: str
    queue: str
    due: str | None
    mirrored: str
    channel: str
    invited_on: str | None
    holds: bool


def read(
    db: sqlite3.Connection, today: date, last: date, unread: Iterable[str], round_id: int | None = None
) -> list[AheadRow]:
    """The rows that may matter from today until the last day. `unread` are 1177's labels for unopened cases."""
    found = db.execute(
        """
        SELECT c.id, c.profile, p.queue, p.due, p.mirrored, p.channel, p.invited_on,
            p.stale_on > :last AND p.fresh_from <= :today AS holds
        FROM case_rows p JOIN cases c ON c.id = p.case_id
        WHERE (:round IS NULL OR c.round_id = :round)
            AND (p.due <= :last OR NOT holds OR p.mirrored IN (SELECT value FROM json_each(:unread)))""",
        {"today": today.isoformat(), "last": last.isoformat(), "round": round_id, "unread": json.dumps([*unread])},
    )
    return [AheadRow._make((*row[:7], row[7] == 1)) for row in found]
