"""The day's work from anywhere in the window: calls, reminders, what is ahead, what was done, handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.window.queue_bar import WorkBar
from rhs_desktop.ui.window.queue_counters import FORECAST

if TYPE_CHECKING:
    from rhs_desktop.ui.window.main_window import MainWindow


class DayWork(QObject):
    """Lives as long as its window. `actions` are its entries in the menu, with their keys."""

    def __init__(self, window: MainWindow, bar: WorkBar) -> None:
        super().__init__(window)
        self._window = window
        self._bar = bar
        menu = window.menu_
        self.actions: tuple[QAction, ...] = menu.day
        bar.calling_wanted.connect(self.call)
        bar.reminders_wanted.connect(self.remind)
        bar.leave_wanted.connect(self.leave)
        menu.calling.triggered.connect(self.call)
        menu.reminders.triggered.connect(self.remind)
        menu.forecast.triggered.connect(self.look_ahead)
        menu.undo_earlier.triggered.connect(self.undo_earlier)
        menu.handover.triggered.connect(self.hand_over)
        window.sidebar.opened.connect(self._opened)
        window.panel.undo_wanted.connect(self.undo_entry)
        window.filters.changed.connect(self.show_bar)
        window.sidebar.model().dataChanged.connect(self.show_bar)
        window.sidebar.model().modelReset.connect(self.show_bar)

    @Slot()
    def show_bar(self) -> None:
        wanted = self._window.filters.filter
        count = next((line.count for line in self._window.sidebar.counters if line.code == wanted.work), 0)
        self._bar.show_work(wanted, count if wanted.work else 0)

    @Slot()
    def call(self) -> None:
        """Those chosen in the list if there are several, else all who are to be called today."""
        do, chosen = self._window.conductor, self._window.table.selected_cases()
        do.attempt(lambda: do.actions.open_calling(self._window, chosen if len(chosen) > 1 else ()))

    @Slot()
    def remind(self) -> None:
        do = self._window.conductor
        do.attempt(lambda: do.actions.open_reminders(self._window))

    @Slot()
    def undo_earlier(self) -> None:
        do = self._window.conductor
        do.attempt(lambda: do.actions.open_undo(self._window))

    @Slot(int, int)
    def undo_entry(self, case: int, entry: int) -> None:
        """One line of a case's timeline."""
        do = self._window.conductor
        do.attempt(lambda: do.actions.open_undo(self._window, (case, entry)))

    @Slot()
    def look_ahead(self) -> None:
        """What is coming; a line that is opened there shows as a list here."""
        window = self._window
        window.sidebar.mark(window.filters.filter.work)
        look = window.conductor.actions.open_forecast(window)
        if look is not None:
            window.search.clear()
            window.filters.set_filter(Filter(only=look.cases, title=look.title))
            window.table.setFocus()

    @Slot()
    def hand_over(self) -> None:
        self._window.conductor.actions.open_handover(self._window)

    @Slot()
    def leave(self) -> None:
        self._window.filters.set_filter(self._window.filters.filter.cleared())

    @Slot(str)
    def _opened(self, code: str) -> None:
        if code == FORECAST:
            self.look_ahead()
