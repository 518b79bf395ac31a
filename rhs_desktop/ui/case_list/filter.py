"""What the person has narrowed the list to. Pure: the same words as in "Mina ärenden", no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from rhs_desktop.domain.cases.steps import CHECKLIST_QUEUES, Queue, Status
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.ui.case_list.columns import status_text
from rhs_desktop.ui.case_list.row_state import due_today


class Tab(StrEnum):
    """The two tabs of "Mina ärenden"."""

    TO_HANDLE = "to_handle"
    ALL = "all"


class Span(StrEnum):
    """What the date filter offers; DAYS is from one chosen day to another."""

    ANY = "any"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    DAYS = "days"


_LENGTHS = {Span.TODAY: 1, Span.WEEK: 7, Span.MONTH: 30}

DUE_TODAY = "due"
"""The counter of everything that has to be done today, whatever kind it is."""


@dataclass(frozen=True, slots=True)
class Filter:
    """All of it; the default shows every case that is not finished.

    `work` is a queue's code, or DUE_TODAY, when a counter at the left was opened. Empty sets let everything through.
    `only` are the cases of a list that was opened elsewhere, and `title` what it is called.
    """

    tab: Tab = Tab.TO_HANDLE
    work: str = ""
    status: frozenset[str] = frozenset()
    span: Span = Span.ANY
    first: date | None = None
    last: date | None = None
    resident: str = ""
    handler: frozenset[str] = frozenset()
    case_type: frozenset[str] = frozenset()
    closed: bool = True
    only: frozenset[int] = frozenset()
    title: str = ""

    @property
    def narrowed(self) -> bool:
        """Something hides cases that the tab would show."""
        return self != self.cleared()

    def cleared(self) -> Filter:
        """The same tab with nothing hidden."""
        return Filter(tab=self.tab)

    def opened(self, work: str) -> Filter:
        """The list behind a counter, with nothing else hidden."""
        return Filter(tab=Tab.TO_HANDLE, work=work)

    def on_tab(self, tab: Tab) -> Filter:
        return replace(self, tab=tab, work="" if tab is Tab.ALL else self.work, only=frozenset(), title="")

    def days(self, today: date) -> tuple[date | None, date | None]:
        """The first and the last day of what the date filter lets through."""
        if self.span is Span.DAYS:
            return self.first, self.last
        length = _LENGTHS.get(self.span)
        return (today - timedelta(days=length - 1), today) if length else (None, None)


Test = Callable[[CaseRow], bool]

_CLOSED_IN_1177 = frozenset({Status.CLOSED})


def conditions(wanted: Filter, today: date) -> list[Test]:
    """What a row must pass besides the resident's name or number; only those that are in use."""
    active: list[Test] = []
    if wanted.tab is Tab.TO_HANDLE:
        active.append(lambda row: not row.finished)
    elif not wanted.closed:
        active.append(lambda row: not row.finished and row.status not in _CLOSED_IN_1177)
    if wanted.work == DUE_TODAY:
        active.append(lambda row: due_today(row, today))
    elif wanted.work:
        active.append(_in_queue(Queue(wanted.work), today))
    if wanted.only:
        active.append(lambda row: row.case in wanted.only)
    if wanted.status:
        active.append(lambda row: status_text(row) in wanted.status)
    first, last = wanted.days(today)
    if first:
        since = first.isoformat()
        active.append(lambda row: row.updated >= since)
    if last:
        until = (last + timedelta(days=1)).isoformat()
        active.append(lambda row: row.updated < until)
    if wanted.handler:
        active.append(lambda row: row.handler in wanted.handler)
    if wanted.case_type:
        active.append(lambda row: row.case_type in wanted.case_type)
    return active


def _in_queue(queue: Queue, today: date) -> Test:
    if queue in CHECKLIST_QUEUES:
        return lambda row: row.queue is queue
    return lambda row: row.queue is queue and due_today(row, today)
