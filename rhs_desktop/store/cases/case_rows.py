"""The table's rows, read by one raw select each (20,000 before the first painting of the window).

Where the file cannot be written, or for another day, `instead` gives the rows that do not hold on the day.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from rhs_desktop.domain.cases.steps import Queue, Status, StepKind
from rhs_desktop.domain.codes import Channel
from rhs_desktop.store.cases.projection import Projected

Instead = Mapping[int, Projected | None]
_STATUS: Mapping[str, Status] = {one.value: one for one in Status}
_STEP: Mapping[str, StepKind | None] = {"": None, **{one.value: one for one in StepKind}}
_QUEUE: Mapping[str, Queue | None] = {"": None, **{one.value: one for one in Queue}}
_CHANNEL: Mapping[str, Channel | None] = {"": None, **{one.value: one for one in Channel}}
"""The members by their stored text; nothing where a finished case has no step, and before the invitation."""

_FROM = "FROM case_rows p JOIN cases c ON c.id = p.case_id JOIN residents r ON r.id = c.resident_id"
_ROWS = f"""
    SELECT c.id, c.resident_id, r.digits, r.name, r.sort, r.key, p.updated, p.case_type, p.mirrored, p.status, p.step,
        p.queue, p.due, p.rule, p.channel, p.invited_on, p.handler, r.phone, c.round_id, c.position, r.protected,
        p.finished
    {_FROM} WHERE 1"""
_PROJECTED_IN_ROWS = (
    *("updated", "case_type", "mirrored", "status", "step", "queue", "due", "rule", "channel", "invited_on"),
    "handler",
)
_DUE = f"""
    SELECT c.id, c.resident_id, r.digits, r.kind, r.name, r.sort, r.protected, c.round_id, c.profile, p.status, p.step,
        p.queue, p.due, p.rule, p.since, p.detail
    {_FROM} WHERE"""
_PROJECTED_IN_DUE = ("status", "step", "queue", "due", "rule", "since", "detail")


def read(
    db: sqlite3.Connection,
    round_id: int | None = None,
    cases: Iterable[int] | None = None,
    instead: Instead | None = None,
) -> list[tuple[Any, ...]]:
    """Rows in the order of CaseRow, of one round or of all, of these cases or of all."""
    query, values = _ROWS, []
    if round_id is not None:
        query += " AND c.round_id = ?"
        values.append(str(round_id))
    if cases is not None:
        query += " AND c.id IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(cases)))
    found = db.execute(query, values)
    if instead:
        found = (_replaced(row, 6, _PROJECTED_IN_ROWS, instead) for row in found)  # type: ignore[assignment]
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
    query = "SELECT count(*) FROM import_rows w JOIN imports i ON i.id = w.import_id WHERE i.live AND w.state = ?"
    return int(db.execute(query, ("set_aside",)).fetchone()[0])


def due(db: sqlite3.Connection, on: date, at_once: Iterable[Queue], instead: Instead) -> Iterator[tuple[Any, ...]]:
    """What is due by that day or in one of the queues `at_once`, in the order of DueLine.

    `instead` must hold every row that does not hold then.

    Equal strings are shared between lines: at 100,000 lines memory traffic takes most of the time.
    """
    day, shared = _Days().__getitem__, _Shared().__getitem__
    last = on.isoformat()
    found: Iterable[tuple[Any, ...]]
    queues = frozenset(at_once)
    found = db.execute(
        f"""{_DUE} (p.due <= ? OR p.queue IN (SELECT value FROM json_each(?)))
            AND p.stale_on > ? AND p.fresh_from <= ?""",
        (last, json.dumps(sorted(queues)), last, last),
    )
    if instead:
        others = db.execute(f"{_DUE} c.id IN (SELECT value FROM json_each(?))", (json.dumps(list(instead)),))
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
