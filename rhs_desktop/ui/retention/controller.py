"""The window's own part of gallring: the way to its dialog, and to erasing one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from rhs_desktop.ui.window.main_window import MainWindow


class RetentionWork(QObject):
    """Lives as long as its window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.menu_.retention.triggered.connect(self.open)

    @Slot()
    def open(self) -> None:
        do = self._window.conductor
        do.attempt(lambda: do.actions.open_retention(self._window))

    def erase(self, case: int) -> None:
        do = self._window.conductor
        do.attempt(lambda: do.actions.open_erase_person(self._window, case))
