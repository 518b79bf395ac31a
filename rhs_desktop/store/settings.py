"""Settings as plain JSON by their key."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

NUMBERS = "numbers"
"""The setting with the highest number that each table ever gave out: restored registers must not reuse numbers."""


def get(db: sqlite3.Connection, key: str, default: Any = None) -> Any:
    """The setting, or the default where it was never set."""
    row = db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return default if row is None else json.loads(row[0])


def under(db: sqlite3.Connection, prefix: str) -> dict[str, Any]:
    """All settings whose keys begin with `prefix`, by the rest of the key."""
    found = db.execute("SELECT key, value FROM settings WHERE substr(key, 1, ?) = ?", (len(prefix), prefix))
    return {key[len(prefix) :]: json.loads(value) for key, value in found}
