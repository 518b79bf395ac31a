"""The rows that a forecast needs: what is due by a day, what is unread in 1177, what changes until then."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import Select


class AheadRow(NamedTuple):
    """`holds`: the row is the same on every day from today to the one after the last. Days are ISO text, None for no
    day.
    """

    case: int
    profile: str
    queue: str
    due: str | None
    mirrored: str
    channel: str
    invited_on: str | None
    holds: bool


def _rows() -> Select[Any]:
    c, p = sql.cases.c, sql.case_rows.c
    last = sql.value("last")
    holds = sql.and_(p.stale_on > sql.value("after"), p.fresh_from <= sql.value("today"))
    return (
        sql.select(c.id, c.profile, p.queue, p.due, p.mirrored, p.channel, p.invited_on, holds.label("holds"))
        .select_from(sql.case_rows.join(sql.cases))
        .where(sql.or_(p.due <= last, sql.not_(holds), sql.one_of(p.mirrored, "unread")))
    )


_ALL = Statement(_rows)
_OF_ROUND = Statement(lambda: _rows().where(sql.cases.c.round_id == sql.value("round")))


def read(
    db: sqlite3.Connection, today: date, last: date, unread: Iterable[str], round_id: int | None = None
) -> list[AheadRow]:
    """The rows that may matter from today until the last day, at whose end 1177 may still close a case. `unread` are
    1177's labels for unopened cases.
    """
    after = last + timedelta(days=1)
    values = {"today": today.isoformat(), "last": last.isoformat(), "after": after.isoformat(), "unread": unread}
    found = _ALL.run(db, **values) if round_id is None else _OF_ROUND.run(db, **values, round=round_id)
    return [AheadRow._make((*row[:7], row[7] == 1)) for row in found]
