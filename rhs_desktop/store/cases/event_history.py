"""Events, read from and written to their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.cases.event_data import from_data, to_data
from rhs_desktop.domain.cases.events import Event, RecordedEvent
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import Select


def _events() -> Select[Any]:
    e, a = sql.events.c, sql.acts.c
    columns = (e.case_id, e.id, e.kind, e.on_day, e.data, a.who, a.at, e.act_id)
    return sql.select(*columns).select_from(sql.events.join(sql.acts)).order_by(e.id)


_ALL = Statement(_events)
_OF_CASE = Statement(lambda: _events().where(sql.events.c.case_id == sql.value("case")))
_OF_CASES = Statement(lambda: _events().where(sql.one_of(sql.events.c.case_id, "cases")))
_OF_ACT = Statement(lambda: _events().where(sql.events.c.act_id == sql.value("act")))
_CASES_OF_ACT = Statement(
    lambda: (
        sql.select(sql.events.c.case_id)
        .where(sql.events.c.act_id == sql.value("act"))
        .group_by(sql.events.c.case_id)
        .order_by(sql.func.min(sql.events.c.id))
    )
)


@lru_cache(maxsize=4_096)
def to_columns(event: Event) -> tuple[str, str, str]:
    """The kind, the day, and the other fields as JSON."""
    data = to_data(event)
    on = data.pop("on")
    return type(event).__name__, on, json.dumps(data, ensure_ascii=False) if data else "{}"


def history(db: sqlite3.Connection, case_id: int) -> tuple[RecordedEvent, ...]:
    """All events of a case in the order of entry, withdrawn ones and withdrawals included."""
    return tuple(record for _, record in _read(_OF_CASE.run(db, case=case_id)))


def histories(db: sqlite3.Connection, case_ids: Iterable[int] | None = None) -> dict[int, list[RecordedEvent]]:
    """Likewise for many cases, or for all; a case without events is left out."""
    cursor = _ALL.run(db) if case_ids is None else _OF_CASES.run(db, cases=case_ids)
    found: dict[int, list[RecordedEvent]] = {}
    for case_id, record in _read(cursor):
        found.setdefault(case_id, []).append(record)
    return found


def events_of_act(db: sqlite3.Connection, act_id: int) -> tuple[tuple[int, RecordedEvent], ...]:
    """The events that an act recorded, each with its case, in the order of entry."""
    return tuple(_read(_OF_ACT.run(db, act=act_id)))


def cases_of_act(db: sqlite3.Connection, act_id: int) -> tuple[int, ...]:
    """The cases that an act recorded events for, in the order of entry."""
    return tuple(case for (case,) in _CASES_OF_ACT.run(db, act=act_id))


def _read(rows: Iterable[tuple[int, int, str, str, str, str, str, int]]) -> Iterator[tuple[int, RecordedEvent]]:
    for case_id, number, kind, on, data, user, at, act in rows:
        yield case_id, RecordedEvent(number, _event(kind, on, data), user, _moment(at), act)


@lru_cache(maxsize=65_536)
def _event(kind: str, on: str, data: str) -> Event:
    return from_data(kind, {"on": on, **json.loads(data)})


@lru_cache(maxsize=4_096)
def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)
