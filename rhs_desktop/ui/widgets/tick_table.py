"""A list with a tick on each line: Space or a click changes it, whatever the column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from rhs_desktop.ui.widgets.table_setup import choose_row, plain
from rhs_desktop.ui.widgets.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class TickLine(NamedTuple):
    """One line: what it is about, what the columns say, whether it is ticked."""

    key: int
    texts: tuple[str, ...]
    ticked: bool


class TickModel(QAbstractTableModel):
    ticked = Signal(int, bool)

    def __init__(self, theme: Theme, titles: Sequence[str], parent: QObject, *, fading: bool = True) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fading = fading
        self._titles = tuple(titles)
        self.lines: list[TickLine] = []

    def load(self, lines: Iterable[TickLine]) -> None:
        fresh = list(lines)
        same = [line.key for line in fresh] == [line.key for line in self.lines]
        if not same:
            self.beginResetModel()
        self.lines = fresh
        if not same:
            self.endResetModel()
        elif fresh:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(self._titles) - 1))

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.texts[index.column()]
            case Qt.ItemDataRole.CheckStateRole if index.column() == 0:
                return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole if self._fading and not line.ticked:
                return QColor(self._theme.palette.muted)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.ticked.emit(self.lines[index.row()].key, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None


class TickTable(QTableView):
    """`ticked` carries a key and a yes or no, `picked` the key of the current line. `fading`: lines without a tick are
    pale, as they are left out."""

    ticked = Signal(int, bool)
    picked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        titles: Sequence[str],
        chars: Sequence[int],
        parent: QWidget | None = None,
        *,
        fading: bool = True,
    ) -> None:
        super().__init__(parent)
        self._model = TickModel(theme, titles, self, fading=fading)
        self.setModel(self._model)
        plain(self, theme, name, chars, several=False)
        self._model.ticked.connect(self.ticked)
        self.selectionModel().currentRowChanged.connect(self._picked)

    @property
    def lines(self) -> Sequence[TickLine]:
        return self._model.lines

    def load(self, lines: Iterable[TickLine]) -> None:
        self._model.load(lines)
        if self._model.lines and not self.currentIndex().isValid():
            choose_row(self, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            line = self._model.lines[index.row()]
            self.ticked.emit(line.key, not line.ticked)
        else:
            super().keyPressEvent(event)

    def _picked(self, now: QModelIndex, before: QModelIndex) -> None:
        self.picked.emit(self._model.lines[now.row()].key if now.isValid() else None)
