"""The main window: puts the areas together and lets them talk. What it knows of cases it asks the actions for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QTabBar, QVBoxLayout, QWidget

from rhs_desktop.services.rows import CaseRow
from rhs_desktop.ui.actions import Actions, Desk
from rhs_desktop.ui.case_table import CaseTable
from rhs_desktop.ui.filter_bar import FilterBar
from rhs_desktop.ui.filters import Tab
from rhs_desktop.ui.sidebar import Sidebar
from rhs_desktop.ui.status_line import StatusLine
from rhs_desktop.ui.theme import Theme
from rhs_desktop.ui.top_bar import PRACTICE, ActionRow, PracticeBar, TitleRow
from rhs_desktop.ui.work import SET_ASIDE, counters

TABS = {Tab.TO_HANDLE: "Ärenden att hantera", Tab.ALL: "Alla ärenden"}


class MainWindow(QMainWindow):
    def __init__(self, actions: Actions, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.actions_ = actions
        self._theme = theme
        self.title_row = TitleRow(desk, theme, self)
        self.action_row = ActionRow(theme, self)
        self.practice = PracticeBar(theme, self) if desk.practice else None
        self.sidebar = Sidebar(theme, self)
        self.tabs = QTabBar(self)
        self.filters = FilterBar(theme, actions.today(), self)
        self.table = CaseTable(theme, actions.today(), self)
        self.status_line = StatusLine(theme, self)
        self._lay_out()
        name = f"RHS Desktop · {desk.clinic}" if desk.clinic else "RHS Desktop"
        self.setWindowTitle(f"{PRACTICE} – {name}" if desk.practice else name)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.filters.changed.connect(self._narrow)
        self.sidebar.opened.connect(self._open_work)
        self.action_row.search.searched.connect(self.table.search)
        self.table.list_changed.connect(self._count)

    def _lay_out(self) -> None:
        for tab, title in TABS.items():
            self.tabs.setTabData(self.tabs.addTab(title), tab)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        middle = QFrame(self)
        middle.setObjectName("middle")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.tabs, self.filters, self.table):
            column.addWidget(widget)
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(middle, 1)
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for widget in (self.practice, self.title_row, self.action_row):
            if widget:
                rows.addWidget(widget)
        rows.addWidget(body, 1)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status_line)

    def load(self) -> None:
        rows: list[CaseRow] = list(self.actions_.rows())
        self.table.load(rows, self.actions_.today())
        self.filters.set_rows(rows)
        self.table.sort("due")
        self._narrow()
        overview = self.actions_.overview()
        self.sidebar.set_counters(counters(rows, self.actions_.today(), overview.set_aside))
        self.status_line.show_backup(overview.backup_at, self.actions_.today())

    @Slot(int)
    def _tab_chosen(self, place: int) -> None:
        self.filters.set_filter(self.filters.filter.on_tab(self.tabs.tabData(place)))

    @Slot(str)
    def _open_work(self, code: str) -> None:
        if code == SET_ASIDE:
            self.actions_.open_set_aside(self)
            return
        self.filters.set_filter(self.filters.filter.opened(code))

    @Slot()
    def _narrow(self) -> None:
        self.table.narrow(self.filters.filter)

    @Slot()
    def _count(self) -> None:
        self.status_line.show_count(self.table.shown, len(self.table.rows), searching=self.table.searching)
