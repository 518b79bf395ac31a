"""Updates of existing rows, with what they replaced."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from rhs_desktop.store import people
from rhs_desktop.store.act_records import CHANGED_TABLES, row_now
from rhs_desktop.store.connection import Database
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import Update

_CHANGEABLE: Mapping[str, tuple[str, ...]] = {
    "resident": people.GIVEN_COLUMNS,
    "import": ("live",),
    "import_row": ("state", "cells", "problems", "reason", "case_id"),
    "user": ("roles", "active"),
    "batch": ("state", "details", "live"),
    "round": ("profile",),
}
"""The fields that may be changed, by kind of row; every change is recorded and can be undone."""


def _update(what: str) -> Update:
    table = sql.TABLES[CHANGED_TABLES[what]]
    names = [*_CHANGEABLE[what], *(people.COMPUTED_COLUMNS if what == "resident" else ())]
    return sql.update(table).where(table.c.id == sql.value("item")).values({name: sql.value(name) for name in names})


_UPDATE = {what: Statement(partial(_update, what)) for what in _CHANGEABLE}


def replace(db: Database, what: str, item: int, fields: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set these fields of a row; the ones that differed, each with its former and its new value.

    A resident's computed columns follow. Raises ValueError for a field that may not be changed.
    """
    if unknown := fields.keys() - set(_CHANGEABLE[what]):
        raise ValueError(f"{what} has no changeable {sorted(unknown)}")
    row = row_now(db, what, item)
    changed = {name: value for name, value in fields.items() if row[name] != value}
    if changed:
        after = {name: {**row, **changed}[name] for name in _CHANGEABLE[what]}
        columns = people.to_columns(people.from_columns(after)) if what == "resident" else after
        _UPDATE[what].run(db, item=item, **columns)
    return {name: (row[name], value) for name, value in changed.items()}
