"""The main window: makes its areas, lays them out and connects their signals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from rhs_desktop.domain.roles import Permission, Role, allowed
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.strings import window as said
from rhs_desktop.strings.manuals.parts import help_of
from rhs_desktop.ui.access_log.controller import LogController
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.backups.controller import BackupController
from rhs_desktop.ui.case_list.empty_state import reason
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.replies.scan_controller import ScanController
from rhs_desktop.ui.widgets.clipboard import Clipboard
from rhs_desktop.ui.widgets.messages import Messages
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.area_keys import AreaKeys
from rhs_desktop.ui.window.areas import make_areas
from rhs_desktop.ui.window.case_menu import CaseMenu
from rhs_desktop.ui.window.clock_check import ClockCheck
from rhs_desktop.ui.window.commands import Command
from rhs_desktop.ui.window.controller import WindowController
from rhs_desktop.ui.window.keys_help import KeysHelp
from rhs_desktop.ui.window.layout import lay_out, order_tabs
from rhs_desktop.ui.window.layout_helpers import dropped_file, layout_of, restore
from rhs_desktop.ui.window.layout_memory import Layout
from rhs_desktop.ui.window.list_controller import ListController
from rhs_desktop.ui.window.panel_controller import PanelController
from rhs_desktop.ui.window.queue_controller import QueueController

if TYPE_CHECKING:
    from rhs_desktop.ui.context import DialogContext

_WIDE = 1600
_NARROW_UNITS = 285
_LEAST_UNITS = (215, 130)


class MainWindow(QMainWindow):
    """Shown empty at first; `begin` fills it when the data have been read.

    `settings_closed`: the clinic's name and the like may have changed. `lock_wanted` and `switch_wanted` from the menu.
    """

    closing = Signal()
    settings_closed = Signal()
    lock_wanted = Signal()
    switch_wanted = Signal()

    def __init__(
        self, desk: SeatInfo, today: date, theme: Theme, messages: Messages, clipboard: Clipboard, layout: Layout
    ) -> None:
        super().__init__()
        self._theme, self._messages, self._in_use = theme, messages, False
        self.areas = areas = make_areas(desk, today, theme, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._whole, self._desk = lay_out(areas, self.splitter, theme.unit)
        self.lists = ListController(areas.table, areas.filters, areas.search, areas.sidebar, self)
        self.queues = QueueController(areas.sidebar, areas.queue_bar, areas.filters, self.lists)
        self.panels = PanelController(areas.table, areas.panel, self)
        self.controller = WindowController(self, areas.table, areas.panel, areas.status, self.lists)
        self.case_menu = CaseMenu(areas.table, areas.panel, self.controller, self)
        self.scanning = ScanController(self, messages)
        self.log = LogController(areas.table, areas.panel, areas.search, self)
        self.backups = BackupController(self)
        self.clock = ClockCheck(self._whole, theme, self)
        self.keys = self._make_area_keys()
        self._set_up()
        self._connect_list()
        self._connect_commands()
        self._connect_helpers()
        clipboard.copied.connect(areas.status.mention)
        restore(self, self.splitter, areas, layout)
        self.show_desk(desk)
        self._set_used(used=False)

    def _make_area_keys(self) -> AreaKeys:
        areas = self.areas
        begins: list[tuple[QWidget, QWidget]] = [
            (areas.sidebar, areas.sidebar),
            (areas.filters, areas.filters.status),
            (areas.table, areas.table),
            (areas.panel, areas.panel),
            (areas.buttons, areas.buttons.buttons[Command.SEND]),
        ]
        return AreaKeys(begins, areas.search, areas.table, areas.panel, self)

    def _set_up(self) -> None:
        self.setCentralWidget(self._whole)
        self.setStatusBar(self.areas.status)
        self.setAcceptDrops(True)
        self.setMinimumSize(_LEAST_UNITS[0] * self._theme.unit, _LEAST_UNITS[1] * self._theme.unit)
        order_tabs(self.areas)

    # ---- what leads to what -----------------------------------------------------------------------------------------

    def _connect_list(self) -> None:
        areas, lists, do = self.areas, self.lists, self.controller
        areas.table.list_changed.connect(self._summarise)
        lists.read_anew.connect(self._summarise)
        lists.read_anew.connect(self.panels.take_settings)
        lists.cases_changed.connect(self.panels.show_picked)
        areas.tabs.chosen.connect(lists.open_tab)
        areas.filters.changed.connect(self._show_tab)
        areas.empty.wanted.connect(lists.go_on)
        lists.import_wanted.connect(self._import)
        self.queues.wanted.connect(do.run)
        areas.search.left.connect(self.keys.to_list)
        areas.panel.left.connect(self.keys.to_list)
        areas.panel.wanted.connect(do.record)
        areas.panel.ticked.connect(do.tick)
        areas.panel.undo_wanted.connect(do.undo_entry)
        areas.panel.copy_wanted.connect(do.copy)
        areas.table.copy_wanted.connect(do.copy_numbers)

    def _connect_commands(self) -> None:
        menu, status = self.areas.menu, self.areas.status
        menu.chosen.connect(self.controller.run)
        self.areas.buttons.chosen.connect(self.controller.run)
        self.controller.ran.connect(self._ran)
        by_window = {
            Command.REFRESH: self.lists.refresh,
            Command.KEYS: self._show_keys,
            Command.SEARCH: self.keys.to_search,
            Command.NEXT_AREA: self.keys.next_area,
            Command.PREVIOUS_AREA: self.keys.previous_area,
            Command.LOCK: self.lock_wanted,
            Command.SWITCH_USER: self.switch_wanted,
            Command.QUIT: self.close,
        }
        for command, does in by_window.items():
            menu.actions[command].triggered.connect(does)
        menu.actions[Command.COMPACT].toggled.connect(self.areas.table.set_compact)
        status.undo_wanted.connect(self.controller.undo)
        status.redo_wanted.connect(self.controller.redo)
        status.refresh_wanted.connect(self.lists.refresh)
        status.backup_wanted.connect(menu.actions[Command.BACKUPS].trigger)
        status.sample_wanted.connect(menu.actions[Command.LOG_SAMPLE].trigger)

    def _connect_helpers(self) -> None:
        areas, status = self.areas, self.areas.status
        areas.search.searched.connect(self.log.typed)
        areas.search.entered.connect(self.scanning.entered)
        self.scanning.code_typed.connect(areas.search.clear)
        self.scanning.no_code.connect(self.keys.to_list)
        self.scanning.scanned_code.connect(self._reply)
        self.log.unlogged.connect(status.show_unlogged)
        self.log.sample_due.connect(status.show_sample)
        self.backups.told.connect(status.show_backup)
        self.lists.read_anew.connect(self.backups.show)
        self.settings_closed.connect(self.log.remind)
        for rest in (self.lists.rest, self.panels.rest, self.log.close, self.backups.close, self.clock.close):
            self.closing.connect(rest)

    # ---- who sits here ----------------------------------------------------------------------------------------------

    def show_desk(self, desk: SeatInfo) -> None:
        """Show clinic, user and role; the clinic's name is known when the data have been read."""
        self.areas.title.show_desk(desk)
        name = f"{said.PROGRAM} · {desk.clinic}" if desk.clinic else said.PROGRAM
        self.setWindowTitle(f"{said.PRACTICE} · {name}" if desk.practice else name)

    def show_entrance(self, entrance: QWidget) -> None:
        """Show the login page, and nothing else."""
        self.areas.pages.addWidget(entrance)
        self.areas.pages.setCurrentWidget(entrance)
        self.areas.title.hide()
        self.areas.status.hide()
        self._allow(frozenset(), login=False)

    def remove_entrance(self, entrance: QWidget) -> None:
        """Remove the login page."""
        self.areas.pages.removeWidget(entrance)

    def begin(self, tools: DialogContext, rows: Sequence[CaseRow], wanted: Filter) -> None:
        """Start a session: the window is in use, and shows what the user may. `rows` were read on another thread."""
        areas, context = self.areas, tools.context
        self.controller.begin(tools)
        self.panels.begin(context)
        areas.title.show()
        areas.status.show()
        self._allow(context.roles, login=context.store.encrypted)
        looks = allowed(context.roles, Permission.LOOK)
        areas.status.count.setVisible(looks)
        if not looks:
            areas.home.show_for(areas.title.desk)
        areas.pages.setCurrentWidget(self._desk if looks else areas.home)
        self._set_used(used=True)
        self.lists.begin(context, rows, wanted)
        if looks:
            areas.table.setFocus()
        else:
            areas.home.begin()
        self.log.begin(tools)
        self.backups.begin(context)
        self.clock.begin(context)

    def _allow(self, roles: frozenset[Role], *, login: bool) -> None:
        areas = self.areas
        areas.menu.show_for(roles, login=login)
        areas.buttons.show_for(roles, login=login)
        areas.panel.roles = areas.queue_bar.roles = roles
        areas.status.allow(undo=allowed(roles, Permission.UNDO))
        self.scanning.allow(allowed=allowed(roles, Permission.HANDLE))

    def _set_used(self, *, used: bool) -> None:
        self._in_use = used
        areas = self.areas
        for widget in (areas.buttons, areas.sidebar, areas.tabs, areas.filters):
            widget.setEnabled(used)
        areas.menu.set_used(used=used)
        if not used:
            areas.empty.say(said.READING, "")

    # ---- what stands around the list --------------------------------------------------------------------------------

    @Slot()
    def _summarise(self) -> None:
        """Show how much of the list is shown; an empty list says what to do next."""
        areas, table = self.areas, self.areas.table
        areas.status.show_count(table.shown, len(table.rows), searching=table.searching)
        areas.status.show_moved_on(table.stale)
        if table.shown or not self._in_use:
            areas.empty.hide()
        else:
            query = areas.search.text().strip()
            areas.empty.say(*reason(len(table.rows), areas.filters.filter, query, self.lists.ready))

    @Slot()
    def _show_tab(self) -> None:
        self.areas.tabs.show_tab(self.areas.filters.filter.tab)

    @Slot()
    def _import(self) -> None:
        self.controller.run(Command.IMPORT)

    @Slot(str)
    def _reply(self, code: str) -> None:
        self.controller.run(Command.SCAN, code=code)

    @Slot(object)
    def _ran(self, command: Command) -> None:
        """Update what depends on the dialog that has closed."""
        if command is Command.SETTINGS:
            self.settings_closed.emit()
        elif command is Command.BACKUPS:
            self.backups.show()
        elif command in (Command.ACCESS_LOG, Command.LOG_SAMPLE):
            self.log.remind()

    # ---- menus ------------------------------------------------------------------------------------------------------

    @Slot()
    def _show_keys(self) -> None:
        told = {}
        if self._in_use:
            context = self.controller.tools.context
            from rhs_desktop.services import settings

            told = help_of(context.profiles[settings.load(context).profile])
        self._messages.run(KeysHelp(self.areas.menu.told_keys(), told, self._theme, self))

    # ---- remembered -------------------------------------------------------------------------------------------------

    def layout_now(self) -> Layout:
        """The present layout, to be kept."""
        return layout_of(self, self.splitter, self.areas, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the counters are shown without their names."""
        self.areas.sidebar.set_narrow(narrow=event.size().width() < _NARROW_UNITS * self._theme.unit)
        super().resizeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        imports = self.areas.buttons.buttons[Command.IMPORT]
        if self._in_use and imports.isVisible() and dropped_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A list dropped anywhere on the window is imported."""
        file = dropped_file(event.mimeData())
        if file:
            event.acceptProposedAction()
            self.controller.run(Command.IMPORT, file=file)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
