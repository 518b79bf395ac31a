"""What the window asks of the computer's clock."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rhs_desktop.ui.context import DialogContext
    from rhs_desktop.ui.widgets.jobs import Task

MovedBack = tuple[datetime, datetime] | None


class ClockActions(Protocol):
    """Part of the window's Actions; whoever may enter may ask."""

    def clock_moved_back(self, task: Task) -> MovedBack:
        """On a worker's thread: what the clock says and when something was last done, if that has not been yet."""


class ClockDoors:
    """That part of the window's Actions, over the real services."""

    _tools: DialogContext

    def clock_moved_back(self, task: Task) -> MovedBack:
        from rhs_desktop.services import clock

        ctx = self._tools.context
        last = clock.moved_back(ctx)
        return None if last is None else (ctx.now, last)
