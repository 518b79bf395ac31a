"""Opens the list or dialog of a counter, and keeps the row above the list up to date."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from rhs_desktop.ui.case_list.filter_bar import FilterBar
from rhs_desktop.ui.window.commands import Command
from rhs_desktop.ui.window.list_controller import ListController
from rhs_desktop.ui.window.queue_bar import QueueBar
from rhs_desktop.ui.window.queue_counters import FORECAST, SET_ASIDE
from rhs_desktop.ui.window.sidebar import Sidebar

_PAGES = {FORECAST: Command.FORECAST, SET_ASIDE: Command.SET_ASIDE}
"""Lines that open no list of cases."""


class QueueController(QObject):
    """`wanted` carries the Command that a counter or a button of the row runs."""

    wanted = Signal(object)

    def __init__(self, sidebar: Sidebar, bar: QueueBar, filters: FilterBar, lists: ListController) -> None:
        super().__init__(lists)
        self._sidebar, self._bar, self._filters, self._lists = sidebar, bar, filters, lists
        sidebar.opened.connect(self._open)
        sidebar.model().dataChanged.connect(self.show_bar)
        sidebar.model().modelReset.connect(self.show_bar)
        filters.changed.connect(self.show_bar)
        bar.leave_wanted.connect(lists.clear_filters)
        bar.wanted.connect(self.wanted)

    @Slot(str)
    def _open(self, code: str) -> None:
        page = _PAGES.get(code)
        if page is None:
            self._lists.open_queue(code)
        else:
            self._sidebar.mark(self._filters.filter.work)
            self.wanted.emit(page)

    @Slot()
    def show_bar(self) -> None:
        """Update the row for the present filter."""
        wanted = self._filters.filter
        count = next((line.count for line in self._sidebar.counters if line.code == wanted.work), 0)
        self._bar.show_work(wanted, count if wanted.work else 0)
