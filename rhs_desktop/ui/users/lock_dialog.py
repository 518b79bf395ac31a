"""The lock dialog: the same user's password, or another user's name and password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.strings import users as said
from rhs_desktop.ui.login.login_form import LoginForm
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_CHARS = 46
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LockDialog(QDialog):
    """Above all other windows, cannot be closed. `unlock_wanted` carries the password, `switch_wanted` name and
    password of another user, `other_wanted` asks for `show_switch`. `quit_wanted`: end the program, offered where the
    register or its key file cannot be reached."""

    unlock_wanted = Signal(str)
    switch_wanted = Signal(str, str)
    other_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QWidget, theme: Theme, clock: Callable[[], datetime], user: str, clinic: str) -> None:
        super().__init__(parent)
        self._user, self._clinic = user, clinic
        self.switching = False
        self.setWindowTitle("RHS Desktop")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        unit = theme.unit
        self.heading = text_label("", "heading")
        self.text = text_label("")
        self.losing = text_label("", "due")
        self.form = LoginForm(theme, clock, user)
        self.other = QPushButton()
        self.primary = QPushButton()
        self.quit_text = text_label(said.QUIT_TEXT, "muted")
        self.quit = QPushButton(said.QUIT)
        self.quit.setAutoDefault(False)
        for hidden in (self.quit_text, self.quit):
            hidden.setParent(self)
            hidden.hide()
        set_kind(self.other, "link")
        set_kind(self.primary, "primary")
        self.primary.setDefault(True)
        self.other.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * unit, 5 * unit, 6 * unit, 5 * unit)
        column.setSpacing(4 * unit)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        strut = QWidget()
        strut.setFixedSize(_CHARS * theme.metrics().averageCharWidth(), 0)
        column.addWidget(strut)
        for part in (self.heading, self.text, self.losing, self.form):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addWidget(self.quit_text)
        column.addWidget(self.quit, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.asked.connect(self._asked)
        self.form.ready.connect(self._ready)
        self.primary.clicked.connect(self.form.ask)
        self.other.clicked.connect(self._other)
        self.quit.clicked.connect(self.quit_wanted)
        self.show_unlock()

    def show_unlock(self) -> None:
        """Show the page of the same user."""
        self.switching = False
        self.heading.setText(said.LOCKED_TITLE)
        self.text.setText(f"{said.who(self._user, self._clinic)} {said.LOCKED_TEXT}")
        self.losing.hide()
        self.form.name.setText(self._user)
        self.form.name_field.hide()
        self.other.setText(said.SWITCH)
        self.primary.setText(said.UNLOCK)
        self.form.clear()
        self.form.begin()

    def show_switch(self, losing: str) -> None:
        """Show the login for another user; `losing` says which unsaved input that would discard."""
        self.switching = True
        self.heading.setText(said.SWITCH)
        self.text.setText(said.SWITCH_TEXT)
        self.losing.setText(losing)
        self.losing.setVisible(bool(losing))
        self.form.name.setText("")
        self.form.name_field.show()
        self.other.setText(said.KEEP)
        self.primary.setText(said.LOG_IN)
        self.form.clear()
        self.form.begin()

    def offer_quit(self) -> None:
        """Offer to end the program, as nobody can log in."""
        self.quit_text.show()
        self.quit.show()

    def come_forward(self) -> None:
        """Raise it above windows shown since; typed text stays."""
        self.hide()
        self.show()
        self.activateWindow()
        self.form.begin()

    @Slot(str, str)
    def _asked(self, name: str, password: str) -> None:
        if self.switching:
            self.switch_wanted.emit(name, password)
        else:
            self.unlock_wanted.emit(password)

    @Slot(bool)
    def _ready(self, ready: bool) -> None:
        self.primary.setEnabled(ready)
        self.other.setEnabled(not self.form.busy)

    @Slot()
    def _other(self) -> None:
        if self.switching:
            self.show_unlock()
        else:
            self.other_wanted.emit()

    def reject(self) -> None:
        """Esc goes back from the login for another user, and does nothing else."""
        if self.switching and not self.form.busy:
            self.show_unlock()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in _ENTER:
            (focus if isinstance(focus, QPushButton) else self.primary).click()
        elif event.key() == Qt.Key.Key_Escape:
            self.reject()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed only when the operating system ends the session."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and app.isSavingSession():
            event.accept()
        else:
            event.ignore()
