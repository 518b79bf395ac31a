"""Acts as records: what was done, by whom, when, and which of them still count."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from rhs_desktop.domain.act_kinds import ActKind, act_kind


class ActDone(NamedTuple):
    """A committed act: its number, which undo takes, and the cases that it touched."""

    act: int
    kind: ActKind
    cases: tuple[int, ...]
    batch: int | None
    details: Mapping[str, Any]


class ActRecord(NamedTuple):
    """An act as stored. `undoes` is the act that it undid, if it is an undo."""

    id: int
    kind: ActKind
    at: datetime
    user: str
    batch: int | None
    details: Mapping[str, Any]
    undoes: int | None


class ChangeRecord(NamedTuple):
    """A value that an act replaced."""

    what: str
    item: int
    field: str
    old: Any
    new: Any


_SELECT = "SELECT id, kind, at, user, batch_id, details, undoes FROM acts"


def act(db: sqlite3.Connection, act_id: int) -> ActRecord | None:
    """The act with that number; None if there is none."""
    row = db.execute(f"{_SELECT} WHERE id = ?", (act_id,)).fetchone()
    return _record(row) if row else None


def undo_of(db: sqlite3.Connection, act_id: int) -> ActRecord | None:
    """The act that undid this one, whether or not it still counts itself."""
    row = db.execute(f"{_SELECT} WHERE undoes = ?", (act_id,)).fetchone()
    return _record(row) if row else None


def last_undo(db: sqlite3.Connection, act_id: int) -> tuple[ActRecord, int]:
    """The last of the chain of undo and redo that begins with an act, and how many follow the act in it.

    The act counts where that number is even. Raises KeyError for a number without an act.
    """
    found = act(db, act_id)
    if found is None:
        raise KeyError(act_id)
    steps = 0
    while (after := undo_of(db, found.id)) is not None:
        found, steps = after, steps + 1
    return found, steps


def latest(db: sqlite3.Connection, limit: int) -> tuple[ActRecord, ...]:
    """The latest acts that are no undo, the newest first."""
    rows = db.execute(f"{_SELECT} WHERE undoes IS NULL ORDER BY id DESC LIMIT ?", (limit,))
    return tuple(map(_record, rows))


def since_last_deed(db: sqlite3.Connection) -> tuple[ActRecord, ...]:
    """The undos and redos after the last act that was neither, in their order."""
    rows = db.execute(f"{_SELECT} WHERE id > (SELECT coalesce(max(id), 0) FROM acts WHERE undoes IS NULL) ORDER BY id")
    return tuple(map(_record, rows))


def changes(db: sqlite3.Connection, act_id: int) -> tuple[ChangeRecord, ...]:
    """The values that the act replaced, in order."""
    rows = db.execute("SELECT what, item, field, old, new FROM changes WHERE act_id = ? ORDER BY id", (act_id,))
    return tuple(
        ChangeRecord(what, item, field, json.loads(old), json.loads(new)) for what, item, field, old, new in rows
    )


def later_changes(db: sqlite3.Connection, change: ChangeRecord, act_id: int) -> tuple[int, ...]:
    """The acts after this one that replaced the same value."""
    rows = db.execute(
        "SELECT DISTINCT act_id FROM changes WHERE what = ? AND item = ? AND field = ? AND act_id > ? ORDER BY act_id",
        (change.what, change.item, change.field, act_id),
    )
    return tuple(number for (number,) in rows)


_TABLES = {
    "resident": "residents",
    "import": "imports",
    "import_row": "import_rows",
    "batch": "batches",
    "round": "rounds",
}


def value_now(db: sqlite3.Connection, change: ChangeRecord) -> Any:
    """The present value of a field that the act replaced."""
    query = f'SELECT "{change.field}" FROM {_TABLES[change.what]} WHERE id = ?'
    return db.execute(query, (change.item,)).fetchone()[0]


def _record(row: tuple[Any, ...]) -> ActRecord:
    number, kind, at, user, batch, details, undoes = row
    return ActRecord(number, act_kind(kind), datetime.fromisoformat(at), user, batch, json.loads(details), undoes)
