"""The two rows at the top: clinic and user; buttons and the search field."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QToolButton, QWidget

from rhs_desktop.domain.roles import Role
from rhs_desktop.strings import common
from rhs_desktop.strings import window as said
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.widgets.theme import Theme, set_kind
from rhs_desktop.ui.window.commands import ROWS, Command, Place, commands_at, shows

PRIMARY = Command.SEND
"""The one that is proposed."""


class TitleRow(QWidget):
    """The clinic at the left, the user and the menu at the right. Marked in practice mode."""

    def __init__(self, desk: SeatInfo, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("top")
        self.logo = QLabel(self)
        self.clinic = QLabel(self)
        self.mark, self.mark_text = QLabel(said.PRACTICE, self), QLabel(said.PRACTICE_TEXT, self)
        self.user_icon = QLabel(self)
        self.user = QLabel(self)
        self.menu = QToolButton(self)
        self._set_up()
        self.show_desk(desk)
        theme.changed.connect(self.restyle)
        self.restyle()

    def show_desk(self, desk: SeatInfo) -> None:
        self.desk = desk
        self.mark.setVisible(desk.practice)
        self.mark_text.setText(said.PRACTICE_TEXT if desk.practice else "")
        self.setProperty("practice", "true" if desk.practice else "false")
        self.clinic.setText(desk.clinic or said.PROGRAM)
        self.user.setText(f"{desk.user}, {desk.role}" if desk.role else desk.user)

    def _set_up(self) -> None:
        unit = self._theme.unit
        self.clinic.setTextFormat(Qt.TextFormat.PlainText)
        self.user.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self.clinic, "strong")
        set_kind(self.mark, "mark")
        self.mark_text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self.menu, "quiet")
        self.menu.setText(said.MENU)
        self.menu.setAccessibleName(common.without_dots(said.MENU))
        self.menu.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * unit, unit // 2, 2 * unit, unit // 2)
        row.setSpacing(2 * unit)
        row.addWidget(self.logo)
        row.addWidget(self.clinic)
        row.addSpacing(4 * unit)
        row.addWidget(self.mark)
        row.addWidget(self.mark_text, 1)
        row.addWidget(self.user_icon)
        row.addWidget(self.user)
        row.addSpacing(unit)
        row.addWidget(self.menu)

    @Slot()
    def restyle(self) -> None:
        size = QSize(self._theme.icon_size, self._theme.icon_size)
        self.logo.setPixmap(
            self._theme.icon("logo", "accent").pixmap(QSize(5 * size.width() // 4, 5 * size.height() // 4))
        )
        self.user_icon.setPixmap(self._theme.icon("user", "muted").pixmap(size))
        self.menu.setIcon(self._theme.icon("menu", "muted"))


class SearchField(QLineEdit):
    """Searches all cases, without the filters. Esc clears it, Down moves to the list; `entered` on Enter."""

    searched = Signal(str)
    left = Signal()
    entered = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._frame = QTimer(self, singleShot=True, interval=0)
        self.setPlaceholderText(said.SEARCH_HINT)
        self.setAccessibleName(said.SEARCH_NAME)
        self.setToolTip(said.SEARCH_TIP)
        self.setClearButtonEnabled(True)
        self.glass = QAction(self)
        self.addAction(self.glass, QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self.searched)
        theme.changed.connect(self.restyle)
        self.restyle()

    @Slot()
    def restyle(self) -> None:
        self.glass.setIcon(self._theme.icon("search", "muted"))
        char = self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(26 * char)
        self.setMaximumWidth(44 * char)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.text())
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ActionRow(QWidget):
    """A button for each command that stands at the top, and the search. `chosen` carries the Command."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("actions")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons = {command: QPushButton(ROWS[command].words, self) for command in commands_at(Place.BUTTON)}
        self.search = SearchField(theme, self)
        self._set_up()
        theme.changed.connect(self.restyle)
        self.restyle()

    def _set_up(self) -> None:
        unit = self._theme.unit
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * unit, 2 * unit, 3 * unit, 2 * unit)
        row.setSpacing(2 * unit)
        for command, button in self.buttons.items():
            button.setToolTip(ROWS[command].hint)
            button.setProperty("command", command.value)
            button.clicked.connect(self._pressed)
            row.addWidget(button)
        set_kind(self.buttons[PRIMARY], "primary")
        row.addStretch(1)
        row.addWidget(self.search, 100)

    @Slot()
    def _pressed(self) -> None:
        self.chosen.emit(Command(self.sender().property("command")))

    def show_for(self, roles: frozenset[Role], *, login: bool) -> None:
        """Hide what a user with these roles does not have."""
        for command, button in self.buttons.items():
            button.setVisible(shows(command, roles, login=login))

    @Slot()
    def restyle(self) -> None:
        for command, button in self.buttons.items():
            button.setIcon(self._theme.icon(ROWS[command].icon, "on_accent" if command is PRIMARY else "muted"))
