"""The window's menu and keys. Each command is a QAction, so that its key works wherever the focus is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from rhs_desktop.domain.roles import Role
from rhs_desktop.strings import common
from rhs_desktop.strings import window as said
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.appearance_menu import AppearanceMenu
from rhs_desktop.ui.window.column_menu import ColumnMenu
from rhs_desktop.ui.window.commands import PARTS, ROWS, Command, Place, commands_at, shows


class WindowMenu(QObject):
    """`menu` hangs on the button at the upper right; `actions` are all commands but those about one case,
    added to the window for their keys.

    `chosen` carries the Command that was chosen or whose key was pressed.
    """

    chosen = Signal(object)

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self.menu = QMenu(window)
        self.columns = ColumnMenu(self.menu)
        self.appearance = AppearanceMenu(theme, self.menu)
        self.actions: dict[Command, QAction] = {
            Command.COLUMNS: self.columns.menuAction(),
            Command.APPEARANCE: self.appearance.menuAction(),
        }
        for command in Command:
            if command not in self.actions and ROWS[command].place is not Place.CASE:
                self.actions[command] = self._action(command)
        for part in PARTS:
            self.menu.addActions([self.actions[command] for command in commands_at(part)])
            self.menu.addSeparator()
        self.actions[Command.COMPACT].setCheckable(True)
        for command, action in self.actions.items():
            if not ROWS[command].practice:
                action.setVisible(False)
        window.addActions([action for command, action in self.actions.items() if ROWS[command].keys])

    def _action(self, command: Command) -> QAction:
        action = QAction(ROWS[command].words, self)
        action.setShortcuts([QKeySequence(key) for key in ROWS[command].keys])
        action.setData(command.value)
        action.triggered.connect(self._triggered)
        return action

    @Slot()
    def _triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.chosen.emit(Command(action.data()))

    def show_for(self, roles: frozenset[Role], *, login: bool) -> None:
        """Hide what a user with these roles does not have. `login`: users log in here."""
        for command, action in self.actions.items():
            action.setVisible(shows(command, roles, login=login))

    def set_used(self, *, used: bool) -> None:
        """Enable the commands that need the register once it has been read."""
        for command, action in self.actions.items():
            if ROWS[command].opens is not None or command is Command.REFRESH:
                action.setEnabled(used)

    def told_keys(self) -> list[tuple[str, str]]:
        """What each key of the visible commands does, and the key as shown to the user."""
        shown = [ROWS[command] for command, action in self.actions.items() if action.isVisible()]
        return [(row.key_words or common.without_dots(row.words), said.key(row.keys[0])) for row in shown if row.keys]
