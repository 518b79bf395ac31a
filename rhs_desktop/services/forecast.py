"""Kommande, from the rows where they tell enough, and from the events of the few cases that change until then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from rhs_desktop.domain.case import fold
from rhs_desktop.domain.events import Channel, Recorded, Withdrawn
from rhs_desktop.domain.forecast import WORKDAYS, ByItself, Coming, Forecast, coming, days_ahead
from rhs_desktop.domain.forecast import forecast as _forecast
from rhs_desktop.domain.pathway import Queue
from rhs_desktop.domain.portal import PortalStatus
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import ahead, histories
from rhs_desktop.store.ahead import AheadRow


@needs(Permission.LOOK)
def forecast(w: Workplace, round_id: int | None = None, *, workdays: int = WORKDAYS) -> Forecast:
    """What will fall due from tomorrow on, and what 1177 will do by itself; of one round or of all."""
    if not w.store.read_only:
        w.store.refresh(w.today, w.rules)
    first, last = days_ahead(w.calendar, w.today, workdays)
    unread = {one.portal.label(PortalStatus.UNREAD) for one in w.profiles.values()}
    with w.store.reading() as db:
        rows = [row for row in ahead.read(db, w.today, last, unread, round_id) if row.profile in w.profiles]
        changing = {row.case: row.profile for row in rows if not (row.holds and _tells_enough(row, unread))}
        known = histories.histories(db, changing)
    found = _as_they_stand(w, (row for row in rows if row.case not in changing), unread, first, last)
    return _forecast([*found, *_worked_out(w, changing, known, first, last)], w.calendar, first, last)


def _tells_enough(row: AheadRow, unread: Iterable[str]) -> bool:
    """Whether the day of the invitation in 1177 can be read off the row, where it matters."""
    return row.mirrored not in unread or row.channel == Channel.DIGITAL


def _as_they_stand(
    w: Workplace, rows: Iterable[AheadRow], unread: Iterable[str], first: date, last: date
) -> Iterator[Coming]:
    """Of cases that stay as they are until the last day: none of them is closed by 1177 before."""
    for row in rows:
        if row.due is not None:
            due = w.calendar.next_workday(date.fromisoformat(row.due))
            if first <= due <= last:
                yield Coming(due, Queue(row.queue), row.case)
        if row.mirrored in unread and row.invited_on is not None:
            days = w.profiles[row.profile].days.automatic_reminder
            reminds_on = date.fromisoformat(row.invited_on) + timedelta(days=days)
            if first <= reminds_on <= last:
                yield Coming(reminds_on, ByItself.REMINDS, row.case)


def _worked_out(
    w: Workplace, cases: dict[int, str], known: dict[int, list[Recorded]], first: date, last: date
) -> Iterator[Coming]:
    """Of cases that change until then. Cases to which the same has happened have the same ahead of them."""
    rules = {profile: w.rules(profile) for profile in set(cases.values())}
    made: dict[object, tuple[Coming, ...]] = {}
    for case, profile in cases.items():
        history = known.get(case, [])
        key = (profile, _same(history))
        if key not in made:
            state = fold(history)
            made[key] = tuple(coming(case, state, rules[profile], first, last)) if state.listed_on else ()
        for one in made[key]:
            yield Coming(one.on, one.what, case)


def _same(history: Sequence[Recorded]) -> tuple[object, ...]:
    """What two cases must share to have the same state; a withdrawal names an entry of its own case."""
    if any(isinstance(record.event, Withdrawn) for record in history):
        return (*(record.id for record in history),)
    return (*(record.event for record in history),)
