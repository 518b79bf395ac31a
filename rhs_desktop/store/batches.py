"""Batches as stored: people handled together, and the state of each batch."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple


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


_SELECT = """
    SELECT b.id, b.kind, b.round_id, b.details, b.state,
           (SELECT json_group_array(case_id) FROM
               (SELECT case_id FROM batch_members m WHERE m.batch_id = b.id ORDER BY m.position)),
           a.at, a.user
    FROM batches b JOIN acts a ON a.id = (SELECT min(id) FROM acts WHERE batch_id = b.id)
    WHERE b.live AND """


def batch(db: sqlite3.Connection, batch_id: int) -> BatchRecord | None:
    """One batch; None if there is none or it was undone."""
    return next(iter(_read(db, "b.id = ?", batch_id)), None)


def batches(db: sqlite3.Connection, kind: BatchKind, *, state: BatchState | None = None) -> tuple[BatchRecord, ...]:
    """The batches of a kind, the newest first; only those in the given state if one is given."""
    return _read(
        db, "b.kind = ?1 AND (?2 IS NULL OR b.state = ?2) ORDER BY b.id DESC", kind.value, state and state.value
    )


def _read(db: sqlite3.Connection, where: str, *values: object) -> tuple[BatchRecord, ...]:
    return tuple(
        BatchRecord(
            row[0],
            BatchKind(row[1]),
            row[2],
            json.loads(row[3]),
            BatchState(row[4]),
            tuple(json.loads(row[5])),
            datetime.fromisoformat(row[6]),
            row[7],
        )
        for row in db.execute(_SELECT + where, values)
    )
