"""Third page of the import: all rows that need correction, edited in place or set aside."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from rhs_desktop.strings.checklists import importing, reading
from rhs_desktop.ui.checklists.answers import with_right_column, with_right_file
from rhs_desktop.ui.checklists.rows_model import RowsModel
from rhs_desktop.ui.checklists.state import ImportState
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_OURS = 2
_TYPED = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


class RowsPage(QWidget):
    """Paints the rows of an ImportState and reports what the user does with them.

    Signals: `corrected` with row, column and value; `dismissed`, `kept` and `reserve_accepted` with a row;
    `undo_wanted`; `save_wanted`; `answered` with what an answer makes of the state.
    """

    corrected = Signal(int, int, str)
    dismissed = Signal(int)
    kept = Signal(int)
    reserve_accepted = Signal(int)
    undo_wanted = Signal()
    save_wanted = Signal()
    answered = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.wrong_file = Banner(theme, "error")
        self.is_right = QCheckBox(importing.RIGHT_FILE)
        self.many_stopping = Banner(theme, "error")
        self.is_right_column = QCheckBox(importing.RIGHT_COLUMN)
        self.banner = text_label("", "strong")
        self.ignored = text_label("", "muted")
        self.table = RowsTable(theme)
        self.model = RowsModel(theme, self)
        self.table.setModel(self.model)
        self.next = _button(importing.NEXT_ERROR)
        self.keep = _button(importing.KEEP_ROW)
        self.reserve = _button(importing.RESERVE_NUMBER)
        self.dismiss = _button(importing.DISMISS_ROW)
        self.undo = _button(importing.UNDO_FIX)
        self.save = _button(importing.SAVE_ERRORS_BUTTON)

        self.model.corrected.connect(self.corrected)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.next_wanted.connect(self.go_to_next)
        self.next.clicked.connect(self.go_to_next)
        self.keep.clicked.connect(self._keep)
        self.reserve.clicked.connect(self._accept_reserve)
        self.dismiss.clicked.connect(self._dismiss)
        self.undo.clicked.connect(self.undo_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.is_right.toggled.connect(self._answer_file)
        self.is_right_column.toggled.connect(self._answer_column)
        self._state: ImportState | None = None
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        unit = theme.unit
        self.wrong_file.layout().addWidget(self.is_right)  # type: ignore[union-attr]
        self.many_stopping.layout().addWidget(self.is_right_column)  # type: ignore[union-attr]
        acts = QHBoxLayout()
        acts.setSpacing(2 * unit)
        for button in (self.next, self.keep, self.reserve, self.dismiss, self.undo):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit)
        column.addWidget(self.wrong_file)
        column.addWidget(self.many_stopping)
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addLayout(acts)
        column.addWidget(self.ignored)
        self.setFocusProxy(self.table)

    def paint(self, state: ImportState) -> None:
        """Show the checked rows of the state; does nothing before they were checked."""
        checked = state.checked
        if checked is None:
            return
        self._state = state
        first = self.model.rows != state.in_trouble
        current = self.current_row
        self.model.load(checked, state.in_trouble)
        if first:
            self.table.fit()
            self._select(current if current in state.in_trouble else next(iter(state.in_trouble), None))
        rows = len(checked.ready) + len(checked.set_aside)
        self.banner.setText(reading.banner(len(checked.ready), rows, checked.counts))
        self.wrong_file.say(importing.wrong_file(len(checked.set_aside), rows) if state.asks_for_right_file else "")
        stopping = state.many_stopping
        self.many_stopping.say(importing.many_stopping(stopping) if stopping else "")
        self.is_right_column.setChecked(state.right_column)
        told = importing.ignored(checked)
        self.ignored.setText(told)
        self.ignored.setVisible(bool(told))
        self.undo.setEnabled(state.may_undo)
        self.save.setEnabled(len(checked.set_aside) > len(checked.protected_rows))
        self._paint_acts()

    def _paint_acts(self) -> None:
        state, row = self._state, self.current_row
        if state is None:
            return
        here = row is not None and state.problem_of(row) is not None
        self.keep.setVisible(row is not None and bool(state.duplicates_of(row)))
        self.reserve.setVisible(row is not None and state.may_be_reserve(row))
        self.dismiss.setEnabled(here)
        self.next.setEnabled(bool(state.checked and state.checked.set_aside))

    @property
    def current_row(self) -> int | None:
        """The number of the selected row in the file, or None."""
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if index.isValid() and index.row() < len(self.model.rows) else None

    @Slot()
    def go_to_next(self) -> None:
        """Select the next row that needs correction, from the top again after the last."""
        if self._state and (row := self._state.next_trouble(self.current_row or 0)) is not None:
            self._select(row)
            self.table.setFocus()

    def _select(self, row: int | None) -> None:
        if row is not None:
            index = self.model.place_to_mend(row)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
            if index.column() == _OURS:
                self.table.horizontalScrollBar().setValue(0)

    @Slot(QModelIndex, QModelIndex)
    def _row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        self._paint_acts()

    @Slot(bool)
    def _answer_file(self, right: bool) -> None:
        self.answered.emit(partial(with_right_file, right=right))

    @Slot(bool)
    def _answer_column(self, right: bool) -> None:
        self.answered.emit(partial(with_right_column, right=right))

    @Slot()
    def _keep(self) -> None:
        if self.current_row is not None:
            self.kept.emit(self.current_row)

    @Slot()
    def _accept_reserve(self) -> None:
        if self.current_row is not None:
            self.reserve_accepted.emit(self.current_row)

    @Slot()
    def _dismiss(self) -> None:
        if self.current_row is not None:
            self.dismissed.emit(self.current_row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F8:
            self.go_to_next()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)


class RowNumbers(QHeaderView):
    """Vertical header with the row numbers of the file, red while the row needs correction."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedWidth(11 * self.fontMetrics().averageCharWidth())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        palette = self._theme.palette
        wrong = isinstance(model, RowsModel) and model.still_wrong(logicalIndex)
        painter.save()
        painter.fillRect(rect, QColor(palette.surface))
        painter.setFont(self._theme.font(bold=True))
        painter.setPen(QColor(palette.late if wrong else palette.muted))
        inside = rect.adjusted(2 * self._theme.unit, 0, 0, 0)
        text = str(model.headerData(logicalIndex, Qt.Orientation.Vertical))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


class RowsTable(QTableView):
    """Table whose cells are edited in place. F8 and Ctrl+Z are left to the page; Tab leaves the table."""

    next_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._unit = theme.unit
        self.setAccessibleName(importing.ROWS_TO_FIX)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(_TYPED)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalHeader(RowNumbers(theme, self))
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 3 * theme.unit)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def fit(self) -> None:
        """Set the column widths: wide for the fault and the advice, narrower for the cells of the list."""
        char = self.fontMetrics().averageCharWidth()
        for column in range(self.model().columnCount()):
            chars = 38 if column < _OURS else 20
            self.setColumnWidth(column, chars * char)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enter and not editing and self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_F8 or event.matches(QKeySequence.StandardKey.Undo):
            event.ignore()
            return
        super().keyPressEvent(event)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button
