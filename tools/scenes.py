"""What each picture shows. A scene opens a window in the state worth showing and hands back its picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from rhs_desktop.ui.actions import Desk
from rhs_desktop.ui.main_window import MainWindow
from rhs_desktop.ui.theme import Theme
from tests.ui.practice import filled

Scene = Callable[[QApplication, Theme, int, int], QPixmap]


def shoot(app: QApplication, window: QWidget) -> QPixmap:
    window.show()
    app.processEvents()
    app.processEvents()
    return window.grab()


def main_window(app: QApplication, theme: Theme, width: int, height: int) -> QPixmap:
    window = MainWindow(filled(), Desk("Vårdcentralen Ekeby", "Anna Ek", "ärendehanterare", practice=True), theme)
    window.resize(width, height)
    window.show()
    window.load()
    return shoot(app, window)


SCENES: dict[str, Scene] = {"main-window": main_window}
