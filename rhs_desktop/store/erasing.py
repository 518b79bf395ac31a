"""Erasing (gallring): removes what identifies a person, keeps the figures, and writes the record of erasures.

All of it within one act; `compaction` afterwards removes the data from free pages and the WAL.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from rhs_desktop.domain.person.facts import FactKind
from rhs_desktop.domain.retention import (
    ErasureRecord,
    OutcomeGroup,
    PersonalTraces,
    RetainedFigures,
    nobody,
    without_words,
)
from rhs_desktop.store import compaction, imports, people
from rhs_desktop.store.cases import event_history
from rhs_desktop.store.connection import Database
from rhs_desktop.store.pending_rows import highest
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select, Update

_BLANK = "[]"


class Row(NamedTuple):
    """An import row that belongs to no case, and the day on which its list was imported."""

    id: int
    on: date
    due: bool
    """Whether it was dismissed or its list undone; else somebody may still correct it."""
    cells: tuple[object, ...]


def _kept() -> Select[Any]:
    c, p, erased = sql.cases.c, sql.case_rows.c, sql.erased_cases.c
    undone = (
        sql.select(sql.func.max(sql.func.substr(sql.acts.c.at, 1, 10)))
        .select_from(sql.events.join(sql.acts))
        .where(sql.events.c.case_id == c.id, p.case_id.is_(None))
        .scalar_subquery()
    )
    return (
        sql.select(c.id, c.resident_id, p.finished, p.status, p.since, erased.case_id.is_not(None), undone)
        .select_from(sql.cases.outerjoin(sql.case_rows).outerjoin(sql.erased_cases, erased.case_id == c.id))
        .order_by(c.id)
    )


def _rows_of_nobody() -> Select[Any]:
    w, i, a = sql.import_rows.c, sql.imports.c, sql.acts.c
    due = sql.or_(i.live == 0, w.state == imports.RowState.DISMISSED.value)
    return (
        sql.select(w.id, sql.func.substr(a.at, 1, 10), due, w.cells)
        .select_from(sql.import_rows.join(sql.imports).join(sql.acts, a.id == i.act_id))
        .where(w.case_id.is_(None), w.cells != _BLANK)
        .order_by(w.id)
    )


def _without_values(*conditions: ColumnElement[bool]) -> Update:
    return sql.update(sql.changes).where(*conditions).values(old="null", new="null")


def _which_rows() -> ColumnElement[bool]:
    return sql.or_(sql.one_of(sql.import_rows.c.case_id, "cases"), sql.one_of(sql.import_rows.c.id, "rows"))


def _changes_of_rows() -> Update:
    h = sql.changes.c
    rows = sql.select(sql.import_rows.c.id).where(_which_rows())
    return _without_values(h.what == "import_row", h.field != "case_id", h.item.in_(rows))


def _empty_rows() -> Update:
    w = sql.import_rows.c
    state = sql.case((w.case_id.is_(None), imports.RowState.ERASED.value), else_=w.state)
    query = sql.update(sql.import_rows).where(_which_rows())
    return query.values(cells=_BLANK, problems=_BLANK, reason="", state=state)


def _erase_resident() -> Update:
    names = (*people.GIVEN_COLUMNS, *people.COMPUTED_COLUMNS)
    values = {name: sql.value(name) for name in names}
    return sql.update(sql.residents).where(sql.residents.c.id == sql.value("resident")).values(values)


def _kept_about() -> ColumnElement[str]:
    """What a check found and which line a withdrawal takes back tell nothing of who it was."""
    f = sql.person_facts.c
    told = sql.or_(f.kind == FactKind.CHECKED.value, f.kind == FactKind.WITHDRAWN.value)
    return sql.case((told, f.about), else_="")


def _erased_of_act() -> Select[Any]:
    e, erased = sql.events.c, sql.erased_cases.c
    together = sql.events.join(sql.erased_cases, erased.case_id == e.case_id)
    return (
        sql.select(e.case_id).distinct().select_from(together).where(e.act_id == sql.value("act")).order_by(e.case_id)
    )


def _erased_values() -> Select[Any]:
    h, w = sql.changes.c, sql.import_rows.c
    erased = sql.select(sql.erased_residents.c.resident_id)
    row = sql.exists(sql.ONE).where(w.id == h.item, w.cells == _BLANK)
    either = sql.or_(
        sql.and_(h.what == "resident", h.item.in_(erased)),
        sql.and_(h.what == "import_row", row),
    )
    return sql.select(sql.ONE).select_from(sql.changes).where(h.act_id == sql.value("act"), either).limit(1)


_KEPT = Statement(_kept)
_KEPT_OF = Statement(lambda: _kept().where(sql.one_of(sql.cases.c.resident_id, "residents")))
_ROWS_OF_NOBODY = Statement(_rows_of_nobody)
_IS_ERASED = Statement(lambda: sql.select(sql.ONE).where(sql.erased_residents.c.resident_id == sql.value("resident")))
_INSERT = Statement(lambda: sql.insert(sql.erasures))
_INSERT_CASES = Statement(lambda: sql.insert(sql.erased_cases))
_INSERT_RESIDENTS = Statement(lambda: sql.insert(sql.erased_residents))
_BEGIN = Statement(lambda: sql.insert(sql.erasing))
_END = Statement(lambda: sql.delete(sql.erasing))
_CHANGES_OF_RESIDENTS = Statement(
    lambda: _without_values(sql.changes.c.what == "resident", sql.one_of(sql.changes.c.item, "residents"))
)
_CHANGES_OF_ROWS = Statement(_changes_of_rows)
_EMPTY_ROWS = Statement(_empty_rows)
_ERASE_RESIDENT = Statement(_erase_resident)
_SET_EVENT = Statement(
    lambda: sql.update(sql.events).where(sql.events.c.id == sql.value("event")).values(data=sql.value("data"))
)
_FACTS_WITHOUT_WORDS = Statement(
    lambda: (
        sql.update(sql.person_facts)
        .where(sql.one_of(sql.person_facts.c.resident_id, "residents"))
        .values(about=_kept_about(), text="", reason="", source_ref="")
    )
)
_PROTOCOL = Statement(lambda: sql.select(sql.erasures).order_by(sql.erasures.c.id.desc()))
_ERASED_OF_ACT = Statement(_erased_of_act)
_ERASED_VALUES = Statement(_erased_values)


def kept(db: Database, residents: Collection[int] | None = None) -> tuple[RetainedFigures, ...]:
    """Every case as retention sees it, or those of these people, by number."""
    found = _KEPT.run(db) if residents is None else _KEPT_OF.run(db, residents=residents)
    return tuple(
        RetainedFigures(
            case, resident, _ground(finished, status), date.fromisoformat(since or undone or "0001-01-01"), erased == 1
        )
        for case, resident, finished, status, since, erased, undone in found
    )


def _ground(finished: int | None, status: str) -> OutcomeGroup | None:
    if finished is None:
        return OutcomeGroup.UNDONE
    return OutcomeGroup(status) if finished else None


def rows_of_nobody(db: Database) -> tuple[Row, ...]:
    """The import rows that belong to no case and still have cells."""
    return tuple(
        Row(number, date.fromisoformat(on), due == 1, imports.cells_from(cells))
        for number, on, due, cells in _ROWS_OF_NOBODY.run(db)
    )


def rows_with(found: Iterable[Row], traces: Collection[PersonalTraces]) -> tuple[int, ...]:
    """Those of the rows in which one of these people occurs."""
    return tuple(row.id for row in found if any(one.found_in(row.cells) for one in traces))


def is_erased(db: Database, resident: int) -> bool:
    """Whether the resident has been erased."""
    return _IS_ERASED.run(db, resident=resident).fetchone() is not None


def next_number(db: Database) -> int:
    """The number of the next erasure."""
    return highest(db, "erasures") + 1


def write(db: Database, record: ErasureRecord) -> None:
    """Insert the record of an erasure."""
    _INSERT.run(
        db,
        id=record.id,
        act_id=record.act,
        at=record.at.isoformat(),
        who=record.user,
        kind=record.kind,
        rules=_json(record.rules),
        reason=record.reason,
        reference=record.reference,
        counts=_json(record.counts),
        people=record.people,
        details=_json(record.details),
    )


def erase(db: Database, number: int, cases: Collection[int], residents: Collection[int], rows: Collection[int]) -> None:
    """Clear the texts of these cases and rows, and everything that identifies these people.

    Call it within an act, after `write` and before the act appends its events of the cases.
    """
    _INSERT_CASES.run_many(db, ({"case_id": case, "erasure_id": number} for case in cases))
    _INSERT_RESIDENTS.run_many(db, ({"resident_id": one, "erasure_id": number} for one in residents))
    _BEGIN.run(db, id=1, never=2)
    _events(db, cases)
    _CHANGES_OF_ROWS.run(db, cases=cases, rows=rows)
    _EMPTY_ROWS.run(db, cases=cases, rows=rows)
    _CHANGES_OF_RESIDENTS.run(db, residents=residents)
    _FACTS_WITHOUT_WORDS.run(db, residents=residents)
    _ERASE_RESIDENT.run_many(db, ({"resident": one, **people.to_columns(nobody(one))} for one in residents))
    _END.run(db)
    compaction.ask_for(db)


def _events(db: Database, cases: Collection[int]) -> None:
    changed: list[dict[str, Any]] = []
    for history in event_history.histories(db, cases).values():
        for record in history:
            bare = without_words(record.event)
            if bare != record.event:
                changed.append({"data": event_history.to_columns(bare)[2], "event": record.id})
    _SET_EVENT.run_many(db, changed)


def protocol(db: Database) -> tuple[ErasureRecord, ...]:
    """The records of all erasures, the latest first."""
    return tuple(map(_record, _PROTOCOL.run(db)))


def _record(row: tuple[Any, ...]) -> ErasureRecord:
    number, act, at, user, kind, rules, reason, reference, counts, concerned, details = row
    said = (json.loads(rules), reason, reference, json.loads(counts), concerned, json.loads(details))
    return ErasureRecord(number, act, datetime.fromisoformat(at), user, kind, *said)


def erased_of_act(db: Database, act_id: int) -> tuple[int | None, ...]:
    """The erased cases that an act recorded events of; None for values of an erased person that it changed."""
    found: list[int | None] = [case for (case,) in _ERASED_OF_ACT.run(db, act=act_id)]
    if not found and _ERASED_VALUES.run(db, act=act_id).fetchone():
        found.append(None)
    return tuple(found)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
