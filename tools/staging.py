"""A dialog on stage: handed what it needs, opened in the state worth showing, pictured, and cleared away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLayout

from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.clipboard import Clipboard
from rhs_desktop.ui.widgets.jobs import Immediate, Jobs
from rhs_desktop.ui.widgets.theme import Theme
from tests.ui.desk import Answering, ChosenFiles

Scene = Callable[[QApplication, Theme, int, int], QPixmap]
"""Takes the size of the screen, and hands back a picture."""
Place = Callable[[], Context]
Door = Callable[[DialogContext], QDialog]
"""Opens a dialog, shown already or not."""

SETTLE_MS = 300


def tools_at(context: Context, app: QApplication, theme: Theme, answers: Sequence[bool] = ()) -> DialogContext:
    """What a dialog is handed; jobs run at once, and questions get these answers."""
    messages = Answering(answers=list(answers))
    return DialogContext(context, theme, messages, Jobs(Immediate()), Clipboard(app.clipboard()), ChosenFiles())


def shown_round(ctx: Context) -> int:
    """The round that the window shows."""
    return settings.load(ctx).round or case_list.rounds(ctx)[0].id


def staged(
    door: Door, place: Place, *, answers: Sequence[bool] = (), settle_ms: int = SETTLE_MS, large: bool = False
) -> Scene:
    """The dialog behind that door. `large`: over most of the screen, if it can be resized at all."""

    def scene(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
        tools = tools_at(place(), app, theme, answers)
        dialog = door(tools)
        layout = dialog.layout()
        if large and layout is not None and layout.sizeConstraint() is not QLayout.SizeConstraint.SetFixedSize:
            dialog.resize(width * 94 // 100, height * 90 // 100)
        dialog.show()
        QTest.qWait(settle_ms)
        picture = dialog.grab()
        dialog.reject()
        dialog.deleteLater()
        QTest.qWait(0)
        tools.clipboard.clear()
        return picture

    return scene
