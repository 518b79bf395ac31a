"""The difference between the register and one of its backups, by acts and by people."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from rhs_desktop.domain.act_kinds import ActKind, act_kind
from rhs_desktop.store.connection import Database
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select


class ActSummary(NamedTuple):
    """An act that is in one of the two only. `cases`: how many it touched."""

    kind: ActKind
    at: datetime
    user: str
    cases: int


class PersonSummary(NamedTuple):
    """A resident who is in one of the two only."""

    id: int
    name: str


class BackupSide(NamedTuple):
    """What one of the two has that the other lacks: acts with the newest first, people in order, numbers of rows."""

    deeds: tuple[ActSummary, ...]
    people: tuple[PersonSummary, ...]
    cases: int
    events: int


RENAMED_BY = 4
"""The step that renamed acts.user; a backup may be older."""


def _user(renamed: bool) -> ColumnElement[str]:
    return sql.acts.c.who if renamed else sql.column("user")


def _all_acts(renamed: bool) -> Select[Any]:
    a = sql.acts.c
    return sql.select(a.id, a.kind, a.at, _user(renamed)).order_by(a.id)


def _deeds_after(renamed: bool) -> Select[Any]:
    a, e = sql.acts.c, sql.events.c
    cases = sql.select(sql.func.count(e.case_id.distinct())).where(e.act_id == a.id).scalar_subquery()
    which = (a.id > sql.value("after"), a.kind != ActKind.RESTORE.value)
    return sql.select(a.kind, a.at, _user(renamed), cases).where(*which).order_by(a.id.desc())


def _persons(*more: Any) -> Select[Any]:
    r = sql.residents.c
    return sql.select(r.id, r.digits, *(more or (r.name,)))


_ERASED = Statement(lambda: sql.select(sql.erased_residents.c.resident_id))
_LAST = Statement(
    lambda: (
        sql.select(sql.acts.c.at)
        .where(sql.acts.c.kind != ActKind.RESTORE.value)
        .order_by(sql.acts.c.id.desc())
        .limit(1)
    )
)
_ACTS = {renamed: Statement(partial(_all_acts, renamed)) for renamed in (False, True)}
_DEEDS = {renamed: Statement(partial(_deeds_after, renamed)) for renamed in (False, True)}
"""By whether the file has the schema of step 4, which renamed acts.user."""
_EVENTS = Statement(
    lambda: sql.select(sql.func.count()).select_from(sql.events).where(sql.events.c.act_id > sql.value("after"))
)
_PEOPLE = Statement(lambda: _persons().order_by(sql.residents.c.sort, sql.residents.c.id))
_CASES = Statement(lambda: _persons(sql.rounds.c.name).select_from(sql.cases.join(sql.residents).join(sql.rounds)))


def sides(present: Database, copy: Database) -> tuple[BackupSide, BackupSide]:
    """What restoring the backup would remove, and what it would bring back.

    Who was erased since stays erased: the same nobody in both, though the backup has the name.
    """
    erased = frozenset(number for (number,) in _ERASED.run(present))
    here, there = _acts(present), _acts(copy)
    common = 0
    for mine, theirs in zip(here, there, strict=False):
        if mine != theirs:
            break
        common = mine[0]
    persons, others = _people(present, erased), _people(copy, erased)
    gone = BackupSide(
        _deeds(present, common),
        tuple(one for digits, one in persons.items() if digits not in others),
        len(_cases(present, erased) - _cases(copy, erased)),
        _events(present, common),
    )
    back = BackupSide(
        _deeds(copy, common),
        tuple(one for digits, one in others.items() if digits not in persons),
        len(_cases(copy, erased) - _cases(present, erased)),
        _events(copy, common),
    )
    return gone, back


def last_act(db: Database) -> datetime | None:
    """The time of the last act other than a restore; None where there is none."""
    row = _LAST.run(db).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def _acts(db: Database) -> list[tuple[int, str, str, str]]:
    return _ACTS[_renamed(db)].run(db).fetchall()


def _deeds(db: Database, after: int) -> tuple[ActSummary, ...]:
    return tuple(
        ActSummary(act_kind(kind), datetime.fromisoformat(at), user, cases)
        for kind, at, user, cases in _DEEDS[_renamed(db)].run(db, after=after)
    )


def _renamed(db: Database) -> bool:
    return bool(db.execute("PRAGMA user_version").fetchone()[0] >= RENAMED_BY)


def _events(db: Database, after: int) -> int:
    return int(_EVENTS.run(db, after=after).fetchone()[0])


def _people(db: Database, erased: Collection[int]) -> dict[str, PersonSummary]:
    return {_who(number, digits, erased): PersonSummary(number, name) for number, digits, name in _PEOPLE.run(db)}


def _cases(db: Database, erased: Collection[int]) -> set[tuple[str, str]]:
    return {(_who(number, digits, erased), name) for number, digits, name in _CASES.run(db)}


def _who(resident: int, digits: str, erased: Collection[int]) -> str:
    """What identifies a person in both: an erased one by number."""
    return f"erased {resident}" if resident in erased else digits
