"""What each picture shows. A scene opens a window in the state worth showing and hands back its picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rhs_desktop.ui.actions import Desk
from rhs_desktop.ui.clipboard import Clipboard
from rhs_desktop.ui.filters import Filter
from rhs_desktop.ui.layout_memory import Layout
from rhs_desktop.ui.main_window import MainWindow
from rhs_desktop.ui.theme import Theme
from tests.ui.practice import TODAY, PracticeDesk, filled
from tests.ui.recording import Recorder

Scene = Callable[[QApplication, Theme, int, int], QPixmap]


def shoot(app: QApplication, window: QWidget) -> QPixmap:
    window.show()
    app.processEvents()
    app.processEvents()
    return window.grab()


def desk_window(app: QApplication, theme: Theme, width: int, height: int) -> tuple[MainWindow, PracticeDesk]:
    """The window in the middle of a working day."""
    desk = filled()
    clipboard = Clipboard(app.clipboard())
    place = Desk("Vårdcentralen Ekeby", "Anna Ek", "ärendehanterare", practice=True)
    window = MainWindow(place, TODAY, theme, Recorder(), clipboard, Layout())
    window.resize(width, height)
    window.show()
    window.conductor.begin(desk, desk.rows(), Filter())
    return window, desk


def pick(window: MainWindow, name: str, app: QApplication) -> None:
    """The first case whose next step is of that kind."""
    row = next(row for row in window.table.rows if row.step == name)
    window.table.pick(row.case)
    QTest.qWait(60)


def main_window(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
    window, _ = desk_window(app, theme, width, height)
    pick(window, "remind", app)
    return shoot(app, window)


def to_do_today(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
    window, _ = desk_window(app, theme, width, height)
    window.sidebar.open("call")
    pick(window, "call", app)
    return shoot(app, window)


def answer(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
    window, _ = desk_window(app, theme, width, height)
    window.sidebar.open("answer")
    pick(window, "handle_answer", app)
    return shoot(app, window)


SCENES: dict[str, Scene] = {"main-window": main_window, "call": to_do_today, "answer": answer}
