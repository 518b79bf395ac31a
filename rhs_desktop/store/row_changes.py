"""Updates of existing rows through the models, which are slow to load: imported by the first act that needs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, Update, select, update
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

from rhs_desktop.store import people, tables
from rhs_desktop.store.connection import Database

_CHANGEABLE: Mapping[str, tuple[type[SQLModel], frozenset[str]]] = {
    "resident": (tables.ResidentRow, frozenset(people.GIVEN_COLUMNS)),
    "import": (tables.Import, frozenset({"live"})),
    "import_row": (tables.ImportRow, frozenset({"state", "cells", "problems", "reason", "case_id"})),
    "user": (tables.User, frozenset({"roles", "active"})),
    "batch": (tables.BatchRow, frozenset({"state", "details", "live"})),
    "round": (tables.RoundRow, frozenset({"profile"})),
}
"""The fields that may be changed, by kind of row; every change is recorded and can be undone."""
_DIALECT = sqlite.dialect(paramstyle="named")


def replace(db: Database, what: str, item: int, fields: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set these fields of a row; the ones that differed, each with its former and its new value.

    A resident's computed columns follow. Raises ValueError for a field that may not be changed.
    """
    model, allowed = _CHANGEABLE[what]
    if unknown := set(fields) - allowed:
        raise ValueError(f"{what} has no changeable {sorted(unknown)}")
    table: Any = model.__table__  # type: ignore[attr-defined]
    found = _run(db, select(table).where(table.c.id == item)).fetchone()
    row = dict(zip(table.c.keys(), found, strict=True))
    changed = {name: value for name, value in fields.items() if row[name] != value}
    if changed:
        columns = people.to_columns(people.from_columns({**row, **changed})) if what == "resident" else changed
        _run(db, update(table).where(table.c.id == item).values(**columns))
    return {name: (row[name], value) for name, value in changed.items()}


def _run(db: Database, statement: Select[Any] | Update) -> Any:
    """Execute on the act's own connection, within its transaction."""
    said = statement.compile(dialect=_DIALECT)
    return db.execute(str(said), said.params)
