"""What the day's work opens besides single cases: calls, reminders, what is ahead, what was done, handing over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from rhs_desktop.ui.act_result import ActResult, CaseSelection
    from rhs_desktop.ui.context import DialogContext


class DayActions(Protocol):
    """Part of the window's Actions; the same rules hold."""

    def take_over(self, cases: Sequence[int]) -> ActResult | None:
        """From now on whoever sits here handles these cases."""

    def open_calling(self, parent: QWidget, cases: Sequence[int] = ()) -> ActResult | None:
        """One call after the other: these, or all who are to be called today."""

    def open_reminders(self, parent: QWidget, cases: Sequence[int] = ()) -> ActResult | None:
        """Reminders as a batch: these, or all who are due."""

    def open_undo(self, parent: QWidget, entry: tuple[int, int] | None = None) -> ActResult | None:
        """What was done, to take back; `entry`: one line of a case's timeline."""

    def open_forecast(self, parent: QWidget) -> CaseSelection | None:
        """What is ahead; the list that somebody wants to see, if any."""

    def open_handover(self, parent: QWidget) -> None:
        """The page for the next shift."""


class DayDoors:
    """The day's part of the window's Actions, over the real services. `_tools` is what dialogs are handed."""

    _tools: DialogContext

    def take_over(self, cases: Sequence[int]) -> ActResult | None:
        from rhs_desktop.services.cases import record
        from rhs_desktop.strings.cases import acts
        from rhs_desktop.ui.act_result import ActResult

        ctx = self._tools.context
        done = record.assign(ctx, cases, ctx.user)
        return ActResult(acts.done(done.kind, len(done.cases), done.details), frozenset(done.cases))

    def open_calling(self, parent: QWidget, cases: Sequence[int] = ()) -> ActResult | None:
        from rhs_desktop.ui.cases.call_dialog import CallingDialog

        return CallingDialog.ask(parent, self._tools, cases)

    def open_reminders(self, parent: QWidget, cases: Sequence[int] = ()) -> ActResult | None:
        from rhs_desktop.ui.sending.reminders_dialog import RemindersDialog

        return RemindersDialog.ask(parent, self._tools, cases)

    def open_undo(self, parent: QWidget, entry: tuple[int, int] | None = None) -> ActResult | None:
        from rhs_desktop.ui.cases.undo_dialog import UndoDialog

        return UndoDialog.ask(parent, self._tools, entry)

    def open_forecast(self, parent: QWidget) -> CaseSelection | None:
        from rhs_desktop.ui.cases.forecast_dialog import ForecastDialog

        return ForecastDialog.ask(parent, self._tools)

    def open_handover(self, parent: QWidget) -> None:
        from rhs_desktop.ui.cases.handover_dialog import HandoverDialog

        HandoverDialog.ask(parent, self._tools)
