"""The Qt model over a TableIndex: hands out text, resets when the list changes, repaints when rows do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.ui.case_list.columns import BY_KEY, COLUMNS, dashed
from rhs_desktop.ui.case_list.masked_number import hidden
from rhs_desktop.ui.case_list.row_state import state_of
from rhs_desktop.ui.case_list.sort_and_filter import TableIndex
from rhs_desktop.ui.widgets.palette import STATE_WORDS, State

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_SERVED = frozenset({_DISPLAY, _TOOLTIP, _SPOKEN})
_TITLES = tuple(column.title for column in COLUMNS)
_TEXTS = tuple(column.text for column in COLUMNS)
_NUMBER = BY_KEY["number"]
_STATUS = next(place for place, column in enumerate(COLUMNS) if column.key == "status")


class CaseModel(QAbstractTableModel):
    """One line a case, in the order that the index says. Read only."""

    def __init__(self, index: TableIndex, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.index_of_rows = index
        self.today = today
        self.masked = True

    def row(self, line: int) -> CaseRow:
        """The case on a line of the table."""
        index = self.index_of_rows
        return index.rows[index.shown[line]]

    def text(self, row: CaseRow, column: int) -> str:
        """What stands in a cell."""
        if column == _NUMBER and self.masked:
            return hidden(dashed(row))
        return _TEXTS[column](row, self.today)

    def change(self, act: Callable[[], None]) -> None:
        """Do something to the index that changes what is shown, and reset."""
        self.beginResetModel()
        act()
        self.endResetModel()

    def update_rows(self, rows: Iterable[CaseRow]) -> None:
        """New values in place: nothing moves."""
        changed = set(self.index_of_rows.replace(rows))
        if not changed:
            return
        last = len(COLUMNS) - 1
        for line, place in enumerate(self.index_of_rows.shown):
            if place in changed:
                self.dataChanged.emit(self.index(line, 0), self.index(line, last))

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.index_of_rows.shown)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if role not in _SERVED or not index.isValid():
            return None
        row = self.row(index.row())
        text = self.text(row, index.column())
        if role == _SPOKEN and index.column() == _STATUS:
            return spoken_status(row, text, self.today)
        return text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY and 0 <= section < len(_TITLES):
            return _TITLES[section]
        return None


def spoken_status(row: CaseRow, text: str, today: date) -> str:
    """What a screen reader says where others see an icon and its colour."""
    protected = f", {STATE_WORDS[State.PROTECTED]}" if row.protected else ""
    return f"{text}, {STATE_WORDS[state_of(row, today)]}{protected}"
