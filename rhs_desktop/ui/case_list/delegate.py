"""Paints the cells of the case table: text, the state's icon before the status, a shield after a protected name."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rhs_desktop.ui.case_list.columns import BY_KEY
from rhs_desktop.ui.case_list.model import CaseModel
from rhs_desktop.ui.case_list.row_state import state_of
from rhs_desktop.ui.widgets import icons
from rhs_desktop.ui.widgets.palette import State
from rhs_desktop.ui.widgets.theme import Theme

_STATUS, _NAME, _DUE = BY_KEY["status"], BY_KEY["name"], BY_KEY["due"]
_QUIET = frozenset({BY_KEY["updated"], BY_KEY["case_type"], BY_KEY["channel"], BY_KEY["round"], BY_KEY["handler"]})
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine

_Index = QModelIndex | QPersistentModelIndex


class CaseDelegate(QStyledItemDelegate):
    """Draws straight from the row; the model's roles are for screen readers and tests."""

    def __init__(self, model: CaseModel, theme: Theme, font: QFont, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self.hovered = -1
        self.restyle(font)

    def restyle(self, font: QFont) -> None:
        """Take colours and sizes anew from the theme."""
        palette = self._theme.palette
        self._metrics = QFontMetrics(font)
        self._unit = self._theme.unit
        self._ink, self._muted = QColor(palette.ink), QColor(palette.muted)
        self._on_selected = QColor(palette.on_selected)
        self._selected, self._hover = QColor(palette.selected), QColor(palette.raised)
        self._line = QColor(palette.line)
        self._states = {state: palette.state(state) for state in State}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        text = self._model.text(self._model.row(index.row()), index.column())
        extra = 4 * self._unit + (6 * self._unit if index.column() in (_STATUS, _NAME) else 0)
        return QSize(self._metrics.horizontalAdvance(text) + extra, self._metrics.height() + 3 * self._unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, column, today = self._model.row(index.row()), index.column(), self._model.today
        area: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(area, self._selected)
        elif index.row() == self.hovered:
            painter.fillRect(area, self._hover)
        painter.setPen(self._line)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(2 * self._unit, 0, -2 * self._unit, 0)
        state = state_of(row, today)
        if column == _STATUS:
            self._draw_icon(painter, state, inner.left(), inner)
            inner.setLeft(inner.left() + self._theme.icon_size + 2 * self._unit)
        elif column == _NAME and row.protected:
            width = self._theme.icon_size + self._unit
            text_width = min(self._metrics.horizontalAdvance(row.name), inner.width() - width)
            self._draw_icon(painter, State.PROTECTED, inner.left() + text_width + self._unit, inner)
            inner.setWidth(text_width + 1)
        painter.setPen(self._text_colour(column, state, selected=selected))
        text = self._model.text(row, column)
        if self._metrics.horizontalAdvance(text) > inner.width():
            text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _LEFT, text)

    def _text_colour(self, column: int, state: State, *, selected: bool) -> QColor:
        if column == _DUE and state in (State.LATE, State.DUE):
            return QColor(self._states[state])
        if selected:
            return self._on_selected
        return self._muted if column in _QUIET else self._ink

    def _draw_icon(self, painter: QPainter, state: State, left: int, area: QRect) -> None:
        size = self._theme.icon_size
        ratio = painter.device().devicePixelRatio()
        top = area.top() + (area.height() - size) // 2
        painter.drawPixmap(left, top, icons.pixmap(state.value, self._states[state], size, ratio))
