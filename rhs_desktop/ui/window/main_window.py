"""The main window: its areas, how they lie, and which goes to which. What happens is for the conductor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from rhs_desktop.domain.roles import Permission
from rhs_desktop.ui.access_log.controller import LogWork
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.backups.controller import BackupWork
from rhs_desktop.ui.case_list.columns import SHOWN_AT_FIRST, SHOWN_WHEN_WIDE
from rhs_desktop.ui.case_list.empty_state import EmptyNote
from rhs_desktop.ui.case_list.filter import Tab
from rhs_desktop.ui.case_list.filter_bar import FilterBar
from rhs_desktop.ui.case_list.table import CaseTable
from rhs_desktop.ui.case_panel.panel import CasePanel
from rhs_desktop.ui.replies.scan_controller import Scanning
from rhs_desktop.ui.retention.controller import RetentionWork
from rhs_desktop.ui.users.controller import UserWork
from rhs_desktop.ui.widgets.clipboard import Clipboard
from rhs_desktop.ui.widgets.messages import Messages
from rhs_desktop.ui.widgets.screens import screen_of
from rhs_desktop.ui.widgets.theme import Mode, Theme
from rhs_desktop.ui.window import permissions
from rhs_desktop.ui.window.case_menu import CaseMenu
from rhs_desktop.ui.window.clock_check import ClockWork
from rhs_desktop.ui.window.controller import WindowController
from rhs_desktop.ui.window.day_controller import DayWork
from rhs_desktop.ui.window.home_page import HomePage
from rhs_desktop.ui.window.keys_help import KeysHelp
from rhs_desktop.ui.window.layout_helpers import column_layout, dropped_file, row_widget, to_bytes, to_text
from rhs_desktop.ui.window.layout_memory import Layout, remember_filter
from rhs_desktop.ui.window.menu import WindowMenu
from rhs_desktop.ui.window.queue_bar import WorkBar
from rhs_desktop.ui.window.sidebar import Sidebar
from rhs_desktop.ui.window.status_bar import StatusLine
from rhs_desktop.ui.window.top_bar import PRACTICE, ActionRow, TitleRow

TABS = {Tab.TO_HANDLE: "Ärenden att hantera", Tab.ALL: "Alla ärenden"}
_WIDE = 1600
_NARROW_UNITS = 285
_LEAST_UNITS = (215, 130)
_PANEL_CHARS = 43


class MainWindow(QMainWindow):
    """Shows itself empty at once; `conductor.begin` fills it when the data have been read."""

    closing = Signal()

    def __init__(
        self, desk: SeatInfo, today: date, theme: Theme, messages: Messages, clipboard: Clipboard, layout: Layout
    ) -> None:
        super().__init__()
        self._theme = theme
        self._messages = messages
        self.title_row = TitleRow(desk, theme, self)
        self.action_row = ActionRow(theme, self)
        self.search = self.action_row.search
        self.sidebar = Sidebar(theme, self)
        self.tabs = QTabBar(self)
        self.filters = FilterBar(theme, today, self)
        self.table = CaseTable(theme, today, self)
        self.empty = EmptyNote(self.table, theme)
        self.panel = CasePanel(theme, today, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.status_line = StatusLine(theme, self)
        self.menu_ = WindowMenu(self)
        self.conductor = WindowController(self, messages, clipboard)
        self.case_menu = CaseMenu(self)
        self.scanning = Scanning(self, messages)
        self.work_bar = WorkBar(theme, self)
        self.day = DayWork(self, self.work_bar)
        self.log = LogWork(self)
        self.backups = BackupWork(self)
        self.clock = ClockWork(self, theme)
        self.retention = RetentionWork(self)
        self.users = UserWork(self)
        self.home = HomePage(self.menu_, theme)
        self.pages = QStackedWidget(self)

        self._lay_out()
        self._connect()
        self._restore(layout)
        self.show_desk(desk)
        self._set_used(used=False)

    def _connect(self) -> None:
        do, row, menu = self.conductor, self.action_row, self.menu_
        row.send.clicked.connect(do.send)
        row.import_list.clicked.connect(do.import_list)
        row.paste.clicked.connect(do.paste)
        row.letters.clicked.connect(do.letters)
        self.search.searched.connect(self.table.search)
        self.search.left.connect(self._to_list)
        self.sidebar.opened.connect(do.open_work)
        self.tabs.currentChanged.connect(do.open_tab)
        self.filters.changed.connect(do.narrow)
        self.table.list_changed.connect(do.list_changed)
        self.table.picked.connect(do.picked)
        self.table.opened.connect(self.panel.begin)
        self.table.copy_wanted.connect(do.copy_numbers)
        self.table.menu_wanted.connect(self._show_case_menu)
        self.table.header.customContextMenuRequested.connect(self._show_column_menu)
        self.empty.wanted.connect(do.go_on)
        self.panel.wanted.connect(do.wanted)
        self.panel.ticked.connect(do.ticked)
        self.panel.copy_wanted.connect(do.copy)
        self.panel.left.connect(self._to_list)
        self.status_line.undo_wanted.connect(do.undo)
        self.status_line.redo_wanted.connect(do.redo)
        self.status_line.refresh_wanted.connect(do.refresh)
        menu.undo.triggered.connect(do.undo)
        menu.redo.triggered.connect(do.redo)
        menu.refresh.triggered.connect(do.refresh)
        menu.texts.triggered.connect(do.letter_texts)
        menu.envelope.triggered.connect(do.envelope)
        menu.export.triggered.connect(do.export)
        menu.manuals.triggered.connect(do.manuals)
        menu.settings.triggered.connect(do.settings)
        menu.quit.triggered.connect(self.close)
        menu.keys.triggered.connect(self._show_keys)
        menu.search.triggered.connect(self._to_search)
        menu.next_area.triggered.connect(self._next_area)
        menu.previous_area.triggered.connect(self._previous_area)
        menu.compact.toggled.connect(self.table.set_compact)
        menu.columns.aboutToShow.connect(self._list_columns)
        menu.column_toggled.connect(self.table.header.toggle)
        menu.columns_wanted.connect(self.table.header.arrange_anew)
        menu.mode_wanted.connect(self._choose_mode)

    def _lay_out(self) -> None:
        for title in TABS.values():
            self.tabs.addTab(title)
        self.tabs.setAccessibleName("Ärenden")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.title_row.menu.setMenu(self.menu_.menu)
        middle = QFrame(self)
        middle.setObjectName("middle")
        column_layout(middle, row_widget(self.tabs, self.work_bar), self.filters, self.table)
        self.splitter.addWidget(middle)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        char = self.fontMetrics().averageCharWidth()
        self.panel.setMinimumWidth(_PANEL_CHARS * char * 3 // 4)
        self.splitter.setSizes([10_000, _PANEL_CHARS * char + 8 * self._theme.unit])
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.splitter, 1)
        self._desk = QWidget(self)
        column_layout(self._desk, self.action_row, body)
        self.pages.addWidget(self._desk)
        self.pages.addWidget(self.home)
        whole = QWidget(self)
        column_layout(whole, self.title_row, self.pages)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status_line)
        self.setAcceptDrops(True)
        self.setMinimumSize(_LEAST_UNITS[0] * self._theme.unit, _LEAST_UNITS[1] * self._theme.unit)
        self._order_tabs()

    def _order_tabs(self) -> None:
        row, filters = self.action_row, self.filters
        order: list[QWidget] = [row.send, row.import_list, row.paste, row.letters, row.scan, self.search]
        order += [self.title_row.menu]
        bar = self.work_bar
        order += [self.sidebar, self.tabs, bar.leave, bar.call, bar.remind]
        order += [filters.status, filters.span, filters.resident, filters.handler]
        order += [filters.case_type, filters.closed, filters.clear, self.table, self.panel]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # ---- what stands around the list --------------------------------------------------------------------------------

    def show_desk(self, desk: SeatInfo) -> None:
        """Who sits where; the clinic's name is known when the data have been read."""
        self.title_row.show_desk(desk)
        name = f"RHS Desktop · {desk.clinic}" if desk.clinic else "RHS Desktop"
        self.setWindowTitle(f"{PRACTICE} · {name}" if desk.practice else name)

    def show_entrance(self, entrance: QWidget) -> None:
        """Before anybody has come in: nothing but the way in."""
        self.pages.addWidget(entrance)
        self.pages.setCurrentWidget(entrance)
        self.title_row.hide()
        self.status_line.hide()
        self._allow(permissions.nothing, login=False)

    def show_allowed(self, may: permissions.Asked, colleagues: Callable[[], Sequence[str]], *, login: bool) -> None:
        """Somebody sits here now: what that person may is shown, and no more."""
        self.title_row.show()
        self.status_line.show()
        self.panel.colleagues = colleagues
        self._allow(may, login=login)
        looks = may(Permission.LOOK)
        self.status_line.count.setVisible(looks)
        if not looks:
            self.home.show_for(self.title_row.desk)
        self.pages.setCurrentWidget(self._desk if looks else self.home)

    def _allow(self, may: permissions.Asked, *, login: bool) -> None:
        permissions.show(self.menu_, self.action_row, may, login=login)
        self.panel.may = may
        self.work_bar.may = may
        self.status_line.allow(undo=may(Permission.UNDO))
        self.scanning.allow(allowed=may(Permission.HANDLE))

    def set_in_use(self) -> None:
        self._set_used(used=True)
        if self.pages.currentWidget() is self.home:
            self.home.begin()
        else:
            self.table.setFocus()

    def _set_used(self, *, used: bool) -> None:
        self._in_use = used
        for widget in (self.action_row, self.sidebar, self.tabs, self.filters):
            widget.setEnabled(used)
        menu = self.menu_
        for action in (menu.undo, menu.redo, menu.refresh, menu.texts, menu.envelope, menu.manuals, menu.settings):
            action.setEnabled(used)
        for action in self.menu_.day:
            action.setEnabled(used)
        if not used:
            self.empty.say("Läser in ärenden …", "")

    def tab_at(self, place: int) -> Tab:
        return list(TABS)[place]

    def show_tab(self, tab: Tab) -> None:
        place = list(TABS).index(tab)
        if self.tabs.currentIndex() != place:
            self.tabs.setCurrentIndex(place)

    @Slot(QPoint)
    def _show_case_menu(self, place: QPoint) -> None:
        self.case_menu.show_at(self.table.viewport().mapToGlobal(place))

    @Slot(QPoint)
    def _show_column_menu(self, place: QPoint) -> None:
        self._list_columns()
        self.menu_.columns.popup(self.table.header.mapToGlobal(place))

    @Slot()
    def _list_columns(self) -> None:
        self.menu_.show_columns(self.table.header)

    @Slot(str)
    def _choose_mode(self, mode: str) -> None:
        self._theme.choose(Mode(mode))

    @Slot()
    def _show_keys(self) -> None:
        self._messages.run(KeysHelp(self._theme, self))

    # ---- going from area to area ------------------------------------------------------------------------------------

    @Slot()
    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.table.pick_first()

    @Slot()
    def _next_area(self) -> None:
        self._step_area(1)

    @Slot()
    def _previous_area(self) -> None:
        self._step_area(-1)

    def _step_area(self, step: int) -> None:
        areas = [self.sidebar, self.filters.status, self.table, self.panel, self.action_row.send]
        homes = [self.sidebar, self.filters, self.table, self.panel, self.action_row]
        focus = QApplication.focusWidget()
        inside = [focus is not None and (focus is home or home.isAncestorOf(focus)) for home in homes]
        here = inside.index(True) if any(inside) else 1
        there = areas[(here + step) % len(areas)]
        if there is self.panel:
            self.panel.begin()
        else:
            there.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- remembered -------------------------------------------------------------------------------------------------

    def _restore(self, layout: Layout) -> None:
        self.menu_.show_mode(self._theme)
        screen = screen_of(None).availableGeometry()
        if not (layout.geometry and self.restoreGeometry(to_bytes(layout.geometry))):
            self.resize(min(1280, screen.width()), min(800, screen.height()))
        if layout.splitter:
            self.splitter.restoreState(to_bytes(layout.splitter))
        first = SHOWN_WHEN_WIDE if screen.width() >= _WIDE else SHOWN_AT_FIRST
        self.table.header.show_columns(layout.columns or first)
        self.table.header.set_widths(layout.widths)
        self.table.sort(layout.sort, descending=layout.descending)
        self.menu_.compact.setChecked(layout.compact)

    def layout_now(self) -> Layout:
        """What to remember of the window as it stands."""
        key, descending = self.table.sorted_by
        return Layout(
            geometry=to_text(self.saveGeometry()),
            splitter=to_text(self.splitter.saveState()),
            columns=tuple(self.table.header.chosen_columns()),
            widths=self.table.header.widths(),
            sort=key,
            descending=descending,
            compact=self.table.compact,
            mode=self._theme.mode.value,
            filter=remember_filter(self.filters.filter),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Half a screen is enough: the counters then show without their names."""
        self.sidebar.set_narrow(narrow=event.size().width() < _NARROW_UNITS * self._theme.unit)
        super().resizeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._in_use and self.action_row.import_list.isVisible() and dropped_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A list dropped anywhere on the window is imported."""
        file = dropped_file(event.mimeData())
        if file:
            event.acceptProposedAction()
            self.conductor.import_file(file)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
