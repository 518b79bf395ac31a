"""Kommande: what will fall due on the days ahead, and what 1177 will do by itself, should nothing happen until then.

Both follow from the pathway's outlook. The reminder of a case that is unread so many days after it was sent, and the
closing after so many more, are 1177's own acts: nobody at the clinic does them (both manuals, Påminnelser).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rhs_desktop.domain.cases.next_step import steps_ahead
from rhs_desktop.domain.cases.phases.reminder_and_closing import closes_by_itself, portal_status
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Queue
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.workdays import Calendar

WORKDAYS = 10
"""How far ahead Kommande looks, in working days."""


class ByItself(StrEnum):
    """What 1177 does without anybody: it reminds of what is unread, and closes what nobody has answered."""

    REMINDS = "reminds"
    CLOSES_UNREAD = "closes_unread"
    CLOSES_READ = "closes_read"


What = Queue | ByItself


@dataclass(frozen=True, slots=True)
class Coming:
    """Something of one case that will fall due, or that 1177 will do, on a day. `seen_on`: see CaseState."""

    on: date
    what: What
    case: int
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day of the forecast: the cases of each kind, in no particular order. On a day off only 1177 is at work.

    `seen_on`: the day since which each case that 1177 closes has been read off there; None where one never was.
    """

    on: date
    workday: bool
    cases: Mapping[What, tuple[int, ...]]
    seen_on: date | None = None

    def count(self, *kinds: What) -> int:
        return sum(len(self.cases.get(kind, ())) for kind in kinds)

    @property
    def work(self) -> int:
        """How many steps of the clinic's own fall due."""
        return self.count(*Queue)

    @property
    def closes(self) -> int:
        """How many cases 1177 closes, read or not."""
        return self.count(ByItself.CLOSES_UNREAD, ByItself.CLOSES_READ)


Forecast = tuple[DayAhead, ...]


def days_ahead(calendar: Calendar, today: date, workdays: int = WORKDAYS) -> tuple[date, date]:
    """The first and the last day of the forecast: from tomorrow until that many working days are in it."""
    return today + timedelta(days=1), calendar.add_workdays(today, workdays)


def coming(case: int, state: CaseState, rules: Rules, first: date, last: date) -> Iterator[Coming]:
    """What will be of this case from the first day to the last, should nothing happen until then.

    What falls due on a day off is work of the next working day. A step that another one replaces before it falls due
    never does.
    """
    steps = steps_ahead(state, rules)
    if not isinstance(steps, Finished):
        for step in steps:
            due = rules.calendar.next_workday(step.due)
            if first <= due <= last and (step.until is None or due < step.until):
                yield Coming(due, step.kind.queue, case)
    yield from _by_itself(case, state, rules, first, last)


def _by_itself(case: int, state: CaseState, rules: Rules, first: date, last: date) -> Iterator[Coming]:
    closes_on = closes_by_itself(state, rules)
    if closes_on is None or state.invited is None:
        return
    shown = portal_status(state, rules, first - timedelta(days=1))
    reminds_on = state.invited.on + timedelta(days=rules.profile.days.automatic_reminder)
    if shown is PortalStatus.UNREAD and first <= reminds_on <= last:
        yield Coming(reminds_on, ByItself.REMINDS, case)
    if first <= closes_on <= last:
        unread = shown is PortalStatus.UNREAD
        yield Coming(closes_on, ByItself.CLOSES_UNREAD if unread else ByItself.CLOSES_READ, case, state.seen_on)


def forecast(found: Iterable[Coming], calendar: Calendar, first: date, last: date) -> Forecast:
    """Every day from the first to the last with what is coming on it."""
    by_day: dict[date, dict[What, list[int]]] = {}
    seen: dict[date, list[date | None]] = {}
    for one in found:
        by_day.setdefault(one.on, {}).setdefault(one.what, []).append(one.case)
        if one.what in (ByItself.CLOSES_UNREAD, ByItself.CLOSES_READ):
            seen.setdefault(one.on, []).append(one.seen_on)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(
        DayAhead(
            day,
            calendar.is_workday(day),
            {what: tuple(of) for what, of in by_day.get(day, {}).items()},
            _least(seen.get(day, ())),
        )
        for day in days
    )


def _least(days: Iterable[date | None]) -> date | None:
    """The earliest of the days; None where one of them is."""
    known = list(days)
    return None if None in known else min(filter(None, known), default=None)
