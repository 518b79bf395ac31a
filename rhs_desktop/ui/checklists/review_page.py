"""Last page of the import: what it would do, by kind of outcome, before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabBar, QTableView, QVBoxLayout, QWidget

from rhs_desktop.strings.checklists import review as strings
from rhs_desktop.ui.case_list.masked_number import Shown, whole
from rhs_desktop.ui.checklists.review_lines import OutcomeSection, ReviewColumn, ReviewKind, ReviewLine, sections_of
from rhs_desktop.ui.checklists.side_by_side import SideBySide
from rhs_desktop.ui.checklists.state import ImportState
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.table_setup import choose_row, plain
from rhs_desktop.ui.widgets.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class ReviewPage(QWidget):
    """Shows one kind of outcome at a time. Signal: `chosen` with the ReviewChoices that a tick leads to."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, number: Shown = whole) -> None:
        super().__init__()
        self.number = number
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(strings.TABS)
        self.note = text_label("", "muted")
        self.all_of_it = QPushButton()
        self.all_of_it.setAutoDefault(False)
        self.table = QTableView()
        self.beside = SideBySide(theme)
        self.model = ReviewModel(theme, self)
        self.table.setModel(self.model)
        self.sections: tuple[OutcomeSection, ...] = ()
        self._state = ImportState()

        self.tabs.currentChanged.connect(self._show)
        self.model.ticked.connect(self._ticked)
        self.all_of_it.clicked.connect(self._tick_all)
        self.table.selectionModel().currentRowChanged.connect(self._show_beside)

        plain(self.table, theme, strings.ROWS, several=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(text_label(strings.NOTHING_SAVED, "strong"))
        column.addWidget(self.tabs)
        told = QHBoxLayout()
        told.setSpacing(2 * theme.unit)
        told.addWidget(self.note, 1)
        told.addWidget(self.all_of_it, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(told)
        column.addWidget(self.table, 1)
        column.addWidget(self.beside)
        self.setFocusProxy(self.tabs)

    def paint(self, state: ImportState, names: Mapping[str, str]) -> None:
        """Show the outcomes of the state. `names` are those of missing residents, by their 12 digits."""
        self._state = state
        place = max(0, self.tabs.currentIndex())
        sections = tuple(sections_of(state, names, self.number))
        if [section.kind for section in sections] != [section.kind for section in self.sections]:
            place = 0
        self.sections = sections
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(sections):
            self.tabs.removeTab(self.tabs.count() - 1)
        for turn, section in enumerate(sections):
            title = strings.tab(section.name, len(section.lines))
            if turn < self.tabs.count():
                self.tabs.setTabText(turn, title)
            else:
                self.tabs.addTab(title)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        self._show(place)

    @Slot(int)
    def _show(self, place: int) -> None:
        if not 0 <= place < len(self.sections):
            return
        section = self.sections[place]
        self.note.setText(section.note)
        self.note.setVisible(bool(section.note))
        if self.model.load(section):
            char = self.fontMetrics().averageCharWidth()
            for column, shown in enumerate(section.columns):
                self.table.setColumnWidth(column, shown.chars * char)
            choose_row(self.table, 0)
        self._show_all_of_it(section)
        self._show_beside()

    def _show_all_of_it(self, section: OutcomeSection) -> None:
        self.all_of_it.setVisible(bool(section.all_of_it))
        self.all_of_it.setText(strings.tick_all(section.all_of_it, on=not section.all_ticked))

    @Slot()
    def _tick_all(self) -> None:
        section = self.sections[self.tabs.currentIndex()]
        choices, found, yes = self._state.choices, self._state.comparison, not section.all_ticked
        if found is None:
            return
        if section.kind is ReviewKind.MISSING:
            self.chosen.emit(choices.all_as_gone(found, yes=yes))
        else:
            self.chosen.emit(choices.choosing_all_changes(found, yes=yes))

    @Slot()
    def _show_beside(self) -> None:
        line = self.model.line(self.table.currentIndex().row())
        self.beside.show_lines(line.beside if line else (), line.row if line else 0)

    @Slot(object, bool)
    def _ticked(self, line: ReviewLine, on: bool) -> None:
        choices = self._state.choices
        if line.identity:
            self.chosen.emit(choices.as_gone(line.identity, yes=on))
        elif line.change is not None:
            self.chosen.emit(choices.choosing(line.row, line.change, yes=on))
        else:
            self.chosen.emit(choices.as_same_person(line.row, yes=on))


class ReviewModel(QAbstractTableModel):
    """The lines of one section, with checkboxes in the first column where there are any.

    Signal: `ticked` with a line and a yes or no.
    """

    ticked = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._section: OutcomeSection | None = None

    def load(self, section: OutcomeSection) -> bool:
        """Show a section; whether the model was reset for it. The same lines with other ticks need no reset."""
        before = self._section
        same = before is not None and section.kind is before.kind and len(section.lines) == len(before.lines)
        if not same:
            self.beginResetModel()
        self._section = section
        if not same:
            self.endResetModel()
        elif section.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(section.lines) - 1, self.columnCount() - 1))
        return not same

    @property
    def lines(self) -> Sequence[ReviewLine]:
        """The lines that are shown."""
        return self._section.lines if self._section else ()

    @property
    def _columns(self) -> Sequence[ReviewColumn]:
        return self._section.columns if self._section else ()

    def line(self, place: int) -> ReviewLine | None:
        """The line in a row of the table, or None."""
        return self.lines[place] if 0 <= place < len(self.lines) else None

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.texts[index.column()]
            case Qt.ItemDataRole.CheckStateRole if line.ticked is not None and index.column() == 0:
                return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole if line.ticked is False:
                return QColor(self._theme.palette.muted)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.ticked.emit(self.lines[index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        tickable = index.column() == 0 and self.lines[index.row()].ticked is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if tickable else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        return None
