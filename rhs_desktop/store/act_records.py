"""Acts as records: what was done, by whom, when, and which of them still count."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from rhs_desktop.domain.act_kinds import ActKind, act_kind
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select


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


def _acts(*conditions: ColumnElement[bool]) -> Select[Any]:
    a = sql.acts.c
    return sql.select(a.id, a.kind, a.at, a.who, a.batch_id, a.details, a.undoes).where(*conditions)


def _since_last_deed() -> Select[Any]:
    deeds = sql.acts.alias("deeds").c
    last = sql.select(sql.func.coalesce(sql.func.max(deeds.id), 0)).where(deeds.undoes.is_(None))
    return _acts(sql.acts.c.id > last.scalar_subquery()).order_by(sql.acts.c.id)


def _changes() -> Select[Any]:
    h = sql.changes.c
    return sql.select(h.what, h.item, h.field, h.old, h.new).where(h.act_id == sql.value("act")).order_by(h.id)


def _later_changes() -> Select[Any]:
    h = sql.changes.c
    same = (getattr(h, name) == sql.value(name) for name in ("what", "item", "field"))
    return sql.select(h.act_id).distinct().where(*same, h.act_id > sql.value("act")).order_by(h.act_id)


def _row(table: str) -> Select[Any]:
    return sql.select(sql.TABLES[table]).where(sql.TABLES[table].c.id == sql.value("item"))


_ACT = Statement(lambda: _acts(sql.acts.c.id == sql.value("act")))
_UNDO_OF = Statement(lambda: _acts(sql.acts.c.undoes == sql.value("act")))
_LATEST = Statement(lambda: _acts(sql.acts.c.undoes.is_(None)).order_by(sql.acts.c.id.desc()).limit(sql.value("most")))
_LAST_TIME = Statement(lambda: sql.select(sql.func.max(sql.acts.c.at)))
_SINCE_LAST_DEED = Statement(_since_last_deed)
_CHANGES = Statement(_changes)
_LATER_CHANGES = Statement(_later_changes)
CHANGED_TABLES = {
    "resident": "residents",
    "import": "imports",
    "import_row": "import_rows",
    "user": "users",
    "batch": "batches",
    "round": "rounds",
}
"""The table of each kind of row whose changes are recorded."""
_ROWS = {what: Statement(partial(_row, table)) for what, table in CHANGED_TABLES.items()}


def act(db: sqlite3.Connection, act_id: int) -> ActRecord | None:
    """The act with that number; None if there is none."""
    row = _ACT.run(db, act=act_id).fetchone()
    return _record(row) if row else None


def undo_of(db: sqlite3.Connection, act_id: int) -> ActRecord | None:
    """The act that undid this one, whether or not it still counts itself."""
    row = _UNDO_OF.run(db, act=act_id).fetchone()
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
    return tuple(map(_record, _LATEST.run(db, most=limit)))


def since_last_deed(db: sqlite3.Connection) -> tuple[ActRecord, ...]:
    """The undos and redos after the last act that was neither, in their order."""
    return tuple(map(_record, _SINCE_LAST_DEED.run(db)))


def changes(db: sqlite3.Connection, act_id: int) -> tuple[ChangeRecord, ...]:
    """The values that the act replaced, in order."""
    return tuple(
        ChangeRecord(what, item, field, json.loads(old), json.loads(new))
        for what, item, field, old, new in _CHANGES.run(db, act=act_id)
    )


def later_changes(db: sqlite3.Connection, change: ChangeRecord, act_id: int) -> tuple[int, ...]:
    """The acts after this one that replaced the same value."""
    rows = _LATER_CHANGES.run(db, what=change.what, item=change.item, field=change.field, act=act_id)
    return tuple(number for (number,) in rows)


def last_time(db: sqlite3.Connection) -> datetime | None:
    """The latest time of an act; None where there is none."""
    (at,) = _LAST_TIME.run(db).fetchone()
    return datetime.fromisoformat(at) if at else None


def row_now(db: sqlite3.Connection, what: str, item: int) -> dict[str, Any]:
    """The present values of a row of one of CHANGED_TABLES, by column. Raises TypeError where there is none."""
    found = _ROWS[what].run(db, item=item)
    return dict(zip((column for column, *_ in found.description), found.fetchone(), strict=True))


def value_now(db: sqlite3.Connection, change: ChangeRecord) -> Any:
    """The present value of a field that the act replaced."""
    return row_now(db, change.what, change.item)[change.field]


def _record(row: tuple[Any, ...]) -> ActRecord:
    number, kind, at, user, batch, details, undoes = row
    return ActRecord(number, act_kind(kind), datetime.fromisoformat(at), user, batch, json.loads(details), undoes)
