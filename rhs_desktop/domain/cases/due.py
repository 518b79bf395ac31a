"""What is due on a day: asked by counters, colours, `rhs-desktop due`, the hand-over page, reminders and letters."""

from __future__ import annotations

from datetime import date

from rhs_desktop.domain.cases.steps import CHECKLIST_QUEUES, Queue

AT_ONCE: frozenset[Queue] = frozenset({Queue.ANSWER})
"""Work that is due from the day it comes, whatever its last day: nobody's answer waits unseen."""
_CHECKLIST: frozenset[Queue] = frozenset(CHECKLIST_QUEUES)


def is_due(queue: Queue | None, due: date | None, day: date, *, checklist: bool = True) -> bool:
    """Whether a step of that queue, whose last day is `due`, is to be done by `day`; never where there is no step.

    `checklist`: also the work that has no day's pressure (checking and inviting), once its own day has come.
    """
    if due is None or (queue in _CHECKLIST and not checklist):
        return False
    return due <= day or queue in AT_ONCE


def is_counted(queue: Queue | None, due: date | None, day: date) -> bool:
    """Whether the queue's counter includes the step: what is due, and all of the checklist's own work."""
    return due is not None and (queue in _CHECKLIST or is_due(queue, due, day))


def is_late(due: date | None, day: date) -> bool:
    """Whether the last day of a step has passed."""
    return due is not None and due < day
