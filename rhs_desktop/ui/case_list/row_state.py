"""Which state colour, icon and word a case has on a day."""

from __future__ import annotations

from datetime import date

from rhs_desktop.domain.cases.due import is_due, is_late
from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.ui.widgets.palette import State

_EXCLUDED = frozenset({Status.NOT_LISTED, Status.DECEASED, Status.EXCLUDED})


def state_of(row: CaseRow, today: date) -> State:
    """What the row is, for the eye. The checklist's own work knows no "i dag": it waits until it is late."""
    if row.finished:
        return State.EXCLUDED if row.status in _EXCLUDED else State.DONE
    if is_late(row.due, today):
        return State.LATE
    return State.DUE if due_today(row, today) else State.WAITING


def due_today(row: CaseRow, today: date) -> bool:
    """Whether the case belongs to what has to be done today, without the checklist's own work."""
    return is_due(row.queue, row.due, today, checklist=False)
