"""The page shown instead of the list to users who may not see residents."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rhs_desktop.strings import common
from rhs_desktop.strings import users as said
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind
from rhs_desktop.ui.window.commands import Command
from rhs_desktop.ui.window.menu import WindowMenu

_CHARS = 44
_COMMANDS = (
    *(Command.ACCESS_LOG, Command.USERS, Command.SETTINGS, Command.MANUALS, Command.TEXTS, Command.ENVELOPE),
    *(Command.BACKUPS, Command.RETENTION, Command.OWN_PASSWORD, Command.LOCK),
)


class HomePage(QWidget):
    """A button for each visible command of the menu."""

    def __init__(self, menu: WindowMenu, theme: Theme) -> None:
        super().__init__()
        self._menu = menu
        self.heading = text_label("", "heading")
        self.text = text_label("")
        self.buttons: list[QPushButton] = []
        unit = theme.unit
        inner = QWidget()
        inner.setFixedWidth(_CHARS * theme.metrics().averageCharWidth())
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * unit)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.text)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(6 * unit, 6 * unit, 6 * unit, 6 * unit)
        outside.addStretch(2)
        outside.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        outside.addStretch(3)

    def show_for(self, desk: SeatInfo) -> None:
        """Fill it for the user, after the menu has been set for the user's roles."""
        self.heading.setText(said.HOME_TITLE.format(name=desk.user))
        self.text.setText(said.HOME_TEXT.format(roles=desk.role))
        for button in self.buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(action) for action in self._actions() if action.isVisible()]
        for button in self.buttons[:1]:
            set_kind(button, "primary")

    def begin(self) -> None:
        """Put the focus on the first button."""
        if self.buttons:
            self.buttons[0].setFocus()

    def _actions(self) -> list[QAction]:
        return [self._menu.actions[command] for command in _COMMANDS]

    def _button(self, action: QAction) -> QPushButton:
        button = QPushButton(action.text())
        button.setAccessibleName(common.without_dots(action.text()))
        button.setAutoDefault(True)
        button.clicked.connect(action.trigger)
        self._column.addWidget(button)
        return button
