"""The rows of a pasted table with what each comes to; those that change something have a tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from rhs_desktop.domain.pasting import Verdict
from rhs_desktop.strings.pasting import COLUMNS
from rhs_desktop.ui.pasting.state import PastingLine
from rhs_desktop.ui.widgets.palette import State
from rhs_desktop.ui.widgets.table_setup import choose_row, plain
from rhs_desktop.ui.widgets.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_STATES = {
    Verdict.NEW: State.DONE,
    Verdict.CHOICE: State.DUE,
    Verdict.UNKNOWN: State.LATE,
    Verdict.UNREADABLE: State.LATE,
    Verdict.OLDER: State.WAITING,
    None: State.DUE,
}
_CHARS = (23, 16, 24, 46, 18, 40)


class PastingModel(QAbstractTableModel):
    ticked = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines: list[PastingLine] = []

    def load(self, lines: Iterable[PastingLine]) -> None:
        """These lines; where they are the same rows as before, nothing moves."""
        fresh = list(lines)
        same = [line.place for line in fresh] == [line.place for line in self.lines]
        if not same:
            self.beginResetModel()
        self.lines = fresh
        if not same:
            self.endResetModel()
        elif fresh:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(COLUMNS) - 1))

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, first = self.lines[index.row()], index.column() == 0
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.texts[index.column()]
            case Qt.ItemDataRole.CheckStateRole if first and line.ticked is not None:
                return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.DecorationRole if first and line.verdict in _STATES:
                return self._theme.state_icon(_STATES[line.verdict])
            case Qt.ItemDataRole.ForegroundRole if line.verdict not in _STATES:
                return QColor(self._theme.palette.muted)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.lines[index.row()]
        if role != Qt.ItemDataRole.CheckStateRole or line.ticked is None:
            return False
        self.ticked.emit((line.place,), Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        tickable = index.column() == 0 and self.lines[index.row()].ticked is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if tickable else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None


class PastingTable(QTableView):
    """`ticked` carries places of findings and a yes or no; Space changes the selected rows. `picked`: the current
    line, or None."""

    ticked = Signal(object, bool)
    picked = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PastingModel(theme, self)
        self.setModel(self._model)
        plain(self, theme, name, _CHARS)
        self._model.ticked.connect(self.ticked)
        self._model.modelReset.connect(self._emptied)
        self.selectionModel().currentRowChanged.connect(self._picked)

    @property
    def lines(self) -> Sequence[PastingLine]:
        return self._model.lines

    def load(self, lines: Iterable[PastingLine]) -> None:
        self._model.load(lines)
        if self._model.lines and not self.currentIndex().isValid():
            choose_row(self, 0)

    @Slot()
    def _emptied(self) -> None:
        self.picked.emit(None)

    @Slot(QModelIndex, QModelIndex)
    def _picked(self, now: QModelIndex, before: QModelIndex) -> None:
        self.picked.emit(self._model.lines[now.row()] if now.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        rows = [self._model.lines[index.row()] for index in self.selectionModel().selectedRows()]
        tickable = [line for line in rows if line.ticked is not None]
        on = not all(line.ticked for line in tickable)
        self.ticked.emit(tuple(line.place for line in tickable), on)
