"""What the day's work opens besides single cases: calls, reminders, what is ahead, what was done, handing over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from rhs_desktop.ui.change import Change, Look
    from rhs_desktop.ui.dialogs.tools import Tools


class DayActions(Protocol):
    """Part of the window's Actions; the same rules hold."""

    def take_over(self, cases: Sequence[int]) -> Change | None:
        """From now on whoever sits here handles these cases."""

    def open_calling(self, parent: QWidget, cases: Sequence[int] = ()) -> Change | None:
        """One call after the other: these, or all who are to be called today."""

    def open_reminders(self, parent: QWidget, cases: Sequence[int] = ()) -> Change | None:
        """Reminders as a batch: these, or all who are due."""

    def open_undo(self, parent: QWidget, entry: tuple[int, int] | None = None) -> Change | None:
        """What was done, to take back; `entry`: one line of a case's timeline."""

    def open_forecast(self, parent: QWidget) -> Look | None:
        """What is ahead; the list that somebody wants to see, if any."""

    def open_handover(self, parent: QWidget) -> None:
        """The page for the next shift."""


class DayDoors:
    """The day's part of the window's Actions, over the real services. `_tools` is what dialogs are handed."""

    _tools: Tools

    def take_over(self, cases: Sequence[int]) -> Change | None:
        from rhs_desktop.services import casework
        from rhs_desktop.ui.change import Change
        from rhs_desktop.words import acts

        w = self._tools.workplace
        done = casework.assign(w, cases, w.user)
        return Change(acts.done(done.kind, len(done.cases), done.details), frozenset(done.cases))

    def open_calling(self, parent: QWidget, cases: Sequence[int] = ()) -> Change | None:
        from rhs_desktop.ui.dialogs.calling_dialog import CallingDialog

        return CallingDialog.ask(parent, self._tools, cases)

    def open_reminders(self, parent: QWidget, cases: Sequence[int] = ()) -> Change | None:
        from rhs_desktop.ui.dialogs.reminders_dialog import RemindersDialog

        return RemindersDialog.ask(parent, self._tools, cases)

    def open_undo(self, parent: QWidget, entry: tuple[int, int] | None = None) -> Change | None:
        from rhs_desktop.ui.dialogs.undo_dialog import UndoDialog

        return UndoDialog.ask(parent, self._tools, entry)

    def open_forecast(self, parent: QWidget) -> Look | None:
        from rhs_desktop.ui.dialogs.forecast_dialog import ForecastDialog

        return ForecastDialog.ask(parent, self._tools)

    def open_handover(self, parent: QWidget) -> None:
        from rhs_desktop.ui.dialogs.handover_dialog import HandoverDialog

        HandoverDialog.ask(parent, self._tools)
