"""Settings as plain JSON by their key."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from rhs_desktop.store.statement import Statement, sql

NUMBERS = "numbers"
"""The setting with the highest number that each table ever gave out: restored registers must not reuse numbers."""

_GET = Statement(lambda: sql.select(sql.settings.c.value).where(sql.settings.c.key == sql.value("key")))
_UNDER = Statement(
    lambda: sql.select(sql.settings.c.key, sql.settings.c.value).where(
        sql.func.substr(sql.settings.c.key, 1, sql.value("length")) == sql.value("prefix")
    )
)
_PUT = Statement(lambda: sql.upsert(sql.settings))
_REMOVE = Statement(lambda: sql.delete(sql.settings).where(sql.settings.c.key == sql.value("key")))


def get(db: sqlite3.Connection, key: str, default: Any = None) -> Any:
    """The setting, or the default where it was never set."""
    row = _GET.run(db, key=key).fetchone()
    return default if row is None else json.loads(row[0])


def under(db: sqlite3.Connection, prefix: str) -> dict[str, Any]:
    """All settings whose keys begin with `prefix`, by the rest of the key."""
    found = _UNDER.run(db, length=len(prefix), prefix=prefix)
    return {key[len(prefix) :]: json.loads(value) for key, value in found}


def put(db: sqlite3.Connection, key: str, value: str, act: int | None = None) -> None:
    """Store a setting, and the act that sets it; `value` is its JSON."""
    _PUT.run(db, key=key, value=value, act_id=act)


def remove(db: sqlite3.Connection, key: str) -> None:
    """Delete a setting, if it is there."""
    _REMOVE.run(db, key=key)
