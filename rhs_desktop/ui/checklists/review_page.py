"""Importera lista, last: what the import would do, kind by kind, before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabBar, QTableView, QVBoxLayout, QWidget

from rhs_desktop.strings import common
from rhs_desktop.ui.case_list.masked_number import Shown, whole
from rhs_desktop.ui.checklists.review_lines import OutcomeSection, ReviewLine, parts_of
from rhs_desktop.ui.checklists.side_by_side import SideBySide
from rhs_desktop.ui.checklists.state import ImportState
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.table_setup import choose_row, plain
from rhs_desktop.ui.widgets.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class ReviewPage(QWidget):
    """Signals: `change_chosen` with row, change and a yes or no; `same_person` with row and a yes or no; `gone` with an
    identity and a yes or no; `all_chosen` with the key of a part and a yes or no."""

    change_chosen = Signal(int, object, bool)
    same_person = Signal(int, bool)
    gone = Signal(str, bool)
    all_chosen = Signal(str, bool)

    def __init__(self, theme: Theme, number: Shown = whole) -> None:
        super().__init__()
        self.number = number
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Vad som skulle hända")
        self.note = text_label("", "muted")
        self.all_of_it = QPushButton()
        self.all_of_it.setAutoDefault(False)
        self.table = QTableView()
        self.beside = SideBySide(theme)
        self.model = ReviewModel(theme, self)
        self.table.setModel(self.model)
        self._parts: tuple[OutcomeSection, ...] = ()

        self.tabs.currentChanged.connect(self._show)
        self.model.ticked.connect(self._ticked)
        self.all_of_it.clicked.connect(self._tick_all)
        self.table.selectionModel().currentRowChanged.connect(self._show_beside)

        plain(self.table, theme, "Rader", several=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(text_label("Det här händer när du importerar. Inget är sparat än.", "strong"))
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
        """`names` of the people already in the round, by the 12 characters of their identity."""
        place = max(0, self.tabs.currentIndex())
        parts = tuple(parts_of(state, names, self.number))
        keys = [part.key for part in parts]
        if keys != [part.key for part in self._parts]:
            place = 0
        self._parts = parts
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(parts):
            self.tabs.removeTab(self.tabs.count() - 1)
        for turn, part in enumerate(parts):
            title = f"{part.name}  {common.number(len(part.lines))}"
            if turn < self.tabs.count():
                self.tabs.setTabText(turn, title)
            else:
                self.tabs.addTab(title)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        self._show(place)

    @Slot(int)
    def _show(self, place: int) -> None:
        if not 0 <= place < len(self._parts):
            return
        part = self._parts[place]
        self.note.setText(part.note)
        self.note.setVisible(bool(part.note))
        again = self.model.load(part)
        if again:
            char = self.fontMetrics().averageCharWidth()
            for column, heading in enumerate(part.headings):
                self.table.setColumnWidth(column, _WIDTHS.get(heading, 22) * char)
            choose_row(self.table, 0)
        self._show_all_of_it(part)
        self._show_beside()

    def _show_all_of_it(self, part: OutcomeSection) -> None:
        self.all_of_it.setVisible(bool(part.all_of_it))
        self.all_of_it.setText(f"&Bocka {'av' if part.all_ticked else 'för'} {part.all_of_it}")

    @Slot()
    def _tick_all(self) -> None:
        part = self._parts[self.tabs.currentIndex()]
        self.all_chosen.emit(part.key, not part.all_ticked)

    @Slot()
    def _show_beside(self) -> None:
        line = self.model.line(self.table.currentIndex().row())
        self.beside.show_lines(line.beside if line else (), line.row if line else 0)

    @Slot(object, bool)
    def _ticked(self, line: ReviewLine, on: bool) -> None:
        if line.identity:
            self.gone.emit(line.identity, on)
        elif line.change is not None:
            self.change_chosen.emit(line.row, line.change, on)
        else:
            self.same_person.emit(line.row, on)


_WIDTHS = {"": 5, "Rad": 8, "Personnummer": 20, "Namn": 26, "Nytt nummer": 18, "Känt nummer": 18, "Uppgift": 24}


class ReviewModel(QAbstractTableModel):
    """The lines of one part; the first column has the ticks where there are any."""

    ticked = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part = OutcomeSection("", "", "", (), ())

    def load(self, part: OutcomeSection) -> bool:
        """Another part, or the same with other ticks; whether it was another."""
        same = part.key == self._part.key and len(part.lines) == len(self._part.lines)
        if not same:
            self.beginResetModel()
        self._part = part
        if not same:
            self.endResetModel()
        elif part.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(part.lines) - 1, self.columnCount() - 1))
        return not same

    def line(self, place: int) -> ReviewLine | None:
        return self._part.lines[place] if 0 <= place < len(self._part.lines) else None

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._part.lines)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._part.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._part.lines[index.row()]
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
        self.ticked.emit(self._part.lines[index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        tickable = index.column() == 0 and self._part.lines[index.row()].ticked is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if tickable else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._part.headings[section]
        return None
