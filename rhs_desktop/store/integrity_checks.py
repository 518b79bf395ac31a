"""Checks for damage: of the file, of references, and of derived data."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from datetime import date

from rhs_desktop.store import people
from rhs_desktop.store.cases import projection
from rhs_desktop.store.cases.person_facts import RulesFor
from rhs_desktop.store.statement import Statement, sql

_PROFILES = Statement(lambda: sql.select(sql.cases.c.profile).distinct().order_by(sql.cases.c.profile))
_RESIDENTS = Statement(
    lambda: sql.select(*(sql.residents.c[name] for name in ("id", *people.GIVEN_COLUMNS, *people.COMPUTED_COLUMNS)))
)


def integrity(db: sqlite3.Connection) -> tuple[str, ...]:
    """The findings of `PRAGMA integrity_check`."""
    return tuple(said for (said,) in db.execute("PRAGMA integrity_check") if said != "ok")


def foreign_keys(db: sqlite3.Connection) -> tuple[str, ...]:
    """The tables with rows whose references lead nowhere."""
    return tuple(sorted({row[0] for row in db.execute("PRAGMA foreign_key_check")}))


def missing_manuals(db: sqlite3.Connection, installed: Collection[str]) -> tuple[str, ...]:
    """The manuals that cases follow and that are not installed."""
    return tuple(profile for (profile,) in _PROFILES.run(db) if profile not in installed)


def rows_out_of_step(db: sqlite3.Connection, rules: RulesFor, today: date) -> tuple[int, ...]:
    """The cases whose stored row is not what their events give.

    A row that expired since the program was last used is not wrong: it is computed when it is next read.
    """
    stored = projection.stored(db)
    passed = projection.stale(db, today)
    computed = dict(projection.computed(db, rules, today))
    wrong = {case for case, row in computed.items() if row != stored.get(case) and case not in passed}
    return tuple(sorted(wrong))


def people_out_of_step(db: sqlite3.Connection) -> Iterator[int]:
    """The residents whose name, sort and search columns are not what their details give."""
    for number, *values in _RESIDENTS.run(db):
        columns = people.to_columns(people.from_columns(values[: len(people.GIVEN_COLUMNS)]))
        if list(columns.values()) != values:
            yield number
