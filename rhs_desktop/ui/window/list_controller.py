"""Reads the cases into the list, narrows it by filters, tabs and counters, and puts in place what an act changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.domain.roles import Permission, allowed
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.ui.act_result import ActResult, CaseSelection
from rhs_desktop.ui.case_list.empty_state import EmptyListAction
from rhs_desktop.ui.case_list.filter import Filter, Tab
from rhs_desktop.ui.case_list.filter_bar import FilterBar
from rhs_desktop.ui.case_list.table import CaseTable
from rhs_desktop.ui.window.queue_counters import counters
from rhs_desktop.ui.window.sidebar import Sidebar
from rhs_desktop.ui.window.top_bar import SearchField

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context

_DAY_MS = 60_000


class ListController(QObject):
    """Inactive until `begin`.

    `read_anew`: cases were read; carries the clinic's Settings of now. `cases_changed`: what is shown of a case may be
    another. `import_wanted` by the button of an empty list.
    """

    read_anew = Signal(object)
    cases_changed = Signal()
    import_wanted = Signal()

    def __init__(
        self, table: CaseTable, filters: FilterBar, search: SearchField, sidebar: Sidebar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._table, self._filters, self._search, self._sidebar = table, filters, search, sidebar
        self._ctx: Context | None = None
        self._day = QTimer(self, interval=_DAY_MS)
        self._day.timeout.connect(self.look_at_day)
        self._today: date | None = None
        search.searched.connect(table.search)
        filters.changed.connect(self.narrow)

    def begin(self, context: Context, rows: Sequence[CaseRow], wanted: Filter) -> None:
        """Start for a session, with rows that were read on another thread."""
        self._ctx = context
        self._search.clear()
        self._show_rows(rows)
        if wanted == self._filters.filter:
            self.narrow()
        self._filters.set_filter(wanted)
        self._day.start()

    @Slot()
    def rest(self) -> None:
        """Stop: the window is closed, and the database will be."""
        self._day.stop()

    @property
    def watches_day(self) -> bool:
        """Whether a change of the day is watched for."""
        return self._day.isActive()

    @property
    def ready(self) -> int:
        """How many could be invited."""
        return next((line.count for line in self._sidebar.counters if line.code == Queue.INVITE), 0)

    # ---- reading ----------------------------------------------------------------------------------------------------

    def _show_rows(self, rows: Sequence[CaseRow]) -> None:
        assert self._ctx is not None
        self._today = self._ctx.today
        self._table.load(rows, self._today)
        self._filters.set_rows(self._table.rows)
        self._show_overview()

    def _show_overview(self) -> None:
        from rhs_desktop.services import settings
        from rhs_desktop.services.cases import case_list

        assert self._ctx is not None
        looks = allowed(self._ctx.roles, Permission.LOOK)
        set_aside = case_list.rows_waiting(self._ctx) if looks else 0
        self._sidebar.set_counters(counters(self._table.rows, self._ctx.today, set_aside))
        chosen = settings.load(self._ctx)
        self._table.set_masked(chosen.mask_numbers)
        self.read_anew.emit(chosen)

    @Slot()
    def refresh(self) -> None:
        """Read all cases again, and apply filters and order to them."""
        from rhs_desktop.services import settings
        from rhs_desktop.services.cases import case_list

        if self._ctx is None:
            return
        looks = allowed(self._ctx.roles, Permission.LOOK)
        self._show_rows(case_list.load_rows(self._ctx, settings.load(self._ctx).round) if looks else [])
        self.narrow()
        self.cases_changed.emit()

    @Slot()
    def look_at_day(self) -> None:
        """Read again if the date has changed."""
        if self._ctx is not None and self._ctx.today != self._today:
            self.refresh()

    def apply(self, change: ActResult) -> None:
        """Show what an act changed: rows are updated in place, unless cases were added or removed."""
        from rhs_desktop.services.cases import case_list

        assert self._ctx is not None
        table, cases = self._table, change.cases
        rows = case_list.load_some(self._ctx, cases) if cases else []
        if cases is None or len(rows) != len(cases) or not all(row.case in table for row in rows):
            self.refresh()
        else:
            table.update_rows(rows)
            self._show_overview()
            self.cases_changed.emit()
        if change.latest is not None:
            self._go_to(change.latest)

    def _go_to(self, case: int) -> None:
        """Select a case; where the list does not show it, filter it again first."""
        if not self._table.pick(case):
            self._table.refresh()
            self.narrow()
            self._table.pick(case)

    # ---- narrowing --------------------------------------------------------------------------------------------------

    @Slot()
    def narrow(self) -> None:
        """Apply the filters to the list."""
        wanted = self._filters.filter
        self._sidebar.mark(wanted.work)
        self._table.narrow(wanted)

    def show_selection(self, look: CaseSelection) -> None:
        """Show only these cases."""
        self._search.clear()
        self._filters.set_filter(Filter(only=look.cases, title=look.title))
        self._table.setFocus()

    def open_queue(self, code: str) -> None:
        """Show the cases of a counter."""
        self._search.clear()
        opened = self._filters.filter.opened(code)
        if opened == self._filters.filter:
            self._table.refresh()
            self.narrow()
        else:
            self._filters.set_filter(opened)

    @Slot(object)
    def open_tab(self, tab: Tab) -> None:
        now = self._filters.filter
        if tab is not now.tab:
            self._filters.set_filter(now.on_tab(tab))

    @Slot()
    def clear_filters(self) -> None:
        self._filters.set_filter(self._filters.filter.cleared())

    @Slot(object)
    def go_on(self, way: EmptyListAction) -> None:
        """Do what the button of an empty list offers."""
        match way:
            case EmptyListAction.NOWHERE:
                pass
            case EmptyListAction.IMPORT:
                self.import_wanted.emit()
            case EmptyListAction.CLEAR:
                self.clear_filters()
            case EmptyListAction.CHECKLIST:
                self.open_queue(Queue.INVITE)
            case EmptyListAction.EVERYTHING:
                self._filters.set_filter(Filter(tab=Tab.TO_HANDLE))
            case _:
                assert_never(way)
