"""A new user, other roles for one who is there, and a new recovery code."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from rhs_desktop.domain.entry import login_name
from rhs_desktop.domain.errors import EntryRefused, ExpectedError
from rhs_desktop.services import settings, users
from rhs_desktop.services.users import UserRecord
from rhs_desktop.ui.dialogs.field import Field
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.role_boxes import RoleBoxes
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.entrance.parts import NewPassword, Progress
from rhs_desktop.ui.entrance.sheet import CodeSheet, Paper
from rhs_desktop.ui.jobs import Err, Ok, Task
from rhs_desktop.words import entry as words
from rhs_desktop.words.trouble import said

_CHARS = 60


class AddUserDialog(Frame):
    """`added` is the name of whom was added."""

    def __init__(self, parent: QWidget | None, tools: Tools) -> None:
        super().__init__(parent, tools.theme, words.ADD_TITLE, words.ADD)
        self.tools = tools
        self.added = ""
        self.name = QLineEdit()
        self.name_field = Field(words.NAME, self.name, words.NAME_HINT)
        self.roles = RoleBoxes(tools.theme)
        self.new = NewPassword(tools.theme, self.name.text, words.FIRST_PASSWORD, words.FIRST_PASSWORD_HINT)
        self.progress = Progress(tools.theme)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._add)
        self.name.textChanged.connect(self.new.show_rules)
        self.keep_width(_CHARS)
        for part in (self.name_field, self.roles, self.new, self.progress):
            self.content.addWidget(part)

    @Slot()
    def _add(self) -> None:
        if self.progress.text:
            return
        try:
            name = login_name(self.name.text())
        except EntryRefused as error:
            self.name_field.complain(said(error))
            return
        roles = self.roles.take()
        password = self.new.take() if roles else None
        if roles is None or password is None:
            return
        self._work(words.ADDING)
        w = self.tools.workplace

        def add(task: Task) -> str:
            users.add(w, name, roles, password)
            return name

        self.tools.jobs.start(add).done.connect(self._done)

    @Slot(object)
    def _done(self, answer: Ok[str] | Err) -> None:
        self._work("")
        if isinstance(answer, Ok):
            self.added = answer.value
            self.accept()
        elif isinstance(answer.error, EntryRefused) and answer.error.code == "name_taken":
            self.name_field.complain(said(answer.error))
        elif isinstance(answer.error, ExpectedError):
            self.say(said(answer.error))
        else:
            raise answer.error

    def _work(self, text: str) -> None:
        self.progress.say(text)
        self.say("")
        for one in (self.name, self.roles, self.new, self.primary, self.cancel):
            one.setEnabled(not text)

    def reject(self) -> None:
        if not self.progress.text:
            self.new.clear()
            super().reject()


class RolesDialog(Frame):
    """Other roles for a user, whose name stands in the title."""

    def __init__(self, parent: QWidget | None, tools: Tools, user: UserRecord) -> None:
        super().__init__(parent, tools.theme, words.of(words.ROLES, user.name), words.SAVE_ROLES)
        self._w, self._user = tools.workplace, user
        self.roles = RoleBoxes(tools.theme, user.roles)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.keep_width(_CHARS)
        self.content.addWidget(self.roles)

    @Slot()
    def _save(self) -> None:
        roles = self.roles.take()
        if roles is None:
            return
        try:
            users.change(self._w, self._user.id, roles=roles, active=self._user.active)
        except ExpectedError as error:
            self.roles.complain(said(error))
            return
        self.accept()


class CodeDialog(Frame):
    """A new recovery code, shown this once. It is left by the button that says that the code is kept."""

    def __init__(self, parent: QWidget | None, tools: Tools, code: str) -> None:
        super().__init__(parent, tools.theme, words.SHEET_TITLE, words.SAVED)
        w = tools.workplace
        self.sheet = CodeSheet(tools.theme, tools.messages, tools.printing)
        self.sheet.heading.hide()
        self.sheet.show_code(Paper(code, settings.clinic(w).name, w.today, w.user), anew=True)
        self.cancel.hide()
        self.keep_width(_CHARS)
        self.content.addWidget(self.sheet)
        self.finished.connect(self.sheet.forget)

    def reject(self) -> None:
        """Esc does not take away what is shown this once."""
