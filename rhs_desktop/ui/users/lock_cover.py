"""Opaque widgets that cover the windows while the program is locked. The windows below stay as they are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from rhs_desktop.strings.users import LOCKED_TITLE
from rhs_desktop.ui.widgets import icons
from rhs_desktop.ui.widgets.theme import Theme

_LOGO = 4


class LockCover(QObject):
    """`draw` covers all visible windows, `over` one more, `lift` uncovers them."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cloths: list[_CoverWidget] = []

    @property
    def drawn(self) -> bool:
        return bool(self._cloths)

    def draw(self, *, but: QWidget | None = None) -> None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window is not but:
                self.over(window)

    def over(self, window: QWidget) -> None:
        """Cover this window, unless it is."""
        if not any(cloth.parent() is window for cloth in self._cloths):
            cloth = _CoverWidget(window, self._theme)
            cloth.destroyed.connect(self._gone)
            self._cloths.append(cloth)

    def lift(self) -> None:
        cloths, self._cloths = self._cloths, []
        for cloth in cloths:
            cloth.leave()

    def _gone(self, cloth: QObject) -> None:
        self._cloths = [one for one in self._cloths if one is not cloth]


class _CoverWidget(QWidget):
    """Opaque, of the size of its window, above all its other widgets, also those added later."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(LOCKED_TITLE)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def leave(self) -> None:
        self._window.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded, QEvent.Type.LayoutRequest):
            self.setGeometry(self._window.rect())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.palette.ground))
        size = _LOGO * self._theme.icon_size
        if self.width() > 4 * size and self.height() > 6 * size:
            logo = icons.pixmap("logo", self._theme.palette.edge, size, self.devicePixelRatioF())
            painter.drawPixmap(QPoint((self.width() - size) // 2, self.height() // 12), logo)
        painter.end()
