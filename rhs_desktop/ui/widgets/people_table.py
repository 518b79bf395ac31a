"""A plain list of people: number, name, and one more column. Rows can be taken out with Delete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from rhs_desktop.ui.widgets.table_setup import choose_row, plain
from rhs_desktop.ui.widgets.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class PersonLine(NamedTuple):
    """One person: the case, and what the columns say."""

    case: int
    texts: tuple[str, ...]
    icon: str = ""
    colour: str = "ink"


class PeopleModel(QAbstractTableModel):
    def __init__(self, theme: Theme, titles: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = tuple(titles)
        self.lines: list[PersonLine] = []

    def load(self, lines: Iterable[PersonLine]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.texts[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and line.icon and index.column() == len(self._titles) - 1:
            return self._theme.icon(line.icon, line.colour)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None


class PeopleTable(QTableView):
    """`removed` carries the cases that the person wants out, `picked` the current one."""

    removed = Signal(object)
    picked = Signal(object)

    def __init__(self, theme: Theme, name: str, titles: Sequence[str], chars: Sequence[int], *, lines: int = 1) -> None:
        super().__init__()
        self._model = PeopleModel(theme, titles, self)
        self.setModel(self._model)
        plain(self, theme, name, chars, lines=lines)
        self.selectionModel().selectionChanged.connect(self._selection_changed)

    @property
    def lines(self) -> Sequence[PersonLine]:
        return self._model.lines

    @property
    def selected(self) -> tuple[int, ...]:
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._model.lines[row].case for row in rows)

    def load(self, lines: Iterable[PersonLine]) -> None:
        """These lines; the place in the list is kept."""
        row = self.currentIndex().row()
        self._model.load(lines)
        if self._model.lines and row >= 0:
            self.select_line(min(row, len(self._model.lines) - 1))

    def go_to(self, case: int) -> None:
        for row, line in enumerate(self._model.lines):
            if line.case == case:
                self.select_line(row)

    def select_line(self, row: int) -> None:
        """This line alone."""
        choose_row(self, row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.selected:
            self.removed.emit(self.selected)
        else:
            super().keyPressEvent(event)

    def _selection_changed(self, *_: object) -> None:
        self.picked.emit(self.selected[0] if self.selected else None)
