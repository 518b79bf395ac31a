"""Statements: written with SQLAlchemy Core, compiled once, run on the store's own connections.

A statement stands at the top of the module that uses it, as a function that gives the query. It is called at the first
use, and only then are SQLAlchemy and the models imported: nothing heavy before a window is visible. The driver's errors
come unchanged; SQLAlchemy's own would print the values, that is patients.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from operator import itemgetter
from sqlite3 import Connection, Cursor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import ClauseElement

    from rhs_desktop.store import sql
else:

    class _Later:
        """The module `rhs_desktop.store.sql`, imported when something of it is first asked for."""

        def __getattr__(self, name):
            return getattr(import_module("rhs_desktop.store.sql"), name)

    sql = _Later()

__all__ = ["REGISTER", "TABLES", "Statement", "load", "sql"]

TABLES = (
    *("access_head", "access_log", "case_rows_ground", "erasing", "residents", "rounds", "settings", "users"),
    *("batches", "cases", "acts", "batch_members", "case_rows", "changes", "erasures", "events", "imports"),
    "person_facts",
    *("erased_cases", "erased_residents", "import_rows"),
)
"""The names of all tables, each after those that its rows refer to."""

REGISTER: list[Statement] = []
"""Every statement of the program, in the order in which their modules were imported."""


def load() -> None:
    """Import SQLAlchemy and the models now, so that the first statement need not wait for them."""
    import_module("rhs_desktop.store.sql")


class Statement:
    """One statement. Its values have names; those of `one_of` are collections."""

    def __init__(self, query: Callable[[], ClauseElement]) -> None:
        self.query = query
        self._compiled: sql.Compiled | None = None
        REGISTER.append(self)

    @property
    def compiled(self) -> sql.Compiled:
        """Its text and the order of its values. Two threads may compile it at once; the results are equal."""
        if self._compiled is None:
            self._compiled = sql.compiled(self.query())
        return self._compiled

    def run(self, db: Connection, **values: Any) -> Cursor:
        """Execute it with these values.

        Raises TypeError for a value too many or too few, and the driver's Error.
        """
        text, order, wanted, fixed, lists = self.compiled
        if values.keys() != wanted:
            raise TypeError(f"the statement takes {sorted(wanted)}, not {sorted(values)}")
        for name in lists:
            values[name] = json.dumps([*values[name]])
        return db.execute(text, [values[name] if name in values else fixed[name] for name in order])

    def run_many(self, db: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Execute it for each row of values, by their names. Raises KeyError for a value too few, and the driver's
        Error."""
        _, order, _, fixed, lists = self.compiled
        if lists:
            raise TypeError("a statement with a list of values is not run for many rows")
        if fixed:
            rows = ({**fixed, **row} for row in rows)
        if len(order) == 1:
            self.run_tuples(db, ((row[order[0]],) for row in rows))
        else:
            self.run_tuples(db, map(itemgetter(*order), rows))

    def run_tuples(self, db: Connection, rows: Iterable[Sequence[Any]]) -> None:
        """Execute it for each row of values in the order in which they stand in the statement: for insertions of whole
        rows, the order of the table's columns. Raises the driver's Error."""
        db.executemany(self.compiled.text, rows)
