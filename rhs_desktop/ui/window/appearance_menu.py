"""The menu that chooses the colour scheme: as the system, light or dark."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from rhs_desktop.strings import window as said
from rhs_desktop.ui.widgets.theme import Mode, Theme

_WORDS = {Mode.SYSTEM: said.AS_SYSTEM, Mode.LIGHT: said.LIGHT, Mode.DARK: said.DARK}


class AppearanceMenu(QMenu):
    """Sets the mode of the theme; the present one is ticked."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(said.APPEARANCE, parent)
        self._theme = theme
        self._modes = QActionGroup(self)
        for mode, text in _WORDS.items():
            action = self.addAction(text)
            action.setCheckable(True)
            action.setChecked(mode is theme.mode)
            action.setData(mode.value)
            self._modes.addAction(action)
        self._modes.triggered.connect(self._chosen)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        self._theme.choose(Mode(action.data()))
