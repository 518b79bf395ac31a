"""Qt for the jobs: tells when a widget has been painted, and the barest list that can be shown. Import it late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole


class Painted(QObject):
    """Calls `then` once, when the widget has been painted while `ready` was true."""

    def __init__(self, widget: QWidget, then: Callable[[], object], ready: Callable[[], bool] = lambda: True) -> None:
        super().__init__(widget)
        self._then = then
        self._ready = ready
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._ready():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)  # after this very event
        return False


class Repaints(QObject):
    """Notices that a widget is being painted; `processEvents` returns when it and its window are done."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen = True
        return False


class TextTable(QAbstractTableModel):
    """Rows of texts, and nothing else."""

    def __init__(self, rows: list[tuple[str, ...]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows[0])

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        return self._rows[index.row()][index.column()] if role == _DISPLAY else None


class ContainsProxy(QSortFilterProxyModel):
    """Qt's way to filter: every row is asked, in Python, whether it holds the text."""

    def __init__(self, keys: list[str], parent: QObject) -> None:
        super().__init__(parent)
        self._keys = keys
        self._wanted = ""

    def look_for(self, text: str) -> None:
        self._wanted = text.lower()
        self.invalidateFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        return self._wanted in self._keys[source_row]


def type_key(widget: QWidget, sign: str) -> None:
    """Press the key of a sign, or Backspace for an empty one."""
    key = 0 if sign else Qt.Key.Key_Backspace
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign))
