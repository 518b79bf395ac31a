"""Dialogs for a new user, for the roles of a user, and for a new recovery code."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, ExpectedError
from rhs_desktop.domain.passwords import login_name
from rhs_desktop.services import settings
from rhs_desktop.services.users import accounts
from rhs_desktop.services.users.accounts import UserRecord
from rhs_desktop.strings import users as strings
from rhs_desktop.strings.errors import said
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.login.recovery_sheet import CodeSheet, PrintedSheet
from rhs_desktop.ui.users.role_boxes import RoleBoxes
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.jobs import Err, Ok, Task
from rhs_desktop.ui.widgets.password_fields import NewPassword, Progress

_CHARS = 60


class AddUserDialog(BaseDialog):
    """`added` is the name of the new user."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, strings.ADD_TITLE, strings.ADD)
        self.tools = tools
        self.added = ""
        self.name = QLineEdit()
        self.name_field = FormField(strings.NAME, self.name, strings.NAME_HINT)
        self.roles = RoleBoxes(tools.theme)
        self.new = NewPassword(tools.theme, self.name.text, strings.FIRST_PASSWORD, strings.FIRST_PASSWORD_HINT)
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
        self._work(strings.ADDING)
        ctx = self.tools.context

        def add(task: Task) -> str:
            accounts.add(ctx, name, roles, password)
            return name

        self.tools.jobs.start(add).done.connect(self._done)

    @Slot(object)
    def _done(self, answer: Ok[str] | Err) -> None:
        self._work("")
        if isinstance(answer, Ok):
            self.added = answer.value
            self.accept()
        elif isinstance(answer.error, EntryRefused) and answer.error.code is EntryRefusal.NAME_TAKEN:
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


class RolesDialog(BaseDialog):
    """Edits the roles of the user named in the title."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, user: UserRecord) -> None:
        super().__init__(parent, tools.theme, strings.of(strings.ROLES, user.name), strings.SAVE_ROLES)
        self._ctx, self._user = tools.context, user
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
            accounts.change(self._ctx, self._user.id, roles=roles, active=self._user.active)
        except ExpectedError as error:
            self.roles.complain(said(error))
            return
        self.accept()


class CodeDialog(BaseDialog):
    """Shows a new recovery code once. Closed only by the button that confirms that it is kept."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, code: str) -> None:
        super().__init__(parent, tools.theme, strings.SHEET_TITLE, strings.SAVED)
        ctx = tools.context
        self.sheet = CodeSheet(tools.theme, tools.messages, tools.printing)
        self.sheet.heading.hide()
        self.sheet.show_code(PrintedSheet(code, settings.clinic(ctx).name, ctx.today, ctx.user), anew=True)
        self.cancel.hide()
        self.keep_width(_CHARS)
        self.content.addWidget(self.sheet)
        self.finished.connect(self.sheet.forget)

    def reject(self) -> None:
        """Esc does nothing: the code is shown only once."""
