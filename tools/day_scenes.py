"""Pictures of the day's work: calls, reminders, what is ahead, what was done, handing over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rhs_desktop.services.workplace import Workplace
from rhs_desktop.ui.clipboard import Clipboard
from rhs_desktop.ui.dialogs.calling_dialog import CallingDialog
from rhs_desktop.ui.dialogs.forecast_dialog import ForecastDialog
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.handover_dialog import HandoverDialog
from rhs_desktop.ui.dialogs.reminders_dialog import RemindersDialog
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.dialogs.undo_dialog import UndoDialog
from rhs_desktop.ui.jobs import Immediate, Jobs
from rhs_desktop.ui.theme import Theme
from tests.ui.desk import Answering, ChosenFiles, press

Scene = Callable[[QApplication, Theme, int, int], QPixmap]
_SETTLE_MS = 300


def _scene(open_dialog: Callable[[Tools], Frame], place: Callable[[], Workplace]) -> Scene:
    def scene(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
        tools = Tools(place(), theme, Answering(), Jobs(Immediate()), Clipboard(app.clipboard()), ChosenFiles())
        dialog = open_dialog(tools)
        dialog.show()
        QTest.qWait(_SETTLE_MS)
        picture = dialog.grab()
        dialog.reject()
        dialog.deleteLater()
        QTest.qWait(0)
        return picture

    return scene


def _calling(tools: Tools) -> CallingDialog:
    """The second call of the day, as a yes is being filled in."""
    dialog = CallingDialog(None, tools)
    dialog.show()
    for sign in "51":
        press(dialog, Qt.Key(ord(sign)), text=sign)
        if sign == "5":
            press(dialog, Qt.Key.Key_Return)
    return dialog


def _wrong_number(tools: Tools) -> CallingDialog:
    """The number was wrong, and the one in Cosmic is being typed."""
    dialog = CallingDialog(None, tools)
    dialog.show()
    press(dialog, Qt.Key.Key_6, text="6")
    press(dialog, Qt.Key.Key_Return)
    if dialog.card is not None:
        dialog.card.number.edit.setText("013-46 50")
    return dialog


def _reminding(tools: Tools) -> RemindersDialog:
    dialog = RemindersDialog(None, tools)
    dialog.copy_next.click()
    return dialog


def day_scenes(place: Callable[[], Workplace]) -> dict[str, Scene]:
    """By the name of the picture."""
    return {
        "calling": _scene(_calling, place),
        "calling-number": _scene(_wrong_number, place),
        "reminders": _scene(_reminding, place),
        "forecast": _scene(lambda tools: ForecastDialog(None, tools), place),
        "undo-earlier": _scene(lambda tools: UndoDialog(None, tools), place),
        "handover": _scene(lambda tools: HandoverDialog(None, tools), place),
    }
