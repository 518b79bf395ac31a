"""Replacing values of rows that are there, through the models. Loaded by the first act that does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
"""What may be changed, and in which fields; every change is kept and can be taken back."""
_DIALECT = sqlite.dialect(paramstyle="named")


def row(db: Database, what: str, item: int, fields: Collection[str]) -> dict[str, Any]:
    """All columns as they stand, for `fields` to be replaced. Raises ValueError for a field that may not be."""
    model, allowed = _CHANGEABLE[what]
    if unknown := set(fields) - allowed:
        raise ValueError(f"{what} has no changeable {sorted(unknown)}")
    table = _table(model)
    found = _run(db, select(table).where(table.c.id == item)).fetchone()
    return dict(zip(table.c.keys(), found, strict=True))


def replace(db: Database, what: str, item: int, values: Mapping[str, Any]) -> None:
    """Other values in these columns."""
    table = _table(_CHANGEABLE[what][0])
    _run(db, update(table).where(table.c.id == item).values(**values))


def _table(model: type[SQLModel]) -> Any:
    return model.__table__  # type: ignore[attr-defined]


def _run(db: Database, statement: Select[Any] | Update) -> Any:
    """On the act's own connection, within its transaction."""
    said = statement.compile(dialect=_DIALECT)
    return db.execute(str(said), said.params)
