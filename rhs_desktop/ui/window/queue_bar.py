"""The row beside the tabs: the button that does the shown queue at once, or a list's title and the button out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.domain.roles import ALL_ROLES, Permission, Role, allowed
from rhs_desktop.strings import window as said
from rhs_desktop.strings.cases import calling
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.widgets.theme import Theme, set_kind
from rhs_desktop.ui.window.commands import ROWS, Command


class QueueBar(QWidget):
    """`wanted` carries the Command of the shown queue; `leave_wanted`: show all cases again."""

    wanted = Signal(object)
    leave_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.roles: frozenset[Role] = ALL_ROLES
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.call = QPushButton(self)
        self.remind = QPushButton(self)
        self.leave = QPushButton(said.LEAVE_LIST, self)
        set_kind(self.title, "strong")
        set_kind(self.leave, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.unit, 0, 3 * theme.unit, 0)
        row.setSpacing(2 * theme.unit)
        row.addWidget(self.title, 1)
        for button in (self.leave, self.call, self.remind):
            row.addWidget(button)
        for button, command in ((self.call, Command.CALLING), (self.remind, Command.REMINDERS)):
            button.setToolTip(ROWS[command].keys[0])
            button.setProperty("command", command.value)
            button.clicked.connect(self._pressed)
        self.leave.clicked.connect(self.leave_wanted)
        theme.changed.connect(self.restyle)
        self.restyle()
        self.show_work(Filter(), 0)

    @Slot()
    def _pressed(self) -> None:
        self.wanted.emit(Command(self.sender().property("command")))

    def show_work(self, wanted: Filter, count: int) -> None:
        """`count`: how many of the shown queue are due."""
        self.call.setVisible(wanted.work == Queue.CALL and count > 0 and allowed(self.roles, Permission.HANDLE))
        self.remind.setVisible(wanted.work == Queue.REMIND and count > 0 and allowed(self.roles, Permission.SEND))
        self.leave.setVisible(bool(wanted.only))
        self.title.setText(wanted.title if wanted.only else "")
        self.title.setToolTip(self.title.text())
        self.call.setText(calling.one_by_one(count))
        self.remind.setText(said.remind(count))

    @Slot()
    def restyle(self) -> None:
        self.call.setIcon(self._theme.icon("call", "accent"))
        self.remind.setIcon(self._theme.icon("remind", "accent"))
