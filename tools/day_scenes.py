"""Pictures of the day's work: calls, reminders, what is ahead, what was done, handing over."""

from __future__ import annotations

from PySide6.QtCore import Qt

from rhs_desktop.ui.cases.call_dialog import CallingDialog
from rhs_desktop.ui.cases.forecast_dialog import ForecastDialog
from rhs_desktop.ui.cases.handover_dialog import HandoverDialog
from rhs_desktop.ui.cases.undo_dialog import UndoDialog
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.sending.reminders_dialog import RemindersDialog
from tests.ui.desk import press
from tools.staging import Door, Place, Scene, staged


def _calling(tools: DialogContext) -> CallingDialog:
    """The second call of the day, as a yes is being filled in."""
    dialog = CallingDialog(None, tools)
    dialog.show()
    for sign in "51":
        press(dialog, Qt.Key(ord(sign)), text=sign)
        if sign == "5":
            press(dialog, Qt.Key.Key_Return)
    return dialog


def _wrong_number(tools: DialogContext) -> CallingDialog:
    """The number was wrong, and the one in Cosmic is being typed."""
    dialog = CallingDialog(None, tools)
    dialog.show()
    press(dialog, Qt.Key.Key_6, text="6")
    press(dialog, Qt.Key.Key_Return)
    if dialog.card is not None:
        dialog.card.number.edit.setText("013-46 50")
    return dialog


def _reminding(tools: DialogContext) -> RemindersDialog:
    dialog = RemindersDialog(None, tools)
    dialog.copy_next.click()
    return dialog


def day_scenes(place: Place) -> dict[str, Scene]:
    """By the name of the picture."""
    doors: dict[str, Door] = {
        "calling": _calling,
        "calling-number": _wrong_number,
        "reminders": _reminding,
        "forecast": lambda tools: ForecastDialog(None, tools),
        "undo-earlier": lambda tools: UndoDialog(None, tools),
        "handover": lambda tools: HandoverDialog(None, tools),
    }
    return {name: staged(door, place) for name, door in doors.items()}
