"""The row of each case as the table shows it, computed from its events: written with them, rebuildable at any time.

A row is valid on the days from `fresh_from` up to, not including, `stale_on`; a new day touches only the rows that are
no longer valid. `case_rows_ground` holds the manual and the calendar they were computed with.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from rhs_desktop.domain.cases.events import RecordedEvent, SeenUnchanged
from rhs_desktop.domain.cases.fold import fold_standing
from rhs_desktop.domain.cases.history import standing
from rhs_desktop.domain.cases.next_step import step_on, steps_ahead
from rhs_desktop.domain.cases.phases.reminder_and_closing import closes_by_itself, portal_status
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.domain.person.person import NOBODY, Person
from rhs_desktop.store.cases.event_history import histories
from rhs_desktop.store.cases.person_facts import RulesFor, cases_of, persons
from rhs_desktop.store.statement import Statement, sql

T = TypeVar("T")
_ROWS_BETWEEN_QUESTIONS = 256

FORM = 3
"""Raise it when the same events and facts give other rows than before."""


class Projected(NamedTuple):
    """The columns of case_rows after the case's key, in their order."""

    updated: str
    case_type: str
    mirrored: str
    status: str
    step: str
    queue: str
    due: str | None
    rule: str
    since: str
    detail: str
    channel: str
    invited_on: str | None
    handler: str
    finished: bool
    fresh_from: str
    stale_on: str


def project(history: Sequence[RecordedEvent], rules: Rules, today: date, person: Person = NOBODY) -> Projected | None:
    """The row of a case on that day; None for a case that is on no list, as after an import was undone."""
    records = standing(history)
    state = fold_standing(records, person)
    if state.facts is None or state.listed_on is None:
        return None
    ahead = steps_ahead(state, rules)
    step = step_on(ahead, today)
    label = portal_status(state, rules, today)
    fresh_from, stale_on = _label_days(state, rules, today)
    if isinstance(step, Finished):
        kind, queue, due, since = "", "", None, step.on
    else:
        kind, queue, due, since = step.kind.value, step.kind.queue.value, step.due.isoformat(), step.since
        if not isinstance(ahead, Finished) and step != ahead[0]:
            fresh_from = max(fresh_from, step.begins.isoformat())
        if step.until:
            stale_on = min(stale_on, step.until.isoformat())
    channel, invited_on = state.invitation or ("", None)
    return Projected(
        updated=_updated(_last_change(records)),
        case_type=_case_type(state, rules),
        mirrored=rules.profile.portal.label(label) if label else "",
        status=step.status.value,
        step=kind,
        queue=queue,
        due=due,
        rule=step.rule.value,
        since=since.isoformat(),
        detail=step.detail,
        channel=str(channel),
        invited_on=invited_on.isoformat() if invited_on else None,
        handler=state.handler,
        finished=isinstance(step, Finished),
        fresh_from=fresh_from,
        stale_on=stale_on,
    )


_ALWAYS, _NEVER = "0001-01-01", "9999-12-31"


def _label_days(state: CaseState, rules: Rules, today: date) -> tuple[str, str]:
    """From when and until when 1177's label stays as on that day: 1177 closes a case by itself."""
    closes = closes_by_itself(state, rules)
    if closes is None:
        return _ALWAYS, _NEVER
    day = (closes + timedelta(days=1)).isoformat()
    return (day, _NEVER) if today > closes else (_ALWAYS, day)


def _last_change(records: Sequence[RecordedEvent]) -> RecordedEvent:
    """The latest event that says something new: that 1177 was read off again does not."""
    changes = (record for record in reversed(records) if not isinstance(record.event, SeenUnchanged))
    return next(changes, records[-1])


def _updated(last: RecordedEvent) -> str:
    """Day and, where known, time of the latest event; the time of entry where that was the same day."""
    at = last.event.at
    if at is None and last.recorded_at.date() == last.event.on:
        at = last.recorded_at.time()
    return f"{last.event.on} {at:%H:%M}" if at else last.event.on.isoformat()


def _case_type(state: CaseState, rules: Rules) -> str:
    if state.invited is None:
        return ""
    try:
        return rules.profile.template(state.invited.template).public_name
    except KeyError:  # the clinic has taken the template out of its manual since
        return state.invited.template


class Folding:
    """Computes rows for one day. Cases with equal histories and persons share one row, computed once.

    A row contains nothing that identifies a case, and a withdrawal names an entry of its own case alone.
    """

    def __init__(self, rules_for: RulesFor, today: date) -> None:
        self._rules_for = rules_for
        self._today = today
        self._rules: dict[str, Rules] = {}
        self._made: dict[tuple[object, ...], Projected | None] = {}

    def knows(self, profile: str) -> bool:
        """Whether the manual is installed, so that `row` can compute its cases."""
        if profile not in self._rules:
            try:
                self._rules[profile] = self._rules_for(profile)
            except KeyError:
                return False
        return True

    def row(self, profile: str, history: Sequence[RecordedEvent], person: Person = NOBODY) -> Projected | None:
        """The row of a case, as `project`. Raises KeyError for a manual that `knows` was not asked about."""
        rules = self._rules[profile]
        key = (profile, person, *((record.event, record.recorded_at) for record in history))
        if key not in self._made:
            self._made[key] = project(history, rules, self._today, person)
        return self._made[key]


_WRITE = Statement(lambda: sql.upsert(sql.case_rows))
_DELETE = Statement(lambda: sql.delete(sql.case_rows).where(sql.case_rows.c.case_id == sql.value("case")))
_STORED = Statement(lambda: sql.select(sql.case_rows))
_STALE = Statement(
    lambda: (
        sql.select(sql.cases.c.id, sql.cases.c.profile)
        .select_from(sql.case_rows.join(sql.cases))
        .where(sql.or_(sql.case_rows.c.stale_on <= sql.value("day"), sql.case_rows.c.fresh_from > sql.value("day")))
    )
)
_BASIS = Statement(lambda: sql.select(sql.case_rows_ground))
_SET_BASIS = Statement(lambda: sql.upsert(sql.case_rows_ground))
_CLEAR_BASIS = Statement(lambda: sql.delete(sql.case_rows_ground))
_USED = Statement(lambda: sql.select(sql.cases.c.profile).distinct())
_MANUALS = Statement(lambda: sql.select(sql.cases.c.id, sql.cases.c.profile))


def asking(rows: Iterable[T], ask: Callable[[], None]) -> Iterator[T]:
    """The rows unchanged; `ask` is called before every 256th, and what it raises ends the iteration."""
    for turn, row in enumerate(rows):
        if turn % _ROWS_BETWEEN_QUESTIONS == 0:
            ask()
        yield row


def write(
    db: sqlite3.Connection, rows: Iterable[tuple[int, Projected | None]], ask: Callable[[], None] = lambda: None
) -> None:
    """Write the rows; None deletes the row of a case. `ask` as in `asking`."""
    kept: list[tuple[object, ...]] = []
    gone: list[tuple[int]] = []
    for case_id, row in asking(rows, ask):
        if row is None:
            gone.append((case_id,))
        else:
            kept.append((case_id, *row))
    _DELETE.run_tuples(db, gone)
    _WRITE.run_tuples(db, asking(kept, ask))


def stale(db: sqlite3.Connection, today: date) -> dict[int, str]:
    """The cases whose rows are not valid on that day, each with its manual."""
    return dict(_STALE.run(db, day=today.isoformat()).fetchall())


def computed(
    db: sqlite3.Connection, rules_for: RulesFor, today: date, cases: dict[int, str] | None = None
) -> Iterator[tuple[int, Projected | None]]:
    """The rows of the given cases (with their manuals), or of all, from their events.

    Cases of a manual that is not installed are left out.
    """
    folding = Folding(rules_for, today)
    found = histories(db, cases)
    people = persons(db, cases_of(db, cases), rules_for)
    if cases is None:
        cases = dict(_MANUALS.run(db).fetchall())
    for case_id, profile in cases.items():
        if folding.knows(profile):
            yield case_id, folding.row(profile, found.get(case_id, []), people.get(case_id, NOBODY))


def on_another_day(db: sqlite3.Connection, rules_for: RulesFor, day: date) -> dict[int, Projected | None]:
    """The rows that are not valid on that day, as they would be if nothing happened until then.

    None for a case whose manual is not installed: its row is the best there is.
    """
    cases = stale(db, day)
    return {**dict.fromkeys(cases), **dict(computed(db, rules_for, day, cases))} if cases else {}


def manuals_used(db: sqlite3.Connection) -> frozenset[str]:
    """The manuals that cases follow."""
    return frozenset(profile for (profile,) in _USED.run(db))


def basis(db: sqlite3.Connection) -> dict[str, str]:
    """The fingerprint of each manual with which the rows were computed."""
    return dict(_BASIS.run(db).fetchall())


def set_basis(db: sqlite3.Connection, found: Mapping[str, str]) -> None:
    """Store the fingerprints of these manuals, others stay."""
    _SET_BASIS.run_tuples(db, list(found.items()))


def clear_basis(db: sqlite3.Connection) -> None:
    """Let all rows be computed anew when the register is next settled."""
    _CLEAR_BASIS.run(db)


def stored(db: sqlite3.Connection) -> dict[int, Projected]:
    """All rows as stored."""
    return {row[0]: Projected._make(row[1:]) for row in _STORED.run(db)}


def fingerprint(rules: Rules) -> str:
    """A digest of the manual, its calendar and FORM; any difference gives another one."""
    import hashlib

    said = repr((FORM, rules.profile, sorted(rules.calendar.holidays)))
    return hashlib.sha256(said.encode()).hexdigest()
