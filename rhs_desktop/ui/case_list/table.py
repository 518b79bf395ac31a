"""The list of cases: sorts, selects, keeps its place when the list changes, copies numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.strings.cases import case_list as said
from rhs_desktop.ui.case_list.columns import BY_KEY, COLUMNS, dashed
from rhs_desktop.ui.case_list.delegate import CaseDelegate
from rhs_desktop.ui.case_list.filter import Filter, conditions
from rhs_desktop.ui.case_list.header import CaseHeader
from rhs_desktop.ui.case_list.model import CaseModel
from rhs_desktop.ui.case_list.selection import select_again, selected_lines
from rhs_desktop.ui.case_list.sort_and_filter import TableIndex
from rhs_desktop.ui.widgets.theme import Theme

_IDLE_MS = 150


class CaseTable(QTableView):
    """Signals: `picked` when the current case may have changed, `opened` by Enter or a double click,
    `copy_wanted` for Ctrl+C, `menu_wanted` with the place of the context menu."""

    picked = Signal()
    opened = Signal()
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)
    list_changed = Signal()

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._compact = False
        self._index = TableIndex()
        self._model = CaseModel(self._index, today, self)
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._restoring = False
        self._filter: Filter | None = None

        self.setModel(self._model)
        self._delegate = CaseDelegate(self._model, theme, self.font(), self)
        self.setItemDelegate(self._delegate)
        self._header = CaseHeader(self)
        self.setHorizontalHeader(self._header)
        self._header.show_columns(())
        self._set_up()

        self._idle.timeout.connect(self._prepare_search)
        self._header.sortIndicatorChanged.connect(self._sorted)
        self.selectionModel().selectionChanged.connect(self._selection_moved)
        self.selectionModel().currentRowChanged.connect(self._selection_moved)
        self.customContextMenuRequested.connect(self.menu_wanted)
        self.doubleClicked.connect(self._double_clicked)
        theme.changed.connect(self.restyle)
        self.restyle()

    def _set_up(self) -> None:
        self.setObjectName("cases")
        self.setAccessibleName(said.CASES)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSortingEnabled(False)
        self._header.setSortIndicatorShown(True)
        self._header.setSectionsClickable(True)
        self.verticalHeader().hide()

    # ---- what is shown ----------------------------------------------------------------------------------------------

    @property
    def header(self) -> CaseHeader:
        return self._header

    @property
    def rows(self) -> list[CaseRow]:
        """All cases, shown or not."""
        return self._index.rows

    def row(self, line: int) -> CaseRow:
        """The case on a line of the list, from 0."""
        return self._model.row(line)

    def __contains__(self, case: object) -> bool:
        """Whether the case is among the rows, shown or not."""
        return isinstance(case, int) and self._index.holds(case)

    @property
    def shown(self) -> int:
        return len(self._index.shown)

    @property
    def searching(self) -> bool:
        return self._index.searching

    @property
    def stale(self) -> int:
        """Shown cases that no longer belong to the list: it empties when the person asks for it."""
        return self._index.stale()

    def load(self, rows: Iterable[CaseRow], today: date) -> None:
        """All cases anew: selection and scroll stay with the cases they are on."""
        fresh = list(rows)
        self._model.today = today
        self._filter = None
        self._change(lambda: self._index.load(fresh), keep_scroll=True)

    def update_rows(self, rows: Iterable[CaseRow]) -> None:
        """New values for single cases: nothing moves, not even what no longer belongs to the list."""
        self._model.update_rows(rows)
        self._idle.start()

    def set_masked(self, masked: bool) -> None:
        """Show personnummer without the last four, or whole. Copied and searched for they are whole."""
        if masked is not self._model.masked:
            self._model.masked = masked
            self.viewport().update()

    def narrow(self, wanted: Filter) -> None:
        """Show what the filter lets through; where only the resident's words are others, at the pace of typing."""
        before, self._filter = self._filter, wanted
        if before is not None and before != wanted and replace(before, resident=wanted.resident) == wanted:
            self._change(lambda: self._index.look_for(wanted.resident))
        else:
            self._change(lambda: self._index.narrow(conditions(wanted, self._model.today), wanted.resident))

    def search(self, query: str) -> None:
        self._change(lambda: self._index.search(query))

    def refresh(self) -> None:
        """Order and filter anew, after rows were updated in place."""
        self._change(self._index.refresh, keep_scroll=True)

    def sort(self, key: str, *, descending: bool = False) -> None:
        """Sort by the column with that key."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        if (self._header.sortIndicatorSection(), self._header.sortIndicatorOrder()) == (BY_KEY[key], order):
            self._sorted(BY_KEY[key], order)
        else:
            self._header.setSortIndicator(BY_KEY[key], order)

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The column's key, and whether descending."""
        descending = self._header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return COLUMNS[self._header.sortIndicatorSection()].key, descending

    @Slot(int, Qt.SortOrder)
    def _sorted(self, section: int, order: Qt.SortOrder) -> None:
        key, descending = COLUMNS[section].sort, order is Qt.SortOrder.DescendingOrder
        self._change(lambda: self._index.sort(key, descending=descending))

    def _change(self, act: Callable[[], None], *, keep_scroll: bool = False) -> None:
        """Reset the model and put selection, current case and scroll back where they belong."""
        chosen, current = self.selected_cases(), self.current_case()
        top = self.verticalScrollBar().value()
        self._restoring = True
        self._model.change(act)
        select_again(self.selectionModel(), self._index, chosen, current, self._header.first_shown())
        self._restoring = False
        self.executeDelayedItemsLayout()
        if keep_scroll:
            self.verticalScrollBar().setValue(top)
        elif self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        else:
            self.scrollToTop()
        self._idle.start()
        self.list_changed.emit()
        if self.current_case() != current or self.selected_cases() != chosen:
            self.picked.emit()

    @Slot()
    def _prepare_search(self) -> None:
        self._index.prepare()

    # ---- what is chosen ---------------------------------------------------------------------------------------------

    def current_row(self) -> CaseRow | None:
        """The case that the panel shows: the current one, if it is selected."""
        index = self.currentIndex()
        if not index.isValid() or not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            return None
        return self._model.row(index.row())

    def current_case(self) -> int | None:
        row = self.current_row()
        return row.case if row else None

    def selected_rows(self) -> list[CaseRow]:
        """The chosen cases from the top down."""
        return [self._model.row(line) for line in selected_lines(self.selectionModel())]

    def selected_cases(self) -> list[int]:
        return [row.case for row in self.selected_rows()]

    def shown_cases(self) -> list[int]:
        """The cases that the filter leaves, from the top down."""
        return [self._model.row(line).case for line in range(self.shown)]

    def numbers(self) -> list[str]:
        """The chosen personnummer as 1177 takes them: YYYYMMDD-NNNN."""
        return [dashed(row) for row in self.selected_rows()]

    def pick(self, case: int) -> bool:
        """Make a case the current and only selected one; False if the list does not show it."""
        line = self._index.lines([case]).get(case)
        if line is None:
            return False
        self.executeDelayedItemsLayout()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        here = self._model.index(line, self._header.first_shown())
        self.selectionModel().setCurrentIndex(here, flags)
        self.scrollTo(here)
        return True

    def pick_first(self) -> None:
        """Begin at the top when nothing is chosen, so that the arrow keys work at once."""
        if self.current_row() is None and self.shown:
            self.pick(self._model.row(0).case)

    @Slot()
    def _selection_moved(self) -> None:
        if not self._restoring:
            self.picked.emit()

    @Slot(QModelIndex)
    def _double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit()

    # ---- keys, mouse, looks -----------------------------------------------------------------------------------------

    @property
    def compact(self) -> bool:
        return self._compact

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.restyle()

    @Slot()
    def restyle(self) -> None:
        self._delegate.restyle(self.font())
        room = 2 if self._compact else 3.4
        height = self.fontMetrics().height() + round(room * self._theme.unit)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self._header.restyle(self._theme.unit)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() and self.shown:
            self.pick(self._model.row(0 if event.key() == Qt.Key.Key_Home else self.shown - 1).case)
        elif event.key() == Qt.Key.Key_Menu and self.currentIndex().isValid():
            self.menu_wanted.emit(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Typing a letter does not jump about; Ctrl+F searches."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._header.fit()

    def _hover(self, line: int) -> None:
        if line != self._delegate.hovered:
            for changed in (self._delegate.hovered, line):
                if changed >= 0:
                    top, height = self.rowViewportPosition(changed), self.rowHeight(changed)
                    self.viewport().update(0, top, self.viewport().width(), height)
            self._delegate.hovered = line
