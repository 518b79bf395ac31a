"""The counters at the left: what there is to do today, and the checklist's own work. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rhs_desktop.domain.cases.due import is_counted, is_late
from rhs_desktop.domain.cases.steps import CHECKLIST_QUEUES, Queue
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.strings import window as said
from rhs_desktop.strings.cases.process import QUEUE
from rhs_desktop.ui.case_list.filter import DUE_TODAY

SET_ASIDE = "aside"
"""Rows of imported lists that wait to be put right; not cases, so not a filter."""
FORECAST = "forecast"
"""What is ahead: a page of its own, and nothing to count."""


@dataclass(frozen=True, slots=True)
class Counter:
    """One line at the left. `late` of `count` are past their day. A heading has no code; a page counts nothing."""

    code: str
    title: str
    icon: str = ""
    count: int = 0
    late: int = 0

    @property
    def page(self) -> bool:
        return self.code == FORECAST


def counters(rows: Iterable[CaseRow], today: date, set_aside: int = 0) -> list[Counter]:
    """Every line from the top: all due, each kind of work, then the checklist. Kinds of work stay where they are
    when they become empty; those that a clinic has never had are left out only beyond the common five.
    """
    count: dict[Queue, int] = {}
    late: dict[Queue, int] = {}
    for row in rows:
        queue = row.queue
        if queue is not None and is_counted(queue, row.due, today):
            count[queue] = count.get(queue, 0) + 1
            if is_late(row.due, today):
                late[queue] = late.get(queue, 0) + 1
    kinds = [queue for queue in Queue if queue not in _CHECKLIST and (queue in COMMON or count.get(queue))]
    total = sum(count.get(queue, 0) for queue in kinds)
    lines = [Counter(DUE_TODAY, said.DUE_TODAY, "today", total, sum(late.get(queue, 0) for queue in kinds))]
    lines += [Counter(q, QUEUE[q], q.value, count.get(q, 0), late.get(q, 0)) for q in kinds]
    lines.append(Counter("", said.CHECKLIST))
    lines += [Counter(q, QUEUE[q], q.value, count.get(q, 0), late.get(q, 0)) for q in CHECKLIST_QUEUES]
    if set_aside:
        lines.append(Counter(SET_ASIDE, said.SET_ASIDE, "aside", set_aside))
    lines += [Counter("", said.OVERVIEW), Counter(FORECAST, said.AHEAD, "ahead")]
    return lines


COMMON = frozenset({Queue.ANSWER, Queue.REMIND, Queue.CALL, Queue.LETTER, Queue.FIX})
_CHECKLIST: frozenset[Queue] = frozenset(CHECKLIST_QUEUES)
