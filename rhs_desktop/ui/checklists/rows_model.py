"""Table model of the rows that need correction: the fault, the advice, then the cells of the row, identity first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from rhs_desktop.domain.checklists import Cell, CheckedList, ListField, SetAside, text
from rhs_desktop.domain.checklists.fields import SHOWN_OF_PROTECTED
from rhs_desktop.strings.checklists import importing, reading
from rhs_desktop.ui.widgets.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
WRONG, ADVICE = range(2)
_OURS = importing.ROW_HEADINGS


class RowsModel(QAbstractTableModel):
    """Signal: `corrected` with the row and column of the list and the new value. Corrected rows keep their place."""

    corrected = Signal(int, int, str)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._checked: CheckedList | None = None
        self._aside: dict[int, SetAside] = {}
        self._hidden: frozenset[int] = frozenset()
        self.rows: tuple[int, ...] = ()
        self.columns: tuple[int, ...] = ()

    def load(self, checked: CheckedList, rows: tuple[int, ...]) -> None:
        """Show these rows of the list. The model is reset only where the rows or the mapping differ from before."""
        same = rows == self.rows and self._checked is not None and checked.mapping == self._checked.mapping
        if not same:
            self.beginResetModel()
            self._hidden = frozenset()
        self._checked = checked
        self._aside = {one.row: one for one in checked.set_aside}
        self._hidden |= checked.protected_rows
        self.rows = rows
        if not same:
            identity = checked.mapping.fields.index(ListField.IDENTITY)
            self.columns = (identity, *(column for column in checked.own_columns if column != identity))
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(_OURS) + len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        aside = self._aside.get(row)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.EditRole:
                return self._said(row, column, aside)
            case Qt.ItemDataRole.ForegroundRole if column == ADVICE or (not aside and column >= len(_OURS)):
                return QColor(self._theme.palette.muted)
            case Qt.ItemDataRole.BackgroundRole if aside and self._list_column(column) in _columns_of(aside):
                return QColor(self._theme.palette.error_ground)
            case Qt.ItemDataRole.DecorationRole if column == WRONG:
                return self._theme.icon("late", "late") if aside else self._theme.icon("done", "done")
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self.corrected.emit(self.rows[index.row()], self.columns[index.column() - len(_OURS)], str(value))
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        open_to_all = index.column() >= len(_OURS) and not self._hides(self.rows[index.row()], index.column())
        return flags | Qt.ItemFlag.ItemIsEditable if open_to_all else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return importing.row_title(self.rows[section])
        if section < len(_OURS):
            return _OURS[section]
        assert self._checked is not None
        return reading.column_name(self._checked.mapping, self.columns[section - len(_OURS)])

    def still_wrong(self, place: int) -> bool:
        """Whether the row at a place of the table still needs correction."""
        return self.rows[place] in self._aside

    def place_to_mend(self, row: int) -> QModelIndex:
        """The index of the first faulty cell of a row, or of its identity where no cell is at fault."""
        assert self._checked is not None
        aside = self._aside.get(row)
        columns = _columns_of(aside) if aside else ()
        column = columns[0] if columns else self._checked.mapping.fields.index(ListField.IDENTITY)
        at = self.columns.index(column) if column in self.columns else 0
        return self.index(self.rows.index(row), len(_OURS) + at)

    def _list_column(self, column: int) -> int:
        return self.columns[column - len(_OURS)] if column >= len(_OURS) else -1

    def _said(self, row: int, column: int, aside: SetAside | None) -> str:
        if column == WRONG:
            return " ".join(map(reading.sentence, aside.problems)) if aside else importing.ROW_READY
        if column == ADVICE:
            return " ".join(map(reading.advice, aside.problems)) if aside else ""
        cell = self._cells(row, aside)[self.columns[column - len(_OURS)]]
        return importing.HIDDEN if cell != "" and self._hides(row, column) else text(cell)

    def _hides(self, row: int, column: int) -> bool:
        """Whether the cell is one of somebody protected that nobody is shown."""
        assert self._checked is not None
        return row in self._hidden and self._checked.mapping.fields[self._list_column(column)] not in SHOWN_OF_PROTECTED

    def _cells(self, row: int, aside: SetAside | None) -> Any:
        assert self._checked is not None
        if aside:
            return aside.cells
        single = self._checked.singles[row - 1]
        cells: list[Cell] = list(getattr(single, "cells", self._checked.sheet.rows[row - 1]))
        return cells


def _columns_of(aside: SetAside) -> tuple[int, ...]:
    found: list[int] = []
    for problem in aside.problems:
        if problem.column is not None:
            found.append(problem.column)
        differing = problem.data.get("columns", ())
        if isinstance(differing, tuple):
            found += [column for column in differing if isinstance(column, int)]
    return tuple(found)
