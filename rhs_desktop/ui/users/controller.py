"""The window's entries about users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from rhs_desktop.ui.window.main_window import MainWindow


class UserWork(QObject):
    """Lives as long as its window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.menu_.users.triggered.connect(self.open_users)
        window.menu_.own_password.triggered.connect(self.open_own_password)

    @Slot()
    def open_users(self) -> None:
        do = self._window.conductor
        do.attempt(lambda: do.actions.open_users(self._window))

    @Slot()
    def open_own_password(self) -> None:
        do = self._window.conductor
        do.attempt(lambda: do.actions.open_own_password(self._window))
