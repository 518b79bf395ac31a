"""The difference between the register and one of its backups, by acts and by people."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple

from rhs_desktop.domain.act_kinds import ActKind, act_kind
from rhs_desktop.store.connection import Database


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


def sides(present: Database, copy: Database) -> tuple[BackupSide, BackupSide]:
    """What restoring the backup would remove, and what it would bring back.

    Who was erased since stays erased: the same nobody in both, though the backup has the name.
    """
    erased = json.dumps([number for (number,) in present.execute("SELECT resident_id FROM erased_residents")])
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
    row = db.execute(
        "SELECT at FROM acts WHERE kind <> ? ORDER BY id DESC LIMIT 1", (ActKind.RESTORE.value,)
    ).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def _acts(db: Database) -> list[tuple[int, str, str, str]]:
    return db.execute("SELECT id, kind, at, user FROM acts ORDER BY id").fetchall()


def _deeds(db: Database, after: int) -> tuple[ActSummary, ...]:
    rows = db.execute(
        "SELECT a.kind, a.at, a.user, (SELECT count(DISTINCT case_id) FROM events WHERE act_id = a.id) "
        "FROM acts a WHERE a.id > ? AND a.kind <> ? ORDER BY a.id DESC",
        (after, ActKind.RESTORE.value),
    )
    return tuple(ActSummary(act_kind(kind), datetime.fromisoformat(at), user, cases) for kind, at, user, cases in rows)


def _events(db: Database, after: int) -> int:
    return int(db.execute("SELECT count(*) FROM events WHERE act_id > ?", (after,)).fetchone()[0])


_WHO = "CASE WHEN r.id IN (SELECT value FROM json_each(?)) THEN 'erased ' || r.id ELSE r.digits END"


def _people(db: Database, erased: str) -> dict[str, PersonSummary]:
    rows = db.execute(f"SELECT {_WHO}, r.id, r.name FROM residents r ORDER BY r.sort, r.id", (erased,))
    return {who: PersonSummary(number, name) for who, number, name in rows}


def _cases(db: Database, erased: str) -> set[tuple[str, str]]:
    query = f"""
        SELECT {_WHO}, o.name FROM cases c
        JOIN residents r ON r.id = c.resident_id JOIN rounds o ON o.id = c.round_id"""
    return set(db.execute(query, (erased,)).fetchall())
