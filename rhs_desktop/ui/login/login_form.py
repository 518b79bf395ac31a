"""The form for name and password, on the login page and in the lock dialog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, ExpectedError
from rhs_desktop.strings import users as strings
from rhs_desktop.strings.errors import said, trouble
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.password_fields import Countdown, PasswordInput, Progress
from rhs_desktop.ui.widgets.theme import Theme

_NAME_FIRST = frozenset({EntryRefusal.NAME_EMPTY})


class LoginForm(QWidget):
    """Signals: `asked` carries name and password, and is answered by `refuse` or `clear`; `ready` says whether an
    attempt is allowed.

    Errors are shown below the password, the same for an unknown name. While no attempt is allowed, the remaining
    seconds are shown there.
    """

    asked = Signal(str, str)
    ready = Signal(bool)

    def __init__(self, theme: Theme, clock: Callable[[], datetime], name: str) -> None:
        super().__init__()
        self.name = QLineEdit(name)
        self.name_field = FormField(strings.NAME, self.name)
        self.secret = PasswordInput()
        self.progress = Progress(theme)
        self._wrong = ("", "")
        self._waiting = Countdown(clock, self)
        self._waiting.left.connect(self._wait)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.unit)
        for part in (self.name_field, self.secret, self.progress):
            column.addWidget(part)

    @property
    def busy(self) -> bool:
        return bool(self.progress.text)

    @property
    def may_ask(self) -> bool:
        return not self.busy and not self._waiting.running

    @Slot()
    def ask(self) -> None:
        """Emit `asked`; focus an empty field instead."""
        if not self.may_ask:
            return
        name = self.name.text()
        if not name.strip():
            self.name_field.complain(said(EntryRefused(EntryRefusal.NAME_EMPTY)))
        elif not self.secret.edit.text():
            self.secret.edit.setFocus()
        else:
            self.asked.emit(name, self.secret.edit.take())

    def work(self, text: str) -> None:
        """Show that a job runs, and disable the fields."""
        self.progress.say(text)
        for one in (self.name, self.secret.edit):
            one.setEnabled(False)
        self.ready.emit(False)

    def refuse(self, error: ExpectedError, until: datetime | None = None) -> None:
        """Show the error. `until`: no attempt is allowed before."""
        self._rest()
        field = self.name_field if error.code in _NAME_FIRST else self.secret
        wrong, todo = trouble(error)
        if error.code is EntryRefusal.WRONG_LOGIN and self.name_field.isHidden():
            wrong = strings.WRONG_PASSWORD
        field.complain(f"{wrong} {todo}".strip())
        waited = error.data.get("until") if error.code is EntryRefusal.WAIT else until
        if isinstance(waited, datetime):
            self.wait(waited, *(() if error.code is EntryRefusal.WAIT else (wrong, todo)))

    def wait(self, until: datetime, wrong: str = strings.TOO_MANY, todo: str = "") -> None:
        """Allow no attempt before `until`, and show the reason; `todo` is shown again afterwards."""
        self._wrong = (wrong, todo)
        self._waiting.begin(until)

    def clear(self) -> None:
        """Remove the password and the errors."""
        self._rest()
        self.secret.edit.take()
        if not self._waiting.running:
            self.secret.clear()
        self.name_field.clear()

    def begin(self) -> None:
        """Focus the first empty field."""
        (self.secret.edit if self.name.text().strip() else self.name).setFocus()

    def _rest(self) -> None:
        self.progress.say("")
        for one in (self.name, self.secret.edit):
            one.setEnabled(True)
        self.ready.emit(self.may_ask)

    @Slot(int)
    def _wait(self, seconds: int) -> None:
        wrong, todo = self._wrong
        over = f"{wrong} {todo}" if todo else ""
        self.secret.complain(f"{wrong} {strings.wait(seconds)}" if seconds else over, focus=False)
        self.ready.emit(self.may_ask)
