"""The new rows of an act, numbered when they are added and inserted in bulk when it is committed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from rhs_desktop.store import settings
from rhs_desktop.store.cases.projection import asking
from rhs_desktop.store.connection import Database
from rhs_desktop.store.statement import TABLES, Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import Insert, Select

_FREED_AT_ONCE = 2_000
NUMBERED = (
    *("residents", "rounds", "users", "batches", "cases", "acts", "changes", "erasures", "events", "imports"),
    *("import_rows", "person_facts"),
)
"""The tables whose rows have numbers that are given out here."""


def _highest(table: str) -> Select[Any]:
    return sql.select(sql.func.max(sql.TABLES[table].c.id))


def _insert(table: str) -> Insert:
    return sql.insert(sql.TABLES[table])


_HIGHEST = {table: Statement(partial(_highest, table)) for table in NUMBERED}
_INSERT = {table: Statement(partial(_insert, table)) for table in (*NUMBERED, "batch_members")}


def highest(db: Database, table: str) -> int:
    """The highest number of a row in one of the tables NUMBERED; 0 for an empty table."""
    found: int | None = _HIGHEST[table].run(db).fetchone()[0]
    return found or 0


class PendingRows:
    """Rows by table, within a transaction that holds the write lock: so the ids given out are nobody else's."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._next: dict[str, int] = {}
        self._new: dict[str, list[dict[str, Any]]] = {}

    def next_id(self, table: str) -> int:
        """An id that the table has never given out, not even to a row that is gone."""
        if table not in self._next:
            given = settings.get(self._db, settings.NUMBERS, {}).get(table, 0)
            self._next[table] = max(highest(self._db, table), given) + 1
        number = self._next[table]
        self._next[table] += 1
        return number

    def add(self, table: str, **columns: Any) -> None:
        """A new row with all its columns."""
        self._new.setdefault(table, []).append(columns)

    def add_numbered(self, table: str, **columns: Any) -> int:
        """A new row with the next id, which is returned."""
        number = self.next_id(table)
        self.add(table, id=number, **columns)
        return number

    def added(self, table: str) -> Sequence[dict[str, Any]]:
        """The rows of a table; none any more once `insert` has freed them."""
        return self._new.get(table, ())

    def insert(self, ask: Callable[[], None], *, keep: Collection[str]) -> None:
        """Insert all rows, those of a table after those that they refer to.

        Those of the tables in `keep` are still returned by `added` afterwards, the others freed.
        `ask` is called now and then; what it raises ends the insertion.
        """
        for table in TABLES:
            rows = self._new.get(table)
            if rows:
                _INSERT[table].run_many(self._db, asking(rows, ask))
                if table not in keep:
                    _free(rows)


def as_json(value: Any) -> str:
    """Compact JSON as the tables hold it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _free(rows: list[dict[str, Any]]) -> None:
    """A large list's rows are a hundred megabytes; in portions, because no other thread runs while they are freed."""
    while rows:
        del rows[-_FREED_AT_ONCE:]
