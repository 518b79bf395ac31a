"""Which state colour, icon and word a case has on a day."""

from __future__ import annotations

from datetime import date

from rhs_desktop.domain.cases.steps import CHECKLIST_QUEUES, Queue, Status
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.ui.widgets.palette import State

_EXCLUDED = frozenset({Status.NOT_LISTED, Status.DECEASED, Status.EXCLUDED})
_CHECKLIST: frozenset[str] = frozenset(CHECKLIST_QUEUES)
AT_ONCE: frozenset[str] = frozenset({Queue.ANSWER})
"""Work that shows from the day it comes, whatever its last day: nobody's answer waits unseen."""


def state_of(row: CaseRow, today: date) -> State:
    """What the row is, for the eye. The checklist's own work knows no "i dag": it waits until it is late."""
    if row.finished:
        return State.EXCLUDED if row.status in _EXCLUDED else State.DONE
    if row.queue in AT_ONCE and row.due and row.due >= today:
        return State.DUE
    if row.due is None or row.due > today:
        return State.WAITING
    if row.due < today:
        return State.LATE
    return State.WAITING if row.queue in _CHECKLIST else State.DUE


def is_due(row: CaseRow, today: date) -> bool:
    """Belongs to what has to be done today: due or late or to be seen at once, and not the checklist's own work."""
    if row.due is None or row.queue in _CHECKLIST:
        return False
    return row.due <= today or row.queue in AT_ONCE
