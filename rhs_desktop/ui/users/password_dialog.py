"""Dialogs for a new password: the user's own, which asks for the present one, or a colleague's."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, ExpectedError
from rhs_desktop.services.users import accounts
from rhs_desktop.services.users.accounts import UserRecord
from rhs_desktop.strings import users as strings
from rhs_desktop.strings.errors import said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.jobs import Err, Ok, Task
from rhs_desktop.ui.widgets.password_fields import NewPassword, PasswordInput, Progress

_CHARS = 52


class PasswordDialog(BaseDialog):
    """What both have: the new password, and the job that saves it, during which nothing can be pressed."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, title: str, name: str) -> None:
        super().__init__(parent, tools.theme, title, strings.CHANGE_OWN)
        self.tools = tools
        self.name = name
        self.new = NewPassword(tools.theme, lambda: self.name, strings.NEW_PASSWORD)
        self.progress = Progress(tools.theme)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self.save)
        self.keep_width(_CHARS)

    @property
    def busy(self) -> bool:
        return bool(self.progress.text)

    @Slot()
    def save(self) -> None:
        """Save what is filled in, if it is valid."""

    def work(self, text: str) -> None:
        """Show that a job runs, and disable the fields; empty text: it has ended."""
        self.progress.say(text)
        self.say("")
        for one in (self.new, self.primary, self.cancel):
            one.setEnabled(not text)

    def reject(self) -> None:
        if not self.busy:
            self.new.clear()
            super().reject()


class OwnPasswordDialog(PasswordDialog):
    """The user's own password."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools, strings.OWN_PASSWORD.rstrip("…"), tools.context.user)
        self.former = PasswordInput(strings.FORMER)
        for part in (self.former, self.new, self.progress):
            self.content.addWidget(part)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> ActResult | None:
        """Change it. Returns the message for the status bar, or None."""
        done = cls(parent, tools).run(tools.messages)
        return ActResult(strings.OWN_CHANGED, frozenset(), undoable=False) if done else None

    @Slot()
    def save(self) -> None:
        if self.busy:
            return
        if not self.former.edit.text():
            self.former.edit.setFocus()
            return
        password = self.new.take()
        if password is None:
            return
        former, ctx = self.former.edit.take(), self.tools.context
        self.work(strings.CHANGING)
        self.former.setEnabled(False)

        def change(task: Task) -> Any:
            return accounts.change_own_password(ctx, former, password)

        self.tools.jobs.start(change).done.connect(self._changed)

    @Slot(object)
    def _changed(self, answer: Ok[Any] | Err) -> None:
        self.work("")
        self.former.setEnabled(True)
        if isinstance(answer, Ok):
            self.accept()
            return
        if not isinstance(answer.error, ExpectedError):
            raise answer.error
        if isinstance(answer.error, EntryRefused) and answer.error.code is EntryRefusal.WRONG_LOGIN:
            self.former.complain(strings.FORMER_WRONG)
        else:
            self.say(said(answer.error))

    def reject(self) -> None:
        if not self.busy:
            self.former.edit.take()
        super().reject()


class SetPasswordDialog(PasswordDialog):
    """A new password for the user named in the title."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, user: UserRecord) -> None:
        super().__init__(parent, tools, strings.of(strings.NEW_PASSWORD, user.name), user.name)
        self.user = user
        for part in (self.new, self.progress):
            self.content.addWidget(part)

    @Slot()
    def save(self) -> None:
        password = None if self.busy else self.new.take()
        if password is None:
            return
        ctx, number = self.tools.context, self.user.id
        self.work(strings.CHANGING)

        def change(task: Task) -> Any:
            return accounts.set_password(ctx, number, password)

        self.tools.jobs.start(change).done.connect(self._changed)

    @Slot(object)
    def _changed(self, answer: Ok[Any] | Err) -> None:
        self.work("")
        if isinstance(answer, Ok):
            self.accept()
        elif isinstance(answer.error, ExpectedError):
            self.say(said(answer.error))
        else:
            raise answer.error
