"""Batches as stored: people handled together, and the state of each batch."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select


class BatchKind(StrEnum):
    """What was prepared for several people at once."""

    SEND = "send"
    """A send in 1177."""
    LETTERS = "letters"
    """A pile of letters."""


class BatchState(StrEnum):
    """What has become of a batch."""

    PREPARED = "prepared"
    DONE = "done"
    ABANDONED = "abandoned"


class BatchRecord(NamedTuple):
    """A batch that was not undone. `members` are its cases in order, as they were when it was prepared."""

    id: int
    kind: BatchKind
    round: int | None
    details: Mapping[str, Any]
    state: BatchState
    members: tuple[int, ...]
    at: datetime
    user: str


def _batches(*conditions: ColumnElement[bool]) -> Select[Any]:
    b, made = sql.batches.c, sql.acts.c
    acts = sql.acts.alias("acts_of_batch").c
    first = sql.select(sql.func.min(acts.id)).where(acts.batch_id == b.id).scalar_subquery()
    return (
        sql.select(b.id, b.kind, b.round_id, b.details, b.state, made.at, made.who)
        .select_from(sql.batches.join(sql.acts, made.id == first))
        .where(b.live == 1, *conditions)
        .order_by(b.id.desc())
    )


def _members() -> Select[Any]:
    m = sql.batch_members.c
    return sql.select(m.batch_id, m.case_id).where(sql.one_of(m.batch_id, "batches")).order_by(m.batch_id, m.position)


_BATCH = Statement(lambda: _batches(sql.batches.c.id == sql.value("batch")))
_OF_KIND = Statement(lambda: _batches(sql.batches.c.kind == sql.value("kind")))
_IN_STATE = Statement(
    lambda: _batches(sql.batches.c.kind == sql.value("kind"), sql.batches.c.state == sql.value("state"))
)
_MEMBERS = Statement(_members)


def batch(db: sqlite3.Connection, batch_id: int) -> BatchRecord | None:
    """One batch; None if there is none or it was undone."""
    return next(iter(_with_members(db, _BATCH.run(db, batch=batch_id))), None)


def batches(db: sqlite3.Connection, kind: BatchKind, *, state: BatchState | None = None) -> tuple[BatchRecord, ...]:
    """The batches of a kind, the newest first; only those in the given state if one is given."""
    found = (
        _OF_KIND.run(db, kind=kind.value) if state is None else _IN_STATE.run(db, kind=kind.value, state=state.value)
    )
    return _with_members(db, found)


def _with_members(db: sqlite3.Connection, found: Iterable[tuple[Any, ...]]) -> tuple[BatchRecord, ...]:
    rows = list(found)
    members: dict[int, list[int]] = {row[0]: [] for row in rows}
    for batch_id, case_id in _MEMBERS.run(db, batches=members):
        members[batch_id].append(case_id)
    return tuple(
        BatchRecord(
            *(number, BatchKind(kind), round_id, json.loads(details), BatchState(state), tuple(members[number])),
            *(datetime.fromisoformat(at), user),
        )
        for number, kind, round_id, details, state, at, user in rows
    )
