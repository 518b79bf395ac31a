"""The counters at the left: a list with a heading each for today and the checklist. Enter or a click opens one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rhs_desktop.strings import common
from rhs_desktop.strings import window as said
from rhs_desktop.ui.case_list.filter import DUE_TODAY
from rhs_desktop.ui.widgets import icons
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.queue_counters import Counter

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_NUMBER = "888"


class CounterModel(QAbstractListModel):
    """The counters; new numbers come in place, so that the list does not jump."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Counter] = []

    def set_lines(self, lines: list[Counter]) -> None:
        if [line.code for line in lines] == [line.code for line in self.lines]:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(line)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.lines[index.row()].code:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def spoken(line: Counter) -> str:
    if not line.code or line.page:
        return line.title
    return said.counted(line.title, line.count, line.late)


class Sidebar(QListView):
    """`opened` carries the code of the counter whose list is wanted."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = CounterModel(self)
        self.setModel(self._lines)
        self._delegate = _CounterDelegate(self._lines, theme, self)
        self.setItemDelegate(self._delegate)
        self.setObjectName("sidebar")
        self.setAccessibleName(said.COUNTERS)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._clicked)
        theme.changed.connect(self.restyle)
        self.restyle()

    def set_counters(self, lines: list[Counter]) -> None:
        current = self.code()
        self._lines.set_lines(lines)
        self.mark(current)

    @property
    def counters(self) -> list[Counter]:
        return self._lines.lines

    def code(self) -> str:
        """The marked counter's code, or empty."""
        index = self.currentIndex()
        return self._lines.lines[index.row()].code if index.isValid() else ""

    def mark(self, code: str) -> None:
        """Show which counter's list is open; empty marks none."""
        for place, line in enumerate(self._lines.lines):
            if code and line.code == code:
                self.setCurrentIndex(self._lines.index(place))
                return
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def open(self, code: str) -> None:
        self.mark(code)
        self.opened.emit(code)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        code = self._lines.lines[index.row()].code
        if code:
            self.opened.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.code():
            self.opened.emit(self.code())
            event.accept()
        else:
            super().keyPressEvent(event)

    def set_narrow(self, *, narrow: bool) -> None:
        """Icons and numbers without the names, where the window is narrow; the names are in the tool tips."""
        if narrow != self._delegate.narrow:
            self._delegate.narrow = narrow
            self.restyle()

    @Slot()
    def restyle(self) -> None:
        unit, metrics = self._theme.unit, self._theme.metrics(bold=True)
        text = _NUMBER if self._delegate.narrow else said.LONGEST_COUNTER
        self.setFixedWidth(metrics.horizontalAdvance(text) + 2 * self._theme.icon_size + 12 * unit)
        self.doItemsLayout()


class _CounterDelegate(QStyledItemDelegate):
    def __init__(self, model: CounterModel, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self._theme = theme
        self._view = view
        self.narrow = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line, unit = self._model.lines[index.row()], self._theme.unit
        height = self._view.fontMetrics().height()
        if not line.code:
            return QSize(10, height + 6 * unit)
        return QSize(10, height + (4 if line.code == DUE_TODAY else 3) * unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line, unit, palette = self._model.lines[index.row()], self._theme.unit, self._theme.palette
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not line.code:
            self._heading(painter, area, line)
            painter.restore()
            return
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        box = area.adjusted(2 * unit, 1, -2 * unit, -1)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.selected if selected else palette.hover))
            painter.drawRoundedRect(box, unit, unit)
        if selected and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(palette.focus))
            painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), unit, unit)
        inner = box.adjusted(2 * unit, 0, -2 * unit, 0)
        ink = palette.on_selected if selected else palette.ink if line.count or line.page else palette.muted
        size = self._theme.icon_size
        picture = icons.pixmap(line.icon, ink, size, painter.device().devicePixelRatio())
        painter.drawPixmap(inner.left(), inner.top() + (inner.height() - size) // 2, picture)
        strong = line.code == DUE_TODAY
        painter.setFont(self._theme.font(bold=strong))
        painter.setPen(QColor(ink))
        if not self.narrow:
            painter.drawText(inner.adjusted(size + 2 * unit, 0, 0, 0), _left(), line.title)
        if not line.page:
            self._count(painter, inner, line, ink)
        painter.restore()

    def _heading(self, painter: QPainter, area: QRect, line: Counter) -> None:
        unit = self._theme.unit
        if self.narrow:
            painter.setPen(QColor(self._theme.palette.line))
            painter.drawLine(area.left() + 4 * unit, area.center().y(), area.right() - 4 * unit, area.center().y())
            return
        painter.setFont(self._theme.font(0.9, bold=True))
        painter.setPen(QColor(self._theme.palette.muted))
        where = area.adjusted(4 * unit, 0, -4 * unit, -unit)
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, line.title)

    def _count(self, painter: QPainter, inner: QRect, line: Counter, ink: str) -> None:
        """The number at the right; where some are late, the late sign before it."""
        unit, palette = self._theme.unit, self._theme.palette
        bold = bool(line.count)
        painter.setFont(self._theme.font(bold=bold))
        painter.setPen(QColor(ink))
        text = common.number(line.count)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        if line.late:
            size = round(self._theme.icon_size * 0.85)
            width = QFontMetrics(painter.font()).horizontalAdvance(text)
            picture = icons.pixmap("late", palette.late, size, painter.device().devicePixelRatio())
            left = inner.right() - width - size - unit
            painter.drawPixmap(left, inner.top() + (inner.height() - size) // 2, picture)


def _left() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
