"""The table's rows, read by one select each as tuples (20,000 before the first painting of the window).

Where the file cannot be written, or for another day, `instead` gives the rows that do not hold on the day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain, product
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.cases.steps import Queue, Status, StepKind
from rhs_desktop.domain.codes import Channel
from rhs_desktop.store.cases.projection import Projected
from rhs_desktop.store.statement import Statement, sql

if TYPE_CHECKING:
    from sqlalchemy import Select

Instead = Mapping[int, Projected | None]
_STATUS: Mapping[str, Status] = {one.value: one for one in Status}
_STEP: Mapping[str, StepKind | None] = {"": None, **{one.value: one for one in StepKind}}
_QUEUE: Mapping[str, Queue | None] = {"": None, **{one.value: one for one in Queue}}
_CHANNEL: Mapping[str, Channel | None] = {"": None, **{one.value: one for one in Channel}}
"""The members by their stored text; nothing where a finished case has no step, and before the invitation."""

_PROJECTED_IN_ROWS = (
    *("updated", "case_type", "mirrored", "status", "step", "queue", "due", "rule", "channel", "invited_on"),
    "handler",
)
_SET_ASIDE_STATE = "set_aside"
"""imports.RowState.SET_ASIDE; that module reads lists, which would be imported before the first row is painted."""
_PROJECTED_IN_DUE = ("status", "step", "queue", "due", "rule", "since", "detail")


def _rows(of_round: bool, of_cases: bool) -> Select[Any]:
    c, p, r = sql.cases.c, sql.case_rows.c, sql.residents.c
    projected = [p[name] for name in _PROJECTED_IN_ROWS]
    query = sql.select(
        *(c.id, c.resident_id, r.digits, r.name, r.sort, r.key, *projected, r.phone, c.round_id, c.position),
        *(r.protected, p.finished),
    ).select_from(sql.case_rows.join(sql.cases).join(sql.residents))
    if of_round:
        query = query.where(c.round_id == sql.value("round"))
    return query.where(sql.one_of(c.id, "cases")) if of_cases else query


def _due_rows() -> Select[Any]:
    c, p, r = sql.cases.c, sql.case_rows.c, sql.residents.c
    projected = [p[name] for name in _PROJECTED_IN_DUE]
    return sql.select(
        *(c.id, c.resident_id, r.digits, r.kind, r.name, r.sort, r.protected, c.round_id, c.profile, *projected)
    ).select_from(sql.case_rows.join(sql.cases).join(sql.residents))


def _due() -> Select[Any]:
    p, last = sql.case_rows.c, sql.value("last")
    return _due_rows().where(
        sql.or_(p.due <= last, sql.one_of(p.queue, "queues")), p.stale_on > last, p.fresh_from <= last
    )


def _set_aside() -> Select[Any]:
    w = sql.import_rows
    query = sql.select(sql.func.count()).select_from(w.join(sql.imports))
    return query.where(sql.imports.c.live == 1, w.c.state == _SET_ASIDE_STATE)


_ROWS = {which: Statement(partial(_rows, *which)) for which in product((False, True), repeat=2)}
"""By whether they are those of one round, and whether those of given cases."""
_DUE = Statement(_due)
_DUE_OF_CASES = Statement(lambda: _due_rows().where(sql.one_of(sql.cases.c.id, "cases")))
_SET_ASIDE = Statement(_set_aside)


def read(
    db: sqlite3.Connection,
    round_id: int | None = None,
    cases: Iterable[int] | None = None,
    instead: Instead | None = None,
) -> list[tuple[Any, ...]]:
    """Rows in the order of CaseRow, of one round or of all, of these cases or of all."""
    given = {"round": round_id, "cases": cases}
    values = {name: value for name, value in given.items() if value is not None}
    found: Iterable[tuple[Any, ...]] = _ROWS[round_id is not None, cases is not None].run(db, **values)
    if instead:
        found = (_replaced(row, 6, _PROJECTED_IN_ROWS, instead) for row in found)
    day = _Days().__getitem__
    return [
        (
            *row[:9],
            *(_STATUS[row[9]], _STEP[row[10]], _QUEUE[row[11]], day(row[12]), row[13], _CHANNEL[row[14]], day(row[15])),
            *(*row[16:20], row[20] == 1, row[21] == 1),
        )
        for row in found
    ]


def set_aside(db: sqlite3.Connection) -> int:
    """The number of import rows that wait for a person; equal to the length of `imports.rows_aside`."""
    return int(_SET_ASIDE.run(db).fetchone()[0])


def due(db: sqlite3.Connection, on: date, at_once: Iterable[Queue], instead: Instead) -> Iterator[tuple[Any, ...]]:
    """What is due by that day or in one of the queues `at_once`, in the order of DueLine.

    `instead` must hold every row that does not hold then.

    Equal strings are shared between lines: at 100,000 lines memory traffic takes most of the time.
    """
    day, shared = _Days().__getitem__, _Shared().__getitem__
    last = on.isoformat()
    found: Iterable[tuple[Any, ...]]
    queues = frozenset(at_once)
    found = _DUE.run(db, last=last, queues=queues)
    if instead:
        others = _DUE_OF_CASES.run(db, cases=instead)
        replaced = (_replaced(row, 9, _PROJECTED_IN_DUE, instead) for row in others)
        found = chain(
            found, (row for row in replaced if row[12] is not None and (row[12] <= last or row[11] in queues))
        )
    for (
        case,
        resident,
        digits,
        kind,
        name,
        sort,
        protected,
        round_,
        profile,
        status,
        step,
        queue,
        until,
        rule,
        since,
        detail,
    ) in found:
        yield (
            *(case, resident, digits, shared(kind), name, sort, protected == 1, round_, shared(profile)),
            *(_STATUS[status], _STEP[step], _QUEUE[queue], day(until), shared(rule), day(since), shared(detail)),
        )


def _replaced(row: tuple[Any, ...], start: int, names: tuple[str, ...], instead: Instead) -> tuple[Any, ...]:
    projected = instead.get(row[0])
    if projected is None:
        return row
    values = (getattr(projected, name) for name in names)
    tail = (projected.finished,) if names is _PROJECTED_IN_ROWS else ()
    rest = row[start + len(names) :]
    return (*row[:start], *values, *(rest[:-1] if tail else rest), *tail)


class _Shared(dict[str, str]):
    """Interns texts: returns one object for equal texts."""

    def __missing__(self, said: str) -> str:
        self[said] = said
        return said


class _Days(dict[str | None, date | None]):
    """Parses ISO dates, each text once."""

    def __missing__(self, said: str | None) -> date | None:
        self[said] = day = None if said is None else date.fromisoformat(said)
        return day
