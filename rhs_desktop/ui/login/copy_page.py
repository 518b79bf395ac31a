"""The page on which a backup, or only its key file, is chosen, with name and password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from rhs_desktop.domain.errors import EntryRefused, ExpectedError
from rhs_desktop.strings import users as said
from rhs_desktop.strings.errors import said as trouble_of
from rhs_desktop.ui.login.login_form import LoginForm
from rhs_desktop.ui.login.pages import CentredPage
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.file_dialogs import Files
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind


class What(StrEnum):
    """What is fetched, and why."""

    REGISTER = "register"
    MISSING_KEYS = "missing"
    DAMAGED_KEYS = "damaged"


_TITLES = {
    What.REGISTER: (said.FETCH_TITLE, said.FETCH_TEXT),
    What.MISSING_KEYS: (said.KEYS_TITLE, said.KEYS_TEXT),
    What.DAMAGED_KEYS: (said.DAMAGED_TITLE, said.DAMAGED_TEXT),
}


class CopyPicker(QWidget):
    """A path, typed or chosen in the system's file dialog."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.pick = QPushButton(said.PICK)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.unit)
        row.addWidget(self.edit, 1)
        row.addWidget(self.pick)
        self.setFocusProxy(self.edit)

    @property
    def path(self) -> Path | None:
        text = self.edit.text().strip().strip('"')  # Windows copies a path in quotation marks
        return Path(text) if text else None


class FetchPage(CentredPage):
    """Signals: `asked` carries path, name and password, `forgotten` asks for the page of the recovery code, `left` goes
    back.

    `own`: the key file to use where none is chosen, a damaged one that may still be readable in part.
    """

    asked = Signal(object, str, str)
    forgotten = Signal()
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        clock: Callable[[], datetime],
        files: Callable[[], Files],
        name: str,
        what: What,
        own: Path | None = None,
    ) -> None:
        self.keys = keys = what is not What.REGISTER
        super().__init__(theme, said.KEYS_IT if keys else said.FETCH_IT, "" if keys else said.BACK)
        self._files, self._own = files, own
        self.copy = CopyPicker(theme)
        self.copy_field = FormField(said.COPY, self.copy)
        self.form = LoginForm(theme, clock, name)
        self.code = QPushButton(said.FORGOTTEN)
        set_kind(self.code, "link")
        title, text = _TITLES[what]
        self.content.addWidget(text_label(title, "heading"))
        self.content.addWidget(text_label(text))
        self.content.addWidget(self.copy_field)
        self.content.addWidget(self.form)
        self.content.addWidget(self.code, 0, Qt.AlignmentFlag.AlignLeft)
        self.copy.pick.clicked.connect(self._pick)
        self.copy.edit.textEdited.connect(self.copy_field.clear)
        self.form.asked.connect(self._asked)
        self.form.ready.connect(self._ready)
        self.code.clicked.connect(self._code)
        self.other.clicked.connect(self.leave)

    @property
    def path(self) -> Path | None:
        """The chosen backup or key file."""
        return self.copy.path or self._own

    def propose(self, path: Path) -> None:
        """Fill in a backup that was found, unless a path has been chosen."""
        if self.copy.path is None and not self.form.busy:
            self.copy.edit.setText(str(path))
            self.copy_field.clear()
            self.begin()

    def go(self) -> None:
        if self._picked() is not None:
            self.form.ask()

    def begin(self) -> None:
        if self.path is None:
            self.copy.pick.setFocus()
        else:
            self.form.begin()

    def leave(self) -> None:
        if not self.form.busy and not self.keys:
            self.form.clear()
            self.left.emit()

    def work(self) -> None:
        """Show that a job runs."""
        self.copy_field.clear()
        self.form.work(said.FETCHING_KEYS if self.keys else said.FETCHING)

    def refuse(self, error: ExpectedError, until: datetime | None = None) -> None:
        """Show the error at the password or at the file. `until`: no attempt is allowed before."""
        if isinstance(error, EntryRefused):
            self.form.refuse(error, until)
        else:
            self.form.clear()
            self.copy_field.complain(trouble_of(error))

    def _picked(self) -> Path | None:
        if self.path is None:
            self.copy_field.complain(said.NOT_PICKED)
        return self.path

    @Slot()
    def _pick(self) -> None:
        path = self._files().open(self, said.FETCH_TITLE, said.KEYS_KINDS if self.keys else said.COPY_KINDS)
        if path is not None:
            self.copy.edit.setText(str(path))
            self.copy_field.clear()
            self.form.begin()

    @Slot(str, str)
    def _asked(self, name: str, password: str) -> None:
        path = self._picked()
        if path is not None:
            self.asked.emit(path, name, password)

    @Slot()
    def _code(self) -> None:
        if self._picked() is not None:
            self.forgotten.emit()

    @Slot(bool)
    def _ready(self, ready: bool) -> None:
        self.primary.setEnabled(ready)
        for one in (self.copy, self.code, self.other):
            one.setEnabled(not self.form.busy)
