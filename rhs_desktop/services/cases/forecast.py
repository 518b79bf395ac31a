"""The forecast (Kommande): computed from the rows where they suffice, and from the events of cases that change until
then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from rhs_desktop.domain.cases.events import RecordedEvent, Withdrawn
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.forecast import WORKDAYS, ByItself, Coming, Forecast, coming, days_ahead
from rhs_desktop.domain.forecast import forecast as _forecast
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.person.person import NOBODY, Person
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store.cases import event_history, forecast_rows, person_facts
from rhs_desktop.store.cases.forecast_rows import AheadRow


@needs(Permission.LOOK)
def forecast(ctx: Context, round_id: int | None = None, *, workdays: int = WORKDAYS) -> Forecast:
    """What falls due from tomorrow on, and what 1177 does by itself; of one round or of all."""
    if not ctx.store.read_only:
        ctx.store.refresh(ctx.today, ctx.rules)
    first, last = days_ahead(ctx.calendar, ctx.today, workdays)
    unread = {one.portal.label(PortalStatus.UNREAD) for one in ctx.profiles.values()}
    with ctx.store.reading() as db:
        rows = [row for row in forecast_rows.read(db, ctx.today, last, unread, round_id) if row.profile in ctx.profiles]
        changing = {row.case: row.profile for row in rows if not (row.holds and _tells_enough(row, unread))}
        known = event_history.histories(db, changing)
        persons = person_facts.persons(db, person_facts.cases_of(db, changing), ctx.rules)
    found = _as_they_stand(ctx, (row for row in rows if row.case not in changing), unread, first, last)
    return _forecast([*found, *_worked_out(ctx, changing, known, persons, first, last)], ctx.calendar, first, last)


def _tells_enough(row: AheadRow, unread: Iterable[str]) -> bool:
    """Whether the row contains the day of the invitation in 1177, where it matters."""
    return row.mirrored not in unread or row.channel == Channel.DIGITAL


def _as_they_stand(
    ctx: Context, rows: Iterable[AheadRow], unread: Iterable[str], first: date, last: date
) -> Iterator[Coming]:
    """The part for cases that stay as they are until the last day: 1177 closes none of them before."""
    for row in rows:
        if row.due is not None:
            due = ctx.calendar.next_workday(date.fromisoformat(row.due))
            if first <= due <= last:
                yield Coming(due, Queue(row.queue), row.case)
        if row.mirrored in unread and row.invited_on is not None:
            days = ctx.profiles[row.profile].days.automatic_reminder
            reminds_on = date.fromisoformat(row.invited_on) + timedelta(days=days)
            if first <= reminds_on <= last:
                yield Coming(reminds_on, ByItself.REMINDS, row.case)


def _worked_out(
    ctx: Context,
    cases: dict[int, str],
    known: dict[int, list[RecordedEvent]],
    persons: Mapping[int, Person],
    first: date,
    last: date,
) -> Iterator[Coming]:
    """The part for cases that change until then. Cases with equal histories are computed once."""
    rules = {profile: ctx.rules(profile) for profile in set(cases.values())}
    made: dict[object, tuple[Coming, ...]] = {}
    for case, profile in cases.items():
        history = known.get(case, [])
        person = persons.get(case, NOBODY)
        key = (profile, person, _same(history))
        if key not in made:
            state = fold(history, person)
            made[key] = tuple(coming(case, state, rules[profile], first, last)) if state.listed_on else ()
        for one in made[key]:
            yield Coming(one.on, one.what, case)


def _same(history: Sequence[RecordedEvent]) -> tuple[object, ...]:
    """A key that two cases share only if they have the same state; a withdrawal names an entry of its own case."""
    if any(isinstance(record.event, Withdrawn) for record in history):
        return (*(record.id for record in history),)
    return (*(record.event for record in history),)
